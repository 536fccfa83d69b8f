//! Declarations as tables: what reading and writing need to know, and nothing for people to read (see
//! [`schema`](crate::schema) for that).

use super::Part;
use crate::Format;
use crate::schema;
use crate::tree::{Key, Where};
use ferrovirt_error::ErrorCode;

/// The declaration of a struct.
pub struct Table {
    /// The name of the type.
    pub name: &'static str,
    /// Its fields in output order.
    pub fields: &'static [Spec],
    /// The prefixes of known foreign namespaces that its children have.
    pub prefixes: &'static [&'static str],
    /// Whether it has an end tag of its own even with nothing in it.
    pub is_open: bool,
    /// The fields that may have attributes of the element itself.
    pub with_attributes: Fields,
    /// The fields that may have children or text.
    pub with_children: Fields,
    /// Those of them that follow all others.
    pub last: Fields,
}

impl Table {
    /// A table of these fields.
    pub const fn new(name: &'static str, fields: &'static [Spec], prefixes: &'static [&'static str]) -> Table {
        let mut table = Table {
            name,
            fields,
            prefixes,
            is_open: false,
            with_attributes: Fields::NONE,
            with_children: Fields::NONE,
            last: Fields::NONE,
        };
        assert!(fields.len() <= Fields::MOST, "a struct has more fields than there are bits");
        let mut index = 0;
        while index < fields.len() {
            let spec = &fields[index];
            let is_attribute = matches!(spec.place, Place::Attribute) && spec.wrappers.is_empty();
            let is_content = matches!(spec.place, Place::Content | Place::Union) && spec.wrappers.is_empty();
            table.with_attributes = table.with_attributes.with(index, is_attribute || is_content);
            table.with_children = table.with_children.with(index, !is_attribute && !spec.is_last);
            table.last = table.last.with(index, !is_attribute && spec.is_last);
            index += 1;
        }
        table
    }

    /// The same, with an end tag of its own even with nothing in it.
    pub const fn open(self) -> Table {
        Table { is_open: true, ..self }
    }
}

/// Some of a struct's fields.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Fields(u128);

impl Fields {
    /// None of them.
    pub const NONE: Fields = Fields(0);
    /// How many fields there can be.
    const MOST: usize = 128;

    /// The same, with this field if that is so.
    #[inline]
    #[must_use]
    pub const fn with(self, index: usize, is_so: bool) -> Fields {
        Fields(self.0 | ((is_so as u128) << index))
    }

    /// What is in both.
    #[must_use]
    pub const fn and(self, other: Fields) -> Fields {
        Fields(self.0 & other.0)
    }

    /// Whether this field is among them.
    pub const fn has(self, index: usize) -> bool {
        self.0 >> index & 1 == 1
    }
}

impl Iterator for Fields {
    type Item = usize;

    fn next(&mut self) -> Option<usize> {
        let index = self.0.trailing_zeros() as usize;
        self.0 &= self.0.wrapping_sub(1);
        (index < Fields::MOST).then_some(index)
    }
}

/// The declaration of a field.
pub struct Spec {
    /// The name of the field.
    pub name: &'static str,
    /// The name of the attribute or child; empty if there is none.
    pub step: &'static str,
    /// Elements between the parent and this field, outermost first.
    pub wrappers: &'static [&'static str],
    /// How its values are read and written.
    pub form: Form,
    /// The greatest value of a hexadecimal attribute.
    pub max: u64,
    /// The bit of the name that is looked for first: the outermost wrapper's, or the step's.
    pub bit: u64,
    /// Among which names that is.
    pub among: Where,
    /// The least number of hexadecimal digits; none if the attribute is not hexadecimal.
    pub hex: u8,
    /// Where it stands.
    pub place: Place,
    /// How often it occurs.
    pub count: Count,
    /// When it is shown.
    pub condition: Condition,
    /// Whether it may be absent though it is a plain value.
    pub has_default: bool,
    /// Whether its children follow those of all other fields.
    pub is_last: bool,
}

/// When a field is shown.
#[derive(Clone, Copy, Debug, Default)]
pub struct Condition {
    /// Only in the live view.
    pub live: bool,
    /// Only in the secure view.
    pub secret: bool,
    /// Only in status files.
    pub status: bool,
    /// When the struct says so.
    pub own: bool,
}

impl Condition {
    /// Always.
    pub const ALWAYS: Condition = Condition { live: false, secret: false, status: false, own: false };

    /// Whether the view has it, as far as that does not depend on the value.
    pub fn allows(self, format: &Format) -> bool {
        (!self.live || format.live) && (!self.secret || format.secure) && (!self.status || format.status)
    }
}

/// How a value is read and written.
#[derive(Clone, Copy, Debug)]
pub enum Form {
    /// As one text.
    Scalar {
        /// The error for a text that is no such value.
        code: ErrorCode,
        /// Whether white space around the value belongs to it.
        keeps_space: bool,
        /// Whether it is an integer, in serde's formats a number.
        is_integer: bool,
    },
    /// As an element.
    Element,
    /// As content of the parent's element.
    Group,
    /// As content of the parent's element, or as one of several elements.
    Union(fn() -> &'static UnionTable),
    /// As it is.
    Raw,
}

impl Form {
    /// Where it stands in its parent when the field says nothing.
    pub const fn place(&self) -> schema::Place {
        match self {
            Form::Scalar { .. } => schema::Place::Attribute,
            Form::Element | Form::Raw => schema::Place::Child,
            Form::Group | Form::Union(_) => schema::Place::Group,
        }
    }
}

/// Where a field stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Place {
    /// An attribute.
    Attribute,
    /// A child element.
    Child,
    /// All child elements, whatever their names.
    Children,
    /// An empty child element whose presence counts.
    Flag,
    /// The parent's own text.
    Text,
    /// Attributes and children of the parent itself.
    Content,
    /// What a union's selector says.
    Union,
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

impl Spec {
    const fn new(name: &'static str, step: &'static str, place: Place, form: Form, count: Count) -> Spec {
        Spec {
            name,
            step,
            wrappers: &[],
            form,
            max: u64::MAX,
            bit: Key::new(step).bit(),
            among: match place {
                Place::Attribute => Where::Attributes,
                Place::Child | Place::Flag => Where::Children,
                Place::Children | Place::Text | Place::Content | Place::Union => Where::Anywhere,
            },
            hex: 0,
            place,
            count,
            condition: Condition::ALWAYS,
            has_default: false,
            is_last: false,
        }
    }

    /// A field that stands where its type belongs.
    pub const fn natural<T: Part>(name: &'static str, count: Count) -> Spec {
        let step = match T::TAG {
            Some(tag) => tag,
            None => name,
        };
        let place = match (T::FORM, count) {
            (Form::Scalar { .. }, _) => Place::Attribute,
            (Form::Raw, Count::Many) => Place::Children,
            (Form::Element | Form::Raw, _) => Place::Child,
            (Form::Group, _) => Place::Content,
            (Form::Union(_), _) => Place::Union,
        };
        Spec::new(name, step, place, T::FORM, count)
    }

    /// An attribute of this name.
    pub const fn attribute<T: Part>(name: &'static str, step: &'static str, count: Count) -> Spec {
        Spec::new(name, step, Place::Attribute, T::FORM, count)
    }

    /// A child of this name.
    pub const fn child<T: Part>(name: &'static str, step: &'static str, count: Count) -> Spec {
        Spec::new(name, step, Place::Child, T::FORM, count)
    }

    /// An empty child of this name.
    pub const fn flag(name: &'static str, step: &'static str) -> Spec {
        Spec::new(name, step, Place::Flag, Form::Group, Count::Optional)
    }

    /// The element's own text.
    pub const fn text<T: Part>(name: &'static str, count: Count) -> Spec {
        Spec::new(name, "", Place::Text, T::FORM, count)
    }

    /// Content of the same element.
    pub const fn flatten<T: Part>(name: &'static str, count: Count) -> Spec {
        Spec::new(name, "", Place::Content, T::FORM, count)
    }

    /// The same, inside these elements.
    pub const fn inside(self, wrappers: &'static [&'static str]) -> Spec {
        match wrappers {
            [] => self,
            [first, ..] => Spec { wrappers, bit: Key::new(first).bit(), among: Where::Children, ..self },
        }
    }

    /// The same, shown only then.
    pub const fn when(self, condition: Condition) -> Spec {
        Spec { condition, ..self }
    }

    /// The same, in hexadecimal.
    pub const fn hexadecimal(self, hex: u8, max: u64) -> Spec {
        Spec { hex, max, ..self }
    }

    /// The same, and it may be absent.
    pub const fn or_default(self) -> Spec {
        Spec { has_default: true, ..self }
    }

    /// The same, after all other children.
    pub const fn last(self) -> Spec {
        Spec { is_last: true, ..self }
    }
}

/// The declaration of a union.
pub struct UnionTable {
    /// The name of the type.
    pub name: &'static str,
    /// What picks the variant.
    pub selector: Selector,
    /// The variants.
    pub variants: &'static [VariantSpec],
}

/// What picks a union's variant.
#[derive(Clone, Copy, Debug)]
pub enum Selector {
    /// An attribute; the payload is more content of the same element.
    Attribute(&'static str),
    /// An attribute; the payload is the child element of the second name.
    AttributeOfChild(&'static str, &'static str),
    /// Which child element is there.
    ChildName,
}

/// A variant of a union.
pub struct VariantSpec {
    /// The word that picks it.
    pub word: &'static str,
    /// What it holds.
    pub payload: Option<(Count, Form)>,
    /// Whether it stands for an absent attribute.
    pub is_default: bool,
    /// Whether it stands for an absent attribute, and writes none.
    pub is_unset: bool,
    /// Whether it stands for every other value of the attribute, which its payload reads and writes.
    pub is_any: bool,
}

impl UnionTable {
    /// The variant for a word.
    pub fn variant_of(&self, word: &str) -> Option<usize> {
        let named = |variant: &VariantSpec| !variant.is_unset && !variant.is_any && variant.word == word;
        self.variants.iter().position(named).or_else(|| self.variants.iter().position(|variant| variant.is_any))
    }

    /// The variant for an absent attribute.
    pub fn variant_without_word(&self) -> Option<usize> {
        self.variants.iter().position(|variant| variant.is_default || variant.is_unset)
    }

    /// The words.
    pub fn words(&self) -> Vec<&'static str> {
        self.variants.iter().map(|variant| variant.word).collect()
    }
}
