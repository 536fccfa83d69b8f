//! What reading and writing documents costs, in time and memory.
//!
//! `cargo run --release -p ferrovirt-xml --example document_bench -- [CORPUS]`. The document is `user-aliases` of the
//! corpus, or one of about its size; with a corpus, all of its documents are read and written too. Fails when a limit
//! is missed.

mod sys;

use ferrovirt_xml::domain::Domain;
use ferrovirt_xml::kinds::{AnyDocument, Root, Visitor};
use ferrovirt_xml::tree::Tree;
use ferrovirt_xml::{Document, DocumentKind, Format, ParseOptions};
use std::hint::black_box;
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::time::{Duration, Instant};

#[global_allocator]
static ALLOCATOR: sys::Counting = sys::Counting;

const ONE_LIMIT: Duration = Duration::from_micros(80);
const ALL_LIMIT: Duration = Duration::from_millis(100);
/// Bytes in use for each byte of text.
const MEMORY_LIMIT: f64 = 10.0;

fn main() -> ExitCode {
    let corpus = std::env::args().nth(1).map(PathBuf::from);
    let mut is_within = true;
    let mut report = |what: &str, found: String, within: bool| {
        println!("{what:48} {found:>12}  {}", if within { "within its limit" } else { "OVER ITS LIMIT" });
        is_within &= within;
    };
    let named = corpus.as_ref().and_then(|corpus| find(&corpus.join("files"), "user-aliases.xml"));
    let text = named.and_then(|path| std::fs::read_to_string(path).ok()).unwrap_or_else(own_document);
    let options = ParseOptions::default();
    let domain = match Domain::parse(&text, &options) {
        Ok(domain) => domain,
        Err(error) => {
            eprintln!("{}", error.report());
            return ExitCode::FAILURE;
        }
    };
    println!("a domain of {} lines, {} bytes", text.lines().count(), text.len());
    for (part, time) in [
        ("  its tree", fastest(200, || Tree::parse(&text, &options).is_ok())),
        ("  reading", fastest(200, || Domain::parse(&text, &options).is_ok())),
        ("  writing", fastest(200, || domain.to_xml(&Format::LIVE).len())),
    ] {
        println!("{part:48} {:>12}", format!("{time:.1?}"));
    }
    let both = fastest(200, || Domain::parse(&text, &options).map(|domain| domain.to_xml(&Format::LIVE).len()).ok());
    report("reading and writing it", format!("{both:.1?}"), both <= ONE_LIMIT);
    let memory = sys::most_of(|| Domain::parse(&text, &options)) as f64 / text.len() as f64;
    report("memory for a byte of its text", format!("{memory:.1}"), memory <= MEMORY_LIMIT);

    if let Some(corpus) = corpus {
        let mut documents = Vec::new();
        collect(&corpus.join("files"), &mut documents);
        let bytes: usize = documents.iter().map(|(_, text)| text.len()).sum();
        println!("{} documents of the corpus, {} KiB", documents.len(), bytes / 1024);
        let all = fastest(60, || documents.iter().map(|(kind, text)| kind.visit(Both(text))).sum::<usize>());
        report("reading and writing all of them", format!("{all:.1?}"), all <= ALL_LIMIT);
        let memory: usize = documents.iter().map(|(kind, text)| sys::most_of(|| kind.visit(Both(text)))).sum();
        let memory = memory as f64 / bytes as f64;
        report("memory for a byte of their text", format!("{memory:.1}"), memory <= MEMORY_LIMIT);
    }
    if is_within { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}

/// The fastest of many rounds: everything else is the machine's other work.
fn fastest<T>(rounds: u32, mut work: impl FnMut() -> T) -> Duration {
    let mut round = || {
        let start = Instant::now();
        black_box(work());
        start.elapsed()
    };
    (0..rounds).map(|_| round()).min().unwrap_or_default()
}

/// Reads a document and writes it.
struct Both<'a>(&'a str);

impl Visitor for Both<'_> {
    type Output = usize;

    fn visit<T: AnyDocument>(self) -> usize {
        T::read(self.0, &ParseOptions::default()).map_or(0, |document| document.write(&Format::LIVE).len())
    }
}

fn find(folder: &Path, name: &str) -> Option<PathBuf> {
    let entries = std::fs::read_dir(folder).ok()?;
    entries.filter_map(|entry| Some(entry.ok()?.path())).find_map(|path| match path.is_dir() {
        true => find(&path, name),
        false => (path.file_name().is_some_and(|found| found == name)).then_some(path),
    })
}

/// The documents in a folder, each with the kind that its outermost element tells.
fn collect(folder: &Path, documents: &mut Vec<(DocumentKind, String)>) {
    let Ok(entries) = std::fs::read_dir(folder) else { return };
    for path in entries.filter_map(|entry| Some(entry.ok()?.path())) {
        if path.is_dir() {
            collect(&path, documents);
        } else if path.extension().is_some_and(|extension| extension == "xml")
            && let Ok(text) = std::fs::read_to_string(&path)
            && let Some(kind) =
                Tree::parse(&text, &ParseOptions::default()).ok().and_then(|tree| kind_of(tree.root().name()))
        {
            documents.push((kind, text));
        }
    }
}

fn kind_of(element: &str) -> Option<DocumentKind> {
    let is_meant = |kind: &&DocumentKind| matches!(kind.root(), Root::Element(name, _) if name == element);
    DocumentKind::ALL.iter().find(is_meant).copied()
}

/// A guest with a dozen of each usual device.
fn own_document() -> String {
    let mut text = String::from(
        "<domain type='kvm'>\n  <name>bench</name>\n  <uuid>6695eb01-f6a4-8304-79aa-97f2502e193f</uuid>\n  \
         <memory unit='KiB'>1048576</memory>\n  <vcpu placement='static'>4</vcpu>\n  <os>\n    \
         <type arch='x86_64' machine='pc-q35-9.0'>hvm</type>\n  </os>\n  <devices>\n",
    );
    for number in 0..12 {
        text.push_str(&format!(
            "    <disk type='file' device='disk'>\n      <driver name='qemu' type='qcow2'/>\n      \
             <source file='/images/{number}.qcow2'/>\n      <target dev='vd{}' bus='virtio'/>\n      \
             <alias name='ua-disk{number}'/>\n      \
             <address type='pci' domain='0x0000' bus='0x00' slot='0x{:02x}' function='0x0'/>\n    </disk>\n",
            char::from(b'a' + number),
            number + 4
        ));
    }
    for number in 0..12 {
        text.push_str(&format!(
            "    <interface type='bridge'>\n      <mac address='52:54:00:00:00:{number:02x}'/>\n      \
             <source bridge='br0'/>\n      <model type='virtio'/>\n    </interface>\n"
        ));
    }
    text.push_str("  </devices>\n</domain>\n");
    text
}
