//! Tests of interface reading and writing.

use super::{Interface, canonical};
use crate::{Document, ParseOptions};

fn check(input: &str, expected: &str) {
    assert_eq!(canonical(input).unwrap(), expected);
}

#[test]
fn parts_follow_addresses() {
    check(
        "<interface name='br0' type='bridge'><bridge delay='0.50'><interface type='vlan' name='e0.4'>\
         <vlan tag='4'><interface name='e0'/></vlan></interface></bridge><protocol family='ipv6'><autoconf/></protocol>\
         <mtu size='0'/></interface>",
        "<interface type='bridge' name='br0'>\n  <protocol family='ipv6'>\n    <autoconf/>\n  </protocol>\n  \
         <bridge delay='0.50'>\n    <interface type='vlan' name='e0.4'>\n      <vlan tag='4'>\n        \
         <interface name='e0'/>\n      </vlan>\n    </interface>\n  </bridge>\n</interface>\n",
    );
}

#[test]
fn content_of_other_kinds_is_dropped() {
    check(
        "<interface type='ethernet' name='e0'><link/><vlan tag='3'/><mac address='AA:bb:cc:dd:ee:ff'/></interface>",
        "<interface type='ethernet' name='e0'>\n  <mac address='AA:bb:cc:dd:ee:ff'/>\n</interface>\n",
    );
}

#[test]
fn what_makes_no_interface_is_refused() {
    let check = |text: &str, expected: &str| {
        let error = canonical(text).unwrap_err().to_string();
        assert!(error.contains(expected), "{error}");
    };
    check("<interface type='vlan'/>", "'name'");
    check("<interface type='bridge' name='b'/>", "misses the bridge element");
    check("<interface type='ethernet' name='e'><protocol family='ipx'/></interface>", "'ipx'");
    let part = "<interface type='bridge' name='b'><bridge/></interface>";
    check(&format!("<interface type='bridge' name='a'><bridge>{part}</bridge></interface>"), "cannot be part of");
}

#[test]
fn json_loses_nothing() {
    let text = "<interface type='bond' name='b'><bond mode='802.3ad'><miimon freq='1'/>\
                <interface type='ethernet' name='e'/></bond></interface>";
    let interface = Interface::parse(text, &ParseOptions::default().strict()).unwrap();
    let json = serde_json::to_string(&interface).unwrap();
    assert_eq!(serde_json::from_str::<Interface>(&json).unwrap(), interface);
}
