//! A document in the order of its author: elements and attributes where the author has them, the author's comments kept.
//!
//! Documents are written in libvirt's order, whatever order they were read in. Files that people keep and compare want
//! theirs back. Only order and comments come from the author's text, never content.

use crate::{ParseOptions, RawElement, RawNode, Result};
use std::collections::{HashMap, VecDeque};

/// The document `text` in the order of `author`'s, an earlier form of it.
pub fn arrange(text: &str, author: &str) -> Result<String> {
    let options = ParseOptions::status();
    let (mut document, author) = (RawElement::parse(text, &options)?, RawElement::parse(author, &options)?);
    document.arrange(author);
    Ok(document.to_xml())
}

/// Where something goes: behind the author's content of this index, what the author doesn't have after what the author
/// has, and otherwise in libvirt's order.
type Place = (usize, bool, usize);

impl RawElement {
    /// Puts attributes and children into the order of `author`, and adds the author's comments.
    fn arrange(&mut self, author: RawElement) {
        let has_text = |element: &RawElement| element.children.iter().any(|child| matches!(child, RawNode::Text(_)));
        let index: HashMap<&str, usize> =
            author.attributes.iter().enumerate().map(|(index, (name, _))| (name.as_str(), index)).collect();
        self.attributes.sort_by_key(|(name, _)| index.get(name.as_str()).copied().unwrap_or(usize::MAX));
        if has_text(self) || has_text(&author) {
            return;
        }
        let mut same: HashMap<String, VecDeque<(usize, RawElement)>> = HashMap::new();
        let mut placed: Vec<(Place, RawNode)> = Vec::new();
        for (index, child) in author.children.into_iter().enumerate() {
            match child {
                RawNode::Element(element) => {
                    same.entry(element.name.clone()).or_default().push_back((index, element));
                }
                RawNode::Comment(_) => placed.push(((index, false, 0), child)),
                RawNode::Text(_) => {}
            }
        }
        let mut last = None;
        for (index, mut child) in std::mem::take(&mut self.children).into_iter().enumerate() {
            let theirs = match &child {
                RawNode::Element(element) => same.get_mut(&element.name).and_then(VecDeque::pop_front),
                RawNode::Comment(_) | RawNode::Text(_) => None,
            };
            let is_new = theirs.is_none();
            if let (RawNode::Element(element), Some((place, theirs))) = (&mut child, theirs) {
                last = Some(place);
                element.arrange(theirs);
            }
            placed.push(((last.unwrap_or_default(), is_new, index), child));
        }
        placed.sort_by_key(|(place, _)| *place);
        self.children = placed.into_iter().map(|(_, child)| child).collect();
    }
}

#[cfg(test)]
mod tests {
    use super::arrange;

    #[track_caller]
    fn check(text: &str, author: &str, expected: &str) {
        let arranged: String = arrange(text, author).unwrap().lines().map(str::trim).collect();
        assert_eq!(arranged, expected);
    }

    #[test]
    fn order_and_comments_are_the_authors() {
        check("<a><b/><c/></a>", "<a><c/><!-- why --><b/></a>", "<a><c/><!-- why --><b/></a>");
        check("<a x='1' y='2' z='3'/>", "<a z='0' x='0'/>", "<a z='3' x='1' y='2'/>");
        check("<a><b><c/><d/></b></a>", "<a><b><d/><c/></b></a>", "<a><b><d/><c/></b></a>");
    }

    #[test]
    fn content_is_the_documents() {
        check("<a><b>new</b></a>", "<a><c/><b>old</b></a>", "<a><b>new</b></a>");
        // What is new stands where libvirt has it: behind what precedes it there.
        check("<a><b/><n/><c/></a>", "<a><c/><b/></a>", "<a><c/><b/><n/></a>");
        check("<a><n/><b/></a>", "<a><b/></a>", "<a><b/><n/></a>");
    }

    #[test]
    fn elements_of_one_name_keep_their_sequence() {
        check("<a><b x='1'/><b x='2'/><c/></a>", "<a><b/><c/><b/></a>", "<a><b x='1'/><c/><b x='2'/></a>");
    }
}
