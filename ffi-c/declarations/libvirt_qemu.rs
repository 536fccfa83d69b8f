//! `libvirt-qemu.h` as Rust says it.
//!
//! Input of `cargo xtask codegen`; not compiled. Parameters have the names of the operation's arguments.

/// Told of an event of QEMU's own; `details` is JSON, or null.
pub type virConnectDomainQemuMonitorEventCallback = Option<unsafe extern "C" fn(conn: virConnectPtr, dom: virDomainPtr, event: *const c_char, seconds: c_longlong, micros: c_uint, details: *const c_char, opaque: *mut c_void)>;

/// Another name in `virDomainQemuAgentCommandTimeoutValues`.
pub const VIR_DOMAIN_QEMU_AGENT_COMMAND_BLOCK: c_int = VIR_DOMAIN_AGENT_RESPONSE_TIMEOUT_BLOCK;

/// Another name in `virDomainQemuAgentCommandTimeoutValues`.
pub const VIR_DOMAIN_QEMU_AGENT_COMMAND_DEFAULT: c_int = VIR_DOMAIN_AGENT_RESPONSE_TIMEOUT_DEFAULT;

/// Another name in `virDomainQemuAgentCommandTimeoutValues`.
pub const VIR_DOMAIN_QEMU_AGENT_COMMAND_MIN: c_int = VIR_DOMAIN_AGENT_RESPONSE_TIMEOUT_BLOCK;

/// Another name in `virDomainQemuAgentCommandTimeoutValues`.
pub const VIR_DOMAIN_QEMU_AGENT_COMMAND_NOWAIT: c_int = VIR_DOMAIN_AGENT_RESPONSE_TIMEOUT_NOWAIT;

/// Another name in `virDomainQemuAgentCommandTimeoutValues`.
pub const VIR_DOMAIN_QEMU_AGENT_COMMAND_SHUTDOWN: c_int = 60;

/// No flag of `virDomainQemuMonitorCommandFlags`.
pub const VIR_DOMAIN_QEMU_MONITOR_COMMAND_DEFAULT: c_int = 0;

unsafe extern "C" {
    /// Ends the callback with this number.
    #[by_hand(since = "1.2.3")]
    pub fn virConnectDomainQemuMonitorEventDeregister(conn: virConnectPtr, callbackID: c_int) -> c_int;
    /// Asks to be told of an event of QEMU's monitor, of all domains or of one; without a name, of all events.
    #[by_hand(since = "1.2.3")]
    #[optional(freecb)]
    pub fn virConnectDomainQemuMonitorEventRegister(conn: virConnectPtr, dom: virDomainPtr, event: *const c_char, cb: virConnectDomainQemuMonitorEventCallback, opaque: *mut c_void, freecb: virFreeCallback, flags: c_uint) -> c_int;
    #[named(command = "cmd")]
    pub fn virDomainQemuAgentCommand(domain: virDomainPtr, cmd: *const c_char, timeout: c_int, flags: c_uint) -> *mut c_char;
    #[named(process = "pid_value")]
    #[optional(flags)]
    pub fn virDomainQemuAttach(conn: virConnectPtr, pid_value: c_uint, flags: c_uint) -> virDomainPtr;
    #[named(command = "cmd")]
    #[required(result)]
    pub fn virDomainQemuMonitorCommand(domain: virDomainPtr, cmd: *const c_char, result: *mut *mut c_char, flags: c_uint) -> c_int;
    /// Sends one command to QEMU's monitor, with files for it, and gives its answer and files that came with that.
    #[by_hand(since = "8.2.0")]
    pub fn virDomainQemuMonitorCommandWithFiles(domain: virDomainPtr, cmd: *const c_char, ninfiles: c_uint, infiles: *mut c_int, noutfiles: *mut c_uint, outfiles: *mut *mut c_int, result: *mut *mut c_char, flags: c_uint) -> c_int;
}
