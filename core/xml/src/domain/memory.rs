//! Memory: amounts, how the host provides it, and limits; with it the limits of block I/O and `<resource>`.

use crate::scalar::{CpuSet, MemorySize, OnOff, SizeUnit};
use crate::{element, words};

/// `<maxMemory>`: how far memory can grow by hot-plug.
#[element("maxMemory")]
pub struct MaxMemory {
    /// How many modules fit.
    pub slots: Option<u32>,
    /// The unit; KiB when absent.
    pub unit: Option<SizeUnit>,
    /// The number.
    #[xml(".")]
    pub value: u64,
}

/// `<memory>`: memory at start.
#[element("memory")]
pub struct Memory {
    /// The unit; KiB when absent.
    #[xml(since = "0.9.11")]
    pub unit: Option<SizeUnit>,
    /// Whether dumps of the emulator hold the guest's memory.
    #[xml("@dumpCore", since = "0.10.2", drivers = "qemu")]
    pub dump_core: Option<OnOff>,
    /// The number.
    #[xml(".")]
    pub value: u64,
}

impl MaxMemory {
    /// The amount.
    pub fn size(&self) -> MemorySize {
        MemorySize { unit: self.unit, value: self.value }
    }
}

impl Memory {
    /// The amount.
    pub fn size(&self) -> MemorySize {
        MemorySize { unit: self.unit, value: self.value }
    }
}

impl From<MemorySize> for Memory {
    fn from(size: MemorySize) -> Self {
        Memory { unit: size.unit, dump_core: None, value: size.value }
    }
}

/// `<blkiotune>`: weights and limits of block I/O.
#[element("blkiotune")]
pub struct BlkioTune {
    /// The share of the guest.
    #[xml("weight")]
    pub weight: Option<u32>,
    /// Shares and limits of single devices of the host.
    #[xml(since = "0.9.8")]
    pub devices: Vec<BlkioDevice>,
}

/// A device of the host in `<blkiotune>`.
#[element("device")]
pub struct BlkioDevice {
    /// Its node.
    #[xml("path")]
    pub path: Option<String>,
    /// The share of the guest.
    #[xml("weight")]
    pub weight: Option<u32>,
    /// Reads a second.
    #[xml("read_iops_sec", since = "1.2.2")]
    pub read_iops_sec: Option<u32>,
    /// Writes a second.
    #[xml("write_iops_sec", since = "1.2.2")]
    pub write_iops_sec: Option<u32>,
    /// Bytes read a second.
    #[xml("read_bytes_sec", since = "1.2.2")]
    pub read_bytes_sec: Option<u64>,
    /// Bytes written a second.
    #[xml("write_bytes_sec", since = "1.2.2")]
    pub write_bytes_sec: Option<u64>,
}

/// `<memtune>`: limits of the host's memory.
#[element("memtune")]
pub struct MemTune {
    /// What the guest never gets beyond.
    #[xml("hard_limit")]
    pub hard_limit: Option<MemorySize>,
    /// What it is pressed back to when memory is scarce.
    #[xml("soft_limit")]
    pub soft_limit: Option<MemorySize>,
    /// What it always has.
    #[xml("min_guarantee")]
    pub min_guarantee: Option<MemorySize>,
    /// Memory and swap together.
    #[xml("swap_hard_limit")]
    pub swap_hard_limit: Option<MemorySize>,
}

words! {
    /// Where memory comes from.
    MemorySource {
        Anonymous "anonymous" "Anonymous pages.",
        File "file" "A file of the host.",
        Memfd "memfd" "An anonymous file.",
    }
}

words! {
    /// Who sees changes of memory.
    MemoryAccess {
        Shared "shared" "Other processes that map it as well.",
        Private "private" "The guest alone.",
    }
}

words! {
    /// When memory is allocated.
    AllocationMode {
        Immediate "immediate" "At start.",
        Ondemand "ondemand" "When it is used.",
    }
}

/// `<memoryBacking>`: how the host provides the memory.
#[element("memoryBacking")]
pub struct MemoryBacking {
    /// Huge pages.
    pub hugepages: Option<HugePages>,
    /// Pages are not merged with equal ones.
    #[xml(since = "1.0.6")]
    pub nosharepages: bool,
    /// Pages are not swapped out.
    #[xml(since = "1.0.6")]
    pub locked: bool,
    /// Where it comes from.
    #[xml("source/@type", since = "4.10.0")]
    pub source: Option<MemorySource>,
    /// Who sees changes.
    #[xml("access/@mode")]
    pub access: Option<MemoryAccess>,
    /// When it is allocated.
    pub allocation: Option<Allocation>,
    /// Its content is thrown away when the guest ends.
    #[xml(since = "4.4.0")]
    pub discard: bool,
}

/// `<hugepages>`: without pages, the host's default size.
#[element("hugepages")]
pub struct HugePages {
    /// Which sizes are used for which nodes.
    #[xml(since = "1.2.5")]
    pub pages: Vec<HugePage>,
}

/// A size of huge pages.
#[element("page")]
pub struct HugePage {
    /// The size.
    pub size: Option<u64>,
    /// The unit of the size; KiB when absent.
    pub unit: Option<SizeUnit>,
    /// The guest's nodes that have it.
    pub nodeset: Option<CpuSet>,
}

/// `<allocation>`.
#[element("allocation")]
pub struct Allocation {
    /// When memory is allocated.
    pub mode: Option<AllocationMode>,
    /// How many threads do it.
    #[xml(since = "8.2.0")]
    pub threads: Option<u32>,
}

/// `<resource>`: where the guest's resources are accounted.
#[element("resource")]
pub struct Resource {
    /// The control group.
    #[xml("partition", since = "1.0.5", drivers = "qemu, lxc")]
    pub partition: Option<String>,
    /// The ID that fibre channel frames carry.
    #[xml("fibrechannel/@appid", since = "7.7.0")]
    pub fibrechannel_appid: Option<String>,
}
