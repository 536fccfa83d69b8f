//! Places, names and turns that two devices cannot share.

use super::{internal, invalid, refuse, unsupported};
use crate::Result;
use crate::domain::devices::address::{Address, DriveAddress, UsbPortAddress};
use crate::domain::devices::disk::DiskBus;
use crate::domain::devices::hostdev::HostdevSource;
use crate::domain::{DeviceRef, Domain};
use std::collections::HashSet;

pub(super) fn check(domain: &Domain) -> Result<()> {
    let mut aliases = HashSet::new();
    let mut orders = HashSet::new();
    for device in domain.devices.iter() {
        let info = device.info();
        // Names that drivers give may be shared: by the parts of a USB 2 controller, by a serial port and its console.
        let is_stated = |alias: &&str| alias.starts_with("ua-") && !matches!(device, DeviceRef::Console(_));
        if let Some(alias) = info.alias.as_deref().filter(is_stated) {
            refuse!(!aliases.insert(alias), unsupported, "non unique alias detected: '{alias}'");
        }
        if let Some(boot) = &info.boot {
            boot_order(domain, boot.order, &mut orders)?;
            if let Some(parameter) = boot.loadparm.as_deref() {
                load_parameter(parameter)?;
            }
        }
        if let Some(rom) = &info.rom {
            refuse!(
                rom.enabled.is_some_and(|word| !word.is_yes()) && (rom.bar.is_some() || rom.file.is_some()),
                unsupported,
                "ROM tuning is not supported when ROM is disabled"
            );
        }
        refuse!(
            info.acpi_index == Some(0),
            invalid,
            "Invalid value for attribute 'index' in element 'acpi': Zero is not permitted"
        );
        let place = info.address.as_ref();
        refuse!(matches!(place, Some(Address::VirtioS390)), invalid, "virtio-s390 bus doesn't have an address");
        if let Some(Address::Usb(UsbPortAddress { port: Some(port), .. })) = place {
            usb_port(port)?;
        }
        refuse!(
            info.acpi_index.is_some() && !matches!(place, None | Some(Address::Pci(_))),
            unsupported,
            "ACPI index is only supported for PCI devices"
        );
    }
    drives(domain)
}

fn boot_order(domain: &Domain, order: Option<u32>, orders: &mut HashSet<u32>) -> Result<()> {
    let Some(order) = order else {
        return Err(invalid("Missing required attribute 'order' in element 'boot'".to_owned()));
    };
    refuse!(order == 0, invalid, "Invalid value for attribute 'order' in element 'boot': Zero is not permitted");
    refuse!(
        !domain.os.boot.is_empty(),
        unsupported,
        "per-device boot elements cannot be used together with os/boot elements"
    );
    refuse!(!orders.insert(order), unsupported, "boot order '{order}' used for more than one device");
    Ok(())
}

/// What s390 firmware loads is named by up to eight letters.
fn load_parameter(parameter: &str) -> Result<()> {
    const MOST: usize = 8;
    refuse!(
        parameter.is_empty() || parameter.len() > MOST,
        internal,
        "loadparm value '{parameter}' must be between 1 and {MOST} characters"
    );
    let is_letter = |byte: u8| byte.is_ascii_alphanumeric() || byte == b'.' || byte == b' ';
    refuse!(
        !parameter.bytes().all(is_letter),
        internal,
        "invalid loadparm char in '{parameter}'; letters, digits, '.' and ' '"
    );
    Ok(())
}

/// A port is reached through at most as many hubs as USB allows.
fn usb_port(port: &str) -> Result<()> {
    const DEPTH: usize = 4;
    let are_numbers = port.split('.').all(|number| number.parse::<u32>().is_ok());
    refuse!(
        !are_numbers || port.split('.').count() > DEPTH,
        internal,
        "Cannot parse <address> 'port' attribute '{port}'; up to {DEPTH} numbers, as in '1.2'"
    );
    Ok(())
}

fn drives(domain: &Domain) -> Result<()> {
    let mut taken = HashSet::new();
    let place = |kind: DiskBus, drive: &DriveAddress| {
        let number = |part: Option<u32>| part.unwrap_or(0);
        (kind, number(drive.controller), number(drive.bus), number(drive.target), number(drive.unit))
    };
    for disk in &domain.devices.disks {
        let Some(target) = &disk.target else { continue };
        let (Some(bus), Some(Address::Drive(drive))) = (target.bus, &disk.info.address) else { continue };
        let (_, controller, number, unit_target, unit) = place(bus, drive);
        refuse!(
            !taken.insert(place(bus, drive)),
            unsupported,
            "Found duplicate drive address for disk with target name '{}' controller='{controller}' bus='{number}' target='{unit_target}' unit='{unit}'",
            target.dev.as_deref().unwrap_or_default()
        );
    }
    for hostdev in &domain.devices.hostdevs {
        let HostdevSource::Scsi(_) = hostdev.source else { continue };
        let Some(Address::Drive(drive)) = &hostdev.info.address else { continue };
        let (_, controller, number, unit_target, unit) = place(DiskBus::Scsi, drive);
        refuse!(
            !taken.insert(place(DiskBus::Scsi, drive)),
            invalid,
            "SCSI host address controller='{controller}' bus='{number}' target='{unit_target}' unit='{unit}' in use by another SCSI device"
        );
    }
    Ok(())
}
