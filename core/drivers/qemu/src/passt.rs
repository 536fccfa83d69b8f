//! What an interface asks of passt, as arguments.

use ferrovirt_xml::domain::devices::interface::{Interface, InterfaceSource, PortForward, PortForwardProtocol};
use ferrovirt_xml::scalar::YesNo;

/// The arguments that say how the guest reaches the network.
pub fn arguments(interface: &Interface) -> Vec<String> {
    let mut arguments = Vec::new();
    let mut option = |name: &str, value: String| arguments.extend([name.to_owned(), value]);
    if let Some(backend) = &interface.backend {
        let texts = [("--log-file", &backend.log_file), ("--hostname", &backend.hostname), ("--fqdn", &backend.fqdn)];
        for (name, text) in texts {
            if let Some(text) = text {
                option(name, text.clone());
            }
        }
    }
    if let InterfaceSource::User(user) = &interface.source
        && let Some(device) = &user.dev
    {
        option("--interface", device.clone());
    }
    for ip in &interface.ips {
        let Some(address) = ip.address else { continue };
        option("--address", address.to_string());
        if let (true, Some(prefix)) = (address.is_ipv4(), ip.prefix) {
            option("--netmask", prefix.to_string());
        }
    }
    for forward in &interface.port_forwards {
        let name = match forward.proto {
            Some(PortForwardProtocol::Udp) => "--udp-ports",
            Some(PortForwardProtocol::Tcp) | None => "--tcp-ports",
        };
        option(name, ports(forward));
    }
    arguments
}

/// `ADDRESS%DEVICE/FIRST-LAST:TO-TO,~EXCLUDED`, each part where it is given.
fn ports(forward: &PortForward) -> String {
    let mut text = forward.address.clone().unwrap_or_default();
    if let Some(device) = &forward.dev {
        text.push('%');
        text.push_str(device);
    }
    if !text.is_empty() {
        text.push('/');
    }
    if forward.ranges.is_empty() && text.is_empty() {
        return "all".to_owned();
    }
    let ranges = forward.ranges.iter().filter_map(|range| {
        let start = range.start?;
        let end = range.end.unwrap_or(start).max(start);
        let through = |first: u16| match end - start {
            0 => first.to_string(),
            more => format!("{first}-{}", first.saturating_add(more)),
        };
        let exclusion = if range.exclude == Some(YesNo::Yes) { "~" } else { "" };
        let target = range.to.map_or(String::new(), |to| format!(":{}", through(to)));
        Some(format!("{exclusion}{}{target}", through(start)))
    });
    text.push_str(&ranges.collect::<Vec<_>>().join(","));
    text
}

#[cfg(test)]
mod tests {
    use super::*;
    use ferrovirt_xml::{Document, ParseOptions};

    fn check(body: &str, expected: &str) {
        let document = format!("<interface type='user'>{body}</interface>");
        let interface = Interface::parse(&document, &ParseOptions::default()).expect("valid");
        assert_eq!(arguments(&interface).join(" "), expected, "{body}");
    }

    #[test]
    fn ports_addresses_and_devices() {
        check("", "");
        check("<source dev='eth0'/><backend type='passt' logFile='/l'/>", "--log-file /l --interface eth0");
        check("<ip address='172.17.2.0' prefix='24'/>", "--address 172.17.2.0 --netmask 24");
        check("<portForward proto='udp'/>", "--udp-ports all");
        check(
            "<portForward proto='tcp' address='1.2.3.4' dev='e'><range start='80' to='8080'/></portForward>",
            "--tcp-ports 1.2.3.4%e/80:8080",
        );
        check(
            "<portForward proto='tcp'><range start='5' end='7' to='15'/><range start='6' exclude='yes'/></portForward>",
            "--tcp-ports 5-7:15-17,~6",
        );
    }
}
