//! Readiness callbacks: they come on the event loop's thread. Threads of the stream wait until it can be read or written, and wake the loop.

use std::ffi::{c_int, c_void};
use std::sync::{Arc, Mutex};

use ferrovirt::Readable;
use ferrovirt::error::{Error, ErrorCode, ErrorDomain};

use super::{Known, Shared, StreamState, Watch, lock};
use crate::boundary::call;
use crate::event_loop::{self, Alarm};
use crate::generated::layout::*;
use crate::object::{Held, virStreamPtr};
use crate::take::must_not_be_null;
use crate::wait;

/// `VIR_STREAM_EVENT_READABLE`.
const READABLE: c_int = 1;
/// `VIR_STREAM_EVENT_WRITABLE`.
const WRITABLE: c_int = 2;
/// `VIR_STREAM_EVENT_HANGUP`.
const HANGUP: c_int = 8;

/// What the watch of a stream is given.
struct Registration {
    alarm: Alarm,
    stream: virStreamPtr,
    shared: Arc<Mutex<Shared>>,
    callback: virStreamEventCallback,
    opaque: *mut c_void,
    free: virFreeCallback,
    /// The stream stays as long as it is watched.
    _held: Held<StreamState>,
}

/// Asks to be told, on the event loop, when the stream can be read or written, or has ended.
///
/// # Safety
/// The stream is null or valid; the callback may be called with `opaque` until `ff` was.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn virStreamEventAddCallback(
    stream: virStreamPtr,
    events: c_int,
    cb: virStreamEventCallback,
    opaque: *mut c_void,
    ff: virFreeCallback,
) -> c_int {
    call("virStreamEventAddCallback", |scope| {
        let object = unsafe { scope.object(stream) }?;
        object.content.stream(scope.function)?;
        if cb.is_none() {
            return Err(must_not_be_null("cb"));
        }
        if lock(&object.content.shared).watch.is_some() {
            let detail = "the stream has a callback already";
            return Err(Error::new(ErrorCode::OperationInvalid, ErrorDomain::Streams, detail));
        }
        let alarm = Alarm::new()?;
        let registration = Box::new(Registration {
            alarm: alarm.clone(),
            stream,
            shared: object.content.shared.clone(),
            callback: cb,
            opaque,
            free: ff,
            _held: Held::new(object),
        });
        let pointer = Box::into_raw(registration);
        // SAFETY: the loop gives the pointer back to `release`, once.
        let added = unsafe { event_loop::watch(&alarm, Some(deliver), pointer.cast(), Some(release)) };
        let number = match added {
            Ok(number) => number,
            Err(error) => {
                // SAFETY: the loop did not take it, so it is still ours; the program keeps `opaque`.
                unsafe {
                    (*pointer).free = None;
                    drop(Box::from_raw(pointer));
                }
                return Err(error);
            }
        };
        lock(&object.content.shared).watch = Some(Watch { number, alarm, events });
        arm(&object.content.shared);
        Ok(0)
    })
}

/// Changes what the callback waits for.
///
/// # Safety
/// The stream is null or valid.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn virStreamEventUpdateCallback(stream: virStreamPtr, events: c_int) -> c_int {
    call("virStreamEventUpdateCallback", |scope| {
        let object = unsafe { scope.object(stream) }?;
        object.content.stream(scope.function)?;
        match &mut lock(&object.content.shared).watch {
            Some(watch) => watch.events = events,
            None => return Err(no_callback()),
        }
        arm(&object.content.shared);
        Ok(0)
    })
}

/// Ends the callback.
///
/// # Safety
/// The stream is null or valid.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn virStreamEventRemoveCallback(stream: virStreamPtr) -> c_int {
    call("virStreamEventRemoveCallback", |scope| {
        let object = unsafe { scope.object(stream) }?;
        object.content.stream(scope.function)?;
        match object.content.unwatch() {
            true => Ok(0),
            false => Err(no_callback()),
        }
    })
}

fn no_callback() -> Error {
    Error::new(ErrorCode::OperationInvalid, ErrorDomain::Streams, "the stream has no callback")
}

/// Which of the wanted events are there.
fn ready(shared: &Shared, wanted: c_int) -> c_int {
    let mut events = 0;
    if matches!(shared.to_write, Known::Ready(())) {
        events |= wanted & WRITABLE;
    }
    match shared.to_read {
        Known::Unknown | Known::Asked => {}
        Known::Ready(Readable::Yes) => events |= wanted & READABLE,
        Known::Ready(Readable::Ended) => events |= (wanted & READABLE) | HANGUP,
    }
    events
}

/// Sees to it that the callback comes: now, or when a thread has waited for it.
fn arm(shared: &Arc<Mutex<Shared>>) {
    let mut state = lock(shared);
    let (Some(watch), Some(stream)) = (&state.watch, state.stream.clone()) else { return };
    let (alarm, wanted) = (watch.alarm.clone(), watch.events);
    let reads = wanted & READABLE != 0 && matches!(state.to_read, Known::Unknown);
    if reads {
        state.to_read = Known::Asked;
    }
    let writes = wanted & WRITABLE != 0 && matches!(state.to_write, Known::Unknown);
    if writes {
        state.to_write = match stream.is_writable() {
            true => Known::Ready(()),
            false => Known::Asked,
        };
    }
    let waits_to_write = writes && matches!(state.to_write, Known::Asked);
    let is_ready = ready(&state, wanted) != 0;
    drop(state);
    if is_ready {
        alarm.ring();
    }
    if reads {
        let stream = stream.clone();
        await_beside(shared, &alarm, move |own| {
            let readable = wait(async { Ok(stream.readable().await) }).unwrap_or(Readable::Ended);
            lock(own).to_read = Known::Ready(readable);
        });
    }
    if waits_to_write {
        await_beside(shared, &alarm, move |own| {
            // It ends when the other end is gone, too: who sends then hears of it.
            let _ = wait(async { Ok(stream.writable().await) });
            lock(own).to_write = Known::Ready(());
        });
    }
}

/// Waits on a thread, and has the loop look again.
fn await_beside(shared: &Arc<Mutex<Shared>>, alarm: &Alarm, wait: impl FnOnce(&Mutex<Shared>) + Send + 'static) {
    let own = shared.clone();
    let waiting = std::thread::Builder::new().name("stream".to_owned()).spawn(move || {
        wait(&own);
        let alarm = lock(&own).watch.as_ref().map(|watch| watch.alarm.clone());
        if let Some(alarm) = alarm {
            alarm.ring();
        }
    });
    if waiting.is_err() {
        // Without a thread nothing can be learnt: the program's own next call tells what there is.
        let mut state = lock(shared);
        (state.to_read, state.to_write) = (Known::Ready(Readable::Ended), Known::Ready(()));
        drop(state);
        alarm.ring();
    }
}

/// Calls the program on the loop's thread.
unsafe extern "C" fn deliver(_watch: c_int, _fd: c_int, _events: c_int, opaque: *mut c_void) {
    crate::boundary::quietly((), || {
        // SAFETY: the loop gives back what `virStreamEventAddCallback` gave it, until `release`.
        let registration = unsafe { &*opaque.cast::<Registration>() };
        registration.alarm.hush();
        let events = {
            let shared = lock(&registration.shared);
            shared.watch.as_ref().map_or(0, |watch| ready(&shared, watch.events))
        };
        if let (Some(callback), true) = (registration.callback, events != 0) {
            // SAFETY: the program vouches for its callback; nothing is locked.
            unsafe { callback(registration.stream, events, registration.opaque) };
        }
        arm(&registration.shared);
    });
}

unsafe extern "C" fn release(opaque: *mut c_void) {
    crate::boundary::quietly((), || {
        // SAFETY: the loop gives the pointer back once.
        let registration = unsafe { Box::from_raw(opaque.cast::<Registration>()) };
        if let Some(free) = registration.free {
            // SAFETY: the program's own function and data, for the last time.
            unsafe { free(registration.opaque) };
        }
    });
}
