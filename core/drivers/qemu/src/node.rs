//! The host's processors and memory at this moment, as the kernel tells them in `/proc` and `/sys`.

use std::path::Path;
use std::sync::Arc;

use ferrovirt_api::{Error, ErrorCode, ErrorDomain, NodeCpuMap, NodeStatistic, Result, runtime};
use ferrovirt_host::Host;

use crate::instance::Instance;

/// How much of a file of the kernel's is read.
const LIMIT: usize = 4 << 20;

/// Nanoseconds of a tick, in which the kernel counts for programs whatever it counts in itself.
const TICK: u64 = 10_000_000;

/// Where the kernel shows processors and nodes of memory.
const SYSTEM: &str = "/sys/devices/system";

/// No host has more processors or nodes.
const MOST_PROCESSORS: u32 = 1 << 16;

/// The most numbers that one answer has.
const MOST: usize = 4096;

/// Which processors there are, and which of them run.
pub async fn cpu_map(instance: Arc<Instance>) -> Result<NodeCpuMap> {
    let present = needed(&instance, format!("{SYSTEM}/cpu/present")).await?;
    let online = needed(&instance, format!("{SYSTEM}/cpu/online")).await?;
    cpu_map_of(&present, &online)
}

fn cpu_map_of(present: &str, online: &str) -> Result<NodeCpuMap> {
    let (present, online) = (numbers(present)?, numbers(online)?);
    let total = present.iter().max().map_or(0, |most| most + 1);
    let mut map = vec![0; total.div_ceil(8) as usize];
    for cpu in online.iter().filter(|cpu| **cpu < total) {
        map[(cpu / 8) as usize] |= 1 << (cpu % 8);
    }
    let online = map.iter().map(|byte: &u8| byte.count_ones()).sum();
    Ok(NodeCpuMap { total, online, map })
}

/// The time of a processor, or of all where the number is -1.
pub async fn cpu_statistics(instance: Arc<Instance>, cpu: i32) -> Result<Vec<NodeStatistic>> {
    if cpu < -1 {
        let detail = "cpuNum in virNodeGetCPUStats only accepts -1 as a negative value";
        return Err(Error::invalid_argument(ErrorDomain::Qemu, detail));
    }
    cpu_statistics_of(&needed(&instance, "/proc/stat".to_owned()).await?, cpu)
}

fn cpu_statistics_of(text: &str, cpu: i32) -> Result<Vec<NodeStatistic>> {
    let name = if cpu < 0 { "cpu".to_owned() } else { format!("cpu{cpu}") };
    let line = text.lines().find_map(|line| line.strip_prefix(&name)?.strip_prefix(' '));
    let Some(line) = line else {
        return Err(Error::invalid_argument(
            ErrorDomain::Qemu,
            format!("Invalid cpuNum in virNodeGetCPUStats: '{cpu}'"),
        ));
    };
    let times: Vec<u64> = line.split_whitespace().map_while(|word| word.parse().ok()).collect();
    let sum = |places: &[usize]| {
        let ticks =
            places.iter().filter_map(|place| times.get(*place)).fold(0u64, |sum, time| sum.saturating_add(*time));
        ticks.saturating_mul(TICK)
    };
    // The columns: user, nice, system, idle, waiting for I/O, interrupts of both kinds.
    Ok(vec![
        statistic("kernel", sum(&[2, 5, 6])),
        statistic("user", sum(&[0, 1])),
        statistic("idle", sum(&[3])),
        statistic("iowait", sum(&[4])),
    ])
}

/// The memory of a node, or of all where the number is -1, in KiB.
pub async fn memory_statistics(instance: Arc<Instance>, cell: i32) -> Result<Vec<NodeStatistic>> {
    let (text, names): (String, &[(&str, &str)]) = match cell {
        -1 => (
            needed(&instance, "/proc/meminfo".to_owned()).await?,
            &[("MemTotal", "total"), ("MemFree", "free"), ("Buffers", "buffers"), ("Cached", "cached")],
        ),
        cell => (cell_memory(&instance, cell).await?, &[("MemTotal", "total"), ("MemFree", "free")]),
    };
    Ok(names.iter().filter_map(|(field, name)| Some(statistic(name, amount(&text, field)?))).collect())
}

/// The free memory of the host, in bytes.
pub async fn free_memory(instance: Arc<Instance>) -> Result<u64> {
    let text = needed(&instance, "/proc/meminfo".to_owned()).await?;
    Ok(amount(&text, "MemFree").unwrap_or_default().saturating_mul(1024))
}

/// The free memory of several nodes, in bytes; 0 for numbers that no node has.
pub async fn cells_free_memory(instance: Arc<Instance>, start: i32, cells: i32) -> Result<Vec<u64>> {
    let all = nodes(&instance).await?;
    let most = all.iter().max().map_or(0, |most| i64::from(*most));
    let (start, cells) = (i64::from(start), i64::from(cells));
    if start < 0 || start > most {
        let detail = format!("start cell {start} out of range (0-{most})");
        return Err(Error::internal(ErrorDomain::Qemu, detail));
    }
    let mut free = Vec::new();
    for cell in start..=most.min(start.saturating_add(cells - 1)) {
        let text = match all.iter().any(|node| i64::from(*node) == cell) {
            true => cell_memory(&instance, cell as i32).await?,
            false => String::new(),
        };
        free.push(amount(&text, "MemFree").unwrap_or_default().saturating_mul(1024));
    }
    Ok(free)
}

/// How many pages of each of these sizes (in KiB) are free in several nodes.
pub async fn free_pages(instance: Arc<Instance>, sizes: Vec<u32>, start: i32, cells: u32) -> Result<Vec<u64>> {
    let all = nodes(&instance).await?;
    let most = all.iter().max().map_or(0, |most| i64::from(*most));
    let end = i64::from(start).saturating_add(i64::from(cells)).min(most + 1);
    if start < 0 || i64::from(start) >= end {
        let detail = format!("start cell {start} out of range (0-{most})");
        return Err(Error::internal(ErrorDomain::Qemu, detail));
    }
    let system_page = instance.host.system().page_size() / 1024;
    let mut pages = Vec::new();
    for cell in i64::from(start)..end {
        for size in &sizes {
            if pages.len() >= MOST {
                return Ok(pages);
            }
            pages.push(match u64::from(*size) == system_page {
                true => {
                    amount(&cell_memory(&instance, cell as i32).await?, "MemFree").unwrap_or_default() / system_page
                }
                false => huge_pages(&instance, cell, *size).await?,
            });
        }
    }
    Ok(pages)
}

async fn huge_pages(instance: &Arc<Instance>, cell: i64, size: u32) -> Result<u64> {
    let file = format!("{SYSTEM}/node/node{cell}/hugepages/hugepages-{size}kB/free_hugepages");
    let text = text(instance, file).await?;
    text.and_then(|text| text.trim().parse().ok()).ok_or_else(|| {
        let detail = format!("page size {size} is not available on node {cell}");
        Error::new(ErrorCode::OperationFailed, ErrorDomain::Qemu, detail)
    })
}

/// The nodes of memory; a host without such has one.
async fn nodes(instance: &Arc<Instance>) -> Result<Vec<u32>> {
    match text(instance, format!("{SYSTEM}/node/online")).await? {
        Some(text) => numbers(&text),
        None => Ok(vec![0]),
    }
}

/// What the kernel tells of a node's memory, in the form of `/proc/meminfo`.
async fn cell_memory(instance: &Arc<Instance>, cell: i32) -> Result<String> {
    if let Some(text) = text(instance, format!("{SYSTEM}/node/node{cell}/meminfo")).await? {
        // Each line begins with the node.
        let inner = |line: &str| line.splitn(3, ' ').nth(2).unwrap_or_default().trim_start().to_owned();
        return Ok(text.lines().map(inner).collect::<Vec<_>>().join("\n"));
    }
    match cell {
        0 => needed(instance, "/proc/meminfo".to_owned()).await,
        _ => Err(Error::invalid_argument(ErrorDomain::Qemu, format!("cellNum '{cell}' is no node of this host"))),
    }
}

/// An amount of memory in KiB.
fn amount(text: &str, field: &str) -> Option<u64> {
    let rest = text.lines().find_map(|line| line.strip_prefix(field)?.strip_prefix(':'))?;
    rest.split_whitespace().next()?.parse().ok()
}

fn statistic(field: &str, value: u64) -> NodeStatistic {
    NodeStatistic { field: field.to_owned(), value }
}

/// The numbers of a list of the kernel's, as in `0-3,8`.
fn numbers(text: &str) -> Result<Vec<u32>> {
    let run = |run: &str| {
        let (first, last) = run.split_once('-').unwrap_or((run, run));
        let (first, last): (u32, u32) = (first.parse().ok()?, last.parse().ok()?);
        (last < MOST_PROCESSORS).then(|| first..=last)
    };
    let runs: Option<Vec<_>> = text.trim().split(',').filter(|text| !text.is_empty()).map(run).collect();
    let bad =
        || Error::internal(ErrorDomain::Qemu, format!("the kernel's list '{}' cannot be understood", text.trim()));
    Ok(runs.ok_or_else(bad)?.into_iter().flatten().collect())
}

async fn needed(instance: &Arc<Instance>, path: String) -> Result<String> {
    let missing = format!("cannot read '{path}'");
    text(instance, path).await?.ok_or_else(|| Error::internal(ErrorDomain::Qemu, missing))
}

async fn text(instance: &Arc<Instance>, path: String) -> Result<Option<String>> {
    let host: Arc<dyn Host> = instance.host.clone();
    let read = move || host.files().read(Path::new(&path), LIMIT).ok();
    Ok(runtime::blocking(read).await?.map(|bytes| String::from_utf8_lossy(&bytes).into_owned()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn processors_that_run_are_bits() {
        let map = cpu_map_of("0-9\n", "0,2-3,9\n").expect("lists");
        assert_eq!((map.total, map.online, map.map), (10, 4, vec![0b1101, 0b10]));
        assert!(cpu_map_of("x", "0").is_err());
    }

    #[test]
    fn times_are_sums_of_columns() {
        let text = "cpu  1 2 3 4 5 6 7 0 0 0\ncpu0 10 0 0 0 0 0 0\nintr 1\n";
        let check = |cpu: i32, expected: [u64; 4]| {
            let told = cpu_statistics_of(text, cpu).expect("a processor");
            assert_eq!(told.iter().map(|one| one.value / TICK).collect::<Vec<_>>(), expected);
            assert_eq!(told.iter().map(|one| &*one.field).collect::<Vec<_>>(), ["kernel", "user", "idle", "iowait"]);
        };
        check(-1, [16, 3, 4, 5]);
        check(0, [0, 10, 0, 0]);
        assert!(cpu_statistics_of(text, 1).is_err());
    }

    #[test]
    fn amounts_are_found_by_their_whole_name() {
        let text = "MemTotal:       16 kB\nMemFree:         4 kB\nSwapCached:      1 kB\nCached:  2 kB\n";
        assert_eq!((amount(text, "MemFree"), amount(text, "Cached"), amount(text, "Mem")), (Some(4), Some(2), None));
    }
}
