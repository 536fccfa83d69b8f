//! What libvirt takes for granted about a filter.

use super::{Filter, FilterEntry, Protocol, Rule};
use std::ops::RangeInclusive;

/// The priorities of rules and chains.
pub(super) const PRIORITIES: RangeInclusive<i32> = -1000..=1000;

/// The priority of rules that state none.
const DEFAULT_PRIORITY: i32 = 500;

/// Chains that have a place of their own, by how their name begins.
const PRIORITIES_OF_CHAINS: &[(&str, i32)] =
    &[("mac", -800), ("vlan", -750), ("ipv4", -700), ("ipv6", -600), ("arp", -500), ("rarp", -400)];

impl Filter {
    /// Fills in chain and priorities, and merges the elements of each rule.
    pub fn complete(&mut self) {
        let chain = self.chain.get_or_insert_with(|| "root".to_owned());
        let of_chain = || PRIORITIES_OF_CHAINS.iter().find(|(prefix, _)| chain.starts_with(prefix));
        let priority = self.priority.or_else(|| of_chain().map(|(_, priority)| *priority));
        self.priority = priority.filter(|priority| *priority != 0);
        for entry in &mut self.entries {
            match entry {
                FilterEntry::Rule(rule) => rule.complete(),
                FilterEntry::FilterRef(filterref) => filterref.complete(),
            }
        }
    }
}

impl Rule {
    /// Fills in the priority, and merges the elements of the first one's protocol. Others have no effect.
    pub fn complete(&mut self) {
        let stated = self.priority.filter(|priority| PRIORITIES.contains(priority));
        self.priority = Some(stated.unwrap_or(DEFAULT_PRIORITY));
        self.statematch = self.statematch.take().filter(|statematch| !statematch.is_on()).map(|_| false.into());
        for protocol in &mut self.protocols {
            // The grammar has flags of TCP over IPv6, yet no firewall ever got them.
            if let Protocol::TcpIpv6(rule) = protocol {
                rule.tcp.flags = None;
            }
        }
        self.protocols = Protocol::merge(std::mem::take(&mut self.protocols));
    }
}
