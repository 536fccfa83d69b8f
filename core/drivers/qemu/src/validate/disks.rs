//! Disks.

use std::collections::HashSet;

use ferrovirt_error::Result;
use ferrovirt_xml::domain::Domain;
use ferrovirt_xml::domain::devices::address::Address;
use ferrovirt_xml::domain::devices::disk::{Disk, DiskBus, DiskDevice, DiskSource};
use ferrovirt_xml::domain::devices::disk_source::SliceType;

use super::{invalid, unsupported};

pub(super) fn check(domain: &Domain) -> Result<()> {
    let mut names = HashSet::new();
    let mut places = HashSet::new();
    for disk in &domain.devices.disks {
        let Some(target) = &disk.target else { continue };
        let name = target.dev.as_deref().unwrap_or_default();
        if !names.insert(name) {
            return Err(invalid(format!("target '{name}' duplicated for disk sources")));
        }
        if let (Some(bus), Some(Address::Drive(address))) = (target.bus, &disk.info.address) {
            let place = (bus.as_str(), address.controller, address.bus, address.target, address.unit);
            if !places.insert(place) {
                return Err(invalid(format!(
                    "Found duplicate drive address for disk with target name '{name}' controller='{}' bus='{}' target='{}' unit='{}'",
                    address.controller.unwrap_or(0),
                    address.bus.unwrap_or(0),
                    address.target.unwrap_or(0),
                    address.unit.unwrap_or(0)
                )));
            }
        }
        self::disk(disk, name)?;
    }
    Ok(())
}

fn disk(disk: &Disk, name: &str) -> Result<()> {
    let bus = disk.target.as_ref().and_then(|target| target.bus);
    let device = disk.device.unwrap_or(DiskDevice::Disk);
    let driver = disk.driver.as_ref();
    if let Some(driver) = driver.and_then(|driver| driver.name.as_deref())
        && driver != "qemu"
    {
        return Err(unsupported(format!("unsupported driver name '{driver}' for disk '{name}'")));
    }
    match (device, bus) {
        (DiskDevice::Floppy, Some(bus)) if bus != DiskBus::Fdc => {
            return Err(unsupported(format!("Invalid bus type '{bus}' for floppy disk")));
        }
        (DiskDevice::Disk | DiskDevice::Lun, Some(DiskBus::Fdc)) => {
            return Err(unsupported("Invalid bus type 'fdc' for disk"));
        }
        (DiskDevice::Cdrom, Some(DiskBus::Virtio)) => {
            return Err(unsupported(
                "disk type 'virtio' of 'vda' does not support ejectable media".replace("vda", name),
            ));
        }
        (DiskDevice::Lun, Some(bus)) if !matches!(bus, DiskBus::Scsi | DiskBus::Virtio) => {
            return Err(unsupported(format!("disk device='lun' is not supported for bus='{bus}'")));
        }
        _ => {}
    }
    if device == DiskDevice::Lun
        && !matches!(disk.source, DiskSource::Block(_) | DiskSource::Network(_) | DiskSource::Volume(_))
    {
        return Err(unsupported("disk device='lun' is only valid for block type disk source"));
    }
    let is_medium = matches!(device, DiskDevice::Cdrom | DiskDevice::Floppy);
    if !is_medium && crate::command::is_empty_source(&disk.source) && !matches!(disk.source, DiskSource::VhostUser(_)) {
        return Err(invalid(format!("missing source for disk '{name}'")).with_hint("add a <source>"));
    }
    if bus != Some(DiskBus::Virtio) {
        let tuned = driver.is_some_and(|driver| {
            driver.queues.is_some()
                || driver.queue_size.is_some()
                || driver.event_idx.is_some()
                || driver.ioeventfd.is_some()
        });
        if tuned {
            return Err(unsupported(format!(
                "virtio options of driver are only supported for virtio devices, not for disk '{name}'"
            )));
        }
        if driver.is_some_and(|driver| driver.iothread.is_some()) {
            return Err(unsupported(format!(
                "IOThreads not available for bus {} target {name}",
                bus.map_or("", DiskBus::as_str)
            )));
        }
    }
    if let Some(common) = crate::command::source_slices(&disk.source)
        && common
            .iter()
            .any(|slice| slice.slice_type.is_none_or(|kind| kind == SliceType::Storage) && slice.size.is_none())
    {
        return Err(invalid(format!("missing size of a slice of disk '{name}'")));
    }
    Ok(())
}
