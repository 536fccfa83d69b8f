//! Memory that is a device: modules, persistent memory, virtio memory.

use ferrovirt_error::Result;
use ferrovirt_xml::domain::Domain;
use ferrovirt_xml::domain::devices::memory_device::{MemoryDevice, MemoryModel};
use ferrovirt_xml::domain::memory::MemoryAccess;

use super::memory::{Backend, objects};
use super::properties::Properties;
use super::{CommandLine, Launch, device, incomplete, unsupported};
use crate::rules::{self, Platform};

/// The size in KiB.
pub(super) fn size(device: &MemoryDevice) -> Result<u64> {
    let size = device.target.as_ref().and_then(|target| target.size);
    size.ok_or_else(|| incomplete("size of a memory device"))?.kibibytes()
}

/// The size in KiB as QEMU gets it: modules come in whole blocks.
pub(super) fn aligned_size(domain: &Domain, device: &MemoryDevice) -> Result<u64> {
    let is_persistent = device.model == Some(MemoryModel::Nvdimm);
    let label = device.target.as_ref().and_then(|target| target.label_size).filter(|_| is_persistent);
    let label = label.map(|size| size.kibibytes()).transpose()?.or(is_persistent.then_some(0));
    rules::module_size(Platform::of(domain), size(device)?, label)
}

pub(super) fn memory_devices(line: &mut CommandLine, domain: &Domain, launch: &mut Launch<'_>) -> Result<()> {
    for memory in domain.devices.memories.iter() {
        build(line, domain, memory, launch)?;
    }
    Ok(())
}

fn build(line: &mut CommandLine, domain: &Domain, memory: &MemoryDevice, launch: &mut Launch<'_>) -> Result<()> {
    let alias = device::alias(&memory.info)?;
    let model = memory.model.ok_or_else(|| incomplete("model of a memory device"))?;
    let target = memory.target.clone().unwrap_or_default();
    let source = memory.source.as_ref();
    let name = format!("mem{alias}");
    let request = Backend {
        id: &name,
        is_device: true,
        size: aligned_size(domain, memory)?,
        node: target.node,
        access: memory.access.or_else(|| access_of_node(domain, target.node)),
        discard: memory.discard.map(|word| word.is_yes()),
        page_size: source.and_then(|source| source.pagesize).map(|size| size.kibibytes()).transpose()?,
        host_nodes: source.and_then(|source| source.nodemask.as_ref()),
        path: source.and_then(|source| source.path.as_deref()),
        is_persistent: source.is_some_and(|source| source.pmem),
        alignment: source.and_then(|source| source.alignsize).map(|size| size.bytes()).transpose()?,
        is_sparse: model == MemoryModel::VirtioMem,
        ..Backend::default()
    };
    objects(line, &request.build(domain, launch)?);

    let driver = match model {
        MemoryModel::Dimm => "pc-dimm".to_owned(),
        MemoryModel::Nvdimm => "nvdimm".to_owned(),
        MemoryModel::VirtioPmem => device::virtio_driver("virtio-pmem", None, &memory.info)?,
        MemoryModel::VirtioMem => device::virtio_driver("virtio-mem", None, &memory.info)?,
        MemoryModel::SgxEpc => return Err(unsupported("sgx epc isn't supported by this QEMU binary")),
    };
    let mut properties = Properties::device(&driver);
    properties.set_some("node", target.node);
    properties.set_some("label-size", target.label_size.map(|size| size.bytes()).transpose()?);
    properties.set_some("block-size", target.block.map(|size| size.bytes()).transpose()?);
    properties.set_some("requested-size", target.requested.map(|size| size.bytes()).transpose()?);
    if model == MemoryModel::Nvdimm {
        properties.set_some("uuid", memory.uuid.map(|uuid| uuid.to_string()));
        if target.readonly {
            properties.set("unarmed", true);
        }
    }
    properties.set("memdev", name.as_str());
    if model == MemoryModel::VirtioMem {
        let has_huge_pages = request.has_huge_pages(domain, launch)?;
        properties.set_some("prealloc", prealloc(domain).or(has_huge_pages.then_some(true)));
    }
    properties.set_some("memaddr", target.address.as_ref().and_then(|address| address.base));
    if model == MemoryModel::VirtioMem {
        properties.set_some("dynamic-memslots", target.dynamic_memslots.map(|word| word.is_yes()));
    }
    properties.set("id", alias);
    device::set_address(&mut properties, domain, &memory.info)?;
    line.device(&properties);
    Ok(())
}

/// Who sees changes of a node's memory, of which the module is a part.
fn access_of_node(domain: &Domain, node: Option<u32>) -> Option<MemoryAccess> {
    let cells = domain.cpu.iter().flat_map(|cpu| &cpu.numa).flat_map(|numa| &numa.cells);
    cells.filter(|cell| cell.id == node).find_map(|cell| cell.mem_access)
}

/// Whether pages are reserved when the guest plugs them.
fn prealloc(domain: &Domain) -> Option<bool> {
    use ferrovirt_xml::domain::memory::AllocationMode;
    let allocation = domain.memory_backing.as_ref().and_then(|backing| backing.allocation.as_ref());
    allocation.filter(|allocation| allocation.mode == Some(AllocationMode::Immediate)).map(|_| true)
}
