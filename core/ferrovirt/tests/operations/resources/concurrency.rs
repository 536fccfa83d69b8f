//! Many threads on the objects of one host: nobody waits for ever, and each object's events keep their order.

use std::collections::HashMap;

use super::*;

const THREADS: usize = 8;
const ROUNDS: usize = 40;

/// A life of every kind of object, on a host that others use too.
fn live(connection: &Connection) {
    let network = networks::defined(connection);
    done(network.create());
    done(network.destroy());
    done(network.undefine());
    pools::with_running(connection, |pool| {
        let volume = done(pool.create_volume_xml(volumes::XML, StorageVolumeCreateFlags::empty()));
        done(done(volume.upload(0, 0, StorageVolumeUploadFlags::empty())).finish());
        done(connection.list_all_storage_pools(ListAllStoragePoolsFlags::ACTIVE));
    });
    // Devices are looked at by pools, filters by bindings: the order of their locks matters.
    let adapter = Uuid::new_v4().simple().to_string();
    let document = format!(
        "<pool type='scsi'><name>{}</name><source><adapter type='fc_host' parent='scsi_host3' wwnn='{}' wwpn='{}'/>\
         </source><target><path>/dev/x</path></target></pool>",
        fresh(),
        &adapter[..16],
        &adapter[16..]
    );
    done(done(connection.create_storage_pool_xml(&document, StoragePoolCreateFlags::empty())).destroy());
    (filters::CASES.iter().find(|case| case.operation == "virNWFilterUndefine").expect("a case").bad)(connection)
        .expect_err("a filter in use");
    done(secrets::defined(connection, "").undefine());
    done(connection.list_all_node_devices(ListAllNodeDevicesFlags::empty()));
}

#[test]
fn threads_do_not_get_into_each_others_way() {
    let (_directory, connection) = host();
    let events = connection.subscribe(EventFilter::of(EventSource::Networks), 1 << 16).expect("an open connection");
    std::thread::scope(|scope| {
        for _ in 0..THREADS {
            scope.spawn(|| (0..ROUNDS).for_each(|_| live(&connection)));
        }
    });
    let mut lives: HashMap<Uuid, Vec<NetworkEventType>> = HashMap::new();
    while let Some(event) = events.try_next() {
        let Event::Network(NetworkEvent { network, kind: NetworkEventKind::Lifecycle { event, .. } }) = event else {
            panic!("an event of something else: {event:?}");
        };
        lives.entry(network.uuid).or_default().push(event);
    }
    use NetworkEventType::{Defined, Started, Stopped, Undefined};
    assert_eq!(lives.len(), THREADS * ROUNDS);
    assert!(lives.values().all(|life| *life == [Defined, Started, Stopped, Undefined]), "{lives:?}");
    assert_eq!(done(connection.count_networks()), 1);
    assert_eq!((done(connection.count_storage_pools()), done(connection.count_secrets())), (1, 1));
}
