//! Operations of a domain.
//!
//! Input of `cargo xtask codegen`; not compiled. `mod.md` beside this file explains the attributes.

/// A guest: running, or just defined.
///
/// The handle is a plain value (UUID, name, connection): clones are cheap, there is nothing to free, and it stays valid
/// while the guest comes and goes. Two handles are equal when connection and UUID are.
#[object(family = "hypervisor")]
pub trait Domain {
    /// Starts the defined guest.
    #[operation(c = "virDomainCreate", since = "0.1.1", access = "domain:start", wire = 9, via = "self.create_with_flags(DomainCreateFlags::empty())")]
    fn create();

    /// Starts the defined guest in the way that the flags say.
    #[operation(c = "virDomainCreateWithFlags", since = "0.8.2", access = "domain:start", wire = 196)]
    fn create_with_flags(flags: DomainCreateFlags) -> Identity;

    /// Asks the guest to shut down, and returns at once; the guest may ignore it.
    #[operation(c = "virDomainShutdown", since = "0.0.3", access = "domain:init-control", wire = 33, via = "self.shutdown_flags(DomainShutdownFlags::empty())")]
    fn shutdown();

    /// Asks the guest to shut down in one of the ways that the flags name, and returns at once.
    #[operation(c = "virDomainShutdownFlags", since = "0.9.10", access = "domain:init-control, domain:write@flags=VIR_DOMAIN_SHUTDOWN_GUEST_AGENT", wire = 258)]
    fn shutdown_flags(flags: DomainShutdownFlags);

    /// Asks the guest to reboot.
    #[operation(c = "virDomainReboot", since = "0.1.0", access = "domain:init-control, domain:write@flags=VIR_DOMAIN_REBOOT_GUEST_AGENT", wire = 27)]
    fn reboot(flags: DomainRebootFlags);

    /// Resets the guest at once, as the reset button does.
    #[operation(c = "virDomainReset", since = "0.9.7", access = "domain:reset", wire = 245)]
    fn reset(#[unused_flags] flags: u32);

    /// Stops the guest's processors; its memory stays.
    #[operation(c = "virDomainSuspend", since = "0.0.3", access = "domain:suspend", wire = 34)]
    fn suspend();

    /// Lets a suspended guest go on.
    #[operation(c = "virDomainResume", since = "0.0.3", access = "domain:suspend", wire = 28)]
    fn resume();

    /// Ends the guest at once, without asking it.
    #[operation(c = "virDomainDestroy", since = "0.0.3", access = "domain:stop", wire = 12, priority = "high", via = "self.destroy_flags(DomainDestroyFlags::empty())")]
    fn destroy();

    /// Ends the guest at once in the way that the flags say.
    #[operation(c = "virDomainDestroyFlags", since = "0.9.4", access = "domain:stop", wire = 234, priority = "high", ends = "domain")]
    fn destroy_flags(flags: DomainDestroyFlags);

    /// Removes the stored definition; an active guest goes on as a transient one.
    #[operation(c = "virDomainUndefine", since = "0.1.1", access = "domain:delete", wire = 35, priority = "high", via = "self.undefine_flags(DomainUndefineFlags::empty())")]
    fn undefine();

    /// Removes the stored definition and what the flags name.
    #[operation(c = "virDomainUndefineFlags", since = "0.9.4", access = "domain:delete", wire = 231, priority = "high", exclusive = "NVRAM|KEEP_NVRAM, TPM|KEEP_TPM")]
    fn undefine_flags(flags: DomainUndefineFlags);

    /// State, memory, virtual processors and processor time in one call.
    #[operation(c = "virDomainGetInfo", since = "0.0.3", access = "domain:read", wire = 16)]
    fn info() -> DomainInfo;

    /// The state, and why it is so.
    #[operation(c = "virDomainGetState", since = "0.9.2", access = "domain:read", wire = 212, priority = "high")]
    fn state(#[unused_flags] flags: u32) -> DomainStateReason;

    /// Whether the domain can be controlled now.
    #[operation(c = "virDomainGetControlInfo", since = "0.9.3", access = "domain:read", wire = 229, priority = "high")]
    fn control_info(#[unused_flags] flags: u32) -> DomainControlInfo;

    /// The domain as a document, in the view that the flags say.
    #[operation(c = "virDomainGetXMLDesc", since = "0.0.3", access = "domain:read, domain:read-secure@flags=VIR_DOMAIN_XML_SECURE, domain:read-secure@flags=VIR_DOMAIN_XML_MIGRATABLE", wire = 14)]
    fn xml_desc(flags: DomainXmlFlags) -> String;

    /// Gives the domain another name; it must not be active.
    #[operation(c = "virDomainRename", since = "1.2.19", access = "domain:write, domain:save", wire = 358)]
    fn rename(#[non_empty] new_name: String, #[unused_flags] flags: u32) -> Identity;

    /// Whether the guest starts with the host.
    #[operation(c = "virDomainGetAutostart", since = "0.2.1", access = "domain:read", wire = 15, priority = "high")]
    fn autostart() -> bool;

    /// Says whether the guest starts with the host.
    #[operation(c = "virDomainSetAutostart", since = "0.2.1", access = "domain:write", wire = 29, priority = "high")]
    fn set_autostart(autostart: bool);

    /// Whether the guest runs or is paused.
    #[operation(c = "virDomainIsActive", since = "0.7.3", access = "domain:read", wire = 150, priority = "high")]
    fn is_active() -> bool;

    /// Whether there is a stored definition.
    #[operation(c = "virDomainIsPersistent", since = "0.7.3", access = "domain:read", wire = 151, priority = "high")]
    fn is_persistent() -> bool;

    /// Whether the stored definition differs from what runs.
    #[operation(c = "virDomainIsUpdated", since = "0.8.6", access = "domain:read", wire = 202, priority = "high")]
    fn is_updated() -> bool;

    /// The kind of operating system interface: `hvm`, `exe`, ...
    #[operation(c = "virDomainGetOSType", since = "0.0.3", access = "domain:read", wire = 19, priority = "high")]
    fn os_type() -> String;

    /// The host name that the guest has.
    #[operation(c = "virDomainGetHostname", since = "0.10.0", access = "domain:write", wire = 277)]
    fn hostname(flags: DomainGetHostnameFlags) -> String;

    /// The most memory the guest may have, in KiB.
    #[operation(c = "virDomainGetMaxMemory", since = "0.0.3", access = "domain:read", wire = 17, priority = "high")]
    fn max_memory() -> u64;

    /// Changes the most memory that the guest may have, in KiB.
    #[operation(c = "virDomainSetMaxMemory", since = "0.0.3", access = "domain:write", wire = 30, priority = "high", via = "self.set_memory_flags(memory, DomainMemoryModFlags::MAXIMUM)")]
    fn set_max_memory(#[non_zero] #[at_most(9007199254740991)] memory: u64);

    /// Changes the memory of the running guest, in KiB.
    #[operation(c = "virDomainSetMemory", since = "0.1.1", access = "domain:write", wire = 31, via = "self.set_memory_flags(memory, DomainMemoryModFlags::LIVE)")]
    fn set_memory(#[non_zero] #[at_most(9007199254740991)] memory: u64);

    /// Changes the memory of the guest, in KiB, where the flags say.
    #[operation(c = "virDomainSetMemoryFlags", since = "0.9.0", access = "domain:write, domain:save@flags=!VIR_DOMAIN_AFFECT_CONFIG|VIR_DOMAIN_AFFECT_LIVE, domain:save@flags=VIR_DOMAIN_AFFECT_CONFIG", wire = 204)]
    fn set_memory_flags(#[non_zero] #[at_most(9007199254740991)] memory: u64, flags: DomainMemoryModFlags);

    /// Memory statistics that the guest and the host tell.
    #[operation(c = "virDomainMemoryStats", since = "0.7.5", access = "domain:read", wire = 159)]
    fn memory_stats(#[unused_flags] flags: u32) -> Vec<DomainMemoryStat>;

    /// The most virtual processors: of the running guest, else of the definition.
    #[operation(
        c = "virDomainGetMaxVcpus", since = "0.2.1", access = "domain:read", wire = 18, priority = "high",
        via = "self.vcpus_flags(DomainVcpuFlags::LIVE | DomainVcpuFlags::MAXIMUM)"
    )]
    fn max_vcpus() -> u32;

    /// How many virtual processors there are, where the flags say.
    #[operation(c = "virDomainGetVcpusFlags", since = "0.8.5", access = "domain:read, domain:write@flags=VIR_DOMAIN_VCPU_GUEST", wire = 200, exclusive = "LIVE|CONFIG")]
    fn vcpus_flags(flags: DomainVcpuFlags) -> u32;

    /// Changes the number of virtual processors of the running guest.
    #[operation(c = "virDomainSetVcpus", since = "0.1.4", access = "domain:write", wire = 32, via = "self.set_vcpus_flags(vcpus, DomainVcpuFlags::LIVE)")]
    fn set_vcpus(#[non_zero] vcpus: u32);

    /// Changes the number of virtual processors where the flags say.
    #[operation(
        c = "virDomainSetVcpusFlags", since = "0.8.5", access = "domain:write, domain:save@flags=!VIR_DOMAIN_AFFECT_CONFIG|VIR_DOMAIN_AFFECT_LIVE, domain:save@flags=VIR_DOMAIN_AFFECT_CONFIG, domain:write@flags=VIR_DOMAIN_VCPU_GUEST", wire = 199,
        exclusive = "GUEST|MAXIMUM, GUEST|CONFIG",
        requires = "MAXIMUM:CONFIG"
    )]
    fn set_vcpus_flags(#[non_zero] vcpus: u32, flags: DomainVcpuFlags);

    /// A picture of a screen: the stream gives the image, in the format that the result's MIME type says.
    #[operation(c = "virDomainScreenshot", since = "0.9.2", access = "domain:screenshot", wire = 211)]
    fn screenshot(screen: u32, #[unused_flags] flags: u32) -> Screenshot;

    /// Presses keys together for `hold_time` milliseconds. At most 16 keys.
    #[operation(c = "virDomainSendKey", since = "0.9.3", access = "domain:send-input", wire = 226)]
    fn send_key(codeset: KeycodeSet, hold_time: u32, #[length(1, 16)] keycodes: Vec<u32>, #[unused_flags] flags: u32);

    /// Bytes and requests of a disk, by its target name (`vda`) or source path.
    #[operation(c = "virDomainBlockStats", since = "0.3.2", access = "domain:read", wire = 64)]
    fn block_stats(disk: String) -> DomainBlockStats;

    /// Size, allocation and physical size of a disk.
    #[operation(c = "virDomainGetBlockInfo", since = "0.8.1", access = "domain:read", wire = 194)]
    fn block_info(#[non_empty] disk: String, #[unused_flags] flags: u32) -> DomainBlockInfo;

    /// Bytes, packets, errors and drops of an interface, by its host device name or MAC address.
    #[operation(c = "virDomainInterfaceStats", since = "0.3.2", access = "domain:read", wire = 65, priority = "high")]
    fn interface_stats(#[non_empty] device: String) -> DomainInterfaceStats;

    /// Opens the console or serial device with this alias; none means the first.
    #[operation(c = "virDomainOpenConsole", since = "0.8.6", access = "domain:open-device", wire = 201, exclusive = "FORCE|SAFE")]
    fn open_console(device_name: Option<String>, flags: DomainConsoleFlags) -> Stream;

    /// Opens the host's end of the channel with this alias or target name; none means the first.
    #[operation(c = "virDomainOpenChannel", since = "1.0.2", access = "domain:open-device", wire = 296)]
    fn open_channel(name: Option<String>, flags: DomainChannelFlags) -> Stream;

    /// How long to wait for the guest agent, in seconds; -2 waits for ever, -1 is the driver's default, 0 not at all.
    #[operation(c = "virDomainAgentSetResponseTimeout", since = "5.10.0", access = "domain:write", wire = 420)]
    fn set_agent_response_timeout(timeout: i32, #[unused_flags] flags: u32);

    /// Sends one command to QEMU's monitor and gives its answer. What it changes, the driver does not know.
    #[operation(c = "virDomainQemuMonitorCommand", since = "0.8.3", access = "domain:write", wire = 1)]
    fn qemu_monitor_command(#[non_empty] command: String, flags: DomainQemuMonitorCommandFlags) -> String;

    /// Sends one command to the guest agent and gives its answer; the time-out is as in
    /// `set_agent_response_timeout`.
    #[operation(c = "virDomainQemuAgentCommand", since = "0.10.0", access = "domain:write", wire = 3)]
    fn qemu_agent_command(#[non_empty] command: String, timeout: i32, #[unused_flags] flags: u32) -> String;
}
