//! Guests, with the defaults and checks of the driver that the case names.

use super::documents::{refusal, round_trip};
use super::qemu;
use crate::case::Case;
use crate::failure::{Failure, Outcome};
use ferrovirt_xml::domain::Domain;
use ferrovirt_xml::domain::complete::{self, Context};
use ferrovirt_xml::scalar::MacAddress;
use ferrovirt_xml::{Format, ParseOptions, Result};

/// The inactive definition as it is stored.
pub fn xml(case: &Case) -> Outcome {
    match case.option("driver") {
        Some("generic") => round_trip(case, &options(), &FORMAT, complete),
        Some("qemu") => qemu::xml(case),
        driver => Err(not_built(driver)),
    }
}

/// A definition that is refused.
pub fn error(case: &Case) -> Outcome {
    match case.option("driver") {
        Some("generic") => refusal(case, &options(), complete),
        Some("qemu") => qemu::error(case),
        driver => Err(not_built(driver)),
    }
}

/// What the cases of this driver show is the whole definition.
const FORMAT: Format = Format { live: true, ..Format::INACTIVE };

fn options() -> ParseOptions {
    ParseOptions::default()
}

/// What all drivers fill in; randomness has run out on this host.
fn complete(domain: &mut Domain) -> Result<()> {
    let mut new_mac = || Ok(MacAddress([0x52, 0x54, 0, 0, 0, 0]));
    complete::complete(domain, &mut Context { architecture: "x86_64", new_mac: &mut new_mac })
}

fn not_built(driver: Option<&str>) -> Failure {
    Failure::NotBuilt(format!("completion and checks of driver '{}'", driver.unwrap_or("none")))
}
