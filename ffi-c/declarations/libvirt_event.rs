//! `libvirt-event.h` as Rust says it.
//!
//! Input of `cargo xtask codegen`; not compiled. Parameters have the names of the operation's arguments.

/// Watches a descriptor for `virEventHandleType`s, and gives the number of the watch, or -1.
pub type virEventAddHandleFunc = Option<unsafe extern "C" fn(fd: c_int, event: c_int, cb: virEventHandleCallback, opaque: *mut c_void, ff: virFreeCallback) -> c_int>;

/// Sets a timer in milliseconds (-1: not now), and gives its number, or -1.
pub type virEventAddTimeoutFunc = Option<unsafe extern "C" fn(timeout: c_int, cb: virEventTimeoutCallback, opaque: *mut c_void, ff: virFreeCallback) -> c_int>;

/// Told that a descriptor is ready.
pub type virEventHandleCallback = Option<unsafe extern "C" fn(watch: c_int, fd: c_int, events: c_int, opaque: *mut c_void)>;

/// Ends a watch; `ff` is called afterwards, not from within.
pub type virEventRemoveHandleFunc = Option<unsafe extern "C" fn(watch: c_int) -> c_int>;

/// Ends a timer; `ff` is called afterwards, not from within.
pub type virEventRemoveTimeoutFunc = Option<unsafe extern "C" fn(timer: c_int) -> c_int>;

/// Told that a timer ended.
pub type virEventTimeoutCallback = Option<unsafe extern "C" fn(timer: c_int, opaque: *mut c_void)>;

/// Changes what a watch waits for.
pub type virEventUpdateHandleFunc = Option<unsafe extern "C" fn(watch: c_int, event: c_int)>;

/// Changes a timer. Any thread may call it.
pub type virEventUpdateTimeoutFunc = Option<unsafe extern "C" fn(timer: c_int, timeout: c_int)>;

unsafe extern "C" {
    /// Watches a descriptor on the loop in use.
    #[by_hand(since = "0.9.3")]
    pub fn virEventAddHandle(fd: c_int, events: c_int, cb: virEventHandleCallback, opaque: *mut c_void, ff: virFreeCallback) -> c_int;
    /// Sets a timer on the loop in use, in milliseconds; -1 is a timer that waits to be updated.
    #[by_hand(since = "0.9.3")]
    pub fn virEventAddTimeout(timeout: c_int, cb: virEventTimeoutCallback, opaque: *mut c_void, ff: virFreeCallback) -> c_int;
    /// Takes the default event loop; the program runs it with `virEventRunDefaultImpl`.
    #[by_hand(since = "0.9.0")]
    pub fn virEventRegisterDefaultImpl() -> c_int;
    /// Brings an event loop of the program's. The first registration stays.
    #[by_hand(since = "0.5.0")]
    pub fn virEventRegisterImpl(addHandle: virEventAddHandleFunc, updateHandle: virEventUpdateHandleFunc, removeHandle: virEventRemoveHandleFunc, addTimeout: virEventAddTimeoutFunc, updateTimeout: virEventUpdateTimeoutFunc, removeTimeout: virEventRemoveTimeoutFunc);
    /// Ends a watch. Gives -1 for one that is not there.
    #[by_hand(since = "0.9.3")]
    pub fn virEventRemoveHandle(watch: c_int) -> c_int;
    /// Ends a timer. Gives -1 for one that is not there.
    #[by_hand(since = "0.9.3")]
    pub fn virEventRemoveTimeout(timer: c_int) -> c_int;
    /// Runs one round of the default loop: waits until something is due, and calls who wants to know.
    #[by_hand(since = "0.9.0")]
    pub fn virEventRunDefaultImpl() -> c_int;
    /// Changes what a watch waits for.
    #[by_hand(since = "0.9.3")]
    pub fn virEventUpdateHandle(watch: c_int, events: c_int);
    /// Changes a timer.
    #[by_hand(since = "0.9.3")]
    pub fn virEventUpdateTimeout(timer: c_int, timeout: c_int);
}
