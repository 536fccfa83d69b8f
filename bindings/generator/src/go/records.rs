//! Records as structs, and unions as interfaces that only their variants have.

use super::names::{self, doc, exported, type_name};
use super::types::{Needed, add, add_function, go, read, read_function};
use crate::middle::{Companion, Field, Interface, Record, Union};

/// `records_generated.go`.
pub fn package(interface: &Interface) -> String {
    let (read, written) = (Needed::by_results(interface), Needed::by_arguments(interface));
    let mut text = String::new();
    for record in &interface.records {
        let name = type_name(&record.name);
        text.push_str(&structure(&name, record));
        if read.has(&record.name) {
            text.push_str(&format!(
                "func {}(in *reader) {name} {{\nvar value {name}\n{}return value\n}}\n\n",
                read_function(&record.name),
                readings(record)
            ));
        }
        if written.has(&record.name) {
            text.push_str(&format!(
                "func {}(out []byte, value {name}) []byte {{\n{}return out\n}}\n\n",
                add_function(&record.name),
                additions(record)
            ));
        }
    }
    for union in &interface.unions {
        text.push_str(&interface_text(union, &read, &written));
    }
    // Which package is needed depends on the fields.
    let imports: String = [("fmt.", "fmt"), ("os.", "os")]
        .iter()
        .filter(|(use_of, _)| text.contains(use_of))
        .map(|(_, package)| format!("\"{package}\"\n"))
        .collect();
    format!("import (\n{imports})\n\n{text}")
}

fn structure(name: &str, record: &Record) -> String {
    let mut text = format!("{}type {name} struct {{\n", doc(name, &record.doc, ""));
    for field in &record.fields {
        let shown = names::field(&record.name, &field.name);
        text.push_str(&match field.doc.is_empty() {
            true => String::new(),
            false => names::comment(&field.doc, "\t"),
        });
        text.push_str(&format!("\t{shown} {}\n\n", go(&field.kind)));
    }
    text.push_str("}\n\n");
    for field in &record.fields {
        if let Some(companion) = &field.companion {
            text.push_str(&named(name, field, companion));
        }
    }
    text
}

/// A method that gives a number as a value of the enumeration that it belongs to.
fn named(owner: &str, field: &Field, companion: &Companion) -> String {
    let shown = exported(&field.name);
    let cases: String = companion
        .enumerations
        .iter()
        .map(|(value, enumeration)| {
            format!(
                "case {}{}:\nreturn {}(v.{shown})\n",
                names::prefix(&companion.selector_enumeration),
                exported(value),
                type_name(enumeration)
            )
        })
        .collect();
    format!(
        "// Named{shown} is {shown} as a value of the enumeration that belongs to {selector}, or nil if none does.\n\
         func (v {owner}) Named{shown}() fmt.Stringer {{\nswitch v.{selector} {{\n{cases}}}\nreturn nil\n}}\n\n",
        selector = exported(&companion.selector)
    )
}

fn readings(record: &Record) -> String {
    let line = |field: &Field| format!("value.{} = {}\n", names::field(&record.name, &field.name), read(&field.kind));
    record.fields.iter().map(line).collect()
}

fn additions(record: &Record) -> String {
    let line = |field: &Field| {
        format!("out = {}\n", add(&field.kind, &format!("value.{}", names::field(&record.name, &field.name))))
    };
    record.fields.iter().map(line).collect()
}

fn interface_text(union: &Union, read: &Needed, written: &Needed) -> String {
    let name = type_name(&union.name);
    let variants: Vec<(String, &Record)> =
        union.variants.iter().map(|record| (names::variant(&union.name, &record.name), record)).collect();
    let listed: Vec<String> = variants.iter().map(|(variant, _)| format!("[{variant}]")).collect();
    let mut text = format!(
        "{}//\n// It is one of {}.\ntype {name} interface {{\nis{name}()\n}}\n\n",
        doc(&name, &union.doc, ""),
        listed.join(", ")
    );
    for (variant, record) in &variants {
        text.push_str(&structure(variant, record));
        text.push_str(&format!("func ({variant}) is{name}() {{}}\n\n"));
    }
    if read.has(&union.name) {
        let cases: String = variants
            .iter()
            .enumerate()
            .map(|(index, (variant, record))| match record.fields.is_empty() {
                true => format!("case {}:\nreturn {variant}{{}}\n", index + 1),
                false => format!("case {}:\nvar value {variant}\n{}return value\n", index + 1, readings(record)),
            })
            .collect();
        text.push_str(&format!(
            "func {}(in *reader) {name} {{\nswitch in.i32() {{\n{cases}default:\nin.isShort = true\nreturn nil\n}}\n}}\n\n",
            read_function(&union.name)
        ));
    }
    if written.has(&union.name) {
        let cases: String = variants
            .iter()
            .enumerate()
            .map(|(index, (variant, record))| {
                format!("case {variant}:\nout = appendI32(out, {})\n{}return out\n", index + 1, additions(record))
            })
            .collect();
        text.push_str(&format!(
            "func {}(out []byte, value {name}) []byte {{\nswitch value := value.(type) {{\n{cases}default:\n\
             // The core refuses it.\nreturn appendI32(out, 0)\n}}\n}}\n\n",
            add_function(&union.name)
        ));
    }
    text
}
