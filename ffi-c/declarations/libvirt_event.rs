//! `libvirt-event.h` as Rust says it.
//!
//! Input of `cargo xtask codegen`; not compiled. Parameters have the names of the operation's arguments.

pub type virEventAddHandleFunc = Option<unsafe extern "C" fn(fd: c_int, event: c_int, cb: virEventHandleCallback, opaque: *mut c_void, ff: virFreeCallback) -> c_int>;

pub type virEventAddTimeoutFunc = Option<unsafe extern "C" fn(timeout: c_int, cb: virEventTimeoutCallback, opaque: *mut c_void, ff: virFreeCallback) -> c_int>;

pub type virEventHandleCallback = Option<unsafe extern "C" fn(watch: c_int, fd: c_int, events: c_int, opaque: *mut c_void)>;

pub type virEventRemoveHandleFunc = Option<unsafe extern "C" fn(watch: c_int) -> c_int>;

pub type virEventRemoveTimeoutFunc = Option<unsafe extern "C" fn(timer: c_int) -> c_int>;

pub type virEventTimeoutCallback = Option<unsafe extern "C" fn(timer: c_int, opaque: *mut c_void)>;

pub type virEventUpdateHandleFunc = Option<unsafe extern "C" fn(watch: c_int, event: c_int)>;

pub type virEventUpdateTimeoutFunc = Option<unsafe extern "C" fn(timer: c_int, timeout: c_int)>;

unsafe extern "C" {
    #[by_hand(since = "0.9.3")]
    pub fn virEventAddHandle(fd: c_int, events: c_int, cb: virEventHandleCallback, opaque: *mut c_void, ff: virFreeCallback) -> c_int;
    #[by_hand(since = "0.9.3")]
    pub fn virEventAddTimeout(timeout: c_int, cb: virEventTimeoutCallback, opaque: *mut c_void, ff: virFreeCallback) -> c_int;
    #[by_hand(since = "0.9.0")]
    pub fn virEventRegisterDefaultImpl() -> c_int;
    #[by_hand(since = "0.5.0")]
    pub fn virEventRegisterImpl(addHandle: virEventAddHandleFunc, updateHandle: virEventUpdateHandleFunc, removeHandle: virEventRemoveHandleFunc, addTimeout: virEventAddTimeoutFunc, updateTimeout: virEventUpdateTimeoutFunc, removeTimeout: virEventRemoveTimeoutFunc);
    #[by_hand(since = "0.9.3")]
    pub fn virEventRemoveHandle(watch: c_int) -> c_int;
    #[by_hand(since = "0.9.3")]
    pub fn virEventRemoveTimeout(timer: c_int) -> c_int;
    #[by_hand(since = "0.9.0")]
    pub fn virEventRunDefaultImpl() -> c_int;
    #[by_hand(since = "0.9.3")]
    pub fn virEventUpdateHandle(watch: c_int, events: c_int);
    #[by_hand(since = "0.9.3")]
    pub fn virEventUpdateTimeout(timer: c_int, timeout: c_int);
}
