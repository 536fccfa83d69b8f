//! `<dns>` and `<domain>`: the name server of a network, and the names of its guests.

use crate::element;
use crate::scalar::YesNo;
use std::net::IpAddr;

/// `<domain>`: the DNS domain of guests.
#[element("domain")]
pub struct NetworkDomain {
    /// Its name.
    pub name: String,
    /// Whether names of the domain are never asked for elsewhere.
    #[xml("@localOnly", since = "1.2.12")]
    pub local_only: Option<YesNo>,
    /// Whether the host's resolver asks the network's name server for the domain.
    pub register: Option<YesNo>,
}

/// `<dns>`: the name server.
#[element("dns")]
pub struct Dns {
    /// Whether there is one.
    #[xml(since = "2.2.0")]
    pub enable: Option<YesNo>,
    /// Whether names without a domain are asked for elsewhere.
    #[xml("@forwardPlainNames", since = "1.1.2")]
    pub forward_plain_names: Option<YesNo>,
    /// Whom it asks.
    #[xml(since = "1.1.3")]
    pub forwarders: Vec<DnsForwarder>,
    /// Texts that it knows.
    #[xml(since = "0.9.3")]
    pub texts: Vec<DnsTxt>,
    /// Services that it knows.
    #[xml(since = "0.9.9")]
    pub services: Vec<DnsSrv>,
    /// Hosts that it knows.
    #[xml(since = "0.9.3")]
    pub hosts: Vec<DnsHost>,
}

impl Dns {
    /// Whether there is more than the switches.
    pub fn has_records(&self) -> bool {
        let Dns { enable: _, forward_plain_names: _, forwarders, texts, services, hosts } = self;
        !(forwarders.is_empty() && texts.is_empty() && services.is_empty() && hosts.is_empty())
    }
}

/// `<forwarder>`: whom a name server asks.
#[element("forwarder")]
pub struct DnsForwarder {
    /// The domain that it is asked about; all when absent.
    #[xml(since = "2.2.0")]
    pub domain: Option<String>,
    /// The server; the host's own when absent.
    pub addr: Option<IpAddr>,
    /// The server's port; 53 when absent.
    #[xml(since = "12.0.0", drivers = "network")]
    pub port: Option<u16>,
}

/// `<txt>`: a text.
#[element("txt")]
pub struct DnsTxt {
    /// Its name.
    pub name: String,
    /// The text.
    pub value: Option<String>,
}

/// `<srv>`: a service.
#[element("srv")]
pub struct DnsSrv {
    /// Its name.
    pub service: String,
    /// Its protocol.
    pub protocol: String,
    /// The domain in which it is.
    pub domain: Option<String>,
    /// The host that serves it.
    pub target: Option<String>,
    /// The port there.
    pub port: Option<u16>,
    /// Its place among the servers; the least is asked first.
    pub priority: Option<u16>,
    /// Its share among servers of the same priority.
    pub weight: Option<u16>,
}

/// `<host>`: a host.
#[element("host")]
pub struct DnsHost {
    /// Its address.
    pub ip: Option<IpAddr>,
    /// Its names.
    #[xml("hostname")]
    pub hostnames: Vec<String>,
}
