//! Guests, with the defaults and checks of the driver that the case names.

use super::documents::{refusal, round_trip};
use super::qemu;
use crate::case::Case;
use crate::failure::{Failure, Outcome};
use ferrovirt_xml::domain::Domain;
use ferrovirt_xml::{Format, ParseOptions};

/// The inactive definition as it is stored.
pub fn xml(case: &Case) -> Outcome {
    match case.option("driver") {
        Some("generic") => {
            round_trip::<Domain>(case, &ParseOptions::default(), &Format { live: true, ..Format::INACTIVE }, |_| Ok(()))
        }
        Some("qemu") => qemu::xml(case),
        driver => Err(not_built(driver)),
    }
}

/// A definition that is refused.
pub fn error(case: &Case) -> Outcome {
    match case.option("driver") {
        Some("generic") => refusal::<Domain>(case, &ParseOptions::default(), |_| Ok(())),
        Some("qemu") => qemu::error(case),
        driver => Err(not_built(driver)),
    }
}

fn not_built(driver: Option<&str>) -> Failure {
    Failure::NotBuilt(format!("completion and checks of driver '{}'", driver.unwrap_or("none")))
}
