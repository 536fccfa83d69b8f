//! Numbers that are written in the base in which they stand.

use super::formatted;
use crate::scalar::{InvalidScalar, Scalar};
use crate::schema::ScalarSchema;
use std::borrow::Cow;

/// A number up to `MAX`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct Number<const MAX: u32> {
    value: u32,
    is_hex: bool,
}

impl<const MAX: u32> Number<MAX> {
    /// A number in decimal; `None` when it is too large.
    pub fn new(value: u32) -> Option<Number<MAX>> {
        (value <= MAX).then_some(Number { value, is_hex: false })
    }

    /// The number.
    pub const fn value(self) -> u32 {
        self.value
    }
}

impl<const MAX: u32> Scalar for Number<MAX> {
    const SCHEMA: ScalarSchema = formatted("Number");

    fn parse(text: &str) -> Result<Self, InvalidScalar> {
        let text = text.trim_ascii_start();
        let (value, is_hex) = match text.strip_prefix("0x").or_else(|| text.strip_prefix("0X")) {
            Some(digits) if digits.starts_with('+') => (None, true),
            Some(digits) => (u32::from_str_radix(digits, 16).ok(), true),
            None => (text.parse().ok(), false),
        };
        let value = value.filter(|value| *value <= MAX).ok_or(InvalidScalar("Expected a number in range"))?;
        Ok(Number { value, is_hex })
    }

    fn text(&self) -> Cow<'_, str> {
        Cow::Owned(if self.is_hex { format!("{:#x}", self.value) } else { self.value.to_string() })
    }
}
