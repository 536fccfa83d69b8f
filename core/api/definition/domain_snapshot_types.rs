//! Values of snapshots and checkpoints.
//!
//! Input of `cargo xtask codegen`; not compiled. `mod.md` beside this file explains the attributes.

/// Which snapshot of which domain.
#[record]
pub struct DomainSnapshotIdentity {
    /// The domain it belongs to.
    pub domain: DomainIdentity,
    /// The name.
    pub name: Name,
}

/// Which checkpoint of which domain.
#[record]
pub struct DomainCheckpointIdentity {
    /// The domain it belongs to.
    pub domain: DomainIdentity,
    /// The name.
    pub name: Name,
}

/// How to make a snapshot.
#[flags(c = "virDomainSnapshotCreateFlags")]
pub enum DomainSnapshotCreateFlags {
    /// Only take a description up that the driver had before.
    #[value(c = "VIR_DOMAIN_SNAPSHOT_CREATE_REDEFINE", since = "0.9.5")]
    Redefine = 0x1,
    /// Make the one that is taken up the current one.
    #[value(c = "VIR_DOMAIN_SNAPSHOT_CREATE_CURRENT", since = "0.9.5")]
    Current = 0x2,
    /// Keep no description of it.
    #[value(c = "VIR_DOMAIN_SNAPSHOT_CREATE_NO_METADATA", since = "0.9.5")]
    NoMetadata = 0x4,
    /// End the guest afterwards.
    #[value(c = "VIR_DOMAIN_SNAPSHOT_CREATE_HALT", since = "0.9.5")]
    Halt = 0x8,
    /// The disks without the memory.
    #[value(c = "VIR_DOMAIN_SNAPSHOT_CREATE_DISK_ONLY", since = "0.9.5")]
    DiskOnly = 0x10,
    /// Use the files that are there.
    #[value(c = "VIR_DOMAIN_SNAPSHOT_CREATE_REUSE_EXT", since = "0.9.10")]
    ReuseExt = 0x20,
    /// Have the guest stop writing meanwhile.
    #[value(c = "VIR_DOMAIN_SNAPSHOT_CREATE_QUIESCE", since = "0.9.10")]
    Quiesce = 0x40,
    /// All or nothing.
    #[value(c = "VIR_DOMAIN_SNAPSHOT_CREATE_ATOMIC", since = "0.9.11")]
    Atomic = 0x80,
    /// Do not pause the guest meanwhile.
    #[value(c = "VIR_DOMAIN_SNAPSHOT_CREATE_LIVE", since = "1.0.1")]
    Live = 0x100,
    /// Check the document against its schema first.
    #[value(c = "VIR_DOMAIN_SNAPSHOT_CREATE_VALIDATE", since = "5.6.0")]
    Validate = 0x200,
}

/// How to give a snapshot's document.
#[flags(c = "virDomainSnapshotXMLFlags")]
pub enum DomainSnapshotXmlFlags {
    /// With passwords and the like.
    #[value(c = "VIR_DOMAIN_SNAPSHOT_XML_SECURE", since = "5.1.0")]
    Secure = 0x1,
}

/// Which snapshots of a domain to list: within a group any match counts, and every group that is named must match.
#[flags(c = "virDomainSnapshotListFlags")]
pub enum DomainSnapshotListFlags {
    /// Those that were made after no other.
    #[value(c = "VIR_DOMAIN_SNAPSHOT_LIST_ROOTS", since = "0.9.5")]
    Roots = 0x1,
    /// Those that the driver keeps a description of.
    #[value(c = "VIR_DOMAIN_SNAPSHOT_LIST_METADATA", since = "0.9.5")]
    Metadata = 0x2,
    /// Those after which none was made.
    #[value(c = "VIR_DOMAIN_SNAPSHOT_LIST_LEAVES", since = "0.9.7")]
    Leaves = 0x4,
    /// Those after which one was made.
    #[value(c = "VIR_DOMAIN_SNAPSHOT_LIST_NO_LEAVES", since = "0.9.13")]
    NoLeaves = 0x8,
    /// Those that the driver keeps no description of.
    #[value(c = "VIR_DOMAIN_SNAPSHOT_LIST_NO_METADATA", since = "0.9.13")]
    NoMetadata = 0x10,
    /// Those of a domain that was shut off.
    #[value(c = "VIR_DOMAIN_SNAPSHOT_LIST_INACTIVE", since = "1.0.1")]
    Inactive = 0x20,
    /// Those of a domain that ran, with its memory.
    #[value(c = "VIR_DOMAIN_SNAPSHOT_LIST_ACTIVE", since = "1.0.1")]
    Active = 0x40,
    /// Those of disks without the memory.
    #[value(c = "VIR_DOMAIN_SNAPSHOT_LIST_DISK_ONLY", since = "1.0.1")]
    DiskOnly = 0x80,
    /// Those within the disks' images.
    #[value(c = "VIR_DOMAIN_SNAPSHOT_LIST_INTERNAL", since = "1.0.1")]
    Internal = 0x100,
    /// Those in files of their own.
    #[value(c = "VIR_DOMAIN_SNAPSHOT_LIST_EXTERNAL", since = "1.0.1")]
    External = 0x200,
    /// Each after the one that it was made after.
    #[value(c = "VIR_DOMAIN_SNAPSHOT_LIST_TOPOLOGICAL", since = "5.2.0")]
    Topological = 0x400,
}

/// Which snapshots after one to list: within a group any match counts, and every group that is named must match.
#[flags(c = "virDomainSnapshotListFlags")]
pub enum DomainSnapshotChildrenFlags {
    /// All that came after it, not the next ones only.
    #[value(c = "VIR_DOMAIN_SNAPSHOT_LIST_DESCENDANTS", since = "0.9.7")]
    Descendants = 0x1,
    /// Those that the driver keeps a description of.
    #[value(c = "VIR_DOMAIN_SNAPSHOT_LIST_METADATA", since = "0.9.5")]
    Metadata = 0x2,
    /// Those after which none was made.
    #[value(c = "VIR_DOMAIN_SNAPSHOT_LIST_LEAVES", since = "0.9.7")]
    Leaves = 0x4,
    /// Those after which one was made.
    #[value(c = "VIR_DOMAIN_SNAPSHOT_LIST_NO_LEAVES", since = "0.9.13")]
    NoLeaves = 0x8,
    /// Those that the driver keeps no description of.
    #[value(c = "VIR_DOMAIN_SNAPSHOT_LIST_NO_METADATA", since = "0.9.13")]
    NoMetadata = 0x10,
    /// Those of a domain that was shut off.
    #[value(c = "VIR_DOMAIN_SNAPSHOT_LIST_INACTIVE", since = "1.0.1")]
    Inactive = 0x20,
    /// Those of a domain that ran, with its memory.
    #[value(c = "VIR_DOMAIN_SNAPSHOT_LIST_ACTIVE", since = "1.0.1")]
    Active = 0x40,
    /// Those of disks without the memory.
    #[value(c = "VIR_DOMAIN_SNAPSHOT_LIST_DISK_ONLY", since = "1.0.1")]
    DiskOnly = 0x80,
    /// Those within the disks' images.
    #[value(c = "VIR_DOMAIN_SNAPSHOT_LIST_INTERNAL", since = "1.0.1")]
    Internal = 0x100,
    /// Those in files of their own.
    #[value(c = "VIR_DOMAIN_SNAPSHOT_LIST_EXTERNAL", since = "1.0.1")]
    External = 0x200,
    /// Each after the one that it was made after.
    #[value(c = "VIR_DOMAIN_SNAPSHOT_LIST_TOPOLOGICAL", since = "5.2.0")]
    Topological = 0x400,
}

/// How to go back to a snapshot.
#[flags(c = "virDomainSnapshotRevertFlags")]
pub enum DomainSnapshotRevertFlags {
    /// Let the guest run.
    #[value(c = "VIR_DOMAIN_SNAPSHOT_REVERT_RUNNING", since = "0.9.5")]
    Running = 0x1,
    /// Let the guest be paused.
    #[value(c = "VIR_DOMAIN_SNAPSHOT_REVERT_PAUSED", since = "0.9.5")]
    Paused = 0x2,
    /// Even if it is risky.
    #[value(c = "VIR_DOMAIN_SNAPSHOT_REVERT_FORCE", since = "0.9.7")]
    Force = 0x4,
    /// With a fresh variable store.
    #[value(c = "VIR_DOMAIN_SNAPSHOT_REVERT_RESET_NVRAM", since = "8.1.0")]
    ResetNvram = 0x8,
}

/// How to remove a snapshot.
#[flags(c = "virDomainSnapshotDeleteFlags")]
pub enum DomainSnapshotDeleteFlags {
    /// With all that came after it.
    #[value(c = "VIR_DOMAIN_SNAPSHOT_DELETE_CHILDREN", since = "0.8.0")]
    Children = 0x1,
    /// The driver's description only.
    #[value(c = "VIR_DOMAIN_SNAPSHOT_DELETE_METADATA_ONLY", since = "0.9.5")]
    MetadataOnly = 0x2,
    /// All that came after it, but not itself.
    #[value(c = "VIR_DOMAIN_SNAPSHOT_DELETE_CHILDREN_ONLY", since = "0.9.5")]
    ChildrenOnly = 0x4,
}

/// How to make a checkpoint.
#[flags(c = "virDomainCheckpointCreateFlags")]
pub enum DomainCheckpointCreateFlags {
    /// Only take a description up that the driver had before.
    #[value(c = "VIR_DOMAIN_CHECKPOINT_CREATE_REDEFINE", since = "5.6.0")]
    Redefine = 0x1,
    /// Have the guest stop writing meanwhile.
    #[value(c = "VIR_DOMAIN_CHECKPOINT_CREATE_QUIESCE", since = "5.6.0")]
    Quiesce = 0x2,
    /// Look whether the images have what the description says.
    #[value(c = "VIR_DOMAIN_CHECKPOINT_CREATE_REDEFINE_VALIDATE", since = "6.10.0")]
    RedefineValidate = 0x4,
}

/// How to give a checkpoint's document.
#[flags(c = "virDomainCheckpointXMLFlags")]
pub enum DomainCheckpointXmlFlags {
    /// With passwords and the like.
    #[value(c = "VIR_DOMAIN_CHECKPOINT_XML_SECURE", since = "5.6.0")]
    Secure = 0x1,
    /// Without the domain's document.
    #[value(c = "VIR_DOMAIN_CHECKPOINT_XML_NO_DOMAIN", since = "5.6.0")]
    NoDomain = 0x2,
    /// With how much has changed since.
    #[value(c = "VIR_DOMAIN_CHECKPOINT_XML_SIZE", since = "5.6.0")]
    Size = 0x4,
}

/// Which checkpoints of a domain to list.
#[flags(c = "virDomainCheckpointListFlags")]
pub enum DomainCheckpointListFlags {
    /// Those that were made after no other.
    #[value(c = "VIR_DOMAIN_CHECKPOINT_LIST_ROOTS", since = "5.6.0")]
    Roots = 0x1,
    /// Each after the one that it was made after.
    #[value(c = "VIR_DOMAIN_CHECKPOINT_LIST_TOPOLOGICAL", since = "5.6.0")]
    Topological = 0x2,
    /// Those after which none was made.
    #[value(c = "VIR_DOMAIN_CHECKPOINT_LIST_LEAVES", since = "5.6.0")]
    Leaves = 0x4,
    /// Those after which one was made.
    #[value(c = "VIR_DOMAIN_CHECKPOINT_LIST_NO_LEAVES", since = "5.6.0")]
    NoLeaves = 0x8,
}

/// Which checkpoints after one to list.
#[flags(c = "virDomainCheckpointListFlags")]
pub enum DomainCheckpointChildrenFlags {
    /// All that came after it, not the next ones only.
    #[value(c = "VIR_DOMAIN_CHECKPOINT_LIST_DESCENDANTS", since = "5.6.0")]
    Descendants = 0x1,
    /// Each after the one that it was made after.
    #[value(c = "VIR_DOMAIN_CHECKPOINT_LIST_TOPOLOGICAL", since = "5.6.0")]
    Topological = 0x2,
    /// Those after which none was made.
    #[value(c = "VIR_DOMAIN_CHECKPOINT_LIST_LEAVES", since = "5.6.0")]
    Leaves = 0x4,
    /// Those after which one was made.
    #[value(c = "VIR_DOMAIN_CHECKPOINT_LIST_NO_LEAVES", since = "5.6.0")]
    NoLeaves = 0x8,
}

/// How to remove a checkpoint.
#[flags(c = "virDomainCheckpointDeleteFlags")]
pub enum DomainCheckpointDeleteFlags {
    /// With all that came after it.
    #[value(c = "VIR_DOMAIN_CHECKPOINT_DELETE_CHILDREN", since = "5.6.0")]
    Children = 0x1,
    /// The driver's description only.
    #[value(c = "VIR_DOMAIN_CHECKPOINT_DELETE_METADATA_ONLY", since = "5.6.0")]
    MetadataOnly = 0x2,
    /// All that came after it, but not itself.
    #[value(c = "VIR_DOMAIN_CHECKPOINT_DELETE_CHILDREN_ONLY", since = "5.6.0")]
    ChildrenOnly = 0x4,
}
