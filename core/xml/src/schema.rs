//! The declarations as data: what generators of languages, editors and documentation walk.

use std::collections::BTreeMap;

/// Every type that a document is made of, by its name.
#[derive(Clone, Debug, Default)]
pub struct Types {
    /// Structs.
    pub structs: BTreeMap<&'static str, &'static StructSchema>,
    /// Unions.
    pub unions: BTreeMap<&'static str, &'static UnionSchema>,
    /// Scalars.
    pub scalars: BTreeMap<&'static str, &'static ScalarSchema>,
    /// Names that stand for more than one type; generators need this to be empty.
    pub ambiguous: Vec<&'static str>,
}

impl Types {
    /// The types reachable from `root`, itself included.
    pub fn of(root: &'static StructSchema) -> Types {
        let mut types = Types::default();
        types.add_struct(root);
        types
    }

    fn add_struct(&mut self, schema: &'static StructSchema) {
        match self.structs.insert(schema.name, schema) {
            None => schema.fields.iter().for_each(|field| self.add(&field.kind)),
            Some(known) => self.compare(schema.name, known.doc, schema.doc),
        }
    }

    fn add(&mut self, kind: &'static Kind) {
        match kind {
            Kind::Flag | Kind::Raw => {}
            Kind::Struct(schema) => self.add_struct(schema()),
            Kind::Scalar(schema) => {
                if let Some(known) = self.scalars.insert(schema.name, schema) {
                    self.compare(schema.name, known.doc, schema.doc);
                }
            }
            Kind::Union(schema) => {
                let schema = schema();
                match self.unions.insert(schema.name, schema) {
                    None => {
                        let payloads = schema.variants.iter().filter_map(|variant| variant.payload.as_ref());
                        payloads.for_each(|(_, kind)| self.add(kind));
                    }
                    Some(known) => self.compare(schema.name, known.doc, schema.doc),
                }
            }
        }
    }

    /// Schemas have no identity, but no two types have the same documentation.
    fn compare(&mut self, name: &'static str, known: &str, new: &str) {
        if known != new {
            self.ambiguous.push(name);
        }
    }
}

/// A struct: an element or a group of fields.
#[derive(Clone, Copy, Debug)]
pub struct StructSchema {
    /// The name of the Rust type.
    pub name: &'static str,
    /// The fields in output order.
    pub fields: &'static [FieldSchema],
    /// Its documentation.
    pub doc: &'static str,
}

/// A field of a struct.
#[derive(Clone, Copy, Debug)]
pub struct FieldSchema {
    /// The name of the Rust field, which is also its key in serde's formats.
    pub name: &'static str,
    /// The name of the attribute or element; empty for text, meaningless for groups.
    pub xml_name: &'static str,
    /// Elements between the parent and this field, outermost first.
    pub wrappers: &'static [&'static str],
    /// Where it stands.
    pub place: Place,
    /// How often it occurs.
    pub count: Count,
    /// What it is.
    pub kind: Kind,
    /// Only in the live view.
    pub live: bool,
    /// Only in the secure view.
    pub secret: bool,
    /// Only in status files.
    pub status: bool,
    /// The release of the reference that had it first, where that is stated.
    pub since: &'static str,
    /// The drivers that know it, where that is stated.
    pub drivers: &'static str,
    /// Its documentation.
    pub doc: &'static str,
}

/// Where content stands in its parent.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Place {
    /// An attribute.
    Attribute,
    /// A child element.
    Child,
    /// The parent's own text.
    Text,
    /// An empty child element whose presence counts.
    Flag,
    /// Attributes and children of the parent itself.
    Group,
}

/// How often a field's content occurs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Count {
    /// Once.
    One,
    /// At most once.
    Optional,
    /// Any number of times.
    Many,
}

/// What a field or payload is.
#[derive(Clone, Copy, Debug)]
pub enum Kind {
    /// A value in one text.
    Scalar(&'static ScalarSchema),
    /// Presence.
    Flag,
    /// A struct.
    Struct(fn() -> &'static StructSchema),
    /// A union.
    Union(fn() -> &'static UnionSchema),
    /// Any XML.
    Raw,
}

/// A scalar type.
#[derive(Clone, Copy, Debug)]
pub struct ScalarSchema {
    /// The name of the Rust type.
    pub name: &'static str,
    /// What values it has.
    pub kind: ScalarKind,
    /// Its documentation.
    pub doc: &'static str,
}

/// What values a scalar has, and so how serde's formats hold it.
#[derive(Clone, Copy, Debug)]
pub enum ScalarKind {
    /// An integer in this range.
    Integer {
        /// The least value.
        min: i128,
        /// The greatest value.
        max: i128,
    },
    /// Any text.
    Text,
    /// Text of a form that the type checks.
    Formatted,
    /// One of these words.
    Words(&'static [WordSchema]),
}

/// A word of a vocabulary.
#[derive(Clone, Copy, Debug)]
pub struct WordSchema {
    /// The name of the Rust variant.
    pub name: &'static str,
    /// The word in the document.
    pub word: &'static str,
    /// Its documentation.
    pub doc: &'static str,
}

/// A union.
#[derive(Clone, Copy, Debug)]
pub struct UnionSchema {
    /// The name of the Rust type.
    pub name: &'static str,
    /// What picks the variant.
    pub selector: Selector,
    /// The variants.
    pub variants: &'static [VariantSchema],
    /// Its documentation.
    pub doc: &'static str,
}

/// What picks a union's variant.
#[derive(Clone, Copy, Debug)]
pub enum Selector {
    /// An attribute; the payload is more content of the same element.
    Attribute(&'static str),
    /// An attribute; the payload is a child element.
    AttributeOfChild {
        /// The attribute.
        attribute: &'static str,
        /// The child.
        child: &'static str,
    },
    /// Which child element is there.
    ChildName,
}

/// A variant of a union.
#[derive(Clone, Copy, Debug)]
pub struct VariantSchema {
    /// The name of the Rust variant.
    pub name: &'static str,
    /// The word that picks it, which is also its key in serde's formats.
    pub word: &'static str,
    /// The payload, if it has one.
    pub payload: Option<(Count, Kind)>,
    /// Taken when the attribute is absent, and then written.
    pub is_default: bool,
    /// Taken when the attribute is absent, and not written.
    pub is_unset: bool,
    /// The release of the reference that had it first, where that is stated.
    pub since: &'static str,
    /// The drivers that know it, where that is stated.
    pub drivers: &'static str,
    /// Its documentation.
    pub doc: &'static str,
}
