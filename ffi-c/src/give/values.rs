//! Numbers, texts, files and arrays of them.

use std::ffi::{c_char, c_int, c_longlong, c_uchar, c_uint, c_ulong, c_ulonglong};

use ferrovirt::error::{Error, ErrorDomain, Result};
use ferrovirt::{CpuCompareResult, DomainStateReason, DomainTime, FileDescriptor, Uuid};

use super::{Give, count, put, put_items, too_large};
use crate::boundary::Scope;
use crate::memory;
use crate::object::Object;
use crate::take::{must_not_be_null, required};

impl Give<(), c_int> for () {
    unsafe fn give(self, _: &Scope, (): ()) -> Result<c_int> {
        Ok(0)
    }
}

impl Give<(), c_int> for bool {
    unsafe fn give(self, _: &Scope, (): ()) -> Result<c_int> {
        Ok(c_int::from(self))
    }
}

impl Give<(*mut c_int,), c_int> for bool {
    unsafe fn give(self, _: &Scope, (place,): (*mut c_int,)) -> Result<c_int> {
        unsafe { put(place, c_int::from(self), "the result") }?;
        Ok(0)
    }
}

/// Numbers: returned, or written to a place.
macro_rules! numbers {
    ($($from:ty => returned $($to:ty),* ; written $($place:ty),*;)*) => {$(
        $(impl Give<(), $to> for $from {
            unsafe fn give(self, _: &Scope, (): ()) -> Result<$to> {
                <$to>::try_from(self).map_err(|_| too_large(self))
            }
        })*
        $(impl Give<(*mut $place,), c_int> for $from {
            unsafe fn give(self, _: &Scope, (place,): (*mut $place,)) -> Result<c_int> {
                unsafe { put(place, <$place>::try_from(self).map_err(|_| too_large(self))?, "the result") }?;
                Ok(0)
            }
        })*
    )*};
}

numbers! {
    u32 => returned c_int, c_uint; written c_uint, c_ulonglong;
    i32 => returned c_int; written c_int;
    u64 => returned c_int, c_ulong; written c_ulong;
    i64 => returned c_longlong; written c_longlong;
}

impl Give<(), *mut c_char> for String {
    unsafe fn give(self, _: &Scope, (): ()) -> Result<*mut c_char> {
        memory::text(&self)
    }
}

impl Give<(), *mut c_char> for Option<String> {
    unsafe fn give(self, _: &Scope, (): ()) -> Result<*mut c_char> {
        memory::optional_text(self.as_deref())
    }
}

/// A text that stays the library's; it lives as long as the connection.
impl Give<(), *const c_char> for String {
    unsafe fn give(self, scope: &Scope, (): ()) -> Result<*const c_char> {
        let connection = unsafe { Object::check(scope.connection(), scope.function) }?;
        Ok(connection.keep(&self))
    }
}

/// A text written to a place, which the program will `free`.
impl Give<(*mut *mut c_char,), c_int> for String {
    unsafe fn give(self, _: &Scope, (place,): (*mut *mut c_char,)) -> Result<c_int> {
        required(place, "the result")?;
        unsafe { put(place, memory::text(&self)?, "the result") }?;
        Ok(0)
    }
}

/// Names into an array of the program's: as many as fit.
impl Give<(*mut *mut c_char, c_int), c_int> for Vec<String> {
    unsafe fn give(self, _: &Scope, (names, room): (*mut *mut c_char, c_int)) -> Result<c_int> {
        let room = usize::try_from(room)
            .map_err(|_| Error::invalid_argument(ErrorDomain::None, "maxnames must not be negative"))?;
        if names.is_null() && room > 0 {
            return Err(must_not_be_null("names"));
        }
        let mut given = Vec::new();
        for name in self.iter().take(room) {
            match memory::text(name) {
                Ok(text) => given.push(text),
                Err(error) => {
                    // SAFETY: these were made above and nobody has seen them.
                    given.into_iter().for_each(|text| unsafe { memory::release(text) });
                    return Err(error);
                }
            }
        }
        // SAFETY: the program vouches for room for as many, and there are no more.
        unsafe { std::ptr::copy_nonoverlapping(given.as_ptr(), names, given.len()) };
        count(given.len())
    }
}

/// A list of texts that ends with null, for the program to release; nowhere to write means counting.
impl Give<(*mut *mut *mut c_char,), c_int> for Vec<String> {
    unsafe fn give(self, scope: &Scope, (place,): (*mut *mut *mut c_char,)) -> Result<c_int> {
        // Names of CPU models can be counted without a place for them.
        if place.is_null() && scope.function == "virDomainGetMessages" {
            return Err(must_not_be_null("msgs"));
        }
        if !place.is_null() {
            let mut texts = self.iter().map(|text| memory::text(text)).collect::<Result<Vec<*mut c_char>>>()?;
            texts.push(std::ptr::null_mut());
            unsafe { put(place, memory::array(&texts)?, "the result") }?;
        }
        count(self.len())
    }
}

/// Numbers into an array of the program's: as many as fit.
impl Give<(*mut c_int, c_int), c_int> for Vec<i32> {
    unsafe fn give(self, _: &Scope, (place, room): (*mut c_int, c_int)) -> Result<c_int> {
        unsafe { put_items(&self, place, room, "ids") }
    }
}

impl Give<(*mut c_ulonglong, c_int), c_int> for Vec<u64> {
    unsafe fn give(self, _: &Scope, (place, room): (*mut c_ulonglong, c_int)) -> Result<c_int> {
        unsafe { put_items(&self, place, room, "the result") }
    }
}

impl Give<(*mut c_int, c_int), c_int> for Vec<u32> {
    unsafe fn give(self, _: &Scope, (place, room): (*mut c_int, c_int)) -> Result<c_int> {
        let ids =
            self.into_iter().map(|id| c_int::try_from(id).map_err(|_| too_large(id))).collect::<Result<Vec<_>>>()?;
        unsafe { put_items(&ids, place, room, "ids") }
    }
}

impl Give<(*mut *mut c_char, c_int), c_int> for Vec<Uuid> {
    unsafe fn give(self, scope: &Scope, places: (*mut *mut c_char, c_int)) -> Result<c_int> {
        let texts: Vec<String> = self.iter().map(|uuid| uuid.hyphenated().to_string()).collect();
        unsafe { texts.give(scope, places) }
    }
}

/// The number of the enumeration is the answer.
impl Give<(), c_int> for CpuCompareResult {
    unsafe fn give(self, _: &Scope, (): ()) -> Result<c_int> {
        Ok(self.number())
    }
}

impl Give<(*mut c_longlong, *mut c_uint), c_int> for DomainTime {
    unsafe fn give(self, _: &Scope, (seconds, nanoseconds): (*mut c_longlong, *mut c_uint)) -> Result<c_int> {
        if !seconds.is_null() {
            unsafe { put(seconds, self.seconds, "seconds") }?;
        }
        if !nanoseconds.is_null() {
            unsafe { put(nanoseconds, self.nanoseconds, "nseconds") }?;
        }
        Ok(0)
    }
}

/// An open file becomes the program's.
impl Give<(), c_int> for FileDescriptor {
    unsafe fn give(self, _: &Scope, (): ()) -> Result<c_int> {
        handed_over(self)
    }
}

/// The number of a file that is the program's from here on.
pub fn handed_over(file: FileDescriptor) -> Result<c_int> {
    let owned = file.into_owned();
    let owned =
        owned.map_err(|error| Error::system(ErrorDomain::None, "cannot hand over a file descriptor", &error))?;
    Ok(std::os::fd::IntoRawFd::into_raw_fd(owned))
}

impl Give<(*mut *mut c_int,), c_int> for Vec<FileDescriptor> {
    unsafe fn give(self, _: &Scope, (place,): (*mut *mut c_int,)) -> Result<c_int> {
        required(place, "fdlist")?;
        let found = count(self.len())?;
        let numbers = self.into_iter().map(handed_over).collect::<Result<Vec<c_int>>>()?;
        unsafe { put(place, memory::array(&numbers)?, "fdlist") }?;
        Ok(found)
    }
}

impl Give<(*mut c_int, *mut c_int), c_int> for DomainStateReason {
    unsafe fn give(self, _: &Scope, (state, reason): (*mut c_int, *mut c_int)) -> Result<c_int> {
        unsafe { put(state, self.state.number(), "state") }?;
        if !reason.is_null() {
            unsafe { put(reason, self.reason, "reason") }?;
        }
        Ok(0)
    }
}

/// Bytes that the program will `free`.
impl Give<(*mut usize,), *mut c_uchar> for Vec<u8> {
    unsafe fn give(self, _: &Scope, (size,): (*mut usize,)) -> Result<*mut c_uchar> {
        unsafe { put(size, self.len(), "size") }?;
        memory::array(&self)
    }
}
