//! `<job>`: what is being done with a running guest.

use crate::domain::devices::disk::{DiskSource, StorageFormat};
use crate::element;
use crate::scalar::YesNo;

/// What is being done with a guest.
#[element("job")]
pub struct DomainJob {
    /// What is done at once, `none` if nothing is.
    #[xml("@type")]
    pub job_type: Option<String>,
    /// What takes its time, `none` if nothing does.
    #[xml("@async")]
    pub asynchronous: Option<String>,
    /// How far that is, in words of its own.
    pub phase: Option<String>,
    /// The flags that it was asked for with.
    #[xml(hex = 1)]
    pub flags: Option<u64>,
    /// When it began, in milliseconds.
    #[xml("@asyncStarted")]
    pub started: Option<u64>,
    /// The disks that a migration takes along.
    pub disks: Vec<JobDisk>,
    /// The bitmaps that exist for the migration alone.
    #[xml("tempBlockDirtyBitmaps/bitmap")]
    pub temporary_bitmaps: Vec<TemporaryBitmap>,
    /// The settings of migrations that were before, to be put back.
    #[xml("migParams/param")]
    pub migration_parameters: Vec<MigrationParameter>,
}

/// A disk, and whether a migration takes it along.
#[element("disk")]
pub struct JobDisk {
    /// The disk's name in the guest.
    pub dev: Option<String>,
    /// Whether it is being copied.
    pub migrating: Option<YesNo>,
    /// Where to.
    pub target: Option<Box<MigrationSource>>,
}

/// Where a disk is copied to.
#[element("migrationSource")]
pub struct MigrationSource {
    /// The place.
    pub source: DiskSource,
    /// The format.
    pub format: Option<StorageFormat>,
}

/// A bitmap that exists for a migration alone.
#[element("bitmap")]
pub struct TemporaryBitmap {
    /// Its name.
    pub name: Option<String>,
    /// The block node that has it.
    #[xml("@nodename")]
    pub node_name: Option<String>,
}

/// A setting of migrations.
#[element("param")]
pub struct MigrationParameter {
    /// The emulator's name of it.
    pub name: Option<String>,
    /// Its value.
    pub value: Option<String>,
}
