//! The objects of `test:///default`, as programs' tests expect them.

use super::*;

#[test]
fn the_default_objects() {
    let connection = connect();
    let network = done(connection.lookup_network_by_name("default"));
    assert_eq!(network.uuid().to_string(), "dd8fe884-6c02-601e-7551-cca97df1c5df");
    assert_eq!(done(network.bridge_name()), "virbr0");
    assert_eq!(
        (done(network.is_active()), done(network.is_persistent()), done(network.autostart())),
        (true, true, false)
    );
    holds(&done(network.xml_desc(NetworkXmlFlags::empty())), "<range start='192.168.122.2' end='192.168.122.254'/>");

    let interface = done(connection.lookup_interface_by_name("eth1"));
    assert_eq!((interface.mac(), done(interface.is_active())), ("aa:bb:cc:dd:ee:ff", true));
    holds(&done(interface.xml_desc(InterfaceXmlFlags::empty())), "<start mode='onboot'/><mtu size='1492'/>");

    let pool = done(connection.lookup_storage_pool_by_name("default-pool"));
    assert_eq!(pool.uuid().to_string(), "dfe224cb-28fb-8dd0-c4b2-64eb3f0f4566");
    let info = done(pool.info());
    assert_eq!((info.state, info.capacity, info.allocation), (StoragePoolState::Running, 107_374_182_400, 0));
    assert_eq!(done(connection.lookup_storage_pool_by_target_path("/default-pool")), pool);
    assert_eq!(done(pool.count_volumes()), 0);

    let mut devices = done(connection.list_node_device_names(None, 0));
    devices.sort();
    assert_eq!(devices, ["computer", "scsi_host1", "scsi_host11", "scsi_host2"]);
    assert_eq!(done(connection.count_node_devices(Some("vports"), 0)), 2);
    let host = done(connection.lookup_scsi_host_by_wwn("2000000034563456", "1000000034563456", 0));
    assert_eq!((host.name().as_str(), done(host.parent()).as_deref()), ("scsi_host11", Some("scsi_host1")));
    assert_eq!(done(done(connection.lookup_node_device_by_name("computer")).parent()), None);
    assert_eq!((done(connection.count_secrets()), done(connection.count_nwfilters())), (0, 0));
}
