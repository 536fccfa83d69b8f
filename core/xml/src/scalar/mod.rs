//! Values that are one text: numbers, words, identifiers, addresses.
//!
//! A scalar checks its own form and nothing else: whether a number makes sense where it stands is for drivers to say.

mod address;
mod cpuset;
mod hex;
mod integer;
mod mode;
mod size;
mod text;
mod words;

pub use address::MacAddress;
pub use cpuset::CpuSet;
pub use hex::Hex;
pub use mode::FileMode;
pub use size::{MemorySize, SizeUnit, StorageSize};
pub use words::{OnOff, YesNo};

use crate::model::Form;
use crate::schema::ScalarSchema;
#[doc(hidden)]
pub use ferrovirt_error::ErrorCode;
use std::borrow::Cow;

/// Why a text is not a value of a scalar: a sentence about what would be right, or nothing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct InvalidScalar(pub &'static str);

/// A value that is one text.
pub trait Scalar: Sized {
    /// The type as data.
    const SCHEMA: ScalarSchema;
    /// Whether white space around the value belongs to it.
    const KEEPS_SPACE: bool = false;
    /// The error for a text that is no such value, where libvirt's differs from others'.
    const ERROR_CODE: ErrorCode = ErrorCode::XmlError;

    /// Reads the value.
    fn parse(text: &str) -> Result<Self, InvalidScalar>;

    /// The value as libvirt writes it.
    fn text(&self) -> Cow<'_, str>;
}

/// Makes a scalar a field that is an attribute by default, or a child element with its text.
#[macro_export]
macro_rules! scalar_field {
    ($($type:ty),* $(,)?) => {$(
        impl $crate::model::Part for $type {
            const FORM: $crate::model::Form = $crate::scalar::form::<$type>(false);
            const KIND: $crate::schema::Kind =
                $crate::schema::Kind::Scalar(&<$type as $crate::scalar::Scalar>::SCHEMA);

            fn make(input: $crate::model::Input<'_>) -> Result<Self, $crate::scalar::InvalidScalar> {
                match input {
                    $crate::model::Input::Text(text) => $crate::scalar::Scalar::parse(text),
                    _ => Err($crate::scalar::InvalidScalar("Expected text")),
                }
            }

            fn view(&self) -> $crate::model::View<'_> {
                $crate::model::View::Text($crate::scalar::Scalar::text(self))
            }

            fn slot(&mut self) -> $crate::model::Slot<'_> {
                $crate::model::Slot::Done
            }
        }
    )*};
}

/// How a scalar is read and written.
pub const fn form<T: Scalar>(is_integer: bool) -> Form {
    Form::Scalar { code: T::ERROR_CODE, keeps_space: T::KEEPS_SPACE, is_integer }
}

/// Gives a scalar the serde form of its text.
#[macro_export]
macro_rules! scalar_as_text {
    ($($type:ty),* $(,)?) => {$(
        impl $crate::serde::Serialize for $type {
            fn serialize<S: $crate::serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serializer.serialize_str(&$crate::scalar::Scalar::text(self))
            }
        }

        impl<'de> $crate::serde::Deserialize<'de> for $type {
            fn deserialize<D: $crate::serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                $crate::scalar::deserialize_text(deserializer)
            }
        }
    )*};
}

/// Defines the vocabulary of an attribute: an enum whose variants are words.
///
/// One line of documentation for the type, and a line per word: the variant, the word in the document, and what it means.
/// `or` names the error for other words, where libvirt's is not that of documents.
#[macro_export]
macro_rules! words {
    (
        #[doc = $type_doc:literal] $(#[$meta:meta])*
        $name:ident $(or $code:ident)? { $($(#[$variant_meta:meta])* $variant:ident $word:literal $doc:literal),+ $(,)? }
    ) => {
        #[doc = $type_doc]
        $(#[$meta])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
        pub enum $name { $($(#[$variant_meta])* #[doc = $doc] $variant,)+ }

        impl $name {
            /// Every word, in the order of the documentation.
            pub const ALL: &'static [$name] = &[$($name::$variant,)+];

            /// The word in the document.
            pub const fn as_str(self) -> &'static str {
                match self { $($name::$variant => $word,)+ }
            }

            /// The value of this word.
            pub fn from_word(word: &str) -> Option<$name> {
                match word { $($word => Some($name::$variant),)+ _ => None }
            }
        }

        impl ::std::fmt::Display for $name {
            fn fmt(&self, formatter: &mut ::std::fmt::Formatter<'_>) -> ::std::fmt::Result {
                formatter.write_str(self.as_str())
            }
        }

        impl $crate::scalar::Scalar for $name {
            const SCHEMA: $crate::schema::ScalarSchema = $crate::schema::ScalarSchema {
                name: stringify!($name),
                kind: $crate::schema::ScalarKind::Words(&[$($crate::schema::WordSchema {
                    name: stringify!($variant),
                    word: $word,
                    doc: $doc,
                },)+]),
                doc: $type_doc,
            };
            $(const ERROR_CODE: $crate::scalar::ErrorCode = $crate::scalar::ErrorCode::$code;)?

            fn parse(text: &str) -> Result<Self, $crate::scalar::InvalidScalar> {
                $name::from_word(text).ok_or($crate::scalar::InvalidScalar(""))
            }

            fn text(&self) -> ::std::borrow::Cow<'_, str> {
                ::std::borrow::Cow::Borrowed(self.as_str())
            }
        }

        $crate::scalar_field!($name);
        $crate::scalar_as_text!($name);
    };
}

/// Reads a scalar from its text, for serde.
pub fn deserialize_text<'de, T: Scalar, D: serde::Deserializer<'de>>(deserializer: D) -> Result<T, D::Error> {
    struct TextVisitor<T>(std::marker::PhantomData<T>);

    impl<T: Scalar> serde::de::Visitor<'_> for TextVisitor<T> {
        type Value = T;

        fn expecting(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
            write!(formatter, "a text that is a {}", T::SCHEMA.name)
        }

        fn visit_str<E: serde::de::Error>(self, text: &str) -> Result<T, E> {
            T::parse(text).map_err(|error| {
                let separator = if error.0.is_empty() { "" } else { ". " };
                E::custom(format_args!("Invalid value for {}: '{text}'{separator}{}", T::SCHEMA.name, error.0))
            })
        }
    }

    deserializer.deserialize_str(TextVisitor(std::marker::PhantomData))
}

#[cfg(test)]
mod tests;
