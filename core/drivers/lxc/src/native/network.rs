//! Network interfaces: sections that begin with their kind, or have a number since LXC 3.

use super::{Configuration, bad};
use crate::unsupported;
use ferrovirt_error::Result;
use ferrovirt_xml::domain::devices::Devices;
use ferrovirt_xml::domain::devices::hostdev::{Hostdev, HostdevMode, HostdevSource, NetHostdev};
use ferrovirt_xml::domain::devices::interface::{
    Interface, InterfaceGuest, InterfaceSource, IpAddress, IpRoute, LinkState, Mac,
};
use ferrovirt_xml::domain::devices::interface_source::{
    BridgeNetwork, BridgeNetworkSource, DirectMode, DirectNetwork, DirectNetworkSource, EthernetNetwork,
};
use ferrovirt_xml::net::IpFamily;
use ferrovirt_xml::scalar::{MacAddress, Scalar};
use std::collections::BTreeMap;
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};

/// What the lines of an interface say.
#[derive(Default)]
struct Section<'a> {
    kind: &'a str,
    link: Option<&'a str>,
    mac: Option<&'a str>,
    flags: Option<&'a str>,
    name: Option<&'a str>,
    mode: Option<&'a str>,
    vlan: Option<&'a str>,
    addresses: Vec<&'a str>,
    gateways: Vec<&'a str>,
}

impl<'a> Section<'a> {
    fn set(&mut self, key: &str, value: &'a str) {
        match key {
            "type" => self.kind = value,
            "link" => self.link = Some(value),
            "hwaddr" => self.mac = Some(value),
            "flags" => self.flags = Some(value),
            "name" => self.name = Some(value),
            "macvlan.mode" => self.mode = Some(value),
            "vlan.id" => self.vlan = Some(value),
            "ipv4" | "ipv6" | "ipv4.address" | "ipv6.address" => self.addresses.push(value),
            "ipv4.gateway" | "ipv6.gateway" => self.gateways.push(value),
            _ => {}
        }
    }
}

/// Adds the interfaces; whether the container has a network of its own.
pub(super) fn read(file: &Configuration<'_>, devices: &mut Devices) -> Result<bool> {
    let mut sections: Vec<Section<'_>> = Vec::new();
    let mut numbered: BTreeMap<u32, Section<'_>> = BTreeMap::new();
    for (key, value) in &file.lines {
        if let Some(key) = key.strip_prefix("lxc.network.") {
            if key == "type" {
                sections.push(Section::default());
            }
            if let Some(section) = sections.last_mut() {
                section.set(key, value);
            }
        } else if let Some((number, key)) = key.strip_prefix("lxc.net.").and_then(|rest| rest.split_once('.')) {
            let number = number.parse().map_err(|_| bad("lxc.net", number))?;
            numbered.entry(number).or_default().set(key, value);
        }
    }
    sections.extend(numbered.into_values());
    let shares_host = sections.iter().any(|section| section.kind == "none");
    for section in &sections {
        add(section, devices)?;
    }
    Ok(!shares_host && devices.interfaces.is_empty() && devices.hostdevs.is_empty())
}

fn add(section: &Section<'_>, devices: &mut Devices) -> Result<()> {
    let link = || section.link.map(str::to_owned).ok_or_else(|| unsupported("Missing 'link' attribute for NIC"));
    let source = match section.kind {
        "none" | "empty" => return Ok(()),
        "phys" => return give(link()?, section, devices),
        "vlan" => {
            let vlan = section.vlan.ok_or_else(|| unsupported("Missing 'vlan.id' attribute for NIC"))?;
            return give(format!("{}.{vlan}", link()?), section, devices);
        }
        "veth" => match section.link {
            None => InterfaceSource::Ethernet(EthernetNetwork::default()),
            Some(bridge) => {
                let source = BridgeNetworkSource { bridge: Some(bridge.to_owned()), ..BridgeNetworkSource::default() };
                InterfaceSource::Bridge(BridgeNetwork { source: Some(source) })
            }
        },
        "macvlan" => {
            let mode = match section.mode.unwrap_or("private") {
                "passthru" => DirectMode::Passthrough,
                mode => DirectMode::from_word(mode).ok_or_else(|| bad("macvlan.mode", mode))?,
            };
            let source = DirectNetworkSource { dev: Some(link()?), mode: Some(mode), ..DirectNetworkSource::default() };
            InterfaceSource::Direct(DirectNetwork { source: Some(source) })
        }
        kind => return Err(unsupported(format!("'{kind}' is no type of network"))),
    };
    let mac = section.mac.map(|text| MacAddress::parse(text).map_err(|_| bad("hwaddr", text))).transpose()?;
    devices.interfaces.push(Interface {
        source,
        mac: mac.map(|address| Mac { address: Some(address), ..Mac::default() }),
        ips: addresses(section)?,
        routes: routes(section)?,
        guest: section.name.map(|name| InterfaceGuest { dev: Some(name.to_owned()), ..InterfaceGuest::default() }),
        link_state: section.flags.map(|flags| if flags == "up" { LinkState::Up } else { LinkState::Down }),
        ..Interface::default()
    });
    Ok(())
}

/// An interface of the host goes to the container as a whole.
fn give(name: String, section: &Section<'_>, devices: &mut Devices) -> Result<()> {
    let source = NetHostdev { interface: Some(name), ips: addresses(section)?, routes: routes(section)? };
    let mode = Some(HostdevMode::Capabilities);
    devices.hostdevs.push(Hostdev { mode, source: HostdevSource::Net(source), ..Hostdev::default() });
    Ok(())
}

fn family(address: IpAddr) -> IpFamily {
    if address.is_ipv4() { IpFamily::Ipv4 } else { IpFamily::Ipv6 }
}

fn addresses(section: &Section<'_>) -> Result<Vec<IpAddress>> {
    let read = |text: &&str| {
        let (address, prefix) = match text.split_once('/') {
            Some((address, prefix)) => (address, Some(prefix)),
            None => (*text, None),
        };
        let address: IpAddr = address.parse().map_err(|_| bad("address", text))?;
        let longest = if address.is_ipv4() { 32 } else { 128 };
        let prefix = prefix.map(|prefix| prefix.parse().ok().filter(|prefix| *prefix <= longest));
        let prefix = prefix.map(|prefix| prefix.ok_or_else(|| bad("address", text))).transpose()?;
        Ok(IpAddress { address: Some(address), family: Some(family(address)), prefix, ..IpAddress::default() })
    };
    section.addresses.iter().map(read).collect()
}

fn routes(section: &Section<'_>) -> Result<Vec<IpRoute>> {
    let read = |text: &&str| {
        let gateway: IpAddr = text.parse().map_err(|_| bad("gateway", text))?;
        let anywhere = match gateway {
            IpAddr::V4(_) => IpAddr::V4(Ipv4Addr::UNSPECIFIED),
            IpAddr::V6(_) => IpAddr::V6(Ipv6Addr::UNSPECIFIED),
        };
        Ok(IpRoute {
            family: Some(family(gateway)),
            address: Some(anywhere),
            gateway: Some(gateway),
            ..IpRoute::default()
        })
    };
    section.gateways.iter().map(read).collect()
}
