//! The inside of guests that run.

use super::*;
use ErrorCode as E;

fn names(names: &[&str]) -> Vec<String> {
    names.iter().map(|name| (*name).to_owned()).collect()
}

/// Of what guests tell and do.
pub const CASES: &[Case] = &[
    double(
        "virDomainGetHostname",
        |connection| {
            running(connection, |guest| {
                let name = done(guest.hostname(DomainGetHostnameFlags::empty()));
                assert_eq!(name, format!("{}host", guest.name()));
            });
        },
        E::OperationInvalid,
        |connection| with(connection, |guest| tried(guest.hostname(DomainGetHostnameFlags::empty()))),
    ),
    double(
        "virDomainGetTime",
        |connection| running(connection, |guest| assert!(done(guest.time(0)).seconds > 0)),
        E::OperationInvalid,
        |connection| with(connection, |guest| tried(guest.time(0))),
    ),
    double(
        "virDomainSetTime",
        |connection| {
            running(connection, |guest| {
                done(guest.set_time(100, 5, DomainSetTimeFlags::empty()));
                assert_eq!(done(guest.time(0)).seconds, 100);
            });
        },
        E::OperationInvalid,
        |connection| with(connection, |guest| tried(guest.set_time(1, 0, DomainSetTimeFlags::empty()))),
    ),
    double(
        "virDomainGetFSInfo",
        |connection| {
            running(connection, |guest| {
                assert!(done(guest.fs_info(0)).iter().any(|system| system.mount_point == "/"));
            });
        },
        E::OperationInvalid,
        |connection| with(connection, |guest| tried(guest.fs_info(0))),
    ),
    double(
        "virDomainFSFreeze",
        |connection| running(connection, |guest| assert_eq!(done(guest.fs_freeze(&names(&["/"]), 0)), 1)),
        E::OperationInvalid,
        |connection| running(connection, |guest| tried(guest.fs_freeze(&names(&["/nope"]), 0))),
    ),
    double(
        "virDomainFSThaw",
        |connection| {
            running(connection, |guest| {
                let frozen = done(guest.fs_freeze(&[], 0));
                assert_eq!(done(guest.fs_thaw(&[], 0)), frozen);
            });
        },
        E::OperationInvalid,
        |connection| running(connection, |guest| tried(guest.fs_thaw(&names(&["/nope"]), 0))),
    ),
    double(
        "virDomainFSTrim",
        |connection| running(connection, |guest| done(guest.fs_trim(Some("/"), 0, 0))),
        E::OperationInvalid,
        |connection| running(connection, |guest| tried(guest.fs_trim(Some("/nope"), 0, 0))),
    ),
    double(
        "virDomainSetUserPassword",
        |connection| {
            let flags = DomainSetUserPasswordFlags::empty();
            running(connection, |guest| done(guest.set_user_password("root", "secret", flags)));
        },
        E::OperationInvalid,
        |connection| {
            let flags = DomainSetUserPasswordFlags::empty();
            with(connection, |guest| tried(guest.set_user_password("root", "secret", flags)))
        },
    ),
    double(
        "virDomainInterfaceAddresses",
        |connection| {
            running(connection, |guest| {
                let all = done(guest.interface_addresses(DomainInterfaceAddressesSource::Lease, 0));
                assert_eq!((&*all[0].name, &*all[0].addresses[0].address), ("testnet0", "192.168.122.3"));
            });
        },
        E::OperationInvalid,
        |connection| {
            with(connection, |guest| tried(guest.interface_addresses(DomainInterfaceAddressesSource::Lease, 0)))
        },
    ),
    double(
        "virDomainSendProcessSignal",
        |connection| running(connection, |guest| done(guest.send_process_signal(1, DomainProcessSignal::Hup, 0))),
        E::InvalidArg,
        |connection| running(connection, |guest| tried(guest.send_process_signal(2, DomainProcessSignal::Kill, 0))),
    ),
    double(
        "virDomainInjectNMI",
        |connection| running(connection, |guest| done(guest.inject_nmi(0))),
        E::OperationInvalid,
        |connection| with(connection, |guest| tried(guest.inject_nmi(0))),
    ),
    double(
        "virDomainMemoryPeek",
        |connection| {
            running(connection, |guest| {
                assert_eq!(done(guest.memory_peek(254, 3, DomainMemoryFlags::PHYSICAL)), [254, 255, 0]);
            });
        },
        E::OperationInvalid,
        |connection| with(connection, |guest| tried(guest.memory_peek(0, 1, DomainMemoryFlags::PHYSICAL))),
    ),
    double(
        "virDomainScreenshot",
        |connection| {
            running(connection, |guest| {
                let picture = done(guest.screenshot(0, 0));
                assert!(!done(picture.image.receive_all(1 << 20)).is_empty());
            });
        },
        E::InvalidArg,
        |connection| running(connection, |guest| tried(guest.screenshot(1, 0))),
    ),
    double(
        "virDomainSendKey",
        |connection| running(connection, |guest| done(guest.send_key(KeycodeSet::Linux, 10, &[29, 56], 0))),
        E::InvalidArg,
        |connection| running(connection, |guest| tried(guest.send_key(KeycodeSet::Linux, 10, &[], 0))),
    ),
    double(
        "virDomainGetSecurityLabel",
        |connection| running(connection, |guest| assert!(done(guest.security_label()).enforcing)),
        E::NoDomain,
        |connection| tried(gone(connection).security_label()),
    ),
    double(
        "virDomainGetLaunchSecurityInfo",
        |connection| {
            running(connection, |guest| {
                fails(E::OperationUnsupported, "launch security", guest.launch_security_info(0))
            });
        },
        E::NoDomain,
        |connection| tried(gone(connection).launch_security_info(0)),
    ),
];
