//! `<cache>` and `<memory_bandwidth>` of a host: what its processors share, and what of it can be allotted.

use crate::scalar::{CpuSet, SizeUnit};
use crate::{element, words};

/// The caches of a host.
#[element("cache")]
pub struct HostCache {
    /// Each of them.
    pub banks: Vec<HostCacheBank>,
    /// What can be watched.
    pub monitor: Option<ResourceMonitor>,
}

words! {
    /// What a cache holds.
    CacheKind {
        Both "both" "Code and data.",
        Code "code" "Code.",
        Data "data" "Data.",
    }
}

/// A cache.
#[element("bank")]
pub struct HostCacheBank {
    /// Its number among those of its level.
    pub id: Option<u32>,
    /// Its level.
    pub level: Option<u32>,
    /// What it holds.
    pub r#type: Option<CacheKind>,
    /// Its size.
    pub size: Option<u64>,
    /// The unit of its size.
    pub unit: Option<SizeUnit>,
    /// Which processors share it.
    pub cpus: Option<CpuSet>,
    /// How it can be allotted.
    pub controls: Vec<CacheControl>,
}

/// How a cache can be allotted.
#[element("control")]
pub struct CacheControl {
    /// In which steps.
    pub granularity: Option<u64>,
    /// How much at least, when that is not a step.
    pub min: Option<u64>,
    /// The unit of both.
    pub unit: Option<SizeUnit>,
    /// For what.
    pub r#type: Option<CacheKind>,
    /// To how many groups at most.
    #[xml("@maxAllocs")]
    pub max_allocs: Option<u32>,
}

/// What of a resource can be watched.
#[element("monitor")]
pub struct ResourceMonitor {
    /// The level of the cache.
    pub level: Option<u32>,
    /// Below which use a group may be given to somebody else.
    #[xml("@reuseThreshold")]
    pub reuse_threshold: Option<u64>,
    /// How many groups at most.
    #[xml("@maxMonitors")]
    pub max_monitors: Option<u32>,
    /// What is counted.
    pub features: Vec<ResourceMonitorFeature>,
}

/// Something that a monitor counts.
#[element("feature")]
pub struct ResourceMonitorFeature {
    /// Its name, as in `llc_occupancy`.
    pub name: Option<String>,
}

/// The control of memory bandwidth.
#[element("memory_bandwidth")]
pub struct MemoryBandwidth {
    /// The parts of memory.
    pub nodes: Vec<MemoryBandwidthNode>,
    /// What can be watched.
    pub monitor: Option<ResourceMonitor>,
}

/// A part of memory whose bandwidth is controlled.
#[element("node")]
pub struct MemoryBandwidthNode {
    /// Its number.
    pub id: Option<u32>,
    /// Which processors share it.
    pub cpus: Option<CpuSet>,
    /// How it can be allotted.
    pub controls: Vec<MemoryBandwidthControl>,
}

/// How memory bandwidth can be allotted, in percent.
#[element("control")]
pub struct MemoryBandwidthControl {
    /// In which steps.
    pub granularity: Option<u32>,
    /// How much at least.
    pub min: Option<u32>,
    /// To how many groups at most.
    #[xml("@maxAllocs")]
    pub max_allocs: Option<u32>,
}
