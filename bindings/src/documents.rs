//! Documents on their way to a language: one buffer of JSON, which becomes typed objects there.
//!
//! The object model's schemas say what is in the buffer; generators make the classes from them.

use ferrovirt::xml::capabilities::Capabilities;
use ferrovirt::xml::domain::{Device, Domain};
use ferrovirt::xml::domain_capabilities::DomainCapabilities;
use ferrovirt::xml::{Document, Format, ParseOptions};
use serde::Serialize;
use serde::de::DeserializeOwned;

use crate::error::Result;

/// The kinds of documents.
#[derive(Clone, Copy, Debug, PartialEq, Eq, uniffi::Enum)]
#[repr(u32)]
pub enum DocumentKind {
    /// Everything that defines a guest.
    Domain = 0,
    /// One device of a guest: a map with one entry, by the name of its element.
    Device = 1,
    /// What host and hypervisor can do.
    Capabilities = 2,
    /// What guests of one emulator can have.
    DomainCapabilities = 3,
}

/// Reads a document. With `strict`, content that the object model does not know is an error with its place; without, it
/// is left out.
#[uniffi::export(default(strict = false))]
pub fn read_document(kind: DocumentKind, xml: String, strict: bool) -> Result<Vec<u8>> {
    let options = ParseOptions { strict, ..ParseOptions::default() };
    match kind {
        DocumentKind::Domain => buffer(&Domain::parse(&xml, &options)?),
        DocumentKind::Device => buffer(&Device::parse(&xml, &options)?),
        DocumentKind::Capabilities => buffer(&Capabilities::parse(&xml, &options)?),
        DocumentKind::DomainCapabilities => buffer(&DomainCapabilities::parse(&xml, &options)?),
    }
}

/// Writes a document with everything that the buffer has, secrets too.
#[uniffi::export]
pub fn write_document(kind: DocumentKind, document: Vec<u8>) -> Result<String> {
    // The view that reading takes by default, so that nothing is lost on the way there and back.
    let format: Format = ParseOptions::default().view;
    match kind {
        DocumentKind::Domain => Ok(value::<Domain>(&document)?.to_xml(&format)),
        DocumentKind::Device => Ok(value::<Device>(&document)?.to_xml(&format)),
        DocumentKind::Capabilities => Ok(value::<Capabilities>(&document)?.to_xml(&format)),
        DocumentKind::DomainCapabilities => Ok(value::<DomainCapabilities>(&document)?.to_xml(&format)),
    }
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
        assert_eq!((error.details().line, error.details().code), (Some(2), ferrovirt::ErrorCode::XmlError.number()));
        assert!(read_document(DocumentKind::Domain, xml.to_owned(), false).is_ok());
    }

    #[test]
    fn a_buffer_with_an_unknown_field_is_refused() {
        let error = write_document(DocumentKind::Domain, b"{\"nonsense\":1}".to_vec()).expect_err("refused");
        assert!(error.details().message.contains("'nonsense'"), "{error}");
        assert!(!error.details().message.contains("line"), "{error}");
    }
}
