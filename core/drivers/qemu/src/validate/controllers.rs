//! Controllers: models that the emulator and the machine have.

use std::collections::HashMap;

use ferrovirt_error::Result;
use ferrovirt_xml::domain::devices::address::Address;
use ferrovirt_xml::domain::devices::controller::{Controller, ControllerModel, ControllerType};

use super::{Subject, internal, invalid, refuse, unsupported};
use crate::rules::{Architecture, Family};

pub(super) fn check(subject: &Subject<'_>) -> Result<()> {
    for controller in &subject.domain.devices.controllers {
        match controller.controller_type {
            ControllerType::Ide => ide(subject, controller)?,
            ControllerType::Scsi => scsi(subject.architecture(), controller)?,
            ControllerType::Usb => usb(controller)?,
            ControllerType::Pci => pci(subject, controller)?,
            kind @ (ControllerType::Xenbus | ControllerType::Isa) => {
                return Err(internal(format!("there is no bus for a controller of type '{kind}' with QEMU")));
            }
            _ => {}
        }
    }
    spapr_vio(subject)
}

fn ide(subject: &Subject<'_>, controller: &Controller) -> Result<()> {
    let family = subject.platform.family;
    refuse!(
        matches!(family, Family::Q35 | Family::Virt | Family::Pseries | Family::Ccw | Family::Microvm),
        unsupported,
        "IDE controllers are unsupported for this QEMU binary or machine type"
    );
    refuse!(
        matches!(family, Family::Pc | Family::Isapc | Family::Malta) && controller.index.is_some_and(|index| index > 0),
        unsupported,
        "Only a single IDE controller is supported for this machine type"
    );
    Ok(())
}

fn scsi(architecture: &str, controller: &Controller) -> Result<()> {
    use ControllerModel as Model;
    let is_virtio = matches!(
        controller.model,
        None | Some(Model::Auto | Model::VirtioScsi | Model::VirtioTransitional | Model::VirtioNonTransitional)
    );
    refuse!(matches!(controller.model, Some(Model::Buslogic)), unsupported, "Unsupported controller model: 'buslogic'");
    refuse!(
        controller.model == Some(Model::Ncr53c90) && !architecture.starts_with("sparc"),
        unsupported,
        "ncr53c90 SCSI controller is not a built-in for this machine"
    );
    let Some(driver) = &controller.driver else { return Ok(()) };
    for (name, is_set) in [
        ("queues", driver.queues.is_some()),
        ("cmd_per_lun", driver.cmd_per_lun.is_some()),
        ("max_sectors", driver.max_sectors.is_some()),
        ("ioeventfd", driver.ioeventfd.is_some()),
    ] {
        refuse!(is_set && !is_virtio, unsupported, "'{name}' is only supported by virtio-scsi controller");
    }
    let fits = matches!(controller.info.address, None | Some(Address::Pci(_) | Address::Ccw(_)));
    refuse!(
        (driver.iothread.is_some() || !driver.iothreads.is_empty()) && !fits,
        unsupported,
        "virtio-scsi IOThreads only available for virtio pci and virtio ccw controllers"
    );
    Ok(())
}

fn usb(controller: &Controller) -> Result<()> {
    use ControllerModel as Model;
    refuse!(
        matches!(controller.model, Some(Model::Qusb1 | Model::Qusb2)),
        unsupported,
        "USB controller model type 'qusb1' or 'qusb2' is not supported in qemu"
    );
    /// The device's registers have room for so many.
    const PORTS_MOST: u32 = 15;
    if let Some(model @ (Model::NecXhci | Model::QemuXhci)) = controller.model
        && let Some(ports) = controller.ports
    {
        refuse!(
            ports > PORTS_MOST,
            unsupported,
            "'{model}' controller only supports up to '{PORTS_MOST}' ports, not '{ports}'"
        );
    }
    Ok(())
}

fn pci(subject: &Subject<'_>, controller: &Controller) -> Result<()> {
    let family = subject.platform.family;
    let index = controller.index.unwrap_or(0);
    if index == 0 {
        let expected = match family {
            Family::Pc => ControllerModel::PciRoot,
            Family::Q35 => ControllerModel::PcieRoot,
            _ => return Ok(()),
        };
        let model = controller.model.map_or("none", ControllerModel::as_str);
        refuse!(
            controller.model != Some(expected),
            invalid,
            "The PCI controller with index='0' must be model='{expected}' for this machine type, but model='{model}' was found instead"
        );
        return Ok(());
    }
    // Buses are numbered outwards from the root.
    if let Some(Address::Pci(address)) = &controller.info.address
        && !address.is_unset()
    {
        let bus = u32::from(address.bus.unwrap_or(0));
        refuse!(
            bus >= index,
            unsupported,
            "PCI controller at index {index} ({index:#04x}) has bus='{bus:#04x}', but index must be larger than bus"
        );
    }
    Ok(())
}

/// Devices of POWER's virtual bus have registers of their own.
fn spapr_vio(subject: &Subject<'_>) -> Result<()> {
    if subject.platform.architecture != Architecture::Ppc64 {
        return Ok(());
    }
    let mut taken: HashMap<u64, usize> = HashMap::new();
    for (position, device) in subject.domain.devices.iter().enumerate() {
        // The first console is a serial port under another name.
        if matches!(device, ferrovirt_xml::domain::DeviceRef::Console(_)) {
            continue;
        }
        let Some(Address::SpaprVio(address)) = &device.info().address else { continue };
        let Some(register) = address.reg else { continue };
        refuse!(
            taken.insert(register, position).is_some(),
            invalid,
            "spapr-vio address '{register:#x}' already in use"
        );
    }
    Ok(())
}
