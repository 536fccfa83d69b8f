//! Networks and their ports.

use super::*;

/// The document of a network.
pub fn xml(name: &str) -> String {
    format!(
        "<network><name>{name}</name><bridge name='b7'/><ip address='10.0.0.1' netmask='255.255.255.0'>\
         <dhcp><range start='10.0.0.2' end='10.0.0.9'/></dhcp></ip></network>"
    )
}

/// A network that is stored and does not run.
pub fn defined(connection: &Connection) -> Network {
    done(connection.define_network_xml(&xml(&fresh())))
}

/// A network that runs and is not stored.
fn running(connection: &Connection) -> Network {
    done(connection.create_network_xml(&xml(&fresh())))
}

/// Calls for a network that is stored, and removes it.
fn with_defined<T>(connection: &Connection, call: impl FnOnce(&Network) -> T) -> T {
    let network = defined(connection);
    let answer = call(&network);
    done(network.undefine());
    answer
}

/// Calls for a network that runs, and stops it.
fn with_running<T>(connection: &Connection, call: impl FnOnce(&Network) -> T) -> T {
    let network = running(connection);
    let answer = call(&network);
    done(network.destroy());
    answer
}

/// A network that was there.
fn gone(connection: &Connection) -> Network {
    let network = defined(connection);
    done(network.undefine());
    network
}

const HOST: &str = "<host mac='52:54:00:00:00:01' ip='10.0.0.3'/>";
const NO_FLAGS: NetworkUpdateFlags = NetworkUpdateFlags::empty();

/// Of networks.
pub const CASES: &[Case] = &[
    Case {
        operation: "virConnectListAllNetworks",
        good: |connection| {
            use ListAllNetworksFlags as F;
            with_defined(connection, |network| {
                let has = |flags| done(connection.list_all_networks(flags)).contains(network);
                assert!(has(F::empty()) && has(F::INACTIVE | F::PERSISTENT) && has(F::NO_AUTOSTART));
                assert!(!has(F::ACTIVE) && !has(F::INACTIVE | F::TRANSIENT) && !has(F::AUTOSTART));
                assert!(done(connection.list_defined_network_names()).contains(&network.name().to_string()));
                assert!(done(connection.count_defined_networks()) >= 1);
            });
            with_running(connection, |network| {
                assert!(done(connection.list_network_names()).contains(&network.name().to_string()));
                assert!(done(connection.count_networks()) >= 1);
            });
        },
        bad: |_| tried(closed().list_all_networks(ListAllNetworksFlags::empty())),
        code: ErrorCode::InvalidConn,
    },
    Case {
        operation: "virNetworkLookupByName",
        good: |connection| {
            with_defined(connection, |network| {
                assert_eq!(done(connection.lookup_network_by_name(&network.name())), *network);
            });
        },
        bad: |connection| tried(connection.lookup_network_by_name(&fresh())),
        code: ErrorCode::NoNetwork,
    },
    Case {
        operation: "virNetworkLookupByUUID",
        good: |connection| {
            with_defined(connection, |network| {
                assert_eq!(done(connection.lookup_network_by_uuid(network.uuid())).name(), network.name());
            });
        },
        bad: |connection| tried(connection.lookup_network_by_uuid(Uuid::new_v4())),
        code: ErrorCode::NoNetwork,
    },
    Case {
        operation: "virNetworkDefineXMLFlags",
        good: |connection| {
            with_defined(connection, |network| {
                let text = done(network.xml_desc(NetworkXmlFlags::empty()));
                holds(&text, "<bridge name='b7' stp='on' delay='0'/>");
                let again = done(connection.define_network_xml_flags(&text, NetworkDefineFlags::VALIDATE));
                assert_eq!(again, *network);
                assert_eq!(done(again.xml_desc(NetworkXmlFlags::empty())), text);
            });
        },
        bad: |connection| {
            with_defined(connection, |network| {
                // The same name with another UUID.
                tried(connection.define_network_xml(&xml(&network.name())))
            })
        },
        code: ErrorCode::OperationFailed,
    },
    Case {
        operation: "virNetworkCreateXMLFlags",
        good: |connection| {
            with_running(connection, |network| {
                assert!(done(network.is_active()) && !done(network.is_persistent()));
            });
        },
        bad: |connection| {
            with_running(connection, |network| {
                let text = done(network.xml_desc(NetworkXmlFlags::empty()));
                tried(connection.create_network_xml(&text))
            })
        },
        code: ErrorCode::OperationInvalid,
    },
    Case {
        operation: "virNetworkCreate",
        good: |connection| {
            with_defined(connection, |network| {
                done(network.create());
                assert!(done(network.is_active()) && done(network.is_persistent()));
                done(network.destroy());
                assert!(!done(network.is_active()));
            });
        },
        bad: |connection| with_running(connection, |network| tried(network.create())),
        code: ErrorCode::OperationInvalid,
    },
    Case {
        operation: "virNetworkDestroy",
        good: |connection| {
            let network = running(connection);
            done(network.destroy());
            fails(ErrorCode::NoNetwork, "", network.is_active());
        },
        bad: |connection| with_defined(connection, |network| tried(network.destroy())),
        code: ErrorCode::OperationInvalid,
    },
    Case {
        operation: "virNetworkUndefine",
        good: |connection| {
            let network = gone(connection);
            fails(ErrorCode::NoNetwork, "", connection.lookup_network_by_name(&network.name()));
        },
        bad: |connection| tried(gone(connection).undefine()),
        code: ErrorCode::NoNetwork,
    },
    Case {
        operation: "virNetworkGetXMLDesc",
        good: |connection| {
            with_defined(connection, |network| {
                done(network.create());
                let text = done(network.xml_desc(NetworkXmlFlags::empty())).replace("'b7'", "'b8'");
                done(connection.define_network_xml(&text));
                holds(&done(network.xml_desc(NetworkXmlFlags::empty())), "'b7'");
                holds(&done(network.xml_desc(NetworkXmlFlags::INACTIVE)), "'b8'");
                done(network.destroy());
                holds(&done(network.xml_desc(NetworkXmlFlags::empty())), "'b8'");
            });
        },
        bad: |connection| tried(gone(connection).xml_desc(NetworkXmlFlags::empty())),
        code: ErrorCode::NoNetwork,
    },
    Case {
        operation: "virNetworkGetBridgeName",
        good: |connection| with_defined(connection, |network| assert_eq!(done(network.bridge_name()), "b7")),
        bad: |connection| {
            let document = format!("<network><name>{}</name></network>", fresh());
            let network = done(connection.define_network_xml(&document));
            let answer = tried(network.bridge_name());
            done(network.undefine());
            answer
        },
        code: ErrorCode::InternalError,
    },
    Case {
        operation: "virNetworkGetAutostart",
        good: |connection| with_defined(connection, |network| assert!(!done(network.autostart()))),
        bad: |connection| tried(gone(connection).autostart()),
        code: ErrorCode::NoNetwork,
    },
    Case {
        operation: "virNetworkSetAutostart",
        good: |connection| {
            with_defined(connection, |network| {
                done(network.set_autostart(true));
                assert!(done(network.autostart()));
            });
        },
        bad: |connection| with_running(connection, |network| tried(network.set_autostart(true))),
        code: ErrorCode::OperationInvalid,
    },
    Case {
        operation: "virNetworkIsActive",
        good: |connection| with_defined(connection, |network| assert!(!done(network.is_active()))),
        bad: |connection| tried(gone(connection).is_active()),
        code: ErrorCode::NoNetwork,
    },
    Case {
        operation: "virNetworkIsPersistent",
        good: |connection| with_running(connection, |network| assert!(!done(network.is_persistent()))),
        bad: |connection| tried(gone(connection).is_persistent()),
        code: ErrorCode::NoNetwork,
    },
    Case {
        operation: "virNetworkUpdate",
        good: |connection| {
            with_defined(connection, |network| {
                let (command, section) = (NetworkUpdateCommand::AddLast, NetworkUpdateSection::IpDhcpHost);
                done(network.update(command, section, -1, HOST, NO_FLAGS));
                holds(&done(network.xml_desc(NetworkXmlFlags::empty())), HOST);
            });
        },
        bad: |connection| {
            with_defined(connection, |network| {
                let (command, section) = (NetworkUpdateCommand::Delete, NetworkUpdateSection::IpDhcpHost);
                tried(network.update(command, section, -1, HOST, NO_FLAGS))
            })
        },
        code: ErrorCode::OperationInvalid,
    },
    Case {
        operation: "virNetworkGetDHCPLeases",
        good: |connection| with_running(connection, |network| assert!(done(network.dhcp_leases(None, 0)).is_empty())),
        bad: |connection| with_defined(connection, |network| tried(network.dhcp_leases(None, 0))),
        code: ErrorCode::OperationInvalid,
    },
    Case {
        operation: "virNetworkGetMetadata",
        good: |connection| {
            with_defined(connection, |network| {
                let element = NetworkMetadataType::Element;
                done(network.set_metadata(element, Some("<x a='1'/>"), Some("k"), Some("urn:x"), NO_FLAGS));
                assert_eq!(done(network.metadata(element, Some("urn:x"), NO_FLAGS)), "<x a='1'/>");
            });
        },
        bad: |connection| {
            with_defined(connection, |network| tried(network.metadata(NetworkMetadataType::Title, None, NO_FLAGS)))
        },
        code: ErrorCode::NoNetworkMetadata,
    },
    Case {
        operation: "virNetworkSetMetadata",
        good: |connection| {
            with_defined(connection, |network| {
                let title = NetworkMetadataType::Title;
                done(network.set_metadata(title, Some("of mine"), None, None, NetworkUpdateFlags::AFFECT_CONFIG));
                assert_eq!(done(network.metadata(title, None, NO_FLAGS)), "of mine");
                done(network.set_metadata(title, None, None, None, NO_FLAGS));
                fails(ErrorCode::NoNetworkMetadata, "", network.metadata(title, None, NO_FLAGS));
            });
        },
        bad: |connection| {
            with_defined(connection, |network| {
                tried(network.set_metadata(NetworkMetadataType::Title, Some("two\nlines"), None, None, NO_FLAGS))
            })
        },
        code: ErrorCode::InvalidArg,
    },
];

/// The document of a port.
fn port_xml(uuid: Uuid) -> String {
    format!(
        "<networkport><uuid>{uuid}</uuid><owner><name>g</name><uuid>5d744f21-ba4a-4d6e-bdb2-30a35ff3207e</uuid></owner>\
         <mac address='52:54:00:7b:35:93'/><plug type='bridge' bridge='b7'/></networkport>"
    )
}

fn with_port<T>(connection: &Connection, call: impl FnOnce(&Network, &NetworkPort) -> T) -> T {
    with_running(connection, |network| {
        let document = port_xml(Uuid::new_v4());
        let port = done(network.create_port_xml(&document, NetworkPortCreateFlags::empty()));
        call(network, &port)
    })
}

fn with_port_gone<T>(connection: &Connection, call: impl FnOnce(&NetworkPort) -> T) -> T {
    with_port(connection, |_, port| {
        done(port.delete(0));
        call(port)
    })
}

/// Of ports.
pub const PORT_CASES: &[Case] = &[
    Case {
        operation: "virNetworkListAllPorts",
        good: |connection| {
            with_port(connection, |network, port| assert_eq!(done(network.list_all_ports(0)), [port.clone()]))
        },
        bad: |connection| tried(gone(connection).list_all_ports(0)),
        code: ErrorCode::NoNetwork,
    },
    Case {
        operation: "virNetworkPortLookupByUUID",
        good: |connection| {
            with_port(connection, |network, port| {
                assert_eq!(done(network.lookup_port_by_uuid(port.uuid())), *port);
            });
        },
        bad: |connection| with_running(connection, |network| tried(network.lookup_port_by_uuid(Uuid::new_v4()))),
        code: ErrorCode::NoNetworkPort,
    },
    Case {
        operation: "virNetworkPortCreateXML",
        good: |connection| with_port(connection, |network, port| assert_eq!(port.network(), *network)),
        bad: |connection| {
            with_port(connection, |network, port| {
                tried(network.create_port_xml(&port_xml(port.uuid()), NetworkPortCreateFlags::empty()))
            })
        },
        code: ErrorCode::NetworkPortExist,
    },
    Case {
        operation: "virNetworkPortGetXMLDesc",
        good: |connection| {
            with_port(connection, |_, port| holds(&done(port.xml_desc(0)), "<plug type='bridge' bridge='b7'/>"))
        },
        bad: |connection| with_port_gone(connection, |port| tried(port.xml_desc(0))),
        code: ErrorCode::NoNetworkPort,
    },
    Case {
        operation: "virNetworkPortDelete",
        good: |connection| {
            with_port(connection, |network, port| {
                done(port.delete(0));
                assert!(done(network.list_all_ports(0)).is_empty());
            });
        },
        bad: |connection| with_port_gone(connection, |port| tried(port.delete(0))),
        code: ErrorCode::NoNetworkPort,
    },
    Case {
        operation: "virNetworkPortGetParameters",
        good: |connection| {
            with_port(connection, |_, port| {
                assert_eq!(done(port.parameters(0)).get(NetworkPortParameters::OUTBOUND_PEAK), Some(0));
            });
        },
        bad: |connection| with_port_gone(connection, |port| tried(port.parameters(0))),
        code: ErrorCode::NoNetworkPort,
    },
    Case {
        operation: "virNetworkPortSetParameters",
        good: |connection| {
            with_port(connection, |_, port| {
                let limits = TypedParameters::new().with(NetworkPortParameters::INBOUND_AVERAGE, 128);
                done(port.set_parameters(&limits, 0));
                assert_eq!(done(port.parameters(0)).get(NetworkPortParameters::INBOUND_AVERAGE), Some(128));
            });
        },
        bad: |connection| with_port(connection, |_, port| tried(port.set_parameters(&TypedParameters::new(), 0))),
        code: ErrorCode::InvalidArg,
    },
];
