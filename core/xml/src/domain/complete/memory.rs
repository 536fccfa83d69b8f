//! Amounts of memory: in KiB, as they are written, and those that follow from others.

use super::invalid;
use crate::Result;
use crate::domain::Domain;
use crate::domain::memory::{MemTune, Memory, MemoryBacking};
use crate::scalar::{MemorySize, SizeUnit};

/// A limit that no host reaches says that there is none: the greatest number of bytes, in KiB.
const UNLIMITED: u64 = (i64::MAX >> 10) as u64;

pub(super) fn complete(domain: &mut Domain) -> Result<()> {
    devices(domain)?;
    let of_cells = cells(domain)?;
    total(domain, of_cells)?;
    if let Some(maximum) = &mut domain.max_memory {
        maximum.value = maximum.size().kibibytes()?;
        maximum.unit = Some(SizeUnit::Kibibytes);
    }
    limits(&mut domain.memtune)?;
    pages(domain.memory_backing.as_mut())
}

fn to_kibibytes(size: Option<&mut MemorySize>) -> Result<()> {
    if let Some(size) = size {
        *size = MemorySize::from_kibibytes(size.kibibytes()?);
    }
    Ok(())
}

fn devices(domain: &mut Domain) -> Result<()> {
    for device in &mut domain.devices.memories {
        if let Some(source) = &mut device.source {
            to_kibibytes(source.pagesize.as_mut())?;
            to_kibibytes(source.alignsize.as_mut())?;
        }
        if let Some(target) = &mut device.target {
            for size in [
                &mut target.size,
                &mut target.label_size,
                &mut target.block,
                &mut target.requested,
                &mut target.current,
            ] {
                to_kibibytes(size.as_mut())?;
            }
        }
    }
    Ok(())
}

/// What the guest's NUMA nodes have together.
fn cells(domain: &mut Domain) -> Result<u64> {
    let mut sum = 0_u64;
    let cells = domain.cpu.iter_mut().flat_map(|cpu| &mut cpu.numa).flat_map(|numa| &mut numa.cells);
    for cell in cells {
        let Some(value) = cell.memory else { continue };
        let size = (MemorySize { unit: cell.unit, value }).kibibytes()?;
        (cell.memory, cell.unit) = (Some(size), Some(SizeUnit::Kibibytes));
        sum = sum.saturating_add(size);
    }
    Ok(sum)
}

fn total(domain: &mut Domain, of_cells: u64) -> Result<()> {
    let stated = domain.memory.as_ref().map(|memory| memory.size().kibibytes()).transpose()?.filter(|size| *size > 0);
    let total = match stated {
        Some(total) => total,
        None if of_cells > 0 => {
            let modules = domain.devices.memories.iter().filter_map(|device| device.target.as_ref()?.size);
            modules.fold(of_cells, |sum, size| sum.saturating_add(size.value))
        }
        None => return Err(invalid("missing memory element")),
    };
    let dump_core = domain.memory.as_ref().and_then(|memory| memory.dump_core);
    domain.memory = Some(Memory { unit: Some(SizeUnit::Kibibytes), dump_core, value: total });
    let current = domain.current_memory.map(MemorySize::kibibytes).transpose()?;
    let current = current.filter(|current| (1..=total).contains(current)).unwrap_or(total);
    domain.current_memory = Some(MemorySize::from_kibibytes(current));
    Ok(())
}

fn limits(stated: &mut Option<MemTune>) -> Result<()> {
    let Some(tune) = stated else { return Ok(()) };
    for limit in [&mut tune.hard_limit, &mut tune.soft_limit, &mut tune.min_guarantee, &mut tune.swap_hard_limit] {
        to_kibibytes(limit.as_mut())?;
        *limit = limit.filter(|limit| limit.value < UNLIMITED);
    }
    if *tune == MemTune::default() {
        *stated = None;
    }
    Ok(())
}

fn pages(backing: Option<&mut MemoryBacking>) -> Result<()> {
    let pages =
        backing.into_iter().flat_map(|backing| &mut backing.hugepages).flat_map(|hugepages| &mut hugepages.pages);
    for page in pages {
        if let Some(value) = page.size {
            page.size = Some((MemorySize { unit: page.unit, value }).kibibytes()?);
            page.unit = Some(SizeUnit::Kibibytes);
        }
    }
    Ok(())
}
