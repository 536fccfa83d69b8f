//! An entry to the cache of capabilities, for fuzzing.

use super::cache;

/// Reads a file, and writes again what it holds.
pub(crate) fn read(bytes: &[u8]) {
    if let Some(capabilities) = cache::parse(bytes) {
        let _ = capabilities.default_machine();
        drop(serde_json::to_vec(&capabilities));
    }
}
