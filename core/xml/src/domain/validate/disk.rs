//! Disks.

use super::{internal, invalid, refuse, source, unsupported};
use crate::Result;
use crate::domain::Domain;
use crate::domain::devices::address::Address;
use crate::domain::devices::disk::{Disk, DiskBus, DiskDevice, DiskSource, DiskTarget, SgIo};
use crate::domain::devices::disk_source::{NetworkProtocol, SecretUse, StartupPolicy};
use crate::domain::devices::virtio::{VirtioModel, VirtioOptions};
use ferrovirt_error::{Error, ErrorCode, ErrorDomain};
use std::collections::HashSet;

pub(super) fn check(disk: &Disk) -> Result<()> {
    let Some(target) = &disk.target else {
        return Err(Error::new(ErrorCode::NoTarget, ErrorDomain::Domain, "a disk has no <target>"));
    };
    let name = target.dev.as_deref().unwrap_or_default();
    if name.is_empty() {
        return Err(Error::new(ErrorCode::NoTarget, ErrorDomain::Domain, "a disk's <target> has no 'dev'"));
    }
    device(disk, target, name)?;
    source::check(&disk.source)?;
    startup(disk)?;
    auth(disk, name)?;
    virtio(disk, name)?;
    identity(disk)?;
    if matches!(disk.source, DiskSource::VhostUser(_)) {
        vhost_user(disk)?;
    }
    let common = disk.source.common();
    refuse!(
        disk.encryption.is_some() && common.is_some_and(|common| common.encryption.is_some()),
        unsupported,
        "an <encryption> definition already found for disk source of '{name}'"
    );
    if let Some(encryption) = &disk.encryption {
        source::encryption(encryption)?;
    }
    let is_lun = disk.device == Some(DiskDevice::Lun);
    refuse!(
        common.is_some_and(|common| common.reservations.is_some()) && !is_lun,
        unsupported,
        "<reservations/> allowed only for lun devices, not for disk '{name}'"
    );
    address(disk, target, name)
}

/// Refuses disks of the same name.
pub(super) fn check_together(domain: &Domain) -> Result<()> {
    let mut names = HashSet::new();
    for target in domain.devices.disks.iter().filter_map(|disk| disk.target.as_ref()) {
        let name = target.dev.as_deref().unwrap_or_default();
        refuse!(!names.insert(name), invalid, "target '{name}' duplicated for disk sources");
    }
    Ok(())
}

fn device(disk: &Disk, target: &DiskTarget, name: &str) -> Result<()> {
    let device = disk.device.unwrap_or(DiskDevice::Disk);
    let bus = target.bus;
    if let Some(bus) = bus {
        let is_floppy = device == DiskDevice::Floppy;
        refuse!(is_floppy && bus != DiskBus::Fdc, internal, "Invalid bus type '{bus}' for floppy disk '{name}'");
        refuse!(!is_floppy && bus == DiskBus::Fdc, internal, "Invalid bus type 'fdc' for disk '{name}'");
    }
    if device != DiskDevice::Lun {
        refuse!(disk.rawio.is_some(), unsupported, "rawio can be used only with device='lun', not for disk '{name}'");
        refuse!(
            disk.sgio.is_some_and(|mode| mode != SgIo::Unfiltered),
            unsupported,
            "sgio can be used only with device='lun', not for disk '{name}'"
        );
    }
    if target.tray.is_some() {
        let has_tray = matches!(device, DiskDevice::Cdrom | DiskDevice::Floppy);
        refuse!(!has_tray, unsupported, "tray is only valid for cdrom and floppy, not for disk '{name}'");
    }
    if target.removable.is_some() {
        let fits = matches!(bus, None | Some(DiskBus::Usb | DiskBus::Scsi));
        refuse!(!fits, invalid, "removable is only valid for usb or scsi disks, not for '{name}'");
    }
    if target.rotation_rate.is_some() {
        let fits = matches!(bus, None | Some(DiskBus::Ide | DiskBus::Scsi | DiskBus::Sata));
        refuse!(!fits, internal, "rotation rate is only valid for SCSI/IDE/SATA bus, not for disk '{name}'");
    }
    let is_read_only = disk.readonly || device == DiskDevice::Cdrom;
    refuse!(disk.transient.is_some() && is_read_only, unsupported, "transient disk '{name}' must not be read-only");
    // A name says its place; without a place of its own, a disk needs a name that does.
    let has_index = index_is_readable(name);
    refuse!(!has_index && disk.info.address.is_none(), invalid, "Unknown disk name '{name}' and no address specified");
    Ok(())
}

/// Whether the name is a prefix that says the bus, letters that count, and perhaps a partition.
fn index_is_readable(name: &str) -> bool {
    const PREFIXES: [&str; 9] = ["fd", "hd", "vd", "sd", "xvd", "ubd", "nvme", "mmcblk", "sr"];
    let Some(rest) = PREFIXES.iter().find_map(|prefix| name.strip_prefix(prefix)) else { return false };
    let letters = rest.bytes().take_while(u8::is_ascii_lowercase);
    let mut index = 0_i32;
    for letter in letters {
        let next = index.checked_mul(26).and_then(|index| index.checked_add(i32::from(letter - b'a') + 1));
        match next {
            Some(next) => index = next,
            None => return false,
        }
    }
    true
}

fn startup(disk: &Disk) -> Result<()> {
    let policy = disk.source.common().and_then(|common| common.startup_policy);
    let Some(policy) = policy else { return Ok(()) };
    refuse!(
        matches!(disk.source, DiskSource::Network(_)),
        invalid,
        "disk startupPolicy '{policy}' is not allowed for disk of 'network' type"
    );
    let is_medium = matches!(disk.device, Some(DiskDevice::Cdrom | DiskDevice::Floppy));
    refuse!(
        policy == StartupPolicy::Requisite && !is_medium,
        invalid,
        "disk startupPolicy 'requisite' is allowed only for cdrom or floppy"
    );
    Ok(())
}

fn auth(disk: &Disk, name: &str) -> Result<()> {
    let network = match &disk.source {
        DiskSource::Network(source) => source.as_deref(),
        _ => None,
    };
    let inner = network.and_then(|source| source.auth.as_ref());
    refuse!(
        disk.auth.is_some() && inner.is_some(),
        unsupported,
        "an <auth> definition already found for disk source of '{name}'"
    );
    let Some(auth) = disk.auth.as_ref().or(inner) else { return Ok(()) };
    source::auth(auth)?;
    let protocol = network.and_then(|source| source.protocol);
    let expected = match protocol {
        Some(NetworkProtocol::Iscsi) => SecretUse::Iscsi,
        Some(NetworkProtocol::Rbd) => SecretUse::Ceph,
        _ => return Ok(()),
    };
    let found = auth.secret.as_ref().and_then(|secret| secret.secret_type);
    refuse!(
        found != Some(expected),
        unsupported,
        "expected auth secret type '{expected}' for disk '{name}', found '{}'",
        found.map_or("none", SecretUse::as_str)
    );
    Ok(())
}

/// What only virtio disks have.
fn virtio(disk: &Disk, name: &str) -> Result<()> {
    let bus = disk.target.as_ref().and_then(|target| target.bus);
    let driver = disk.driver.as_ref();
    refuse!(
        driver.is_some_and(|driver| driver.iothread.is_some() && !driver.iothreads.is_empty()),
        invalid,
        "disk driver 'iothread' attribute can't be used together with 'iothreads' subelement"
    );
    // Without a stated bus the name decides, and so does the driver.
    let Some(bus) = bus.filter(|bus| *bus != DiskBus::Virtio) else { return Ok(()) };
    if let Some(model) = disk.model.filter(|model| *model != VirtioModel::Virtio) {
        return Err(unsupported(format!("disk model '{model}' not supported for bus '{bus}'")));
    }
    let Some(driver) = driver else { return Ok(()) };
    refuse!(
        driver.queues.is_some(),
        unsupported,
        "queues attribute in disk driver element is only supported for virtio bus, not for disk '{name}'"
    );
    refuse!(
        driver.queue_size.is_some(),
        unsupported,
        "queue_size attribute in disk driver element is only supported for virtio bus, not for disk '{name}'"
    );
    refuse!(
        driver.event_idx.is_some(),
        unsupported,
        "disk event_idx mode supported only for virtio bus, not for disk '{name}'"
    );
    refuse!(
        driver.ioeventfd.is_some(),
        unsupported,
        "disk ioeventfd mode supported only for virtio bus, not for disk '{name}'"
    );
    refuse!(
        driver.virtio != VirtioOptions::default(),
        unsupported,
        "driver options of virtio are only supported for virtio devices, not for disk '{name}'"
    );
    refuse!(
        driver.iothread.is_some() || !driver.iothreads.is_empty(),
        unsupported,
        "IOThreads not available for bus '{bus}' target '{name}'"
    );
    Ok(())
}

/// What the guest reads out of the disk.
fn identity(disk: &Disk) -> Result<()> {
    if let Some(wwn) = disk.wwn.as_deref() {
        let digits = wwn.strip_prefix("0x").unwrap_or(wwn);
        let is_wwn = digits.len() == 16 && digits.bytes().all(|byte| byte.is_ascii_hexdigit());
        refuse!(!is_wwn, internal, "Malformed wwn: '{wwn}'; 16 hexadecimal digits");
    }
    for (what, value, most) in [("vendor", &disk.vendor, 8), ("product", &disk.product, 16)] {
        let Some(value) = value.as_deref() else { continue };
        let is_printable = value.bytes().all(|byte| (0x20..0x7f).contains(&byte));
        refuse!(!is_printable, invalid, "disk {what} '{value}' is not printable string");
        refuse!(value.len() > most, unsupported, "disk {what} '{value}' is more than {most} characters");
    }
    if let Some(geometry) = &disk.geometry {
        super::required(geometry.cyls.as_ref(), "cyls", "geometry")?;
        super::required(geometry.heads.as_ref(), "heads", "geometry")?;
        super::required(geometry.secs.as_ref(), "secs", "geometry")?;
    }
    Ok(())
}

/// A program of its own serves these disks; what the emulator would do, nobody does.
fn vhost_user(disk: &Disk) -> Result<()> {
    let bus = disk.target.as_ref().and_then(|target| target.bus);
    refuse!(bus.is_some_and(|bus| bus != DiskBus::Virtio), unsupported, "vhostuser disk supports only virtio bus");
    let driver = disk.driver.as_ref();
    let has = |found: bool, name: &'static str| found.then_some(name);
    let settings = [
        has(disk.device.is_some_and(|device| device != DiskDevice::Disk), "device"),
        has(disk.snapshot.is_some_and(|place| place.as_str() != "no"), "snapshot"),
        has(disk.readonly, "readonly"),
        has(disk.shareable, "shareable"),
        has(disk.transient.is_some(), "transient"),
        has(disk.serial.is_some(), "serial"),
        has(disk.wwn.is_some(), "wwn"),
        has(disk.vendor.is_some(), "vendor"),
        has(disk.product.is_some(), "product"),
        has(disk.auth.is_some(), "auth"),
        has(disk.geometry.is_some(), "geometry"),
        has(disk.blockio.is_some(), "blockio"),
        has(disk.encryption.is_some(), "encryption"),
        has(disk.iotune.is_some(), "iotune"),
        has(disk.model.is_some_and(|model| model != VirtioModel::Virtio), "model"),
        has(driver.is_some_and(|driver| driver.cache.is_some()), "cache"),
        has(driver.is_some_and(|driver| driver.error_policy.is_some()), "error_policy"),
        has(driver.is_some_and(|driver| driver.rerror_policy.is_some()), "rerror_policy"),
        has(driver.is_some_and(|driver| driver.io.is_some()), "io"),
        has(driver.is_some_and(|driver| driver.copy_on_read.is_some()), "copy_on_read"),
        has(driver.is_some_and(|driver| driver.discard.is_some()), "discard"),
        has(driver.is_some_and(|driver| driver.iothread.is_some()), "iothread"),
        has(driver.is_some_and(|driver| driver.detect_zeroes.is_some()), "detect_zeroes"),
    ];
    match settings.into_iter().flatten().next() {
        Some(setting) => Err(unsupported(format!("{setting} is not supported with vhostuser disk"))),
        None => Ok(()),
    }
}

/// The buses that count controllers and units have addresses of no other kind.
fn address(disk: &Disk, target: &DiskTarget, name: &str) -> Result<()> {
    if target.bus == Some(DiskBus::Scsi) {
        let fits = matches!(disk.info.address, None | Some(Address::Drive(_) | Address::Pci(_) | Address::Unassigned));
        refuse!(!fits, unsupported, "invalid address type for the disk '{name}' with the bus type 'scsi'; 'drive'");
    }
    let Some(bus @ (DiskBus::Ide | DiskBus::Fdc | DiskBus::Sata)) = target.bus else { return Ok(()) };
    let is_drive = matches!(disk.info.address, None | Some(Address::Drive(_)));
    refuse!(!is_drive, unsupported, "invalid address type for the disk '{name}' with the bus type '{bus}'; 'drive'");
    let Some(Address::Drive(place)) = &disk.info.address else { return Ok(()) };
    refuse!(
        place.target.is_some_and(|target| target != 0),
        unsupported,
        "target must be 0 for '{bus}' controller of disk '{name}'"
    );
    refuse!(
        bus == DiskBus::Sata && place.bus.is_some_and(|bus| bus != 0),
        unsupported,
        "bus must be 0 for sata controller of disk '{name}'"
    );
    Ok(())
}
