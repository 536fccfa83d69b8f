//! Numbers of which some have names.

use super::{Number, formatted};
use crate::scalar::{InvalidScalar, Scalar};
use crate::schema::ScalarSchema;
use std::borrow::Cow;

/// Declares a number with its names. Numbers that have one are written by it.
macro_rules! named_number {
    ($(#[$meta:meta])* $name:ident($min:literal..=$max:literal) { $($word:literal = $value:literal),+ $(,)? }) => {
        $(#[$meta])*
        #[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
        pub struct $name(Number<$max>);

        impl $name {
            /// The names with their numbers.
            pub const NAMES: &'static [(&'static str, u32)] = &[$(($word, $value)),+];

            /// A value by its number; `None` when it is out of range.
            pub fn new(number: u32) -> Option<$name> {
                Number::new(number).filter(|_| ($min..=$max).contains(&number)).map($name)
            }

            /// The number.
            pub const fn number(self) -> u32 {
                self.0.value()
            }
        }

        impl Scalar for $name {
            const SCHEMA: ScalarSchema = formatted(stringify!($name));

            /// Letter case does not matter in names.
            fn parse(text: &str) -> Result<Self, InvalidScalar> {
                if let Some((_, number)) = $name::NAMES.iter().find(|(word, _)| word.eq_ignore_ascii_case(text)) {
                    return $name::new(*number).ok_or(InvalidScalar(""));
                }
                let number = Number::parse(text)?;
                let is_in_range = ($min..=$max).contains(&number.value());
                if is_in_range { Ok($name(number)) } else { Err(InvalidScalar("Expected a number in range")) }
            }

            fn text(&self) -> Cow<'_, str> {
                match $name::NAMES.iter().find(|(_, number)| *number == self.number()) {
                    Some((word, _)) => Cow::Borrowed(word),
                    None => Cow::Owned(self.0.text().into_owned()),
                }
            }
        }
    };
}

named_number! {
    /// What a frame of Ethernet carries. Lesser numbers are lengths of frames.
    EtherType(0x600..=65535) { "ipv4" = 0x800, "arp" = 0x806, "rarp" = 0x8035, "vlan" = 0x8100, "ipv6" = 0x86dd }
}

named_number! {
    /// What a packet of IP carries.
    IpProtocol(0..=255) {
        "icmp" = 1,
        "igmp" = 2,
        "tcp" = 6,
        "udp" = 17,
        "esp" = 50,
        "ah" = 51,
        "icmpv6" = 58,
        "sctp" = 132,
        "udplite" = 136,
    }
}

named_number! {
    /// What a packet of ARP asks or answers.
    ArpOpcode(0..=65535) {
        "Request" = 1,
        "Reply" = 2,
        "Request_Reverse" = 3,
        "Reply_Reverse" = 4,
        "DRARP_Request" = 5,
        "DRARP_Reply" = 6,
        "DRARP_Error" = 7,
        "InARP_Request" = 8,
        "ARP_NAK" = 9,
    }
}
