//! All PCI buses of a guest: finding free places, adding controllers where there are none.

use ferrovirt_error::{Error, ErrorCode, ErrorDomain, Result};

use super::bus::{Bus, BusModel, Connection};

/// The address of a PCI device. libvirt's machines have one domain, 0.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct Place {
    /// The bus: the index of its controller.
    pub bus: u8,
    /// The slot.
    pub slot: u8,
    /// The function.
    pub function: u8,
}

impl Place {
    /// Function 0 of a slot of the root bus.
    pub const fn root_slot(slot: u8) -> Place {
        Place { bus: 0, slot, function: 0 }
    }

    /// A function of a slot of the root bus.
    pub const fn root(slot: u8, function: u8) -> Place {
        Place { bus: 0, slot, function }
    }
}

impl std::fmt::Display for Place {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(formatter, "0000:{:02x}:{:02x}.{:x}", self.bus, self.slot, self.function)
    }
}

/// The most buses that a bus number can count.
const MAXIMUM_BUSES: usize = 256;

/// The buses of a guest.
#[derive(Clone, Debug, Default)]
pub struct BusSet {
    /// By number.
    pub buses: Vec<Bus>,
    /// Whether missing controllers are added.
    pub grows: bool,
    /// Whether a bridge from Express to conventional PCI can be added; else it is the older one at the root complex.
    pub has_pcie_to_pci_bridge: bool,
    /// Whether more buses are further host bridges, each of them for devices of one isolation group.
    pub has_host_bridges: bool,
}

impl BusSet {
    /// Whether the root is Express.
    pub fn is_express(&self) -> bool {
        self.buses.first().is_some_and(|bus| bus.model == BusModel::PcieRoot)
    }

    /// Whether this function is taken.
    pub fn is_used(&self, place: Place) -> bool {
        self.buses.get(usize::from(place.bus)).is_some_and(|bus| bus.is_used(place.slot, place.function))
    }

    /// Whether anything is in the slot.
    pub fn is_slot_used(&self, place: Place) -> bool {
        self.buses.get(usize::from(place.bus)).is_some_and(|bus| bus.is_slot_used(place.slot))
    }

    /// Takes an address that the document states.
    pub fn take_stated(&mut self, place: Place, connection: Connection) -> Result<()> {
        if self.grows {
            while self.buses.len() <= usize::from(place.bus) {
                self.grow(connection)?;
            }
        }
        let Some(bus) = self.buses.get_mut(usize::from(place.bus)) else {
            return Err(fault(format!(
                "Invalid PCI address {place}. Only PCI buses up to {} are available",
                self.buses.len().saturating_sub(1)
            )));
        };
        if !bus.has_slot(place.slot) {
            let words = if place.slot < bus.first_slot() {
                format!("slot must be >= {}", bus.first_slot())
            } else {
                format!("slot must be <= {}", bus.last_slot())
            };
            return Err(fault(format!("Invalid PCI address {place}. {words}")));
        }
        if place.function > 7 {
            return Err(fault(format!("Invalid PCI address {place}. function must be <= 7")));
        }
        if connection != Connection::NONE && !bus.allows(connection) {
            return Err(fault(format!(
                "The device at PCI address {place} cannot be plugged into the PCI controller with index='{}'. It requires a controller that accepts such a device",
                place.bus
            )));
        }
        if bus.is_used(place.slot, place.function) {
            return Err(fault(format!("Attempted double use of PCI Address {place}")));
        }
        bus.take(place.slot, place.function, connection);
        Ok(())
    }

    /// Takes the first free place that fits, adding a controller if need be.
    pub fn take_next(&mut self, connection: Connection) -> Result<Place> {
        self.take_next_in(connection, 0)
    }

    /// The same for a device of an isolation group; group 0 is that of devices that are not the host's.
    pub fn take_next_in(&mut self, connection: Connection, group: u32) -> Result<Place> {
        let place = self.next_slot_in(connection, group)?;
        if let Some(bus) = self.buses.get_mut(usize::from(place.bus)) {
            bus.take(place.slot, place.function, connection);
        }
        self.isolate(place, group);
        Ok(place)
    }

    /// States whose devices a bus has, if nothing is on it yet.
    pub fn isolate(&mut self, place: Place, group: u32) {
        if self.has_host_bridges
            && let Some(bus) = self.buses.get_mut(usize::from(place.bus))
        {
            bus.group.get_or_insert(group);
        }
    }

    /// The first free place that fits, which is not taken yet; a controller is added if need be.
    pub fn next_slot(&mut self, connection: Connection) -> Result<Place> {
        self.next_slot_in(connection, 0)
    }

    fn next_slot_in(&mut self, connection: Connection, group: u32) -> Result<Place> {
        loop {
            let free = |is_for: &dyn Fn(&Bus) -> bool| {
                self.buses.iter().enumerate().filter(|(_, bus)| bus.takes(connection) && is_for(bus)).find_map(
                    |(number, bus)| {
                        let (slot, function) = bus.free_place(connection)?;
                        Some(Place { bus: u8::try_from(number).ok()?, slot, function })
                    },
                )
            };
            // A bus of the group itself goes before one that has nothing yet.
            let place = match group {
                0 => None,
                _ => free(&|bus| bus.group == Some(group)),
            };
            if let Some(place) = place.or_else(|| free(&|bus| bus.group.is_none_or(|found| found == group))) {
                return Ok(place);
            }
            if !self.grows {
                return Err(Error::internal(ErrorDomain::Domain, "No more available PCI slots"));
            }
            self.grow(connection)?;
        }
    }

    /// Adds a bus on which a device with this connection fits.
    fn grow(&mut self, connection: Connection) -> Result<()> {
        if self.buses.len() >= MAXIMUM_BUSES {
            return Err(Error::internal(ErrorDomain::Domain, "No more available PCI slots"));
        }
        let conventional = Connection::PCI_DEVICE.and(Connection::PCI_BRIDGE);
        let express = Connection::PCIE_DEVICE.and(Connection::UPSTREAM_PORT).and(Connection::PCIE_TO_PCI_BRIDGE);
        let model = if self.has_host_bridges {
            BusModel::PciRoot
        } else if connection.meets(conventional) {
            match (self.is_express(), self.has_pcie_to_pci_bridge) {
                (false, _) => BusModel::PciBridge,
                (true, true) => {
                    // The bridge needs a port itself, which comes before it.
                    self.buses.push(Bus::new(BusModel::PcieRootPort));
                    BusModel::PcieToPciBridge
                }
                // The older bridge takes no hot-plugged devices, so a second bridge sits on it.
                (true, false) if self.has(BusModel::DmiToPciBridge) => BusModel::PciBridge,
                (true, false) => BusModel::DmiToPciBridge,
            }
        } else if connection.meets(express) && self.is_express() {
            BusModel::PcieRootPort
        } else if connection.meets(Connection::DOWNSTREAM_PORT) {
            BusModel::PcieSwitchUpstreamPort
        } else {
            return Err(Error::internal(
                ErrorDomain::Domain,
                "a PCI slot is needed to connect a PCI controller, but none is available, and it cannot be automatically added",
            ));
        };
        self.buses.push(Bus::new(model));
        Ok(())
    }

    fn has(&self, model: BusModel) -> bool {
        self.buses.iter().any(|bus| bus.model == model)
    }
}

fn fault(detail: String) -> Error {
    Error::new(ErrorCode::XmlError, ErrorDomain::Domain, detail)
}
