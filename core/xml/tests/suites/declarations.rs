//! Everything that is declared works: each attribute, text and element of each kind of document, and each word of each
//! vocabulary, is read from a document that has it, survives JSON, and is written again.
//!
//! The documents are made from the declarations themselves: the outermost element with what it cannot do without, and
//! in it the one thing that is tried.

use ferrovirt_xml::kinds::{AnyDocument, Root, Visitor};
use ferrovirt_xml::schema::{
    Count, FieldSchema, Kind, Place, ScalarKind, ScalarSchema, Selector, StructSchema, UnionSchema,
};
use ferrovirt_xml::{DocumentKind, Format, ParseOptions, RawElement, RawNode};
use std::collections::BTreeSet;

/// What is known to be refused or written in another way, and why.
const EXCEPTIONS: &[(&str, &str)] = &[
    (
        "Expected hexadecimal integer value in range",
        "what a field holds at most is not part of the declarations as data",
    ),
    ("<interface type='hostdev'><driver/></interface>", "the element is the interface's and its source's"),
    ("<interface type='hostdev'><driver name='xen'/></interface>", "this word is for interfaces of other types"),
    ("<interface type='user'><driver/></interface>", "libvirt drops it"),
    ("<interface type='user'><driver name='kvm'/></interface>", "this word is for interfaces of type 'hostdev'"),
    ("<interface type='user'><driver name='vfio'/></interface>", "this word is for interfaces of type 'hostdev'"),
];

#[test]
fn whatever_is_declared_is_read_and_written() {
    let mut walk = Walk { kind: DocumentKind::Domain, met: BTreeSet::new(), n_tried: 0, problems: Vec::new() };
    for kind in DocumentKind::ALL {
        walk.kind = *kind;
        match kind.root() {
            Root::Element(name, schema) => walk.walk_struct(schema, &minimal(schema, empty(name)), &[]),
            Root::Choice(union) => walk.walk_choice(union, &[]),
        }
    }
    let Walk { n_tried, mut problems, .. } = walk;
    let is_known = |problem: &String| {
        let problem: String = problem.lines().map(str::trim).collect();
        EXCEPTIONS.iter().any(|(what, _)| problem.contains(what))
    };
    problems.retain(|problem| !is_known(problem));
    assert!(problems.is_empty(), "{} of {n_tried}:\n{}", problems.len(), problems.join("\n"));
    assert!(n_tried > 3000, "only {n_tried} documents were made");
}

struct Walk {
    kind: DocumentKind,
    /// Types whose content has been tried, in documents of whatever kind.
    met: BTreeSet<&'static str>,
    n_tried: usize,
    problems: Vec<String>,
}

impl Walk {
    /// Tries the fields of a struct in `element`, which stands in `frames`.
    fn walk_struct(&mut self, schema: &'static StructSchema, element: &RawElement, frames: &[RawElement]) {
        if !self.met.insert(schema.name) {
            return;
        }
        for field in schema.fields {
            self.walk_field(field, element, frames);
        }
    }

    fn walk_field(&mut self, field: &'static FieldSchema, element: &RawElement, frames: &[RawElement]) {
        let mut frames = frames.to_vec();
        let mut element = element.clone();
        for wrapper in field.wrappers {
            let inner = child(&element, wrapper).cloned().unwrap_or_else(|| empty(wrapper));
            frames.push(element);
            element = inner;
        }
        match (field.place, &field.kind) {
            (Place::Attribute, Kind::Scalar(scalar)) => {
                for value in samples(scalar) {
                    self.attempt(with_attribute(&element, field.xml_name, &value), &frames);
                }
            }
            (Place::Text, Kind::Scalar(scalar)) => {
                for value in samples(scalar) {
                    self.attempt(with_text(&element, &value), &frames);
                }
            }
            (Place::Child, Kind::Scalar(scalar)) => {
                for value in samples(scalar) {
                    self.attempt(with_child(&element, with_text(&empty(field.xml_name), &value)), &frames);
                }
            }
            (Place::Flag, _) => self.attempt(with_child(&element, empty(field.xml_name)), &frames),
            (Place::Child, Kind::Raw) => {
                let name = if field.xml_name.is_empty() { "anything" } else { field.xml_name };
                let content = with_text(&with_attribute(&empty("x:y"), "xmlns:x", "urn:x"), "z");
                self.attempt(with_child(&element, with_child(&empty(name), content)), &frames);
            }
            (Place::Child, Kind::Struct(schema)) => {
                let inner = minimal(schema(), empty(field.xml_name));
                self.attempt(with_child(&element, inner.clone()), &frames);
                frames.push(element);
                self.walk_struct(schema(), &inner, &frames);
            }
            (Place::Child, Kind::Union(schema)) => {
                frames.push(element);
                match schema().selector {
                    Selector::ChildName => self.walk_choice(schema(), &frames),
                    Selector::Attribute(_) | Selector::AttributeOfChild { .. } => {
                        self.walk_union(schema(), &empty(field.xml_name), &frames);
                    }
                }
            }
            (Place::Group, Kind::Struct(schema)) => self.walk_struct(schema(), &element, &frames),
            (Place::Group, Kind::Union(schema)) => match schema().selector {
                Selector::ChildName => {
                    frames.push(element);
                    self.walk_choice(schema(), &frames);
                }
                Selector::Attribute(_) | Selector::AttributeOfChild { .. } => {
                    self.walk_union(schema(), &element, &frames);
                }
            },
            (place, kind) => self.problems.push(format!("{}: {place:?} {kind:?}", field.name)),
        }
    }

    /// Tries the variants of a union that is part of `element`.
    fn walk_union(&mut self, schema: &'static UnionSchema, element: &RawElement, frames: &[RawElement]) {
        if !self.met.insert(schema.name) {
            return;
        }
        for variant in schema.variants {
            let (attribute, of_child) = match schema.selector {
                Selector::Attribute(attribute) => (attribute, None),
                Selector::AttributeOfChild { attribute, child } => (attribute, Some(child)),
                Selector::ChildName => continue,
            };
            let chosen = match variant.is_unset {
                true => element.clone(),
                false => with_attribute(element, attribute, variant.word),
            };
            let Some((_, kind)) = &variant.payload else {
                self.attempt(chosen, frames);
                continue;
            };
            match (of_child, kind) {
                (None, Kind::Struct(payload)) => {
                    let chosen = minimal(payload(), chosen);
                    self.attempt(chosen.clone(), frames);
                    self.walk_struct(payload(), &chosen, frames);
                }
                (None, Kind::Union(payload)) => self.walk_union(payload(), &chosen, frames),
                (Some(name), Kind::Struct(payload)) => {
                    let inner = minimal(payload(), empty(name));
                    self.attempt(with_child(&chosen, inner.clone()), frames);
                    let frames: Vec<RawElement> = frames.iter().cloned().chain([chosen]).collect();
                    self.walk_struct(payload(), &inner, &frames);
                }
                (Some(name), Kind::Union(payload)) => {
                    let frames: Vec<RawElement> = frames.iter().cloned().chain([chosen]).collect();
                    self.walk_union(payload(), &empty(name), &frames);
                }
                (Some(name), Kind::Scalar(scalar)) => {
                    for value in samples(scalar) {
                        self.attempt(with_child(&chosen, with_text(&empty(name), &value)), frames);
                    }
                }
                (_, kind) => self.problems.push(format!("{} {}: {kind:?}", schema.name, variant.word)),
            }
        }
    }

    /// Tries the elements that can stand in the innermost of `frames`.
    fn walk_choice(&mut self, schema: &'static UnionSchema, frames: &[RawElement]) {
        if !self.met.insert(schema.name) {
            return;
        }
        for variant in schema.variants {
            match &variant.payload {
                None => self.attempt(empty(variant.word), frames),
                Some((_, Kind::Struct(payload))) => {
                    let inner = minimal(payload(), empty(variant.word));
                    self.attempt(inner.clone(), frames);
                    self.walk_struct(payload(), &inner, frames);
                }
                Some((_, Kind::Union(payload))) => self.walk_union(payload(), &empty(variant.word), frames),
                Some((_, Kind::Scalar(scalar))) => {
                    for value in samples(scalar) {
                        self.attempt(with_text(&empty(variant.word), &value), frames);
                    }
                }
                Some((_, kind)) => self.problems.push(format!("{} {}: {kind:?}", schema.name, variant.word)),
            }
        }
    }

    fn attempt(&mut self, element: RawElement, frames: &[RawElement]) {
        let document = frames.iter().rev().fold(element, |inner, frame| with_child(frame, inner));
        self.n_tried += 1;
        if let Some(problem) = self.kind.visit(Survives(&document)) {
            self.problems.push(format!("{}: {problem}\n{}", self.kind.name(), document.to_xml()));
        }
    }
}

/// What a document loses.
struct Survives<'a>(&'a RawElement);

impl Visitor for Survives<'_> {
    type Output = Option<String>;

    fn visit<T: AnyDocument>(self) -> Option<String> {
        let options = ParseOptions::status().strict();
        let text = self.0.to_xml();
        let document = match T::read(&text, &options) {
            Ok(document) => document,
            Err(error) => return Some(error.report()),
        };
        let json = serde_json::to_string(&document).unwrap();
        match serde_json::from_str::<T>(&json) {
            Ok(back) if back == document => {}
            Ok(_) => return Some(format!("JSON lost something: {json}")),
            Err(error) => return Some(error.to_string()),
        }
        let written = document.write(&Format::STATUS);
        match T::read(&written, &options) {
            Ok(again) if again == document => {}
            Ok(_) => return Some(format!("written as\n{written}")),
            Err(error) => return Some(error.report()),
        }
        let written_element = RawElement::parse(&written, &options).unwrap();
        (!same(self.0, &written_element)).then(|| format!("written as\n{written}"))
    }
}

/// Whether both have the same content, in whatever order, and numbers in whatever form.
fn same(left: &RawElement, right: &RawElement) -> bool {
    fn sorted(element: &RawElement) -> (Vec<(&str, String)>, Vec<&RawElement>, String) {
        let is_declaration = |name: &str| name.starts_with("xmlns");
        let attributes = element.attributes.iter().filter(|(name, _)| !is_declaration(name));
        let mut attributes: Vec<(&str, String)> =
            attributes.map(|(name, value)| (name.as_str(), plain(value))).collect();
        attributes.sort();
        let mut children: Vec<&RawElement> = element.children.iter().filter_map(element_of).collect();
        children.sort_by(|left, right| left.name.cmp(&right.name));
        let text = element.children.iter().filter_map(|child| match child {
            RawNode::Text(text) => Some(text.trim()),
            RawNode::Element(_) | RawNode::Comment(_) => None,
        });
        (attributes, children, plain(&text.collect::<String>()))
    }
    let ((left_attributes, left_children, left_text), (right_attributes, right_children, right_text)) =
        (sorted(left), sorted(right));
    left.name == right.name
        && left_attributes == right_attributes
        && left_text == right_text
        && left_children.len() == right_children.len()
        && left_children.iter().zip(&right_children).all(|(left, right)| same(left, right))
}

/// A value without the form that numbers have.
fn plain(value: &str) -> String {
    let number = value.strip_prefix("0x").and_then(|digits| u64::from_str_radix(digits, 16).ok());
    number.map_or_else(|| value.to_owned(), |number| number.to_string())
}

/// Values of a scalar.
fn samples(scalar: &ScalarSchema) -> Vec<String> {
    let one = |text: &str| vec![text.to_owned()];
    match scalar.kind {
        ScalarKind::Words(words) => words.iter().map(|word| word.word.to_owned()).collect(),
        ScalarKind::Integer { min, max } => vec![1.clamp(min, max).to_string(), max.to_string(), min.to_string()],
        ScalarKind::Text => one("text"),
        ScalarKind::Formatted => match scalar.name {
            "CpuSet" => one("0-1"),
            "FileMode" => one("0644"),
            "Hex" => one("0x1"),
            "IpAddr" | "Ipv4Addr" => one("192.0.2.1"),
            "Ipv6Addr" => one("2001:db8::1"),
            "MacAddress" => one("52:54:00:00:00:01"),
            "EtherType" => one("arp"),
            "MacMask" => one("ff:ff:ff:00:00:00"),
            "SetFlags" => one("src,dst"),
            "StateFlags" => one("NEW"),
            "StateMatch" => one("false"),
            "TcpFlags" => one("SYN/ALL"),
            "Uuid" => one("6695eb01-f6a4-8304-79aa-97f2502e193f"),
            _ => one("1"),
        },
    }
}

/// `element` with what a struct in it cannot do without.
fn minimal(schema: &'static StructSchema, mut element: RawElement) -> RawElement {
    for field in schema.fields.iter().filter(|field| field.count == Count::One) {
        element = with_field(&element, field, field.wrappers);
    }
    element
}

fn with_field(element: &RawElement, field: &'static FieldSchema, wrappers: &[&str]) -> RawElement {
    if let Some((wrapper, inner)) = wrappers.split_first() {
        let wrapped = child(element, wrapper).cloned().unwrap_or_else(|| empty(wrapper));
        return with_child(element, with_field(&wrapped, field, inner));
    }
    let name = field.xml_name;
    match (field.place, &field.kind) {
        (Place::Attribute, Kind::Scalar(scalar)) => with_attribute(element, name, &samples(scalar)[0]),
        (Place::Text, Kind::Scalar(scalar)) => with_text(element, &samples(scalar)[0]),
        (Place::Child, Kind::Scalar(scalar)) => with_child(element, with_text(&empty(name), &samples(scalar)[0])),
        (Place::Child, Kind::Struct(schema)) => with_child(element, minimal(schema(), empty(name))),
        (Place::Child, Kind::Union(schema)) if !matches!(schema().selector, Selector::ChildName) => {
            with_child(element, with_variant(schema(), empty(name)))
        }
        (Place::Group, Kind::Struct(schema)) => minimal(schema(), element.clone()),
        (Place::Child | Place::Group, Kind::Union(schema)) => with_variant(schema(), element.clone()),
        _ => element.clone(),
    }
}

/// `element` with the variant that a union has when nothing is said, else with its first.
fn with_variant(schema: &'static UnionSchema, element: RawElement) -> RawElement {
    let default = schema.variants.iter().find(|variant| variant.is_unset || variant.is_default);
    let Some(variant) = default.or(schema.variants.first()) else { return element };
    let payload = |element| match &variant.payload {
        Some((Count::One, Kind::Struct(payload))) => minimal(payload(), element),
        Some((Count::One, Kind::Union(payload))) => with_variant(payload(), element),
        _ => element,
    };
    match schema.selector {
        Selector::Attribute(attribute) if !variant.is_unset => {
            payload(with_attribute(&element, attribute, variant.word))
        }
        Selector::Attribute(_) => payload(element),
        Selector::AttributeOfChild { attribute, child } => {
            let element = match variant.is_unset {
                true => element,
                false => with_attribute(&element, attribute, variant.word),
            };
            match &variant.payload {
                Some((Count::One, _)) => with_child(&element, payload(empty(child))),
                _ => element,
            }
        }
        Selector::ChildName => with_child(&element, payload(empty(variant.word))),
    }
}

fn empty(name: &str) -> RawElement {
    RawElement { name: name.to_owned(), ..RawElement::default() }
}

fn element_of(node: &RawNode) -> Option<&RawElement> {
    match node {
        RawNode::Element(element) => Some(element),
        RawNode::Text(_) | RawNode::Comment(_) => None,
    }
}

fn child<'e>(element: &'e RawElement, name: &str) -> Option<&'e RawElement> {
    element.children.iter().filter_map(element_of).find(|child| child.name == name)
}

fn with_attribute(element: &RawElement, name: &str, value: &str) -> RawElement {
    let mut element = element.clone();
    element.attributes.retain(|(known, _)| known != name);
    element.attributes.push((name.to_owned(), value.to_owned()));
    element
}

fn with_text(element: &RawElement, text: &str) -> RawElement {
    let mut element = element.clone();
    element.children.retain(|child| !matches!(child, RawNode::Text(_)));
    if !text.is_empty() {
        element.children.push(RawNode::Text(text.to_owned()));
    }
    element
}

/// `element` with this child, in place of one of the same name.
fn with_child(element: &RawElement, child: RawElement) -> RawElement {
    let mut element = element.clone();
    element.children.retain(|known| element_of(known).is_none_or(|known| known.name != child.name));
    element.children.push(RawNode::Element(child));
    element
}
