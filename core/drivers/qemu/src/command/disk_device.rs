//! The guest's side of a disk.

use ferrovirt_error::Result;
use ferrovirt_xml::domain::Domain;
use ferrovirt_xml::domain::devices::address::{Address, DriveAddress};
use ferrovirt_xml::domain::devices::controller::{ControllerModel, ControllerType};
use ferrovirt_xml::domain::devices::disk::{
    Disk, DiskBus, DiskCache, DiskDevice, DiskErrorPolicy, DiskSource, IoThreadMapping,
};
use serde_json::{Value, json};

use super::properties::{Properties, on_off};
use super::{Launch, boot, device, incomplete, unsupported};

/// The device of a disk on this block node.
pub(super) fn build(
    domain: &Domain,
    disk: &Disk,
    node: Option<&str>,
    boot_index: Option<u32>,
    launch: &Launch<'_>,
) -> Result<Properties> {
    let target = disk.target.as_ref().ok_or_else(|| incomplete("target of a disk"))?;
    let bus = target.bus.ok_or_else(|| incomplete("bus of a disk"))?;
    let alias = device::alias(&disk.info)?;
    let mut properties = match bus {
        DiskBus::Ide | DiskBus::Sata => ide(domain, disk, bus)?,
        DiskBus::Scsi => scsi(domain, disk, alias)?,
        DiskBus::Virtio => virtio(domain, disk)?,
        DiskBus::Usb => usb(domain, disk)?,
        DiskBus::Fdc => Properties::device("floppy").with("unit", drive(disk)?.unit.unwrap_or(0)),
        DiskBus::Nvme => nvme(domain, disk)?,
        DiskBus::Xen | DiskBus::Uml | DiskBus::Sd => {
            return Err(unsupported(format!("unsupported disk bus '{bus}' with device setup")));
        }
    };
    if disk.shareable && bus != DiskBus::Fdc {
        properties.set("share-rw", true);
    }
    match &disk.source {
        DiskSource::VhostUser(_) => properties.set("chardev", format!("chr-vu-{alias}")),
        _ => properties.set_some("drive", node),
    }
    properties.set("id", alias);
    if bus != DiskBus::Fdc {
        properties.set_some("bootindex", boot_index);
        boot::set_loadparm(&mut properties, &disk.info, launch);
    }
    set_geometry(&mut properties, disk);
    if let Some(wwn) = &disk.wwn {
        let digits = wwn.trim_start_matches("0x");
        let number = u64::from_str_radix(digits, 16).map_err(|_| unsupported(format!("malformed wwn: {wwn}")))?;
        properties.set("wwn", number);
    }
    properties.set_some("rotation_rate", target.rotation_rate);
    properties.set_some("vendor", disk.vendor.as_deref());
    let product = match bus {
        DiskBus::Ide | DiskBus::Sata => "model",
        _ => "product",
    };
    properties.set_some(product, disk.product.as_deref());
    if matches!(bus, DiskBus::Usb) {
        properties.set("removable", target.removable.is_some_and(|word| word.is_on()));
    } else if bus == DiskBus::Scsi {
        properties.set_some("removable", target.removable.map(|word| word.is_on()));
    }
    if let Some(cache) =
        disk.driver.as_ref().and_then(|driver| driver.cache).filter(|cache| *cache != DiskCache::Default)
        && disk.device != Some(DiskDevice::Lun)
    {
        let buffers_writes = !matches!(cache, DiskCache::Writethrough | DiskCache::Directsync);
        properties.set("write-cache", on_off(buffers_writes));
    }
    if disk.device != Some(DiskDevice::Lun) {
        properties.set_some("serial", disk.serial.as_deref());
    }
    set_error_policy(&mut properties, disk);
    Ok(properties)
}

fn drive(disk: &Disk) -> Result<&DriveAddress> {
    match &disk.info.address {
        Some(Address::Drive(address)) => Ok(address),
        _ => Err(incomplete("address of a disk")),
    }
}

fn is_cdrom(disk: &Disk) -> bool {
    disk.device == Some(DiskDevice::Cdrom)
}

fn ide(domain: &Domain, disk: &Disk, bus: DiskBus) -> Result<Properties> {
    let address = drive(disk)?;
    let mut properties = Properties::device(if is_cdrom(disk) { "ide-cd" } else { "ide-hd" });
    let index = address.controller.unwrap_or(0);
    if bus == DiskBus::Sata {
        let alias = device::controller_alias(domain, ControllerType::Sata, index)?;
        properties.set("bus", format!("{alias}.{}", address.unit.unwrap_or(0)));
    } else {
        let alias = device::controller_alias(domain, ControllerType::Ide, index)?;
        properties.set("bus", format!("{alias}.{}", address.bus.unwrap_or(0)));
        properties.set("unit", address.unit.unwrap_or(0));
    }
    Ok(properties)
}

fn scsi(domain: &Domain, disk: &Disk, alias: &str) -> Result<Properties> {
    let address = drive(disk)?;
    let driver = match disk.device {
        Some(DiskDevice::Lun) => "scsi-block",
        Some(DiskDevice::Cdrom) => "scsi-cd",
        _ => "scsi-hd",
    };
    let mut properties = Properties::device(driver);
    set_scsi_place(&mut properties, domain, address)?;
    if disk.device != Some(DiskDevice::Lun) {
        // The guest names the disk by this, so it must not depend on what QEMU calls the node.
        properties.set("device_id", disk.serial.clone().unwrap_or_else(|| format!("drive-{alias}")));
    }
    Ok(properties)
}

/// Adds the place of a device on a SCSI bus. The oldest controller counts units alone.
pub(super) fn set_scsi_place(properties: &mut Properties, domain: &Domain, address: &DriveAddress) -> Result<()> {
    let index = address.controller.unwrap_or(0);
    let controller = device::controller(domain, ControllerType::Scsi, index)?;
    let alias = device::alias(&controller.info)?;
    match controller.model {
        // Part of the board, so the bus is QEMU's to name.
        Some(ControllerModel::Ncr53c90) => properties.set("bus", "scsi.0"),
        _ => properties.set("bus", format!("{alias}.0")),
    }
    match controller.model {
        Some(
            ControllerModel::Lsilogic | ControllerModel::Am53c974 | ControllerModel::Dc390 | ControllerModel::Ncr53c90,
        ) => {
            properties.set("scsi-id", address.unit.unwrap_or(0));
        }
        _ => {
            properties.set("channel", address.bus.unwrap_or(0));
            properties.set("scsi-id", address.target.unwrap_or(0));
            properties.set("lun", address.unit.unwrap_or(0));
        }
    }
    Ok(())
}

fn virtio(domain: &Domain, disk: &Disk) -> Result<Properties> {
    let base = if matches!(disk.source, DiskSource::VhostUser(_)) { "vhost-user-blk" } else { "virtio-blk" };
    let mut properties = Properties::device(&device::virtio_driver(base, disk.model, &disk.info)?);
    properties.set_some("scsi", (disk.device == Some(DiskDevice::Lun)).then_some(true));
    if let Some(driver) = &disk.driver {
        device::set_virtio(&mut properties, Some(&driver.virtio));
        properties.set_some("iothread", driver.iothread.map(|id| format!("iothread{id}")));
        if !driver.iothreads.is_empty() {
            properties.set("iothread-vq-mapping", iothread_mapping(&driver.iothreads));
        }
        properties.set_some("ioeventfd", driver.ioeventfd.map(|word| word.is_on()));
        properties.set_some("event_idx", driver.event_idx.map(|word| word.is_on()));
        properties.set_some("num-queues", driver.queues);
        properties.set_some("queue-size", driver.queue_size);
    }
    device::set_address(&mut properties, domain, &disk.info)?;
    Ok(properties)
}

/// Which I/O thread serves which queues.
pub(super) fn iothread_mapping(mappings: &[IoThreadMapping]) -> Value {
    let entries = mappings.iter().map(|mapping| {
        let thread = format!("iothread{}", mapping.id);
        match mapping.queues.is_empty() {
            true => json!({ "iothread": thread }),
            false => {
                json!({ "iothread": thread, "vqs": mapping.queues.iter().map(|queue| queue.id).collect::<Vec<_>>() })
            }
        }
    });
    Value::Array(entries.collect())
}

fn usb(domain: &Domain, disk: &Disk) -> Result<Properties> {
    let mut properties = Properties::device("usb-storage");
    device::set_address(&mut properties, domain, &disk.info)?;
    Ok(properties)
}

fn nvme(domain: &Domain, disk: &Disk) -> Result<Properties> {
    let address = drive(disk)?;
    let alias = device::controller_alias(domain, ControllerType::Nvme, address.controller.unwrap_or(0))?;
    Ok(Properties::device("nvme-ns").with("bus", alias))
}

fn set_geometry(properties: &mut Properties, disk: &Disk) {
    if let Some(geometry) = &disk.geometry
        && let (Some(cylinders), Some(heads), Some(sectors)) = (geometry.cyls, geometry.heads, geometry.secs)
    {
        properties.set("cyls", cylinders);
        properties.set("heads", heads);
        properties.set("secs", sectors);
        properties.set_some("bios-chs-trans", geometry.trans.map(|trans| trans.as_str()));
    }
    if let Some(sizes) = &disk.blockio {
        properties.set_some("logical_block_size", sizes.logical_block_size);
        properties.set_some("physical_block_size", sizes.physical_block_size);
        properties.set_some("discard_granularity", sizes.discard_granularity);
    }
}

fn set_error_policy(properties: &mut Properties, disk: &Disk) {
    let Some(driver) = &disk.driver else { return };
    let word = |policy: DiskErrorPolicy| match policy {
        DiskErrorPolicy::Stop => "stop",
        DiskErrorPolicy::Report => "report",
        DiskErrorPolicy::Ignore => "ignore",
        DiskErrorPolicy::Enospace => "enospc",
    };
    properties.set_some("werror", driver.error_policy.map(word));
    // Running out of space is no error of reading, so for that the policy is QEMU's own.
    let on_read = driver.rerror_policy.or(driver.error_policy).filter(|policy| *policy != DiskErrorPolicy::Enospace);
    properties.set_some("rerror", on_read.map(word));
}
