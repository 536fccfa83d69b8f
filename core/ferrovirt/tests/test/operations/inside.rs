//! What a guest's agent tells and does.

use super::*;

#[test]
fn time() {
    let (_connection, guest) = running("time");
    assert_eq!(done(guest.time(0)).seconds, 627_319_920);
    done(guest.set_time(100, 5, DomainSetTimeFlags::empty()));
    let time = done(guest.time(0));
    assert_eq!((time.seconds, time.nanoseconds), (100, 5));
    done(guest.destroy());
    fails(ErrorCode::OperationInvalid, "not running", guest.time(0));
    fails(ErrorCode::OperationInvalid, "not running", guest.set_time(1, 0, DomainSetTimeFlags::empty()));
    remove(&guest);
}

#[test]
fn file_systems() {
    let (_connection, guest) = running("file-systems");
    let all: Vec<_> = done(guest.fs_info(0)).into_iter().map(|system| (system.mount_point, system.devices)).collect();
    assert_eq!(all, [("/".to_owned(), vec!["vda".to_owned()]), ("/boot".to_owned(), vec!["vda".to_owned()])]);
    let boot = ["/boot".to_owned()];
    assert_eq!(
        (done(guest.fs_freeze(&boot, 0)), done(guest.fs_freeze(&[], 0)), done(guest.fs_freeze(&[], 0))),
        (1, 1, 0)
    );
    assert_eq!((done(guest.fs_thaw(&boot, 0)), done(guest.fs_thaw(&[], 0))), (1, 1));
    let unknown = ["/nope".to_owned()];
    fails(ErrorCode::OperationInvalid, "mount point not found: /nope", guest.fs_freeze(&unknown, 0));
    fails(ErrorCode::OperationInvalid, "mount point not found: /nope", guest.fs_thaw(&unknown, 0));
    done(guest.fs_trim(Some("/"), 0, 0));
    fails(ErrorCode::OperationInvalid, "mount point not found: /x", guest.fs_trim(Some("/x"), 0, 0));
    done(guest.destroy());
    fails(ErrorCode::OperationInvalid, "not running", guest.fs_info(0));
    remove(&guest);
}

#[test]
fn what_runs_alone_can_answer() {
    use DomainInterfaceAddressesSource::Lease;
    let (_connection, guest) = running("what-runs");
    let addresses = done(guest.interface_addresses(Lease, 0));
    assert_eq!((&*addresses[0].name, &*addresses[0].addresses[0].address), ("testnet0", "192.168.122.3"));
    done(guest.set_user_password("root", "secret", DomainSetUserPasswordFlags::empty()));
    done(guest.inject_nmi(0));
    done(guest.send_process_signal(1, DomainProcessSignal::Hup, 0));
    let signal = guest.send_process_signal(2, DomainProcessSignal::Kill, 0);
    fails(ErrorCode::InvalidArg, "only sending a signal to pid 1 is supported", signal);
    assert_eq!(done(guest.memory_peek(254, 3, DomainMemoryFlags::VIRTUAL)), [254, 255, 0]);
    assert_eq!(done(guest.disk_errors(0))[0].error, DomainDiskErrorCode::Unspecified);
    assert!(done(guest.messages(DomainMessageTypes::empty())).is_empty());
    assert_eq!(done(guest.security_label()), SecurityLabel { label: "libvirt-test".into(), enforcing: true });
    fails(ErrorCode::OperationUnsupported, "launch security", guest.launch_security_info(0));
    done(guest.destroy());
    fails(ErrorCode::OperationInvalid, "not running", guest.interface_addresses(Lease, 0));
    fails(ErrorCode::OperationInvalid, "not running", guest.inject_nmi(0));
    fails(ErrorCode::OperationInvalid, "not running", guest.disk_errors(0));
    fails(ErrorCode::OperationInvalid, "not running", guest.memory_peek(0, 1, DomainMemoryFlags::PHYSICAL));
    let password = guest.set_user_password("root", "secret", DomainSetUserPasswordFlags::empty());
    fails(ErrorCode::OperationInvalid, "not running", password);
    assert!(!done(guest.security_label()).enforcing);
    remove(&guest);
}
