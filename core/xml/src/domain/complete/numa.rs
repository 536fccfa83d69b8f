//! The guest's NUMA nodes: numbers, CPUs that no node has, and distances both ways.

use crate::domain::Domain;
use crate::domain::numa::{NumaCell, NumaDistance};
use crate::scalar::CpuSet;
use std::collections::BTreeMap;

/// The distance of a node to itself, as ACPI defines it.
const LOCAL_DISTANCE: u32 = 10;

pub(super) fn complete(domain: &mut Domain) {
    let n_cpus = domain.vcpu.as_ref().and_then(|vcpu| vcpu.count).unwrap_or(1);
    let Some(numa) = domain.cpu.as_mut().and_then(|cpu| cpu.numa.as_mut()) else { return };
    for (cell, number) in numa.cells.iter_mut().zip(0..) {
        cell.id.get_or_insert(number);
    }
    numa.cells.sort_by_key(|cell| cell.id);
    remaining_cpus(&mut numa.cells, n_cpus);
    distances(&mut numa.cells);
}

/// CPUs that no node has are the first node's.
fn remaining_cpus(cells: &mut [NumaCell], n_cpus: u32) {
    let taken = CpuSet::union(cells.iter().flat_map(|cell| &cell.cpus));
    if taken.is_empty() {
        return;
    }
    let remaining: CpuSet = CpuSet::first(n_cpus).iter().filter(|cpu| !taken.contains(*cpu)).collect();
    if let Some(first) = cells.first_mut().filter(|_| !remaining.is_empty()) {
        first.cpus = Some(CpuSet::union(first.cpus.iter().chain([&remaining])));
    }
}

/// A way is as long as the way back, where only one of them is stated.
fn distances(cells: &mut [NumaCell]) {
    let mut known = BTreeMap::new();
    for cell in cells.iter() {
        known.extend(cell.distances.iter().map(|sibling| ((cell.id.unwrap_or(0), sibling.id), sibling.value)));
    }
    let stated: Vec<((u32, u32), u32)> = known.iter().map(|(way, distance)| (*way, *distance)).collect();
    for ((from, to), distance) in stated {
        known.entry((to, from)).or_insert(distance);
        known.entry((from, from)).or_insert(LOCAL_DISTANCE);
        known.entry((to, to)).or_insert(LOCAL_DISTANCE);
    }
    for cell in cells {
        let id = cell.id.unwrap_or(0);
        let of_cell = known.range((id, 0)..=(id, u32::MAX));
        cell.distances = of_cell.map(|((_, to), distance)| NumaDistance { id: *to, value: *distance }).collect();
    }
}
