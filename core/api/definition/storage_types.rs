//! Values, results and events of storage pools and volumes.
//!
//! Input of `cargo xtask codegen`; not compiled. `mod.md` beside this file explains the attributes.

/// Which storage pool.
#[record]
pub struct StoragePoolIdentity {
    /// The name.
    pub name: Name,
    /// The UUID.
    pub uuid: Uuid,
}

/// Which volume.
#[record]
pub struct StorageVolumeIdentity {
    /// The name of the pool that it is in.
    pub pool: Name,
    /// The name, which no other volume of the pool has.
    pub name: Name,
    /// The key, which no other volume of the host has.
    pub key: String,
}

/// State and sizes of a pool.
#[record(c = "virStoragePoolInfo")]
pub struct StoragePoolInfo {
    /// What it is doing.
    pub state: StoragePoolState,
    /// The size of all of it, in bytes.
    pub capacity: u64,
    /// How much is in use, in bytes.
    pub allocation: u64,
    /// How much is free, in bytes.
    pub available: u64,
}

/// Kind and sizes of a volume.
#[record(c = "virStorageVolInfo")]
pub struct StorageVolumeInfo {
    /// What it is.
    pub kind: StorageVolumeType,
    /// The size that guests see, in bytes.
    pub capacity: u64,
    /// How much it takes on the host, in bytes.
    pub allocation: u64,
}

/// What a pool is doing.
#[enumeration(c = "virStoragePoolState")]
pub enum StoragePoolState {
    /// Nothing.
    #[value(c = "VIR_STORAGE_POOL_INACTIVE", since = "0.4.1")]
    Inactive = 0,
    /// It is being built.
    #[value(c = "VIR_STORAGE_POOL_BUILDING", since = "0.4.1")]
    Building = 1,
    /// It can be used.
    #[value(c = "VIR_STORAGE_POOL_RUNNING", since = "0.4.1")]
    Running = 2,
    /// It can be used, but something is wrong with it.
    #[value(c = "VIR_STORAGE_POOL_DEGRADED", since = "0.4.1")]
    Degraded = 3,
    /// It runs, but cannot be reached.
    #[value(c = "VIR_STORAGE_POOL_INACCESSIBLE", since = "0.8.2")]
    Inaccessible = 4,
}

/// What a volume is.
#[enumeration(c = "virStorageVolType")]
pub enum StorageVolumeType {
    /// A file.
    #[value(c = "VIR_STORAGE_VOL_FILE", since = "0.4.1")]
    File = 0,
    /// A block device.
    #[value(c = "VIR_STORAGE_VOL_BLOCK", since = "0.4.1")]
    Block = 1,
    /// A folder.
    #[value(c = "VIR_STORAGE_VOL_DIR", since = "0.9.5")]
    Directory = 2,
    /// A disk in the network.
    #[value(c = "VIR_STORAGE_VOL_NETWORK", since = "0.9.13")]
    Network = 3,
    /// A folder in the network.
    #[value(c = "VIR_STORAGE_VOL_NETDIR", since = "1.2.0")]
    NetworkDirectory = 4,
    /// A ploop folder.
    #[value(c = "VIR_STORAGE_VOL_PLOOP", since = "1.3.4")]
    Ploop = 5,
}

/// Which pools to list: within a group any match counts, and every group that is named must match.
#[flags(c = "virConnectListAllStoragePoolsFlags")]
pub enum ListAllStoragePoolsFlags {
    /// Pools that are defined and not active.
    #[value(c = "VIR_CONNECT_LIST_STORAGE_POOLS_INACTIVE", since = "0.10.2")]
    Inactive = 0x1,
    /// Pools that are active.
    #[value(c = "VIR_CONNECT_LIST_STORAGE_POOLS_ACTIVE", since = "0.10.2")]
    Active = 0x2,
    /// Pools with a stored definition.
    #[value(c = "VIR_CONNECT_LIST_STORAGE_POOLS_PERSISTENT", since = "0.10.2")]
    Persistent = 0x4,
    /// Pools that are gone when they become inactive.
    #[value(c = "VIR_CONNECT_LIST_STORAGE_POOLS_TRANSIENT", since = "0.10.2")]
    Transient = 0x8,
    /// Pools that become active with the host.
    #[value(c = "VIR_CONNECT_LIST_STORAGE_POOLS_AUTOSTART", since = "0.10.2")]
    Autostart = 0x10,
    /// Pools that do not become active with the host.
    #[value(c = "VIR_CONNECT_LIST_STORAGE_POOLS_NO_AUTOSTART", since = "0.10.2")]
    NoAutostart = 0x20,
    /// Folders.
    #[value(c = "VIR_CONNECT_LIST_STORAGE_POOLS_DIR", since = "0.10.2")]
    Dir = 0x40,
    /// Mounted file systems.
    #[value(c = "VIR_CONNECT_LIST_STORAGE_POOLS_FS", since = "0.10.2")]
    Fs = 0x80,
    /// Network file systems.
    #[value(c = "VIR_CONNECT_LIST_STORAGE_POOLS_NETFS", since = "0.10.2")]
    Netfs = 0x100,
    /// Volume groups.
    #[value(c = "VIR_CONNECT_LIST_STORAGE_POOLS_LOGICAL", since = "0.10.2")]
    Logical = 0x200,
    /// Partitioned disks.
    #[value(c = "VIR_CONNECT_LIST_STORAGE_POOLS_DISK", since = "0.10.2")]
    Disk = 0x400,
    /// iSCSI targets.
    #[value(c = "VIR_CONNECT_LIST_STORAGE_POOLS_ISCSI", since = "0.10.2")]
    Iscsi = 0x800,
    /// SCSI hosts.
    #[value(c = "VIR_CONNECT_LIST_STORAGE_POOLS_SCSI", since = "0.10.2")]
    Scsi = 0x1000,
    /// Multipath devices.
    #[value(c = "VIR_CONNECT_LIST_STORAGE_POOLS_MPATH", since = "0.10.2")]
    Mpath = 0x2000,
    /// Ceph pools.
    #[value(c = "VIR_CONNECT_LIST_STORAGE_POOLS_RBD", since = "0.10.2")]
    Rbd = 0x4000,
    /// Sheepdog clusters.
    #[value(c = "VIR_CONNECT_LIST_STORAGE_POOLS_SHEEPDOG", since = "0.10.2")]
    Sheepdog = 0x8000,
    /// Gluster volumes.
    #[value(c = "VIR_CONNECT_LIST_STORAGE_POOLS_GLUSTER", since = "1.2.1")]
    Gluster = 0x10000,
    /// ZFS pools.
    #[value(c = "VIR_CONNECT_LIST_STORAGE_POOLS_ZFS", since = "1.2.8")]
    Zfs = 0x20000,
    /// Virtuozzo storage.
    #[value(c = "VIR_CONNECT_LIST_STORAGE_POOLS_VSTORAGE", since = "3.1.0")]
    Vstorage = 0x40000,
    /// iSCSI targets without the host's initiator.
    #[value(c = "VIR_CONNECT_LIST_STORAGE_POOLS_ISCSI_DIRECT", since = "5.6.0")]
    IscsiDirect = 0x80000,
}

/// Which view of a pool to give.
#[flags(c = "virStorageXMLFlags")]
pub enum StorageXmlFlags {
    /// As it is stored, also while it is active.
    #[value(c = "VIR_STORAGE_XML_INACTIVE", since = "0.9.13")]
    Inactive = 0x1,
}

/// How to build a pool; nothing named means anew.
#[flags(c = "virStoragePoolBuildFlags")]
pub enum StoragePoolBuildFlags {
    /// Repair what is there.
    #[value(c = "VIR_STORAGE_POOL_BUILD_REPAIR", since = "0.4.1")]
    Repair = 0x1,
    /// Grow or shrink what is there.
    #[value(c = "VIR_STORAGE_POOL_BUILD_RESIZE", since = "0.4.1")]
    Resize = 0x2,
    /// Refuse to go over what is there.
    #[value(c = "VIR_STORAGE_POOL_BUILD_NO_OVERWRITE", since = "0.9.5")]
    NoOverwrite = 0x4,
    /// Go over what is there.
    #[value(c = "VIR_STORAGE_POOL_BUILD_OVERWRITE", since = "0.9.5")]
    Overwrite = 0x8,
}

/// How to make a pool active.
#[flags(c = "virStoragePoolCreateFlags")]
pub enum StoragePoolCreateFlags {
    /// Build it first.
    #[value(c = "VIR_STORAGE_POOL_CREATE_WITH_BUILD", since = "1.3.1")]
    WithBuild = 0x1,
    /// Build it first, over what is there.
    #[value(c = "VIR_STORAGE_POOL_CREATE_WITH_BUILD_OVERWRITE", since = "1.3.1")]
    WithBuildOverwrite = 0x2,
    /// Build it first, but refuse to go over what is there.
    #[value(c = "VIR_STORAGE_POOL_CREATE_WITH_BUILD_NO_OVERWRITE", since = "1.3.1")]
    WithBuildNoOverwrite = 0x4,
}

/// How to store a pool.
#[flags(c = "virStoragePoolDefineFlags")]
pub enum StoragePoolDefineFlags {
    /// Check the document against its schema first.
    #[value(c = "VIR_STORAGE_POOL_DEFINE_VALIDATE", since = "7.7.0")]
    Validate = 0x1,
}

/// How to remove a pool.
#[flags(c = "virStoragePoolDeleteFlags")]
pub enum StoragePoolDeleteFlags {
    /// Write zeros over everything first.
    #[value(c = "VIR_STORAGE_POOL_DELETE_ZEROED", since = "0.4.1")]
    Zeroed = 0x1,
}

/// How to make a volume.
#[flags(c = "virStorageVolCreateFlags")]
pub enum StorageVolumeCreateFlags {
    /// Lay out the image's tables at once.
    #[value(c = "VIR_STORAGE_VOL_CREATE_PREALLOC_METADATA", since = "1.0.1")]
    PreallocMetadata = 0x1,
    /// Share blocks with the volume it is made from.
    #[value(c = "VIR_STORAGE_VOL_CREATE_REFLINK", since = "1.2.13")]
    Reflink = 0x2,
    /// Check the document against its schema first.
    #[value(c = "VIR_STORAGE_VOL_CREATE_VALIDATE", since = "8.10.0")]
    Validate = 0x4,
}

/// How to remove a volume.
#[flags(c = "virStorageVolDeleteFlags")]
pub enum StorageVolumeDeleteFlags {
    /// Write zeros over it first.
    #[value(c = "VIR_STORAGE_VOL_DELETE_ZEROED", since = "0.4.1")]
    Zeroed = 0x1,
    /// Remove its snapshots too.
    #[value(c = "VIR_STORAGE_VOL_DELETE_WITH_SNAPSHOTS", since = "1.2.21")]
    WithSnapshots = 0x2,
}

/// Which size on the host to give.
#[flags(c = "virStorageVolInfoFlags")]
pub enum StorageVolumeInfoFlags {
    /// The size of its file instead of the blocks in use.
    #[value(c = "VIR_STORAGE_VOL_GET_PHYSICAL", since = "3.0.0")]
    GetPhysical = 0x1,
}

/// How to resize a volume.
#[flags(c = "virStorageVolResizeFlags")]
pub enum StorageVolumeResizeFlags {
    /// Take the room on the host at once.
    #[value(c = "VIR_STORAGE_VOL_RESIZE_ALLOCATE", since = "0.9.10")]
    Allocate = 0x1,
    /// The capacity is a difference to the present one.
    #[value(c = "VIR_STORAGE_VOL_RESIZE_DELTA", since = "0.9.10")]
    Delta = 0x2,
    /// The volume may get smaller, or shrinks by the difference.
    #[value(c = "VIR_STORAGE_VOL_RESIZE_SHRINK", since = "0.9.10")]
    Shrink = 0x4,
}

/// How to write a volume.
#[flags(c = "virStorageVolUploadFlags")]
pub enum StorageVolumeUploadFlags {
    /// The stream has holes.
    #[value(c = "VIR_STORAGE_VOL_UPLOAD_SPARSE_STREAM", since = "3.4.0")]
    SparseStream = 0x1,
}

/// How to read a volume.
#[flags(c = "virStorageVolDownloadFlags")]
pub enum StorageVolumeDownloadFlags {
    /// Give holes as holes.
    #[value(c = "VIR_STORAGE_VOL_DOWNLOAD_SPARSE_STREAM", since = "3.4.0")]
    SparseStream = 0x1,
}

/// How to write over what is in a volume.
#[enumeration(c = "virStorageVolWipeAlgorithm")]
pub enum StorageVolumeWipeAlgorithm {
    /// One pass of zeros.
    #[value(c = "VIR_STORAGE_VOL_WIPE_ALG_ZERO", since = "0.9.10")]
    Zero = 0,
    /// Four passes after NNSA NAP-14.1-C.
    #[value(c = "VIR_STORAGE_VOL_WIPE_ALG_NNSA", since = "0.9.10")]
    Nnsa = 1,
    /// Four passes after DoD 5220.22-M.
    #[value(c = "VIR_STORAGE_VOL_WIPE_ALG_DOD", since = "0.9.10")]
    Dod = 2,
    /// Nine passes as the German BSI has it.
    #[value(c = "VIR_STORAGE_VOL_WIPE_ALG_BSI", since = "0.9.10")]
    Bsi = 3,
    /// 35 passes after Gutmann.
    #[value(c = "VIR_STORAGE_VOL_WIPE_ALG_GUTMANN", since = "0.9.10")]
    Gutmann = 4,
    /// Seven passes after Schneier.
    #[value(c = "VIR_STORAGE_VOL_WIPE_ALG_SCHNEIER", since = "0.9.10")]
    Schneier = 5,
    /// Seven passes after Pfitzner.
    #[value(c = "VIR_STORAGE_VOL_WIPE_ALG_PFITZNER7", since = "0.9.10")]
    Pfitzner7 = 6,
    /// 33 passes after Pfitzner.
    #[value(c = "VIR_STORAGE_VOL_WIPE_ALG_PFITZNER33", since = "0.9.10")]
    Pfitzner33 = 7,
    /// One random pass.
    #[value(c = "VIR_STORAGE_VOL_WIPE_ALG_RANDOM", since = "0.9.10")]
    Random = 8,
    /// Tell the device that nothing is needed any more.
    #[value(c = "VIR_STORAGE_VOL_WIPE_ALG_TRIM", since = "1.3.2")]
    Trim = 9,
}

/// A step in the life of a pool.
#[enumeration(c = "virStoragePoolEventLifecycleType")]
pub enum StoragePoolEventType {
    /// A definition was stored.
    #[value(c = "VIR_STORAGE_POOL_EVENT_DEFINED", since = "2.0.0")]
    Defined = 0,
    /// The definition was removed.
    #[value(c = "VIR_STORAGE_POOL_EVENT_UNDEFINED", since = "2.0.0")]
    Undefined = 1,
    /// It is active now.
    #[value(c = "VIR_STORAGE_POOL_EVENT_STARTED", since = "2.0.0")]
    Started = 2,
    /// It is not active any more.
    #[value(c = "VIR_STORAGE_POOL_EVENT_STOPPED", since = "2.0.0")]
    Stopped = 3,
    /// It was built.
    #[value(c = "VIR_STORAGE_POOL_EVENT_CREATED", since = "3.8.0")]
    Created = 4,
    /// What it was built from was removed.
    #[value(c = "VIR_STORAGE_POOL_EVENT_DELETED", since = "3.8.0")]
    Deleted = 5,
}

/// What happened to a storage pool.
#[tagged(c = "virStoragePoolEventID")]
pub enum StoragePoolEventKind {
    /// A step of its life; `detail` is 0 so far.
    #[value(c = "VIR_STORAGE_POOL_EVENT_ID_LIFECYCLE", since = "2.0.0")]
    Lifecycle { event: StoragePoolEventType, detail: i32 } = 0,
    /// Its volumes were looked at anew.
    #[value(c = "VIR_STORAGE_POOL_EVENT_ID_REFRESH", since = "2.0.0")]
    Refresh = 1,
}
