//! From text to tree: quick-xml's events, with everything refused that libvirt's documents never need.

use super::{AttributeData, Key, Kind, NONE, NodeData, Tree, error_at, namespace};
use crate::{Limits, ParseOptions};
use ferrovirt_error::{Error, ErrorCode, Result};
use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};
use std::borrow::Cow;
use std::cell::{Cell, RefCell};

/// The element being read and its last child.
struct Open {
    id: u32,
    last_child: u32,
}

struct Builder<'a> {
    tree: Tree<'a>,
    limits: Limits,
    open: Vec<Open>,
    scope: namespace::Scope<'a>,
}

/// Reads `source` into a tree.
pub fn build<'a>(source: &'a str, options: &ParseOptions) -> Result<Tree<'a>> {
    let mut builder = Builder {
        tree: Tree { source, nodes: Vec::new(), attributes: Vec::new(), view: options.view, fault: RefCell::default() },
        limits: options.limits,
        open: Vec::new(),
        scope: namespace::Scope::default(),
    };
    if source.len() > options.limits.bytes || u32::try_from(source.len()).is_err() {
        let detail = format!("document of {} bytes is too long, the limit is {}", source.len(), options.limits.bytes);
        return Err(builder.error(0, &detail));
    }
    builder.reserve();
    let mut reader = Reader::from_str(source);
    reader.config_mut().check_comments = true;
    loop {
        let start = reader.buffer_position();
        let start = u32::try_from(start).unwrap_or(u32::MAX);
        match reader.read_event() {
            Ok(Event::Eof) => break,
            Ok(event) => builder.event(event, start)?,
            Err(error) => {
                let offset = u32::try_from(reader.error_position()).unwrap_or(u32::MAX);
                return Err(builder.error(offset, "document is not well formed").with_cause(error.to_string()));
            }
        }
    }
    builder.finish()
}

impl<'a> Builder<'a> {
    /// Makes room for what the text has, so that nothing is moved on the way and nothing remains unused. A text that only
    /// looks as if it had more gets no more than the limits allow.
    fn reserve(&mut self) {
        let bytes = self.tree.source.as_bytes();
        let tags = count(bytes, |first, second| (first == b'<') & (second != b'/'));
        let texts = count(bytes, |first, second| (first == b'>') & (second != b'<'));
        let values = count(bytes, |first, second| (first == b'=') & ((second == b'\'') | (second == b'"')));
        self.tree.nodes.reserve_exact((tags + texts).min(self.limits.nodes));
        // The shortest attribute has five bytes, one of them before it.
        self.tree.attributes.reserve_exact(values.min(bytes.len() / 5));
    }

    fn event(&mut self, event: Event<'a>, start: u32) -> Result<()> {
        match event {
            Event::Start(tag) => self.start(&tag, start),
            Event::Empty(tag) => {
                self.start(&tag, start)?;
                self.end();
                Ok(())
            }
            Event::End(_) => {
                self.end();
                Ok(())
            }
            Event::Text(text) => self.text(text.into_inner(), start),
            Event::CData(text) => self.text(text.into_inner(), start),
            Event::GeneralRef(reference) => {
                let mut buffer = String::new();
                push_reference(&mut buffer, &reference.into_inner()).map_err(|detail| self.error(start, &detail))?;
                self.text(Cow::Owned(buffer), start)
            }
            Event::Comment(comment) if self.open.is_empty() => {
                let _ = comment;
                Ok(())
            }
            Event::Comment(comment) => self.add(Kind::Comment, comment.into_inner(), start).map(drop),
            Event::DocType(_) => Err(self.error(start, "document type declarations are not accepted")),
            Event::Decl(_) | Event::PI(_) | Event::Eof => Ok(()),
        }
    }

    fn start(&mut self, tag: &BytesStart<'a>, start: u32) -> Result<()> {
        if self.open.is_empty() && !self.tree.nodes.is_empty() {
            return Err(self.error(start, "extra content at the end of the document"));
        }
        if self.open.len() >= self.limits.depth {
            return Err(self.error(start, &format!("elements are nested deeper than {}", self.limits.depth)));
        }
        let first_attribute = self.tree.attributes.len();
        let name = self.borrow(tag.name().into_inner(), start)?;
        if !is_name(name) {
            return Err(self.error(start, &format!("'{name}' is not a name")));
        }
        // The reader's own check for repeated attributes allocates for each element.
        for attribute in tag.attributes().with_checks(false) {
            let attribute =
                attribute.map_err(|error| self.error(start, "invalid attribute").with_cause(error.to_string()))?;
            let name = self.borrow(attribute.key.into_inner(), start)?;
            let offset = self.offset_of(name);
            if !is_name(name) {
                return Err(self.error(offset, &format!("'{name}' is not a name")));
            }
            if self.tree.attributes[first_attribute..].iter().any(|other| other.name == name) {
                return Err(self.error(offset, &format!("attribute '{name}' is repeated")));
            }
            let raw = match attribute.value {
                Cow::Borrowed(value) => self.borrow(value, offset)?,
                Cow::Owned(_) => return Err(self.error(offset, "attribute value is not part of the document")),
            };
            let value = normalize(raw).map_err(|detail| self.error(offset, &detail))?;
            if self.tree.attributes.len() - first_attribute >= self.limits.attributes {
                return Err(self.error(offset, &format!("more than {} attributes", self.limits.attributes)));
            }
            self.tree.attributes.push(AttributeData {
                name,
                key: Key::new(name),
                value,
                offset,
                known: Cell::new(false),
            });
        }
        let declared = &self.tree.attributes[first_attribute..];
        self.scope.enter(declared.iter().map(|attribute| (attribute.name, attribute.value.as_ref())));
        let name = self.scope.canonical(name);
        let id = self.add(Kind::Element, name, start)?;
        let node = &mut self.tree.nodes[id as usize];
        node.first_attribute = u32::try_from(first_attribute).unwrap_or(u32::MAX);
        node.attribute_count = u32::try_from(self.tree.attributes.len() - first_attribute).unwrap_or(u32::MAX);
        self.open.push(Open { id, last_child: NONE });
        Ok(())
    }

    fn end(&mut self) {
        // quick-xml has checked that the names match.
        self.open.pop();
        self.scope.leave();
    }

    fn text(&mut self, text: Cow<'a, str>, start: u32) -> Result<()> {
        let Some(open) = self.open.last() else {
            if text.trim().trim_start_matches('\u{feff}').is_empty() {
                return Ok(());
            }
            return Err(self.error(start, "text outside of the document's element"));
        };
        // U+FFFE and U+FFFF begin with this byte; a look at all bytes is quicker than one at each character.
        let is_suspect = |byte: u8| (byte < b' ') & (byte != b'\n') & (byte != b'\t') | (byte == 0xef);
        if text.bytes().fold(false, |found, byte| found | is_suspect(byte))
            && let Some(bad) = text.chars().find(|character| is_forbidden(*character))
        {
            return Err(self.error(start, &format!("character U+{:04X} is not allowed", u32::from(bad))));
        }
        let text = if text.contains('\r') { Cow::Owned(text.replace("\r\n", "\n").replace('\r', "\n")) } else { text };
        // Text, references and CDATA that follow each other are one text.
        if open.last_child != NONE {
            let last = &mut self.tree.nodes[open.last_child as usize];
            if last.kind == Kind::Text {
                if last.content.len() + text.len() > self.limits.text {
                    return Err(self.error(start, "text is too long"));
                }
                last.content.to_mut().push_str(&text);
                return Ok(());
            }
        }
        if text.len() > self.limits.text {
            return Err(self.error(start, "text is too long"));
        }
        self.add(Kind::Text, text, start).map(drop)
    }

    fn add(&mut self, kind: Kind, content: Cow<'a, str>, offset: u32) -> Result<u32> {
        if self.tree.nodes.len() >= self.limits.nodes {
            return Err(self.error(offset, &format!("document has more than {} nodes", self.limits.nodes)));
        }
        let id = u32::try_from(self.tree.nodes.len()).unwrap_or(NONE);
        let parent = match self.open.last_mut() {
            None => NONE,
            Some(open) => {
                let previous = std::mem::replace(&mut open.last_child, id);
                match previous {
                    NONE => self.tree.nodes[open.id as usize].first_child = id,
                    previous => self.tree.nodes[previous as usize].next_sibling = id,
                }
                open.id
            }
        };
        let key = if kind == Kind::Element { Key::new(&content) } else { Key::new("") };
        self.tree.nodes.push(NodeData {
            kind,
            content,
            key,
            parent,
            first_child: NONE,
            next_sibling: NONE,
            first_attribute: 0,
            attribute_count: 0,
            offset,
            known: Cell::new(false),
        });
        Ok(id)
    }

    fn finish(self) -> Result<Tree<'a>> {
        let end = u32::try_from(self.tree.source.len()).unwrap_or(u32::MAX);
        if let Some(open) = self.open.last() {
            let name = &self.tree.nodes[open.id as usize].content;
            return Err(self.error(end, &format!("element '{name}' is not closed")));
        }
        if self.tree.nodes.is_empty() {
            return Err(self.error(end, "document is empty"));
        }
        Ok(self.tree)
    }

    /// A name or value of an event as a part of the source.
    fn borrow(&self, part: &str, start: u32) -> Result<&'a str> {
        let source = self.tree.source;
        let offset = (part.as_ptr() as usize).wrapping_sub(source.as_ptr() as usize);
        match source.get(offset..offset.wrapping_add(part.len())) {
            Some(part) => Ok(part),
            None => Err(self.error(start, "markup is not part of the document")),
        }
    }

    fn offset_of(&self, part: &str) -> u32 {
        let offset = (part.as_ptr() as usize).wrapping_sub(self.tree.source.as_ptr() as usize);
        u32::try_from(offset).unwrap_or(u32::MAX)
    }

    fn error(&self, offset: u32, detail: &str) -> Error {
        let path = match self.open.last() {
            Some(open) => self.tree.root_path(open.id),
            None => "/".to_owned(),
        };
        // What is no document at all has a number of its own.
        let error = error_at(self.tree.source, offset, detail, path);
        let malformed = Error::new(ErrorCode::XmlDetail, error.domain(), detail);
        match error.position() {
            Some(position) => malformed.with_position(position, error.document_path().unwrap_or_default()),
            None => malformed,
        }
    }
}

impl Tree<'_> {
    fn root_path(&self, id: u32) -> String {
        super::Node::new(self, id).path()
    }
}

/// How many bytes `is_counted` together with the byte after them.
fn count(bytes: &[u8], is_counted: impl Fn(u8, u8) -> bool) -> usize {
    // Slices rather than windows, and sums of a byte, let the compiler look at many bytes at once.
    const CHUNK: usize = 192;
    let followers = bytes.get(1..).unwrap_or_default();
    let chunks = bytes.chunks(CHUNK).zip(followers.chunks(CHUNK));
    let in_chunk = |(first, second): (&[u8], &[u8])| -> u8 {
        first.iter().zip(second).map(|(first, second)| u8::from(is_counted(*first, *second))).sum()
    };
    chunks.map(|pair| usize::from(in_chunk(pair))).sum()
}

/// Whether XML 1.0 has no such character.
fn is_forbidden(character: char) -> bool {
    matches!(character, '\0'..='\u{8}' | '\u{b}' | '\u{c}' | '\u{e}'..='\u{1f}' | '\u{fffe}' | '\u{ffff}')
}

/// Whether an element or attribute may be called so. Letters beyond ASCII are not told from other characters there.
fn is_name(name: &str) -> bool {
    let class = |byte: &u8| NAME_CLASSES[usize::from(*byte)];
    name.as_bytes().first().is_some_and(|byte| class(byte) == 2) && name.as_bytes().iter().all(|byte| class(byte) > 0)
}

/// For each byte, whether names have it: 2 also as the first, 1 only later, 0 not.
const NAME_CLASSES: [u8; 256] = {
    let mut classes = [0; 256];
    let mut byte: u8 = 0;
    loop {
        classes[byte as usize] = match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'_' | b':' | 0x80.. => 2,
            b'0'..=b'9' | b'-' | b'.' => 1,
            _ => 0,
        };
        if byte == u8::MAX {
            break classes;
        }
        byte += 1;
    }
};

/// An attribute's value: references resolved, white space turned into spaces.
fn normalize(raw: &str) -> std::result::Result<Cow<'_, str>, String> {
    // Without a way out of the loop, many bytes are looked at at once.
    let needs_work = |byte: u8| (byte < 0x20) | (byte == b'&') | (byte == b'<');
    if !raw.bytes().fold(false, |found, byte| found | needs_work(byte)) {
        return Ok(Cow::Borrowed(raw));
    }
    let mut value = String::with_capacity(raw.len());
    let mut rest = raw;
    while let Some(index) = rest.find(|character: char| character < ' ' || character == '&' || character == '<') {
        value.push_str(&rest[..index]);
        let found = rest.as_bytes()[index];
        rest = &rest[index + 1..];
        match found {
            b'&' => {
                let Some(end) = rest.find(';') else {
                    return Err("'&' without ';' in an attribute".to_owned());
                };
                push_reference(&mut value, &rest[..end])?;
                rest = &rest[end + 1..];
            }
            b'<' => return Err("'<' in an attribute".to_owned()),
            b'\r' => {
                rest = rest.strip_prefix('\n').unwrap_or(rest);
                value.push(' ');
            }
            b'\n' | b'\t' => value.push(' '),
            other => return Err(format!("character U+{other:04X} is not allowed")),
        }
    }
    value.push_str(rest);
    Ok(Cow::Owned(value))
}

/// Appends what `&name;` stands for.
fn push_reference(buffer: &mut String, name: &str) -> std::result::Result<(), String> {
    let character = match name {
        "lt" => Some('<'),
        "gt" => Some('>'),
        "amp" => Some('&'),
        "apos" => Some('\''),
        "quot" => Some('"'),
        _ => name
            .strip_prefix('#')
            .and_then(|number| match number.strip_prefix('x') {
                Some(hex) if hex.bytes().all(|byte| byte.is_ascii_hexdigit()) => u32::from_str_radix(hex, 16).ok(),
                None if number.bytes().all(|byte| byte.is_ascii_digit()) => number.parse().ok(),
                _ => None,
            })
            .and_then(char::from_u32)
            .filter(|character| !is_forbidden(*character)),
    };
    match character {
        Some(character) => {
            buffer.push(character);
            Ok(())
        }
        None => Err(format!("unknown entity '&{name};'")),
    }
}
