//! Operations on a domain's disks.
//!
//! Input of `cargo xtask codegen`; not compiled. `mod.md` beside this file explains the attributes.

/// Disks.
#[extends(family = "hypervisor")]
pub trait Domain {
    /// Bytes of a disk, as the guest sees it, by its target name or source path.
    #[operation(c = "virDomainBlockPeek", since = "0.4.2", access = "domain:block-read", wire = 103)]
    fn block_peek(#[non_empty] disk: String, offset: u64, size: u64, #[unused_flags] flags: u32) -> Bytes;

    /// Gives a disk of the guest another size, in KiB or, with the flag, in bytes.
    #[operation(c = "virDomainBlockResize", since = "0.9.8", access = "domain:block-write", wire = 251, exclusive = "BYTES|CAPACITY")]
    fn block_resize(disk: String, size: u64, flags: DomainBlockResizeFlags);

    /// What a disk has done since the guest started, by the names in `DomainBlockStatsParameters`; all disks together
    /// where the name is empty.
    #[operation(c = "virDomainBlockStatsFlags", since = "0.9.5", access = "domain:read", wire = 243)]
    fn block_stats_flags(disk: String, #[unused_flags] flags: u32) -> TypedParameters;

    /// The limits of a disk, by the names in `DomainBlockIoTuneParameters`.
    #[operation(c = "virDomainGetBlockIoTune", since = "0.9.8", access = "domain:read", wire = 253, exclusive = "LIVE|CONFIG")]
    fn block_io_tune(disk: Option<String>, flags: DomainModificationImpact) -> TypedParameters;

    /// Changes the limits of a disk; those that are not named stay.
    #[operation(
        c = "virDomainSetBlockIoTune", since = "0.9.8", access = "domain:write, domain:save@flags=!VIR_DOMAIN_AFFECT_CONFIG|VIR_DOMAIN_AFFECT_LIVE, domain:save@flags=VIR_DOMAIN_AFFECT_CONFIG", wire = 252,
    )]
    fn set_block_io_tune(
        disk: String,
        #[non_empty] #[parameters(DomainBlockIoTuneParameters)] parameters: TypedParameters,
        flags: DomainModificationImpact,
    );

    /// Makes a group of limits that several disks share, or changes it.
    #[operation(
        c = "virDomainSetThrottleGroup", since = "11.2.0", access = "domain:write, domain:save@flags=!VIR_DOMAIN_AFFECT_CONFIG|VIR_DOMAIN_AFFECT_LIVE, domain:save@flags=VIR_DOMAIN_AFFECT_CONFIG", wire = 451,
    )]
    fn set_throttle_group(
        #[non_empty] group: String,
        #[parameters(DomainBlockIoTuneParameters)] parameters: TypedParameters,
        flags: DomainModificationImpact,
    );

    /// Removes a group of limits; an error while a disk uses it.
    #[operation(
        c = "virDomainDelThrottleGroup", since = "11.2.0", access = "domain:write, domain:save@flags=!VIR_DOMAIN_AFFECT_CONFIG|VIR_DOMAIN_AFFECT_LIVE, domain:save@flags=VIR_DOMAIN_AFFECT_CONFIG", wire = 452,
    )]
    fn delete_throttle_group(#[non_empty] group: String, flags: DomainModificationImpact);

    /// How far the job of a disk is; nothing if it has none.
    #[operation(c = "virDomainGetBlockJobInfo", since = "0.9.4", access = "domain:read", wire = 238)]
    fn block_job_info(disk: String, flags: DomainBlockJobInfoFlags) -> Option<DomainBlockJobInfo>;

    /// Ends the job of a disk; a copy that is ready can take the disk's place instead.
    #[operation(c = "virDomainBlockJobAbort", since = "0.9.4", access = "domain:write", wire = 237)]
    fn block_job_abort(disk: String, flags: DomainBlockJobAbortFlags);

    /// How fast the job of a disk may be, in MiB/s or, with the flag, in bytes per second.
    #[operation(c = "virDomainBlockJobSetSpeed", since = "0.9.4", access = "domain:write", wire = 239)]
    fn block_job_set_speed(disk: String, bandwidth: u64, flags: DomainBlockJobSetSpeedFlags);

    /// Brings what is in the backing files into the disk's own image, so that it needs them no more.
    #[operation(c = "virDomainBlockPull", since = "0.9.4", access = "domain:block-write", wire = 240, long = "block job")]
    fn block_pull(disk: String, bandwidth: u64, flags: DomainBlockPullFlags);

    /// Brings what is in the backing files above `base` into the disk's own image, or copies the disk to the file
    /// `base`.
    #[operation(
        c = "virDomainBlockRebase", since = "0.9.10", access = "domain:block-write", wire = 266,
        requires = "SHALLOW:COPY, REUSE_EXT:COPY, COPY_RAW:COPY, COPY_DEV:COPY",
        long = "block job",
    )]
    fn block_rebase(disk: String, base: Option<String>, bandwidth: u64, flags: DomainBlockRebaseFlags);

    /// Copies a disk to where a `<disk>` document says, and keeps the copy up to date until the job is ended.
    #[operation(c = "virDomainBlockCopy", since = "1.2.8", access = "domain:block-write", wire = 345, long = "block job")]
    fn block_copy(
        disk: String,
        destination_xml: String,
        #[parameters(DomainBlockCopyParameters)] parameters: TypedParameters,
        flags: DomainBlockCopyFlags,
    );

    /// Writes what is in a disk's images from `top` down into `base`; none mean the first and the last backing file.
    #[operation(c = "virDomainBlockCommit", since = "0.10.2", access = "domain:block-write", wire = 290, long = "block job")]
    fn block_commit(
        disk: String,
        base: Option<String>,
        top: Option<String>,
        bandwidth: u64,
        flags: DomainBlockCommitFlags,
    );

    /// The disks that failed, and how.
    #[operation(c = "virDomainGetDiskErrors", since = "0.9.10", access = "domain:read", wire = 263)]
    fn disk_errors(#[unused_flags] flags: u32) -> Vec<DomainDiskError>;

    /// Asks for an event when a disk, or one file of its chain (`vda[2]`), is written beyond this offset, in bytes; 0
    /// asks for none.
    #[operation(c = "virDomainSetBlockThreshold", since = "3.1.0", access = "domain:write", wire = 386)]
    fn set_block_threshold(device: String, threshold: u64, #[unused_flags] flags: u32);

    /// Begins a backup as a document says, and makes a checkpoint at the same time.
    #[operation(c = "virDomainBackupBegin", since = "6.0.0", access = "domain:checkpoint, domain:block-write", wire = 421)]
    fn backup_begin(backup_xml: String, checkpoint_xml: Option<String>, flags: DomainBackupBeginFlags);

    /// The present backup as a document.
    #[operation(c = "virDomainBackupGetXMLDesc", since = "6.0.0", access = "domain:read", wire = 422, priority = "high")]
    fn backup_xml_desc(#[unused_flags] flags: u32) -> String;
}
