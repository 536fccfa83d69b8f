//! Limits of memory, processors and block devices.

use super::{Configuration, bad};
use ferrovirt_error::Result;
use ferrovirt_xml::domain::Domain;
use ferrovirt_xml::domain::cputune::CpuTune;
use ferrovirt_xml::domain::memory::{BlkioDevice, BlkioTune, MemTune, Memory};
use ferrovirt_xml::domain::numa::{NumaMode, NumaTune, NumaTuneMemory};
use ferrovirt_xml::scalar::{CpuSet, MemorySize, Scalar};

/// The memory of a container without a limit, in KiB.
const DEFAULT_MEMORY: u64 = 64 * 1024;

/// Bytes with the suffix of a unit.
pub(super) fn bytes(text: &str) -> Option<u64> {
    let digits = text.trim_end_matches(|letter: char| letter.is_ascii_alphabetic());
    let shift = match text.get(digits.len()..)?.to_ascii_lowercase().as_str() {
        "" => 0,
        "k" | "kb" => 10,
        "m" | "mb" => 20,
        "g" | "gb" => 30,
        "t" | "tb" => 40,
        _ => return None,
    };
    digits.parse::<u64>().ok()?.checked_mul(1 << shift)
}

pub(super) fn read(file: &Configuration<'_>, domain: &mut Domain) -> Result<()> {
    memory(file, domain)?;
    let cputune = CpuTune {
        shares: file.number("lxc.cgroup.cpu.shares")?,
        quota: file.number("lxc.cgroup.cpu.cfs_quota_us")?,
        period: file.number("lxc.cgroup.cpu.cfs_period_us")?,
        ..CpuTune::default()
    };
    domain.cputune = (cputune != CpuTune::default()).then_some(cputune);
    if let Some(vcpu) = &mut domain.vcpu {
        vcpu.cpuset = set(file, "lxc.cgroup.cpuset.cpus")?;
    }
    if let Some(nodeset) = set(file, "lxc.cgroup.cpuset.mems")? {
        let memory =
            NumaTuneMemory { mode: Some(NumaMode::Strict), nodeset: Some(nodeset), ..NumaTuneMemory::default() };
        domain.numatune = Some(NumaTune { memory: Some(memory), ..NumaTune::default() });
    }
    domain.blkiotune = block(file)?;
    Ok(())
}

fn memory(file: &Configuration<'_>, domain: &mut Domain) -> Result<()> {
    let limit = |name: &str| {
        let text = file.last(&[name]);
        text.map(|text| bytes(text).map(|bytes| bytes / 1024).ok_or_else(|| bad(name, text))).transpose()
    };
    let hard = limit("lxc.cgroup.memory.limit_in_bytes")?;
    let memtune = MemTune {
        hard_limit: hard.map(MemorySize::from_kibibytes),
        soft_limit: limit("lxc.cgroup.memory.soft_limit_in_bytes")?.map(MemorySize::from_kibibytes),
        swap_hard_limit: limit("lxc.cgroup.memory.memsw.limit_in_bytes")?.map(MemorySize::from_kibibytes),
        ..MemTune::default()
    };
    domain.memtune = (memtune != MemTune::default()).then_some(memtune);
    let size = MemorySize::from_kibibytes(hard.unwrap_or(DEFAULT_MEMORY));
    domain.memory = Some(Memory::from(size));
    domain.current_memory = Some(size);
    Ok(())
}

fn set(file: &Configuration<'_>, name: &str) -> Result<Option<CpuSet>> {
    file.last(&[name]).map(|text| CpuSet::parse(text).map_err(|_| bad(name, text))).transpose()
}

/// What is set for a block device, by the last part of its key.
type Setter = fn(&mut BlkioDevice, &str) -> Option<()>;

const PER_DEVICE: &[(&str, Setter)] = &[
    ("lxc.cgroup.blkio.device_weight", |device, text| Some(device.weight = Some(text.parse().ok()?))),
    ("lxc.cgroup.blkio.throttle.read_bps_device", |device, text| {
        Some(device.read_bytes_sec = Some(text.parse().ok()?))
    }),
    ("lxc.cgroup.blkio.throttle.write_bps_device", |device, text| {
        Some(device.write_bytes_sec = Some(text.parse().ok()?))
    }),
    ("lxc.cgroup.blkio.throttle.read_iops_device", |device, text| {
        Some(device.read_iops_sec = Some(text.parse().ok()?))
    }),
    ("lxc.cgroup.blkio.throttle.write_iops_device", |device, text| {
        Some(device.write_iops_sec = Some(text.parse().ok()?))
    }),
];

fn block(file: &Configuration<'_>) -> Result<Option<BlkioTune>> {
    let mut tune = BlkioTune { weight: file.number("lxc.cgroup.blkio.weight")?, ..BlkioTune::default() };
    for (name, set) in PER_DEVICE {
        for text in file.all(&[name]) {
            let (number, value) = text.split_once(char::is_whitespace).ok_or_else(|| bad(name, text))?;
            let path = format!("/dev/block/{number}");
            let place = tune.devices.iter().position(|device| device.path.as_deref() == Some(&path));
            let place = place.unwrap_or_else(|| {
                tune.devices.push(BlkioDevice { path: Some(path), ..BlkioDevice::default() });
                tune.devices.len() - 1
            });
            let device = tune.devices.get_mut(place);
            device.and_then(|device| set(device, value.trim())).ok_or_else(|| bad(name, text))?;
        }
    }
    Ok((tune != BlkioTune::default()).then_some(tune))
}
