//! The interface document: a network interface of the host, and how it is configured.
//!
//! Addresses are kept as they stand: the host's configuration is compared with them as text.

mod bond;
mod bridge;
mod ethernet;
mod protocol;
#[cfg(test)]
mod tests;
mod validate;
mod vlan;

pub use bond::{ArpMonitor, ArpValidation, Bond, BondInterface, BondMode, CarrierDetection, MiiMonitor};
pub use bridge::{Bridge, BridgeInterface};
pub use ethernet::{EthernetInterface, Link, LinkState};
pub use protocol::{InterfaceDhcp, InterfaceIp, Protocol};
pub use vlan::{VlanDevice, VlanInterface};

use crate::model::drop_empty;
use crate::{Document, Format, ParseOptions, Result, element, group, words};

/// A network interface of the host.
#[element("interface", open)]
pub struct Interface {
    /// What kind it is, with what belongs to the kind.
    #[xml(last)]
    pub kind: InterfaceKind,
    /// Its name.
    pub name: String,
    /// When it is started.
    #[xml("start/@mode")]
    pub start_mode: Option<StartMode>,
    /// The largest packet.
    #[xml("mtu/@size")]
    pub mtu: Option<u32>,
    /// Its addresses, a family each.
    pub protocols: Vec<Protocol>,
}

/// A kind of interface.
#[group(by = "type")]
pub enum InterfaceKind {
    /// A card.
    #[default]
    Ethernet(EthernetInterface),
    /// A bridge.
    Bridge(BridgeInterface),
    /// Several cards that act as one.
    Bond(BondInterface),
    /// A VLAN of another interface.
    Vlan(VlanInterface),
}

words! {
    /// When an interface is started.
    StartMode {
        Onboot "onboot" "When the host boots.",
        None "none" "When somebody asks for it.",
        Hotplug "hotplug" "When the card is plugged in.",
    }
}

impl Interface {
    /// Drops what says nothing.
    pub fn complete(&mut self) {
        self.mtu = self.mtu.filter(|mtu| *mtu > 0);
        self.kind.complete();
    }
}

impl InterfaceKind {
    fn complete(&mut self) {
        match self {
            InterfaceKind::Ethernet(ethernet) => drop_empty(&mut ethernet.link),
            InterfaceKind::Bridge(bridge) => {
                bridge.bridge.iter_mut().flat_map(|bridge| &mut bridge.interfaces).for_each(Interface::complete);
            }
            InterfaceKind::Bond(bond) => {
                drop_empty(&mut bond.link);
                bond.bond.iter_mut().flat_map(|bond| &mut bond.interfaces).for_each(Interface::complete);
            }
            InterfaceKind::Vlan(vlan) => drop_empty(&mut vlan.link),
        }
    }
}

/// Reads, completes and validates a definition, and writes it as it is stored.
pub fn canonical(text: &str) -> Result<String> {
    let mut interface = Interface::parse(text, &ParseOptions::inactive())?;
    interface.complete();
    interface.validate()?;
    Ok(interface.to_xml(&Format::INACTIVE))
}
