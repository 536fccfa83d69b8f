//! Documents on their way to a language: one buffer of JSON, which becomes typed objects there.
//!
//! The object model's schemas say what is in the buffer; generators make the classes from them.

use ferrovirt::xml::kinds::{AnyDocument, Visitor};
use ferrovirt::xml::{Change, Format, ParseOptions, document_kinds};
use serde::Serialize;
use serde::de::DeserializeOwned;

use crate::error::Result;

macro_rules! document_kind {
    ($($(#[$($doc:tt)*])* $name:ident = $number:tt, $module:tt, $type:ty;)*) => {
        /// The kinds of documents.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, uniffi::Enum)]
        #[repr(u32)]
        pub enum DocumentKind { $($(#[$($doc)*])* $name = $number,)* }

        impl From<DocumentKind> for ferrovirt::xml::DocumentKind {
            fn from(kind: DocumentKind) -> Self {
                match kind { $(DocumentKind::$name => Self::$name,)* }
            }
        }
    };
}

document_kinds!(document_kind);

/// Reads a document. With `strict`, content that the object model does not know is an error with its place; without, it
/// is left out.
#[uniffi::export(default(strict = false))]
pub fn read_document(kind: DocumentKind, xml: String, strict: bool) -> Result<Vec<u8>> {
    struct Read<'a>(&'a str, ParseOptions);

    impl Visitor for Read<'_> {
        type Output = Result<Vec<u8>>;

        fn visit<T: AnyDocument>(self) -> Self::Output {
            buffer(&T::read(self.0, &self.1)?)
        }
    }

    let kind = ferrovirt::xml::DocumentKind::from(kind);
    let options = ParseOptions { strict, view: kind.view(), ..ParseOptions::default() };
    kind.visit(Read(&xml, options))
}

/// Writes a document with everything that the buffer has, secrets too.
#[uniffi::export]
pub fn write_document(kind: DocumentKind, document: Vec<u8>) -> Result<String> {
    struct Write<'a>(&'a [u8], Format);

    impl Visitor for Write<'_> {
        type Output = Result<String>;

        fn visit<T: AnyDocument>(self) -> Self::Output {
            Ok(value::<T>(self.0)?.write(&self.1))
        }
    }

    let kind = ferrovirt::xml::DocumentKind::from(kind);
    // The view that reading takes, so that nothing is lost on the way there and back.
    kind.visit(Write(&document, kind.view()))
}

/// A difference between two documents.
#[derive(Clone, Debug, PartialEq, Eq, uniffi::Record)]
pub struct DocumentChange {
    /// Where, as in `/domain/devices/disk[target/@dev='vda']/driver/@cache`; `position()` at its end stands for the place
    /// among the elements around it.
    pub path: String,
    /// What was there: a value or a whole element.
    pub old: Option<String>,
    /// What is there now.
    pub new: Option<String>,
}

/// What differs between two documents of a kind.
#[uniffi::export]
pub fn diff_documents(kind: DocumentKind, old: Vec<u8>, new: Vec<u8>) -> Result<Vec<DocumentChange>> {
    struct Difference<'a>(&'a [u8], &'a [u8]);

    impl Visitor for Difference<'_> {
        type Output = Result<Vec<DocumentChange>>;

        fn visit<T: AnyDocument>(self) -> Self::Output {
            let changes = value::<T>(self.0)?.changes(&value::<T>(self.1)?)?;
            let change = |Change { path, old, new }| DocumentChange { path, old, new };
            Ok(changes.into_iter().map(change).collect())
        }
    }

    ferrovirt::xml::DocumentKind::from(kind).visit(Difference(&old, &new))
}

fn buffer(document: &impl Serialize) -> Result<Vec<u8>> {
    let refused = |error| ferrovirt::Error::internal(ferrovirt::ErrorDomain::Xml, format!("no buffer: {error}"));
    Ok(serde_json::to_vec(document).map_err(refused)?)
}

fn value<T: DeserializeOwned>(buffer: &[u8]) -> Result<T> {
    let refused = |error: serde_json::Error| {
        // Where it stands in the buffer helps nobody: nobody wrote the buffer.
        let text = error.to_string();
        let reason = text.rsplit_once(" at line ").map_or(text.as_str(), |(reason, _)| reason);
        ferrovirt::Error::invalid_argument(ferrovirt::ErrorDomain::Xml, format!("the document: {reason}"))
    };
    Ok(serde_json::from_slice(buffer).map_err(refused)?)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_document_survives_the_way_there_and_back() {
        let xml = "<domain type='test'>\n  <name>x</name>\n  <os/>\n  <devices/>\n</domain>\n";
        let buffer = read_document(DocumentKind::Domain, xml.to_owned(), true).expect("read");
        assert_eq!(write_document(DocumentKind::Domain, buffer).expect("written"), xml);
    }

    #[test]
    fn unknown_content_is_named_with_its_place() {
        let xml = "<domain type='test'>\n  <nonsense/>\n</domain>";
        let error = read_document(DocumentKind::Domain, xml.to_owned(), true).expect_err("strict");
        assert_eq!(
            (error.details().line, error.details().code),
            (Some(2), ferrovirt::ErrorCode::XmlInvalidSchema.number())
        );
        assert!(read_document(DocumentKind::Domain, xml.to_owned(), false).is_ok());
    }

    #[test]
    fn a_buffer_with_an_unknown_field_is_refused() {
        let error = write_document(DocumentKind::Domain, b"{\"nonsense\":1}".to_vec()).expect_err("refused");
        assert!(error.details().message.contains("'nonsense'"), "{error}");
        assert!(!error.details().message.contains("line"), "{error}");
    }
}
