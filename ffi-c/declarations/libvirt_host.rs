//! `libvirt-host.h` as Rust says it.
//!
//! Input of `cargo xtask codegen`; not compiled. Parameters have the names of the operation's arguments.

/// The bytes of a UUID.
pub const VIR_UUID_BUFLEN: usize = 16;

/// Room for a UUID as text, with its NUL.
pub const VIR_UUID_STRING_BUFLEN: usize = 37;

/// Room for a security label, with its NUL.
pub const VIR_SECURITY_LABEL_BUFLEN: usize = 4097;

/// Room for the name of a security model, with its NUL.
pub const VIR_SECURITY_MODEL_BUFLEN: usize = 257;

/// Room for the domain of interpretation of a security model, with its NUL.
pub const VIR_SECURITY_DOI_BUFLEN: usize = 257;

/// Room for the name of a processor statistic, with its NUL.
pub const VIR_NODE_CPU_STATS_FIELD_LENGTH: usize = 80;

/// Room for the name of a memory statistic, with its NUL.
pub const VIR_NODE_MEMORY_STATS_FIELD_LENGTH: usize = 80;

/// A connection.
pub struct _virConnect(());

/// A connection.
pub type virConnect = _virConnect;

/// A pointer to a `virConnect`.
pub type virConnectPtr = *mut virConnect;

/// How to ask for credentials.
#[repr(C)]
pub struct _virConnectAuth {
    /// The `virConnectCredentialType`s that the callback can answer.
    pub credtype: *mut c_int,
    /// How many they are.
    pub ncredtype: c_uint,
    /// Answers them.
    pub cb: virConnectAuthCallbackPtr,
    /// The last argument of the callback.
    pub cbdata: *mut c_void,
}

/// How to ask for credentials.
pub type virConnectAuth = _virConnectAuth;

/// A pointer to a `virConnectAuth`.
pub type virConnectAuthPtr = *mut virConnectAuth;

/// A credential that is asked for.
#[repr(C)]
pub struct _virConnectCredential {
    /// The `virConnectCredentialType`.
    pub r#type: c_int,
    /// What to ask.
    pub prompt: *const c_char,
    /// Further words about it.
    pub challenge: *const c_char,
    /// The answer when there is none.
    pub defresult: *const c_char,
    /// The answer; the library releases it.
    pub result: *mut c_char,
    /// Its length.
    pub resultlen: c_uint,
}

/// A credential that is asked for.
pub type virConnectCredential = _virConnectCredential;

/// A pointer to a `virConnectCredential`.
pub type virConnectCredentialPtr = *mut virConnectCredential;

/// One processor statistic of the host.
#[repr(C)]
pub struct _virNodeCPUStats {
    /// Its name.
    pub field: [c_char; VIR_NODE_CPU_STATS_FIELD_LENGTH],
    /// The value: nanoseconds, or percent.
    pub value: c_ulonglong,
}

/// One processor statistic of the host.
pub type virNodeCPUStats = _virNodeCPUStats;

/// A pointer to a `virNodeCPUStats`.
pub type virNodeCPUStatsPtr = *mut virNodeCPUStats;

/// Processors and memory of a host.
#[repr(C)]
pub struct _virNodeInfo {
    /// The processor architecture, as in `x86_64`.
    pub model: [c_char; 32],
    /// Memory in KiB.
    pub memory: c_ulong,
    /// Active processors.
    pub cpus: c_uint,
    /// Clock rate in MHz; 0 if unknown.
    pub mhz: c_uint,
    /// NUMA nodes.
    pub nodes: c_uint,
    /// Sockets of a node.
    pub sockets: c_uint,
    /// Cores of a socket.
    pub cores: c_uint,
    /// Threads of a core.
    pub threads: c_uint,
}

/// Processors and memory of a host.
pub type virNodeInfo = _virNodeInfo;

/// A pointer to a `virNodeInfo`.
pub type virNodeInfoPtr = *mut virNodeInfo;

/// One memory statistic of the host.
#[repr(C)]
pub struct _virNodeMemoryStats {
    /// Its name.
    pub field: [c_char; VIR_NODE_MEMORY_STATS_FIELD_LENGTH],
    /// The value in KiB.
    pub value: c_ulonglong,
}

/// One memory statistic of the host.
pub type virNodeMemoryStats = _virNodeMemoryStats;

/// A pointer to a `virNodeMemoryStats`.
pub type virNodeMemoryStatsPtr = *mut virNodeMemoryStats;

/// The security label of a running domain.
#[repr(C)]
pub struct _virSecurityLabel {
    /// The label.
    pub label: [c_char; VIR_SECURITY_LABEL_BUFLEN],
    /// Whether it is enforced.
    pub enforcing: c_int,
}

/// The security label of a running domain.
pub type virSecurityLabel = _virSecurityLabel;

/// A pointer to a `virSecurityLabel`.
pub type virSecurityLabelPtr = *mut virSecurityLabel;

/// A security model of the host.
#[repr(C)]
pub struct _virSecurityModel {
    /// Its name, as in `selinux`.
    pub model: [c_char; VIR_SECURITY_MODEL_BUFLEN],
    /// Its domain of interpretation.
    pub doi: [c_char; VIR_SECURITY_DOI_BUFLEN],
}

/// A security model of the host.
pub type virSecurityModel = _virSecurityModel;

/// A pointer to a `virSecurityModel`.
pub type virSecurityModelPtr = *mut virSecurityModel;

/// Answers `ncred` credentials; -1 refuses.
pub type virConnectAuthCallbackPtr = Option<unsafe extern "C" fn(cred: virConnectCredentialPtr, ncred: c_uint, cbdata: *mut c_void) -> c_int>;

/// Told once that a connection was lost; the reason is a `virConnectCloseReason`.
pub type virConnectCloseFunc = Option<unsafe extern "C" fn(conn: virConnectPtr, reason: c_int, opaque: *mut c_void)>;

/// No flag of `virNodeAllocPagesFlags`.
pub const VIR_NODE_ALLOC_PAGES_ADD: c_int = 0;

unsafe extern "C" {
    #[named(cpus = "xmlCPUs")]
    pub fn virConnectBaselineCPU(conn: virConnectPtr, xmlCPUs: *mut *const c_char, ncpus: c_uint, flags: c_uint) -> *mut c_char;
    #[named(architecture = "arch", virtualization_type = "virttype", cpus = "xmlCPUs")]
    pub fn virConnectBaselineHypervisorCPU(conn: virConnectPtr, emulator: *const c_char, arch: *const c_char, machine: *const c_char, virttype: *const c_char, xmlCPUs: *mut *const c_char, ncpus: c_uint, flags: c_uint) -> *mut c_char;
    /// Drops a reference to the connection; the last one closes it. Gives 0 when that was the last, else 1.
    #[by_hand(since = "0.0.3")]
    pub fn virConnectClose(conn: virConnectPtr) -> c_int;
    #[named(xml = "xmlDesc")]
    pub fn virConnectCompareCPU(conn: virConnectPtr, xmlDesc: *const c_char, flags: c_uint) -> c_int;
    #[named(architecture = "arch", virtualization_type = "virttype", xml = "xmlCPU")]
    pub fn virConnectCompareHypervisorCPU(conn: virConnectPtr, emulator: *const c_char, arch: *const c_char, machine: *const c_char, virttype: *const c_char, xmlCPU: *const c_char, flags: c_uint) -> c_int;
    #[named(architecture = "arch")]
    pub fn virConnectGetCPUModelNames(conn: virConnectPtr, arch: *const c_char, models: *mut *mut *mut c_char, flags: c_uint) -> c_int;
    pub fn virConnectGetCapabilities(conn: virConnectPtr) -> *mut c_char;
    pub fn virConnectGetHostname(conn: virConnectPtr) -> *mut c_char;
    /// The version of the library that serves the connection: major * 1,000,000 + minor * 1,000 + release.
    #[by_hand(since = "0.7.3")]
    pub fn virConnectGetLibVersion(conn: virConnectPtr, libVer: *mut c_ulong) -> c_int;
    #[named(virtualization_type = "type")]
    pub fn virConnectGetMaxVcpus(conn: virConnectPtr, r#type: *const c_char) -> c_int;
    pub fn virConnectGetSysinfo(conn: virConnectPtr, flags: c_uint) -> *mut c_char;
    pub fn virConnectGetType(conn: virConnectPtr) -> *const c_char;
    pub fn virConnectGetURI(conn: virConnectPtr) -> *mut c_char;
    #[required(hvVer)]
    pub fn virConnectGetVersion(conn: virConnectPtr, hvVer: *mut c_ulong) -> c_int;
    pub fn virConnectIsAlive(conn: virConnectPtr) -> c_int;
    pub fn virConnectIsEncrypted(conn: virConnectPtr) -> c_int;
    pub fn virConnectIsSecure(conn: virConnectPtr) -> c_int;
    /// Opens a connection; null stands for the default URI.
    #[by_hand(since = "0.0.3")]
    #[optional(name)]
    pub fn virConnectOpen(name: *const c_char) -> virConnectPtr;
    /// Opens a connection, with a way to ask for credentials; without one, none are asked for.
    #[by_hand(since = "0.4.0")]
    #[optional(name)]
    pub fn virConnectOpenAuth(name: *const c_char, auth: virConnectAuthPtr, flags: c_uint) -> virConnectPtr;
    /// Opens a connection that may only look.
    #[by_hand(since = "0.0.3")]
    #[optional(name)]
    pub fn virConnectOpenReadOnly(name: *const c_char) -> virConnectPtr;
    /// One more reference to the connection, to be given back with its own call.
    #[by_hand(since = "0.6.0")]
    pub fn virConnectRef(conn: virConnectPtr) -> c_int;
    /// Asks to be told once when the connection is lost; a connection within the process is not. One function at a
    /// time.
    #[by_hand(since = "0.10.0")]
    pub fn virConnectRegisterCloseCallback(conn: virConnectPtr, cb: virConnectCloseFunc, opaque: *mut c_void, freecb: virFreeCallback) -> c_int;
    #[named(parameters = "params")]
    pub fn virConnectSetIdentity(conn: virConnectPtr, params: virTypedParameterPtr, nparams: c_int, flags: c_uint) -> c_int;
    pub fn virConnectSetKeepAlive(conn: virConnectPtr, interval: c_int, count: c_uint) -> c_int;
    /// Ends that.
    #[by_hand(since = "0.10.0")]
    pub fn virConnectUnregisterCloseCallback(conn: virConnectPtr, cb: virConnectCloseFunc) -> c_int;
    /// The version of this library, and of a hypervisor driver: both are that of the library.
    #[by_hand(since = "0.0.3")]
    pub fn virGetVersion(libVer: *mut c_ulong, r#type: *const c_char, typeVer: *mut c_ulong) -> c_int;
    /// Makes the library ready. It needs no preparation, so this does nothing; programs may call it as often as they
    /// like.
    #[by_hand(since = "0.1.0")]
    pub fn virInitialize() -> c_int;
    /// Sets huge pages aside; gives in how many nodes and sizes there were enough.
    #[by_hand(since = "1.2.9")]
    pub fn virNodeAllocPages(conn: virConnectPtr, npages: c_uint, pageSizes: *mut c_uint, pageCounts: *mut c_ulonglong, startCell: c_int, cellCount: c_uint, flags: c_uint) -> c_int;
    #[optional(cpumap, online)]
    pub fn virNodeGetCPUMap(conn: virConnectPtr, cpumap: *mut *mut c_uchar, online: *mut c_uint, flags: c_uint) -> c_int;
    #[named(cpu = "cpuNum")]
    #[required(nparams)]
    pub fn virNodeGetCPUStats(conn: virConnectPtr, cpuNum: c_int, params: virNodeCPUStatsPtr, nparams: *mut c_int, flags: c_uint) -> c_int;
    /// Free memory of several NUMA nodes, in bytes; gives of how many.
    #[by_hand(since = "0.3.3")]
    pub fn virNodeGetCellsFreeMemory(conn: virConnectPtr, freeMems: *mut c_ulonglong, startCell: c_int, maxCells: c_int) -> c_int;
    pub fn virNodeGetFreeMemory(conn: virConnectPtr) -> c_ulonglong;
    /// How many pages of each of these sizes (in KiB) are free in several NUMA nodes; gives how many numbers there are.
    #[by_hand(since = "1.2.6")]
    pub fn virNodeGetFreePages(conn: virConnectPtr, npages: c_uint, pages: *mut c_uint, startCell: c_int, cellCount: c_uint, counts: *mut c_ulonglong, flags: c_uint) -> c_int;
    #[required(info)]
    pub fn virNodeGetInfo(conn: virConnectPtr, info: virNodeInfoPtr) -> c_int;
    #[required(nparams)]
    pub fn virNodeGetMemoryParameters(conn: virConnectPtr, params: virTypedParameterPtr, nparams: *mut c_int, flags: c_uint) -> c_int;
    #[named(cell = "cellNum")]
    #[required(nparams)]
    pub fn virNodeGetMemoryStats(conn: virConnectPtr, cellNum: c_int, params: virNodeMemoryStatsPtr, nparams: *mut c_int, flags: c_uint) -> c_int;
    #[required(nparams)]
    pub fn virNodeGetSEVInfo(conn: virConnectPtr, params: *mut virTypedParameterPtr, nparams: *mut c_int, flags: c_uint) -> c_int;
    #[required(secmodel)]
    pub fn virNodeGetSecurityModel(conn: virConnectPtr, secmodel: virSecurityModelPtr) -> c_int;
    #[named(parameters = "params")]
    pub fn virNodeSetMemoryParameters(conn: virConnectPtr, params: virTypedParameterPtr, nparams: c_int, flags: c_uint) -> c_int;
    pub fn virNodeSuspendForDuration(conn: virConnectPtr, target: c_uint, duration: c_ulonglong, flags: c_uint) -> c_int;
}
