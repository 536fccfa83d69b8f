//! The serde side of the object model: structs are maps without their unset fields, unions are maps of one entry.
//!
//! Unknown keys are refused: a typo in a field's name must not lose a setting. Reading needs a format that says by itself
//! what comes, as JSON does.

use crate::model::{Count, Field, Form, Input, Object, Part, Slot, Spec, Union, UnionTable, View};
use crate::raw::RawElement;
use serde::Deserialize;
use serde::de::value::MapAccessDeserializer;
use serde::de::{DeserializeSeed, Deserializer, Error as _, MapAccess, SeqAccess, Visitor};
use serde::ser::{Serialize, SerializeMap, Serializer};
use std::fmt;

impl Serialize for View<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            View::Flag => serializer.serialize_bool(true),
            View::Unsigned(number) => serializer.serialize_u64(*number),
            View::Signed(number) => serializer.serialize_i64(*number),
            View::Text(text) => serializer.serialize_str(text),
            View::Raw(raw) => raw.serialize(serializer),
            View::Object(object) => {
                let mut map = serializer.serialize_map(None)?;
                for index in object.present() {
                    let spec = &object.table().fields[index];
                    if let Some(field) = object.field(index) {
                        map.serialize_entry(spec.name, &Values(field, spec.count))?;
                    }
                }
                map.end()
            }
            View::Union(union) => {
                let variant = &union.table().variants[union.variant()];
                let mut map = serializer.serialize_map(Some(1))?;
                match (union.payload(), variant.payload) {
                    (Some(payload), Some((count, _))) => map.serialize_entry(variant.word, &Values(payload, count))?,
                    _ => map.serialize_entry(variant.word, &())?,
                }
                map.end()
            }
        }
    }
}

/// What a field holds: one value, or a sequence.
struct Values<'a>(&'a dyn Field, Count);

impl Serialize for Values<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let Values(field, count) = self;
        match (count, field.get(0)) {
            (Count::Many, _) => serializer.collect_seq((0..field.len()).filter_map(|index| field.get(index))),
            (_, Some(view)) => view.serialize(serializer),
            (_, None) => serializer.serialize_unit(),
        }
    }
}

/// Reads a struct or a union.
pub fn deserialize<'de, T: Part, D: Deserializer<'de>>(deserializer: D) -> Result<T, D::Error> {
    let mut value = T::make(Input::Blank).map_err(|error| D::Error::custom(error.0))?;
    deserializer.deserialize_map(Filling(value.slot()))?;
    Ok(value)
}

/// Fills what was made from a map.
struct Filling<'a>(Slot<'a>);

impl<'de> Visitor<'de> for Filling<'_> {
    type Value = ();

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.0 {
            Slot::Object(object) => write!(formatter, "the fields of {}", object.table().name),
            Slot::Union(union) => write!(formatter, "one entry of {}", one_of(union.table())),
            Slot::Raw(_) => formatter.write_str("an element with its name, attributes and children"),
            Slot::Done | Slot::Located(_) => formatter.write_str("a value"),
        }
    }

    fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<(), A::Error> {
        match self.0 {
            Slot::Object(object) => fill_object(object, map),
            Slot::Union(union) => fill_union(union, map),
            Slot::Raw(raw) => {
                *raw = RawElement::deserialize(MapAccessDeserializer::new(map))?;
                Ok(())
            }
            Slot::Done | Slot::Located(_) => Err(A::Error::custom("a map is no value of this field")),
        }
    }
}

fn fill_object<'de, A: MapAccess<'de>>(object: &mut dyn Object, mut map: A) -> Result<(), A::Error> {
    let table = object.table();
    while let Some(key) = map.next_key::<String>()? {
        let index = table.fields.iter().position(|spec| spec.name == key);
        let known = index.and_then(|index| Some((object.field_mut(index)?, table.fields.get(index)?)));
        let Some((field, spec)) = known else {
            return Err(A::Error::custom(format_args!("{} has no field '{key}'", table.name)));
        };
        field.clear();
        map.next_value_seed(Seed { field, name: &key, count: spec.count, form: spec.form, is_flag: spec.is_flag() })?;
    }
    Ok(())
}

fn fill_union<'de, A: MapAccess<'de>>(union: &mut dyn Union, mut map: A) -> Result<(), A::Error> {
    let table = union.table();
    let Some(key) = map.next_key::<String>()? else {
        return Err(A::Error::custom(format_args!("{} needs one of {}", table.name, words(table))));
    };
    let Some(variant) = table.variants.iter().position(|variant| variant.word == key) else {
        return Err(A::Error::custom(format_args!("{} is none of {}: '{key}'", table.name, words(table))));
    };
    match (union.select(variant), table.variants[variant].payload) {
        (Some(field), Some((count, form))) => {
            field.clear();
            map.next_value_seed(Seed { field, name: &key, count, form, is_flag: false })?;
        }
        _ => map.next_value::<()>()?,
    }
    match map.next_key::<String>()? {
        None => Ok(()),
        Some(second) => Err(A::Error::custom(format_args!("{} cannot be '{key}' and '{second}'", table.name))),
    }
}

fn one_of(table: &UnionTable) -> String {
    format!("{}: {}", table.name, words(table))
}

fn words(table: &UnionTable) -> String {
    table.words().join(", ")
}

impl Spec {
    fn is_flag(&self) -> bool {
        self.place == crate::model::Place::Flag
    }
}

/// Puts what comes into a field.
struct Seed<'a> {
    field: &'a mut dyn Field,
    name: &'a str,
    count: Count,
    form: Form,
    is_flag: bool,
}

impl Seed<'_> {
    fn put<E: serde::de::Error>(self, input: Input<'_>, shown: &dyn fmt::Display) -> Result<(), E> {
        let name = self.name;
        let is_wanted = match (self.form, input) {
            (Form::Scalar { is_integer, .. }, Input::Text(_)) => !is_integer,
            (Form::Scalar { is_integer, .. }, Input::Unsigned(_) | Input::Signed(_)) => is_integer,
            _ => false,
        };
        if self.is_flag || self.count == Count::Many || !is_wanted {
            return Err(E::custom(format_args!("'{shown}' is of the wrong type for '{name}'")));
        }
        self.field.put(input).map(drop).map_err(|error| {
            let separator = if error.0.is_empty() { "" } else { ". " };
            E::custom(format_args!("Invalid value for '{name}': '{shown}'{separator}{}", error.0))
        })
    }
}

impl<'de> DeserializeSeed<'de> for Seed<'_> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        deserializer.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for Seed<'_> {
    type Value = ();

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "a value of '{}'", self.name)
    }

    fn visit_bool<E: serde::de::Error>(self, value: bool) -> Result<(), E> {
        if !self.is_flag {
            return Err(E::custom(format_args!("'{value}' is of the wrong type for '{}'", self.name)));
        }
        match value {
            true => self.field.put(Input::Blank).map(drop).map_err(|error| E::custom(error.0)),
            false => Ok(()),
        }
    }

    fn visit_u64<E: serde::de::Error>(self, value: u64) -> Result<(), E> {
        self.put(Input::Unsigned(value), &value)
    }

    fn visit_i64<E: serde::de::Error>(self, value: i64) -> Result<(), E> {
        self.put(Input::Signed(value), &value)
    }

    fn visit_str<E: serde::de::Error>(self, value: &str) -> Result<(), E> {
        self.put(Input::Text(value), &value)
    }

    fn visit_unit<E: serde::de::Error>(self) -> Result<(), E> {
        match self.count {
            Count::Optional if !self.is_flag => Ok(()),
            _ => Err(E::custom(format_args!("'{}' cannot be without a value", self.name))),
        }
    }

    fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<(), A::Error> {
        if self.count == Count::Many || self.is_flag || matches!(self.form, Form::Scalar { .. }) {
            return Err(A::Error::custom(format_args!("a map is of the wrong type for '{}'", self.name)));
        }
        let slot = self.field.put(Input::Blank).map_err(|error| A::Error::custom(error.0))?;
        Filling(slot).visit_map(map)
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut sequence: A) -> Result<(), A::Error> {
        if self.count != Count::Many {
            return Err(A::Error::custom(format_args!("a sequence is of the wrong type for '{}'", self.name)));
        }
        let Seed { field, name, form, is_flag, .. } = self;
        while sequence.next_element_seed(Seed { field: &mut *field, name, count: Count::One, form, is_flag })?.is_some()
        {
        }
        Ok(())
    }
}
