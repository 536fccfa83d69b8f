//! A small tree of a document, borrowing from its text.
//!
//! Nodes live in one vector and know their place in the source, so that errors can name line, column and path. Each
//! lookup marks what it returned; what is unmarked after reading is what the object model does not know.
//!
//! The tree knows nothing of any document's meaning.

mod build;
mod key;
mod lookup;
pub mod namespace;

pub use key::Key;
pub(crate) use lookup::Inside;
pub use lookup::{Node, NodeContent, Where};

use crate::{Format, ParseOptions};
use ferrovirt_error::{Error, ErrorCode, ErrorDomain, Position, Result};
use std::borrow::Cow;
use std::cell::{Cell, RefCell};

/// No node: the end of a list of siblings.
const NONE: u32 = u32::MAX;

/// A document.
pub struct Tree<'a> {
    source: &'a str,
    nodes: Vec<NodeData<'a>>,
    attributes: Vec<AttributeData<'a>>,
    view: Format,
    /// The first thing that was wrong and was read all the same.
    fault: RefCell<Option<Error>>,
}

struct NodeData<'a> {
    kind: Kind,
    /// The name of an element, the content of a text or comment.
    content: Cow<'a, str>,
    key: Key,
    parent: u32,
    first_child: u32,
    next_sibling: u32,
    first_attribute: u32,
    attribute_count: u32,
    /// The byte in the source where the node begins.
    offset: u32,
    known: Cell<bool>,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    Element,
    Text,
    Comment,
}

struct AttributeData<'a> {
    name: &'a str,
    key: Key,
    value: Cow<'a, str>,
    offset: u32,
    known: Cell<bool>,
}

impl<'a> Tree<'a> {
    /// Reads a document.
    pub fn parse(source: &'a str, options: &ParseOptions) -> Result<Tree<'a>> {
        build::build(source, options)
    }

    /// The outermost element.
    pub fn root(&self) -> Node<'_> {
        Node::new(self, 0)
    }

    /// Fails at the first value that was read although it is wrong, else at the first element, attribute or text that no
    /// lookup has asked for. `is_passed_over` tells the places, as in `/domain/devices/disk[2]/@type`, where such things are
    /// of no matter.
    pub fn check_all_known(&self, is_passed_over: fn(&str) -> bool) -> Result<()> {
        match self.fault.borrow().clone() {
            Some(fault) => Err(fault),
            None => self.check_known(self.root(), is_passed_over),
        }
    }

    fn check_known(&self, element: Node<'_>, is_passed_over: fn(&str) -> bool) -> Result<()> {
        for attribute in self.attributes_of(element.id()) {
            let is_declaration = attribute.name == "xmlns" || attribute.name.starts_with("xmlns:");
            let path = || format!("{}/@{}", element.path(), attribute.name);
            if !attribute.known.get() && !is_declaration && !is_passed_over(&path()) {
                let detail = format!("unknown attribute '{}' in element '{}'", attribute.name, element.name());
                return Err(error_at(self.source, attribute.offset, &detail, element.path()));
            }
        }
        let mut child = self.nodes[element.id() as usize].first_child;
        while child != NONE {
            let data = &self.nodes[child as usize];
            let problem = match data.kind {
                Kind::Comment => None,
                Kind::Text if data.known.get() || data.content.trim().is_empty() => None,
                Kind::Text => {
                    Some(format!("unexpected text in element '{}': '{}'", element.name(), data.content.trim()))
                }
                Kind::Element if data.known.get() => {
                    self.check_known(Node::new(self, child), is_passed_over)?;
                    None
                }
                Kind::Element if is_passed_over(&Node::new(self, child).path()) => None,
                Kind::Element => {
                    Some(format!("unknown or repeated element '{}' in element '{}'", data.content, element.name()))
                }
            };
            if let Some(detail) = problem {
                let path = if data.kind == Kind::Text { element.path() } else { Node::new(self, child).path() };
                return Err(error_at(self.source, data.offset, &detail, path));
            }
            child = data.next_sibling;
        }
        Ok(())
    }

    fn attributes_of(&self, id: u32) -> &[AttributeData<'a>] {
        let node = &self.nodes[id as usize];
        let first = node.first_attribute as usize;
        &self.attributes[first..first + node.attribute_count as usize]
    }
}

/// An XML error at a byte of the source.
fn error_at(source: &str, offset: u32, detail: &str, path: String) -> Error {
    Error::new(ErrorCode::XmlError, ErrorDomain::Xml, detail).with_position(position(source, offset), path)
}

/// The line and column of a byte; columns count characters.
fn position(source: &str, offset: u32) -> Position {
    let mut end = (offset as usize).min(source.len());
    while !source.is_char_boundary(end) {
        end -= 1;
    }
    let before = &source[..end];
    let line = before.bytes().filter(|byte| *byte == b'\n').count();
    let column = before[before.rfind('\n').map_or(0, |newline| newline + 1)..].chars().count();
    let number = |count: usize| u32::try_from(count).unwrap_or(u32::MAX).saturating_add(1);
    Position { line: number(line), column: number(column) }
}

#[cfg(test)]
mod tests;
