//! Arguments on their way in: a value of C as the type that a handle takes.
//!
//! [`Take`] says how; the generated calls name the types. Null where a value is needed, counts that do not fit and texts
//! that are not UTF-8 are refused by name.

use std::ffi::{c_char, c_int, c_long, c_uchar, c_uint, c_ulong};
use std::os::fd::BorrowedFd;

use ferrovirt::error::{Error, ErrorCode, ErrorDomain, Result};
use ferrovirt::{FileDescriptor, TypedParameters, Uuid};

use crate::generated::layout::virTypedParameterPtr;
use crate::memory;
use crate::object::{Kind, Object};
use crate::parameters;

/// How an argument of the interface is read from one or more values of C.
pub trait Take<From>: Sized {
    /// Reads it; the name is for messages.
    ///
    /// # Safety
    /// Pointers are null or point to what the C interface says, unchanged as long as the result is used.
    unsafe fn take(from: From, name: &'static str) -> Result<Self>;
}

/// The error for a null where a value is needed.
pub fn must_not_be_null(name: &str) -> Error {
    Error::invalid_argument(ErrorDomain::None, format!("{name}{IS_NULL}"))
}

const IS_NULL: &str = " must not be NULL";

/// The name of the argument that an error of [`must_not_be_null`] is about.
pub fn null_argument(error: &Error) -> Option<&str> {
    error.detail()?.strip_suffix(IS_NULL).filter(|_| error.code() == ErrorCode::InvalidArg)
}

/// Refuses a place or an array that must be there.
pub fn required<T>(place: *mut T, name: &str) -> Result<()> {
    match place.is_null() {
        true => Err(must_not_be_null(name)),
        false => Ok(()),
    }
}

/// Refuses an array without room; `counter` has the room before the call.
///
/// # Safety
/// The counter is null or valid.
pub unsafe fn with_room(counter: *mut c_int, name: &str) -> Result<()> {
    required(counter, name)?;
    // SAFETY: it is not null, and the program vouches for it.
    match unsafe { *counter } {
        ..=0 => Err(Error::invalid_argument(ErrorDomain::None, format!("{name} must be greater than zero"))),
        _ => Ok(()),
    }
}

/// `VIR_TYPED_PARAM_STRING_OKAY`: the caller can read texts among typed parameters.
const STRING_OKAY: c_uint = 1 << 2;

/// The flags of a call that answers with typed parameters. That the caller can read texts goes without saying here.
pub fn parameter_flags(flags: c_uint) -> c_uint {
    flags & !STRING_OKAY
}

fn out_of_range(name: &str, value: impl std::fmt::Display) -> Error {
    Error::invalid_argument(ErrorDomain::None, format!("{name} '{value}' is out of range"))
}

/// Refuses to look at more than there can be.
pub fn check_count(count: impl TryInto<usize> + std::fmt::Display + Copy, most: usize, name: &str) -> Result<()> {
    match count.try_into() {
        Ok(number) if number <= most => Ok(()),
        _ => Err(Error::invalid_argument(ErrorDomain::None, format!("{name} '{count}' must be <= {most}"))),
    }
}

/// A text that must be there.
///
/// # Safety
/// As for [`Take::take`].
pub unsafe fn text<'a>(from: *const c_char, name: &str) -> Result<&'a str> {
    match from.is_null() {
        true => Err(must_not_be_null(name)),
        false => unsafe { memory::borrow(from, name) },
    }
}

/// A text that may be missing.
///
/// # Safety
/// As for [`Take::take`].
pub unsafe fn optional_text<'a>(from: *const c_char, name: &str) -> Result<Option<&'a str>> {
    match from.is_null() {
        true => Ok(None),
        false => unsafe { memory::borrow(from, name) }.map(Some),
    }
}

/// The items of an array of C; null is an array without items.
///
/// # Safety
/// As for [`Take::take`].
pub unsafe fn items<'a, T>(from: *const T, count: usize, name: &str) -> Result<&'a [T]> {
    match (from.is_null(), count) {
        (_, 0) => Ok(&[]),
        (true, _) => Err(must_not_be_null(name)),
        // SAFETY: the program vouches for as many items; a count beyond the address space is refused.
        (false, _) if count <= isize::MAX as usize / size_of::<T>().max(1) => {
            Ok(unsafe { std::slice::from_raw_parts(from, count) })
        }
        (false, _) => Err(out_of_range(name, count)),
    }
}

impl<'a> Take<*const c_char> for &'a str {
    unsafe fn take(from: *const c_char, name: &'static str) -> Result<&'a str> {
        unsafe { text(from, name) }
    }
}

impl<'a> Take<*const c_char> for Option<&'a str> {
    unsafe fn take(from: *const c_char, name: &'static str) -> Result<Option<&'a str>> {
        unsafe { optional_text(from, name) }
    }
}

/// Numbers: as they are, or refused when they do not fit.
macro_rules! numbers {
    ($($from:ty => $($to:ty),*;)*) => {$($(
        impl Take<$from> for $to {
            unsafe fn take(from: $from, name: &'static str) -> Result<$to> {
                <$to>::try_from(from).map_err(|_| out_of_range(name, from))
            }
        }
    )*)*};
}

numbers! {
    c_int => i32, u32, u64, i64, usize;
    c_uint => u32, i32, u64, usize;
    c_ulong => u64, u32, i64, usize;
    c_long => i64, u64;
    u8 => u8;
    usize => u64, u32;
}

impl Take<f64> for f64 {
    unsafe fn take(from: f64, _: &'static str) -> Result<f64> {
        Ok(from)
    }
}

impl Take<c_int> for bool {
    unsafe fn take(from: c_int, _: &'static str) -> Result<bool> {
        Ok(from != 0)
    }
}

/// The 16 bytes of a UUID.
impl Take<*const c_uchar> for Uuid {
    unsafe fn take(from: *const c_uchar, name: &'static str) -> Result<Uuid> {
        let bytes = unsafe { items(from, 16, name) }?;
        Uuid::from_slice(bytes).map_err(|_| out_of_range(name, "UUID"))
    }
}

/// The text of a UUID.
impl Take<*const c_char> for Uuid {
    unsafe fn take(from: *const c_char, name: &'static str) -> Result<Uuid> {
        let text = unsafe { text(from, name) }?;
        Uuid::parse_str(text.trim())
            .map_err(|_| Error::invalid_argument(ErrorDomain::None, format!("{name} '{text}' is not a UUID")))
    }
}

impl<'a> Take<(*const c_char, usize)> for &'a [u8] {
    unsafe fn take((from, count): (*const c_char, usize), name: &'static str) -> Result<&'a [u8]> {
        unsafe { items(from.cast(), count, name) }
    }
}

impl<'a> Take<(*const c_uchar, usize)> for &'a [u8] {
    unsafe fn take((from, count): (*const c_uchar, usize), name: &'static str) -> Result<&'a [u8]> {
        unsafe { items(from, count, name) }
    }
}

/// A bitmap with its length in bytes.
impl<'a> Take<(*mut c_uchar, c_int)> for &'a [u8] {
    unsafe fn take((from, count): (*mut c_uchar, c_int), name: &'static str) -> Result<&'a [u8]> {
        let count = unsafe { usize::take(count, name) }?;
        unsafe { items(from.cast_const(), count, name) }
    }
}

/// Plain items with a count.
macro_rules! arrays {
    ($($item:ty, $count:ty;)*) => {$(
        impl Take<(*mut $item, $count)> for Vec<$item> {
            unsafe fn take((from, count): (*mut $item, $count), name: &'static str) -> Result<Vec<$item>> {
                let count = unsafe { usize::take(count, name) }?;
                Ok(unsafe { items(from.cast_const(), count, name) }?.to_vec())
            }
        }
    )*};
}

arrays! {
    c_int, c_int;
    c_int, c_uint;
    c_uint, c_int;
    c_uint, c_uint;
    u64, c_uint;
}

/// Texts with a count.
impl Take<(*mut *const c_char, c_uint)> for Vec<String> {
    unsafe fn take((from, count): (*mut *const c_char, c_uint), name: &'static str) -> Result<Vec<String>> {
        let count = unsafe { usize::take(count, name) }?;
        let texts = unsafe { items(from.cast_const(), count, name) }?;
        texts.iter().map(|&each| Ok(unsafe { text(each, name) }?.to_owned())).collect()
    }
}

/// Typed parameters with a count.
macro_rules! typed_parameters {
    ($($count:ty),*) => {$(
        impl Take<(virTypedParameterPtr, $count)> for TypedParameters {
            unsafe fn take((from, count): (virTypedParameterPtr, $count), name: &'static str) -> Result<TypedParameters> {
                let count = unsafe { usize::take(count, name) }?;
                Ok(parameters::read(unsafe { items(from.cast_const(), count, name) }?)?.into())
            }
        }
    )*};
}

typed_parameters!(c_int, c_uint);

/// Open files, whose count comes first. They stay the program's: the library works on duplicates.
impl Take<(*mut c_int, c_uint)> for Vec<FileDescriptor> {
    unsafe fn take((from, count): (*mut c_int, c_uint), name: &'static str) -> Result<Vec<FileDescriptor>> {
        let count = unsafe { usize::take(count, name) }?;
        unsafe { items(from.cast_const(), count, name) }?
            .iter()
            .map(|&number| unsafe { FileDescriptor::take(number, name) })
            .collect()
    }
}

impl Take<c_int> for FileDescriptor {
    unsafe fn take(number: c_int, name: &'static str) -> Result<FileDescriptor> {
        if number < 0 {
            return Err(out_of_range(name, number));
        }
        // SAFETY: the program vouches for an open file; a number that is none fails to be duplicated.
        let borrowed = unsafe { BorrowedFd::borrow_raw(number) };
        let owned = borrowed.try_clone_to_owned();
        let fail = |error| Error::system(ErrorDomain::None, format!("cannot use file descriptor {number}"), &error);
        owned.map(FileDescriptor::from).map_err(fail)
    }
}

/// Another object.
impl<'a, K: Kind> Take<*mut Object<K>> for &'a Object<K> {
    unsafe fn take(from: *mut Object<K>, name: &'static str) -> Result<&'a Object<K>> {
        unsafe { Object::check(from, name) }
    }
}

/// Sets of flags: any bits, which the core refuses by name.
macro_rules! take_flags {
    ($($name:ident),* $(,)?) => {$(
        impl crate::take::Take<std::ffi::c_uint> for ferrovirt::$name {
            unsafe fn take(from: std::ffi::c_uint, _: &'static str) -> ferrovirt::error::Result<ferrovirt::$name> {
                Ok(ferrovirt::$name::from_bits_retain(from))
            }
        }

        impl crate::take::Take<std::ffi::c_int> for ferrovirt::$name {
            unsafe fn take(from: std::ffi::c_int, _: &'static str) -> ferrovirt::error::Result<ferrovirt::$name> {
                Ok(ferrovirt::$name::from_bits_retain(from.cast_unsigned()))
            }
        }

        impl crate::take::Take<std::ffi::c_ulong> for ferrovirt::$name {
            unsafe fn take(from: std::ffi::c_ulong, name: &'static str) -> ferrovirt::error::Result<ferrovirt::$name> {
                let bits: std::ffi::c_uint = unsafe { crate::take::Take::take(from, name) }?;
                Ok(ferrovirt::$name::from_bits_retain(bits))
            }
        }
    )*};
}

/// Enumerations: a number that has no name is refused.
macro_rules! take_enumerations {
    ($($name:ident),* $(,)?) => {$(
        impl crate::take::Take<std::ffi::c_int> for ferrovirt::$name {
            unsafe fn take(from: std::ffi::c_int, name: &'static str) -> ferrovirt::error::Result<ferrovirt::$name> {
                ferrovirt::$name::from_number(from).ok_or_else(|| crate::take::unknown_number(name, i64::from(from)))
            }
        }

        impl crate::take::Take<std::ffi::c_uint> for ferrovirt::$name {
            unsafe fn take(from: std::ffi::c_uint, name: &'static str) -> ferrovirt::error::Result<ferrovirt::$name> {
                let number = i32::try_from(from).ok().and_then(ferrovirt::$name::from_number);
                number.ok_or_else(|| crate::take::unknown_number(name, i64::from(from)))
            }
        }
    )*};
}

pub(crate) use {take_enumerations, take_flags};

/// The error for a number without a meaning.
pub fn unknown_number(name: &str, number: i64) -> Error {
    Error::invalid_argument(ErrorDomain::None, format!("{name} '{number}' is not known"))
}
