//! Integers, decimal or (where libvirt writes them so) hexadecimal.

use super::{InvalidScalar, Scalar, form};
use crate::model::{Form, Input, Part, Slot, View};
use crate::schema::{Kind, ScalarKind, ScalarSchema};
use std::borrow::Cow;

macro_rules! integers {
    ($($type:ident $view:ident $expectation:literal),* $(,)?) => {$(
        impl Scalar for $type {
            const SCHEMA: ScalarSchema = ScalarSchema {
                name: stringify!($type),
                kind: ScalarKind::Integer { min: $type::MIN as i128, max: $type::MAX as i128 },
                doc: "",
            };

            fn parse(text: &str) -> Result<Self, InvalidScalar> {
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

        impl Part for $type {
            const FORM: Form = form::<$type>(true);
            const KIND: Kind = Kind::Scalar(&<$type as Scalar>::SCHEMA);

            fn make(input: Input<'_>) -> Result<Self, InvalidScalar> {
                let number = match input {
                    Input::Text(text) => return <$type as Scalar>::parse(text),
                    Input::Unsigned(number) => $type::try_from(number).ok(),
                    Input::Signed(number) => $type::try_from(number).ok(),
                    Input::Blank => None,
                };
                number.ok_or(InvalidScalar($expectation))
            }

            fn view(&self) -> View<'_> {
                View::$view((*self).into())
            }

            fn slot(&mut self) -> Slot<'_> {
                Slot::Done
            }
        }
    )*};
}

integers! {
    u8 Unsigned "Expected non-negative integer value up to 255",
    u16 Unsigned "Expected non-negative integer value up to 65535",
    u32 Unsigned "Expected non-negative integer value",
    u64 Unsigned "Expected non-negative integer value",
    i32 Signed "Expected integer value",
    i64 Signed "Expected integer value",
}
