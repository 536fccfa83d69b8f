//! Addresses and routes, and what is served there.

use super::{malformed, unsupported};
use crate::net::{IpFamily, IpRoute};
use crate::network::ip::{broadcast_of, network_of, prefix_of_mask};
use crate::network::{DhcpHost, DhcpLease, DhcpRange, LeaseUnit, Network, NetworkIp};
use crate::scalar::{MacAddress, Scalar};
use ferrovirt_error::Result;
use std::net::IpAddr;

/// The shortest lease in seconds: dnsmasq takes no shorter one.
const MIN_LEASE: u64 = 120;

/// The longest range of IPv4 addresses: a dnsmasq server gets no more.
const MAX_RANGE: u32 = 65535;

/// Checks one of the host's addresses.
pub fn validate(network: &Network, ip: &NetworkIp) -> Result<()> {
    let name = &network.name;
    let Some(address) = ip.address else {
        return Err(malformed(format!("missing address attribute of an <ip> in network '{name}'")));
    };
    validate_family(name, address, ip.family)?;
    validate_prefix(name, address, ip)?;
    if ip.tftp_root.is_some() && address.is_ipv6() {
        return Err(unsupported(format!("<tftp> at the IPv6 address '{address}' in network '{name}'")));
    }
    let Some(dhcp) = &ip.dhcp else { return Ok(()) };
    dhcp.ranges.iter().try_for_each(|range| validate_range(name, address, ip, range))?;
    dhcp.hosts.iter().try_for_each(|host| validate_host(name, address.is_ipv4(), host))
}

/// Checks a route.
pub fn validate_route(network: &Network, route: &IpRoute) -> Result<()> {
    let name = &network.name;
    let (Some(address), Some(gateway)) = (route.address, route.gateway) else {
        return Err(malformed(format!("a route of network '{name}' has an address and a gateway")));
    };
    validate_family(name, address, route.family)?;
    validate_family(name, gateway, route.family)?;
    if route.prefix.is_some() && route.netmask.is_some() {
        return Err(malformed(format!("the route to '{address}' of network '{name}' has both prefix and netmask")));
    }
    let prefix = match (route.prefix, route.netmask) {
        (Some(prefix), _) => Some(prefix),
        (None, Some(IpAddr::V4(netmask))) => prefix_of_mask(netmask),
        (None, Some(IpAddr::V6(_))) => None,
        (None, None) if address.is_unspecified() => Some(0),
        (None, None) => Some(if address.is_ipv4() { 32 } else { 128 }),
    };
    // Without prefix and mask, only the default route is the address of a network.
    let is_network = prefix.is_some_and(|prefix| network_of(address, prefix) == Some(address));
    let is_stated = route.prefix.is_some() || route.netmask.is_some() || address.is_unspecified();
    if !is_network || !is_stated {
        return Err(malformed(format!("route address '{address}' of network '{name}' is not a network address")));
    }
    if route.metric == Some(0) {
        return Err(malformed(format!("the metric of the route to '{address}' of network '{name}' is zero")));
    }
    if !network.ips.iter().any(|ip| ip.contains(gateway)) {
        let detail = format!("unreachable static route gateway '{gateway}' specified for network '{name}'");
        return Err(unsupported(detail));
    }
    Ok(())
}

fn validate_family(name: &str, address: IpAddr, family: Option<IpFamily>) -> Result<()> {
    let is_ipv6 = family == Some(IpFamily::Ipv6);
    if is_ipv6 == address.is_ipv6() {
        return Ok(());
    }
    let family = family.unwrap_or(IpFamily::Ipv4);
    Err(unsupported(format!("address '{address}' in network '{name}' is not of the family '{family}'")))
}

fn validate_prefix(name: &str, address: IpAddr, ip: &NetworkIp) -> Result<()> {
    let NetworkIp { netmask, prefix, .. } = ip;
    if netmask.is_some() && prefix.is_some() {
        return Err(unsupported(format!("address '{address}' in network '{name}' has both prefix and netmask")));
    }
    if netmask.is_some() && address.is_ipv6() {
        return Err(unsupported(format!("netmask not allowed for IPv6 address '{address}' in network '{name}'")));
    }
    let most = if address.is_ipv4() { 32 } else { 128 };
    match prefix {
        Some(prefix) if *prefix > most => {
            Err(unsupported(format!("invalid prefix '{prefix}' of address '{address}' in network '{name}'")))
        }
        _ => Ok(()),
    }
}

fn validate_range(name: &str, address: IpAddr, ip: &NetworkIp, range: &DhcpRange) -> Result<()> {
    let (Some(start), Some(end)) = (range.start, range.end) else {
        return Err(malformed(format!("a dhcp range in network '{name}' has 'start' and 'end'")));
    };
    let refuse = |problem: &str| Err(malformed(format!("range '{start}' - '{end}' in network '{name}' {problem}")));
    if start > end || start.is_ipv4() != end.is_ipv4() || start.is_ipv4() != address.is_ipv4() {
        return refuse("is reversed, or not of the family of the host's address");
    }
    if !ip.contains(start) || !ip.contains(end) {
        return refuse(&format!("is not entirely within the network of '{address}'"));
    }
    if let (IpAddr::V4(first), IpAddr::V4(last), IpAddr::V4(address)) = (start, end, address) {
        let prefix = ip.prefix_length().unwrap_or(32);
        if network_of(address.into(), prefix) == Some(start) {
            return refuse("starts with the network's own address");
        }
        if broadcast_of(address, prefix) == Some(last) {
            return refuse("ends with the broadcast address");
        }
        if last.to_bits() - first.to_bits() > MAX_RANGE {
            return refuse("is too large");
        }
    }
    validate_lease(name, range.lease.as_ref())
}

fn validate_host(name: &str, is_ipv4: bool, host: &DhcpHost) -> Result<()> {
    if let Some(mac) = &host.mac {
        let address = MacAddress::parse(mac).ok();
        if !is_ipv4 || address.is_none_or(MacAddress::is_multicast) {
            let detail = format!("invalid MAC address '{mac}' of a static host in network '{name}'");
            return Err(malformed(detail));
        }
    }
    if let Some(id) = &host.id
        && !id.bytes().all(|byte| byte.is_ascii_hexdigit() || byte == b':')
    {
        return Err(malformed(format!("invalid id '{id}' of a static host in network '{name}'")));
    }
    let has_identity = host.name.is_some() || if is_ipv4 { host.mac.is_some() } else { host.id.is_some() };
    if !has_identity {
        let identity = if is_ipv4 { "mac" } else { "id" };
        return Err(malformed(format!("static host in network '{name}' must have {identity} or name")));
    }
    match host.ip {
        None => return Err(malformed(format!("missing IP address of a static host in network '{name}'"))),
        Some(address) if address.is_ipv4() != is_ipv4 => {
            let detail = format!("address '{address}' of a static host in network '{name}' is of another family");
            return Err(malformed(detail));
        }
        Some(_) => {}
    }
    validate_lease(name, host.lease.as_ref())
}

fn validate_lease(name: &str, lease: Option<&DhcpLease>) -> Result<()> {
    let Some(DhcpLease { expiry: Some(expiry), unit }) = lease else { return Ok(()) };
    let seconds_of_unit = match unit.unwrap_or(LeaseUnit::Minutes) {
        LeaseUnit::Seconds => 1,
        LeaseUnit::Minutes => 60,
        LeaseUnit::Hours => 3600,
    };
    match expiry.checked_mul(seconds_of_unit) {
        Some(0) => Ok(()),
        Some(seconds) if seconds < MIN_LEASE => {
            Err(unsupported(format!("lease time '{expiry}' in network '{name}' is less than 2 minutes")))
        }
        Some(seconds) if seconds <= u64::from(u32::MAX) => Ok(()),
        Some(_) | None => Err(unsupported(format!("lease time '{expiry}' in network '{name}' is too long"))),
    }
}
