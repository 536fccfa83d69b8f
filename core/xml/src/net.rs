//! What the documents of domains and of networks share: addresses, routes, bandwidth, VLANs and port profiles.

use crate::scalar::YesNo;
use crate::{element, words};
use std::net::IpAddr;
use uuid::Uuid;

words! {
    /// A family of addresses.
    IpFamily {
        Ipv4 "ipv4" "IPv4.",
        Ipv6 "ipv6" "IPv6.",
    }
}

/// `<ip>`: an address of an interface.
#[element("ip")]
pub struct IpAddress {
    /// The address.
    pub address: Option<IpAddr>,
    /// Its family.
    pub family: Option<IpFamily>,
    /// How many of its bits name the network.
    pub prefix: Option<u32>,
    /// The address at the other end.
    pub peer: Option<IpAddr>,
}

/// `<route>`.
#[element("route")]
pub struct IpRoute {
    /// The family of its addresses.
    pub family: Option<IpFamily>,
    /// Where it leads.
    pub address: Option<IpAddr>,
    /// Which bits of the address name the network.
    pub netmask: Option<IpAddr>,
    /// How many bits of the address name the network.
    pub prefix: Option<u32>,
    /// The next hop.
    pub gateway: Option<IpAddr>,
    /// How far it is.
    pub metric: Option<u32>,
}

/// `<bandwidth>`: limits of speed, as the host sees the directions.
#[element("bandwidth")]
pub struct Bandwidth {
    /// The class of the host's shaping.
    #[xml("@classID", status)]
    pub class_id: Option<u32>,
    /// Towards the guest.
    #[xml("inbound")]
    pub inbound: Option<BandwidthRate>,
    /// From the guest.
    #[xml("outbound")]
    pub outbound: Option<BandwidthRate>,
}

/// Limits of one direction.
#[element("inbound")]
pub struct BandwidthRate {
    /// KiB a second on average.
    pub average: Option<u64>,
    /// KiB a second at most.
    pub peak: Option<u64>,
    /// KiB a second at least.
    pub floor: Option<u64>,
    /// KiB in a burst.
    pub burst: Option<u64>,
}

words! {
    /// Whether frames of a native VLAN are tagged.
    NativeVlanMode {
        Tagged "tagged" "They are.",
        Untagged "untagged" "They are not.",
    }
}

/// `<vlan>`: the VLANs of a port.
#[element("vlan")]
pub struct Vlan {
    /// Whether it carries several.
    pub trunk: Option<YesNo>,
    /// The VLANs.
    pub tags: Vec<VlanTag>,
}

/// A VLAN.
#[element("tag")]
pub struct VlanTag {
    /// Its number.
    pub id: u16,
    /// Whether its frames are tagged, if it is the native one.
    #[xml("@nativeMode")]
    pub native_mode: Option<NativeVlanMode>,
}

words! {
    /// A standard of port profiles.
    VirtualPortType {
        None "none" "None.",
        Vepa "802.1Qbg" "802.1Qbg.",
        Vnlink "802.1Qbh" "802.1Qbh.",
        Openvswitch "openvswitch" "Open vSwitch.",
        Midonet "midonet" "MidoNet.",
    }
}

/// `<virtualport>`: the profile of a switch's port.
#[element("virtualport")]
pub struct VirtualPort {
    /// Its standard.
    #[xml("@type")]
    pub port_type: Option<VirtualPortType>,
    /// Its parameters.
    pub parameters: Option<VirtualPortParameters>,
}

/// Parameters of a port profile.
#[element("parameters")]
pub struct VirtualPortParameters {
    /// The manager.
    pub managerid: Option<u8>,
    /// The type of interface.
    pub typeid: Option<u32>,
    /// Its version.
    pub typeidversion: Option<u8>,
    /// The interface of 802.1Qbg.
    pub instanceid: Option<Uuid>,
    /// The interface.
    pub interfaceid: Option<Uuid>,
    /// The profile.
    pub profileid: Option<String>,
}
