//! `<volume>`: storage taken from a pool.

mod complete;
mod format;

pub use complete::Capacity;
pub use format::VolumeFormat;

use crate::domain::devices::disk_source::Encryption;
use crate::scalar::StorageSize;
use crate::storage::Permissions;
use crate::{element, words};

words! {
    /// What a volume is on the host.
    VolumeType {
        File "file" "A file.",
        Block "block" "A block device.",
        Dir "dir" "A directory.",
        Network "network" "Something on the network.",
        Netdir "netdir" "A directory on the network.",
        Ploop "ploop" "A directory with an image of OpenVZ.",
    }
}

/// A volume.
#[element("volume")]
pub struct StorageVolume {
    /// What it is on the host.
    #[xml("@type", since = "1.2.0")]
    pub volume_type: Option<VolumeType>,
    /// Its name in the pool.
    #[xml("name", default, since = "0.4.1")]
    pub name: String,
    /// The identity that outlives names.
    #[xml("key", since = "0.4.1")]
    pub key: Option<String>,
    /// Which parts of the pool's devices it is.
    #[xml(since = "0.4.1")]
    pub source: Option<VolumeSource>,
    /// How much it can hold.
    #[xml("capacity", since = "0.4.1")]
    pub capacity: Option<StorageSize>,
    /// How much it takes of the pool.
    #[xml("allocation", since = "0.4.1")]
    pub allocation: Option<StorageSize>,
    /// How long its file is.
    #[xml("physical", since = "3.0.0")]
    pub physical: Option<StorageSize>,
    /// What it is.
    #[xml(since = "0.4.1")]
    pub target: Option<VolumeTarget>,
    /// What it is based on.
    #[xml(since = "0.6.0")]
    pub backing_store: Option<VolumeBackingStore>,
}

/// Which parts of a pool's devices a volume is.
#[element("source")]
pub struct VolumeSource {
    /// The devices.
    pub devices: Vec<VolumeDevice>,
}

/// A device of the pool.
#[element("device")]
pub struct VolumeDevice {
    /// Its path.
    pub path: String,
    /// The parts of it.
    pub extents: Vec<Extent>,
}

/// A part of a device.
#[element("extent")]
pub struct Extent {
    /// The first byte.
    pub start: u64,
    /// The byte after the last.
    pub end: u64,
}

/// What a volume is.
#[element("target")]
pub struct VolumeTarget {
    /// Its path on the host.
    #[xml("path", since = "0.4.1")]
    pub path: Option<String>,
    /// The format of its content.
    #[xml("format/@type", since = "0.4.1")]
    pub format: Option<VolumeFormat>,
    /// Who may use it.
    #[xml(since = "0.4.1")]
    pub permissions: Option<Permissions>,
    /// When it was used.
    #[xml(since = "0.10.0")]
    pub timestamps: Option<Timestamps>,
    /// How it is encrypted.
    pub encryption: Option<Encryption>,
    /// The version of QEMU that must be able to read it.
    #[xml("compat", since = "1.1.0")]
    pub compat: Option<String>,
    /// Whether its file is not written by copying.
    #[xml(since = "1.2.7")]
    pub nocow: bool,
    /// The unit in which its image grows.
    #[xml("clusterSize", since = "7.4.0")]
    pub cluster_size: Option<StorageSize>,
    /// Features of its format.
    #[xml(since = "1.1.0")]
    pub features: Option<FormatFeatures>,
}

/// When a file was used, in seconds with fractions.
#[element("timestamps")]
pub struct Timestamps {
    /// Read.
    #[xml("atime")]
    pub atime: Option<String>,
    /// Made.
    #[xml("btime")]
    pub btime: Option<String>,
    /// Changed in its attributes.
    #[xml("ctime")]
    pub ctime: Option<String>,
    /// Changed in its content.
    #[xml("mtime")]
    pub mtime: Option<String>,
}

/// Features of a format.
#[element("features")]
pub struct FormatFeatures {
    /// Counts of references are written late.
    #[xml("lazy_refcounts")]
    pub lazy_refcounts: bool,
    /// Clusters are allocated in parts.
    #[xml("extended_l2")]
    pub extended_l2: bool,
}

/// What a volume is based on.
#[element("backingStore")]
pub struct VolumeBackingStore {
    /// Its path on the host.
    #[xml("path")]
    pub path: Option<String>,
    /// The format of its content.
    #[xml("format/@type")]
    pub format: Option<VolumeFormat>,
    /// Who may use it.
    pub permissions: Option<Permissions>,
    /// When it was used.
    pub timestamps: Option<Timestamps>,
}
