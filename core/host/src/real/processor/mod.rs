//! What the processor says of itself, and KVM of the processors that guests can have.

mod sys;

use std::fs::File;
use std::os::fd::{AsFd, OwnedFd};
use std::os::unix::fs::FileExt;
use std::path::Path;

use nix::errno::Errno;
use nix::fcntl::{OFlag, open};
use nix::sys::stat::Mode;

use crate::error::Context;
use crate::{CpuidRegisters, HostResult, TimeStampCounter};

/// Where the kernel shows the registers of the first processor, if it does and to root alone.
const REGISTERS: &str = "/dev/cpu/0/msr";

/// `KVM_CAP_TSC_CONTROL` and `KVM_CAP_GET_TSC_KHZ` of linux/kvm.h.
const TSC_CONTROL: i32 = 60;
const GET_TSC_KHZ: i32 = 61;

#[cfg(target_arch = "x86_64")]
pub(super) fn cpuid(leaf: u32, subleaf: u32) -> Option<CpuidRegisters> {
    use std::arch::x86_64::{__cpuid, __cpuid_count};
    // A leaf beyond the highest of its range is answered with another leaf's registers.
    let highest = __cpuid(leaf & 0xffff_0000).eax;
    let found = (leaf <= highest).then(|| __cpuid_count(leaf, subleaf))?;
    Some(CpuidRegisters { eax: found.eax, ebx: found.ebx, ecx: found.ecx, edx: found.edx })
}

#[cfg(not(target_arch = "x86_64"))]
pub(super) fn cpuid(_: u32, _: u32) -> Option<CpuidRegisters> {
    None
}

pub(super) fn open_kvm() -> HostResult<OwnedFd> {
    let path = Path::new("/dev/kvm");
    open(path, OFlag::O_RDWR | OFlag::O_CLOEXEC, Mode::empty()).at("cannot open", path)
}

pub(super) fn model_specific_register(number: u32) -> HostResult<u64> {
    let mut bytes = [0; 8];
    let shown = File::open(REGISTERS).and_then(|file| file.read_exact_at(&mut bytes, u64::from(number)));
    if shown.is_ok() {
        return Ok(u64::from_ne_bytes(bytes));
    }
    let kvm = open_kvm()?;
    sys::feature_register(kvm.as_fd(), number).doing(&format!("cannot read the model-specific register {number:#x}"))
}

pub(super) fn time_stamp_counter() -> HostResult<TimeStampCounter> {
    let kvm = open_kvm()?;
    let rate = || -> std::io::Result<(i32, bool)> {
        if sys::extension(kvm.as_fd(), GET_TSC_KHZ)? <= 0 {
            return Err(Errno::ENODEV.into());
        }
        let machine = sys::create_machine(kvm.as_fd())?;
        let processor = sys::create_processor(machine.as_fd())?;
        let scaling = sys::extension(kvm.as_fd(), TSC_CONTROL)? > 0;
        Ok((sys::time_stamp_rate(processor.as_fd())?, scaling))
    };
    let (kilohertz, scaling) = rate().doing("cannot tell the rate of the time stamp counter")?;
    Ok(TimeStampCounter { frequency: u64::try_from(kilohertz).unwrap_or_default() * 1000, scaling })
}
