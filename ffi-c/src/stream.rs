//! Streams: what a program makes with `virStreamNew`, gives to the call that opens something, and reads or writes.
//!
//! Readiness callbacks come on the event loop's thread: a thread of the stream waits for bytes and wakes the loop.

use std::ffi::{c_char, c_int, c_uint, c_void};
use std::future::Future;
use std::pin::pin;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::task::{Context, Poll, Waker};

use ferrovirt::Stream;
use ferrovirt::error::{Error, ErrorCode, ErrorDomain, Result};

use crate::boundary::call;
use crate::event_loop::{self, Alarm};
use crate::generated::layout::*;
use crate::object::{Held, Object, virConnectPtr, virStreamPtr};
use crate::take::{items, must_not_be_null};
use crate::wait;

/// `VIR_STREAM_NONBLOCK`.
const NONBLOCK: c_uint = 1;
/// `VIR_STREAM_EVENT_READABLE`.
const READABLE: c_int = 1;
/// `VIR_STREAM_EVENT_WRITABLE`.
const WRITABLE: c_int = 2;
/// `VIR_STREAM_EVENT_HANGUP`.
const HANGUP: c_int = 8;
/// What a call that would have to wait returns on a stream that does not.
const WOULD_BLOCK: c_int = -2;
/// As much as one round of `SendAll` and `RecvAll` moves.
const ROUND: usize = 256 * 1024;

/// What stands behind a `virStreamPtr`.
pub struct StreamState {
    is_nonblocking: bool,
    shared: Arc<Mutex<Shared>>,
}

#[derive(Default)]
struct Shared {
    stream: Option<Stream>,
    /// What was received to learn that there is something to read.
    ahead: Ahead,
    watch: Option<Watch>,
}

#[derive(Default)]
enum Ahead {
    #[default]
    Unknown,
    /// A thread waits for bytes.
    Asked,
    Bytes(Vec<u8>),
    End,
    Failed(Error),
}

struct Watch {
    number: c_int,
    alarm: Alarm,
    events: c_int,
}

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

/// The fields are replaced as wholes.
fn lock(mutex: &Mutex<Shared>) -> MutexGuard<'_, Shared> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

fn not_open(function: &str) -> Error {
    Error::new(ErrorCode::OperationInvalid, ErrorDomain::Streams, format!("{function}: the stream is not open"))
}

impl StreamState {
    /// Ties the stream to what a call opened.
    pub fn open(&self, stream: Stream) -> Result<()> {
        let mut shared = lock(&self.shared);
        if shared.stream.is_some() {
            let detail = "the stream is in use already";
            return Err(Error::new(ErrorCode::OperationInvalid, ErrorDomain::Streams, detail));
        }
        shared.stream = Some(stream);
        Ok(())
    }

    /// What a call opened.
    pub fn stream(&self, function: &str) -> Result<Stream> {
        lock(&self.shared).stream.clone().ok_or_else(|| not_open(function))
    }

    /// Bytes that were received ahead, at most so many.
    fn take_ahead(&self, limit: usize) -> Option<Result<Vec<u8>>> {
        let mut shared = lock(&self.shared);
        match std::mem::take(&mut shared.ahead) {
            Ahead::Unknown => None,
            Ahead::Asked => {
                shared.ahead = Ahead::Asked;
                None
            }
            Ahead::Bytes(mut bytes) => {
                if bytes.len() > limit {
                    shared.ahead = Ahead::Bytes(bytes.split_off(limit));
                }
                Some(Ok(bytes))
            }
            Ahead::End => {
                shared.ahead = Ahead::End;
                Some(Ok(Vec::new()))
            }
            Ahead::Failed(error) => {
                shared.ahead = Ahead::Failed(error.clone());
                Some(Err(error))
            }
        }
    }

    /// Some bytes; nothing means that there are none yet.
    fn receive(&self, limit: usize, function: &str) -> Result<Option<Vec<u8>>> {
        let stream = self.stream(function)?;
        if let Some(ahead) = self.take_ahead(limit) {
            return ahead.map(Some);
        }
        if matches!(lock(&self.shared).ahead, Ahead::Asked) && self.is_nonblocking {
            return Ok(None);
        }
        match self.is_nonblocking {
            true => now(stream.receive(limit)).transpose(),
            false => wait(stream.receive(limit)).map(Some),
        }
    }

    fn send(&self, data: &[u8], function: &str) -> Result<Option<usize>> {
        let stream = self.stream(function)?;
        match self.is_nonblocking {
            true => now(stream.send(data)).transpose(),
            false => wait(stream.send(data)).map(Some),
        }
    }

    /// Ends the watch; its free function runs on the loop.
    fn unwatch(&self) -> bool {
        let watch = lock(&self.shared).watch.take();
        if let Some(watch) = &watch {
            event_loop::unwatch(watch.number);
        }
        watch.is_some()
    }
}

/// The answer when it is there at once.
fn now<T>(future: impl Future<Output = T>) -> Option<T> {
    match pin!(future).poll(&mut Context::from_waker(Waker::noop())) {
        Poll::Ready(answer) => Some(answer),
        Poll::Pending => None,
    }
}

fn counted(count: usize) -> Result<c_int> {
    c_int::try_from(count).map_err(|_| Error::new(ErrorCode::Overflow, ErrorDomain::Streams, count.to_string()))
}

/// A new stream, not yet tied to anything.
///
/// # Safety
/// The connection is null or valid.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn virStreamNew(conn: virConnectPtr, flags: c_uint) -> virStreamPtr {
    call("virStreamNew", |scope| {
        let connection = unsafe { scope.object(conn) }?;
        if flags & !NONBLOCK != 0 {
            let detail = format!("unsupported flags (0x{:x}) in virStreamNew", flags & !NONBLOCK);
            return Err(Error::invalid_argument(ErrorDomain::Streams, detail));
        }
        let state = StreamState { is_nonblocking: flags & NONBLOCK != 0, shared: Arc::default() };
        Ok(Object::create(state, Held::new(connection)))
    })
}

/// Receives up to `nbytes` bytes; 0 is the end, -2 nothing yet on a stream that does not wait.
///
/// # Safety
/// The stream is null or valid; `data` has room for `nbytes` bytes.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn virStreamRecv(stream: virStreamPtr, data: *mut c_char, nbytes: usize) -> c_int {
    call("virStreamRecv", |scope| unsafe { receive(scope.object(stream)?, data, nbytes, scope.function) })
}

/// As `virStreamRecv`; the flag to stop at a hole has no effect on a stream without holes.
///
/// # Safety
/// As for `virStreamRecv`.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn virStreamRecvFlags(
    stream: virStreamPtr,
    data: *mut c_char,
    nbytes: usize,
    flags: c_uint,
) -> c_int {
    call("virStreamRecvFlags", |scope| unsafe {
        let stream = scope.object(stream)?;
        if flags & !1 != 0 {
            let detail = format!("unsupported flags (0x{flags:x}) in virStreamRecvFlags");
            return Err(Error::invalid_argument(ErrorDomain::Streams, detail));
        }
        receive(stream, data, nbytes, scope.function)
    })
}

unsafe fn receive(stream: &Object<StreamState>, data: *mut c_char, nbytes: usize, function: &str) -> Result<c_int> {
    if data.is_null() {
        return Err(must_not_be_null("data"));
    }
    if nbytes == 0 {
        return Ok(0);
    }
    match stream.content.receive(nbytes.min(ROUND), function)? {
        None => Ok(WOULD_BLOCK),
        Some(bytes) => {
            let count = bytes.len().min(nbytes);
            // SAFETY: the program vouches for room for `nbytes` bytes.
            unsafe { std::ptr::copy_nonoverlapping(bytes.as_ptr().cast(), data, count) };
            counted(count)
        }
    }
}

/// Sends up to `nbytes` bytes and gives how many were taken; -2 none yet on a stream that does not wait.
///
/// # Safety
/// The stream is null or valid; `data` points to `nbytes` bytes.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn virStreamSend(stream: virStreamPtr, data: *const c_char, nbytes: usize) -> c_int {
    call("virStreamSend", |scope| unsafe {
        let stream = scope.object(stream)?;
        if data.is_null() {
            return Err(must_not_be_null("data"));
        }
        let bytes = items(data.cast::<u8>(), nbytes, "data")?;
        stream.content.send(bytes, scope.function)?.map_or(Ok(WOULD_BLOCK), counted)
    })
}

/// Ends the stream in good order.
///
/// # Safety
/// The stream is null or valid.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn virStreamFinish(stream: virStreamPtr) -> c_int {
    call("virStreamFinish", |scope| {
        let stream = unsafe { scope.object(stream) }?;
        stream.content.unwatch();
        wait(stream.content.stream(scope.function)?.finish())?;
        Ok(0)
    })
}

/// Gives the stream up.
///
/// # Safety
/// The stream is null or valid.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn virStreamAbort(stream: virStreamPtr) -> c_int {
    call("virStreamAbort", |scope| {
        let stream = unsafe { scope.object(stream) }?;
        stream.content.unwatch();
        stream.content.stream(scope.function)?.abort();
        Ok(0)
    })
}

/// Sends all that a function gives. The stream is not finished by it, but aborted when the function fails.
///
/// # Safety
/// The stream is null or valid; the function may be called with `opaque`.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn virStreamSendAll(
    stream: virStreamPtr,
    handler: virStreamSourceFunc,
    opaque: *mut c_void,
) -> c_int {
    call("virStreamSendAll", |scope| {
        let object = unsafe { scope.object(stream) }?;
        let handler = handler.ok_or_else(|| must_not_be_null("handler"))?;
        must_wait(&object.content, scope.function)?;
        let mut buffer = vec![0u8; ROUND];
        loop {
            // SAFETY: the program vouches for its function; the buffer has as much room.
            let given = unsafe { handler(stream, buffer.as_mut_ptr().cast(), buffer.len(), opaque) };
            let Ok(count) = usize::try_from(given) else {
                return Err(aborted(&object.content, "the source failed"));
            };
            if count == 0 {
                return Ok(0);
            }
            let sent = object.content.stream(scope.function)?;
            if let Err(error) = wait(sent.send_all(&buffer[..count.min(ROUND)])) {
                object.content.stream(scope.function)?.abort();
                return Err(error);
            }
        }
    })
}

/// Gives all that is received to a function. The stream is not finished by it, but aborted when the function fails.
///
/// # Safety
/// The stream is null or valid; the function may be called with `opaque`.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn virStreamRecvAll(
    stream: virStreamPtr,
    handler: virStreamSinkFunc,
    opaque: *mut c_void,
) -> c_int {
    call("virStreamRecvAll", |scope| {
        let object = unsafe { scope.object(stream) }?;
        let handler = handler.ok_or_else(|| must_not_be_null("handler"))?;
        must_wait(&object.content, scope.function)?;
        loop {
            let bytes = object.content.receive(ROUND, scope.function)?.unwrap_or_default();
            if bytes.is_empty() {
                return Ok(0);
            }
            let mut rest = &bytes[..];
            while !rest.is_empty() {
                // SAFETY: the program vouches for its function; the bytes are there.
                let took = unsafe { handler(stream, rest.as_ptr().cast(), rest.len(), opaque) };
                match usize::try_from(took) {
                    Ok(took) => rest = &rest[took.min(rest.len())..],
                    Err(_) => return Err(aborted(&object.content, "the sink failed")),
                }
            }
        }
    })
}

fn must_wait(stream: &StreamState, function: &str) -> Result<()> {
    match stream.is_nonblocking {
        true => Err(Error::new(
            ErrorCode::OperationInvalid,
            ErrorDomain::Streams,
            format!("{function}: data sources cannot be used for non-blocking streams"),
        )),
        false => Ok(()),
    }
}

fn aborted(stream: &StreamState, why: &str) -> Error {
    if let Ok(stream) = stream.stream("") {
        stream.abort();
    }
    Error::new(ErrorCode::OperationFailed, ErrorDomain::Streams, why)
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
        let alarm = event_loop::alarm()?;
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
    call("virStreamEventRemoveCallback", |scope| match unsafe { scope.object(stream) }?.content.unwatch() {
        true => Ok(0),
        false => Err(no_callback()),
    })
}

fn no_callback() -> Error {
    Error::new(ErrorCode::OperationInvalid, ErrorDomain::Streams, "the stream has no callback")
}

/// Which of the wanted events are there.
fn ready(shared: &Shared, wanted: c_int) -> c_int {
    let mut events = wanted & WRITABLE;
    match shared.ahead {
        Ahead::Unknown | Ahead::Asked => {}
        Ahead::Bytes(_) => events |= wanted & READABLE,
        Ahead::End | Ahead::Failed(_) => events |= (wanted & READABLE) | HANGUP,
    }
    events
}

/// Sees to it that the callback comes: now, or when a thread has received something.
fn arm(shared: &Arc<Mutex<Shared>>) {
    let mut state = lock(shared);
    let Some(watch) = &state.watch else { return };
    let (alarm, wanted) = (watch.alarm.clone(), watch.events);
    let is_ready = ready(&state, wanted) != 0;
    let stream = state.stream.clone();
    let asks = wanted & READABLE != 0 && matches!(state.ahead, Ahead::Unknown);
    if asks {
        state.ahead = Ahead::Asked;
    }
    drop(state);
    if is_ready {
        alarm.ring();
    }
    let (true, Some(stream)) = (asks, stream) else { return };
    let own = shared.clone();
    let waiting = std::thread::Builder::new().name("stream".to_owned()).spawn(move || {
        let received = wait(stream.receive(ROUND));
        let mut state = lock(&own);
        state.ahead = match received {
            Ok(bytes) if bytes.is_empty() => Ahead::End,
            Ok(bytes) => Ahead::Bytes(bytes),
            Err(error) => Ahead::Failed(error),
        };
        let alarm = state.watch.as_ref().map(|watch| watch.alarm.clone());
        drop(state);
        if let Some(alarm) = alarm {
            alarm.ring();
        }
    });
    if let Err(error) = waiting {
        lock(shared).ahead =
            Ahead::Failed(Error::system(ErrorDomain::Streams, "Unable to start a thread for a stream", &error));
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
