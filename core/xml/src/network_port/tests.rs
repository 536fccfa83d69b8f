//! Tests of network port reading and writing.

use super::{NetworkPort, canonical};
use crate::{Document, ParseOptions};

const UUID: &str = "5d744f21-ba4a-4d6e-bdb2-30a35ff3207e";

fn document(plug: &str) -> String {
    format!(
        "<networkport>\n  <owner>\n    <name>g</name>\n    <uuid>{UUID}</uuid>\n  </owner>\n  \
         <mac address='52:54:00:00:00:01'/>\n  {plug}\n</networkport>\n"
    )
}

#[test]
fn plugs_are_completed() {
    let check = |plug: &str, expected: &str| assert_eq!(canonical(&document(plug)).unwrap(), document(expected));
    check("<plug type='direct' dev='e0'/>", "<plug type='direct' dev='e0' mode='vepa'/>");
    check("<plug type='network' bridge='b'/>", "<plug type='network' bridge='b'/>");
    check(
        "<plug type='hostdev-pci'><driver name='vfio'/><address bus='3'/></plug>",
        "<plug type='hostdev-pci' managed='no'>\n    <driver name='vfio'/>\n    \
         <address domain='0x0000' bus='0x03' slot='0x00' function='0x0'/>\n  </plug>",
    );
}

#[test]
fn ports_without_an_end_are_refused() {
    let check = |text: &str, expected: &str| {
        let error = canonical(text).unwrap_err().to_string();
        assert!(error.contains(expected), "{error}");
    };
    check(&document("<plug type='bridge'/>"), "no 'bridge'");
    check(&document("<plug/>"), "Missing required attribute 'type'");
    check("<networkport/>", "owner with a name");
}

#[test]
fn json_loses_nothing() {
    let text = document("<bandwidth classID='4'><inbound average='1'/></bandwidth><plug type='network' bridge='b'/>");
    let port = NetworkPort::parse(&text, &ParseOptions::default().strict()).unwrap();
    let json = serde_json::to_string(&port).unwrap();
    assert_eq!(serde_json::from_str::<NetworkPort>(&json).unwrap(), port);
}
