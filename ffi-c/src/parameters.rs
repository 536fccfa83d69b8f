//! Typed parameters: C's array of named values, its helpers, and the conversion in both directions.

use std::ffi::{c_char, c_double, c_int, c_longlong, c_uint, c_ulonglong};

use ferrovirt::error::{Error, ErrorCode, ErrorDomain, Result};
use ferrovirt::{TypedParameter, TypedValue};

use crate::boundary::{call, quietly};
use crate::generated::layout::{
    _virTypedParameterValue, VIR_TYPED_PARAM_FIELD_LENGTH, virTypedParameter, virTypedParameterPtr,
};
use crate::{memory, take};

const INT: c_int = 1;
const UINT: c_int = 2;
const LLONG: c_int = 3;
const ULLONG: c_int = 4;
const DOUBLE: c_int = 5;
const BOOLEAN: c_int = 6;
const STRING: c_int = 7;

impl virTypedParameter {
    fn new(name: &str, (r#type, value): (c_int, _virTypedParameterValue)) -> virTypedParameter {
        let mut made = virTypedParameter { field: [0; VIR_TYPED_PARAM_FIELD_LENGTH], r#type, value };
        memory::fill(&mut made.field, name);
        made
    }

    fn is_named(&self, name: &str) -> bool {
        memory::field_text(&self.field).is_ok_and(|own| own == name)
    }
}

/// The parameter as C has it; a text is the program's to release.
pub fn write(parameter: &TypedParameter) -> Result<virTypedParameter> {
    Ok(virTypedParameter::new(&parameter.field, value(&parameter.value)?))
}

fn value(value: &TypedValue) -> Result<(c_int, _virTypedParameterValue)> {
    type Value = _virTypedParameterValue;
    Ok(match value {
        TypedValue::Int { value } => (INT, Value { i: *value }),
        TypedValue::UnsignedInt { value } => (UINT, Value { ui: *value }),
        TypedValue::Long { value } => (LLONG, Value { l: *value }),
        TypedValue::UnsignedLong { value } => (ULLONG, Value { ul: *value }),
        TypedValue::Double { value } => (DOUBLE, Value { d: *value }),
        TypedValue::Boolean { value } => (BOOLEAN, Value { b: c_char::from(*value) }),
        TypedValue::Text { value } => (STRING, Value { s: memory::text(value)? }),
    })
}

/// Writes a parameter into zeroed memory; a text is the program's to release.
///
/// # Safety
/// There is room for a parameter, and nothing but zeros in it.
pub unsafe fn write_to(place: *mut virTypedParameter, parameter: &TypedParameter) -> Result<()> {
    let (number, value) = value(&parameter.value)?;
    let name = parameter.field.as_bytes();
    let length = name.len().min(VIR_TYPED_PARAM_FIELD_LENGTH - 1);
    // SAFETY: the caller vouches for the room; the name and its end fit into the field.
    unsafe {
        std::ptr::copy_nonoverlapping(
            name.as_ptr().cast(),
            std::ptr::addr_of_mut!((*place).field).cast::<c_char>(),
            length,
        );
        (*place).r#type = number;
        (*place).value = value;
    }
    Ok(())
}

/// An array of parameters that the program will release with `virTypedParamsFree`.
pub fn write_all(parameters: &[TypedParameter]) -> Result<virTypedParameterPtr> {
    let made = parameters.iter().map(write).collect::<Result<Vec<virTypedParameter>>>()?;
    memory::array(&made)
}

/// What C's parameters say. A type without a meaning and a text that is missing are refused.
pub fn read(parameters: &[virTypedParameter]) -> Result<Vec<TypedParameter>> {
    let one = |parameter: &virTypedParameter| {
        let field = memory::field_text(&parameter.field)?.to_owned();
        // SAFETY: the type says which member was written; every bit pattern of the numbers is a value.
        let value = unsafe {
            match parameter.r#type {
                INT => TypedValue::Int { value: parameter.value.i },
                UINT => TypedValue::UnsignedInt { value: parameter.value.ui },
                LLONG => TypedValue::Long { value: parameter.value.l },
                ULLONG => TypedValue::UnsignedLong { value: parameter.value.ul },
                DOUBLE => TypedValue::Double { value: parameter.value.d },
                BOOLEAN => TypedValue::Boolean { value: parameter.value.b != 0 },
                STRING => TypedValue::Text { value: take::text(parameter.value.s, &field)?.to_owned() },
                // One that says nothing is none that anybody knows.
                _ if field.is_empty() => {
                    let detail = "parameter '' not supported";
                    return Err(Error::new(ErrorCode::ArgumentUnsupported, ErrorDomain::None, detail));
                }
                unknown => {
                    let detail = format!("unexpected type {unknown} for field {field}");
                    return Err(Error::invalid_argument(ErrorDomain::None, detail));
                }
            }
        };
        Ok(TypedParameter { field, value })
    };
    parameters.iter().map(one).collect()
}

fn unknown_type(field: &str, number: c_int) -> Error {
    Error::internal(ErrorDomain::None, format!("unexpected type {number} for field {field}"))
}

/// The program's array, which must not be null.
unsafe fn array<'a>(params: virTypedParameterPtr, nparams: c_int) -> Result<&'a [virTypedParameter]> {
    unsafe { take::items(params.cast_const(), usize::try_from(nparams).unwrap_or(0), "params") }
}

/// Finds a parameter by its name; null when there is none, which is no error.
///
/// # Safety
/// `params` points to `nparams` parameters, the name is a C string.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn virTypedParamsGet(
    params: virTypedParameterPtr,
    nparams: c_int,
    name: *const c_char,
) -> virTypedParameterPtr {
    quietly(std::ptr::null_mut(), || {
        crate::error::reset_last();
        if params.is_null() || name.is_null() {
            return std::ptr::null_mut();
        }
        let found = || {
            let name = unsafe { memory::borrow(name, "name") }.ok()?;
            let index = unsafe { array(params, nparams) }.ok()?.iter().position(|each| each.is_named(name))?;
            // SAFETY: the index is within the array.
            Some(unsafe { params.add(index) })
        };
        found().unwrap_or(std::ptr::null_mut())
    })
}

/// A getter: 1 and the value when the parameter is there, 0 when it is not, -1 when it is of another type.
macro_rules! getters {
    ($($(#[$doc:meta])* $function:ident, $number:ident, $member:ident, $value:ty, $convert:expr;)*) => {$(
        $(#[$doc])*
        ///
        /// # Safety
        /// `params` points to `nparams` parameters, the name is a C string, and `value` is null or points to room.
        #[unsafe(no_mangle)]
        pub unsafe extern "C" fn $function(
            params: virTypedParameterPtr,
            nparams: c_int,
            name: *const c_char,
            value: *mut $value,
        ) -> c_int {
            call(stringify!($function), |_| {
                if params.is_null() || name.is_null() {
                    return Ok(0);
                }
                let name = unsafe { take::text(name, "name") }?;
                let Some(found) = unsafe { array(params, nparams) }?.iter().find(|each| each.is_named(name)) else {
                    return Ok(0);
                };
                if found.r#type != $number {
                    return Err(other_type(name, $number, found.r#type));
                }
                if !value.is_null() {
                    // SAFETY: the type says that this member was written.
                    unsafe { *value = $convert(found.value.$member) };
                }
                Ok(1)
            })
        }
    )*};
}

fn other_type(name: &str, wanted: c_int, found: c_int) -> Error {
    let word = |number| {
        ["unknown", "int", "uint", "llong", "ullong", "double", "boolean", "string"]
            .get(usize::try_from(number).unwrap_or(0))
            .copied()
            .unwrap_or("unknown")
    };
    Error::invalid_argument(
        ErrorDomain::None,
        format!("Invalid type '{}' requested for parameter '{name}', actual type is '{}'", word(wanted), word(found)),
    )
}

getters! {
    /// The value of an `int` parameter.
    virTypedParamsGetInt, INT, i, c_int, std::convert::identity;
    /// The value of an `unsigned int` parameter.
    virTypedParamsGetUInt, UINT, ui, c_uint, std::convert::identity;
    /// The value of a `long long` parameter.
    virTypedParamsGetLLong, LLONG, l, c_longlong, std::convert::identity;
    /// The value of an `unsigned long long` parameter.
    virTypedParamsGetULLong, ULLONG, ul, c_ulonglong, std::convert::identity;
    /// The value of a `double` parameter.
    virTypedParamsGetDouble, DOUBLE, d, c_double, std::convert::identity;
    /// The value of a boolean parameter: 0 or 1.
    virTypedParamsGetBoolean, BOOLEAN, b, c_int, |value: c_char| c_int::from(value != 0);
    /// The value of a string parameter. It stays the parameter's.
    virTypedParamsGetString, STRING, s, *const c_char, <*mut c_char>::cast_const;
}

/// A growing array of the program's.
struct Growing {
    parameters: *mut virTypedParameterPtr,
    used: *mut c_int,
    room: *mut c_int,
}

impl Growing {
    /// Adds a parameter, and makes room for it first.
    unsafe fn add(&self, name: *const c_char, value: (c_int, _virTypedParameterValue)) -> Result<c_int> {
        for (pointer, name) in [
            (self.parameters.is_null(), "params"),
            (self.used.is_null(), "nparams"),
            (self.room.is_null(), "maxparams"),
        ] {
            if pointer {
                return Err(take::must_not_be_null(name));
            }
        }
        let name = unsafe { take::text(name, "name") }?;
        if name.len() >= VIR_TYPED_PARAM_FIELD_LENGTH {
            let most = VIR_TYPED_PARAM_FIELD_LENGTH - 1;
            return Err(Error::internal(ErrorDomain::None, format!("Field name '{name}' is longer than {most} bytes")));
        }
        // SAFETY: none of the three is null, and the program vouches for them and for the array.
        unsafe {
            let used = usize::try_from(*self.used).unwrap_or(0);
            let room = usize::try_from(*self.room).unwrap_or(0);
            if used >= room {
                let wanted = room.max(used).saturating_mul(2).max(8);
                let size = wanted.checked_mul(size_of::<virTypedParameter>()).ok_or_else(memory::exhausted)?;
                let grown = libc::realloc((*self.parameters).cast(), size);
                if grown.is_null() {
                    return Err(memory::exhausted());
                }
                *self.parameters = grown.cast();
                *self.room = c_int::try_from(wanted).map_err(|_| memory::exhausted())?;
            }
            (*self.parameters).add(used).write(virTypedParameter::new(name, value));
            *self.used += 1;
        }
        Ok(0)
    }
}

/// Adders: the array grows by `realloc`; names may repeat.
macro_rules! adders {
    ($($(#[$doc:meta])* $function:ident($value:ident: $of:ty) => $number:ident, $made:expr;)*) => {$(
        $(#[$doc])*
        ///
        /// # Safety
        /// The first three point to the array, how many of it are used and how many fit; the array is null or came from
        /// `malloc`. Texts are C strings.
        #[unsafe(no_mangle)]
        pub unsafe extern "C" fn $function(
            params: *mut virTypedParameterPtr,
            nparams: *mut c_int,
            maxparams: *mut c_int,
            name: *const c_char,
            $value: $of,
        ) -> c_int {
            call(stringify!($function), |_| {
                let growing = Growing { parameters: params, used: nparams, room: maxparams };
                // SAFETY: the program vouches for the arguments.
                unsafe { growing.add(name, ($number, $made)) }
            })
        }
    )*};
}

adders! {
    /// Adds an `int`.
    virTypedParamsAddInt(value: c_int) => INT, _virTypedParameterValue { i: value };
    /// Adds an `unsigned int`.
    virTypedParamsAddUInt(value: c_uint) => UINT, _virTypedParameterValue { ui: value };
    /// Adds a `long long`.
    virTypedParamsAddLLong(value: c_longlong) => LLONG, _virTypedParameterValue { l: value };
    /// Adds an `unsigned long long`.
    virTypedParamsAddULLong(value: c_ulonglong) => ULLONG, _virTypedParameterValue { ul: value };
    /// Adds a `double`.
    virTypedParamsAddDouble(value: c_double) => DOUBLE, _virTypedParameterValue { d: value };
    /// Adds a boolean: 0 is false.
    virTypedParamsAddBoolean(value: c_int) => BOOLEAN, _virTypedParameterValue { b: c_char::from(value != 0) };
    /// Adds a copy of a text, or a missing text for null.
    virTypedParamsAddString(value: *const c_char) => STRING, _virTypedParameterValue { s: copy(value)? };
}

/// A copy of a text of the program's, bytes and all; null stays null.
unsafe fn copy(value: *const c_char) -> Result<*mut c_char> {
    if value.is_null() {
        return Ok(std::ptr::null_mut());
    }
    // SAFETY: the program vouches for the C string.
    let copied = unsafe { libc::strdup(value) };
    if copied.is_null() { Err(memory::exhausted()) } else { Ok(copied) }
}

/// Adds copies of several texts under one name; the list ends with null, and may be null.
///
/// # Safety
/// As for `virTypedParamsAddString`.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn virTypedParamsAddStringList(
    params: *mut virTypedParameterPtr,
    nparams: *mut c_int,
    maxparams: *mut c_int,
    name: *const c_char,
    values: *mut *const c_char,
) -> c_int {
    call("virTypedParamsAddStringList", |_| {
        let growing = Growing { parameters: params, used: nparams, room: maxparams };
        let mut next = values;
        // SAFETY: the program vouches for a list that ends with null.
        unsafe {
            while !next.is_null() && !(*next).is_null() {
                growing.add(name, (STRING, _virTypedParameterValue { s: copy(*next)? }))?;
                next = next.add(1);
            }
        }
        Ok(0)
    })
}

/// Adds a value of this type from its text.
///
/// # Safety
/// As for `virTypedParamsAddString`.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn virTypedParamsAddFromString(
    params: *mut virTypedParameterPtr,
    nparams: *mut c_int,
    maxparams: *mut c_int,
    name: *const c_char,
    r#type: c_int,
    value: *const c_char,
) -> c_int {
    type Value = _virTypedParameterValue;
    call("virTypedParamsAddFromString", |_| {
        let growing = Growing { parameters: params, used: nparams, room: maxparams };
        let field = unsafe { take::text(name, "name") }?;
        let text = unsafe { take::text(value, "value") }?;
        let refused = |what: &str| {
            Error::invalid_argument(
                ErrorDomain::None,
                format!("Invalid value for field '{field}': expected {what}, not '{text}'"),
            )
        };
        let made = match r#type {
            INT => Value { i: text.parse().map_err(|_| refused("int"))? },
            UINT => Value { ui: text.parse().map_err(|_| refused("unsigned int"))? },
            LLONG => Value { l: text.parse().map_err(|_| refused("long long"))? },
            ULLONG => Value { ul: text.parse().map_err(|_| refused("unsigned long long"))? },
            DOUBLE => Value { d: text.parse().map_err(|_| refused("double"))? },
            BOOLEAN => match text {
                "0" => Value { b: 0 },
                "1" => Value { b: 1 },
                _ => return Err(refused("0 or 1")),
            },
            STRING => Value { s: unsafe { copy(value) }? },
            unknown => return Err(unknown_type(field, unknown)),
        };
        unsafe { growing.add(name, (r#type, made)) }
    })
}

/// Releases the texts of parameters, not the array.
///
/// # Safety
/// `params` is null or points to `nparams` parameters.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn virTypedParamsClear(params: virTypedParameterPtr, nparams: c_int) {
    quietly((), || {
        let Ok(count) = usize::try_from(nparams) else { return };
        if params.is_null() {
            return;
        }
        for index in 0..count {
            // SAFETY: the program vouches for as many; a text of a string parameter came from `malloc`.
            unsafe {
                let parameter = params.add(index);
                if (*parameter).r#type == STRING {
                    memory::release((*parameter).value.s);
                    (*parameter).value.s = std::ptr::null_mut();
                }
            }
        }
    });
}

/// Releases parameters: their texts and the array.
///
/// # Safety
/// `params` is null, or an array of `nparams` parameters that came from `malloc`.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn virTypedParamsFree(params: virTypedParameterPtr, nparams: c_int) {
    // SAFETY: the program vouches for the array.
    unsafe {
        virTypedParamsClear(params, nparams);
        memory::release(params);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_added_is_found_by_name_and_type() {
        let (mut params, mut used, mut room) = (std::ptr::null_mut(), 0, 0);
        // SAFETY: the array is this test's, and released once.
        unsafe {
            for index in 0..20 {
                assert_eq!(virTypedParamsAddUInt(&mut params, &mut used, &mut room, c"number".as_ptr(), index), 0);
            }
            assert_eq!(virTypedParamsAddString(&mut params, &mut used, &mut room, c"text".as_ptr(), c"x".as_ptr()), 0);
            let mut text = std::ptr::null();
            assert_eq!(virTypedParamsGetString(params, used, c"text".as_ptr(), &mut text), 1);
            assert_eq!(memory::borrow(text, "text").expect("UTF-8"), "x");
            let mut number = 7;
            assert_eq!(virTypedParamsGetUInt(params, used, c"number".as_ptr(), &mut number), 1);
            assert_eq!(number, 0);
            assert_eq!(virTypedParamsGetInt(params, used, c"number".as_ptr(), &mut 0), -1);
            assert_eq!(virTypedParamsGetInt(params, used, c"missing".as_ptr(), &mut 0), 0);
            assert_eq!(read(take::items(params, 21, "params").expect("array")).expect("read").len(), 21);
            virTypedParamsFree(params, used);
        }
    }

    #[test]
    fn a_name_that_does_not_fit_is_refused() {
        let (mut params, mut used, mut room) = (std::ptr::null_mut(), 0, 0);
        let long = memory::owned(&"n".repeat(VIR_TYPED_PARAM_FIELD_LENGTH));
        // SAFETY: the array is this test's; nothing was added.
        unsafe {
            assert_eq!(virTypedParamsAddInt(&mut params, &mut used, &mut room, long.as_ptr(), 1), -1);
            assert_eq!(virTypedParamsAddInt(std::ptr::null_mut(), &mut used, &mut room, c"n".as_ptr(), 1), -1);
            assert_eq!((used, room), (0, 0));
        }
    }
}
