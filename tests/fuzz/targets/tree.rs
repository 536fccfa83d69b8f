//! XML itself: the tree, elements that are kept as they are, and what differs between two of them.

#![no_main]

use ferrovirt_xml::diff::diff;
use ferrovirt_xml::{ParseOptions, RawElement};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|texts: (&str, &str)| {
    let read = |text: &str| RawElement::parse(text, &ParseOptions::default());
    let Ok(old) = read(texts.0) else { return };
    assert!(diff(&old, &old).is_empty());
    let written = old.to_xml();
    let again = read(&written).expect("what was written is read");
    assert_eq!(again.to_xml(), written);
    if let Ok(new) = read(texts.1) {
        assert_eq!(diff(&old, &new).is_empty(), old == new);
    }
});
