//! Places of disks on the buses that count controllers, buses, targets and units; and slots of smart cards.

use std::collections::HashSet;

use ferrovirt_error::Result;
use ferrovirt_xml::domain::Domain;
use ferrovirt_xml::domain::complete;
use ferrovirt_xml::domain::devices::address::{Address, DriveAddress};
use ferrovirt_xml::domain::devices::disk::DiskBus;
use ferrovirt_xml::domain::devices::hostdev::HostdevSource;

use crate::complete::invalid;

/// Controller, bus, target and unit.
type Place = (u32, u32, u32, u32);

/// On a SCSI bus the controller itself has this unit.
const SCSI_OWN_UNIT: u32 = 7;
const SCSI_UNITS: u32 = 15;
/// Where the kind of controller is not known yet, a bus is as narrow as the narrowest.
const NARROW_UNITS: u32 = 7;

pub(crate) fn disks(domain: &mut Domain) -> Result<()> {
    let taken = scsi_places(domain);
    let devices = &mut domain.devices;
    for disk in &mut devices.disks {
        let Some(target) = &disk.target else { continue };
        let is_drive =
            matches!(target.bus, Some(DiskBus::Ide | DiskBus::Scsi | DiskBus::Sata | DiskBus::Fdc | DiskBus::Nvme));
        if !is_drive {
            continue;
        }
        match &mut disk.info.address {
            Some(Address::Unassigned) | None => {}
            Some(_) => continue,
        }
        let name = target.dev.as_deref().unwrap_or_default();
        let index = complete::disk::name_index(name)
            .ok_or_else(|| invalid(format!("Unknown disk name '{name}' and no address specified")))?;
        let (controller, bus, unit) = match target.bus {
            Some(DiskBus::Scsi) => {
                let free = (index..=u32::MAX).map(scsi_place).find(|place| !taken.contains(place));
                let (controller, bus, _, unit) = free.unwrap_or((0, 0, 0, 0));
                (controller, bus, unit)
            }
            Some(DiskBus::Sata) => (index / 6, 0, index % 6),
            Some(DiskBus::Fdc) => (index / 2, 0, index % 2),
            Some(DiskBus::Nvme) => (index, 0, 0),
            _ => (index / 4, index % 4 / 2, index % 2),
        };
        disk.info.address = Some(drive(controller, bus, unit));
    }
    Ok(())
}

fn drive(controller: u32, bus: u32, unit: u32) -> Address {
    Address::Drive(DriveAddress { controller: Some(controller), bus: Some(bus), target: Some(0), unit: Some(unit) })
}

fn scsi_place(index: u32) -> Place {
    let unit = index % SCSI_UNITS;
    (index / SCSI_UNITS, 0, 0, if unit >= SCSI_OWN_UNIT { unit + 1 } else { unit })
}

fn narrow_place(index: u32) -> Place {
    (index / NARROW_UNITS, 0, 0, index % NARROW_UNITS)
}

/// The places that devices of the host have on SCSI buses.
fn scsi_places(domain: &Domain) -> HashSet<Place> {
    let hostdevs = domain.devices.hostdevs.iter();
    hostdevs.filter_map(|hostdev| place(hostdev.info.address.as_ref())).collect()
}

fn place(address: Option<&Address>) -> Option<Place> {
    match address {
        Some(Address::Drive(DriveAddress { controller, bus, target, unit })) => {
            Some((controller.unwrap_or(0), bus.unwrap_or(0), target.unwrap_or(0), unit.unwrap_or(0)))
        }
        _ => None,
    }
}

/// Gives SCSI devices of the host the places that disks leave.
pub(crate) fn hostdevs(domain: &mut Domain) {
    let devices = &mut domain.devices;
    let is_scsi = |bus: Option<DiskBus>| bus == Some(DiskBus::Scsi);
    let disks = devices.disks.iter().filter(|disk| is_scsi(disk.target.as_ref().and_then(|target| target.bus)));
    let mut taken: HashSet<Place> = disks.filter_map(|disk| place(disk.info.address.as_ref())).collect();
    taken.extend(devices.hostdevs.iter().filter_map(|hostdev| place(hostdev.info.address.as_ref())));
    for hostdev in &mut devices.hostdevs {
        if !matches!(hostdev.source, HostdevSource::Scsi(_)) || place(hostdev.info.address.as_ref()).is_some() {
            continue;
        }
        if let Some(free) = (0..u32::MAX).map(narrow_place).find(|place| !taken.contains(place)) {
            taken.insert(free);
            hostdev.info.address = Some(drive(free.0, free.1, free.3));
        }
    }
}
