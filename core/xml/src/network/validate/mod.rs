//! Refuses documents that make no network. It sees complete documents, and knows no host.

mod addresses;
mod dns;
mod forward;

use super::Network;
use crate::net::{Bandwidth, BandwidthRate, Vlan};
use crate::scalar::YesNo;
use ferrovirt_error::{Error, ErrorCode, ErrorDomain, Result};

/// The greatest VLAN.
const MAX_VLAN: u16 = 4095;

impl Network {
    /// Checks what the elements say together.
    pub fn validate(&self) -> Result<()> {
        let name = &self.name;
        if name.is_empty() {
            return Err(malformed("a network has a name"));
        }
        if name.contains(['/', '\n']) {
            return Err(malformed(format!(
                "network name '{}' cannot contain '/' or a line break",
                name.escape_debug()
            )));
        }
        if let Some(mac) = self.mac
            && mac.is_multicast()
        {
            return Err(malformed(format!("invalid multicast bridge mac address '{mac}' in network '{name}'")));
        }
        forward::validate(self)?;
        dns::validate(self)?;
        for ip in &self.ips {
            addresses::validate(self, ip)?;
        }
        for route in &self.routes {
            addresses::validate_route(self, route)?;
        }
        self.validate_ports()
    }

    /// Checks settings of ports: of all of them, and of groups.
    fn validate_ports(&self) -> Result<()> {
        let name = &self.name;
        let of_groups = self.portgroups.iter();
        let bandwidths = self.bandwidth.iter().chain(of_groups.clone().filter_map(|group| group.bandwidth.as_ref()));
        bandwidths.map(validate_bandwidth).collect::<Result<()>>()?;
        let vlans = self.vlan.iter().chain(of_groups.filter_map(|group| group.vlan.as_ref()));
        vlans.map(validate_vlan).collect::<Result<()>>()?;
        if self.virtualport.as_ref().is_some_and(|port| port.port_type.is_none()) {
            return Err(malformed(format!("missing virtualport type in network '{name}'")));
        }
        if self.portgroups.iter().any(|group| group.name.is_empty()) {
            return Err(malformed(format!("a portgroup of network '{name}' has no name")));
        }
        Ok(())
    }
}

fn validate_bandwidth(bandwidth: &Bandwidth) -> Result<()> {
    for rate in bandwidth.inbound.iter().chain(&bandwidth.outbound) {
        let BandwidthRate { average, floor, .. } = rate;
        if floor.is_some() {
            return Err(unsupported("a network's bandwidth has no 'floor'; an interface's may have one"));
        }
        if average.is_none() {
            return Err(malformed("a limit of bandwidth has an 'average'"));
        }
    }
    Ok(())
}

fn validate_vlan(vlan: &Vlan) -> Result<()> {
    if vlan.tags.is_empty() {
        return Err(malformed("missing tag id - each <vlan> must have at least one <tag id='n'/> subelement"));
    }
    if let Some(tag) = vlan.tags.iter().find(|tag| tag.id > MAX_VLAN) {
        return Err(malformed(format!("vlan tag id '{}' too large (maximum {MAX_VLAN})", tag.id)));
    }
    if vlan.trunk == Some(YesNo::No) {
        return Err(malformed("trunk='yes' is required for more than one vlan tag, not trunk='no'"));
    }
    Ok(())
}

/// The document says something that no network can be.
fn malformed(detail: impl Into<String>) -> Error {
    Error::new(ErrorCode::XmlError, ErrorDomain::Network, detail)
}

/// The document says something that no driver does.
fn unsupported(detail: impl Into<String>) -> Error {
    Error::new(ErrorCode::ConfigUnsupported, ErrorDomain::Network, detail)
}
