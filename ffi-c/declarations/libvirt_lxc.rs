//! `libvirt-lxc.h` as Rust says it.
//!
//! Input of `cargo xtask codegen`; not compiled. Parameters have the names of the operation's arguments.

unsafe extern "C" {
    /// Moves the calling process into the control groups of a container, which a driver of containers knows.
    #[by_hand(since = "2.0.0")]
    pub fn virDomainLxcEnterCGroup(domain: virDomainPtr, flags: c_uint) -> c_int;
    /// Enters these namespaces with the calling thread; gives its own ones, where wanted, so that it can go back.
    #[by_hand(since = "1.0.2")]
    pub fn virDomainLxcEnterNamespace(domain: virDomainPtr, nfdlist: c_uint, fdlist: *mut c_int, noldfdlist: *mut c_uint, oldfdlist: *mut *mut c_int, flags: c_uint) -> c_int;
    /// Takes a security label for the calling thread; gives the one that it had, where wanted.
    #[by_hand(since = "1.0.4")]
    pub fn virDomainLxcEnterSecurityLabel(model: virSecurityModelPtr, label: virSecurityLabelPtr, oldlabel: virSecurityLabelPtr, flags: c_uint) -> c_int;
    #[required(fdlist)]
    pub fn virDomainLxcOpenNamespace(domain: virDomainPtr, fdlist: *mut *mut c_int, flags: c_uint) -> c_int;
}
