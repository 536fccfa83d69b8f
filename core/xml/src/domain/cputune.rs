//! `<cputune>`: scheduling and placement of CPUs.

use crate::scalar::{CpuSet, SizeUnit};
use crate::{element, words};

/// Scheduling and placement of CPUs.
#[element("cputune")]
pub struct CpuTune {
    /// The share of the guest.
    #[xml("shares", since = "0.9.0")]
    pub shares: Option<u64>,
    /// The period of each virtual CPU in microseconds.
    #[xml("period", since = "0.9.4", drivers = "qemu, lxc")]
    pub period: Option<u64>,
    /// Its run time in a period.
    #[xml("quota", since = "0.9.4", drivers = "qemu, lxc")]
    pub quota: Option<i64>,
    /// The period of the whole guest.
    #[xml("global_period", since = "1.3.3", drivers = "qemu")]
    pub global_period: Option<u64>,
    /// Its run time in a period.
    #[xml("global_quota", since = "1.3.3", drivers = "qemu")]
    pub global_quota: Option<i64>,
    /// The period of the emulator.
    #[xml("emulator_period", since = "0.10.0", drivers = "qemu")]
    pub emulator_period: Option<u64>,
    /// Its run time in a period.
    #[xml("emulator_quota", since = "0.10.0", drivers = "qemu")]
    pub emulator_quota: Option<i64>,
    /// The period of each I/O thread.
    #[xml("iothread_period", since = "2.1.0", drivers = "qemu")]
    pub iothread_period: Option<u64>,
    /// Its run time in a period.
    #[xml("iothread_quota", since = "2.1.0", drivers = "qemu")]
    pub iothread_quota: Option<i64>,
    /// Where virtual CPUs run.
    #[xml(since = "0.9.0", drivers = "qemu, xen")]
    pub vcpupin: Vec<VcpuPin>,
    /// Where the emulator runs.
    #[xml("emulatorpin/@cpuset")]
    pub emulatorpin: Option<CpuSet>,
    /// Where I/O threads run.
    #[xml(since = "1.2.9")]
    pub iothreadpin: Vec<IoThreadPin>,
    /// How virtual CPUs are scheduled.
    #[xml(since = "1.2.13")]
    pub vcpusched: Vec<VcpuScheduler>,
    /// How I/O threads are scheduled.
    #[xml(since = "1.2.13")]
    pub iothreadsched: Vec<IoThreadScheduler>,
    /// How the emulator is scheduled.
    #[xml(since = "5.3.0")]
    pub emulatorsched: Option<EmulatorScheduler>,
    /// Parts of the cache.
    #[xml(since = "4.1.0")]
    pub cachetune: Vec<CacheTune>,
    /// Parts of the memory's bandwidth.
    pub memorytune: Vec<MemoryTune>,
}

/// Where a virtual CPU runs.
#[element("vcpupin")]
pub struct VcpuPin {
    /// The virtual CPU.
    pub vcpu: u32,
    /// The host's CPUs.
    pub cpuset: CpuSet,
}

/// Where an I/O thread runs.
#[element("iothreadpin")]
pub struct IoThreadPin {
    /// The I/O thread.
    pub iothread: u32,
    /// The host's CPUs.
    pub cpuset: CpuSet,
}

words! {
    /// A scheduler of the host's kernel.
    Scheduler {
        Batch "batch" "Batch work.",
        Idle "idle" "When nothing else runs.",
        Fifo "fifo" "Real time, until it yields.",
        Rr "rr" "Real time, in turns.",
    }
}

/// How virtual CPUs are scheduled.
#[element("vcpusched")]
pub struct VcpuScheduler {
    /// The virtual CPUs.
    pub vcpus: Option<CpuSet>,
    /// The scheduler.
    pub scheduler: Option<Scheduler>,
    /// The priority under a real-time scheduler.
    pub priority: Option<i32>,
}

/// How I/O threads are scheduled.
#[element("iothreadsched")]
pub struct IoThreadScheduler {
    /// The I/O threads.
    pub iothreads: Option<CpuSet>,
    /// The scheduler.
    pub scheduler: Option<Scheduler>,
    /// The priority under a real-time scheduler.
    pub priority: Option<i32>,
}

/// How the emulator is scheduled.
#[element("emulatorsched")]
pub struct EmulatorScheduler {
    /// The scheduler.
    pub scheduler: Option<Scheduler>,
    /// The priority under a real-time scheduler.
    pub priority: Option<i32>,
}

/// Parts of the cache for some virtual CPUs.
#[element("cachetune")]
pub struct CacheTune {
    /// The virtual CPUs.
    pub vcpus: Option<CpuSet>,
    /// The name of the group on the host.
    #[xml(live)]
    pub id: Option<String>,
    /// The parts.
    pub caches: Vec<CachePart>,
    /// What is measured.
    pub monitors: Vec<CacheMonitor>,
}

words! {
    /// What a cache holds.
    CacheContent {
        Both "both" "Code and data.",
        Code "code" "Code.",
        Data "data" "Data.",
    }
}

/// A part of a cache.
#[element("cache")]
pub struct CachePart {
    /// The cache's number on the host.
    pub id: Option<u32>,
    /// Its level.
    pub level: Option<u32>,
    /// What it holds.
    #[xml("@type")]
    pub content: Option<CacheContent>,
    /// How much of it.
    pub size: Option<u64>,
    /// The unit of the size.
    pub unit: Option<SizeUnit>,
}

/// Measuring use of a cache.
#[element("monitor")]
pub struct CacheMonitor {
    /// The cache's level.
    pub level: Option<u32>,
    /// The virtual CPUs.
    pub vcpus: Option<CpuSet>,
}

/// Parts of the memory's bandwidth for some virtual CPUs.
#[element("memorytune")]
pub struct MemoryTune {
    /// The virtual CPUs.
    pub vcpus: Option<CpuSet>,
    /// The name of the group on the host.
    #[xml(live)]
    pub id: Option<String>,
    /// The parts.
    pub nodes: Vec<MemoryBandwidth>,
    /// What is measured.
    pub monitors: Vec<MemoryMonitor>,
}

/// A part of a node's bandwidth.
#[element("node")]
pub struct MemoryBandwidth {
    /// The node's number on the host.
    pub id: Option<u32>,
    /// The part in percent.
    pub bandwidth: Option<u32>,
}

/// Measuring use of bandwidth.
#[element("monitor")]
pub struct MemoryMonitor {
    /// The virtual CPUs.
    pub vcpus: Option<CpuSet>,
}
