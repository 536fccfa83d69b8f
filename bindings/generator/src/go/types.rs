//! How kinds of values are written in Go, and how they cross to the core.

use std::collections::BTreeSet;

use super::names::type_name;
use super::operations;
use crate::middle::{Interface, Type};

/// The type in Go. What may be left out is a pointer, unless its type has a nil of its own.
pub fn go(kind: &Type) -> String {
    match kind {
        Type::Boolean => "bool".to_owned(),
        Type::Integer { bits, is_signed } => format!("{}int{bits}", if *is_signed { "" } else { "u" }),
        Type::Float => "float64".to_owned(),
        Type::Text | Type::Name => "string".to_owned(),
        Type::Uuid => "UUID".to_owned(),
        Type::FileDescriptor => "*os.File".to_owned(),
        Type::Bytes => "[]byte".to_owned(),
        Type::Optional(inner) if has_nil(inner) => go(inner),
        Type::Optional(inner) => format!("*{}", go(inner)),
        Type::List(inner) => format!("[]{}", go(inner)),
        Type::Enumeration(name) | Type::Flags(name) | Type::Record(name) | Type::Union(name) => type_name(name),
        Type::Object(name) => format!("*{}", type_name(name)),
    }
}

/// Whether nil of the type stands for nothing.
pub fn has_nil(kind: &Type) -> bool {
    matches!(kind, Type::Bytes | Type::List(_) | Type::Union(_) | Type::Object(_) | Type::FileDescriptor)
}

/// The value to give beside an error.
pub fn zero(kind: &Type) -> String {
    match kind {
        Type::Boolean => "false".to_owned(),
        Type::Integer { .. } | Type::Float | Type::Enumeration(_) | Type::Flags(_) => "0".to_owned(),
        Type::Text | Type::Name => "\"\"".to_owned(),
        Type::Uuid | Type::Record(_) => format!("{}{{}}", go(kind)),
        _ => "nil".to_owned(),
    }
}

/// A function that reads a value: `func(*reader) T`.
pub fn reading(kind: &Type) -> String {
    match kind {
        Type::Boolean => "(*reader).boolean".to_owned(),
        Type::Integer { bits, is_signed } => format!("(*reader).{}{bits}", if *is_signed { 'i' } else { 'u' }),
        Type::Float => "(*reader).float".to_owned(),
        Type::Text | Type::Name => "(*reader).text".to_owned(),
        Type::Uuid => "(*reader).uuid".to_owned(),
        Type::FileDescriptor => "(*reader).file".to_owned(),
        Type::Bytes => "(*reader).bytes".to_owned(),
        Type::Flags(name) => format!("readFlags[{}]", type_name(name)),
        Type::Enumeration(name) => format!("{}.read", table(name)),
        Type::Record(name) | Type::Union(name) | Type::Object(name) => read_function(name),
        Type::Optional(_) | Type::List(_) => format!("func(in *reader) {} {{ return {} }}", go(kind), read(kind)),
    }
}

/// An expression that reads a value from `in`.
pub fn read(kind: &Type) -> String {
    match kind {
        Type::Optional(inner) if has_nil(inner) => format!("readNullable(in, {})", reading(inner)),
        Type::Optional(inner) => format!("readOptional(in, {})", reading(inner)),
        Type::List(inner) => format!("readList(in, {})", reading(inner)),
        kind => match reading(kind).strip_prefix("(*reader).") {
            Some(method) => format!("in.{method}()"),
            None => format!("{}(in)", reading(kind)),
        },
    }
}

/// A function that adds a value: `func([]byte, T) []byte`.
pub fn adding(kind: &Type) -> String {
    match kind {
        Type::Boolean => "appendBoolean".to_owned(),
        Type::Integer { bits, is_signed } => format!("append{}{bits}", if *is_signed { 'I' } else { 'U' }),
        Type::Float => "appendFloat".to_owned(),
        Type::Text | Type::Name => "appendText".to_owned(),
        Type::FileDescriptor => "appendFile".to_owned(),
        Type::Bytes => "appendBytes".to_owned(),
        Type::Uuid => format!("func(out []byte, value UUID) []byte {{ return {} }}", add(kind, "value")),
        Type::Flags(name) => {
            format!("func(out []byte, value {}) []byte {{ return {} }}", type_name(name), add(kind, "value"))
        }
        Type::Enumeration(name) => {
            format!("func(out []byte, value {}) []byte {{ return {} }}", type_name(name), add(kind, "value"))
        }
        Type::Record(name) | Type::Union(name) | Type::Object(name) => add_function(name),
        Type::Optional(_) | Type::List(_) => {
            format!("func(out []byte, value {}) []byte {{ return {} }}", go(kind), add(kind, "value"))
        }
    }
}

/// An expression that gives `out` with a value at its end.
pub fn add(kind: &Type, value: &str) -> String {
    match kind {
        Type::Optional(inner) if has_nil(inner) => {
            format!("appendNullable(out, {value}, {value} == nil, {})", adding(inner))
        }
        Type::Optional(inner) => format!("appendOptional(out, {value}, {})", adding(inner)),
        Type::List(inner) => format!("appendList(out, {value}, {})", adding(inner)),
        Type::Uuid => format!("appendText(out, {value}.String())"),
        Type::Flags(_) => format!("appendU32(out, uint32({value}))"),
        Type::Enumeration(name) => format!("appendI32(out, {}.index({value}))", table(name)),
        kind => format!("{}(out, {value})", adding(kind)),
    }
}

/// The table of an enumeration's values.
pub fn table(name: &str) -> String {
    format!("table{}", super::names::exported(name))
}

/// The function that reads a record, union or object.
pub fn read_function(name: &str) -> String {
    format!("read{}", super::names::exported(name))
}

/// The function that adds a record, union or object.
pub fn add_function(name: &str) -> String {
    format!("append{}", super::names::exported(name))
}

/// What crosses in one direction: names of records, unions, objects and enumerations whose functions are needed.
#[derive(Default)]
pub struct Needed(BTreeSet<String>);

impl Needed {
    /// What results need to be read, errors included.
    pub fn by_results(interface: &Interface) -> Needed {
        let mut needed = Needed::default();
        needed.add(interface, &Type::Record("ErrorDetails".to_owned()));
        for (_, operation) in operations(interface) {
            // An object that is not within anything else is given as a number.
            let within = operation.result.iter().filter(|kind| !matches!(kind, Type::Object(_)));
            within.for_each(|kind| needed.add(interface, kind));
        }
        needed
    }

    /// What arguments need to be written.
    pub fn by_arguments(interface: &Interface) -> Needed {
        let mut needed = Needed::default();
        for argument in operations(interface).flat_map(|(_, operation)| &operation.arguments) {
            needed.add(interface, &argument.kind);
        }
        needed
    }

    /// Whether the functions of this name are needed.
    pub fn has(&self, name: &str) -> bool {
        self.0.contains(name)
    }

    fn add(&mut self, interface: &Interface, kind: &Type) {
        match kind {
            Type::Optional(inner) | Type::List(inner) => self.add(interface, inner),
            Type::Enumeration(name) | Type::Object(name) => {
                self.0.insert(name.clone());
            }
            Type::Record(name) if self.0.insert(name.clone()) => {
                let record = interface.record(name);
                record.iter().flat_map(|record| &record.fields).for_each(|field| self.add(interface, &field.kind));
            }
            Type::Union(name) if self.0.insert(name.clone()) => {
                let union = interface.unions.iter().find(|union| union.name == *name);
                let fields = union.iter().flat_map(|union| &union.variants).flat_map(|variant| &variant.fields);
                fields.for_each(|field| self.add(interface, &field.kind));
            }
            _ => {}
        }
    }
}
