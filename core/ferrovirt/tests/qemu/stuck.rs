//! A QEMU that is stopped disturbs nobody: reads of its guest and everything on other guests go on, and the call that
//! needs it ends by its deadline.

use std::process::Command;
use std::time::{Duration, Instant};

use crate::guests::{Root, idle_document, must, qemu, within};
use ferrovirt::blocking::wait;
use ferrovirt::{DomainState, DomainStatsTypes, DomainXmlFlags, ErrorCode, GetAllDomainStatsFlags};

fn signal(pid: u32, name: &str) {
    let status = Command::new("kill").args([name, &pid.to_string()]).status().expect("kill runs");
    assert!(status.success());
}

#[test]
fn a_stopped_qemu_blocks_neither_reads_nor_others() {
    if qemu().is_none() {
        return;
    }
    let root = Root::new();
    let connection = root.open();
    let stuck = must(connection.define_domain_xml(&idle_document("stuck")));
    must(stuck.create());
    let pid = root.processes()[0];
    let other = must(connection.define_domain_xml(&idle_document("other")));
    must(other.create());
    signal(pid, "-STOP");

    let deadline = Instant::now() + Duration::from_millis(500);
    let error = wait(stuck.suspend(), Some(deadline)).expect_err("nobody answers");
    assert_eq!(error.code(), ErrorCode::OperationTimeout, "{error}");

    // With a call in progress on the stuck guest, too.
    std::thread::scope(|scope| {
        let call = scope.spawn(|| wait(stuck.resume(), within()));
        let mut slowest = Duration::ZERO;
        let mut timed = |what: &dyn Fn()| {
            let begin = Instant::now();
            what();
            slowest = slowest.max(begin.elapsed());
        };
        timed(&|| assert_eq!(must(stuck.info()).state, DomainState::Running));
        timed(&|| drop(must(stuck.xml_desc(DomainXmlFlags::empty()))));
        timed(&|| assert!(must(stuck.is_active())));
        timed(&|| assert_eq!(must(connection.list_all_domains(Default::default())).len(), 2));
        timed(&|| must(other.suspend()));
        timed(&|| must(other.resume()));
        timed(&|| assert_eq!(must(other.info()).state, DomainState::Running));
        // Bulk statistics give what is known.
        let flags = GetAllDomainStatsFlags::NOWAIT;
        timed(&|| assert_eq!(must(connection.all_domain_stats(DomainStatsTypes::empty(), flags)).len(), 2));
        println!("slowest read or call on another guest: {slowest:?}");
        assert!(!call.is_finished(), "the stuck call still waits while the others have answered");
        signal(pid, "-CONT");
        call.join().expect("no panic").expect("QEMU answers again");
    });
    must(stuck.destroy());
    must(other.destroy());
    assert_eq!(root.wait_for_processes(0), Vec::<u32>::new());
}
