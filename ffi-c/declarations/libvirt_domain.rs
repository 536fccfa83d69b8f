//! `libvirt-domain.h` as Rust says it.
//!
//! Input of `cargo xtask codegen`; not compiled. Parameters have the names of the operation's arguments.

/// A position within a block job, in its own unit.
pub type virDomainBlockJobCursor = c_ulonglong;

/// A guest: running, or just defined.
pub struct _virDomain(());

/// A guest: running, or just defined.
pub type virDomain = _virDomain;

/// A pointer to a `virDomain`.
pub type virDomainPtr = *mut virDomain;

/// The sizes of a disk, in bytes.
#[repr(C)]
pub struct _virDomainBlockInfo {
    /// What the guest sees.
    pub capacity: c_ulonglong,
    /// The highest extent in use on the host.
    pub allocation: c_ulonglong,
    /// The size of its container on the host.
    pub physical: c_ulonglong,
}

/// The sizes of a disk, in bytes.
pub type virDomainBlockInfo = _virDomainBlockInfo;

/// A pointer to a `virDomainBlockInfo`.
pub type virDomainBlockInfoPtr = *mut virDomainBlockInfo;

/// How far a block job is.
#[repr(C)]
pub struct _virDomainBlockJobInfo {
    /// The `virDomainBlockJobType`.
    pub r#type: c_int,
    /// Its limit: in MiB/s, or in bytes/s when that was asked for; 0 is none.
    pub bandwidth: c_ulong,
    /// Where it is.
    pub cur: virDomainBlockJobCursor,
    /// Where it ends; it may move. The job is done when both are equal.
    pub end: virDomainBlockJobCursor,
}

/// How far a block job is.
pub type virDomainBlockJobInfo = _virDomainBlockJobInfo;

/// A pointer to a `virDomainBlockJobInfo`.
pub type virDomainBlockJobInfoPtr = *mut virDomainBlockJobInfo;

/// What a disk has done; -1 where it is not known.
#[repr(C)]
pub struct _virDomainBlockStats {
    /// Read requests.
    pub rd_req: c_longlong,
    /// Bytes read.
    pub rd_bytes: c_longlong,
    /// Write requests.
    pub wr_req: c_longlong,
    /// Bytes written.
    pub wr_bytes: c_longlong,
    /// Errors.
    pub errs: c_longlong,
}

/// What a disk has done; -1 where it is not known.
pub type virDomainBlockStatsStruct = _virDomainBlockStats;

/// A pointer to a `virDomainBlockStatsStruct`.
pub type virDomainBlockStatsPtr = *mut virDomainBlockStatsStruct;

/// Whether a domain can be controlled.
#[repr(C)]
pub struct _virDomainControlInfo {
    /// The `virDomainControlState`.
    pub state: c_uint,
    /// The `virDomainControlErrorReason`.
    pub details: c_uint,
    /// For how long it has been so, in milliseconds.
    pub stateTime: c_ulonglong,
}

/// Whether a domain can be controlled.
pub type virDomainControlInfo = _virDomainControlInfo;

/// A pointer to a `virDomainControlInfo`.
pub type virDomainControlInfoPtr = *mut virDomainControlInfo;

/// A disk with an error.
#[repr(C)]
pub struct _virDomainDiskError {
    /// The target name, as in `vda`; the program releases it.
    pub disk: *mut c_char,
    /// The `virDomainDiskErrorCode`.
    pub error: c_int,
}

/// A disk with an error.
pub type virDomainDiskError = _virDomainDiskError;

/// A pointer to a `virDomainDiskError`.
pub type virDomainDiskErrorPtr = *mut virDomainDiskError;

/// One end of a graphics connection.
#[repr(C)]
pub struct _virDomainEventGraphicsAddress {
    /// The `virDomainEventGraphicsAddressType`.
    pub family: c_int,
    /// The address, or the path of a socket.
    pub node: *mut c_char,
    /// The port or service.
    pub service: *mut c_char,
}

/// One end of a graphics connection.
pub type virDomainEventGraphicsAddress = _virDomainEventGraphicsAddress;

/// A pointer to a `virDomainEventGraphicsAddress`.
pub type virDomainEventGraphicsAddressPtr = *mut virDomainEventGraphicsAddress;

/// Who a graphics client is.
#[repr(C)]
pub struct _virDomainEventGraphicsSubject {
    /// How many names it has.
    pub nidentity: c_int,
    /// The names.
    pub identities: virDomainEventGraphicsSubjectIdentityPtr,
}

/// Who a graphics client is.
pub type virDomainEventGraphicsSubject = _virDomainEventGraphicsSubject;

/// A pointer to a `virDomainEventGraphicsSubject`.
pub type virDomainEventGraphicsSubjectPtr = *mut virDomainEventGraphicsSubject;

/// One name of a graphics client.
#[repr(C)]
pub struct _virDomainEventGraphicsSubjectIdentity {
    /// What kind of name it is, as in `x509dname`.
    pub r#type: *mut c_char,
    /// The name.
    pub name: *mut c_char,
}

/// One name of a graphics client.
pub type virDomainEventGraphicsSubjectIdentity = _virDomainEventGraphicsSubjectIdentity;

/// A pointer to a `virDomainEventGraphicsSubjectIdentity`.
pub type virDomainEventGraphicsSubjectIdentityPtr = *mut virDomainEventGraphicsSubjectIdentity;

/// A mounted file system of a guest.
#[repr(C)]
pub struct _virDomainFSInfo {
    /// Where it is mounted.
    pub mountpoint: *mut c_char,
    /// The device in the guest, as in `sda1`.
    pub name: *mut c_char,
    /// The type, as in `ext4`.
    pub fstype: *mut c_char,
    /// How many disks it lies on.
    pub ndevAlias: usize,
    /// The target names of these disks.
    pub devAlias: *mut *mut c_char,
}

/// A mounted file system of a guest.
pub type virDomainFSInfo = _virDomainFSInfo;

/// A pointer to a `virDomainFSInfo`.
pub type virDomainFSInfoPtr = *mut virDomainFSInfo;

/// An I/O thread and where it may run.
#[repr(C)]
pub struct _virDomainIOThreadInfo {
    /// Its number.
    pub iothread_id: c_uint,
    /// The processors: a bit each, the lowest first.
    pub cpumap: *mut c_uchar,
    /// The bytes of the map.
    pub cpumaplen: c_int,
}

/// An I/O thread and where it may run.
pub type virDomainIOThreadInfo = _virDomainIOThreadInfo;

/// A pointer to a `virDomainIOThreadInfo`.
pub type virDomainIOThreadInfoPtr = *mut virDomainIOThreadInfo;

/// An address of a guest.
#[repr(C)]
pub struct _virDomainIPAddress {
    /// The `virIPAddrType`.
    pub r#type: c_int,
    /// The address as text.
    pub addr: *mut c_char,
    /// How many bits of it are the network's.
    pub prefix: c_uint,
}

/// An address of a guest.
pub type virDomainIPAddress = _virDomainIPAddress;

/// A pointer to a `virDomainIPAddress`.
pub type virDomainIPAddressPtr = *mut virDomainIPAddress;

/// State, memory and processors of a domain.
#[repr(C)]
pub struct _virDomainInfo {
    /// The `virDomainState`.
    pub state: c_uchar,
    /// The most memory it may have, in KiB.
    pub maxMem: c_ulong,
    /// The memory it has now, in KiB.
    pub memory: c_ulong,
    /// How many virtual processors it has.
    pub nrVirtCpu: c_ushort,
    /// Processor time that it used, in nanoseconds.
    pub cpuTime: c_ulonglong,
}

/// State, memory and processors of a domain.
pub type virDomainInfo = _virDomainInfo;

/// A pointer to a `virDomainInfo`.
pub type virDomainInfoPtr = *mut virDomainInfo;

/// A network interface as the guest or the network knows it.
#[repr(C)]
pub struct _virDomainInterface {
    /// Its name there.
    pub name: *mut c_char,
    /// Its MAC address; null where it has none.
    pub hwaddr: *mut c_char,
    /// How many addresses it has.
    pub naddrs: c_uint,
    /// The addresses.
    pub addrs: virDomainIPAddressPtr,
}

/// A network interface as the guest or the network knows it.
pub type virDomainInterface = _virDomainInterface;

/// A pointer to a `virDomainInterface`.
pub type virDomainInterfacePtr = *mut virDomainInterface;

/// What an interface has done, from the guest's side; -1 where it is not known.
#[repr(C)]
pub struct _virDomainInterfaceStats {
    /// Bytes received.
    pub rx_bytes: c_longlong,
    /// Packets received.
    pub rx_packets: c_longlong,
    /// Errors while receiving.
    pub rx_errs: c_longlong,
    /// Packets dropped while receiving.
    pub rx_drop: c_longlong,
    /// Bytes sent.
    pub tx_bytes: c_longlong,
    /// Packets sent.
    pub tx_packets: c_longlong,
    /// Errors while sending.
    pub tx_errs: c_longlong,
    /// Packets dropped while sending.
    pub tx_drop: c_longlong,
}

/// What an interface has done, from the guest's side; -1 where it is not known.
pub type virDomainInterfaceStatsStruct = _virDomainInterfaceStats;

/// A pointer to a `virDomainInterfaceStatsStruct`.
pub type virDomainInterfaceStatsPtr = *mut virDomainInterfaceStatsStruct;

/// How far the job of a domain is. Times are in milliseconds, sizes in bytes.
#[repr(C)]
pub struct _virDomainJobInfo {
    /// The `virDomainJobType`.
    pub r#type: c_int,
    /// Since its start.
    pub timeElapsed: c_ulonglong,
    /// Until its expected end; 0 if unknown.
    pub timeRemaining: c_ulonglong,
    /// All that is to be moved.
    pub dataTotal: c_ulonglong,
    /// What has been moved.
    pub dataProcessed: c_ulonglong,
    /// What is left to move.
    pub dataRemaining: c_ulonglong,
    /// All of the memory.
    pub memTotal: c_ulonglong,
    /// The memory that has been moved.
    pub memProcessed: c_ulonglong,
    /// The memory that is left.
    pub memRemaining: c_ulonglong,
    /// All of the disks.
    pub fileTotal: c_ulonglong,
    /// Of the disks what has been moved.
    pub fileProcessed: c_ulonglong,
    /// Of the disks what is left.
    pub fileRemaining: c_ulonglong,
}

/// How far the job of a domain is. Times are in milliseconds, sizes in bytes.
pub type virDomainJobInfo = _virDomainJobInfo;

/// A pointer to a `virDomainJobInfo`.
pub type virDomainJobInfoPtr = *mut virDomainJobInfo;

/// One memory statistic.
#[repr(C)]
pub struct _virDomainMemoryStat {
    /// The `virDomainMemoryStatTags`.
    pub tag: c_int,
    /// The value, in KiB or in the unit that the tag says.
    pub val: c_ulonglong,
}

/// One memory statistic.
pub type virDomainMemoryStatStruct = _virDomainMemoryStat;

/// A pointer to a `virDomainMemoryStatStruct`.
pub type virDomainMemoryStatPtr = *mut virDomainMemoryStatStruct;

/// The statistics of one domain; an array of pointers to them ends with null.
#[repr(C)]
pub struct _virDomainStatsRecord {
    /// The domain.
    pub dom: virDomainPtr,
    /// Its statistics.
    pub params: virTypedParameterPtr,
    /// How many they are.
    pub nparams: c_int,
}

/// The statistics of one domain; an array of pointers to them ends with null.
pub type virDomainStatsRecord = _virDomainStatsRecord;

/// A pointer to a `virDomainStatsRecord`.
pub type virDomainStatsRecordPtr = *mut virDomainStatsRecord;

/// A virtual processor.
#[repr(C)]
pub struct _virVcpuInfo {
    /// Its number.
    pub number: c_uint,
    /// The `virVcpuState`.
    pub state: c_int,
    /// Processor time that it used, in nanoseconds.
    pub cpuTime: c_ulonglong,
    /// The processor that it is on, or a `virVcpuHostCpuState`.
    pub cpu: c_int,
}

/// A virtual processor.
pub type virVcpuInfo = _virVcpuInfo;

/// A pointer to a `virVcpuInfo`.
pub type virVcpuInfoPtr = *mut virVcpuInfo;

/// Told of a domain: the guest agent came or went.
pub type virConnectDomainEventAgentLifecycleCallback = Option<unsafe extern "C" fn(conn: virConnectPtr, dom: virDomainPtr, state: c_int, reason: c_int, opaque: *mut c_void)>;

/// Told of a domain: the balloon changed the memory of the guest, in KiB.
pub type virConnectDomainEventBalloonChangeCallback = Option<unsafe extern "C" fn(conn: virConnectPtr, dom: virDomainPtr, actual: c_ulonglong, opaque: *mut c_void)>;

/// Told of a domain: a block job ended or is ready.
pub type virConnectDomainEventBlockJobCallback = Option<unsafe extern "C" fn(conn: virConnectPtr, dom: virDomainPtr, disk: *const c_char, r#type: c_int, status: c_int, opaque: *mut c_void)>;

/// Told of a domain: a write went over the threshold of a disk.
pub type virConnectDomainEventBlockThresholdCallback = Option<unsafe extern "C" fn(conn: virConnectPtr, dom: virDomainPtr, dev: *const c_char, path: *const c_char, threshold: c_ulonglong, excess: c_ulonglong, opaque: *mut c_void)>;

/// Told of a step in the life of a domain.
pub type virConnectDomainEventCallback = Option<unsafe extern "C" fn(conn: virConnectPtr, dom: virDomainPtr, event: c_int, detail: c_int, opaque: *mut c_void) -> c_int>;

/// Told of a domain: a device was added.
pub type virConnectDomainEventDeviceAddedCallback = Option<unsafe extern "C" fn(conn: virConnectPtr, dom: virDomainPtr, devAlias: *const c_char, opaque: *mut c_void)>;

/// Told of a domain: the guest did not let a device go.
pub type virConnectDomainEventDeviceRemovalFailedCallback = Option<unsafe extern "C" fn(conn: virConnectPtr, dom: virDomainPtr, devAlias: *const c_char, opaque: *mut c_void)>;

/// Told of a domain: a device is gone.
pub type virConnectDomainEventDeviceRemovedCallback = Option<unsafe extern "C" fn(conn: virConnectPtr, dom: virDomainPtr, devAlias: *const c_char, opaque: *mut c_void)>;

/// Told of a domain: the medium of a disk changed.
pub type virConnectDomainEventDiskChangeCallback = Option<unsafe extern "C" fn(conn: virConnectPtr, dom: virDomainPtr, oldSrcPath: *const c_char, newSrcPath: *const c_char, devAlias: *const c_char, reason: c_int, opaque: *mut c_void)>;

/// Told of a domain: something happened that needs no more words.
pub type virConnectDomainEventGenericCallback = Option<unsafe extern "C" fn(conn: virConnectPtr, dom: virDomainPtr, opaque: *mut c_void)>;

/// Told of a domain: a graphics client came, passed or went.
pub type virConnectDomainEventGraphicsCallback = Option<unsafe extern "C" fn(conn: virConnectPtr, dom: virDomainPtr, phase: c_int, local: *const virDomainEventGraphicsAddress, remote: *const virDomainEventGraphicsAddress, authScheme: *const c_char, subject: *const virDomainEventGraphicsSubject, opaque: *mut c_void)>;

/// Told of a domain: a disk failed.
pub type virConnectDomainEventIOErrorCallback = Option<unsafe extern "C" fn(conn: virConnectPtr, dom: virDomainPtr, srcPath: *const c_char, devAlias: *const c_char, action: c_int, opaque: *mut c_void)>;

/// Told of a domain: a disk failed, and why.
pub type virConnectDomainEventIOErrorReasonCallback = Option<unsafe extern "C" fn(conn: virConnectPtr, dom: virDomainPtr, srcPath: *const c_char, devAlias: *const c_char, action: c_int, reason: *const c_char, opaque: *mut c_void)>;

/// Told of a domain: a job ended.
pub type virConnectDomainEventJobCompletedCallback = Option<unsafe extern "C" fn(conn: virConnectPtr, dom: virDomainPtr, params: virTypedParameterPtr, nparams: c_int, opaque: *mut c_void)>;

/// Told of a domain: a memory device has another size, in KiB.
pub type virConnectDomainEventMemoryDeviceSizeChangeCallback = Option<unsafe extern "C" fn(conn: virConnectPtr, dom: virDomainPtr, alias: *const c_char, size: c_ulonglong, opaque: *mut c_void)>;

/// Told of a domain: memory of the host failed under the guest.
pub type virConnectDomainEventMemoryFailureCallback = Option<unsafe extern "C" fn(conn: virConnectPtr, dom: virDomainPtr, recipient: c_int, action: c_int, flags: c_uint, opaque: *mut c_void)>;

/// Told of a domain: metadata changed.
pub type virConnectDomainEventMetadataChangeCallback = Option<unsafe extern "C" fn(conn: virConnectPtr, dom: virDomainPtr, r#type: c_int, nsuri: *const c_char, opaque: *mut c_void)>;

/// Told of a domain: a migration went once more over the memory.
pub type virConnectDomainEventMigrationIterationCallback = Option<unsafe extern "C" fn(conn: virConnectPtr, dom: virDomainPtr, iteration: c_int, opaque: *mut c_void)>;

/// Told of a domain: the guest gave an interface another address.
pub type virConnectDomainEventNICMACChangeCallback = Option<unsafe extern "C" fn(conn: virConnectPtr, dom: virDomainPtr, alias: *const c_char, oldMAC: *const c_char, newMAC: *const c_char, opaque: *mut c_void)>;

/// Told of a domain: the guest suspended itself to memory.
pub type virConnectDomainEventPMSuspendCallback = Option<unsafe extern "C" fn(conn: virConnectPtr, dom: virDomainPtr, reason: c_int, opaque: *mut c_void)>;

/// Told of a domain: the guest suspended itself to disk.
pub type virConnectDomainEventPMSuspendDiskCallback = Option<unsafe extern "C" fn(conn: virConnectPtr, dom: virDomainPtr, reason: c_int, opaque: *mut c_void)>;

/// Told of a domain: the guest woke up.
pub type virConnectDomainEventPMWakeupCallback = Option<unsafe extern "C" fn(conn: virConnectPtr, dom: virDomainPtr, reason: c_int, opaque: *mut c_void)>;

/// Told of a domain: the guest set its clock; the offset is in seconds from UTC.
pub type virConnectDomainEventRTCChangeCallback = Option<unsafe extern "C" fn(conn: virConnectPtr, dom: virDomainPtr, utcoffset: c_longlong, opaque: *mut c_void)>;

/// Told of a domain: a tray opened or closed.
pub type virConnectDomainEventTrayChangeCallback = Option<unsafe extern "C" fn(conn: virConnectPtr, dom: virDomainPtr, devAlias: *const c_char, reason: c_int, opaque: *mut c_void)>;

/// Told of a domain: tunable settings changed.
pub type virConnectDomainEventTunableCallback = Option<unsafe extern "C" fn(conn: virConnectPtr, dom: virDomainPtr, params: virTypedParameterPtr, nparams: c_int, opaque: *mut c_void)>;

/// Told of a domain: the watchdog fired.
pub type virConnectDomainEventWatchdogCallback = Option<unsafe extern "C" fn(conn: virConnectPtr, dom: virDomainPtr, action: c_int, opaque: *mut c_void)>;

/// No flag of `virDomainModificationImpact`.
pub const VIR_DOMAIN_AFFECT_CURRENT: c_int = 0;

/// The older name of `VIR_TYPED_PARAM_BOOLEAN`.
pub const VIR_DOMAIN_BLKIO_PARAM_BOOLEAN: c_int = VIR_TYPED_PARAM_BOOLEAN;

/// The older name of `VIR_TYPED_PARAM_DOUBLE`.
pub const VIR_DOMAIN_BLKIO_PARAM_DOUBLE: c_int = VIR_TYPED_PARAM_DOUBLE;

/// The older name of `VIR_TYPED_PARAM_INT`.
pub const VIR_DOMAIN_BLKIO_PARAM_INT: c_int = VIR_TYPED_PARAM_INT;

/// The older name of `VIR_TYPED_PARAM_LLONG`.
pub const VIR_DOMAIN_BLKIO_PARAM_LLONG: c_int = VIR_TYPED_PARAM_LLONG;

/// The older name of `VIR_TYPED_PARAM_UINT`.
pub const VIR_DOMAIN_BLKIO_PARAM_UINT: c_int = VIR_TYPED_PARAM_UINT;

/// The older name of `VIR_TYPED_PARAM_ULLONG`.
pub const VIR_DOMAIN_BLKIO_PARAM_ULLONG: c_int = VIR_TYPED_PARAM_ULLONG;

/// No flag of `virDomainDestroyFlagsValues`.
pub const VIR_DOMAIN_DESTROY_DEFAULT: c_int = 0;

/// Another name in `virDomainDeviceModifyFlags`.
pub const VIR_DOMAIN_DEVICE_MODIFY_CURRENT: c_int = VIR_DOMAIN_AFFECT_CURRENT;

/// No flag of `virDomainDirtyRateCalcFlags`.
pub const VIR_DOMAIN_DIRTYRATE_MODE_PAGE_SAMPLING: c_int = 0;

/// The older name of `VIR_TYPED_PARAM_BOOLEAN`.
pub const VIR_DOMAIN_MEMORY_PARAM_BOOLEAN: c_int = VIR_TYPED_PARAM_BOOLEAN;

/// The older name of `VIR_TYPED_PARAM_DOUBLE`.
pub const VIR_DOMAIN_MEMORY_PARAM_DOUBLE: c_int = VIR_TYPED_PARAM_DOUBLE;

/// The older name of `VIR_TYPED_PARAM_INT`.
pub const VIR_DOMAIN_MEMORY_PARAM_INT: c_int = VIR_TYPED_PARAM_INT;

/// The older name of `VIR_TYPED_PARAM_LLONG`.
pub const VIR_DOMAIN_MEMORY_PARAM_LLONG: c_int = VIR_TYPED_PARAM_LLONG;

/// The older name of `VIR_TYPED_PARAM_UINT`.
pub const VIR_DOMAIN_MEMORY_PARAM_UINT: c_int = VIR_TYPED_PARAM_UINT;

/// The older name of `VIR_TYPED_PARAM_ULLONG`.
pub const VIR_DOMAIN_MEMORY_PARAM_ULLONG: c_int = VIR_TYPED_PARAM_ULLONG;

/// How many statistics the first release had room for; newer ones have more.
pub const VIR_DOMAIN_MEMORY_STAT_NR: c_int = 13;

/// Another name in `virDomainMemoryModFlags`.
pub const VIR_DOMAIN_MEM_CURRENT: c_int = VIR_DOMAIN_AFFECT_CURRENT;

/// No flag of `virDomainCreateFlags`.
pub const VIR_DOMAIN_NONE: c_int = 0;

/// No flag of `virDomainRebootFlagValues`.
pub const VIR_DOMAIN_REBOOT_DEFAULT: c_int = 0;

/// The older name of `VIR_TYPED_PARAM_BOOLEAN`.
pub const VIR_DOMAIN_SCHED_FIELD_BOOLEAN: c_int = VIR_TYPED_PARAM_BOOLEAN;

/// The older name of `VIR_TYPED_PARAM_DOUBLE`.
pub const VIR_DOMAIN_SCHED_FIELD_DOUBLE: c_int = VIR_TYPED_PARAM_DOUBLE;

/// The older name of `VIR_TYPED_PARAM_INT`.
pub const VIR_DOMAIN_SCHED_FIELD_INT: c_int = VIR_TYPED_PARAM_INT;

/// The older name of `VIR_TYPED_PARAM_LLONG`.
pub const VIR_DOMAIN_SCHED_FIELD_LLONG: c_int = VIR_TYPED_PARAM_LLONG;

/// The older name of `VIR_TYPED_PARAM_UINT`.
pub const VIR_DOMAIN_SCHED_FIELD_UINT: c_int = VIR_TYPED_PARAM_UINT;

/// The older name of `VIR_TYPED_PARAM_ULLONG`.
pub const VIR_DOMAIN_SCHED_FIELD_ULLONG: c_int = VIR_TYPED_PARAM_ULLONG;

/// No flag of `virDomainShutdownFlagValues`.
pub const VIR_DOMAIN_SHUTDOWN_DEFAULT: c_int = 0;

/// Another name in `virDomainVcpuFlags`.
pub const VIR_DOMAIN_VCPU_CURRENT: c_int = VIR_DOMAIN_AFFECT_CURRENT;

unsafe extern "C" {
    /// Ends the callback of `virConnectDomainEventRegister` with this function.
    #[by_hand(since = "0.5.0")]
    pub fn virConnectDomainEventDeregister(conn: virConnectPtr, cb: virConnectDomainEventCallback) -> c_int;
    /// Ends the callback with this number; its free function is called when nobody can call it any more.
    #[by_hand(since = "0.8.0")]
    pub fn virConnectDomainEventDeregisterAny(conn: virConnectPtr, callbackID: c_int) -> c_int;
    /// Asks to be told of the steps in the life of every domain; a function can be registered once.
    #[by_hand(since = "0.5.0")]
    #[optional(freecb)]
    pub fn virConnectDomainEventRegister(conn: virConnectPtr, cb: virConnectDomainEventCallback, opaque: *mut c_void, freecb: virFreeCallback) -> c_int;
    /// Asks to be told of an event, of all objects or of one, on the thread of the event loop, and gives the number of
    /// the callback.
    #[by_hand(since = "0.8.0")]
    #[optional(freecb)]
    pub fn virConnectDomainEventRegisterAny(conn: virConnectPtr, dom: virDomainPtr, eventID: c_int, cb: virConnectDomainEventGenericCallback, opaque: *mut c_void, freecb: virFreeCallback) -> c_int;
    #[named(native_format = "nativeFormat", native_configuration = "nativeConfig")]
    pub fn virConnectDomainXMLFromNative(conn: virConnectPtr, nativeFormat: *const c_char, nativeConfig: *const c_char, flags: c_uint) -> *mut c_char;
    #[named(native_format = "nativeFormat", domain_xml = "domainXml")]
    pub fn virConnectDomainXMLToNative(conn: virConnectPtr, nativeFormat: *const c_char, domainXml: *const c_char, flags: c_uint) -> *mut c_char;
    #[named(groups = "stats")]
    #[required(retStats)]
    pub fn virConnectGetAllDomainStats(conn: virConnectPtr, stats: c_uint, retStats: *mut *mut virDomainStatsRecordPtr, flags: c_uint) -> c_int;
    #[named(emulator = "emulatorbin", architecture = "arch", virtualization_type = "virttype")]
    pub fn virConnectGetDomainCapabilities(conn: virConnectPtr, emulatorbin: *const c_char, arch: *const c_char, machine: *const c_char, virttype: *const c_char, flags: c_uint) -> *mut c_char;
    pub fn virConnectListAllDomains(conn: virConnectPtr, domains: *mut *mut virDomainPtr, flags: c_uint) -> c_int;
    pub fn virConnectListDefinedDomains(conn: virConnectPtr, names: *mut *mut c_char, maxnames: c_int) -> c_int;
    pub fn virConnectListDomains(conn: virConnectPtr, ids: *mut c_int, maxids: c_int) -> c_int;
    pub fn virConnectNumOfDefinedDomains(conn: virConnectPtr) -> c_int;
    pub fn virConnectNumOfDomains(conn: virConnectPtr) -> c_int;
    pub fn virDomainAbortJob(domain: virDomainPtr) -> c_int;
    pub fn virDomainAbortJobFlags(domain: virDomainPtr, flags: c_uint) -> c_int;
    #[named(io_thread = "iothread_id")]
    pub fn virDomainAddIOThread(domain: virDomainPtr, iothread_id: c_uint, flags: c_uint) -> c_int;
    pub fn virDomainAgentSetResponseTimeout(domain: virDomainPtr, timeout: c_int, flags: c_uint) -> c_int;
    pub fn virDomainAttachDevice(domain: virDomainPtr, xml: *const c_char) -> c_int;
    pub fn virDomainAttachDeviceFlags(domain: virDomainPtr, xml: *const c_char, flags: c_uint) -> c_int;
    #[required(keys)]
    pub fn virDomainAuthorizedSSHKeysGet(domain: virDomainPtr, user: *const c_char, keys: *mut *mut *mut c_char, flags: c_uint) -> c_int;
    pub fn virDomainAuthorizedSSHKeysSet(domain: virDomainPtr, user: *const c_char, keys: *mut *const c_char, nkeys: c_uint, flags: c_uint) -> c_int;
    #[named(backup_xml = "backupXML", checkpoint_xml = "checkpointXML")]
    pub fn virDomainBackupBegin(domain: virDomainPtr, backupXML: *const c_char, checkpointXML: *const c_char, flags: c_uint) -> c_int;
    pub fn virDomainBackupGetXMLDesc(domain: virDomainPtr, flags: c_uint) -> *mut c_char;
    #[optional(bandwidth)]
    pub fn virDomainBlockCommit(dom: virDomainPtr, disk: *const c_char, base: *const c_char, top: *const c_char, bandwidth: c_ulong, flags: c_uint) -> c_int;
    #[named(destination_xml = "destxml", parameters = "params")]
    pub fn virDomainBlockCopy(dom: virDomainPtr, disk: *const c_char, destxml: *const c_char, params: virTypedParameterPtr, nparams: c_int, flags: c_uint) -> c_int;
    pub fn virDomainBlockJobAbort(dom: virDomainPtr, disk: *const c_char, flags: c_uint) -> c_int;
    pub fn virDomainBlockJobSetSpeed(dom: virDomainPtr, disk: *const c_char, bandwidth: c_ulong, flags: c_uint) -> c_int;
    /// Bytes of a disk, as the guest sees it.
    #[by_hand(since = "0.4.2")]
    pub fn virDomainBlockPeek(dom: virDomainPtr, disk: *const c_char, offset: c_ulonglong, size: usize, buffer: *mut c_void, flags: c_uint) -> c_int;
    #[optional(bandwidth)]
    pub fn virDomainBlockPull(dom: virDomainPtr, disk: *const c_char, bandwidth: c_ulong, flags: c_uint) -> c_int;
    #[optional(bandwidth)]
    pub fn virDomainBlockRebase(dom: virDomainPtr, disk: *const c_char, base: *const c_char, bandwidth: c_ulong, flags: c_uint) -> c_int;
    pub fn virDomainBlockResize(dom: virDomainPtr, disk: *const c_char, size: c_ulonglong, flags: c_uint) -> c_int;
    #[required(stats)]
    pub fn virDomainBlockStats(dom: virDomainPtr, disk: *const c_char, stats: virDomainBlockStatsPtr, size: usize) -> c_int;
    #[required(nparams)]
    pub fn virDomainBlockStatsFlags(dom: virDomainPtr, disk: *const c_char, params: virTypedParameterPtr, nparams: *mut c_int, flags: c_uint) -> c_int;
    #[named(file = "to")]
    pub fn virDomainCoreDump(domain: virDomainPtr, to: *const c_char, flags: c_uint) -> c_int;
    #[named(file = "to", format = "dumpformat")]
    pub fn virDomainCoreDumpWithFormat(domain: virDomainPtr, to: *const c_char, dumpformat: c_uint, flags: c_uint) -> c_int;
    pub fn virDomainCreate(domain: virDomainPtr) -> c_int;
    #[named(xml = "xmlDesc")]
    pub fn virDomainCreateLinux(conn: virConnectPtr, xmlDesc: *const c_char, flags: c_uint) -> virDomainPtr;
    pub fn virDomainCreateWithFiles(domain: virDomainPtr, nfiles: c_uint, files: *mut c_int, flags: c_uint) -> c_int;
    pub fn virDomainCreateWithFlags(domain: virDomainPtr, flags: c_uint) -> c_int;
    #[named(xml = "xmlDesc")]
    pub fn virDomainCreateXML(conn: virConnectPtr, xmlDesc: *const c_char, flags: c_uint) -> virDomainPtr;
    #[named(xml = "xmlDesc")]
    pub fn virDomainCreateXMLWithFiles(conn: virConnectPtr, xmlDesc: *const c_char, nfiles: c_uint, files: *mut c_int, flags: c_uint) -> virDomainPtr;
    pub fn virDomainDefineXML(conn: virConnectPtr, xml: *const c_char) -> virDomainPtr;
    pub fn virDomainDefineXMLFlags(conn: virConnectPtr, xml: *const c_char, flags: c_uint) -> virDomainPtr;
    #[named(io_thread = "iothread_id")]
    pub fn virDomainDelIOThread(domain: virDomainPtr, iothread_id: c_uint, flags: c_uint) -> c_int;
    pub fn virDomainDelThrottleGroup(dom: virDomainPtr, group: *const c_char, flags: c_uint) -> c_int;
    pub fn virDomainDestroy(domain: virDomainPtr) -> c_int;
    pub fn virDomainDestroyFlags(domain: virDomainPtr, flags: c_uint) -> c_int;
    pub fn virDomainDetachDevice(domain: virDomainPtr, xml: *const c_char) -> c_int;
    pub fn virDomainDetachDeviceAlias(domain: virDomainPtr, alias: *const c_char, flags: c_uint) -> c_int;
    pub fn virDomainDetachDeviceFlags(domain: virDomainPtr, xml: *const c_char, flags: c_uint) -> c_int;
    #[named(files = "fds")]
    #[optional(flags)]
    pub fn virDomainFDAssociate(domain: virDomainPtr, name: *const c_char, nfds: c_uint, fds: *mut c_int, flags: c_uint) -> c_int;
    #[named(mount_points = "mountpoints")]
    pub fn virDomainFSFreeze(dom: virDomainPtr, mountpoints: *mut *const c_char, nmountpoints: c_uint, flags: c_uint) -> c_int;
    /// Releases what `virDomainGetFSInfo` gave.
    #[by_hand(since = "1.2.11")]
    pub fn virDomainFSInfoFree(info: virDomainFSInfoPtr);
    #[named(mount_points = "mountpoints")]
    pub fn virDomainFSThaw(dom: virDomainPtr, mountpoints: *mut *const c_char, nmountpoints: c_uint, flags: c_uint) -> c_int;
    #[named(mount_point = "mountPoint")]
    pub fn virDomainFSTrim(dom: virDomainPtr, mountPoint: *const c_char, minimum: c_ulonglong, flags: c_uint) -> c_int;
    /// Gives a reference to the domain back; the last one releases it.
    #[by_hand(since = "0.0.3")]
    pub fn virDomainFree(domain: virDomainPtr) -> c_int;
    #[required(autostart)]
    pub fn virDomainGetAutostart(domain: virDomainPtr, autostart: *mut c_int) -> c_int;
    #[required(autostart)]
    pub fn virDomainGetAutostartOnce(domain: virDomainPtr, autostart: *mut c_int) -> c_int;
    #[required(nparams)]
    pub fn virDomainGetBlkioParameters(domain: virDomainPtr, params: virTypedParameterPtr, nparams: *mut c_int, flags: c_uint) -> c_int;
    #[required(info)]
    pub fn virDomainGetBlockInfo(domain: virDomainPtr, disk: *const c_char, info: virDomainBlockInfoPtr, flags: c_uint) -> c_int;
    #[required(nparams)]
    pub fn virDomainGetBlockIoTune(dom: virDomainPtr, disk: *const c_char, params: virTypedParameterPtr, nparams: *mut c_int, flags: c_uint) -> c_int;
    #[required(info)]
    pub fn virDomainGetBlockJobInfo(dom: virDomainPtr, disk: *const c_char, info: virDomainBlockJobInfoPtr, flags: c_uint) -> c_int;
    /// Processor time that the guest took: for all processors together (`start_cpu` is -1), or for each of `ncpus` from
    /// `start_cpu` on, `nparams` parameters for each. Gives how many parameters each has; without room, how many it
    /// could have; with `ncpus` 0, how many processors there are.
    #[by_hand(since = "0.9.10")]
    pub fn virDomainGetCPUStats(domain: virDomainPtr, params: virTypedParameterPtr, nparams: c_uint, start_cpu: c_int, ncpus: c_uint, flags: c_uint) -> c_int;
    /// The connection that the domain came from, without a further reference.
    #[by_hand(since = "0.3.0")]
    pub fn virDomainGetConnect(dom: virDomainPtr) -> virConnectPtr;
    #[required(info)]
    pub fn virDomainGetControlInfo(domain: virDomainPtr, info: virDomainControlInfoPtr, flags: c_uint) -> c_int;
    pub fn virDomainGetDiskErrors(dom: virDomainPtr, errors: virDomainDiskErrorPtr, maxerrors: c_uint, flags: c_uint) -> c_int;
    pub fn virDomainGetEmulatorPinInfo(domain: virDomainPtr, cpumap: *mut c_uchar, maplen: c_int, flags: c_uint) -> c_int;
    #[required(info)]
    pub fn virDomainGetFSInfo(dom: virDomainPtr, info: *mut *mut virDomainFSInfoPtr, flags: c_uint) -> c_int;
    #[required(params, nparams)]
    pub fn virDomainGetGuestInfo(domain: virDomainPtr, types: c_uint, params: *mut virTypedParameterPtr, nparams: *mut c_int, flags: c_uint) -> c_int;
    #[required(params, nparams)]
    pub fn virDomainGetGuestVcpus(domain: virDomainPtr, params: *mut virTypedParameterPtr, nparams: *mut c_uint, flags: c_uint) -> c_int;
    pub fn virDomainGetHostname(domain: virDomainPtr, flags: c_uint) -> *mut c_char;
    /// The number of the active domain; `(unsigned int)-1` without an error for one that is not active.
    #[by_hand(since = "0.0.3")]
    pub fn virDomainGetID(domain: virDomainPtr) -> c_uint;
    #[required(info)]
    pub fn virDomainGetIOThreadInfo(dom: virDomainPtr, info: *mut *mut virDomainIOThreadInfoPtr, flags: c_uint) -> c_int;
    #[required(info)]
    pub fn virDomainGetInfo(domain: virDomainPtr, info: virDomainInfoPtr) -> c_int;
    #[required(nparams)]
    pub fn virDomainGetInterfaceParameters(domain: virDomainPtr, device: *const c_char, params: virTypedParameterPtr, nparams: *mut c_int, flags: c_uint) -> c_int;
    #[required(info)]
    pub fn virDomainGetJobInfo(domain: virDomainPtr, info: virDomainJobInfoPtr) -> c_int;
    #[required(r#type, params, nparams)]
    pub fn virDomainGetJobStats(domain: virDomainPtr, r#type: *mut c_int, params: *mut virTypedParameterPtr, nparams: *mut c_int, flags: c_uint) -> c_int;
    pub fn virDomainGetLaunchSecurityInfo(domain: virDomainPtr, params: *mut virTypedParameterPtr, nparams: *mut c_int, flags: c_uint) -> c_int;
    pub fn virDomainGetMaxMemory(domain: virDomainPtr) -> c_ulong;
    pub fn virDomainGetMaxVcpus(domain: virDomainPtr) -> c_int;
    #[required(nparams)]
    pub fn virDomainGetMemoryParameters(domain: virDomainPtr, params: virTypedParameterPtr, nparams: *mut c_int, flags: c_uint) -> c_int;
    #[required(msgs)]
    pub fn virDomainGetMessages(domain: virDomainPtr, msgs: *mut *mut *mut c_char, flags: c_uint) -> c_int;
    #[named(metadata_type = "type", namespace_uri = "uri")]
    pub fn virDomainGetMetadata(domain: virDomainPtr, r#type: c_int, uri: *const c_char, flags: c_uint) -> *mut c_char;
    /// The name of the domain. It belongs to the object and lives as long as that.
    #[by_hand(since = "0.0.3")]
    pub fn virDomainGetName(domain: virDomainPtr) -> *const c_char;
    #[required(nparams)]
    pub fn virDomainGetNumaParameters(domain: virDomainPtr, params: virTypedParameterPtr, nparams: *mut c_int, flags: c_uint) -> c_int;
    pub fn virDomainGetOSType(domain: virDomainPtr) -> *mut c_char;
    #[required(params, nparams)]
    pub fn virDomainGetPerfEvents(domain: virDomainPtr, params: *mut virTypedParameterPtr, nparams: *mut c_int, flags: c_uint) -> c_int;
    #[required(params)]
    #[room(nparams)]
    pub fn virDomainGetSchedulerParameters(domain: virDomainPtr, params: virTypedParameterPtr, nparams: *mut c_int) -> c_int;
    #[required(params)]
    #[room(nparams)]
    pub fn virDomainGetSchedulerParametersFlags(domain: virDomainPtr, params: virTypedParameterPtr, nparams: *mut c_int, flags: c_uint) -> c_int;
    pub fn virDomainGetSchedulerType(domain: virDomainPtr, nparams: *mut c_int) -> *mut c_char;
    #[required(seclabel)]
    pub fn virDomainGetSecurityLabel(domain: virDomainPtr, seclabel: virSecurityLabelPtr) -> c_int;
    #[required(seclabels)]
    pub fn virDomainGetSecurityLabelList(domain: virDomainPtr, seclabels: *mut virSecurityLabelPtr) -> c_int;
    #[required(state)]
    pub fn virDomainGetState(domain: virDomainPtr, state: *mut c_int, reason: *mut c_int, flags: c_uint) -> c_int;
    pub fn virDomainGetTime(dom: virDomainPtr, seconds: *mut c_longlong, nseconds: *mut c_uint, flags: c_uint) -> c_int;
    /// Writes the 16 bytes of the UUID of the domain.
    #[by_hand(since = "0.0.5")]
    pub fn virDomainGetUUID(domain: virDomainPtr, uuid: *mut c_uchar) -> c_int;
    /// Writes the UUID of the domain as text, for which `VIR_UUID_STRING_BUFLEN` bytes are needed.
    #[by_hand(since = "0.1.1")]
    pub fn virDomainGetUUIDString(domain: virDomainPtr, buf: *mut c_char) -> c_int;
    pub fn virDomainGetVcpuPinInfo(domain: virDomainPtr, ncpumaps: c_int, cpumaps: *mut c_uchar, maplen: c_int, flags: c_uint) -> c_int;
    pub fn virDomainGetVcpus(domain: virDomainPtr, info: virVcpuInfoPtr, maxinfo: c_int, cpumaps: *mut c_uchar, maplen: c_int) -> c_int;
    pub fn virDomainGetVcpusFlags(domain: virDomainPtr, flags: c_uint) -> c_int;
    pub fn virDomainGetXMLDesc(domain: virDomainPtr, flags: c_uint) -> *mut c_char;
    #[named(kind = "type")]
    pub fn virDomainGraphicsReload(domain: virDomainPtr, r#type: c_uint, flags: c_uint) -> c_int;
    pub fn virDomainHasManagedSaveImage(dom: virDomainPtr, flags: c_uint) -> c_int;
    /// Releases what `virDomainGetIOThreadInfo` gave.
    #[by_hand(since = "1.2.14")]
    pub fn virDomainIOThreadInfoFree(info: virDomainIOThreadInfoPtr);
    pub fn virDomainInjectNMI(domain: virDomainPtr, flags: c_uint) -> c_int;
    #[required(ifaces)]
    pub fn virDomainInterfaceAddresses(dom: virDomainPtr, ifaces: *mut *mut virDomainInterfacePtr, source: c_uint, flags: c_uint) -> c_int;
    /// Releases what `virDomainInterfaceAddresses` gave.
    #[by_hand(since = "1.2.14")]
    pub fn virDomainInterfaceFree(iface: virDomainInterfacePtr);
    pub fn virDomainInterfaceStats(dom: virDomainPtr, device: *const c_char, stats: virDomainInterfaceStatsPtr, size: usize) -> c_int;
    pub fn virDomainIsActive(dom: virDomainPtr) -> c_int;
    pub fn virDomainIsPersistent(dom: virDomainPtr) -> c_int;
    pub fn virDomainIsUpdated(dom: virDomainPtr) -> c_int;
    /// Statistics of these domains, whose list ends with null. The caller releases them with
    /// `virDomainStatsRecordListFree`.
    #[by_hand(since = "1.2.8")]
    pub fn virDomainListGetStats(doms: *mut virDomainPtr, stats: c_uint, retStats: *mut *mut virDomainStatsRecordPtr, flags: c_uint) -> c_int;
    pub fn virDomainLookupByID(conn: virConnectPtr, id: c_int) -> virDomainPtr;
    pub fn virDomainLookupByName(conn: virConnectPtr, name: *const c_char) -> virDomainPtr;
    pub fn virDomainLookupByUUID(conn: virConnectPtr, uuid: *const c_uchar) -> virDomainPtr;
    /// The domain with this UUID.
    #[by_hand(since = "0.1.1")]
    pub fn virDomainLookupByUUIDString(conn: virConnectPtr, uuidstr: *const c_char) -> virDomainPtr;
    pub fn virDomainManagedSave(dom: virDomainPtr, flags: c_uint) -> c_int;
    #[named(xml = "dxml")]
    pub fn virDomainManagedSaveDefineXML(domain: virDomainPtr, dxml: *const c_char, flags: c_uint) -> c_int;
    pub fn virDomainManagedSaveGetXMLDesc(domain: virDomainPtr, flags: c_uint) -> *mut c_char;
    pub fn virDomainManagedSaveRemove(dom: virDomainPtr, flags: c_uint) -> c_int;
    /// Bytes of the guest's memory.
    #[by_hand(since = "0.4.2")]
    pub fn virDomainMemoryPeek(dom: virDomainPtr, start: c_ulonglong, size: usize, buffer: *mut c_void, flags: c_uint) -> c_int;
    pub fn virDomainMemoryStats(dom: virDomainPtr, stats: virDomainMemoryStatPtr, nr_stats: c_uint, flags: c_uint) -> c_int;
    #[named(destination = "dconn", name = "dname")]
    #[optional(dname, uri, bandwidth)]
    pub fn virDomainMigrate(domain: virDomainPtr, dconn: virConnectPtr, flags: c_ulong, dname: *const c_char, uri: *const c_char, bandwidth: c_ulong) -> virDomainPtr;
    #[named(destination = "dconn", xml = "dxml", name = "dname")]
    #[optional(dxml, dname, uri, bandwidth)]
    pub fn virDomainMigrate2(domain: virDomainPtr, dconn: virConnectPtr, dxml: *const c_char, flags: c_ulong, dname: *const c_char, uri: *const c_char, bandwidth: c_ulong) -> virDomainPtr;
    #[named(destination = "dconn", parameters = "params")]
    #[optional(params, nparams)]
    pub fn virDomainMigrate3(domain: virDomainPtr, dconn: virConnectPtr, params: virTypedParameterPtr, nparams: c_uint, flags: c_uint) -> virDomainPtr;
    #[required(cacheSize)]
    pub fn virDomainMigrateGetCompressionCache(domain: virDomainPtr, cacheSize: *mut c_ulonglong, flags: c_uint) -> c_int;
    #[required(downtime)]
    pub fn virDomainMigrateGetMaxDowntime(domain: virDomainPtr, downtime: *mut c_ulonglong, flags: c_uint) -> c_int;
    #[required(bandwidth)]
    pub fn virDomainMigrateGetMaxSpeed(domain: virDomainPtr, bandwidth: *mut c_ulong, flags: c_uint) -> c_int;
    #[named(size = "cacheSize")]
    pub fn virDomainMigrateSetCompressionCache(domain: virDomainPtr, cacheSize: c_ulonglong, flags: c_uint) -> c_int;
    pub fn virDomainMigrateSetMaxDowntime(domain: virDomainPtr, downtime: c_ulonglong, flags: c_uint) -> c_int;
    pub fn virDomainMigrateSetMaxSpeed(domain: virDomainPtr, bandwidth: c_ulong, flags: c_uint) -> c_int;
    pub fn virDomainMigrateStartPostCopy(domain: virDomainPtr, flags: c_uint) -> c_int;
    #[named(destination_uri = "duri", name = "dname")]
    #[optional(dname, bandwidth)]
    pub fn virDomainMigrateToURI(domain: virDomainPtr, duri: *const c_char, flags: c_ulong, dname: *const c_char, bandwidth: c_ulong) -> c_int;
    #[named(connection_uri = "dconnuri", migration_uri = "miguri", xml = "dxml", name = "dname")]
    #[optional(dconnuri, miguri, dxml, dname, bandwidth)]
    pub fn virDomainMigrateToURI2(domain: virDomainPtr, dconnuri: *const c_char, miguri: *const c_char, dxml: *const c_char, flags: c_ulong, dname: *const c_char, bandwidth: c_ulong) -> c_int;
    #[named(connection_uri = "dconnuri", parameters = "params")]
    #[optional(dconnuri, params, nparams)]
    pub fn virDomainMigrateToURI3(domain: virDomainPtr, dconnuri: *const c_char, params: virTypedParameterPtr, nparams: c_uint, flags: c_uint) -> c_int;
    pub fn virDomainOpenChannel(dom: virDomainPtr, name: *const c_char, st: virStreamPtr, flags: c_uint) -> c_int;
    #[named(device_name = "dev_name")]
    pub fn virDomainOpenConsole(dom: virDomainPtr, dev_name: *const c_char, st: virStreamPtr, flags: c_uint) -> c_int;
    #[named(index = "idx", file = "fd")]
    pub fn virDomainOpenGraphics(dom: virDomainPtr, idx: c_uint, fd: c_int, flags: c_uint) -> c_int;
    #[named(index = "idx")]
    pub fn virDomainOpenGraphicsFD(dom: virDomainPtr, idx: c_uint, flags: c_uint) -> c_int;
    pub fn virDomainPMSuspendForDuration(dom: virDomainPtr, target: c_uint, duration: c_ulonglong, flags: c_uint) -> c_int;
    pub fn virDomainPMWakeup(dom: virDomainPtr, flags: c_uint) -> c_int;
    #[named(cpu_map = "cpumap")]
    pub fn virDomainPinEmulator(domain: virDomainPtr, cpumap: *mut c_uchar, maplen: c_int, flags: c_uint) -> c_int;
    #[named(io_thread = "iothread_id", cpu_map = "cpumap")]
    pub fn virDomainPinIOThread(domain: virDomainPtr, iothread_id: c_uint, cpumap: *mut c_uchar, maplen: c_int, flags: c_uint) -> c_int;
    #[named(cpu_map = "cpumap")]
    pub fn virDomainPinVcpu(domain: virDomainPtr, vcpu: c_uint, cpumap: *mut c_uchar, maplen: c_int) -> c_int;
    #[named(cpu_map = "cpumap")]
    pub fn virDomainPinVcpuFlags(domain: virDomainPtr, vcpu: c_uint, cpumap: *mut c_uchar, maplen: c_int, flags: c_uint) -> c_int;
    pub fn virDomainReboot(domain: virDomainPtr, flags: c_uint) -> c_int;
    /// One more reference to the domain, to be given back with its own call.
    #[by_hand(since = "0.6.0")]
    pub fn virDomainRef(domain: virDomainPtr) -> c_int;
    pub fn virDomainRename(dom: virDomainPtr, new_name: *const c_char, flags: c_uint) -> c_int;
    pub fn virDomainReset(domain: virDomainPtr, flags: c_uint) -> c_int;
    #[named(file = "from")]
    pub fn virDomainRestore(conn: virConnectPtr, from: *const c_char) -> c_int;
    #[named(file = "from", xml = "dxml")]
    #[optional(dxml)]
    pub fn virDomainRestoreFlags(conn: virConnectPtr, from: *const c_char, dxml: *const c_char, flags: c_uint) -> c_int;
    #[named(parameters = "params")]
    pub fn virDomainRestoreParams(conn: virConnectPtr, params: virTypedParameterPtr, nparams: c_int, flags: c_uint) -> c_int;
    pub fn virDomainResume(domain: virDomainPtr) -> c_int;
    #[named(file = "to")]
    pub fn virDomainSave(domain: virDomainPtr, to: *const c_char) -> c_int;
    #[named(file = "to", xml = "dxml")]
    #[optional(dxml)]
    pub fn virDomainSaveFlags(domain: virDomainPtr, to: *const c_char, dxml: *const c_char, flags: c_uint) -> c_int;
    #[named(xml = "dxml")]
    pub fn virDomainSaveImageDefineXML(conn: virConnectPtr, file: *const c_char, dxml: *const c_char, flags: c_uint) -> c_int;
    pub fn virDomainSaveImageGetXMLDesc(conn: virConnectPtr, file: *const c_char, flags: c_uint) -> *mut c_char;
    #[named(parameters = "params")]
    pub fn virDomainSaveParams(domain: virDomainPtr, params: virTypedParameterPtr, nparams: c_int, flags: c_uint) -> c_int;
    pub fn virDomainScreenshot(domain: virDomainPtr, stream: virStreamPtr, screen: c_uint, flags: c_uint) -> *mut c_char;
    #[named(hold_time = "holdtime")]
    pub fn virDomainSendKey(domain: virDomainPtr, codeset: c_uint, holdtime: c_uint, keycodes: *mut c_uint, nkeycodes: c_int, flags: c_uint) -> c_int;
    #[named(process = "pid_value", signal = "signum")]
    pub fn virDomainSendProcessSignal(domain: virDomainPtr, pid_value: c_longlong, signum: c_uint, flags: c_uint) -> c_int;
    pub fn virDomainSetAutostart(domain: virDomainPtr, autostart: c_int) -> c_int;
    pub fn virDomainSetAutostartOnce(domain: virDomainPtr, autostart: c_int) -> c_int;
    #[named(parameters = "params")]
    pub fn virDomainSetBlkioParameters(domain: virDomainPtr, params: virTypedParameterPtr, nparams: c_int, flags: c_uint) -> c_int;
    #[named(parameters = "params")]
    pub fn virDomainSetBlockIoTune(dom: virDomainPtr, disk: *const c_char, params: virTypedParameterPtr, nparams: c_int, flags: c_uint) -> c_int;
    #[named(device = "dev")]
    pub fn virDomainSetBlockThreshold(domain: virDomainPtr, dev: *const c_char, threshold: c_ulonglong, flags: c_uint) -> c_int;
    #[named(vcpus = "cpumap")]
    pub fn virDomainSetGuestVcpus(domain: virDomainPtr, cpumap: *const c_char, state: c_int, flags: c_uint) -> c_int;
    #[named(io_thread = "iothread_id", parameters = "params")]
    pub fn virDomainSetIOThreadParams(domain: virDomainPtr, iothread_id: c_uint, params: virTypedParameterPtr, nparams: c_int, flags: c_uint) -> c_int;
    #[named(parameters = "params")]
    pub fn virDomainSetInterfaceParameters(domain: virDomainPtr, device: *const c_char, params: virTypedParameterPtr, nparams: c_int, flags: c_uint) -> c_int;
    #[named(parameters = "params")]
    pub fn virDomainSetLaunchSecurityState(domain: virDomainPtr, params: virTypedParameterPtr, nparams: c_int, flags: c_uint) -> c_int;
    #[named(event = "type")]
    pub fn virDomainSetLifecycleAction(domain: virDomainPtr, r#type: c_uint, action: c_uint, flags: c_uint) -> c_int;
    pub fn virDomainSetMaxMemory(domain: virDomainPtr, memory: c_ulong) -> c_int;
    pub fn virDomainSetMemory(domain: virDomainPtr, memory: c_ulong) -> c_int;
    pub fn virDomainSetMemoryFlags(domain: virDomainPtr, memory: c_ulong, flags: c_uint) -> c_int;
    #[named(parameters = "params")]
    pub fn virDomainSetMemoryParameters(domain: virDomainPtr, params: virTypedParameterPtr, nparams: c_int, flags: c_uint) -> c_int;
    pub fn virDomainSetMemoryStatsPeriod(domain: virDomainPtr, period: c_int, flags: c_uint) -> c_int;
    #[named(metadata_type = "type", namespace_uri = "uri")]
    pub fn virDomainSetMetadata(domain: virDomainPtr, r#type: c_int, metadata: *const c_char, key: *const c_char, uri: *const c_char, flags: c_uint) -> c_int;
    #[named(parameters = "params")]
    pub fn virDomainSetNumaParameters(domain: virDomainPtr, params: virTypedParameterPtr, nparams: c_int, flags: c_uint) -> c_int;
    #[named(parameters = "params")]
    pub fn virDomainSetPerfEvents(domain: virDomainPtr, params: virTypedParameterPtr, nparams: c_int, flags: c_uint) -> c_int;
    #[named(parameters = "params")]
    pub fn virDomainSetSchedulerParameters(domain: virDomainPtr, params: virTypedParameterPtr, nparams: c_int) -> c_int;
    #[named(parameters = "params")]
    pub fn virDomainSetSchedulerParametersFlags(domain: virDomainPtr, params: virTypedParameterPtr, nparams: c_int, flags: c_uint) -> c_int;
    #[named(parameters = "params")]
    pub fn virDomainSetThrottleGroup(dom: virDomainPtr, group: *const c_char, params: virTypedParameterPtr, nparams: c_int, flags: c_uint) -> c_int;
    #[named(nanoseconds = "nseconds")]
    pub fn virDomainSetTime(dom: virDomainPtr, seconds: c_longlong, nseconds: c_uint, flags: c_uint) -> c_int;
    pub fn virDomainSetUserPassword(dom: virDomainPtr, user: *const c_char, password: *const c_char, flags: c_uint) -> c_int;
    #[named(vcpus = "vcpumap")]
    pub fn virDomainSetVcpu(domain: virDomainPtr, vcpumap: *const c_char, state: c_int, flags: c_uint) -> c_int;
    #[named(vcpus = "nvcpus")]
    pub fn virDomainSetVcpus(domain: virDomainPtr, nvcpus: c_uint) -> c_int;
    #[named(vcpus = "nvcpus")]
    pub fn virDomainSetVcpusFlags(domain: virDomainPtr, nvcpus: c_uint, flags: c_uint) -> c_int;
    pub fn virDomainShutdown(domain: virDomainPtr) -> c_int;
    pub fn virDomainShutdownFlags(domain: virDomainPtr, flags: c_uint) -> c_int;
    pub fn virDomainStartDirtyRateCalc(domain: virDomainPtr, seconds: c_int, flags: c_uint) -> c_int;
    /// Releases what `virConnectGetAllDomainStats` gave.
    #[by_hand(since = "1.2.8")]
    pub fn virDomainStatsRecordListFree(stats: *mut virDomainStatsRecordPtr);
    pub fn virDomainSuspend(domain: virDomainPtr) -> c_int;
    pub fn virDomainUndefine(domain: virDomainPtr) -> c_int;
    pub fn virDomainUndefineFlags(domain: virDomainPtr, flags: c_uint) -> c_int;
    pub fn virDomainUpdateDeviceFlags(domain: virDomainPtr, xml: *const c_char, flags: c_uint) -> c_int;
}
