//! Names of typed parameters of limits and counters, with the kinds of their values.
//!
//! Input of `cargo xtask codegen`; not compiled. `mod.md` beside this file explains the attributes.

/// Limits of a disk: bytes and requests in a second, in all, reading or writing; `max` is for a burst, which may last
/// for `max_length` seconds.
#[parameters]
pub struct DomainBlockIoTuneParameters {
    /// The group that the limits are shared in.
    #[parameter(c = "VIR_DOMAIN_BLOCK_IOTUNE_GROUP_NAME", name = "group_name")]
    pub group_name: String,
    /// Reading: bytes in a second.
    #[parameter(c = "VIR_DOMAIN_BLOCK_IOTUNE_READ_BYTES_SEC", name = "read_bytes_sec")]
    pub read_bytes_sec: u64,
    /// Reading: bytes in a second for a burst.
    #[parameter(c = "VIR_DOMAIN_BLOCK_IOTUNE_READ_BYTES_SEC_MAX", name = "read_bytes_sec_max")]
    pub read_bytes_sec_max: u64,
    /// Reading: for how many seconds a burst of bytes may last.
    #[parameter(c = "VIR_DOMAIN_BLOCK_IOTUNE_READ_BYTES_SEC_MAX_LENGTH", name = "read_bytes_sec_max_length")]
    pub read_bytes_sec_max_length: u64,
    /// Reading: requests in a second.
    #[parameter(c = "VIR_DOMAIN_BLOCK_IOTUNE_READ_IOPS_SEC", name = "read_iops_sec")]
    pub read_iops_sec: u64,
    /// Reading: requests in a second for a burst.
    #[parameter(c = "VIR_DOMAIN_BLOCK_IOTUNE_READ_IOPS_SEC_MAX", name = "read_iops_sec_max")]
    pub read_iops_sec_max: u64,
    /// Reading: for how many seconds a burst of requests may last.
    #[parameter(c = "VIR_DOMAIN_BLOCK_IOTUNE_READ_IOPS_SEC_MAX_LENGTH", name = "read_iops_sec_max_length")]
    pub read_iops_sec_max_length: u64,
    /// From how many bytes on a request counts as several.
    #[parameter(c = "VIR_DOMAIN_BLOCK_IOTUNE_SIZE_IOPS_SEC", name = "size_iops_sec")]
    pub size_iops_sec: u64,
    /// In all: bytes in a second.
    #[parameter(c = "VIR_DOMAIN_BLOCK_IOTUNE_TOTAL_BYTES_SEC", name = "total_bytes_sec")]
    pub total_bytes_sec: u64,
    /// In all: bytes in a second for a burst.
    #[parameter(c = "VIR_DOMAIN_BLOCK_IOTUNE_TOTAL_BYTES_SEC_MAX", name = "total_bytes_sec_max")]
    pub total_bytes_sec_max: u64,
    /// In all: for how many seconds a burst of bytes may last.
    #[parameter(c = "VIR_DOMAIN_BLOCK_IOTUNE_TOTAL_BYTES_SEC_MAX_LENGTH", name = "total_bytes_sec_max_length")]
    pub total_bytes_sec_max_length: u64,
    /// In all: requests in a second.
    #[parameter(c = "VIR_DOMAIN_BLOCK_IOTUNE_TOTAL_IOPS_SEC", name = "total_iops_sec")]
    pub total_iops_sec: u64,
    /// In all: requests in a second for a burst.
    #[parameter(c = "VIR_DOMAIN_BLOCK_IOTUNE_TOTAL_IOPS_SEC_MAX", name = "total_iops_sec_max")]
    pub total_iops_sec_max: u64,
    /// In all: for how many seconds a burst of requests may last.
    #[parameter(c = "VIR_DOMAIN_BLOCK_IOTUNE_TOTAL_IOPS_SEC_MAX_LENGTH", name = "total_iops_sec_max_length")]
    pub total_iops_sec_max_length: u64,
    /// Writing: bytes in a second.
    #[parameter(c = "VIR_DOMAIN_BLOCK_IOTUNE_WRITE_BYTES_SEC", name = "write_bytes_sec")]
    pub write_bytes_sec: u64,
    /// Writing: bytes in a second for a burst.
    #[parameter(c = "VIR_DOMAIN_BLOCK_IOTUNE_WRITE_BYTES_SEC_MAX", name = "write_bytes_sec_max")]
    pub write_bytes_sec_max: u64,
    /// Writing: for how many seconds a burst of bytes may last.
    #[parameter(c = "VIR_DOMAIN_BLOCK_IOTUNE_WRITE_BYTES_SEC_MAX_LENGTH", name = "write_bytes_sec_max_length")]
    pub write_bytes_sec_max_length: u64,
    /// Writing: requests in a second.
    #[parameter(c = "VIR_DOMAIN_BLOCK_IOTUNE_WRITE_IOPS_SEC", name = "write_iops_sec")]
    pub write_iops_sec: u64,
    /// Writing: requests in a second for a burst.
    #[parameter(c = "VIR_DOMAIN_BLOCK_IOTUNE_WRITE_IOPS_SEC_MAX", name = "write_iops_sec_max")]
    pub write_iops_sec_max: u64,
    /// Writing: for how many seconds a burst of requests may last.
    #[parameter(c = "VIR_DOMAIN_BLOCK_IOTUNE_WRITE_IOPS_SEC_MAX_LENGTH", name = "write_iops_sec_max_length")]
    pub write_iops_sec_max_length: u64,
}

/// What an event says of settings that changed.
#[parameters]
pub struct DomainTunableParameters {
    /// The disk whose limits changed.
    #[parameter(c = "VIR_DOMAIN_TUNABLE_BLKDEV_DISK", name = "blkdeviotune.disk")]
    pub blkdev_disk: String,
    /// A limit of the disk: group name.
    #[parameter(c = "VIR_DOMAIN_TUNABLE_BLKDEV_GROUP_NAME", name = "blkdeviotune.group_name")]
    pub blkdev_group_name: String,
    /// A limit of the disk: read bytes sec.
    #[parameter(c = "VIR_DOMAIN_TUNABLE_BLKDEV_READ_BYTES_SEC", name = "blkdeviotune.read_bytes_sec")]
    pub blkdev_read_bytes_sec: u64,
    /// A limit of the disk: read bytes sec max.
    #[parameter(c = "VIR_DOMAIN_TUNABLE_BLKDEV_READ_BYTES_SEC_MAX", name = "blkdeviotune.read_bytes_sec_max")]
    pub blkdev_read_bytes_sec_max: u64,
    /// A limit of the disk: read bytes sec max length.
    #[parameter(c = "VIR_DOMAIN_TUNABLE_BLKDEV_READ_BYTES_SEC_MAX_LENGTH", name = "blkdeviotune.read_bytes_sec_max_length")]
    pub blkdev_read_bytes_sec_max_length: u64,
    /// A limit of the disk: read iops sec.
    #[parameter(c = "VIR_DOMAIN_TUNABLE_BLKDEV_READ_IOPS_SEC", name = "blkdeviotune.read_iops_sec")]
    pub blkdev_read_iops_sec: u64,
    /// A limit of the disk: read iops sec max.
    #[parameter(c = "VIR_DOMAIN_TUNABLE_BLKDEV_READ_IOPS_SEC_MAX", name = "blkdeviotune.read_iops_sec_max")]
    pub blkdev_read_iops_sec_max: u64,
    /// A limit of the disk: read iops sec max length.
    #[parameter(c = "VIR_DOMAIN_TUNABLE_BLKDEV_READ_IOPS_SEC_MAX_LENGTH", name = "blkdeviotune.read_iops_sec_max_length")]
    pub blkdev_read_iops_sec_max_length: u64,
    /// A limit of the disk: size iops sec.
    #[parameter(c = "VIR_DOMAIN_TUNABLE_BLKDEV_SIZE_IOPS_SEC", name = "blkdeviotune.size_iops_sec")]
    pub blkdev_size_iops_sec: u64,
    /// A limit of the disk: total bytes sec.
    #[parameter(c = "VIR_DOMAIN_TUNABLE_BLKDEV_TOTAL_BYTES_SEC", name = "blkdeviotune.total_bytes_sec")]
    pub blkdev_total_bytes_sec: u64,
    /// A limit of the disk: total bytes sec max.
    #[parameter(c = "VIR_DOMAIN_TUNABLE_BLKDEV_TOTAL_BYTES_SEC_MAX", name = "blkdeviotune.total_bytes_sec_max")]
    pub blkdev_total_bytes_sec_max: u64,
    /// A limit of the disk: total bytes sec max length.
    #[parameter(c = "VIR_DOMAIN_TUNABLE_BLKDEV_TOTAL_BYTES_SEC_MAX_LENGTH", name = "blkdeviotune.total_bytes_sec_max_length")]
    pub blkdev_total_bytes_sec_max_length: u64,
    /// A limit of the disk: total iops sec.
    #[parameter(c = "VIR_DOMAIN_TUNABLE_BLKDEV_TOTAL_IOPS_SEC", name = "blkdeviotune.total_iops_sec")]
    pub blkdev_total_iops_sec: u64,
    /// A limit of the disk: total iops sec max.
    #[parameter(c = "VIR_DOMAIN_TUNABLE_BLKDEV_TOTAL_IOPS_SEC_MAX", name = "blkdeviotune.total_iops_sec_max")]
    pub blkdev_total_iops_sec_max: u64,
    /// A limit of the disk: total iops sec max length.
    #[parameter(c = "VIR_DOMAIN_TUNABLE_BLKDEV_TOTAL_IOPS_SEC_MAX_LENGTH", name = "blkdeviotune.total_iops_sec_max_length")]
    pub blkdev_total_iops_sec_max_length: u64,
    /// A limit of the disk: write bytes sec.
    #[parameter(c = "VIR_DOMAIN_TUNABLE_BLKDEV_WRITE_BYTES_SEC", name = "blkdeviotune.write_bytes_sec")]
    pub blkdev_write_bytes_sec: u64,
    /// A limit of the disk: write bytes sec max.
    #[parameter(c = "VIR_DOMAIN_TUNABLE_BLKDEV_WRITE_BYTES_SEC_MAX", name = "blkdeviotune.write_bytes_sec_max")]
    pub blkdev_write_bytes_sec_max: u64,
    /// A limit of the disk: write bytes sec max length.
    #[parameter(c = "VIR_DOMAIN_TUNABLE_BLKDEV_WRITE_BYTES_SEC_MAX_LENGTH", name = "blkdeviotune.write_bytes_sec_max_length")]
    pub blkdev_write_bytes_sec_max_length: u64,
    /// A limit of the disk: write iops sec.
    #[parameter(c = "VIR_DOMAIN_TUNABLE_BLKDEV_WRITE_IOPS_SEC", name = "blkdeviotune.write_iops_sec")]
    pub blkdev_write_iops_sec: u64,
    /// A limit of the disk: write iops sec max.
    #[parameter(c = "VIR_DOMAIN_TUNABLE_BLKDEV_WRITE_IOPS_SEC_MAX", name = "blkdeviotune.write_iops_sec_max")]
    pub blkdev_write_iops_sec_max: u64,
    /// A limit of the disk: write iops sec max length.
    #[parameter(c = "VIR_DOMAIN_TUNABLE_BLKDEV_WRITE_IOPS_SEC_MAX_LENGTH", name = "blkdeviotune.write_iops_sec_max_length")]
    pub blkdev_write_iops_sec_max_length: u64,
    /// A setting of the scheduler: cpu shares.
    #[parameter(c = "VIR_DOMAIN_TUNABLE_CPU_CPU_SHARES", name = "cputune.cpu_shares")]
    pub cpu_cpu_shares: u64,
    /// Where it may run: emulatorpin.
    #[parameter(c = "VIR_DOMAIN_TUNABLE_CPU_EMULATORPIN", name = "cputune.emulatorpin")]
    pub cpu_emulatorpin: String,
    /// A setting of the scheduler: emulator period.
    #[parameter(c = "VIR_DOMAIN_TUNABLE_CPU_EMULATOR_PERIOD", name = "cputune.emulator_period")]
    pub cpu_emulator_period: u64,
    /// A setting of the scheduler: emulator quota.
    #[parameter(c = "VIR_DOMAIN_TUNABLE_CPU_EMULATOR_QUOTA", name = "cputune.emulator_quota")]
    pub cpu_emulator_quota: i64,
    /// A setting of the scheduler: global period.
    #[parameter(c = "VIR_DOMAIN_TUNABLE_CPU_GLOBAL_PERIOD", name = "cputune.global_period")]
    pub cpu_global_period: u64,
    /// A setting of the scheduler: global quota.
    #[parameter(c = "VIR_DOMAIN_TUNABLE_CPU_GLOBAL_QUOTA", name = "cputune.global_quota")]
    pub cpu_global_quota: i64,
    /// Where it may run: iothreadpin.
    #[parameter(c = "VIR_DOMAIN_TUNABLE_CPU_IOTHREADSPIN", name = "cputune.iothreadpin{}")]
    pub cpu_iothreadspin: String,
    /// A setting of the scheduler: iothread period.
    #[parameter(c = "VIR_DOMAIN_TUNABLE_CPU_IOTHREAD_PERIOD", name = "cputune.iothread_period")]
    pub cpu_iothread_period: u64,
    /// A setting of the scheduler: iothread quota.
    #[parameter(c = "VIR_DOMAIN_TUNABLE_CPU_IOTHREAD_QUOTA", name = "cputune.iothread_quota")]
    pub cpu_iothread_quota: i64,
    /// Where it may run: vcpupin.
    #[parameter(c = "VIR_DOMAIN_TUNABLE_CPU_VCPUPIN", name = "cputune.vcpupin{}")]
    pub cpu_vcpupin: String,
    /// A setting of the scheduler: vcpu period.
    #[parameter(c = "VIR_DOMAIN_TUNABLE_CPU_VCPU_PERIOD", name = "cputune.vcpu_period")]
    pub cpu_vcpu_period: u64,
    /// A setting of the scheduler: vcpu quota.
    #[parameter(c = "VIR_DOMAIN_TUNABLE_CPU_VCPU_QUOTA", name = "cputune.vcpu_quota")]
    pub cpu_vcpu_quota: i64,
}

/// Performance counters: whether they are on.
#[parameters]
pub struct DomainPerfParameters {
    /// Alignment faults.
    #[parameter(c = "VIR_PERF_PARAM_ALIGNMENT_FAULTS", name = "alignment_faults")]
    pub alignment_faults: bool,
    /// Branches.
    #[parameter(c = "VIR_PERF_PARAM_BRANCH_INSTRUCTIONS", name = "branch_instructions")]
    pub branch_instructions: bool,
    /// Mispredicted branches.
    #[parameter(c = "VIR_PERF_PARAM_BRANCH_MISSES", name = "branch_misses")]
    pub branch_misses: bool,
    /// Cycles of the bus.
    #[parameter(c = "VIR_PERF_PARAM_BUS_CYCLES", name = "bus_cycles")]
    pub bus_cycles: bool,
    /// Misses of the cache.
    #[parameter(c = "VIR_PERF_PARAM_CACHE_MISSES", name = "cache_misses")]
    pub cache_misses: bool,
    /// Uses of the cache.
    #[parameter(c = "VIR_PERF_PARAM_CACHE_REFERENCES", name = "cache_references")]
    pub cache_references: bool,
    /// Use of the last-level cache.
    #[parameter(c = "VIR_PERF_PARAM_CMT", name = "cmt")]
    pub cmt: bool,
    /// Switches of context.
    #[parameter(c = "VIR_PERF_PARAM_CONTEXT_SWITCHES", name = "context_switches")]
    pub context_switches: bool,
    /// The clock of the processor.
    #[parameter(c = "VIR_PERF_PARAM_CPU_CLOCK", name = "cpu_clock")]
    pub cpu_clock: bool,
    /// Cycles.
    #[parameter(c = "VIR_PERF_PARAM_CPU_CYCLES", name = "cpu_cycles")]
    pub cpu_cycles: bool,
    /// Moves to another processor.
    #[parameter(c = "VIR_PERF_PARAM_CPU_MIGRATIONS", name = "cpu_migrations")]
    pub cpu_migrations: bool,
    /// Emulation faults.
    #[parameter(c = "VIR_PERF_PARAM_EMULATION_FAULTS", name = "emulation_faults")]
    pub emulation_faults: bool,
    /// Instructions.
    #[parameter(c = "VIR_PERF_PARAM_INSTRUCTIONS", name = "instructions")]
    pub instructions: bool,
    /// Memory traffic to the own node.
    #[parameter(c = "VIR_PERF_PARAM_MBML", name = "mbml")]
    pub mbml: bool,
    /// Memory traffic in all.
    #[parameter(c = "VIR_PERF_PARAM_MBMT", name = "mbmt")]
    pub mbmt: bool,
    /// Page faults.
    #[parameter(c = "VIR_PERF_PARAM_PAGE_FAULTS", name = "page_faults")]
    pub page_faults: bool,
    /// Page faults with I/O.
    #[parameter(c = "VIR_PERF_PARAM_PAGE_FAULTS_MAJ", name = "page_faults_maj")]
    pub page_faults_maj: bool,
    /// Page faults without I/O.
    #[parameter(c = "VIR_PERF_PARAM_PAGE_FAULTS_MIN", name = "page_faults_min")]
    pub page_faults_min: bool,
    /// Cycles at the rate of reference.
    #[parameter(c = "VIR_PERF_PARAM_REF_CPU_CYCLES", name = "ref_cpu_cycles")]
    pub ref_cpu_cycles: bool,
    /// Cycles that the back end waited.
    #[parameter(c = "VIR_PERF_PARAM_STALLED_CYCLES_BACKEND", name = "stalled_cycles_backend")]
    pub stalled_cycles_backend: bool,
    /// Cycles without work from the front end.
    #[parameter(c = "VIR_PERF_PARAM_STALLED_CYCLES_FRONTEND", name = "stalled_cycles_frontend")]
    pub stalled_cycles_frontend: bool,
    /// The clock of the guest.
    #[parameter(c = "VIR_PERF_PARAM_TASK_CLOCK", name = "task_clock")]
    pub task_clock: bool,
}
