//! Documents that are their own outcome.
//!
//! A case may name its input as what is expected: nothing of the document may be lost. Where the driver named by the
//! operation stores it in just this form, that is seen by what the driver does; where it refuses the document, or
//! fills something in, the case speaks of the reading itself. That is pure: the typed document, written in the order of
//! its author and with nothing filled in, has to be the input again.

use crate::case::Case;
use crate::failure::{Failure, Outcome};
use ferrovirt_xml::arrange::arrange;
use ferrovirt_xml::kinds::{AnyDocument, Root, Visitor};
use ferrovirt_xml::tree::Tree;
use ferrovirt_xml::{DocumentKind, Format, ParseOptions, Result};

/// Whether the case names its input as what is expected.
pub fn is_meant(case: &Case) -> bool {
    case.operation.ends_with("-xml") && case.option("input").is_some() && case.option("input") == case.option("expect")
}

/// The input, read and written.
pub fn xml(case: &Case) -> Outcome {
    struct Kept<'a>(&'a str);

    impl Visitor for Kept<'_> {
        type Output = Result<String>;

        fn visit<T: AnyDocument>(self) -> Result<String> {
            arrange(&T::read(self.0, &ParseOptions::status())?.write(&Format::STATUS), self.0)
        }
    }

    let text = case.input()?;
    let kind = kind_of(&text)?.ok_or_else(|| Failure::NotBuilt("a kind of documents".to_owned()))?;
    case.expect_xml(&kind.visit(Kept(&text))?)
}

/// The kind of a document, by its outermost element.
fn kind_of(text: &str) -> Result<Option<DocumentKind>> {
    let tree = Tree::parse(text, &ParseOptions::default())?;
    let is_meant = |kind: &&DocumentKind| matches!(kind.root(), Root::Element(name, _) if name == tree.root().name());
    Ok(DocumentKind::ALL.iter().find(is_meant).copied())
}
