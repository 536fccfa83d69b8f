//! The serde side of the object model: structs are maps without their unset fields, unions are maps of one entry.
//!
//! Unknown keys are refused: a typo in a field's name must not lose a setting.

use serde::de::{Deserializer, Error as _, MapAccess, Visitor};
use std::fmt;
use std::marker::PhantomData;

/// A struct that can be filled key by key.
pub trait Object: Default {
    /// The name of the type, for messages.
    const NAME: &'static str;

    /// Takes the value of `key` from `map`; false if there is no such field.
    fn set<'de, A: MapAccess<'de>>(&mut self, key: &str, map: &mut A) -> Result<bool, A::Error>;
}

/// A union that is made from a key and its value.
pub trait Union: Sized {
    /// The name of the type, for messages.
    const NAME: &'static str;
    /// The keys.
    const WORDS: &'static [&'static str];

    /// Takes the value of `key` from `map`; `None` if there is no such variant.
    fn from_entry<'de, A: MapAccess<'de>>(key: &str, map: &mut A) -> Result<Option<Self>, A::Error>;
}

/// Reads a struct.
pub fn deserialize_object<'de, T: Object, D: Deserializer<'de>>(deserializer: D) -> Result<T, D::Error> {
    deserializer.deserialize_map(ObjectVisitor(PhantomData))
}

/// Reads a union.
pub fn deserialize_union<'de, T: Union, D: Deserializer<'de>>(deserializer: D) -> Result<T, D::Error> {
    deserializer.deserialize_map(UnionVisitor(PhantomData))
}

struct ObjectVisitor<T>(PhantomData<T>);

impl<'de, T: Object> Visitor<'de> for ObjectVisitor<T> {
    type Value = T;

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "the fields of {}", T::NAME)
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<T, A::Error> {
        let mut object = T::default();
        while let Some(key) = map.next_key::<String>()? {
            if !object.set(&key, &mut map)? {
                return Err(A::Error::custom(format_args!("{} has no field '{key}'", T::NAME)));
            }
        }
        Ok(object)
    }
}

struct UnionVisitor<T>(PhantomData<T>);

impl<'de, T: Union> Visitor<'de> for UnionVisitor<T> {
    type Value = T;

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "one entry of {}: {}", T::NAME, T::WORDS.join(", "))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<T, A::Error> {
        let Some(key) = map.next_key::<String>()? else {
            return Err(A::Error::custom(format_args!("{} needs one of {}", T::NAME, T::WORDS.join(", "))));
        };
        let Some(union) = T::from_entry(&key, &mut map)? else {
            return Err(A::Error::custom(format_args!("{} is none of {}: '{key}'", T::NAME, T::WORDS.join(", "))));
        };
        match map.next_key::<String>()? {
            None => Ok(union),
            Some(second) => Err(A::Error::custom(format_args!("{} cannot be '{key}' and '{second}'", T::NAME))),
        }
    }
}
