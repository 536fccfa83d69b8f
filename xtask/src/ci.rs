//! `cargo xtask ci`: the same as continuous integration, for those who type `cargo` by habit.

use std::path::Path;
use std::process::Command;

/// Runs `.ci/run`; what it prints is the report.
pub fn run(root: &Path) -> Result<(), String> {
    let status = Command::new(root.join(".ci/run")).status().map_err(|error| format!(".ci/run: {error}"))?;
    if status.success() { Ok(()) } else { Err("continuous integration would fail".to_string()) }
}
