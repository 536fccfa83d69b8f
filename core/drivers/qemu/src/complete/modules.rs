//! Memory modules of guests that are new: whole blocks, on a NUMA node.

use ferrovirt_error::Result;
use ferrovirt_xml::domain::Domain;
use ferrovirt_xml::domain::cpu::Cpu;
use ferrovirt_xml::domain::devices::memory_device::{MemoryDevice, MemoryModel};
use ferrovirt_xml::domain::memory::Memory;
use ferrovirt_xml::domain::numa::{Numa, NumaCell};
use ferrovirt_xml::scalar::{CpuSet, MemorySize, SizeUnit};

use super::{Context, unsupported};
use crate::rules::{self, Architecture, Platform};

pub(super) fn complete(domain: &mut Domain, context: &Context<'_>) -> Result<()> {
    // A guest that was there keeps what it has: other sizes are another machine.
    if !context.is_new || domain.max_memory.is_none() {
        return Ok(());
    }
    let platform = Platform::of(domain);
    let total = domain.memory.as_ref().map(|memory| memory.size().kibibytes()).transpose()?.unwrap_or(0);
    let of_nodes = nodes(domain)?;
    let initial = of_nodes.or(total.checked_sub(plugged(domain)?)).filter(|initial| *initial > 0);
    let Some(initial) = initial else {
        return Err(unsupported("Total size of memory devices exceeds the total memory size"));
    };
    add_node(domain, initial);
    for module in domain.devices.memories.iter_mut() {
        align(module, platform)?;
    }
    let total = initial.saturating_add(plugged(domain)?);
    let dump_core = domain.memory.as_ref().and_then(|memory| memory.dump_core);
    domain.memory = Some(Memory { unit: Some(SizeUnit::Kibibytes), dump_core, value: total });
    Ok(())
}

/// What the nodes have together, in KiB, if there are any.
fn nodes(domain: &Domain) -> Result<Option<u64>> {
    let mut total = None;
    for cell in domain.cpu.iter().flat_map(|cpu| &cpu.numa).flat_map(|numa| &numa.cells) {
        let size = MemorySize { unit: cell.unit, value: cell.memory.unwrap_or(0) };
        total = Some(size.kibibytes()?.saturating_add(total.unwrap_or(0)));
    }
    Ok(total)
}

/// What the modules have together, in KiB.
fn plugged(domain: &Domain) -> Result<u64> {
    let mut total = 0_u64;
    for module in domain.devices.memories.iter() {
        if let Some(size) = module.target.as_ref().and_then(|target| target.size) {
            total = total.saturating_add(size.kibibytes()?);
        }
    }
    Ok(total)
}

/// QEMU plugs memory into guests with nodes only, so there is one that has everything.
fn add_node(domain: &mut Domain, initial: u64) {
    let count = domain.vcpu.as_ref().and_then(|vcpu| vcpu.count).unwrap_or(1);
    let topology = domain.cpu.get_or_insert_with(Cpu::default).numa.get_or_insert_with(Numa::default);
    if !topology.cells.is_empty() {
        return;
    }
    topology.cells.push(NumaCell {
        id: Some(0),
        cpus: Some(CpuSet::first(count)),
        memory: Some(initial),
        unit: Some(SizeUnit::Kibibytes),
        ..NumaCell::default()
    });
    for module in domain.devices.memories.iter_mut() {
        if let Some(target) = &mut module.target {
            target.node.get_or_insert(0);
        }
    }
}

/// Rounds a module to whole blocks, on machines where blocks are large.
fn align(module: &mut MemoryDevice, platform: Platform) -> Result<()> {
    if platform.architecture != Architecture::Ppc64 {
        return Ok(());
    }
    let model = module.model;
    let Some(target) = &mut module.target else { return Ok(()) };
    let Some(size) = target.size else { return Ok(()) };
    let label = match model {
        Some(MemoryModel::Nvdimm) => target.label_size.map(MemorySize::kibibytes).transpose()?,
        Some(MemoryModel::Dimm) => None,
        _ => return Ok(()),
    };
    target.size = Some(MemorySize::from_kibibytes(rules::module_size(platform, size.kibibytes()?, label)?));
    Ok(())
}
