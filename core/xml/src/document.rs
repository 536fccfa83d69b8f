//! Whole documents: from text to value and back.

use crate::diff::diff;
use crate::model::{Choice, Content, Element, write_element};
use crate::tree::Tree;
use crate::{Change, Format, ParseOptions, RawElement, Result, Writer};

/// An element that can be a document of its own.
pub trait Document: Element {
    /// Reads a document.
    fn parse(text: &str, options: &ParseOptions) -> Result<Self> {
        from_xml(text, options)
    }

    /// Writes the document in this view.
    fn to_xml(&self, format: &Format) -> String {
        to_xml(self, format)
    }

    /// What differs in `new`: for previews of a change. Fails only for metadata that are no XML.
    fn diff(&self, new: &Self) -> Result<Vec<Change>> {
        diff_texts(&self.to_xml(&Format::STATUS), &new.to_xml(&Format::STATUS))
    }
}

/// What differs between two documents as they are written.
pub(crate) fn diff_texts(old: &str, new: &str) -> Result<Vec<Change>> {
    if old == new {
        return Ok(Vec::new());
    }
    let options = ParseOptions::status();
    Ok(diff(&RawElement::parse(old, &options)?, &RawElement::parse(new, &options)?))
}

impl<T: Element> Document for T {}

/// Reads a document whose outermost element is a `T`.
pub fn from_xml<T: Element>(text: &str, options: &ParseOptions) -> Result<T> {
    let tree = Tree::parse(text, options)?;
    let root = tree.root();
    if root.name() != T::NAME {
        let detail = format!("unexpected root element <{}>, expecting <{}>", root.name(), T::NAME);
        return Err(root.error(&detail));
    }
    let value = T::read_content(root)?;
    if options.strict {
        tree.check_all_known()?;
    }
    Ok(value)
}

/// Writes a document.
pub fn to_xml<T: Element>(value: &T, format: &Format) -> String {
    let mut writer = Writer::new(format);
    write_element(value, &mut writer, T::NAME);
    writer.finish()
}

/// Writes any content under a name of its own.
pub fn content_to_xml<T: Content>(value: &T, name: &str, format: &Format) -> String {
    let mut writer = Writer::new(format);
    write_element(value, &mut writer, name);
    writer.finish()
}

/// Reads a document whose outermost element is one of a choice.
pub fn choice_from_xml<T: Choice>(text: &str, options: &ParseOptions) -> Result<T> {
    let tree = Tree::parse(text, options)?;
    let root = tree.root();
    let Some(value) = T::read_named(root)? else {
        let detail = format!("unexpected root element <{}>, expecting one of {}", root.name(), T::NAMES.join(", "));
        return Err(root.error(&detail));
    };
    if options.strict {
        tree.check_all_known()?;
    }
    Ok(value)
}

/// Writes one of a choice as a document.
pub fn choice_to_xml<T: Choice>(value: &T, format: &Format) -> String {
    let mut writer = Writer::new(format);
    value.write_named(&mut writer);
    writer.finish()
}
