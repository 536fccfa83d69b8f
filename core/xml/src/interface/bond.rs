//! Several cards that act as one.

use super::{Interface, Link};
use crate::{element, group, words};

/// A bond.
#[group]
pub struct BondInterface {
    /// Its link.
    pub link: Option<Link>,
    /// Its properties.
    pub bond: Option<Bond>,
}

words! {
    /// How a bond spreads packets.
    BondMode {
        BalanceRoundRobin "balance-rr" "One card after the other.",
        ActiveBackup "active-backup" "One card, another when it fails.",
        BalanceXor "balance-xor" "By the addresses of packets.",
        Broadcast "broadcast" "All to all.",
        LinkAggregation "802.3ad" "As agreed with the switch.",
        BalanceTransmit "balance-tlb" "By load, for sending.",
        BalanceAdaptive "balance-alb" "By load, for receiving as well.",
    }
}

/// `<bond>`: properties and cards of a bond.
#[element("bond", open)]
pub struct Bond {
    /// How it spreads packets.
    pub mode: Option<BondMode>,
    /// Links are watched by the cards' own report.
    pub miimon: Option<MiiMonitor>,
    /// Links are watched by asking a neighbour.
    pub arpmon: Option<ArpMonitor>,
    /// The cards; the first is the primary one.
    pub interfaces: Vec<Interface>,
}

words! {
    /// How a card is asked for its link.
    CarrierDetection {
        Ioctl "ioctl" "By a call to its driver.",
        Netif "netif" "By the kernel's own record.",
    }
}

/// `<miimon>`: watching the cards' own report.
#[element("miimon")]
pub struct MiiMonitor {
    /// Milliseconds between looks.
    pub freq: u32,
    /// Milliseconds before a link counts as down.
    pub downdelay: Option<u32>,
    /// Milliseconds before a link counts as up.
    pub updelay: Option<u32>,
    /// How a card is asked.
    pub carrier: Option<CarrierDetection>,
}

words! {
    /// On which cards answers are checked.
    ArpValidation {
        None "none" "On none.",
        Active "active" "On the card in use.",
        Backup "backup" "On the others.",
        All "all" "On all.",
    }
}

/// `<arpmon>`: asking a neighbour.
#[element("arpmon")]
pub struct ArpMonitor {
    /// Milliseconds between questions.
    pub interval: u32,
    /// The neighbour's address.
    pub target: String,
    /// On which cards answers are checked.
    pub validate: Option<ArpValidation>,
}
