//! PCI buses as places: which kinds of devices fit, and which slots are taken.

/// How a device connects, and what a bus accepts: a set.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Connection(u32);

impl Connection {
    /// Nothing: the device is on no PCI bus.
    pub const NONE: Connection = Connection(0);
    /// It can be plugged into a running guest.
    pub const HOTPLUGGABLE: Connection = Connection(1);
    /// Several functions of this kind may share a slot.
    pub const SHARES_SLOT: Connection = Connection(1 << 1);
    /// A conventional PCI device.
    pub const PCI_DEVICE: Connection = Connection(1 << 2);
    /// A PCI Express device.
    pub const PCIE_DEVICE: Connection = Connection(1 << 3);
    /// A port of the root complex.
    pub const ROOT_PORT: Connection = Connection(1 << 4);
    /// The upstream port of a switch.
    pub const UPSTREAM_PORT: Connection = Connection(1 << 5);
    /// A downstream port of a switch.
    pub const DOWNSTREAM_PORT: Connection = Connection(1 << 6);
    /// A bridge from the root complex to conventional PCI.
    pub const DMI_BRIDGE: Connection = Connection(1 << 7);
    /// A bridge from PCI Express to conventional PCI.
    pub const PCIE_TO_PCI_BRIDGE: Connection = Connection(1 << 8);
    /// A bridge between conventional buses.
    pub const PCI_BRIDGE: Connection = Connection(1 << 9);
    /// A further conventional root.
    pub const PCI_EXPANDER: Connection = Connection(1 << 10);
    /// A further Express root.
    pub const PCIE_EXPANDER: Connection = Connection(1 << 11);

    const KINDS: Connection = Connection(0xffc);
    const ENDPOINTS: Connection = Connection::PCI_DEVICE.and(Connection::PCIE_DEVICE);

    /// Both sets together.
    pub const fn and(self, other: Connection) -> Connection {
        Connection(self.0 | other.0)
    }

    /// This set without the other.
    pub const fn without(self, other: Connection) -> Connection {
        Connection(self.0 & !other.0)
    }

    /// Whether they have something in common.
    pub const fn meets(self, other: Connection) -> bool {
        self.0 & other.0 != 0
    }
}

/// What a PCI controller is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum BusModel {
    /// `pci-root`.
    PciRoot,
    /// `pci-bridge`.
    PciBridge,
    /// `pci-expander-bus`.
    PciExpanderBus,
    /// `pcie-root`.
    PcieRoot,
    /// `dmi-to-pci-bridge`.
    DmiToPciBridge,
    /// `pcie-to-pci-bridge`.
    PcieToPciBridge,
    /// `pcie-root-port`.
    PcieRootPort,
    /// `pcie-switch-upstream-port`.
    PcieSwitchUpstreamPort,
    /// `pcie-switch-downstream-port`.
    PcieSwitchDownstreamPort,
    /// `pcie-expander-bus`.
    PcieExpanderBus,
}

impl BusModel {
    /// What may be put on it.
    const fn accepts(self) -> Connection {
        use BusModel as Model;
        const CONVENTIONAL: Connection = Connection::PCI_DEVICE.and(Connection::PCI_BRIDGE);
        match self {
            Model::PciRoot => CONVENTIONAL.and(Connection::PCI_EXPANDER).and(Connection::HOTPLUGGABLE),
            Model::PciBridge | Model::PcieToPciBridge | Model::PciExpanderBus => {
                CONVENTIONAL.and(Connection::HOTPLUGGABLE)
            }
            Model::DmiToPciBridge => CONVENTIONAL,
            Model::PcieRoot => Connection::PCIE_DEVICE
                .and(Connection::ROOT_PORT)
                .and(Connection::DMI_BRIDGE)
                .and(Connection::PCIE_EXPANDER),
            Model::PcieRootPort | Model::PcieSwitchDownstreamPort => Connection::PCIE_DEVICE
                .and(Connection::UPSTREAM_PORT)
                .and(Connection::PCIE_TO_PCI_BRIDGE)
                .and(Connection::HOTPLUGGABLE),
            Model::PcieSwitchUpstreamPort => Connection::DOWNSTREAM_PORT,
            Model::PcieExpanderBus => Connection::ROOT_PORT.and(Connection::DMI_BRIDGE),
        }
    }

    /// Whether an address on it may be chosen without being asked for.
    const fn is_chosen_freely(self) -> bool {
        !matches!(self, BusModel::PcieExpanderBus)
    }

    const fn slots(self) -> (u8, u8) {
        match self {
            BusModel::PciRoot | BusModel::PciBridge | BusModel::PcieRoot | BusModel::PcieToPciBridge => (1, 31),
            BusModel::PciExpanderBus | BusModel::PcieSwitchUpstreamPort | BusModel::DmiToPciBridge => (0, 31),
            BusModel::PcieRootPort | BusModel::PcieSwitchDownstreamPort | BusModel::PcieExpanderBus => (0, 0),
        }
    }

    /// How a controller of this model itself connects.
    pub const fn connection(self) -> Connection {
        match self {
            BusModel::PciRoot | BusModel::PcieRoot => Connection::NONE,
            BusModel::PciBridge => Connection::PCI_BRIDGE,
            BusModel::PciExpanderBus => Connection::PCI_EXPANDER,
            BusModel::DmiToPciBridge => Connection::DMI_BRIDGE,
            BusModel::PcieToPciBridge => Connection::PCIE_TO_PCI_BRIDGE,
            BusModel::PcieRootPort => Connection::ROOT_PORT.and(Connection::SHARES_SLOT),
            BusModel::PcieSwitchUpstreamPort => Connection::UPSTREAM_PORT,
            BusModel::PcieSwitchDownstreamPort => Connection::DOWNSTREAM_PORT,
            BusModel::PcieExpanderBus => Connection::PCIE_EXPANDER,
        }
    }
}

/// A slot: which of its functions are taken, and whether more may join.
#[derive(Clone, Copy, Debug, Default)]
struct Slot {
    functions: u8,
    is_shared: bool,
}

/// A bus and what is on it.
#[derive(Clone, Debug)]
pub struct Bus {
    /// What it is.
    pub model: BusModel,
    /// Whose devices it has, where those of different isolation groups must not share a bus; none while it has none.
    pub group: Option<u32>,
    slots: [Slot; 32],
}

impl Bus {
    /// An empty bus.
    pub fn new(model: BusModel) -> Bus {
        Bus { model, group: None, slots: [Slot::default(); 32] }
    }

    /// Whether a device with this connection may be put here by us.
    pub fn takes(&self, connection: Connection) -> bool {
        let accepts = self.model.accepts();
        let needs_hotplug = connection.meets(Connection::HOTPLUGGABLE);
        self.model.is_chosen_freely()
            && Connection::KINDS.meets(Connection(connection.0 & accepts.0))
            && (!needs_hotplug || accepts.meets(Connection::HOTPLUGGABLE))
    }

    /// Whether a document may put a device with this connection here: any device in any socket for devices.
    pub fn allows(&self, connection: Connection) -> bool {
        let mut accepts = self.model.accepts();
        if accepts.meets(Connection::ENDPOINTS) {
            accepts = accepts.and(Connection::ENDPOINTS);
        }
        Connection::KINDS.meets(Connection(connection.0 & accepts.0))
    }

    /// Whether the slot exists.
    pub fn has_slot(&self, slot: u8) -> bool {
        let (first, last) = self.model.slots();
        (first..=last).contains(&slot)
    }

    /// The lowest slot number.
    pub fn first_slot(&self) -> u8 {
        self.model.slots().0
    }

    /// The highest slot number.
    pub fn last_slot(&self) -> u8 {
        self.model.slots().1
    }

    /// The first free place for a device with this connection.
    pub fn free_place(&self, connection: Connection) -> Option<(u8, u8)> {
        let (first, last) = self.model.slots();
        (first..=last).find_map(|number| {
            let slot = self.slots[usize::from(number)];
            match slot.functions {
                0 => Some((number, 0)),
                0xff => None,
                taken if slot.is_shared && connection.meets(Connection::SHARES_SLOT) => {
                    Some((number, taken.trailing_ones() as u8))
                }
                _ => None,
            }
        })
    }

    /// Whether anything is in the slot.
    pub fn is_slot_used(&self, slot: u8) -> bool {
        self.slots.get(usize::from(slot)).is_some_and(|slot| slot.functions != 0)
    }

    /// Whether this function is taken.
    pub fn is_used(&self, slot: u8, function: u8) -> bool {
        let bit = 1_u8.checked_shl(function.into()).unwrap_or(0);
        self.slots.get(usize::from(slot)).is_some_and(|slot| slot.functions & bit != 0)
    }

    /// Whether no slot is free.
    pub fn is_full(&self) -> bool {
        let (first, last) = self.model.slots();
        (first..=last).all(|slot| self.is_slot_used(slot))
    }

    /// Takes one function. A slot is shared as long as all that it holds may share.
    pub fn take(&mut self, slot: u8, function: u8, connection: Connection) {
        let Some(slot) = self.slots.get_mut(usize::from(slot)) else { return };
        let shares = connection.meets(Connection::SHARES_SLOT);
        slot.is_shared = shares && (slot.functions == 0 || slot.is_shared);
        slot.functions |= 1_u8.checked_shl(function.into()).unwrap_or(0);
    }

    /// Takes a whole slot.
    pub fn take_slot(&mut self, slot: u8) {
        if let Some(slot) = self.slots.get_mut(usize::from(slot)) {
            *slot = Slot { functions: 0xff, is_shared: false };
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const VIRTIO: Connection = Connection::PCIE_DEVICE.and(Connection::HOTPLUGGABLE);

    #[test]
    fn a_hotpluggable_device_does_not_go_to_the_root_complex_by_itself() {
        let root = Bus::new(BusModel::PcieRoot);
        assert!(!root.takes(VIRTIO));
        assert!(root.allows(VIRTIO));
        assert!(root.takes(Connection::PCIE_DEVICE));
        assert!(Bus::new(BusModel::PcieRootPort).takes(VIRTIO));
    }

    #[test]
    fn root_ports_share_a_slot() {
        let mut root = Bus::new(BusModel::PcieRoot);
        root.take(1, 0, Connection::PCIE_DEVICE);
        let port = BusModel::PcieRootPort.connection();
        for expected in [(2, 0), (2, 1), (2, 2), (2, 3), (2, 4), (2, 5), (2, 6), (2, 7), (3, 0)] {
            assert_eq!(root.free_place(port), Some(expected));
            root.take(expected.0, expected.1, port);
        }
    }
}
