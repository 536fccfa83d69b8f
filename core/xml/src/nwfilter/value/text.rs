//! Texts and truths.

use super::formatted;
use crate::scalar::{InvalidScalar, Scalar};
use crate::schema::ScalarSchema;
use std::borrow::Cow;

/// A remark.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct Text(pub String);

impl Scalar for Text {
    const SCHEMA: ScalarSchema = formatted("Text");

    fn parse(text: &str) -> Result<Self, InvalidScalar> {
        Ok(Text(text.to_owned()))
    }

    fn text(&self) -> Cow<'_, str> {
        Cow::Borrowed(&self.0)
    }
}

/// How long the name of a set is at most.
const MAX_SET_NAME: usize = 31;

/// The name of a set of the host's firewall.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct SetName(String);

impl SetName {
    /// The name.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl Scalar for SetName {
    const SCHEMA: ScalarSchema = formatted("SetName");

    fn parse(text: &str) -> Result<Self, InvalidScalar> {
        let is_word = |byte: u8| byte.is_ascii_alphanumeric() || b"_.:-+ ".contains(&byte);
        if text.len() <= MAX_SET_NAME && text.bytes().all(is_word) {
            Ok(SetName(text.to_owned()))
        } else {
            Err(InvalidScalar("Expected at most 31 letters, digits, spaces and characters of '_.:-+'"))
        }
    }

    fn text(&self) -> Cow<'_, str> {
        Cow::Borrowed(&self.0)
    }
}

/// `true` or `false`. In documents `1`, `yes` and `true` are true, and everything else is false.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct Truth(pub bool);

impl Scalar for Truth {
    const SCHEMA: ScalarSchema = formatted("Truth");

    fn parse(text: &str) -> Result<Self, InvalidScalar> {
        Ok(Truth(matches!(text, "1" | "yes" | "true")))
    }

    fn text(&self) -> Cow<'_, str> {
        Cow::Borrowed(if self.0 { "true" } else { "false" })
    }
}

/// Whether answers pass as well. In documents `0` and `false` in any letter case are false, and everything else is true.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct StateMatch(String);

impl StateMatch {
    /// Whether they do.
    pub fn is_on(&self) -> bool {
        self.0 != "0" && !self.0.eq_ignore_ascii_case("false")
    }
}

impl From<bool> for StateMatch {
    fn from(is_on: bool) -> Self {
        StateMatch(is_on.to_string())
    }
}

impl Scalar for StateMatch {
    const SCHEMA: ScalarSchema = formatted("StateMatch");

    fn parse(text: &str) -> Result<Self, InvalidScalar> {
        Ok(StateMatch(text.to_owned()))
    }

    fn text(&self) -> Cow<'_, str> {
        Cow::Borrowed(&self.0)
    }
}

crate::scalar_field!(StateMatch);
crate::scalar_as_text!(StateMatch);
