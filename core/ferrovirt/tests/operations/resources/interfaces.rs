//! Interfaces of the host.

use super::*;

fn xml(name: &str, mac: &str) -> String {
    format!("<interface type='ethernet' name='{name}'><start mode='none'/><mac address='{mac}'/></interface>")
}

/// A hardware address that nothing else has.
fn fresh_mac() -> String {
    let [first, second, third, ..] = *Uuid::new_v4().as_bytes();
    format!("52:54:00:{first:02x}:{second:02x}:{third:02x}")
}

fn with_defined<T>(connection: &Connection, call: impl FnOnce(&Interface) -> T) -> T {
    let document = xml(&fresh()[..12], &fresh_mac());
    let interface = done(connection.define_interface_xml(&document, InterfaceDefineFlags::empty()));
    let answer = call(&interface);
    // Some calls remove it themselves.
    let _ = wait(interface.undefine());
    answer
}

fn gone(connection: &Connection) -> Interface {
    with_defined(connection, Interface::clone)
}

/// Of interfaces.
pub const CASES: &[Case] = &[
    Case {
        operation: "virConnectListAllInterfaces",
        good: |connection| {
            use ListAllInterfacesFlags as F;
            with_defined(connection, |interface| {
                let has = |flags| done(connection.list_all_interfaces(flags)).contains(interface);
                assert!(has(F::empty()) && has(F::INACTIVE) && has(F::INACTIVE | F::ACTIVE) && !has(F::ACTIVE));
                assert!(done(connection.list_defined_interface_names()).contains(&interface.name().to_string()));
                assert!(done(connection.count_defined_interfaces()) >= 1);
                done(interface.create(0));
                assert!(done(connection.list_interface_names()).contains(&interface.name().to_string()));
                assert!(done(connection.count_interfaces()) >= 1);
            });
        },
        bad: |_| tried(closed().list_all_interfaces(ListAllInterfacesFlags::empty())),
        code: ErrorCode::InvalidConn,
    },
    Case {
        operation: "virInterfaceLookupByName",
        good: |connection| {
            with_defined(connection, |interface| {
                assert_eq!(done(connection.lookup_interface_by_name(&interface.name())).mac(), interface.mac());
            });
        },
        bad: |connection| tried(connection.lookup_interface_by_name("nobody")),
        code: ErrorCode::NoInterface,
    },
    Case {
        operation: "virInterfaceLookupByMACString",
        good: |connection| {
            with_defined(connection, |interface| {
                let mac = interface.mac().to_ascii_uppercase();
                assert_eq!(done(connection.lookup_interface_by_mac(&mac)), *interface);
                fails(ErrorCode::NoInterface, "mac", connection.lookup_interface_by_mac("52:54:00:00:00:00"));
            });
        },
        bad: |connection| {
            with_defined(connection, |interface| {
                let document = xml(&fresh()[..12], interface.mac());
                let other = done(connection.define_interface_xml(&document, InterfaceDefineFlags::empty()));
                let answer = tried(connection.lookup_interface_by_mac(interface.mac()));
                done(other.undefine());
                answer
            })
        },
        code: ErrorCode::MultipleInterfaces,
    },
    Case {
        operation: "virInterfaceDefineXML",
        good: |connection| {
            with_defined(connection, |interface| {
                let document = xml(&interface.name(), interface.mac()).replace("none", "hotplug");
                let again = done(connection.define_interface_xml(&document, InterfaceDefineFlags::VALIDATE));
                assert_eq!(again, *interface);
                holds(&done(interface.xml_desc(InterfaceXmlFlags::empty())), "<start mode='hotplug'/>");
            });
        },
        bad: |connection| tried(connection.define_interface_xml("<interface/>", InterfaceDefineFlags::empty())),
        code: ErrorCode::XmlError,
    },
    Case {
        operation: "virInterfaceChangeBegin",
        good: |connection| {
            done(connection.begin_interface_changes(0));
            done(connection.commit_interface_changes(0));
        },
        bad: |connection| {
            done(connection.begin_interface_changes(0));
            let answer = tried(connection.begin_interface_changes(0));
            done(connection.roll_back_interface_changes(0));
            answer
        },
        code: ErrorCode::OperationInvalid,
    },
    Case {
        operation: "virInterfaceChangeCommit",
        good: |connection| {
            done(connection.begin_interface_changes(0));
            with_defined(connection, |interface| {
                done(connection.commit_interface_changes(0));
                done(interface.is_active());
            });
        },
        bad: |connection| tried(connection.commit_interface_changes(0)),
        code: ErrorCode::OperationInvalid,
    },
    Case {
        operation: "virInterfaceChangeRollback",
        good: |connection| {
            done(connection.begin_interface_changes(0));
            with_defined(connection, |interface| {
                done(connection.roll_back_interface_changes(0));
                fails(ErrorCode::NoInterface, "", interface.is_active());
            });
        },
        bad: |connection| tried(connection.roll_back_interface_changes(0)),
        code: ErrorCode::OperationInvalid,
    },
    Case {
        operation: "virInterfaceGetXMLDesc",
        good: |connection| {
            with_defined(connection, |interface| {
                done(interface.create(0));
                let changed = xml(&interface.name(), interface.mac()).replace("none", "onboot");
                done(connection.define_interface_xml(&changed, InterfaceDefineFlags::empty()));
                holds(&done(interface.xml_desc(InterfaceXmlFlags::INACTIVE)), "'onboot'");
            });
        },
        bad: |connection| tried(gone(connection).xml_desc(InterfaceXmlFlags::empty())),
        code: ErrorCode::NoInterface,
    },
    Case {
        operation: "virInterfaceCreate",
        good: |connection| {
            with_defined(connection, |interface| {
                done(interface.create(0));
                assert!(done(interface.is_active()));
            });
        },
        bad: |connection| {
            with_defined(connection, |interface| {
                done(interface.create(0));
                tried(interface.create(0))
            })
        },
        code: ErrorCode::OperationInvalid,
    },
    Case {
        operation: "virInterfaceDestroy",
        good: |connection| {
            with_defined(connection, |interface| {
                done(interface.create(0));
                done(interface.destroy(0));
                assert!(!done(interface.is_active()));
            });
        },
        bad: |connection| with_defined(connection, |interface| tried(interface.destroy(0))),
        code: ErrorCode::OperationInvalid,
    },
    Case {
        operation: "virInterfaceUndefine",
        good: |connection| {
            fails(ErrorCode::NoInterface, "", connection.lookup_interface_by_name(&gone(connection).name()));
        },
        bad: |connection| tried(gone(connection).undefine()),
        code: ErrorCode::NoInterface,
    },
    Case {
        operation: "virInterfaceIsActive",
        good: |connection| with_defined(connection, |interface| assert!(!done(interface.is_active()))),
        bad: |connection| tried(gone(connection).is_active()),
        code: ErrorCode::NoInterface,
    },
];
