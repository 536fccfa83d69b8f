//! What tests over a corpus share.

use ferrovirt_xml::tree::{Node, NodeContent};
use std::collections::BTreeMap;

/// The first place where two elements differ.
pub fn difference(left: Node<'_>, right: Node<'_>) -> Option<String> {
    let attributes = |node: Node<'_>| -> BTreeMap<String, String> {
        let declared = |name: &str| name == "xmlns" || name.starts_with("xmlns:");
        let kept = node.attributes().filter(|(name, _)| !declared(name));
        kept.map(|(name, value)| (name.to_owned(), value.to_owned())).collect()
    };
    let text = |node: Node<'_>| -> String {
        let texts = node.contents().filter_map(|content| match content {
            NodeContent::Text(text) => Some(text),
            NodeContent::Element(_) | NodeContent::Comment(_) => None,
        });
        texts.collect::<String>().trim().to_owned()
    };
    let names = |node: Node<'_>| node.elements().map(|child| child.name().to_owned()).collect::<Vec<_>>();
    if left.name() != right.name() {
        return Some(format!("{}: {} / {}", left.path(), left.name(), right.name()));
    }
    if attributes(left) != attributes(right) {
        return Some(format!("{}: {:?} / {:?}", left.path(), attributes(left), attributes(right)));
    }
    if text(left) != text(right) {
        return Some(format!("{}: '{}' / '{}'", left.path(), text(left), text(right)));
    }
    if names(left) != names(right) {
        return Some(format!("{}: {:?} / {:?}", left.path(), names(left), names(right)));
    }
    left.elements().zip(right.elements()).find_map(|(left, right)| difference(left, right))
}
