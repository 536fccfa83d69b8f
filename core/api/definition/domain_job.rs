//! Operations on a domain's memory on disk, its jobs and its migration.
//!
//! Input of `cargo xtask codegen`; not compiled. `mod.md` beside this file explains the attributes.

/// Saving, jobs and migration.
#[extends(family = "hypervisor")]
pub trait Domain {
    /// Writes the guest's memory to a file and ends the guest; `restore` brings it back.
    #[operation(
        c = "virDomainSave", since = "0.0.3", access = "domain:hibernate", wire = 55,
        via = "self.save_flags(file, None, DomainSaveRestoreFlags::empty())",
        long = "job",
    )]
    fn save(file: String);

    /// Writes the guest's memory to a file and ends the guest. With a document, that becomes part of the image in the
    /// place of the guest's own.
    #[operation(c = "virDomainSaveFlags", since = "0.9.4", access = "domain:hibernate", wire = 232, exclusive = "RUNNING|PAUSED", long = "job")]
    fn save_flags(file: String, xml: Option<String>, flags: DomainSaveRestoreFlags);

    /// Writes the guest's memory to disk and ends the guest, as the parameters say.
    #[operation(c = "virDomainSaveParams", since = "8.4.0", access = "domain:hibernate", wire = 440, exclusive = "RUNNING|PAUSED", long = "job")]
    fn save_parameters(#[parameters(DomainSaveParameters)] parameters: TypedParameters, flags: DomainSaveRestoreFlags);

    /// Writes the guest's memory to a file that the driver keeps, and ends the guest; it is brought back when the guest
    /// is started.
    #[operation(c = "virDomainManagedSave", since = "0.8.0", access = "domain:hibernate", wire = 182, exclusive = "RUNNING|PAUSED", long = "job")]
    fn managed_save(flags: DomainSaveRestoreFlags);

    /// Whether there is a memory image that the driver keeps.
    #[operation(c = "virDomainHasManagedSaveImage", since = "0.8.0", access = "domain:read", wire = 183)]
    fn has_managed_save_image(#[unused_flags] flags: u32) -> bool;

    /// Removes the memory image that the driver keeps.
    #[operation(c = "virDomainManagedSaveRemove", since = "0.8.0", access = "domain:hibernate", wire = 184)]
    fn remove_managed_save(#[unused_flags] flags: u32);

    /// The document in the memory image that the driver keeps.
    #[operation(
        c = "virDomainManagedSaveGetXMLDesc", since = "3.7.0", access = "domain:read, domain:read-secure@flags=VIR_DOMAIN_SAVE_IMAGE_XML_SECURE", wire = 388,
    )]
    fn managed_save_xml_desc(flags: DomainSaveImageXmlFlags) -> String;

    /// Replaces the document in the memory image that the driver keeps.
    #[operation(
        c = "virDomainManagedSaveDefineXML", since = "3.7.0", access = "domain:write, domain:hibernate", wire = 389,
        exclusive = "RUNNING|PAUSED",
    )]
    fn define_managed_save_xml(xml: String, flags: DomainSaveRestoreFlags);

    /// Writes the guest's memory to a file, for looking at it.
    #[operation(
        c = "virDomainCoreDump", since = "0.1.9", access = "domain:core-dump", wire = 53,
        exclusive = "CRASH|LIVE, CRASH|RESET, LIVE|RESET",
        long = "job",
    )]
    fn core_dump(file: String, flags: DomainCoreDumpFlags);

    /// Writes the guest's memory to a file in a format.
    #[operation(
        c = "virDomainCoreDumpWithFormat", since = "1.2.3", access = "domain:core-dump", wire = 334,
        exclusive = "CRASH|LIVE, CRASH|RESET, LIVE|RESET",
        long = "job",
    )]
    fn core_dump_with_format(file: String, format: DomainCoreDumpFormat, flags: DomainCoreDumpFlags);

    /// How far the present job of the guest is.
    #[operation(c = "virDomainGetJobInfo", since = "0.7.7", access = "domain:read", wire = 163)]
    fn job_info() -> DomainJobInfo;

    /// How far the present job is, or how the last one ended, with all that is known of it.
    #[operation(c = "virDomainGetJobStats", since = "1.0.3", access = "domain:read", wire = 298, requires = "KEEP_COMPLETED:COMPLETED")]
    fn job_stats(flags: DomainJobStatsFlags) -> DomainJobStats;

    /// Ends the present job of the guest.
    #[operation(
        c = "virDomainAbortJob", since = "0.7.7", access = "domain:write", wire = 164,
        via = "self.abort_job_flags(DomainAbortJobFlags::empty())",
    )]
    fn abort_job();

    /// Ends the present job of the guest in the way that the flags say.
    #[operation(c = "virDomainAbortJobFlags", since = "8.5.0", access = "domain:write", wire = 442)]
    fn abort_job_flags(flags: DomainAbortJobFlags);

    /// Moves the guest to another host, which is connected to as well. Bandwidth is in MiB/s; 0 is the driver's choice.
    #[operation(c = "virDomainMigrate", since = "0.3.2", read_only = "refused", exclusive = "NON_SHARED_DISK|NON_SHARED_INCREMENTAL", long = "job")]
    fn migrate(
        destination: Connection,
        flags: DomainMigrateFlags,
        #[non_empty] name: Option<String>,
        uri: Option<String>,
        bandwidth: u64,
    ) -> Domain;

    /// Moves the guest to another host, with this document there.
    #[operation(c = "virDomainMigrate2", since = "0.9.2", read_only = "refused", exclusive = "NON_SHARED_DISK|NON_SHARED_INCREMENTAL", long = "job")]
    fn migrate2(
        destination: Connection,
        xml: Option<String>,
        flags: DomainMigrateFlags,
        #[non_empty] name: Option<String>,
        uri: Option<String>,
        bandwidth: u64,
    ) -> Domain;

    /// Moves the guest to another host, as the parameters say.
    #[operation(c = "virDomainMigrate3", since = "1.1.0", read_only = "refused", exclusive = "NON_SHARED_DISK|NON_SHARED_INCREMENTAL", long = "job")]
    fn migrate3(
        destination: Connection,
        #[parameters(DomainMigrateParameters)] parameters: TypedParameters,
        flags: DomainMigrateFlags,
    ) -> Domain;

    /// Moves the guest to another host, which the hypervisor reaches itself.
    #[operation(c = "virDomainMigrateToURI", since = "0.7.2", read_only = "refused", exclusive = "NON_SHARED_DISK|NON_SHARED_INCREMENTAL", long = "job")]
    fn migrate_to_uri(
        destination_uri: String,
        flags: DomainMigrateFlags,
        #[non_empty] name: Option<String>,
        bandwidth: u64,
    );

    /// Moves the guest to another host, which the hypervisor reaches itself: its manager by one URI, the stream of
    /// memory by the other.
    #[operation(c = "virDomainMigrateToURI2", since = "0.9.2", read_only = "refused", exclusive = "NON_SHARED_DISK|NON_SHARED_INCREMENTAL", long = "job")]
    fn migrate_to_uri2(
        connection_uri: Option<String>,
        migration_uri: Option<String>,
        xml: Option<String>,
        flags: DomainMigrateFlags,
        #[non_empty] name: Option<String>,
        bandwidth: u64,
    );

    /// Moves the guest to another host, which the hypervisor reaches itself, as the parameters say.
    #[operation(c = "virDomainMigrateToURI3", since = "1.1.0", read_only = "refused", exclusive = "NON_SHARED_DISK|NON_SHARED_INCREMENTAL", long = "job")]
    fn migrate_to_uri3(
        connection_uri: Option<String>,
        #[parameters(DomainMigrateParameters)] parameters: TypedParameters,
        flags: DomainMigrateFlags,
    );

    /// How long the guest may stand still at the end of a migration, in milliseconds.
    #[operation(c = "virDomainMigrateSetMaxDowntime", since = "0.8.0", access = "domain:migrate", wire = 166)]
    fn set_max_migration_downtime(downtime: u64, #[unused_flags] flags: u32);

    /// How long the guest may stand still at the end of a migration, in milliseconds.
    #[operation(c = "virDomainMigrateGetMaxDowntime", since = "3.7.0", access = "domain:migrate", wire = 387)]
    fn max_migration_downtime(#[unused_flags] flags: u32) -> u64;

    /// How fast a migration may be, in MiB/s.
    #[operation(c = "virDomainMigrateSetMaxSpeed", since = "0.9.0", access = "domain:migrate", wire = 207)]
    fn set_max_migration_speed(bandwidth: u64, flags: DomainMigrateMaxSpeedFlags);

    /// How fast a migration may be, in MiB/s.
    #[operation(c = "virDomainMigrateGetMaxSpeed", since = "0.9.5", access = "domain:migrate", wire = 242)]
    fn max_migration_speed(flags: DomainMigrateMaxSpeedFlags) -> u64;

    /// How large the cache of a compressed migration is, in bytes.
    #[operation(c = "virDomainMigrateSetCompressionCache", since = "1.0.3", access = "domain:migrate", wire = 300)]
    fn set_migration_compression_cache(size: u64, #[unused_flags] flags: u32);

    /// How large the cache of a compressed migration is, in bytes.
    #[operation(c = "virDomainMigrateGetCompressionCache", since = "1.0.3", access = "domain:migrate", wire = 299)]
    fn migration_compression_cache(#[unused_flags] flags: u32) -> u64;

    /// Lets the guest run on the other host at once; what memory is missing there follows when it is needed.
    #[operation(c = "virDomainMigrateStartPostCopy", since = "1.3.3", access = "domain:migrate", wire = 364)]
    fn start_post_copy_migration(#[unused_flags] flags: u32);

    /// Measures for so many seconds how fast the guest changes its memory; the result is in the statistics.
    #[operation(
        c = "virDomainStartDirtyRateCalc", since = "7.2.0", access = "domain:write", wire = 427,
        exclusive = "MODE_DIRTY_BITMAP|MODE_DIRTY_RING",
    )]
    fn start_dirty_rate_calculation(seconds: i32, flags: DomainDirtyRateCalcFlags);
}

/// Images of guests' memory.
#[extends(family = "hypervisor")]
pub trait Connection {
    /// Brings back the guest whose memory is in a file.
    #[operation(
        c = "virDomainRestore", since = "0.0.3", access = "domain:start, domain:write", wire = 54,
        via = "self.restore_domain_flags(file, None, DomainSaveRestoreFlags::empty())",
        long = "call",
    )]
    fn restore_domain(file: String);

    /// Brings back the guest whose memory is in a file; with a document, that takes the place of the one in the image.
    #[operation(c = "virDomainRestoreFlags", since = "0.9.4", access = "domain:start, domain:write", wire = 233, exclusive = "RUNNING|PAUSED", long = "call")]
    fn restore_domain_flags(file: String, xml: Option<String>, flags: DomainSaveRestoreFlags);

    /// Brings back a guest whose memory is on disk, as the parameters say.
    #[operation(c = "virDomainRestoreParams", since = "8.4.0", access = "domain:start, domain:write", wire = 441, exclusive = "RUNNING|PAUSED", long = "call")]
    fn restore_domain_parameters(
        #[parameters(DomainSaveParameters)] parameters: TypedParameters,
        flags: DomainSaveRestoreFlags,
    );

    /// The document in a memory image.
    #[operation(c = "virDomainSaveImageGetXMLDesc", since = "0.9.4", access = "domain:write", wire = 235, priority = "high")]
    fn save_image_xml_desc(file: String, flags: DomainSaveImageXmlFlags) -> String;

    /// Replaces the document in a memory image; what the guest sees of it must stay.
    #[operation(
        c = "virDomainSaveImageDefineXML", since = "0.9.4", access = "domain:write, domain:hibernate", wire = 236, priority = "high",
        exclusive = "RUNNING|PAUSED",
    )]
    fn define_save_image_xml(file: String, xml: String, flags: DomainSaveRestoreFlags);
}
