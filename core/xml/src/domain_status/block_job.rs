//! `<blockjobs>`: what is being done with the disks of a running guest.

use crate::domain::devices::disk::{DiskSource, StorageFormat};
use crate::domain::devices::disk_source::BackingStore;
use crate::element;
use crate::scalar::YesNo;

/// What is being done with a guest's disks.
#[element("blockjobs")]
pub struct BlockJobs {
    /// Whether anything is.
    pub active: Option<YesNo>,
    /// Each of them.
    pub jobs: Vec<BlockJob>,
}

/// Something that is done with a disk. Types and states are the driver's words: a status of an older release may have
/// others.
#[element("blockjob")]
pub struct BlockJob {
    /// The emulator's name of it.
    pub name: Option<String>,
    /// What it is: `pull`, `copy`, `commit`, `active-commit`, `create`, `backup`, `broken`.
    #[xml("@type")]
    pub job_type: Option<String>,
    /// How far it is: `new`, `running`, `ready`, `pivoting` and so on.
    pub state: Option<String>,
    /// How far the emulator says it is, where that was not acted on yet.
    #[xml("@newstate")]
    pub new_state: Option<String>,
    /// What it was before it could not be understood.
    #[xml("@brokentype")]
    pub broken_type: Option<String>,
    /// The flags that it was asked for with.
    #[xml("@jobflags", hex = 1)]
    pub flags: Option<u32>,
    /// Whether a copy keeps the images below, which are not the driver's.
    #[xml("@shallownew")]
    pub shallow_new: Option<YesNo>,
    /// Why it failed.
    #[xml("errmsg")]
    pub error: Option<String>,
    /// The disk.
    pub disk: Option<BlockJobDisk>,
    /// Its images, when the disk is gone.
    pub chains: Option<Box<BlockJobChains>>,
    /// The image that is merged into, or kept.
    #[xml("base/@node")]
    pub base: Option<String>,
    /// The image that is merged.
    #[xml("top/@node")]
    pub top: Option<String>,
    /// The image above that one.
    #[xml("topparent/@node")]
    pub top_parent: Option<String>,
    /// Images are deleted that have been merged.
    #[xml("deleteCommittedImages")]
    pub deletes_committed_images: bool,
    /// What of an image is made.
    #[xml("create/@mode")]
    pub create_mode: Option<String>,
    /// The image that is made.
    #[xml("src")]
    pub created: Option<Box<BlockJobStore>>,
    /// The bitmap of what a backup copies.
    #[xml("bitmap/@name")]
    pub bitmap: Option<String>,
    /// Where a backup goes.
    #[xml("store")]
    pub store: Option<Box<BlockJobStore>>,
}

/// The disk of a job.
#[element("disk")]
pub struct BlockJobDisk {
    /// Its name in the guest.
    pub dst: Option<String>,
    /// Whether it has a mirror.
    pub mirror: Option<YesNo>,
}

/// The images of a job whose disk is gone.
#[element("chains")]
pub struct BlockJobChains {
    /// Those of the disk.
    #[xml("disk")]
    pub disk: Option<StorageChain>,
    /// Those of its mirror.
    #[xml("mirror")]
    pub mirror: Option<StorageChain>,
}

/// An image and those below it.
#[element("disk")]
pub struct StorageChain {
    /// Where the image is.
    pub source: DiskSource,
    /// Its format.
    pub format: Option<StorageFormat>,
    /// What it is based on.
    pub backing_store: Option<Box<BackingStore>>,
}

/// An image that a job writes.
#[element("src")]
pub struct BlockJobStore {
    /// Where it is.
    pub source: DiskSource,
    /// Its format.
    pub format: Option<StorageFormat>,
}
