//! Virtual CPUs: how many, and who places them and the memory on the host.

use super::invalid;
use crate::Result;
use crate::domain::Domain;
use crate::domain::numa::{NumaMode, NumaTuneMemory};
use crate::domain::vcpu::Placement;

pub(super) fn complete(domain: &mut Domain) -> Result<()> {
    let vcpu = domain.vcpu.get_or_insert_default();
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

    let memory = domain.numatune.as_mut().and_then(|tune| tune.memory.as_mut());
    let stated = memory.as_ref().and_then(|memory| memory.placement);
    let is_pinned = domain
        .cputune
        .as_ref()
        .is_some_and(|tune| !tune.vcpupin.is_empty() || tune.emulatorpin.is_some() || !tune.iothreadpin.is_empty());
    // Who places the memory places the CPUs, unless the document does.
    if stated == Some(Placement::Auto) && vcpu.cpuset.is_none() && !is_pinned {
        vcpu.placement = Some(Placement::Auto);
    }
    let placement = *vcpu.placement.get_or_insert(Placement::Static);
    if placement == Placement::Auto {
        vcpu.cpuset = None;
    }
    match memory {
        Some(memory) => match (memory.placement, &memory.nodeset) {
            (Some(Placement::Auto), _) => memory.nodeset = None,
            (None, None) if placement == Placement::Auto => memory.placement = Some(Placement::Auto),
            _ => {}
        },
        // Memory goes where the CPUs are.
        None if placement == Placement::Auto => {
            domain.numatune.get_or_insert_default().memory =
                Some(NumaTuneMemory { mode: Some(NumaMode::Strict), placement: Some(Placement::Auto), nodeset: None });
        }
        None => {}
    }
    let stated = u32::try_from(domain.iothread_ids.len()).unwrap_or(u32::MAX);
    if stated > 0 {
        domain.iothreads = Some(domain.iothreads.unwrap_or(0).max(stated));
    }
    Ok(())
}
