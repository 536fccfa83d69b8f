//! Open files whose number a caller passes.
//!
//! This is the only module of the crate with `unsafe`.
#![allow(unsafe_code)]

use std::io;
use std::os::fd::{BorrowedFd, RawFd};

use ferrovirt::FileDescriptor;

/// A duplicate of the open file with this number; the caller keeps its own.
pub fn duplicate(number: RawFd) -> io::Result<FileDescriptor> {
    if number < 0 {
        return Err(io::Error::from_raw_os_error(9));
    }
    // SAFETY: the descriptor is borrowed for the duplication only; of a number that is not open, the kernel says so.
    let borrowed = unsafe { BorrowedFd::borrow_raw(number) };
    Ok(FileDescriptor::from(borrowed.try_clone_to_owned()?))
}
