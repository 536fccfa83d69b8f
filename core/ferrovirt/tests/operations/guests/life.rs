//! Guests begin, change and end.

use super::*;
use ErrorCode as E;

const CREATE: DomainCreateFlags = DomainCreateFlags::empty();

fn state(guest: &Domain) -> DomainState {
    done(guest.state(0)).state
}

/// Of lives.
pub const CASES: &[Case] = &[
    case(
        "virDomainDefineXMLFlags",
        |connection| {
            with(connection, |guest| assert!(done(guest.is_persistent()) && !done(guest.is_active())));
            let other = done(connection.define_domain_xml(&xml(connection, &fresh())));
            done(other.undefine());
        },
        E::XmlDetail,
        |connection| tried(connection.define_domain_xml("<domain type='test'>")),
    )
    .also(&["virDomainDefineXML"]),
    double(
        "virDomainCreateXML",
        |connection| {
            let guest = done(connection.create_domain_xml(&xml(connection, &fresh()), CREATE));
            assert!(done(guest.is_active()) && !done(guest.is_persistent()));
            done(guest.destroy());
            let guest = done(connection.create_linux_domain(&xml(connection, &fresh()), CREATE));
            done(guest.destroy());
        },
        E::OperationFailed,
        |connection| {
            running(connection, |guest| tried(connection.create_domain_xml(&xml(connection, &guest.name()), CREATE)))
        },
    )
    .also(&["virDomainCreateLinux"]),
    double(
        "virDomainCreateXMLWithFiles",
        |connection| {
            let files = [FileDescriptor::null().expect("a file")];
            let guest = done(connection.create_domain_xml_with_files(&xml(connection, &fresh()), &files, CREATE));
            assert!(done(guest.is_active()));
            done(guest.destroy());
        },
        E::XmlError,
        |connection| tried(connection.create_domain_xml_with_files("<x/>", &[], CREATE)),
    ),
    double(
        "virDomainCreateWithFlags",
        |connection| {
            with(connection, |guest| {
                done(guest.create_with_flags(DomainCreateFlags::PAUSED));
                assert_eq!(state(guest), DomainState::Paused);
                done(guest.destroy());
                done(guest.create());
                assert_eq!(state(guest), DomainState::Running);
            });
        },
        E::InternalError,
        |connection| running(connection, |guest| tried(guest.create())),
    )
    .also(&["virDomainCreate"]),
    double(
        "virDomainCreateWithFiles",
        |connection| {
            with(connection, |guest| {
                done(guest.create_with_files(&[FileDescriptor::null().expect("a file")], CREATE));
                assert_eq!(state(guest), DomainState::Running);
            });
        },
        E::InternalError,
        |connection| running(connection, |guest| tried(guest.create_with_files(&[], CREATE))),
    ),
    double(
        "virDomainShutdownFlags",
        |connection| {
            running(connection, |guest| {
                done(guest.shutdown_flags(DomainShutdownFlags::empty()));
                assert_eq!(state(guest), DomainState::Shutoff);
                done(guest.create());
                done(guest.shutdown());
                assert_eq!(state(guest), DomainState::Shutoff);
            });
        },
        E::OperationInvalid,
        |connection| with(connection, |guest| tried(guest.shutdown())),
    )
    .also(&["virDomainShutdown"]),
    double(
        "virDomainReboot",
        |connection| {
            running(connection, |guest| {
                done(guest.reboot(DomainRebootFlags::empty()));
                assert_eq!(state(guest), DomainState::Running);
            });
        },
        E::OperationInvalid,
        |connection| with(connection, |guest| tried(guest.reboot(DomainRebootFlags::empty()))),
    ),
    double(
        "virDomainReset",
        |connection| {
            running(connection, |guest| {
                done(guest.reset(0));
                assert_eq!(state(guest), DomainState::Running);
            });
        },
        E::NoDomain,
        |connection| tried(gone(connection).reset(0)),
    ),
    double(
        "virDomainSuspend",
        |connection| {
            running(connection, |guest| {
                done(guest.suspend());
                assert_eq!(state(guest), DomainState::Paused);
            });
        },
        E::NoDomain,
        |connection| tried(gone(connection).suspend()),
    ),
    double(
        "virDomainResume",
        |connection| {
            running(connection, |guest| {
                done(guest.suspend());
                done(guest.resume());
                assert_eq!(state(guest), DomainState::Running);
            });
        },
        E::NoDomain,
        |connection| tried(gone(connection).resume()),
    ),
    double(
        "virDomainDestroyFlags",
        |connection| {
            running(connection, |guest| {
                done(guest.destroy_flags(DomainDestroyFlags::GRACEFUL));
                done(guest.create());
                done(guest.destroy());
                assert_eq!((state(guest), guest.id()), (DomainState::Shutoff, None));
            });
        },
        E::OperationInvalid,
        |connection| with(connection, |guest| tried(guest.destroy())),
    )
    .also(&["virDomainDestroy"]),
    case(
        "virDomainUndefineFlags",
        |connection| {
            let guest = stored(connection);
            done(guest.undefine_flags(DomainUndefineFlags::empty()));
            fails(E::NoDomain, "", connection.lookup_domain_by_uuid(guest.uuid()));
            let other = stored(connection);
            done(other.undefine());
        },
        E::NoDomain,
        |connection| tried(gone(connection).undefine()),
    )
    .also(&["virDomainUndefine"]),
    case(
        "virDomainGetInfo",
        |connection| {
            with(connection, |guest| {
                let info = done(guest.info());
                assert_eq!((info.state, info.max_memory, info.vcpus), (DomainState::Shutoff, 65_536, 1));
                assert_eq!((info.memory, info.cpu_time), (65_536, 0));
            });
        },
        E::NoDomain,
        |connection| tried(gone(connection).info()),
    ),
    case(
        "virDomainGetState",
        |connection| with(connection, |guest| assert_eq!(state(guest), DomainState::Shutoff)),
        E::NoDomain,
        |connection| tried(gone(connection).state(0)),
    ),
    double(
        "virDomainGetControlInfo",
        |connection| {
            running(connection, |guest| assert_eq!(done(guest.control_info(0)).state, DomainControlState::Ok));
        },
        E::OperationInvalid,
        |connection| with(connection, |guest| tried(guest.control_info(0))),
    ),
    case(
        "virDomainGetXMLDesc",
        |connection| {
            with(connection, |guest| {
                let text = document(guest);
                shows(&text, &format!("<name>{}</name>", guest.name()));
                done(connection.define_domain_xml(&text));
                assert_eq!(document(guest), text, "what was read back says the same");
            });
        },
        E::NoDomain,
        |connection| tried(gone(connection).xml_desc(DomainXmlFlags::empty())),
    ),
    case(
        "virDomainRename",
        |connection| {
            with(connection, |guest| {
                let (old, new) = (guest.name(), fresh());
                done(guest.rename(&new, 0));
                assert_eq!(done(connection.lookup_domain_by_name(&new)).uuid(), guest.uuid());
                fails(E::NoDomain, "", connection.lookup_domain_by_name(&old));
            });
        },
        E::NoDomain,
        |connection| tried(gone(connection).rename(&fresh(), 0)),
    ),
    case(
        "virDomainGetAutostart",
        |connection| with(connection, |guest| assert!(!done(guest.autostart()))),
        E::NoDomain,
        |connection| tried(gone(connection).autostart()),
    ),
    case(
        "virDomainSetAutostart",
        |connection| {
            with(connection, |guest| {
                done(guest.set_autostart(true));
                assert!(done(guest.autostart()));
                done(guest.set_autostart(false));
                assert!(!done(guest.autostart()));
            });
        },
        E::NoDomain,
        |connection| tried(gone(connection).set_autostart(true)),
    ),
    case(
        "virDomainIsActive",
        |connection| with(connection, |guest| assert!(!done(guest.is_active()))),
        E::NoDomain,
        |connection| tried(gone(connection).is_active()),
    ),
    case(
        "virDomainIsPersistent",
        |connection| with(connection, |guest| assert!(done(guest.is_persistent()))),
        E::NoDomain,
        |connection| tried(gone(connection).is_persistent()),
    ),
    case(
        "virDomainIsUpdated",
        |connection| with(connection, |guest| assert!(!done(guest.is_updated()))),
        E::NoDomain,
        |connection| tried(gone(connection).is_updated()),
    ),
    case(
        "virDomainGetOSType",
        |connection| with(connection, |guest| assert!(!done(guest.os_type()).is_empty())),
        E::NoDomain,
        |connection| tried(gone(connection).os_type()),
    ),
    double(
        "virDomainSetLifecycleAction",
        |connection| {
            with(connection, |guest| {
                let (event, action) = (DomainLifecycleTrigger::Poweroff, DomainLifecycleAction::Restart);
                done(guest.set_lifecycle_action(event, action, CONFIG));
                shows(&document(guest), "<on_poweroff>restart</on_poweroff>");
            });
        },
        E::ConfigUnsupported,
        |connection| {
            let (event, action) = (DomainLifecycleTrigger::Poweroff, DomainLifecycleAction::CoredumpDestroy);
            with(connection, |guest| tried(guest.set_lifecycle_action(event, action, CONFIG)))
        },
    ),
    double(
        "virDomainGetMessages",
        |connection| {
            with(connection, |guest| assert!(done(guest.messages(DomainMessageTypes::empty())).is_empty()));
        },
        E::NoDomain,
        |connection| tried(gone(connection).messages(DomainMessageTypes::empty())),
    ),
    case(
        "virDomainGetMetadata",
        |connection| {
            with(connection, |guest| {
                let kind = DomainMetadataType::Title;
                done(guest.set_metadata(kind, Some("a title"), None, None, CONFIG));
                assert_eq!(done(guest.metadata(kind, None, CONFIG)), "a title");
            });
        },
        E::NoDomainMetadata,
        |connection| with(connection, |guest| tried(guest.metadata(DomainMetadataType::Title, None, CONFIG))),
    ),
    case(
        "virDomainSetMetadata",
        |connection| {
            with(connection, |guest| {
                let (kind, key, uri) = (DomainMetadataType::Element, Some("k"), Some("http://example.org/x"));
                done(guest.set_metadata(kind, Some("<a/>"), key, uri, CONFIG));
                assert_eq!(done(guest.metadata(kind, uri, CONFIG)), "<a/>");
                done(guest.set_metadata(kind, None, key, uri, CONFIG));
                fails(E::NoDomainMetadata, "", guest.metadata(kind, uri, CONFIG));
            });
        },
        E::InvalidArg,
        |connection| {
            let (kind, text) = (DomainMetadataType::Title, Some("two\nlines"));
            with(connection, |guest| tried(guest.set_metadata(kind, text, None, None, CONFIG)))
        },
    ),
];
