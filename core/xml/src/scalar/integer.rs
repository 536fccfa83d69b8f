//! Integers, decimal or (where libvirt writes them so) hexadecimal.

use super::{InvalidScalar, Scalar};
use crate::schema::{ScalarKind, ScalarSchema};
use crate::tree::Node;
use crate::{Result, Writer};
use std::borrow::Cow;

/// A built-in integer.
pub trait Integer: Scalar + Copy + Into<i128> + TryFrom<i128> {}

macro_rules! integers {
    ($($type:ident $expectation:literal),* $(,)?) => {$(
        impl Scalar for $type {
            const SCHEMA: ScalarSchema = ScalarSchema {
                name: stringify!($type),
                kind: ScalarKind::Integer { min: $type::MIN as i128, max: $type::MAX as i128 },
                doc: "",
            };

            fn parse(text: &str) -> std::result::Result<Self, InvalidScalar> {
                let text = text.trim_ascii_start();
                // libvirt reads some numbers in any base; all may be hexadecimal here.
                let value = match text.strip_prefix("0x") {
                    Some(digits) if !digits.starts_with('+') => $type::from_str_radix(digits, 16),
                    _ => text.parse(),
                };
                value.map_err(|_| InvalidScalar($expectation))
            }

            fn text(&self) -> Cow<'_, str> {
                Cow::Owned(self.to_string())
            }
        }

        impl Integer for $type {}

        crate::scalar_field!($type);
    )*};
}

integers! {
    u8 "Expected non-negative integer value up to 255",
    u16 "Expected non-negative integer value up to 65535",
    u32 "Expected non-negative integer value",
    u64 "Expected non-negative integer value",
    i32 "Expected integer value",
    i64 "Expected integer value",
}

/// Reads an attribute that is hexadecimal after `0x`, octal after `0`, else decimal, up to `max`.
pub fn read_hex<T: Integer>(node: Node<'_>, name: &str, max: Option<u64>) -> Result<Option<T>> {
    let Some(text) = node.attribute(name) else { return Ok(None) };
    let trimmed = text.trim_ascii();
    let value = match trimmed.strip_prefix("0x").or_else(|| trimmed.strip_prefix("0X")) {
        Some(digits) if digits.bytes().all(|byte| byte.is_ascii_hexdigit()) => u64::from_str_radix(digits, 16).ok(),
        Some(_) => None,
        None if trimmed.len() > 1 && trimmed.starts_with('0') => u64::from_str_radix(trimmed, 8).ok(),
        None => trimmed.parse().ok(),
    };
    let value = value.filter(|value| max.is_none_or(|max| *value <= max));
    match value.and_then(|value| T::try_from(i128::from(value)).ok()) {
        Some(value) => Ok(Some(value)),
        None => Err(node.invalid_attribute(name, "Expected hexadecimal integer value in range")),
    }
}

/// Writes an attribute as `0x` and at least `digits` hexadecimal digits.
pub fn write_hex<T: Integer>(writer: &mut Writer<'_>, name: &str, value: T, digits: usize) {
    let value: i128 = value.into();
    writer.attribute_str(name, &format!("0x{value:0digits$x}"));
}
