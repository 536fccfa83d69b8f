//! Enumerations and flags: `IntEnum` and `IntFlag` in Python, and what connects them with those of the core.

use super::names::{all, docstring};
use crate::Header;
use crate::middle::{Enumeration, Interface, screaming_snake_case};

/// `generated/enumerations.rs`.
pub fn native(interface: &Interface, header: &Header) -> String {
    let mut text = format!(
        "//! Enumerations and sets of flags, in both directions.\n//!\n//! {}\n\nuse crate::numbers::{{enumeration, flag_set}};\n\n",
        header.sentence()
    );
    for enumeration in &interface.enumerations {
        let values: Vec<String> =
            enumeration.values.iter().map(|value| format!("{} = {}", value.name, value.number)).collect();
        text.push_str(&format!("enumeration!({} {{ {} }});\n", enumeration.name, values.join(", ")));
    }
    for flags in &interface.flag_sets {
        text.push_str(&format!("flag_set!({});\n", flags.name));
    }
    text
}

/// `_enums.py`.
pub fn module(interface: &Interface, header: &Header) -> String {
    let sets = [("IntEnum", &interface.enumerations), ("IntFlag", &interface.flag_sets)];
    let names: Vec<String> =
        sets.iter().flat_map(|(_, found)| found.iter()).map(|enumeration| enumeration.name.clone()).collect();
    let mut text = format!(
        "# {}\n\"\"\"Enumerations and sets of flags.\"\"\"\n\nfrom enum import IntEnum, IntFlag\n\n{}",
        header.sentence(),
        all(&names)
    );
    for (base, enumerations) in sets {
        for enumeration in enumerations {
            text.push_str(&class(base, enumeration));
        }
    }
    text
}

fn class(base: &str, enumeration: &Enumeration) -> String {
    let mut text = format!("\n\nclass {}({base}):\n{}", enumeration.name, docstring(&enumeration.doc, "    "));
    for value in &enumeration.values {
        let number = match base {
            "IntFlag" => format!("{:#x}", value.number),
            _ => value.number.to_string(),
        };
        text.push_str(&format!("\n    {} = {number}\n", screaming_snake_case(&value.name)));
        text.push_str(&docstring(&value.doc, "    "));
    }
    text
}
