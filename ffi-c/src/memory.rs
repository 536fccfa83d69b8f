//! Memory that changes hands: what the library gives out with `malloc`, so that the program releases it with `free`.

use std::ffi::{CStr, CString, c_char, c_void};

use ferrovirt::error::{Error, ErrorCode, ErrorDomain, Result};

/// The error of an allocation that failed.
pub fn exhausted() -> Error {
    Error::new(ErrorCode::NoMemory, ErrorDomain::None, "")
}

/// A C string that the program will `free`. A text with a NUL inside ends there: C cannot say more.
pub fn text(text: &str) -> Result<*mut c_char> {
    let bytes = text.as_bytes();
    let length = bytes.iter().position(|&byte| byte == 0).unwrap_or(bytes.len());
    let copy = zeroed::<c_char>(length + 1)?;
    // SAFETY: the copy has room for `length` bytes and a NUL, which `zeroed` wrote.
    unsafe { std::ptr::copy_nonoverlapping(bytes.as_ptr().cast(), copy, length) };
    Ok(copy)
}

/// As [`text`], or null for nothing.
pub fn optional_text(of: Option<&str>) -> Result<*mut c_char> {
    of.map_or(Ok(std::ptr::null_mut()), text)
}

/// Zeroed memory for `count` items (room for one at least), that the program will `free`.
pub fn zeroed<T>(count: usize) -> Result<*mut T> {
    // SAFETY: calloc checks the multiplication and gives null when there is no such memory.
    let memory = unsafe { libc::calloc(count.max(1), size_of::<T>().max(1)) };
    match memory.is_null() {
        true => Err(exhausted()),
        false => Ok(memory.cast()),
    }
}

/// Zeroed memory for one item and behind it an array of others, as one piece that `free` releases.
pub fn zeroed_with<T, I>(count: usize) -> Result<(*mut T, *mut I)> {
    const { assert!(size_of::<T>() % align_of::<I>() == 0 && align_of::<T>() <= 16 && align_of::<I>() <= 16) };
    let size = count.checked_mul(size_of::<I>()).and_then(|items| items.checked_add(size_of::<T>()));
    let memory = zeroed::<u8>(size.ok_or_else(exhausted)?)?;
    // SAFETY: the array begins where the item ends, within the memory, which `malloc` aligns for every type.
    let items = unsafe { memory.add(size_of::<T>()) };
    Ok((memory.cast(), items.cast()))
}

/// An array of these values that the program will `free`.
pub fn array<T: Copy>(values: &[T]) -> Result<*mut T> {
    let memory = zeroed::<T>(values.len())?;
    // SAFETY: the memory has room for all of them.
    unsafe { std::ptr::copy_nonoverlapping(values.as_ptr(), memory, values.len()) };
    Ok(memory)
}

/// Releases memory of this module; null is allowed.
///
/// # Safety
/// The pointer is null or came from `malloc` and was not released.
pub unsafe fn release<T>(memory: *mut T) {
    unsafe { libc::free(memory.cast::<c_void>()) };
}

/// An owned C string of the library's own; ends at a NUL inside.
pub fn owned(text: &str) -> CString {
    let end = text.find('\0').unwrap_or(text.len());
    CString::new(&text[..end]).unwrap_or_default()
}

/// Writes a text into a fixed field, cut so that it ends with a NUL.
pub fn fill<const N: usize>(field: &mut [c_char; N], text: &str) {
    let bytes = text.as_bytes();
    let end = bytes.iter().position(|&byte| byte == 0).unwrap_or(bytes.len()).min(N.saturating_sub(1));
    field.fill(0);
    for (to, from) in field.iter_mut().zip(&bytes[..end]) {
        *to = c_char::from_ne_bytes([*from]);
    }
}

/// The text of a fixed field, which need not have a NUL.
pub fn field_text<const N: usize>(field: &[c_char; N]) -> Result<&str> {
    // SAFETY: signed and unsigned bytes have one layout.
    let bytes: &[u8] = unsafe { std::slice::from_raw_parts(field.as_ptr().cast(), N) };
    let end = bytes.iter().position(|&byte| byte == 0).unwrap_or(N);
    std::str::from_utf8(&bytes[..end]).map_err(|_| not_utf8("field"))
}

/// The text behind a C string.
///
/// # Safety
/// The pointer is not null and points to a NUL-terminated string that stays unchanged as long as the result is used.
pub unsafe fn borrow<'a>(text: *const c_char, name: &str) -> Result<&'a str> {
    unsafe { CStr::from_ptr(text) }.to_str().map_err(|_| not_utf8(name))
}

fn not_utf8(name: &str) -> Error {
    Error::invalid_argument(ErrorDomain::None, format!("{name} is not a text in UTF-8"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_field_is_cut_and_ends_with_nul() {
        let mut field = [1; 4];
        fill(&mut field, "abcdef");
        assert_eq!(field_text(&field).expect("UTF-8"), "abc");
        assert_eq!(field[3], 0);
    }

    #[test]
    fn a_text_goes_out_and_comes_back() {
        let copy = text("vda").expect("memory");
        // SAFETY: `text` made it.
        unsafe {
            assert_eq!(borrow(copy, "copy").expect("UTF-8"), "vda");
            release(copy);
        }
    }
}
