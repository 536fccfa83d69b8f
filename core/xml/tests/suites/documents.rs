//! Documents of every kind lose nothing: to JSON and back, to XML and back.
//!
//! The documents are the seeds of the fuzz targets, and those of the corpus that `FERROVIRT_CORPUS` names.

use ferrovirt_xml::domain::devices::disk::{Disk, DiskBus, DiskDevice, DiskDriver, DiskTarget};
use ferrovirt_xml::domain::devices::disk_source::FileSource;
use ferrovirt_xml::domain::{Domain, DomainType};
use ferrovirt_xml::kinds::{AnyDocument, Root, Visitor};
use ferrovirt_xml::scalar::MemorySize;
use ferrovirt_xml::tree::Tree;
use ferrovirt_xml::{Document, DocumentKind, Format, ParseOptions};
use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

/// What a document loses; nothing if it cannot be read.
struct Lost<'a>(&'a str);

impl Visitor for Lost<'_> {
    type Output = Option<String>;

    fn visit<T: AnyDocument>(self) -> Option<String> {
        let options = ParseOptions::status();
        let document = T::read(self.0, &options).ok()?;
        let json = serde_json::to_string(&document).unwrap();
        match serde_json::from_str::<T>(&json) {
            Ok(back) if back == document => {}
            Ok(_) => return Some("JSON lost something".to_owned()),
            Err(error) => return Some(error.to_string()),
        }
        let text = document.write(&Format::STATUS);
        let again = match T::read(&text, &options) {
            Ok(again) => again,
            Err(error) => return Some(error.report()),
        };
        if again.write(&Format::STATUS) != text {
            let changes = document.changes(&again).unwrap();
            return Some(format!(
                "writing is no fixed point: {}",
                changes.first().map(ToString::to_string).unwrap_or_default()
            ));
        }
        let changes = document.changes(&again).unwrap();
        (!changes.is_empty()).then(|| format!("{changes:?}"))
    }
}

fn texts(folder: &Path, found: &mut Vec<(PathBuf, String)>) {
    for path in std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()) {
        match path.is_dir() {
            true => texts(&path, found),
            false => found.extend(std::fs::read_to_string(&path).ok().map(|text| (path, text))),
        }
    }
}

fn kind_of(text: &str) -> Option<DocumentKind> {
    let tree = Tree::parse(text, &ParseOptions::default()).ok()?;
    let root = tree.root();
    let is_meant = |kind: &&DocumentKind| matches!(kind.root(), Root::Element(name, _) if name == root.name());
    DocumentKind::ALL.iter().find(is_meant).copied()
}

#[test]
fn nothing_is_lost() {
    let mut found = Vec::new();
    texts(&Path::new(env!("CARGO_MANIFEST_DIR")).join("../../tests/fuzz/seeds/documents"), &mut found);
    let kinds: BTreeSet<DocumentKind> = found.iter().filter_map(|(_, text)| kind_of(text)).collect();
    let missing: Vec<_> =
        DocumentKind::ALL.iter().filter(|kind| **kind != DocumentKind::Device && !kinds.contains(kind)).collect();
    assert!(missing.is_empty(), "no document for {missing:?}");
    if let Some(corpus) = std::env::var_os("FERROVIRT_CORPUS") {
        texts(&Path::new(&corpus).join("files"), &mut found);
    }
    let lost: Vec<String> = found
        .iter()
        .filter_map(|(path, text)| Some(format!("{}: {}", path.display(), kind_of(text)?.visit(Lost(text))?)))
        .collect();
    assert!(lost.is_empty(), "{} of {}:\n{}", lost.len(), found.len(), lost.join("\n"));
}

#[test]
fn unset_differs_from_the_default() {
    let disk = |cache: &str| {
        let text = format!("<disk type='file'><driver name='qemu'{cache}/></disk>");
        Disk::parse(&text, &ParseOptions::default().strict()).unwrap()
    };
    let (unset, default) = (disk(""), disk(" cache='default'"));
    assert_ne!(unset, default);
    for disk in [&unset, &default] {
        let json = serde_json::to_string(disk).unwrap();
        assert_eq!(serde_json::from_str::<Disk>(&json).unwrap(), *disk);
    }
    let changes = unset.diff(&default).unwrap();
    assert_eq!(changes.len(), 1);
    assert_eq!(changes[0].to_string(), "/disk/driver/@cache: nothing became 'default'");
}

#[test]
fn documents_are_built_step_by_step() {
    let disk = Disk::default()
        .with_device(DiskDevice::Disk)
        .with_driver(DiskDriver::default().with_name("qemu"))
        .with_source(FileSource::default().with_file("/web.qcow2"))
        .with_target(DiskTarget::default().with_dev("vda").with_bus(DiskBus::Virtio))
        .with_readonly(true);
    let mut domain = Domain::default()
        .with_domain_type(DomainType::Kvm)
        .with_name("web")
        .with_memory(MemorySize::from_kibibytes(1024));
    domain.devices = domain.devices.with_disks([disk]);
    let expected = "\
<domain type='kvm'>
  <name>web</name>
  <memory unit='KiB'>1024</memory>
  <os/>
  <devices>
    <disk type='file' device='disk'>
      <driver name='qemu'/>
      <source file='/web.qcow2'/>
      <target dev='vda' bus='virtio'/>
      <readonly/>
    </disk>
  </devices>
</domain>
";
    assert_eq!(domain.to_xml(&Format::default()), expected);
}
