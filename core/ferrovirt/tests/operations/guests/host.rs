//! The host, and finding guests on it.

use super::*;
use ErrorCode as E;

/// Of hosts.
pub const CASES: &[Case] = &[
    case(
        "virConnectGetType",
        |connection| assert!(!done(connection.hypervisor_type()).is_empty()),
        E::InvalidConn,
        |connection| tried(closed(connection).hypervisor_type()),
    ),
    case(
        "virConnectGetVersion",
        |connection| assert!(done(connection.version()) > 0),
        E::InvalidConn,
        |connection| tried(closed(connection).version()),
    ),
    case(
        "virConnectGetLibVersion",
        |connection| assert!(done(connection.library_version()) >= 1000),
        E::InvalidConn,
        |connection| tried(closed(connection).library_version()),
    ),
    case(
        "virConnectGetHostname",
        |connection| assert!(!done(connection.hostname()).is_empty()),
        E::InvalidConn,
        |connection| tried(closed(connection).hostname()),
    ),
    case(
        "virConnectGetURI",
        |connection| assert!(done(connection.uri()).contains(":///")),
        E::InvalidConn,
        |connection| tried(closed(connection).uri()),
    ),
    case(
        "virConnectIsAlive",
        |connection| assert!(done(connection.is_alive())),
        E::InvalidConn,
        |connection| tried(closed(connection).is_alive()),
    ),
    case(
        "virConnectIsEncrypted",
        |connection| assert!(!done(connection.is_encrypted())),
        E::InvalidConn,
        |connection| tried(closed(connection).is_encrypted()),
    ),
    case(
        "virConnectIsSecure",
        |connection| assert!(done(connection.is_secure())),
        E::InvalidConn,
        |connection| tried(closed(connection).is_secure()),
    ),
    case(
        "virConnectGetMaxVcpus",
        |connection| assert!(done(connection.max_vcpus(None)) >= 1),
        E::InvalidConn,
        |connection| tried(closed(connection).max_vcpus(None)),
    ),
    case(
        "virConnectGetCapabilities",
        |connection| shows(&done(connection.capabilities()), "<capabilities>"),
        E::InvalidConn,
        |connection| tried(closed(connection).capabilities()),
    ),
    double(
        "virConnectGetDomainCapabilities",
        |connection| {
            let all = done(connection.domain_capabilities(None, None, None, None, GetDomainCapabilitiesFlags::empty()));
            shows(&all, "<domainCapabilities>");
        },
        E::InvalidArg,
        |connection| {
            let flags = GetDomainCapabilitiesFlags::empty();
            tried(connection.domain_capabilities(None, Some("nope"), None, None, flags))
        },
    ),
    case(
        "virNodeGetInfo",
        |connection| assert!(done(connection.node_info()).cpus >= 1),
        E::InvalidConn,
        |connection| tried(closed(connection).node_info()),
    ),
    double(
        "virConnectNumOfDomains",
        |connection| running(connection, |_| assert!(done(connection.count_domains()) >= 1)),
        E::InvalidConn,
        |connection| tried(closed(connection).count_domains()),
    ),
    case(
        "virConnectNumOfDefinedDomains",
        |connection| with(connection, |_| assert!(done(connection.count_defined_domains()) >= 1)),
        E::InvalidConn,
        |connection| tried(closed(connection).count_defined_domains()),
    ),
    case(
        "virConnectListAllDomains",
        |connection| {
            use ListAllDomainsFlags as F;
            with(connection, |guest| {
                let has =
                    |flags| done(connection.list_all_domains(flags)).iter().any(|domain| domain.uuid() == guest.uuid());
                assert!(has(F::empty()) && has(F::INACTIVE | F::PERSISTENT) && has(F::SHUTOFF | F::RUNNING));
                assert!(!has(F::ACTIVE) && !has(F::TRANSIENT) && !has(F::AUTOSTART) && !has(F::HAS_SNAPSHOT));
                assert!(done(connection.list_defined_domain_names()).contains(&guest.name().to_string()));
                assert!(done(connection.list_domain_ids()).iter().all(|id| guest.id() != Some(*id)));
            });
        },
        E::InvalidConn,
        |connection| tried(closed(connection).list_all_domains(ListAllDomainsFlags::empty())),
    )
    .also(&["virConnectListDomains", "virConnectListDefinedDomains"]),
    double(
        "virDomainLookupByID",
        |connection| {
            running(connection, |guest| {
                let id = guest.id().and_then(|id| i32::try_from(id).ok()).expect("active");
                assert_eq!(done(connection.lookup_domain_by_id(id)).uuid(), guest.uuid());
            });
        },
        E::NoDomain,
        |connection| tried(connection.lookup_domain_by_id(1_000_000)),
    ),
    case(
        "virDomainLookupByName",
        |connection| {
            with(connection, |guest| {
                assert_eq!(done(connection.lookup_domain_by_name(&guest.name())).uuid(), guest.uuid());
            });
        },
        E::NoDomain,
        |connection| tried(connection.lookup_domain_by_name(&fresh())),
    ),
    case(
        "virDomainLookupByUUID",
        |connection| {
            with(connection, |guest| {
                assert_eq!(done(connection.lookup_domain_by_uuid(guest.uuid())).name(), guest.name());
            });
        },
        E::NoDomain,
        |connection| tried(connection.lookup_domain_by_uuid(Uuid::new_v4())),
    ),
    case(
        "virConnectGetAllDomainStats",
        |connection| {
            with(connection, |guest| {
                let flags = GetAllDomainStatsFlags::INACTIVE;
                let all = done(connection.all_domain_stats(DomainStatsTypes::STATE, flags));
                let own = all.iter().find(|record| record.domain.uuid == guest.uuid()).expect("a record");
                let state = own.parameters.iter().find(|parameter| parameter.field == "state.state");
                assert_eq!(state.map(|state| &state.value), Some(&TypedValue::Int { value: 5 }));
            });
        },
        E::ArgumentUnsupported,
        |connection| {
            let unknown = DomainStatsTypes::from_bits_retain(1 << 30);
            tried(connection.all_domain_stats(unknown, GetAllDomainStatsFlags::ENFORCE_STATS))
        },
    ),
    case(
        "virDomainListGetStats",
        |connection| {
            with(connection, |guest| {
                let (list, groups) = ([guest.clone()], DomainStatsTypes::STATE);
                assert_eq!(done(connection.domain_stats(&list, groups, GetAllDomainStatsFlags::empty())).len(), 1);
            });
        },
        E::InvalidArg,
        |connection| tried(connection.domain_stats(&[], DomainStatsTypes::STATE, GetAllDomainStatsFlags::empty())),
    ),
    double(
        "virConnectGetSysinfo",
        |connection| shows(&done(connection.sysinfo(0)), "<sysinfo"),
        E::InvalidArg,
        |connection| tried(connection.sysinfo(1)),
    ),
    case(
        "virConnectGetCPUModelNames",
        |connection| assert!(done(connection.cpu_model_names("x86_64", 0)).iter().any(|name| name == "Penryn")),
        E::InvalidArg,
        |connection| tried(connection.cpu_model_names("nope", 0)),
    ),
    double(
        "virConnectBaselineCPU",
        |connection| {
            let cpu = ["<cpu><arch>x86_64</arch><model>Penryn</model></cpu>".to_owned()];
            shows(&done(connection.baseline_cpu(&cpu, BaselineCpuFlags::empty())), ">Penryn</model>");
        },
        E::XmlDetail,
        |connection| tried(connection.baseline_cpu(&["<cpu>".to_owned()], BaselineCpuFlags::empty())),
    ),
    case(
        "virNodeGetCPUMap",
        |connection| {
            let map = done(connection.node_cpu_map(0));
            assert!(map.online >= 1 && map.online <= map.total && map.map.len() * 8 >= map.total as usize);
        },
        E::InvalidArg,
        |connection| tried(connection.node_cpu_map(1)),
    ),
    case(
        "virNodeGetCPUStats",
        |connection| assert!(done(connection.node_cpu_stats(-1, 0)).iter().any(|number| number.field == "user")),
        E::InvalidArg,
        |connection| tried(connection.node_cpu_stats(-1, 1)),
    ),
    case(
        "virNodeGetFreeMemory",
        |connection| assert!(done(connection.node_free_memory()) > 0),
        E::InvalidConn,
        |connection| tried(closed(connection).node_free_memory()),
    ),
    case(
        "virNodeGetCellsFreeMemory",
        |connection| assert!(!done(connection.node_cells_free_memory(0, 1)).is_empty()),
        E::InvalidConn,
        |connection| tried(closed(connection).node_cells_free_memory(0, 1)),
    ),
    case(
        "virNodeGetFreePages",
        |connection| assert_eq!(done(connection.node_free_pages(&[4], 0, 1, 0)).len(), 1),
        E::InvalidArg,
        |connection| tried(connection.node_free_pages(&[], 0, 1, 0)),
    ),
    double(
        "virNodeGetSecurityModel",
        |connection| assert_eq!(done(connection.node_security_model()).model, "testSecurity"),
        E::InvalidConn,
        |connection| tried(closed(connection).node_security_model()),
    ),
];
