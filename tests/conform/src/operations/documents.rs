//! Documents that are read, completed and written.

use crate::case::Case;
use crate::failure::{Failure, Outcome};
use ferrovirt_xml::model::Element;
use ferrovirt_xml::{Document, Format, ParseOptions, Result};

/// Reads the input, completes it, and compares how it is written.
pub fn round_trip<T: Element>(
    case: &Case,
    options: &ParseOptions,
    format: &Format,
    complete: fn(&mut T) -> Result<()>,
) -> Outcome {
    let mut document = T::parse(&case.input()?, options)?;
    complete(&mut document)?;
    case.expect_xml(&document.to_xml(format))
}

/// Reads the input, which must fail, or complete it, which must fail then.
pub fn refusal<T: Element>(case: &Case, options: &ParseOptions, complete: fn(&mut T) -> Result<()>) -> Outcome {
    match T::parse(&case.input()?, options).and_then(|mut document| complete(&mut document)) {
        Ok(()) => Err(Failure::Accepted),
        Err(_) => Ok(()),
    }
}
