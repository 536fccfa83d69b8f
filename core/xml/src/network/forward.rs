//! `<forward>`: how a network reaches other networks.

use crate::domain::devices::address::PciAddress;
use crate::domain::devices::hostdev::HostdevDriver;
use crate::scalar::YesNo;
use crate::{element, group, words};
use std::net::Ipv4Addr;

words! {
    /// How a network reaches other networks.
    ForwardMode {
        None "none" "It does not.",
        Nat "nat" "By the host, which translates addresses.",
        Route "route" "By the host, which leaves addresses alone.",
        Open "open" "By the host, whose firewall is somebody else's business.",
        Bridge "bridge" "By a bridge of the host, or by its interfaces from guest to guest directly.",
        Private "private" "By interfaces of the host; guests never see each other.",
        Vepa "vepa" "By interfaces of the host; the switch outside sends guests' packets back.",
        Passthrough "passthrough" "By interfaces of the host, each for one guest.",
        Hostdev "hostdev" "By network devices of the host that are given to guests.",
    }
}

impl ForwardMode {
    /// Whether the driver makes the bridge, and serves addresses there.
    pub const fn has_own_bridge(self) -> bool {
        matches!(self, ForwardMode::None | ForwardMode::Nat | ForwardMode::Route | ForwardMode::Open)
    }
}

/// How a network reaches other networks.
#[element("forward")]
pub struct Forward {
    /// The interface of the host that is used, the first of several.
    pub dev: Option<String>,
    /// How; `nat` when absent.
    pub mode: Option<ForwardMode>,
    /// Whether the host's driver is taken off a device and put back.
    pub managed: Option<YesNo>,
    /// The host's driver for devices that are given to guests.
    #[xml(since = "1.0.5", drivers = "qemu")]
    pub driver: Option<HostdevDriver>,
    /// How addresses are translated.
    pub nat: Option<Nat>,
    /// The physical function whose virtual functions are used.
    pub pf: Option<ForwardPf>,
    /// The interfaces of the host that are used.
    #[xml(since = "0.9.4")]
    pub interfaces: Vec<ForwardInterface>,
    /// The devices of the host that are used.
    pub addresses: Vec<ForwardAddress>,
}

/// How addresses are translated.
#[element("nat")]
pub struct Nat {
    /// Whether those of IPv6 are as well.
    #[xml(since = "6.5.0")]
    pub ipv6: Option<YesNo>,
    /// To which addresses.
    #[xml(since = "1.0.3")]
    pub address: Option<NatAddressRange>,
    /// To which ports.
    #[xml(since = "1.0.3")]
    pub port: Option<NatPortRange>,
}

/// A run of addresses.
#[element("address")]
pub struct NatAddressRange {
    /// The first.
    pub start: Option<Ipv4Addr>,
    /// The last.
    pub end: Option<Ipv4Addr>,
}

/// A run of ports.
#[element("port")]
pub struct NatPortRange {
    /// The first.
    pub start: u16,
    /// The last.
    pub end: u16,
}

/// A physical function.
#[element("pf")]
pub struct ForwardPf {
    /// The name of its interface.
    pub dev: String,
}

/// An interface of the host.
#[element("interface")]
pub struct ForwardInterface {
    /// Its name.
    pub dev: String,
    /// How many guests use it.
    #[xml(live, since = "0.10.0")]
    pub connections: Option<u32>,
}

/// A device of the host.
#[element("address", by = "type")]
pub enum ForwardAddress {
    /// On PCI.
    Pci(ForwardPciAddress),
}

/// A PCI device of the host.
#[group]
pub struct ForwardPciAddress {
    /// Where it is.
    #[xml(flatten)]
    pub address: PciAddress,
    /// How many guests use it.
    #[xml(live)]
    pub connections: Option<u32>,
}
