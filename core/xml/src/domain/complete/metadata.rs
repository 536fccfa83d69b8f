//! `<metadata>`: one element for each application, which it finds by its namespace.

use crate::domain::Domain;
use crate::raw::{RawElement, RawNode};
use std::collections::BTreeSet;

pub(super) fn complete(domain: &mut Domain) {
    let Some(metadata) = &mut domain.metadata else { return };
    let outer = RawElement { children: Vec::new(), ..metadata.clone() };
    let mut seen = BTreeSet::new();
    metadata.children.retain(|child| match child {
        RawNode::Element(element) => {
            let namespace = element.namespace().or_else(|| outer.declared(element));
            namespace.is_some_and(|namespace| seen.insert(namespace.to_owned()))
        }
        RawNode::Text(_) | RawNode::Comment(_) => true,
    });
}
