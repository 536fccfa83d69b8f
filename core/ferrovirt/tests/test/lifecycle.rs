//! The life of guests, step by step, with the events and errors of each step.

use crate::common::*;
use ferrovirt::*;

#[test]
fn a_stored_guest_lives_and_goes() {
    let connection = connect();
    let uuid = Uuid::new_v4();
    let events = follow(&connection, uuid);
    let guest = done(connection.define_domain_xml(&xml("whole-life", uuid)));
    done(connection.define_domain_xml(&xml("whole-life", uuid)));
    done(guest.create());
    let id = guest.id().expect("active");
    done(guest.suspend());
    assert_eq!(done(guest.info()).state, DomainState::Paused);
    done(guest.resume());
    done(guest.reboot(DomainRebootFlags::empty()));
    done(guest.set_memory(32 * 1024));
    done(guest.shutdown());
    assert_eq!(done(guest.state(0)).reason, DomainShutoffReason::Shutdown.number());
    done(guest.create());
    assert!(guest.id().expect("active") > id, "numbers are not used again");
    done(guest.destroy());
    assert_eq!(done(guest.state(0)).reason, DomainShutoffReason::Destroyed.number());
    done(guest.rename("whole-life-renamed", 0));
    done(guest.undefine());
    let expected = [
        "whole-life Defined/0 id -1".to_owned(),
        "whole-life Defined/1 id -1".to_owned(),
        format!("whole-life Started/0 id {id}"),
        format!("whole-life Suspended/0 id {id}"),
        format!("whole-life Resumed/0 id {id}"),
        "whole-life Reboot".to_owned(),
        "whole-life BalloonChange { actual: 32768 }".to_owned(),
        "whole-life Stopped/0 id -1".to_owned(),
    ];
    let told = told(&events);
    assert_eq!(told[..8], expected);
    assert!(told[8].starts_with("whole-life Started/0 id "), "{told:?}");
    let last = [
        "whole-life Stopped/1",
        "whole-life Undefined/1",
        "whole-life-renamed Defined/2",
        "whole-life-renamed Undefined/0",
    ];
    assert_eq!(told[9..], last.map(|step| format!("{step} id -1")));
    fails(ErrorCode::NoDomain, &format!("no domain with matching uuid '{uuid}' (whole-life-renamed)"), guest.info());
}

#[test]
fn a_transient_guest_goes_when_it_stops() {
    let connection = connect();
    let uuid = Uuid::new_v4();
    let events = follow(&connection, uuid);
    let guest = done(connection.create_domain_xml(&xml("transient", uuid), DomainCreateFlags::PAUSED));
    assert!(!done(guest.is_persistent()));
    assert_eq!(done(guest.state(0)).state, DomainState::Paused);
    fails(ErrorCode::OperationInvalid, "transient", guest.undefine());
    fails(ErrorCode::OperationInvalid, "transient", guest.set_autostart(true));
    fails(ErrorCode::OperationInvalid, "any persistent config", guest.set_vcpus_flags(1, DomainVcpuFlags::CONFIG));
    let document = xml("transient", uuid);
    let again = connection.create_domain_xml(&document, DomainCreateFlags::empty());
    fails(ErrorCode::OperationInvalid, "domain 'transient' is already active", again);
    let id = guest.id().expect("it runs");
    done(guest.destroy());
    assert_eq!(guest.id(), None);
    fails(
        ErrorCode::NoDomain,
        "no domain with matching name 'transient'",
        connection.lookup_domain_by_name("transient"),
    );
    let steps = [format!("Started/0 id {id}"), format!("Suspended/0 id {id}"), "Stopped/1 id -1".to_owned()];
    assert_eq!(told(&events), steps.map(|step| format!("transient {step}")));
}

#[test]
fn a_running_guest_changes_between_transient_and_stored() {
    let connection = connect();
    let uuid = Uuid::new_v4();
    let guest = done(connection.create_domain_xml(&xml("both", uuid), DomainCreateFlags::empty()));
    done(connection.define_domain_xml(&xml("both", uuid)));
    assert!(done(guest.is_persistent()));
    done(guest.set_autostart(true));
    done(guest.undefine());
    assert!(!done(guest.is_persistent()) && !done(guest.autostart()) && done(guest.is_active()));
    done(guest.destroy());
}

#[test]
fn names_and_uuids_belong_together() {
    let connection = connect();
    let guest = define(&connection, "taken");
    let other = define(&connection, "other");
    let words = format!("domain 'taken' already exists with uuid {}", guest.uuid());
    let error = fails(ErrorCode::OperationFailed, &words, connection.define_domain_xml(&xml("taken", Uuid::new_v4())));
    assert_eq!(error.domain(), ErrorDomain::Test);
    let words = format!("domain 'taken' is already defined with uuid {}", guest.uuid());
    fails(ErrorCode::OperationFailed, &words, connection.define_domain_xml(&xml("elsewhere", guest.uuid())));
    fails(ErrorCode::OperationInvalid, "domain with name 'other' already exists", guest.rename("other", 0));
    fails(ErrorCode::OperationInvalid, "to itself", guest.rename("taken", 0));
    fails(ErrorCode::XmlError, "cannot contain '/'", guest.rename("a/b", 0));
    done(guest.create());
    fails(ErrorCode::OperationInvalid, "cannot rename active domain", guest.rename("free", 0));
    done(guest.destroy());
    done(guest.undefine());
    done(other.undefine());
}

#[test]
fn what_the_state_rules_out_is_refused() {
    let connection = connect();
    let guest = define(&connection, "refusing");
    for error in [wait(guest.shutdown()), wait(guest.destroy())] {
        let error = error.expect_err("shut off");
        assert_eq!((error.code(), error.domain()), (ErrorCode::OperationInvalid, ErrorDomain::Test), "{error}");
        assert!(error.to_string().contains("domain is not running"), "{error}");
    }
    fails(ErrorCode::OperationInvalid, "domain is not running", guest.reboot(DomainRebootFlags::empty()));
    fails(ErrorCode::InternalError, "domain 'refusing' not running", guest.suspend());
    fails(ErrorCode::InternalError, "domain 'refusing' not paused", guest.resume());
    fails(ErrorCode::OperationInvalid, "domain is not running", guest.set_memory(1));
    fails(ErrorCode::OperationInvalid, "domain is not running", guest.memory_stats(0));
    done(guest.create());
    fails(ErrorCode::InternalError, "'refusing' is already running", guest.create());
    fails(ErrorCode::InternalError, "not paused", guest.resume());
    fails(ErrorCode::OperationInvalid, "on an active domain", guest.set_max_memory(1));
    fails(ErrorCode::InvalidArg, "cannot set memory higher than max memory", guest.set_memory(65 * 1024));
    fails(ErrorCode::InvalidArg, "exceeds maximum (5 > 4)", guest.set_vcpus(5));
    fails(ErrorCode::InvalidArg, "exceeds maximum supported amount (33 > 32)", guest.set_vcpus(33));
    done(guest.suspend());
    fails(ErrorCode::InternalError, "not running", guest.suspend());
    done(guest.destroy());
    done(guest.undefine());
}

#[test]
fn live_and_stored_settings_are_two_things() {
    let connection = connect();
    let guest = define(&connection, "two-documents");
    done(guest.create());
    assert!(!done(guest.is_updated()));
    done(guest.set_vcpus(3));
    assert_eq!(done(guest.vcpus_flags(DomainVcpuFlags::CONFIG)), 1);
    done(guest.set_memory_flags(16 * 1024, DomainMemoryModFlags::CONFIG));
    assert_eq!(done(guest.info()).memory, 64 * 1024);
    assert!(done(guest.is_updated()));
    let stored = done(guest.xml_desc(DomainXmlFlags::INACTIVE));
    assert!(stored.contains("<currentMemory unit='KiB'>16384</currentMemory>"), "{stored}");
    done(guest.destroy());
    let info = done(guest.info());
    assert_eq!((info.state, info.memory, info.vcpus, info.cpu_time), (DomainState::Shutoff, 16 * 1024, 1, 0));
    done(guest.set_vcpus_flags(8, DomainVcpuFlags::CONFIG | DomainVcpuFlags::MAXIMUM));
    assert_eq!(done(guest.vcpus_flags(DomainVcpuFlags::MAXIMUM)), 8);
    done(guest.set_max_memory(8 * 1024));
    assert_eq!((done(guest.max_memory()), done(guest.info()).memory), (8 * 1024, 8 * 1024));
    done(guest.undefine());
}
