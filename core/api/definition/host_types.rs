//! Values and results of the host and of connections.
//!
//! Input of `cargo xtask codegen`; not compiled. `mod.md` beside this file explains the attributes.

/// How to compare processors.
#[flags(c = "virConnectCompareCPUFlags")]
pub enum CompareCpuFlags {
    /// Fail where something is missing, and say what.
    #[value(c = "VIR_CONNECT_COMPARE_CPU_FAIL_INCOMPATIBLE", since = "1.2.6")]
    FailIncompatible = 0x1,
    /// Check the document against its schema first.
    #[value(c = "VIR_CONNECT_COMPARE_CPU_VALIDATE_XML", since = "6.9.0")]
    ValidateXml = 0x2,
}

/// What comes of a comparison of processors.
#[enumeration(c = "virCPUCompareResult")]
pub enum CpuCompareResult {
    /// Something is missing.
    #[value(c = "VIR_CPU_COMPARE_INCOMPATIBLE", since = "0.7.5")]
    Incompatible = 0,
    /// Exactly that is there.
    #[value(c = "VIR_CPU_COMPARE_IDENTICAL", since = "0.7.5")]
    Identical = 1,
    /// That and more is there.
    #[value(c = "VIR_CPU_COMPARE_SUPERSET", since = "0.7.5")]
    Superset = 2,
    /// The comparison failed; calls fail with an error instead.
    #[value(c = "VIR_CPU_COMPARE_ERROR", since = "0.7.5")]
    Error = -1,
}

/// How to give what processors have in common.
#[flags(c = "virConnectBaselineCPUFlags")]
pub enum BaselineCpuFlags {
    /// Name every feature.
    #[value(c = "VIR_CONNECT_BASELINE_CPU_EXPAND_FEATURES", since = "1.1.2")]
    ExpandFeatures = 0x1,
    /// Leave out what keeps a guest from migrating.
    #[value(c = "VIR_CONNECT_BASELINE_CPU_MIGRATABLE", since = "1.2.14")]
    Migratable = 0x2,
}

/// Which processors a host has.
#[record]
pub struct NodeCpuMap {
    /// How many there are.
    pub total: u32,
    /// How many are in use.
    pub online: u32,
    /// Which are in use: bit n is processor n, the lowest bit of the first byte processor 0.
    pub map: Bytes,
}

/// A number that the host counts.
#[record]
pub struct NodeStatistic {
    /// Its name.
    pub field: String,
    /// The number.
    pub value: u64,
}

/// How to set huge pages aside; nothing named means in addition to those there are.
#[flags(c = "virNodeAllocPagesFlags")]
pub enum NodeAllocPagesFlags {
    /// So many in all.
    #[value(c = "VIR_NODE_ALLOC_PAGES_SET", since = "1.2.9")]
    Set = 0x1,
}

/// Why a connection ended.
#[enumeration(c = "virConnectCloseReason")]
pub enum ConnectCloseReason {
    /// Something failed.
    #[value(c = "VIR_CONNECT_CLOSE_REASON_ERROR", since = "0.10.0")]
    Error = 0,
    /// The other end closed it.
    #[value(c = "VIR_CONNECT_CLOSE_REASON_EOF", since = "0.10.0")]
    Eof = 1,
    /// The other end did not answer any more.
    #[value(c = "VIR_CONNECT_CLOSE_REASON_KEEPALIVE", since = "0.10.0")]
    Keepalive = 2,
    /// This end closed it.
    #[value(c = "VIR_CONNECT_CLOSE_REASON_CLIENT", since = "0.10.0")]
    Client = 3,
}

/// What somebody is asked for, to let them in.
#[enumeration(c = "virConnectCredentialType")]
pub enum CredentialType {
    /// Whom to act for.
    #[value(c = "VIR_CRED_USERNAME", since = "0.4.1")]
    Username = 1,
    /// Who they are.
    #[value(c = "VIR_CRED_AUTHNAME", since = "0.4.1")]
    AuthenticationName = 2,
    /// Their languages.
    #[value(c = "VIR_CRED_LANGUAGE", since = "0.4.1")]
    Language = 3,
    /// A random number of theirs.
    #[value(c = "VIR_CRED_CNONCE", since = "0.4.1")]
    ClientNonce = 4,
    /// A secret.
    #[value(c = "VIR_CRED_PASSPHRASE", since = "0.4.1")]
    Passphrase = 5,
    /// An answer that may be seen.
    #[value(c = "VIR_CRED_ECHOPROMPT", since = "0.4.1")]
    EchoPrompt = 6,
    /// An answer that may not be seen.
    #[value(c = "VIR_CRED_NOECHOPROMPT", since = "0.4.1")]
    NoEchoPrompt = 7,
    /// Where they belong.
    #[value(c = "VIR_CRED_REALM", since = "0.4.1")]
    Realm = 8,
    /// Something outside of this connection.
    #[value(c = "VIR_CRED_EXTERNAL", since = "0.4.1")]
    External = 9,
}

/// How to give the capabilities of guests.
#[flags(c = "virConnectGetDomainCapabilitiesFlags")]
pub enum GetDomainCapabilitiesFlags {
    /// Leave deprecated processor features out of the host's model.
    #[value(c = "VIR_CONNECT_GET_DOMAIN_CAPABILITIES_DISABLE_DEPRECATED_FEATURES", since = "11.0.0")]
    DisableDeprecatedFeatures = 0x1,
}

/// The number that stands for all processors.
#[enumeration(c = "virNodeGetCPUStatsAllCPUs")]
pub enum NodeGetCpuStatsAllCpus {
    /// All of them.
    #[value(c = "VIR_NODE_CPU_STATS_ALL_CPUS", since = "0.9.3")]
    AllCpus = -1,
}

/// The number that stands for all NUMA nodes.
#[enumeration(c = "virNodeGetMemoryStatsAllCells")]
pub enum NodeGetMemoryStatsAllCells {
    /// All of them.
    #[value(c = "VIR_NODE_MEMORY_STATS_ALL_CELLS", since = "0.9.3")]
    AllCells = -1,
}

/// How the name of an event of QEMU's monitor is given.
#[flags(c = "virConnectDomainQemuMonitorEventRegisterFlags")]
pub enum QemuMonitorEventFlags {
    /// As a regular expression.
    #[value(c = "VIR_CONNECT_DOMAIN_QEMU_MONITOR_EVENT_REGISTER_REGEX", since = "1.2.3")]
    Regex = 0x1,
    /// In lower or upper case.
    #[value(c = "VIR_CONNECT_DOMAIN_QEMU_MONITOR_EVENT_REGISTER_NOCASE", since = "1.2.3")]
    NoCase = 0x2,
}

/// How to make a stream.
#[flags(c = "virStreamFlags")]
pub enum StreamFlags {
    /// Its calls never wait.
    #[value(c = "VIR_STREAM_NONBLOCK", since = "0.7.2")]
    NonBlocking = 0x1,
}

/// How to receive.
#[flags(c = "virStreamRecvFlagsValues")]
pub enum StreamReceiveFlags {
    /// Stop where a hole begins.
    #[value(c = "VIR_STREAM_RECV_STOP_AT_HOLE", since = "3.4.0")]
    StopAtHole = 0x1,
}

/// What can happen to a stream.
#[flags(c = "virStreamEventType")]
pub enum StreamEventTypes {
    /// There are bytes to receive.
    #[value(c = "VIR_STREAM_EVENT_READABLE", since = "0.7.2")]
    Readable = 0x1,
    /// There is room to send.
    #[value(c = "VIR_STREAM_EVENT_WRITABLE", since = "0.7.2")]
    Writable = 0x2,
    /// It failed.
    #[value(c = "VIR_STREAM_EVENT_ERROR", since = "0.7.2")]
    Error = 0x4,
    /// The other end is gone.
    #[value(c = "VIR_STREAM_EVENT_HANGUP", since = "0.7.2")]
    Hangup = 0x8,
}
