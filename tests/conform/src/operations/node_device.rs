//! Devices of the host.

use super::documents::round_trip;
use crate::case::Case;
use crate::failure::Outcome;
use ferrovirt_xml::node_device::NodeDevice;
use ferrovirt_xml::{Format, ParseOptions};

/// A device, found or to be made.
pub fn xml(case: &Case) -> Outcome {
    round_trip(case, &ParseOptions::default(), &Format::INACTIVE, NodeDevice::complete)
}
