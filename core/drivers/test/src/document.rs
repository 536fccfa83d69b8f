//! What the driver needs of a domain document. No other module that knows guests knows how documents are made.

use std::fmt;
use std::sync::OnceLock;

use ferrovirt_api::{Result, Uuid};
use ferrovirt_host::System;
use ferrovirt_xml::domain::Domain;
use ferrovirt_xml::domain::devices::disk::{self, DiskSource};
use ferrovirt_xml::domain::devices::interface;
use ferrovirt_xml::domain::power::LifecycleAction;
use ferrovirt_xml::scalar::MemorySize;
use ferrovirt_xml::{Document as _, Format, ParseOptions};

use crate::complete::complete;
use crate::validate::validate;

/// Which view of a document to format.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct View {
    /// With what only a running guest has: its number, names of devices on the host.
    pub live: bool,
    /// With passwords.
    pub secure: bool,
    /// Without what an older peer of a migration would not understand.
    pub migratable: bool,
}

/// A disk, as far as statistics need it.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Disk<'a> {
    /// Its name in the guest, as in `vda`.
    pub target: &'a str,
    /// Whether there is something behind it.
    pub has_source: bool,
    /// The path of the file, device or directory behind it.
    pub path: Option<&'a str>,
}

/// An interface, as far as statistics need it.
#[derive(Clone, Debug, PartialEq)]
pub struct Interface<'a> {
    /// Its name on the host, which it has while the guest is active.
    pub target: Option<&'a str>,
    /// Its MAC address.
    pub mac: String,
}

/// A domain document with all defaults filled in.
#[derive(Clone, Debug, PartialEq)]
pub struct Document(Domain, Text);

/// The text of a document as it was first asked for: programs ask for the same again and again. A copy has none, because
/// documents are copied to be changed.
#[derive(Default)]
struct Text(OnceLock<(View, Box<str>)>);

impl Clone for Text {
    fn clone(&self) -> Text {
        Text::default()
    }
}

/// What follows from a document is no part of it.
impl PartialEq for Text {
    fn eq(&self, _: &Text) -> bool {
        true
    }
}

impl fmt::Debug for Text {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_struct("Text").finish_non_exhaustive()
    }
}

impl Document {
    /// Reads a document, fills in the defaults of this driver, and checks it.
    pub fn parse(text: &str, strict: bool, system: &dyn System) -> Result<Document> {
        let options = ParseOptions { strict, ..ParseOptions::inactive() };
        Document::of(Domain::parse(text, &options)?, system)
    }

    /// The same definition after an edit, with the defaults of what is new; checked.
    pub fn edited(&self, system: &dyn System, edit: impl FnOnce(&mut Domain) -> Result<()>) -> Result<Document> {
        let mut domain = self.0.clone();
        edit(&mut domain)?;
        Document::of(domain, system)
    }

    /// A definition that was not read from a text of its own.
    pub fn of(mut domain: Domain, system: &dyn System) -> Result<Document> {
        domain.id = None;
        complete(&mut domain, system)?;
        validate(&domain)?;
        Ok(Document(domain, Text::default()))
    }

    /// The definition itself.
    pub fn domain(&self) -> &Domain {
        &self.0
    }

    /// The definition itself, to change what needs neither defaults nor checks.
    pub fn domain_mut(&mut self) -> &mut Domain {
        self.1 = Text::default();
        &mut self.0
    }

    /// The name.
    pub fn name(&self) -> &str {
        &self.0.name
    }

    /// The UUID.
    pub fn uuid(&self) -> Uuid {
        self.0.uuid.unwrap_or_default()
    }

    /// The most memory, in KiB.
    pub fn max_memory(&self) -> u64 {
        self.0.memory.as_ref().map(|memory| memory.value).unwrap_or_default()
    }

    /// The memory that the balloon leaves, in KiB.
    pub fn memory(&self) -> u64 {
        self.0.current_memory.map(|memory| memory.value).unwrap_or_default()
    }

    /// The most virtual processors.
    pub fn max_vcpus(&self) -> u32 {
        self.0.vcpu.as_ref().and_then(|vcpu| vcpu.count).unwrap_or_default()
    }

    /// The virtual processors that are there.
    pub fn vcpus(&self) -> u32 {
        self.0.vcpu.as_ref().and_then(|vcpu| vcpu.current.or(vcpu.count)).unwrap_or_default()
    }

    /// Whether the guest sees nodes of memory of its own.
    pub fn has_cells(&self) -> bool {
        self.0.cpu.as_ref().and_then(|cpu| cpu.numa.as_ref()).is_some_and(|numa| !numa.cells.is_empty())
    }

    /// The numbers of its I/O threads: the stated ones, and the lowest free ones for the rest.
    pub fn iothreads(&self) -> Vec<u32> {
        let mut numbers: Vec<u32> = self.0.iothread_ids.iter().map(|thread| thread.id).collect();
        let missing =
            usize::try_from(self.0.iothreads.unwrap_or_default()).map_or(0, |n| n.saturating_sub(numbers.len()));
        let free: Vec<u32> = (1..).filter(|number| !numbers.contains(number)).take(missing).collect();
        numbers.extend(free);
        numbers
    }

    /// Whether a guest that reboots stops instead.
    pub fn stops_on_reboot(&self) -> bool {
        self.0.on_reboot == Some(LifecycleAction::Destroy)
    }

    /// The disks.
    pub fn disks(&self) -> impl Iterator<Item = Disk<'_>> {
        self.0.devices.disks.iter().filter_map(|disk| {
            let target = disk.target.as_ref()?.dev.as_deref()?;
            let (has_source, path) = source(&disk.source);
            Some(Disk { target, has_source, path })
        })
    }

    /// The interfaces.
    pub fn interfaces(&self) -> impl Iterator<Item = Interface<'_>> {
        self.0.devices.interfaces.iter().map(|interface| Interface {
            target: interface.target.as_ref().and_then(|target| target.dev.as_deref()),
            mac: interface.mac.as_ref().and_then(|mac| mac.address).unwrap_or_default().to_string(),
        })
    }

    /// Sets the name.
    pub fn set_name(&mut self, name: &str) {
        name.clone_into(&mut self.domain_mut().name);
    }

    /// Sets the most memory, in KiB, and takes the current memory down to it.
    pub fn set_max_memory(&mut self, memory: u64) {
        if let Some(most) = &mut self.domain_mut().memory {
            most.value = memory;
        }
        self.set_memory(self.memory().min(memory));
    }

    /// Sets the current memory, in KiB.
    pub fn set_memory(&mut self, memory: u64) {
        self.domain_mut().current_memory = Some(MemorySize::from_kibibytes(memory));
    }

    /// Sets the most virtual processors, and takes their number down to it.
    pub fn set_max_vcpus(&mut self, vcpus: u32) {
        let current = self.vcpus().min(vcpus);
        if let Some(vcpu) = &mut self.domain_mut().vcpu {
            vcpu.count = Some(vcpus);
        }
        self.set_vcpus(current);
    }

    /// Sets the number of virtual processors: the first ones are there, and no longer stated one by one.
    pub fn set_vcpus(&mut self, vcpus: u32) {
        self.domain_mut().vcpus.clear();
        if let Some(vcpu) = &mut self.domain_mut().vcpu {
            vcpu.current = Some(vcpus).filter(|vcpus| Some(*vcpus) != vcpu.count);
        }
    }

    /// Gives interfaces that have none a name on the host, as starting a guest does.
    pub fn name_interfaces(&mut self) {
        let taken: Vec<String> =
            self.interfaces().filter_map(|interface| interface.target).map(str::to_owned).collect();
        let mut free = (0..).map(|number| format!("testnet{number}")).filter(|name| !taken.contains(name));
        for interface in &mut self.domain_mut().devices.interfaces {
            let target = interface.target.get_or_insert_with(interface::InterfaceTarget::default);
            if target.dev.is_none() {
                target.dev = free.next();
            }
        }
    }

    /// The document as text.
    pub fn format(&self, view: View) -> String {
        let format = Format { live: view.live, secure: view.secure, migratable: view.migratable, status: false };
        let (first, text) = self.1.0.get_or_init(|| (view, self.0.to_xml(&format).into()));
        match *first == view {
            true => text.to_string(),
            false => self.0.to_xml(&format),
        }
    }
}

/// The path on the host of what is behind a disk.
pub fn source_path(disk: &disk::Disk) -> Option<&str> {
    source(&disk.source).1
}

/// Whether there is a source, and its path on the host.
fn source(source: &DiskSource) -> (bool, Option<&str>) {
    match source {
        DiskSource::File(source) => path(source.as_ref().map(|source| &source.file)),
        DiskSource::Block(source) => path(source.as_ref().map(|source| &source.dev)),
        DiskSource::Dir(source) => path(source.as_ref().map(|source| &source.dir)),
        DiskSource::Network(source) => (source.is_some(), None),
        DiskSource::Volume(source) => (source.is_some(), None),
        DiskSource::Nvme(source) => (source.is_some(), None),
        DiskSource::VhostUser(source) => (source.is_some(), None),
        DiskSource::VhostVdpa(source) => (source.is_some(), None),
    }
}

fn path(path: Option<&Option<String>>) -> (bool, Option<&str>) {
    let path = path.and_then(|path| path.as_deref());
    (path.is_some(), path)
}

#[cfg(test)]
mod tests {
    use ferrovirt_host::{Host, ScriptedHost};

    use super::*;

    const XML: &str = "<domain type='test'><name>old</name><memory>1024</memory><os><type>hvm</type></os></domain>";

    #[test]
    fn a_changed_document_has_another_text() {
        let host = ScriptedHost::new();
        let mut document = Document::parse(XML, false, host.system()).expect("a document");
        let first = document.format(View::default());
        assert_eq!(document.format(View::default()), first);
        assert!(document.format(View { live: true, ..View::default() }).contains("<name>old</name>"));
        let mut copy = document.clone();
        copy.set_name("copy");
        assert!(copy.format(View::default()).contains("<name>copy</name>"));
        document.set_name("new");
        assert!(document.format(View::default()).contains("<name>new</name>"));
        assert!(first.contains("<name>old</name>"));
    }
}
