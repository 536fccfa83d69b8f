//! `<protocol>`: the addresses of a family.

use crate::element;
use crate::net::IpFamily;
use crate::scalar::YesNo;

/// The addresses of a family.
#[element("protocol", open)]
pub struct Protocol {
    /// The family.
    pub family: Option<IpFamily>,
    /// Whether addresses are made up from what routers announce.
    pub autoconf: bool,
    /// Whether an address is asked for.
    pub dhcp: Option<InterfaceDhcp>,
    /// Addresses.
    pub ips: Vec<InterfaceIp>,
    /// The next hop to everywhere.
    #[xml("route/@gateway")]
    pub gateway: Option<String>,
}

/// `<dhcp>`: asking for an address.
#[element("dhcp")]
pub struct InterfaceDhcp {
    /// Whether the answer's name servers are used.
    pub peerdns: Option<YesNo>,
}

/// `<ip>`: an address.
#[element("ip")]
pub struct InterfaceIp {
    /// The address.
    pub address: String,
    /// How many of its bits name the network.
    pub prefix: Option<u32>,
}
