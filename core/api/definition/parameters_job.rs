//! Names of typed parameters of saving, migration and jobs, with the kinds of their values.
//!
//! Input of `cargo xtask codegen`; not compiled. `mod.md` beside this file explains the attributes.

/// Where and how a guest's memory is on disk.
#[parameters]
pub struct DomainSaveParameters {
    /// The file; none is the one that the driver keeps.
    #[parameter(c = "VIR_DOMAIN_SAVE_PARAM_FILE", name = "file")]
    pub file: String,
    /// A document in the place of the guest's own.
    #[parameter(c = "VIR_DOMAIN_SAVE_PARAM_DXML", name = "dxml")]
    pub xml: String,
    /// The format of the file.
    #[parameter(c = "VIR_DOMAIN_SAVE_PARAM_IMAGE_FORMAT", name = "image_format")]
    pub image_format: String,
    /// Over how many channels at once.
    #[parameter(c = "VIR_DOMAIN_SAVE_PARAM_PARALLEL_CHANNELS", name = "parallel.channels")]
    pub parallel_channels: i32,
}

/// How to migrate.
#[parameters]
pub struct DomainMigrateParameters {
    /// Where the stream of memory goes.
    #[parameter(c = "VIR_MIGRATE_PARAM_URI", name = "migrate_uri")]
    pub uri: String,
    /// The guest's name there.
    #[parameter(c = "VIR_MIGRATE_PARAM_DEST_NAME", name = "destination_name")]
    pub destination_name: String,
    /// The guest's document there.
    #[parameter(c = "VIR_MIGRATE_PARAM_DEST_XML", name = "destination_xml")]
    pub destination_xml: String,
    /// The definition that is stored there.
    #[parameter(c = "VIR_MIGRATE_PARAM_PERSIST_XML", name = "persistent_xml")]
    pub persist_xml: String,
    /// How fast, in MiB/s.
    #[parameter(c = "VIR_MIGRATE_PARAM_BANDWIDTH", name = "bandwidth")]
    pub bandwidth: u64,
    /// How fast in the post-copy phase, in MiB/s.
    #[parameter(c = "VIR_MIGRATE_PARAM_BANDWIDTH_POSTCOPY", name = "bandwidth.postcopy")]
    pub bandwidth_postcopy: u64,
    /// How fast the network is when the guest stands still, in bytes per second.
    #[parameter(c = "VIR_MIGRATE_PARAM_BANDWIDTH_AVAIL_SWITCHOVER", name = "bandwidth.avail.switchover")]
    pub bandwidth_available_switchover: u64,
    /// Where graphics clients find the guest then.
    #[parameter(c = "VIR_MIGRATE_PARAM_GRAPHICS_URI", name = "graphics_uri")]
    pub graphics_uri: String,
    /// Where the other host listens.
    #[parameter(c = "VIR_MIGRATE_PARAM_LISTEN_ADDRESS", name = "listen_address")]
    pub listen_address: String,
    /// A disk to copy, by its target name; comes once for each.
    #[parameter(c = "VIR_MIGRATE_PARAM_MIGRATE_DISKS", name = "migrate_disks")]
    pub migrate_disks: String,
    /// A disk whose zeros are not copied; comes once for each.
    #[parameter(c = "VIR_MIGRATE_PARAM_MIGRATE_DISKS_DETECT_ZEROES", name = "migrate_disks_detect_zeroes")]
    pub migrate_disks_detect_zeroes: String,
    /// The port that disks are copied to.
    #[parameter(c = "VIR_MIGRATE_PARAM_DISKS_PORT", name = "disks_port")]
    pub disks_port: i32,
    /// Where disks are copied to.
    #[parameter(c = "VIR_MIGRATE_PARAM_DISKS_URI", name = "disks_uri")]
    pub disks_uri: String,
    /// How memory is compressed; comes once for each way.
    #[parameter(c = "VIR_MIGRATE_PARAM_COMPRESSION", name = "compression")]
    pub compression: String,
    /// How much, from 0 to 9.
    #[parameter(c = "VIR_MIGRATE_PARAM_COMPRESSION_MT_LEVEL", name = "compression.mt.level")]
    pub compression_mt_level: i32,
    /// With how many threads here.
    #[parameter(c = "VIR_MIGRATE_PARAM_COMPRESSION_MT_THREADS", name = "compression.mt.threads")]
    pub compression_mt_threads: i32,
    /// With how many threads there.
    #[parameter(c = "VIR_MIGRATE_PARAM_COMPRESSION_MT_DTHREADS", name = "compression.mt.dthreads")]
    pub compression_mt_dthreads: i32,
    /// The size of the cache of pages, in bytes.
    #[parameter(c = "VIR_MIGRATE_PARAM_COMPRESSION_XBZRLE_CACHE", name = "compression.xbzrle.cache")]
    pub compression_xbzrle_cache: u64,
    /// How much with zlib, from 0 to 9.
    #[parameter(c = "VIR_MIGRATE_PARAM_COMPRESSION_ZLIB_LEVEL", name = "compression.zlib.level")]
    pub compression_zlib_level: i32,
    /// How much with zstd, from 0 to 20.
    #[parameter(c = "VIR_MIGRATE_PARAM_COMPRESSION_ZSTD_LEVEL", name = "compression.zstd.level")]
    pub compression_zstd_level: i32,
    /// By how much the guest is slowed down at first, in percent.
    #[parameter(c = "VIR_MIGRATE_PARAM_AUTO_CONVERGE_INITIAL", name = "auto_converge.initial")]
    pub auto_converge_initial: i32,
    /// By how much more each time, in percent.
    #[parameter(c = "VIR_MIGRATE_PARAM_AUTO_CONVERGE_INCREMENT", name = "auto_converge.increment")]
    pub auto_converge_increment: i32,
    /// Over how many connections.
    #[parameter(c = "VIR_MIGRATE_PARAM_PARALLEL_CONNECTIONS", name = "parallel.connections")]
    pub parallel_connections: i32,
    /// The name in the other host's certificate.
    #[parameter(c = "VIR_MIGRATE_PARAM_TLS_DESTINATION", name = "tls.destination")]
    pub tls_destination: String,
}

/// What is known of a job. Times are in milliseconds, data in bytes, rates in bytes per second unless they say
/// otherwise.
#[parameters]
pub struct DomainJobParameters {
    /// By how much the guest is slowed down, in percent.
    #[parameter(c = "VIR_DOMAIN_JOB_AUTO_CONVERGE_THROTTLE", name = "auto_converge_throttle")]
    pub auto_converge_throttle: i32,
    /// Compression bytes.
    #[parameter(c = "VIR_DOMAIN_JOB_COMPRESSION_BYTES", name = "compression_bytes")]
    pub compression_bytes: u64,
    /// Compression cache.
    #[parameter(c = "VIR_DOMAIN_JOB_COMPRESSION_CACHE", name = "compression_cache")]
    pub compression_cache: u64,
    /// Compression cache misses.
    #[parameter(c = "VIR_DOMAIN_JOB_COMPRESSION_CACHE_MISSES", name = "compression_cache_misses")]
    pub compression_cache_misses: u64,
    /// Compression overflow.
    #[parameter(c = "VIR_DOMAIN_JOB_COMPRESSION_OVERFLOW", name = "compression_overflow")]
    pub compression_overflow: u64,
    /// Compression pages.
    #[parameter(c = "VIR_DOMAIN_JOB_COMPRESSION_PAGES", name = "compression_pages")]
    pub compression_pages: u64,
    /// Data processed.
    #[parameter(c = "VIR_DOMAIN_JOB_DATA_PROCESSED", name = "data_processed")]
    pub data_processed: u64,
    /// Data remaining.
    #[parameter(c = "VIR_DOMAIN_JOB_DATA_REMAINING", name = "data_remaining")]
    pub data_remaining: u64,
    /// Data total.
    #[parameter(c = "VIR_DOMAIN_JOB_DATA_TOTAL", name = "data_total")]
    pub data_total: u64,
    /// Disk: bytes per second.
    #[parameter(c = "VIR_DOMAIN_JOB_DISK_BPS", name = "disk_bps")]
    pub disk_bps: u64,
    /// Disk processed.
    #[parameter(c = "VIR_DOMAIN_JOB_DISK_PROCESSED", name = "disk_processed")]
    pub disk_processed: u64,
    /// Disk remaining.
    #[parameter(c = "VIR_DOMAIN_JOB_DISK_REMAINING", name = "disk_remaining")]
    pub disk_remaining: u64,
    /// Disk temp total.
    #[parameter(c = "VIR_DOMAIN_JOB_DISK_TEMP_TOTAL", name = "disk_temp_total")]
    pub disk_temp_total: u64,
    /// Disk temp used.
    #[parameter(c = "VIR_DOMAIN_JOB_DISK_TEMP_USED", name = "disk_temp_used")]
    pub disk_temp_used: u64,
    /// Disk total.
    #[parameter(c = "VIR_DOMAIN_JOB_DISK_TOTAL", name = "disk_total")]
    pub disk_total: u64,
    /// For how long the guest stood still, or will.
    #[parameter(c = "VIR_DOMAIN_JOB_DOWNTIME", name = "downtime")]
    pub downtime: u64,
    /// For how long the guest stood still, without differences of the clocks.
    #[parameter(c = "VIR_DOMAIN_JOB_DOWNTIME_NET", name = "downtime_net")]
    pub downtime_net: u64,
    /// Why it failed.
    #[parameter(c = "VIR_DOMAIN_JOB_ERRMSG", name = "errmsg")]
    pub errmsg: String,
    /// Memory: bytes per second.
    #[parameter(c = "VIR_DOMAIN_JOB_MEMORY_BPS", name = "memory_bps")]
    pub memory_bps: u64,
    /// Memory constant.
    #[parameter(c = "VIR_DOMAIN_JOB_MEMORY_CONSTANT", name = "memory_constant")]
    pub memory_constant: u64,
    /// Memory dirty rate.
    #[parameter(c = "VIR_DOMAIN_JOB_MEMORY_DIRTY_RATE", name = "memory_dirty_rate")]
    pub memory_dirty_rate: u64,
    /// Memory iteration.
    #[parameter(c = "VIR_DOMAIN_JOB_MEMORY_ITERATION", name = "memory_iteration")]
    pub memory_iteration: u64,
    /// Memory normal.
    #[parameter(c = "VIR_DOMAIN_JOB_MEMORY_NORMAL", name = "memory_normal")]
    pub memory_normal: u64,
    /// Memory normal bytes.
    #[parameter(c = "VIR_DOMAIN_JOB_MEMORY_NORMAL_BYTES", name = "memory_normal_bytes")]
    pub memory_normal_bytes: u64,
    /// Memory page size.
    #[parameter(c = "VIR_DOMAIN_JOB_MEMORY_PAGE_SIZE", name = "memory_page_size")]
    pub memory_page_size: u64,
    /// Memory postcopy requests.
    #[parameter(c = "VIR_DOMAIN_JOB_MEMORY_POSTCOPY_REQS", name = "memory_postcopy_requests")]
    pub memory_postcopy_requests: u64,
    /// Memory processed.
    #[parameter(c = "VIR_DOMAIN_JOB_MEMORY_PROCESSED", name = "memory_processed")]
    pub memory_processed: u64,
    /// Memory remaining.
    #[parameter(c = "VIR_DOMAIN_JOB_MEMORY_REMAINING", name = "memory_remaining")]
    pub memory_remaining: u64,
    /// Memory total.
    #[parameter(c = "VIR_DOMAIN_JOB_MEMORY_TOTAL", name = "memory_total")]
    pub memory_total: u64,
    /// What it does: a number of `DomainJobOperation`.
    #[parameter(c = "VIR_DOMAIN_JOB_OPERATION", name = "operation")]
    pub operation: i32,
    /// How long the preparations took.
    #[parameter(c = "VIR_DOMAIN_JOB_SETUP_TIME", name = "setup_time")]
    pub setup_time: u64,
    /// Whether it succeeded.
    #[parameter(c = "VIR_DOMAIN_JOB_SUCCESS", name = "success")]
    pub success: bool,
    /// For how long it runs.
    #[parameter(c = "VIR_DOMAIN_JOB_TIME_ELAPSED", name = "time_elapsed")]
    pub time_elapsed: u64,
    /// For how long it runs, without differences of the clocks.
    #[parameter(c = "VIR_DOMAIN_JOB_TIME_ELAPSED_NET", name = "time_elapsed_net")]
    pub time_elapsed_net: u64,
    /// How long it will still run.
    #[parameter(c = "VIR_DOMAIN_JOB_TIME_REMAINING", name = "time_remaining")]
    pub time_remaining: u64,
    /// Vfio data transferred.
    #[parameter(c = "VIR_DOMAIN_JOB_VFIO_DATA_TRANSFERRED", name = "vfio_data_transferred")]
    pub vfio_data_transferred: u64,
}
