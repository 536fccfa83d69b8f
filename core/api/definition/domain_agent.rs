//! Operations that a domain's guest agent answers, and others that reach into the guest.
//!
//! Input of `cargo xtask codegen`; not compiled. `mod.md` beside this file explains the attributes.

/// The inside of the guest.
#[extends(family = "hypervisor")]
pub trait Domain {
    /// The guest's clock.
    #[operation(c = "virDomainGetTime", since = "1.2.5", access = "domain:write", wire = 337)]
    fn time(#[unused_flags] flags: u32) -> DomainTime;

    /// Sets the guest's clock to a moment since 1970, or with the flag to its real-time clock.
    #[operation(c = "virDomainSetTime", since = "1.2.5", access = "domain:set-time", wire = 338)]
    fn set_time(seconds: i64, nanoseconds: u32, flags: DomainSetTimeFlags);

    /// What the guest tells of itself: users, system, time zone, file systems, disks, interfaces, load; by the names in
    /// `DomainGuestInfoParameters`.
    #[operation(c = "virDomainGetGuestInfo", since = "5.7.0", access = "domain:write", wire = 418)]
    fn guest_info(types: DomainGuestInfoTypes, #[unused_flags] flags: u32) -> TypedParameters;

    /// Which processors the guest knows, uses and can turn off: the parameters `vcpus`, `online` and `offlinable` name
    /// them as in `0-3,^2`.
    #[operation(c = "virDomainGetGuestVcpus", since = "2.0.0", access = "domain:write", wire = 371)]
    fn guest_vcpus(#[unused_flags] flags: u32) -> TypedParameters;

    /// Has the guest turn processors on or off; they are named as in `0-3,^2`.
    #[operation(c = "virDomainSetGuestVcpus", since = "2.0.0", access = "domain:write", wire = 372)]
    fn set_guest_vcpus(vcpus: String, state: bool, #[unused_flags] flags: u32);

    /// The file systems that the guest has mounted.
    #[operation(c = "virDomainGetFSInfo", since = "1.2.11", access = "domain:fs-freeze", wire = 349)]
    fn fs_info(#[unused_flags] flags: u32) -> Vec<DomainFsInfo>;

    /// Has the guest stop writing to file systems, or to all; says how many.
    #[operation(c = "virDomainFSFreeze", since = "1.2.5", access = "domain:fs-freeze", wire = 335)]
    fn fs_freeze(mount_points: Vec<String>, #[unused_flags] flags: u32) -> u32;

    /// Lets the guest write to frozen file systems again, or to all; says how many.
    #[operation(c = "virDomainFSThaw", since = "1.2.5", access = "domain:fs-freeze", wire = 336)]
    fn fs_thaw(mount_points: Vec<String>, #[unused_flags] flags: u32) -> u32;

    /// Has the guest give back blocks that it does not use, in ranges of at least so many bytes.
    #[operation(c = "virDomainFSTrim", since = "1.0.1", access = "domain:fs-trim", wire = 294)]
    fn fs_trim(mount_point: Option<String>, minimum: u64, #[unused_flags] flags: u32);

    /// Gives a user of the guest another password.
    #[operation(c = "virDomainSetUserPassword", since = "1.2.16", access = "domain:set-password", wire = 357)]
    fn set_user_password(user: String, password: String, flags: DomainSetUserPasswordFlags);

    /// The keys that let somebody log in as a user of the guest.
    #[operation(c = "virDomainAuthorizedSSHKeysGet", since = "6.10.0", access = "domain:write", wire = 424)]
    fn authorized_ssh_keys(#[non_empty] user: String, #[unused_flags] flags: u32) -> Vec<String>;

    /// Replaces the keys that let somebody log in as a user of the guest, or adds or removes some.
    #[operation(c = "virDomainAuthorizedSSHKeysSet", since = "6.10.0", access = "domain:write", wire = 425, exclusive = "APPEND|REMOVE")]
    fn set_authorized_ssh_keys(#[non_empty] user: String, keys: Vec<String>, flags: DomainAuthorizedSshKeysSetFlags);

    /// The addresses of the guest's interfaces, from this source.
    #[operation(
        c = "virDomainInterfaceAddresses", since = "1.2.14", access = "domain:read, domain:write@source=VIR_DOMAIN_INTERFACE_ADDRESSES_SRC_AGENT", wire = 353,
    )]
    fn interface_addresses(source: DomainInterfaceAddressesSource, #[unused_flags] flags: u32) -> Vec<DomainInterface>;

    /// Has the guest suspend itself; it wakes after so many seconds, or when something wakes it where that is 0.
    #[operation(c = "virDomainPMSuspendForDuration", since = "0.9.10", access = "domain:pm-control", wire = 261)]
    fn pm_suspend_for_duration(target: NodeSuspendTarget, duration: u64, #[unused_flags] flags: u32);

    /// Wakes the guest that suspended itself.
    #[operation(c = "virDomainPMWakeup", since = "0.9.11", access = "domain:pm-control", wire = 267)]
    fn pm_wakeup(#[unused_flags] flags: u32);

    /// Sends a signal to a process of the guest.
    #[operation(c = "virDomainSendProcessSignal", since = "1.0.1", access = "domain:send-signal", wire = 295)]
    fn send_process_signal(#[non_zero] process: i64, signal: DomainProcessSignal, #[unused_flags] flags: u32);

    /// Sends the guest a non-maskable interrupt.
    #[operation(c = "virDomainInjectNMI", since = "0.9.2", access = "domain:inject-nmi", wire = 210)]
    fn inject_nmi(#[unused_flags] flags: u32);

    /// Bytes of the guest's memory.
    #[operation(c = "virDomainMemoryPeek", since = "0.4.2", access = "domain:mem-read", wire = 104, exclusive = "VIRTUAL|PHYSICAL")]
    fn memory_peek(start: u64, size: u64, flags: DomainMemoryFlags) -> Bytes;
}
