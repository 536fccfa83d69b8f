//! Title, description and applications' elements of a network.

use ferrovirt_api::{Error, ErrorCode, ErrorDomain, NetworkMetadataType, Result};
use ferrovirt_xml::RawElement;
use ferrovirt_xml::network::Network;

use crate::application_metadata::{self, required, unused};

/// A piece of metadata.
pub fn get(network: &Network, metadata_type: NetworkMetadataType, namespace_uri: Option<&str>) -> Result<String> {
    if metadata_type != NetworkMetadataType::Element {
        unused(&[("uri", namespace_uri)], ErrorDomain::Network)?;
    }
    let found = match metadata_type {
        NetworkMetadataType::Description => network.description.clone(),
        NetworkMetadataType::Title => network.title.clone(),
        NetworkMetadataType::Element => {
            let namespace = required("uri", namespace_uri, ErrorDomain::Network)?;
            application_metadata::get(network.metadata.as_ref(), namespace)
        }
    };
    found.ok_or_else(|| {
        let detail = "Requested metadata element is not present";
        Error::new(ErrorCode::NoNetworkMetadata, ErrorDomain::Network, detail)
    })
}

/// What to put in the place of a piece of metadata.
pub enum Piece<'a> {
    /// A text for people.
    Description(Option<&'a str>),
    /// One line for people.
    Title(Option<&'a str>),
    /// The element of this namespace.
    Element(&'a str, Option<RawElement>),
}

impl Piece<'_> {
    /// Checks what is to be put.
    pub fn read<'a>(
        metadata_type: NetworkMetadataType,
        metadata: Option<&'a str>,
        key: Option<&str>,
        namespace_uri: Option<&'a str>,
    ) -> Result<Piece<'a>> {
        let domain = ErrorDomain::Network;
        if metadata_type != NetworkMetadataType::Element {
            unused(&[("uri", namespace_uri), ("key", key)], domain)?;
        }
        let text = metadata.filter(|text| !text.is_empty());
        match metadata_type {
            NetworkMetadataType::Description => Ok(Piece::Description(text)),
            NetworkMetadataType::Title if text.is_some_and(|title| title.contains('\n')) => {
                Err(Error::invalid_argument(domain, "metadata title can't contain newlines"))
            }
            NetworkMetadataType::Title => Ok(Piece::Title(text)),
            NetworkMetadataType::Element => {
                let namespace = required("uri", namespace_uri, domain)?;
                let element = match metadata {
                    Some(text) => {
                        let key = required("key", key, domain)?;
                        Some(application_metadata::read(text, key, namespace, domain)?)
                    }
                    None => None,
                };
                Ok(Piece::Element(namespace, element))
            }
        }
    }

    /// Puts it there.
    pub fn put(&self, network: &mut Network) {
        match self {
            Piece::Description(text) => network.description = text.map(str::to_owned),
            Piece::Title(text) => network.title = text.map(str::to_owned),
            Piece::Element(namespace, element) => {
                application_metadata::set(&mut network.metadata, namespace, element.clone());
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_title_is_one_line() {
        let check = |text, expected: bool| {
            assert_eq!(Piece::read(NetworkMetadataType::Title, Some(text), None, None).is_ok(), expected, "{text:?}");
        };
        check("one", true);
        check("two\nlines", false);
    }
}
