//! Entries to the readers of our own files, for fuzzing: each takes any bytes, and must neither panic nor grow.

/// A file of an emulator's capabilities.
pub fn capability_cache(bytes: &[u8]) {
    crate::probe::fuzzing::read(bytes);
}

/// A status file.
pub fn status_file(text: &str) {
    drop(crate::status::Status::parse(text));
}
