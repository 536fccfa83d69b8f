//! `libvirt-domain.h` as Rust says it.
//!
//! Input of `cargo xtask codegen`; not compiled. Parameters have the names of the operation's arguments.

/// A position within a block job, in its own unit.
pub type virDomainBlockJobCursor = c_ulonglong;

pub struct _virDomain(());

pub type virDomain = _virDomain;

pub type virDomainPtr = *mut virDomain;

#[repr(C)]
pub struct _virDomainBlockInfo {
    pub capacity: c_ulonglong,
    pub allocation: c_ulonglong,
    pub physical: c_ulonglong,
}

pub type virDomainBlockInfo = _virDomainBlockInfo;

pub type virDomainBlockInfoPtr = *mut virDomainBlockInfo;

#[repr(C)]
pub struct _virDomainBlockJobInfo {
    pub r#type: c_int,
    pub bandwidth: c_ulong,
    pub cur: virDomainBlockJobCursor,
    pub end: virDomainBlockJobCursor,
}

pub type virDomainBlockJobInfo = _virDomainBlockJobInfo;

pub type virDomainBlockJobInfoPtr = *mut virDomainBlockJobInfo;

#[repr(C)]
pub struct _virDomainBlockStats {
    pub rd_req: c_longlong,
    pub rd_bytes: c_longlong,
    pub wr_req: c_longlong,
    pub wr_bytes: c_longlong,
    pub errs: c_longlong,
}

pub type virDomainBlockStatsStruct = _virDomainBlockStats;

pub type virDomainBlockStatsPtr = *mut virDomainBlockStatsStruct;

#[repr(C)]
pub struct _virDomainControlInfo {
    pub state: c_uint,
    pub details: c_uint,
    pub stateTime: c_ulonglong,
}

pub type virDomainControlInfo = _virDomainControlInfo;

pub type virDomainControlInfoPtr = *mut virDomainControlInfo;

#[repr(C)]
pub struct _virDomainDiskError {
    pub disk: *mut c_char,
    pub error: c_int,
}

pub type virDomainDiskError = _virDomainDiskError;

pub type virDomainDiskErrorPtr = *mut virDomainDiskError;

#[repr(C)]
pub struct _virDomainEventGraphicsAddress {
    pub family: c_int,
    pub node: *mut c_char,
    pub service: *mut c_char,
}

pub type virDomainEventGraphicsAddress = _virDomainEventGraphicsAddress;

pub type virDomainEventGraphicsAddressPtr = *mut virDomainEventGraphicsAddress;

#[repr(C)]
pub struct _virDomainEventGraphicsSubject {
    pub nidentity: c_int,
    pub identities: virDomainEventGraphicsSubjectIdentityPtr,
}

pub type virDomainEventGraphicsSubject = _virDomainEventGraphicsSubject;

pub type virDomainEventGraphicsSubjectPtr = *mut virDomainEventGraphicsSubject;

#[repr(C)]
pub struct _virDomainEventGraphicsSubjectIdentity {
    pub r#type: *mut c_char,
    pub name: *mut c_char,
}

pub type virDomainEventGraphicsSubjectIdentity = _virDomainEventGraphicsSubjectIdentity;

pub type virDomainEventGraphicsSubjectIdentityPtr = *mut virDomainEventGraphicsSubjectIdentity;

#[repr(C)]
pub struct _virDomainFSInfo {
    pub mountpoint: *mut c_char,
    pub name: *mut c_char,
    pub fstype: *mut c_char,
    pub ndevAlias: usize,
    pub devAlias: *mut *mut c_char,
}

pub type virDomainFSInfo = _virDomainFSInfo;

pub type virDomainFSInfoPtr = *mut virDomainFSInfo;

#[repr(C)]
pub struct _virDomainIOThreadInfo {
    pub iothread_id: c_uint,
    pub cpumap: *mut c_uchar,
    pub cpumaplen: c_int,
}

pub type virDomainIOThreadInfo = _virDomainIOThreadInfo;

pub type virDomainIOThreadInfoPtr = *mut virDomainIOThreadInfo;

#[repr(C)]
pub struct _virDomainIPAddress {
    pub r#type: c_int,
    pub addr: *mut c_char,
    pub prefix: c_uint,
}

pub type virDomainIPAddress = _virDomainIPAddress;

pub type virDomainIPAddressPtr = *mut virDomainIPAddress;

#[repr(C)]
pub struct _virDomainInfo {
    pub state: c_uchar,
    pub maxMem: c_ulong,
    pub memory: c_ulong,
    pub nrVirtCpu: c_ushort,
    pub cpuTime: c_ulonglong,
}

pub type virDomainInfo = _virDomainInfo;

pub type virDomainInfoPtr = *mut virDomainInfo;

#[repr(C)]
pub struct _virDomainInterface {
    pub name: *mut c_char,
    pub hwaddr: *mut c_char,
    pub naddrs: c_uint,
    pub addrs: virDomainIPAddressPtr,
}

pub type virDomainInterface = _virDomainInterface;

pub type virDomainInterfacePtr = *mut virDomainInterface;

#[repr(C)]
pub struct _virDomainInterfaceStats {
    pub rx_bytes: c_longlong,
    pub rx_packets: c_longlong,
    pub rx_errs: c_longlong,
    pub rx_drop: c_longlong,
    pub tx_bytes: c_longlong,
    pub tx_packets: c_longlong,
    pub tx_errs: c_longlong,
    pub tx_drop: c_longlong,
}

pub type virDomainInterfaceStatsStruct = _virDomainInterfaceStats;

pub type virDomainInterfaceStatsPtr = *mut virDomainInterfaceStatsStruct;

#[repr(C)]
pub struct _virDomainJobInfo {
    pub r#type: c_int,
    pub timeElapsed: c_ulonglong,
    pub timeRemaining: c_ulonglong,
    pub dataTotal: c_ulonglong,
    pub dataProcessed: c_ulonglong,
    pub dataRemaining: c_ulonglong,
    pub memTotal: c_ulonglong,
    pub memProcessed: c_ulonglong,
    pub memRemaining: c_ulonglong,
    pub fileTotal: c_ulonglong,
    pub fileProcessed: c_ulonglong,
    pub fileRemaining: c_ulonglong,
}

pub type virDomainJobInfo = _virDomainJobInfo;

pub type virDomainJobInfoPtr = *mut virDomainJobInfo;

#[repr(C)]
pub struct _virDomainMemoryStat {
    pub tag: c_int,
    pub val: c_ulonglong,
}

pub type virDomainMemoryStatStruct = _virDomainMemoryStat;

pub type virDomainMemoryStatPtr = *mut virDomainMemoryStatStruct;

#[repr(C)]
pub struct _virDomainStatsRecord {
    pub dom: virDomainPtr,
    pub params: virTypedParameterPtr,
    pub nparams: c_int,
}

pub type virDomainStatsRecord = _virDomainStatsRecord;

pub type virDomainStatsRecordPtr = *mut virDomainStatsRecord;

#[repr(C)]
pub struct _virVcpuInfo {
    pub number: c_uint,
    pub state: c_int,
    pub cpuTime: c_ulonglong,
    pub cpu: c_int,
}

pub type virVcpuInfo = _virVcpuInfo;

pub type virVcpuInfoPtr = *mut virVcpuInfo;

pub type virConnectDomainEventAgentLifecycleCallback = Option<unsafe extern "C" fn(conn: virConnectPtr, dom: virDomainPtr, state: c_int, reason: c_int, opaque: *mut c_void)>;

pub type virConnectDomainEventBalloonChangeCallback = Option<unsafe extern "C" fn(conn: virConnectPtr, dom: virDomainPtr, actual: c_ulonglong, opaque: *mut c_void)>;

pub type virConnectDomainEventBlockJobCallback = Option<unsafe extern "C" fn(conn: virConnectPtr, dom: virDomainPtr, disk: *const c_char, r#type: c_int, status: c_int, opaque: *mut c_void)>;

pub type virConnectDomainEventBlockThresholdCallback = Option<unsafe extern "C" fn(conn: virConnectPtr, dom: virDomainPtr, dev: *const c_char, path: *const c_char, threshold: c_ulonglong, excess: c_ulonglong, opaque: *mut c_void)>;

pub type virConnectDomainEventCallback = Option<unsafe extern "C" fn(conn: virConnectPtr, dom: virDomainPtr, event: c_int, detail: c_int, opaque: *mut c_void) -> c_int>;

pub type virConnectDomainEventDeviceAddedCallback = Option<unsafe extern "C" fn(conn: virConnectPtr, dom: virDomainPtr, devAlias: *const c_char, opaque: *mut c_void)>;

pub type virConnectDomainEventDeviceRemovalFailedCallback = Option<unsafe extern "C" fn(conn: virConnectPtr, dom: virDomainPtr, devAlias: *const c_char, opaque: *mut c_void)>;

pub type virConnectDomainEventDeviceRemovedCallback = Option<unsafe extern "C" fn(conn: virConnectPtr, dom: virDomainPtr, devAlias: *const c_char, opaque: *mut c_void)>;

pub type virConnectDomainEventDiskChangeCallback = Option<unsafe extern "C" fn(conn: virConnectPtr, dom: virDomainPtr, oldSrcPath: *const c_char, newSrcPath: *const c_char, devAlias: *const c_char, reason: c_int, opaque: *mut c_void)>;

pub type virConnectDomainEventGenericCallback = Option<unsafe extern "C" fn(conn: virConnectPtr, dom: virDomainPtr, opaque: *mut c_void)>;

pub type virConnectDomainEventGraphicsCallback = Option<unsafe extern "C" fn(conn: virConnectPtr, dom: virDomainPtr, phase: c_int, local: *const virDomainEventGraphicsAddress, remote: *const virDomainEventGraphicsAddress, authScheme: *const c_char, subject: *const virDomainEventGraphicsSubject, opaque: *mut c_void)>;

pub type virConnectDomainEventIOErrorCallback = Option<unsafe extern "C" fn(conn: virConnectPtr, dom: virDomainPtr, srcPath: *const c_char, devAlias: *const c_char, action: c_int, opaque: *mut c_void)>;

pub type virConnectDomainEventIOErrorReasonCallback = Option<unsafe extern "C" fn(conn: virConnectPtr, dom: virDomainPtr, srcPath: *const c_char, devAlias: *const c_char, action: c_int, reason: *const c_char, opaque: *mut c_void)>;

pub type virConnectDomainEventJobCompletedCallback = Option<unsafe extern "C" fn(conn: virConnectPtr, dom: virDomainPtr, params: virTypedParameterPtr, nparams: c_int, opaque: *mut c_void)>;

pub type virConnectDomainEventMemoryDeviceSizeChangeCallback = Option<unsafe extern "C" fn(conn: virConnectPtr, dom: virDomainPtr, alias: *const c_char, size: c_ulonglong, opaque: *mut c_void)>;

pub type virConnectDomainEventMemoryFailureCallback = Option<unsafe extern "C" fn(conn: virConnectPtr, dom: virDomainPtr, recipient: c_int, action: c_int, flags: c_uint, opaque: *mut c_void)>;

pub type virConnectDomainEventMetadataChangeCallback = Option<unsafe extern "C" fn(conn: virConnectPtr, dom: virDomainPtr, r#type: c_int, nsuri: *const c_char, opaque: *mut c_void)>;

pub type virConnectDomainEventMigrationIterationCallback = Option<unsafe extern "C" fn(conn: virConnectPtr, dom: virDomainPtr, iteration: c_int, opaque: *mut c_void)>;

pub type virConnectDomainEventNICMACChangeCallback = Option<unsafe extern "C" fn(conn: virConnectPtr, dom: virDomainPtr, alias: *const c_char, oldMAC: *const c_char, newMAC: *const c_char, opaque: *mut c_void)>;

pub type virConnectDomainEventPMSuspendCallback = Option<unsafe extern "C" fn(conn: virConnectPtr, dom: virDomainPtr, reason: c_int, opaque: *mut c_void)>;

pub type virConnectDomainEventPMSuspendDiskCallback = Option<unsafe extern "C" fn(conn: virConnectPtr, dom: virDomainPtr, reason: c_int, opaque: *mut c_void)>;

pub type virConnectDomainEventPMWakeupCallback = Option<unsafe extern "C" fn(conn: virConnectPtr, dom: virDomainPtr, reason: c_int, opaque: *mut c_void)>;

pub type virConnectDomainEventRTCChangeCallback = Option<unsafe extern "C" fn(conn: virConnectPtr, dom: virDomainPtr, utcoffset: c_longlong, opaque: *mut c_void)>;

pub type virConnectDomainEventTrayChangeCallback = Option<unsafe extern "C" fn(conn: virConnectPtr, dom: virDomainPtr, devAlias: *const c_char, reason: c_int, opaque: *mut c_void)>;

pub type virConnectDomainEventTunableCallback = Option<unsafe extern "C" fn(conn: virConnectPtr, dom: virDomainPtr, params: virTypedParameterPtr, nparams: c_int, opaque: *mut c_void)>;

pub type virConnectDomainEventWatchdogCallback = Option<unsafe extern "C" fn(conn: virConnectPtr, dom: virDomainPtr, action: c_int, opaque: *mut c_void)>;

unsafe extern "C" {
    #[by_hand(since = "0.5.0")]
    pub fn virConnectDomainEventDeregister(conn: virConnectPtr, cb: virConnectDomainEventCallback) -> c_int;
    #[by_hand(since = "0.8.0")]
    pub fn virConnectDomainEventDeregisterAny(conn: virConnectPtr, callbackID: c_int) -> c_int;
    #[by_hand(since = "0.5.0")]
    pub fn virConnectDomainEventRegister(conn: virConnectPtr, cb: virConnectDomainEventCallback, opaque: *mut c_void, freecb: virFreeCallback) -> c_int;
    #[by_hand(since = "0.8.0")]
    pub fn virConnectDomainEventRegisterAny(conn: virConnectPtr, dom: virDomainPtr, eventID: c_int, cb: virConnectDomainEventGenericCallback, opaque: *mut c_void, freecb: virFreeCallback) -> c_int;
    #[by_hand(since = "0.6.4")]
    pub fn virConnectDomainXMLFromNative(conn: virConnectPtr, nativeFormat: *const c_char, nativeConfig: *const c_char, flags: c_uint) -> *mut c_char;
    #[by_hand(since = "0.6.4")]
    pub fn virConnectDomainXMLToNative(conn: virConnectPtr, nativeFormat: *const c_char, domainXml: *const c_char, flags: c_uint) -> *mut c_char;
    pub fn virConnectGetAllDomainStats(conn: virConnectPtr, groups: c_uint, retStats: *mut *mut virDomainStatsRecordPtr, flags: c_uint) -> c_int;
    pub fn virConnectGetDomainCapabilities(conn: virConnectPtr, emulator: *const c_char, architecture: *const c_char, machine: *const c_char, virtualization_type: *const c_char, flags: c_uint) -> *mut c_char;
    pub fn virConnectListAllDomains(conn: virConnectPtr, domains: *mut *mut virDomainPtr, flags: c_uint) -> c_int;
    #[by_hand(since = "0.1.1")]
    pub fn virConnectListDefinedDomains(conn: virConnectPtr, names: *mut *mut c_char, maxnames: c_int) -> c_int;
    #[by_hand(since = "0.0.3")]
    pub fn virConnectListDomains(conn: virConnectPtr, ids: *mut c_int, maxids: c_int) -> c_int;
    pub fn virConnectNumOfDefinedDomains(conn: virConnectPtr) -> c_int;
    pub fn virConnectNumOfDomains(conn: virConnectPtr) -> c_int;
    #[by_hand(since = "0.7.7")]
    pub fn virDomainAbortJob(domain: virDomainPtr) -> c_int;
    #[by_hand(since = "8.5.0")]
    pub fn virDomainAbortJobFlags(domain: virDomainPtr, flags: c_uint) -> c_int;
    #[by_hand(since = "1.2.15")]
    pub fn virDomainAddIOThread(domain: virDomainPtr, iothread_id: c_uint, flags: c_uint) -> c_int;
    pub fn virDomainAgentSetResponseTimeout(domain: virDomainPtr, timeout: c_int, flags: c_uint) -> c_int;
    #[by_hand(since = "0.1.9")]
    pub fn virDomainAttachDevice(domain: virDomainPtr, xml: *const c_char) -> c_int;
    #[by_hand(since = "0.7.7")]
    pub fn virDomainAttachDeviceFlags(domain: virDomainPtr, xml: *const c_char, flags: c_uint) -> c_int;
    #[by_hand(since = "6.10.0")]
    pub fn virDomainAuthorizedSSHKeysGet(domain: virDomainPtr, user: *const c_char, keys: *mut *mut *mut c_char, flags: c_uint) -> c_int;
    #[by_hand(since = "6.10.0")]
    pub fn virDomainAuthorizedSSHKeysSet(domain: virDomainPtr, user: *const c_char, keys: *mut *const c_char, nkeys: c_uint, flags: c_uint) -> c_int;
    #[by_hand(since = "6.0.0")]
    pub fn virDomainBackupBegin(domain: virDomainPtr, backupXML: *const c_char, checkpointXML: *const c_char, flags: c_uint) -> c_int;
    #[by_hand(since = "6.0.0")]
    pub fn virDomainBackupGetXMLDesc(domain: virDomainPtr, flags: c_uint) -> *mut c_char;
    #[by_hand(since = "0.10.2")]
    pub fn virDomainBlockCommit(dom: virDomainPtr, disk: *const c_char, base: *const c_char, top: *const c_char, bandwidth: c_ulong, flags: c_uint) -> c_int;
    #[by_hand(since = "1.2.8")]
    pub fn virDomainBlockCopy(dom: virDomainPtr, disk: *const c_char, destxml: *const c_char, params: virTypedParameterPtr, nparams: c_int, flags: c_uint) -> c_int;
    #[by_hand(since = "0.9.4")]
    pub fn virDomainBlockJobAbort(dom: virDomainPtr, disk: *const c_char, flags: c_uint) -> c_int;
    #[by_hand(since = "0.9.4")]
    pub fn virDomainBlockJobSetSpeed(dom: virDomainPtr, disk: *const c_char, bandwidth: c_ulong, flags: c_uint) -> c_int;
    #[by_hand(since = "0.4.2")]
    pub fn virDomainBlockPeek(dom: virDomainPtr, disk: *const c_char, offset: c_ulonglong, size: usize, buffer: *mut c_void, flags: c_uint) -> c_int;
    #[by_hand(since = "0.9.4")]
    pub fn virDomainBlockPull(dom: virDomainPtr, disk: *const c_char, bandwidth: c_ulong, flags: c_uint) -> c_int;
    #[by_hand(since = "0.9.10")]
    pub fn virDomainBlockRebase(dom: virDomainPtr, disk: *const c_char, base: *const c_char, bandwidth: c_ulong, flags: c_uint) -> c_int;
    #[by_hand(since = "0.9.8")]
    pub fn virDomainBlockResize(dom: virDomainPtr, disk: *const c_char, size: c_ulonglong, flags: c_uint) -> c_int;
    pub fn virDomainBlockStats(dom: virDomainPtr, disk: *const c_char, stats: virDomainBlockStatsPtr, size: usize) -> c_int;
    #[by_hand(since = "0.9.5")]
    pub fn virDomainBlockStatsFlags(dom: virDomainPtr, disk: *const c_char, params: virTypedParameterPtr, nparams: *mut c_int, flags: c_uint) -> c_int;
    #[by_hand(since = "0.1.9")]
    pub fn virDomainCoreDump(domain: virDomainPtr, to: *const c_char, flags: c_uint) -> c_int;
    #[by_hand(since = "1.2.3")]
    pub fn virDomainCoreDumpWithFormat(domain: virDomainPtr, to: *const c_char, dumpformat: c_uint, flags: c_uint) -> c_int;
    pub fn virDomainCreate(domain: virDomainPtr) -> c_int;
    #[by_hand(since = "0.0.3")]
    pub fn virDomainCreateLinux(conn: virConnectPtr, xmlDesc: *const c_char, flags: c_uint) -> virDomainPtr;
    #[by_hand(since = "1.1.1")]
    pub fn virDomainCreateWithFiles(domain: virDomainPtr, nfiles: c_uint, files: *mut c_int, flags: c_uint) -> c_int;
    pub fn virDomainCreateWithFlags(domain: virDomainPtr, flags: c_uint) -> c_int;
    pub fn virDomainCreateXML(conn: virConnectPtr, xml: *const c_char, flags: c_uint) -> virDomainPtr;
    #[by_hand(since = "1.1.1")]
    pub fn virDomainCreateXMLWithFiles(conn: virConnectPtr, xmlDesc: *const c_char, nfiles: c_uint, files: *mut c_int, flags: c_uint) -> virDomainPtr;
    pub fn virDomainDefineXML(conn: virConnectPtr, xml: *const c_char) -> virDomainPtr;
    pub fn virDomainDefineXMLFlags(conn: virConnectPtr, xml: *const c_char, flags: c_uint) -> virDomainPtr;
    #[by_hand(since = "1.2.15")]
    pub fn virDomainDelIOThread(domain: virDomainPtr, iothread_id: c_uint, flags: c_uint) -> c_int;
    #[by_hand(since = "11.2.0")]
    pub fn virDomainDelThrottleGroup(dom: virDomainPtr, group: *const c_char, flags: c_uint) -> c_int;
    pub fn virDomainDestroy(domain: virDomainPtr) -> c_int;
    pub fn virDomainDestroyFlags(domain: virDomainPtr, flags: c_uint) -> c_int;
    #[by_hand(since = "0.1.9")]
    pub fn virDomainDetachDevice(domain: virDomainPtr, xml: *const c_char) -> c_int;
    #[by_hand(since = "4.4.0")]
    pub fn virDomainDetachDeviceAlias(domain: virDomainPtr, alias: *const c_char, flags: c_uint) -> c_int;
    #[by_hand(since = "0.7.7")]
    pub fn virDomainDetachDeviceFlags(domain: virDomainPtr, xml: *const c_char, flags: c_uint) -> c_int;
    #[by_hand(since = "9.0.0")]
    pub fn virDomainFDAssociate(domain: virDomainPtr, name: *const c_char, nfds: c_uint, fds: *mut c_int, flags: c_uint) -> c_int;
    #[by_hand(since = "1.2.5")]
    pub fn virDomainFSFreeze(dom: virDomainPtr, mountpoints: *mut *const c_char, nmountpoints: c_uint, flags: c_uint) -> c_int;
    #[by_hand(since = "1.2.11")]
    pub fn virDomainFSInfoFree(info: virDomainFSInfoPtr);
    #[by_hand(since = "1.2.5")]
    pub fn virDomainFSThaw(dom: virDomainPtr, mountpoints: *mut *const c_char, nmountpoints: c_uint, flags: c_uint) -> c_int;
    #[by_hand(since = "1.0.1")]
    pub fn virDomainFSTrim(dom: virDomainPtr, mountPoint: *const c_char, minimum: c_ulonglong, flags: c_uint) -> c_int;
    #[by_hand(since = "0.0.3")]
    pub fn virDomainFree(domain: virDomainPtr) -> c_int;
    pub fn virDomainGetAutostart(domain: virDomainPtr, autostart: *mut c_int) -> c_int;
    #[by_hand(since = "11.2.0")]
    pub fn virDomainGetAutostartOnce(domain: virDomainPtr, autostart: *mut c_int) -> c_int;
    #[by_hand(since = "0.9.0")]
    pub fn virDomainGetBlkioParameters(domain: virDomainPtr, params: virTypedParameterPtr, nparams: *mut c_int, flags: c_uint) -> c_int;
    pub fn virDomainGetBlockInfo(domain: virDomainPtr, disk: *const c_char, info: virDomainBlockInfoPtr, flags: c_uint) -> c_int;
    #[by_hand(since = "0.9.8")]
    pub fn virDomainGetBlockIoTune(dom: virDomainPtr, disk: *const c_char, params: virTypedParameterPtr, nparams: *mut c_int, flags: c_uint) -> c_int;
    #[by_hand(since = "0.9.4")]
    pub fn virDomainGetBlockJobInfo(dom: virDomainPtr, disk: *const c_char, info: virDomainBlockJobInfoPtr, flags: c_uint) -> c_int;
    #[by_hand(since = "0.9.10")]
    pub fn virDomainGetCPUStats(domain: virDomainPtr, params: virTypedParameterPtr, nparams: c_uint, start_cpu: c_int, ncpus: c_uint, flags: c_uint) -> c_int;
    #[by_hand(since = "0.3.0")]
    pub fn virDomainGetConnect(dom: virDomainPtr) -> virConnectPtr;
    pub fn virDomainGetControlInfo(domain: virDomainPtr, info: virDomainControlInfoPtr, flags: c_uint) -> c_int;
    #[by_hand(since = "0.9.10")]
    pub fn virDomainGetDiskErrors(dom: virDomainPtr, errors: virDomainDiskErrorPtr, maxerrors: c_uint, flags: c_uint) -> c_int;
    #[by_hand(since = "0.10.0")]
    pub fn virDomainGetEmulatorPinInfo(domain: virDomainPtr, cpumap: *mut c_uchar, maplen: c_int, flags: c_uint) -> c_int;
    #[by_hand(since = "1.2.11")]
    pub fn virDomainGetFSInfo(dom: virDomainPtr, info: *mut *mut virDomainFSInfoPtr, flags: c_uint) -> c_int;
    #[by_hand(since = "5.7.0")]
    pub fn virDomainGetGuestInfo(domain: virDomainPtr, types: c_uint, params: *mut virTypedParameterPtr, nparams: *mut c_int, flags: c_uint) -> c_int;
    #[by_hand(since = "2.0.0")]
    pub fn virDomainGetGuestVcpus(domain: virDomainPtr, params: *mut virTypedParameterPtr, nparams: *mut c_uint, flags: c_uint) -> c_int;
    pub fn virDomainGetHostname(domain: virDomainPtr, flags: c_uint) -> *mut c_char;
    #[by_hand(since = "0.0.3")]
    pub fn virDomainGetID(domain: virDomainPtr) -> c_uint;
    #[by_hand(since = "1.2.14")]
    pub fn virDomainGetIOThreadInfo(dom: virDomainPtr, info: *mut *mut virDomainIOThreadInfoPtr, flags: c_uint) -> c_int;
    pub fn virDomainGetInfo(domain: virDomainPtr, info: virDomainInfoPtr) -> c_int;
    #[by_hand(since = "0.9.9")]
    pub fn virDomainGetInterfaceParameters(domain: virDomainPtr, device: *const c_char, params: virTypedParameterPtr, nparams: *mut c_int, flags: c_uint) -> c_int;
    #[by_hand(since = "0.7.7")]
    pub fn virDomainGetJobInfo(domain: virDomainPtr, info: virDomainJobInfoPtr) -> c_int;
    #[by_hand(since = "1.0.3")]
    pub fn virDomainGetJobStats(domain: virDomainPtr, r#type: *mut c_int, params: *mut virTypedParameterPtr, nparams: *mut c_int, flags: c_uint) -> c_int;
    #[by_hand(since = "4.5.0")]
    pub fn virDomainGetLaunchSecurityInfo(domain: virDomainPtr, params: *mut virTypedParameterPtr, nparams: *mut c_int, flags: c_uint) -> c_int;
    pub fn virDomainGetMaxMemory(domain: virDomainPtr) -> c_ulong;
    pub fn virDomainGetMaxVcpus(domain: virDomainPtr) -> c_int;
    #[by_hand(since = "0.8.5")]
    pub fn virDomainGetMemoryParameters(domain: virDomainPtr, params: virTypedParameterPtr, nparams: *mut c_int, flags: c_uint) -> c_int;
    #[by_hand(since = "7.1.0")]
    pub fn virDomainGetMessages(domain: virDomainPtr, msgs: *mut *mut *mut c_char, flags: c_uint) -> c_int;
    #[by_hand(since = "0.9.10")]
    pub fn virDomainGetMetadata(domain: virDomainPtr, r#type: c_int, uri: *const c_char, flags: c_uint) -> *mut c_char;
    #[by_hand(since = "0.0.3")]
    pub fn virDomainGetName(domain: virDomainPtr) -> *const c_char;
    #[by_hand(since = "0.9.9")]
    pub fn virDomainGetNumaParameters(domain: virDomainPtr, params: virTypedParameterPtr, nparams: *mut c_int, flags: c_uint) -> c_int;
    pub fn virDomainGetOSType(domain: virDomainPtr) -> *mut c_char;
    #[by_hand(since = "1.3.3")]
    pub fn virDomainGetPerfEvents(domain: virDomainPtr, params: *mut virTypedParameterPtr, nparams: *mut c_int, flags: c_uint) -> c_int;
    #[by_hand(since = "0.2.3")]
    pub fn virDomainGetSchedulerParameters(domain: virDomainPtr, params: virTypedParameterPtr, nparams: *mut c_int) -> c_int;
    #[by_hand(since = "0.9.2")]
    pub fn virDomainGetSchedulerParametersFlags(domain: virDomainPtr, params: virTypedParameterPtr, nparams: *mut c_int, flags: c_uint) -> c_int;
    #[by_hand(since = "0.2.3")]
    pub fn virDomainGetSchedulerType(domain: virDomainPtr, nparams: *mut c_int) -> *mut c_char;
    #[by_hand(since = "0.6.1")]
    pub fn virDomainGetSecurityLabel(domain: virDomainPtr, seclabel: virSecurityLabelPtr) -> c_int;
    #[by_hand(since = "0.10.0")]
    pub fn virDomainGetSecurityLabelList(domain: virDomainPtr, seclabels: *mut virSecurityLabelPtr) -> c_int;
    pub fn virDomainGetState(domain: virDomainPtr, state: *mut c_int, reason: *mut c_int, flags: c_uint) -> c_int;
    #[by_hand(since = "1.2.5")]
    pub fn virDomainGetTime(dom: virDomainPtr, seconds: *mut c_longlong, nseconds: *mut c_uint, flags: c_uint) -> c_int;
    #[by_hand(since = "0.0.5")]
    pub fn virDomainGetUUID(domain: virDomainPtr, uuid: *mut c_uchar) -> c_int;
    #[by_hand(since = "0.1.1")]
    pub fn virDomainGetUUIDString(domain: virDomainPtr, buf: *mut c_char) -> c_int;
    #[by_hand(since = "0.9.3")]
    pub fn virDomainGetVcpuPinInfo(domain: virDomainPtr, ncpumaps: c_int, cpumaps: *mut c_uchar, maplen: c_int, flags: c_uint) -> c_int;
    #[by_hand(since = "0.1.4")]
    pub fn virDomainGetVcpus(domain: virDomainPtr, info: virVcpuInfoPtr, maxinfo: c_int, cpumaps: *mut c_uchar, maplen: c_int) -> c_int;
    pub fn virDomainGetVcpusFlags(domain: virDomainPtr, flags: c_uint) -> c_int;
    pub fn virDomainGetXMLDesc(domain: virDomainPtr, flags: c_uint) -> *mut c_char;
    #[by_hand(since = "10.2.0")]
    pub fn virDomainGraphicsReload(domain: virDomainPtr, r#type: c_uint, flags: c_uint) -> c_int;
    #[by_hand(since = "0.8.0")]
    pub fn virDomainHasManagedSaveImage(dom: virDomainPtr, flags: c_uint) -> c_int;
    #[by_hand(since = "1.2.14")]
    pub fn virDomainIOThreadInfoFree(info: virDomainIOThreadInfoPtr);
    #[by_hand(since = "0.9.2")]
    pub fn virDomainInjectNMI(domain: virDomainPtr, flags: c_uint) -> c_int;
    #[by_hand(since = "1.2.14")]
    pub fn virDomainInterfaceAddresses(dom: virDomainPtr, ifaces: *mut *mut virDomainInterfacePtr, source: c_uint, flags: c_uint) -> c_int;
    #[by_hand(since = "1.2.14")]
    pub fn virDomainInterfaceFree(iface: virDomainInterfacePtr);
    pub fn virDomainInterfaceStats(dom: virDomainPtr, device: *const c_char, stats: virDomainInterfaceStatsPtr, size: usize) -> c_int;
    pub fn virDomainIsActive(dom: virDomainPtr) -> c_int;
    pub fn virDomainIsPersistent(dom: virDomainPtr) -> c_int;
    pub fn virDomainIsUpdated(dom: virDomainPtr) -> c_int;
    #[by_hand(since = "1.2.8")]
    pub fn virDomainListGetStats(doms: *mut virDomainPtr, stats: c_uint, retStats: *mut *mut virDomainStatsRecordPtr, flags: c_uint) -> c_int;
    pub fn virDomainLookupByID(conn: virConnectPtr, id: c_int) -> virDomainPtr;
    pub fn virDomainLookupByName(conn: virConnectPtr, name: *const c_char) -> virDomainPtr;
    pub fn virDomainLookupByUUID(conn: virConnectPtr, uuid: *const c_uchar) -> virDomainPtr;
    #[by_hand(since = "0.1.1")]
    pub fn virDomainLookupByUUIDString(conn: virConnectPtr, uuidstr: *const c_char) -> virDomainPtr;
    #[by_hand(since = "0.8.0")]
    pub fn virDomainManagedSave(dom: virDomainPtr, flags: c_uint) -> c_int;
    #[by_hand(since = "3.7.0")]
    pub fn virDomainManagedSaveDefineXML(domain: virDomainPtr, dxml: *const c_char, flags: c_uint) -> c_int;
    #[by_hand(since = "3.7.0")]
    pub fn virDomainManagedSaveGetXMLDesc(domain: virDomainPtr, flags: c_uint) -> *mut c_char;
    #[by_hand(since = "0.8.0")]
    pub fn virDomainManagedSaveRemove(dom: virDomainPtr, flags: c_uint) -> c_int;
    #[by_hand(since = "0.4.2")]
    pub fn virDomainMemoryPeek(dom: virDomainPtr, start: c_ulonglong, size: usize, buffer: *mut c_void, flags: c_uint) -> c_int;
    pub fn virDomainMemoryStats(dom: virDomainPtr, stats: virDomainMemoryStatPtr, nr_stats: c_uint, flags: c_uint) -> c_int;
    #[by_hand(since = "0.3.2")]
    pub fn virDomainMigrate(domain: virDomainPtr, dconn: virConnectPtr, flags: c_ulong, dname: *const c_char, uri: *const c_char, bandwidth: c_ulong) -> virDomainPtr;
    #[by_hand(since = "0.9.2")]
    pub fn virDomainMigrate2(domain: virDomainPtr, dconn: virConnectPtr, dxml: *const c_char, flags: c_ulong, dname: *const c_char, uri: *const c_char, bandwidth: c_ulong) -> virDomainPtr;
    #[by_hand(since = "1.1.0")]
    pub fn virDomainMigrate3(domain: virDomainPtr, dconn: virConnectPtr, params: virTypedParameterPtr, nparams: c_uint, flags: c_uint) -> virDomainPtr;
    #[by_hand(since = "1.0.3")]
    pub fn virDomainMigrateGetCompressionCache(domain: virDomainPtr, cacheSize: *mut c_ulonglong, flags: c_uint) -> c_int;
    #[by_hand(since = "3.7.0")]
    pub fn virDomainMigrateGetMaxDowntime(domain: virDomainPtr, downtime: *mut c_ulonglong, flags: c_uint) -> c_int;
    #[by_hand(since = "0.9.5")]
    pub fn virDomainMigrateGetMaxSpeed(domain: virDomainPtr, bandwidth: *mut c_ulong, flags: c_uint) -> c_int;
    #[by_hand(since = "1.0.3")]
    pub fn virDomainMigrateSetCompressionCache(domain: virDomainPtr, cacheSize: c_ulonglong, flags: c_uint) -> c_int;
    #[by_hand(since = "0.8.0")]
    pub fn virDomainMigrateSetMaxDowntime(domain: virDomainPtr, downtime: c_ulonglong, flags: c_uint) -> c_int;
    #[by_hand(since = "0.9.0")]
    pub fn virDomainMigrateSetMaxSpeed(domain: virDomainPtr, bandwidth: c_ulong, flags: c_uint) -> c_int;
    #[by_hand(since = "1.3.3")]
    pub fn virDomainMigrateStartPostCopy(domain: virDomainPtr, flags: c_uint) -> c_int;
    #[by_hand(since = "0.7.2")]
    pub fn virDomainMigrateToURI(domain: virDomainPtr, duri: *const c_char, flags: c_ulong, dname: *const c_char, bandwidth: c_ulong) -> c_int;
    #[by_hand(since = "0.9.2")]
    pub fn virDomainMigrateToURI2(domain: virDomainPtr, dconnuri: *const c_char, miguri: *const c_char, dxml: *const c_char, flags: c_ulong, dname: *const c_char, bandwidth: c_ulong) -> c_int;
    #[by_hand(since = "1.1.0")]
    pub fn virDomainMigrateToURI3(domain: virDomainPtr, dconnuri: *const c_char, params: virTypedParameterPtr, nparams: c_uint, flags: c_uint) -> c_int;
    pub fn virDomainOpenChannel(dom: virDomainPtr, name: *const c_char, st: virStreamPtr, flags: c_uint) -> c_int;
    pub fn virDomainOpenConsole(dom: virDomainPtr, device_name: *const c_char, st: virStreamPtr, flags: c_uint) -> c_int;
    #[by_hand(since = "0.9.7")]
    pub fn virDomainOpenGraphics(dom: virDomainPtr, idx: c_uint, fd: c_int, flags: c_uint) -> c_int;
    #[by_hand(since = "1.2.8")]
    pub fn virDomainOpenGraphicsFD(dom: virDomainPtr, idx: c_uint, flags: c_uint) -> c_int;
    #[by_hand(since = "0.9.10")]
    pub fn virDomainPMSuspendForDuration(dom: virDomainPtr, target: c_uint, duration: c_ulonglong, flags: c_uint) -> c_int;
    #[by_hand(since = "0.9.11")]
    pub fn virDomainPMWakeup(dom: virDomainPtr, flags: c_uint) -> c_int;
    #[by_hand(since = "0.10.0")]
    pub fn virDomainPinEmulator(domain: virDomainPtr, cpumap: *mut c_uchar, maplen: c_int, flags: c_uint) -> c_int;
    #[by_hand(since = "1.2.14")]
    pub fn virDomainPinIOThread(domain: virDomainPtr, iothread_id: c_uint, cpumap: *mut c_uchar, maplen: c_int, flags: c_uint) -> c_int;
    #[by_hand(since = "0.1.4")]
    pub fn virDomainPinVcpu(domain: virDomainPtr, vcpu: c_uint, cpumap: *mut c_uchar, maplen: c_int) -> c_int;
    #[by_hand(since = "0.9.3")]
    pub fn virDomainPinVcpuFlags(domain: virDomainPtr, vcpu: c_uint, cpumap: *mut c_uchar, maplen: c_int, flags: c_uint) -> c_int;
    pub fn virDomainReboot(domain: virDomainPtr, flags: c_uint) -> c_int;
    #[by_hand(since = "0.6.0")]
    pub fn virDomainRef(domain: virDomainPtr) -> c_int;
    pub fn virDomainRename(dom: virDomainPtr, new_name: *const c_char, flags: c_uint) -> c_int;
    pub fn virDomainReset(domain: virDomainPtr, flags: c_uint) -> c_int;
    #[by_hand(since = "0.0.3")]
    pub fn virDomainRestore(conn: virConnectPtr, from: *const c_char) -> c_int;
    #[by_hand(since = "0.9.4")]
    pub fn virDomainRestoreFlags(conn: virConnectPtr, from: *const c_char, dxml: *const c_char, flags: c_uint) -> c_int;
    #[by_hand(since = "8.4.0")]
    pub fn virDomainRestoreParams(conn: virConnectPtr, params: virTypedParameterPtr, nparams: c_int, flags: c_uint) -> c_int;
    pub fn virDomainResume(domain: virDomainPtr) -> c_int;
    #[by_hand(since = "0.0.3")]
    pub fn virDomainSave(domain: virDomainPtr, to: *const c_char) -> c_int;
    #[by_hand(since = "0.9.4")]
    pub fn virDomainSaveFlags(domain: virDomainPtr, to: *const c_char, dxml: *const c_char, flags: c_uint) -> c_int;
    #[by_hand(since = "0.9.4")]
    pub fn virDomainSaveImageDefineXML(conn: virConnectPtr, file: *const c_char, dxml: *const c_char, flags: c_uint) -> c_int;
    #[by_hand(since = "0.9.4")]
    pub fn virDomainSaveImageGetXMLDesc(conn: virConnectPtr, file: *const c_char, flags: c_uint) -> *mut c_char;
    #[by_hand(since = "8.4.0")]
    pub fn virDomainSaveParams(domain: virDomainPtr, params: virTypedParameterPtr, nparams: c_int, flags: c_uint) -> c_int;
    pub fn virDomainScreenshot(domain: virDomainPtr, stream: virStreamPtr, screen: c_uint, flags: c_uint) -> *mut c_char;
    pub fn virDomainSendKey(domain: virDomainPtr, codeset: c_uint, hold_time: c_uint, keycodes: *mut c_uint, nkeycodes: c_int, flags: c_uint) -> c_int;
    #[by_hand(since = "1.0.1")]
    pub fn virDomainSendProcessSignal(domain: virDomainPtr, pid_value: c_longlong, signum: c_uint, flags: c_uint) -> c_int;
    pub fn virDomainSetAutostart(domain: virDomainPtr, autostart: c_int) -> c_int;
    #[by_hand(since = "11.2.0")]
    pub fn virDomainSetAutostartOnce(domain: virDomainPtr, autostart: c_int) -> c_int;
    #[by_hand(since = "0.9.0")]
    pub fn virDomainSetBlkioParameters(domain: virDomainPtr, params: virTypedParameterPtr, nparams: c_int, flags: c_uint) -> c_int;
    #[by_hand(since = "0.9.8")]
    pub fn virDomainSetBlockIoTune(dom: virDomainPtr, disk: *const c_char, params: virTypedParameterPtr, nparams: c_int, flags: c_uint) -> c_int;
    #[by_hand(since = "3.1.0")]
    pub fn virDomainSetBlockThreshold(domain: virDomainPtr, dev: *const c_char, threshold: c_ulonglong, flags: c_uint) -> c_int;
    #[by_hand(since = "2.0.0")]
    pub fn virDomainSetGuestVcpus(domain: virDomainPtr, cpumap: *const c_char, state: c_int, flags: c_uint) -> c_int;
    #[by_hand(since = "4.10.0")]
    pub fn virDomainSetIOThreadParams(domain: virDomainPtr, iothread_id: c_uint, params: virTypedParameterPtr, nparams: c_int, flags: c_uint) -> c_int;
    #[by_hand(since = "0.9.9")]
    pub fn virDomainSetInterfaceParameters(domain: virDomainPtr, device: *const c_char, params: virTypedParameterPtr, nparams: c_int, flags: c_uint) -> c_int;
    #[by_hand(since = "8.0.0")]
    pub fn virDomainSetLaunchSecurityState(domain: virDomainPtr, params: virTypedParameterPtr, nparams: c_int, flags: c_uint) -> c_int;
    #[by_hand(since = "3.9.0")]
    pub fn virDomainSetLifecycleAction(domain: virDomainPtr, r#type: c_uint, action: c_uint, flags: c_uint) -> c_int;
    pub fn virDomainSetMaxMemory(domain: virDomainPtr, memory: c_ulong) -> c_int;
    pub fn virDomainSetMemory(domain: virDomainPtr, memory: c_ulong) -> c_int;
    pub fn virDomainSetMemoryFlags(domain: virDomainPtr, memory: c_ulong, flags: c_uint) -> c_int;
    #[by_hand(since = "0.8.5")]
    pub fn virDomainSetMemoryParameters(domain: virDomainPtr, params: virTypedParameterPtr, nparams: c_int, flags: c_uint) -> c_int;
    #[by_hand(since = "1.1.1")]
    pub fn virDomainSetMemoryStatsPeriod(domain: virDomainPtr, period: c_int, flags: c_uint) -> c_int;
    #[by_hand(since = "0.9.10")]
    pub fn virDomainSetMetadata(domain: virDomainPtr, r#type: c_int, metadata: *const c_char, key: *const c_char, uri: *const c_char, flags: c_uint) -> c_int;
    #[by_hand(since = "0.9.9")]
    pub fn virDomainSetNumaParameters(domain: virDomainPtr, params: virTypedParameterPtr, nparams: c_int, flags: c_uint) -> c_int;
    #[by_hand(since = "1.3.3")]
    pub fn virDomainSetPerfEvents(domain: virDomainPtr, params: virTypedParameterPtr, nparams: c_int, flags: c_uint) -> c_int;
    #[by_hand(since = "0.2.3")]
    pub fn virDomainSetSchedulerParameters(domain: virDomainPtr, params: virTypedParameterPtr, nparams: c_int) -> c_int;
    #[by_hand(since = "0.9.2")]
    pub fn virDomainSetSchedulerParametersFlags(domain: virDomainPtr, params: virTypedParameterPtr, nparams: c_int, flags: c_uint) -> c_int;
    #[by_hand(since = "11.2.0")]
    pub fn virDomainSetThrottleGroup(dom: virDomainPtr, group: *const c_char, params: virTypedParameterPtr, nparams: c_int, flags: c_uint) -> c_int;
    #[by_hand(since = "1.2.5")]
    pub fn virDomainSetTime(dom: virDomainPtr, seconds: c_longlong, nseconds: c_uint, flags: c_uint) -> c_int;
    #[by_hand(since = "1.2.16")]
    pub fn virDomainSetUserPassword(dom: virDomainPtr, user: *const c_char, password: *const c_char, flags: c_uint) -> c_int;
    #[by_hand(since = "3.1.0")]
    pub fn virDomainSetVcpu(domain: virDomainPtr, vcpumap: *const c_char, state: c_int, flags: c_uint) -> c_int;
    pub fn virDomainSetVcpus(domain: virDomainPtr, vcpus: c_uint) -> c_int;
    pub fn virDomainSetVcpusFlags(domain: virDomainPtr, vcpus: c_uint, flags: c_uint) -> c_int;
    pub fn virDomainShutdown(domain: virDomainPtr) -> c_int;
    pub fn virDomainShutdownFlags(domain: virDomainPtr, flags: c_uint) -> c_int;
    #[by_hand(since = "7.2.0")]
    pub fn virDomainStartDirtyRateCalc(domain: virDomainPtr, seconds: c_int, flags: c_uint) -> c_int;
    #[by_hand(since = "1.2.8")]
    pub fn virDomainStatsRecordListFree(stats: *mut virDomainStatsRecordPtr);
    pub fn virDomainSuspend(domain: virDomainPtr) -> c_int;
    pub fn virDomainUndefine(domain: virDomainPtr) -> c_int;
    pub fn virDomainUndefineFlags(domain: virDomainPtr, flags: c_uint) -> c_int;
    #[by_hand(since = "0.8.0")]
    pub fn virDomainUpdateDeviceFlags(domain: virDomainPtr, xml: *const c_char, flags: c_uint) -> c_int;
}
