//! Controllers: those that devices need, indexes, models.

use ferrovirt_error::Result;
use ferrovirt_xml::domain::Domain;
use ferrovirt_xml::domain::complete as shared;
use ferrovirt_xml::domain::devices::address::Address;
use ferrovirt_xml::domain::devices::chardev::{ChannelTarget, ConsoleTargetType};
use ferrovirt_xml::domain::devices::controller::{Controller, ControllerModel, ControllerType, PciControllerName};
use ferrovirt_xml::domain::devices::disk::DiskBus;
use ferrovirt_xml::domain::devices::hostdev::HostdevSource;

use ferrovirt_xml::domain::complete::order;

use super::{Context, Family, address, unsupported};
use crate::rules::{self, Architecture, Platform};

/// Adds the controllers that devices need and that are not there.
pub(super) fn add_implicit(domain: &mut Domain) -> Result<()> {
    address::drive::disks(domain)?;
    for (bus, kind) in [
        (DiskBus::Scsi, ControllerType::Scsi),
        (DiskBus::Fdc, ControllerType::Fdc),
        (DiskBus::Ide, ControllerType::Ide),
        (DiskBus::Sata, ControllerType::Sata),
        (DiskBus::Nvme, ControllerType::Nvme),
    ] {
        if let Some(highest) = highest_disk_controller(domain, bus) {
            add_up_to(domain, kind, highest)?;
        }
    }
    for index in virtio_serial_controllers(domain) {
        add(domain, ControllerType::VirtioSerial, index);
    }
    shared::add_smartcard_controllers(&mut domain.devices);
    let has_scsi_hostdev =
        domain.devices.hostdevs.iter().any(|hostdev| matches!(hostdev.source, HostdevSource::Scsi(_)));
    if has_scsi_hostdev {
        address::drive::hostdevs(domain);
        let hostdevs = domain.devices.hostdevs.iter();
        let highest = hostdevs.filter_map(|hostdev| match (&hostdev.source, &hostdev.info.address) {
            (HostdevSource::Scsi(_), Some(Address::Drive(address))) => Some(address.controller.unwrap_or(0)),
            _ => None,
        });
        if let Some(highest) = highest.max() {
            add_alike(domain, highest)?;
        }
    }
    Ok(())
}

fn highest_disk_controller(domain: &Domain, bus: DiskBus) -> Option<u32> {
    let disks = domain.devices.disks.iter();
    let of_bus = disks.filter(|disk| disk.target.as_ref().and_then(|target| target.bus) == Some(bus));
    of_bus
        .filter_map(|disk| match &disk.info.address {
            Some(Address::Drive(address)) => Some(address.controller.unwrap_or(0)),
            _ => None,
        })
        .max()
}

/// The controllers that ports are on.
fn virtio_serial_controllers(domain: &Domain) -> Vec<u32> {
    let devices = &domain.devices;
    let channels = devices
        .channels
        .iter()
        .filter(|channel| matches!(channel.target, Some(ChannelTarget::Virtio(_))))
        .map(|channel| &channel.info);
    let consoles = devices
        .consoles
        .iter()
        .filter(|console| {
            console.target.as_ref().and_then(|target| target.target_type) == Some(ConsoleTargetType::Virtio)
        })
        .map(|console| &console.info);
    channels
        .chain(consoles)
        .map(|info| match &info.address {
            Some(Address::VirtioSerial(address)) => address.controller.unwrap_or(0),
            _ => 0,
        })
        .collect()
}

/// The greatest index that controllers are added for: a machine has place for fewer.
const HIGHEST_INDEX: u32 = 1023;

/// Adds the controllers of a kind up to this index that aren't there.
fn add_up_to(domain: &mut Domain, kind: ControllerType, highest: u32) -> Result<()> {
    if highest > HIGHEST_INDEX {
        return Err(unsupported(format!("index {highest} of a controller is too large: at most {HIGHEST_INDEX}")));
    }
    for index in 0..=highest {
        add(domain, kind, index);
    }
    Ok(())
}

/// Adds SCSI controllers up to this index, of the model that the guest has already.
fn add_alike(domain: &mut Domain, highest: u32) -> Result<()> {
    let is_scsi = |controller: &&Controller| controller.controller_type == ControllerType::Scsi;
    let model = domain.devices.controllers.iter().filter(is_scsi).next_back().and_then(|controller| controller.model);
    let stated: Vec<u32> =
        domain.devices.controllers.iter().filter(is_scsi).filter_map(|controller| controller.index).collect();
    add_up_to(domain, ControllerType::Scsi, highest)?;
    for controller in &mut domain.devices.controllers {
        let is_new = controller.index.is_some_and(|index| !stated.contains(&index));
        if controller.controller_type == ControllerType::Scsi && is_new {
            controller.model = model;
        }
    }
    Ok(())
}

/// Adds a controller that isn't there.
pub(super) fn add(domain: &mut Domain, kind: ControllerType, index: u32) {
    let controllers = &mut domain.devices.controllers;
    let is_there = |controller: &Controller| controller.controller_type == kind && controller.index == Some(index);
    if !controllers.iter().any(is_there) {
        let controller = Controller { controller_type: kind, index: Some(index), ..Controller::default() };
        order::insert_controller(controllers, controller);
    }
}

/// Fills in models and what belongs to them.
pub(super) fn complete(domain: &mut Domain, context: &Context<'_>) -> Result<()> {
    let platform = Platform::of(domain);
    let devices = &mut domain.devices;
    for controller in &mut devices.controllers {
        complete_controller(controller, context, platform)?;
    }
    Ok(())
}

/// Fills in what one controller leaves open; for one that is plugged into a running guest as well.
pub fn complete_controller(controller: &mut Controller, context: &Context<'_>, platform: Platform) -> Result<()> {
    match controller.controller_type {
        ControllerType::Scsi if matches!(controller.model, None | Some(ControllerModel::Auto)) => {
            let model = rules::default_scsi_model(platform, context.capabilities);
            controller.model = Some(model.ok_or_else(|| unsupported("Unable to determine model for SCSI controller"))?);
        }
        ControllerType::Usb if controller.model.is_none() => {
            controller.model = match platform.family {
                Family::Isapc | Family::Microvm => Some(ControllerModel::None),
                _ if platform.architecture == Architecture::X86 => Some(ControllerModel::Piix3Uhci),
                _ => match rules::default_usb_model(platform, context.capabilities, context.is_new) {
                    // What has a place is there, whatever it is.
                    None if controller.info.address.is_some() => None,
                    model => Some(model.unwrap_or(ControllerModel::None)),
                },
            };
        }
        ControllerType::Pci => pci(controller, platform),
        _ => {}
    }
    Ok(())
}

/// A PCI controller's name is QEMU's device for its model.
fn pci(controller: &mut Controller, platform: Platform) {
    let name = match controller.model {
        Some(ControllerModel::PciRoot) if platform.family == Family::Pseries => PciControllerName::SpaprPciHostBridge,
        Some(ControllerModel::PciBridge) => PciControllerName::PciBridge,
        Some(ControllerModel::DmiToPciBridge) => PciControllerName::I82801b11Bridge,
        Some(ControllerModel::PcieToPciBridge) => PciControllerName::PciePciBridge,
        Some(ControllerModel::PcieRootPort) => PciControllerName::PcieRootPort,
        Some(ControllerModel::PcieSwitchUpstreamPort) => PciControllerName::X3130Upstream,
        Some(ControllerModel::PcieSwitchDownstreamPort) => PciControllerName::Xio3130Downstream,
        Some(ControllerModel::PciExpanderBus) => PciControllerName::Pxb,
        Some(ControllerModel::PcieExpanderBus) => PciControllerName::PxbPcie,
        _ => return,
    };
    controller.model_name.get_or_insert(name);
}
