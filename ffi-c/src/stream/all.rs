//! Whole streams: a function of the program's gives or takes the bytes until there are no more.

use std::ffi::{c_int, c_void};

use ferrovirt::error::{Error, ErrorCode, ErrorDomain, Result};

use super::{ROUND, StreamState};
use crate::boundary::call;
use crate::generated::layout::*;
use crate::object::virStreamPtr;
use crate::take::must_not_be_null;
use crate::wait;

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
            forget_errno();
            // SAFETY: the program vouches for its function; the buffer has as much room.
            let given = unsafe { handler(stream, buffer.as_mut_ptr().cast(), buffer.len(), opaque) };
            let Ok(count) = usize::try_from(given) else {
                return Err(aborted(&object.content, "the source of the stream failed"));
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
                forget_errno();
                // SAFETY: the program vouches for its function; the bytes are there.
                let took = unsafe { handler(stream, rest.as_ptr().cast(), rest.len(), opaque) };
                match usize::try_from(took) {
                    Ok(took) => rest = &rest[took.min(rest.len())..],
                    Err(_) => return Err(aborted(&object.content, "the sink of the stream failed")),
                }
            }
        }
    })
}

/// Refuses calls that move all on a stream that does not wait.
pub(super) fn must_wait(stream: &StreamState, function: &str) -> Result<()> {
    match stream.is_nonblocking {
        true => Err(Error::new(
            ErrorCode::OperationInvalid,
            ErrorDomain::Streams,
            format!("{function}: data sources cannot be used for non-blocking streams"),
        )),
        false => Ok(()),
    }
}

/// Gives the stream up because a function of the program's failed, whose `errno` says why.
pub(super) fn aborted(stream: &StreamState, why: &str) -> Error {
    let error = std::io::Error::last_os_error();
    if let Ok(stream) = stream.stream("") {
        stream.abort();
    }
    match error.raw_os_error() {
        None | Some(0) => Error::system(ErrorDomain::Streams, why, &std::io::Error::from_raw_os_error(libc::EIO)),
        Some(_) => Error::system(ErrorDomain::Streams, why, &error),
    }
}

/// Leaves no `errno`, so that what a function sets can be told from what was there before.
fn forget_errno() {
    // SAFETY: the pointer is this thread's own, and always valid.
    unsafe { *libc::__errno_location() = 0 };
}
