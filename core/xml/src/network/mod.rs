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
    #[xml(live)]
    pub connections: Option<u32>,
    /// Whether guests may talk IPv6 to each other though the host has no address there.
    pub ipv6: Option<YesNo>,
    /// Whether guests' changes of their addresses and filters are followed.
    #[xml("@trustGuestRxFilters")]
    pub trust_guest_rx_filters: Option<YesNo>,
    /// The name, unique on a host.
    #[xml("name")]
    pub name: String,
    /// The identity that outlives names.
    #[xml("uuid")]
    pub uuid: Option<Uuid>,
    /// A short description.
    #[xml("title")]
    pub title: Option<String>,
    /// A long description.
    #[xml("description")]
    pub description: Option<String>,
    /// Content of applications, kept as it is.
    #[xml("metadata")]
    pub metadata: Option<RawElement>,
    /// How it reaches other networks; without, it does not.
    pub forward: Option<Forward>,
    /// Its bridge on the host.
    pub bridge: Option<NetworkBridge>,
    /// The largest packet.
    #[xml("mtu/@size")]
    pub mtu: Option<u32>,
    /// The hardware address of the bridge.
    #[xml("mac/@address")]
    pub mac: Option<MacAddress>,
    /// The DNS domain of its guests.
    pub domain: Option<NetworkDomain>,
    /// Its name server.
    pub dns: Option<Dns>,
    /// VLANs.
    pub vlan: Option<Vlan>,
    /// Limits of speed.
    pub bandwidth: Option<Bandwidth>,
    /// Whether guests cannot reach each other.
    #[xml("port/@isolated")]
    pub port_isolated: Option<YesNo>,
    /// The host's addresses in it, each with the services that are there.
    pub ips: Vec<NetworkIp>,
    /// Routes of the host by way of guests.
    pub routes: Vec<IpRoute>,
    /// The profile of the switch's ports.
    pub virtualport: Option<VirtualPort>,
    /// Groups of ports with settings of their own.
    pub portgroups: Vec<PortGroup>,
    /// Lines for the configuration of dnsmasq.
    #[xml("dnsmasq:options")]
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
