//! Values and results of domains: devices, disks, jobs, resources, the inside of the guest.
//!
//! Input of `cargo xtask codegen`; not compiled. `mod.md` beside this file explains the attributes.

/// What a change of a device affects; nothing named means what runs if it does, else what is stored.
#[flags(c = "virDomainDeviceModifyFlags")]
pub enum DomainDeviceModifyFlags {
    /// What runs.
    #[value(c = "VIR_DOMAIN_DEVICE_MODIFY_LIVE", since = "0.7.7")]
    Live = 0x1,
    /// What is stored.
    #[value(c = "VIR_DOMAIN_DEVICE_MODIFY_CONFIG", since = "0.7.7")]
    Config = 0x2,
    /// Take a medium out even if the guest has locked it.
    #[value(c = "VIR_DOMAIN_DEVICE_MODIFY_FORCE", since = "0.8.6")]
    Force = 0x4,
}

/// A piece of metadata.
#[enumeration(c = "virDomainMetadataType")]
pub enum DomainMetadataType {
    /// A text for people.
    #[value(c = "VIR_DOMAIN_METADATA_DESCRIPTION", since = "0.9.10")]
    Description = 0,
    /// One line for people.
    #[value(c = "VIR_DOMAIN_METADATA_TITLE", since = "0.9.10")]
    Title = 1,
    /// An element in an application's own namespace.
    #[value(c = "VIR_DOMAIN_METADATA_ELEMENT", since = "0.9.10")]
    Element = 2,
}

/// Kinds of messages; none means all.
#[flags(c = "virDomainMessageType")]
pub enum DomainMessageTypes {
    /// Something that the guest uses will go away.
    #[value(c = "VIR_DOMAIN_MESSAGE_DEPRECATION", since = "7.1.0")]
    Deprecation = 0x1,
    /// The guest was brought into a state that nobody supports.
    #[value(c = "VIR_DOMAIN_MESSAGE_TAINTING", since = "7.1.0")]
    Tainting = 0x2,
    /// A disk failed.
    #[value(c = "VIR_DOMAIN_MESSAGE_IOERRORS", since = "11.1.0")]
    IoErrors = 0x4,
}

/// What a guest does by itself.
#[enumeration(c = "virDomainLifecycle")]
pub enum DomainLifecycleTrigger {
    /// It powers off.
    #[value(c = "VIR_DOMAIN_LIFECYCLE_POWEROFF", since = "3.9.0")]
    Poweroff = 0,
    /// It reboots.
    #[value(c = "VIR_DOMAIN_LIFECYCLE_REBOOT", since = "3.9.0")]
    Reboot = 1,
    /// It crashes.
    #[value(c = "VIR_DOMAIN_LIFECYCLE_CRASH", since = "3.9.0")]
    Crash = 2,
}

/// What to do when a guest does something by itself.
#[enumeration(c = "virDomainLifecycleAction")]
pub enum DomainLifecycleAction {
    /// End it.
    #[value(c = "VIR_DOMAIN_LIFECYCLE_ACTION_DESTROY", since = "3.9.0")]
    Destroy = 0,
    /// Start it again.
    #[value(c = "VIR_DOMAIN_LIFECYCLE_ACTION_RESTART", since = "3.9.0")]
    Restart = 1,
    /// Start it again under another name.
    #[value(c = "VIR_DOMAIN_LIFECYCLE_ACTION_RESTART_RENAME", since = "3.9.0")]
    RestartRename = 2,
    /// Leave it as it is, for looking at it.
    #[value(c = "VIR_DOMAIN_LIFECYCLE_ACTION_PRESERVE", since = "3.9.0")]
    Preserve = 3,
    /// Write its memory to a file, and end it.
    #[value(c = "VIR_DOMAIN_LIFECYCLE_ACTION_COREDUMP_DESTROY", since = "3.9.0")]
    CoredumpDestroy = 4,
    /// Write its memory to a file, and start it again.
    #[value(c = "VIR_DOMAIN_LIFECYCLE_ACTION_COREDUMP_RESTART", since = "3.9.0")]
    CoredumpRestart = 5,
}

/// Which graphics servers to tell.
#[enumeration(c = "virDomainGraphicsReloadType")]
pub enum DomainGraphicsReloadType {
    /// All of them.
    #[value(c = "VIR_DOMAIN_GRAPHICS_RELOAD_TYPE_ANY", since = "10.2.0")]
    Any = 0,
    /// VNC servers.
    #[value(c = "VIR_DOMAIN_GRAPHICS_RELOAD_TYPE_VNC", since = "10.2.0")]
    Vnc = 1,
}

/// How to open a graphics client.
#[flags(c = "virDomainOpenGraphicsFlags")]
pub enum DomainOpenGraphicsFlags {
    /// Without asking for a password.
    #[value(c = "VIR_DOMAIN_OPEN_GRAPHICS_SKIPAUTH", since = "0.9.7")]
    SkipAuthentication = 0x1,
}

/// What to do with open files that get a name.
#[flags(c = "virDomainFDAssociateFlags")]
pub enum DomainFdAssociateFlags {
    /// Give them their security label back in the end.
    #[value(c = "VIR_DOMAIN_FD_ASSOCIATE_SECLABEL_RESTORE", since = "9.0.0")]
    SeclabelRestore = 0x1,
    /// Label them so that the guest can write to them.
    #[value(c = "VIR_DOMAIN_FD_ASSOCIATE_SECLABEL_WRITABLE", since = "9.0.0")]
    SeclabelWritable = 0x2,
}

/// What QEMU's monitor answered.
#[record]
pub struct QemuMonitorAnswer {
    /// The answer.
    pub text: String,
    /// Open files that came with it.
    pub files: Vec<FileDescriptor>,
}

/// How to resize a disk.
#[flags(c = "virDomainBlockResizeFlags")]
pub enum DomainBlockResizeFlags {
    /// The size is in bytes.
    #[value(c = "VIR_DOMAIN_BLOCK_RESIZE_BYTES", since = "0.9.11")]
    Bytes = 0x1,
    /// Make the disk as large as the device that it is on.
    #[value(c = "VIR_DOMAIN_BLOCK_RESIZE_CAPACITY", since = "10.0.0")]
    Capacity = 0x2,
}

/// How to end the job of a disk.
#[flags(c = "virDomainBlockJobAbortFlags")]
pub enum DomainBlockJobAbortFlags {
    /// Do not wait until it has ended.
    #[value(c = "VIR_DOMAIN_BLOCK_JOB_ABORT_ASYNC", since = "0.9.12")]
    Async = 0x1,
    /// Let the copy that is ready take the disk's place.
    #[value(c = "VIR_DOMAIN_BLOCK_JOB_ABORT_PIVOT", since = "0.9.12")]
    Pivot = 0x2,
}

/// How to tell of the job of a disk.
#[flags(c = "virDomainBlockJobInfoFlags")]
pub enum DomainBlockJobInfoFlags {
    /// The bandwidth in bytes per second.
    #[value(c = "VIR_DOMAIN_BLOCK_JOB_INFO_BANDWIDTH_BYTES", since = "1.2.9")]
    BandwidthBytes = 0x1,
}

/// How the speed of a job is given.
#[flags(c = "virDomainBlockJobSetSpeedFlags")]
pub enum DomainBlockJobSetSpeedFlags {
    /// In bytes per second.
    #[value(c = "VIR_DOMAIN_BLOCK_JOB_SPEED_BANDWIDTH_BYTES", since = "1.2.9")]
    BandwidthBytes = 0x1,
}

/// How to pull.
#[flags(c = "virDomainBlockPullFlags")]
pub enum DomainBlockPullFlags {
    /// The bandwidth is in bytes per second.
    #[value(c = "VIR_DOMAIN_BLOCK_PULL_BANDWIDTH_BYTES", since = "1.2.9")]
    BandwidthBytes = 0x40,
}

/// How to rebase.
#[flags(c = "virDomainBlockRebaseFlags")]
pub enum DomainBlockRebaseFlags {
    /// Copy the disk's own image only, and keep the backing files.
    #[value(c = "VIR_DOMAIN_BLOCK_REBASE_SHALLOW", since = "0.9.12")]
    Shallow = 0x1,
    /// Use the file that is there.
    #[value(c = "VIR_DOMAIN_BLOCK_REBASE_REUSE_EXT", since = "0.9.12")]
    ReuseExt = 0x2,
    /// Make the copy a raw one.
    #[value(c = "VIR_DOMAIN_BLOCK_REBASE_COPY_RAW", since = "0.9.12")]
    CopyRaw = 0x4,
    /// Copy to the file instead of pulling.
    #[value(c = "VIR_DOMAIN_BLOCK_REBASE_COPY", since = "0.9.12")]
    Copy = 0x8,
    /// Keep the names of backing files relative.
    #[value(c = "VIR_DOMAIN_BLOCK_REBASE_RELATIVE", since = "1.2.7")]
    Relative = 0x10,
    /// The destination is a device.
    #[value(c = "VIR_DOMAIN_BLOCK_REBASE_COPY_DEV", since = "1.2.9")]
    CopyDev = 0x20,
    /// The bandwidth is in bytes per second.
    #[value(c = "VIR_DOMAIN_BLOCK_REBASE_BANDWIDTH_BYTES", since = "1.2.9")]
    BandwidthBytes = 0x40,
}

/// How to copy a disk.
#[flags(c = "virDomainBlockCopyFlags")]
pub enum DomainBlockCopyFlags {
    /// Copy the disk's own image only, and keep the backing files.
    #[value(c = "VIR_DOMAIN_BLOCK_COPY_SHALLOW", since = "1.2.8")]
    Shallow = 0x1,
    /// Use the file that is there.
    #[value(c = "VIR_DOMAIN_BLOCK_COPY_REUSE_EXT", since = "1.2.8")]
    ReuseExt = 0x2,
    /// The job need not outlive the guest.
    #[value(c = "VIR_DOMAIN_BLOCK_COPY_TRANSIENT_JOB", since = "3.5.0")]
    TransientJob = 0x4,
    /// The guest's writes go to both before they are done.
    #[value(c = "VIR_DOMAIN_BLOCK_COPY_SYNCHRONOUS_WRITES", since = "8.0.0")]
    SynchronousWrites = 0x8,
}

/// How to commit.
#[flags(c = "virDomainBlockCommitFlags")]
pub enum DomainBlockCommitFlags {
    /// Into the next backing file only.
    #[value(c = "VIR_DOMAIN_BLOCK_COMMIT_SHALLOW", since = "0.10.2")]
    Shallow = 0x1,
    /// Remove the files that are not needed any more.
    #[value(c = "VIR_DOMAIN_BLOCK_COMMIT_DELETE", since = "0.10.2")]
    Delete = 0x2,
    /// From the image that the guest writes to.
    #[value(c = "VIR_DOMAIN_BLOCK_COMMIT_ACTIVE", since = "1.2.6")]
    Active = 0x4,
    /// Keep the names of backing files relative.
    #[value(c = "VIR_DOMAIN_BLOCK_COMMIT_RELATIVE", since = "1.2.7")]
    Relative = 0x8,
    /// The bandwidth is in bytes per second.
    #[value(c = "VIR_DOMAIN_BLOCK_COMMIT_BANDWIDTH_BYTES", since = "1.2.9")]
    BandwidthBytes = 0x10,
}

/// How far the job of a disk is.
#[record(c = "virDomainBlockJobInfo")]
pub struct DomainBlockJobInfo {
    /// What it does.
    pub job: DomainBlockJobType,
    /// How fast it may be; 0 is without limit.
    pub bandwidth: u64,
    /// How far it is, in a unit of its own.
    pub current: u64,
    /// Where it ends, in the same unit; it can move.
    pub end: u64,
}

/// How a disk failed.
#[enumeration(c = "virDomainDiskErrorCode")]
pub enum DomainDiskErrorCode {
    /// It did not.
    #[value(c = "VIR_DOMAIN_DISK_ERROR_NONE", since = "0.9.10")]
    None = 0,
    /// In a way that is not known.
    #[value(c = "VIR_DOMAIN_DISK_ERROR_UNSPEC", since = "0.9.10")]
    Unspecified = 1,
    /// There was no room.
    #[value(c = "VIR_DOMAIN_DISK_ERROR_NO_SPACE", since = "0.9.10")]
    NoSpace = 2,
}

/// A disk that failed.
#[record(c = "virDomainDiskError")]
pub struct DomainDiskError {
    /// Its target name.
    pub disk: String,
    /// How it failed.
    pub error: DomainDiskErrorCode,
}

/// How to begin a backup.
#[flags(c = "virDomainBackupBeginFlags")]
pub enum DomainBackupBeginFlags {
    /// Use the files that are there.
    #[value(c = "VIR_DOMAIN_BACKUP_BEGIN_REUSE_EXTERNAL", since = "6.0.0")]
    ReuseExternal = 0x1,
}
