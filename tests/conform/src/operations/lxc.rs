//! Containers.

use super::documents::{refusal, round_trip};
use super::domain::context;
use crate::case::Case;
use crate::failure::Outcome;
use ferrovirt_driver_lxc::complete::{self, Context};
use ferrovirt_driver_lxc::validate;
use ferrovirt_xml::domain::Domain;
use ferrovirt_xml::{Format, ParseOptions, Result};

/// The definition as it is stored.
pub fn xml(case: &Case) -> Outcome {
    round_trip(case, &ParseOptions::inactive(), &Format::INACTIVE, completed)
}

/// A definition that is refused.
pub fn error(case: &Case) -> Outcome {
    refusal(case, &ParseOptions::inactive(), completed)
}

/// The reference's own path of the program that holds a container is what its documents show.
fn completed(domain: &mut Domain) -> Result<()> {
    let mut context = Context { emulator: "/usr/libexec/libvirt_lxc", common: context() };
    complete::complete(domain, &mut context)?;
    validate::validate(domain)
}
