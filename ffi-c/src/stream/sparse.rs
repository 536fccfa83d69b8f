//! Holes in streams. A stream that was not opened with them has none: a hole that a program sends on it travels as the
//! zeros that it stands for, and none is received.

use std::ffi::{c_int, c_longlong, c_uint, c_void};

use ferrovirt::StreamPart;
use ferrovirt::error::{Error, ErrorDomain, Result};

use super::StreamState;
use super::all::{aborted, must_wait};
use crate::boundary::call;
use crate::generated::layout::*;
use crate::object::virStreamPtr;
use crate::take::must_not_be_null;
use crate::wait;

/// As much as one round of `SparseSendAll` and `SparseRecvAll` moves.
const ROUND: usize = 64 * 1024;

fn send_hole(stream: &StreamState, length: c_longlong, function: &str) -> Result<()> {
    let length = u64::try_from(length).map_err(|_| {
        Error::invalid_argument(ErrorDomain::Streams, format!("length '{length}' of a hole in {function}"))
    })?;
    wait(stream.stream(function)?.send_hole(length))
}

/// Sends a hole of so many bytes.
///
/// # Safety
/// The stream is null or valid.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn virStreamSendHole(stream: virStreamPtr, length: c_longlong, flags: c_uint) -> c_int {
    call("virStreamSendHole", |scope| {
        let object = unsafe { scope.object(stream) }?;
        object.content.stream(scope.function)?;
        refuse_flags(flags, scope.function)?;
        send_hole(&object.content, length, scope.function)?;
        Ok(0)
    })
}

/// The length of the hole that comes next, which is taken by it; 0 where none does.
///
/// # Safety
/// The stream is null or valid; the place is null or has room for the number.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn virStreamRecvHole(stream: virStreamPtr, length: *mut c_longlong, flags: c_uint) -> c_int {
    call("virStreamRecvHole", |scope| {
        let object = unsafe { scope.object(stream) }?;
        if length.is_null() {
            return Err(must_not_be_null("length"));
        }
        object.content.stream(scope.function)?;
        refuse_flags(flags, scope.function)?;
        let hole = object.content.take_hole(scope.function)?;
        let hole = c_longlong::try_from(hole).unwrap_or(c_longlong::MAX);
        // SAFETY: the program vouches for the room.
        unsafe { *length = hole };
        Ok(0)
    })
}

fn refuse_flags(flags: c_uint, function: &str) -> Result<()> {
    match flags {
        0 => Ok(()),
        _ => {
            Err(Error::invalid_argument(ErrorDomain::Streams, format!("unsupported flags (0x{flags:x}) in {function}")))
        }
    }
}

/// Sends all that a function gives; another one says where data and holes are, a third skips a hole.
///
/// # Safety
/// The stream is null or valid; the functions may be called with `opaque`.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn virStreamSparseSendAll(
    stream: virStreamPtr,
    handler: virStreamSourceFunc,
    holeHandler: virStreamSourceHoleFunc,
    skipHandler: virStreamSourceSkipFunc,
    opaque: *mut c_void,
) -> c_int {
    call("virStreamSparseSendAll", |scope| {
        let object = unsafe { scope.object(stream) }?;
        let (Some(handler), Some(hole), Some(skip)) = (handler, holeHandler, skipHandler) else {
            return Err(must_not_be_null("handler, holeHandler and skipHandler"));
        };
        must_wait(&object.content, scope.function)?;
        let failed = |what: &str| aborted(&object.content, what);
        let mut buffer = vec![0u8; ROUND];
        loop {
            let (mut in_data, mut length): (c_int, c_longlong) = (0, 0);
            // SAFETY: the program vouches for its functions; the buffer has as much room as it is told.
            unsafe {
                if hole(stream, &mut in_data, &mut length, opaque) < 0 {
                    return Err(failed("the source could not tell data from holes"));
                }
                if in_data == 0 && length > 0 {
                    send_hole(&object.content, length, scope.function)?;
                    if skip(stream, length, opaque) < 0 {
                        return Err(failed("the source could not skip a hole"));
                    }
                    continue;
                }
                let want = usize::try_from(length).unwrap_or(0).min(buffer.len());
                let given = handler(stream, buffer.as_mut_ptr().cast(), want, opaque);
                let Ok(count) = usize::try_from(given) else { return Err(failed("the source failed")) };
                if count == 0 {
                    return Ok(0);
                }
                let open = object.content.stream(scope.function)?;
                wait(open.send_all(&buffer[..count.min(want)]))?;
            }
        }
    })
}

/// Gives all that is received to a function, and the length of each hole to another one.
///
/// # Safety
/// The stream is null or valid; the functions may be called with `opaque`.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn virStreamSparseRecvAll(
    stream: virStreamPtr,
    handler: virStreamSinkFunc,
    holeHandler: virStreamSinkHoleFunc,
    opaque: *mut c_void,
) -> c_int {
    call("virStreamSparseRecvAll", |scope| {
        let object = unsafe { scope.object(stream) }?;
        let handler = handler.ok_or_else(|| must_not_be_null("handler"))?;
        let hole = holeHandler.ok_or_else(|| must_not_be_null("holeHandler"))?;
        must_wait(&object.content, scope.function)?;
        let open = object.content.stream(scope.function)?;
        loop {
            match wait(open.receive_part(ROUND))? {
                StreamPart::End => return Ok(0),
                StreamPart::Hole(length) => {
                    let length = c_longlong::try_from(length).unwrap_or(c_longlong::MAX);
                    // SAFETY: the program vouches for its function.
                    if unsafe { hole(stream, length, opaque) } < 0 {
                        return Err(aborted(&object.content, "the sink could not take a hole"));
                    }
                }
                StreamPart::Data(bytes) => {
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
            }
        }
    })
}
