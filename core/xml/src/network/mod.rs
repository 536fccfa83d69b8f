//! The network document: a virtual network of the host.
//!
//! Reading tells what the document says. [`Network::complete`] fills in what libvirt takes for granted, and
//! [`Network::validate`] refuses what makes no network; neither knows the host.

mod bridge;
mod complete;
mod dhcp;
mod dns;
mod forward;
mod ip;
mod options;
mod portgroup;
mod status;
#[cfg(test)]
mod tests;
mod validate;

pub use bridge::NetworkBridge;
pub use dhcp::{Bootp, Dhcp, DhcpHost, DhcpLease, DhcpRange, LeaseUnit};
pub use dns::{Dns, DnsForwarder, DnsHost, DnsSrv, DnsTxt, NetworkDomain};
pub use forward::{Forward, ForwardAddress, ForwardInterface, ForwardMode, ForwardPciAddress, ForwardPf};
pub use forward::{Nat, NatAddressRange, NatPortRange};
pub use ip::NetworkIp;
pub use options::{DnsmasqOption, DnsmasqOptions};
pub use portgroup::PortGroup;
pub use status::{NetworkStatus, NetworkTaint, NetworkTaintFlag};

use crate::net::{Bandwidth, IpRoute, VirtualPort, Vlan};
use crate::scalar::{MacAddress, YesNo};
use crate::{Document, Format, ParseOptions, RawElement, Result, element};
use uuid::Uuid;

/// A virtual network.
#[element("network")]
pub struct Network {
    /// How many interfaces of guests are connected to it.
    #[xml(live, since = "0.10.0")]
    pub connections: Option<u32>,
    /// Whether guests may talk IPv6 to each other though the host has no address there.
    #[xml(since = "1.0.1")]
    pub ipv6: Option<YesNo>,
    /// Whether guests' changes of their addresses and filters are followed.
    #[xml("@trustGuestRxFilters", since = "1.2.10")]
    pub trust_guest_rx_filters: Option<YesNo>,
    /// The name, unique on a host.
    #[xml("name", since = "0.3.0")]
    pub name: String,
    /// The identity that outlives names.
    #[xml("uuid", since = "0.3.0")]
    pub uuid: Option<Uuid>,
    /// A short description.
    #[xml("title")]
    pub title: Option<String>,
    /// A long description.
    #[xml("description")]
    pub description: Option<String>,
    /// Content of applications, kept as it is.
    #[xml("metadata", since = "2.1.0")]
    pub metadata: Option<RawElement>,
    /// How it reaches other networks; without, it does not.
    #[xml(since = "0.3.0")]
    pub forward: Option<Forward>,
    /// Its bridge on the host.
    #[xml(since = "0.3.0")]
    pub bridge: Option<NetworkBridge>,
    /// The largest packet.
    #[xml("mtu/@size", since = "3.1.0")]
    pub mtu: Option<u32>,
    /// The hardware address of the bridge.
    #[xml("mac/@address", since = "0.8.8")]
    pub mac: Option<MacAddress>,
    /// The DNS domain of its guests.
    #[xml(since = "0.4.5")]
    pub domain: Option<NetworkDomain>,
    /// Its name server.
    #[xml(since = "0.9.3")]
    pub dns: Option<Dns>,
    /// VLANs.
    #[xml(since = "0.10.0")]
    pub vlan: Option<Vlan>,
    /// Limits of speed.
    #[xml(since = "0.9.4")]
    pub bandwidth: Option<Bandwidth>,
    /// Whether guests cannot reach each other.
    #[xml("port/@isolated", since = "6.1.0")]
    pub port_isolated: Option<YesNo>,
    /// The host's addresses in it, each with the services that are there.
    #[xml(since = "0.3.0")]
    pub ips: Vec<NetworkIp>,
    /// Routes of the host by way of guests.
    #[xml(since = "1.0.6")]
    pub routes: Vec<IpRoute>,
    /// The profile of the switch's ports.
    pub virtualport: Option<VirtualPort>,
    /// Groups of ports with settings of their own.
    #[xml(since = "0.9.4")]
    pub portgroups: Vec<PortGroup>,
    /// Lines for the configuration of dnsmasq.
    #[xml("dnsmasq:options", since = "5.6.0")]
    pub dnsmasq_options: Option<DnsmasqOptions>,
}

impl Network {
    /// How it reaches other networks; `None` mode when it does not.
    pub fn mode(&self) -> ForwardMode {
        match &self.forward {
            Some(forward) => forward.mode.unwrap_or(ForwardMode::Nat),
            None => ForwardMode::None,
        }
    }
}

/// Reads, completes and validates a definition, and writes it as it is stored.
pub fn canonical(text: &str) -> Result<String> {
    let mut network = Network::parse(text, &ParseOptions::inactive())?;
    network.complete();
    network.validate()?;
    Ok(network.to_xml(&Format::INACTIVE))
}
