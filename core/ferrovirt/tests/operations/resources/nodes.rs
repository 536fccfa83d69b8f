//! Node documents: hosts with objects in place and in files of their own.

use super::*;

/// A host with something of every kind.
pub const NODE: &str = "<node>
<network><name>lan</name><bridge name='br7'/><ip address='10.7.0.1' netmask='255.255.255.0'/></network>
<interface type='ethernet' name='eth7'><start mode='onboot'/><mac address='52:54:00:00:00:07'/></interface>
<pool file='pool.xml'/>
<device><name>computer</name><capability type='system'><product>p</product></capability></device>
<device><name>pci_0000_00_02_0</name><parent>computer</parent><driver><name>e1000</name></driver>
  <capability type='pci'><domain>0</domain><bus>0</bus><slot>2</slot><function>0</function></capability></device>
<device><name>scsi_host3</name><parent>computer</parent><capability type='scsi_host'><host>3</host>
  <capability type='fc_host'><wwnn>2000000012341234</wwnn><wwpn>1000000012341234</wwpn></capability>
  <capability type='vport_ops'><max_vports>4</max_vports><vports>0</vports></capability></capability></device>
<secret><usage type='ceph'><name>of-the-node</name></usage></secret>
<filter name='clean' chain='root'><rule action='accept' direction='inout'/></filter>
</node>";

/// What `pool.xml` beside it holds.
pub const POOL: &str = "<pool type='dir'><name>disks</name><target><path>/disks</path></target>
<volume><name>first</name><capacity unit='KiB'>64</capacity></volume></pool>";

#[test]
fn a_node_document_makes_a_host_of_its_own() {
    let (_directory, connection) = host();
    let network = done(connection.lookup_network_by_name("lan"));
    assert!(done(network.is_active()) && done(network.is_persistent()));
    assert_eq!(done(connection.lookup_interface_by_mac("52:54:00:00:00:07")).name().as_str(), "eth7");
    let volume = done(connection.lookup_volume_by_path("/disks/first"));
    assert_eq!(done(volume.info()).capacity, 65536);
    assert_eq!(done(done(volume.storage_pool()).info()).allocation, 65536);
    assert_eq!(done(connection.count_node_devices(Some("pci"), 0)), 1);
    done(connection.lookup_secret_by_usage(SecretUsageType::Ceph, "of-the-node"));
    done(connection.lookup_nwfilter_by_name("clean"));
    fails(ErrorCode::NoNetwork, "default", connection.lookup_network_by_name("default"));
    // Another connection has another host.
    let (_other_directory, other) = host();
    done(network.destroy());
    assert!(done(done(other.lookup_network_by_name("lan")).is_active()));
}

#[test]
fn what_makes_no_host_is_refused() {
    let check = |objects: &str, code: ErrorCode| {
        let directory = tempfile::tempdir().expect("a temporary directory");
        let path = directory.path().join("node.xml");
        std::fs::write(&path, format!("<node>{objects}</node>")).expect("a file");
        let opened = wait(ferrovirt::open(&format!("test://{}", path.display()), OpenOptions::default()));
        assert_eq!(opened.err().map(|error| error.code()), Some(code), "{objects}");
    };
    check(
        "<network><name>a</name><uuid>dd8fe884-6c02-601e-7551-cca97df1c5df</uuid></network>\
           <network><name>a</name></network>",
        ErrorCode::OperationFailed,
    );
    check("<network file='gone.xml'/>", ErrorCode::SystemError);
    check("<pool type='dir'><name>a</name><target><path>/a</path></target><volume/></pool>", ErrorCode::XmlError);
    check("<device/>", ErrorCode::NoName);
    check("<interface/>", ErrorCode::XmlError);
    check("<secret><usage type='ceph'/></secret>", ErrorCode::XmlError);
}
