//! Names of typed parameters of disks, with the kinds of their values.
//!
//! Input of `cargo xtask codegen`; not compiled. `mod.md` beside this file explains the attributes.

/// What a disk has done; times are in nanoseconds.
#[parameters]
pub struct DomainBlockStatsParameters {
    /// Bytes read.
    #[parameter(c = "VIR_DOMAIN_BLOCK_STATS_READ_BYTES", name = "rd_bytes")]
    pub read_bytes: i64,
    /// Read requests.
    #[parameter(c = "VIR_DOMAIN_BLOCK_STATS_READ_REQ", name = "rd_operations")]
    pub read_requests: i64,
    /// Time spent reading.
    #[parameter(c = "VIR_DOMAIN_BLOCK_STATS_READ_TOTAL_TIMES", name = "rd_total_times")]
    pub read_total_times: i64,
    /// Bytes written.
    #[parameter(c = "VIR_DOMAIN_BLOCK_STATS_WRITE_BYTES", name = "wr_bytes")]
    pub write_bytes: i64,
    /// Write requests.
    #[parameter(c = "VIR_DOMAIN_BLOCK_STATS_WRITE_REQ", name = "wr_operations")]
    pub write_requests: i64,
    /// Time spent writing.
    #[parameter(c = "VIR_DOMAIN_BLOCK_STATS_WRITE_TOTAL_TIMES", name = "wr_total_times")]
    pub write_total_times: i64,
    /// Flushes.
    #[parameter(c = "VIR_DOMAIN_BLOCK_STATS_FLUSH_REQ", name = "flush_operations")]
    pub flush_requests: i64,
    /// Time spent flushing.
    #[parameter(c = "VIR_DOMAIN_BLOCK_STATS_FLUSH_TOTAL_TIMES", name = "flush_total_times")]
    pub flush_total_times: i64,
    /// Errors, where the hypervisor counts them.
    #[parameter(c = "VIR_DOMAIN_BLOCK_STATS_ERRS", name = "errs")]
    pub errors: i64,
}

/// How to copy a disk.
#[parameters]
pub struct DomainBlockCopyParameters {
    /// How fast, in bytes per second.
    #[parameter(c = "VIR_DOMAIN_BLOCK_COPY_BANDWIDTH", name = "bandwidth")]
    pub bandwidth: u64,
    /// In pieces of so many bytes: a power of two.
    #[parameter(c = "VIR_DOMAIN_BLOCK_COPY_GRANULARITY", name = "granularity")]
    pub granularity: u32,
    /// How many bytes may be on their way.
    #[parameter(c = "VIR_DOMAIN_BLOCK_COPY_BUF_SIZE", name = "buf-size")]
    pub buf_size: u64,
}
