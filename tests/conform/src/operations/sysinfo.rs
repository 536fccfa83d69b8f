//! What hosts say of their hardware.

use crate::case::Case;
use crate::failure::Outcome;
use ferrovirt_xml::domain::sysinfo::Sysinfo;
use ferrovirt_xml::{Document, Format, sysinfo};

/// What the host says whose text this is.
pub fn xml(case: &Case) -> Outcome {
    case.expect_xml(&document(&case.input()?).to_xml(&Format::default()))
}

fn document(text: &str) -> Sysinfo {
    let has = |word: &str| text.contains(word);
    if has("BIOS Information") || has("System Information") {
        sysinfo::smbios(text, |number| oem_string(text, number))
    } else if has("Sequence Code") {
        sysinfo::s390(text, text)
    } else if has("CPU implementer") {
        sysinfo::arm(text)
    } else {
        sysinfo::ppc(text)
    }
}

/// What this host's dmidecode shows as dots are ends of lines, but for the last.
fn oem_string(text: &str, number: u32) -> Option<String> {
    let key = format!("String {number}:");
    let shown = text.lines().find_map(|line| line.trim().strip_prefix(&key))?;
    Some(shown.trim().replace('.', "\n"))
}
