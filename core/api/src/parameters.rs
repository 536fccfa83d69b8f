//! Typed parameters: named values of one of seven kinds, as settings and statistics use them.
//!
//! The names that belong together are stated in the definition as sets; a set gives typed access to each of its names,
//! and tells drivers what to refuse.

use std::marker::PhantomData;
use std::ops::Deref;

use crate::error::{Error, ErrorCode, ErrorDomain, Result};
use crate::generated::types::{TypedParameter, TypedValue};

/// The longest name, in bytes; C programs keep it in a buffer that has room for its end as well.
pub const NAME_LIMIT: usize = 79;

/// The kind of a parameter's value, with the number that C programs and the wire protocol use.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(i32)]
pub enum ParameterKind {
    /// A signed 32-bit number.
    Int = 1,
    /// An unsigned 32-bit number.
    UnsignedInt = 2,
    /// A signed 64-bit number.
    Long = 3,
    /// An unsigned 64-bit number.
    UnsignedLong = 4,
    /// A floating point number.
    Double = 5,
    /// A truth value.
    Boolean = 6,
    /// A text.
    Text = 7,
}

impl ParameterKind {
    /// The word for it in messages.
    pub const fn as_str(self) -> &'static str {
        match self {
            ParameterKind::Int => "int",
            ParameterKind::UnsignedInt => "uint",
            ParameterKind::Long => "llong",
            ParameterKind::UnsignedLong => "ullong",
            ParameterKind::Double => "double",
            ParameterKind::Boolean => "boolean",
            ParameterKind::Text => "string",
        }
    }
}

/// A type in Rust that a parameter's value can have.
pub trait ParameterType: Sized {
    /// The value, if it is of this type.
    fn from_value(value: &TypedValue) -> Option<Self>;

    /// The parameter's value.
    fn into_value(self) -> TypedValue;
}

macro_rules! kinds {
    ($($type:ty, $kind:ident, $function:ident;)*) => {
        $(impl ParameterType for $type {
            fn from_value(value: &TypedValue) -> Option<$type> {
                match value {
                    TypedValue::$kind { value } => Some(value.clone()),
                    _ => None,
                }
            }

            fn into_value(self) -> TypedValue {
                TypedValue::$kind { value: self }
            }
        })*

        impl ParameterKind {
            $(/// The kind of values of this type.
            pub const fn $function() -> ParameterKind {
                ParameterKind::$kind
            })*
        }

        impl TypedValue {
            /// Its kind.
            pub const fn kind(&self) -> ParameterKind {
                match self {
                    $(TypedValue::$kind { .. } => ParameterKind::$kind,)*
                }
            }
        }
    };
}

kinds! {
    i32, Int, of_i32;
    u32, UnsignedInt, of_u32;
    i64, Long, of_i64;
    u64, UnsignedLong, of_u64;
    f64, Double, of_f64;
    bool, Boolean, of_bool;
    String, Text, of_string;
}

impl TypedValue {
    /// The same number in another kind, if it has room for it; other values as they are.
    fn in_kind(self, kind: ParameterKind) -> TypedValue {
        let number: Option<i128> = match &self {
            TypedValue::Int { value } => Some((*value).into()),
            TypedValue::UnsignedInt { value } => Some((*value).into()),
            TypedValue::Long { value } => Some((*value).into()),
            TypedValue::UnsignedLong { value } => Some((*value).into()),
            _ => None,
        };
        let Some(number) = number else { return self };
        let fitted = match kind {
            ParameterKind::Int => i32::try_from(number).ok().map(i32::into_value),
            ParameterKind::UnsignedInt => u32::try_from(number).ok().map(u32::into_value),
            ParameterKind::Long => i64::try_from(number).ok().map(i64::into_value),
            ParameterKind::UnsignedLong => u64::try_from(number).ok().map(u64::into_value),
            ParameterKind::Double => i32::try_from(number).ok().map(|number| f64::from(number).into_value()),
            ParameterKind::Boolean | ParameterKind::Text => None,
        };
        fitted.unwrap_or(self)
    }
}

/// The name of a parameter whose values have this type.
#[derive(Debug)]
pub struct Parameter<T> {
    name: &'static str,
    kind: PhantomData<fn() -> T>,
}

impl<T> Clone for Parameter<T> {
    fn clone(&self) -> Parameter<T> {
        *self
    }
}

impl<T> Copy for Parameter<T> {}

impl<T> Parameter<T> {
    /// The parameter of this name.
    pub const fn new(name: &'static str) -> Parameter<T> {
        Parameter { name, kind: PhantomData }
    }

    /// Its name.
    pub const fn name(self) -> &'static str {
        self.name
    }
}

/// Parameters that are there once for each of several things: disks, processors, addresses.
#[derive(Debug)]
pub struct IndexedParameter<T> {
    pattern: &'static str,
    kind: PhantomData<fn() -> T>,
}

impl<T> Clone for IndexedParameter<T> {
    fn clone(&self) -> IndexedParameter<T> {
        *self
    }
}

impl<T> Copy for IndexedParameter<T> {}

impl<T> IndexedParameter<T> {
    /// The parameters of this pattern, with `{}` for each index.
    pub const fn new(pattern: &'static str) -> IndexedParameter<T> {
        IndexedParameter { pattern, kind: PhantomData }
    }

    /// The pattern, with `{}` for each index.
    pub const fn pattern(self) -> &'static str {
        self.pattern
    }

    /// The name for these indexes, in their order.
    pub fn name(self, indexes: &[u32]) -> String {
        let mut indexes = indexes.iter();
        let mut pieces = self.pattern.split("{}");
        let mut name = pieces.next().unwrap_or_default().to_owned();
        for piece in pieces {
            if let Some(index) = indexes.next() {
                name += &index.to_string();
            }
            name += piece;
        }
        name
    }
}

/// Names that belong together, with the kinds of their values.
#[derive(Clone, Copy, Debug)]
pub struct ParameterSet(&'static [(&'static str, ParameterKind)]);

impl ParameterSet {
    /// A set of these names.
    pub const fn new(names: &'static [(&'static str, ParameterKind)]) -> ParameterSet {
        ParameterSet(names)
    }

    /// The names, or patterns of names, with their kinds.
    pub const fn names(self) -> &'static [(&'static str, ParameterKind)] {
        self.0
    }

    /// The kind of the values of a name.
    pub fn kind(self, name: &str) -> Option<ParameterKind> {
        self.0.iter().find(|(known, _)| matches(known, name)).map(|(_, kind)| *kind)
    }

    /// Turns numbers into the kinds that their names have, where they fit: for languages with one kind of number.
    pub fn fit(self, parameters: TypedParameters) -> TypedParameters {
        let fit = |TypedParameter { field, value }| {
            let value = match self.kind(&field) {
                Some(kind) => value.in_kind(kind),
                None => value,
            };
            TypedParameter { field, value }
        };
        parameters.0.into_iter().map(fit).collect()
    }

    /// Refuses names that are not in the set, values of another kind, and names that come twice unless they are among
    /// `repeated`.
    pub fn validate(self, parameters: &TypedParameters, repeated: &[&str]) -> Result<()> {
        for (index, parameter) in parameters.iter().enumerate() {
            let name = parameter.field.as_str();
            let Some(expected) = self.kind(name) else {
                let detail = format!("parameter '{name}' not supported");
                return Err(Error::new(ErrorCode::ArgumentUnsupported, ErrorDomain::None, detail));
            };
            let kind = parameter.value.kind();
            if kind != expected {
                return Err(Error::invalid_argument(
                    ErrorDomain::None,
                    format!(
                        "invalid type '{}' for parameter '{name}', expected '{}'",
                        kind.as_str(),
                        expected.as_str()
                    ),
                ));
            }
            if !repeated.contains(&name) && parameters[..index].iter().any(|other| other.field == name) {
                let detail = format!("parameter '{name}' occurs multiple times");
                return Err(Error::invalid_argument(ErrorDomain::None, detail));
            }
        }
        Ok(())
    }
}

/// Whether a name is `known`, in which `{}` stands for any one part.
fn matches(known: &str, name: &str) -> bool {
    let mut pieces = known.split("{}");
    let Some(mut rest) = name.strip_prefix(pieces.next().unwrap_or_default()) else { return false };
    for piece in pieces {
        let end = if piece.is_empty() { Some(rest.len()) } else { rest.find(piece) };
        match end {
            Some(end) if end > 0 => rest = &rest[end + piece.len()..],
            _ => return false,
        }
    }
    rest.is_empty()
}

/// Named values, in an order. A name may come more than once where it stands for a list.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct TypedParameters(Vec<TypedParameter>);

impl TypedParameters {
    /// No parameters.
    pub fn new() -> TypedParameters {
        TypedParameters::default()
    }

    /// The value of a name, if it is there and of its type.
    pub fn get<T: ParameterType>(&self, parameter: Parameter<T>) -> Option<T> {
        self.value(parameter.name()).and_then(T::from_value)
    }

    /// The value of an indexed name, if it is there and of its type.
    pub fn get_at<T: ParameterType>(&self, parameter: IndexedParameter<T>, indexes: &[u32]) -> Option<T> {
        self.value(&parameter.name(indexes)).and_then(T::from_value)
    }

    /// All values of a name that stands for a list.
    pub fn get_all<T: ParameterType>(&self, parameter: Parameter<T>) -> Vec<T> {
        let named = self.0.iter().filter(|found| found.field == parameter.name());
        named.filter_map(|found| T::from_value(&found.value)).collect()
    }

    /// The first value of any kind with this name.
    pub fn value(&self, name: &str) -> Option<&TypedValue> {
        self.0.iter().find(|found| found.field == name).map(|found| &found.value)
    }

    /// Adds a value, after those with the same name.
    pub fn add<T: ParameterType>(&mut self, parameter: Parameter<T>, value: T) {
        self.add_named(parameter.name(), value.into_value());
    }

    /// Adds a value of an indexed name.
    pub fn add_at<T: ParameterType>(&mut self, parameter: IndexedParameter<T>, indexes: &[u32], value: T) {
        self.0.push(TypedParameter { field: parameter.name(indexes), value: value.into_value() });
    }

    /// Adds a value of any name.
    pub fn add_named(&mut self, name: impl Into<String>, value: TypedValue) {
        self.0.push(TypedParameter { field: name.into(), value });
    }

    /// The same parameters with this one.
    #[must_use]
    pub fn with<T: ParameterType>(mut self, parameter: Parameter<T>, value: T) -> TypedParameters {
        self.add(parameter, value);
        self
    }
}

impl Deref for TypedParameters {
    type Target = [TypedParameter];

    fn deref(&self) -> &[TypedParameter] {
        &self.0
    }
}

impl From<Vec<TypedParameter>> for TypedParameters {
    fn from(parameters: Vec<TypedParameter>) -> TypedParameters {
        TypedParameters(parameters)
    }
}

impl From<TypedParameters> for Vec<TypedParameter> {
    fn from(parameters: TypedParameters) -> Vec<TypedParameter> {
        parameters.0
    }
}

impl FromIterator<TypedParameter> for TypedParameters {
    fn from_iter<I: IntoIterator<Item = TypedParameter>>(parameters: I) -> TypedParameters {
        TypedParameters(parameters.into_iter().collect())
    }
}

impl IntoIterator for TypedParameters {
    type Item = TypedParameter;
    type IntoIter = std::vec::IntoIter<TypedParameter>;

    fn into_iter(self) -> Self::IntoIter {
        self.0.into_iter()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const LIMIT: Parameter<u64> = Parameter::new("limit");
    const NAMES: Parameter<String> = Parameter::new("names");
    const SET: ParameterSet = ParameterSet::new(&[
        ("limit", ParameterKind::UnsignedLong),
        ("names", ParameterKind::Text),
        ("disk.{}.size", ParameterKind::UnsignedInt),
    ]);

    fn check(parameters: &TypedParameters, expected: Option<(ErrorCode, &str)>) {
        let error = SET.validate(parameters, &["names"]).err();
        let found = error.as_ref().map(|error| (error.code(), error.detail().unwrap_or_default()));
        assert_eq!(found, expected);
    }

    #[test]
    fn values_are_found_by_name_and_type() {
        let parameters = TypedParameters::new().with(LIMIT, 7).with(NAMES, "a".into()).with(NAMES, "b".into());
        assert_eq!(parameters.get(LIMIT), Some(7));
        assert_eq!(parameters.get(Parameter::<i32>::new("limit")), None);
        assert_eq!(parameters.get_all(NAMES), ["a", "b"]);
        check(&parameters, None);
    }

    #[test]
    fn a_set_refuses_what_it_does_not_know() {
        let one = |name: &str, value| TypedParameters::from(vec![TypedParameter { field: name.to_owned(), value }]);
        check(&one("disk.12.size", 4u32.into_value()), None);
        let unknown = Some((ErrorCode::ArgumentUnsupported, "parameter 'disk..size' not supported"));
        check(&one("disk..size", 4u32.into_value()), unknown);
        let words = "invalid type 'int' for parameter 'limit', expected 'ullong'";
        check(&one("limit", 4i32.into_value()), Some((ErrorCode::InvalidArg, words)));
        let twice = TypedParameters::new().with(LIMIT, 1).with(LIMIT, 2);
        check(&twice, Some((ErrorCode::InvalidArg, "parameter 'limit' occurs multiple times")));
    }

    #[test]
    fn numbers_are_fitted_where_there_is_room() {
        let fit = |value| SET.fit(TypedParameters::from(vec![TypedParameter { field: "limit".to_owned(), value }]));
        assert_eq!(fit(4i64.into_value()).get(LIMIT), Some(4));
        assert_eq!(fit((-4i64).into_value()).value("limit"), Some(&TypedValue::Long { value: -4 }));
    }

    #[test]
    fn indexes_take_their_places() {
        let name = IndexedParameter::<u32>::new("if.{}.addr.{}.prefix").name(&[2, 0]);
        assert_eq!(name, "if.2.addr.0.prefix");
    }
}
