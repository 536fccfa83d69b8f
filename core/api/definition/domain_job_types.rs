//! Values and results of saving, jobs and migration.
//!
//! Input of `cargo xtask codegen`; not compiled. `mod.md` beside this file explains the attributes.

/// How to save or restore.
#[flags(c = "virDomainSaveRestoreFlags")]
pub enum DomainSaveRestoreFlags {
    /// Around the host's cache.
    #[value(c = "VIR_DOMAIN_SAVE_BYPASS_CACHE", since = "0.9.4")]
    BypassCache = 0x1,
    /// Let the guest run when it is restored.
    #[value(c = "VIR_DOMAIN_SAVE_RUNNING", since = "0.9.5")]
    Running = 0x2,
    /// Let the guest be paused when it is restored.
    #[value(c = "VIR_DOMAIN_SAVE_PAUSED", since = "0.9.5")]
    Paused = 0x4,
    /// With a fresh variable store.
    #[value(c = "VIR_DOMAIN_SAVE_RESET_NVRAM", since = "8.1.0")]
    ResetNvram = 0x8,
}

/// How to give the document in a memory image.
#[flags(c = "virDomainSaveImageXMLFlags")]
pub enum DomainSaveImageXmlFlags {
    /// With passwords and the like.
    #[value(c = "VIR_DOMAIN_SAVE_IMAGE_XML_SECURE", since = "5.1.0")]
    Secure = 0x1,
}

/// How to dump.
#[flags(c = "virDomainCoreDumpFlags")]
pub enum DomainCoreDumpFlags {
    /// End the guest afterwards.
    #[value(c = "VIR_DUMP_CRASH", since = "0.7.5")]
    Crash = 0x1,
    /// Do not pause the guest.
    #[value(c = "VIR_DUMP_LIVE", since = "0.7.5")]
    Live = 0x2,
    /// Around the host's cache.
    #[value(c = "VIR_DUMP_BYPASS_CACHE", since = "0.9.4")]
    BypassCache = 0x4,
    /// Reset the guest afterwards.
    #[value(c = "VIR_DUMP_RESET", since = "0.9.7")]
    Reset = 0x8,
    /// The memory alone, in a common format.
    #[value(c = "VIR_DUMP_MEMORY_ONLY", since = "0.9.13")]
    MemoryOnly = 0x10,
}

/// The format of a memory dump.
#[enumeration(c = "virDomainCoreDumpFormat")]
pub enum DomainCoreDumpFormat {
    /// ELF.
    #[value(c = "VIR_DOMAIN_CORE_DUMP_FORMAT_RAW", since = "1.2.3")]
    Raw = 0,
    /// kdump, compressed with zlib.
    #[value(c = "VIR_DOMAIN_CORE_DUMP_FORMAT_KDUMP_ZLIB", since = "1.2.3")]
    KdumpZlib = 1,
    /// kdump, compressed with lzo.
    #[value(c = "VIR_DOMAIN_CORE_DUMP_FORMAT_KDUMP_LZO", since = "1.2.3")]
    KdumpLzo = 2,
    /// kdump, compressed with snappy.
    #[value(c = "VIR_DOMAIN_CORE_DUMP_FORMAT_KDUMP_SNAPPY", since = "1.2.3")]
    KdumpSnappy = 3,
    /// As Windows has it.
    #[value(c = "VIR_DOMAIN_CORE_DUMP_FORMAT_WIN_DMP", since = "7.4.0")]
    WindowsDump = 4,
}

/// The state of a job.
#[enumeration(c = "virDomainJobType")]
pub enum DomainJobType {
    /// There is none.
    #[value(c = "VIR_DOMAIN_JOB_NONE", since = "0.7.7")]
    None = 0,
    /// It runs, and it is known when it ends.
    #[value(c = "VIR_DOMAIN_JOB_BOUNDED", since = "0.7.7")]
    Bounded = 1,
    /// It runs, and it is not known when it ends.
    #[value(c = "VIR_DOMAIN_JOB_UNBOUNDED", since = "0.7.7")]
    Unbounded = 2,
    /// It is done.
    #[value(c = "VIR_DOMAIN_JOB_COMPLETED", since = "0.7.7")]
    Completed = 3,
    /// It failed.
    #[value(c = "VIR_DOMAIN_JOB_FAILED", since = "0.7.7")]
    Failed = 4,
    /// It was ended.
    #[value(c = "VIR_DOMAIN_JOB_CANCELLED", since = "0.7.7")]
    Cancelled = 5,
}

/// What a job does.
#[enumeration(c = "virDomainJobOperation")]
pub enum DomainJobOperation {
    /// That is not known.
    #[value(c = "VIR_DOMAIN_JOB_OPERATION_UNKNOWN", since = "3.3.0")]
    Unknown = 0,
    /// Start.
    #[value(c = "VIR_DOMAIN_JOB_OPERATION_START", since = "3.3.0")]
    Start = 1,
    /// Save to disk.
    #[value(c = "VIR_DOMAIN_JOB_OPERATION_SAVE", since = "3.3.0")]
    Save = 2,
    /// Restore from disk.
    #[value(c = "VIR_DOMAIN_JOB_OPERATION_RESTORE", since = "3.3.0")]
    Restore = 3,
    /// Come from another host.
    #[value(c = "VIR_DOMAIN_JOB_OPERATION_MIGRATION_IN", since = "3.3.0")]
    MigrationIn = 4,
    /// Go to another host.
    #[value(c = "VIR_DOMAIN_JOB_OPERATION_MIGRATION_OUT", since = "3.3.0")]
    MigrationOut = 5,
    /// Make a snapshot.
    #[value(c = "VIR_DOMAIN_JOB_OPERATION_SNAPSHOT", since = "3.3.0")]
    Snapshot = 6,
    /// Revert to a snapshot.
    #[value(c = "VIR_DOMAIN_JOB_OPERATION_SNAPSHOT_REVERT", since = "3.3.0")]
    SnapshotRevert = 7,
    /// Dump the memory.
    #[value(c = "VIR_DOMAIN_JOB_OPERATION_DUMP", since = "3.3.0")]
    Dump = 8,
    /// Back disks up.
    #[value(c = "VIR_DOMAIN_JOB_OPERATION_BACKUP", since = "6.0.0")]
    Backup = 9,
    /// Remove a snapshot.
    #[value(c = "VIR_DOMAIN_JOB_OPERATION_SNAPSHOT_DELETE", since = "9.0.0")]
    SnapshotDelete = 10,
}

/// Which job to tell of.
#[flags(c = "virDomainGetJobStatsFlags")]
pub enum DomainJobStatsFlags {
    /// The one that ended last.
    #[value(c = "VIR_DOMAIN_JOB_STATS_COMPLETED", since = "1.2.9")]
    Completed = 0x1,
    /// Do not forget the one that ended last.
    #[value(c = "VIR_DOMAIN_JOB_STATS_KEEP_COMPLETED", since = "6.0.0")]
    KeepCompleted = 0x2,
}

/// How to end a job.
#[flags(c = "virDomainAbortJobFlagsValues")]
pub enum DomainAbortJobFlags {
    /// A migration that is in its post-copy phase too.
    #[value(c = "VIR_DOMAIN_ABORT_JOB_POSTCOPY", since = "8.5.0")]
    Postcopy = 0x1,
}

/// How far a job is. Times are in milliseconds, data in bytes.
#[record(c = "virDomainJobInfo")]
pub struct DomainJobInfo {
    /// Its state.
    pub kind: DomainJobType,
    /// For how long it runs.
    pub time_elapsed: u64,
    /// How long it will still run.
    pub time_remaining: u64,
    /// How much there is to move.
    pub data_total: u64,
    /// How much was moved.
    pub data_processed: u64,
    /// How much is left.
    pub data_remaining: u64,
    /// How much memory there is to move.
    pub memory_total: u64,
    /// How much memory was moved.
    pub memory_processed: u64,
    /// How much memory is left.
    pub memory_remaining: u64,
    /// How much of disks there is to move.
    pub file_total: u64,
    /// How much of disks was moved.
    pub file_processed: u64,
    /// How much of disks is left.
    pub file_remaining: u64,
}

/// How far a job is, or how it ended.
#[record]
pub struct DomainJobStats {
    /// Its state.
    pub kind: DomainJobType,
    /// What is known of it, by the names in `DomainJobParameters`.
    pub parameters: Vec<TypedParameter>,
}

/// How to migrate.
#[flags(c = "virDomainMigrateFlags")]
pub enum DomainMigrateFlags {
    /// The guest goes on running.
    #[value(c = "VIR_MIGRATE_LIVE", since = "0.3.2")]
    Live = 0x1,
    /// The hosts talk to each other without the caller.
    #[value(c = "VIR_MIGRATE_PEER2PEER", since = "0.7.2")]
    PeerToPeer = 0x2,
    /// The memory goes through the connection of the managers.
    #[value(c = "VIR_MIGRATE_TUNNELLED", since = "0.7.2")]
    Tunnelled = 0x4,
    /// Store the definition there.
    #[value(c = "VIR_MIGRATE_PERSIST_DEST", since = "0.7.3")]
    PersistDestination = 0x8,
    /// Remove the definition here.
    #[value(c = "VIR_MIGRATE_UNDEFINE_SOURCE", since = "0.7.3")]
    UndefineSource = 0x10,
    /// The guest is paused there.
    #[value(c = "VIR_MIGRATE_PAUSED", since = "0.7.5")]
    Paused = 0x20,
    /// Copy the disks with their backing files.
    #[value(c = "VIR_MIGRATE_NON_SHARED_DISK", since = "0.8.2")]
    NonSharedDisk = 0x40,
    /// Copy the disks; the backing files are there.
    #[value(c = "VIR_MIGRATE_NON_SHARED_INC", since = "0.8.2")]
    NonSharedIncremental = 0x80,
    /// Refuse changes of the guest meanwhile.
    #[value(c = "VIR_MIGRATE_CHANGE_PROTECTION", since = "0.9.4")]
    ChangeProtection = 0x100,
    /// Even if disks may be harmed.
    #[value(c = "VIR_MIGRATE_UNSAFE", since = "0.9.11")]
    Unsafe = 0x200,
    /// The definition alone.
    #[value(c = "VIR_MIGRATE_OFFLINE", since = "1.0.1")]
    Offline = 0x400,
    /// Compress the memory.
    #[value(c = "VIR_MIGRATE_COMPRESSED", since = "1.0.3")]
    Compressed = 0x800,
    /// End the migration when a disk fails.
    #[value(c = "VIR_MIGRATE_ABORT_ON_ERROR", since = "1.1.0")]
    AbortOnError = 0x1000,
    /// Slow the guest down until the migration can end.
    #[value(c = "VIR_MIGRATE_AUTO_CONVERGE", since = "1.2.3")]
    AutoConverge = 0x2000,
    /// Lock all of the memory for RDMA.
    #[value(c = "VIR_MIGRATE_RDMA_PIN_ALL", since = "1.2.9")]
    RdmaPinAll = 0x4000,
    /// The guest can be switched over before its memory is there.
    #[value(c = "VIR_MIGRATE_POSTCOPY", since = "1.3.3")]
    Postcopy = 0x8000,
    /// Encrypt the stream of memory.
    #[value(c = "VIR_MIGRATE_TLS", since = "3.2.0")]
    Tls = 0x10000,
    /// Over several connections.
    #[value(c = "VIR_MIGRATE_PARALLEL", since = "5.2.0")]
    Parallel = 0x20000,
    /// The guest's writes to disk go to both hosts before they are done.
    #[value(c = "VIR_MIGRATE_NON_SHARED_SYNCHRONOUS_WRITES", since = "8.0.0")]
    NonSharedSynchronousWrites = 0x40000,
    /// Go on with one that broke in its post-copy phase.
    #[value(c = "VIR_MIGRATE_POSTCOPY_RESUME", since = "8.5.0")]
    PostcopyResume = 0x80000,
    /// Without copying the memory in the host.
    #[value(c = "VIR_MIGRATE_ZEROCOPY", since = "8.5.0")]
    ZeroCopy = 0x100000,
}

/// Which speed of a migration is meant.
#[flags(c = "virDomainMigrateMaxSpeedFlags")]
pub enum DomainMigrateMaxSpeedFlags {
    /// That of the post-copy phase.
    #[value(c = "VIR_DOMAIN_MIGRATE_MAX_SPEED_POSTCOPY", since = "5.1.0")]
    Postcopy = 0x1,
}

/// How to measure how fast memory changes; nothing named means by samples of pages.
#[flags(c = "virDomainDirtyRateCalcFlags")]
pub enum DomainDirtyRateCalcFlags {
    /// By a bit map of all pages.
    #[value(c = "VIR_DOMAIN_DIRTYRATE_MODE_DIRTY_BITMAP", since = "8.1.0")]
    ModeDirtyBitmap = 0x1,
    /// By the ring of each virtual processor.
    #[value(c = "VIR_DOMAIN_DIRTYRATE_MODE_DIRTY_RING", since = "8.1.0")]
    ModeDirtyRing = 0x2,
}

/// The state of a measurement of how fast memory changes.
#[enumeration(c = "virDomainDirtyRateStatus")]
pub enum DomainDirtyRateStatus {
    /// There was none.
    #[value(c = "VIR_DOMAIN_DIRTYRATE_UNSTARTED", since = "7.2.0")]
    Unstarted = 0,
    /// It runs.
    #[value(c = "VIR_DOMAIN_DIRTYRATE_MEASURING", since = "7.2.0")]
    Measuring = 1,
    /// It is done.
    #[value(c = "VIR_DOMAIN_DIRTYRATE_MEASURED", since = "7.2.0")]
    Measured = 2,
}
