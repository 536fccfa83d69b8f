//! Operations on the host of a connection.
//!
//! Input of `cargo xtask codegen`; not compiled. `mod.md` beside this file explains the attributes.

/// The host.
#[extends(family = "hypervisor")]
pub trait Connection {
    /// What the host's firmware tells of it: a `<sysinfo>` document.
    #[operation(c = "virConnectGetSysinfo", since = "0.8.8", access = "connect:read", wire = 203, priority = "high")]
    fn sysinfo(#[unused_flags] flags: u32) -> String;

    /// The names of the processor models of an architecture.
    #[operation(c = "virConnectGetCPUModelNames", since = "1.1.3", access = "connect:read", wire = 312)]
    fn cpu_model_names(architecture: String, #[unused_flags] flags: u32) -> Vec<String>;

    /// Whether the host's processor has what a `<cpu>` document asks for.
    #[operation(c = "virConnectCompareCPU", since = "0.7.5", access = "connect:read", wire = 158, priority = "high")]
    fn compare_cpu(xml: String, flags: CompareCpuFlags) -> CpuCompareResult;

    /// Whether guests of this hypervisor on this host can have what a `<cpu>` document asks for.
    #[operation(c = "virConnectCompareHypervisorCPU", since = "4.4.0", access = "connect:write", wire = 393)]
    fn compare_hypervisor_cpu(
        emulator: Option<String>,
        architecture: Option<String>,
        machine: Option<String>,
        virtualization_type: Option<String>,
        xml: String,
        flags: CompareCpuFlags,
    ) -> CpuCompareResult;

    /// The most that several processors have in common: `<cpu>` documents in, one out.
    #[operation(c = "virConnectBaselineCPU", since = "0.7.7", access = "connect:read", wire = 162)]
    fn baseline_cpu(#[non_empty] cpus: Vec<String>, flags: BaselineCpuFlags) -> String;

    /// The most that several processors have in common and that guests of this hypervisor can have.
    #[operation(c = "virConnectBaselineHypervisorCPU", since = "4.4.0", access = "connect:write", wire = 394)]
    fn baseline_hypervisor_cpu(
        emulator: Option<String>,
        architecture: Option<String>,
        machine: Option<String>,
        virtualization_type: Option<String>,
        cpus: Vec<String>,
        flags: BaselineCpuFlags,
    ) -> String;

    /// Which processors the host has, and which of them are in use.
    #[operation(c = "virNodeGetCPUMap", since = "1.0.0", access = "connect:read", wire = 293)]
    fn node_cpu_map(#[unused_flags] flags: u32) -> NodeCpuMap;

    /// Processor time of the host in nanoseconds: of one processor, or of all where the number is -1.
    #[operation(c = "virNodeGetCPUStats", since = "0.9.3", access = "connect:read", wire = 227, priority = "high")]
    fn node_cpu_stats(cpu: i32, #[unused_flags] flags: u32) -> Vec<NodeStatistic>;

    /// Memory of the host in KiB: of one NUMA node, or of all where the number is -1.
    #[operation(c = "virNodeGetMemoryStats", since = "0.9.3", access = "connect:read", wire = 228, priority = "high")]
    fn node_memory_stats(cell: i32, #[unused_flags] flags: u32) -> Vec<NodeStatistic>;

    /// Free memory of the host, in bytes.
    #[operation(c = "virNodeGetFreeMemory", since = "0.3.3", access = "connect:read", wire = 102, priority = "high")]
    fn node_free_memory() -> u64;

    /// Free memory of several NUMA nodes of the host, in bytes.
    #[operation(c = "virNodeGetCellsFreeMemory", since = "0.3.3", access = "connect:read", wire = 101, priority = "high")]
    fn node_cells_free_memory(#[non_negative] start_cell: i32, #[positive] cells: i32) -> Vec<u64>;

    /// How many pages of each of these sizes (in KiB) are free in several NUMA nodes: for the first node one number for
    /// each size, then the second.
    #[operation(c = "virNodeGetFreePages", since = "1.2.6", access = "connect:read", wire = 340, priority = "high")]
    fn node_free_pages(
        #[non_empty] page_sizes: Vec<u32>,
        #[non_negative] start_cell: i32,
        #[non_zero] cells: u32,
        #[unused_flags] flags: u32,
    ) -> Vec<u64>;

    /// Sets huge pages of these sizes (in KiB) aside in several NUMA nodes, or in all together where the first is -1;
    /// says in how many nodes and sizes there were enough.
    #[operation(c = "virNodeAllocPages", since = "1.2.9", access = "connect:write", wire = 347)]
    fn node_allocate_pages(
        #[non_empty] page_sizes: Vec<u32>,
        #[non_empty] page_counts: Vec<u64>,
        start_cell: i32,
        #[non_zero] cells: u32,
        flags: NodeAllocPagesFlags,
    ) -> u32;

    /// How the host shares equal pages, by the names in `NodeMemoryParameters`.
    #[operation(c = "virNodeGetMemoryParameters", since = "0.10.2", access = "connect:read", wire = 289)]
    fn node_memory_parameters(#[unused_flags] flags: u32) -> TypedParameters;

    /// Changes how the host shares equal pages; settings that are not named stay.
    #[operation(c = "virNodeSetMemoryParameters", since = "0.10.2", access = "connect:write", wire = 288)]
    fn set_node_memory_parameters(
        #[non_empty] #[parameters(NodeMemoryParameters)] parameters: TypedParameters,
        #[unused_flags] flags: u32,
    );

    /// The security model that protects guests of this host.
    #[operation(c = "virNodeGetSecurityModel", since = "0.6.1", access = "connect:read", wire = 122, priority = "high")]
    fn node_security_model() -> SecurityModel;

    /// What the host's processor has for protected guests, by the names in `NodeSevParameters`.
    #[operation(c = "virNodeGetSEVInfo", since = "4.5.0", access = "connect:read", wire = 395, read_only = "refused")]
    fn node_sev_info(#[unused_flags] flags: u32) -> TypedParameters;

    /// Suspends the host; it wakes after so many seconds.
    #[operation(c = "virNodeSuspendForDuration", since = "0.9.8", access = "connect:pm-control", wire = 250)]
    fn node_suspend_for_duration(target: NodeSuspendTarget, duration: u64, #[unused_flags] flags: u32);

    /// How often the other end of a connection over the network is asked whether it is there, in seconds (0 and below:
    /// never), and after how many questions without an answer the connection is broken. Says whether the other end
    /// answers such questions at all.
    #[operation(c = "virConnectSetKeepAlive", since = "0.9.8")]
    fn set_keep_alive(interval: i32, count: u32) -> bool;

    /// Says for whom the connection acts, by the names in `ConnectIdentityParameters`. The other end must trust this
    /// one.
    #[operation(c = "virConnectSetIdentity", since = "5.8.0", access = "connect:write", wire = 419)]
    fn set_identity(#[parameters(ConnectIdentityParameters)] parameters: TypedParameters, #[unused_flags] flags: u32);
}
