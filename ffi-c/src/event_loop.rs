//! Event loops: the one that the program brings, or the default one of this library.
//!
//! The library asks its loop for one thing: to be called when a descriptor of its own is ready. Everything that C programs hear of asynchronously is delivered on the loop's thread. The default loop polls; a
//! pipe of its own wakes it when another thread changes what it waits for.

use std::ffi::{c_int, c_void};
use std::os::fd::{AsRawFd, FromRawFd, OwnedFd};
use std::sync::{Arc, Mutex, MutexGuard, OnceLock, PoisonError};
use std::time::{Duration, Instant};

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

/// Whether a loop was registered.
pub fn is_registered() -> bool {
    IMPLEMENTATION.get().is_some()
}

/// Wakes the loop for a delivery of the library's own. Any thread may: foreign loops need not be safe for that, so what
/// wakes them is a descriptor.
#[derive(Clone)]
pub struct Alarm(Arc<OwnedFd>);

impl Alarm {
    /// A descriptor that is readable when it was rung.
    fn new() -> Result<Alarm> {
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

/// An alarm for `watch`.
pub fn alarm() -> Result<Alarm> {
    Alarm::new()
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

/// The default loop.
mod default_loop {
    use super::*;

    /// More of `virEventHandleType`.
    const WRITABLE: c_int = 2;
    const ERROR: c_int = 4;
    const HANGUP: c_int = 8;

    struct Handle {
        watch: c_int,
        descriptor: c_int,
        events: c_int,
        callback: virEventHandleCallback,
        opaque: Opaque,
        free: virFreeCallback,
        is_removed: bool,
    }

    struct Timer {
        number: c_int,
        period: Option<Duration>,
        due: Option<Instant>,
        callback: virEventTimeoutCallback,
        opaque: Opaque,
        free: virFreeCallback,
        is_removed: bool,
    }

    #[derive(Clone, Copy)]
    struct Opaque(*mut c_void);

    // SAFETY: the program vouches that its data may be used on the loop's thread.
    unsafe impl Send for Opaque {}

    #[derive(Default)]
    struct State {
        next: c_int,
        handles: Vec<Handle>,
        timers: Vec<Timer>,
    }

    static STATE: Mutex<State> = Mutex::new(State { next: 1, handles: Vec::new(), timers: Vec::new() });
    static WAKE: OnceLock<Alarm> = OnceLock::new();

    /// The lists are whole after every statement.
    fn state() -> MutexGuard<'static, State> {
        STATE.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Makes the descriptor that wakes the loop.
    pub fn prepare() -> Result<()> {
        if WAKE.get().is_none() {
            // Another thread may be faster; its alarm stays.
            let _ = WAKE.set(Alarm::new()?);
        }
        Ok(())
    }

    fn wake() {
        if let Some(alarm) = WAKE.get() {
            alarm.ring();
        }
    }

    fn period(timeout: c_int) -> Option<Duration> {
        u64::try_from(timeout).ok().map(Duration::from_millis)
    }

    impl State {
        fn number(&mut self) -> c_int {
            let number = self.next;
            self.next = self.next.checked_add(1).unwrap_or(1);
            number
        }
    }

    pub unsafe extern "C" fn add_handle(
        fd: c_int,
        events: c_int,
        callback: virEventHandleCallback,
        opaque: *mut c_void,
        free: virFreeCallback,
    ) -> c_int {
        quietly(-1, || {
            let mut state = state();
            let watch = state.number();
            state.handles.push(Handle {
                watch,
                descriptor: fd,
                events,
                callback,
                opaque: Opaque(opaque),
                free,
                is_removed: false,
            });
            drop(state);
            wake();
            watch
        })
    }

    pub unsafe extern "C" fn update_handle(watch: c_int, events: c_int) {
        quietly((), || {
            if let Some(handle) = state().handles.iter_mut().find(|handle| handle.watch == watch) {
                handle.events = events;
            }
            wake();
        });
    }

    pub unsafe extern "C" fn remove_handle(watch: c_int) -> c_int {
        quietly(-1, || {
            let mut state = state();
            let found = state.handles.iter_mut().find(|handle| handle.watch == watch && !handle.is_removed);
            let is_found = found.map(|handle| handle.is_removed = true).is_some();
            drop(state);
            wake();
            if is_found { 0 } else { -1 }
        })
    }

    pub unsafe extern "C" fn add_timeout(
        timeout: c_int,
        callback: virEventTimeoutCallback,
        opaque: *mut c_void,
        free: virFreeCallback,
    ) -> c_int {
        quietly(-1, || {
            let mut state = state();
            let number = state.number();
            let period = period(timeout);
            let due = period.map(|period| Instant::now() + period);
            state.timers.push(Timer { number, period, due, callback, opaque: Opaque(opaque), free, is_removed: false });
            drop(state);
            wake();
            number
        })
    }

    pub unsafe extern "C" fn update_timeout(timer: c_int, timeout: c_int) {
        quietly((), || {
            if let Some(found) = state().timers.iter_mut().find(|each| each.number == timer) {
                found.period = period(timeout);
                found.due = found.period.map(|period| Instant::now() + period);
            }
            wake();
        });
    }

    pub unsafe extern "C" fn remove_timeout(timer: c_int) -> c_int {
        quietly(-1, || {
            let mut state = state();
            let found = state.timers.iter_mut().find(|each| each.number == timer && !each.is_removed);
            let is_found = found.map(|timer| timer.is_removed = true).is_some();
            drop(state);
            wake();
            if is_found { 0 } else { -1 }
        })
    }

    /// Waits for what is due first, and calls who wants to know, with nothing locked.
    pub fn run_once() -> Result<()> {
        prepare()?;
        release_removed();
        let wake = WAKE.get();
        let descriptor = wake.map_or(-1, |alarm| alarm.0.as_raw_fd());
        let mut polled = vec![libc::pollfd { fd: descriptor, events: libc::POLLIN, revents: 0 }];
        let mut watches = Vec::new();
        let mut due: Option<Instant> = None;
        {
            let state = state();
            for handle in state.handles.iter().filter(|handle| !handle.is_removed && handle.events != 0) {
                polled.push(libc::pollfd { fd: handle.descriptor, events: to_poll(handle.events), revents: 0 });
                watches.push(handle.watch);
            }
            for timer in state.timers.iter().filter(|timer| !timer.is_removed) {
                due = [due, timer.due].into_iter().flatten().min();
            }
        }
        let timeout = due.map_or(-1, |due| {
            let left = due.saturating_duration_since(Instant::now());
            c_int::try_from(left.as_micros().div_ceil(1000)).unwrap_or(c_int::MAX)
        });
        let count = libc::nfds_t::try_from(polled.len()).unwrap_or(libc::nfds_t::MAX);
        // SAFETY: the array has as many entries.
        if unsafe { libc::poll(polled.as_mut_ptr(), count, timeout) } < 0 {
            let error = std::io::Error::last_os_error();
            if error.kind() != std::io::ErrorKind::Interrupted {
                return Err(Error::system(ErrorDomain::Event, "Unable to poll on file handles", &error));
            }
            return Ok(());
        }
        if let (Some(alarm), true) = (wake, polled[0].revents != 0) {
            alarm.hush();
        }
        call_timers();
        for (watch, polled) in watches.into_iter().zip(&polled[1..]) {
            if polled.revents != 0 {
                call_handle(watch, from_poll(polled.revents));
            }
        }
        release_removed();
        Ok(())
    }

    fn call_timers() {
        let now = Instant::now();
        let due: Vec<c_int> = {
            let state = state();
            let is_due = |timer: &&Timer| !timer.is_removed && timer.due.is_some_and(|due| due <= now);
            state.timers.iter().filter(is_due).map(|timer| timer.number).collect()
        };
        for number in due {
            // What an earlier callback removed or moved is not due any more.
            let found = {
                let mut state = state();
                let timer = state.timers.iter_mut().find(|timer| timer.number == number && !timer.is_removed);
                timer.filter(|timer| timer.due.is_some_and(|due| due <= now)).map(|timer| {
                    timer.due = timer.period.map(|period| now + period);
                    (timer.callback, timer.opaque)
                })
            };
            if let Some((Some(callback), opaque)) = found {
                // SAFETY: the program vouches for the callback until the timer is released.
                unsafe { callback(number, opaque.0) };
            }
        }
    }

    fn call_handle(watch: c_int, events: c_int) {
        let found = {
            let state = state();
            let handle = state.handles.iter().find(|handle| handle.watch == watch && !handle.is_removed);
            handle.map(|handle| (handle.callback, handle.descriptor, handle.opaque))
        };
        if let Some((Some(callback), descriptor, opaque)) = found {
            // SAFETY: the program vouches for the callback until the watch is released.
            unsafe { callback(watch, descriptor, events, opaque.0) };
        }
    }

    /// Calls the free functions of what was removed, once each and with nothing locked.
    fn release_removed() {
        let removed: Vec<(virFreeCallback, Opaque)> = {
            let mut state = state();
            let handles =
                state.handles.extract_if(.., |handle| handle.is_removed).map(|handle| (handle.free, handle.opaque));
            let mut removed: Vec<_> = handles.collect();
            let timers = state.timers.extract_if(.., |timer| timer.is_removed).map(|timer| (timer.free, timer.opaque));
            removed.extend(timers);
            removed
        };
        for (free, opaque) in removed {
            if let Some(free) = free {
                // SAFETY: the registration is gone; this is its last use.
                unsafe { free(opaque.0) };
            }
        }
    }

    fn to_poll(events: c_int) -> libc::c_short {
        let bit = |event, poll| if events & event != 0 { poll } else { 0 };
        bit(READABLE, libc::POLLIN)
            | bit(WRITABLE, libc::POLLOUT)
            | bit(ERROR, libc::POLLERR)
            | bit(HANGUP, libc::POLLHUP)
    }

    fn from_poll(events: libc::c_short) -> c_int {
        let bit = |poll, event| if events & poll != 0 { event } else { 0 };
        bit(libc::POLLIN, READABLE)
            | bit(libc::POLLOUT, WRITABLE)
            | bit(libc::POLLERR | libc::POLLNVAL, ERROR)
            | bit(libc::POLLHUP, HANGUP)
    }
}
