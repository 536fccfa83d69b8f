//! The shared middle: the API in general terms, as every language's emitter reads it.
//!
//! It must not know any language: names are as in Rust, documentation is plain text, types are kinds of values.

mod names;
mod numbered;
mod read;

pub use names::{screaming_snake_case, snake_case};
pub use numbered::Numbered;

/// Everything that is exported.
pub struct Interface {
    /// Enumerations of numbers.
    pub enumerations: Vec<Enumeration>,
    /// Sets of flags.
    pub flag_sets: Vec<Enumeration>,
    /// Plain values with fields.
    pub records: Vec<Record>,
    /// Values of one of several shapes.
    pub unions: Vec<Union>,
    /// Handles with methods.
    pub objects: Vec<Object>,
    /// Functions that belong to no object.
    pub functions: Vec<Operation>,
}

/// An enumeration or a set of flags.
pub struct Enumeration {
    /// Its name.
    pub name: String,
    /// What it is.
    pub doc: String,
    /// Its values in the order of their declaration.
    pub values: Vec<NamedNumber>,
}

/// A value of an enumeration, or a flag.
pub struct NamedNumber {
    /// Its name.
    pub name: String,
    /// What it means.
    pub doc: String,
    /// Its number; for a flag, its bit.
    pub number: i64,
}

/// A plain value with fields, or one shape of a union.
#[derive(Clone)]
pub struct Record {
    /// Its name.
    pub name: String,
    /// What it is.
    pub doc: String,
    /// Its fields in order.
    pub fields: Vec<Field>,
}

/// A field of a record.
#[derive(Clone)]
pub struct Field {
    /// Its name.
    pub name: String,
    /// What it says.
    pub doc: String,
    /// What it holds.
    pub kind: Type,
    /// For a number that belongs to another field's enumeration: which one.
    pub companion: Option<Companion>,
}

/// A number whose enumeration depends on another field: with `selector` at this value, it is one of that enumeration.
#[derive(Clone)]
pub struct Companion {
    /// The field that decides.
    pub selector: String,
    /// The enumeration of the field that decides.
    pub selector_enumeration: String,
    /// Pairs of a value's name there, and the enumeration that then holds. Other values have a bare number.
    pub enumerations: Vec<(String, String)>,
    /// Whether every value has one.
    pub is_complete: bool,
}

/// A value of one of several shapes.
pub struct Union {
    /// Its name.
    pub name: String,
    /// What it is.
    pub doc: String,
    /// The shapes.
    pub variants: Vec<Record>,
}

/// A handle with methods.
pub struct Object {
    /// Its name.
    pub name: String,
    /// What it is.
    pub doc: String,
    /// Its methods.
    pub methods: Vec<Operation>,
    /// Whether two handles can be compared, and hashed.
    pub is_comparable: bool,
    /// Whether it can describe itself.
    pub is_printable: bool,
}

/// A function or method.
pub struct Operation {
    /// Its name.
    pub name: String,
    /// What it does.
    pub doc: String,
    /// Whether it may have to wait.
    pub is_async: bool,
    /// Whether it can fail.
    pub can_fail: bool,
    /// Its arguments in order.
    pub arguments: Vec<Argument>,
    /// What it gives.
    pub result: Option<Type>,
}

/// An argument of an operation.
pub struct Argument {
    /// Its name.
    pub name: String,
    /// What it takes.
    pub kind: Type,
    /// What it is when it is left out.
    pub default: Option<DefaultValue>,
}

/// The value of an argument that is left out.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum DefaultValue {
    /// Nothing, for an optional value.
    Nothing,
    /// A truth value.
    Boolean(bool),
    /// A number.
    Integer(i64),
    /// A text.
    Text(String),
    /// The empty set of flags.
    EmptyFlags,
}

/// A kind of value.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Type {
    /// A truth value.
    Boolean,
    /// A number without fraction.
    Integer {
        /// Its size.
        bits: u8,
        /// Whether it can be negative.
        is_signed: bool,
    },
    /// A number with fraction.
    Float,
    /// A text.
    Text,
    /// The name of an object: a text.
    Name,
    /// A UUID.
    Uuid,
    /// The number of an open file: one that is passed stays the caller's, one that is given becomes the caller's.
    FileDescriptor,
    /// Bytes.
    Bytes,
    /// A value or nothing.
    Optional(Box<Type>),
    /// Any number of values.
    List(Box<Type>),
    /// A value of this enumeration.
    Enumeration(String),
    /// A set of these flags.
    Flags(String),
    /// A value of this record.
    Record(String),
    /// A value of this union.
    Union(String),
    /// A handle of this object.
    Object(String),
}

impl Interface {
    /// The record with this name.
    pub fn record(&self, name: &str) -> Option<&Record> {
        self.records.iter().find(|record| record.name == name)
    }

    /// Whether values of this type have handles in them.
    pub fn has_objects(&self, kind: &Type) -> bool {
        match kind {
            Type::Object(_) => true,
            Type::Optional(inner) | Type::List(inner) => self.has_objects(inner),
            Type::Record(name) => {
                self.record(name).is_some_and(|record| record.fields.iter().any(|field| self.has_objects(&field.kind)))
            }
            _ => false,
        }
    }
}
