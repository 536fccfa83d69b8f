//! Guests, with the defaults and checks of the driver that the case names.

use super::documents::{refusal, round_trip};
use super::qemu;
use super::{bhyve, lxc};
use crate::case::Case;
use crate::failure::{Failure, Outcome};
use ferrovirt_xml::domain::Domain;
use ferrovirt_xml::domain::complete::{self, Context};
use ferrovirt_xml::scalar::MacAddress;
use ferrovirt_xml::{Format, ParseOptions, Result};
use uuid::Uuid;

/// The inactive definition as it is stored.
pub fn xml(case: &Case) -> Outcome {
    match case.option("driver") {
        Some("generic") => round_trip(case, &options(), &FORMAT, complete),
        Some("qemu") => qemu::xml(case),
        Some("lxc") => lxc::xml(case),
        Some("bhyve") => bhyve::xml(case),
        driver => Err(not_built(driver)),
    }
}

/// A definition that is refused.
pub fn error(case: &Case) -> Outcome {
    match case.option("driver") {
        Some("generic") => refusal(case, &options(), complete),
        Some("qemu") => qemu::error(case),
        Some("lxc") => lxc::error(case),
        Some("bhyve") => bhyve::error(case),
        driver => Err(not_built(driver)),
    }
}

/// What the cases of this driver show is the whole definition.
const FORMAT: Format = Format { live: true, ..Format::INACTIVE };

fn options() -> ParseOptions {
    ParseOptions::default()
}

fn complete(domain: &mut Domain) -> Result<()> {
    complete::complete(domain, &mut context())?;
    complete::add_smartcard_controllers(&mut domain.devices);
    Ok(())
}

/// What all drivers need; randomness has run out on this host. (Closures without state take no memory in a box.)
pub fn context<'a>() -> Context<'a> {
    Context {
        architecture: "x86_64",
        new_uuid: Box::leak(Box::new(|| Ok(Uuid::nil()))),
        new_mac: Box::leak(Box::new(|| Ok(MacAddress([0x52, 0x54, 0, 0, 0, 0])))),
    }
}

fn not_built(driver: Option<&str>) -> Failure {
    Failure::NotBuilt(format!("completion and checks of driver '{}'", driver.unwrap_or("none")))
}
