//! Facts of this machine, as far as they can be checked.

use std::fs;
use std::path::Path;
use std::time::Duration;

use ferrovirt_host::timeout;

use crate::{directory, host, run};

#[test]
fn facts_are_plausible() {
    let host = host();
    let system = host.system();
    assert!(!system.hostname().expect("name").is_empty());
    assert_eq!(system.machine().expect("machine"), std::env::consts::ARCH);
    assert!(system.kernel_release().expect("release").contains('.'));
    assert!(system.page_size().is_power_of_two());
    let cpus = system.cpus().expect("cpus");
    assert!(!cpus.online.is_empty() && cpus.online.iter().all(|cpu| cpus.possible.contains(cpu)));
    let memory = system.memory().expect("memory");
    assert!(memory.total > memory.free && memory.available > 0);
    assert_eq!(system.user_name(0).expect("user").as_deref(), Some("root"));
    assert_eq!(system.user_name(3_999_999_999).expect("user"), None);
    assert_eq!(system.variable("A=B"), None);
    if let Ok(version) = system.kvm_version() {
        assert_eq!(version, 12);
    }
}

#[test]
fn the_processor_tells_of_itself() {
    let host = host();
    let system = host.system();
    match system.cpuid(0, 0) {
        Some(answer) => assert!(answer.eax >= 1 && answer.ebx != 0 && answer.ecx != 0 && answer.edx != 0),
        None => assert_ne!(std::env::consts::ARCH, "x86_64"),
    }
    // Every processor has the counter, but not everybody may use KVM; no processor has this register.
    if let Ok(counter) = system.time_stamp_counter() {
        assert!(counter.frequency > 1_000_000, "{counter:?}");
    }
    assert!(system.model_specific_register(0xffff_fff0).is_err());
}

#[test]
fn random_bytes_differ() {
    let (mut one, mut two) = ([0; 32], [0; 32]);
    host().system().fill_random(&mut one).expect("random");
    host().system().fill_random(&mut two).expect("random");
    assert_ne!(one, two);
}

#[test]
fn programs_are_found() {
    let (directory, host) = (directory(), host());
    let system = host.system();
    assert!(system.find_program("sh", &[]).is_some());
    assert_eq!(system.find_program("/bin/sh", &[]).as_deref(), Some(Path::new("/bin/sh")));
    let program = directory.path().join("ferrovirt-no-such-program");
    fs::write(&program, "").expect("write");
    let find = || system.find_program("ferrovirt-no-such-program", &[directory.path()]);
    assert_eq!(find(), None);
    host.files().set_mode(&program, 0o755).expect("mode");
    assert_eq!(find(), Some(program));
}

#[test]
fn waiting_has_a_limit() {
    run(async {
        let host = host();
        let never = std::future::pending::<()>();
        assert_eq!(timeout(host.clock(), Duration::from_millis(5), never).await, None);
        assert_eq!(timeout(host.clock(), Duration::from_secs(60), async { 7 }).await, Some(7));
        let start = host.clock().monotonic();
        host.clock().sleep(Duration::from_millis(5)).await;
        assert!(host.clock().monotonic() - start >= Duration::from_millis(5));
    });
}
