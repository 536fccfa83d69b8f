//! The traits that `#[element]` and `#[group]` implement, and the few functions that their code calls.
//!
//! [`Content`] is what stands inside an element. [`Part`] says where a type stands in its parent when the field says
//! nothing: scalars are attributes, elements are children, groups share the parent's element. [`Child`] is anything
//! that can be a child element of a given name.

use crate::scalar::Scalar;
use crate::schema::{Kind, Place, StructSchema, UnionSchema};
use crate::tree::Node;
use crate::{Result, Writer};
use ferrovirt_error::Error;

/// Attributes and children of an element.
pub trait Content: Sized {
    /// Reads them from `node`.
    fn read_content(node: Node<'_>) -> Result<Self>;
    /// Writes the attributes of the element that was started last.
    fn write_attributes(&self, writer: &mut Writer<'_>);
    /// Writes the children of the element that was started last.
    fn write_children(&self, writer: &mut Writer<'_>);
}

/// A type that is an element of its own, with the name it usually has.
pub trait Element: Content + Child {
    /// The element's name.
    const NAME: &'static str;
}

/// A type with a schema of fields.
pub trait Described {
    /// The declaration as data.
    const SCHEMA: StructSchema;
}

/// A type with a schema of variants.
pub trait DescribedUnion {
    /// The declaration as data.
    const SCHEMA: UnionSchema;
}

/// A type that can be a field: where it stands in the parent, and how it is read and written there.
pub trait Part: Sized {
    /// The name that the type brings along, else the field's name counts.
    const TAG: Option<&'static str>;
    /// Where it stands.
    const PLACE: Place;
    /// What it is.
    const KIND: Kind;

    /// Reads it from the parent.
    fn read(node: Node<'_>, name: &'static str) -> Result<Option<Self>>;

    /// What a plain field is when [`Part::read`] found nothing: an error, unless the type has a default of its own.
    fn read_absent(node: Node<'_>, name: &'static str) -> Result<Self> {
        Err(missing::<Self>(node, name, ""))
    }

    /// Reads all of them from the parent.
    fn read_all(node: Node<'_>) -> Result<Vec<Self>> {
        Ok(Self::read(node, "")?.into_iter().collect())
    }

    /// Writes what belongs among the parent's attributes.
    fn write_attributes(&self, writer: &mut Writer<'_>, name: &'static str) {
        let _ = (writer, name);
    }

    /// Writes what belongs among the parent's children.
    fn write_children(&self, writer: &mut Writer<'_>) {
        let _ = writer;
    }
}

/// A type that can be a child element.
pub trait Child: Sized {
    /// Reads it from the child itself.
    fn read_one(node: Node<'_>) -> Result<Self>;

    /// Writes it as a child of this name.
    fn write_child(&self, writer: &mut Writer<'_>, name: &str);

    /// Reads the first child of this name.
    fn read_child(node: Node<'_>, name: &str) -> Result<Option<Self>> {
        node.child(name).map(Self::read_one).transpose()
    }

    /// Reads all children of this name.
    fn read_children(node: Node<'_>, name: &str) -> Result<Vec<Self>> {
        node.children(name).map(Self::read_one).collect()
    }
}

/// One of several child elements.
pub trait Choice: Sized {
    /// The names.
    const NAMES: &'static [&'static str];
    /// Reads it from the child itself, if the child has one of the names.
    fn read_named(node: Node<'_>) -> Result<Option<Self>>;
    /// Writes the child.
    fn write_named(&self, writer: &mut Writer<'_>);
}

/// Reads the first child that is one of the choice's.
pub fn read_choice<T: Choice>(node: Node<'_>) -> Result<Option<T>> {
    match node.elements().find(|child| T::NAMES.contains(&child.name())) {
        Some(child) => T::read_named(child.mark()),
        None => Ok(None),
    }
}

/// Reads all children that are of the choice, in document order.
pub fn read_choices<T: Choice>(node: Node<'_>) -> Result<Vec<T>> {
    let children = node.elements().filter(|child| T::NAMES.contains(&child.name()));
    children.filter_map(|child| T::read_named(child.mark()).transpose()).collect()
}

/// Writes an element of this name.
pub fn write_element<T: Content>(content: &T, writer: &mut Writer<'_>, name: &str) {
    writer.start(name);
    content.write_attributes(writer);
    content.write_children(writer);
    writer.end(name);
}

/// Makes nothing of content that says nothing.
pub fn drop_empty<T: Default + PartialEq>(content: &mut Option<T>) {
    if content.as_ref().is_some_and(|content| *content == T::default()) {
        *content = None;
    }
}

/// Reads an attribute.
pub fn read_attribute<T: Scalar>(node: Node<'_>, name: &str) -> Result<Option<T>> {
    match node.attribute(name) {
        None => Ok(None),
        Some(text) => match T::parse(text) {
            Ok(mut value) => {
                value.found_at(node, name);
                Ok(Some(value))
            }
            Err(error) => Err(node.invalid_attribute_with(T::ERROR_CODE, name, error.0)),
        },
    }
}

/// Reads an element's own text; an element without text has none, and white space between children is not any.
pub fn read_text<T: Scalar>(node: Node<'_>) -> Result<Option<T>> {
    match node.text() {
        None => Ok(None),
        Some(text) if text.trim().is_empty() && !(T::KEEPS_SPACE && node.elements().next().is_none()) => Ok(None),
        Some(text) => parse_text(node, &text).map(Some),
    }
}

/// Reads an element that is nothing but a scalar's text.
pub fn read_scalar_child<T: Scalar>(node: Node<'_>) -> Result<T> {
    parse_text(node, &node.text().unwrap_or_default())
}

fn parse_text<T: Scalar>(node: Node<'_>, text: &str) -> Result<T> {
    let text = if T::KEEPS_SPACE { text } else { text.trim() };
    T::parse(text).map_err(|error| node.invalid_text(T::ERROR_CODE, error.0))
}

/// The error for a plain field that is not in the document; one of the names is empty.
#[cold]
pub fn missing<T: Part>(node: Node<'_>, attribute: &str, child: &str) -> Error {
    match (T::TAG, child) {
        (Some(tag), "") => node.missing_child(&[tag]),
        (_, "") if attribute.is_empty() => node.error(&format!("Missing text in element '{}'", node.name())),
        (_, "") => node.missing_attribute(attribute),
        (_, child) => node.missing_child(&[child]),
    }
}

impl<T: Content> Content for Box<T> {
    fn read_content(node: Node<'_>) -> Result<Self> {
        T::read_content(node).map(Box::new)
    }

    fn write_attributes(&self, writer: &mut Writer<'_>) {
        T::write_attributes(self, writer);
    }

    fn write_children(&self, writer: &mut Writer<'_>) {
        T::write_children(self, writer);
    }
}

impl<T: Child> Child for Box<T> {
    fn read_one(node: Node<'_>) -> Result<Self> {
        T::read_one(node).map(Box::new)
    }

    fn write_child(&self, writer: &mut Writer<'_>, name: &str) {
        T::write_child(self, writer, name);
    }
}

impl<T: Part> Part for Box<T> {
    const TAG: Option<&'static str> = T::TAG;
    const PLACE: Place = T::PLACE;
    const KIND: Kind = T::KIND;

    fn read(node: Node<'_>, name: &'static str) -> Result<Option<Self>> {
        Ok(T::read(node, name)?.map(Box::new))
    }

    fn read_absent(node: Node<'_>, name: &'static str) -> Result<Self> {
        T::read_absent(node, name).map(Box::new)
    }

    fn read_all(node: Node<'_>) -> Result<Vec<Self>> {
        Ok(T::read_all(node)?.into_iter().map(Box::new).collect())
    }

    fn write_attributes(&self, writer: &mut Writer<'_>, name: &'static str) {
        T::write_attributes(self, writer, name);
    }

    fn write_children(&self, writer: &mut Writer<'_>) {
        T::write_children(self, writer);
    }
}
