//! Memory: how much, huge pages, weights of block devices.

use super::{contradictory, invalid, refuse, unsupported};
use crate::Result;
use crate::domain::Domain;
use crate::domain::memory::{HugePages, MemorySource};
use crate::scalar::{MemorySize, SizeUnit};
use std::collections::HashSet;

pub(super) fn check(domain: &Domain) -> Result<()> {
    let total = total(domain)?;
    // A container has what the host has; so what is stated counts, and what is absent is not judged here.
    let stated = domain.memory.as_ref().map(|memory| memory.value);
    refuse!(
        stated == Some(0) && total == 0,
        invalid,
        "Memory size must be specified via <memory> or in the <numa> configuration"
    );
    if let Some(most) = &domain.max_memory {
        let most_size = most.size().kibibytes()?;
        refuse!(
            most_size > 0 && most_size < total,
            invalid,
            "maximum memory size '{most_size}' KiB must be equal or greater than the actual memory size '{total}' KiB"
        );
        refuse!(
            most_size == 0 && most.slots.is_some_and(|slots| slots > 0),
            invalid,
            "maximum memory size must be specified when specifying number of memory slots"
        );
    }
    if let Some(backing) = &domain.memory_backing
        && let Some(pages) = &backing.hugepages
    {
        refuse!(
            backing.source == Some(MemorySource::Anonymous),
            unsupported,
            "hugepages are not allowed with anonymous memory source"
        );
        hugepages(domain, pages)?;
    }
    let mut paths = HashSet::new();
    for device in domain.blkiotune.iter().flat_map(|tune| &tune.devices) {
        let Some(path) = device.path.as_deref() else {
            return Err(unsupported("missing per-device path in <blkiotune>".to_owned()));
        };
        refuse!(!paths.insert(path), unsupported, "duplicate blkio device path '{path}'");
    }
    Ok(())
}

/// The memory of the guest's nodes and modules, or else of the guest, in KiB.
fn total(domain: &Domain) -> Result<u64> {
    let mut of_cells = 0_u64;
    for cell in domain.cpu.iter().flat_map(|cpu| &cpu.numa).flat_map(|numa| &numa.cells) {
        let size = MemorySize { unit: cell.unit, value: cell.memory.unwrap_or(0) };
        of_cells = of_cells.saturating_add(size.kibibytes()?);
    }
    let stated = match &domain.memory {
        Some(memory) => memory.size().kibibytes()?,
        None => 0,
    };
    let mut of_modules = 0_u64;
    for size in domain.devices.memories.iter().filter_map(|device| device.target.as_ref()?.size) {
        of_modules = of_modules.saturating_add(size.kibibytes()?);
    }
    // Without nodes, modules are part of what is stated.
    Ok(if of_cells > 0 { of_cells.saturating_add(of_modules) } else { stated })
}

fn hugepages(domain: &Domain, hugepages: &HugePages) -> Result<()> {
    let cells = domain.cpu.iter().flat_map(|cpu| &cpu.numa).map(|numa| numa.cells.len()).sum::<usize>();
    let mut master = None;
    let mut taken = HashSet::new();
    for page in &hugepages.pages {
        let Some(value) = page.size else {
            return Err(invalid("missing attribute 'size' in element 'page'".to_owned()));
        };
        refuse!(value == 0, contradictory, "hugepage size can't be zero");
        let unit = page.unit.map_or("KiB", SizeUnit::as_str);
        match &page.nodeset {
            None => {
                if let Some(other) = master.replace(value) {
                    return Err(contradictory(format!("two master hugepages detected: '{other}' and '{value}'")));
                }
            }
            Some(nodes) => {
                for node in nodes.iter() {
                    refuse!(
                        usize::try_from(node).is_ok_and(|node| node >= cells.max(1)),
                        contradictory,
                        "hugepages: node '{node}' not found"
                    );
                    refuse!(
                        !taken.insert(node),
                        contradictory,
                        "nodeset '{nodes}' of hugepages of size '{value}' {unit} intersects with that of others"
                    );
                }
            }
        }
    }
    Ok(())
}
