//! Devices other than disks.

use std::collections::HashSet;

use ferrovirt_error::Result;
use ferrovirt_xml::domain::Domain;
use ferrovirt_xml::domain::devices::controller::{ControllerModel, ControllerType};
use ferrovirt_xml::domain::devices::input::{InputBus, InputKind};
use ferrovirt_xml::domain::devices::misc::{IommuModel, WatchdogModel};
use ferrovirt_xml::domain::devices::virtio::VirtioOptions;

use super::{invalid, unsupported};
use crate::complete::Family;
use crate::probe::EmulatorCapabilities;

pub(super) fn check(domain: &Domain, _: &EmulatorCapabilities) -> Result<()> {
    boot_order(domain)?;
    controllers(domain)?;
    interfaces(domain)?;
    for input in &domain.devices.inputs {
        let is_tablet = matches!(input.kind, InputKind::Tablet);
        if is_tablet && input.bus == Some(InputBus::Ps2) {
            return Err(unsupported("ps2 bus does not support tablet input device"));
        }
    }
    let actions: HashSet<_> = domain.devices.watchdogs.iter().map(|watchdog| watchdog.action).collect();
    if actions.len() > 1 {
        return Err(invalid("watchdogs with different actions are not supported with this QEMU binary"));
    }
    let family = Family::of_domain(domain);
    if family != Family::Q35 {
        if domain.devices.watchdogs.iter().any(|watchdog| watchdog.model == Some(WatchdogModel::Itco)) {
            return Err(unsupported("iTCO model of watchdog is only supported for machine type Q35"));
        }
        if domain
            .devices
            .iommu
            .as_ref()
            .is_some_and(|iommu| matches!(iommu.model, Some(IommuModel::Intel | IommuModel::Amd)))
        {
            return Err(unsupported("IOMMU device: 'intel' is only supported with Q35 machines"));
        }
    }
    Ok(())
}

fn boot_order(domain: &Domain) -> Result<()> {
    let mut used = HashSet::new();
    for device in domain.devices.iter() {
        let Some(order) = device.info().boot.as_ref().and_then(|boot| boot.order) else { continue };
        if !domain.os.boot.is_empty() {
            return Err(unsupported("per-device boot elements cannot be used together with os/boot elements"));
        }
        if order == 0 {
            return Err(invalid("Invalid value for attribute 'order' in element 'boot': '0'. Expected positive value"));
        }
        if !used.insert(order) {
            return Err(invalid(format!("boot order '{order}' used for more than one device")));
        }
    }
    Ok(())
}

fn controllers(domain: &Domain) -> Result<()> {
    let family = Family::of_domain(domain);
    let mut used = HashSet::new();
    for controller in &domain.devices.controllers {
        let kind = controller.controller_type;
        let index = controller.index.unwrap_or(0);
        use ControllerModel as Model;
        let companions = [Model::Ich9Uhci1, Model::Ich9Uhci2, Model::Ich9Uhci3];
        let is_companion = controller.info.usb_master_startport.is_some()
            || controller.model.is_some_and(|model| companions.contains(&model));
        if !is_companion && !used.insert((kind.as_str(), index)) {
            return Err(unsupported(format!("Multiple '{kind}' controllers with index '{index}'")));
        }
        if kind == ControllerType::Ide && family == Family::Q35 {
            return Err(unsupported("IDE controllers are unsupported for this QEMU binary or machine type"));
        }
        if kind == ControllerType::Pci && index == 0 {
            let expected = match family {
                Family::Pc => ControllerModel::PciRoot,
                Family::Q35 => ControllerModel::PcieRoot,
                _ => continue,
            };
            if controller.model != Some(expected) {
                return Err(unsupported(format!(
                    "The PCI controller with index='0' must be model='{expected}' for this machine type"
                )));
            }
        }
    }
    Ok(())
}

fn interfaces(domain: &Domain) -> Result<()> {
    for interface in &domain.devices.interfaces {
        let Some(model) = interface.model.as_deref() else { continue };
        let is_name =
            !model.is_empty() && model.chars().all(|letter| letter.is_ascii_alphanumeric() || "_-".contains(letter));
        if !is_name {
            return Err(ferrovirt_error::Error::invalid_argument(
                ferrovirt_error::ErrorDomain::Domain,
                format!("Model name contains invalid characters: '{model}'"),
            ));
        }
        if interface.mac.as_ref().and_then(|mac| mac.address).is_some_and(|mac| mac.is_multicast()) {
            return Err(invalid("expected unicast mac address, found multicast"));
        }
        if !model.starts_with("virtio")
            && let Some(driver) = &interface.driver
            && (driver.queues.is_some() || driver.virtio != VirtioOptions::default())
        {
            return Err(unsupported("virtio options of driver are only supported for virtio interfaces"));
        }
    }
    Ok(())
}
