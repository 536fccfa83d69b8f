//! Holes in streams. No stream of the core has any: a hole that a program sends travels as the zeros that it stands for, and
//! none is ever received.

use std::ffi::{c_int, c_longlong, c_uint, c_void};

use ferrovirt::error::{Error, ErrorCode, ErrorDomain, Result};

use super::StreamState;
use super::all::virStreamRecvAll;
use crate::boundary::call;
use crate::generated::layout::*;
use crate::object::virStreamPtr;
use crate::take::must_not_be_null;
use crate::wait;

/// The zeros that one send carries.
const ZEROS: [u8; 65_536] = [0; 65_536];
/// The longest hole that travels as zeros.
const LONGEST: u64 = 1 << 40;

fn send_zeros(stream: &StreamState, length: c_longlong, function: &str) -> Result<()> {
    let bad = || Error::invalid_argument(ErrorDomain::Streams, format!("length '{length}' of a hole in {function}"));
    let mut left = u64::try_from(length).ok().filter(|length| *length <= LONGEST).ok_or_else(bad)?;
    let open = stream.stream(function)?;
    while left > 0 {
        let piece = usize::try_from(left).unwrap_or(usize::MAX).min(ZEROS.len());
        wait(open.send_all(&ZEROS[..piece]))?;
        left -= piece as u64;
    }
    Ok(())
}

/// Sends a hole of so many bytes.
///
/// # Safety
/// The stream is null or valid.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn virStreamSendHole(stream: virStreamPtr, length: c_longlong, flags: c_uint) -> c_int {
    call("virStreamSendHole", |scope| {
        let object = unsafe { scope.object(stream) }?;
        refuse_flags(flags, scope.function)?;
        send_zeros(&object.content, length, scope.function)?;
        Ok(0)
    })
}

/// The length of the hole that was received.
///
/// # Safety
/// The stream is null or valid; the place is null or has room for the number.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn virStreamRecvHole(stream: virStreamPtr, length: *mut c_longlong, flags: c_uint) -> c_int {
    call("virStreamRecvHole", |scope| {
        let object = unsafe { scope.object(stream) }?;
        refuse_flags(flags, scope.function)?;
        if length.is_null() {
            return Err(must_not_be_null("length"));
        }
        object.content.stream(scope.function)?;
        // SAFETY: the program vouches for the room.
        unsafe { *length = 0 };
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
        let failed = |what: &str| {
            if let Ok(open) = object.content.stream(scope.function) {
                open.abort();
            }
            Error::new(ErrorCode::OperationFailed, ErrorDomain::Streams, what)
        };
        let mut buffer = vec![0u8; ZEROS.len()];
        loop {
            let (mut in_data, mut length): (c_int, c_longlong) = (0, 0);
            // SAFETY: the program vouches for its functions; the buffer has as much room as it is told.
            unsafe {
                if hole(stream, &mut in_data, &mut length, opaque) < 0 {
                    return Err(failed("the source could not tell data from holes"));
                }
                if in_data == 0 && length > 0 {
                    send_zeros(&object.content, length, scope.function)?;
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

/// Gives all that is received to a function; the other one would be told of holes.
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
    if holeHandler.is_none() {
        return call("virStreamSparseRecvAll", |scope| {
            unsafe { scope.object(stream) }?;
            Err(must_not_be_null("holeHandler"))
        });
    }
    unsafe { virStreamRecvAll(stream, handler, opaque) }
}
