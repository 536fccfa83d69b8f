//! `libvirt-lxc.h` as Rust says it.
//!
//! Input of `cargo xtask codegen`; not compiled. Parameters have the names of the operation's arguments.

unsafe extern "C" {
    #[by_hand(since = "2.0.0")]
    pub fn virDomainLxcEnterCGroup(domain: virDomainPtr, flags: c_uint) -> c_int;
    #[by_hand(since = "1.0.2")]
    pub fn virDomainLxcEnterNamespace(domain: virDomainPtr, nfdlist: c_uint, fdlist: *mut c_int, noldfdlist: *mut c_uint, oldfdlist: *mut *mut c_int, flags: c_uint) -> c_int;
    #[by_hand(since = "1.0.4")]
    pub fn virDomainLxcEnterSecurityLabel(model: virSecurityModelPtr, label: virSecurityLabelPtr, oldlabel: virSecurityLabelPtr, flags: c_uint) -> c_int;
    #[required(fdlist)]
    pub fn virDomainLxcOpenNamespace(domain: virDomainPtr, fdlist: *mut *mut c_int, flags: c_uint) -> c_int;
}
