//! `<numa>`: the guest's nodes, how far they are from each other, and their caches.

use super::{internal, invalid, refuse, unsupported};
use crate::Result;
use crate::domain::Domain;
use crate::domain::numa::{Interconnect, Numa, NumaCell};
use std::collections::HashSet;

/// The distance of a node from itself, and the greatest that firmware tables can state.
const LOCAL: u32 = 10;
const FARTHEST: u32 = 255;

pub(super) fn check(domain: &Domain) -> Result<()> {
    let Some(numa) = domain.cpu.as_ref().and_then(|cpu| cpu.numa.as_ref()) else { return Ok(()) };
    refuse!(numa.cells.is_empty(), invalid, "NUMA topology defined without NUMA cells");
    let ids = ids(numa)?;
    cpus(domain, numa)?;
    for (cell, id) in numa.cells.iter().zip(&ids) {
        super::required(cell.memory.as_ref(), "memory", "cell")?;
        for sibling in &cell.distances {
            let (other, value) = (sibling.id, sibling.value);
            refuse!(
                !ids.contains(&other),
                invalid,
                "'sibling_id {other}' does not refer to a valid cell within NUMA 'cell id {id}'"
            );
            let fits = if other == *id { value == LOCAL } else { (LOCAL + 1..=FARTHEST).contains(&value) };
            refuse!(!fits, invalid, "'value {value}' is invalid for 'sibling id {other}' under NUMA 'cell id {id}'");
        }
        caches(cell)?;
    }
    interconnects(numa, &ids)
}

/// The numbers of the cells. Those without have the lowest that are free.
fn ids(numa: &Numa) -> Result<Vec<u32>> {
    let mut known = HashSet::new();
    for id in numa.cells.iter().filter_map(|cell| cell.id) {
        refuse!(!known.insert(id), invalid, "Duplicate NUMA cell info for cell id '{id}'");
        refuse!(
            usize::try_from(id).is_ok_and(|id| id >= numa.cells.len()),
            invalid,
            "Exactly one 'cell' element per guest NUMA cell allowed, non-contiguous ranges or ranges not starting from 0 are not allowed; found id '{id}'"
        );
    }
    let mut free = (0..).filter(|id| !known.contains(id));
    Ok(numa.cells.iter().map(|cell| cell.id.or_else(|| free.next()).unwrap_or(0)).collect())
}

fn cpus(domain: &Domain, numa: &Numa) -> Result<()> {
    let most = domain.vcpu.as_ref().and_then(|vcpu| vcpu.count).unwrap_or(1);
    let mut known = HashSet::new();
    for cpu in numa.cells.iter().filter_map(|cell| cell.cpus.as_ref()).flat_map(|set| set.iter()) {
        refuse!(!known.insert(cpu), unsupported, "NUMA cells have overlapping vCPU id '{cpu}'");
    }
    refuse!(known.len() > most as usize, internal, "Number of CPUs in <numa> exceeds the <vcpu> count '{most}'");
    let beyond = known.iter().find(|cpu| **cpu >= most);
    refuse!(
        beyond.is_some(),
        internal,
        "CPU ID '{}' in <numa> exceeds the <vcpu> count '{most}'",
        beyond.copied().unwrap_or(0)
    );
    Ok(())
}

fn caches(cell: &NumaCell) -> Result<()> {
    let mut known = HashSet::new();
    for cache in &cell.caches {
        let Some(level) = cache.level else {
            return Err(invalid("Missing required attribute 'level' in element 'cache'".to_owned()));
        };
        refuse!(level == 0, invalid, "Invalid value for attribute 'level' in element 'cache': Zero is not permitted");
        refuse!(level > 3, invalid, "cache level '{level}' is too high, the highest is 3");
        refuse!(!known.insert(level), invalid, "Cache level '{level}' already defined");
        super::required(cache.associativity.as_ref(), "associativity", "cache")?;
        super::required(cache.policy.as_ref(), "policy", "cache")?;
        super::required(cache.size.as_ref().and_then(|size| size.value.as_ref()), "value", "size")?;
        super::required(cache.line.as_ref().and_then(|line| line.value.as_ref()), "value", "line")?;
    }
    Ok(())
}

fn interconnects(numa: &Numa, ids: &[u32]) -> Result<()> {
    let cell = |id: u32| ids.iter().position(|known| *known == id).and_then(|position| numa.cells.get(position));
    let mut known = HashSet::new();
    for link in numa.interconnects.iter().flat_map(|interconnects| &interconnects.links) {
        let (is_latency, name, speed) = match link {
            Interconnect::Latency(speed) => (true, "latency", speed),
            Interconnect::Bandwidth(speed) => (false, "bandwidth", speed),
        };
        super::required(speed.access.as_ref(), "type", name)?;
        let (initiator, target) = (cell(speed.initiator), cell(speed.target));
        refuse!(initiator.is_none(), invalid, "'initiator' '{}' refers to a non-existent NUMA node", speed.initiator);
        refuse!(target.is_none(), invalid, "'target' '{}' refers to a non-existent NUMA node", speed.target);
        let has_cpus = initiator.is_some_and(|cell| cell.cpus.as_ref().is_some_and(|cpus| !cpus.is_empty()));
        refuse!(!has_cpus, invalid, "NUMA nodes without CPUs can't be initiator: '{}'", speed.initiator);
        if let Some(level) = speed.cache.filter(|level| *level > 0) {
            let has_cache = target.is_some_and(|cell| cell.caches.iter().any(|cache| cache.level == Some(level)));
            refuse!(!has_cache, invalid, "'cache' '{level}' refers to a non-existent NUMA node cache");
        }
        let key = (is_latency, speed.initiator, speed.target, speed.cache.unwrap_or(0), speed.access);
        refuse!(!known.insert(key), invalid, "Duplicate info for NUMA {name}");
    }
    Ok(())
}
