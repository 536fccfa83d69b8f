//! Values of rules' attributes: each is a literal, or a variable of the filter.

mod flags;
mod mask;
mod name;
mod number;
mod text;
mod variable;

pub use flags::{ConnectionState, SetEnd, SetFlags, StateFlags, TcpFlag, TcpFlagSet, TcpFlags};
pub use mask::{Ipv4Mask, Ipv6Mask, MacMask};
pub use name::{ArpOpcode, EtherType, IpProtocol};
pub use number::Number;
pub use text::{SetName, StateMatch, Text, Truth};
pub use variable::{Variable, VariableIndex};

use crate::model::{Part, read_attribute};
use crate::scalar::{InvalidScalar, Scalar, deserialize_text};
use crate::schema::{Kind, Place, ScalarKind, ScalarSchema};
use crate::tree::Node;
use crate::{Result, Writer};
use std::borrow::Cow;

/// The value of an attribute.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Setting<T> {
    /// The value itself.
    Value(T),
    /// A variable, whose value is known when a guest uses the filter.
    Variable(Variable),
}

impl<T: Scalar> Scalar for Setting<T> {
    const SCHEMA: ScalarSchema = ScalarSchema { name: T::SCHEMA.name, kind: ScalarKind::Formatted, doc: T::SCHEMA.doc };

    fn parse(text: &str) -> std::result::Result<Self, InvalidScalar> {
        if text.starts_with('$') {
            Variable::parse(text).map(Setting::Variable)
        } else {
            T::parse(text).map(Setting::Value)
        }
    }

    fn text(&self) -> Cow<'_, str> {
        match self {
            Setting::Value(value) => value.text(),
            Setting::Variable(variable) => variable.text(),
        }
    }
}

impl<T: Scalar> Part for Setting<T> {
    const TAG: Option<&'static str> = None;
    const PLACE: Place = Place::Attribute;
    const KIND: Kind = Kind::Scalar(&<Setting<T> as Scalar>::SCHEMA);

    fn read(node: Node<'_>, name: &'static str) -> Result<Option<Self>> {
        read_attribute(node, name)
    }

    fn write_attributes(&self, writer: &mut Writer<'_>, name: &'static str) {
        writer.attribute(name, self);
    }
}

impl<T: Scalar> serde::Serialize for Setting<T> {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> std::result::Result<S::Ok, S::Error> {
        serializer.serialize_str(&self.text())
    }
}

impl<'de, T: Scalar> serde::Deserialize<'de> for Setting<T> {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> std::result::Result<Self, D::Error> {
        deserialize_text(deserializer)
    }
}

/// The schema of a value of a form of its own.
const fn formatted(name: &'static str) -> ScalarSchema {
    ScalarSchema { name, kind: ScalarKind::Formatted, doc: "" }
}
