//! `<domaincheckpoint>`: a moment from which changes of a guest's disks are tracked.

mod complete;

pub use complete::Intent;

use crate::domain_snapshot::SnapshotDomain;
use crate::{element, words};

/// A checkpoint.
#[element("domaincheckpoint")]
pub struct DomainCheckpoint {
    /// Its name, unique in the guest.
    #[xml("name")]
    pub name: Option<String>,
    /// A description.
    #[xml("description")]
    pub description: Option<String>,
    /// The checkpoint before it.
    #[xml("parent/name")]
    pub parent: Option<String>,
    /// When it was made, in seconds since 1970.
    #[xml("creationTime")]
    pub creation_time: Option<i64>,
    /// The disks.
    #[xml("disks/disk")]
    pub disks: Vec<CheckpointDisk>,
    /// The guest.
    pub domain: Option<SnapshotDomain>,
}

words! {
    /// How changes of a disk are tracked.
    CheckpointKind {
        No "no" "Not at all.",
        Bitmap "bitmap" "In a bitmap of its image.",
    }
}

/// A disk.
#[element("disk")]
pub struct CheckpointDisk {
    /// Its name in the guest.
    pub name: String,
    /// How its changes are tracked.
    pub checkpoint: Option<CheckpointKind>,
    /// The name of the bitmap.
    pub bitmap: Option<String>,
    /// How many bytes have changed, as somebody asked for.
    pub size: Option<u64>,
}
