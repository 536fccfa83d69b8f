//! `<ip>`: an address of the host in a network.

use super::Dhcp;
use crate::element;
use crate::net::IpFamily;
use crate::scalar::YesNo;
use std::net::{IpAddr, Ipv4Addr};

/// An address of the host, and the services that it offers there.
#[element("ip", open)]
pub struct NetworkIp {
    /// The address's family; IPv4 when absent.
    #[xml(since = "0.8.7")]
    pub family: Option<IpFamily>,
    /// The address.
    pub address: Option<IpAddr>,
    /// Which of its bits name the network.
    pub netmask: Option<Ipv4Addr>,
    /// How many of its bits name the network.
    #[xml(since = "0.8.7")]
    pub prefix: Option<u32>,
    /// Whether names of the network's addresses are never asked for elsewhere.
    #[xml("@localPtr", since = "3.0.0")]
    pub local_ptr: Option<YesNo>,
    /// The directory that is served by TFTP.
    #[xml("tftp/@root", since = "0.7.1")]
    pub tftp_root: Option<String>,
    /// Addresses for guests.
    #[xml(since = "0.3.0")]
    pub dhcp: Option<Dhcp>,
}

impl NetworkIp {
    /// How many bits name the network, by prefix, mask or the address's class; `None` for a mask with gaps.
    pub fn prefix_length(&self) -> Option<u32> {
        match (self.prefix, self.netmask, self.address?) {
            (Some(prefix), _, _) => Some(prefix),
            (None, Some(netmask), _) => prefix_of_mask(netmask),
            (None, None, IpAddr::V4(address)) => Some(match address.octets()[0] {
                0 => 0,
                1..=127 => 8,
                128..=191 => 16,
                192..=255 => 24,
            }),
            (None, None, IpAddr::V6(_)) => Some(64),
        }
    }

    /// Whether an address is in the network.
    pub fn contains(&self, other: IpAddr) -> bool {
        let Some(prefix) = self.prefix_length() else { return false };
        let network = self.address.and_then(|address| network_of(address, prefix));
        network.is_some() && network == network_of(other, prefix)
    }
}

/// How many bits a mask has; `None` when they have gaps.
pub(super) fn prefix_of_mask(netmask: Ipv4Addr) -> Option<u32> {
    let bits = netmask.to_bits();
    (bits.leading_ones() == bits.count_ones()).then_some(bits.leading_ones())
}

/// The first address of a network of so many bits.
pub(super) fn network_of(address: IpAddr, prefix: u32) -> Option<IpAddr> {
    Some(match address {
        IpAddr::V4(address) => {
            let kept = u32::MAX.checked_shl(32u32.checked_sub(prefix)?).unwrap_or(0);
            Ipv4Addr::from_bits(address.to_bits() & kept).into()
        }
        IpAddr::V6(address) => {
            let kept = u128::MAX.checked_shl(128u32.checked_sub(prefix)?).unwrap_or(0);
            std::net::Ipv6Addr::from_bits(address.to_bits() & kept).into()
        }
    })
}

/// The last address of a network of so many bits.
pub(super) fn broadcast_of(address: Ipv4Addr, prefix: u32) -> Option<Ipv4Addr> {
    let host_bits = u32::MAX.checked_shr(prefix).unwrap_or(0);
    (prefix <= 32).then(|| Ipv4Addr::from_bits(address.to_bits() | host_bits))
}
