//! What an operation gave.

use std::hash::{DefaultHasher, Hash, Hasher};

use ferrovirt_bindings::UniFfiTag;
use ferrovirt_bindings::error::Error;
use uniffi::{Handle, Lower};

/// How an operation ended.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[repr(u8)]
pub enum Status {
    /// Well.
    #[default]
    Success = 0,
    /// With an error of the definition, in `bytes`.
    Failed = 1,
    /// Not as the caller could expect: an argument could not be read, or the core failed. `bytes` are a text about it.
    Refused = 2,
}

/// What an operation gave.
#[derive(Debug, Default)]
pub struct Answer {
    /// How it ended.
    pub status: Status,
    /// A result that is a number, a truth value (0 or 1), the bits of a number with a fraction, a set of flags, an open
    /// file or a handle.
    pub number: u64,
    /// Any other result, in UniFFI's encoding.
    pub bytes: Vec<u8>,
}

impl Answer {
    /// An operation that could not be done as it was asked for.
    pub(crate) fn refused(text: String) -> Answer {
        Answer { status: Status::Refused, number: 0, bytes: text.into_bytes() }
    }

    /// The answer of an operation that has no result.
    pub(crate) fn nothing(&mut self, (): ()) {}

    /// A result that passes as a number.
    pub(crate) fn number<T: Lower<UniFfiTag, FfiType: Number>>(&mut self, result: T) {
        self.number = T::lower(result).bits();
    }

    /// Any other result.
    pub(crate) fn value<T: Lower<UniFfiTag>>(&mut self, result: T) {
        T::write(result, &mut self.bytes);
    }

    /// An error of the definition.
    pub(crate) fn error(&mut self, error: Error) {
        self.status = Status::Failed;
        <Error as Lower<UniFfiTag>>::write(error, &mut self.bytes);
    }
}

/// A number that is the same for equal values, in this process.
pub fn hash(value: &impl Hash) -> u64 {
    let mut hasher = DefaultHasher::new();
    value.hash(&mut hasher);
    hasher.finish()
}

/// What UniFFI passes by value.
pub trait Number {
    /// It, in eight bytes; what can be negative, with its sign extended.
    fn bits(self) -> u64;
}

macro_rules! numbers {
    ($($kind:ty),*) => {
        $(impl Number for $kind {
            fn bits(self) -> u64 {
                // Widening with the sign is the point.
                self as u64
            }
        })*
    };
}

numbers!(i8, u8, i16, u16, i32, u32, i64, u64);

impl Number for f64 {
    fn bits(self) -> u64 {
        self.to_bits()
    }
}

impl Number for Handle {
    fn bits(self) -> u64 {
        self.as_raw()
    }
}
