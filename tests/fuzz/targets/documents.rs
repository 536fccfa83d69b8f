//! Documents of all kinds: read, and what was read survives being written and read again.

#![no_main]

use ferrovirt_xml::kinds::{AnyDocument, Root, Visitor};
use ferrovirt_xml::{DocumentKind, Format, ParseOptions};
use libfuzzer_sys::fuzz_target;

struct Survives<'a>(&'a str);

impl Visitor for Survives<'_> {
    type Output = ();

    fn visit<T: AnyDocument>(self) {
        let options = ParseOptions::status();
        let _ = T::read(self.0, &options.strict());
        let Ok(document) = T::read(self.0, &options) else { return };
        // White space around a value is nobody's, so what is compared is the form that we write.
        let written = document.write(&Format::STATUS);
        match T::read(&written, &options) {
            Ok(again) => assert_eq!(again.write(&Format::STATUS), written, "writing is no fixed point"),
            Err(error) => panic!("what was written is refused: {}\n{written}", error.report()),
        }
        let json = serde_json::to_vec(&document).expect("a document has a form in JSON");
        let mut reader = serde_json::Deserializer::from_slice(&json);
        reader.disable_recursion_limit();
        let back = serde::Deserialize::deserialize(&mut reader);
        assert!(back.is_ok_and(|back: T| back == document), "JSON lost something");
    }
}

fuzz_target!(|text: &str| {
    let start = text.trim_start().trim_start_matches('<');
    for kind in DocumentKind::ALL {
        match kind.root() {
            Root::Element(name, _) if !start.starts_with(name) => {}
            Root::Element(..) | Root::Choice(_) => kind.visit(Survives(text)),
        }
    }
});
