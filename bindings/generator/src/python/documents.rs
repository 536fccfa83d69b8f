//! Documents: a module for each kind, a class for each element.
//!
//! A union is a class for each of its variants: such a class has the fields of its payload.

use std::collections::BTreeSet;

use ferrovirt_xml::schema::{Count, Kind, ScalarKind, UnionSchema, VariantSchema};

use super::names::{all, docstring, name};
use crate::Header;
use crate::documents::{Document, Field, Form, Root, Standard, Vocabulary, fields, standard, variant_fields};
use crate::middle::screaming_snake_case;

/// Vocabularies that are truth values.
const TRUTH: &[(&str, &str)] = &[("YesNo", "_model.YES_NO"), ("OnOff", "_model.ON_OFF")];

/// The module of a kind of document.
pub fn module(document: &Document, header: &Header) -> Result<String, String> {
    let mut names = BTreeSet::new();
    let mut body = String::new();
    let mut bindings = String::new();
    let mut aliases = String::new();
    let mut add = |name: String| match names.insert(name.clone()) {
        true => Ok(()),
        false => Err(format!("two classes of the document '{}' would be called '{name}'", document.module)),
    };
    for (name, vocabulary) in document.vocabularies.iter().filter(|(name, _)| !is_truth(name)) {
        add((*name).to_owned())?;
        body.push_str(&words(name, vocabulary));
    }
    for (name, schema) in &document.classes {
        add((*name).to_owned())?;
        let root = document.roots.iter().find(|root| root.class == *name);
        body.push_str(&class(
            name,
            if root.is_some() { "Document" } else { "Element" },
            schema.doc,
            &fields(schema.fields),
        ));
        bindings.push_str(&binding(name, &fields(schema.fields), &root.map(root_text).unwrap_or_default()));
    }
    for (union_name, union) in &document.unions {
        for variant in union.variants {
            let name = variant_class(union_name, variant);
            add(name.clone())?;
            let (fields, form) = variant_fields(variant);
            let doc = if variant.doc.is_empty() { union.doc } else { variant.doc };
            body.push_str(&class(&name, "Variant", doc, &fields));
            bindings.push_str(&binding(
                &name,
                &fields,
                &format!(", word={:?}, form={:?}", variant.word, form_name(form)),
            ));
        }
        aliases.push_str(&alias(union_name, union));
        add((*union_name).to_owned())?;
    }
    let mut imports = String::new();
    for (name, module) in document.shared.iter().filter(|(name, _)| !is_truth(name)) {
        imports.push_str(&format!("from .{module} import {name}\n"));
    }
    for (union, module) in shared_unions(document) {
        for variant in union.variants {
            imports.push_str(&format!("from .{module} import {}\n", variant_class(union.name, variant)));
        }
    }
    let exported: Vec<String> = names.into_iter().collect();
    Ok(format!(
        "# {}\n\"\"\"{}\"\"\"\n\nfrom __future__ import annotations\n\nfrom typing import Union as _Union\n\n\
         from .._enums import DocumentKind as _DocumentKind\nfrom . import _model\n{imports}\n{}{body}\n{aliases}\n{bindings}",
        header.sentence(),
        document.doc,
        all(&exported)
    ))
}

/// The unions of earlier documents whose variants the classes of this one have to know.
fn shared_unions(document: &Document) -> Vec<(&'static UnionSchema, &'static str)> {
    let mut found: Vec<(&'static UnionSchema, &'static str)> = Vec::new();
    let fields = document.classes.values().flat_map(|schema| fields(schema.fields));
    let variants = document.unions.values().flat_map(|union| union.variants);
    for field in fields.chain(variants.flat_map(|variant| variant_fields(variant).0)) {
        if let Kind::Union(union) = field.kind
            && let Some(module) = document.shared.get(union().name)
            && !found.iter().any(|(known, _)| known.name == union().name)
        {
            found.push((union(), module));
        }
    }
    found
}

fn is_truth(name: &str) -> bool {
    TRUTH.iter().any(|(truth, _)| *truth == name)
}

fn words(name: &str, vocabulary: &Vocabulary) -> String {
    let mut text = format!("\n\nclass {name}(_model.Word):\n{}", docstring(vocabulary.doc, "    "));
    for word in vocabulary.words {
        text.push_str(&format!("\n    {} = {:?}\n", screaming_snake_case(word.name), word.word));
        text.push_str(&docstring(word.doc, "    "));
    }
    text
}

fn variant_class(union: &str, variant: &VariantSchema) -> String {
    format!("{union}{}", variant.name)
}

fn class(name: &str, base: &str, doc: &str, fields: &[Field]) -> String {
    let mut text = format!("\n\nclass {name}(_model.{base}):\n");
    match docstring(doc, "    ") {
        empty if empty.is_empty() && fields.is_empty() => text.push_str("    pass\n"),
        doc => text.push_str(&doc),
    }
    for field in fields {
        let hint = hint(field.kind);
        let declared = match (field.count, default_class(field)) {
            (_, _) if matches!(field.kind, Kind::Flag) => "bool = False".to_owned(),
            (Count::Many, _) => format!("list[{hint}] = _model.field(default_factory=list)"),
            (Count::Optional, _) => format!("{hint} | None = None"),
            (Count::One, Some(class)) => format!("{hint} = _model.field(default_factory=lambda: {class}())"),
            (Count::One, None) => hint,
        };
        text.push_str(&format!("\n    {}: {declared}\n{}", self::name(field.key), docstring(field.doc, "    ")));
    }
    text
}

/// The class whose object stands for a field that must be there but was not given.
fn default_class(field: &Field) -> Option<String> {
    standard(field).map(|standard| match standard {
        Standard::Class(name) => name.to_owned(),
        Standard::Variant(union, variant) => variant_class(union.name, variant),
    })
}

/// What the model calls it.
fn form_name(form: Form) -> &'static str {
    match form {
        Form::Nothing => "nothing",
        Form::Fields => "fields",
        Form::Optional => "optional",
        Form::Value => "value",
    }
}

fn hint(kind: Kind) -> String {
    match kind {
        Kind::Flag => "bool".to_owned(),
        Kind::Raw => "_model.RawElement".to_owned(),
        Kind::Struct(schema) => schema().name.to_owned(),
        Kind::Union(schema) => schema().name.to_owned(),
        Kind::Scalar(scalar) => match scalar.kind {
            ScalarKind::Integer { .. } => "int".to_owned(),
            ScalarKind::Text | ScalarKind::Formatted => "str".to_owned(),
            ScalarKind::Words(_) if is_truth(scalar.name) => "bool".to_owned(),
            ScalarKind::Words(_) => scalar.name.to_owned(),
        },
    }
}

/// The type of a union.
fn alias(name: &str, union: &UnionSchema) -> String {
    let members: String =
        union.variants.iter().map(|variant| format!("    {},\n", variant_class(name, variant))).collect();
    format!("\n{name} = _Union[\n{members}]\n{}", docstring(union.doc, ""))
}

/// What the model has to know of a class to read and write it.
fn binding(name: &str, fields: &[Field], rest: &str) -> String {
    let codecs: String = fields
        .iter()
        .filter_map(|field| {
            let codec = codec(field.kind)?;
            let codec = if field.count == Count::Many { format!("_model.each({codec})") } else { codec };
            Some(format!("\n    {}={codec},", self::name(field.key)))
        })
        .collect();
    format!("_model.bind({name}{rest})({codecs}{})\n", if codecs.is_empty() { "" } else { "\n" })
}

fn codec(kind: Kind) -> Option<String> {
    match kind {
        Kind::Flag => None,
        Kind::Raw => Some("_model.RAW".to_owned()),
        Kind::Struct(schema) => Some(format!("_model.element({})", schema().name)),
        Kind::Union(union) => {
            let classes: Vec<String> =
                union().variants.iter().map(|variant| variant_class(union().name, variant)).collect();
            Some(format!("_model.union({})", classes.join(", ")))
        }
        Kind::Scalar(scalar) => match scalar.kind {
            ScalarKind::Words(_) => {
                let truth = TRUTH.iter().find(|(name, _)| *name == scalar.name);
                Some(truth.map_or_else(|| format!("_model.word({})", scalar.name), |(_, codec)| (*codec).to_owned()))
            }
            ScalarKind::Integer { .. } | ScalarKind::Text | ScalarKind::Formatted => None,
        },
    }
}

fn root_text(root: &Root) -> String {
    let kind = screaming_snake_case(root.kind);
    match root.key {
        None => format!(", document=_DocumentKind.{kind}"),
        Some(key) => format!(", document=_DocumentKind.{kind}, word={key:?}"),
    }
}

#[cfg(test)]
mod tests {
    use ferrovirt_xml::domain::Domain;
    use ferrovirt_xml::model::Described;

    use super::*;

    #[test]
    fn what_must_be_given_has_no_default() {
        let text = class("Domain", "Document", "", &fields(Domain::SCHEMA.fields));
        assert!(text.contains("    domain_type: DomainType\n"), "{text}");
        assert!(text.contains("    title: str | None = None\n"), "{text}");
        assert!(text.contains("    sysinfo: list["), "{text}");
    }
}
