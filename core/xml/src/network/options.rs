//! `<dnsmasq:options>`: lines for the configuration of dnsmasq.

use crate::element;

/// Lines for the configuration of dnsmasq, at the user's own risk.
#[element("dnsmasq:options")]
pub struct DnsmasqOptions {
    /// The lines.
    pub options: Vec<DnsmasqOption>,
}

/// A line for the configuration.
#[element("dnsmasq:option")]
pub struct DnsmasqOption {
    /// The line.
    pub value: String,
}
