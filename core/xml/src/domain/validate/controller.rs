//! Controllers.

use super::vcpu::has_iothread;
use super::{invalid, refuse, unsupported};
use crate::Result;
use crate::domain::Domain;
use crate::domain::devices::controller::{Controller, ControllerModel, ControllerType};
use std::collections::HashSet;

pub(super) fn check(domain: &Domain) -> Result<()> {
    let mut known = HashSet::new();
    for controller in &domain.devices.controllers {
        let kind = controller.controller_type;
        if let Some(index) = controller.index
            && !is_companion(controller)
        {
            refuse!(!known.insert((kind, index)), invalid, "Multiple '{kind}' controllers with index '{index}'");
        }
        match kind {
            ControllerType::Pci => pci(domain, controller)?,
            ControllerType::Scsi => scsi(domain, controller)?,
            _ => {}
        }
    }
    Ok(())
}

/// Whether it shares its number with another: the parts of a USB 2 controller.
fn is_companion(controller: &Controller) -> bool {
    use ControllerModel as Model;
    controller.info.usb_master_startport.is_some()
        || matches!(controller.model, Some(Model::Ich9Uhci1 | Model::Ich9Uhci2 | Model::Ich9Uhci3))
}

fn pci(domain: &Domain, controller: &Controller) -> Result<()> {
    let index = controller.index.unwrap_or(0);
    if let Some(model @ (ControllerModel::PciRoot | ControllerModel::PcieRoot)) = controller.model {
        // On POWER each host bridge is a root of its own.
        let architecture = domain.os.os_type.as_ref().and_then(|kind| kind.arch.as_deref()).unwrap_or_default();
        refuse!(
            index != 0 && !architecture.starts_with("ppc64"),
            invalid,
            "pci-root and pcie-root controllers should have index 0, '{model}' has '{index}'"
        );
        refuse!(
            controller.info.address.is_some(),
            unsupported,
            "pci-root and pcie-root controllers should not have an address"
        );
    }
    let Some(target) = &controller.target else { return Ok(()) };
    let in_range = |name: &str, value: Option<u8>, range: std::ops::RangeInclusive<u8>| {
        let Some(value) = value.filter(|value| !range.contains(value)) else { return Ok(()) };
        Err(unsupported(format!(
            "PCI controller {name} '{value}' out of range - must be {}-{}",
            range.start(),
            range.end()
        )))
    };
    in_range("chassisNr", target.chassis_nr, 1..=255)?;
    in_range("busNr", target.bus_nr, 1..=254)?;
    in_range("target index", target.index, 0..=30)?;
    let cells = domain.cpu.iter().flat_map(|cpu| &cpu.numa).map(|numa| numa.cells.len()).sum::<usize>();
    if let Some(node) = target.node {
        refuse!(
            usize::try_from(node).is_ok_and(|node| node >= cells),
            invalid,
            "'{}' with index '{index}' is configured for a NUMA node '{node}' not present in the domain's <cpu><numa> array ({cells})",
            controller.model.map_or("pci", ControllerModel::as_str)
        );
    }
    Ok(())
}

fn scsi(domain: &Domain, controller: &Controller) -> Result<()> {
    let Some(driver) = &controller.driver else { return Ok(()) };
    let mapped = driver.iothreads.iter().map(|mapping| mapping.id);
    for id in driver.iothread.into_iter().chain(mapped) {
        refuse!(!has_iothread(domain, id), unsupported, "controller iothread '{id}' not defined in iothreadid");
    }
    refuse!(
        driver.iothread.is_some() && !driver.iothreads.is_empty(),
        invalid,
        "driver 'iothread' attribute of a controller can't be used together with 'iothreads' subelement"
    );
    use ControllerModel as Model;
    let is_virtio = matches!(
        controller.model,
        None | Some(Model::Auto | Model::VirtioScsi | Model::VirtioTransitional | Model::VirtioNonTransitional)
    );
    refuse!(
        driver.iothread.is_some() && !is_virtio,
        invalid,
        "'iothread' attribute only supported for virtio scsi controllers"
    );
    Ok(())
}
