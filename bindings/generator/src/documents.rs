//! The documents in general terms: every class and vocabulary that the object model's schemas lead to.
//!
//! It must not know any language, like [`crate::middle`]. Within a kind of document a name stands for one thing; what
//! several kinds have in common belongs to the first.

use std::collections::BTreeMap;

use ferrovirt_xml::model::{Described, DescribedUnion};
use ferrovirt_xml::schema::{
    Count, Kind, ScalarKind, ScalarSchema, StructSchema, UnionSchema, VariantSchema, WordSchema,
};

/// A kind of document with everything that is new in it.
pub struct Document {
    /// The name of its module, as in `domain`.
    pub module: &'static str,
    /// What it is.
    pub doc: &'static str,
    /// Its vocabularies by name.
    pub vocabularies: BTreeMap<&'static str, Vocabulary>,
    /// Its classes by name.
    pub classes: BTreeMap<&'static str, &'static StructSchema>,
    /// Its unions by name.
    pub unions: BTreeMap<&'static str, &'static UnionSchema>,
    /// The classes that can be documents of their own.
    pub roots: Vec<Root>,
    /// What it takes from earlier documents: their module and the name.
    pub shared: Vec<(&'static str, &'static str)>,
}

/// The words of an attribute.
#[derive(Clone, Copy)]
pub struct Vocabulary {
    /// What they are about.
    pub doc: &'static str,
    /// The words.
    pub words: &'static [WordSchema],
}

/// A class that can be a document of its own.
pub struct Root {
    /// The class.
    pub class: &'static str,
    /// The value of `DocumentKind` that reads and writes it.
    pub kind: &'static str,
    /// When one kind has documents of several classes: the key of this class.
    pub key: Option<&'static str>,
}

/// Every document, shared things first.
pub fn documents() -> Result<Vec<Document>, String> {
    use ferrovirt_xml::{capabilities, domain, domain_capabilities};
    let mut documents: Vec<Document> = Vec::new();
    let mut add = |module, doc, root: &'static StructSchema, kind, devices: Option<&'static UnionSchema>| {
        let mut found = Collection::default();
        found.class(root)?;
        let mut roots = vec![Root { class: root.name, kind, key: None }];
        for VariantSchema { payload, word, .. } in devices.into_iter().flat_map(|devices| devices.variants) {
            if let Some((Count::One, Kind::Struct(schema))) = payload {
                found.class(schema())?;
                roots.push(Root { class: schema().name, kind: "Device", key: Some(word) });
            }
        }
        let mut document = Document {
            module,
            doc,
            vocabularies: found.vocabularies,
            classes: found.classes,
            unions: found.unions,
            roots,
            shared: Vec::new(),
        };
        for earlier in &documents {
            document.leave_out(earlier);
        }
        documents.push(document);
        Ok::<(), String>(())
    };
    let devices = &domain::Device::SCHEMA;
    add(
        "domain",
        "The domain document: everything that defines a guest.",
        &domain::Domain::SCHEMA,
        "Domain",
        Some(devices),
    )?;
    let host = &capabilities::Capabilities::SCHEMA;
    add("capabilities", "The capabilities document: what host and hypervisor can do.", host, "Capabilities", None)?;
    let guests = &domain_capabilities::DomainCapabilities::SCHEMA;
    add(
        "domain_capabilities",
        "The domain capabilities document: what guests of one emulator can have.",
        guests,
        "DomainCapabilities",
        None,
    )?;
    Ok(documents)
}

impl Document {
    /// Takes from an earlier document what is the same there.
    fn leave_out(&mut self, earlier: &Document) {
        let module = earlier.module;
        let shared = &mut self.shared;
        self.vocabularies.retain(|name, own| {
            keep(module, name, earlier.vocabularies.get(name).is_some_and(|other| words(own) == words(other)), shared)
        });
        self.classes.retain(|name, own| {
            keep(module, name, earlier.classes.get(name).is_some_and(|other| shape(own) == shape(other)), shared)
        });
        self.unions.retain(|name, own| {
            keep(module, name, earlier.unions.get(name).is_some_and(|other| choices(own) == choices(other)), shared)
        });
    }
}

fn keep(
    module: &'static str,
    name: &'static str,
    is_shared: bool,
    shared: &mut Vec<(&'static str, &'static str)>,
) -> bool {
    if is_shared {
        shared.push((module, name));
    }
    !is_shared
}

fn words(vocabulary: &Vocabulary) -> Vec<&'static str> {
    vocabulary.words.iter().map(|word| word.word).collect()
}

fn shape(schema: &StructSchema) -> (&'static str, Vec<(&'static str, &'static str)>) {
    (schema.doc, schema.fields.iter().map(|field| (field.name, kind_name(field.kind))).collect())
}

fn choices(schema: &UnionSchema) -> (&'static str, Vec<(&'static str, &'static str)>) {
    let payload = |variant: &VariantSchema| variant.payload.map_or("", |(_, kind)| kind_name(kind));
    (schema.doc, schema.variants.iter().map(|variant| (variant.word, payload(variant))).collect())
}

fn kind_name(kind: Kind) -> &'static str {
    match kind {
        Kind::Scalar(scalar) => scalar.name,
        Kind::Struct(schema) => schema().name,
        Kind::Union(schema) => schema().name,
        Kind::Flag => "flag",
        Kind::Raw => "raw",
    }
}

#[derive(Default)]
struct Collection {
    vocabularies: BTreeMap<&'static str, Vocabulary>,
    classes: BTreeMap<&'static str, &'static StructSchema>,
    unions: BTreeMap<&'static str, &'static UnionSchema>,
}

impl Collection {
    fn class(&mut self, schema: &'static StructSchema) -> Result<(), String> {
        if let Some(known) = self.classes.insert(schema.name, schema) {
            return same(schema.name, shape(known) == shape(schema));
        }
        schema.fields.iter().try_for_each(|field| self.kind(field.kind))
    }

    fn union(&mut self, schema: &'static UnionSchema) -> Result<(), String> {
        if let Some(known) = self.unions.insert(schema.name, schema) {
            return same(schema.name, choices(known) == choices(schema));
        }
        for variant in schema.variants {
            match variant.payload {
                // The fields of such a payload are the variant's own.
                Some((Count::One | Count::Optional, Kind::Struct(payload))) => {
                    payload().fields.iter().try_for_each(|field| self.kind(field.kind))?;
                }
                Some((_, kind)) => self.kind(kind)?,
                None => {}
            }
        }
        Ok(())
    }

    fn kind(&mut self, kind: Kind) -> Result<(), String> {
        match kind {
            Kind::Struct(schema) => self.class(schema()),
            Kind::Union(schema) => self.union(schema()),
            Kind::Scalar(ScalarSchema { name, kind: ScalarKind::Words(words_of), doc }) => {
                let vocabulary = Vocabulary { doc, words: words_of };
                match self.vocabularies.insert(name, vocabulary) {
                    Some(known) => same(name, words(&known) == words(&vocabulary)),
                    None => Ok(()),
                }
            }
            Kind::Scalar(_) => Ok(()),
            Kind::Flag | Kind::Raw => Ok(()),
        }
    }
}

fn same(name: &str, is_same: bool) -> Result<(), String> {
    match is_same {
        true => Ok(()),
        false => Err(format!("two things in the documents are called '{name}'")),
    }
}
