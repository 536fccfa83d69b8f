//! Controllers: the buses that other devices are on.

use ferrovirt_error::Result;
use ferrovirt_xml::domain::Domain;
use ferrovirt_xml::domain::devices::address::Address;
use ferrovirt_xml::domain::devices::controller::{
    Controller, ControllerDriver, ControllerModel, ControllerType, PciControllerName,
};
use ferrovirt_xml::domain::devices::virtio::VirtioModel;

use super::properties::Properties;
use super::{CommandLine, Launch, boot, device, incomplete, unsupported};

/// The families in the order in which QEMU gets them: a bus comes before what may sit on it.
const ORDER: [ControllerType; 9] = [
    ControllerType::Pci,
    ControllerType::Usb,
    ControllerType::Scsi,
    ControllerType::Ide,
    ControllerType::Sata,
    ControllerType::VirtioSerial,
    ControllerType::Ccid,
    ControllerType::Fdc,
    ControllerType::Nvme,
];

pub(super) fn controllers(line: &mut CommandLine, domain: &Domain, launch: &Launch<'_>) -> Result<()> {
    let devices = &domain.devices;
    let is_q35 = is_express(domain);
    for kind in ORDER {
        for controller in devices.controllers.iter().filter(|controller| controller.controller_type == kind) {
            if is_built_in(controller, is_q35) {
                continue;
            }
            if kind == ControllerType::Fdc {
                floppy_drives(line, domain, is_q35);
                continue;
            }
            if let Some(properties) = controller_device(domain, controller, launch)? {
                line.device(&properties);
            }
        }
    }
    Ok(())
}

/// Whether the machine's root is PCI Express.
pub(super) fn is_express(domain: &Domain) -> bool {
    domain.devices.controllers.iter().any(|controller| {
        controller.controller_type == ControllerType::Pci && controller.model == Some(ControllerModel::PcieRoot)
    })
}

/// Whether the machine has this controller anyway.
pub(super) fn is_built_in(controller: &Controller, is_q35: bool) -> bool {
    let is_first = controller.index.unwrap_or(0) == 0;
    match controller.controller_type {
        ControllerType::Pci => {
            is_first && matches!(controller.model, Some(ControllerModel::PciRoot | ControllerModel::PcieRoot))
        }
        ControllerType::Ide => is_first && !is_q35,
        ControllerType::Sata => is_first && is_q35,
        ControllerType::Usb => matches!(controller.model, None | Some(ControllerModel::None)),
        ControllerType::Scsi => controller.model == Some(ControllerModel::Ncr53c90),
        ControllerType::Isa | ControllerType::Xenbus => true,
        _ => false,
    }
}

/// The floppy controller of a PC is there anyway; that of Q35 is not. Boot order belongs to the controller.
fn floppy_drives(line: &mut CommandLine, domain: &Domain, is_q35: bool) {
    let mut properties = Properties::device("isa-fdc");
    for (unit, index) in boot::Order::of(domain).floppies(domain) {
        let name = if unit == 0 { "bootindexA" } else { "bootindexB" };
        if is_q35 {
            properties.set(name, index);
        } else {
            line.option("-global", format!("isa-fdc.{name}={index}"));
        }
    }
    if is_q35 {
        line.device(&properties);
    }
}

fn controller_device(domain: &Domain, controller: &Controller, launch: &Launch<'_>) -> Result<Option<Properties>> {
    let mut properties = match controller.controller_type {
        ControllerType::Pci => pci(controller)?,
        ControllerType::Usb => usb(domain, controller)?,
        ControllerType::Scsi => scsi(controller)?,
        ControllerType::Sata => Properties::device("ahci").with("id", device::alias(&controller.info)?),
        ControllerType::VirtioSerial => virtio_serial(controller)?,
        ControllerType::Ccid => Properties::device("usb-ccid").with("id", device::alias(&controller.info)?),
        ControllerType::Nvme => Properties::device("nvme").with("id", device::alias(&controller.info)?),
        ControllerType::Ide => {
            return Err(unsupported("Only a single IDE controller is supported for this machine type"));
        }
        ControllerType::Fdc | ControllerType::Xenbus | ControllerType::Isa => return Ok(None),
    };
    device::set_address(&mut properties, domain, &controller.info)?;
    let name = properties.get("driver").and_then(|name| name.as_str()).unwrap_or_default();
    // Two names are aliases, which QEMU does not list.
    let full_name = match name {
        "lsi" => "lsi53c895a",
        "ahci" => "ich9-ahci",
        other => other,
    };
    if !launch.capabilities.types.is_empty() && !launch.capabilities.has_device(full_name) {
        return Err(unsupported(format!("the {name} controller is not supported in this QEMU binary")));
    }
    Ok(Some(properties))
}

fn pci(controller: &Controller) -> Result<Properties> {
    let alias = device::alias(&controller.info)?;
    let target = controller.target.clone().unwrap_or_default();
    let name = controller.model_name.ok_or_else(|| incomplete("name of a PCI controller"))?;
    let mut properties = Properties::device(name.as_str());
    match name {
        PciControllerName::PciBridge => {
            properties.set_some("chassis_nr", target.chassis_nr);
            properties.set_some("mem-reserve", target.mem_reserve.map(|size| size.saturating_mul(1024)));
        }
        PciControllerName::Pxb | PciControllerName::PxbPcie => properties.set_some("bus_nr", target.bus_nr),
        PciControllerName::PcieRootPort | PciControllerName::Ioh3420 | PciControllerName::Xio3130Downstream => {
            properties.set_some("port", target.port);
            properties.set_some("chassis", target.chassis);
            properties.set_some("mem-reserve", target.mem_reserve.map(|size| size.saturating_mul(1024)));
        }
        PciControllerName::I82801b11Bridge | PciControllerName::X3130Upstream | PciControllerName::PciePciBridge => {}
        PciControllerName::SpaprPciHostBridge => properties.set_some("index", target.index),
    }
    properties.set("id", alias);
    properties.set_some("hotplug", target.hotplug.map(|word| word.is_on()));
    properties.set_some("numa_node", target.node);
    Ok(properties)
}

fn usb(domain: &Domain, controller: &Controller) -> Result<Properties> {
    let model = controller.model.ok_or_else(|| incomplete("model of a USB controller"))?;
    let name = match model {
        ControllerModel::Piix3Uhci => "piix3-usb-uhci",
        ControllerModel::Piix4Uhci => "piix4-usb-uhci",
        ControllerModel::Ehci => "usb-ehci",
        ControllerModel::Ich9Ehci1 => "ich9-usb-ehci1",
        ControllerModel::Ich9Uhci1 => "ich9-usb-uhci1",
        ControllerModel::Ich9Uhci2 => "ich9-usb-uhci2",
        ControllerModel::Ich9Uhci3 => "ich9-usb-uhci3",
        ControllerModel::Vt82c686bUhci => "vt82c686b-usb-uhci",
        ControllerModel::PciOhci => "pci-ohci",
        ControllerModel::NecXhci => "nec-usb-xhci",
        ControllerModel::QemuXhci => "qemu-xhci",
        other => return Err(unsupported(format!("Unsupported controller type {other}"))),
    };
    let mut properties = Properties::device(name);
    if let Some(ports) = controller.ports {
        properties.set("p2", ports);
        properties.set("p3", ports);
    }
    match controller.info.usb_master_startport {
        // A companion has no name of its own: it is part of its master's bus.
        Some(port) => {
            let index = controller.index.unwrap_or(0);
            let devices = domain.devices.controllers.iter();
            let master = devices
                .filter(|other| other.controller_type == ControllerType::Usb && other.index.unwrap_or(0) == index)
                .find(|other| other.info.usb_master_startport.is_none())
                .ok_or_else(|| incomplete("master of a USB controller"))?;
            properties.set("masterbus", format!("{}.0", device::alias(&master.info)?));
            properties.set("firstport", port);
        }
        None => properties.set("id", device::alias(&controller.info)?),
    }
    Ok(properties)
}

fn scsi(controller: &Controller) -> Result<Properties> {
    let model = controller.model.ok_or_else(|| incomplete("model of a SCSI controller"))?;
    let virtio = match model {
        ControllerModel::VirtioScsi => Some(VirtioModel::Virtio),
        ControllerModel::VirtioTransitional => Some(VirtioModel::VirtioTransitional),
        ControllerModel::VirtioNonTransitional => Some(VirtioModel::VirtioNonTransitional),
        _ => None,
    };
    let driver = match (virtio, model) {
        (Some(model), _) => device::virtio_driver("virtio-scsi", Some(model), &controller.info)?,
        (None, ControllerModel::Lsilogic) => "lsi".to_owned(),
        (None, ControllerModel::Lsisas1068) => "mptsas1068".to_owned(),
        (None, ControllerModel::Lsisas1078) => "megasas".to_owned(),
        (None, ControllerModel::Vmpvscsi) => "pvscsi".to_owned(),
        (None, ControllerModel::Am53c974) => "am53c974".to_owned(),
        (None, ControllerModel::Ibmvscsi) => "spapr-vscsi".to_owned(),
        (None, ControllerModel::Dc390) => "dc390".to_owned(),
        (None, other) => return Err(unsupported(format!("Unsupported controller model: {other}"))),
    };
    let mut properties = Properties::device(&driver);
    if virtio.is_some() {
        set_driver(&mut properties, controller.driver.as_ref());
    }
    properties.set("id", device::alias(&controller.info)?);
    Ok(properties)
}

fn set_driver(properties: &mut Properties, driver: Option<&ControllerDriver>) {
    let Some(driver) = driver else { return };
    device::set_virtio(properties, Some(&driver.virtio));
    properties.set_some("iothread", driver.iothread.map(|id| format!("iothread{id}")));
    if !driver.iothreads.is_empty() {
        properties.set("iothread-vq-mapping", super::disk_device::iothread_mapping(&driver.iothreads));
    }
    properties.set_some("num_queues", driver.queues);
    properties.set_some("cmd_per_lun", driver.cmd_per_lun);
    properties.set_some("max_sectors", driver.max_sectors);
    properties.set_some("ioeventfd", driver.ioeventfd.map(|word| word.is_on()));
}

fn virtio_serial(controller: &Controller) -> Result<Properties> {
    let model = match controller.model {
        Some(ControllerModel::VirtioTransitional) => VirtioModel::VirtioTransitional,
        Some(ControllerModel::VirtioNonTransitional) => VirtioModel::VirtioNonTransitional,
        _ => VirtioModel::Virtio,
    };
    if !matches!(controller.info.address, Some(Address::Pci(_) | Address::Ccw(_) | Address::VirtioMmio)) {
        return Err(incomplete("address of a virtio serial controller"));
    }
    let driver = device::virtio_driver("virtio-serial", Some(model), &controller.info)?;
    let mut properties = Properties::device(&driver);
    device::set_virtio(&mut properties, controller.driver.as_ref().map(|driver| &driver.virtio));
    properties.set("id", device::alias(&controller.info)?);
    properties.set_some("max_ports", controller.ports);
    properties.set_some("vectors", controller.vectors);
    Ok(properties)
}

pub(super) fn hubs(line: &mut CommandLine, domain: &Domain) -> Result<()> {
    for hub in &domain.devices.hubs {
        let mut properties = Properties::device("usb-hub").with("id", device::alias(&hub.info)?);
        device::set_address(&mut properties, domain, &hub.info)?;
        line.device(&properties);
    }
    Ok(())
}
