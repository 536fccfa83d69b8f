//! Ports of virtio serial controllers.

use std::collections::HashSet;

use ferrovirt_error::{Error, ErrorCode, ErrorDomain, Result};
use ferrovirt_xml::domain::Domain;
use ferrovirt_xml::domain::devices::DeviceInfo;
use ferrovirt_xml::domain::devices::address::{Address, VirtioSerialAddress};
use ferrovirt_xml::domain::devices::chardev::ChannelTarget;
use ferrovirt_xml::domain::devices::controller::ControllerType;

use crate::complete::invalid;

/// The ports of a controller that states no number.
const DEFAULT_PORTS: u32 = 31;

pub(super) fn complete(domain: &mut Domain) -> Result<()> {
    // Ports that are left without a place get a further controller.
    while let Some(index) = assign_all(domain)? {
        crate::complete::controller::add(domain, ControllerType::VirtioSerial, index);
    }
    Ok(())
}

/// Gives ports their places; the index of a controller that is missing.
fn assign_all(domain: &mut Domain) -> Result<Option<u32>> {
    let devices = &mut domain.devices;
    let controllers: Vec<(u32, u32)> = devices
        .controllers
        .iter()
        .filter(|controller| controller.controller_type == ControllerType::VirtioSerial)
        .filter_map(|controller| Some((controller.index?, controller.ports.unwrap_or(DEFAULT_PORTS))))
        .collect();
    let mut taken = HashSet::new();
    let stated =
        devices.consoles.iter().map(|console| &console.info).chain(devices.channels.iter().map(|found| &found.info));
    for info in stated {
        if let Some(Address::VirtioSerial(VirtioSerialAddress { controller, port, .. })) = &info.address
            && let Some(port) = port.filter(|port| *port > 0)
        {
            taken.insert((controller.unwrap_or(0), port));
        }
    }
    for channel in &mut devices.channels {
        if matches!(channel.target, Some(ChannelTarget::Virtio(_))) {
            if !assign(&mut channel.info, &controllers, &mut taken)? {
                let highest = controllers.iter().map(|(index, _)| *index).max();
                let next = highest.map_or(Some(0), |highest| highest.checked_add(1));
                return next.map(Some).ok_or_else(|| invalid("no index is left for a virtio-serial controller"));
            }
        }
    }
    Ok(None)
}

/// Whether the port has a place.
fn assign(info: &mut DeviceInfo, controllers: &[(u32, u32)], taken: &mut HashSet<(u32, u32)>) -> Result<bool> {
    let wanted = match &info.address {
        Some(Address::VirtioSerial(address)) if address.port.is_some_and(|port| port > 0) => {
            return Ok(true);
        }
        Some(Address::VirtioSerial(address)) => address.controller,
        Some(Address::Unassigned) | None => None,
        Some(_) => return Ok(true),
    };
    let candidates = controllers.iter().filter(|(index, _)| wanted.is_none_or(|wanted| wanted == *index));
    // Port 0 is the one that guests take for their console.
    let free = candidates
        .flat_map(|(index, ports)| (1..*ports).map(move |port| (*index, port)))
        .find(|place| !taken.contains(place));
    let Some((controller, port)) = free else {
        return match wanted {
            None => Ok(false),
            Some(_) => {
                Err(Error::new(ErrorCode::XmlError, ErrorDomain::Domain, "Unable to find a free virtio-serial port"))
            }
        };
    };
    taken.insert((controller, port));
    let address = VirtioSerialAddress { controller: Some(controller), bus: Some(0), port: Some(port) };
    info.address = Some(Address::VirtioSerial(address));
    Ok(true)
}
