//! Masks: how many bits of an address count, from the first on.

use super::formatted;
use crate::scalar::{InvalidScalar, MacAddress, Scalar};
use crate::schema::ScalarSchema;
use std::borrow::Cow;
use std::net::{Ipv4Addr, Ipv6Addr};

/// Declares the mask of an address family.
macro_rules! ip_mask {
    ($(#[$meta:meta])* $name:ident, $address:ty, $bits:literal) => {
        $(#[$meta])*
        #[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
        pub struct $name {
            prefix: u32,
        }

        impl $name {
            /// A mask of so many bits; `None` when the address has fewer.
            pub fn new(prefix: u32) -> Option<$name> {
                (prefix <= $bits).then_some($name { prefix })
            }

            /// How many bits count.
            pub const fn prefix(self) -> u32 {
                self.prefix
            }
        }

        impl Scalar for $name {
            const SCHEMA: ScalarSchema = formatted(stringify!($name));

            /// The number of bits, or an address with these bits set.
            fn parse(text: &str) -> Result<Self, InvalidScalar> {
                let invalid = InvalidScalar("Expected a number of bits or a mask without gaps");
                if let Ok(prefix) = text.trim_ascii_start().parse() {
                    return $name::new(prefix).ok_or(invalid);
                }
                let bits = text.parse::<$address>().map_err(|_| invalid)?.to_bits();
                let is_whole = bits.leading_ones() == bits.count_ones();
                if is_whole { Ok($name { prefix: bits.count_ones() }) } else { Err(invalid) }
            }

            fn text(&self) -> Cow<'_, str> {
                Cow::Owned(self.prefix.to_string())
            }
        }
    };
}

ip_mask!(
    /// How many bits of an IPv4 address count.
    Ipv4Mask,
    Ipv4Addr,
    32
);
ip_mask!(
    /// How many bits of an IPv6 address count.
    Ipv6Mask,
    Ipv6Addr,
    128
);

/// Which bits of a hardware address count: the first ones.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct MacMask(MacAddress);

impl MacMask {
    /// The mask as an address with these bits set; `None` when they have gaps.
    pub fn new(mask: MacAddress) -> Option<MacMask> {
        let bits = mask.0.iter().fold(0u64, |bits, byte| (bits << 8) | u64::from(*byte)) << 16;
        (bits.leading_ones() == bits.count_ones()).then_some(MacMask(mask))
    }

    /// The mask as an address.
    pub const fn address(self) -> MacAddress {
        self.0
    }
}

impl Scalar for MacMask {
    const SCHEMA: ScalarSchema = formatted("MacMask");

    fn parse(text: &str) -> Result<Self, InvalidScalar> {
        MacMask::new(MacAddress::parse(text)?).ok_or(InvalidScalar("Expected a mask without gaps"))
    }

    fn text(&self) -> Cow<'_, str> {
        self.0.text()
    }
}
