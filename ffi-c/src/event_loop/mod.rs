//! Event loops: the one that the program brings, or the default one of this library.
//!
//! The library asks its loop for two things: to be called when a descriptor of its own is ready, and after a time.
//! Everything that C programs hear of asynchronously is delivered on the loop's thread. The functions of a loop are the
//! program's: nothing of ours is locked while they run.

mod default_loop;

use std::ffi::{c_int, c_void};
use std::os::fd::{AsRawFd, FromRawFd, OwnedFd};
use std::sync::{Arc, OnceLock};

use ferrovirt::error::{Error, ErrorCode, ErrorDomain, Result};

use crate::boundary::{call, quietly};
use crate::generated::layout::*;

/// The functions of the loop in use.
#[derive(Clone, Copy)]
struct Implementation {
    add_handle: virEventAddHandleFunc,
    update_handle: virEventUpdateHandleFunc,
    remove_handle: virEventRemoveHandleFunc,
    add_timeout: virEventAddTimeoutFunc,
    update_timeout: virEventUpdateTimeoutFunc,
    remove_timeout: virEventRemoveTimeoutFunc,
}

static IMPLEMENTATION: OnceLock<Implementation> = OnceLock::new();

/// The loop in use.
fn implementation() -> Result<&'static Implementation> {
    IMPLEMENTATION.get().ok_or_else(|| {
        Error::new(ErrorCode::InternalError, ErrorDomain::Event, "no event loop implementation was registered")
            .with_hint("call virEventRegisterDefaultImpl or virEventRegisterImpl first")
    })
}

/// Wakes the loop for a delivery of the library's own. Any thread may: foreign loops need not be safe for that, so what
/// wakes them is a descriptor.
#[derive(Clone)]
pub struct Alarm(Arc<OwnedFd>);

impl Alarm {
    /// A descriptor that is readable when it was rung.
    pub fn new() -> Result<Alarm> {
        // SAFETY: the call takes no pointers.
        let descriptor = unsafe { libc::eventfd(0, libc::EFD_CLOEXEC | libc::EFD_NONBLOCK) };
        if descriptor < 0 {
            let error = std::io::Error::last_os_error();
            return Err(Error::system(ErrorDomain::Event, "Unable to create a wake-up for the event loop", &error));
        }
        // SAFETY: the descriptor is new and nobody else's.
        Ok(Alarm(Arc::new(unsafe { OwnedFd::from_raw_fd(descriptor) })))
    }

    /// Has the callback called on the loop's thread.
    pub fn ring(&self) {
        let one = 1u64;
        // SAFETY: eight bytes of a number; a full counter rings already.
        unsafe { libc::write(self.0.as_raw_fd(), std::ptr::from_ref(&one).cast(), size_of::<u64>()) };
    }

    /// Silences it: the first thing that a callback does.
    pub fn hush(&self) {
        let mut count = 0u64;
        // SAFETY: room for the eight bytes of the counter.
        unsafe { libc::read(self.0.as_raw_fd(), std::ptr::from_mut(&mut count).cast(), size_of::<u64>()) };
    }
}

/// An alarm on the loop in use, and the number of its watch. The callback silences it.
///
/// # Safety
/// The callback may be called with `opaque` on the loop's thread until the watch was removed and `free` was called.
pub unsafe fn watch(
    alarm: &Alarm,
    callback: virEventHandleCallback,
    opaque: *mut c_void,
    free: virFreeCallback,
) -> Result<c_int> {
    let add = implementation()?.add_handle;
    let descriptor = alarm.0.as_raw_fd();
    let watch = add.map_or(-1, |add| unsafe { add(descriptor, READABLE, callback, opaque, free) });
    match watch < 0 {
        true => {
            Err(Error::new(ErrorCode::InternalError, ErrorDomain::Event, "the event loop could not watch a descriptor"))
        }
        false => Ok(watch),
    }
}

/// Ends a watch of the library's own.
pub fn unwatch(watch: c_int) {
    if let Some(remove) = IMPLEMENTATION.get().and_then(|functions| functions.remove_handle) {
        // SAFETY: the program registered the function to be called so.
        unsafe { remove(watch) };
    }
}

/// `VIR_EVENT_HANDLE_READABLE`.
const READABLE: c_int = 1;

/// A timer of the loop in use, in milliseconds.
///
/// # Safety
/// As for [`watch`].
pub unsafe fn add_timeout(
    timeout: c_int,
    callback: virEventTimeoutCallback,
    opaque: *mut c_void,
    free: virFreeCallback,
) -> Result<c_int> {
    let function = implementation()?.add_timeout;
    let timer = function.map_or(-1, |add| unsafe { add(timeout, callback, opaque, free) });
    match timer < 0 {
        true => Err(Error::new(ErrorCode::InternalError, ErrorDomain::Event, "the event loop could not set a timer")),
        false => Ok(timer),
    }
}

/// Changes a timer of the library's own: on the loop's thread, or on one that the program calls from.
pub fn update_timeout(timer: c_int, timeout: c_int) {
    if let Some(update) = IMPLEMENTATION.get().and_then(|functions| functions.update_timeout) {
        // SAFETY: the program registered the function to be called so.
        unsafe { update(timer, timeout) };
    }
}

/// Ends a timer of the library's own.
pub fn remove_timeout(timer: c_int) {
    if let Some(remove) = IMPLEMENTATION.get().and_then(|functions| functions.remove_timeout) {
        // SAFETY: the program registered the function to be called so.
        unsafe { remove(timer) };
    }
}

/// Brings an event loop of the program's. The first registration stays.
///
/// # Safety
/// The functions stay callable for the life of the process, from any thread.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn virEventRegisterImpl(
    addHandle: virEventAddHandleFunc,
    updateHandle: virEventUpdateHandleFunc,
    removeHandle: virEventRemoveHandleFunc,
    addTimeout: virEventAddTimeoutFunc,
    updateTimeout: virEventUpdateTimeoutFunc,
    removeTimeout: virEventRemoveTimeoutFunc,
) {
    quietly((), || {
        let _first_stays = IMPLEMENTATION.set(Implementation {
            add_handle: addHandle,
            update_handle: updateHandle,
            remove_handle: removeHandle,
            add_timeout: addTimeout,
            update_timeout: updateTimeout,
            remove_timeout: removeTimeout,
        });
    });
}

/// Takes the default event loop; the program runs it with `virEventRunDefaultImpl`.
#[unsafe(no_mangle)]
pub extern "C" fn virEventRegisterDefaultImpl() -> c_int {
    call("virEventRegisterDefaultImpl", |_| {
        default_loop::prepare()?;
        // SAFETY: the functions of the default loop are there for ever.
        unsafe {
            virEventRegisterImpl(
                Some(default_loop::add_handle),
                Some(default_loop::update_handle),
                Some(default_loop::remove_handle),
                Some(default_loop::add_timeout),
                Some(default_loop::update_timeout),
                Some(default_loop::remove_timeout),
            );
        }
        Ok(0)
    })
}

/// Runs one round of the default loop: waits until something is due, and calls who wants to know.
#[unsafe(no_mangle)]
pub extern "C" fn virEventRunDefaultImpl() -> c_int {
    call("virEventRunDefaultImpl", |_| {
        default_loop::run_once()?;
        Ok(0)
    })
}

/// Watches a descriptor on the loop in use.
///
/// # Safety
/// The callback may be called with `opaque` on the loop's thread until the watch was removed and `ff` was called.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn virEventAddHandle(
    fd: c_int,
    events: c_int,
    cb: virEventHandleCallback,
    opaque: *mut c_void,
    ff: virFreeCallback,
) -> c_int {
    quietly(-1, || {
        let add = IMPLEMENTATION.get().and_then(|functions| functions.add_handle);
        add.map_or(-1, |add| unsafe { add(fd, events, cb, opaque, ff) })
    })
}

/// Changes what a watch waits for.
#[unsafe(no_mangle)]
pub extern "C" fn virEventUpdateHandle(watch: c_int, events: c_int) {
    quietly((), || {
        if let Some(update) = IMPLEMENTATION.get().and_then(|functions| functions.update_handle) {
            // SAFETY: the program registered the function to be called so.
            unsafe { update(watch, events) };
        }
    });
}

/// Ends a watch. Gives -1 for one that is not there.
#[unsafe(no_mangle)]
pub extern "C" fn virEventRemoveHandle(watch: c_int) -> c_int {
    quietly(-1, || {
        let remove = IMPLEMENTATION.get().and_then(|functions| functions.remove_handle);
        // SAFETY: the program registered the function to be called so.
        remove.map_or(-1, |remove| unsafe { remove(watch) })
    })
}

/// Sets a timer on the loop in use, in milliseconds; -1 is a timer that waits to be updated.
///
/// # Safety
/// The callback may be called with `opaque` on the loop's thread until the timer was removed and `ff` was called.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn virEventAddTimeout(
    timeout: c_int,
    cb: virEventTimeoutCallback,
    opaque: *mut c_void,
    ff: virFreeCallback,
) -> c_int {
    quietly(-1, || {
        let add = IMPLEMENTATION.get().and_then(|functions| functions.add_timeout);
        add.map_or(-1, |add| unsafe { add(timeout, cb, opaque, ff) })
    })
}

/// Changes a timer.
#[unsafe(no_mangle)]
pub extern "C" fn virEventUpdateTimeout(timer: c_int, timeout: c_int) {
    quietly((), || update_timeout(timer, timeout));
}

/// Ends a timer. Gives -1 for one that is not there.
#[unsafe(no_mangle)]
pub extern "C" fn virEventRemoveTimeout(timer: c_int) -> c_int {
    quietly(-1, || {
        let remove = IMPLEMENTATION.get().and_then(|functions| functions.remove_timeout);
        // SAFETY: the program registered the function to be called so.
        remove.map_or(-1, |remove| unsafe { remove(timer) })
    })
}
