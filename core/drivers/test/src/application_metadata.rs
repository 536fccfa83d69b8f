//! The elements of applications in `<metadata>`: one for each namespace, of guests and of networks alike.

use ferrovirt_api::{Error, ErrorDomain, Result};
use ferrovirt_xml::{ParseOptions, RawElement, RawNode};

/// The element of a namespace, as the application gave it: without its prefix.
pub fn get(metadata: Option<&RawElement>, namespace: &str) -> Option<String> {
    let metadata = metadata?;
    let RawNode::Element(found) = metadata.children.get(metadata.position_in_namespace(namespace)?)? else {
        return None;
    };
    let mut found = found.clone();
    if let Some(prefix) = found.name.split_once(':').map(|(prefix, _)| format!("{prefix}:")) {
        rename(&mut found, &|name| name.strip_prefix(&prefix).map(str::to_owned));
        let declaration = format!("xmlns:{}", prefix.trim_end_matches(':'));
        found.attributes.retain(|(name, _)| *name != declaration);
    }
    Some(found.to_xml().trim_end().to_owned())
}

/// Puts an element in the place of the one of its namespace, or takes that away.
pub fn set(metadata: &mut Option<RawElement>, namespace: &str, element: Option<RawElement>) {
    let mut all = metadata.take().unwrap_or_else(|| RawElement { name: "metadata".into(), ..Default::default() });
    if let Some(position) = all.position_in_namespace(namespace) {
        all.children.remove(position);
    }
    all.children.extend(element.map(RawNode::Element));
    *metadata = Some(all).filter(|all| !all.children.is_empty());
}

/// An application's element with everything in it in its namespace, under its prefix.
pub fn read(text: &str, prefix: &str, namespace: &str, domain: ErrorDomain) -> Result<RawElement> {
    let is_inner = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'-' | b'.');
    let begins = prefix.bytes().next().is_some_and(|byte| byte.is_ascii_alphabetic() || byte == b'_');
    if !begins || !prefix.bytes().all(is_inner) {
        return Err(Error::invalid_argument(domain, format!("'{prefix}' is no prefix of a namespace")));
    }
    let mut element = RawElement::parse(text, &ParseOptions::default())?;
    rename(&mut element, &|name| (!name.contains(':')).then(|| format!("{prefix}:{name}")));
    element.attributes.insert(0, (format!("xmlns:{prefix}"), namespace.to_owned()));
    Ok(element)
}

/// An argument without which there is no such element.
pub fn required<'a>(name: &str, text: Option<&'a str>, domain: ErrorDomain) -> Result<&'a str> {
    text.ok_or_else(|| Error::invalid_argument(domain, format!("{name} is required for metadata elements")))
}

/// Refuses arguments that say something of applications' elements only.
pub fn unused(arguments: &[(&str, Option<&str>)], domain: ErrorDomain) -> Result<()> {
    match arguments.iter().find(|(_, text)| text.is_some()) {
        Some((name, _)) => Err(Error::invalid_argument(domain, format!("{name} is for metadata elements only"))),
        None => Ok(()),
    }
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn elements_are_found_by_their_namespace() {
        let mut metadata = None;
        let put = |metadata: &mut Option<RawElement>, text: Option<&str>| {
            let element = text.map(|text| read(text, "k", "urn:x", ErrorDomain::Test).expect("an element"));
            set(metadata, "urn:x", element);
        };
        put(&mut metadata, Some("<x a='1'><y/></x>"));
        assert_eq!(get(metadata.as_ref(), "urn:x").as_deref(), Some("<x a='1'>\n  <y/>\n</x>"));
        assert_eq!(get(metadata.as_ref(), "urn:y"), None);
        put(&mut metadata, Some("<z/>"));
        assert_eq!(get(metadata.as_ref(), "urn:x").as_deref(), Some("<z/>"));
        put(&mut metadata, None);
        assert_eq!(metadata, None);
    }

    #[test]
    fn prefixes_are_names() {
        let check = |prefix: &str, expected: bool| {
            assert_eq!(read("<x/>", prefix, "urn:x", ErrorDomain::Test).is_ok(), expected, "{prefix:?}");
        };
        for (prefix, expected) in [("k", true), ("k-1.a", true), ("", false), ("1k", false), ("k='", false)] {
            check(prefix, expected);
        }
    }
}
