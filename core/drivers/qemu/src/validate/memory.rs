//! Memory modules, and where the guest's memory comes from.

use std::collections::HashSet;

use ferrovirt_error::{Error, ErrorCode, ErrorDomain, Result};
use ferrovirt_xml::domain::devices::address::Address;
use ferrovirt_xml::domain::devices::memory_device::{MemoryDevice, MemoryModel};
use ferrovirt_xml::domain::memory::AllocationMode;

use super::{Subject, internal, refuse, unsupported};

pub(super) fn check(subject: &Subject<'_>) -> Result<()> {
    if let Some(backing) = &subject.domain.memory_backing {
        let is_late = backing.allocation.as_ref().is_some_and(|how| how.mode == Some(AllocationMode::Ondemand));
        refuse!(
            backing.hugepages.is_some() && is_late,
            unsupported,
            "hugepages are not allowed with memory allocation ondemand"
        );
    }
    let devices = &subject.domain.devices.memories;
    for device in devices {
        one(subject, device)?;
    }
    places(devices)
}

fn one(subject: &Subject<'_>, device: &MemoryDevice) -> Result<()> {
    let domain = subject.domain;
    let (Some(model), Some(target)) = (device.model, &device.target) else { return Ok(()) };
    // Memory for enclaves is there from the start.
    if model == MemoryModel::SgxEpc {
        return Ok(());
    }
    refuse!(
        domain.max_memory.as_ref().is_none_or(|most| most.value == 0),
        unsupported,
        "cannot use/hotplug a memory device when domain 'maxMemory' is not defined"
    );
    let cells = domain.cpu.iter().flat_map(|cpu| &cpu.numa).map(|numa| numa.cells.len()).sum::<usize>();
    match target.node {
        Some(node) => {
            if cells > 0 && usize::try_from(node).is_ok_and(|node| node >= cells) {
                let detail = format!(
                    "can't add memory backend for guest node '{node}' as the guest has only '{cells}' NUMA nodes configured"
                );
                return Err(Error::new(ErrorCode::XmlDetail, ErrorDomain::Qemu, detail));
            }
        }
        None => refuse!(
            cells > 0 && model != MemoryModel::VirtioPmem,
            unsupported,
            "target NUMA node needs to be specified for memory device of model '{model}'"
        ),
    }
    let is_virtio = matches!(model, MemoryModel::VirtioPmem | MemoryModel::VirtioMem);
    refuse!(
        is_virtio && !matches!(device.info.address, None | Some(Address::Pci(_) | Address::Ccw(_))),
        unsupported,
        "only 'pci' addresses are supported for the {model} device"
    );
    refuse!(
        target.dynamic_memslots.is_some_and(|word| word.is_yes()) && !subject.is_since(8, 2),
        unsupported,
        "virtio-mem does not support dynamicMemslots"
    );
    if let Some(Address::Dimm(place)) = &device.info.address
        && let Some(slot) = place.slot
    {
        let slots = domain.max_memory.as_ref().and_then(|most| most.slots).unwrap_or(0);
        let with_slot = domain.devices.memories.iter();
        let with_slot = with_slot.filter(|device| matches!(device.info.address, Some(Address::Dimm(_)))).count();
        refuse!(
            slot >= slots && u32::try_from(with_slot).is_ok_and(|count| count > slots),
            internal,
            "failed to find an empty memory slot; there are '{slots}'"
        );
        refuse!(slot >= slots, unsupported, "memory device slot '{slot}' exceeds slots count '{slots}'");
    }
    Ok(())
}

/// No two modules have the same slot, or overlap in the guest's memory.
fn places(devices: &[MemoryDevice]) -> Result<()> {
    let mut slots = HashSet::new();
    let mut ranges: Vec<(u64, u64)> = Vec::new();
    for device in devices {
        let Some(target) = &device.target else { continue };
        let mut base = target.address.as_ref().and_then(|address| address.base);
        if let Some(Address::Dimm(place)) = &device.info.address {
            if let Some(slot) = place.slot {
                refuse!(
                    !slots.insert(slot),
                    unsupported,
                    "memory device slot '{slot}' is already being used by another memory device"
                );
            }
            base = base.or(place.base);
        }
        let (Some(start), Some(size)) = (base.filter(|base| *base > 0), target.size) else { continue };
        // The label is not part of what the guest sees as memory, which comes in whole blocks.
        const BLOCK: u64 = 2 << 20;
        let label = target.label_size.map_or(Ok(0), |label| label.bytes())?;
        let mut visible = size.bytes()?.saturating_sub(label);
        if label > 0 {
            visible -= visible % BLOCK;
        }
        let end = start.saturating_add(visible);
        let other = ranges.iter().find(|(other_start, other_end)| start < *other_end && *other_start < end);
        if let Some((other_start, other_end)) = other {
            return Err(unsupported(format!(
                "memory device address [{start:#x}:{end:#x}] overlaps with other memory device [{other_start:#x}:{other_end:#x}]"
            )));
        }
        ranges.push((start, end));
    }
    Ok(())
}
