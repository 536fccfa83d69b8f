//! NUMA nodes with their memory and processors, from `/sys/devices/system`.

use super::text::{Reader, kibibytes, numbered};
use ferrovirt_host::Host;
use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

const NODES: &str = "/sys/devices/system/node";
const CPUS: &str = "/sys/devices/system/cpu";
const HUGE_PAGES: &str = "/sys/kernel/mm/hugepages";

/// A NUMA node.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Node {
    /// Its number.
    pub id: u32,
    /// Its memory in KiB; none when the kernel does not tell.
    pub memory: Option<u64>,
    /// How many pages of each size (in KiB) its memory is cut into.
    pub pages: Vec<(u64, u64)>,
    /// How far it is to nodes: their number and the distance.
    pub distances: Vec<(u32, u32)>,
    /// Its processors.
    pub threads: Vec<Thread>,
}

/// A processor: a hardware thread.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Thread {
    /// Its number.
    pub id: u32,
    /// Where it is; none for one that is off.
    pub place: Option<Place>,
}

/// Where a processor is.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Place {
    /// Its socket.
    pub socket: u32,
    /// The die on the socket.
    pub die: u32,
    /// The cluster on the die.
    pub cluster: u32,
    /// The core.
    pub core: u32,
    /// The processors of the core.
    pub siblings: Vec<u32>,
}

/// The sizes of memory pages in KiB, ascending; `page` is the usual one, in bytes.
pub(super) fn page_sizes(reader: &Reader<'_>, page: u64) -> Vec<u64> {
    let huge = reader.names(Path::new(HUGE_PAGES)).into_iter().filter_map(|name| huge_page_size(&name));
    let sizes: BTreeSet<u64> = huge.chain([page / 1024]).filter(|size| *size > 0).collect();
    sizes.into_iter().collect()
}

/// `hugepages-2048kB`
fn huge_page_size(name: &str) -> Option<u64> {
    name.strip_prefix("hugepages-")?.strip_suffix("kB")?.parse().ok()
}

/// All nodes; a host that tells of none is one node with everything.
pub(super) fn read(reader: &Reader<'_>, host: &dyn Host, memory: u64, page_sizes: &[u64]) -> Vec<Node> {
    let cpus = host.system().cpus().unwrap_or_default();
    let online: BTreeSet<u32> = cpus.online.iter().copied().collect();
    let present = reader.list(&Path::new(CPUS).join("present")).unwrap_or(cpus.possible);
    let ids = reader.list(&Path::new(NODES).join("online")).filter(|ids| !ids.is_empty());
    let thread = |id: u32| Thread { id, place: online.contains(&id).then(|| place(reader, id)) };
    let Some(ids) = ids else {
        let threads = present.into_iter().map(thread).collect();
        let pages = pages(reader, Path::new(HUGE_PAGES), memory, page_sizes);
        return vec![Node { id: 0, memory: Some(memory), pages, distances: Vec::new(), threads }];
    };
    let node = |id: u32| {
        let directory = Path::new(NODES).join(format!("node{id}"));
        let memory = node_memory(reader, &directory);
        Node {
            id,
            memory,
            pages: memory
                .map(|memory| pages(reader, &directory.join("hugepages"), memory, page_sizes))
                .unwrap_or_default(),
            distances: distances(reader, &directory, &ids),
            threads: node_cpus(reader, &directory).into_iter().map(thread).collect(),
        }
    };
    ids.iter().map(|id| node(*id)).collect()
}

/// The processors of a node, those that are off included where the kernel shows them.
fn node_cpus(reader: &Reader<'_>, directory: &Path) -> Vec<u32> {
    let linked = reader.names(directory).into_iter().filter_map(|name| numbered(&name, "cpu"));
    let listed = reader.list(&directory.join("cpulist")).unwrap_or_default();
    let all: BTreeSet<u32> = linked.chain(listed).collect();
    all.into_iter().collect()
}

fn place(reader: &Reader<'_>, id: u32) -> Place {
    let directory = Path::new(CPUS).join(format!("cpu{id}/topology"));
    // The kernel writes -1 for what a processor does not have.
    let number = |name: &str| reader.number::<i64>(&directory.join(name)).and_then(|number| u32::try_from(number).ok());
    let siblings = reader.list(&directory.join("thread_siblings_list")).filter(|siblings| !siblings.is_empty());
    Place {
        socket: number("physical_package_id").unwrap_or(0),
        die: number("die_id").unwrap_or(0),
        cluster: number("cluster_id").unwrap_or(0),
        core: number("core_id").unwrap_or(0),
        siblings: siblings.unwrap_or_else(|| vec![id]),
    }
}

fn node_memory(reader: &Reader<'_>, directory: &Path) -> Option<u64> {
    let text = reader.text(&directory.join("meminfo"))?;
    let (_, amount) = text.lines().find_map(|line| line.split_once("MemTotal:"))?;
    kibibytes(amount)
}

/// The pages of each size. What is not in huge pages is in usual ones.
fn pages(reader: &Reader<'_>, huge: &Path, memory: u64, sizes: &[u64]) -> Vec<(u64, u64)> {
    let Some((usual, larger)) = sizes.split_first() else { return Vec::new() };
    let file = |size: u64| -> PathBuf { huge.join(format!("hugepages-{size}kB/nr_hugepages")) };
    let counted: Vec<(u64, u64)> =
        larger.iter().map(|size| (*size, reader.number(&file(*size)).unwrap_or_default())).collect();
    let taken = counted.iter().fold(0u64, |sum, (size, count)| sum.saturating_add(size.saturating_mul(*count)));
    let mut pages = vec![(*usual, memory.saturating_sub(taken) / usual)];
    pages.extend(counted);
    pages
}

fn distances(reader: &Reader<'_>, directory: &Path, ids: &[u32]) -> Vec<(u32, u32)> {
    let text = reader.text(&directory.join("distance")).unwrap_or_default();
    let values = text.split_ascii_whitespace().map_while(|word| word.parse().ok());
    ids.iter().copied().zip(values).collect()
}
