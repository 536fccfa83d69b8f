//! `<topology>`: the NUMA nodes of a host.

use crate::scalar::{CpuSet, MemorySize, SizeUnit};
use crate::{element, group, words};

/// The NUMA nodes of a host, and how fast they reach each other.
#[element("topology")]
pub struct HostTopology {
    /// The nodes.
    pub cells: Option<HostCells>,
    /// How fast they reach each other.
    pub interconnects: Option<Interconnects>,
}

/// All NUMA nodes.
#[element("cells")]
pub struct HostCells {
    /// How many there are.
    pub num: Option<u32>,
    /// Each of them.
    pub cells: Vec<HostCell>,
}

/// A NUMA node.
#[element("cell")]
pub struct HostCell {
    /// Its number.
    pub id: Option<u32>,
    /// Its memory.
    pub memory: Option<MemorySize>,
    /// How many pages of each size its memory is cut into.
    pub pages: Vec<CellPages>,
    /// How far it is to the nodes.
    #[xml("distances/sibling")]
    pub distances: Vec<CellDistance>,
    /// Caches on the memory's side.
    pub caches: Vec<CellCache>,
    /// Its processors.
    pub cpus: Option<CellCpus>,
}

/// How many pages of a size there are.
#[element("pages")]
pub struct CellPages {
    /// The unit of the size.
    pub unit: Option<SizeUnit>,
    /// The size of a page.
    pub size: Option<u64>,
    /// How many there are.
    #[xml(".")]
    pub count: Option<u64>,
}

/// How far it is to a node.
#[element("sibling")]
pub struct CellDistance {
    /// The node.
    pub id: Option<u32>,
    /// The distance; 10 is the node itself.
    pub value: Option<u32>,
}

words! {
    /// Where in a cache something may be.
    CellCacheAssociativity {
        None "none" "Not known.",
        Direct "direct" "In one place.",
        Full "full" "Anywhere.",
    }
}

words! {
    /// When a cache writes to memory.
    CellCachePolicy {
        None "none" "Not known.",
        Writeback "writeback" "Later.",
        Writethrough "writethrough" "At once.",
    }
}

/// A cache on the memory's side.
#[element("cache")]
pub struct CellCache {
    /// Its level.
    pub level: Option<u32>,
    /// Where something may be.
    pub associativity: Option<CellCacheAssociativity>,
    /// When it writes to memory.
    pub policy: Option<CellCachePolicy>,
    /// Its size.
    #[xml("size")]
    pub size: Option<CellCacheSize>,
    /// The size of a line.
    #[xml("line")]
    pub line: Option<CellCacheSize>,
}

/// A size in a cache.
#[element("size")]
pub struct CellCacheSize {
    /// The number.
    pub value: Option<u64>,
    /// The unit, as in `KiB` or `B`.
    pub unit: Option<String>,
}

/// The processors of a NUMA node.
#[element("cpus")]
pub struct CellCpus {
    /// How many there are.
    pub num: Option<u32>,
    /// Each of them.
    pub cpus: Vec<CellCpu>,
}

/// A processor: a hardware thread. One that is off has nothing but its number.
#[element("cpu")]
pub struct CellCpu {
    /// Its number.
    pub id: Option<u32>,
    /// The socket that it is in.
    pub socket_id: Option<u32>,
    /// The die that it is on.
    pub die_id: Option<u32>,
    /// The cluster that it is in.
    pub cluster_id: Option<u32>,
    /// The core that it is in.
    pub core_id: Option<u32>,
    /// The processors of its core.
    pub siblings: Option<CpuSet>,
}

/// How fast NUMA nodes reach each other.
#[element("interconnects")]
pub struct Interconnects {
    /// Each way.
    pub values: Vec<Interconnect>,
}

/// One measure of one way.
#[group(choice)]
pub enum Interconnect {
    /// How long an access takes, in nanoseconds.
    Latency(InterconnectLatency),
    /// How much can be moved in a second.
    Bandwidth(InterconnectBandwidth),
}

words! {
    /// What is measured.
    InterconnectKind {
        Access "access" "Reading and writing.",
        Read "read" "Reading.",
        Write "write" "Writing.",
    }
}

/// How long an access takes.
#[element("latency")]
pub struct InterconnectLatency {
    /// The node that asks.
    pub initiator: Option<u32>,
    /// The node that is asked.
    pub target: Option<u32>,
    /// The level of the cache that answers.
    pub cache: Option<u32>,
    /// What is measured.
    pub r#type: Option<InterconnectKind>,
    /// The time, in nanoseconds.
    pub value: Option<u64>,
}

/// How much can be moved in a second.
#[element("bandwidth")]
pub struct InterconnectBandwidth {
    /// The node that asks.
    pub initiator: Option<u32>,
    /// The node that is asked.
    pub target: Option<u32>,
    /// The level of the cache that answers.
    pub cache: Option<u32>,
    /// What is measured.
    pub r#type: Option<InterconnectKind>,
    /// The amount.
    pub value: Option<u64>,
    /// Its unit.
    pub unit: Option<SizeUnit>,
}
