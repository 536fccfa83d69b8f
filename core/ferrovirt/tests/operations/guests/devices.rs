//! Devices, memory and processors of guests, and what they count.

use super::*;
use ErrorCode as E;

const LIVE: DomainDeviceModifyFlags = DomainDeviceModifyFlags::LIVE;
const STORED: DomainDeviceModifyFlags = DomainDeviceModifyFlags::CONFIG;
const DISK: &str =
    "<disk type='file' device='disk'><source file='/b'/><target dev='vdb' bus='virtio'/><alias name='ua-b'/></disk>";

/// Of devices.
pub const CASES: &[Case] = &[
    double(
        "virDomainAttachDeviceFlags",
        |connection| {
            running(connection, |guest| {
                done(guest.attach_device_flags(DISK, STORED));
                assert!(!document(guest).contains("vdb"));
                done(guest.attach_device(DISK));
                shows(&document(guest), "<target dev='vdb'");
            });
        },
        E::OperationFailed,
        |connection| {
            running(connection, |guest| {
                done(guest.attach_device_flags(DISK, LIVE));
                tried(guest.attach_device_flags(DISK, LIVE))
            })
        },
    )
    .also(&["virDomainAttachDevice"]),
    double(
        "virDomainDetachDeviceFlags",
        |connection| {
            running(connection, |guest| {
                done(guest.attach_device_flags(DISK, LIVE | STORED));
                done(guest.detach_device_flags(DISK, STORED));
                shows(&document(guest), "vdb");
                done(guest.detach_device(DISK));
                assert!(!document(guest).contains("vdb"));
            });
        },
        E::DeviceMissing,
        |connection| running(connection, |guest| tried(guest.detach_device_flags(DISK, LIVE))),
    )
    .also(&["virDomainDetachDevice"]),
    double(
        "virDomainDetachDeviceAlias",
        |connection| {
            running(connection, |guest| {
                done(guest.attach_device_flags(DISK, LIVE));
                done(guest.detach_device_alias("ua-b", LIVE));
                assert!(!document(guest).contains("vdb"));
            });
        },
        E::InternalError,
        |connection| running(connection, |guest| tried(guest.detach_device_alias("ua-b", LIVE))),
    ),
    double(
        "virDomainUpdateDeviceFlags",
        |connection| {
            with(connection, |guest| {
                done(guest.attach_device_flags(DISK, STORED));
                done(guest.update_device_flags(&DISK.replace("'/b'", "'/c'"), STORED));
                shows(&document(guest), "<source file='/c'/>");
            });
        },
        E::InvalidArg,
        |connection| with(connection, |guest| tried(guest.update_device_flags(DISK, STORED))),
    ),
    case(
        "virDomainGetMaxMemory",
        |connection| with(connection, |guest| assert_eq!(done(guest.max_memory()), 65_536)),
        E::NoDomain,
        |connection| tried(gone(connection).max_memory()),
    ),
    double(
        "virDomainSetMemoryFlags",
        |connection| {
            with(connection, |guest| {
                done(guest.set_memory_flags(32_768, DomainMemoryModFlags::CONFIG));
                assert_eq!(done(guest.info()).memory, 32_768);
                done(guest.set_max_memory(16_384));
                assert_eq!(done(guest.max_memory()), 16_384);
            });
            running(connection, |guest| done(guest.set_memory(1024)));
        },
        E::InvalidArg,
        |connection| running(connection, |guest| tried(guest.set_memory(65_537))),
    )
    .also(&["virDomainSetMaxMemory", "virDomainSetMemory"]),
    double(
        "virDomainMemoryStats",
        |connection| {
            running(connection, |guest| {
                let balloon = DomainMemoryStatTag::ActualBalloon;
                let all = done(guest.memory_stats(0));
                assert!(all.iter().any(|stat| stat.tag == balloon && stat.value == 65_536));
            });
        },
        E::OperationInvalid,
        |connection| with(connection, |guest| tried(guest.memory_stats(0))),
    ),
    double(
        "virDomainBlockStats",
        |connection| running(connection, |guest| assert_eq!(done(guest.block_stats("vda")).errors, 0)),
        E::InvalidArg,
        |connection| running(connection, |guest| tried(guest.block_stats("vdb"))),
    ),
    double(
        "virDomainGetBlockInfo",
        |connection| with(connection, |guest| assert!(done(guest.block_info("vda", 0)).capacity > 0)),
        E::InvalidArg,
        |connection| with(connection, |guest| tried(guest.block_info("vdb", 0))),
    ),
    double(
        "virDomainInterfaceStats",
        |connection| running(connection, |guest| assert_eq!(done(guest.interface_stats("testnet0")).receive_errors, 0)),
        E::InvalidArg,
        |connection| running(connection, |guest| tried(guest.interface_stats("eth9"))),
    ),
    double(
        "virDomainGetDiskErrors",
        |connection| running(connection, |guest| assert!(!done(guest.disk_errors(0)).is_empty())),
        E::OperationInvalid,
        |connection| with(connection, |guest| tried(guest.disk_errors(0))),
    ),
];
