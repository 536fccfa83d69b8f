//! The life of a guest, with a real QEMU.

use crate::common::*;
use ferrovirt_api::*;
use std::time::{Duration, Instant};

/// Shorter than a stuck monitor keeps its caller waiting, and far above what is normal: only a hang reaches it.
const HANG: Duration = Duration::from_secs(20);

#[test]
fn a_guest_starts_pauses_goes_on_and_ends() {
    if !has_qemu() {
        return;
    }
    let root = Root::new();
    let connection = root.open();
    let events = connection.subscribe(EventFilter::default(), 64).expect("open");
    let domain = call(connection.define_domain_xml(&guest("a", "<serial type='pty'/>")));
    assert_eq!(state(&domain), (DomainState::Shutoff, 0));
    call(domain.create());
    assert_eq!(state(&domain), (DomainState::Running, DomainRunningReason::Booted.number()));
    assert_eq!(domain.id(), Some(1));
    assert!(call(domain.xml_desc(DomainXmlFlags::empty())).contains("/dev/pts/"));
    assert!(!call(domain.xml_desc(DomainXmlFlags::INACTIVE)).contains("/dev/pts/"));
    call(domain.suspend());
    assert_eq!(state(&domain), (DomainState::Paused, DomainPausedReason::User.number()));
    call(domain.resume());
    assert_eq!(state(&domain), (DomainState::Running, DomainRunningReason::Unpaused.number()));
    assert!(call(domain.info()).cpu_time > 0);
    call(domain.destroy());
    assert_eq!(state(&domain), (DomainState::Shutoff, DomainShutoffReason::Destroyed.number()));
    call(domain.undefine());
    assert_eq!(fails(connection.lookup_domain_by_name("a")).code(), ErrorCode::NoDomain);
    use DomainEventType as E;
    let expected = [
        (E::Defined, 0),
        (E::Resumed, 0),
        (E::Started, 0),
        (E::Suspended, 0),
        (E::Resumed, 0),
        (E::Shutdown, 2),
        (E::Stopped, 1),
        (E::Undefined, 0),
    ];
    assert_eq!(steps(&events), expected);
    assert_eq!(root.leftovers(), Vec::<String>::new());
    assert_eq!(root.processes(), Vec::<i32>::new());
}

#[test]
fn a_transient_guest_vanishes_with_its_process() {
    if !has_qemu() {
        return;
    }
    let root = Root::new();
    let connection = root.open();
    let domain = call(connection.create_domain_xml(&guest("t", ""), DomainCreateFlags::PAUSED));
    assert_eq!(state(&domain), (DomainState::Paused, DomainPausedReason::User.number()));
    assert!(!call(domain.is_persistent()));
    let events = connection.subscribe(EventFilter::default(), 64).expect("open");
    let pid = root.processes()[0];
    std::process::Command::new("kill").args(["-9", &pid.to_string()]).status().expect("kill");
    until("the guest is gone", || call(connection.list_all_domains(ListAllDomainsFlags::empty())).is_empty());
    let failed = DomainEventStoppedDetail::Failed.number();
    assert_eq!(steps(&events), [(DomainEventType::Stopped, failed)]);
    assert_eq!(root.leftovers(), Vec::<String>::new());
}

#[test]
fn a_stopped_qemu_delays_nobody_and_can_be_destroyed() {
    if !has_qemu() {
        return;
    }
    let root = Root::new();
    let connection = root.open();
    let stuck = call(connection.create_domain_xml(&guest("stuck", ""), DomainCreateFlags::empty()));
    let pid = root.processes()[0];
    let other = call(connection.create_domain_xml(&guest("other", ""), DomainCreateFlags::empty()));
    std::process::Command::new("kill").args(["-STOP", &pid.to_string()]).status().expect("kill");
    let began = Instant::now();
    let late = blocking::wait(stuck.suspend(), Some(began + Duration::from_millis(300))).expect_err("stuck");
    assert_eq!(late.code(), ErrorCode::OperationTimeout);
    assert!(began.elapsed() < HANG, "{:?}", began.elapsed());
    let began = Instant::now();
    assert_eq!(state(&stuck).0, DomainState::Running);
    call(stuck.info());
    call(stuck.xml_desc(DomainXmlFlags::empty()));
    call(connection.list_all_domains(ListAllDomainsFlags::ACTIVE));
    assert_eq!(call(stuck.control_info(0)).state, DomainControlState::Job);
    call(other.suspend());
    call(other.resume());
    assert!(began.elapsed() < HANG, "{:?}", began.elapsed());
    let began = Instant::now();
    let groups = DomainStatsTypes::STATE | DomainStatsTypes::BALLOON;
    let all = call(connection.all_domain_stats(groups, GetAllDomainStatsFlags::empty()));
    assert_eq!(all.len(), 2);
    assert!(began.elapsed() < HANG, "{:?}", began.elapsed());
    call(stuck.destroy());
    call(other.destroy());
    assert_eq!(root.leftovers(), Vec::<String>::new());
}

#[test]
fn another_connection_finds_the_guests_of_one_that_is_gone() {
    if !has_qemu() {
        return;
    }
    let root = Root::new();
    let first = root.open();
    let domain = call(first.define_domain_xml(&guest(
        "a",
        "<channel type='unix'><target type='virtio' name='org.qemu.guest_agent.0'/></channel>",
    )));
    call(domain.create());
    call(domain.suspend());
    let uuid = domain.uuid();
    let gone = call(first.create_domain_xml(&guest("gone", ""), DomainCreateFlags::empty()));
    let pids = root.processes();
    drop((domain, gone));
    first.close();
    drop(first);
    // The last tasks of the first one may still be at work; an end that they see is not found by the next.
    root.wait_until_nobody_has_it();
    std::process::Command::new("kill")
        .args(["-9", &pids.iter().max().expect("two").to_string()])
        .status()
        .expect("kill");
    // A process that is still on its way out would be taken over, and its end told to nobody in particular.
    while std::path::Path::new(&format!("/proc/{}", pids.iter().max().expect("two"))).exists() {
        std::thread::sleep(Duration::from_millis(2));
    }
    let second = root.open();
    let domain = call(second.lookup_domain_by_uuid(uuid));
    assert_eq!(state(&domain), (DomainState::Paused, DomainPausedReason::User.number()));
    assert!(call(domain.is_persistent()));
    let events = second.subscribe(EventFilter::default(), 64).expect("open");
    call(domain.resume());
    call(domain.destroy());
    let steps = steps(&events);
    assert!(
        steps.iter().any(|step| *step == (DomainEventType::Stopped, DomainEventStoppedDetail::Failed.number())),
        "{steps:?}"
    );
    assert_eq!(root.leftovers(), Vec::<String>::new());
}

#[test]
fn a_call_that_was_given_up_before_its_turn_is_never_carried_out() {
    if !has_qemu() {
        return;
    }
    let root = Root::new();
    let connection = root.open();
    let domain = call(connection.define_domain_xml(&guest("a", "")));
    call(domain.create());
    let pid = root.processes()[0].to_string();
    let signal =
        |name: &str| assert!(std::process::Command::new("kill").args([name, &pid]).status().expect("kill").success());
    signal("-STOP");
    let soon = || Some(Instant::now() + Duration::from_millis(100));
    // The first call has begun and goes on; the second waits for its turn.
    assert!(blocking::wait(domain.suspend(), soon()).is_err());
    assert!(blocking::wait(domain.set_autostart(true), soon()).is_err());
    signal("-CONT");
    until("the guest is paused", || state(&domain).0 == DomainState::Paused);
    call(domain.resume());
    assert!(!call(domain.autostart()));
    call(domain.destroy());
}

#[test]
fn a_guest_that_starts_with_the_host_does_so_once_after_each_boot() {
    if !has_qemu() {
        return;
    }
    let root = Root::new();
    let connection = root.open();
    let domain = call(connection.define_domain_xml(&guest("a", "")));
    call(domain.set_autostart(true));
    let uuid = domain.uuid();
    let reopen = |connection: Connection, domain: Domain| {
        drop(domain);
        connection.close();
        drop(connection);
        root.wait_until_nobody_has_it();
        let connection = root.open();
        let domain = call(connection.lookup_domain_by_uuid(uuid));
        (connection, domain)
    };
    let (connection, domain) = reopen(connection, domain);
    assert!(!call(domain.is_active()), "the host has not booted in between");

    // As after a boot: the mark is another boot's.
    std::fs::write(root.0.join("run/qemu/autostarted"), "another boot").expect("the mark");
    let (_connection, domain) = reopen(connection, domain);
    let end = std::time::Instant::now() + Duration::from_secs(60);
    while state(&domain).0 != DomainState::Running {
        assert!(std::time::Instant::now() < end, "it does not start");
        std::thread::sleep(Duration::from_millis(10));
    }
    call(domain.destroy());
    assert_eq!(root.leftovers(), Vec::<String>::new());
}
