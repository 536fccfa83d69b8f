//! Writing in libvirt's canonical form: two spaces a level, attributes in single quotes, `<x/>` for empty elements.

use crate::Format;
use crate::model::View;
use crate::tree::namespace;
use std::fmt::Write as _;

/// Writes a document, element by element.
pub struct Writer<'f> {
    format: &'f Format,
    output: String,
    depth: usize,
    /// The start tag written last still lacks its `>`.
    is_open: bool,
    /// The element written last has text, so its end tag follows on the same line.
    is_inline: bool,
}

impl<'f> Writer<'f> {
    /// A writer of this view.
    pub fn new(format: &'f Format) -> Writer<'f> {
        Writer { format, output: String::with_capacity(4096), depth: 0, is_open: false, is_inline: false }
    }

    /// The view that is written.
    pub fn format(&self) -> &'f Format {
        self.format
    }

    /// What was written.
    pub fn finish(self) -> String {
        self.output
    }

    /// Begins an element.
    pub fn start(&mut self, name: &str) {
        self.close_tag();
        self.indent();
        self.output.push('<');
        self.output.push_str(name);
        self.depth += 1;
        self.is_open = true;
    }

    /// Writes an attribute of the element just begun.
    pub fn attribute(&mut self, name: &str, value: &View<'_>) {
        self.begin_attribute(name);
        self.value(value, true);
        self.output.push('\'');
    }

    /// Writes an attribute as `0x` and at least `digits` hexadecimal digits.
    pub fn hexadecimal_attribute(&mut self, name: &str, value: u64, digits: u8) {
        self.begin_attribute(name);
        let digits = usize::from(digits);
        // Writing into a string cannot fail.
        let _ = write!(self.output, "0x{value:0digits$x}'");
    }

    /// Writes an attribute of the element just begun.
    pub fn attribute_str(&mut self, name: &str, value: &str) {
        self.begin_attribute(name);
        escape(&mut self.output, value, true);
        self.output.push('\'');
    }

    fn begin_attribute(&mut self, name: &str) {
        self.output.push(' ');
        self.output.push_str(name);
        self.output.push_str("='");
    }

    fn value(&mut self, value: &View<'_>, is_attribute: bool) {
        match value {
            View::Text(text) => escape(&mut self.output, text, is_attribute),
            View::Unsigned(number) => {
                let _ = write!(self.output, "{number}");
            }
            View::Signed(number) => {
                let _ = write!(self.output, "{number}");
            }
            View::Flag | View::Object(_) | View::Union(_) | View::Raw(_) => {}
        }
    }

    /// Declares a known foreign namespace on the element just begun.
    pub fn namespace(&mut self, prefix: &str) {
        if let Some(name) = namespace::name_of(prefix) {
            self.attribute_str(&format!("xmlns:{prefix}"), name);
        }
    }

    /// Writes the text of the element just begun.
    pub fn text(&mut self, value: &View<'_>) {
        self.begin_text();
        self.value(value, false);
    }

    /// Writes the text of the element just begun.
    pub fn text_str(&mut self, value: &str) {
        self.begin_text();
        escape(&mut self.output, value, false);
    }

    fn begin_text(&mut self) {
        if self.is_open {
            self.output.push('>');
            self.is_open = false;
        }
        self.is_inline = true;
    }

    /// Gives the element just begun an end tag of its own, even with nothing in it.
    pub fn open(&mut self) {
        if self.is_open {
            self.close_tag();
        }
    }

    /// Ends the element begun last.
    pub fn end(&mut self, name: &str) {
        self.depth = self.depth.saturating_sub(1);
        if self.is_open {
            self.output.push_str("/>\n");
        } else {
            if !self.is_inline {
                self.indent();
            }
            self.output.push_str("</");
            self.output.push_str(name);
            self.output.push_str(">\n");
        }
        self.is_open = false;
        self.is_inline = false;
    }

    /// Writes an element with nothing in it.
    pub fn empty(&mut self, name: &str) {
        self.start(name);
        self.end(name);
    }

    /// Writes an element that is one text.
    pub fn text_element(&mut self, name: &str, value: &str) {
        self.start(name);
        self.text_str(value);
        self.end(name);
    }

    /// Writes markup that is complete in itself, on lines of its own.
    pub(crate) fn verbatim(&mut self, write: impl FnOnce(&mut String)) {
        self.close_tag();
        self.indent();
        write(&mut self.output);
        self.output.push('\n');
    }

    fn close_tag(&mut self) {
        if self.is_open {
            self.output.push_str(">\n");
            self.is_open = false;
        } else if self.is_inline {
            self.output.push('\n');
        }
        self.is_inline = false;
    }

    fn indent(&mut self) {
        const SPACES: &str = "                                ";
        let mut missing = 2 * self.depth;
        while missing > 0 {
            let some = missing.min(SPACES.len());
            self.output.push_str(&SPACES[..some]);
            missing -= some;
        }
    }
}

/// Appends `text`, escaped as libvirt escapes it. White space that a reader would fold is written as a reference.
pub(crate) fn escape(output: &mut String, text: &str, is_attribute: bool) {
    // Without a way out of the loop, many bytes are looked at at once; few texts have such a one.
    let is_special =
        |byte: u8| (byte < b' ') | (byte == b'<') | (byte == b'>') | (byte == b'&') | (byte == b'\'') | (byte == b'"');
    if !text.bytes().fold(false, |found, byte| found | is_special(byte)) {
        return output.push_str(text);
    }
    let mut written = 0;
    for (index, byte) in text.bytes().enumerate() {
        let replacement = match byte {
            b'<' => "&lt;",
            b'>' => "&gt;",
            b'&' => "&amp;",
            b'\'' => "&apos;",
            b'"' => "&quot;",
            b'\r' => "&#13;",
            b'\n' if is_attribute => "&#10;",
            b'\t' if is_attribute => "&#9;",
            b'\n' | b'\t' | b' '.. => continue,
            // XML has no way to hold other control characters, so libvirt leaves them out.
            _ => "",
        };
        output.push_str(&text[written..index]);
        output.push_str(replacement);
        written = index + 1;
    }
    output.push_str(&text[written..]);
}
