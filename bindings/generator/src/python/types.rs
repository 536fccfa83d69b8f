//! How kinds of values are written in Rust and in Python.

use crate::middle::{Argument, DefaultValue, Interface, Type};

/// Which of the two faces of the package a class belongs to.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Face {
    /// Calls wait.
    Blocking,
    /// Calls are awaited.
    Asyncio,
}

impl Face {
    /// Both.
    pub const ALL: [Face; 2] = [Face::Blocking, Face::Asyncio];

    /// The name of an object's native class.
    pub fn class(self, object: &str) -> String {
        match (self, WRAPPED.contains(&object)) {
            (Face::Blocking, false) => object.to_owned(),
            (Face::Blocking, true) => format!("Native{object}"),
            (Face::Asyncio, false) => format!("Async{object}"),
            (Face::Asyncio, true) => format!("NativeAsync{object}"),
        }
    }

    /// The type that callers see.
    pub fn hint(self, object: &str) -> String {
        match self {
            Face::Blocking => object.to_owned(),
            Face::Asyncio => format!("Async{object}"),
        }
    }

    /// The value of `Face` in the glue.
    pub fn glue(self) -> &'static str {
        match self {
            Face::Blocking => "Face::Blocking",
            Face::Asyncio => "Face::Asyncio",
        }
    }
}

/// Objects that callers see through a class in Python, in `ferrovirt/_streams.py`: it gives them base classes of the
/// standard library, which a native class cannot have.
pub const WRAPPED: &[&str] = &["Stream"];

/// Records and unions that plain Python values stand for: a list of parameters is a `dict`, its values are plain.
pub const PLAIN: &[&str] = &["TypedParameter", "TypedValue"];

/// Records that are exceptions, not values.
pub const EXCEPTIONS: &[&str] = &["ErrorDetails"];

/// Whether a record or union has a class of its own.
pub fn has_class(name: &str) -> bool {
    !PLAIN.contains(&name) && !EXCEPTIONS.contains(&name)
}

/// Whether the glue keeps a value of this type as it is; others it turns into a Python object at once.
pub fn is_kept(interface: &Interface, kind: &Type) -> bool {
    match kind {
        Type::Union(_) | Type::List(_) | Type::Object(_) => false,
        Type::Optional(inner) => is_kept(interface, inner),
        Type::Record(name) => is_kept_record(interface, name),
        _ => true,
    }
}

/// Whether a record can be taken apart and put together without Python objects.
pub fn is_kept_record(interface: &Interface, name: &str) -> bool {
    has_class(name)
        && interface
            .record(name)
            .is_some_and(|record| record.fields.iter().all(|field| is_kept(interface, &field.kind)))
}

/// The type in Rust.
pub fn rust(kind: &Type) -> String {
    match kind {
        Type::Boolean => "bool".to_owned(),
        Type::Integer { bits, is_signed } => format!("{}{bits}", if *is_signed { 'i' } else { 'u' }),
        Type::Float => "f64".to_owned(),
        Type::Text => "String".to_owned(),
        Type::Name => "api::Name".to_owned(),
        Type::Uuid => "api::Uuid".to_owned(),
        Type::FileDescriptor => "api::FileDescriptor".to_owned(),
        Type::Bytes => "Vec<u8>".to_owned(),
        Type::Optional(inner) => format!("Option<{}>", rust(inner)),
        Type::List(inner) => format!("Vec<{}>", rust(inner)),
        Type::Enumeration(name) | Type::Flags(name) | Type::Record(name) | Type::Union(name) => format!("api::{name}"),
        Type::Object(name) => format!("Arc<api::{name}>"),
    }
}

/// The type of a result or field in Python.
pub fn hint(kind: &Type, interface: &Interface, face: Face) -> String {
    match kind {
        Type::Boolean => "bool".to_owned(),
        Type::Integer { .. } => "int".to_owned(),
        Type::Float => "float".to_owned(),
        Type::Text | Type::Name => "str".to_owned(),
        Type::Uuid => "UUID".to_owned(),
        Type::FileDescriptor => "int".to_owned(),
        Type::Bytes => "bytes".to_owned(),
        Type::Optional(inner) => format!("{} | None", hint(inner, interface, face)),
        Type::List(inner) => match &**inner {
            Type::Record(name) if name == "TypedParameter" => "dict[str, TypedValue]".to_owned(),
            inner => format!("list[{}]", hint(inner, interface, face)),
        },
        Type::Record(name) if interface.has_objects(kind) => face.hint(name),
        Type::Enumeration(name) | Type::Flags(name) | Type::Record(name) | Type::Union(name) => name.clone(),
        Type::Object(name) => face.hint(name),
    }
}

/// The type of an argument in Python: more is taken than is given.
pub fn argument_hint(argument: &Argument, interface: &Interface, face: Face) -> String {
    match &argument.kind {
        kind if is_document(argument) => format!("{} | SupportsToXml", hint(kind, interface, face)),
        kind => accepted(kind, interface, face),
    }
}

fn accepted(kind: &Type, interface: &Interface, face: Face) -> String {
    match kind {
        Type::Uuid => "UUID | str".to_owned(),
        Type::FileDescriptor => "int | HasFileno".to_owned(),
        Type::List(inner) if **inner == Type::Record("TypedParameter".to_owned()) => {
            "Mapping[str, TypedValue | Sequence[TypedValue]]".to_owned()
        }
        Type::Optional(inner) => format!("{} | None", accepted(inner, interface, face)),
        Type::List(inner) => format!("Sequence[{}]", accepted(inner, interface, face)),
        Type::Object(name) => face.hint(name),
        other => hint(other, interface, face),
    }
}

/// Whether the argument is a document, which may be given as text or as an object.
pub fn is_document(argument: &Argument) -> bool {
    argument.name == "xml" && argument.kind == Type::Text
}

/// A default in Python, and whether it is just that.
pub fn default_text(default: &DefaultValue) -> &str {
    match default {
        DefaultValue::Nothing => "None",
        DefaultValue::Boolean(true) => "True",
        DefaultValue::Boolean(false) => "False",
        DefaultValue::Integer(_) | DefaultValue::Text(_) | DefaultValue::EmptyFlags => "...",
    }
}

/// A default as it is written in Python.
pub fn python_default(default: &DefaultValue) -> String {
    match default {
        DefaultValue::Integer(number) => number.to_string(),
        DefaultValue::Text(text) => format!("{text:?}"),
        other => default_text(other).to_owned(),
    }
}
