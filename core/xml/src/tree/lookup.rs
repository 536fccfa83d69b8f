//! Looking at the tree: elements, their attributes, children and text, and the errors about them.

use super::{Key, Kind, NONE, Tree, error_at, position};
use crate::Format;
use ferrovirt_error::{Error, ErrorCode, ErrorDomain};
use std::borrow::Cow;

/// An element of a tree.
#[derive(Clone, Copy)]
pub struct Node<'t> {
    tree: &'t Tree<'t>,
    id: u32,
}

impl<'t> Node<'t> {
    pub(super) fn new(tree: &'t Tree<'_>, id: u32) -> Node<'t> {
        Node { tree, id }
    }

    pub(super) fn id(self) -> u32 {
        self.id
    }

    /// The element's name; elements of a known foreign namespace have its usual prefix.
    pub fn name(self) -> &'t str {
        &self.tree.nodes[self.id as usize].content
    }

    /// What is to be taken from the document.
    pub fn view(self) -> &'t Format {
        &self.tree.view
    }

    /// The value of an attribute.
    pub fn attribute(self, name: &str) -> Option<&'t str> {
        let key = Key::new(name);
        let mut attributes = self.tree.attributes_of(self.id).iter();
        let attribute = attributes.find(|attribute| attribute.key == key && attribute.name == name)?;
        attribute.known.set(true);
        Some(&attribute.value)
    }

    /// All attributes with their values, without marking them as known.
    pub fn attributes(self) -> impl Iterator<Item = (&'t str, &'t str)> {
        self.tree.attributes_of(self.id).iter().map(|attribute| (attribute.name, attribute.value.as_ref()))
    }

    /// The first child element of this name.
    pub fn child(self, name: &str) -> Option<Node<'t>> {
        self.named(name).next().map(Node::mark)
    }

    /// All child elements of this name.
    pub fn children(self, name: &str) -> impl Iterator<Item = Node<'t>> {
        self.named(name).map(Node::mark)
    }

    fn named(self, name: &str) -> impl Iterator<Item = Node<'t>> {
        let key = Key::new(name);
        let is_named = move |id: &u32| {
            let node = &self.tree.nodes[*id as usize];
            node.key == key && node.kind == Kind::Element && node.content == name
        };
        self.ids().filter(is_named).map(move |id| Node { id, ..self })
    }

    /// The child reached through these names, one inside the other.
    pub fn descend(self, names: &[&str]) -> Option<Node<'t>> {
        names.iter().try_fold(self, |node, name| node.child(name))
    }

    /// All child elements, without marking them as known.
    pub fn elements(self) -> impl Iterator<Item = Node<'t>> {
        self.ids()
            .filter(move |id| self.tree.nodes[*id as usize].kind == Kind::Element)
            .map(move |id| Node { id, ..self })
    }

    /// The element's own text, white space included; `None` without any.
    pub fn text(self) -> Option<Cow<'t, str>> {
        let mut texts = self.ids().map(|id| &self.tree.nodes[id as usize]).filter(|node| node.kind == Kind::Text);
        let first = texts.next()?;
        first.known.set(true);
        let mut text = Cow::Borrowed(first.content.as_ref());
        for more in texts {
            more.known.set(true);
            text.to_mut().push_str(&more.content);
        }
        Some(text)
    }

    /// Keeps in mind that something wrong was read: only strict reading minds.
    pub fn put_up_with(self, error: &Error) {
        self.tree.fault.borrow_mut().get_or_insert_with(|| error.clone());
    }

    /// Marks the element itself as known, and nothing in it.
    pub fn mark(self) -> Node<'t> {
        self.tree.nodes[self.id as usize].known.set(true);
        self
    }

    /// Marks the element and everything in it as known.
    pub fn mark_all(self) {
        self.mark();
        for attribute in self.tree.attributes_of(self.id) {
            attribute.known.set(true);
        }
        for id in self.ids() {
            self.tree.nodes[id as usize].known.set(true);
        }
        self.elements().for_each(Node::mark_all);
    }

    /// What the element contains, in order.
    pub fn contents(self) -> impl Iterator<Item = NodeContent<'t>> {
        self.ids().map(move |id| {
            let node = &self.tree.nodes[id as usize];
            match node.kind {
                Kind::Element => NodeContent::Element(Node { id, ..self }),
                Kind::Text => NodeContent::Text(&node.content),
                Kind::Comment => NodeContent::Comment(&node.content),
            }
        })
    }

    /// The element around this one.
    pub fn parent(self) -> Option<Node<'t>> {
        let parent = self.tree.nodes[self.id as usize].parent;
        (parent != NONE).then_some(Node { id: parent, ..self })
    }

    /// The element's place in the document, as in `/domain/devices/disk[2]`.
    pub fn path(self) -> String {
        let Some(parent) = self.parent() else { return format!("/{}", self.name()) };
        let same: Vec<u32> = parent.elements().filter(|node| node.name() == self.name()).map(|node| node.id).collect();
        let index = same.iter().position(|id| *id == self.id).unwrap_or_default() + 1;
        match same.len() {
            0 | 1 => format!("{}/{}", parent.path(), self.name()),
            _ => format!("{}/{}[{index}]", parent.path(), self.name()),
        }
    }

    /// An XML error about this element.
    pub fn error(self, detail: &str) -> Error {
        error_at(self.tree.source, self.tree.nodes[self.id as usize].offset, detail, self.path())
    }

    /// The error for an attribute's value; `expectation` is a sentence about what would be right, or empty.
    pub fn invalid_attribute(self, name: &str, expectation: &str) -> Error {
        self.invalid_attribute_with(ErrorCode::XmlError, name, expectation)
    }

    /// The same, with a code of its own.
    pub fn invalid_attribute_with(self, code: ErrorCode, name: &str, expectation: &str) -> Error {
        let attribute = self.tree.attributes_of(self.id).iter().find(|attribute| attribute.name == name);
        let (value, offset) = attribute.map_or(("", 0), |attribute| (&attribute.value, attribute.offset));
        let detail = format!("Invalid value for attribute '{name}' in element '{}': '{value}'", self.name());
        let position = position(self.tree.source, offset);
        Error::new(code, ErrorDomain::Xml, with_expectation(detail, expectation)).with_position(position, self.path())
    }

    /// The error for the element's text.
    pub fn invalid_text(self, code: ErrorCode, expectation: &str) -> Error {
        let text = self.text().unwrap_or_default();
        let detail = format!("Invalid value for element '{}': '{}'", self.name(), text.trim());
        let position = position(self.tree.source, self.tree.nodes[self.id as usize].offset);
        Error::new(code, ErrorDomain::Xml, with_expectation(detail, expectation)).with_position(position, self.path())
    }

    /// The error for an attribute that should be there.
    pub fn missing_attribute(self, name: &str) -> Error {
        self.error(&format!("Missing required attribute '{name}' in element '{}'", self.name()))
    }

    /// The error for a child that should be there, one of `names`.
    pub fn missing_child(self, names: &[&str]) -> Error {
        let names = names.iter().map(|name| format!("'{name}'")).collect::<Vec<_>>().join(" or ");
        self.error(&format!("Missing required element {names} in element '{}'", self.name()))
    }

    fn ids(self) -> impl Iterator<Item = u32> {
        let first = self.tree.nodes[self.id as usize].first_child;
        let sibling = |id: u32| Some(id).filter(|id| *id != NONE);
        std::iter::successors(sibling(first), move |id| sibling(self.tree.nodes[*id as usize].next_sibling))
    }
}

/// An element, with the bits of the names that are found in it.
#[derive(Clone, Copy)]
pub(crate) struct Inside<'t> {
    /// The element.
    pub node: Node<'t>,
    /// For each [`Where`].
    bits: [u64; 3],
}

impl<'t> Inside<'t> {
    /// The inside of an element.
    pub fn of(node: Node<'t>) -> Inside<'t> {
        let attributes = node.tree.attributes_of(node.id).iter().map(|attribute| attribute.key.bit());
        let children = node.ids().map(|id| node.tree.nodes[id as usize].key.bit());
        Inside {
            node,
            bits: [u64::MAX, attributes.fold(0, |all, bit| all | bit), children.fold(0, |all, bit| all | bit)],
        }
    }

    /// False if a name of this bit is surely not there.
    pub fn may_have(&self, among: Where, bit: u64) -> bool {
        self.bits[among as usize] & bit != 0
    }
}

/// Among which names of an element something is looked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Where {
    /// It may be there whatever names there are.
    Anywhere,
    /// Its attributes.
    Attributes,
    /// Its child elements.
    Children,
}

/// What an element contains.
pub enum NodeContent<'t> {
    /// An element.
    Element(Node<'t>),
    /// Text.
    Text(&'t str),
    /// A comment.
    Comment(&'t str),
}

fn with_expectation(detail: String, expectation: &str) -> String {
    if expectation.is_empty() { detail } else { format!("{detail}. {expectation}") }
}
