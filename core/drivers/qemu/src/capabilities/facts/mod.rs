//! What the documents need to know of the host: read here, in one go, through [`ferrovirt_host::Host`].
//!
//! The kernel's files are read with a limit, and what is missing or malformed in them is left out: a host without NUMA
//! files is one node, a processor without a known maker has none. Only what no host lacks (architecture, memory) can fail.

mod cache;
mod identity;
mod node;
mod platform;
mod processor;
mod text;

pub use cache::{Cache, CacheContent};
pub use node::{Node, Place, Thread};
pub use platform::{Platform, SevGuests, SwtpmFacts};
pub use processor::Processor;

use super::architecture;
use ferrovirt_error::{ErrorDomain, Result};
use ferrovirt_host::Host;
use std::path::Path;
use text::Reader;
use uuid::Uuid;

/// What the documents need to know of the host.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct HostFacts {
    /// The host's identity.
    pub uuid: Option<Uuid>,
    /// Its architecture, by libvirt's name.
    pub architecture: String,
    /// Its processor.
    pub processor: Processor,
    /// Its NUMA nodes, at least one.
    pub nodes: Vec<Node>,
    /// The sizes of its memory pages in KiB, ascending.
    pub page_sizes: Vec<u64>,
    /// Its caches.
    pub caches: Vec<Cache>,
    /// Its memory in KiB.
    pub memory: u64,
    /// What else it has.
    pub platform: Platform,
}

impl HostFacts {
    /// Reads the facts.
    pub fn read(host: &dyn Host) -> Result<HostFacts> {
        let machine = host.system().machine().map_err(|error| error.into_error(ErrorDomain::Qemu))?;
        let memory = host.system().memory().map_err(|error| error.into_error(ErrorDomain::Qemu))?;
        let reader = Reader::new(host);
        let page_sizes = node::page_sizes(&reader, host.system().page_size());
        let memory = memory.total / 1024;
        let architecture = architecture::from_kernel(&machine).to_owned();
        let nodes = node::read(&reader, host, memory, &page_sizes);
        Ok(HostFacts {
            uuid: uuid(&reader),
            processor: Processor::read(&reader, host, &architecture),
            architecture,
            caches: cache::read(&reader, &nodes),
            nodes,
            page_sizes,
            memory,
            platform: Platform::read(&reader, host),
        })
    }

    /// All processors of all nodes.
    pub fn threads(&self) -> impl Iterator<Item = &Thread> {
        self.nodes.iter().flat_map(|node| &node.threads)
    }
}

/// The firmware's identity of the machine where it can be read and is one, else the operating system's.
fn uuid(reader: &Reader<'_>) -> Option<Uuid> {
    let is_identity = |uuid: &Uuid| {
        let bytes = uuid.as_bytes();
        bytes.iter().any(|byte| *byte != bytes[0])
    };
    let files = ["/sys/devices/virtual/dmi/id/product_uuid", "/etc/machine-id"];
    let mut found = files.iter().filter_map(|path| reader.word(Path::new(path))?.parse::<Uuid>().ok());
    found.find(is_identity)
}
