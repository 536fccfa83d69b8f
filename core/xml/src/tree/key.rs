//! Keys of names: names of different keys differ, which is quicker to see than that of names.

/// The key of a name: its length and some of its letters.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Key(u32);

impl Key {
    /// The key of a name.
    pub const fn new(name: &str) -> Key {
        let bytes = name.as_bytes();
        match bytes {
            [] => Key(0),
            [first, .., last] => {
                let middle = bytes[bytes.len() / 2];
                Key(u32::from_le_bytes([bytes.len().to_le_bytes()[0], *first, middle, *last]))
            }
            [only] => Key(u32::from_le_bytes([1, *only, *only, *only])),
        }
    }

    /// One of 64 bits: where it is not set, this key is not among those that were added up.
    pub const fn bit(self) -> u64 {
        1 << (self.0.wrapping_mul(0x9e37_79b1) >> 26)
    }
}

#[cfg(test)]
mod tests {
    use super::Key;

    #[test]
    fn the_same_name_has_the_same_key() {
        for name in ["a", "ab", "name", "queueSize", "é", ""] {
            assert_eq!(Key::new(name), Key::new(name), "{name}");
            assert_eq!(Key::new(name).bit().count_ones(), 1, "{name}");
        }
        for (one, other) in [("bus", "dev"), ("a", "aa"), ("name", "nama"), ("", "a")] {
            assert_ne!(Key::new(one), Key::new(other));
        }
    }
}
