//! What a domain can tell.
//!
//! Input of `cargo xtask codegen`; not compiled. The number of a value is the `virDomainEventID` it belongs to.

/// What happened to a domain.
#[tagged(c = "virDomainEventID")]
pub enum DomainEventKind {
    /// A step of its life; `detail` is a number of the enumeration that belongs to the step.
    #[value(c = "VIR_DOMAIN_EVENT_ID_LIFECYCLE", since = "0.8.0")]
    Lifecycle { event: DomainEventType, detail: i32 } = 0,
    /// The guest rebooted.
    #[value(c = "VIR_DOMAIN_EVENT_ID_REBOOT", since = "0.8.0")]
    Reboot = 1,
    /// The guest set its clock; the offset from UTC is in seconds.
    #[value(c = "VIR_DOMAIN_EVENT_ID_RTC_CHANGE", since = "0.8.0")]
    RtcChange { utc_offset: i64 } = 2,
    /// The watchdog fired.
    #[value(c = "VIR_DOMAIN_EVENT_ID_WATCHDOG", since = "0.8.0")]
    Watchdog { action: DomainEventWatchdogAction } = 3,
    /// A disk failed.
    #[value(c = "VIR_DOMAIN_EVENT_ID_IO_ERROR_REASON", since = "0.8.1")]
    #[also(c = "VIR_DOMAIN_EVENT_ID_IO_ERROR", since = "0.8.0", number = 4)]
    IoError { source_path: String, device_alias: String, action: DomainEventIoErrorAction, reason: String } = 6,
    /// A graphics client came, passed or went.
    #[value(c = "VIR_DOMAIN_EVENT_ID_GRAPHICS", since = "0.8.0")]
    Graphics {
        phase: DomainEventGraphicsPhase,
        local: DomainEventGraphicsAddress,
        remote: DomainEventGraphicsAddress,
        authentication_scheme: String,
        subject: Vec<DomainEventGraphicsSubjectIdentity>,
    } = 5,
    /// The monitor connection broke.
    #[value(c = "VIR_DOMAIN_EVENT_ID_CONTROL_ERROR", since = "0.9.2")]
    ControlError = 7,
    /// A block job ended or is ready; `disk` is the target name, `path` the source.
    #[value(c = "VIR_DOMAIN_EVENT_ID_BLOCK_JOB_2", since = "1.2.6")]
    #[also(c = "VIR_DOMAIN_EVENT_ID_BLOCK_JOB", since = "0.9.4", number = 8)]
    BlockJob { disk: String, path: Option<String>, job: DomainBlockJobType, status: DomainBlockJobStatus } = 16,
    /// The source of a disk changed.
    #[value(c = "VIR_DOMAIN_EVENT_ID_DISK_CHANGE", since = "0.9.7")]
    DiskChange {
        old_source_path: Option<String>,
        new_source_path: Option<String>,
        device_alias: String,
        reason: DomainEventDiskChangeReason,
    } = 9,
    /// A tray opened or closed.
    #[value(c = "VIR_DOMAIN_EVENT_ID_TRAY_CHANGE", since = "0.9.11")]
    TrayChange { device_alias: String, reason: DomainEventTrayChangeReason } = 10,
    /// The guest woke up.
    #[value(c = "VIR_DOMAIN_EVENT_ID_PMWAKEUP", since = "0.9.11")]
    PmWakeup { reason: i32 } = 11,
    /// The guest suspended itself to memory.
    #[value(c = "VIR_DOMAIN_EVENT_ID_PMSUSPEND", since = "0.9.11")]
    PmSuspend { reason: i32 } = 12,
    /// The balloon changed the guest's memory; the size is in KiB.
    #[value(c = "VIR_DOMAIN_EVENT_ID_BALLOON_CHANGE", since = "0.10.0")]
    BalloonChange { actual: u64 } = 13,
    /// The guest suspended itself to disk.
    #[value(c = "VIR_DOMAIN_EVENT_ID_PMSUSPEND_DISK", since = "1.0.0")]
    PmSuspendDisk { reason: i32 } = 14,
    /// A device is gone.
    #[value(c = "VIR_DOMAIN_EVENT_ID_DEVICE_REMOVED", since = "1.1.1")]
    DeviceRemoved { device_alias: String } = 15,
    /// Tunable settings changed.
    #[value(c = "VIR_DOMAIN_EVENT_ID_TUNABLE", since = "1.2.9")]
    Tunable { parameters: Vec<TypedParameter> } = 17,
    /// The guest agent came or went.
    #[value(c = "VIR_DOMAIN_EVENT_ID_AGENT_LIFECYCLE", since = "1.2.11")]
    AgentLifecycle { state: DomainEventAgentLifecycleState, reason: DomainEventAgentLifecycleReason } = 18,
    /// A device was added.
    #[value(c = "VIR_DOMAIN_EVENT_ID_DEVICE_ADDED", since = "1.2.15")]
    DeviceAdded { device_alias: String } = 19,
    /// A migration went once more over the memory.
    #[value(c = "VIR_DOMAIN_EVENT_ID_MIGRATION_ITERATION", since = "1.3.2")]
    MigrationIteration { iteration: i32 } = 20,
    /// A job ended.
    #[value(c = "VIR_DOMAIN_EVENT_ID_JOB_COMPLETED", since = "1.3.3")]
    JobCompleted { parameters: Vec<TypedParameter> } = 21,
    /// The guest refused to let a device go.
    #[value(c = "VIR_DOMAIN_EVENT_ID_DEVICE_REMOVAL_FAILED", since = "1.3.4")]
    DeviceRemovalFailed { device_alias: String } = 22,
    /// Metadata changed.
    #[value(c = "VIR_DOMAIN_EVENT_ID_METADATA_CHANGE", since = "3.0.0")]
    MetadataChange { metadata_type: i32, namespace_uri: Option<String> } = 23,
    /// A write went over a disk's threshold.
    #[value(c = "VIR_DOMAIN_EVENT_ID_BLOCK_THRESHOLD", since = "3.2.0")]
    BlockThreshold { device: String, path: Option<String>, threshold: u64, excess: u64 } = 24,
    /// Memory of the host failed under the guest.
    #[value(c = "VIR_DOMAIN_EVENT_ID_MEMORY_FAILURE", since = "6.9.0")]
    MemoryFailure {
        recipient: DomainMemoryFailureRecipient,
        action: DomainMemoryFailureAction,
        flags: DomainMemoryFailureFlags,
    } = 25,
    /// A memory device has another size, in KiB.
    #[value(c = "VIR_DOMAIN_EVENT_ID_MEMORY_DEVICE_SIZE_CHANGE", since = "7.9.0")]
    MemoryDeviceSizeChange { device_alias: String, size: u64 } = 26,
    /// The guest gave an interface another address.
    #[value(c = "VIR_DOMAIN_EVENT_ID_NIC_MAC_CHANGE", since = "11.2.0")]
    NicMacChange { device_alias: String, old_mac: String, new_mac: String } = 27,
}
