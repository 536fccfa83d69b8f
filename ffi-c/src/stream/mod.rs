//! Streams: what a program makes with `virStreamNew`, gives to the call that opens something, and reads or writes.
//!
//! `all` moves whole streams, `callbacks` tells programs when there is something to move, `sparse` is about holes.

pub mod all;
pub mod callbacks;
pub mod sparse;

use std::ffi::{c_char, c_int, c_uint};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use ferrovirt::error::{Error, ErrorCode, ErrorDomain, Result};
use ferrovirt::{Readable, Stream};

use crate::boundary::call;
use crate::event_loop::{self, Alarm};
use crate::object::{Held, Object, virConnectPtr, virStreamPtr};
use crate::take::{items, must_not_be_null};
use crate::wait;

/// `VIR_STREAM_NONBLOCK`.
const NONBLOCK: c_uint = 1;
/// What a call that would have to wait returns on a stream that does not.
const WOULD_BLOCK: c_int = -2;
/// `VIR_STREAM_RECV_STOP_AT_HOLE`.
const STOP_AT_HOLE: c_uint = 1;
/// What a call that stops at holes returns at one.
const AT_HOLE: c_int = -3;
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
    to_read: Known<Readable>,
    to_write: Known<()>,
    watch: Option<Watch>,
}

/// What is known of whether a call would have to wait.
#[derive(Clone, Copy, Default)]
enum Known<T> {
    #[default]
    Unknown,
    /// A thread waits until it would not.
    Asked,
    Ready(T),
}

struct Watch {
    number: c_int,
    alarm: Alarm,
    events: c_int,
}

/// The fields are replaced as wholes.
fn lock(mutex: &Mutex<Shared>) -> MutexGuard<'_, Shared> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

fn not_open(function: &str) -> Error {
    Error::unsupported(ErrorDomain::Streams, function).with_hint("the stream has to be opened by another call first")
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

    /// Some bytes; nothing means that there are none yet.
    fn receive(&self, limit: usize, function: &str) -> Result<Option<Vec<u8>>> {
        let stream = self.stream(function)?;
        let received = match self.is_nonblocking {
            true => stream.try_receive(limit),
            false => wait(stream.receive(limit)).map(Some),
        };
        self.has_read();
        received
    }

    /// Whether a hole comes next; nothing means that this is not known yet.
    pub fn next_hole(&self, function: &str) -> Result<Option<Option<u64>>> {
        let stream = self.stream(function)?;
        match self.is_nonblocking {
            true => stream.try_next_hole(),
            false => wait(stream.next_hole()).map(Some),
        }
    }

    /// Takes the hole that comes next.
    pub fn take_hole(&self, function: &str) -> Result<u64> {
        let stream = self.stream(function)?;
        let Some(length) = wait(stream.next_hole())? else { return Ok(0) };
        wait(stream.receive_part(1))?;
        self.has_read();
        Ok(length)
    }

    /// What was there to read may be gone now.
    fn has_read(&self) {
        let mut shared = lock(&self.shared);
        if matches!(shared.to_read, Known::Ready(Readable::Yes)) {
            shared.to_read = Known::Unknown;
        }
    }

    fn send(&self, data: &[u8], function: &str) -> Result<Option<usize>> {
        let stream = self.stream(function)?;
        let sent = match self.is_nonblocking {
            true => stream.try_send(data),
            false => wait(stream.send(data)).map(Some),
        };
        let mut shared = lock(&self.shared);
        if matches!(shared.to_write, Known::Ready(())) {
            shared.to_write = Known::Unknown;
        }
        sent
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

/// As `virStreamRecv`; with the flag to stop at holes, -3 tells that one comes next.
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
        stream.content.stream(scope.function)?;
        if flags & !STOP_AT_HOLE != 0 {
            let detail = format!("unsupported flags (0x{:x}) in virStreamRecvFlags", flags & !STOP_AT_HOLE);
            return Err(Error::invalid_argument(ErrorDomain::Streams, detail));
        }
        if flags & STOP_AT_HOLE != 0 {
            match stream.content.next_hole(scope.function)? {
                None => return Ok(WOULD_BLOCK),
                Some(Some(_)) => return Ok(AT_HOLE),
                Some(None) => {}
            }
        }
        receive(stream, data, nbytes, scope.function)
    })
}

unsafe fn receive(stream: &Object<StreamState>, data: *mut c_char, nbytes: usize, function: &str) -> Result<c_int> {
    if data.is_null() {
        return Err(must_not_be_null("data"));
    }
    if nbytes == 0 {
        stream.content.stream(function)?;
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
        stream.content.stream(scope.function)?;
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
        // One that was never opened has nothing to give up.
        if let Ok(stream) = stream.content.stream(scope.function) {
            stream.abort();
        }
        Ok(0)
    })
}
