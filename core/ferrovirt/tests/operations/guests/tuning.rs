//! Limits: what is set is told.

use super::*;
use ErrorCode as E;

fn one<T: ferrovirt::parameters::ParameterType>(parameter: Parameter<T>, value: T) -> TypedParameters {
    TypedParameters::new().with(parameter, value)
}

/// Of limits.
pub const CASES: &[Case] = &[
    double(
        "virDomainGetMemoryParameters",
        |connection| {
            let limit = DomainMemoryParameters::HARD_LIMIT;
            with(connection, |guest| assert!(done(guest.memory_parameters(CONFIG)).get(limit).is_some()));
        },
        E::OperationInvalid,
        |connection| with(connection, |guest| tried(guest.memory_parameters(DomainModificationImpact::LIVE))),
    ),
    double(
        "virDomainSetMemoryParameters",
        |connection| {
            let limit = DomainMemoryParameters::SOFT_LIMIT;
            with(connection, |guest| {
                done(guest.set_memory_parameters(&one(limit, 500), CONFIG));
                assert_eq!(done(guest.memory_parameters(CONFIG)).get(limit), Some(500));
            });
        },
        E::ArgumentUnsupported,
        |connection| {
            let unknown = one(Parameter::<u64>::new("nope"), 1);
            with(connection, |guest| tried(guest.set_memory_parameters(&unknown, CONFIG)))
        },
    ),
    double(
        "virDomainGetNumaParameters",
        |connection| {
            let nodes = DomainNumaParameters::NODESET;
            with(connection, |guest| assert!(done(guest.numa_parameters(CONFIG)).get(nodes).is_some()));
        },
        E::NoDomain,
        |connection| tried(gone(connection).numa_parameters(CONFIG)),
    ),
    double(
        "virDomainSetNumaParameters",
        |connection| {
            use DomainNumaParameters as P;
            with(connection, |guest| {
                done(guest.set_numa_parameters(&one(P::MODE, 2).with(P::NODESET, "0-1".into()), CONFIG));
                assert_eq!(done(guest.numa_parameters(CONFIG)).get(P::MODE), Some(2));
            });
        },
        E::InvalidArg,
        |connection| {
            let mode = one(DomainNumaParameters::MODE, 9);
            with(connection, |guest| tried(guest.set_numa_parameters(&mode, CONFIG)))
        },
    ),
    double(
        "virDomainGetBlkioParameters",
        |connection| {
            let weight = DomainBlkioParameters::WEIGHT;
            with(connection, |guest| assert!(done(guest.blkio_parameters(CONFIG)).get(weight).is_some()));
        },
        E::NoDomain,
        |connection| tried(gone(connection).blkio_parameters(CONFIG)),
    ),
    double(
        "virDomainSetBlkioParameters",
        |connection| {
            let weight = DomainBlkioParameters::WEIGHT;
            with(connection, |guest| {
                done(guest.set_blkio_parameters(&one(weight, 500), CONFIG));
                assert_eq!(done(guest.blkio_parameters(CONFIG)).get(weight), Some(500));
            });
        },
        E::InvalidArg,
        |connection| {
            let bad = one(DomainBlkioParameters::DEVICE_WEIGHT, "/dev/sda".to_owned());
            with(connection, |guest| tried(guest.set_blkio_parameters(&bad, CONFIG)))
        },
    ),
    double(
        "virDomainGetInterfaceParameters",
        |connection| {
            let average = DomainInterfaceParameters::INBOUND_AVERAGE;
            running(connection, |guest| {
                assert_eq!(done(guest.interface_parameters("testnet0", NOW)).get(average), Some(0));
            });
        },
        E::InvalidArg,
        |connection| running(connection, |guest| tried(guest.interface_parameters("x", NOW))),
    ),
    double(
        "virDomainSetInterfaceParameters",
        |connection| {
            let average = DomainInterfaceParameters::INBOUND_AVERAGE;
            running(connection, |guest| {
                done(guest.set_interface_parameters("testnet0", &one(average, 100), NOW));
                assert_eq!(done(guest.interface_parameters("testnet0", NOW)).get(average), Some(100));
            });
        },
        E::InvalidArg,
        |connection| {
            let limits = one(DomainInterfaceParameters::INBOUND_AVERAGE, 100);
            running(connection, |guest| tried(guest.set_interface_parameters("x", &limits, NOW)))
        },
    ),
    double(
        "virDomainGetPerfEvents",
        |connection| {
            with(connection, |guest| {
                assert_eq!(done(guest.perf_events(CONFIG)).get(DomainPerfParameters::CMT), Some(false));
            });
        },
        E::NoDomain,
        |connection| tried(gone(connection).perf_events(CONFIG)),
    ),
    double(
        "virDomainSetPerfEvents",
        |connection| {
            let counter = DomainPerfParameters::CMT;
            with(connection, |guest| {
                done(guest.set_perf_events(&one(counter, true), CONFIG));
                assert_eq!(done(guest.perf_events(CONFIG)).get(counter), Some(true));
            });
        },
        E::ArgumentUnsupported,
        |connection| {
            let unknown = one(Parameter::<bool>::new("cycles"), true);
            with(connection, |guest| tried(guest.set_perf_events(&unknown, CONFIG)))
        },
    ),
    double(
        "virDomainSetMemoryStatsPeriod",
        |connection| {
            with(connection, |guest| {
                done(guest.attach_device_flags("<memballoon model='virtio'/>", DomainDeviceModifyFlags::CONFIG));
                done(guest.set_memory_stats_period(5, CONFIG));
                shows(&document(guest), "<stats period='5'/>");
            });
        },
        E::OperationInvalid,
        |connection| running(connection, |guest| tried(guest.set_memory_stats_period(5, NOW))),
    ),
    double(
        "virDomainGetBlockIoTune",
        |connection| {
            let limit = DomainBlockIoTuneParameters::TOTAL_BYTES_SEC;
            running(connection, |guest| assert_eq!(done(guest.block_io_tune(Some("vda"), NOW)).get(limit), Some(0)));
        },
        E::InvalidArg,
        |connection| running(connection, |guest| tried(guest.block_io_tune(Some("xxx"), NOW))),
    ),
    double(
        "virDomainSetBlockIoTune",
        |connection| {
            use DomainBlockIoTuneParameters as P;
            let limit = P::TOTAL_BYTES_SEC;
            running(connection, |guest| {
                done(guest.set_block_io_tune("vda", &one(limit, 5).with(P::TOTAL_BYTES_SEC_MAX, 10), NOW));
                assert_eq!(done(guest.block_io_tune(Some("vda"), NOW)).get(limit), Some(5));
            });
        },
        E::InvalidArg,
        |connection| {
            let limits = one(DomainBlockIoTuneParameters::TOTAL_BYTES_SEC, 5);
            running(connection, |guest| tried(guest.set_block_io_tune("xxx", &limits, NOW)))
        },
    ),
];
