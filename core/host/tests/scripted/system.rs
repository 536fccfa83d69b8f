//! Stated facts, the virtual clock and control groups.

use std::path::Path;
use std::time::Duration;

use ferrovirt_host::scripted::{Operation, ScriptedHost};
use ferrovirt_host::{Clock, CpuidRegisters, Host, System, TimeStampCounter, timeout};

use crate::run;

#[test]
fn facts_are_stated() {
    let host = ScriptedHost::new();
    host.facts(|facts| {
        facts.hostname = "web".to_owned();
        facts.kvm = Err(nix::libc::EACCES);
    });
    host.fail(Operation::Cpus, 1, nix::libc::EIO);
    assert_eq!(host.hostname().expect("name"), "web");
    assert_eq!(host.kvm_version().expect_err("denied").path(), Some(Path::new("/dev/kvm")));
    assert!(host.cpus().is_err());
    assert_eq!(host.cpus().expect("cpus").online.len(), 4);
    assert_eq!(host.user_name(0).expect("user").as_deref(), Some("root"));
    assert_eq!(host.home_directory(7).expect("user"), None);
}

#[test]
fn processors_are_stated() {
    let host = ScriptedHost::new();
    assert_eq!(host.cpuid(0, 0), None);
    assert!(host.time_stamp_counter().is_err());
    let registers = CpuidRegisters { eax: 1, ebx: 2, ecx: 3, edx: 4 };
    let counter = TimeStampCounter { frequency: 2_000_000_000, scaling: true };
    host.facts(|facts| {
        facts.cpuid.insert((0, 0), registers);
        facts.model_specific_registers.insert(0x10a, 1 << 40);
        facts.time_stamp_counter = Some(counter);
    });
    assert_eq!((host.cpuid(0, 0), host.cpuid(1, 0)), (Some(registers), None));
    assert_eq!(host.model_specific_register(0x10a).expect("stated"), 1 << 40);
    assert_eq!(host.model_specific_register(0xcf).expect_err("not stated").errno(), Some(nix::libc::EIO));
    assert_eq!(host.time_stamp_counter().expect("stated"), counter);
}

#[test]
fn programs_are_found() {
    let host = ScriptedHost::new();
    host.program("/bin/a", |_| {}).program("/opt/b", |_| {}).file("/usr/bin/a", "not executable");
    assert_eq!(host.find_program("a", &[]).as_deref(), Some(Path::new("/bin/a")));
    assert_eq!(host.find_program("b", &[]), None);
    assert_eq!(host.find_program("b", &[Path::new("/opt")]).as_deref(), Some(Path::new("/opt/b")));
    assert_eq!(host.find_program("/usr/bin/a", &[]), None);
}

#[test]
fn random_bytes_are_the_same_in_every_run() {
    let bytes = || {
        let (host, mut bytes) = (ScriptedHost::new(), [0; 16]);
        host.fill_random(&mut bytes).expect("random");
        bytes
    };
    assert_eq!(bytes(), bytes());
    assert_ne!(bytes(), [0; 16]);
}

#[test]
fn time_moves_when_a_test_says_so() {
    let host = ScriptedHost::new();
    run(async {
        let start = host.wall();
        let sleep = host.sleep(Duration::from_secs(10));
        host.advance(Duration::from_secs(4));
        let sleep = timeout(&host, Duration::from_secs(1), sleep);
        let (ended, ()) = tokio::join!(sleep, async { host.advance(Duration::from_secs(1)) });
        assert_eq!(ended, None);
        let late = host.sleep(Duration::from_secs(1));
        host.advance(Duration::from_secs(1));
        late.await;
        assert_eq!((host.monotonic(), host.wall()), (Duration::from_secs(6), start + Duration::from_secs(6)));
    });
}

#[test]
fn control_groups_keep_what_was_written() {
    let host = ScriptedHost::new();
    let cgroups = host.cgroups();
    let own = cgroups.own().expect("own").expect("mounted");
    let group = own.join("guest");
    assert!(cgroups.is_delegated(&own).expect("delegated"));
    assert!(cgroups.add_process(&group, 7).is_err());
    cgroups.create(&group).expect("create");
    cgroups.add_process(&group, 7).expect("add");
    cgroups.write(&group, "cpu.weight", "50").expect("write");
    assert_eq!(cgroups.read(&group, "cpu.weight").expect("read"), "50");
    assert!(cgroups.remove(&group).expect("remove"));
    assert!(!cgroups.remove(&group).expect("remove"));
}
