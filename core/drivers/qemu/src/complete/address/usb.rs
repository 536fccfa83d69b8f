//! Ports of USB controllers and hubs.

use std::collections::{BTreeMap, HashSet};

use ferrovirt_error::{Error, ErrorDomain, Result};
use ferrovirt_xml::domain::Domain;
use ferrovirt_xml::domain::devices::address::{Address, UsbPortAddress};
use ferrovirt_xml::domain::devices::audio::SoundModel;
use ferrovirt_xml::domain::devices::chardev::SerialTargetType;
use ferrovirt_xml::domain::devices::controller::{Controller, ControllerModel, ControllerType};
use ferrovirt_xml::domain::devices::disk::DiskBus;
use ferrovirt_xml::domain::devices::filesystem::FilesystemDriverType;
use ferrovirt_xml::domain::devices::hostdev::HostdevSource;
use ferrovirt_xml::domain::devices::input::InputBus;
use ferrovirt_xml::domain::devices::misc::{Hub, HubType};
use ferrovirt_xml::domain::devices::{DeviceInfo, Devices};

/// The ports of a hub.
const HUB_PORTS: u32 = 8;
/// Hubs behind hubs, as USB allows.
const MAXIMUM_DEPTH: usize = 5;

/// A port: the bus, and the path of port numbers.
type Port = (u32, Vec<u32>);

pub(crate) fn complete(domain: &mut Domain) -> Result<()> {
    let devices = &mut domain.devices;
    let mut ports = Ports::of(devices);
    place_hubs(devices, &mut ports)?;
    let missing = {
        let mut missing = 0_usize;
        each(devices, &mut |info| missing += usize::from(parse(info).is_none_or(|(_, path)| path.is_empty())));
        missing
    };
    if missing == 0 {
        return Ok(());
    }
    add_hubs(devices, &mut ports, missing);
    let mut result = Ok(());
    each(devices, &mut |info| {
        if result.is_ok() {
            result = assign(info, &mut ports);
        }
    });
    result
}

/// Gives hubs their ports before anything else: what they add counts for the others.
fn place_hubs(devices: &mut Devices, ports: &mut Ports) -> Result<()> {
    for hub in &mut devices.hubs {
        if parse(&hub.info).is_some_and(|(_, path)| !path.is_empty()) {
            continue;
        }
        assign(&mut hub.info, ports)?;
        ports.hubs.extend(parse(&hub.info));
    }
    Ok(())
}

/// All ports, and those that are taken.
#[derive(Default)]
struct Ports {
    /// How many each bus has.
    buses: BTreeMap<u32, u32>,
    /// Where hubs are.
    hubs: Vec<Port>,
    taken: HashSet<Port>,
}

impl Ports {
    fn of(devices: &mut Devices) -> Ports {
        let mut ports = Ports::default();
        for controller in &devices.controllers {
            if controller.controller_type == ControllerType::Usb
                && let Some(count) = count(controller)
            {
                let known = ports.buses.entry(controller.index.unwrap_or(0)).or_default();
                *known = count.max(*known);
            }
        }
        for hub in &devices.hubs {
            if let Some((bus, path)) = parse(&hub.info)
                && !path.is_empty()
            {
                ports.hubs.push((bus, path));
            }
        }
        each(devices, &mut |info| {
            if let Some(port) = parse(info) {
                ports.taken.insert(port);
            }
        });
        ports
    }

    /// The first free port, on this bus if one is asked for. Ports of controllers go before ports of hubs.
    fn free(&self, wanted: Option<u32>) -> Option<Port> {
        let is_wanted = |bus: u32| wanted.is_none_or(|wanted| wanted == bus);
        let mut of_buses =
            self.buses.iter().filter(|(bus, _)| is_wanted(**bus)).map(|(bus, count)| (*bus, Vec::new(), *count));
        let mut of_hubs = self
            .hubs
            .iter()
            .filter(|(bus, path)| is_wanted(*bus) && path.len() < MAXIMUM_DEPTH)
            .map(|(bus, path)| (*bus, path.clone(), HUB_PORTS));
        let mut all = of_buses.by_ref().chain(of_hubs.by_ref());
        all.find_map(|(bus, path, count)| {
            (1..=count).find_map(|number| {
                let mut path = path.clone();
                path.push(number);
                let port = (bus, path);
                (!self.taken.contains(&port)).then_some(port)
            })
        })
    }

    fn free_count(&self) -> usize {
        let buses: usize = self.buses.values().map(|count| *count as usize).sum();
        (buses + self.hubs.len() * HUB_PORTS as usize).saturating_sub(self.taken.len())
    }
}

/// The ports of a controller; companions and no controller have none of their own.
fn count(controller: &Controller) -> Option<u32> {
    let default = match controller.model {
        Some(ControllerModel::Piix3Uhci | ControllerModel::Piix4Uhci | ControllerModel::Vt82c686bUhci) => 2,
        Some(ControllerModel::Ich9Uhci1 | ControllerModel::Ich9Uhci2 | ControllerModel::Ich9Uhci3) => return None,
        Some(ControllerModel::Ehci | ControllerModel::Ich9Ehci1) => 6,
        Some(ControllerModel::PciOhci) => 3,
        Some(ControllerModel::NecXhci | ControllerModel::QemuXhci) => return Some(controller.ports.unwrap_or(4)),
        _ => return None,
    };
    Some(default)
}

/// Adds hubs until there is a port for every device.
fn add_hubs(devices: &mut Devices, ports: &mut Ports, missing: usize) {
    if ports.buses.is_empty() {
        return;
    }
    // A hub takes a port itself, so what is free grows by one less than its ports.
    while ports.free_count() < missing {
        let Some(port) = ports.free(None) else { return };
        let mut hub = Hub { hub_type: Some(HubType::Usb), ..Hub::default() };
        set(&mut hub.info, &port);
        ports.taken.insert(port.clone());
        ports.hubs.push(port);
        devices.hubs.push(hub);
    }
}

fn assign(info: &mut DeviceInfo, ports: &mut Ports) -> Result<()> {
    let stated = parse(info);
    if stated.as_ref().is_some_and(|(_, path)| !path.is_empty()) {
        return Ok(());
    }
    let wanted = match &info.address {
        Some(Address::Usb(address)) => address.bus,
        _ => None,
    };
    let Some(port) = ports.free(wanted) else {
        return Err(Error::internal(ErrorDomain::Domain, "No free USB ports"));
    };
    set(info, &port);
    ports.taken.insert(port);
    Ok(())
}

fn set(info: &mut DeviceInfo, (bus, path): &Port) {
    let port = path.iter().map(u32::to_string).collect::<Vec<_>>().join(".");
    info.address = Some(Address::Usb(UsbPortAddress { bus: Some(*bus), port: Some(port) }));
}

fn parse(info: &DeviceInfo) -> Option<Port> {
    let Some(Address::Usb(UsbPortAddress { bus, port })) = &info.address else { return None };
    let path: Option<Vec<u32>> = port.as_deref().unwrap_or_default().split('.').map(|part| part.parse().ok()).collect();
    Some((bus.unwrap_or(0), path.unwrap_or_default()))
}

/// Visits all USB devices in the order in which they get their ports: hubs first.
fn each(devices: &mut Devices, visit: &mut dyn FnMut(&mut DeviceInfo)) {
    let is_free = |info: &DeviceInfo| matches!(info.address, None | Some(Address::Usb(_) | Address::Unassigned));
    let mut visit = |info: &mut DeviceInfo| {
        if is_free(info) {
            visit(info);
        }
    };
    for hub in &mut devices.hubs {
        visit(&mut hub.info);
    }
    for disk in &mut devices.disks {
        if disk.target.as_ref().and_then(|target| target.bus) == Some(DiskBus::Usb) {
            visit(&mut disk.info);
        }
    }
    for controller in &mut devices.controllers {
        if controller.controller_type == ControllerType::Ccid {
            visit(&mut controller.info);
        }
    }
    for filesystem in &mut devices.filesystems {
        if filesystem.driver.as_ref().and_then(|driver| driver.driver_type) == Some(FilesystemDriverType::Mtp) {
            visit(&mut filesystem.info);
        }
    }
    for interface in &mut devices.interfaces {
        if interface.model.as_deref() == Some("usb-net") {
            visit(&mut interface.info);
        }
    }
    for serial in &mut devices.serials {
        if serial.target.as_ref().and_then(|target| target.target_type) == Some(SerialTargetType::UsbSerial) {
            visit(&mut serial.info);
        }
    }
    for input in &mut devices.inputs {
        if input.bus == Some(InputBus::Usb) {
            visit(&mut input.info);
        }
    }
    for sound in &mut devices.sounds {
        if sound.model == Some(SoundModel::Usb) {
            visit(&mut sound.info);
        }
    }
    for hostdev in &mut devices.hostdevs {
        if matches!(hostdev.source, HostdevSource::Usb(_)) {
            visit(&mut hostdev.info);
        }
    }
    for redirection in &mut devices.redirdevs {
        visit(&mut redirection.info);
    }
}
