//! What a document states wrongly, before anything is filled in that rests on it.

use std::collections::HashSet;

use ferrovirt_error::{Error, ErrorCode, ErrorDomain, Result};
use ferrovirt_xml::domain::Domain;
use ferrovirt_xml::domain::devices::address::{Address, ZpciAddress};
use ferrovirt_xml::domain::devices::controller::{Controller, ControllerModel, ControllerType, PciControllerName};
use ferrovirt_xml::domain::devices::hostdev::HostdevSource;
use ferrovirt_xml::domain::devices::input::InputBus;
use ferrovirt_xml::domain::devices::{chardev::SerialTargetType, disk::DiskBus};

use super::{internal, invalid, refuse, unsupported};
use crate::rules::{Architecture, Family, Platform};

/// Refuses a document as it was read; one that defines a new guest also where older ones are put up with.
pub fn stated(domain: &Domain, is_new: bool) -> Result<()> {
    ferrovirt_xml::domain::validate::validate(domain)?;
    let platform = Platform::of(domain);
    let has_acpi = domain.features.as_ref().is_some_and(|features| features.acpi);
    refuse!(
        is_new && has_acpi && platform.architecture == Architecture::S390,
        unsupported,
        "machines of this architecture have no ACPI"
    );
    for controller in domain.devices.controllers.iter().filter(|found| found.controller_type == ControllerType::Pci) {
        pci(controller, platform)?;
    }
    chip_set(domain, platform)?;
    without_pci(domain, platform)?;
    super::characters::stated(domain)?;
    usb(domain)?;
    zpci(domain, platform)
}

/// The chip set of a PC has its own controllers at fixed places, and one domain of PCI.
fn chip_set(domain: &Domain, platform: Platform) -> Result<()> {
    if !matches!(platform.family, Family::Pc | Family::Q35) {
        return Ok(());
    }
    for device in domain.devices.iter() {
        let Some(Address::Pci(address)) = &device.info().address else { continue };
        let (number, bus, slot, function) = address.numbers();
        refuse!(
            number != 0,
            invalid,
            "Invalid PCI address {number:04x}:{bus:02x}:{slot:02x}.{function:x}. Only PCI domain 0 is available"
        );
    }
    for controller in domain.devices.controllers.iter().filter(|controller| controller.index == Some(0)) {
        let (name, place) = match (platform.family, controller.controller_type, controller.model) {
            (Family::Pc, ControllerType::Ide, _) => ("Primary IDE controller", (0, 0, 1, 1)),
            (Family::Q35, ControllerType::Sata, _) => ("Primary SATA controller", (0, 0, 0x1f, 2)),
            (Family::Pc, ControllerType::Usb, Some(ControllerModel::Piix3Uhci)) => {
                ("PIIX3 USB controller at index 0", (0, 0, 1, 2))
            }
            _ => continue,
        };
        let Some(Address::Pci(address)) = &controller.info.address else { continue };
        let is_elsewhere = address.numbers() != (0, 0, 0, 0) && address.numbers() != place;
        let (_, _, slot, function) = place;
        refuse!(is_elsewhere, internal, "{name} must have PCI address 0:0:{slot:x}.{function}");
    }
    Ok(())
}

fn pci(controller: &Controller, platform: Platform) -> Result<()> {
    let Some(model) = controller.model else { return Ok(()) };
    let root = match platform.family {
        Family::Pc => Some(ControllerModel::PciRoot),
        Family::Q35 => Some(ControllerModel::PcieRoot),
        _ => None,
    };
    if let Some(root) = root
        && controller.index == Some(0)
    {
        refuse!(
            model != root,
            invalid,
            "The PCI controller with index='0' must be model='{root}' for this machine type, but model='{model}' was found instead"
        );
    }
    refuse!(
        model == ControllerModel::PciExpanderBus && platform.family != Family::Pc,
        unsupported,
        "pci-expander-bus controllers are only supported on 440fx-based machinetypes"
    );
    refuse!(
        model == ControllerModel::PcieExpanderBus && !matches!(platform.family, Family::Q35 | Family::Virt),
        unsupported,
        "pcie-expander-bus controllers are not supported with this machine type"
    );
    names(controller, model)?;
    targets(controller, model, platform)
}

/// The device of QEMU must be one that makes such a bus.
fn names(controller: &Controller, model: ControllerModel) -> Result<()> {
    use ControllerModel as Model;
    use PciControllerName as Name;
    let Some(name) = controller.model_name else { return Ok(()) };
    let allowed: &[Name] = match model {
        Model::PciBridge => &[Name::PciBridge],
        Model::DmiToPciBridge => &[Name::I82801b11Bridge],
        Model::PcieRootPort => &[Name::Ioh3420, Name::PcieRootPort],
        Model::PcieSwitchUpstreamPort => &[Name::X3130Upstream],
        Model::PcieSwitchDownstreamPort => &[Name::Xio3130Downstream],
        Model::PciExpanderBus => &[Name::Pxb],
        Model::PcieExpanderBus => &[Name::PxbPcie],
        Model::PcieToPciBridge => &[Name::PciePciBridge],
        Model::PciRoot => &[Name::SpaprPciHostBridge],
        _ => &[],
    };
    let index = controller.index.unwrap_or(0);
    refuse!(
        !allowed.contains(&name),
        unsupported,
        "Option 'modelName' has invalid value for PCI controller with index '{index}', model '{model}' and modelName '{name}'"
    );
    Ok(())
}

/// Each kind of bus has numbers of its own.
fn targets(controller: &Controller, model: ControllerModel, platform: Platform) -> Result<()> {
    use ControllerModel as Model;
    let Some(target) = &controller.target else { return Ok(()) };
    let is_port = matches!(model, Model::PcieRootPort | Model::PcieSwitchDownstreamPort);
    let is_expander = matches!(model, Model::PciExpanderBus | Model::PcieExpanderBus);
    let is_host_bridge = model == Model::PciRoot && platform.family == Family::Pseries;
    let options = [
        ("chassisNr", target.chassis_nr.is_some(), model == Model::PciBridge),
        ("chassis", target.chassis.is_some(), is_port),
        ("port", target.port.is_some(), is_port),
        ("busNr", target.bus_nr.is_some(), is_expander),
        ("numaNode", target.node.is_some(), is_expander || is_host_bridge),
        ("targetIndex", target.index.is_some(), is_host_bridge),
        ("hotplug", target.hotplug.is_some(), is_port || (model == Model::PciRoot && platform.family == Family::Pc)),
    ];
    let index = controller.index.unwrap_or(0);
    for (option, is_set, is_allowed) in options {
        refuse!(
            is_set && !is_allowed,
            unsupported,
            "Option '{option}' is not valid for PCI controller with index '{index}', model '{model}'"
        );
    }
    refuse!(
        is_host_bridge && controller.index == Some(0) && target.index.is_some_and(|number| number != 0),
        unsupported,
        "Option 'targetIndex' has invalid value '{}' for PCI controller with index '0', model '{model}'; '0'",
        target.index.unwrap_or(0)
    );
    Ok(())
}

/// A machine from before PCI has no place for controllers that are on it.
fn without_pci(domain: &Domain, platform: Platform) -> Result<()> {
    if platform.family != Family::Isapc {
        return Ok(());
    }
    let needs_pci = domain.devices.controllers.iter().any(|controller| match controller.controller_type {
        ControllerType::Usb => controller.model != Some(ControllerModel::None),
        ControllerType::Scsi | ControllerType::Sata | ControllerType::VirtioSerial => true,
        _ => false,
    });
    refuse!(needs_pci, invalid, "No PCI buses available");
    Ok(())
}

/// A guest without USB has no USB devices.
fn usb(domain: &Domain) -> Result<()> {
    let devices = &domain.devices;
    let is_usb = |controller: &&Controller| controller.controller_type == ControllerType::Usb;
    let is_none = |controller: &Controller| controller.model == Some(ControllerModel::None);
    let mut controllers = devices.controllers.iter().filter(is_usb);
    if !controllers.clone().any(is_none) {
        return Ok(());
    }
    if controllers.any(|controller| !is_none(controller)) {
        let detail = "Can't add another USB controller: USB is disabled for this domain";
        return Err(Error::new(ErrorCode::XmlDetail, ErrorDomain::Domain, detail));
    }
    refuse!(!devices.hubs.is_empty(), unsupported, "Can't add USB hub: USB is disabled for this domain");
    let has_hostdev = devices.hostdevs.iter().any(|hostdev| matches!(hostdev.source, HostdevSource::Usb(_)));
    refuse!(has_hostdev, unsupported, "Can't add host USB device: USB is disabled in this host");
    let has_disk =
        devices.disks.iter().any(|disk| disk.target.as_ref().and_then(|target| target.bus) == Some(DiskBus::Usb));
    let has_input = devices.inputs.iter().any(|input| input.bus == Some(InputBus::Usb));
    let has_serial = devices.serials.iter().any(|serial| {
        serial.target.as_ref().and_then(|target| target.target_type) == Some(SerialTargetType::UsbSerial)
    });
    let has_sound = devices.sounds.iter().any(|sound| sound.model.is_some_and(|model| model.as_str() == "usb"));
    let has_interface = devices.interfaces.iter().any(|interface| interface.model.as_deref() == Some("usb-net"));
    refuse!(
        has_disk
            || has_input
            || has_serial
            || has_sound
            || has_interface
            || !devices.redirdevs.is_empty()
            || !devices.smartcards.is_empty(),
        unsupported,
        "USB is disabled for this domain, but USB devices are present in the domain XML"
    );
    Ok(())
}

fn zpci(domain: &Domain, platform: Platform) -> Result<()> {
    let mut users = HashSet::new();
    let mut functions = HashSet::new();
    for device in domain.devices.iter() {
        let Some(Address::Pci(address)) = &device.info().address else { continue };
        let Some(ZpciAddress { uid, fid }) = &address.zpci else { continue };
        refuse!(
            platform.architecture != Architecture::S390,
            unsupported,
            "zPCI addresses are for s390x only, not for this architecture"
        );
        refuse!(*uid == Some(0), invalid, "Invalid PCI address uid='0x0000', must be > 0x0000 and <= 0xffff");
        if let Some(uid) = uid {
            refuse!(*uid > 0xffff, invalid, "Invalid PCI address uid='{uid:#x}', must be > 0x0000 and <= 0xffff");
            refuse!(!users.insert(*uid), internal, "zPCI uid '{uid:#x}' is already reserved");
        }
        if let Some(fid) = fid {
            refuse!(!functions.insert(*fid), internal, "zPCI fid '{fid:#x}' is already reserved");
        }
    }
    Ok(())
}
