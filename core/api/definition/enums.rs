//! Enumerations and flags of the API: values, names in C, the release that brought them.
//!
//! Input of `cargo xtask codegen`; not compiled.

/// How to open a connection.
#[flags(c = "virConnectFlags")]
pub enum ConnectFlags {
    /// Open without the right to change anything.
    #[value(c = "VIR_CONNECT_RO", since = "0.4.1")]
    Ro = 0x1,
    /// Do not look the URI up among the configured aliases.
    #[value(c = "VIR_CONNECT_NO_ALIASES", since = "0.9.7")]
    NoAliases = 0x2,
}

/// Which domains to list: within a group any match counts, and every group that is named must match.
#[flags(c = "virConnectListAllDomainsFlags")]
pub enum ListAllDomainsFlags {
    /// Domains that run or are paused.
    #[value(c = "VIR_CONNECT_LIST_DOMAINS_ACTIVE", since = "0.9.13")]
    Active = 0x1,
    /// Domains that are defined and not active.
    #[value(c = "VIR_CONNECT_LIST_DOMAINS_INACTIVE", since = "0.9.13")]
    Inactive = 0x2,
    /// Domains with a stored definition.
    #[value(c = "VIR_CONNECT_LIST_DOMAINS_PERSISTENT", since = "0.9.13")]
    Persistent = 0x4,
    /// Domains that vanish when they stop.
    #[value(c = "VIR_CONNECT_LIST_DOMAINS_TRANSIENT", since = "0.9.13")]
    Transient = 0x8,
    /// Domains that run.
    #[value(c = "VIR_CONNECT_LIST_DOMAINS_RUNNING", since = "0.9.13")]
    Running = 0x10,
    /// Domains that are paused.
    #[value(c = "VIR_CONNECT_LIST_DOMAINS_PAUSED", since = "0.9.13")]
    Paused = 0x20,
    /// Domains that are shut off.
    #[value(c = "VIR_CONNECT_LIST_DOMAINS_SHUTOFF", since = "0.9.13")]
    Shutoff = 0x40,
    /// Domains in any other state.
    #[value(c = "VIR_CONNECT_LIST_DOMAINS_OTHER", since = "0.9.13")]
    Other = 0x80,
    /// Domains with a managed save image.
    #[value(c = "VIR_CONNECT_LIST_DOMAINS_MANAGEDSAVE", since = "0.9.13")]
    Managedsave = 0x100,
    /// Domains without a managed save image.
    #[value(c = "VIR_CONNECT_LIST_DOMAINS_NO_MANAGEDSAVE", since = "0.9.13")]
    NoManagedsave = 0x200,
    /// Domains that start with the host.
    #[value(c = "VIR_CONNECT_LIST_DOMAINS_AUTOSTART", since = "0.9.13")]
    Autostart = 0x400,
    /// Domains that do not start with the host.
    #[value(c = "VIR_CONNECT_LIST_DOMAINS_NO_AUTOSTART", since = "0.9.13")]
    NoAutostart = 0x800,
    /// Domains with at least one snapshot.
    #[value(c = "VIR_CONNECT_LIST_DOMAINS_HAS_SNAPSHOT", since = "0.9.13")]
    HasSnapshot = 0x1000,
    /// Domains without snapshots.
    #[value(c = "VIR_CONNECT_LIST_DOMAINS_NO_SNAPSHOT", since = "0.9.13")]
    NoSnapshot = 0x2000,
    /// Domains with at least one checkpoint.
    #[value(c = "VIR_CONNECT_LIST_DOMAINS_HAS_CHECKPOINT", since = "5.6.0")]
    HasCheckpoint = 0x4000,
    /// Domains without checkpoints.
    #[value(c = "VIR_CONNECT_LIST_DOMAINS_NO_CHECKPOINT", since = "5.6.0")]
    NoCheckpoint = 0x8000,
}

/// Whose statistics to collect, and how.
#[flags(c = "virConnectGetAllDomainStatsFlags")]
pub enum GetAllDomainStatsFlags {
    /// Active domains.
    #[value(c = "VIR_CONNECT_GET_ALL_DOMAINS_STATS_ACTIVE", since = "1.2.8")]
    Active = 0x1,
    /// Inactive domains.
    #[value(c = "VIR_CONNECT_GET_ALL_DOMAINS_STATS_INACTIVE", since = "1.2.8")]
    Inactive = 0x2,
    /// Domains with a stored definition.
    #[value(c = "VIR_CONNECT_GET_ALL_DOMAINS_STATS_PERSISTENT", since = "1.2.8")]
    Persistent = 0x4,
    /// Domains without a stored definition.
    #[value(c = "VIR_CONNECT_GET_ALL_DOMAINS_STATS_TRANSIENT", since = "1.2.8")]
    Transient = 0x8,
    /// Running domains.
    #[value(c = "VIR_CONNECT_GET_ALL_DOMAINS_STATS_RUNNING", since = "1.2.8")]
    Running = 0x10,
    /// Paused domains.
    #[value(c = "VIR_CONNECT_GET_ALL_DOMAINS_STATS_PAUSED", since = "1.2.8")]
    Paused = 0x20,
    /// Domains that are shut off.
    #[value(c = "VIR_CONNECT_GET_ALL_DOMAINS_STATS_SHUTOFF", since = "1.2.8")]
    Shutoff = 0x40,
    /// Domains in any other state.
    #[value(c = "VIR_CONNECT_GET_ALL_DOMAINS_STATS_OTHER", since = "1.2.8")]
    Other = 0x80,
    /// Leave out what would have to wait for a busy guest.
    #[value(c = "VIR_CONNECT_GET_ALL_DOMAINS_STATS_NOWAIT", since = "4.5.0")]
    Nowait = 0x20000000,
    /// Report the backing chain of each disk too.
    #[value(c = "VIR_CONNECT_GET_ALL_DOMAINS_STATS_BACKING", since = "1.2.12")]
    Backing = 0x40000000,
    /// Fail if a requested group is unknown to the driver.
    #[value(c = "VIR_CONNECT_GET_ALL_DOMAINS_STATS_ENFORCE_STATS", since = "1.2.8")]
    EnforceStats = 0x80000000,
}

/// Groups of domain statistics; none means all that the driver has.
#[flags(c = "virDomainStatsTypes")]
pub enum DomainStatsTypes {
    /// State and its reason.
    #[value(c = "VIR_DOMAIN_STATS_STATE", since = "1.2.8")]
    State = 0x1,
    /// Processor time and cache use.
    #[value(c = "VIR_DOMAIN_STATS_CPU_TOTAL", since = "1.2.9")]
    CpuTotal = 0x2,
    /// Memory balloon.
    #[value(c = "VIR_DOMAIN_STATS_BALLOON", since = "1.2.9")]
    Balloon = 0x4,
    /// Virtual processors.
    #[value(c = "VIR_DOMAIN_STATS_VCPU", since = "1.2.9")]
    Vcpu = 0x8,
    /// Network interfaces.
    #[value(c = "VIR_DOMAIN_STATS_INTERFACE", since = "1.2.9")]
    Interface = 0x10,
    /// Disks.
    #[value(c = "VIR_DOMAIN_STATS_BLOCK", since = "1.2.9")]
    Block = 0x20,
    /// Performance counters.
    #[value(c = "VIR_DOMAIN_STATS_PERF", since = "1.3.3")]
    Perf = 0x40,
    /// I/O threads.
    #[value(c = "VIR_DOMAIN_STATS_IOTHREAD", since = "4.10.0")]
    Iothread = 0x80,
    /// Memory bandwidth.
    #[value(c = "VIR_DOMAIN_STATS_MEMORY", since = "6.0.0")]
    Memory = 0x100,
    /// Rate at which memory gets dirty.
    #[value(c = "VIR_DOMAIN_STATS_DIRTYRATE", since = "7.2.0")]
    Dirtyrate = 0x200,
    /// What the hypervisor itself counts.
    #[value(c = "VIR_DOMAIN_STATS_VM", since = "8.9.0")]
    Vm = 0x400,
}

/// What a change applies to; neither flag means the current state.
#[flags(c = "virDomainModificationImpact")]
pub enum DomainModificationImpact {
    /// The running domain.
    #[value(c = "VIR_DOMAIN_AFFECT_LIVE", since = "0.9.2")]
    Live = 0x1,
    /// The stored definition.
    #[value(c = "VIR_DOMAIN_AFFECT_CONFIG", since = "0.9.2")]
    Config = 0x2,
}

/// What a domain is doing.
#[enumeration(c = "virDomainState")]
pub enum DomainState {
    /// Nothing is known.
    #[value(c = "VIR_DOMAIN_NOSTATE", since = "0.0.1")]
    NoState = 0,
    /// It runs.
    #[value(c = "VIR_DOMAIN_RUNNING", since = "0.0.1")]
    Running = 1,
    /// It waits for a resource.
    #[value(c = "VIR_DOMAIN_BLOCKED", since = "0.0.1")]
    Blocked = 2,
    /// It is paused by its user or by the host.
    #[value(c = "VIR_DOMAIN_PAUSED", since = "0.0.1")]
    Paused = 3,
    /// It is shutting down.
    #[value(c = "VIR_DOMAIN_SHUTDOWN", since = "0.0.1")]
    Shutdown = 4,
    /// It does not run.
    #[value(c = "VIR_DOMAIN_SHUTOFF", since = "0.0.1")]
    Shutoff = 5,
    /// It crashed.
    #[value(c = "VIR_DOMAIN_CRASHED", since = "0.0.2")]
    Crashed = 6,
    /// The guest suspended itself.
    #[value(c = "VIR_DOMAIN_PMSUSPENDED", since = "0.9.11")]
    PmSuspended = 7,
}

/// Why a domain runs.
#[enumeration(c = "virDomainRunningReason")]
pub enum DomainRunningReason {
    /// No reason is known.
    #[value(c = "VIR_DOMAIN_RUNNING_UNKNOWN", since = "0.9.2")]
    Unknown = 0,
    /// It was started.
    #[value(c = "VIR_DOMAIN_RUNNING_BOOTED", since = "0.9.2")]
    Booted = 1,
    /// It came from another host.
    #[value(c = "VIR_DOMAIN_RUNNING_MIGRATED", since = "0.9.2")]
    Migrated = 2,
    /// It was restored from a state file.
    #[value(c = "VIR_DOMAIN_RUNNING_RESTORED", since = "0.9.2")]
    Restored = 3,
    /// It was reverted to a snapshot.
    #[value(c = "VIR_DOMAIN_RUNNING_FROM_SNAPSHOT", since = "0.9.2")]
    FromSnapshot = 4,
    /// It was resumed.
    #[value(c = "VIR_DOMAIN_RUNNING_UNPAUSED", since = "0.9.2")]
    Unpaused = 5,
    /// A migration away from here was cancelled.
    #[value(c = "VIR_DOMAIN_RUNNING_MIGRATION_CANCELED", since = "0.9.2")]
    MigrationCanceled = 6,
    /// Saving it was cancelled.
    #[value(c = "VIR_DOMAIN_RUNNING_SAVE_CANCELED", since = "0.9.2")]
    SaveCanceled = 7,
    /// The guest woke up.
    #[value(c = "VIR_DOMAIN_RUNNING_WAKEUP", since = "0.9.11")]
    Wakeup = 8,
    /// It was resumed after a crash.
    #[value(c = "VIR_DOMAIN_RUNNING_CRASHED", since = "1.1.1")]
    Crashed = 9,
    /// It runs while its memory still arrives.
    #[value(c = "VIR_DOMAIN_RUNNING_POSTCOPY", since = "1.3.3")]
    Postcopy = 10,
    /// It runs although the arrival of its memory failed.
    #[value(c = "VIR_DOMAIN_RUNNING_POSTCOPY_FAILED", since = "8.5.0")]
    PostcopyFailed = 11,
}

/// Why a domain is paused.
#[enumeration(c = "virDomainPausedReason")]
pub enum DomainPausedReason {
    /// No reason is known.
    #[value(c = "VIR_DOMAIN_PAUSED_UNKNOWN", since = "0.9.2")]
    Unknown = 0,
    /// Somebody asked for it.
    #[value(c = "VIR_DOMAIN_PAUSED_USER", since = "0.9.2")]
    User = 1,
    /// It is being migrated.
    #[value(c = "VIR_DOMAIN_PAUSED_MIGRATION", since = "0.9.2")]
    Migration = 2,
    /// It is being saved.
    #[value(c = "VIR_DOMAIN_PAUSED_SAVE", since = "0.9.2")]
    Save = 3,
    /// Its memory is being dumped.
    #[value(c = "VIR_DOMAIN_PAUSED_DUMP", since = "0.9.2")]
    Dump = 4,
    /// A disk failed.
    #[value(c = "VIR_DOMAIN_PAUSED_IOERROR", since = "0.9.2")]
    IoError = 5,
    /// Its watchdog fired.
    #[value(c = "VIR_DOMAIN_PAUSED_WATCHDOG", since = "0.9.2")]
    Watchdog = 6,
    /// It was reverted to a paused snapshot.
    #[value(c = "VIR_DOMAIN_PAUSED_FROM_SNAPSHOT", since = "0.9.2")]
    FromSnapshot = 7,
    /// It is shutting down.
    #[value(c = "VIR_DOMAIN_PAUSED_SHUTTING_DOWN", since = "0.9.5")]
    ShuttingDown = 8,
    /// A snapshot is being taken.
    #[value(c = "VIR_DOMAIN_PAUSED_SNAPSHOT", since = "1.0.1")]
    Snapshot = 9,
    /// It crashed.
    #[value(c = "VIR_DOMAIN_PAUSED_CRASHED", since = "1.1.1")]
    Crashed = 10,
    /// It is being started.
    #[value(c = "VIR_DOMAIN_PAUSED_STARTING_UP", since = "1.2.14")]
    StartingUp = 11,
    /// Its memory moved to another host.
    #[value(c = "VIR_DOMAIN_PAUSED_POSTCOPY", since = "1.3.3")]
    Postcopy = 12,
    /// The move of its memory failed.
    #[value(c = "VIR_DOMAIN_PAUSED_POSTCOPY_FAILED", since = "1.3.3")]
    PostcopyFailed = 13,
    /// A call failed half way.
    #[value(c = "VIR_DOMAIN_PAUSED_API_ERROR", since = "9.2.0")]
    ApiError = 14,
}

/// Why a domain is shutting down.
#[enumeration(c = "virDomainShutdownReason")]
pub enum DomainShutdownReason {
    /// No reason is known.
    #[value(c = "VIR_DOMAIN_SHUTDOWN_UNKNOWN", since = "0.9.2")]
    Unknown = 0,
    /// Somebody asked for it.
    #[value(c = "VIR_DOMAIN_SHUTDOWN_USER", since = "0.9.2")]
    User = 1,
}

/// Why a domain does not run.
#[enumeration(c = "virDomainShutoffReason")]
pub enum DomainShutoffReason {
    /// No reason is known.
    #[value(c = "VIR_DOMAIN_SHUTOFF_UNKNOWN", since = "0.9.2")]
    Unknown = 0,
    /// It shut down.
    #[value(c = "VIR_DOMAIN_SHUTOFF_SHUTDOWN", since = "0.9.2")]
    Shutdown = 1,
    /// It was destroyed.
    #[value(c = "VIR_DOMAIN_SHUTOFF_DESTROYED", since = "0.9.2")]
    Destroyed = 2,
    /// It crashed.
    #[value(c = "VIR_DOMAIN_SHUTOFF_CRASHED", since = "0.9.2")]
    Crashed = 3,
    /// It moved to another host.
    #[value(c = "VIR_DOMAIN_SHUTOFF_MIGRATED", since = "0.9.2")]
    Migrated = 4,
    /// It was saved to a file.
    #[value(c = "VIR_DOMAIN_SHUTOFF_SAVED", since = "0.9.2")]
    Saved = 5,
    /// It could not be started.
    #[value(c = "VIR_DOMAIN_SHUTOFF_FAILED", since = "0.9.2")]
    Failed = 6,
    /// It was reverted to a snapshot of a stopped guest.
    #[value(c = "VIR_DOMAIN_SHUTOFF_FROM_SNAPSHOT", since = "0.9.2")]
    FromSnapshot = 7,
    /// The control process stopped it because it lost the hypervisor.
    #[value(c = "VIR_DOMAIN_SHUTOFF_DAEMON", since = "4.10.0")]
    Daemon = 8,
}

/// Why a domain is crashed.
#[enumeration(c = "virDomainCrashedReason")]
pub enum DomainCrashedReason {
    /// No reason is known.
    #[value(c = "VIR_DOMAIN_CRASHED_UNKNOWN", since = "0.9.2")]
    Unknown = 0,
    /// The guest panicked.
    #[value(c = "VIR_DOMAIN_CRASHED_PANICKED", since = "1.1.1")]
    Panicked = 1,
}

/// Whether a domain can be controlled now.
#[enumeration(c = "virDomainControlState")]
pub enum DomainControlState {
    /// It can.
    #[value(c = "VIR_DOMAIN_CONTROL_OK", since = "0.9.3")]
    Ok = 0,
    /// A job runs.
    #[value(c = "VIR_DOMAIN_CONTROL_JOB", since = "0.9.3")]
    Job = 1,
    /// The monitor is busy.
    #[value(c = "VIR_DOMAIN_CONTROL_OCCUPIED", since = "0.9.3")]
    Occupied = 2,
    /// The monitor is unusable.
    #[value(c = "VIR_DOMAIN_CONTROL_ERROR", since = "0.9.3")]
    Error = 3,
}

/// Why a domain cannot be controlled.
#[enumeration(c = "virDomainControlErrorReason")]
pub enum DomainControlErrorReason {
    /// It can be controlled.
    #[value(c = "VIR_DOMAIN_CONTROL_ERROR_REASON_NONE", since = "1.2.14")]
    None = 0,
    /// No reason is known.
    #[value(c = "VIR_DOMAIN_CONTROL_ERROR_REASON_UNKNOWN", since = "1.2.14")]
    Unknown = 1,
    /// The monitor connection broke.
    #[value(c = "VIR_DOMAIN_CONTROL_ERROR_REASON_MONITOR", since = "1.2.14")]
    Monitor = 2,
    /// A fault of the control process.
    #[value(c = "VIR_DOMAIN_CONTROL_ERROR_REASON_INTERNAL", since = "1.2.14")]
    Internal = 3,
}

/// How to start a domain.
#[flags(c = "virDomainCreateFlags")]
pub enum DomainCreateFlags {
    /// Leave it paused.
    #[value(c = "VIR_DOMAIN_START_PAUSED", since = "0.8.2")]
    Paused = 0x1,
    /// Destroy it when this connection closes.
    #[value(c = "VIR_DOMAIN_START_AUTODESTROY", since = "0.9.3")]
    Autodestroy = 0x2,
    /// Read a saved state around the file cache.
    #[value(c = "VIR_DOMAIN_START_BYPASS_CACHE", since = "0.9.4")]
    BypassCache = 0x4,
    /// Drop a managed save image and boot.
    #[value(c = "VIR_DOMAIN_START_FORCE_BOOT", since = "0.9.5")]
    ForceBoot = 0x8,
    /// Refuse content that the schema does not know.
    #[value(c = "VIR_DOMAIN_START_VALIDATE", since = "1.2.12")]
    Validate = 0x10,
    /// Start from a fresh copy of the firmware variables.
    #[value(c = "VIR_DOMAIN_START_RESET_NVRAM", since = "8.1.0")]
    ResetNvram = 0x20,
}

/// How to define a domain.
#[flags(c = "virDomainDefineFlags")]
pub enum DomainDefineFlags {
    /// Refuse content that the schema does not know.
    #[value(c = "VIR_DOMAIN_DEFINE_VALIDATE", since = "1.2.12")]
    Validate = 0x1,
}

/// How to destroy a domain.
#[flags(c = "virDomainDestroyFlagsValues")]
pub enum DomainDestroyFlags {
    /// Only ask the hypervisor process to end; never kill it.
    #[value(c = "VIR_DOMAIN_DESTROY_GRACEFUL", since = "0.9.10")]
    Graceful = 0x1,
    /// Remove its log too.
    #[value(c = "VIR_DOMAIN_DESTROY_REMOVE_LOGS", since = "8.3.0")]
    RemoveLogs = 0x2,
}

/// What else to remove with a definition, or to keep.
#[flags(c = "virDomainUndefineFlagsValues")]
pub enum DomainUndefineFlags {
    /// Remove a managed save image.
    #[value(c = "VIR_DOMAIN_UNDEFINE_MANAGED_SAVE", since = "0.9.4")]
    ManagedSave = 0x1,
    /// Remove what is known about snapshots.
    #[value(c = "VIR_DOMAIN_UNDEFINE_SNAPSHOTS_METADATA", since = "0.9.5")]
    SnapshotsMetadata = 0x2,
    /// Remove the firmware variables.
    #[value(c = "VIR_DOMAIN_UNDEFINE_NVRAM", since = "1.2.9")]
    Nvram = 0x4,
    /// Keep the firmware variables.
    #[value(c = "VIR_DOMAIN_UNDEFINE_KEEP_NVRAM", since = "2.3.0")]
    KeepNvram = 0x8,
    /// Remove what is known about checkpoints.
    #[value(c = "VIR_DOMAIN_UNDEFINE_CHECKPOINTS_METADATA", since = "5.6.0")]
    CheckpointsMetadata = 0x10,
    /// Remove the state of an emulated TPM.
    #[value(c = "VIR_DOMAIN_UNDEFINE_TPM", since = "8.9.0")]
    Tpm = 0x20,
    /// Keep the state of an emulated TPM.
    #[value(c = "VIR_DOMAIN_UNDEFINE_KEEP_TPM", since = "8.9.0")]
    KeepTpm = 0x40,
}

/// Which way to ask the guest; none lets the driver choose.
#[flags(c = "virDomainShutdownFlagValues")]
pub enum DomainShutdownFlags {
    /// Press the power button.
    #[value(c = "VIR_DOMAIN_SHUTDOWN_ACPI_POWER_BTN", since = "0.9.10")]
    AcpiPowerButton = 0x1,
    /// Ask the guest agent.
    #[value(c = "VIR_DOMAIN_SHUTDOWN_GUEST_AGENT", since = "0.9.10")]
    GuestAgent = 0x2,
    /// Write to the initctl pipe.
    #[value(c = "VIR_DOMAIN_SHUTDOWN_INITCTL", since = "1.0.1")]
    Initctl = 0x4,
    /// Send a signal to init.
    #[value(c = "VIR_DOMAIN_SHUTDOWN_SIGNAL", since = "1.0.1")]
    Signal = 0x8,
    /// Use the paravirtual control channel.
    #[value(c = "VIR_DOMAIN_SHUTDOWN_PARAVIRT", since = "1.2.5")]
    Paravirt = 0x10,
}

/// Which way to ask the guest; none lets the driver choose.
#[flags(c = "virDomainRebootFlagValues")]
pub enum DomainRebootFlags {
    /// Press the power button.
    #[value(c = "VIR_DOMAIN_REBOOT_ACPI_POWER_BTN", since = "0.9.10")]
    AcpiPowerButton = 0x1,
    /// Ask the guest agent.
    #[value(c = "VIR_DOMAIN_REBOOT_GUEST_AGENT", since = "0.9.10")]
    GuestAgent = 0x2,
    /// Write to the initctl pipe.
    #[value(c = "VIR_DOMAIN_REBOOT_INITCTL", since = "1.0.1")]
    Initctl = 0x4,
    /// Send a signal to init.
    #[value(c = "VIR_DOMAIN_REBOOT_SIGNAL", since = "1.0.1")]
    Signal = 0x8,
    /// Use the paravirtual control channel.
    #[value(c = "VIR_DOMAIN_REBOOT_PARAVIRT", since = "1.2.5")]
    Paravirt = 0x10,
}

/// Which view of a domain document to print.
#[flags(c = "virDomainXMLFlags")]
pub enum DomainXmlFlags {
    /// With passwords and other secrets.
    #[value(c = "VIR_DOMAIN_XML_SECURE", since = "0.3.3")]
    Secure = 0x1,
    /// The stored definition, also while it runs.
    #[value(c = "VIR_DOMAIN_XML_INACTIVE", since = "0.3.3")]
    Inactive = 0x2,
    /// With the guest CPU spelled out for this host.
    #[value(c = "VIR_DOMAIN_XML_UPDATE_CPU", since = "0.8.0")]
    UpdateCpu = 0x4,
    /// As another host has to see it.
    #[value(c = "VIR_DOMAIN_XML_MIGRATABLE", since = "1.0.0")]
    Migratable = 0x8,
}

/// What a change of memory applies to.
#[flags(c = "virDomainMemoryModFlags")]
pub enum DomainMemoryModFlags {
    /// The running domain.
    #[value(c = "VIR_DOMAIN_MEM_LIVE", since = "0.9.0")]
    Live = 0x1,
    /// The stored definition.
    #[value(c = "VIR_DOMAIN_MEM_CONFIG", since = "0.9.0")]
    Config = 0x2,
    /// The maximum instead of the current amount.
    #[value(c = "VIR_DOMAIN_MEM_MAXIMUM", since = "0.9.1")]
    Maximum = 0x4,
}

/// What a memory statistic counts; sizes are in KiB.
#[enumeration(c = "virDomainMemoryStatTags")]
pub enum DomainMemoryStatTag {
    /// Swapped in.
    #[value(c = "VIR_DOMAIN_MEMORY_STAT_SWAP_IN", since = "0.7.5")]
    SwapIn = 0,
    /// Swapped out.
    #[value(c = "VIR_DOMAIN_MEMORY_STAT_SWAP_OUT", since = "0.7.5")]
    SwapOut = 1,
    /// Page faults that needed a disk.
    #[value(c = "VIR_DOMAIN_MEMORY_STAT_MAJOR_FAULT", since = "0.7.5")]
    MajorFault = 2,
    /// Page faults that did not.
    #[value(c = "VIR_DOMAIN_MEMORY_STAT_MINOR_FAULT", since = "0.7.5")]
    MinorFault = 3,
    /// Memory that the guest does not use at all.
    #[value(c = "VIR_DOMAIN_MEMORY_STAT_UNUSED", since = "0.7.5")]
    Unused = 4,
    /// Memory that the guest sees.
    #[value(c = "VIR_DOMAIN_MEMORY_STAT_AVAILABLE", since = "0.7.5")]
    Available = 5,
    /// What the balloon leaves.
    #[value(c = "VIR_DOMAIN_MEMORY_STAT_ACTUAL_BALLOON", since = "0.9.3")]
    ActualBalloon = 6,
    /// What the process takes of the host.
    #[value(c = "VIR_DOMAIN_MEMORY_STAT_RSS", since = "0.9.10")]
    Rss = 7,
    /// What could be used without swapping.
    #[value(c = "VIR_DOMAIN_MEMORY_STAT_USABLE", since = "2.1.0")]
    Usable = 8,
    /// When the guest last told, in seconds since the epoch.
    #[value(c = "VIR_DOMAIN_MEMORY_STAT_LAST_UPDATE", since = "2.1.0")]
    LastUpdate = 9,
    /// Reclaimable file caches.
    #[value(c = "VIR_DOMAIN_MEMORY_STAT_DISK_CACHES", since = "4.6.0")]
    DiskCaches = 10,
    /// Huge pages given.
    #[value(c = "VIR_DOMAIN_MEMORY_STAT_HUGETLB_PGALLOC", since = "5.4.0")]
    HugetlbPgalloc = 11,
    /// Huge pages refused.
    #[value(c = "VIR_DOMAIN_MEMORY_STAT_HUGETLB_PGFAIL", since = "5.4.0")]
    HugetlbPgfail = 12,
}

/// What a count of virtual processors applies to.
#[flags(c = "virDomainVcpuFlags")]
pub enum DomainVcpuFlags {
    /// The running domain.
    #[value(c = "VIR_DOMAIN_VCPU_LIVE", since = "0.8.5")]
    Live = 0x1,
    /// The stored definition.
    #[value(c = "VIR_DOMAIN_VCPU_CONFIG", since = "0.8.5")]
    Config = 0x2,
    /// The maximum instead of the current count.
    #[value(c = "VIR_DOMAIN_VCPU_MAXIMUM", since = "0.8.5")]
    Maximum = 0x4,
    /// The count as the guest agent sees it.
    #[value(c = "VIR_DOMAIN_VCPU_GUEST", since = "1.1.0")]
    Guest = 0x8,
    /// Make the processors removable.
    #[value(c = "VIR_DOMAIN_VCPU_HOTPLUGGABLE", since = "2.4.0")]
    Hotpluggable = 0x10,
}

/// Whose key codes they are.
#[enumeration(c = "virKeycodeSet")]
pub enum KeycodeSet {
    /// Linux's input event codes.
    #[value(c = "VIR_KEYCODE_SET_LINUX", since = "0.9.3")]
    Linux = 0,
    /// XT scan codes.
    #[value(c = "VIR_KEYCODE_SET_XT", since = "0.9.3")]
    Xt = 1,
    /// AT scan codes, set 1.
    #[value(c = "VIR_KEYCODE_SET_ATSET1", since = "0.9.3")]
    AtSet1 = 2,
    /// AT scan codes, set 2.
    #[value(c = "VIR_KEYCODE_SET_ATSET2", since = "0.9.3")]
    AtSet2 = 3,
    /// AT scan codes, set 3.
    #[value(c = "VIR_KEYCODE_SET_ATSET3", since = "0.9.3")]
    AtSet3 = 4,
    /// macOS virtual key codes.
    #[value(c = "VIR_KEYCODE_SET_OSX", since = "0.9.4")]
    Osx = 5,
    /// XT scan codes in the kernel's extended form.
    #[value(c = "VIR_KEYCODE_SET_XT_KBD", since = "0.9.4")]
    XtKbd = 6,
    /// USB HID codes.
    #[value(c = "VIR_KEYCODE_SET_USB", since = "0.9.4")]
    Usb = 7,
    /// Windows virtual key codes.
    #[value(c = "VIR_KEYCODE_SET_WIN32", since = "0.9.4")]
    Win32 = 8,
    /// QEMU's numbers.
    #[value(c = "VIR_KEYCODE_SET_QNUM", since = "4.2.0")]
    Qnum = 9,
}

/// How to open a console.
#[flags(c = "virDomainConsoleFlags")]
pub enum DomainConsoleFlags {
    /// Disconnect whoever has it.
    #[value(c = "VIR_DOMAIN_CONSOLE_FORCE", since = "0.9.11")]
    Force = 0x1,
    /// Only if it cannot have two readers.
    #[value(c = "VIR_DOMAIN_CONSOLE_SAFE", since = "0.9.11")]
    Safe = 0x2,
}

/// How to open a channel.
#[flags(c = "virDomainChannelFlags")]
pub enum DomainChannelFlags {
    /// Disconnect whoever has it.
    #[value(c = "VIR_DOMAIN_CHANNEL_FORCE", since = "1.0.2")]
    Force = 0x1,
}

/// Where to learn a guest host name; none lets the driver choose.
#[flags(c = "virDomainGetHostnameFlags")]
pub enum DomainGetHostnameFlags {
    /// From the DHCP leases of its network.
    #[value(c = "VIR_DOMAIN_GET_HOSTNAME_LEASE", since = "6.1.0")]
    Lease = 0x1,
    /// From the guest agent.
    #[value(c = "VIR_DOMAIN_GET_HOSTNAME_AGENT", since = "6.1.0")]
    Agent = 0x2,
}

/// How a monitor command is written.
#[flags(c = "virDomainQemuMonitorCommandFlags")]
pub enum DomainQemuMonitorCommandFlags {
    /// In QEMU's human monitor language instead of JSON.
    #[value(c = "VIR_DOMAIN_QEMU_MONITOR_COMMAND_HMP", since = "0.8.8")]
    Hmp = 0x1,
}

/// What happened in the life of a domain.
#[enumeration(c = "virDomainEventType")]
pub enum DomainEventType {
    /// A definition was stored.
    #[value(c = "VIR_DOMAIN_EVENT_DEFINED", since = "0.5.0")]
    Defined = 0,
    /// A definition was removed.
    #[value(c = "VIR_DOMAIN_EVENT_UNDEFINED", since = "0.5.0")]
    Undefined = 1,
    /// It began to run.
    #[value(c = "VIR_DOMAIN_EVENT_STARTED", since = "0.5.0")]
    Started = 2,
    /// It was paused.
    #[value(c = "VIR_DOMAIN_EVENT_SUSPENDED", since = "0.5.0")]
    Suspended = 3,
    /// It runs again.
    #[value(c = "VIR_DOMAIN_EVENT_RESUMED", since = "0.5.0")]
    Resumed = 4,
    /// It ended.
    #[value(c = "VIR_DOMAIN_EVENT_STOPPED", since = "0.5.0")]
    Stopped = 5,
    /// The guest finished shutting down.
    #[value(c = "VIR_DOMAIN_EVENT_SHUTDOWN", since = "0.9.8")]
    Shutdown = 6,
    /// The guest suspended itself.
    #[value(c = "VIR_DOMAIN_EVENT_PMSUSPENDED", since = "0.10.2")]
    PmSuspended = 7,
    /// It crashed.
    #[value(c = "VIR_DOMAIN_EVENT_CRASHED", since = "1.1.1")]
    Crashed = 8,
}

/// How a definition came about.
#[enumeration(c = "virDomainEventDefinedDetailType")]
pub enum DomainEventDefinedDetail {
    /// It is new.
    #[value(c = "VIR_DOMAIN_EVENT_DEFINED_ADDED", since = "0.5.0")]
    Added = 0,
    /// It replaced another.
    #[value(c = "VIR_DOMAIN_EVENT_DEFINED_UPDATED", since = "0.5.0")]
    Updated = 1,
    /// It has a new name.
    #[value(c = "VIR_DOMAIN_EVENT_DEFINED_RENAMED", since = "1.2.19")]
    Renamed = 2,
    /// It came from a snapshot.
    #[value(c = "VIR_DOMAIN_EVENT_DEFINED_FROM_SNAPSHOT", since = "1.3.3")]
    FromSnapshot = 3,
}

/// How a definition went away.
#[enumeration(c = "virDomainEventUndefinedDetailType")]
pub enum DomainEventUndefinedDetail {
    /// It was removed.
    #[value(c = "VIR_DOMAIN_EVENT_UNDEFINED_REMOVED", since = "0.5.0")]
    Removed = 0,
    /// It goes on under a new name.
    #[value(c = "VIR_DOMAIN_EVENT_UNDEFINED_RENAMED", since = "1.2.19")]
    Renamed = 1,
}

/// How a domain began to run.
#[enumeration(c = "virDomainEventStartedDetailType")]
pub enum DomainEventStartedDetail {
    /// It booted.
    #[value(c = "VIR_DOMAIN_EVENT_STARTED_BOOTED", since = "0.5.0")]
    Booted = 0,
    /// It came from another host.
    #[value(c = "VIR_DOMAIN_EVENT_STARTED_MIGRATED", since = "0.5.0")]
    Migrated = 1,
    /// It was restored from a state file.
    #[value(c = "VIR_DOMAIN_EVENT_STARTED_RESTORED", since = "0.5.0")]
    Restored = 2,
    /// It was reverted to a snapshot.
    #[value(c = "VIR_DOMAIN_EVENT_STARTED_FROM_SNAPSHOT", since = "0.8.0")]
    FromSnapshot = 3,
    /// The guest woke up.
    #[value(c = "VIR_DOMAIN_EVENT_STARTED_WAKEUP", since = "0.9.11")]
    Wakeup = 4,
}

/// Why a domain was paused.
#[enumeration(c = "virDomainEventSuspendedDetailType")]
pub enum DomainEventSuspendedDetail {
    /// Somebody asked for it.
    #[value(c = "VIR_DOMAIN_EVENT_SUSPENDED_PAUSED", since = "0.5.0")]
    Paused = 0,
    /// It is moving to another host.
    #[value(c = "VIR_DOMAIN_EVENT_SUSPENDED_MIGRATED", since = "0.5.0")]
    Migrated = 1,
    /// A disk failed.
    #[value(c = "VIR_DOMAIN_EVENT_SUSPENDED_IOERROR", since = "0.8.0")]
    IoError = 2,
    /// Its watchdog fired.
    #[value(c = "VIR_DOMAIN_EVENT_SUSPENDED_WATCHDOG", since = "0.8.0")]
    Watchdog = 3,
    /// It was restored paused.
    #[value(c = "VIR_DOMAIN_EVENT_SUSPENDED_RESTORED", since = "0.9.5")]
    Restored = 4,
    /// It was reverted to a paused snapshot.
    #[value(c = "VIR_DOMAIN_EVENT_SUSPENDED_FROM_SNAPSHOT", since = "0.9.5")]
    FromSnapshot = 5,
    /// A call failed half way.
    #[value(c = "VIR_DOMAIN_EVENT_SUSPENDED_API_ERROR", since = "1.0.1")]
    ApiError = 6,
    /// Its memory moved to another host.
    #[value(c = "VIR_DOMAIN_EVENT_SUSPENDED_POSTCOPY", since = "1.3.3")]
    Postcopy = 7,
    /// The move of its memory failed.
    #[value(c = "VIR_DOMAIN_EVENT_SUSPENDED_POSTCOPY_FAILED", since = "1.3.3")]
    PostcopyFailed = 8,
}

/// Why a domain runs again.
#[enumeration(c = "virDomainEventResumedDetailType")]
pub enum DomainEventResumedDetail {
    /// Somebody asked for it.
    #[value(c = "VIR_DOMAIN_EVENT_RESUMED_UNPAUSED", since = "0.5.0")]
    Unpaused = 0,
    /// It arrived from another host.
    #[value(c = "VIR_DOMAIN_EVENT_RESUMED_MIGRATED", since = "0.5.0")]
    Migrated = 1,
    /// It was reverted to a snapshot.
    #[value(c = "VIR_DOMAIN_EVENT_RESUMED_FROM_SNAPSHOT", since = "0.9.5")]
    FromSnapshot = 2,
    /// It runs while its memory still arrives.
    #[value(c = "VIR_DOMAIN_EVENT_RESUMED_POSTCOPY", since = "1.3.3")]
    Postcopy = 3,
    /// It runs although the arrival of its memory failed.
    #[value(c = "VIR_DOMAIN_EVENT_RESUMED_POSTCOPY_FAILED", since = "8.5.0")]
    PostcopyFailed = 4,
}

/// Why a domain ended.
#[enumeration(c = "virDomainEventStoppedDetailType")]
pub enum DomainEventStoppedDetail {
    /// It shut down.
    #[value(c = "VIR_DOMAIN_EVENT_STOPPED_SHUTDOWN", since = "0.5.0")]
    Shutdown = 0,
    /// It was destroyed.
    #[value(c = "VIR_DOMAIN_EVENT_STOPPED_DESTROYED", since = "0.5.0")]
    Destroyed = 1,
    /// It crashed.
    #[value(c = "VIR_DOMAIN_EVENT_STOPPED_CRASHED", since = "0.5.0")]
    Crashed = 2,
    /// It moved to another host.
    #[value(c = "VIR_DOMAIN_EVENT_STOPPED_MIGRATED", since = "0.5.0")]
    Migrated = 3,
    /// It was saved to a file.
    #[value(c = "VIR_DOMAIN_EVENT_STOPPED_SAVED", since = "0.5.0")]
    Saved = 4,
    /// It could not go on.
    #[value(c = "VIR_DOMAIN_EVENT_STOPPED_FAILED", since = "0.5.0")]
    Failed = 5,
    /// It was reverted to a snapshot of a stopped guest.
    #[value(c = "VIR_DOMAIN_EVENT_STOPPED_FROM_SNAPSHOT", since = "0.8.0")]
    FromSnapshot = 6,
}

/// Who shut a guest down.
#[enumeration(c = "virDomainEventShutdownDetailType")]
pub enum DomainEventShutdownDetail {
    /// Nobody in particular.
    #[value(c = "VIR_DOMAIN_EVENT_SHUTDOWN_FINISHED", since = "0.9.8")]
    Finished = 0,
    /// The guest itself.
    #[value(c = "VIR_DOMAIN_EVENT_SHUTDOWN_GUEST", since = "3.4.0")]
    Guest = 1,
    /// The host.
    #[value(c = "VIR_DOMAIN_EVENT_SHUTDOWN_HOST", since = "3.4.0")]
    Host = 2,
}

/// Where a guest suspended itself to.
#[enumeration(c = "virDomainEventPMSuspendedDetailType")]
pub enum DomainEventPmSuspendedDetail {
    /// To memory.
    #[value(c = "VIR_DOMAIN_EVENT_PMSUSPENDED_MEMORY", since = "0.10.2")]
    Memory = 0,
    /// To disk.
    #[value(c = "VIR_DOMAIN_EVENT_PMSUSPENDED_DISK", since = "1.0.0")]
    Disk = 1,
}

/// How a guest crashed.
#[enumeration(c = "virDomainEventCrashedDetailType")]
pub enum DomainEventCrashedDetail {
    /// It panicked.
    #[value(c = "VIR_DOMAIN_EVENT_CRASHED_PANICKED", since = "1.1.1")]
    Panicked = 0,
    /// It panicked and loaded its crash kernel.
    #[value(c = "VIR_DOMAIN_EVENT_CRASHED_CRASHLOADED", since = "6.1.0")]
    CrashLoaded = 1,
}

/// What a watchdog did.
#[enumeration(c = "virDomainEventWatchdogAction")]
pub enum DomainEventWatchdogAction {
    /// Nothing.
    #[value(c = "VIR_DOMAIN_EVENT_WATCHDOG_NONE", since = "0.8.0")]
    None = 0,
    /// It paused the domain.
    #[value(c = "VIR_DOMAIN_EVENT_WATCHDOG_PAUSE", since = "0.8.0")]
    Pause = 1,
    /// It reset the domain.
    #[value(c = "VIR_DOMAIN_EVENT_WATCHDOG_RESET", since = "0.8.0")]
    Reset = 2,
    /// It switched the domain off.
    #[value(c = "VIR_DOMAIN_EVENT_WATCHDOG_POWEROFF", since = "0.8.0")]
    PowerOff = 3,
    /// It asked the guest to shut down.
    #[value(c = "VIR_DOMAIN_EVENT_WATCHDOG_SHUTDOWN", since = "0.8.0")]
    Shutdown = 4,
    /// It wrote a message.
    #[value(c = "VIR_DOMAIN_EVENT_WATCHDOG_DEBUG", since = "0.8.0")]
    Debug = 5,
    /// It sent a non-maskable interrupt.
    #[value(c = "VIR_DOMAIN_EVENT_WATCHDOG_INJECTNMI", since = "1.2.17")]
    InjectNmi = 6,
}

/// What happened after a disk failed.
#[enumeration(c = "virDomainEventIOErrorAction")]
pub enum DomainEventIoErrorAction {
    /// Nothing.
    #[value(c = "VIR_DOMAIN_EVENT_IO_ERROR_NONE", since = "0.8.0")]
    None = 0,
    /// The domain was paused.
    #[value(c = "VIR_DOMAIN_EVENT_IO_ERROR_PAUSE", since = "0.8.0")]
    Pause = 1,
    /// The guest was told.
    #[value(c = "VIR_DOMAIN_EVENT_IO_ERROR_REPORT", since = "0.8.0")]
    Report = 2,
}

/// How far a graphics client is.
#[enumeration(c = "virDomainEventGraphicsPhase")]
pub enum DomainEventGraphicsPhase {
    /// It connected.
    #[value(c = "VIR_DOMAIN_EVENT_GRAPHICS_CONNECT", since = "0.8.0")]
    Connect = 0,
    /// It passed authentication.
    #[value(c = "VIR_DOMAIN_EVENT_GRAPHICS_INITIALIZE", since = "0.8.0")]
    Initialize = 1,
    /// It is gone.
    #[value(c = "VIR_DOMAIN_EVENT_GRAPHICS_DISCONNECT", since = "0.8.0")]
    Disconnect = 2,
}

/// What a tray did.
#[enumeration(c = "virDomainEventTrayChangeReason")]
pub enum DomainEventTrayChangeReason {
    /// It opened.
    #[value(c = "VIR_DOMAIN_EVENT_TRAY_CHANGE_OPEN", since = "0.9.11")]
    Open = 0,
    /// It closed.
    #[value(c = "VIR_DOMAIN_EVENT_TRAY_CHANGE_CLOSE", since = "0.9.11")]
    Close = 1,
}

/// Whether a guest agent is there.
#[enumeration(c = "virConnectDomainEventAgentLifecycleState")]
pub enum DomainEventAgentLifecycleState {
    /// It opened its channel.
    #[value(c = "VIR_CONNECT_DOMAIN_EVENT_AGENT_LIFECYCLE_STATE_CONNECTED", since = "1.2.11")]
    Connected = 1,
    /// It closed its channel.
    #[value(c = "VIR_CONNECT_DOMAIN_EVENT_AGENT_LIFECYCLE_STATE_DISCONNECTED", since = "1.2.11")]
    Disconnected = 2,
}

/// Why the presence of a guest agent changed.
#[enumeration(c = "virConnectDomainEventAgentLifecycleReason")]
pub enum DomainEventAgentLifecycleReason {
    /// No reason is known.
    #[value(c = "VIR_CONNECT_DOMAIN_EVENT_AGENT_LIFECYCLE_REASON_UNKNOWN", since = "1.2.11")]
    Unknown = 0,
    /// The domain started.
    #[value(c = "VIR_CONNECT_DOMAIN_EVENT_AGENT_LIFECYCLE_REASON_DOMAIN_STARTED", since = "1.2.11")]
    DomainStarted = 1,
    /// The guest opened or closed the channel.
    #[value(c = "VIR_CONNECT_DOMAIN_EVENT_AGENT_LIFECYCLE_REASON_CHANNEL", since = "1.2.11")]
    Channel = 2,
}

/// What a block job does.
#[enumeration(c = "virDomainBlockJobType")]
pub enum DomainBlockJobType {
    /// Nothing that is known.
    #[value(c = "VIR_DOMAIN_BLOCK_JOB_TYPE_UNKNOWN", since = "0.9.4")]
    Unknown = 0,
    /// It pulls data from the backing files.
    #[value(c = "VIR_DOMAIN_BLOCK_JOB_TYPE_PULL", since = "0.9.4")]
    Pull = 1,
    /// It copies the disk.
    #[value(c = "VIR_DOMAIN_BLOCK_JOB_TYPE_COPY", since = "0.9.12")]
    Copy = 2,
    /// It commits an inner overlay.
    #[value(c = "VIR_DOMAIN_BLOCK_JOB_TYPE_COMMIT", since = "0.10.2")]
    Commit = 3,
    /// It commits the active overlay.
    #[value(c = "VIR_DOMAIN_BLOCK_JOB_TYPE_ACTIVE_COMMIT", since = "1.2.6")]
    ActiveCommit = 4,
    /// It makes a backup.
    #[value(c = "VIR_DOMAIN_BLOCK_JOB_TYPE_BACKUP", since = "6.0.0")]
    Backup = 5,
}

/// How far a block job is.
#[enumeration(c = "virConnectDomainEventBlockJobStatus")]
pub enum DomainBlockJobStatus {
    /// It is done.
    #[value(c = "VIR_DOMAIN_BLOCK_JOB_COMPLETED", since = "0.9.4")]
    Completed = 0,
    /// It failed.
    #[value(c = "VIR_DOMAIN_BLOCK_JOB_FAILED", since = "0.9.4")]
    Failed = 1,
    /// It was cancelled.
    #[value(c = "VIR_DOMAIN_BLOCK_JOB_CANCELED", since = "0.9.12")]
    Canceled = 2,
    /// It is in step and waits for the switch.
    #[value(c = "VIR_DOMAIN_BLOCK_JOB_READY", since = "1.0.0")]
    Ready = 3,
}

/// Whose memory failed.
#[enumeration(c = "virDomainMemoryFailureRecipientType")]
pub enum DomainMemoryFailureRecipient {
    /// Memory of the hypervisor process.
    #[value(c = "VIR_DOMAIN_EVENT_MEMORY_FAILURE_RECIPIENT_HYPERVISOR", since = "6.9.0")]
    Hypervisor = 0,
    /// Memory of the guest.
    #[value(c = "VIR_DOMAIN_EVENT_MEMORY_FAILURE_RECIPIENT_GUEST", since = "6.9.0")]
    Guest = 1,
}

/// What was done about failed memory.
#[enumeration(c = "virDomainMemoryFailureActionType")]
pub enum DomainMemoryFailureAction {
    /// Nothing.
    #[value(c = "VIR_DOMAIN_EVENT_MEMORY_FAILURE_ACTION_IGNORE", since = "6.9.0")]
    Ignore = 0,
    /// The guest was told.
    #[value(c = "VIR_DOMAIN_EVENT_MEMORY_FAILURE_ACTION_INJECT", since = "6.9.0")]
    Inject = 1,
    /// It could not be mended.
    #[value(c = "VIR_DOMAIN_EVENT_MEMORY_FAILURE_ACTION_FATAL", since = "6.9.0")]
    Fatal = 2,
    /// The guest was reset.
    #[value(c = "VIR_DOMAIN_EVENT_MEMORY_FAILURE_ACTION_RESET", since = "6.9.0")]
    Reset = 3,
}

/// More about failed memory.
#[flags(c = "virDomainMemoryFailureFlags")]
pub enum DomainMemoryFailureFlags {
    /// The guest has to act at once.
    #[value(c = "VIR_DOMAIN_MEMORY_FAILURE_ACTION_REQUIRED", since = "6.9.0")]
    ActionRequired = 0x1,
    /// It failed while a failure was handled.
    #[value(c = "VIR_DOMAIN_MEMORY_FAILURE_RECURSIVE", since = "6.9.0")]
    Recursive = 0x2,
}
