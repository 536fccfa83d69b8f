//! Enumerations as words, and sets of flags as numbers.

use super::names::{camel, doc, pascal, quoted};
use crate::middle::{Enumeration, Interface};

/// The names that callers see.
pub fn exported(interface: &Interface) -> Vec<String> {
    interface.enumerations.iter().chain(&interface.flag_sets).map(|found| pascal(&found.name)).collect()
}

/// `enumerations.js`.
pub fn module(interface: &Interface) -> String {
    let mut text = "const { table } = require('../encoding.js');\n\n".to_owned();
    let mut tables = String::new();
    for enumeration in &interface.enumerations {
        let members = members(enumeration, |value| quoted(&camel(&value.name)));
        text.push_str(&format!("const {} = Object.freeze({{\n{members}}});\n\n", pascal(&enumeration.name)));
        let numbers: Vec<String> = enumeration.values.iter().map(|value| value.number.to_string()).collect();
        let name = pascal(&enumeration.name);
        tables.push_str(&format!("  {name}: table('{name}', {name}, [{}]),\n", numbers.join(", ")));
    }
    for flags in &interface.flag_sets {
        let members = members(flags, |value| format!("{:#x}", value.number));
        text.push_str(&format!("const {} = Object.freeze({{\n{members}}});\n\n", pascal(&flags.name)));
    }
    let names: String = exported(interface).iter().map(|name| format!("  {name},\n")).collect();
    format!("{text}const tables = {{\n{tables}}};\n\nmodule.exports = {{\n  tables,\n{names}}};\n")
}

fn members(enumeration: &Enumeration, shown: impl Fn(&crate::middle::NamedNumber) -> String) -> String {
    enumeration.values.iter().map(|value| format!("  {}: {},\n", pascal(&value.name), shown(value))).collect()
}

/// `enumerations.d.ts`.
pub fn types(interface: &Interface) -> String {
    let mut text = String::new();
    for enumeration in &interface.enumerations {
        let name = pascal(&enumeration.name);
        text.push_str(&constants(enumeration, |value| quoted(&camel(&value.name))));
        text.push_str(&format!(
            "{}export type {name} = (typeof {name})[keyof typeof {name}];\n\n",
            doc(&enumeration.doc, "")
        ));
    }
    for flags in &interface.flag_sets {
        text.push_str(&constants(flags, |value| value.number.to_string()));
        let about = format!("{}\n\nA number: values of `{}` put together with `|`.", flags.doc, pascal(&flags.name));
        text.push_str(&format!("{}export type {} = number;\n\n", doc(about.trim(), ""), pascal(&flags.name)));
    }
    text
}

fn constants(enumeration: &Enumeration, shown: impl Fn(&crate::middle::NamedNumber) -> String) -> String {
    let members: String = enumeration
        .values
        .iter()
        .map(|value| format!("{}  readonly {}: {};\n", doc(&value.doc, "  "), pascal(&value.name), shown(value)))
        .collect();
    format!("{}export declare const {}: {{\n{members}}};\n", doc(&enumeration.doc, ""), pascal(&enumeration.name))
}
