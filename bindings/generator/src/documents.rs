//! The documents in general terms: every class and vocabulary that the object model's schemas lead to.
//!
//! It must not know any language, like [`crate::middle`]. Within a kind of document a name stands for one thing; what
//! several kinds have in common belongs to the first.

use std::collections::{BTreeMap, BTreeSet};

use ferrovirt_xml::DocumentKind;
use ferrovirt_xml::kinds::Root as Declared;
use ferrovirt_xml::schema::{
    Count, FieldSchema, Kind, ScalarKind, ScalarSchema, StructSchema, UnionSchema, VariantSchema, WordSchema,
};

/// A kind of document with everything that is new in it.
pub struct Document {
    /// The name of its module, as in `domain`.
    pub module: &'static str,
    /// What it is.
    pub doc: String,
    /// Its vocabularies by name.
    pub vocabularies: BTreeMap<&'static str, Vocabulary>,
    /// Its classes by name.
    pub classes: BTreeMap<&'static str, &'static StructSchema>,
    /// Its unions by name.
    pub unions: BTreeMap<&'static str, &'static UnionSchema>,
    /// The classes that can be documents of their own.
    pub roots: Vec<Root>,
    /// What it takes from earlier documents: their module, by name. The class of a union's variant belongs to the union.
    pub shared: BTreeMap<&'static str, &'static str>,
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

/// How the payload of a variant becomes fields.
enum Payload {
    /// There is none.
    Nothing,
    /// The payload's fields are the variant's; if it is optional, it may be absent as a whole.
    Fields(&'static StructSchema, Count),
    /// It is a value of its own.
    Value(Count, Kind),
}

/// What becomes of a variant's payload. A whole document inside another stays one.
fn payload(variant: &VariantSchema) -> Payload {
    match variant.payload {
        None => Payload::Nothing,
        Some((count @ (Count::One | Count::Optional), Kind::Struct(schema))) if !is_document(schema().name) => {
            Payload::Fields(schema(), count)
        }
        Some((count, kind)) => Payload::Value(count, kind),
    }
}

/// A field of a class, or of the class of a union's variant.
pub struct Field {
    /// Its key in the buffer.
    pub key: &'static str,
    /// What it says.
    pub doc: &'static str,
    /// How often it occurs.
    pub count: Count,
    /// What it holds.
    pub kind: Kind,
}

/// The fields of a class.
pub fn fields(schema: &[FieldSchema]) -> Vec<Field> {
    schema.iter().map(|field| Field { key: field.name, doc: field.doc, count: field.count, kind: field.kind }).collect()
}

/// How the fields of a variant's class stand in the buffer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Form {
    /// There is nothing.
    Nothing,
    /// They are the payload's.
    Fields,
    /// They are the payload's, which may be absent.
    Optional,
    /// The only one is the payload.
    Value,
}

/// The fields of a variant's class.
pub fn variant_fields(variant: &VariantSchema) -> (Vec<Field>, Form) {
    match payload(variant) {
        Payload::Nothing => (Vec::new(), Form::Nothing),
        Payload::Fields(schema, Count::Optional) => (fields(schema.fields), Form::Optional),
        Payload::Fields(schema, _) => (fields(schema.fields), Form::Fields),
        Payload::Value(count, kind) => (vec![Field { key: "value", doc: "", count, kind }], Form::Value),
    }
}

/// What stands for a field that must be there when nothing is given.
pub enum Standard {
    /// An empty object of this class.
    Class(&'static str),
    /// An empty object of this variant of the union.
    Variant(&'static UnionSchema, &'static VariantSchema),
}

/// What stands for a field that must be there when nothing is given, if anything does.
pub fn standard(field: &Field) -> Option<Standard> {
    match (field.count, field.kind) {
        (Count::One, Kind::Struct(schema)) => {
            can_be_empty(&fields(schema().fields)).then(|| Standard::Class(schema().name))
        }
        (Count::One, Kind::Union(union)) => {
            let variant = union().variants.iter().find(|variant| variant.is_default || variant.is_unset)?;
            can_be_empty(&variant_fields(variant).0).then(|| Standard::Variant(union(), variant))
        }
        _ => None,
    }
}

fn can_be_empty(fields: &[Field]) -> bool {
    fields
        .iter()
        .all(|field| field.count != Count::One || matches!(field.kind, Kind::Flag) || standard(field).is_some())
}

fn is_document(class: &str) -> bool {
    let is_root = |kind: &DocumentKind| matches!(kind.root(), Declared::Element(_, root) if root.name == class);
    DocumentKind::ALL.iter().any(is_root)
}

/// Every document, shared things first.
pub fn documents() -> Result<Vec<Document>, String> {
    let mut documents: Vec<Document> = Vec::new();
    for kind in DocumentKind::ALL {
        match kind.root() {
            Declared::Element(_, schema) => documents.push(document(*kind, schema, &documents)?),
            // Its elements belong to the document whose module has them.
            Declared::Choice(union) => {
                let found = documents.iter_mut().find(|document| document.module == kind.module());
                let document = found.ok_or_else(|| format!("no document has the module '{}'", kind.module()))?;
                document.add_choice(*kind, union)?;
            }
        }
    }
    Ok(documents)
}

fn document(kind: DocumentKind, root: &'static StructSchema, earlier: &[Document]) -> Result<Document, String> {
    let mut all = Collection::default();
    all.class(root)?;
    let mut document = Document {
        module: kind.module(),
        doc: format!("The {} document. {}", kind.module().replace('_', " "), kind.doc()),
        vocabularies: BTreeMap::new(),
        classes: BTreeMap::new(),
        unions: BTreeMap::new(),
        roots: vec![Root { class: root.name, kind: kind.name(), key: None }],
        shared: BTreeMap::new(),
    };
    let shared: BTreeMap<&'static str, &'static str> = earlier
        .iter()
        .rev()
        .flat_map(|other| all.names().into_iter().filter_map(|name| Some((name, other.same(name, &all)?))))
        .collect();
    document.vocabularies = all.vocabularies;
    document.classes = all.classes;
    document.unions = all.unions;
    document.vocabularies.retain(|name, _| !shared.contains_key(name));
    document.classes.retain(|name, _| !shared.contains_key(name));
    document.unions.retain(|name, _| !shared.contains_key(name));
    let mentioned = document.mentioned();
    document.shared = shared.into_iter().filter(|(name, _)| mentioned.contains(name)).collect();
    Ok(document)
}

impl Document {
    /// Makes documents of the elements of a choice.
    fn add_choice(&mut self, kind: DocumentKind, union: &'static UnionSchema) -> Result<(), String> {
        let mut found = Collection {
            vocabularies: std::mem::take(&mut self.vocabularies),
            classes: std::mem::take(&mut self.classes),
            unions: std::mem::take(&mut self.unions),
        };
        for VariantSchema { payload, word, .. } in union.variants {
            if let Some((Count::One, Kind::Struct(schema))) = payload {
                found.class(schema())?;
                self.roots.push(Root { class: schema().name, kind: kind.name(), key: Some(word) });
            }
        }
        self.vocabularies = found.vocabularies;
        self.classes = found.classes;
        self.unions = found.unions;
        Ok(())
    }

    /// This document's module, if the name stands for the same thing here, down to the last of its parts.
    fn same(&self, name: &'static str, other: &Collection) -> Option<&'static str> {
        let is_same = match (self.vocabularies.get(name), other.vocabularies.get(name)) {
            (Some(own), Some(other)) => words(own) == words(other),
            _ => match (self.classes.get(name), other.classes.get(name)) {
                (Some(own), Some(other)) => Shape::of_class(own) == Shape::of_class(other),
                _ => match (self.unions.get(name), other.unions.get(name)) {
                    (Some(own), Some(other)) => Shape::of_union(own) == Shape::of_union(other),
                    _ => false,
                },
            },
        };
        is_same.then_some(self.module)
    }

    /// The names that the document's own things mention.
    fn mentioned(&self) -> BTreeSet<&'static str> {
        let mut kinds: Vec<Kind> = Vec::new();
        let fields = |schema: &StructSchema| schema.fields.iter().map(|field| field.kind).collect::<Vec<Kind>>();
        self.classes.values().for_each(|schema| kinds.extend(fields(schema)));
        for variant in self.unions.values().flat_map(|union| union.variants) {
            match payload(variant) {
                Payload::Nothing => {}
                Payload::Fields(schema, _) => kinds.extend(fields(schema)),
                Payload::Value(_, kind) => kinds.push(kind),
            }
        }
        kinds.into_iter().map(kind_name).collect()
    }
}

/// What a class or union is made of, itself and all that it leads to, by name.
#[derive(Default, PartialEq)]
struct Shape(BTreeMap<&'static str, (&'static str, Vec<(&'static str, &'static str)>)>);

impl Shape {
    fn of_class(schema: &'static StructSchema) -> Shape {
        let mut found = Shape::default();
        found.class(schema);
        found
    }

    fn of_union(schema: &'static UnionSchema) -> Shape {
        let mut found = Shape::default();
        found.union(schema);
        found
    }

    fn class(&mut self, schema: &'static StructSchema) {
        if self.0.insert(schema.name, shape(schema)).is_none() {
            schema.fields.iter().for_each(|field| self.kind(field.kind));
        }
    }

    fn union(&mut self, schema: &'static UnionSchema) {
        if self.0.insert(schema.name, choices(schema)).is_none() {
            schema.variants.iter().filter_map(|variant| variant.payload).for_each(|(_, kind)| self.kind(kind));
        }
    }

    fn kind(&mut self, kind: Kind) {
        match kind {
            Kind::Struct(schema) => self.class(schema()),
            Kind::Union(schema) => self.union(schema()),
            Kind::Scalar(ScalarSchema { name, kind: ScalarKind::Words(words_of), doc }) => {
                let words = words_of.iter().map(|word| (word.name, word.word)).collect();
                self.0.insert(name, (doc, words));
            }
            Kind::Scalar(_) | Kind::Flag | Kind::Raw => {}
        }
    }
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
    fn names(&self) -> Vec<&'static str> {
        self.vocabularies.keys().chain(self.classes.keys()).chain(self.unions.keys()).copied().collect()
    }

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
            match payload(variant) {
                Payload::Fields(schema, _) => schema.fields.iter().try_for_each(|field| self.kind(field.kind))?,
                Payload::Value(_, kind) => self.kind(kind)?,
                Payload::Nothing => {}
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
