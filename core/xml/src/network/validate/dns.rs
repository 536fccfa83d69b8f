//! Name servers.

use super::malformed;
use crate::network::{DnsSrv, Network};
use crate::scalar::YesNo;
use ferrovirt_error::Result;

/// Checks the name server.
pub fn validate(network: &Network) -> Result<()> {
    let Some(dns) = &network.dns else { return Ok(()) };
    let name = &network.name;
    if dns.enable == Some(YesNo::No) && dns.has_records() {
        let detail = format!("<dns> of network '{name}' is not enabled, yet has records");
        return Err(malformed(detail));
    }
    if dns.forwarders.iter().any(|forwarder| forwarder.addr.is_none() && forwarder.domain.is_none()) {
        return Err(malformed(format!("a <forwarder> of network '{name}' has 'addr' or 'domain' or both")));
    }
    for text in &dns.texts {
        if text.name.is_empty() || text.name.contains(' ') {
            return Err(malformed(format!("invalid DNS TXT record name '{}' of network '{name}'", text.name)));
        }
        if text.value.is_none() {
            let detail = format!("missing value in DNS TXT record '{}' of network '{name}'", text.name);
            return Err(malformed(detail));
        }
    }
    for host in &dns.hosts {
        let Some(ip) = host.ip else {
            return Err(malformed(format!("missing address in a DNS host record of network '{name}'")));
        };
        if host.hostnames.is_empty() {
            return Err(malformed(format!("missing hostname in DNS host record '{ip}' of network '{name}'")));
        }
    }
    dns.services.iter().try_for_each(|service| validate_service(name, service))
}

fn validate_service(name: &str, record: &DnsSrv) -> Result<()> {
    let DnsSrv { service, protocol, domain: _, target, port, priority, weight } = record;
    let problem = if service.is_empty() || protocol.is_empty() {
        "empty service or protocol"
    } else if *port == Some(0) {
        "port zero"
    } else if target.is_none() && (port.is_some() || priority.is_some() || weight.is_some()) {
        "port, priority or weight without a target"
    } else {
        return Ok(());
    };
    Err(malformed(format!("{problem} in DNS SRV record '{service}' of network '{name}'")))
}
