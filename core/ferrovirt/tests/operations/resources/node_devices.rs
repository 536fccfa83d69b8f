//! Devices of the host.

use super::*;

/// The document of a mediated device.
const MDEV: &str = "<device><parent>computer</parent><capability type='mdev'><type id='t'/></capability></device>";

/// With a setting that it had not.
pub const CHANGED: &str = "<device><parent>computer</parent><capability type='mdev'><type id='t'/>\
                           <attr name='a' value='1'/></capability></device>";

/// A PCI device that guests may have.
const PCI: &str = "pci_0000_00_02_0";

/// A mediated device that is stored and not there.
pub fn defined(connection: &Connection) -> NodeDevice {
    done(connection.define_node_device_xml(MDEV, NodeDeviceDefineXmlFlags::empty()))
}

fn with_defined<T>(connection: &Connection, call: impl FnOnce(&NodeDevice) -> T) -> T {
    let device = defined(connection);
    let answer = call(&device);
    done(device.undefine(0));
    answer
}

fn gone(connection: &Connection) -> NodeDevice {
    with_defined(connection, NodeDevice::clone)
}

/// The document of a virtual port.
fn port_xml(parent: &str) -> String {
    let number = Uuid::new_v4().simple().to_string();
    format!(
        "<device><parent>{parent}</parent><capability type='scsi_host'><capability type='fc_host'>\
         <wwnn>{}</wwnn><wwpn>{}</wwpn></capability></capability></device>",
        &number[..16],
        &number[16..]
    )
}

fn computer(connection: &Connection) -> NodeDevice {
    done(connection.lookup_node_device_by_name("computer"))
}

fn pci(connection: &Connection) -> NodeDevice {
    done(connection.lookup_node_device_by_name(PCI))
}

/// Of devices.
pub const CASES: &[Case] = &[
    Case {
        operation: "virConnectListAllNodeDevices",
        good: |connection| {
            use ListAllNodeDevicesFlags as F;
            with_defined(connection, |device| {
                let has = |flags| done(connection.list_all_node_devices(flags)).contains(device);
                assert!(has(F::empty()) && has(F::CAP_MDEV | F::CAP_NET) && has(F::INACTIVE | F::PERSISTENT));
                assert!(!has(F::CAP_NET) && !has(F::CAP_MDEV | F::ACTIVE) && !has(F::TRANSIENT));
            });
            let hosts = done(connection.list_all_node_devices(F::CAP_VPORTS));
            assert_eq!(hosts, done(connection.list_all_node_devices(F::CAP_FC_HOST)));
        },
        bad: |_| tried(closed().list_all_node_devices(ListAllNodeDevicesFlags::empty())),
        code: ErrorCode::InvalidConn,
    },
    Case {
        operation: "virNodeListDevices",
        good: |connection| {
            assert_eq!(done(connection.list_node_device_names(Some("system"), 0)), ["computer"]);
            assert_eq!(done(connection.count_node_devices(Some("neutral"), 0)), 0);
        },
        bad: |_| tried(closed().list_node_device_names(None, 0)),
        code: ErrorCode::InvalidConn,
    },
    Case {
        operation: "virNodeDeviceLookupByName",
        good: |connection| assert_eq!(computer(connection).name().as_str(), "computer"),
        bad: |connection| tried(connection.lookup_node_device_by_name("nobody")),
        code: ErrorCode::NoNodeDevice,
    },
    Case {
        operation: "virNodeDeviceLookupSCSIHostByWWN",
        good: |connection| {
            let host = done(connection.lookup_scsi_host_by_wwn("2000000012341234", "1000000012341234", 0));
            assert_eq!(done(host.list_capabilities()), ["scsi_host"]);
        },
        bad: |connection| tried(connection.lookup_scsi_host_by_wwn("2000000012341234", "1", 0)),
        code: ErrorCode::NoNodeDevice,
    },
    Case {
        operation: "virNodeDeviceCreateXML",
        good: |connection| {
            let parent = done(connection.lookup_scsi_host_by_wwn("2000000012341234", "1000000012341234", 0)).name();
            let flags = NodeDeviceCreateXmlFlags::empty();
            let port = done(connection.create_node_device_xml(&port_xml(&parent), flags));
            assert_eq!(done(port.parent()).as_deref(), Some(parent.as_str()));
            assert!(done(port.is_active()) && !done(port.is_persistent()));
            done(port.destroy());
            fails(ErrorCode::NoNodeDevice, "", port.is_active());
        },
        bad: |connection| {
            tried(connection.create_node_device_xml(&port_xml("nobody"), NodeDeviceCreateXmlFlags::empty()))
        },
        code: ErrorCode::InternalError,
    },
    Case {
        operation: "virNodeDeviceDefineXML",
        good: |connection| {
            with_defined(connection, |device| {
                assert!(!done(device.is_active()) && done(device.is_persistent()));
                assert!(device.name().starts_with("mdev_") && device.name().ends_with("_computer"));
            });
        },
        bad: |connection| {
            let document = port_xml("computer");
            tried(connection.define_node_device_xml(&document, NodeDeviceDefineXmlFlags::empty()))
        },
        code: ErrorCode::ConfigUnsupported,
    },
    Case {
        operation: "virNodeDeviceGetXMLDesc",
        good: |connection| {
            with_defined(connection, |device| {
                holds(&done(device.xml_desc(NodeDeviceXmlFlags::INACTIVE)), "<capability type='mdev'><type id='t'/>");
            });
        },
        bad: |connection| tried(computer(connection).xml_desc(NodeDeviceXmlFlags::INACTIVE)),
        code: ErrorCode::OperationInvalid,
    },
    Case {
        operation: "virNodeDeviceGetParent",
        good: |connection| {
            assert_eq!(done(computer(connection).parent()), None);
            with_defined(connection, |device| assert_eq!(done(device.parent()).as_deref(), Some("computer")));
        },
        bad: |connection| tried(gone(connection).parent()),
        code: ErrorCode::NoNodeDevice,
    },
    Case {
        operation: "virNodeDeviceListCaps",
        good: |connection| {
            assert_eq!(done(computer(connection).list_capabilities()), ["system"]);
            assert_eq!(done(computer(connection).count_capabilities()), 1);
        },
        bad: |connection| tried(gone(connection).list_capabilities()),
        code: ErrorCode::NoNodeDevice,
    },
    Case {
        operation: "virNodeDeviceDetachFlags",
        good: |connection| {
            done(pci(connection).detach_flags(Some("vfio-pci"), 0));
            holds(&done(pci(connection).xml_desc(NodeDeviceXmlFlags::empty())), "<name>vfio-pci</name>");
            done(pci(connection).reattach());
        },
        bad: |connection| tried(computer(connection).detach()),
        code: ErrorCode::InvalidArg,
    },
    Case {
        operation: "virNodeDeviceReAttach",
        good: |connection| {
            done(pci(connection).detach());
            done(pci(connection).reattach());
            holds(&done(pci(connection).xml_desc(NodeDeviceXmlFlags::empty())), "<name>e1000</name>");
        },
        bad: |connection| tried(computer(connection).reattach()),
        code: ErrorCode::InvalidArg,
    },
    Case {
        operation: "virNodeDeviceReset",
        good: |connection| done(pci(connection).reset()),
        bad: |connection| tried(computer(connection).reset()),
        code: ErrorCode::InvalidArg,
    },
    Case {
        operation: "virNodeDeviceDestroy",
        good: |connection| {
            with_defined(connection, |device| {
                done(device.create(0));
                done(device.destroy());
                assert!(!done(device.is_active()) && done(device.is_persistent()));
            });
        },
        bad: |connection| with_defined(connection, |device| tried(device.destroy())),
        code: ErrorCode::OperationInvalid,
    },
    Case {
        operation: "virNodeDeviceCreate",
        good: |connection| {
            let device = defined(connection);
            done(device.create(0));
            done(device.undefine(0));
            // What is there stays until it is destroyed.
            assert!(done(device.is_active()) && !done(device.is_persistent()));
            done(device.destroy());
        },
        bad: |connection| tried(computer(connection).create(0)),
        code: ErrorCode::OperationInvalid,
    },
    Case {
        operation: "virNodeDeviceUndefine",
        good: |connection| {
            fails(ErrorCode::NoNodeDevice, "", gone(connection).is_persistent());
        },
        bad: |connection| tried(computer(connection).undefine(0)),
        code: ErrorCode::OperationInvalid,
    },
    Case {
        operation: "virNodeDeviceUpdate",
        good: |connection| {
            with_defined(connection, |device| {
                done(device.update(CHANGED, NodeDeviceUpdateFlags::AFFECT_CONFIG));
                holds(&done(device.xml_desc(NodeDeviceXmlFlags::empty())), "<attr name='a' value='1'/>");
            });
        },
        bad: |connection| {
            with_defined(connection, |device| {
                tried(device.update(&CHANGED.replace("id='t'", "id='u'"), NodeDeviceUpdateFlags::empty()))
            })
        },
        code: ErrorCode::ConfigUnsupported,
    },
    Case {
        operation: "virNodeDeviceIsActive",
        good: |connection| assert!(done(computer(connection).is_active())),
        bad: |connection| tried(gone(connection).is_active()),
        code: ErrorCode::NoNodeDevice,
    },
    Case {
        operation: "virNodeDeviceIsPersistent",
        good: |connection| assert!(!done(computer(connection).is_persistent())),
        bad: |connection| tried(gone(connection).is_persistent()),
        code: ErrorCode::NoNodeDevice,
    },
    Case {
        operation: "virNodeDeviceGetAutostart",
        good: |connection| with_defined(connection, |device| assert!(!done(device.autostart()))),
        bad: |connection| tried(gone(connection).autostart()),
        code: ErrorCode::NoNodeDevice,
    },
    Case {
        operation: "virNodeDeviceSetAutostart",
        good: |connection| {
            with_defined(connection, |device| {
                done(device.set_autostart(true));
                assert!(done(device.autostart()));
            });
        },
        bad: |connection| tried(computer(connection).set_autostart(true)),
        code: ErrorCode::OperationInvalid,
    },
];
