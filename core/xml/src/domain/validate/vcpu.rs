//! Virtual CPUs and I/O threads: how many, and which of them.

use super::{invalid, refuse, unsupported};
use crate::Result;
use crate::domain::Domain;
use std::collections::HashSet;

pub(super) fn check(domain: &Domain) -> Result<()> {
    if let Some(vcpu) = &domain.vcpu {
        let most = vcpu.count.unwrap_or(1);
        refuse!(most == 0, invalid, "invalid maximum number of vCPUs '0'");
        let current = vcpu.current.unwrap_or(most);
        refuse!(current == 0, unsupported, "vcpu 0 can't be offline");
        refuse!(
            current > most,
            unsupported,
            "maximum vCPU count '{most}' must not be less than current vCPU count '{current}'"
        );
        refuse!(
            vcpu.cpuset.as_ref().is_some_and(|set| set.is_empty()),
            unsupported,
            "Invalid value of 'cpuset': no CPU"
        );
        states(domain, most)?;
    }
    iothreads(domain)
}

fn states(domain: &Domain, most: u32) -> Result<()> {
    let with_order = domain.vcpus.iter().filter(|vcpu| vcpu.order.is_some()).count();
    let enabled = domain.vcpus.iter().filter(|vcpu| vcpu.enabled.is_some_and(|word| word.is_yes())).count();
    for vcpu in &domain.vcpus {
        let id = vcpu.id;
        refuse!(id >= most, invalid, "vcpu id '{id}' is out of range of maximum vcpu count '{most}'");
        let is_off = vcpu.enabled.is_some_and(|word| !word.is_yes());
        refuse!(is_off && id == 0, unsupported, "vcpu '0' can't be offline");
        refuse!(
            is_off && vcpu.hotpluggable.is_some_and(|word| !word.is_yes()),
            unsupported,
            "vcpu '{id}' is both offline and not hotpluggable"
        );
        refuse!(vcpu.order == Some(0), invalid, "Invalid value for attribute 'order' in element 'vcpu': '0'");
    }
    refuse!(with_order > 0 && with_order < enabled, unsupported, "all vcpus must have either set or unset order");
    Ok(())
}

fn iothreads(domain: &Domain) -> Result<()> {
    let mut known = HashSet::new();
    for thread in &domain.iothread_ids {
        let id = thread.id;
        refuse!(id == 0, invalid, "Invalid value for attribute 'id' in element 'iothread': Zero is not permitted");
        refuse!(!known.insert(id), invalid, "duplicate iothread id '{id}' found");
        pool(thread.thread_pool_min, thread.thread_pool_max)?;
    }
    match &domain.default_iothread {
        Some(thread) => pool(thread.thread_pool_min, thread.thread_pool_max),
        None => Ok(()),
    }
}

fn pool(least: Option<u32>, most: Option<u32>) -> Result<()> {
    refuse!(most == Some(0), unsupported, "thread_pool_max must be a positive integer");
    if let (Some(least), Some(most)) = (least, most) {
        refuse!(
            least > most,
            unsupported,
            "thread_pool_min '{least}' must be smaller or equal to thread_pool_max '{most}'"
        );
    }
    Ok(())
}

/// Whether there is an I/O thread of this number: one that is stated, or one of those that get the free numbers.
pub(super) fn has_iothread(domain: &Domain, id: u32) -> bool {
    let stated = &domain.iothread_ids;
    if stated.iter().any(|thread| thread.id == id) {
        return true;
    }
    let unnamed = domain.iothreads.unwrap_or(0).saturating_sub(u32::try_from(stated.len()).unwrap_or(u32::MAX));
    // The free number `id` comes after all smaller ones that nobody has.
    let smaller = stated.iter().filter(|thread| thread.id < id).count();
    id > 0 && u64::from(id) <= u64::from(unnamed) + smaller as u64
}
