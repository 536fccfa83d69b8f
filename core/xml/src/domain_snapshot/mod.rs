//! `<domainsnapshot>`: the state of a guest at some moment.

mod complete;

pub use complete::Intent;

use crate::domain::Domain;
use crate::domain::devices::disk::{SnapshotLocation, StorageFormat};
use crate::domain::devices::disk_source::{BlockSource, FileSource, MetadataCache, NetworkSource};
use crate::{RawElement, element, group, words};
use uuid::Uuid;

words! {
    /// The state that a guest was in.
    SnapshotState {
        Running "running" "It ran.",
        Blocked "blocked" "It waited.",
        Paused "paused" "It was paused.",
        Shutdown "shutdown" "It was shutting down.",
        Shutoff "shutoff" "It was off.",
        Crashed "crashed" "It had crashed.",
        PmSuspended "pmsuspended" "It slept.",
        DiskSnapshot "disk-snapshot" "It ran, but only its disks were kept.",
    }
}

/// A snapshot.
#[element("domainsnapshot")]
pub struct DomainSnapshot {
    /// Its name, unique in the guest.
    #[xml("name")]
    pub name: Option<String>,
    /// A description.
    #[xml("description")]
    pub description: Option<String>,
    /// The state that the guest was in.
    #[xml("state")]
    pub state: Option<SnapshotState>,
    /// The snapshot from which the guest went on to this one.
    #[xml("parent/name")]
    pub parent: Option<String>,
    /// When it was taken, in seconds since 1970.
    #[xml("creationTime")]
    pub creation_time: Option<i64>,
    /// What became of the guest's memory.
    #[xml(since = "1.0.1")]
    pub memory: Option<SnapshotMemory>,
    /// What became of its disks.
    #[xml("disks/disk", since = "0.9.5")]
    pub disks: Vec<SnapshotDisk>,
    /// Where its disks go on after a return to this snapshot.
    #[xml("revertDisks/disk", status)]
    pub revert_disks: Vec<SnapshotDisk>,
    /// The guest.
    pub domain: Option<SnapshotDomain>,
    /// The guest as it was to be at its next start.
    #[xml("inactiveDomain", since = "0.9.5")]
    pub inactive_domain: Option<Box<Domain>>,
    /// The driver's own state.
    #[xml("cookie", status)]
    pub cookie: Option<RawElement>,
    /// Whether it is the one from which the guest goes on.
    #[xml("active", status)]
    pub active: Option<u32>,
}

/// The guest of a snapshot or checkpoint.
#[element("domain", by = "type")]
pub enum SnapshotDomain {
    /// Its identity alone, which is all that old snapshots have.
    #[xml(unset)]
    Identity(DomainIdentity),
    /// Its whole definition at that moment.
    #[xml(any)]
    Definition(Box<Domain>),
}

/// The identity of a guest.
#[group]
pub struct DomainIdentity {
    /// Its UUID.
    #[xml("uuid")]
    pub uuid: Uuid,
}

impl SnapshotDomain {
    /// The UUID of the guest.
    pub fn uuid(&self) -> Option<Uuid> {
        match self {
            SnapshotDomain::Identity(identity) => Some(identity.uuid),
            SnapshotDomain::Definition(domain) => domain.uuid,
        }
    }
}

/// What became of a guest's memory.
#[element("memory")]
pub struct SnapshotMemory {
    /// Where it is kept.
    pub snapshot: Option<SnapshotLocation>,
    /// In which file.
    pub file: Option<String>,
}

/// What became of a disk.
#[element("disk")]
pub struct SnapshotDisk {
    /// Its name in the guest, or its source.
    pub name: String,
    /// Where its data are kept.
    pub snapshot: Option<SnapshotLocation>,
    /// The format of the file in which it goes on.
    pub driver: Option<SnapshotDriver>,
    /// Where that file is.
    #[xml(default)]
    pub source: SnapshotSource,
    /// Whether it is being merged with its base, to be deleted.
    #[xml("snapshotDeleteInProgress", status)]
    pub delete_in_progress: bool,
}

/// Where a disk goes on.
#[group(by = "type", child = "source")]
pub enum SnapshotSource {
    /// In a file, which is what a document means that doesn't say it.
    #[default]
    #[xml(unset)]
    Unset(Option<Box<FileSource>>),
    /// In a file.
    File(Option<Box<FileSource>>),
    /// On a block device.
    Block(Option<Box<BlockSource>>),
    /// On the network.
    Network(Option<Box<NetworkSource>>),
}

/// The format in which a disk goes on.
#[element("driver")]
pub struct SnapshotDriver {
    /// The format.
    #[xml("@type")]
    pub format: Option<StorageFormat>,
    /// The cache of the image's own tables.
    pub metadata_cache: Option<MetadataCache>,
}
