//! Which documents make a guest, and what becomes of what they leave open.

mod common;

use common::*;
use ferrovirt::*;

fn check(xml: &str, code: ErrorCode, words: &str) {
    let connection = connect();
    fails(code, words, connection.define_domain_xml(xml));
    fails(code, words, connection.create_domain_xml(xml, DomainCreateFlags::empty()));
}

#[test]
fn what_makes_no_guest_is_refused() {
    check("<domain", ErrorCode::XmlError, "");
    check("neutral", ErrorCode::XmlError, "");
    check("<!DOCTYPE x [<!ENTITY a 'b'>]><domain type='test'/>", ErrorCode::XmlError, "");
    check("<network/>", ErrorCode::XmlError, "<domain>");
    check(&xml("a/b", Uuid::new_v4()), ErrorCode::XmlError, "cannot contain '/'");
    check("<domain type='test'><memory>1</memory><os><type>hvm</type></os></domain>", ErrorCode::NoName, "name");
    check("<domain type='test'><name>x</name><os><type>hvm</type></os></domain>", ErrorCode::XmlError, "memory");
    check("<domain type='test'><name>x</name><memory>1</memory></domain>", ErrorCode::OsType, "os <type>");
    check(&xml("x", Uuid::new_v4()).replace("'test'", "'kvm'"), ErrorCode::InvalidArg, "domaintype=kvm");
    check(&xml("x", Uuid::new_v4()).replace("current='1'", "current='5'"), ErrorCode::XmlError, "5");
    let connection = connect();
    fails(ErrorCode::NoDomain, "'x'", connection.lookup_domain_by_name("x"));
}

#[test]
fn what_is_left_open_gets_a_default() {
    let connection = connect();
    let document = "<domain type='test'><name>defaults &amp; more</name><memory unit='MiB'>2</memory>\
                    <os><type>hvm</type></os></domain>";
    let guest = done(connection.define_domain_xml(document));
    assert!(!guest.uuid().is_nil());
    let info = done(guest.info());
    assert_eq!((info.max_memory, info.memory, info.vcpus), (2048, 2048, 1));
    let text = done(guest.xml_desc(DomainXmlFlags::empty()));
    for part in [
        "<name>defaults &amp; more</name>",
        "<memory unit='KiB'>2048</memory>",
        "<currentMemory unit='KiB'>2048</currentMemory>",
        "<vcpu placement='static'>1</vcpu>",
        "<type arch='i686'>hvm</type>",
        "<boot dev='hd'/>",
        "<clock offset='utc'/>",
        "<on_poweroff>destroy</on_poweroff>",
        "<on_reboot>restart</on_reboot>",
        "<on_crash>destroy</on_crash>",
    ] {
        assert!(text.contains(part), "no {part} in\n{text}");
    }
    // What the driver tells, it also takes.
    assert_eq!(done(connection.define_domain_xml(&text)), guest);
    assert_eq!(done(guest.xml_desc(DomainXmlFlags::empty())), text);
    done(guest.undefine());
}

#[test]
fn a_guest_may_stop_when_it_reboots() {
    let connection = connect();
    let document = xml("no-reboot", Uuid::new_v4()).replace("<devices>", "<on_reboot>destroy</on_reboot><devices>");
    let guest = done(connection.create_domain_xml(&document, DomainCreateFlags::empty()));
    done(guest.reboot(DomainRebootFlags::empty()));
    fails(ErrorCode::NoDomain, "no-reboot", guest.info());
}
