//! Plain text, and identifiers that the standard types check.

use super::{InvalidScalar, Scalar};
use crate::schema::{ScalarKind, ScalarSchema};
use std::borrow::Cow;
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};
use uuid::Uuid;

impl Scalar for String {
    const SCHEMA: ScalarSchema = ScalarSchema { name: "String", kind: ScalarKind::Text, doc: "" };
    const KEEPS_SPACE: bool = true;

    fn parse(text: &str) -> Result<Self, InvalidScalar> {
        Ok(text.to_owned())
    }

    fn text(&self) -> Cow<'_, str> {
        Cow::Borrowed(self)
    }
}

impl Scalar for Uuid {
    const SCHEMA: ScalarSchema = ScalarSchema { name: "Uuid", kind: ScalarKind::Formatted, doc: "a UUID" };

    /// Hyphens may stand anywhere between the digits, as libvirt allows.
    fn parse(text: &str) -> Result<Self, InvalidScalar> {
        let mut value: u128 = 0;
        let mut n_digits = 0;
        for character in text.trim().chars().filter(|character| *character != '-' && *character != ' ') {
            let digit = character.to_digit(16).ok_or(InvalidScalar("Expected UUID"))?;
            value = (value << 4) | u128::from(digit);
            n_digits += 1;
            if n_digits > 32 {
                return Err(InvalidScalar("Expected UUID"));
            }
        }
        if n_digits == 32 { Ok(Uuid::from_u128(value)) } else { Err(InvalidScalar("Expected UUID")) }
    }

    fn text(&self) -> Cow<'_, str> {
        Cow::Owned(self.to_string())
    }
}

impl Scalar for IpAddr {
    const SCHEMA: ScalarSchema = ScalarSchema { name: "IpAddr", kind: ScalarKind::Formatted, doc: "an IP address" };

    fn parse(text: &str) -> Result<Self, InvalidScalar> {
        text.parse().map_err(|_| InvalidScalar("Expected IP address"))
    }

    fn text(&self) -> Cow<'_, str> {
        Cow::Owned(self.to_string())
    }
}

macro_rules! addresses_of_a_family {
    ($($type:ident $doc:literal $expectation:literal),* $(,)?) => {$(
        impl Scalar for $type {
            const SCHEMA: ScalarSchema =
                ScalarSchema { name: stringify!($type), kind: ScalarKind::Formatted, doc: $doc };

            fn parse(text: &str) -> Result<Self, InvalidScalar> {
                text.parse().map_err(|_| InvalidScalar($expectation))
            }

            fn text(&self) -> Cow<'_, str> {
                Cow::Owned(self.to_string())
            }
        }
    )*};
}

addresses_of_a_family! {
    Ipv4Addr "an IPv4 address" "Expected IPv4 address",
    Ipv6Addr "an IPv6 address" "Expected IPv6 address",
}

crate::scalar_field!(String, Uuid, IpAddr, Ipv4Addr, Ipv6Addr);
