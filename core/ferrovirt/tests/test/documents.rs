//! Which documents make a guest, and what becomes of what they leave open.

use crate::common::*;
use ferrovirt::*;

fn check(xml: &str, code: ErrorCode, words: &str) {
    let connection = connect();
    fails(code, words, connection.define_domain_xml(xml));
    fails(code, words, connection.create_domain_xml(xml, DomainCreateFlags::empty()));
}

#[test]
fn what_makes_no_guest_is_refused() {
    check("<domain", ErrorCode::XmlDetail, "");
    check("neutral", ErrorCode::XmlDetail, "");
    check("<!DOCTYPE x [<!ENTITY a 'b'>]><domain type='test'/>", ErrorCode::XmlDetail, "");
    check("<network/>", ErrorCode::XmlError, "<domain>");
    check(&xml("a/b", Uuid::new_v4()), ErrorCode::XmlError, "cannot contain '/'");
    check("<domain type='test'><memory>1</memory><os><type>hvm</type></os></domain>", ErrorCode::NoName, "name");
    check("<domain type='test'><name>x</name><os><type>hvm</type></os></domain>", ErrorCode::XmlError, "memory");
    check("<domain type='test'><name>x</name><memory>1</memory></domain>", ErrorCode::XmlError, "os <type>");
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
fn amounts_and_numbers_are_settled() {
    let connection = connect();
    let document = xml("settled", Uuid::new_v4()).replace(
        "<os>",
        "<iothreads>3</iothreads><iothreadids><iothread id='7'/></iothreadids><metadata><a:note xmlns:a='urn:a'>kept\
         </a:note></metadata><cpu><numa><cell id='0' cpus='0-1' memory='1' unit='MiB'/>\
         <cell id='1' cpus='2-3' memory='512'/></numa></cpu><os>",
    );
    let guest = done(connection.define_domain_xml(&document));
    assert_eq!(done(guest.max_memory()), 1536);
    fails(ErrorCode::OperationInvalid, "NUMA nodes", guest.set_max_memory(1));
    assert!(done(guest.xml_desc(DomainXmlFlags::empty())).contains("<a:note xmlns:a='urn:a'>kept</a:note>"));
    done(guest.create());
    let records = done(connection.all_domain_stats(DomainStatsTypes::IOTHREAD, GetAllDomainStatsFlags::ACTIVE));
    let record = records.iter().find(|record| record.domain.uuid == guest.uuid()).expect("its record");
    let fields: Vec<&str> = record.parameters.iter().map(|parameter| &*parameter.field).collect();
    for field in ["iothread.count", "iothread.7.poll-max-ns", "iothread.1.poll-grow", "iothread.2.poll-shrink"] {
        assert!(fields.contains(&field), "no {field} in {fields:?}");
    }
    done(guest.destroy());
    done(guest.undefine());
}

#[test]
fn unknown_content_is_dropped_unless_validation_is_asked_for() {
    let connection = connect();
    let document = xml("strictly", Uuid::new_v4()).replace("<os>", "<unheard-of/><os>");
    let validated = connection.define_domain_xml_flags(&document, DomainDefineFlags::VALIDATE);
    let error = fails(ErrorCode::XmlInvalidSchema, "unheard-of", validated);
    assert_eq!(error.position().map(|position| position.line), Some(1));
    fails(
        ErrorCode::XmlInvalidSchema,
        "unheard-of",
        connection.create_domain_xml(&document, DomainCreateFlags::VALIDATE),
    );
    let guest = done(connection.define_domain_xml(&document));
    assert!(!done(guest.xml_desc(DomainXmlFlags::empty())).contains("unheard-of"));
    done(guest.undefine());
}

#[test]
fn counts_that_cost_are_bounded() {
    let threads = "<iothreads>4000000000</iothreads><os>";
    check(&xml("x", Uuid::new_v4()).replace("<os>", threads), ErrorCode::ConfigUnsupported, "'1024'");
    check(&xml("x", Uuid::new_v4()).replace(">4</vcpu>", ">33</vcpu>"), ErrorCode::ConfigUnsupported, "'33'");
    let deep = "<a>".repeat(100_000);
    check(&xml("x", Uuid::new_v4()).replace("<os>", &format!("<metadata>{deep}")), ErrorCode::XmlDetail, "");
    let twice = xml("x", Uuid::new_v4()).replace("<interface", "<disk><target dev='vda'/></disk><interface");
    check(&twice, ErrorCode::XmlError, "'vda'");
}

#[test]
fn a_guest_may_stop_when_it_reboots() {
    let connection = connect();
    let document = xml("no-reboot", Uuid::new_v4()).replace("<devices>", "<on_reboot>destroy</on_reboot><devices>");
    let guest = done(connection.create_domain_xml(&document, DomainCreateFlags::empty()));
    done(guest.reboot(DomainRebootFlags::empty()));
    fails(ErrorCode::NoDomain, "no-reboot", guest.info());
}
