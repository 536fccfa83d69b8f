//! Guests of bhyve.

use super::documents::round_trip;
use super::domain::context;
use crate::case::Case;
use crate::failure::{Failure, Outcome};
use ferrovirt_driver_bhyve::capabilities::Capabilities;
use ferrovirt_driver_bhyve::complete::{self, Context};
use ferrovirt_driver_bhyve::validate;
use ferrovirt_xml::domain::Domain;
use ferrovirt_xml::{Document, Format, ParseOptions, Result};

/// A bhyve that can do everything.
static ALL: Capabilities = Capabilities::ALL;
/// A bhyve with nothing optional.
static NONE: Capabilities = Capabilities::NONE;

/// The definition as it is stored, on a host whose bhyve can do everything.
pub fn xml(case: &Case) -> Outcome {
    round_trip(case, &ParseOptions::inactive(), &Format::INACTIVE, |domain| completed(domain, &ALL))
}

/// A definition that is refused. The case doesn't say what bhyve can do: it may be what an old one lacks.
pub fn error(case: &Case) -> Outcome {
    let text = case.input()?;
    let is_refused = |capabilities: &'static Capabilities| {
        let parsed = Domain::parse(&text, &ParseOptions::inactive());
        parsed.and_then(|mut domain| completed(&mut domain, capabilities)).is_err()
    };
    if is_refused(&ALL) || is_refused(&NONE) { Ok(()) } else { Err(Failure::Accepted) }
}

fn completed(domain: &mut Domain, capabilities: &'static Capabilities) -> Result<()> {
    complete::complete(domain, &mut Context { capabilities, common: context() })?;
    validate::validate(domain, capabilities)
}
