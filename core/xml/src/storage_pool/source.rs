//! `<source>` of a pool: what it is made of.

use crate::domain::devices::address::PciAddress;
use crate::domain::devices::disk_source::AuthSecret;
use crate::scalar::YesNo;
use crate::{element, words};

/// What a pool is made of; which parts count follows from the pool's type.
#[element("source")]
pub struct PoolSource {
    /// The servers.
    #[xml(since = "0.4.1")]
    pub hosts: Vec<PoolHost>,
    /// The devices.
    #[xml(since = "0.4.1")]
    pub devices: Vec<PoolDevice>,
    /// The directory on the server.
    #[xml("dir/@path", since = "0.4.1")]
    pub dir: Option<String>,
    /// The SCSI host adapter.
    pub adapter: Option<PoolAdapter>,
    /// What it is called there: a volume group, pool or cluster.
    #[xml("name", since = "0.4.5")]
    pub name: Option<String>,
    /// The name by which the host logs in.
    #[xml("initiator/iqn/@name", since = "4.7.0")]
    pub initiator: Option<String>,
    /// Its format.
    #[xml("format/@type", since = "0.4.1")]
    pub format: Option<PoolFormat>,
    /// Who may use it.
    #[xml(since = "0.9.7")]
    pub auth: Option<PoolAuth>,
    /// The version of the protocol.
    #[xml("protocol/@ver", since = "5.1.0")]
    pub protocol_version: Option<String>,
    /// Its maker.
    #[xml("vendor/@name", since = "0.8.4")]
    pub vendor: Option<String>,
    /// Its name as a product.
    #[xml("product/@name", since = "0.8.4")]
    pub product: Option<String>,
}

/// A server.
#[element("host")]
pub struct PoolHost {
    /// Its name or address.
    pub name: String,
    /// Its port.
    pub port: Option<u16>,
}

/// A device.
#[element("device")]
pub struct PoolDevice {
    /// Its path, or the name of an iSCSI target.
    pub path: String,
    /// Whether there is a letter between the names of the disk and its partitions.
    #[xml("@part_separator", since = "1.3.1")]
    pub part_separator: Option<YesNo>,
    /// What of it is free.
    pub free_extents: Vec<FreeExtent>,
}

/// A part of a device that is free.
#[element("freeExtent")]
pub struct FreeExtent {
    /// The first byte.
    pub start: u64,
    /// The byte after the last.
    pub end: u64,
}

words! {
    /// A kind of SCSI host adapter.
    AdapterType {
        ScsiHost "scsi_host" "Any.",
        FcHost "fc_host" "Fibre Channel.",
    }
}

/// A SCSI host adapter.
#[element("adapter")]
pub struct PoolAdapter {
    /// Its kind.
    #[xml("@type", since = "1.0.5")]
    pub adapter_type: Option<AdapterType>,
    /// Its name on the host.
    #[xml(since = "0.6.2")]
    pub name: Option<String>,
    /// The adapter on which a virtual one is made.
    #[xml(since = "1.0.4")]
    pub parent: Option<String>,
    /// The node name of that adapter.
    #[xml("@parent_wwnn", since = "3.0.0")]
    pub parent_wwnn: Option<String>,
    /// The port name of that adapter.
    #[xml("@parent_wwpn", since = "3.0.0")]
    pub parent_wwpn: Option<String>,
    /// The fabric of that adapter.
    #[xml("@parent_fabric_wwn", since = "3.0.0")]
    pub parent_fabric_wwn: Option<String>,
    /// Whether a virtual one goes away with the pool.
    #[xml(since = "1.2.11")]
    pub managed: Option<YesNo>,
    /// The node name of a virtual one.
    #[xml(since = "1.0.4")]
    pub wwnn: Option<String>,
    /// The port name of a virtual one.
    #[xml(since = "1.0.4")]
    pub wwpn: Option<String>,
    /// Where it is, which stays the same where its name doesn't.
    #[xml(since = "1.2.7")]
    pub parent_address: Option<ParentAddress>,
}

/// Where an adapter is.
#[element("parentaddr")]
pub struct ParentAddress {
    /// Which of several on one device.
    #[xml("@unique_id")]
    pub unique_id: Option<u32>,
    /// The PCI device.
    #[xml("address")]
    pub address: Option<PciAddress>,
}

words! {
    /// How a user is checked.
    PoolAuthType {
        Chap "chap" "By a challenge, for iSCSI.",
        Ceph "ceph" "By Ceph.",
    }
}

/// Who may use a source.
#[element("auth")]
pub struct PoolAuth {
    /// How it is checked.
    #[xml("@type")]
    pub auth_type: Option<PoolAuthType>,
    /// The user.
    pub username: Option<String>,
    /// The user's secret.
    pub secret: Option<AuthSecret>,
}

words! {
    /// A format of a pool's source: of a file system, a partition table, or a volume group.
    PoolFormat {
        Unknown "unknown" "It is not known.",
        Auto "auto" "It is found out.",
        Ext2 "ext2" "A file system of Linux.",
        Ext3 "ext3" "A file system of Linux.",
        Ext4 "ext4" "A file system of Linux.",
        Ufs "ufs" "A file system of BSD.",
        Iso9660 "iso9660" "That of CD-ROMs.",
        Udf "udf" "That of DVDs.",
        Gfs "gfs" "A cluster's.",
        Gfs2 "gfs2" "A cluster's.",
        Vfat "vfat" "That of MS-DOS.",
        HfsPlus "hfs+" "Apple's.",
        Xfs "xfs" "A file system of Linux.",
        Ocfs2 "ocfs2" "A cluster's.",
        Vmfs "vmfs" "VMware's.",
        Nfs "nfs" "NFS.",
        Glusterfs "glusterfs" "Gluster, mounted.",
        Cifs "cifs" "That of Windows.",
        Dos "dos" "A partition table of MS-DOS.",
        Dvh "dvh" "A partition table of Silicon Graphics.",
        Gpt "gpt" "A partition table of UEFI.",
        Mac "mac" "A partition table of Apple.",
        Bsd "bsd" "A partition table of BSD.",
        Pc98 "pc98" "A partition table of NEC.",
        Sun "sun" "A partition table of Sun.",
        Lvm2 "lvm2" "LVM.",
    }
}
