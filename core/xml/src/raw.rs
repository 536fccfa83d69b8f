//! XML that is kept as it is: `<metadata>` and elements of foreign namespaces.

use crate::model::{Form, Input, Part, Slot, View};
use crate::scalar::InvalidScalar;
use crate::schema::Kind;
use crate::tree::{Node, NodeContent, Tree, namespace};
use crate::write::escape;
use crate::{Format, ParseOptions, Result, Writer};
use serde::{Deserialize, Serialize};

/// An element with everything in it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RawElement {
    /// The name with its prefix.
    pub name: String,
    /// Attributes and namespace declarations, in order.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub attributes: Vec<(String, String)>,
    /// What it contains, in order.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub children: Vec<RawNode>,
}

/// What a raw element contains.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum RawNode {
    /// An element.
    Element(RawElement),
    /// Text.
    Text(String),
    /// A comment.
    Comment(String),
}

impl RawElement {
    /// Copies an element of a tree; prefixes that are declared further out are declared on it.
    pub fn read(node: Node<'_>) -> RawElement {
        let mut element = RawElement::copy(node);
        let mut missing = Vec::new();
        element.undeclared(&mut Vec::new(), &mut missing);
        // The writer declares the known namespace of an element that stands in a typed parent.
        let own = node.name().split_once(':').map(|(prefix, _)| prefix);
        missing.retain(|prefix| own != Some(prefix.as_str()) || namespace::name_of(prefix).is_none());
        for prefix in missing {
            let name = format!("xmlns:{prefix}");
            let outer = std::iter::successors(Some(node), |node| node.parent());
            let declared = outer.filter_map(|node| node.attributes().find(|(key, _)| *key == name)).next();
            let known = namespace::name_of(&prefix);
            if let Some(value) = declared.map(|(_, value)| value).or(known) {
                element.attributes.push((name, value.to_owned()));
            }
        }
        element
    }

    /// Becomes a copy of an element of a tree, all of which is known then.
    pub(crate) fn become_copy(&mut self, node: Node<'_>) {
        node.mark_all();
        *self = RawElement::read(node);
    }

    /// Reads a document that is one element.
    pub fn parse(text: &str, options: &ParseOptions) -> Result<RawElement> {
        Ok(RawElement::read(Tree::parse(text, options)?.root()))
    }

    /// Writes it as a document.
    pub fn to_xml(&self) -> String {
        let format = Format::default();
        let mut writer = Writer::new(&format);
        self.write(&mut writer);
        writer.finish()
    }

    /// Where among the children the first element of this namespace is.
    pub fn position_in_namespace(&self, namespace: &str) -> Option<usize> {
        self.children.iter().position(|child| match child {
            RawNode::Element(element) => {
                let declaration = element.declaration();
                let declared = element.attribute(&declaration).or_else(|| self.attribute(&declaration));
                declared == Some(namespace)
            }
            RawNode::Text(_) | RawNode::Comment(_) => false,
        })
    }

    /// The value of an attribute.
    pub fn attribute(&self, name: &str) -> Option<&str> {
        self.attributes.iter().find(|(key, _)| key == name).map(|(_, value)| value.as_str())
    }

    /// The namespace of this element, where it declares it itself or its prefix is known.
    pub fn namespace(&self) -> Option<&str> {
        let known = self.name.split_once(':').and_then(|(prefix, _)| namespace::name_of(prefix));
        self.declared(self).or(known)
    }

    /// The namespace that is declared here for a child.
    pub fn declared(&self, child: &RawElement) -> Option<&str> {
        self.attribute(&child.declaration())
    }

    /// The attribute that would declare the namespace of this element.
    fn declaration(&self) -> String {
        match self.name.split_once(':') {
            Some((prefix, _)) => format!("xmlns:{prefix}"),
            None => "xmlns".to_owned(),
        }
    }

    fn copy(node: Node<'_>) -> RawElement {
        let contents = || node.contents();
        let is_mixed = contents().any(|content| matches!(content, NodeContent::Text(text) if !text.trim().is_empty()));
        let has_elements = contents().any(|content| !matches!(content, NodeContent::Text(_)));
        let children = contents()
            .filter_map(|content| match content {
                NodeContent::Element(element) => Some(RawNode::Element(RawElement::copy(element))),
                NodeContent::Comment(text) => Some(RawNode::Comment(text.to_owned())),
                // White space between elements is indentation, which the writer makes anew.
                NodeContent::Text(_) if has_elements && !is_mixed => None,
                NodeContent::Text(text) => Some(RawNode::Text(text.to_owned())),
            })
            .collect();
        let attributes = node.attributes().map(|(name, value)| (name.to_owned(), value.to_owned())).collect();
        RawElement { name: node.name().to_owned(), attributes, children }
    }

    /// Collects the prefixes that are used here but declared neither here nor in `declared`.
    fn undeclared(&self, declared: &mut Vec<String>, missing: &mut Vec<String>) {
        let outer = declared.len();
        let own = self.attributes.iter().filter_map(|(name, _)| name.strip_prefix("xmlns:"));
        declared.extend(own.map(str::to_owned));
        let names = std::iter::once(&self.name).chain(self.attributes.iter().map(|(name, _)| name));
        for (prefix, _) in names.filter_map(|name| name.split_once(':')) {
            let is_declared = prefix == "xmlns" || prefix == "xml" || declared.iter().any(|known| known == prefix);
            if !is_declared && !missing.iter().any(|known| known == prefix) {
                missing.push(prefix.to_owned());
            }
        }
        for child in &self.children {
            if let RawNode::Element(element) = child {
                element.undeclared(declared, missing);
            }
        }
        declared.truncate(outer);
    }

    /// Writes it on lines of its own.
    pub fn write(&self, writer: &mut Writer<'_>) {
        if self.children.iter().any(|child| matches!(child, RawNode::Text(_))) {
            return writer.verbatim(|output| self.write_inline(output));
        }
        writer.start(&self.name);
        for (name, value) in &self.attributes {
            writer.attribute_str(name, value);
        }
        for child in &self.children {
            match child {
                RawNode::Element(element) => element.write(writer),
                RawNode::Comment(text) => writer.verbatim(|output| write_comment(output, text)),
                RawNode::Text(_) => {}
            }
        }
        writer.end(&self.name);
    }

    fn write_inline(&self, output: &mut String) {
        output.push('<');
        output.push_str(&self.name);
        for (name, value) in &self.attributes {
            output.push(' ');
            output.push_str(name);
            output.push_str("='");
            escape(output, value, true);
            output.push('\'');
        }
        if self.children.is_empty() {
            return output.push_str("/>");
        }
        output.push('>');
        for child in &self.children {
            match child {
                RawNode::Element(element) => element.write_inline(output),
                RawNode::Text(text) => escape(output, text, false),
                RawNode::Comment(text) => write_comment(output, text),
            }
        }
        output.push_str("</");
        output.push_str(&self.name);
        output.push('>');
    }
}

fn write_comment(output: &mut String, text: &str) {
    output.push_str("<!--");
    output.push_str(text);
    output.push_str("-->");
}

impl Part for RawElement {
    const FORM: Form = Form::Raw;
    const KIND: Kind = Kind::Raw;

    fn make(_: Input<'_>) -> std::result::Result<Self, InvalidScalar> {
        Ok(RawElement::default())
    }

    fn view(&self) -> View<'_> {
        View::Raw(self)
    }

    fn slot(&mut self) -> Slot<'_> {
        Slot::Raw(self)
    }
}
