//! Values and results of the inside of guests, and of their resources.
//!
//! Input of `cargo xtask codegen`; not compiled. `mod.md` beside this file explains the attributes.

/// A guest's clock.
#[record]
pub struct DomainTime {
    /// Seconds since 1970.
    pub seconds: i64,
    /// Nanoseconds of the next second.
    pub nanoseconds: u32,
}

/// How to set a guest's clock.
#[flags(c = "virDomainSetTimeFlags")]
pub enum DomainSetTimeFlags {
    /// To its own real-time clock.
    #[value(c = "VIR_DOMAIN_TIME_SYNC", since = "1.2.5")]
    Sync = 0x1,
}

/// What to ask a guest; nothing named means all that it can tell.
#[flags(c = "virDomainGuestInfoTypes")]
pub enum DomainGuestInfoTypes {
    /// Who is logged in.
    #[value(c = "VIR_DOMAIN_GUEST_INFO_USERS", since = "5.7.0")]
    Users = 0x1,
    /// Its operating system.
    #[value(c = "VIR_DOMAIN_GUEST_INFO_OS", since = "5.7.0")]
    Os = 0x2,
    /// Its time zone.
    #[value(c = "VIR_DOMAIN_GUEST_INFO_TIMEZONE", since = "5.7.0")]
    Timezone = 0x4,
    /// Its host name.
    #[value(c = "VIR_DOMAIN_GUEST_INFO_HOSTNAME", since = "5.7.0")]
    Hostname = 0x8,
    /// Its file systems.
    #[value(c = "VIR_DOMAIN_GUEST_INFO_FILESYSTEM", since = "5.7.0")]
    Filesystem = 0x10,
    /// Its disks.
    #[value(c = "VIR_DOMAIN_GUEST_INFO_DISKS", since = "7.0.0")]
    Disks = 0x20,
    /// Its interfaces.
    #[value(c = "VIR_DOMAIN_GUEST_INFO_INTERFACES", since = "7.10.0")]
    Interfaces = 0x40,
    /// Its load.
    #[value(c = "VIR_DOMAIN_GUEST_INFO_LOAD", since = "11.2.0")]
    Load = 0x80,
}

/// A file system that a guest has mounted.
#[record(c = "virDomainFSInfo")]
pub struct DomainFsInfo {
    /// Where it is mounted.
    pub mount_point: String,
    /// Its device in the guest.
    pub name: String,
    /// Its kind, as in `ext4`.
    pub fs_type: String,
    /// The target names of the disks that it is on.
    pub devices: Vec<String>,
}

/// How a password is given.
#[flags(c = "virDomainSetUserPasswordFlags")]
pub enum DomainSetUserPasswordFlags {
    /// As the guest stores it.
    #[value(c = "VIR_DOMAIN_PASSWORD_ENCRYPTED", since = "1.2.16")]
    Encrypted = 0x1,
}

/// What to do with the keys.
#[flags(c = "virDomainAuthorizedSSHKeysSetFlags")]
pub enum DomainAuthorizedSshKeysSetFlags {
    /// Add them.
    #[value(c = "VIR_DOMAIN_AUTHORIZED_SSH_KEYS_SET_APPEND", since = "6.10.0")]
    Append = 0x1,
    /// Remove them.
    #[value(c = "VIR_DOMAIN_AUTHORIZED_SSH_KEYS_SET_REMOVE", since = "6.10.0")]
    Remove = 0x2,
}

/// Who knows a guest's addresses.
#[enumeration(c = "virDomainInterfaceAddressesSource")]
pub enum DomainInterfaceAddressesSource {
    /// The network that leased them.
    #[value(c = "VIR_DOMAIN_INTERFACE_ADDRESSES_SRC_LEASE", since = "1.2.14")]
    Lease = 0,
    /// The guest.
    #[value(c = "VIR_DOMAIN_INTERFACE_ADDRESSES_SRC_AGENT", since = "1.2.14")]
    Agent = 1,
    /// The host's table of neighbours.
    #[value(c = "VIR_DOMAIN_INTERFACE_ADDRESSES_SRC_ARP", since = "4.2.0")]
    Arp = 2,
}

/// An interface with its addresses.
#[record(c = "virDomainInterface")]
pub struct DomainInterface {
    /// Its name: in the guest, or the host's end of it.
    pub name: String,
    /// Its MAC address.
    pub mac: Option<String>,
    /// Its addresses.
    pub addresses: Vec<DomainIpAddress>,
}

/// An address of an interface.
#[record(c = "virDomainIPAddress")]
pub struct DomainIpAddress {
    /// The kind of address.
    pub kind: IpAddressType,
    /// The address.
    pub address: String,
    /// How many bits of it are the network's.
    pub prefix: u32,
}

/// How to suspend.
#[enumeration(c = "virNodeSuspendTarget")]
pub enum NodeSuspendTarget {
    /// To memory.
    #[value(c = "VIR_NODE_SUSPEND_TARGET_MEM", since = "0.9.8")]
    Memory = 0,
    /// To disk.
    #[value(c = "VIR_NODE_SUSPEND_TARGET_DISK", since = "0.9.8")]
    Disk = 1,
    /// To both.
    #[value(c = "VIR_NODE_SUSPEND_TARGET_HYBRID", since = "0.9.8")]
    Hybrid = 2,
}

/// What an address in a guest's memory is.
#[flags(c = "virDomainMemoryFlags")]
pub enum DomainMemoryFlags {
    /// As the guest's programs have it.
    #[value(c = "VIR_MEMORY_VIRTUAL", since = "0.4.4")]
    Virtual = 0x1,
    /// As the guest's machine has it.
    #[value(c = "VIR_MEMORY_PHYSICAL", since = "0.7.0")]
    Physical = 0x2,
}

/// What a virtual processor is doing.
#[record(c = "virVcpuInfo")]
pub struct VcpuInfo {
    /// Its number.
    pub number: u32,
    /// What it is doing.
    pub state: VcpuState,
    /// Processor time that it used, in nanoseconds.
    pub cpu_time: u64,
    /// The processor of the host that it is on, or a number of `VcpuHostCpuState`.
    pub cpu: i32,
    /// On which processors of the host it may run.
    pub cpu_map: Bytes,
}

/// What a virtual processor is doing.
#[enumeration(c = "virVcpuState")]
pub enum VcpuState {
    /// It is off.
    #[value(c = "VIR_VCPU_OFFLINE", since = "0.1.4")]
    Offline = 0,
    /// It runs.
    #[value(c = "VIR_VCPU_RUNNING", since = "0.1.4")]
    Running = 1,
    /// It waits.
    #[value(c = "VIR_VCPU_BLOCKED", since = "0.1.4")]
    Blocked = 2,
}

/// Why a virtual processor is on none of the host.
#[enumeration(c = "virVcpuHostCpuState")]
pub enum VcpuHostCpuState {
    /// The driver does not know.
    #[value(c = "VIR_VCPU_INFO_CPU_UNAVAILABLE", since = "6.10.0")]
    Unavailable = -2,
    /// It is off.
    #[value(c = "VIR_VCPU_INFO_CPU_OFFLINE", since = "6.10.0")]
    Offline = -1,
}

/// An I/O thread.
#[record(c = "virDomainIOThreadInfo")]
pub struct DomainIoThreadInfo {
    /// Its number.
    pub id: u32,
    /// On which processors of the host it may run.
    pub cpu_map: Bytes,
}

/// The scheduler that a guest is under.
#[record]
pub struct DomainScheduler {
    /// Its name, as in `posix`.
    pub name: String,
    /// How many parameters it has.
    pub parameters: u32,
}

/// A security label.
#[record(c = "virSecurityLabel")]
pub struct SecurityLabel {
    /// The label.
    pub label: String,
    /// Whether the host holds the guest to it.
    pub enforcing: bool,
}

/// A security model.
#[record(c = "virSecurityModel")]
pub struct SecurityModel {
    /// Its name, as in `selinux`; empty for none.
    pub model: String,
    /// What its labels mean.
    pub doi: String,
}

/// How the nodes that a guest's memory comes from bind.
#[enumeration(c = "virDomainNumatuneMemMode")]
pub enum DomainNumatuneMemoryMode {
    /// From these nodes or not at all.
    #[value(c = "VIR_DOMAIN_NUMATUNE_MEM_STRICT", since = "0.9.9")]
    Strict = 0,
    /// From these nodes if they have it.
    #[value(c = "VIR_DOMAIN_NUMATUNE_MEM_PREFERRED", since = "0.9.9")]
    Preferred = 1,
    /// From these nodes in turn.
    #[value(c = "VIR_DOMAIN_NUMATUNE_MEM_INTERLEAVE", since = "0.9.9")]
    Interleave = 2,
    /// From these nodes as the host's groups say.
    #[value(c = "VIR_DOMAIN_NUMATUNE_MEM_RESTRICTIVE", since = "7.3.0")]
    Restrictive = 3,
}

/// Why a domain has no state.
#[enumeration(c = "virDomainNostateReason")]
pub enum DomainNoStateReason {
    /// Not known.
    #[value(c = "VIR_DOMAIN_NOSTATE_UNKNOWN", since = "0.9.2")]
    Unknown = 0,
}

/// Why a domain is blocked.
#[enumeration(c = "virDomainBlockedReason")]
pub enum DomainBlockedReason {
    /// Not known.
    #[value(c = "VIR_DOMAIN_BLOCKED_UNKNOWN", since = "0.9.2")]
    Unknown = 0,
}

/// Why a guest suspended itself to memory.
#[enumeration(c = "virDomainPMSuspendedReason")]
pub enum DomainPmSuspendedReason {
    /// Not known.
    #[value(c = "VIR_DOMAIN_PMSUSPENDED_UNKNOWN", since = "0.9.11")]
    Unknown = 0,
}

/// Why a guest suspended itself to disk.
#[enumeration(c = "virDomainPMSuspendedDiskReason")]
pub enum DomainPmSuspendedDiskReason {
    /// Not known.
    #[value(c = "VIR_DOMAIN_PMSUSPENDED_DISK_UNKNOWN", since = "1.0.0")]
    Unknown = 0,
}

/// Numbers with a meaning of their own among time-outs of a guest agent.
#[enumeration(c = "virDomainAgentResponseTimeoutValues")]
pub enum DomainAgentResponseTimeout {
    /// Wait for ever.
    #[value(c = "VIR_DOMAIN_AGENT_RESPONSE_TIMEOUT_BLOCK", since = "5.10.0")]
    Block = -2,
    /// As the driver has it.
    #[value(c = "VIR_DOMAIN_AGENT_RESPONSE_TIMEOUT_DEFAULT", since = "5.10.0")]
    Default = -1,
    /// Do not wait.
    #[value(c = "VIR_DOMAIN_AGENT_RESPONSE_TIMEOUT_NOWAIT", since = "5.10.0")]
    NoWait = 0,
}

/// Why a disk's source changed.
#[enumeration(c = "virConnectDomainEventDiskChangeReason")]
pub enum DomainEventDiskChangeReason {
    /// It was missing at the start.
    #[value(c = "VIR_DOMAIN_EVENT_DISK_CHANGE_MISSING_ON_START", since = "0.9.7")]
    ChangeMissingOnStart = 0,
    /// It was missing at the start, and the disk was left out.
    #[value(c = "VIR_DOMAIN_EVENT_DISK_DROP_MISSING_ON_START", since = "1.1.2")]
    DropMissingOnStart = 1,
}

/// The family of an address of a graphics connection.
#[enumeration(c = "virDomainEventGraphicsAddressType")]
pub enum DomainEventGraphicsAddressType {
    /// IPv4.
    #[value(c = "VIR_DOMAIN_EVENT_GRAPHICS_ADDRESS_IPV4", since = "0.8.0")]
    Ipv4 = 0,
    /// IPv6.
    #[value(c = "VIR_DOMAIN_EVENT_GRAPHICS_ADDRESS_IPV6", since = "0.8.0")]
    Ipv6 = 1,
    /// A local socket.
    #[value(c = "VIR_DOMAIN_EVENT_GRAPHICS_ADDRESS_UNIX", since = "0.9.7")]
    Unix = 2,
}
