//! What the documents of domains and of networks share: addresses, routes, bandwidth, VLANs and port profiles.

use crate::model::drop_empty;
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
    #[xml(since = "2.1.0")]
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

impl Bandwidth {
    /// Drops limits that limit nothing.
    pub fn complete(&mut self) {
        for direction in [&mut self.inbound, &mut self.outbound] {
            if let Some(rate) = direction {
                rate.complete();
            }
            drop_empty(direction);
        }
    }
}

/// Limits of one direction.
#[element("inbound")]
pub struct BandwidthRate {
    /// KiB a second on average.
    pub average: Option<u64>,
    /// KiB a second at most.
    pub peak: Option<u64>,
    /// KiB a second at least.
    #[xml(since = "1.0.1")]
    pub floor: Option<u64>,
    /// KiB in a burst.
    pub burst: Option<u64>,
}

impl BandwidthRate {
    /// Drops limits of zero, which stand for none.
    pub fn complete(&mut self) {
        for limit in [&mut self.average, &mut self.peak, &mut self.floor, &mut self.burst] {
            *limit = limit.filter(|limit| *limit > 0);
        }
    }
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

impl Vlan {
    /// Says that it is a trunk where it carries several VLANs, and says nothing where it is none.
    pub fn complete(&mut self) {
        self.trunk = match self.trunk {
            Some(YesNo::No) if self.tags.len() <= 1 => None,
            None if self.tags.len() > 1 => Some(YesNo::Yes),
            trunk => trunk,
        };
    }
}

/// A VLAN.
#[element("tag")]
pub struct VlanTag {
    /// Its number.
    pub id: u16,
    /// Whether its frames are tagged, if it is the native one.
    #[xml("@nativeMode", since = "1.1.0")]
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

impl VirtualPort {
    /// Drops parameters that say nothing.
    pub fn complete(&mut self) {
        drop_empty(&mut self.parameters);
    }
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

/// `<filterref>`: the use of a packet filter.
#[element("filterref")]
pub struct FilterRef {
    /// The filter's name.
    pub filter: Option<String>,
    /// Values of the filter's variables.
    pub parameters: Vec<FilterParameter>,
}

impl FilterRef {
    /// Orders the parameters by name, values of the same name as they stand, and drops those that cannot be used.
    pub fn complete(&mut self) {
        self.parameters.retain(FilterParameter::is_usable);
        self.parameters.sort_by(|left, right| left.name.cmp(&right.name));
    }
}

/// A value of a packet filter's variable.
#[element("parameter")]
pub struct FilterParameter {
    /// The variable's name.
    pub name: Option<String>,
    /// The value.
    pub value: Option<String>,
}

impl FilterParameter {
    /// Whether both name and value are there and of the characters that a variable may have.
    pub fn is_usable(&self) -> bool {
        let (Some(name), Some(value)) = (&self.name, &self.value) else { return false };
        let is_word = |byte: u8| byte.is_ascii_alphanumeric() || byte == b'_';
        let is_value = |byte: u8| is_word(byte) || byte == b'.' || byte == b':';
        name.bytes().all(is_word) && !value.is_empty() && value.bytes().all(is_value)
    }
}
