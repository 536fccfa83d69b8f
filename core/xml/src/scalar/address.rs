//! Hardware addresses of network interfaces.

use super::{InvalidScalar, Scalar};
use crate::schema::{ScalarKind, ScalarSchema};
use std::borrow::Cow;
use std::fmt;

/// A MAC address.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct MacAddress(pub [u8; 6]);

impl MacAddress {
    /// Whether it names a group of receivers rather than one.
    pub const fn is_multicast(self) -> bool {
        self.0[0] & 1 == 1
    }
}

impl fmt::Display for MacAddress {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let [a, b, c, d, e, f] = self.0;
        write!(formatter, "{a:02x}:{b:02x}:{c:02x}:{d:02x}:{e:02x}:{f:02x}")
    }
}

impl Scalar for MacAddress {
    const SCHEMA: ScalarSchema = ScalarSchema { name: "MacAddress", kind: ScalarKind::Formatted, doc: "a MAC address" };

    fn parse(text: &str) -> Result<Self, InvalidScalar> {
        let invalid = InvalidScalar("Expected MAC address");
        let mut address = [0; 6];
        let mut parts = text.trim().split(':');
        for byte in &mut address {
            let part = parts.next().ok_or(invalid)?;
            let is_hex = (1..=2).contains(&part.len()) && part.bytes().all(|digit| digit.is_ascii_hexdigit());
            *byte = u8::from_str_radix(part, 16).ok().filter(|_| is_hex).ok_or(invalid)?;
        }
        if parts.next().is_some() { Err(invalid) } else { Ok(MacAddress(address)) }
    }

    fn text(&self) -> Cow<'_, str> {
        Cow::Owned(self.to_string())
    }
}

crate::scalar_field!(MacAddress);
crate::scalar_as_text!(MacAddress);
