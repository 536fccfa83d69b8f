//! Secrets.

use super::documents::round_trip;
use crate::case::Case;
use crate::failure::Outcome;
use ferrovirt_xml::secret::Secret;
use ferrovirt_xml::{Format, ParseOptions};

/// A secret that is defined.
pub fn xml(case: &Case) -> Outcome {
    round_trip(case, &ParseOptions::default(), &Format::INACTIVE, Secret::complete)
}
