//! Containers.

use super::documents::{refusal, round_trip};
use super::domain::context;
use crate::case::Case;
use crate::failure::{Failure, Outcome};
use ferrovirt_driver_lxc::complete::{self, Context};
use ferrovirt_driver_lxc::{native, validate};
use ferrovirt_xml::domain::Domain;
use ferrovirt_xml::{Document, Format, ParseOptions, Result};
use uuid::uuid;

/// The definition as it is stored.
pub fn xml(case: &Case) -> Outcome {
    round_trip(case, &ParseOptions::inactive(), &Format::INACTIVE, completed)
}

/// A definition that is refused.
pub fn error(case: &Case) -> Outcome {
    refusal(case, &ParseOptions::inactive(), completed)
}

/// A configuration file of LXC's, as a document of a guest with the UUID that the case expects of a new one.
pub fn from_configuration(case: &Case) -> Outcome {
    let mut domain = native::parse(&case.input()?)?;
    domain.uuid = Some(uuid!("c7a5fdbd-edaf-9455-926a-d65c16db1809"));
    domain.devices.emulator = Some(EMULATOR.to_owned());
    case.expect_xml(&domain.to_xml(&Format::INACTIVE))
}

/// A configuration file that is refused.
pub fn bad_configuration(case: &Case) -> Outcome {
    match native::parse(&case.input()?) {
        Ok(_) => Err(Failure::Accepted),
        Err(_) => Ok(()),
    }
}

/// The reference's own path of the program that holds a container is what its documents show.
const EMULATOR: &str = "/usr/libexec/libvirt_lxc";

fn completed(domain: &mut Domain) -> Result<()> {
    let mut context = Context { emulator: EMULATOR, common: context() };
    complete::complete(domain, &mut context)?;
    validate::validate(domain)
}
