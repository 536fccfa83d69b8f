//! Plain results of the API: a struct each, as C programs know them.
//!
//! Input of `cargo xtask codegen`; not compiled.

/// Which domain: a snapshot of its identity, not a handle.
#[record]
pub struct DomainIdentity {
    /// The name.
    pub name: Name,
    /// The UUID.
    pub uuid: Uuid,
    /// The number that it has while it is active, else -1.
    pub id: i32,
}

/// State, memory and processors of a domain.
#[record(c = "virDomainInfo")]
pub struct DomainInfo {
    /// What it is doing.
    pub state: DomainState,
    /// The most memory it may have, in KiB.
    pub max_memory: u64,
    /// The memory it has now, in KiB.
    pub memory: u64,
    /// How many virtual processors it has.
    pub vcpus: u32,
    /// Processor time that it used, in nanoseconds.
    pub cpu_time: u64,
}

/// The state of a domain and why it is so.
#[record]
pub struct DomainStateReason {
    /// What it is doing.
    pub state: DomainState,
    /// The reason: a number of the enumeration that belongs to the state, as in `DomainRunningReason`.
    pub reason: i32,
}

/// Whether a domain can be controlled.
#[record(c = "virDomainControlInfo")]
pub struct DomainControlInfo {
    /// Whether it can be controlled now.
    pub state: DomainControlState,
    /// If not, why.
    pub details: DomainControlErrorReason,
    /// For how long it has been so, in milliseconds.
    pub state_time: u64,
}

/// Processors and memory of a host.
#[record(c = "virNodeInfo")]
pub struct NodeInfo {
    /// The processor architecture, as in `x86_64`.
    pub model: String,
    /// Memory in KiB.
    pub memory: u64,
    /// Active processors.
    pub cpus: u32,
    /// Clock rate in MHz; 0 if unknown.
    pub mhz: u32,
    /// NUMA nodes.
    pub nodes: u32,
    /// Sockets of a node.
    pub sockets: u32,
    /// Cores of a socket.
    pub cores: u32,
    /// Threads of a core.
    pub threads: u32,
}

/// One memory statistic.
#[record(c = "virDomainMemoryStatStruct")]
pub struct DomainMemoryStat {
    /// What it counts.
    pub tag: DomainMemoryStatTag,
    /// The value, in KiB or in the unit that the tag says.
    pub value: u64,
}

/// What a disk has done since the guest started; -1 where it is not known.
#[record(c = "virDomainBlockStatsStruct")]
pub struct DomainBlockStats {
    /// Read requests.
    pub read_requests: i64,
    /// Bytes read.
    pub read_bytes: i64,
    /// Write requests.
    pub write_requests: i64,
    /// Bytes written.
    pub write_bytes: i64,
    /// Errors.
    pub errors: i64,
}

/// The sizes of a disk, in bytes.
#[record(c = "virDomainBlockInfo")]
pub struct DomainBlockInfo {
    /// What the guest sees.
    pub capacity: u64,
    /// The highest extent in use on the host.
    pub allocation: u64,
    /// The size of its container on the host.
    pub physical: u64,
}

/// What an interface has done since the guest started, from the guest's side; -1 where it is not known.
#[record(c = "virDomainInterfaceStatsStruct")]
pub struct DomainInterfaceStats {
    /// Bytes received.
    pub receive_bytes: i64,
    /// Packets received.
    pub receive_packets: i64,
    /// Errors while receiving.
    pub receive_errors: i64,
    /// Packets dropped while receiving.
    pub receive_drops: i64,
    /// Bytes sent.
    pub transmit_bytes: i64,
    /// Packets sent.
    pub transmit_packets: i64,
    /// Errors while sending.
    pub transmit_errors: i64,
    /// Packets dropped while sending.
    pub transmit_drops: i64,
}

/// One named value.
#[record(c = "virTypedParameter")]
pub struct TypedParameter {
    /// The name, as in `state.state`.
    pub field: String,
    /// The value.
    pub value: TypedValue,
}

/// The value of a typed parameter.
#[tagged(c = "virTypedParameterType")]
pub enum TypedValue {
    /// A signed 32-bit number.
    #[value(c = "VIR_TYPED_PARAM_INT", since = "0.9.2")]
    Int { value: i32 } = 1,
    /// An unsigned 32-bit number.
    #[value(c = "VIR_TYPED_PARAM_UINT", since = "0.9.2")]
    UnsignedInt { value: u32 } = 2,
    /// A signed 64-bit number.
    #[value(c = "VIR_TYPED_PARAM_LLONG", since = "0.9.2")]
    Long { value: i64 } = 3,
    /// An unsigned 64-bit number.
    #[value(c = "VIR_TYPED_PARAM_ULLONG", since = "0.9.2")]
    UnsignedLong { value: u64 } = 4,
    /// A floating point number.
    #[value(c = "VIR_TYPED_PARAM_DOUBLE", since = "0.9.2")]
    Double { value: f64 } = 5,
    /// A truth value.
    #[value(c = "VIR_TYPED_PARAM_BOOLEAN", since = "0.9.2")]
    Boolean { value: bool } = 6,
    /// A text.
    #[value(c = "VIR_TYPED_PARAM_STRING", since = "0.9.8")]
    Text { value: String } = 7,
}

/// Statistics of one domain.
#[record(c = "virDomainStatsRecord")]
pub struct DomainStatsRecord {
    /// Which domain.
    pub domain: DomainIdentity,
    /// The values, by libvirt's names, in the order of the groups.
    pub parameters: Vec<TypedParameter>,
}

/// One end of a graphics connection.
#[record(c = "virDomainEventGraphicsAddress")]
pub struct DomainEventGraphicsAddress {
    /// The address family: `ipv4`, `ipv6` or `unix`.
    pub family: String,
    /// The address.
    pub node: String,
    /// The port or service.
    pub service: String,
}

/// Who is at one end of a graphics connection.
#[record(c = "virDomainEventGraphicsSubjectIdentity")]
pub struct DomainEventGraphicsSubjectIdentity {
    /// What kind of name it is, as in `x509dname`.
    pub kind: String,
    /// The name.
    pub name: String,
}
