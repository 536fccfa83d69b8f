//! USB: places that are there, and that only one device has.

use std::collections::{HashMap, HashSet};

use ferrovirt_error::Result;
use ferrovirt_xml::domain::devices::address::{Address, UsbPortAddress};
use ferrovirt_xml::domain::devices::controller::{Controller, ControllerModel, ControllerType};
use ferrovirt_xml::domain::{DeviceRef, Domain};

use super::{invalid, refuse};

/// The ports of a hub.
const HUB_PORTS: u32 = 8;

pub(super) fn check(domain: &Domain) -> Result<()> {
    let mut buses: HashMap<u32, u32> = HashMap::new();
    for controller in &domain.devices.controllers {
        if controller.controller_type == ControllerType::Usb
            && let Some(ports) = ports(controller)
        {
            let known = buses.entry(controller.index.unwrap_or(0)).or_default();
            *known = ports.max(*known);
        }
    }
    let mut hubs: HashSet<(u32, Vec<u32>)> = HashSet::new();
    for hub in &domain.devices.hubs {
        if let Some(place) = place(hub.info.address.as_ref()) {
            hubs.insert(place);
        }
    }
    let mut taken = HashSet::new();
    for device in domain.devices.iter() {
        // The first console is a serial port under another name.
        if matches!(device, DeviceRef::Console(_)) {
            continue;
        }
        let Some((bus, path)) = place(device.info().address.as_ref()) else { continue };
        let text = path.iter().map(u32::to_string).collect::<Vec<_>>().join(".");
        let Some((last, hub)) = path.split_last() else { continue };
        let Some(ports) = buses.get(&bus) else {
            return Err(invalid(format!("Missing USB bus '{bus}'")));
        };
        let most = if hub.is_empty() {
            *ports
        } else {
            refuse!(
                !hubs.contains(&(bus, hub.to_vec())),
                invalid,
                "there is no hub at the port that port '{text}' of USB bus '{bus}' is behind"
            );
            HUB_PORTS
        };
        refuse!(*last > most, invalid, "requested USB port '{text}' not present on USB bus '{bus}'");
        refuse!(!taken.insert((bus, path)), invalid, "Duplicate USB address bus '{bus}' port '{text}'");
    }
    Ok(())
}

fn place(address: Option<&Address>) -> Option<(u32, Vec<u32>)> {
    let Some(Address::Usb(UsbPortAddress { bus, port: Some(port) })) = address else { return None };
    let path: Option<Vec<u32>> = port.split('.').map(|part| part.parse().ok()).collect();
    // Port 0 stands for any.
    path.filter(|path| path != &[0]).map(|path| (bus.unwrap_or(0), path))
}

/// The ports of a controller; what is not known here limits nothing.
fn ports(controller: &Controller) -> Option<u32> {
    use ControllerModel as Model;
    Some(match controller.model? {
        Model::Piix3Uhci | Model::Piix4Uhci | Model::Vt82c686bUhci => 2,
        Model::Ehci | Model::Ich9Ehci1 => 6,
        Model::PciOhci => 3,
        Model::NecXhci | Model::QemuXhci => controller.ports.unwrap_or(4),
        Model::Ich9Uhci1 | Model::Ich9Uhci2 | Model::Ich9Uhci3 => 2,
        Model::None => return None,
        _ => u32::MAX,
    })
}
