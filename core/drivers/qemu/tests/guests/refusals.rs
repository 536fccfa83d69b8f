//! What cannot work: a clear error, and nothing half done.

use crate::common::*;
use ferrovirt_api::*;

/// A document that cannot be started: the error, and what it names.
fn check_start(xml: &str, code: ErrorCode, named: &str) {
    if !has_qemu() {
        return;
    }
    let root = Root::new();
    let connection = root.open();
    let error = fails(connection.create_domain_xml(xml, DomainCreateFlags::empty()));
    assert_eq!(error.code(), code, "{}", error.report());
    assert!(error.report().contains(named), "{}", error.report());
    assert!(call(connection.list_all_domains(ListAllDomainsFlags::empty())).is_empty());
    assert_eq!(root.leftovers(), Vec::<String>::new());
    assert_eq!(root.processes(), Vec::<i32>::new());
    // The same name works afterwards.
    let domain = call(connection.create_domain_xml(&guest("g", ""), DomainCreateFlags::empty()));
    call(domain.destroy());
}

#[test]
fn a_missing_disk_is_named() {
    let disk = "<disk type='file'><driver name='qemu' type='raw'/><source file='/nowhere/disk.img'/><target dev='vda' bus='virtio'/></disk>";
    check_start(&guest("g", disk), ErrorCode::SystemError, "'/nowhere/disk.img'");
}

#[test]
fn an_unknown_machine_is_named() {
    let xml = guest("g", "").replace("machine='q35'", "machine='nosuch'");
    check_start(&xml, ErrorCode::ConfigUnsupported, "'nosuch'");
}

#[test]
fn a_missing_emulator_is_named() {
    check_start(&guest("g", "<emulator>/nowhere/qemu</emulator>"), ErrorCode::SystemError, "'/nowhere/qemu'");
}

#[test]
fn an_emulator_that_is_not_executable_is_named() {
    let root = Root::new();
    let path = root.0.join("plain-file");
    std::fs::write(&path, "no program").expect("written");
    let xml = guest("g", &format!("<emulator>{}</emulator>", path.display()));
    check_start(&xml, ErrorCode::OperationFailed, "plain-file'");
}

#[test]
fn malformed_documents_are_refused_with_their_place() {
    let root = Root::new();
    let connection = root.open();
    let error = fails(connection.define_domain_xml("<domain type='qemu'>\n  <name>x</nome>\n</domain>"));
    assert_eq!(error.position().map(|position| position.line), Some(2), "{}", error.report());
}

#[test]
fn qemus_own_words_tell_why_it_died() {
    if !has_qemu() {
        return;
    }
    let root = Root::new();
    let connection = root.open();
    let xml = guest("g", "")
        .replace("<domain type='qemu'>", "<domain type='qemu' xmlns:qemu='http://libvirt.org/schemas/domain/qemu/1.0'>")
        .replace("</domain>", "<qemu:commandline><qemu:arg value='-nosuchoption'/></qemu:commandline></domain>");
    let domain = call(connection.define_domain_xml(&xml));
    let error = fails(domain.create());
    assert!(error.cause().is_some_and(|cause| cause.contains("nosuchoption")), "{}", error.report());
    assert_eq!(state(&domain).0, DomainState::Shutoff);
    assert_eq!(root.leftovers(), Vec::<String>::new());
    assert_eq!(root.processes(), Vec::<i32>::new());
}

#[test]
fn a_name_or_uuid_that_is_taken_is_refused() {
    if !has_qemu() {
        return;
    }
    let root = Root::new();
    let connection = root.open();
    let domain = call(connection.define_domain_xml(&guest("taken", "")));
    let error = fails(connection.define_domain_xml(&guest("taken", "")));
    assert_eq!(error.code(), ErrorCode::OperationFailed);
    assert!(error.message().contains("'taken'"), "{}", error.report());
    let other = guest("other", "").replace("</name>", &format!("</name><uuid>{}</uuid>", domain.uuid()));
    assert_eq!(fails(connection.define_domain_xml(&other)).code(), ErrorCode::OperationFailed);
    assert_eq!(call(connection.count_defined_domains()), 1);
    assert_eq!(fails(domain.destroy()).code(), ErrorCode::OperationInvalid);
}

#[test]
fn a_second_process_is_told_who_has_the_root() {
    let root = Root::new();
    let connection = root.open();
    // Another process would find the lock held; within this one the instance is shared.
    let again = root.open();
    assert_eq!(call(connection.uri()), call(again.uri()));
    let pid = std::fs::read_to_string(root.0.join("run/qemu/driver.pid")).expect("a lock file");
    assert_eq!(pid.trim(), std::process::id().to_string());
}

#[test]
fn a_root_that_cannot_be_written_is_named() {
    let root = Root::new();
    let path = root.0.join("file");
    std::fs::write(&path, "").expect("written");
    let uri = format!("qemu:///embed?root={}/below", path.display());
    let error = fails(Connection::open(&[&ferrovirt_driver_qemu::FACTORY], &uri, OpenOptions::default()));
    assert_eq!(error.code(), ErrorCode::SystemError);
    assert!(error.report().contains("below"), "{}", error.report());
}
