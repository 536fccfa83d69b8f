//! Variables: `$NAME`, `$NAME[2]`, `$NAME[@2]`.

use super::formatted;
use crate::scalar::{InvalidScalar, Scalar};
use crate::schema::ScalarSchema;
use std::borrow::Cow;

/// The greatest index.
const MAX_INDEX: u32 = 1000;

/// A variable that stands for a value.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Variable {
    /// Its name.
    pub name: String,
    /// Which of its values is meant.
    pub index: VariableIndex,
}

/// Which of a variable's values is meant.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum VariableIndex {
    /// The one at this place.
    Element(u32),
    /// Each in turn; variables with the same number take the same turn.
    Iterator(u32),
}

impl Scalar for Variable {
    const SCHEMA: ScalarSchema = formatted("Variable");

    /// Spaces may stand around the index.
    fn parse(text: &str) -> Result<Self, InvalidScalar> {
        let invalid = InvalidScalar("Expected a variable such as '$NAME', '$NAME[1]' or '$NAME[@1]'");
        let text = text.strip_prefix('$').ok_or(invalid)?.trim_end_matches(' ');
        let (name, index) = match text.split_once('[') {
            Some((name, index)) => (name, index.strip_suffix(']').ok_or(invalid)?.trim_matches(' ')),
            None => (text, "@0"),
        };
        if name.is_empty() || !name.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'_') {
            return Err(invalid);
        }
        let number =
            |text: &str| text.trim_matches(' ').parse().ok().filter(|index| *index <= MAX_INDEX).ok_or(invalid);
        let index = match index.strip_prefix('@') {
            Some(iterator) => VariableIndex::Iterator(number(iterator)?),
            None => VariableIndex::Element(number(index)?),
        };
        Ok(Variable { name: name.to_owned(), index })
    }

    fn text(&self) -> Cow<'_, str> {
        Cow::Owned(match self.index {
            VariableIndex::Iterator(0) => format!("${}", self.name),
            VariableIndex::Iterator(index) => format!("${}[@{index}]", self.name),
            VariableIndex::Element(index) => format!("${}[{index}]", self.name),
        })
    }
}
