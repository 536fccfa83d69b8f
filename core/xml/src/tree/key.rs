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

    /// One of 64 bits.
    const fn bit(self) -> u64 {
        1 << (self.0.wrapping_mul(0x9e37_79b1) >> 26)
    }
}

/// Which keys there may be among some names.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Keys(u64);

impl Keys {
    /// Adds a key.
    pub(super) fn add(&mut self, key: Key) {
        self.0 |= key.bit();
    }

    /// False if the key is surely none of them.
    pub fn may_have(self, key: Key) -> bool {
        self.0 & key.bit() != 0
    }
}

#[cfg(test)]
mod tests {
    use super::{Key, Keys};

    #[test]
    fn no_key_is_missed() {
        let mut keys = Keys::default();
        for name in ["a", "ab", "name", "queueSize", "é", ""] {
            keys.add(Key::new(name));
            assert!(keys.may_have(Key::new(name)), "{name}");
        }
        assert_eq!(Key::new("name"), Key::new("name"));
        assert_ne!(Key::new("bus"), Key::new("dev"));
        assert!(!Keys::default().may_have(Key::new("name")));
    }
}
