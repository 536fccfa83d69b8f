//! Tests of tree reading and writing.

use super::Tree;
use crate::{Limits, ParseOptions};

fn check_error(text: &str, expected: &str) {
    let limits = Limits { bytes: 200, depth: 3, nodes: 6, attributes: 2, text: 20 };
    let error = Tree::parse(text, &ParseOptions { limits, ..ParseOptions::default() }).err().unwrap();
    assert!(error.to_string().contains(expected), "{}", error.report());
}

#[test]
fn what_is_not_well_formed_is_refused() {
    check_error("", "document is empty");
    check_error("<a>", "element 'a' is not closed");
    check_error("<a>\n<b></a></a>", "(at line 2, column 4, /a/b)");
    check_error("<a/><b/>", "extra content");
    check_error("<a/>x", "text outside");
    check_error("<a x='1' x='2'/>", "attribute 'x' is repeated (at line 1, column 10");
    check_error("<a x=1/>", "invalid attribute");
    check_error("<a 1='1'/>", "'1' is not a name");
    check_error("<a x='<'/>", "'<' in an attribute");
    check_error("<a>&#0;</a>", "unknown entity '&#0;'");
    check_error("<a>\u{1}</a>", "U+0001");
}

#[test]
fn document_types_and_entities_are_refused() {
    check_error("<!DOCTYPE a [<!ENTITY b 'c'>]><a>&b;</a>", "document type declarations are not accepted");
    check_error("<a>&b;</a>", "unknown entity '&b;'");
}

#[test]
fn limits_hold() {
    check_error(&" ".repeat(201), "too long");
    check_error("<a><a><a><a/></a></a></a>", "deeper than 3");
    check_error("<a><b/><b/><b/><b/><b/><b/></a>", "more than 6 nodes");
    check_error("<a b='' c='' d=''/>", "more than 2 attributes");
    check_error("<a>1234567890<![CDATA[12345678901]]></a>", "text is too long");
}

#[test]
fn references_and_cdata_join_the_text() {
    let tree = Tree::parse("<a b='&lt;&#x41;\n'>1 &amp; <![CDATA[<2>]]>&#51;</a>", &ParseOptions::default()).unwrap();
    assert_eq!(tree.root().attribute("b"), Some("<A "));
    assert_eq!(tree.root().text().as_deref(), Some("1 & <2>3"));
}

#[test]
fn columns_count_characters() {
    check_error("<a>\n<ü>é<b></ü></a>", "(at line 2, column 8");
}
