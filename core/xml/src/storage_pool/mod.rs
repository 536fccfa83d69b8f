//! `<pool>`: storage from which volumes are taken.

mod complete;
pub mod source;

pub use source::PoolSource;

use crate::scalar::{StorageSize, YesNo};
use crate::storage::Permissions;
use crate::{element, words};
use uuid::Uuid;

words! {
    /// What a pool is made of.
    #[derive(Default)]
    PoolType {
        #[default]
        Dir "dir" "A directory.",
        Fs "fs" "A file system that is mounted.",
        Netfs "netfs" "A file system of another host that is mounted.",
        Logical "logical" "A volume group of LVM.",
        Disk "disk" "A disk with partitions.",
        Iscsi "iscsi" "An iSCSI target.",
        IscsiDirect "iscsi-direct" "An iSCSI target that emulators reach themselves.",
        Scsi "scsi" "A SCSI host adapter.",
        Mpath "mpath" "Multipath devices.",
        Rbd "rbd" "A pool of Ceph.",
        Sheepdog "sheepdog" "A cluster of Sheepdog.",
        Gluster "gluster" "A volume of Gluster.",
        Zfs "zfs" "A pool of ZFS.",
        Vstorage "vstorage" "A cluster of Virtuozzo Storage.",
    }
}

/// A storage pool.
#[element("pool")]
pub struct StoragePool {
    /// What it is made of.
    #[xml("@type")]
    pub pool_type: PoolType,
    /// The name, unique on a host; that of its source when absent.
    #[xml("name", since = "0.4.1")]
    pub name: Option<String>,
    /// The identity that outlives names.
    #[xml("uuid", since = "0.4.1")]
    pub uuid: Option<Uuid>,
    /// How much it can hold.
    #[xml("capacity", since = "0.4.1")]
    pub capacity: Option<StorageSize>,
    /// How much is taken.
    #[xml("allocation", since = "0.4.1")]
    pub allocation: Option<StorageSize>,
    /// How much is left.
    #[xml("available", since = "0.4.1")]
    pub available: Option<StorageSize>,
    /// Whether its files are written by copying.
    #[xml("features/cow/@state", since = "6.6.0")]
    pub cow: Option<YesNo>,
    /// What it is made of.
    pub source: Option<PoolSource>,
    /// Where it is on the host.
    pub target: Option<PoolTarget>,
    /// How it is looked through.
    #[xml("refresh/volume", since = "5.2.0")]
    pub refresh_volume: Option<RefreshVolume>,
    /// Options of mounting.
    #[xml("fs:mount_opts", since = "5.1.0")]
    pub mount_options: Option<MountOptions>,
    /// Settings of Ceph.
    #[xml("rbd:config_opts", since = "5.1.0")]
    pub rbd_options: Option<RbdOptions>,
}

/// Where a pool is on the host.
#[element("target")]
pub struct PoolTarget {
    /// The directory.
    #[xml("path", since = "0.4.1")]
    pub path: Option<String>,
    /// Who may use it.
    #[xml(since = "0.4.1")]
    pub permissions: Option<Permissions>,
}

words! {
    /// How the allocation of volumes is found out.
    VolumeAllocation {
        Default "default" "Exactly.",
        Capacity "capacity" "It is taken to be their capacity, which is quicker.",
    }
}

/// How volumes are looked at.
#[element("volume")]
pub struct RefreshVolume {
    /// How their allocation is found out.
    pub allocation: Option<VolumeAllocation>,
}

/// Options of mounting.
#[element("fs:mount_opts")]
pub struct MountOptions {
    /// The options.
    pub options: Vec<MountOption>,
}

/// An option of mounting.
#[element("fs:option")]
pub struct MountOption {
    /// The option, with its value.
    pub name: String,
}

/// Settings of Ceph.
#[element("rbd:config_opts")]
pub struct RbdOptions {
    /// The settings.
    pub options: Vec<RbdOption>,
}

/// A setting of Ceph.
#[element("rbd:option")]
pub struct RbdOption {
    /// Its name.
    pub name: String,
    /// Its value.
    pub value: String,
}

/// What pools could be made of, as a search found it.
#[element("sources")]
pub struct PoolSources {
    /// The sources.
    pub sources: Vec<PoolSource>,
}
