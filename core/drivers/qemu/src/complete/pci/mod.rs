//! Places of PCI devices, and the PCI controllers that they need.
//!
//! Two passes. The first one, on a copy of the buses that grows, finds out which controllers are missing; they are added to
//! the document. The second gives every device its place.

mod assign;
mod bus;
mod connection;
mod fixed;
mod set;

use ferrovirt_error::Result;
use ferrovirt_xml::domain::Domain;
use ferrovirt_xml::domain::devices::address::{Address, PciAddress};
use ferrovirt_xml::domain::devices::controller::{
    Controller, ControllerModel, ControllerTarget, ControllerType, PciControllerName,
};
use ferrovirt_xml::scalar::OnOff;

pub use bus::{Bus, BusModel, Connection};
pub use set::{BusSet, Place};

use super::{Family, unsupported};
use crate::probe::EmulatorCapabilities;
use crate::rules::{self, Platform};
use ferrovirt_xml::domain::complete::order;

/// Gives every PCI device its place.
pub fn complete(domain: &mut Domain, capabilities: &EmulatorCapabilities) -> Result<()> {
    let family = Family::of_domain(domain);
    for mut device in domain.devices.iter_mut() {
        if let Some(Address::Pci(address)) = &mut device.info_mut().address
            && !address.is_unset()
        {
            address.fill();
        }
    }
    if root(domain).is_none() || !rules::supports_pci(Platform::of(domain)) {
        return Ok(());
    }
    add_controllers(domain, capabilities, family)?;
    let mut set = bus_set(domain, capabilities, false)?;
    place_all(domain, capabilities, &mut set, family)?;
    multifunction(domain, &set);
    controllers(domain)
}

fn is_pci(controller: &Controller) -> bool {
    controller.controller_type == ControllerType::Pci
}

fn root(domain: &Domain) -> Option<BusModel> {
    let controllers = domain.devices.controllers.iter();
    let root = controllers.filter(|controller| is_pci(controller)).find(|controller| controller.index == Some(0))?;
    bus_model(root.model?).filter(|model| matches!(model, BusModel::PciRoot | BusModel::PcieRoot))
}

/// The kind of bus that a controller of this model makes.
pub(super) fn bus_model(model: ControllerModel) -> Option<BusModel> {
    Some(match model {
        ControllerModel::PciRoot => BusModel::PciRoot,
        ControllerModel::PcieRoot => BusModel::PcieRoot,
        ControllerModel::PciBridge => BusModel::PciBridge,
        ControllerModel::DmiToPciBridge => BusModel::DmiToPciBridge,
        ControllerModel::PcieToPciBridge => BusModel::PcieToPciBridge,
        ControllerModel::PcieRootPort => BusModel::PcieRootPort,
        ControllerModel::PcieSwitchUpstreamPort => BusModel::PcieSwitchUpstreamPort,
        ControllerModel::PcieSwitchDownstreamPort => BusModel::PcieSwitchDownstreamPort,
        ControllerModel::PciExpanderBus => BusModel::PciExpanderBus,
        ControllerModel::PcieExpanderBus => BusModel::PcieExpanderBus,
        _ => return None,
    })
}

fn controller_model(model: BusModel) -> (ControllerModel, Option<PciControllerName>) {
    match model {
        BusModel::PciRoot => (ControllerModel::PciRoot, None),
        BusModel::PcieRoot => (ControllerModel::PcieRoot, None),
        BusModel::PciBridge => (ControllerModel::PciBridge, Some(PciControllerName::PciBridge)),
        BusModel::DmiToPciBridge => (ControllerModel::DmiToPciBridge, Some(PciControllerName::I82801b11Bridge)),
        BusModel::PcieToPciBridge => (ControllerModel::PcieToPciBridge, Some(PciControllerName::PciePciBridge)),
        BusModel::PcieRootPort => (ControllerModel::PcieRootPort, Some(PciControllerName::PcieRootPort)),
        BusModel::PcieSwitchUpstreamPort => {
            (ControllerModel::PcieSwitchUpstreamPort, Some(PciControllerName::X3130Upstream))
        }
        BusModel::PcieSwitchDownstreamPort => {
            (ControllerModel::PcieSwitchDownstreamPort, Some(PciControllerName::Xio3130Downstream))
        }
        BusModel::PciExpanderBus => (ControllerModel::PciExpanderBus, Some(PciControllerName::Pxb)),
        BusModel::PcieExpanderBus => (ControllerModel::PcieExpanderBus, Some(PciControllerName::PxbPcie)),
    }
}

/// The buses of the document's controllers, with all stated places taken.
fn bus_set(domain: &mut Domain, capabilities: &EmulatorCapabilities, grows: bool) -> Result<BusSet> {
    let mut models = Vec::new();
    for controller in domain.devices.controllers.iter().filter(|found| is_pci(found)) {
        let index = controller.index.unwrap_or(0) as usize;
        if index > usize::from(u8::MAX) {
            return Err(unsupported(format!("index {index} of a PCI controller is too large")));
        }
        let model = controller.model.and_then(bus_model);
        let model = model.ok_or_else(|| unsupported("a PCI controller needs a model"))?;
        if models.len() <= index {
            models.resize(index + 1, None);
        }
        if let Some(place) = models.get_mut(index) {
            *place = Some(model);
        }
    }
    let is_express = models.first() == Some(&Some(BusModel::PcieRoot));
    // A number that no controller has is that of one which is to be added.
    let has_host_bridges = Family::of_domain(domain) == Family::Pseries;
    let missing = match (has_host_bridges, is_express) {
        (true, _) => BusModel::PciRoot,
        (_, true) => BusModel::PcieRootPort,
        _ => BusModel::PciBridge,
    };
    let mut buses: Vec<Bus> = models.into_iter().map(|model| Bus::new(model.unwrap_or(missing))).collect();
    if let Some(bus) = buses.first_mut() {
        // The machine's own bus is for what is not the host's.
        bus.group = has_host_bridges.then_some(0);
    }
    let has_pcie_to_pci_bridge = capabilities.has_device("pcie-pci-bridge");
    let mut set = BusSet { buses, grows, has_pcie_to_pci_bridge, has_host_bridges };
    assign::take_stated(domain, capabilities, &mut set)?;
    Ok(set)
}

fn place_all(domain: &mut Domain, capabilities: &EmulatorCapabilities, set: &mut BusSet, family: Family) -> Result<()> {
    fixed::place(domain, set, family)?;
    assign::place(domain, capabilities, set)
}

/// Adds the controllers that places are missing on.
fn add_controllers(domain: &mut Domain, capabilities: &EmulatorCapabilities, family: Family) -> Result<()> {
    let mut trial = domain.clone();
    let mut set = bus_set(&mut trial, capabilities, true)?;
    let stated = set.buses.len();
    fixed::place(&mut trial, &mut set, family)?;
    let is_full = set.buses.iter().all(Bus::is_full);
    if !set.is_express() && !set.has_host_bridges && !is_full {
        // Where a bridge may come one day, a slot for it is kept: a full bus could not take one any more.
        set.take_next(Connection::PCI_DEVICE.and(Connection::HOTPLUGGABLE))?;
    }
    assign::place(&mut trial, capabilities, &mut set)?;
    if set.is_express() && stated <= 1 && set.buses.len() > stated {
        // A guest whose ports we manage gets one more, so that one device can be plugged later.
        set.take_next(Connection::PCIE_DEVICE.and(Connection::HOTPLUGGABLE))?;
    }
    let mut position = 0;
    while position < set.buses.len() {
        let model = set.buses[position].model;
        let index = u32::try_from(position).unwrap_or(u32::MAX);
        position += 1;
        let devices = &mut domain.devices;
        if devices.controllers.iter().any(|controller| is_pci(controller) && controller.index == Some(index)) {
            continue;
        }
        let (model, mut model_name) = controller_model(model);
        if model == ControllerModel::PciRoot && set.has_host_bridges {
            model_name = Some(PciControllerName::SpaprPciHostBridge);
        }
        let controller = Controller {
            controller_type: ControllerType::Pci,
            index: Some(index),
            model: Some(model),
            model_name,
            ..Controller::default()
        };
        order::insert_controller(&mut devices.controllers, controller);
        // The controller takes a place as well, which may take another controller.
        if let Some(connection) = bus_model(model).map(BusModel::connection).filter(|found| *found != Connection::NONE)
        {
            set.take_next(connection)?;
        }
    }
    Ok(())
}

/// The first function of a slot says that there are more.
fn multifunction(domain: &mut Domain, set: &BusSet) {
    let devices = &mut domain.devices;
    for mut device in devices.iter_mut() {
        let Some(Address::Pci(address)) = &mut device.info_mut().address else { continue };
        let (0, bus, slot, 0) = address.numbers() else { continue };
        let has_more = (1..8).any(|function| set.is_used(Place { bus, slot, function }));
        if has_more && address.multifunction.is_none() {
            address.multifunction = Some(OnOff::On);
        }
    }
}

/// Numbers of PCI controllers that follow from their places.
fn controllers(domain: &mut Domain) -> Result<()> {
    let has_host_bridges = Family::of_domain(domain) == Family::Pseries;
    let devices = &mut domain.devices;
    let mut host_bridges: Vec<u8> = devices
        .controllers
        .iter()
        .filter(|controller| is_pci(controller))
        .filter_map(|controller| controller.target.as_ref()?.index)
        .collect();
    let mut bus_numbers: Vec<u8> = Vec::new();
    for controller in devices.controllers.iter_mut().filter(|controller| is_pci(controller)) {
        let index = u8::try_from(controller.index.unwrap_or(0)).unwrap_or(u8::MAX);
        let (_, _, slot, function) = match &controller.info.address {
            Some(Address::Pci(address)) => address.numbers(),
            _ => (0, 0, 0, 0),
        };
        let mut target = controller.target.clone().unwrap_or_default();
        match controller.model {
            Some(ControllerModel::PciRoot) if has_host_bridges && target.index.is_none() => {
                target.index = (0..u8::MAX).find(|number| !host_bridges.contains(number));
                host_bridges.extend(target.index);
            }
            Some(ControllerModel::PciBridge) => {
                target.chassis_nr.get_or_insert(index);
            }
            Some(ControllerModel::PcieRootPort) => {
                target.chassis.get_or_insert(index);
                target.port.get_or_insert((slot << 3) + function);
            }
            Some(ControllerModel::PcieSwitchDownstreamPort) => {
                target.chassis.get_or_insert(index);
                target.port.get_or_insert(slot);
            }
            Some(ControllerModel::PciExpanderBus | ControllerModel::PcieExpanderBus) => {
                // From the top down, with room below each for the buses behind it.
                let lowest = bus_numbers.iter().min().copied();
                let next = lowest.map_or(254, |lowest| lowest.saturating_sub(2));
                bus_numbers.push(*target.bus_nr.get_or_insert(next));
            }
            _ => {}
        }
        if target != ControllerTarget::default() {
            controller.target = Some(target);
        }
    }
    Ok(())
}

/// The document's form of a place.
pub(super) fn address(place: Place) -> Address {
    Address::Pci(PciAddress::new(0, place.bus, place.slot, place.function))
}
