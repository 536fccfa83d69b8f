//! The default loop: polls, and calls who wants to know with nothing locked. A descriptor of its own wakes it when another
//! thread changes what it waits for.

use std::ffi::{c_int, c_void};
use std::os::fd::AsRawFd;
use std::sync::{Mutex, MutexGuard, OnceLock, PoisonError};
use std::time::{Duration, Instant};

use ferrovirt::error::{Error, ErrorDomain, Result};

use super::{Alarm, READABLE};
use crate::boundary::quietly;
use crate::generated::layout::*;

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
    bit(READABLE, libc::POLLIN) | bit(WRITABLE, libc::POLLOUT) | bit(ERROR, libc::POLLERR) | bit(HANGUP, libc::POLLHUP)
}

fn from_poll(events: libc::c_short) -> c_int {
    let bit = |poll, event| if events & poll != 0 { event } else { 0 };
    bit(libc::POLLIN, READABLE)
        | bit(libc::POLLOUT, WRITABLE)
        | bit(libc::POLLERR | libc::POLLNVAL, ERROR)
        | bit(libc::POLLHUP, HANGUP)
}
