//! What a host says of itself.

use super::*;

#[test]
fn processors_and_memory() {
    let connection = connect();
    let map = done(connection.node_cpu_map(0));
    assert_eq!((map.total, map.online, map.map.as_slice()), (8, 3, [0b10101].as_slice()));
    let times = done(connection.node_cpu_stats(-1, 0));
    assert_eq!((&*times[0].field, times[0].value), ("user", 9_797_400_000));
    assert_eq!(done(connection.node_free_memory()), 3 << 20);
    assert_eq!(done(connection.node_cells_free_memory(0, 5)), [2 << 20, 4 << 20]);
    fails(ErrorCode::InvalidArg, "Range exceeds available cells", connection.node_cells_free_memory(2, 1));
    assert_eq!(done(connection.node_free_pages(&[4, 8, 2048], 0, 2, 0)), [7, 21, 49, 19, 45, 97]);
    let many = connection.node_free_pages(&[4, 8], 0, u32::MAX, 0);
    fails(ErrorCode::Overflow, "too many", many);
}

#[test]
fn firmware_and_security() {
    let connection = connect();
    shows(&done(connection.sysinfo(0)), "<entry name='vendor'>LENOVO</entry>");
    assert_eq!(done(connection.node_security_model()).model, "testSecurity");
}

#[test]
fn models_of_processors() {
    let connection = connect();
    assert!(done(connection.cpu_model_names("x86_64", 0)).iter().any(|name| name == "Penryn"));
    assert!(done(connection.cpu_model_names("riscv64", 0)).is_empty());
    fails(ErrorCode::InvalidArg, "cannot find architecture nope", connection.cpu_model_names("nope", 0));
    let cpu = |model: &str| format!("<cpu><arch>x86_64</arch><model>{model}</model></cpu>");
    let best = done(connection.baseline_cpu(&[cpu("Penryn"), cpu("Nehalem")], BaselineCpuFlags::empty()));
    shows(&best, ">Penryn</model>");
    let bad = ["<cpu><model>Penryn</model></cpu>".to_owned()];
    fails(ErrorCode::XmlError, "architecture", connection.baseline_cpu(&bad, BaselineCpuFlags::empty()));
}

#[test]
fn a_host_can_fail_and_take_its_time() {
    let open = |uri: &'static str| done(ferrovirt::open(uri, OpenOptions::default()));
    let connection = open("test:///default?fail=virDomainSuspend,virDomainCreate");
    let guest = done(connection.lookup_domain_by_name("test"));
    fails(ErrorCode::OperationFailed, "virDomainSuspend", guest.suspend());
    fails(ErrorCode::OperationFailed, "virDomainCreateWithFlags", guest.create());
    assert!(done(guest.is_active()));
    let slow = open("test:///default?latency=30");
    let before = std::time::Instant::now();
    done(slow.version());
    assert!(before.elapsed() >= std::time::Duration::from_millis(30));
    let timed = open("test:///default?clock=1000&latency=3000");
    let guest = done(timed.lookup_domain_by_name("test"));
    let before = std::time::Instant::now();
    assert_eq!(done(guest.info()).cpu_time, 6_000_000_000);
    done(guest.set_time(0, 0, DomainSetTimeFlags::SYNC));
    assert_eq!(done(guest.time(0)).seconds, 1009);
    assert!(before.elapsed() < std::time::Duration::from_secs(3));
    let bad = ferrovirt::open("test:///default?fail=virDomainFly", OpenOptions::default());
    fails(ErrorCode::InvalidArg, "'virDomainFly'", bad);
}
