//! `<numatune>` and the guest's own NUMA cells.

use super::memory::MemoryAccess;
use crate::scalar::{CpuSet, SizeUnit, YesNo};
use crate::{element, group, words};

words! {
    /// How strictly memory stays on its nodes.
    NumaMode or ConfigUnsupported {
        Strict "strict" "Nowhere else.",
        Preferred "preferred" "Elsewhere when they are full.",
        Interleave "interleave" "Page by page in turns.",
        Restrictive "restrictive" "By control groups, so that it can change.",
    }
}

/// `<numatune>`: placement of memory on the host's nodes.
#[element("numatune")]
pub struct NumaTune {
    /// Of all memory.
    pub memory: Option<NumaTuneMemory>,
    /// Of single cells of the guest.
    #[xml(since = "1.2.7", drivers = "qemu")]
    pub memnodes: Vec<NumaTuneNode>,
}

/// Placement of all memory.
#[element("memory")]
pub struct NumaTuneMemory {
    /// How strictly.
    pub mode: Option<NumaMode>,
    /// Who places it.
    #[xml(since = "0.9.12")]
    pub placement: Option<super::vcpu::Placement>,
    /// The host's nodes.
    pub nodeset: Option<CpuSet>,
}

/// Placement of a cell's memory.
#[element("memnode")]
pub struct NumaTuneNode {
    /// The cell.
    pub cellid: u32,
    /// How strictly.
    pub mode: Option<NumaMode>,
    /// The host's nodes.
    pub nodeset: Option<CpuSet>,
}

/// `<numa>`: the nodes that the guest sees.
#[element("numa")]
pub struct Numa {
    /// The nodes.
    pub cells: Vec<NumaCell>,
    /// Speeds between them.
    #[xml("interconnects", since = "6.6.0")]
    pub interconnects: Option<Interconnects>,
}

/// A node that the guest sees.
#[element("cell")]
pub struct NumaCell {
    /// Its number.
    #[xml(since = "1.2.9")]
    pub id: Option<u32>,
    /// Its CPUs.
    pub cpus: Option<CpuSet>,
    /// How much memory it has.
    pub memory: Option<u64>,
    /// The unit of memory; KiB when absent.
    #[xml(since = "1.2.11")]
    pub unit: Option<SizeUnit>,
    /// Who sees changes of its memory.
    #[xml("@memAccess", since = "1.2.7")]
    pub mem_access: Option<MemoryAccess>,
    /// Whether its content is thrown away when the guest ends.
    #[xml(since = "4.4.0")]
    pub discard: Option<YesNo>,
    /// How far it is from the others.
    #[xml("distances/sibling", since = "3.10.0")]
    pub distances: Vec<NumaDistance>,
    /// Caches of its memory.
    #[xml(since = "6.6.0")]
    pub caches: Vec<NumaCache>,
}

/// How far a node is.
#[element("sibling")]
pub struct NumaDistance {
    /// The other node.
    pub id: u32,
    /// The distance; 10 is the node itself.
    pub value: u32,
}

words! {
    /// How a cache finds lines.
    CacheAssociativity {
        None "none" "Not at all.",
        Direct "direct" "At one place.",
        Full "full" "Anywhere.",
    }
}

words! {
    /// When a cache writes.
    CachePolicy {
        None "none" "Not at all.",
        Writeback "writeback" "Later.",
        Writethrough "writethrough" "At once.",
    }
}

/// A cache of memory.
#[element("cache")]
pub struct NumaCache {
    /// Its level.
    pub level: Option<u32>,
    /// How it finds lines.
    pub associativity: Option<CacheAssociativity>,
    /// When it writes.
    pub policy: Option<CachePolicy>,
    /// Its size.
    #[xml("size")]
    pub size: Option<SizeAttributes>,
    /// The size of a line.
    #[xml("line")]
    pub line: Option<SizeAttributes>,
}

/// An amount in attributes.
#[element("size")]
pub struct SizeAttributes {
    /// The number.
    pub value: Option<u64>,
    /// The unit.
    pub unit: Option<SizeUnit>,
}

/// Speeds between initiators and targets.
#[element("interconnects")]
pub struct Interconnects {
    /// The speeds.
    pub links: Vec<Interconnect>,
}

/// A speed between an initiator and a target.
#[group(choice)]
pub enum Interconnect {
    /// How long an access takes, in nanoseconds.
    Latency(InterconnectSpeed),
    /// How much passes in a second.
    Bandwidth(InterconnectSpeed),
}

words! {
    /// What a speed is of.
    AccessKind {
        Access "access" "Reading and writing.",
        Read "read" "Reading.",
        Write "write" "Writing.",
    }
}

/// A speed.
#[element("latency")]
pub struct InterconnectSpeed {
    /// The node that accesses.
    pub initiator: u32,
    /// The node that is accessed.
    pub target: u32,
    /// The cache level that is accessed.
    pub cache: Option<u32>,
    /// What it is of.
    #[xml("@type")]
    pub access: Option<AccessKind>,
    /// The number.
    pub value: u64,
    /// The unit of a bandwidth.
    pub unit: Option<SizeUnit>,
}
