//! Records as plain objects, and unions as objects whose `type` tells their shape.

use std::collections::BTreeSet;

use super::names::{camel, doc, pascal, quoted};
use super::types::{PARAMETER, Wide, field, given, object_within, read};
use crate::middle::{Field, Interface, Record, Type, Union};

/// Values that have functions written by hand.
const BY_HAND: &[&str] = &[PARAMETER, "TypedValue", "ErrorDetails"];

/// What is left to `objects.js`, because it makes objects.
fn has_objects(record: &Record) -> bool {
    record.fields.iter().any(|field| object_within(&field.kind).is_some())
}

fn records(interface: &Interface) -> impl Iterator<Item = &Record> {
    interface.records.iter().filter(|record| !BY_HAND.contains(&record.name.as_str()))
}

fn unions(interface: &Interface) -> impl Iterator<Item = &Union> {
    interface.unions.iter().filter(|union| !BY_HAND.contains(&union.name.as_str()))
}

/// `records.js`.
pub fn module(interface: &Interface) -> String {
    let mut text = "const { readParameters } = require('../encoding.js');\n\
                    const { tables } = require('./enumerations.js');\n\n"
        .to_owned();
    let mut names = Vec::new();
    for record in records(interface).filter(|record| !has_objects(record)) {
        names.push(format!("read{}", pascal(&record.name)));
        text.push_str(&reader(record));
    }
    // Its details cross as any record does; its class is written by hand.
    let details = interface.record("ErrorDetails");
    names.extend(details.map(|_| "readErrorDetails".to_owned()));
    text.extend(details.map(reader));
    for union in unions(interface) {
        names.push(format!("read{}", pascal(&union.name)));
        let cases: String = union
            .variants
            .iter()
            .enumerate()
            .map(|(index, variant)| format!("    case {}: {}", index + 1, shape(&variant.name, variant)))
            .collect();
        text.push_str(&format!(
            "function read{}(input) {{\n  switch (input.i32()) {{\n{cases}    default: return input.damaged();\n  }}\n}}\n\n",
            pascal(&union.name)
        ));
    }
    let names: String = names.iter().map(|name| format!("  {name},\n")).collect();
    format!("{text}module.exports = {{\n{names}}};\n")
}

/// The function that reads a record. Fields are read in the order in which they are written here.
pub fn reader(record: &Record) -> String {
    format!("function read{}(input) {{\n{}}}\n\n", pascal(&record.name), body(&[], record))
}

fn body(first: &[String], record: &Record) -> String {
    let mut fields = first.to_vec();
    let has_companion = record.fields.iter().any(|field| field.companion.is_some());
    if !has_companion {
        fields.extend(record.fields.iter().map(|found| format!("{}: {}", field(&found.name), value(record, found))));
        return format!("  return {{ {} }};\n", fields.join(", "));
    }
    let mut text = String::new();
    for found in &record.fields {
        let name = field(&found.name);
        text.push_str(&format!("  const {name} = {};\n", value(record, found)));
        fields.push(match &found.companion {
            None => name,
            Some(companion) => {
                let entries: Vec<String> = companion
                    .enumerations
                    .iter()
                    .map(|(value, enumeration)| format!("{}: tables.{}", camel(value), pascal(enumeration)))
                    .collect();
                format!("{name}: input.named({name}, {{ {} }}[{}])", entries.join(", "), field(&companion.selector))
            }
        });
    }
    format!("{text}  return {{ {} }};\n", fields.join(", "))
}

fn value(record: &Record, found: &Field) -> String {
    read(&found.kind, Wide::of(&record.name, &found.name))
}

fn shape(name: &str, variant: &Record) -> String {
    let tag = format!("type: {}", quoted(&camel(name)));
    let body = body(&[tag], variant);
    match body.lines().count() {
        1 => format!("{}\n", body.trim()),
        _ => format!("{{\n{body}    }}\n"),
    }
}

/// `records.d.ts`.
pub fn types(interface: &Interface) -> String {
    let mut body = String::new();
    for record in records(interface) {
        body.push_str(&format!("{}export interface {} {{\n", doc(&record.doc, ""), pascal(&record.name)));
        body.push_str(&fields(record));
        body.push_str("}\n\n");
    }
    for union in unions(interface) {
        let mut names = Vec::new();
        for variant in &union.variants {
            let name = variant_name(&union.name, &variant.name);
            body.push_str(&format!("{}export interface {name} {{\n", doc(&variant.doc, "")));
            body.push_str(&format!(
                "  /** Which of the shapes of {{@link {}}} it is. */\n  type: {};\n",
                pascal(&union.name),
                quoted(&camel(&variant.name))
            ));
            body.push_str(&fields(variant));
            body.push_str("}\n\n");
            names.push(name);
        }
        body.push_str(&format!(
            "{}export type {} = {};\n\n",
            doc(&union.doc, ""),
            pascal(&union.name),
            names.join(" | ")
        ));
    }
    format!("{}{body}", imports(interface, &body))
}

/// What the declarations mention of other files.
fn imports(interface: &Interface, body: &str) -> String {
    let words: BTreeSet<&str> = body.split(|letter: char| !letter.is_alphanumeric()).collect();
    let mentioned = |names: Vec<String>| {
        let found: Vec<String> = names.into_iter().filter(|name| words.contains(name.as_str())).collect();
        found.join(", ")
    };
    let objects = mentioned(interface.objects.iter().map(|object| pascal(&object.name)).collect());
    format!(
        "import type {{ TypedParameters }} from '../values.js';\nimport type {{ {} }} from './enumerations.js';\n\
         import type {{ {objects} }} from './objects.js';\n\n",
        mentioned(super::enumerations::exported(interface))
    )
}

/// The interface of a union's variant: `DomainEventKind::Lifecycle` is `DomainLifecycle`, `Event::Domain` is `DomainEvent`.
fn variant_name(union: &str, variant: &str) -> String {
    match (union.strip_suffix("EventKind"), variant) {
        (Some(family), _) => format!("{}{}", pascal(family), pascal(variant)),
        (None, "Gap") => pascal(variant),
        (None, _) => format!("{}{}", pascal(variant), pascal(union)),
    }
}

fn fields(record: &Record) -> String {
    let mut text = String::new();
    for found in &record.fields {
        let kind = match &found.companion {
            None => given(&found.kind, Wide::of(&record.name, &found.name)),
            Some(companion) => {
                let mut kinds: Vec<String> = companion.enumerations.iter().map(|(_, name)| pascal(name)).collect();
                kinds.sort();
                kinds.dedup();
                kinds.push("number".to_owned());
                kinds.join(" | ")
            }
        };
        text.push_str(&doc(&found.doc, "  "));
        text.push_str(&format!("  {}: {kind};\n", field(&found.name)));
    }
    text
}

/// The functions for records with objects in them.
pub fn readers_with_objects(interface: &Interface) -> String {
    records(interface).filter(|record| has_objects(record)).map(reader).collect()
}

/// Records that operations take, which no function written by hand adds.
pub fn check(interface: &Interface) -> Result<(), String> {
    let taken = interface.numbered();
    for numbered in &taken {
        let crate::middle::Numbered::Operation(_, operation) = numbered else { continue };
        for argument in &operation.arguments {
            if let Some(name) = record_within(&argument.kind).filter(|name| !BY_HAND.contains(name)) {
                return Err(format!("Node has nothing that writes the record '{name}' of '{}'", operation.name));
            }
        }
    }
    Ok(())
}

fn record_within(kind: &Type) -> Option<&str> {
    match kind {
        Type::Record(name) | Type::Union(name) => Some(name),
        Type::Optional(inner) | Type::List(inner) => record_within(inner),
        _ => None,
    }
}
