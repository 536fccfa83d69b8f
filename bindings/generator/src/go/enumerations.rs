//! Enumerations and sets of flags: numbers with names.

use super::names::{doc, exported, prefix, type_name};
use super::types::table;
use crate::middle::{Enumeration, Interface};

/// `enumerations_generated.go`.
pub fn package(interface: &Interface) -> String {
    let enumerations = interface.enumerations.iter().map(|found| one(found, "int32", "name"));
    let flags = interface.flag_sets.iter().map(|found| one(found, "uint32", "names"));
    enumerations.chain(flags).collect()
}

fn one(enumeration: &Enumeration, number: &str, naming: &str) -> String {
    let name = type_name(&enumeration.name);
    let table = table(&enumeration.name);
    let mut text = format!("{}type {name} {number}\n\n", doc(&name, &enumeration.doc, ""));
    text.push_str(&format!("// The values of {name}.\nconst (\n"));
    let mut entries = String::new();
    for value in &enumeration.values {
        let constant = format!("{}{}", prefix(&enumeration.name), exported(&value.name));
        text.push_str(&doc(&constant, &value.doc, "\t"));
        let shown = if number == "uint32" { format!("{:#x}", value.number) } else { value.number.to_string() };
        text.push_str(&format!("\t{constant} {name} = {shown}\n\n"));
        entries.push_str(&format!("\t{{{constant}, \"{}\"}},\n", exported(&value.name)));
    }
    text.push_str(&format!(
        ")\n\nvar {table} = table[{name}]{{\n{entries}}}\n\n\
         // String is the name of the value, or its number if it has none.\n\
         func (v {name}) String() string {{ return {table}.{naming}(v) }}\n\n"
    ));
    text
}
