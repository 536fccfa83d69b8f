//! Documents: the order of elements counts; that of attributes, indentation and white space around texts don't.

use ferrovirt_error::Result;
use ferrovirt_xml::ParseOptions;
use ferrovirt_xml::tree::{Node, NodeContent, Tree, namespace};

/// A document as lines: a tag with its attributes in alphabetical order, and texts below it.
pub fn xml(text: &str) -> Result<Vec<String>> {
    let tree = Tree::parse(text, &ParseOptions::default())?;
    let mut lines = Vec::new();
    element(tree.root(), 0, &mut lines);
    Ok(lines)
}

fn element(node: Node<'_>, depth: usize, lines: &mut Vec<String>) {
    let indent = "  ".repeat(depth);
    let mut attributes: Vec<(&str, &str)> =
        node.attributes().filter(|attribute| !is_known_namespace(attribute)).collect();
    attributes.sort_unstable();
    let attributes: String = attributes.iter().map(|(name, value)| format!(" {name}={value:?}")).collect();
    lines.push(format!("{indent}<{}{attributes}>", node.name()));
    let mut text = String::new();
    for content in node.contents() {
        match content {
            NodeContent::Element(child) => element(child, depth + 1, lines),
            NodeContent::Text(part) => text.push_str(part),
            NodeContent::Comment(_) => {}
        }
    }
    if !text.trim().is_empty() {
        lines.push(format!("{indent}  {:?}", text.trim()));
    }
}

/// The tree names elements of known namespaces by their usual prefixes; where those are declared is of no matter.
fn is_known_namespace((name, value): &(&str, &str)) -> bool {
    name.starts_with("xmlns:") && namespace::KNOWN.iter().any(|(_, known)| known == value)
}

#[cfg(test)]
mod tests {
    fn check(left: &str, right: &str, is_equal: bool) {
        assert_eq!(super::xml(left).unwrap() == super::xml(right).unwrap(), is_equal, "{left} / {right}");
    }

    #[test]
    fn form_does_not_count() {
        check("<a x='1' y='2'><b/> </a>", "<a y=\"2\" x='1'>\n  <b></b>\n</a>", true);
        check("<a> text </a>", "<a>text</a>", true);
        check("<a><!-- why --></a>", "<a/>", true);
    }

    #[test]
    fn content_counts() {
        check("<a><b/><c/></a>", "<a><c/><b/></a>", false);
        check("<a x=''/>", "<a/>", false);
        check("<a>b</a>", "<a>c</a>", false);
        check("<a><b/></a>", "<a/><!-- -->", false);
        check("<a><b><c/></b></a>", "<a><b/><c/></a>", false);
    }

    #[test]
    fn prefixes_do_not_count_where_the_namespace_is_known() {
        let name = super::namespace::name_of("qemu").unwrap();
        check(&format!("<a xmlns:q='{name}'><q:b/></a>"), &format!("<a><qemu:b xmlns:qemu='{name}'/></a>"), true);
    }
}
