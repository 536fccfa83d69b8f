//! What happens to objects is told, in the order in which it happens.

use super::*;

/// The events that are there, in words.
fn told(events: &EventSubscription) -> Vec<String> {
    let word = |event| match event {
        Event::Network(event) => match event.kind {
            NetworkEventKind::Lifecycle { event, .. } => format!("{event:?}"),
            NetworkEventKind::MetadataChange { .. } => "Metadata".to_owned(),
        },
        Event::StoragePool(event) => match event.kind {
            StoragePoolEventKind::Lifecycle { event, .. } => format!("{event:?}"),
            StoragePoolEventKind::Refresh => "Refresh".to_owned(),
        },
        Event::NodeDevice(event) => match event.kind {
            NodeDeviceEventKind::Lifecycle { event, .. } => format!("{event:?}"),
            NodeDeviceEventKind::Update => "Update".to_owned(),
        },
        Event::Secret(event) => match event.kind {
            SecretEventKind::Lifecycle { event, .. } => format!("{event:?}"),
            SecretEventKind::ValueChanged => "ValueChanged".to_owned(),
        },
        other => format!("{other:?}"),
    };
    std::iter::from_fn(|| events.try_next()).map(word).collect()
}

fn follow(connection: &Connection, source: EventSource) -> EventSubscription {
    connection.subscribe(EventFilter::of(source), 64).expect("an open connection")
}

#[test]
fn lives_are_told_in_order() {
    let (_directory, connection) = host();
    let events = follow(&connection, EventSource::Networks);
    let network = networks::defined(&connection);
    done(network.create());
    done(network.set_metadata(NetworkMetadataType::Title, Some("t"), None, None, NetworkUpdateFlags::empty()));
    done(network.destroy());
    done(network.undefine());
    assert_eq!(told(&events), ["Defined", "Started", "Metadata", "Stopped", "Undefined"]);

    let events = follow(&connection, EventSource::StoragePools);
    let pool = pools::defined(&connection);
    done(pool.build(StoragePoolBuildFlags::empty()));
    done(pool.create(StoragePoolCreateFlags::empty()));
    done(pool.refresh(0));
    done(pool.destroy());
    done(pool.delete(StoragePoolDeleteFlags::empty()));
    done(pool.undefine());
    assert_eq!(told(&events), ["Defined", "Created", "Started", "Refresh", "Stopped", "Deleted", "Undefined"]);

    let events = follow(&connection, EventSource::NodeDevices);
    let device = node_devices::defined(&connection);
    done(device.update(node_devices::CHANGED, NodeDeviceUpdateFlags::empty()));
    done(device.create(0));
    done(device.destroy());
    done(device.undefine(0));
    assert_eq!(told(&events), ["Defined", "Update", "Created", "Deleted", "Undefined"]);

    let events = follow(&connection, EventSource::Secrets);
    let secret = secrets::defined(&connection, "private='no'");
    done(secret.set_value(b"v", 0));
    done(secret.undefine());
    assert_eq!(told(&events), ["Defined", "ValueChanged", "Undefined"]);
}

#[test]
fn a_pool_on_a_virtual_port_makes_and_removes_its_device() {
    let (_directory, connection) = host();
    let events = follow(&connection, EventSource::NodeDevices);
    let document = "<pool type='scsi'><name>p</name><source><adapter type='fc_host' parent='scsi_host3' \
                    wwnn='20000000c9831b4b' wwpn='10000000c9831b4b'/></source><target><path>/dev/x</path></target></pool>";
    let pool = done(connection.create_storage_pool_xml(document, StoragePoolCreateFlags::empty()));
    let device = done(connection.lookup_scsi_host_by_wwn("20000000c9831b4b", "10000000c9831b4b", 0));
    assert_eq!(done(device.parent()).as_deref(), Some("scsi_host3"));
    done(pool.destroy());
    fails(ErrorCode::NoNodeDevice, "scsi_host4", device.is_active());
    assert_eq!(told(&events), ["Created", "Deleted"]);
}
