//! How kinds of values are written in Java, and how they cross to the core.

use std::collections::BTreeSet;

use crate::middle::{Interface, Type};

/// What generated files may need from elsewhere.
pub const IMPORTS: &[&str] = &[
    "java.time.Duration",
    "java.util.ArrayList",
    "java.util.Arrays",
    "java.util.List",
    "java.util.Map",
    "java.util.Objects",
    "java.util.UUID",
    "java.util.concurrent.CompletableFuture",
    "org.jspecify.annotations.Nullable",
];

/// The type in Java. What has no sign has the bits of the signed type of its size, as is usual in Java.
pub fn java(kind: &Type) -> String {
    match kind {
        Type::Boolean => "boolean".to_owned(),
        Type::Integer { bits: 64, .. } => "long".to_owned(),
        Type::Integer { .. } => "int".to_owned(),
        Type::Float => "double".to_owned(),
        _ => boxed(kind),
    }
}

/// The type in Java where only objects can be.
pub fn boxed(kind: &Type) -> String {
    match kind {
        Type::Boolean => "Boolean".to_owned(),
        Type::Integer { bits: 64, .. } => "Long".to_owned(),
        Type::Integer { .. } => "Integer".to_owned(),
        Type::Float => "Double".to_owned(),
        Type::Text | Type::Name => "String".to_owned(),
        Type::Uuid => "UUID".to_owned(),
        Type::FileDescriptor => "OpenFile".to_owned(),
        Type::Bytes => "byte[]".to_owned(),
        Type::Optional(inner) if matches!(**inner, Type::Bytes) => "byte @Nullable []".to_owned(),
        Type::Optional(inner) => format!("@Nullable {}", boxed(inner)),
        Type::List(inner) => format!("List<{}>", boxed(inner)),
        Type::Enumeration(name) | Type::Flags(name) | Type::Record(name) | Type::Union(name) | Type::Object(name) => {
            name.clone()
        }
    }
}

/// The method of the buffers' classes for a value that needs no class of its own.
fn method(kind: &Type) -> Option<&'static str> {
    Some(match kind {
        Type::Boolean => "bool",
        Type::Integer { bits: 8, is_signed: false } => "u8",
        Type::Integer { bits: 8, .. } => "i8",
        Type::Integer { bits: 16, is_signed: false } => "u16",
        Type::Integer { bits: 16, .. } => "i16",
        Type::Integer { bits: 32, .. } => "i32",
        Type::Integer { .. } => "i64",
        Type::Float => "f64",
        Type::Text | Type::Name => "text",
        Type::Uuid => "uuid",
        Type::FileDescriptor => "file",
        Type::Bytes => "bytes",
        _ => return None,
    })
}

/// An expression that reads a value from `from`.
pub fn read(kind: &Type, from: &str) -> String {
    match (kind, method(kind)) {
        (_, Some(method)) => format!("{from}.{method}()"),
        (Type::Optional(inner), _) => format!("{from}.optional({})", reading(inner)),
        (Type::List(inner), _) => format!("{from}.list({})", reading(inner)),
        _ => format!("{}.read({from})", boxed(kind)),
    }
}

/// A function that reads a value.
fn reading(kind: &Type) -> String {
    match (kind, method(kind)) {
        (_, Some(method)) => format!("Reader::{method}"),
        (Type::Optional(_) | Type::List(_), _) => format!("item -> {}", read(kind, "item")),
        _ => format!("{}::read", boxed(kind)),
    }
}

/// The end of an expression of type `Writer`, which adds a value to it.
pub fn add(kind: &Type, value: &str) -> String {
    match (kind, method(kind)) {
        (_, Some(method)) => format!(".{method}({value})"),
        (Type::Optional(inner), _) => format!(".optional({value}, {})", adding(inner)),
        (Type::List(inner), _) => format!(".list({value}, {})", adding(inner)),
        (Type::Flags(_), _) => format!(".flags({value})"),
        (Type::Enumeration(_), _) => format!(".index({value})"),
        (Type::Object(_), _) => format!(".object({value})"),
        _ => format!(".with({value}, {}::write)", boxed(kind)),
    }
}

/// A function that adds a value.
fn adding(kind: &Type) -> String {
    match (kind, method(kind)) {
        (_, Some(method)) => format!("Writer::{method}"),
        (Type::Optional(_) | Type::List(_), _) => format!("(buffer, item) -> buffer{}", add(kind, "item")),
        (Type::Flags(_), _) => "Writer::flags".to_owned(),
        (Type::Enumeration(_), _) => "Writer::index".to_owned(),
        (Type::Object(_), _) => "Writer::object".to_owned(),
        _ => format!("{}::write", boxed(kind)),
    }
}

/// An expression for a result that came as a number.
pub fn from_number(kind: &Type, number: &str) -> String {
    match kind {
        Type::Boolean => format!("{number} != 0"),
        Type::Integer { bits: 64, .. } => number.to_owned(),
        Type::Integer { .. } => format!("(int) {number}"),
        Type::Float => format!("Double.longBitsToDouble({number})"),
        Type::FileDescriptor => format!("OpenFile.of((int) {number})"),
        Type::Flags(name) => format!("new {name}((int) {number})"),
        _ => format!("{}.of({number})", boxed(kind)),
    }
}

/// The records and unions that arguments have in them.
pub fn written(interface: &Interface) -> BTreeSet<String> {
    let mut found = BTreeSet::new();
    let methods = interface.objects.iter().flat_map(|object| &object.methods);
    for argument in methods.chain(&interface.functions).flat_map(|operation| &operation.arguments) {
        within(interface, &argument.kind, &mut found);
    }
    found
}

fn within(interface: &Interface, kind: &Type, found: &mut BTreeSet<String>) {
    match kind {
        Type::Optional(inner) | Type::List(inner) => within(interface, inner, found),
        Type::Record(name) if found.insert(name.clone()) => {
            let fields = interface.record(name).into_iter().flat_map(|record| &record.fields);
            fields.for_each(|field| within(interface, &field.kind, found));
        }
        Type::Union(name) if found.insert(name.clone()) => {
            let union = interface.unions.iter().find(|union| union.name == *name);
            let fields = union.into_iter().flat_map(|union| &union.variants).flat_map(|variant| &variant.fields);
            fields.for_each(|field| within(interface, &field.kind, found));
        }
        _ => {}
    }
}
