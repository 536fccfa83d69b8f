//! Results on their way out: what a handle answers, written where C wants it.
//!
//! [`Give`] says how, by the types of the answer, of the places to write to and of what the function returns; the
//! generated calls name them. Places that may be null are those that the C interface says.

mod host;
mod objects;
mod parameters;
mod records;
mod values;

use std::ffi::c_int;

use ferrovirt::error::{Error, ErrorCode, ErrorDomain, Result};

use crate::boundary::Scope;
use crate::take::{must_not_be_null, required};

pub use objects::Found;
pub use values::handed_over;

/// How an answer reaches C.
pub trait Give<Places, Return> {
    /// Writes it.
    ///
    /// # Safety
    /// Places are null or point to room as the C interface says.
    unsafe fn give(self, scope: &Scope, places: Places) -> Result<Return>;
}

/// Writes to a place that must not be null.
unsafe fn put<T>(place: *mut T, value: T, name: &str) -> Result<()> {
    required(place, name)?;
    // SAFETY: the program vouches for the room.
    unsafe { place.write(value) };
    Ok(())
}

/// A count as C returns it.
fn count(of: usize) -> Result<c_int> {
    c_int::try_from(of).map_err(|_| Error::new(ErrorCode::Overflow, ErrorDomain::None, format!("{of} results")))
}

fn too_large(number: impl std::fmt::Display) -> Error {
    Error::new(ErrorCode::Overflow, ErrorDomain::None, format!("{number} does not fit"))
}

fn room_of(count: c_int, name: &str) -> Result<usize> {
    usize::try_from(count)
        .map_err(|_| Error::invalid_argument(ErrorDomain::None, format!("{name} must not be negative")))
}

/// Refuses room for nothing.
fn positive(number: c_int, name: &str) -> Result<()> {
    match number > 0 {
        true => Ok(()),
        false => Err(Error::invalid_argument(ErrorDomain::None, format!("{name} must be greater than zero"))),
    }
}

/// As many items as fit into the program's array; gives how many.
unsafe fn put_items<T: Copy>(items: &[T], place: *mut T, room: c_int, name: &str) -> Result<c_int> {
    let room = usize::try_from(room)
        .map_err(|_| Error::invalid_argument(ErrorDomain::None, format!("room for {name} must not be negative")))?;
    if place.is_null() && room > 0 {
        return Err(must_not_be_null(name));
    }
    let given = items.len().min(room);
    if given > 0 {
        // SAFETY: the program vouches for room for as many.
        unsafe { std::ptr::copy_nonoverlapping(items.as_ptr(), place, given) };
    }
    count(given)
}
