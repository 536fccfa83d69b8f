//! Refuses documents that make no filter. It sees complete documents.

use super::complete::PRIORITIES;
use super::value::{IpProtocol, Setting};
use super::{Filter, FilterEntry, NextProtocol, PortMatch, Protocol, Rule};
use ferrovirt_error::{Error, ErrorCode, ErrorDomain, Result};

/// The longest name of a chain: the host's firewall takes no more.
const MAX_CHAIN: usize = 12;

/// How names of chains begin.
const CHAINS: &[&str] = &["mac", "vlan", "stp", "arp", "rarp", "ipv4", "ipv6"];

impl Filter {
    /// Checks names, priorities, and what the attributes of a rule say together.
    pub fn validate(&self) -> Result<()> {
        let name = &self.name;
        if name.is_empty() {
            return Err(malformed("a filter has a name"));
        }
        if let Some(chain) = &self.chain {
            validate_chain(name, chain)?;
        }
        if let Some(priority) = self.priority.filter(|priority| !PRIORITIES.contains(priority)) {
            let (least, most) = (PRIORITIES.start(), PRIORITIES.end());
            let detail = format!("priority '{priority}' of filter '{name}' is outside valid range of [{least},{most}]");
            return Err(invalid(detail));
        }
        for entry in &self.entries {
            match entry {
                FilterEntry::Rule(rule) => rule.validate(name)?,
                FilterEntry::FilterRef(filterref) if filterref.filter.is_none() => {
                    return Err(malformed(format!("a filterref of filter '{name}' has no 'filter'")));
                }
                FilterEntry::FilterRef(_) => {}
            }
        }
        Ok(())
    }
}

impl Rule {
    fn validate(&self, name: &str) -> Result<()> {
        if self.action.is_none() || self.direction.is_none() {
            return Err(malformed(format!("a rule of filter '{name}' has no 'action' or no 'direction'")));
        }
        self.protocols.iter().try_for_each(Protocol::validate)?;
        // The elements together are one condition, so the protocol may stand beside the ports or in another element.
        let of_ip = self.protocols.iter().filter_map(|protocol| match protocol {
            Protocol::Ip(rule) => Some((&rule.next, &rule.ports)),
            Protocol::Ipv6(rule) => Some((&rule.next, &rule.ports)),
            _ => None,
        });
        let has_ports = of_ip.clone().any(|(_, ports)| *ports != PortMatch::default());
        if has_ports && !of_ip.map(|(next, _)| next).any(may_have_ports) {
            let detail =
                format!("a rule of filter '{name}' has ports, yet no protocol of tcp(6), udp(17), dccp(33), sctp(132)");
            return Err(malformed(detail));
        }
        Ok(())
    }
}

fn may_have_ports(next: &NextProtocol) -> bool {
    let numbers = [6, 17, 33, 132];
    matches!(next.protocol, Some(Setting::Value(protocol)) if numbers.contains(&IpProtocol::number(protocol)))
}

fn validate_chain(name: &str, chain: &str) -> Result<()> {
    let is_word = |byte: u8| byte.is_ascii_alphanumeric() || b"_.:-".contains(&byte);
    if chain.len() > MAX_CHAIN {
        let detail = format!("chain '{chain}' of filter '{name}' is longer than {MAX_CHAIN} characters");
        return Err(invalid(detail));
    }
    if !chain.bytes().all(is_word) {
        return Err(invalid(format!("chain '{}' of filter '{name}' has invalid characters", chain.escape_debug())));
    }
    if chain != "root" && !CHAINS.iter().any(|prefix| chain.starts_with(prefix)) {
        let detail = format!("invalid chain '{chain}' of filter '{name}'");
        let hint = format!("The chain is 'root', or its name begins with one of {}.", CHAINS.join(", "));
        return Err(invalid(detail).with_hint(hint));
    }
    Ok(())
}

fn malformed(detail: impl Into<String>) -> Error {
    Error::new(ErrorCode::XmlError, ErrorDomain::Nwfilter, detail)
}

fn invalid(detail: impl Into<String>) -> Error {
    Error::new(ErrorCode::InvalidArg, ErrorDomain::Nwfilter, detail)
}
