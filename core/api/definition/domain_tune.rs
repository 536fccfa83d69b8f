//! Operations on a domain's resources: processors, memory, scheduling, limits.
//!
//! Input of `cargo xtask codegen`; not compiled. `mod.md` beside this file explains the attributes.

/// Resources.
#[extends(family = "hypervisor")]
pub trait Domain {
    /// What each virtual processor is doing, and where.
    #[operation(c = "virDomainGetVcpus", since = "0.1.4", access = "domain:read", wire = 20, priority = "high")]
    fn vcpus() -> Vec<VcpuInfo>;

    /// Says on which processors of the host a virtual processor of the running guest may run: bit n of the map is
    /// processor n, the lowest bit of the first byte processor 0.
    #[operation(
        c = "virDomainPinVcpu", since = "0.1.4", access = "domain:write", wire = 26,
        via = "self.pin_vcpu_flags(vcpu, cpu_map, DomainModificationImpact::LIVE)",
    )]
    fn pin_vcpu(#[at_most(65535)] vcpu: u32, cpu_map: Bytes);

    /// Says on which processors of the host a virtual processor may run.
    #[operation(
        c = "virDomainPinVcpuFlags", since = "0.9.3", access = "domain:write, domain:save@flags=!VIR_DOMAIN_AFFECT_CONFIG|VIR_DOMAIN_AFFECT_LIVE, domain:save@flags=VIR_DOMAIN_AFFECT_CONFIG", wire = 225,
    )]
    fn pin_vcpu_flags(#[at_most(65535)] vcpu: u32, #[non_empty] cpu_map: Bytes, flags: DomainModificationImpact);

    /// On which processors of the host each virtual processor may run.
    #[operation(c = "virDomainGetVcpuPinInfo", since = "0.9.3", access = "domain:read", wire = 230, exclusive = "LIVE|CONFIG")]
    fn vcpu_pin_info(flags: DomainModificationImpact) -> Vec<Bytes>;

    /// Plugs single virtual processors in or out; they are named as in `0-3,^2`.
    #[operation(
        c = "virDomainSetVcpu", since = "3.1.0", access = "domain:write, domain:save@flags=!VIR_DOMAIN_AFFECT_CONFIG|VIR_DOMAIN_AFFECT_LIVE, domain:save@flags=VIR_DOMAIN_AFFECT_CONFIG", wire = 384,
    )]
    fn set_vcpu(#[non_empty] vcpus: String, state: bool, flags: DomainModificationImpact);

    /// Says on which processors of the host the hypervisor's own threads may run.
    #[operation(
        c = "virDomainPinEmulator", since = "0.10.0", access = "domain:write, domain:save@flags=!VIR_DOMAIN_AFFECT_CONFIG|VIR_DOMAIN_AFFECT_LIVE, domain:save@flags=VIR_DOMAIN_AFFECT_CONFIG", wire = 279,
    )]
    fn pin_emulator(#[non_empty] cpu_map: Bytes, flags: DomainModificationImpact);

    /// On which processors of the host the hypervisor's own threads may run.
    #[operation(c = "virDomainGetEmulatorPinInfo", since = "0.10.0", access = "domain:read", wire = 280, exclusive = "LIVE|CONFIG")]
    fn emulator_pin_info(flags: DomainModificationImpact) -> Bytes;

    /// The I/O threads, and where they may run.
    #[operation(c = "virDomainGetIOThreadInfo", since = "1.2.14", access = "domain:read", wire = 351, exclusive = "LIVE|CONFIG")]
    fn io_thread_info(flags: DomainModificationImpact) -> Vec<DomainIoThreadInfo>;

    /// Says on which processors of the host an I/O thread may run.
    #[operation(
        c = "virDomainPinIOThread", since = "1.2.14", access = "domain:write, domain:save@flags=!VIR_DOMAIN_AFFECT_CONFIG|VIR_DOMAIN_AFFECT_LIVE, domain:save@flags=VIR_DOMAIN_AFFECT_CONFIG", wire = 352,
    )]
    fn pin_io_thread(
        #[non_zero] #[at_most(65535)] io_thread: u32,
        #[non_empty] cpu_map: Bytes,
        flags: DomainModificationImpact,
    );

    /// Adds an I/O thread with this number.
    #[operation(
        c = "virDomainAddIOThread", since = "1.2.15", access = "domain:write, domain:save@flags=!VIR_DOMAIN_AFFECT_CONFIG|VIR_DOMAIN_AFFECT_LIVE, domain:save@flags=VIR_DOMAIN_AFFECT_CONFIG", wire = 355,
    )]
    fn add_io_thread(#[non_zero] io_thread: u32, flags: DomainModificationImpact);

    /// Removes the I/O thread with this number.
    #[operation(
        c = "virDomainDelIOThread", since = "1.2.15", access = "domain:write, domain:save@flags=!VIR_DOMAIN_AFFECT_CONFIG|VIR_DOMAIN_AFFECT_LIVE, domain:save@flags=VIR_DOMAIN_AFFECT_CONFIG", wire = 356,
    )]
    fn delete_io_thread(#[non_zero] io_thread: u32, flags: DomainModificationImpact);

    /// Changes how an I/O thread waits for work.
    #[operation(
        c = "virDomainSetIOThreadParams", since = "4.10.0", access = "domain:write, domain:save@flags=!VIR_DOMAIN_AFFECT_CONFIG|VIR_DOMAIN_AFFECT_LIVE, domain:save@flags=VIR_DOMAIN_AFFECT_CONFIG", wire = 402,
    )]
    fn set_io_thread_parameters(
        #[non_zero] io_thread: u32,
        #[non_empty] #[parameters(DomainIoThreadParameters)] parameters: TypedParameters,
        flags: DomainModificationImpact,
    );

    /// The scheduler of the host that the guest is under, and how many parameters it has.
    #[operation(c = "virDomainGetSchedulerType", since = "0.2.3", access = "domain:read", wire = 56)]
    fn scheduler_type() -> DomainScheduler;

    /// The settings of the scheduler, by the names in `DomainSchedulerParameters`.
    #[operation(
        c = "virDomainGetSchedulerParameters", since = "0.2.3", access = "domain:read", wire = 57,
        via = "self.scheduler_parameters_flags(DomainModificationImpact::empty())",
    )]
    fn scheduler_parameters() -> TypedParameters;

    /// The settings of the scheduler, by the names in `DomainSchedulerParameters`.
    #[operation(c = "virDomainGetSchedulerParametersFlags", since = "0.9.2", access = "domain:read", wire = 223, exclusive = "LIVE|CONFIG")]
    fn scheduler_parameters_flags(flags: DomainModificationImpact) -> TypedParameters;

    /// Changes settings of the scheduler; those that are not named stay.
    #[operation(
        c = "virDomainSetSchedulerParameters", since = "0.2.3", access = "domain:read", wire = 58,
        read_only = "refused",
        via = "self.set_scheduler_parameters_flags(parameters, DomainModificationImpact::empty())",
    )]
    fn set_scheduler_parameters(#[parameters(DomainSchedulerParameters)] parameters: TypedParameters);

    /// Changes settings of the scheduler; those that are not named stay.
    #[operation(
        c = "virDomainSetSchedulerParametersFlags", since = "0.9.2", access = "domain:write, domain:save@flags=!VIR_DOMAIN_AFFECT_CONFIG|VIR_DOMAIN_AFFECT_LIVE, domain:save@flags=VIR_DOMAIN_AFFECT_CONFIG", wire = 219,
    )]
    fn set_scheduler_parameters_flags(
        #[parameters(DomainSchedulerParameters)] parameters: TypedParameters,
        flags: DomainModificationImpact,
    );

    /// Limits of the memory that the guest takes on the host, by the names in `DomainMemoryParameters`.
    #[operation(c = "virDomainGetMemoryParameters", since = "0.8.5", access = "domain:read", wire = 198, exclusive = "LIVE|CONFIG")]
    fn memory_parameters(flags: DomainModificationImpact) -> TypedParameters;

    /// Changes limits of memory; those that are not named stay.
    #[operation(
        c = "virDomainSetMemoryParameters", since = "0.8.5", access = "domain:write, domain:save@flags=!VIR_DOMAIN_AFFECT_CONFIG|VIR_DOMAIN_AFFECT_LIVE, domain:save@flags=VIR_DOMAIN_AFFECT_CONFIG", wire = 197,
    )]
    fn set_memory_parameters(
        #[non_empty] #[parameters(DomainMemoryParameters)] parameters: TypedParameters,
        flags: DomainModificationImpact,
    );

    /// From which NUMA nodes of the host the guest's memory comes, by the names in `DomainNumaParameters`.
    #[operation(c = "virDomainGetNumaParameters", since = "0.9.9", access = "domain:read", wire = 255, exclusive = "LIVE|CONFIG")]
    fn numa_parameters(flags: DomainModificationImpact) -> TypedParameters;

    /// Changes from which NUMA nodes of the host the guest's memory comes.
    #[operation(
        c = "virDomainSetNumaParameters", since = "0.9.9", access = "domain:write, domain:save@flags=!VIR_DOMAIN_AFFECT_CONFIG|VIR_DOMAIN_AFFECT_LIVE, domain:save@flags=VIR_DOMAIN_AFFECT_CONFIG", wire = 254,
    )]
    fn set_numa_parameters(
        #[non_empty] #[parameters(DomainNumaParameters)] parameters: TypedParameters,
        flags: DomainModificationImpact,
    );

    /// Weights and limits of all disks together, by the names in `DomainBlkioParameters`.
    #[operation(c = "virDomainGetBlkioParameters", since = "0.9.0", access = "domain:read", wire = 206, exclusive = "LIVE|CONFIG")]
    fn blkio_parameters(flags: DomainModificationImpact) -> TypedParameters;

    /// Changes weights and limits of all disks together.
    #[operation(
        c = "virDomainSetBlkioParameters", since = "0.9.0", access = "domain:write, domain:save@flags=!VIR_DOMAIN_AFFECT_CONFIG|VIR_DOMAIN_AFFECT_LIVE, domain:save@flags=VIR_DOMAIN_AFFECT_CONFIG", wire = 205,
    )]
    fn set_blkio_parameters(
        #[parameters(DomainBlkioParameters)] parameters: TypedParameters,
        flags: DomainModificationImpact,
    );

    /// Limits of an interface's bandwidth, by the names in `DomainInterfaceParameters`.
    #[operation(c = "virDomainGetInterfaceParameters", since = "0.9.9", access = "domain:read", wire = 257, exclusive = "LIVE|CONFIG")]
    fn interface_parameters(device: String, flags: DomainModificationImpact) -> TypedParameters;

    /// Changes limits of an interface's bandwidth; those that are not named stay.
    #[operation(
        c = "virDomainSetInterfaceParameters", since = "0.9.9", access = "domain:write, domain:save@flags=!VIR_DOMAIN_AFFECT_CONFIG|VIR_DOMAIN_AFFECT_LIVE, domain:save@flags=VIR_DOMAIN_AFFECT_CONFIG", wire = 256,
    )]
    fn set_interface_parameters(
        device: String,
        #[non_empty] #[parameters(DomainInterfaceParameters)] parameters: TypedParameters,
        flags: DomainModificationImpact,
    );

    /// Which performance counters are on, by the names in `DomainPerfParameters`.
    #[operation(c = "virDomainGetPerfEvents", since = "1.3.3", access = "domain:read", wire = 365, exclusive = "LIVE|CONFIG")]
    fn perf_events(flags: DomainModificationImpact) -> TypedParameters;

    /// Turns performance counters on and off.
    #[operation(c = "virDomainSetPerfEvents", since = "1.3.3", access = "domain:write", wire = 366)]
    fn set_perf_events(
        #[non_empty] #[parameters(DomainPerfParameters)] parameters: TypedParameters,
        flags: DomainModificationImpact,
    );

    /// How often the guest tells its memory statistics, in seconds; 0 is never.
    #[operation(
        c = "virDomainSetMemoryStatsPeriod", since = "1.1.1", access = "domain:write, domain:save@flags=!VIR_DOMAIN_AFFECT_CONFIG|VIR_DOMAIN_AFFECT_LIVE, domain:save@flags=VIR_DOMAIN_AFFECT_CONFIG", wire = 308,
    )]
    fn set_memory_stats_period(#[non_negative] period: i32, flags: DomainModificationImpact);

    /// Processor time that the guest took: for all processors together (`start_cpu` is -1, `cpus` 1), or for each of
    /// `cpus` processors of the host from `start_cpu` on; by the names in `DomainCpuStatsParameters`.
    #[operation(c = "virDomainGetCPUStats", since = "0.9.10", access = "domain:read", wire = 262)]
    fn cpu_stats(start_cpu: i32, cpus: u32, #[unused_flags] flags: u32) -> Vec<TypedParameters>;

    /// The label of the guest's process.
    #[operation(c = "virDomainGetSecurityLabel", since = "0.6.1", access = "domain:read", wire = 121, priority = "high")]
    fn security_label() -> SecurityLabel;

    /// The labels of the guest's process, one of each security model.
    #[operation(c = "virDomainGetSecurityLabelList", since = "0.10.0", access = "domain:read", wire = 278, priority = "high")]
    fn security_label_list() -> Vec<SecurityLabel>;

    /// What proves that the guest's memory is protected, by the names in `DomainLaunchSecurityParameters`.
    #[operation(c = "virDomainGetLaunchSecurityInfo", since = "4.5.0", access = "domain:read", wire = 396, read_only = "refused")]
    fn launch_security_info(#[unused_flags] flags: u32) -> TypedParameters;

    /// Puts a secret into the protected memory of a guest that has not begun to run.
    #[operation(c = "virDomainSetLaunchSecurityState", since = "8.0.0", access = "domain:write", wire = 439)]
    fn set_launch_security_state(
        #[non_empty] #[parameters(DomainLaunchSecurityParameters)] parameters: TypedParameters,
        #[unused_flags] flags: u32,
    );
}
