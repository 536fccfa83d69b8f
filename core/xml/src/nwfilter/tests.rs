//! Tests of nwfilter reading and writing.

use super::{Filter, canonical};
use crate::{Document, ParseOptions};
use ferrovirt_error::ErrorCode;

fn document(rule: &str) -> String {
    format!(
        "<filter name='f' chain='root'>\n  <rule action='accept' direction='in' priority='500'>\n{rule}  </rule>\n</filter>\n"
    )
}

fn check(elements: &str, expected: &[&str]) {
    let expected: String = expected.iter().map(|element| format!("    {element}\n")).collect();
    assert_eq!(canonical(&document(elements)).unwrap(), document(&expected));
}

fn check_refused(elements: &str, expected: &str) {
    let error = canonical(&document(elements)).unwrap_err().to_string();
    assert!(error.contains(expected), "{error}");
}

#[test]
fn values_have_one_form() {
    check("<tcp dscp='0X03' srcportstart='0xABC'/>", &["<tcp dscp='0x3' srcportstart='0xabc'/>"]);
    check("<tcp srcipmask='255.255.0.0' srcipaddr='1.1.1.1'/>", &["<tcp srcipaddr='1.1.1.1' srcipmask='16'/>"]);
    check("<tcp-ipv6 dstipmask='ffff::' dstipaddr='FD00:0::1'/>", &["<tcp-ipv6 dstipaddr='fd00::1' dstipmask='16'/>"]);
    check(
        "<mac protocolid='2048' srcmacaddr='1:2:3:4:5:A'/>",
        &["<mac srcmacaddr='01:02:03:04:05:0a' protocolid='ipv4'/>"],
    );
    check("<arp opcode='2' gratuitous='yes'/>", &["<arp opcode='Reply' gratuitous='true'/>"]);
    check("<tcp state='related,NEW'/>", &["<tcp state='NEW,RELATED'/>"]);
    check("<tcp flags='syn,FIN/all'/>", &["<tcp flags='FIN,SYN/ALL'/>"]);
    check("<tcp flags='PSH/'/>", &["<tcp flags='PSH/NONE'/>"]);
    check("<all ipset='a.b' ipsetflags='SRC,dst'/>", &["<all ipset='a.b' ipsetflags='src,dst'/>"]);
}

#[test]
fn any_value_may_be_a_variable() {
    check("<tcp srcipaddr='$A[ @0 ] ' dscp='$B[ 2]'/>", &["<tcp srcipaddr='$A' dscp='$B[2]'/>"]);
    check_refused("<tcp srcipaddr='$A-B'/>", "Expected a variable");
    check_refused("<tcp srcipaddr='$A[1001]'/>", "Expected a variable");
    check_refused("<tcp comment='$A b'/>", "Expected a variable");
}

#[test]
fn elements_of_one_protocol_are_one_condition() {
    check("<tcp dscp='1'/><udp dscp='2'/><tcp option='3'/>", &["<tcp dscp='1' option='3'/>"]);
    check("<tcp dscp='1'/><tcp match='no' dscp='2'/>", &["<tcp match='no' dscp='2'/>"]);
    check("<tcp match='no' option='1'/><tcp dscp='2'/>", &["<tcp dscp='2'/>", "<tcp match='no' option='1'/>"]);
    check("<tcp match='no'/>", &["<tcp/>"]);
}

#[test]
fn what_refines_an_attribute_has_its_sign() {
    check(
        "<tcp match='no' srcipaddr='1.1.1.1'/><tcp srcipmask='8' dscp='1'/>",
        &["<tcp dscp='1'/>", "<tcp match='no' srcipaddr='1.1.1.1' srcipmask='8'/>"],
    );
    // As libvirt has it: what refines nothing is positive.
    check("<tcp match='no' dstportstart='22'/>", &["<tcp dstportstart='22'/>"]);
    check("<arp match='no' srcmacmask='ff:ff:ff:00:00:00'/>", &["<arp match='no' srcmacmask='ff:ff:ff:00:00:00'/>"]);
}

#[test]
fn sets_are_looked_up_by_the_sender() {
    check("<tcp ipset='a'/>", &["<tcp ipset='a' ipsetflags='src'/>"]);
    check("<tcp ipsetflags='dst'/>", &["<tcp/>"]);
    check("<all ipset='a'/>", &["<all ipset='a'/>"]);
}

#[test]
fn chains_have_their_priority() {
    let check = |attributes: &str, expected: &str| {
        assert_eq!(
            canonical(&format!("<filter name='f'{attributes}/>")).unwrap(),
            format!("<filter name='f' {expected}/>\n")
        );
    };
    check("", "chain='root'");
    check(" chain='arp-x'", "chain='arp-x' priority='-500'");
    check(" chain='arp' priority='0'", "chain='arp'");
    check(" chain='stp'", "chain='stp'");
    check(" chain='root' priority='7'", "chain='root' priority='7'");
}

#[test]
fn values_out_of_range_are_refused() {
    check_refused("<tcp dscp='64'/>", "Expected a number in range");
    check_refused("<mac protocolid='15'/>", "Expected a number in range");
    check_refused("<icmp type='256'/>", "Expected a number in range");
    check_refused("<tcp srcipaddr='fd00::1'/>", "Expected IPv4 address");
    check_refused("<tcp-ipv6 srcipmask='129'/>", "without gaps");
    check_refused("<mac srcmacmask='1:2:3:4:5:6'/>", "without gaps");
    check_refused("<ip srcportstart='5' protocol='icmp'/>", "has ports");
    let error = canonical("<filter name='f' chain='foo'/>").unwrap_err();
    assert!(error.to_string().contains("invalid chain 'foo'"), "{error}");
}

#[test]
fn reading_keeps_every_element() {
    let text = document("    <udp match='no' dscp='1'/>\n    <udp match='yes' srcportstart='$P'/>\n");
    let filter = Filter::parse(&text, &ParseOptions::default().strict()).unwrap();
    assert_eq!(filter.to_xml(&crate::Format::INACTIVE), text);
    let json = serde_json::to_string(&filter).unwrap();
    assert_eq!(serde_json::from_str::<Filter>(&json).unwrap(), filter);
}

#[test]
fn reading_keeps_what_nobody_would_store() {
    let rule = "    <tcp srcipaddr='010.1.2.3' srcipmask='255.0.0.0' dscp='0X41' comment='$A b'/>\n";
    let text = document(rule).replace("priority='500'", "priority='500' statematch='0'");
    let filter = Filter::parse(&text, &ParseOptions::default()).unwrap();
    assert_eq!(filter.to_xml(&crate::Format::INACTIVE), text);
    let json = serde_json::to_string(&filter).unwrap();
    let mut back: Filter = serde_json::from_str(&json).unwrap();
    assert_eq!(back, filter);
    // What was not read from a document has no place there.
    back.complete();
    assert_eq!(back.validate().unwrap_err().position(), None);
}

#[test]
fn what_means_nothing_is_refused_where_it_stands() {
    let text = document("    <icmp type='256'/>\n");
    let place = |error: crate::Error| (error.position().map(|position| position.line), error.code());
    let error = canonical(&text).unwrap_err();
    assert_eq!(place(error), (Some(3), ErrorCode::XmlError));
    let error = Filter::parse(&text, &ParseOptions::default().strict()).unwrap_err();
    assert_eq!(place(error), (Some(3), ErrorCode::XmlInvalidSchema));
    // Elements of other protocols than the first have no effect.
    check("<tcp/><udp dscp='64'/>", &["<tcp/>"]);
}
