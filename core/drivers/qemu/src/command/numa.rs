//! The NUMA nodes that the guest sees.

use ferrovirt_error::Result;
use ferrovirt_xml::domain::Domain;
use ferrovirt_xml::domain::numa::{AccessKind, CacheAssociativity, CachePolicy, Interconnect, Numa, NumaCell};
use ferrovirt_xml::scalar::{CpuSet, MemorySize};

use super::memory::{Backend, align, objects};
use super::properties::OptionList;
use super::{CommandLine, Launch, machine};

fn topology(domain: &Domain) -> Option<&Numa> {
    domain.cpu.as_ref().and_then(|cpu| cpu.numa.as_ref()).filter(|numa| !numa.cells.is_empty())
}

/// Whether the document says how fast nodes reach each other.
pub(super) fn has_interconnects(domain: &Domain) -> bool {
    topology(domain)
        .is_some_and(|numa| numa.interconnects.is_some() || numa.cells.iter().any(|cell| !cell.caches.is_empty()))
}

/// Whether nodes are told their sizes, instead of having objects that are their memory: as old machines do.
pub(super) fn takes_plain_sizes(domain: &Domain, launch: &Launch<'_>) -> Result<bool> {
    let machine = launch.capabilities.machine(machine::machine_name(domain)?);
    let can = machine.is_some_and(|machine| machine.numa_mem_supported);
    Ok(topology(domain).is_some() && can && !needs_objects(domain))
}

pub(super) fn numa(line: &mut CommandLine, domain: &Domain, launch: &mut Launch<'_>) -> Result<()> {
    let Some(numa) = topology(domain) else { return Ok(()) };
    let takes_plain_sizes = takes_plain_sizes(domain, launch)?;

    for (index, cell) in numa.cells.iter().enumerate() {
        let id = cell.id.unwrap_or(u32::try_from(index).unwrap_or(u32::MAX));
        let size = size(domain, cell)?;
        let memory = if size == 0 {
            None
        } else if takes_plain_sizes {
            Some(("mem", (size / 1024).to_string()))
        } else {
            let name = format!("ram-node{id}");
            let request = Backend {
                id: &name,
                size,
                node: Some(id),
                access: cell.mem_access,
                discard: cell.discard.map(|word| word.is_yes()),
                ..Backend::default()
            };
            objects(line, &request.build(domain, launch)?);
            Some(("memdev", name))
        };
        let mut list = OptionList::new("node").with("nodeid", id);
        for run in cell.cpus.iter().flat_map(runs) {
            list.set("cpus", run);
        }
        if has_interconnects(domain) {
            list.set_some("initiator", initiator(numa, id, cell));
        }
        if let Some((name, value)) = memory {
            list.set(name, value);
        }
        line.list("-numa", list);
    }
    distances(line, numa);
    interconnects(line, numa)
}

fn needs_objects(domain: &Domain) -> bool {
    let has_own_backing = domain.memory_backing.as_ref().is_some_and(|backing| {
        backing.hugepages.is_some() || backing.access.is_some() || backing.source.is_some() || backing.discard
    });
    has_own_backing
        || domain.max_memory.is_some()
        || domain.numatune.as_ref().is_some_and(|tune| !tune.memnodes.is_empty())
        || topology(domain).is_some_and(|numa| numa.cells.iter().any(|cell| cell.mem_access.is_some()))
}

pub(super) fn size(domain: &Domain, cell: &NumaCell) -> Result<u64> {
    align(domain, MemorySize { unit: cell.unit, value: cell.memory.unwrap_or(0) }.kibibytes()?)
}

/// `0-3`, `7`: the runs of a set.
fn runs(set: &CpuSet) -> Vec<String> {
    set.to_string().split(',').filter(|run| !run.is_empty()).map(str::to_owned).collect()
}

/// The node whose CPUs reach this one's memory fastest: itself, or the first that an interconnect starts from.
fn initiator(numa: &Numa, id: u32, cell: &NumaCell) -> Option<u32> {
    if cell.cpus.as_ref().is_some_and(|cpus| !cpus.is_empty()) {
        return Some(id);
    }
    let links = numa.interconnects.iter().flat_map(|interconnects| &interconnects.links);
    let mut best: Option<(u64, u32)> = None;
    for link in links {
        let (Interconnect::Latency(speed) | Interconnect::Bandwidth(speed)) = link;
        if speed.target != id || speed.cache.is_some_and(|cache| cache != 0) {
            continue;
        }
        let cost = match link {
            Interconnect::Latency(_) => speed.value,
            Interconnect::Bandwidth(_) => u64::MAX - speed.value,
        };
        if best.is_none_or(|(known, _)| cost < known) {
            best = Some((cost, speed.initiator));
        }
    }
    best.map(|(_, initiator)| initiator).or_else(|| numa.cells.iter().find(|cell| cell.cpus.is_some())?.id)
}

fn distances(line: &mut CommandLine, numa: &Numa) {
    if numa.cells.iter().all(|cell| cell.distances.is_empty()) {
        return;
    }
    let count = u32::try_from(numa.cells.len()).unwrap_or(0);
    let stated = |from: u32, to: u32| {
        let cell = numa.cells.get(from as usize)?;
        cell.distances.iter().find(|distance| distance.id == to).map(|distance| distance.value)
    };
    const LOCAL: u32 = 10;
    const REMOTE: u32 = 20;
    for from in 0..count {
        for to in 0..count {
            let default = if from == to { LOCAL } else { REMOTE };
            let value = stated(from, to).or_else(|| stated(to, from)).unwrap_or(default);
            line.list("-numa", OptionList::new("dist").with("src", from).with("dst", to).with("val", value));
        }
    }
}

fn interconnects(line: &mut CommandLine, numa: &Numa) -> Result<()> {
    for link in numa.interconnects.iter().flat_map(|interconnects| &interconnects.links) {
        let (Interconnect::Latency(speed) | Interconnect::Bandwidth(speed)) = link;
        let hierarchy = match speed.cache.unwrap_or(0) {
            0 => "memory",
            1 => "first-level",
            2 => "second-level",
            _ => "third-level",
        };
        let access = speed.access.map_or("access", AccessKind::as_str);
        let mut list = OptionList::new("hmat-lb")
            .with("initiator", speed.initiator)
            .with("target", speed.target)
            .with("hierarchy", hierarchy);
        match link {
            Interconnect::Latency(_) => {
                list.set("data-type", format!("{access}-latency"));
                list.set("latency", speed.value);
            }
            Interconnect::Bandwidth(_) => {
                list.set("data-type", format!("{access}-bandwidth"));
                let size = MemorySize { unit: speed.unit, value: speed.value };
                list.set("bandwidth", format!("{}K", size.kibibytes()?));
            }
        }
        line.list("-numa", list);
    }
    for (index, cell) in numa.cells.iter().enumerate() {
        for cache in &cell.caches {
            let kibibytes = |size: &Option<ferrovirt_xml::domain::numa::SizeAttributes>| -> Result<u64> {
                size.as_ref()
                    .map_or(Ok(0), |size| MemorySize { unit: size.unit, value: size.value.unwrap_or(0) }.kibibytes())
            };
            let line_size = cache
                .line
                .as_ref()
                .map_or(Ok(0), |size| MemorySize { unit: size.unit, value: size.value.unwrap_or(0) }.bytes())?;
            let policy = match cache.policy.unwrap_or(CachePolicy::None) {
                CachePolicy::None => "none",
                CachePolicy::Writeback => "write-back",
                CachePolicy::Writethrough => "write-through",
            };
            let associativity = match cache.associativity.unwrap_or(CacheAssociativity::None) {
                CacheAssociativity::None => "none",
                CacheAssociativity::Direct => "direct",
                CacheAssociativity::Full => "complex",
            };
            let list = OptionList::new("hmat-cache")
                .with("node-id", cell.id.unwrap_or(u32::try_from(index).unwrap_or(u32::MAX)))
                .with("size", format!("{}K", kibibytes(&cache.size)?))
                .with("level", cache.level.unwrap_or(0))
                .with("associativity", associativity)
                .with("policy", policy)
                .with("line", line_size);
            line.list("-numa", list);
        }
    }
    Ok(())
}
