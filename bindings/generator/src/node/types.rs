//! How kinds of values are written in TypeScript, and how they are read and written in JavaScript.

use super::names::{argument, camel, pascal};
use crate::middle::{Argument, Interface, Type};

/// 64-bit numbers that never come near 2^53, by owner and name: they are plain numbers. All others are `bigint`.
const PLAIN: &[(&str, &str)] = &[
    ("Connection", "version"),
    ("Connection", "library_version"),
    ("Connection", "node_free_memory"),
    ("Connection", "node_cells_free_memory"),
    ("Connection", "node_free_pages"),
    ("Domain", "max_memory"),
    ("Domain", "max_migration_downtime"),
    ("Domain", "max_migration_speed"),
    ("Domain", "migration_compression_cache"),
    ("DomainInfo", "max_memory"),
    ("DomainInfo", "memory"),
    ("DomainControlInfo", "state_time"),
    ("DomainMemoryStat", "value"),
    ("DomainTime", "seconds"),
    ("NetworkDhcpLease", "expiry_time"),
    ("NodeInfo", "memory"),
    ("RtcChange", "utc_offset"),
    ("BalloonChange", "actual"),
    ("MemoryDeviceSizeChange", "size"),
    ("Monitor", "seconds"),
    ("Gap", "lost"),
];

/// How a 64-bit number appears.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Wide {
    /// As a number.
    Plain,
    /// As a `bigint`.
    Big,
}

impl Wide {
    /// Of the field of a record, or the result of a method.
    pub fn of(owner: &str, name: &str) -> Wide {
        if PLAIN.contains(&(owner, name)) { Wide::Plain } else { Wide::Big }
    }
}

/// The record of which lists are objects with a property for each.
pub const PARAMETER: &str = "TypedParameter";

/// Whether it is a list of typed parameters.
pub fn is_parameters(kind: &Type) -> bool {
    matches!(kind, Type::List(inner) if **inner == Type::Record(PARAMETER.to_owned()))
}

/// What a result, or a field of one, is.
pub fn given(kind: &Type, wide: Wide) -> String {
    match kind {
        _ if is_parameters(kind) => "TypedParameters".to_owned(),
        Type::Boolean => "boolean".to_owned(),
        Type::Integer { bits: 64, .. } if wide == Wide::Big => "bigint".to_owned(),
        Type::Integer { .. } | Type::Float | Type::FileDescriptor => "number".to_owned(),
        Type::Text | Type::Name | Type::Uuid => "string".to_owned(),
        Type::Bytes => "Buffer".to_owned(),
        Type::Optional(inner) => format!("{} | undefined", given(inner, wide)),
        Type::List(inner) => match given(inner, wide) {
            item if item.contains(' ') => format!("Array<{item}>"),
            item => format!("{item}[]"),
        },
        Type::Enumeration(name) | Type::Flags(name) | Type::Record(name) | Type::Union(name) | Type::Object(name) => {
            pascal(name)
        }
    }
}

/// What an argument may be.
pub fn taken(argument: &Argument) -> String {
    match is_document(argument) {
        true => "string | XmlDocument".to_owned(),
        false => accepted(&argument.kind),
    }
}

fn accepted(kind: &Type) -> String {
    match kind {
        _ if is_parameters(kind) => "TypedParametersInput".to_owned(),
        Type::Integer { bits: 64, .. } => "number | bigint".to_owned(),
        Type::Bytes => "Uint8Array".to_owned(),
        Type::FileDescriptor => "number | { readonly fd: number }".to_owned(),
        Type::Optional(inner) => format!("{} | undefined", accepted(inner)),
        Type::List(inner) => format!("ReadonlyArray<{}>", accepted(inner)),
        kind => given(kind, Wide::Plain),
    }
}

/// Whether an argument is the text of a document, so that the document itself will do.
pub fn is_document(argument: &Argument) -> bool {
    argument.kind == Type::Text && (argument.name == "xml" || argument.name.ends_with("_xml"))
}

/// An expression that reads a value from `input`.
pub fn read(kind: &Type, wide: Wide) -> String {
    match kind {
        _ if is_parameters(kind) => "readParameters(input)".to_owned(),
        Type::Optional(inner) => format!("input.optional({})", reading(inner, wide)),
        Type::List(inner) => format!("input.list({})", reading(inner, wide)),
        Type::Record(name) | Type::Union(name) => format!("read{}(input)", pascal(name)),
        Type::Enumeration(name) => format!("input.word(tables.{})", pascal(name)),
        Type::Object(name) => format!("read{}(input)", pascal(name)),
        kind => format!("input.{}()", method(kind, wide)),
    }
}

/// A function that reads a value.
fn reading(kind: &Type, wide: Wide) -> String {
    match kind {
        _ if is_parameters(kind) => "readParameters".to_owned(),
        Type::Record(name) | Type::Union(name) | Type::Object(name) => format!("read{}", pascal(name)),
        kind => format!("(input) => {}", read(kind, wide)),
    }
}

/// The method that reads or adds a plain value.
pub fn method(kind: &Type, wide: Wide) -> String {
    match kind {
        Type::Boolean => "boolean".to_owned(),
        Type::Integer { bits: 64, is_signed } => {
            format!("{}{}64", if wide == Wide::Big { "big" } else { "" }, if *is_signed { 'i' } else { 'u' })
        }
        Type::Integer { bits, is_signed } => format!("{}{bits}", if *is_signed { 'i' } else { 'u' }),
        Type::Float => "float".to_owned(),
        Type::FileDescriptor => "i32".to_owned(),
        Type::Flags(_) => "u32".to_owned(),
        Type::Bytes => "bytes".to_owned(),
        _ => "text".to_owned(),
    }
}

/// A statement that adds an argument to `out`.
pub fn write(taken: &Argument, value: &str) -> String {
    let name = argument(&taken.name);
    match is_document(taken) {
        true => format!("out.document({value}, '{name}');"),
        false => format!("{};", add(&taken.kind, value, &format!("'{name}'"))),
    }
}

fn add(kind: &Type, value: &str, name: &str) -> String {
    match kind {
        _ if is_parameters(kind) => format!("addParameters(out, {value}, {name})"),
        Type::Optional(inner) => {
            format!("out.optional({value}, {name}, (out, value, name) => {})", add(inner, "value", "name"))
        }
        Type::List(inner) => {
            format!("out.list({value}, {name}, (out, value, name) => {})", add(inner, "value", "name"))
        }
        Type::Enumeration(of) => format!("out.word({value}, {name}, tables.{})", pascal(of)),
        Type::Flags(_) => format!("out.u32({value}, {name})"),
        Type::FileDescriptor => format!("out.file({value}, {name})"),
        Type::Uuid => format!("out.uuid({value}, {name})"),
        Type::Object(of) => format!("out.object({value}, {name}, {})", pascal(of)),
        Type::Record(of) | Type::Union(of) => format!("add{}(out, {value}, {name})", pascal(of)),
        kind => format!("out.{}({value}, {name})", method(kind, Wide::Plain)),
    }
}

/// The shape of a result, as `Shape` in `node/native/src/code.rs` has it, with the class of its handles.
pub fn shape(interface: &Interface, result: Option<&Type>, wide: Wide) -> Result<u32, String> {
    let class = |name: &str| {
        let found = interface.objects.iter().position(|object| object.name == name);
        let number = found.ok_or_else(|| format!("there is no object '{name}'"))?;
        u32::try_from(number).map_err(|error| error.to_string())
    };
    let (shape, class) = match result {
        None => (0, 0),
        Some(Type::Boolean) => (1, 0),
        Some(Type::Integer { bits: 64, is_signed }) if wide == Wide::Big => (if *is_signed { 5 } else { 4 }, 0),
        Some(Type::Integer { is_signed: false, .. } | Type::Flags(_)) => (2, 0),
        Some(Type::Integer { .. } | Type::FileDescriptor) => (3, 0),
        Some(Type::Float) => (6, 0),
        Some(Type::Object(name)) => (7, class(name)?),
        Some(Type::Text | Type::Name | Type::Uuid) => (9, 0),
        Some(Type::Bytes) => (10, 0),
        Some(Type::List(inner)) => match &**inner {
            Type::Object(name) => (11, class(name)?),
            _ => (8, 0),
        },
        Some(_) => (8, 0),
    };
    Ok(shape << 16 | class << 24)
}

/// The expression that makes a result out of the native value, or nothing if it is that already.
pub fn finish(result: Option<&Type>, wide: Wide) -> Option<String> {
    match result {
        Some(Type::Object(name)) => Some(format!("as{}", pascal(name))),
        Some(Type::List(inner)) if matches!(**inner, Type::Object(_)) => {
            let Type::Object(name) = &**inner else { return None };
            Some(format!("asList(as{})", pascal(name)))
        }
        Some(kind @ (Type::Optional(_) | Type::List(_) | Type::Enumeration(_) | Type::Record(_) | Type::Union(_))) => {
            Some(format!("decoded({})", reading(kind, wide)))
        }
        _ => None,
    }
}

/// Whether objects are within values of this type, below the top.
pub fn object_within(kind: &Type) -> Option<&str> {
    match kind {
        Type::Object(name) => Some(name),
        Type::Optional(inner) | Type::List(inner) => object_within(inner),
        _ => None,
    }
}

/// The name of a field.
pub fn field(name: &str) -> String {
    camel(name)
}
