//! What an attribute of a rule says.
//!
//! Reading keeps a value as its author spelled it. [`Setting::settle`] gives it the one form that it is stored in, and
//! [`Setting::validate`] refuses what means nothing: where, and why, the reader has found out.

use super::Variable;
use crate::Result;
use crate::model::{Form, Input, Located, Part, Slot, View};
use crate::scalar::{InvalidScalar, Scalar, deserialize_text, form};
use crate::schema::{Kind, ScalarKind, ScalarSchema};
use crate::tree::Node;
use ferrovirt_error::{Error, ErrorCode, ErrorDomain};
use std::borrow::Cow;

/// The value of an attribute.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Setting<T> {
    /// The value itself.
    Value(T),
    /// A variable, whose value is known when a guest uses the filter.
    Variable(Variable),
    /// What libvirt would spell in another way, or would refuse.
    Unsettled(Box<Unsettled>),
}

/// A value as its author spelled it.
#[derive(Clone, Debug)]
pub struct Unsettled {
    /// The spelling.
    text: String,
    /// What is wrong with it, if the reader found something.
    error: Option<Error>,
}

impl PartialEq for Unsettled {
    /// Where it stood in a document is of no matter.
    fn eq(&self, other: &Self) -> bool {
        self.text == other.text
    }
}

impl Eq for Unsettled {}

impl<T: Scalar> Setting<T> {
    /// What the text means; its spelling is lost.
    fn of(text: &str) -> std::result::Result<Self, InvalidScalar> {
        if text.starts_with('$') {
            Variable::parse(text).map(Setting::Variable)
        } else {
            T::parse(text).map(Setting::Value)
        }
    }

    /// Gives the value the form that it is stored in, if it means something.
    pub fn settle(self) -> Self {
        match self {
            Setting::Unsettled(unsettled) => Setting::of(&unsettled.text).unwrap_or(Setting::Unsettled(unsettled)),
            settled => settled,
        }
    }

    /// Refuses what means nothing. `name` is the attribute's.
    pub fn validate(&self, name: &str) -> Result<()> {
        let Setting::Unsettled(unsettled) = self else { return Ok(()) };
        let Err(InvalidScalar(expectation)) = Setting::<T>::of(&unsettled.text) else { return Ok(()) };
        Err(unsettled.error.clone().unwrap_or_else(|| {
            let detail = format!("Invalid value for attribute '{name}': '{}'. {expectation}", unsettled.text);
            Error::new(ErrorCode::XmlError, ErrorDomain::Xml, detail.trim_end_matches([' ', '.']))
        }))
    }
}

impl<T: Scalar> Scalar for Setting<T> {
    const SCHEMA: ScalarSchema = ScalarSchema { name: T::SCHEMA.name, kind: ScalarKind::Formatted, doc: T::SCHEMA.doc };

    fn parse(text: &str) -> std::result::Result<Self, InvalidScalar> {
        let is_as_stored = |setting: &Self| setting.text() == text;
        let unsettled = || Setting::Unsettled(Box::new(Unsettled { text: text.to_owned(), error: None }));
        Ok(Setting::of(text).ok().filter(is_as_stored).unwrap_or_else(unsettled))
    }

    fn text(&self) -> Cow<'_, str> {
        match self {
            Setting::Value(value) => value.text(),
            Setting::Variable(variable) => variable.text(),
            Setting::Unsettled(unsettled) => Cow::Borrowed(&unsettled.text),
        }
    }
}

impl<T: Scalar> Located for Setting<T> {
    fn found_at(&mut self, node: Node<'_>, attribute: &str) {
        let Setting::Unsettled(unsettled) = self else { return };
        let Err(InvalidScalar(expectation)) = Setting::<T>::of(&unsettled.text) else { return };
        let error = node.invalid_attribute(attribute, expectation);
        node.put_up_with(&error);
        unsettled.error = Some(error);
    }
}

impl<T: Scalar> Part for Setting<T> {
    const FORM: Form = form::<Setting<T>>(false);
    const KIND: Kind = Kind::Scalar(&<Setting<T> as Scalar>::SCHEMA);

    fn make(input: Input<'_>) -> std::result::Result<Self, InvalidScalar> {
        match input {
            Input::Text(text) => Setting::parse(text),
            _ => Err(InvalidScalar("Expected text")),
        }
    }

    fn view(&self) -> View<'_> {
        View::Text(self.text())
    }

    fn slot(&mut self) -> Slot<'_> {
        Slot::Located(self)
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
