//! What a host says of its hardware, as a `<sysinfo>` document.
//!
//! Pure: whoever asks the host hands in what it said. [`smbios`] is for hosts whose firmware has SMBIOS tables,
//! [`arm`], [`ppc`] and [`s390`] for others, whose kernels tell something of the kind.

mod dmidecode;
mod kernel;

pub use dmidecode::smbios;
pub use kernel::{arm, ppc, s390};

use crate::domain::sysinfo::SysinfoEntry;

/// More than any host has to say.
const TEXT_MAX: usize = 4 << 20;

/// More processors and memory devices than any host has.
const RECORDS_MAX: usize = 8192;

/// The beginning of a text that may be too long.
fn limited(text: &str) -> &str {
    let mut end = text.len().min(TEXT_MAX);
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    &text[..end]
}

/// An entry, unless there is nothing to say.
fn entry(name: &str, value: Option<&str>) -> Option<SysinfoEntry> {
    let value = value.map(str::trim).filter(|value| !value.is_empty())?;
    Some(SysinfoEntry { name: Some(name.to_owned()), value: Some(value.to_owned()) })
}
