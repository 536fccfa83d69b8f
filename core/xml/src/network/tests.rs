//! Tests of network reading and writing.

use super::{Network, NetworkStatus, canonical};
use crate::{Document, Format, ParseOptions};

fn document(content: &str) -> String {
    format!("<network>\n  <name>n</name>\n{content}</network>\n")
}

fn check(content: &str, expected: &str) {
    assert_eq!(canonical(&document(content)).unwrap(), document(expected));
}

fn check_refused(content: &str, expected: &str) {
    let error = canonical(&document(content)).unwrap_err().to_string();
    assert!(error.contains(expected), "{error}");
}

#[test]
fn a_network_without_forwarding_has_a_bridge() {
    check("", "  <bridge stp='on' delay='0'/>\n");
    check("<forward mode='none'/><bridge name='b' stp='off'/>", "  <bridge name='b' stp='off' delay='0'/>\n");
}

#[test]
fn device_and_interfaces_follow_from_each_other() {
    let expected = "  <forward dev='e0' mode='bridge'>\n    <interface dev='e0'/>\n  </forward>\n";
    check("<forward dev='e0' mode='bridge'/>", expected);
    check("<forward mode='bridge'><interface dev='e0' connections='1'/></forward>", expected);
    check_refused("<forward dev='e1' mode='bridge'><interface dev='e0'/></forward>", "must match first");
    check_refused("<forward dev='e0' mode='hostdev'><pf dev='e1'/></forward>", "'dev' as well as");
}

#[test]
fn leases_have_a_unit_unless_they_last_for_ever() {
    let range = |lease: &str| {
        format!(
            "  <bridge stp='on' delay='0'/>\n  <ip address='10.0.0.1' prefix='24'>\n    <dhcp>\n      \
             <range start='10.0.0.2' end='10.0.0.9'>\n        {lease}\n      </range>\n    </dhcp>\n  </ip>\n"
        )
    };
    check(&range("<lease expiry='5'/>"), &range("<lease expiry='5' unit='minutes'/>"));
    check(&range("<lease expiry='0' unit='hours'/>"), &range("<lease expiry='0'/>"));
    check_refused(&range("<lease expiry='5' unit='seconds'/>"), "less than 2 minutes");
}

#[test]
fn what_makes_no_network_is_refused() {
    check_refused("<forward mode='nat'/>", "no IP address provided");
    check_refused("<forward mode='none'><nat ipv6='yes'/></forward>", "needs forward mode 'nat'");
    check_refused("<forward mode='vepa'/><bridge name='b'/>", "bridge name not allowed");
    check_refused("<forward mode='bridge'/><bridge name='b' stp='on'/>", "delay/stp/zone");
    check_refused("<mac address='01:00:00:00:00:00'/>", "multicast");
    check_refused("<ip address='10.0.0.1' prefix='33'/>", "invalid prefix");
    check_refused("<ip address='fd00::1' prefix='64'/>", "family 'ipv4'");
    let ranges = |range: &str| format!("<ip address='10.0.0.1' prefix='24'><dhcp>{range}</dhcp></ip>");
    check_refused(&ranges("<range start='10.0.0.0' end='10.0.0.9'/>"), "network's own address");
    check_refused(&ranges("<range start='10.0.0.9' end='10.0.0.255'/>"), "broadcast");
    check_refused(&ranges("<range start='10.0.0.9' end='10.0.1.9'/>"), "not entirely within");
    check_refused(&ranges("<host ip='10.0.0.9'/>"), "must have mac or name");
    check_refused("<route address='10.1.0.0' prefix='16' gateway='10.0.0.2'/>", "unreachable");
    check_refused("<vlan/>", "at least one");
    check_refused("<bandwidth><inbound floor='3'/></bandwidth>", "no 'floor'");
    check_refused("<dns enable='no'><txt name='a' value='b'/></dns>", "not enabled");
}

#[test]
fn lines_for_dnsmasq_are_in_their_namespace() {
    let text = "<network xmlns:d='http://libvirt.org/schemas/network/dnsmasq/1.0'><name>n</name><forward mode='bridge'/>\
                <d:options><d:option value='a=b'/></d:options></network>";
    let written = canonical(text).unwrap();
    assert!(
        written.contains("  <dnsmasq:options>\n    <dnsmasq:option value='a=b'/>\n  </dnsmasq:options>"),
        "{written}"
    );
    assert!(written.contains("xmlns:dnsmasq='http://libvirt.org/schemas/network/dnsmasq/1.0'"), "{written}");
    assert_eq!(canonical(&written).unwrap(), written);
}

#[test]
fn reading_is_pure_and_json_loses_nothing() {
    let text = document("  <forward mode='hostdev'>\n    <address type='pci' bus='0x03'/>\n  </forward>\n");
    let network = Network::parse(&text, &ParseOptions::default().strict()).unwrap();
    assert_eq!(network.to_xml(&Format::INACTIVE), text);
    let json = serde_json::to_string(&network).unwrap();
    assert_eq!(serde_json::from_str::<Network>(&json).unwrap(), network);
}

#[test]
fn a_status_holds_the_network() {
    let text = "<networkstatus>\n  <class_id bitmap='0-2'/>\n  <floor sum='0'/>\n  <network>\n    <name>n</name>\n  \
                </network>\n</networkstatus>\n";
    let status = NetworkStatus::parse(text, &ParseOptions::status().strict()).unwrap();
    assert_eq!(status.network.name, "n");
    assert_eq!(status.to_xml(&Format::STATUS), text);
}
