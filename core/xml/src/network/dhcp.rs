//! `<dhcp>`: addresses that guests get.

use crate::{element, words};
use std::net::IpAddr;

/// The server that gives guests their addresses.
#[element("dhcp")]
pub struct Dhcp {
    /// Addresses for anybody.
    #[xml(since = "0.3.0")]
    pub ranges: Vec<DhcpRange>,
    /// Addresses for guests that are known.
    #[xml(since = "0.4.5")]
    pub hosts: Vec<DhcpHost>,
    /// What guests boot from the network.
    #[xml(since = "0.7.1")]
    pub bootp: Option<Bootp>,
}

/// `<range>`: a run of addresses.
#[element("range")]
pub struct DhcpRange {
    /// The first.
    pub start: Option<IpAddr>,
    /// The last.
    pub end: Option<IpAddr>,
    /// How long guests keep them.
    #[xml(since = "6.3.0")]
    pub lease: Option<DhcpLease>,
}

/// `<host>`: a guest that is known.
#[element("host")]
pub struct DhcpHost {
    /// Its identifier with DHCPv6.
    pub id: Option<String>,
    /// Its hardware address, in the form in which the user wrote it.
    pub mac: Option<String>,
    /// Its name.
    pub name: Option<String>,
    /// The address that it gets.
    pub ip: Option<IpAddr>,
    /// How long it keeps it.
    #[xml(since = "6.3.0")]
    pub lease: Option<DhcpLease>,
}

words! {
    /// A unit of time.
    LeaseUnit {
        Seconds "seconds" "Seconds.",
        Minutes "minutes" "Minutes.",
        Hours "hours" "Hours.",
    }
}

/// `<lease>`: how long a guest keeps its address.
#[element("lease")]
pub struct DhcpLease {
    /// How long; zero for ever.
    pub expiry: Option<u64>,
    /// The unit; minutes when absent.
    pub unit: Option<LeaseUnit>,
}

/// `<bootp>`: what guests boot from the network.
#[element("bootp")]
pub struct Bootp {
    /// The file.
    pub file: String,
    /// The server that has it; the host when absent.
    #[xml(since = "0.7.3")]
    pub server: Option<IpAddr>,
}
