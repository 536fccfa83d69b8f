//! How much memory and how many virtual CPUs there are.

use crate::Result;
use crate::domain::Domain;
use crate::domain::memory::Memory;
use crate::domain::vcpu::{Placement, Vcpu};
use crate::scalar::{MemorySize, SizeUnit};
use ferrovirt_error::{Error, ErrorCode, ErrorDomain};

/// Memory in KiB, as stated or as the sum of the guest's nodes.
pub fn memory(domain: &mut Domain) -> Result<()> {
    let cells = domain.cpu.iter().flat_map(|cpu| &cpu.numa).flat_map(|numa| &numa.cells);
    let mut of_cells = 0_u64;
    for cell in cells {
        let size = MemorySize { unit: cell.unit, value: cell.memory.unwrap_or(0) };
        of_cells = of_cells.saturating_add(size.kibibytes()?);
    }
    let stated = domain.memory.as_ref().map(|memory| memory.size().kibibytes()).transpose()?.filter(|size| *size > 0);
    let total = match stated {
        Some(total) => total,
        None if of_cells > 0 => {
            let mut plugged = 0_u64;
            for device in domain.devices.memories.iter() {
                if let Some(size) = device.target.as_ref().and_then(|target| target.size) {
                    plugged = plugged.saturating_add(size.kibibytes()?);
                }
            }
            of_cells.saturating_add(plugged)
        }
        None => return Err(invalid("missing memory element")),
    };
    let dump_core = domain.memory.as_ref().and_then(|memory| memory.dump_core);
    domain.memory = Some(Memory { unit: Some(SizeUnit::Kibibytes), dump_core, value: total });

    let current = domain.current_memory.map(MemorySize::kibibytes).transpose()?;
    let current = current.filter(|current| (1..=total).contains(current)).unwrap_or(total);
    domain.current_memory = Some(MemorySize::from_kibibytes(current));
    if let Some(maximum) = &mut domain.max_memory {
        maximum.value = maximum.size().kibibytes()?;
        maximum.unit = Some(SizeUnit::Kibibytes);
    }
    Ok(())
}

/// The number of virtual CPUs, and of I/O threads that are stated one by one.
pub fn vcpus(domain: &mut Domain) -> Result<()> {
    let vcpu = domain.vcpu.get_or_insert_with(Vcpu::default);
    let maximum = *vcpu.count.get_or_insert(1);
    if maximum == 0 {
        return Err(invalid("invalid maximum number of vCPUs '0'"));
    }
    if let Some(current) = vcpu.current
        && current > maximum
    {
        return Err(invalid(format!("maxvcpus must not be less than current vcpus ({maximum} < {current})")));
    }
    vcpu.current = vcpu.current.filter(|current| *current != maximum);
    vcpu.placement.get_or_insert(Placement::Static);
    let stated = u32::try_from(domain.iothread_ids.len()).unwrap_or(u32::MAX);
    if stated > 0 {
        domain.iothreads = Some(domain.iothreads.unwrap_or(0).max(stated));
    }
    Ok(())
}

fn invalid(detail: impl Into<String>) -> Error {
    Error::new(ErrorCode::XmlError, ErrorDomain::Domain, detail)
}
