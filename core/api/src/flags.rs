//! What every set of flags can do. Unknown bits are kept, so that checks can name them.

/// Gives a `struct Name(u32)` with constants the operations of a set.
macro_rules! flag_set {
    ($name:ident { $($constant:ident),* $(,)? }) => {
        impl $name {
            /// Every flag with its name.
            pub const NAMED: &'static [(&'static str, $name)] = &[$((stringify!($constant), $name::$constant)),*];

            /// No flag.
            pub const fn empty() -> $name {
                $name(0)
            }

            /// The set with these bits, known or not.
            pub const fn from_bits_retain(bits: u32) -> $name {
                $name(bits)
            }

            /// The bits.
            pub const fn bits(self) -> u32 {
                self.0
            }

            /// Whether there is no flag.
            pub const fn is_empty(self) -> bool {
                self.0 == 0
            }

            /// Whether all of these flags are there.
            pub const fn contains(self, flags: $name) -> bool {
                self.0 & flags.0 == flags.0
            }

            /// Whether any of these flags is there.
            pub const fn intersects(self, flags: $name) -> bool {
                self.0 & flags.0 != 0
            }

            /// The flags of both sets.
            pub const fn union(self, flags: $name) -> $name {
                $name(self.0 | flags.0)
            }
        }

        impl std::ops::BitOr for $name {
            type Output = $name;

            fn bitor(self, flags: $name) -> $name {
                self.union(flags)
            }
        }

        impl std::ops::BitOrAssign for $name {
            fn bitor_assign(&mut self, flags: $name) {
                self.0 |= flags.0;
            }
        }

        impl std::ops::Sub for $name {
            type Output = $name;

            fn sub(self, flags: $name) -> $name {
                $name(self.0 & !flags.0)
            }
        }

        impl std::fmt::Debug for $name {
            fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                let names = $name::NAMED.iter().filter(|(_, flag)| self.intersects(*flag)).map(|(name, _)| *name);
                write!(formatter, "{}({})", stringify!($name), names.collect::<Vec<_>>().join(" | "))
            }
        }
    };
}

pub(crate) use flag_set;
