//! Taking the places that a document states, and giving places to the rest.

use ferrovirt_error::Result;
use ferrovirt_xml::domain::Domain;
use ferrovirt_xml::domain::devices::DeviceInfo;
use ferrovirt_xml::domain::devices::address::Address;
use ferrovirt_xml::domain::devices::controller::{Controller, ControllerType};
use ferrovirt_xml::domain::devices::hostdev::HostdevSource;
use ferrovirt_xml::domain::devices::interface::InterfaceSource;
use ferrovirt_xml::domain::devices::interface_source::HostAddress;
use ferrovirt_xml::domain::{DeviceMut, DeviceRef};

use super::bus::Connection;
use super::fixed::companion_function;
use super::set::{BusSet, Place};
use super::{address, connection};
use crate::probe::EmulatorCapabilities;

/// Takes the places that devices have.
pub(super) fn take_stated(domain: &mut Domain, _: &EmulatorCapabilities, set: &mut BusSet) -> Result<()> {
    let is_express = set.is_express();
    let mut groups = IsolationGroups::default();
    for device in domain.devices.iter() {
        let group = groups.of(&device);
        // The first console is a serial port under another name.
        if matches!(device, DeviceRef::Console(_)) {
            continue;
        }
        if let Some(Address::Pci(address)) = &device.info().address
            && !address.is_unset()
        {
            let (_, bus, slot, function) = address.numbers();
            let place = Place { bus, slot, function };
            set.take_stated(place, connection::of(&device, is_express))?;
            set.isolate(place, group);
        }
    }
    Ok(())
}

/// The order in which devices get their places.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Turn {
    PciController,
    Filesystem,
    Interface,
    Sound,
    Controller,
    Disk,
    Hostdev,
    Balloon,
    Rng,
    Watchdog,
    Video,
    SharedMemory,
    Input,
    Serial,
    Panic,
    Memory,
    Iommu,
    Vsock,
    Crypto,
    Pstore,
    Never,
}

fn turn(device: &DeviceMut<'_>) -> Turn {
    match device {
        DeviceMut::Controller(controller) if controller.controller_type == ControllerType::Pci => Turn::PciController,
        DeviceMut::Controller(_) => Turn::Controller,
        DeviceMut::Filesystem(_) => Turn::Filesystem,
        DeviceMut::Interface(interface) => match interface.source {
            ferrovirt_xml::domain::devices::interface::InterfaceSource::Hostdev(_) => Turn::Hostdev,
            _ => Turn::Interface,
        },
        DeviceMut::Sound(_) => Turn::Sound,
        DeviceMut::Disk(_) => Turn::Disk,
        DeviceMut::Hostdev(_) => Turn::Hostdev,
        DeviceMut::MemBalloon(_) => Turn::Balloon,
        DeviceMut::Rng(_) => Turn::Rng,
        DeviceMut::Watchdog(_) => Turn::Watchdog,
        DeviceMut::Video(_) => Turn::Video,
        DeviceMut::Shmem(_) => Turn::SharedMemory,
        DeviceMut::Input(_) => Turn::Input,
        DeviceMut::Serial(_) => Turn::Serial,
        DeviceMut::Panic(_) => Turn::Panic,
        DeviceMut::Memory(_) => Turn::Memory,
        DeviceMut::Iommu(_) => Turn::Iommu,
        DeviceMut::Vsock(_) => Turn::Vsock,
        DeviceMut::Crypto(_) => Turn::Crypto,
        DeviceMut::Pstore(_) => Turn::Pstore,
        DeviceMut::Smartcard(_)
        | DeviceMut::Parallel(_)
        | DeviceMut::Console(_)
        | DeviceMut::Channel(_)
        | DeviceMut::Tpm(_)
        | DeviceMut::Redirdev(_)
        | DeviceMut::Hub(_)
        | DeviceMut::Nvram(_) => Turn::Never,
    }
}

/// Gives every device that needs one a place.
pub(super) fn place(domain: &mut Domain, _: &EmulatorCapabilities, set: &mut BusSet) -> Result<()> {
    let is_express = set.is_express();
    let devices = &mut domain.devices;
    let mut isolation = IsolationGroups::default();
    let connections: Vec<(Connection, u32)> =
        devices.iter().map(|device| (connection::of(&device, is_express), isolation.of(&device))).collect();
    let mut queue: Vec<(Turn, (Connection, u32), DeviceMut<'_>)> = devices
        .iter_mut()
        .zip(connections)
        .map(|(device, connection)| (turn(&device), connection, device))
        .filter(|(turn, (connection, _), _)| *turn != Turn::Never && *connection != Connection::NONE)
        .collect();
    queue.sort_by_key(|(turn, _, _)| *turn);

    let mut groups = UsbGroups::of(&queue);
    for (_, (connection, group), mut device) in queue {
        if let DeviceMut::Controller(controller) = &mut device
            && controller.controller_type == ControllerType::Usb
            && let Some(function) = companion_function(controller.model)
        {
            groups.place(controller, function, connection, set)?;
            continue;
        }
        let info = device.info_mut();
        if is_open(info) {
            info.address = Some(keep_flags(info, set.take_next_in(connection, group)?));
        }
    }
    Ok(())
}

fn is_open(info: &DeviceInfo) -> bool {
    match &info.address {
        None => true,
        Some(Address::Pci(address)) => address.is_unset(),
        Some(_) => false,
    }
}

/// The place, with what an incomplete address says besides.
fn keep_flags(info: &DeviceInfo, place: Place) -> Address {
    let mut result = address(place);
    if let (Some(Address::Pci(old)), Address::Pci(new)) = (&info.address, &mut result) {
        new.multifunction = old.multifunction;
        new.zpci = old.zpci.clone();
    }
    result
}

/// Which devices of the host can reach each other: the functions of a slot, as far as can be told without the host.
#[derive(Default)]
struct IsolationGroups(Vec<(u32, u8, u8)>);

impl IsolationGroups {
    /// The group of a device, counted from 1; 0 for what is not the host's.
    fn of(&mut self, device: &DeviceRef<'_>) -> u32 {
        let source = match device {
            DeviceRef::Hostdev(hostdev) => match &hostdev.source {
                HostdevSource::Pci(source) => source.source.as_ref().and_then(|source| source.address.as_ref()),
                _ => None,
            },
            DeviceRef::Interface(interface) => match &interface.source {
                InterfaceSource::Hostdev(network) => {
                    match network.source.as_ref().and_then(|source| source.address.as_ref()) {
                        Some(HostAddress::Pci(address)) => Some(address),
                        _ => None,
                    }
                }
                _ => None,
            },
            _ => None,
        };
        let Some(source) = source else { return 0 };
        let (domain, bus, slot, _) = source.numbers();
        let place = (domain, bus, slot);
        let position = self.0.iter().position(|known| *known == place).unwrap_or_else(|| {
            self.0.push(place);
            self.0.len() - 1
        });
        u32::try_from(position).map_or(u32::MAX, |position| position + 1)
    }
}

/// The parts of a USB 2 controller share a slot.
struct UsbGroups(Vec<(u32, Place)>);

impl UsbGroups {
    fn of<C>(queue: &[(Turn, C, DeviceMut<'_>)]) -> UsbGroups {
        let mut groups = Vec::new();
        for (_, _, device) in queue {
            if let DeviceMut::Controller(controller) = device
                && companion_function(controller.model).is_some()
                && let Some(Address::Pci(address)) = &controller.info.address
                && !address.is_unset()
            {
                let (_, bus, slot, _) = address.numbers();
                groups.push((controller.index.unwrap_or(0), Place { bus, slot, function: 0 }));
            }
        }
        UsbGroups(groups)
    }

    fn place(
        &mut self,
        controller: &mut Controller,
        function: u8,
        connection: Connection,
        set: &mut BusSet,
    ) -> Result<()> {
        if !is_open(&controller.info) {
            return Ok(());
        }
        let index = controller.index.unwrap_or(0);
        let known = self.0.iter().find(|(group, _)| *group == index).map(|(_, place)| *place);
        let place = match known {
            Some(place) if !set.is_used(Place { function, ..place }) => {
                let place = Place { function, ..place };
                set.take_stated(place, connection)?;
                place
            }
            _ => {
                let slot = set.next_slot(connection)?;
                self.0.push((index, slot));
                let place = Place { function, ..slot };
                set.take_stated(place, connection)?;
                place
            }
        };
        controller.info.address = Some(keep_flags(&controller.info, place));
        Ok(())
    }
}
