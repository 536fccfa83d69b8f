//! Fills in what a document leaves open, as libvirt does for guests of this hypervisor.

use ferrovirt_api::{ErrorDomain, Result, Uuid};
use ferrovirt_host::System;
use ferrovirt_xml::domain::devices::disk::{Disk, DiskBus, DiskDevice};
use ferrovirt_xml::domain::devices::interface::{Interface, Mac};
use ferrovirt_xml::domain::memory::Memory;
use ferrovirt_xml::domain::os::{BootDevice, BootDeviceKind, Os, OsKind};
use ferrovirt_xml::domain::power::{CrashAction, LifecycleAction};
use ferrovirt_xml::domain::vcpu::Placement;
use ferrovirt_xml::domain::{Clock, Domain, Vcpu};
use ferrovirt_xml::scalar::{MacAddress, MemorySize};

use crate::capabilities::ARCHITECTURE;

/// The first half of generated hardware addresses: locally administered, and known to be a guest's.
const MAC_PREFIX: [u8; 3] = [0x52, 0x54, 0x00];

/// Fills in the defaults.
pub fn complete(domain: &mut Domain, system: &dyn System) -> Result<()> {
    if domain.uuid.is_none() {
        domain.uuid = Some(random_uuid(system)?);
    }
    // They say how the guest begins and are no part of its definition.
    (domain.test_run_state, domain.test_transient, domain.test_has_managed_save) = (None, None, None);
    domain.test_snapshots.clear();
    complete_memory(domain)?;
    let vcpu = domain.vcpu.get_or_insert_with(Vcpu::default);
    vcpu.count.get_or_insert(1);
    vcpu.placement.get_or_insert(Placement::Static);
    if vcpu.current == vcpu.count {
        vcpu.current = None;
    }
    domain.clock.get_or_insert_with(Clock::default);
    domain.on_poweroff.get_or_insert(LifecycleAction::Destroy);
    domain.on_reboot.get_or_insert(LifecycleAction::Restart);
    domain.on_crash.get_or_insert(CrashAction::Destroy);
    let devices = &mut domain.devices;
    devices.disks.iter_mut().for_each(complete_disk);
    for interface in &mut devices.interfaces {
        complete_interface(interface, system)?;
    }
    let has_boot_order = devices.iter().any(|device| device.info().boot.is_some());
    complete_os(&mut domain.os, has_boot_order);
    Ok(())
}

/// Amounts become KiB; of cells the memory is their sum; the balloon leaves all unless it says less.
fn complete_memory(domain: &mut Domain) -> Result<()> {
    let stated = match &domain.memory {
        Some(memory) => memory.size().kibibytes()?,
        None => 0,
    };
    let cells = domain.cpu.iter().filter_map(|cpu| cpu.numa.as_ref()).flat_map(|numa| &numa.cells);
    let of_cells = cells
        .map(|cell| MemorySize { unit: cell.unit, value: cell.memory.unwrap_or_default() }.kibibytes())
        .try_fold(0u64, |sum, cell| cell.map(|cell| sum.saturating_add(cell)))?;
    let total = if of_cells > 0 { of_cells } else { stated };
    let dump_core = domain.memory.as_ref().and_then(|memory| memory.dump_core);
    domain.memory = Some(Memory { dump_core, ..Memory::from(MemorySize::from_kibibytes(total)) });
    let current = match domain.current_memory {
        Some(current) => current.kibibytes()?,
        None => total,
    };
    domain.current_memory = Some(MemorySize::from_kibibytes(current.min(total)));
    Ok(())
}

fn complete_os(os: &mut Os, has_boot_order: bool) {
    let Some(os_type) = &mut os.os_type else { return };
    os_type.arch.get_or_insert_with(|| ARCHITECTURE.to_owned());
    // The old name of the same thing.
    if os_type.kind == Some(OsKind::Linux) {
        os_type.kind = Some(OsKind::Xen);
    }
    if os_type.kind == Some(OsKind::Hvm) && os.boot.is_empty() && !has_boot_order {
        os.boot.push(BootDevice { dev: Some(BootDeviceKind::Hd) });
    }
}

fn complete_disk(disk: &mut Disk) {
    let device = *disk.device.get_or_insert(DiskDevice::Disk);
    let Some(target) = &mut disk.target else { return };
    if target.bus.is_none() {
        let name = target.dev.as_deref().unwrap_or_default();
        target.bus = match name {
            _ if device == DiskDevice::Floppy => Some(DiskBus::Fdc),
            _ if name.starts_with("hd") => Some(DiskBus::Ide),
            _ if name.starts_with("sd") => Some(DiskBus::Scsi),
            _ if name.starts_with("vd") => Some(DiskBus::Virtio),
            _ if name.starts_with("xvd") => Some(DiskBus::Xen),
            _ => None,
        };
    }
}

fn complete_interface(interface: &mut Interface, system: &dyn System) -> Result<()> {
    let mac = interface.mac.get_or_insert_with(Mac::default);
    if mac.address.is_none() {
        let mut address = [0; 6];
        address[..3].copy_from_slice(&MAC_PREFIX);
        fill_random(system, &mut address[3..])?;
        mac.address = Some(MacAddress(address));
    }
    Ok(())
}

/// A UUID that nothing else has.
pub fn random_uuid(system: &dyn System) -> Result<Uuid> {
    let mut bytes = [0; 16];
    fill_random(system, &mut bytes)?;
    Ok(uuid::Builder::from_random_bytes(bytes).into_uuid())
}

fn fill_random(system: &dyn System, buffer: &mut [u8]) -> Result<()> {
    system.fill_random(buffer).map_err(|error| error.into_error(ErrorDomain::Test))
}
