//! Title, description and applications' elements of a network.

use ferrovirt_api::{Error, ErrorCode, ErrorDomain, NetworkMetadataType, Result};
use ferrovirt_xml::network::Network;
use ferrovirt_xml::{ParseOptions, RawElement, RawNode};

/// A piece of metadata.
pub fn get(network: &Network, metadata_type: NetworkMetadataType, namespace_uri: Option<&str>) -> Result<String> {
    let found = match metadata_type {
        NetworkMetadataType::Description => network.description.clone(),
        NetworkMetadataType::Title => network.title.clone(),
        NetworkMetadataType::Element => {
            let namespace = required(namespace_uri, "namespace URI")?;
            network.metadata.as_ref().and_then(|metadata| element(metadata, namespace))
        }
    };
    found.ok_or_else(|| {
        let detail = "requested metadata element is not present";
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
        let text = metadata.filter(|text| !text.is_empty());
        match metadata_type {
            NetworkMetadataType::Description => Ok(Piece::Description(text)),
            NetworkMetadataType::Title if text.is_some_and(|title| title.contains('\n')) => {
                Err(Error::invalid_argument(ErrorDomain::Network, "metadata title can't contain newlines"))
            }
            NetworkMetadataType::Title => Ok(Piece::Title(text)),
            NetworkMetadataType::Element => {
                let namespace = required(namespace_uri, "namespace URI")?;
                let element = metadata.map(|text| read_element(text, key, namespace)).transpose()?;
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
                let name = "metadata".to_owned();
                let mut metadata =
                    network.metadata.take().unwrap_or(RawElement { name, attributes: vec![], children: vec![] });
                if let Some(position) = metadata.position_in_namespace(namespace) {
                    metadata.children.remove(position);
                }
                metadata.children.extend(element.clone().map(RawNode::Element));
                network.metadata = Some(metadata).filter(|metadata| !metadata.children.is_empty());
            }
        }
    }
}

/// The element of a namespace as an application gave it: without the prefix.
fn element(metadata: &RawElement, namespace: &str) -> Option<String> {
    let RawNode::Element(found) = metadata.children.get(metadata.position_in_namespace(namespace)?)? else {
        return None;
    };
    let mut found = found.clone();
    if let Some((prefix, _)) = found.name.split_once(':') {
        let prefix = prefix.to_owned();
        rename(&mut found, &|name| name.strip_prefix(&prefix)?.strip_prefix(':').map(str::to_owned));
        let declaration = format!("xmlns:{prefix}");
        found.attributes.retain(|(name, _)| *name != declaration);
    }
    Some(found.to_xml().trim_end().to_owned())
}

fn read_element(text: &str, key: Option<&str>, namespace: &str) -> Result<RawElement> {
    let key = required(key, "key")?;
    let is_prefix = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'-' | b'.');
    if !key.bytes().all(is_prefix) || !key.bytes().next().is_some_and(|byte| byte.is_ascii_alphabetic() || byte == b'_')
    {
        return Err(Error::invalid_argument(ErrorDomain::Network, format!("'{key}' is no prefix of a namespace")));
    }
    let mut element = RawElement::parse(text, &ParseOptions::default())?;
    rename(&mut element, &|name| (!name.contains(':')).then(|| format!("{key}:{name}")));
    element.attributes.insert(0, (format!("xmlns:{key}"), namespace.to_owned()));
    Ok(element)
}

/// Gives elements other names where there are any.
fn rename(element: &mut RawElement, name: &dyn Fn(&str) -> Option<String>) {
    if let Some(name) = name(&element.name) {
        element.name = name;
    }
    for child in &mut element.children {
        if let RawNode::Element(child) = child {
            rename(child, name);
        }
    }
}

fn required<'a>(text: Option<&'a str>, what: &str) -> Result<&'a str> {
    text.filter(|text| !text.is_empty())
        .ok_or_else(|| Error::invalid_argument(ErrorDomain::Network, format!("an element of metadata needs a {what}")))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn elements_are_found_by_their_namespace() {
        let mut network = Network::default();
        let put = |network: &mut Network, text| {
            let piece = Piece::read(NetworkMetadataType::Element, text, Some("k"), Some("urn:x")).expect("a piece");
            piece.put(network);
        };
        put(&mut network, Some("<x a='1'><y/></x>"));
        let found = |network: &Network, namespace| get(network, NetworkMetadataType::Element, Some(namespace));
        assert_eq!(found(&network, "urn:x").expect("it is there"), "<x a='1'>\n  <y/>\n</x>");
        assert_eq!(found(&network, "urn:y").expect_err("another").code(), ErrorCode::NoNetworkMetadata);
        put(&mut network, Some("<z/>"));
        assert_eq!(found(&network, "urn:x").expect("it is there"), "<z/>");
        put(&mut network, None);
        assert_eq!(network.metadata, None);
    }

    #[test]
    fn a_title_is_one_line() {
        let check = |text, expected: bool| {
            assert_eq!(Piece::read(NetworkMetadataType::Title, Some(text), None, None).is_ok(), expected, "{text:?}");
        };
        check("one", true);
        check("two\nlines", false);
    }
}
