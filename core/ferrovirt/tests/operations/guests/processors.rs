//! Virtual processors, the emulator's threads, and I/O threads.

use super::*;
use ErrorCode as E;

/// Of processors.
pub const CASES: &[Case] = &[
    double(
        "virDomainGetVcpusFlags",
        |connection| {
            with(connection, |guest| {
                assert_eq!(done(guest.vcpus_flags(DomainVcpuFlags::CONFIG)), 1);
                assert_eq!(done(guest.vcpus_flags(DomainVcpuFlags::CONFIG | DomainVcpuFlags::MAXIMUM)), 4);
            });
            running(connection, |guest| assert_eq!(done(guest.max_vcpus()), 4));
        },
        E::OperationInvalid,
        |connection| with(connection, |guest| tried(guest.vcpus_flags(DomainVcpuFlags::LIVE))),
    )
    .also(&["virDomainGetMaxVcpus"]),
    double(
        "virDomainSetVcpusFlags",
        |connection| {
            with(connection, |guest| {
                done(guest.set_vcpus_flags(3, DomainVcpuFlags::CONFIG));
                assert_eq!(done(guest.vcpus_flags(DomainVcpuFlags::CONFIG)), 3);
            });
            running(connection, |guest| done(guest.set_vcpus(2)));
        },
        E::InvalidArg,
        |connection| running(connection, |guest| tried(guest.set_vcpus(5))),
    )
    .also(&["virDomainSetVcpus"]),
    double(
        "virDomainGetVcpus",
        |connection| running(connection, |guest| assert_eq!(done(guest.vcpus()).len(), 1)),
        E::OperationInvalid,
        |connection| with(connection, |guest| tried(guest.vcpus())),
    ),
    double(
        "virDomainPinVcpuFlags",
        |connection| {
            running(connection, |guest| {
                done(guest.pin_vcpu_flags(0, &[1], NOW));
                done(guest.pin_vcpu(0, &[2]));
                assert_eq!(done(guest.vcpu_pin_info(NOW))[0][0] & 0b111, 2);
            });
        },
        E::InvalidArg,
        |connection| running(connection, |guest| tried(guest.pin_vcpu_flags(9, &[1], NOW))),
    )
    .also(&["virDomainPinVcpu"]),
    double(
        "virDomainGetVcpuPinInfo",
        |connection| running(connection, |guest| assert!(!done(guest.vcpu_pin_info(NOW)).is_empty())),
        E::NoDomain,
        |connection| tried(gone(connection).vcpu_pin_info(NOW)),
    ),
    double(
        "virDomainPinEmulator",
        |connection| {
            running(connection, |guest| {
                done(guest.pin_emulator(&[1], NOW));
                assert_eq!(done(guest.emulator_pin_info(NOW))[0], 1);
            });
        },
        E::NoDomain,
        |connection| tried(gone(connection).pin_emulator(&[1], NOW)),
    ),
    double(
        "virDomainGetEmulatorPinInfo",
        |connection| running(connection, |guest| assert!(!done(guest.emulator_pin_info(NOW)).is_empty())),
        E::NoDomain,
        |connection| tried(gone(connection).emulator_pin_info(NOW)),
    ),
    double(
        "virDomainGetIOThreadInfo",
        |connection| {
            running(connection, |guest| {
                done(guest.add_io_thread(1, NOW));
                assert_eq!(done(guest.io_thread_info(NOW)).len(), 1);
            });
        },
        E::NoDomain,
        |connection| tried(gone(connection).io_thread_info(NOW)),
    ),
    double(
        "virDomainPinIOThread",
        |connection| {
            running(connection, |guest| {
                done(guest.add_io_thread(1, NOW));
                done(guest.pin_io_thread(1, &[1], NOW));
                assert_eq!(done(guest.io_thread_info(NOW))[0].cpu_map[0], 1);
            });
        },
        E::InvalidArg,
        |connection| running(connection, |guest| tried(guest.pin_io_thread(9, &[1], NOW))),
    ),
    double(
        "virDomainAddIOThread",
        |connection| {
            with(connection, |guest| {
                done(guest.add_io_thread(4, CONFIG));
                assert_eq!(done(guest.io_thread_info(CONFIG))[0].id, 4);
            });
        },
        E::InvalidArg,
        |connection| {
            with(connection, |guest| {
                done(guest.add_io_thread(4, CONFIG));
                tried(guest.add_io_thread(4, CONFIG))
            })
        },
    ),
    double(
        "virDomainDelIOThread",
        |connection| {
            with(connection, |guest| {
                done(guest.add_io_thread(4, CONFIG));
                done(guest.delete_io_thread(4, CONFIG));
                assert!(done(guest.io_thread_info(CONFIG)).is_empty());
            });
        },
        E::InvalidArg,
        |connection| with(connection, |guest| tried(guest.delete_io_thread(4, CONFIG))),
    ),
    double(
        "virDomainSetIOThreadParams",
        |connection| {
            use DomainIoThreadParameters as P;
            running(connection, |guest| {
                done(guest.add_io_thread(4, NOW));
                let poll = TypedParameters::new().with(P::POLL_MAX_NS, 100);
                done(guest.set_io_thread_parameters(4, &poll, DomainModificationImpact::LIVE));
                let groups = DomainStatsTypes::IOTHREAD;
                let all = done(connection.domain_stats(&[guest.clone()], groups, GetAllDomainStatsFlags::empty()));
                let poll = all[0].parameters.iter().find(|parameter| parameter.field == "iothread.4.poll-max-ns");
                assert_eq!(poll.map(|poll| &poll.value), Some(&TypedValue::UnsignedLong { value: 100 }));
            });
        },
        E::InvalidArg,
        |connection| {
            let poll = TypedParameters::new().with(DomainIoThreadParameters::POLL_MAX_NS, 100);
            running(connection, |guest| tried(guest.set_io_thread_parameters(9, &poll, DomainModificationImpact::LIVE)))
        },
    ),
    double(
        "virDomainGetSchedulerType",
        |connection| with(connection, |guest| assert_eq!(done(guest.scheduler_type()).name, "fair")),
        E::NoDomain,
        |connection| tried(gone(connection).scheduler_type()),
    ),
    double(
        "virDomainGetSchedulerParametersFlags",
        |connection| {
            let weight = DomainSchedulerParameters::WEIGHT;
            with(connection, |guest| {
                assert_eq!(done(guest.scheduler_parameters_flags(NOW)).get(weight), Some(50));
                assert_eq!(done(guest.scheduler_parameters()).get(weight), Some(50));
            });
        },
        E::NoDomain,
        |connection| tried(gone(connection).scheduler_parameters_flags(NOW)),
    )
    .also(&["virDomainGetSchedulerParameters"]),
    double(
        "virDomainSetSchedulerParametersFlags",
        |connection| {
            let weight = DomainSchedulerParameters::WEIGHT;
            with(connection, |guest| {
                done(guest.set_scheduler_parameters_flags(&TypedParameters::new().with(weight, 70), NOW));
                assert_eq!(done(guest.scheduler_parameters()).get(weight), Some(70));
                done(guest.set_scheduler_parameters(&TypedParameters::new().with(weight, 80)));
                assert_eq!(done(guest.scheduler_parameters()).get(weight), Some(80));
            });
        },
        E::ArgumentUnsupported,
        |connection| {
            let other = TypedParameters::new().with(DomainSchedulerParameters::CAP, 70);
            with(connection, |guest| tried(guest.set_scheduler_parameters(&other)))
        },
    )
    .also(&["virDomainSetSchedulerParameters"]),
    double(
        "virDomainGetCPUStats",
        |connection| running(connection, |guest| assert_eq!(done(guest.cpu_stats(-1, 1, 0)).len(), 1)),
        E::OperationInvalid,
        |connection| with(connection, |guest| tried(guest.cpu_stats(-1, 1, 0))),
    ),
];
