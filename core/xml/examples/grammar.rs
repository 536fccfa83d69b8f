//! Which elements and attributes of a RELAX NG grammar the typed documents don't know.
//!
//! `cargo run -p ferrovirt-xml --example grammar -- DIR` walks the grammars in DIR (`domain.rng` and so on) beside the
//! declarations, and prints a path for each thing that is missing,
//! besides what the reference itself passes over.

use ferrovirt_xml::model::Described;
use ferrovirt_xml::schema::{FieldSchema, Kind, Place, Selector, StructSchema, UnionSchema};
use ferrovirt_xml::{ParseOptions, RawElement, RawNode, passed_over};
use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use std::process::ExitCode;

/// Grammars and the types that stand for them.
const DOCUMENTS: &[(&str, &StructSchema)] = &[
    ("domain.rng", &ferrovirt_xml::domain::Domain::SCHEMA),
    ("network.rng", &ferrovirt_xml::network::Network::SCHEMA),
    ("networkport.rng", &ferrovirt_xml::network_port::NetworkPort::SCHEMA),
    ("storagepool.rng", &ferrovirt_xml::storage_pool::StoragePool::SCHEMA),
    ("storagevol.rng", &ferrovirt_xml::storage_volume::StorageVolume::SCHEMA),
    ("nodedev.rng", &ferrovirt_xml::node_device::NodeDevice::SCHEMA),
    ("interface.rng", &ferrovirt_xml::interface::Interface::SCHEMA),
    ("secret.rng", &ferrovirt_xml::secret::Secret::SCHEMA),
    ("domainsnapshot.rng", &ferrovirt_xml::domain_snapshot::DomainSnapshot::SCHEMA),
    ("domaincheckpoint.rng", &ferrovirt_xml::domain_checkpoint::DomainCheckpoint::SCHEMA),
    ("domainbackup.rng", &ferrovirt_xml::domain_backup::DomainBackup::SCHEMA),
    ("nwfilter.rng", &ferrovirt_xml::nwfilter::Filter::SCHEMA),
    ("nwfilterbinding.rng", &ferrovirt_xml::nwfilter_binding::FilterBinding::SCHEMA),
    ("capability.rng", &ferrovirt_xml::capabilities::Capabilities::SCHEMA),
    ("domaincaps.rng", &ferrovirt_xml::domain_capabilities::DomainCapabilities::SCHEMA),
    ("storagepoolcaps.rng", &ferrovirt_xml::storage_pool_capabilities::StoragePoolCapabilities::SCHEMA),
];

/// Names of namespaces by their prefixes in documents.
const NAMESPACES: &[(&str, &str)] = &[
    ("http://libvirt.org/schemas/domain/qemu/1.0", "qemu:"),
    ("http://libvirt.org/schemas/domain/lxc/1.0", "lxc:"),
    ("http://libvirt.org/schemas/domain/bhyve/1.0", "bhyve:"),
    ("http://libvirt.org/schemas/domain/xen/1.0", "xen:"),
    ("http://libvirt.org/schemas/domain/vmware/1.0", "vmware:"),
    ("http://libvirt.org/schemas/network/dnsmasq/1.0", "dnsmasq:"),
    ("http://libvirt.org/schemas/storagepool/fs/1.0", "fs:"),
    ("http://libvirt.org/schemas/storagepool/rbd/1.0", "rbd:"),
];

fn main() -> ExitCode {
    let Some(directory) = std::env::args().nth(1) else {
        eprintln!("usage: grammar DIR");
        return ExitCode::from(2);
    };
    let mut n_missing = 0_usize;
    for (file, schema) in DOCUMENTS {
        let mut grammar = Grammar::default();
        if let Err(error) = grammar.load(Path::new(&directory), file) {
            eprintln!("{file}: {error}");
            return ExitCode::from(2);
        }
        let mut walk = Walk { grammar: &grammar, visited: BTreeSet::new(), missing: BTreeSet::new() };
        let mut roots = Found::default();
        grammar.starts.iter().for_each(|start| grammar.collect(start, "", &mut BTreeSet::new(), &mut roots));
        for (name, elements) in &roots.children {
            walk.compare(&format!("/{name}"), elements, &[Content::Struct(schema)]);
        }
        n_missing += walk.missing.len();
        walk.missing.iter().for_each(|path| println!("{file}: {path}"));
    }
    if n_missing == 0 { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}

/// The definitions of a grammar and of those that it includes.
#[derive(Default)]
struct Grammar {
    definitions: BTreeMap<String, Vec<RawElement>>,
    starts: Vec<RawElement>,
    loaded: BTreeSet<String>,
}

impl Grammar {
    fn load(&mut self, directory: &Path, file: &str) -> Result<(), String> {
        if !self.loaded.insert(file.to_owned()) {
            return Ok(());
        }
        let text = std::fs::read_to_string(directory.join(file)).map_err(|error| error.to_string())?;
        let root = RawElement::parse(&text, &ParseOptions::default()).map_err(|error| error.report())?;
        self.take(directory, &root, true)
    }

    fn take(&mut self, directory: &Path, element: &RawElement, is_outermost: bool) -> Result<(), String> {
        for child in elements(element) {
            match child.name.as_str() {
                "include" => {
                    let n_starts = self.starts.len();
                    self.load(directory, attribute(child, "href").unwrap_or_default())?;
                    if is_outermost && elements(element).any(|each| each.name == "start") {
                        self.starts.truncate(n_starts);
                    }
                    self.take(directory, child, false)?;
                }
                "start" => self.starts.push(child.clone()),
                "define" => {
                    let name = attribute(child, "name").unwrap_or_default().to_owned();
                    self.definitions.entry(name).or_default().push(child.clone());
                }
                _ => {}
            }
        }
        Ok(())
    }

    /// The attributes and elements that a pattern allows, not going into elements.
    fn collect<'g>(
        &'g self,
        pattern: &'g RawElement,
        space: &'g str,
        seen: &mut BTreeSet<String>,
        found: &mut Found<'g>,
    ) {
        let space = attribute(pattern, "ns").unwrap_or(space);
        match pattern.name.as_str() {
            "element" => names(pattern).into_iter().for_each(|name| {
                let prefix = NAMESPACES.iter().find(|(uri, _)| *uri == space).map_or("", |(_, prefix)| prefix);
                found.children.entry(format!("{prefix}{name}")).or_default().push((pattern, space));
            }),
            "attribute" => found.attributes.extend(names(pattern)),
            "ref" => {
                let name = attribute(pattern, "name").unwrap_or_default();
                if seen.insert(name.to_owned()) {
                    let definitions = self.definitions.get(name).into_iter().flatten();
                    definitions.for_each(|definition| self.collect(definition, "", seen, found));
                }
            }
            _ => elements(pattern).for_each(|child| self.collect(child, space, seen, found)),
        }
    }
}

/// What a pattern allows.
#[derive(Default)]
struct Found<'g> {
    attributes: BTreeSet<&'g str>,
    children: BTreeMap<String, Vec<(&'g RawElement, &'g str)>>,
}

fn elements(element: &RawElement) -> impl Iterator<Item = &RawElement> {
    element.children.iter().filter_map(|child| match child {
        RawNode::Element(element) => Some(element),
        RawNode::Text(_) | RawNode::Comment(_) => None,
    })
}

fn attribute<'e>(element: &'e RawElement, name: &str) -> Option<&'e str> {
    element.attributes.iter().find(|(key, _)| key == name).map(|(_, value)| value.as_str())
}

/// The names of an element or attribute pattern; none if any will do.
fn names(pattern: &RawElement) -> Vec<&str> {
    fn of_class<'e>(class: &'e RawElement, names: &mut Vec<&'e str>) {
        match class.name.as_str() {
            "name" => names.extend(class.children.iter().filter_map(|child| match child {
                RawNode::Text(text) => Some(text.trim()),
                _ => None,
            })),
            "choice" => elements(class).for_each(|child| of_class(child, names)),
            _ => {}
        }
    }
    match attribute(pattern, "name") {
        Some(name) => vec![name.trim()],
        None => {
            let mut names = Vec::new();
            if let Some(class) = elements(pattern).next() {
                of_class(class, &mut names);
            }
            names
        }
    }
}

/// What the declarations say about an element.
#[derive(Clone, Copy)]
enum Content {
    Struct(&'static StructSchema),
    Union(&'static UnionSchema),
    /// A field behind wrappers, of which so many have been passed.
    Wrapped(&'static FieldSchema, usize),
    Leaf,
    Any,
}

impl Content {
    fn of(kind: &Kind) -> Content {
        match kind {
            Kind::Struct(schema) => Content::Struct(schema()),
            Kind::Union(schema) => Content::Union(schema()),
            Kind::Raw => Content::Any,
            Kind::Scalar(_) | Kind::Flag => Content::Leaf,
        }
    }

    fn identity(self) -> (usize, usize) {
        match self {
            // No two types have the same documentation.
            Content::Struct(schema) => (schema.doc.as_ptr() as usize, 0),
            Content::Union(schema) => (schema.doc.as_ptr() as usize, 0),
            Content::Wrapped(field, depth) => (std::ptr::from_ref(field) as usize, depth),
            Content::Leaf => (0, 0),
            Content::Any => (1, 0),
        }
    }
}

/// What the declarations know in an element.
#[derive(Default)]
struct Known {
    attributes: BTreeSet<&'static str>,
    children: BTreeMap<&'static str, Vec<Content>>,
    any: bool,
}

impl Known {
    fn add(&mut self, content: Content) {
        match content {
            Content::Struct(schema) => schema.fields.iter().for_each(|field| self.add_field(field, 0)),
            Content::Wrapped(field, depth) => self.add_field(field, depth),
            Content::Union(schema) => {
                let payloads = schema.variants.iter().map(|variant| {
                    (variant.word, variant.payload.as_ref().map_or(Content::Leaf, |(_, kind)| Content::of(kind)))
                });
                match schema.selector {
                    Selector::Attribute(attribute) => {
                        self.attributes.insert(attribute);
                        payloads.for_each(|(_, payload)| self.add(payload));
                    }
                    Selector::AttributeOfChild { attribute, child } => {
                        self.attributes.insert(attribute);
                        self.children.entry(child).or_default().extend(payloads.map(|(_, payload)| payload));
                    }
                    Selector::ChildName => {
                        payloads.for_each(|(word, payload)| self.children.entry(word).or_default().push(payload));
                    }
                }
            }
            Content::Any => self.any = true,
            Content::Leaf => {}
        }
    }

    fn add_field(&mut self, field: &'static FieldSchema, depth: usize) {
        if let Some(wrapper) = field.wrappers.get(depth) {
            self.children.entry(wrapper).or_default().push(Content::Wrapped(field, depth + 1));
            return;
        }
        let content = Content::of(&field.kind);
        match (field.place, content) {
            (Place::Attribute, _) => {
                self.attributes.insert(field.xml_name);
            }
            (Place::Text, _) => {}
            (Place::Group, _) => self.add(content),
            (Place::Child, Content::Union(UnionSchema { selector: Selector::ChildName, .. })) => self.add(content),
            (Place::Child | Place::Flag, _) => self.children.entry(field.xml_name).or_default().push(content),
        }
    }
}

type Visit = (Vec<usize>, Vec<(usize, usize)>);

struct Walk<'g> {
    grammar: &'g Grammar,
    visited: BTreeSet<Visit>,
    missing: BTreeSet<String>,
}

impl Walk<'_> {
    fn note(&mut self, path: String) {
        if !passed_over::has(&path) {
            self.missing.insert(path);
        }
    }

    fn compare(&mut self, path: &str, patterns: &[(&RawElement, &str)], contents: &[Content]) {
        // The same thing is reached in several ways; once is enough.
        let patterns: BTreeMap<usize, (&RawElement, &str)> =
            patterns.iter().map(|pattern| (std::ptr::from_ref(pattern.0) as usize, *pattern)).collect();
        let contents: BTreeMap<(usize, usize), Content> =
            contents.iter().map(|content| (content.identity(), *content)).collect();
        if !self.visited.insert((patterns.keys().copied().collect(), contents.keys().copied().collect())) {
            return;
        }
        let mut known = Known::default();
        contents.values().for_each(|content| known.add(*content));
        if known.any {
            return;
        }
        let mut found = Found::default();
        for (pattern, space) in patterns.values() {
            let parts = elements(pattern).filter(|part| !matches!(part.name.as_str(), "name" | "anyName" | "nsName"));
            parts.for_each(|part| self.grammar.collect(part, space, &mut BTreeSet::new(), &mut found));
        }
        for attribute in &found.attributes {
            if !known.attributes.contains(attribute) {
                self.note(format!("{path}/@{attribute}"));
            }
        }
        for (name, patterns) in &found.children {
            let path = format!("{path}/{name}");
            match known.children.get(name.as_str()) {
                None => {
                    self.note(path);
                }
                Some(contents) => self.compare(&path, patterns, contents),
            }
        }
    }
}
