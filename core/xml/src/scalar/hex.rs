//! Numbers that libvirt writes as `0x` and hexadecimal digits.

use super::{InvalidScalar, Scalar};
use crate::schema::{ScalarKind, ScalarSchema};
use std::borrow::Cow;

/// A number written as `0x` and at least `DIGITS` hexadecimal digits; read as decimal without the `0x`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Hex<const DIGITS: usize>(pub u32);

impl<const DIGITS: usize> Scalar for Hex<DIGITS> {
    const SCHEMA: ScalarSchema = ScalarSchema { name: "Hex", kind: ScalarKind::Formatted, doc: "a hexadecimal number" };

    fn parse(text: &str) -> Result<Self, InvalidScalar> {
        let text = text.trim();
        let (digits, radix) = match text.strip_prefix("0x").or_else(|| text.strip_prefix("0X")) {
            Some(digits) => (digits, 16),
            None => (text, 10),
        };
        let is_number = digits.bytes().all(|digit| char::from(digit).is_digit(radix));
        let number = u32::from_str_radix(digits, radix).ok().filter(|_| is_number);
        number.map(Hex).ok_or(InvalidScalar("Expected number such as '0x1f'"))
    }

    fn text(&self) -> Cow<'_, str> {
        Cow::Owned(format!("0x{:0DIGITS$x}", self.0))
    }
}

crate::scalar_field!(Hex<1>, Hex<2>, Hex<4>, Hex<6>);
crate::scalar_as_text!(Hex<1>, Hex<2>, Hex<4>, Hex<6>);
