//! Main memory: its amount and the object that provides it.

use ferrovirt_error::Result;
use ferrovirt_xml::domain::Domain;
use ferrovirt_xml::domain::memory::{AllocationMode, HugePage, MemoryAccess, MemorySource};
use ferrovirt_xml::domain::numa::NumaMode;
use ferrovirt_xml::domain::vcpu::Placement;
use ferrovirt_xml::scalar::{CpuSet, MemorySize};

use super::properties::{OptionList, Properties};
use super::{CommandLine, Launch, incomplete, machine, unsupported};
use crate::rules::{self, Platform};

/// Memory at start without memory devices, in KiB, as QEMU gets it.
pub(super) fn initial_memory(domain: &Domain) -> Result<u64> {
    let total = domain.memory.as_ref().ok_or_else(|| incomplete("memory"))?.size().kibibytes()?;
    if has_nodes(domain) {
        // What the nodes have is what there is.
        let mut total = 0_u64;
        for cell in domain.cpu.iter().flat_map(|cpu| &cpu.numa).flat_map(|numa| &numa.cells) {
            total = total.saturating_add(super::numa::size(domain, cell)?);
        }
        return Ok(total);
    }
    let mut plugged = 0_u64;
    for device in domain.devices.memories.iter() {
        plugged = plugged.saturating_add(super::memory_device::aligned_size(domain, device)?);
    }
    align(domain, total)?
        .checked_sub(plugged)
        .filter(|initial| *initial > 0)
        .ok_or_else(|| unsupported("Total size of memory devices exceeds the total memory size"))
}

/// Rounds up to what the machine can have.
pub(super) fn align(domain: &Domain, kibibytes: u64) -> Result<u64> {
    let block = rules::memory_block(Platform::of(domain));
    kibibytes.checked_next_multiple_of(block).ok_or_else(|| unsupported("memory size is too large"))
}

/// The object that is the machine's main memory, where it isn't divided among NUMA nodes.
pub(super) fn main_memory_object(domain: &Domain, launch: &Launch<'_>) -> Result<Option<String>> {
    if has_nodes(domain) {
        return Ok(None);
    }
    let machine = launch.capabilities.machine(machine::machine_name(domain)?);
    Ok(machine.and_then(|machine| machine.default_ram_id.clone()))
}

/// Whether the document divides the memory among NUMA nodes.
pub(super) fn has_nodes(domain: &Domain) -> bool {
    domain.cpu.as_ref().and_then(|cpu| cpu.numa.as_ref()).is_some_and(|numa| !numa.cells.is_empty())
}

pub(super) fn memory(line: &mut CommandLine, domain: &Domain, launch: &mut Launch<'_>) -> Result<()> {
    let initial = initial_memory(domain)?;
    let mut list = OptionList::new(&format!("size={initial}k"));
    if let Some(maximum) = &domain.max_memory {
        list.set_some("slots", maximum.slots.filter(|slots| *slots > 0));
        list.set("maxmem", format!("{}k", align(domain, maximum.size().kibibytes()?)?));
    }
    line.list("-m", list);
    if let Some(id) = main_memory_object(domain, launch)? {
        let request = Backend { id: &id, size: initial, is_main: true, ..Backend::default() };
        objects(line, &request.build(domain, launch)?);
    }
    let is_locked = domain.memory_backing.as_ref().is_some_and(|backing| backing.locked);
    line.option("-overcommit", if is_locked { "mem-lock=on" } else { "mem-lock=off" });
    Ok(())
}

pub(super) fn objects(line: &mut CommandLine, objects: &[Properties]) {
    for object in objects {
        line.object(object);
    }
}

/// Without objects that could do so one by one, all memory is touched at start.
pub(super) fn preallocation(line: &mut CommandLine, domain: &Domain, launch: &Launch<'_>) -> Result<()> {
    let allocation = domain.memory_backing.as_ref().and_then(|backing| backing.allocation.as_ref());
    let is_immediate = allocation.is_some_and(|allocation| allocation.mode == Some(AllocationMode::Immediate));
    if is_immediate && super::numa::takes_plain_sizes(domain, launch)? {
        line.flag("-mem-prealloc");
    }
    Ok(())
}

/// A memory object to be made.
#[derive(Default)]
pub(super) struct Backend<'a> {
    /// Its name.
    pub id: &'a str,
    /// Its size in KiB.
    pub size: u64,
    /// Whether it is the machine's main memory as a whole.
    pub is_main: bool,
    /// Whether it belongs to a memory device.
    pub is_device: bool,
    /// The guest's NUMA node that it belongs to.
    pub node: Option<u32>,
    /// Who sees changes, where its own element says so.
    pub access: Option<MemoryAccess>,
    /// Whether its content is thrown away at the end, where its own element says so.
    pub discard: Option<bool>,
    /// The size of its pages in KiB, where its own element says so.
    pub page_size: Option<u64>,
    /// The host's nodes, where its own element says so.
    pub host_nodes: Option<&'a CpuSet>,
    /// The file behind it, where its own element says so.
    pub path: Option<&'a str>,
    /// Whether the file is persistent memory.
    pub is_persistent: bool,
    /// The alignment of the file's mapping in bytes.
    pub alignment: Option<u64>,
    /// Whether pages are reserved only when they are used.
    pub is_sparse: bool,
}

impl Backend<'_> {
    /// The object, after objects that it needs.
    pub fn build(&self, domain: &Domain, launch: &mut Launch<'_>) -> Result<Vec<Properties>> {
        let backing = domain.memory_backing.as_ref();
        let source = backing.and_then(|backing| backing.source);
        let access = self.access.or(backing.and_then(|backing| backing.access));
        let discard = self.discard.or(backing.and_then(|backing| backing.discard.then_some(true)));
        let page = self.huge_page(domain, launch)?;
        let is_immediate = backing
            .and_then(|backing| backing.allocation.as_ref())
            .is_some_and(|allocation| allocation.mode == Some(AllocationMode::Immediate));

        let is_memfd = source == Some(MemorySource::Memfd) && self.path.is_none();
        let is_file = !is_memfd
            && (self.path.is_some() || page.is_some() || access.is_some() || source == Some(MemorySource::File));
        let kind = match (is_memfd, is_file) {
            (true, _) => "memory-backend-memfd",
            (_, true) => "memory-backend-file",
            _ => "memory-backend-ram",
        };
        let mut object = Properties::object(kind, self.id);
        if is_memfd && let Some(page) = &page {
            object.set("hugetlb", true);
            object.set("hugetlbsize", page.size.saturating_mul(1024));
        }
        if is_file {
            object.set("mem-path", self.file(&page, launch));
            if !self.is_persistent {
                object.set_some("discard-data", discard);
            }
        }
        let is_shared = match access {
            Some(MemoryAccess::Shared) => Some(true),
            Some(MemoryAccess::Private) if is_file => Some(false),
            _ if is_memfd => Some(true),
            _ => None,
        };
        object.set_some("share", is_shared);
        if self.is_main && (is_memfd || is_file) && has_old_ramblock_names(launch) {
            object.set("x-use-canonical-path-for-ramblock-id", false);
        }
        // What is behind persistent memory is there already, and would only wear off.
        let is_storage = self.is_device && self.path.is_some() && !self.is_persistent;
        let preallocates =
            !self.is_sparse && (is_immediate || is_storage || page.as_ref().is_some_and(|page| page.is_explicit));
        if preallocates {
            object.set("prealloc", true);
            let threads = backing.and_then(|backing| backing.allocation.as_ref()).and_then(|found| found.threads);
            object.set_some("prealloc-threads", threads);
        }
        if self.is_sparse {
            object.set("reserve", false);
        }
        object.set("size", self.size.checked_mul(1024).ok_or_else(|| unsupported("memory size is too large"))?);
        object.set_some("align", self.alignment);
        if self.is_persistent {
            object.set("pmem", true);
        }
        let mut result = Vec::new();
        if let Some((nodes, policy)) = self.placement(domain, launch)? {
            let nodes: Vec<u32> = nodes.iter().collect();
            object.set("host-nodes", nodes.clone());
            object.set("policy", policy);
            if preallocates && launch.capabilities.has_device("thread-context") {
                let context = format!("tc-{}", self.id);
                result.push(Properties::object("thread-context", context.as_str()).with("node-affinity", nodes));
                object.set("prealloc-context", context);
            }
        }
        result.push(object);
        Ok(result)
    }

    fn placement(&self, domain: &Domain, launch: &mut Launch<'_>) -> Result<Option<(CpuSet, &'static str)>> {
        let tune = domain.numatune.as_ref();
        let of_node = tune
            .and_then(|tune| tune.memnodes.iter().find(|node| self.node == Some(node.cellid)))
            .map(|node| (node.nodeset.as_ref(), node.mode));
        let of_all = tune.and_then(|tune| tune.memory.as_ref()).map(|memory| (memory.nodeset.as_ref(), memory.mode));
        let is_advised =
            tune.and_then(|tune| tune.memory.as_ref()).and_then(|memory| memory.placement) == Some(Placement::Auto);
        let (nodes, mode) = of_node.or(of_all).unwrap_or_default();
        let nodes = match self.host_nodes.or(nodes) {
            Some(nodes) => nodes.clone(),
            None if is_advised => {
                let cpus = domain.vcpu.as_ref().and_then(|vcpu| vcpu.count).unwrap_or(1);
                launch.resources.advised_nodes(cpus, initial_memory(domain)?)?
            }
            None => return Ok(None),
        };
        Ok(match mode.unwrap_or(NumaMode::Strict) {
            NumaMode::Strict => Some((nodes, "bind")),
            NumaMode::Preferred => Some((nodes, "preferred")),
            NumaMode::Interleave => Some((nodes, "interleave")),
            NumaMode::Restrictive => None,
        })
    }

    /// Whether its pages are huge.
    pub fn has_huge_pages(&self, domain: &Domain, launch: &Launch<'_>) -> Result<bool> {
        Ok(self.huge_page(domain, launch)?.is_some())
    }

    fn file(&self, page: &Option<Page>, launch: &Launch<'_>) -> String {
        match (self.path, page) {
            (Some(path), _) => path.to_owned(),
            (None, Some(page)) => format!("{}/libvirt/qemu/{}", page.mount, launch.paths.short_name),
            // The file of a memory device has the name of the device.
            (None, None) => {
                let name = if self.is_device { self.id.trim_start_matches("mem") } else { self.id };
                format!("{}/{name}", launch.paths.memory_backing_directory)
            }
        }
    }

    fn huge_page(&self, domain: &Domain, launch: &Launch<'_>) -> Result<Option<Page>> {
        if self.path.is_some() {
            return Ok(None);
        }
        let pages = domain.memory_backing.as_ref().and_then(|backing| backing.hugepages.as_ref());
        let mounts = &launch.settings.hugepage_mounts;
        let of_document = match pages {
            None => None,
            Some(pages) => {
                let page = pages.pages.iter().find(|page| self.belongs_to(page));
                let general = pages.pages.iter().find(|page| page.nodeset.is_none());
                match page.or(general) {
                    Some(page) => Some(page_size(page)?),
                    None if pages.pages.is_empty() => Some(mounts.first().map_or(2048, |(size, _)| *size)),
                    None => None,
                }
            }
        };
        let Some(size) = self.page_size.or(of_document) else { return Ok(None) };
        // Pages of ordinary size need no mount.
        if size <= 4 {
            return Ok(None);
        }
        let Some((_, mount)) = mounts.iter().find(|(mounted, _)| *mounted == size) else {
            return Err(ferrovirt_error::Error::internal(
                ferrovirt_error::ErrorDomain::Qemu,
                format!("Unable to find any usable hugetlbfs mount for {size} KiB"),
            )
            .with_hint("mount a hugetlbfs with this page size"));
        };
        Ok(Some(Page { size, mount: mount.clone(), is_explicit: true }))
    }

    fn belongs_to(&self, page: &HugePage) -> bool {
        let Some(nodes) = &page.nodeset else { return false };
        self.node.is_some_and(|node| nodes.contains(node)) || (self.is_main && nodes.contains(0))
    }
}

struct Page {
    size: u64,
    mount: String,
    is_explicit: bool,
}

fn page_size(page: &HugePage) -> Result<u64> {
    MemorySize { unit: page.unit, value: page.size.unwrap_or(0) }.kibibytes()
}

/// Machines named main memory differently once; this keeps migration from them working.
fn has_old_ramblock_names(launch: &Launch<'_>) -> bool {
    launch.capabilities.has_object_property("memory-backend-file", "x-use-canonical-path-for-ramblock-id")
}
