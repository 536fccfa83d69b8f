//! Documents: a module for each kind, an interface for each element, a class for each element that is a document.
//!
//! A union is an object whose `type` tells its shape; such an object has the fields of its payload. JavaScript reads and
//! writes them along a table, which is all that its modules have.

use std::collections::BTreeMap;

use ferrovirt_xml::schema::{Count, Kind, ScalarKind, UnionSchema, VariantSchema};

use super::names::{camel, doc, pascal, quoted};
use crate::documents::{Document, Field, Form, Root, Standard, Vocabulary, fields, standard, variant_fields};

/// Vocabularies that are truth values.
const TRUTH: &[(&str, &str)] = &[("YesNo", "yes"), ("OnOff", "on")];

/// What tells the shape of a union's object.
const TAG: &str = "type";

/// A field of a shape that has that name itself. `node/lib/xml/model.js` has the same rule.
const INSTEAD_OF_TAG: &str = "kind";

/// The name of a module's file.
pub fn file(module: &str) -> String {
    module.replace('_', "-")
}

/// The names that a module has when it runs.
pub fn exported(document: &Document) -> Result<Vec<String>, String> {
    let has =
        |variant: &VariantSchema, name: &str| variant_fields(variant).0.iter().any(|field| camel(field.key) == name);
    for union in document.unions.values() {
        if union.variants.iter().any(|variant| has(variant, TAG) && has(variant, INSTEAD_OF_TAG)) {
            return Err(format!("a shape of '{}' has both fields '{TAG}' and '{INSTEAD_OF_TAG}'", union.name));
        }
    }
    Ok(document
        .classes
        .keys()
        .map(|name| pascal(name))
        .chain(document.vocabularies.keys().filter(|name| !is_truth(name)).map(|name| pascal(name)))
        .collect())
}

/// The module.
pub fn module(document: &Document) -> String {
    let mut text = "'use strict';\n\nconst { define } = require('./model.js');\n\n".to_owned();
    let shared = shared(document);
    let mut table = String::new();
    for (name, schema) in &document.classes {
        let root = document.roots.iter().find(|root| root.class == *name);
        let about = root.map(root_text).unwrap_or_default();
        table.push_str(&format!(
            "  {}: {{ {about}fields: {{{}}} }},\n",
            pascal(name),
            specifications(&fields(schema.fields))
        ));
    }
    for (name, union) in &document.unions {
        table.push_str(&format!("  {}: {{ variants: {{\n", pascal(name)));
        for variant in union.variants {
            let (fields, form) = variant_fields(variant);
            table.push_str(&format!(
                "    {}: {{ form: '{}', fields: {{{}}} }},\n",
                quoted(variant.word),
                form_name(form),
                specifications(&fields)
            ));
        }
        table.push_str("  } },\n");
    }
    let words: String = document
        .vocabularies
        .iter()
        .filter(|(name, _)| !is_truth(name))
        .map(|(name, vocabulary)| {
            let members: Vec<String> =
                vocabulary.words.iter().map(|word| format!("{}: {}", pascal(word.name), quoted(word.word))).collect();
            format!("  {}: {{ words: {{ {} }} }},\n", pascal(name), members.join(", "))
        })
        .collect();
    let from: String = shared
        .iter()
        .map(|(module, names)| {
            format!(
                "  [() => require('./{}.js'), [{}]],\n",
                file(module),
                names.iter().map(|name| quoted(name)).collect::<Vec<_>>().join(", ")
            )
        })
        .collect();
    text.push_str(&format!("module.exports = define({{\n{table}{words}}}, [\n{from}]);\n"));
    text
}

/// What a module takes from others, by their modules.
fn shared(document: &Document) -> BTreeMap<&'static str, Vec<String>> {
    let mut found: BTreeMap<&'static str, Vec<String>> = BTreeMap::new();
    for (name, module) in document.shared.iter().filter(|(name, _)| !is_truth(name)) {
        found.entry(module).or_default().push(pascal(name));
    }
    found
}

fn is_truth(name: &str) -> bool {
    TRUTH.iter().any(|(truth, _)| *truth == name)
}

fn form_name(form: Form) -> &'static str {
    match form {
        Form::Nothing => "nothing",
        Form::Fields => "fields",
        Form::Optional => "optional",
        Form::Value => "value",
    }
}

/// The table of fields: their keys in the buffer, and what they hold. A sign before the type says how often: `*` any number,
/// `?` at most one, `=` one, which is empty if it is not given, none exactly one.
fn specifications(fields: &[Field]) -> String {
    let fields: Vec<String> = fields
        .iter()
        .map(|field| {
            let count = match (field.count, standard(field)) {
                (Count::Many, _) => "*",
                (Count::Optional, _) => "?",
                (Count::One, Some(_)) => "=",
                (Count::One, None) => "",
            };
            format!(" {}: '{count}{}'", field.key, specification(field.kind))
        })
        .collect();
    format!("{} ", fields.join(","))
}

fn specification(kind: Kind) -> String {
    match kind {
        Kind::Flag => "flag".to_owned(),
        Kind::Raw => "raw".to_owned(),
        Kind::Struct(schema) => pascal(schema().name),
        Kind::Union(union) => match standard(&Field { key: "", doc: "", count: Count::One, kind }) {
            Some(Standard::Variant(_, variant)) => format!("{}:{}", pascal(union().name), variant.word),
            _ => pascal(union().name),
        },
        Kind::Scalar(scalar) => match scalar.kind {
            ScalarKind::Integer { .. } => "integer".to_owned(),
            ScalarKind::Text | ScalarKind::Formatted => "text".to_owned(),
            ScalarKind::Words(_) => {
                let truth = TRUTH.iter().find(|(name, _)| *name == scalar.name);
                truth.map_or_else(|| "word".to_owned(), |(_, word)| (*word).to_owned())
            }
        },
    }
}

fn root_text(root: &Root) -> String {
    let key = root.key.map(|key| format!("word: {}, ", quoted(key))).unwrap_or_default();
    format!("kind: {}, {key}", quoted(&camel(root.kind)))
}

/// The declarations.
pub fn types(document: &Document) -> String {
    let mut body = String::new();
    for (name, vocabulary) in document.vocabularies.iter().filter(|(name, _)| !is_truth(name)) {
        body.push_str(&words(&pascal(name), vocabulary));
    }
    for (name, schema) in &document.classes {
        let shown = pascal(name);
        let fields = fields(schema.fields);
        let root = document.roots.iter().find(|root| root.class == *name);
        body.push_str(&match root {
            Some(_) => class(&shown, schema.doc, &fields),
            None => format!(
                "{}export interface {shown} {{\n{}}}\n\n/** Makes a {{@link {shown}}}: what is not given has its standard. */\n\
                 export declare function {shown}(fields{}: {shown}Init): {shown};\n\n",
                doc(schema.doc, ""),
                declarations(&fields, false, Use::Given),
                if can_be_empty(&fields) { "?" } else { "" },
            ),
        });
        body.push_str(&format!(
            "/** What a {{@link {shown}}} is made of. */\nexport interface {shown}Init {{\n{}}}\n\n",
            declarations(&fields, false, Use::Taken)
        ));
    }
    for (name, union) in &document.unions {
        body.push_str(&union_text(&pascal(name), union));
    }
    let mut imports = "import type { RawElement, XmlDocument } from './model.js';\nimport type { DocumentChange } from '../generated/records.js';\n".to_owned();
    for (module, names) in shared(document) {
        let with_init = |name: String| {
            let init = format!("{name}Init");
            let is_needed = body.contains(&init);
            [Some(name), is_needed.then_some(init)]
        };
        let names: Vec<String> = names.into_iter().flat_map(with_init).flatten().collect();
        imports.push_str(&format!("import type {{ {} }} from './{}.js';\n", names.join(", "), file(module)));
    }
    format!("\n{}{imports}\n{body}export type {{ RawElement, XmlDocument, DocumentChange }};\n", doc(&document.doc, ""))
}

fn can_be_empty(fields: &[Field]) -> bool {
    fields
        .iter()
        .all(|field| field.count != Count::One || matches!(field.kind, Kind::Flag) || standard(field).is_some())
}

fn words(name: &str, vocabulary: &Vocabulary) -> String {
    let members: String = vocabulary
        .words
        .iter()
        .map(|word| format!("{}  readonly {}: {};\n", doc(word.doc, "  "), pascal(word.name), quoted(word.word)))
        .collect();
    format!(
        "{0}export declare const {name}: {{\n{members}}};\n{0}export type {name} = (typeof {name})[keyof typeof {name}];\n\n",
        doc(vocabulary.doc, "")
    )
}

fn class(name: &str, about: &str, fields: &[Field]) -> String {
    format!(
        "{}export declare class {name} implements XmlDocument {{\n{}\
         \x20 /** A document with these fields; what is not given has its standard. */\n\
         \x20 constructor(fields{}: {name}Init);\n\
         \x20 /**\n   * Reads a document. With `strict`, content that is not known is an error with its place; else it is left out.\n   */\n\
         \x20 static parse(xml: string, options?: {{ strict?: boolean | undefined }}): {name};\n\
         \x20 /** As `parse`, on another thread: for documents so large that the event loop would notice. */\n\
         \x20 static parseAsync(xml: string, options?: {{ strict?: boolean | undefined; signal?: AbortSignal | undefined; timeout?: number | undefined }}): Promise<{name}>;\n\
         \x20 toXml(): string;\n  toXmlAsync(options?: {{ signal?: AbortSignal | undefined; timeout?: number | undefined }}): Promise<string>;\n\
         \x20 toString(): string;\n\
         \x20 /** What differs in another document: for previews of a change. */\n  diff(other: {name}): DocumentChange[];\n\
         \x20 /** Whether both have the same fields set, to the same values. */\n  equals(other: unknown): boolean;\n\
         \x20 /** A copy that shares nothing with the document. */\n  clone(): {name};\n}}\n\n",
        doc(about, ""),
        declarations(fields, false, Use::Given),
        if can_be_empty(fields) { "?" } else { "" },
    )
}

/// What declarations are for.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Use {
    /// What a document has when it was read or made.
    Given,
    /// What one has to give to make it.
    Taken,
}

fn declarations(fields: &[Field], is_shape: bool, of: Use) -> String {
    fields
        .iter()
        .map(|field| {
            let kind = hint(field.kind, of);
            let about = if field.doc.is_empty() { "What the element holds." } else { field.doc };
            let name = match camel(field.key) {
                name if is_shape && name == TAG => INSTEAD_OF_TAG.to_owned(),
                name => name,
            };
            let declared = match field.count {
                _ if matches!(field.kind, Kind::Flag) => format!("{name}?: boolean | undefined"),
                Count::Many if of == Use::Taken => format!("{name}?: ReadonlyArray<{kind}> | undefined"),
                Count::One if of == Use::Taken && standard(field).is_some() => format!("{name}?: {kind} | undefined"),
                Count::Many if kind.contains(' ') => format!("{name}: Array<{kind}>"),
                Count::Many => format!("{name}: {kind}[]"),
                Count::Optional => format!("{name}?: {kind} | undefined"),
                Count::One => format!("{name}: {kind}"),
            };
            format!("{}  {declared};\n", doc(about, "  "))
        })
        .collect()
}

fn hint(kind: Kind, of: Use) -> String {
    let init = if of == Use::Taken { "Init" } else { "" };
    match kind {
        Kind::Flag => "boolean".to_owned(),
        Kind::Raw => "RawElement".to_owned(),
        Kind::Struct(schema) => format!("{}{init}", pascal(schema().name)),
        Kind::Union(schema) => format!("{}{init}", pascal(schema().name)),
        Kind::Scalar(scalar) => match scalar.kind {
            // What a number can hold exactly.
            ScalarKind::Integer { min, max } if min >= -(1 << 53) && max <= 1 << 53 => "number".to_owned(),
            ScalarKind::Integer { .. } => "number | bigint".to_owned(),
            ScalarKind::Text | ScalarKind::Formatted => "string".to_owned(),
            ScalarKind::Words(_) if is_truth(scalar.name) => "boolean".to_owned(),
            ScalarKind::Words(_) => pascal(scalar.name),
        },
    }
}

fn variant_name(union: &str, variant: &VariantSchema) -> String {
    format!("{union}{}", pascal(variant.name))
}

fn union_text(name: &str, union: &UnionSchema) -> String {
    let mut text = String::new();
    for (of, suffix) in [(Use::Given, ""), (Use::Taken, "Init")] {
        for variant in union.variants {
            let (fields, form) = variant_fields(variant);
            let about = if variant.doc.is_empty() { union.doc } else { variant.doc };
            text.push_str(&format!(
                "{}export interface {}{suffix} {{\n  /** Which of the shapes of {{@link {name}}} it is. */\n  {TAG}: {};\n{}",
                doc(about, ""),
                variant_name(name, variant),
                quoted(variant.word),
                declarations(&fields, true, of)
            ));
            if form == Form::Optional {
                text.push_str(
                    "  /** That the element is there although none of its fields is set. */\n  isPresent?: boolean | undefined;\n",
                );
            }
            text.push_str("}\n\n");
        }
        let names: Vec<String> =
            union.variants.iter().map(|variant| format!("{}{suffix}", variant_name(name, variant))).collect();
        text.push_str(&format!(
            "{}export type {name}{suffix} =\n  | {};\n\n",
            doc(union.doc, ""),
            names.join("\n  | ")
        ));
    }
    text
}

/// The module of all documents: its text, its declarations, and its names.
pub fn index(documents: &[Document]) -> (String, String, Vec<String>) {
    let mut text = "'use strict';\n\nmodule.exports = {\n".to_owned();
    let mut types = "\n".to_owned();
    let mut names = Vec::new();
    for document in documents {
        let (name, file) = (camel(document.module), file(document.module));
        text.push_str(&format!("  get {name}() {{ return require('./{file}.js'); }},\n"));
        types.push_str(&format!("{}export * as {name} from './{file}.js';\n", doc(&document.doc, "")));
        names.push(name);
    }
    text.push_str("};\n");
    (text, types, names)
}
