//! Names of typed parameters of settings, with the kinds of their values.
//!
//! Input of `cargo xtask codegen`; not compiled. `mod.md` beside this file explains the attributes.

/// For whom a connection acts.
#[parameters]
pub struct ConnectIdentityParameters {
    /// The name of the user.
    #[parameter(c = "VIR_CONNECT_IDENTITY_USER_NAME", name = "user-name")]
    pub user_name: String,
    /// The number of the user.
    #[parameter(c = "VIR_CONNECT_IDENTITY_UNIX_USER_ID", name = "unix-user-id")]
    pub unix_user_id: u64,
    /// The name of the group.
    #[parameter(c = "VIR_CONNECT_IDENTITY_GROUP_NAME", name = "group-name")]
    pub group_name: String,
    /// The number of the group.
    #[parameter(c = "VIR_CONNECT_IDENTITY_UNIX_GROUP_ID", name = "unix-group-id")]
    pub unix_group_id: u64,
    /// The number of the process.
    #[parameter(c = "VIR_CONNECT_IDENTITY_PROCESS_ID", name = "process-id")]
    pub process_id: i64,
    /// When the process started.
    #[parameter(c = "VIR_CONNECT_IDENTITY_PROCESS_TIME", name = "process-time")]
    pub process_time: u64,
    /// The name that SASL knows.
    #[parameter(c = "VIR_CONNECT_IDENTITY_SASL_USER_NAME", name = "sasl-user-name")]
    pub sasl_user_name: String,
    /// The name in the certificate.
    #[parameter(c = "VIR_CONNECT_IDENTITY_X509_DISTINGUISHED_NAME", name = "x509-distinguished-name")]
    pub x509_distinguished_name: String,
    /// The context of SELinux.
    #[parameter(c = "VIR_CONNECT_IDENTITY_SELINUX_CONTEXT", name = "selinux-context")]
    pub selinux_context: String,
}

/// Limits of memory, in KiB; `9007199254740991` is without limit.
#[parameters]
pub struct DomainMemoryParameters {
    /// The most memory that the guest may take.
    #[parameter(c = "VIR_DOMAIN_MEMORY_HARD_LIMIT", name = "hard_limit")]
    pub hard_limit: u64,
    /// The most memory that the guest may keep when the host has little.
    #[parameter(c = "VIR_DOMAIN_MEMORY_SOFT_LIMIT", name = "soft_limit")]
    pub soft_limit: u64,
    /// The memory that the guest always has.
    #[parameter(c = "VIR_DOMAIN_MEMORY_MIN_GUARANTEE", name = "min_guarantee")]
    pub min_guarantee: u64,
    /// The most memory and swap together.
    #[parameter(c = "VIR_DOMAIN_MEMORY_SWAP_HARD_LIMIT", name = "swap_hard_limit")]
    pub swap_hard_limit: u64,
}

/// Settings of the scheduler; times are in microseconds.
#[parameters]
pub struct DomainSchedulerParameters {
    /// The guest's weight against others.
    #[parameter(c = "VIR_DOMAIN_SCHEDULER_CPU_SHARES", name = "cpu_shares")]
    pub cpu_shares: u64,
    /// The period that the guest's quota is for.
    #[parameter(c = "VIR_DOMAIN_SCHEDULER_GLOBAL_PERIOD", name = "global_period")]
    pub global_period: u64,
    /// What the guest may use in a period.
    #[parameter(c = "VIR_DOMAIN_SCHEDULER_GLOBAL_QUOTA", name = "global_quota")]
    pub global_quota: i64,
    /// The period that the quota of virtual processors is for.
    #[parameter(c = "VIR_DOMAIN_SCHEDULER_VCPU_PERIOD", name = "vcpu_period")]
    pub vcpu_period: u64,
    /// What each virtual processor may use in a period.
    #[parameter(c = "VIR_DOMAIN_SCHEDULER_VCPU_QUOTA", name = "vcpu_quota")]
    pub vcpu_quota: i64,
    /// The period that the quota of the hypervisor's own threads is for.
    #[parameter(c = "VIR_DOMAIN_SCHEDULER_EMULATOR_PERIOD", name = "emulator_period")]
    pub emulator_period: u64,
    /// What the hypervisor's own threads may use in a period.
    #[parameter(c = "VIR_DOMAIN_SCHEDULER_EMULATOR_QUOTA", name = "emulator_quota")]
    pub emulator_quota: i64,
    /// The period that the quota of I/O threads is for.
    #[parameter(c = "VIR_DOMAIN_SCHEDULER_IOTHREAD_PERIOD", name = "iothread_period")]
    pub iothread_period: u64,
    /// What each I/O thread may use in a period.
    #[parameter(c = "VIR_DOMAIN_SCHEDULER_IOTHREAD_QUOTA", name = "iothread_quota")]
    pub iothread_quota: i64,
    /// The weight in Xen's credit scheduler.
    #[parameter(c = "VIR_DOMAIN_SCHEDULER_WEIGHT", name = "weight")]
    pub weight: u32,
    /// The most in Xen's credit scheduler, in percent.
    #[parameter(c = "VIR_DOMAIN_SCHEDULER_CAP", name = "cap")]
    pub cap: u32,
    /// What ESX sets aside, in MHz.
    #[parameter(c = "VIR_DOMAIN_SCHEDULER_RESERVATION", name = "reservation")]
    pub reservation: i64,
    /// The most in ESX, in MHz.
    #[parameter(c = "VIR_DOMAIN_SCHEDULER_LIMIT", name = "limit")]
    pub limit: i64,
    /// The weight in ESX.
    #[parameter(c = "VIR_DOMAIN_SCHEDULER_SHARES", name = "shares")]
    pub shares: i32,
}

/// Weights and limits of all disks together; those of devices are lists as in `/dev/sda,500,/dev/sdb,300`.
#[parameters]
pub struct DomainBlkioParameters {
    /// The guest's weight against others.
    #[parameter(c = "VIR_DOMAIN_BLKIO_WEIGHT", name = "weight")]
    pub weight: u32,
    /// Weights of devices.
    #[parameter(c = "VIR_DOMAIN_BLKIO_DEVICE_WEIGHT", name = "device_weight")]
    pub device_weight: String,
    /// The most requests to read in a second.
    #[parameter(c = "VIR_DOMAIN_BLKIO_DEVICE_READ_IOPS", name = "device_read_iops_sec")]
    pub device_read_iops: String,
    /// The most requests to write in a second.
    #[parameter(c = "VIR_DOMAIN_BLKIO_DEVICE_WRITE_IOPS", name = "device_write_iops_sec")]
    pub device_write_iops: String,
    /// The most bytes to read in a second.
    #[parameter(c = "VIR_DOMAIN_BLKIO_DEVICE_READ_BPS", name = "device_read_bytes_sec")]
    pub device_read_bps: String,
    /// The most bytes to write in a second.
    #[parameter(c = "VIR_DOMAIN_BLKIO_DEVICE_WRITE_BPS", name = "device_write_bytes_sec")]
    pub device_write_bps: String,
}

/// From which NUMA nodes a guest's memory comes.
#[parameters]
pub struct DomainNumaParameters {
    /// The nodes, as in `0-2,^1`.
    #[parameter(c = "VIR_DOMAIN_NUMA_NODESET", name = "numa_nodeset")]
    pub nodeset: String,
    /// How they bind: a number of `DomainNumatuneMemoryMode`.
    #[parameter(c = "VIR_DOMAIN_NUMA_MODE", name = "numa_mode")]
    pub mode: i32,
}

/// Limits of bandwidth of an interface, in KiB and KiB per second.
#[parameters]
pub struct DomainInterfaceParameters {
    /// What may come in on average.
    #[parameter(c = "VIR_DOMAIN_BANDWIDTH_IN_AVERAGE", name = "inbound.average")]
    pub inbound_average: u32,
    /// What may come in at most for a while.
    #[parameter(c = "VIR_DOMAIN_BANDWIDTH_IN_PEAK", name = "inbound.peak")]
    pub inbound_peak: u32,
    /// How much may come in at the peak rate.
    #[parameter(c = "VIR_DOMAIN_BANDWIDTH_IN_BURST", name = "inbound.burst")]
    pub inbound_burst: u32,
    /// What can always come in.
    #[parameter(c = "VIR_DOMAIN_BANDWIDTH_IN_FLOOR", name = "inbound.floor")]
    pub inbound_floor: u32,
    /// What may go out on average.
    #[parameter(c = "VIR_DOMAIN_BANDWIDTH_OUT_AVERAGE", name = "outbound.average")]
    pub outbound_average: u32,
    /// What may go out at most for a while.
    #[parameter(c = "VIR_DOMAIN_BANDWIDTH_OUT_PEAK", name = "outbound.peak")]
    pub outbound_peak: u32,
    /// How much may go out at the peak rate.
    #[parameter(c = "VIR_DOMAIN_BANDWIDTH_OUT_BURST", name = "outbound.burst")]
    pub outbound_burst: u32,
}

/// How an I/O thread waits for work.
#[parameters]
pub struct DomainIoThreadParameters {
    /// The longest it polls, in nanoseconds; 0 is not at all.
    #[parameter(c = "VIR_DOMAIN_IOTHREAD_POLL_MAX_NS", name = "poll_max_ns")]
    pub poll_max_ns: u64,
    /// By what the time to poll grows; 0 is the driver's choice.
    #[parameter(c = "VIR_DOMAIN_IOTHREAD_POLL_GROW", name = "poll_grow")]
    pub poll_grow: u32,
    /// By what the time to poll shrinks; 0 goes back to none at once.
    #[parameter(c = "VIR_DOMAIN_IOTHREAD_POLL_SHRINK", name = "poll_shrink")]
    pub poll_shrink: u32,
    /// The fewest helper threads.
    #[parameter(c = "VIR_DOMAIN_IOTHREAD_THREAD_POOL_MIN", name = "thread_pool_min")]
    pub thread_pool_min: i32,
    /// The most helper threads.
    #[parameter(c = "VIR_DOMAIN_IOTHREAD_THREAD_POOL_MAX", name = "thread_pool_max")]
    pub thread_pool_max: i32,
}
