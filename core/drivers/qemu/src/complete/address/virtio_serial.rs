//! Ports of virtio serial controllers.

use std::collections::HashSet;

use ferrovirt_error::{Error, ErrorDomain, Result};
use ferrovirt_xml::domain::Domain;
use ferrovirt_xml::domain::devices::DeviceInfo;
use ferrovirt_xml::domain::devices::address::{Address, VirtioSerialAddress};
use ferrovirt_xml::domain::devices::chardev::{ChannelTarget, ConsoleTargetType};
use ferrovirt_xml::domain::devices::controller::ControllerType;

/// The ports of a controller that states no number.
const DEFAULT_PORTS: u32 = 31;

pub(super) fn complete(domain: &mut Domain) -> Result<()> {
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
    for console in &mut devices.consoles {
        let kind = console.target.as_ref().and_then(|target| target.target_type);
        if kind == Some(ConsoleTargetType::Virtio) {
            // Port 0 is the one that guests take for their console.
            assign(&mut console.info, &controllers, &mut taken, 0)?;
        }
    }
    for channel in &mut devices.channels {
        if matches!(channel.target, Some(ChannelTarget::Virtio(_))) {
            assign(&mut channel.info, &controllers, &mut taken, 1)?;
        }
    }
    Ok(())
}

fn assign(
    info: &mut DeviceInfo,
    controllers: &[(u32, u32)],
    taken: &mut HashSet<(u32, u32)>,
    first: u32,
) -> Result<()> {
    let wanted = match &info.address {
        Some(Address::VirtioSerial(address)) if address.port.is_some_and(|port| port > 0 || first == 0) => {
            return Ok(());
        }
        Some(Address::VirtioSerial(address)) => address.controller,
        Some(Address::Unassigned) | None => None,
        Some(_) => return Ok(()),
    };
    let candidates = controllers.iter().filter(|(index, _)| wanted.is_none_or(|wanted| wanted == *index));
    let free = candidates
        .flat_map(|(index, ports)| (first..*ports).map(move |port| (*index, port)))
        .find(|place| !taken.contains(place));
    let (controller, port) = free.ok_or_else(|| {
        Error::new(
            ferrovirt_error::ErrorCode::XmlError,
            ErrorDomain::Domain,
            "Unable to find a free virtio-serial port",
        )
    })?;
    taken.insert((controller, port));
    let address = VirtioSerialAddress { controller: Some(controller), bus: Some(0), port: Some(port) };
    info.address = Some(Address::VirtioSerial(address));
    Ok(())
}
