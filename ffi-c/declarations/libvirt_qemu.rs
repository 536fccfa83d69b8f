//! How the functions of `libvirt-qemu.h` look in C.
//!
//! Input of `cargo xtask codegen`; not compiled. The parameters have the names of the operation's arguments.

extern "C" {
    fn virDomainQemuMonitorCommand(domain: virDomainPtr, command: *const c_char, result: *mut *mut c_char, flags: c_uint) -> c_int;
    fn virDomainQemuAgentCommand(domain: virDomainPtr, command: *const c_char, timeout: c_int, flags: c_uint) -> *mut c_char;
}
