//! The network filter document: which packets of a guest pass.
//!
//! Reading keeps every element of a rule. [`Filter::complete`] merges those of one protocol, the way the rule is
//! meant, and fills in chain and priorities; [`Filter::validate`] refuses what makes no filter.

mod attributes;
mod complete;
mod protocol;
mod sign;
#[cfg(test)]
mod tests;
mod validate;
pub mod value;

pub use attributes::{
    ArpMatch, Comment, Dscp, EtherProtocol, IcmpRanges, IcmpType, Ipv4Addresses, Ipv4Match, Ipv6Addresses, Ipv6Match,
    LinkMatch, NextProtocol, PortMatch, SetMatch, StpMatch, TcpMatch, VlanMatch,
};
pub use protocol::{
    ArpRule, Icmpv4Rule, Icmpv6Rule, Ipv4AnyRule, Ipv4OtherRule, Ipv4PortRule, Ipv4Rule, Ipv6AnyRule, Ipv6OtherRule,
    Ipv6PortRule, Ipv6Rule, MacRule, Protocol, StpRule, TcpIpv6Rule, TcpRule, VlanRule,
};

use crate::net::FilterRef;
use crate::{Document, Format, ParseOptions, Result, element, group, words};
use uuid::Uuid;

/// A filter.
#[element("filter")]
pub struct Filter {
    /// The name, unique on a host.
    pub name: String,
    /// The chain that holds the rules; `root` when absent.
    pub chain: Option<String>,
    /// The chain's place among the chains; the least is first.
    #[xml(since = "0.9.8")]
    pub priority: Option<i32>,
    /// The identity that outlives names.
    #[xml("uuid")]
    pub uuid: Option<Uuid>,
    /// Rules and other filters, in order.
    pub entries: Vec<FilterEntry>,
}

/// An entry of a filter.
#[group(choice)]
pub enum FilterEntry {
    /// A rule.
    Rule(Box<Rule>),
    /// Another filter.
    #[xml("filterref")]
    FilterRef(FilterRef),
}

words! {
    /// What becomes of a packet.
    RuleAction {
        Drop "drop" "It vanishes.",
        Accept "accept" "It passes.",
        Reject "reject" "It vanishes, and the sender is told.",
        Return "return" "The calling filter goes on with it.",
        Continue "continue" "The next rule sees it.",
    }
}

words! {
    /// Which way a packet goes.
    RuleDirection {
        In "in" "To the guest.",
        Out "out" "From the guest.",
        Inout "inout" "Either way.",
    }
}

/// A rule.
#[element("rule")]
pub struct Rule {
    /// What becomes of packets that match.
    pub action: Option<RuleAction>,
    /// Which way they go.
    pub direction: Option<RuleDirection>,
    /// The rule's place in its chain; the least is first.
    pub priority: Option<i32>,
    /// Whether answers to packets that passed pass as well.
    pub statematch: Option<value::StateMatch>,
    /// What matches: elements of one protocol, which together are one condition.
    pub protocols: Vec<Protocol>,
}

/// Reads, completes and validates a definition, and writes it as it is stored.
pub fn canonical(text: &str) -> Result<String> {
    let mut filter = Filter::parse(text, &ParseOptions::inactive())?;
    filter.complete();
    filter.validate()?;
    Ok(filter.to_xml(&Format::INACTIVE))
}
