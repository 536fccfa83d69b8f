//! Whole documents: from text to value and back.

use crate::diff::diff;
use crate::model::{Choice, Element, Input, Part, read_content, read_root_choice, write_choice, write_element};
use crate::passed_over;
use crate::tree::{Inside, Tree};
use crate::{Change, Format, ParseOptions, RawElement, Result, Writer};
use ferrovirt_error::{Error, ErrorCode, ErrorDomain};

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
    judge(options, || {
        let mut value = T::make(Input::Blank).map_err(|error| root.error(error.0))?;
        read_content(value.slot(), Inside::of(root))?;
        if options.strict {
            tree.check_all_known(passed_over::has)?;
        }
        Ok(value)
    })
}

/// Reads with the error number that is asked for: with `strict`, whatever is wrong with a well-formed document is a
/// violation of its schema.
fn judge<T>(options: &ParseOptions, read: impl FnOnce() -> Result<T>) -> Result<T> {
    read().map_err(|error| {
        if !options.strict {
            return error;
        }
        let detail = error.detail().unwrap_or_default();
        let mut violation = Error::new(ErrorCode::XmlInvalidSchema, error.domain(), detail);
        if let Some(position) = error.position() {
            violation = violation.with_position(position, error.document_path().unwrap_or_default());
        }
        match error.hint() {
            Some(hint) => violation.with_hint(hint),
            None => violation,
        }
    })
}

/// Writes a document.
pub fn to_xml<T: Element>(value: &T, format: &Format) -> String {
    let mut writer = Writer::new(format);
    write_element(&value.view(), &mut writer, T::NAME);
    writer.finish()
}

/// Writes any content under a name of its own.
pub fn content_to_xml<T: Part>(value: &T, name: &str, format: &Format) -> String {
    let mut writer = Writer::new(format);
    write_element(&value.view(), &mut writer, name);
    writer.finish()
}

/// Reads a document whose outermost element is one of a choice.
pub fn choice_from_xml<T: Choice>(text: &str, options: &ParseOptions) -> Result<T> {
    let tree = Tree::parse(text, options)?;
    judge(options, || {
        let root = tree.root();
        let Some(value) = read_root_choice::<T>(root)? else {
            let names = T::CHOICE.words().join(", ");
            let detail = format!("unexpected root element <{}>, expecting one of {names}", root.name());
            return Err(Error::new(ErrorCode::ConfigUnsupported, ErrorDomain::Xml, detail));
        };
        if options.strict {
            tree.check_all_known(passed_over::has)?;
        }
        Ok(value)
    })
}

/// Writes one of a choice as a document.
pub fn choice_to_xml<T: Choice>(value: &T, format: &Format) -> String {
    let mut writer = Writer::new(format);
    write_choice(value, &mut writer);
    writer.finish()
}

#[cfg(test)]
mod tests {
    use super::{Document, ParseOptions};
    use crate::domain::Domain;
    use ferrovirt_error::ErrorCode;

    #[track_caller]
    fn check(content: &str, strict: Option<ErrorCode>, lenient: Option<ErrorCode>) {
        let text = format!("<domain type='test'><name>g</name>{content}</domain>");
        let code = |options: &ParseOptions| Domain::parse(&text, options).err().map(|error| error.code());
        assert_eq!(code(&ParseOptions::default().strict()), strict, "strict: {content}");
        assert_eq!(code(&ParseOptions::default()), lenient, "lenient: {content}");
    }

    #[test]
    fn strict_reading_speaks_of_the_schema_and_lenient_reading_passes_over() {
        const SCHEMA: Option<ErrorCode> = Some(ErrorCode::XmlInvalidSchema);
        check("<memory>1</memory>", None, None);
        check("<nonsense/>", SCHEMA, None);
        check("<memory nonsense='1'>1</memory>", SCHEMA, None);
        check("<devices><emulator>/x</emulator><nonsense/></devices>", SCHEMA, None);
        check("<title>a</title><title>b</title>", SCHEMA, None);
        check("<memory unit='nonsense'>1</memory>", SCHEMA, Some(ErrorCode::XmlError));
        check("<on_crash>nonsense</on_crash>", SCHEMA, Some(ErrorCode::ConfigUnsupported));
    }

    #[test]
    fn text_that_is_no_xml_violates_no_schema() {
        let code = |options: &ParseOptions| Domain::parse("<domain", options).map(|_| ()).map_err(|error| error.code());
        assert_eq!(code(&ParseOptions::default().strict()), code(&ParseOptions::default()));
    }
}
