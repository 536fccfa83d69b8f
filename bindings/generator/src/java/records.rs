//! Records, and unions as sealed interfaces.

use std::collections::BTreeSet;

use super::names::{self, accessor, constant, doc, markup, variable};
use super::types::{add, java, read};
use crate::middle::{Companion, Field, Record, Type, Union};

/// A record of the definition.
pub fn record(record: &Record, written: &BTreeSet<String>) -> String {
    // What belongs to exceptions is no business of callers.
    let visible = if record.name == "ErrorDetails" { "" } else { "public " };
    let mut extra = reading(&record.name, &record.name, &record.fields, "");
    if written.contains(&record.name) {
        extra.push_str(&format!(
            "\n    static void write(Writer out, {} value) {{\n        out{};\n    }}\n",
            record.name,
            additions("", &record.fields)
        ));
    }
    text(&record.name, "", &record.doc, record, &format!("{visible}record"), "", &extra, "")
}

/// A union of the definition.
pub fn union(union: &Union, written: &BTreeSet<String>) -> String {
    let name = &union.name;
    let mut body = String::new();
    let mut cases = String::new();
    let mut tests = String::new();
    for (index, variant) in union.variants.iter().enumerate() {
        let class = names::variant(name, &variant.name);
        let about = if variant.doc.is_empty() { &union.doc } else { &variant.doc };
        body.push_str(&text(&class, name, about, variant, "record", &format!(" implements {name}"), "", "    "));
        body.push('\n');
        let values: Vec<String> = variant.fields.iter().map(|field| read_field(name, field)).collect();
        cases.push_str(&format!("            case {} -> new {class}({});\n", index + 1, values.join(", ")));
        tests.push_str(&format!(
            "        if (value instanceof {class}{}) {{\n            out.i32({}){};\n            return;\n        }}\n",
            if variant.fields.is_empty() { "" } else { " found" },
            index + 1,
            additions(name, &variant.fields).replace("value.", "found.")
        ));
    }
    let last = union.variants.last().map(|variant| names::variant(name, &variant.name)).unwrap_or_default();
    body.push_str(&format!(
        "    /**\n     * Reads one.\n     *\n     * @param in where it stands\n     * @return what was read\n     * @hidden\n     */\n\
         \x20   static {name} read(Reader in) {{\n        int index = in.i32();\n        return switch (index) {{\n{cases}\
         \x20           default -> throw in.broken(\"there is no {name} of the kind \" + index);\n        }};\n    }}\n"
    ));
    if written.contains(name) {
        body.push_str(&format!(
            "\n    /**\n     * Writes one.\n     *\n     * @param out where it goes\n     * @param value what goes there\n     * @hidden\n     */\n\
             \x20   static void write(Writer out, {name} value) {{\n{tests}        throw new AssertionError(\"{last} is the last kind\");\n    }}\n"
        ));
    }
    let base = if name == "TypedValue" { " extends TypedValueBase" } else { "" };
    format!("{}public sealed interface {name}{base} {{\n{body}}}\n", doc(&union.doc, &[], ""))
}

#[allow(clippy::too_many_arguments, reason = "the parts of one declaration")]
fn text(
    class: &str,
    union: &str,
    about: &str,
    record: &Record,
    keyword: &str,
    implements: &str,
    extra: &str,
    indent: &str,
) -> String {
    let tags: Vec<String> = record
        .fields
        .iter()
        .map(|field| {
            let about = match field.doc.is_empty() {
                true => format!("the {}", names::words(&field.name)),
                false => markup(&field.doc).replace('\n', " "),
            };
            format!("@param {} {about}", accessor(&field.name))
        })
        .collect();
    let components: Vec<String> =
        record.fields.iter().map(|field| format!("{} {}", field_type(union, field), accessor(&field.name))).collect();
    let mut body = String::new();
    for field in &record.fields {
        if let Some(companion) = &field.companion {
            body.push_str(&named(field, companion, indent));
        }
    }
    if record.fields.iter().any(|field| matches!(field.kind, Type::Bytes)) {
        body.push_str(&equality(class, record, indent));
    }
    if !body.is_empty() && !extra.is_empty() {
        body.push('\n');
    }
    body.push_str(extra);
    let body = if body.is_empty() { "{}".to_owned() } else { format!("{{\n{body}{indent}}}") };
    format!("{}{indent}{keyword} {class}({}){implements} {body}\n", doc(about, &tags, indent), components.join(", "))
}

/// Numbers without a sign that would not fit; only values whose type is the caller's choice have them.
fn is_wide(union: &str, field: &Field) -> bool {
    union == "TypedValue" && matches!(field.kind, Type::Integer { bits: 32, is_signed: false })
}

fn field_type(union: &str, field: &Field) -> String {
    if is_wide(union, field) { "long".to_owned() } else { java(&field.kind) }
}

fn read_field(union: &str, field: &Field) -> String {
    if is_wide(union, field) { "in.u32()".to_owned() } else { read(&field.kind, "in") }
}

fn reading(class: &str, union: &str, fields: &[Field], indent: &str) -> String {
    let values: Vec<String> = fields.iter().map(|field| read_field(union, field)).collect();
    format!(
        "{indent}    static {class} read(Reader in) {{\n{indent}        return new {class}({});\n{indent}    }}\n",
        values.join(", ")
    )
}

fn additions(union: &str, fields: &[Field]) -> String {
    fields
        .iter()
        .map(|field| {
            let value = format!("value.{}()", accessor(&field.name));
            if is_wide(union, field) { format!(".u32({value})") } else { add(&field.kind, &value) }
        })
        .collect()
}

/// A method that gives a number as a value of the enumeration that it belongs to.
fn named(field: &Field, companion: &Companion, indent: &str) -> String {
    let shown = accessor(&field.name);
    let selector = accessor(&companion.selector);
    let cases: String = companion
        .enumerations
        .iter()
        .map(|(value, enumeration)| {
            format!("{indent}            case {} -> {enumeration}.withNumber({shown});\n", constant(value))
        })
        .collect();
    let rest = if companion.is_complete { String::new() } else { format!("{indent}            default -> null;\n") };
    let about = format!("`{shown}` as a value of the enumeration that belongs to `{selector}`, or null if none does.");
    let indented = format!("{indent}    ");
    format!(
        "{}{indented}public @Nullable Enum<?> {}() {{\n{indented}    return switch ({selector}) {{\n{cases}{rest}{indented}    }};\n{indented}}}\n",
        doc(&about, &["@return the value, or null".to_owned()], &indented),
        variable(&format!("named_{}", field.name))
    )
}

/// Arrays are compared by what is in them.
fn equality(class: &str, record: &Record, indent: &str) -> String {
    let is_array = |field: &Field| matches!(field.kind, Type::Bytes);
    let compared: Vec<String> = record
        .fields
        .iter()
        .map(|field| {
            let name = accessor(&field.name);
            let class = if is_array(field) { "Arrays" } else { "Objects" };
            format!("{class}.equals({name}, that.{name})")
        })
        .collect();
    let hashed: Vec<String> = record
        .fields
        .iter()
        .map(|field| {
            let name = accessor(&field.name);
            if is_array(field) { format!("Arrays.hashCode({name})") } else { name }
        })
        .collect();
    format!(
        "{indent}    @Override\n{indent}    public boolean equals(@Nullable Object other) {{\n\
         {indent}        return other instanceof {class} that && {};\n{indent}    }}\n\n\
         {indent}    @Override\n{indent}    public int hashCode() {{\n{indent}        return Objects.hash({});\n{indent}    }}\n",
        compared.join(" && "),
        hashed.join(", ")
    )
}
