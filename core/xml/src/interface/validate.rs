//! Refuses documents that make no interface.

use super::{Interface, InterfaceKind, VlanInterface};
use ferrovirt_error::{Error, ErrorCode, ErrorDomain, Result};

/// The greatest VLAN.
const MAX_VLAN: u16 = 4095;

impl Interface {
    /// Checks an interface and those that it consists of.
    pub fn validate(&self) -> Result<()> {
        let name = &self.name;
        if name.is_empty() {
            return Err(malformed("an interface has a name"));
        }
        if let Some(protocol) = self.protocols.iter().find(|protocol| protocol.family.is_none()) {
            let address = protocol.ips.first().map_or("", |ip| &ip.address);
            return Err(malformed(format!("a protocol of interface '{name}' has no family: '{address}'")));
        }
        match &self.kind {
            InterfaceKind::Ethernet(_) => Ok(()),
            InterfaceKind::Bridge(interface) => match &interface.bridge {
                Some(bridge) => validate_parts(name, &bridge.interfaces, |_| true),
                None => Err(malformed(format!("bridge interface '{name}' misses the bridge element"))),
            },
            InterfaceKind::Bond(interface) => match &interface.bond {
                Some(bond) => validate_parts(name, &bond.interfaces, |kind| matches!(kind, InterfaceKind::Ethernet(_))),
                None => Err(malformed(format!("bond interface '{name}' misses the bond element"))),
            },
            InterfaceKind::Vlan(interface) => validate_vlan(name, interface),
        }
    }
}

fn validate_parts(name: &str, parts: &[Interface], is_allowed: fn(&InterfaceKind) -> bool) -> Result<()> {
    for part in parts {
        if !is_allowed(&part.kind) || matches!(part.kind, InterfaceKind::Bridge(_)) {
            return Err(malformed(format!("interface '{}' cannot be part of '{name}'", part.name)));
        }
        part.validate()?;
    }
    Ok(())
}

fn validate_vlan(name: &str, interface: &VlanInterface) -> Result<()> {
    let Some(vlan) = &interface.vlan else {
        return Err(malformed(format!("vlan interface '{name}' misses the vlan element")));
    };
    if vlan.tag > MAX_VLAN {
        return Err(malformed(format!("vlan tag '{}' of interface '{name}' is greater than {MAX_VLAN}", vlan.tag)));
    }
    if vlan.interface.is_none() {
        return Err(malformed(format!("vlan interface '{name}' misses the name of its interface")));
    }
    Ok(())
}

fn malformed(detail: impl Into<String>) -> Error {
    Error::new(ErrorCode::XmlError, ErrorDomain::Interface, detail)
}
