//! `<cpu>`: the CPU that the guest sees.

use super::numa::Numa;
use crate::scalar::OnOff;
use crate::{element, words};

words! {
    /// Where the CPU comes from.
    CpuMode or ConfigUnsupported {
        Custom "custom" "The document.",
        HostModel "host-model" "The host's CPU, as a model with features.",
        HostPassthrough "host-passthrough" "The host's CPU as it is.",
        Maximum "maximum" "All that the hypervisor can do.",
    }
}

words! {
    /// How far the CPU must be as the document says.
    CpuMatch {
        Minimum "minimum" "At least so.",
        Exact "exact" "Exactly so.",
        Strict "strict" "Exactly so, or the guest does not start.",
    }
}

words! {
    /// What is checked before the guest runs.
    CpuCheck {
        None "none" "Nothing.",
        Partial "partial" "What can be told before start.",
        Full "full" "That the CPU is what the document says.",
    }
}

/// The CPU that the guest sees.
#[element("cpu")]
pub struct Cpu {
    /// Where it comes from.
    #[xml(since = "0.9.10")]
    pub mode: Option<CpuMode>,
    /// How far it must be as the document says.
    pub r#match: Option<CpuMatch>,
    /// What is checked.
    #[xml(since = "3.2.0")]
    pub check: Option<CpuCheck>,
    /// Whether the guest can be migrated.
    #[xml(since = "6.5.0")]
    pub migratable: Option<OnOff>,
    /// Whether deprecated features stay.
    pub deprecated_features: Option<OnOff>,
    /// The model.
    pub model: Option<CpuModel>,
    /// The maker that the host's CPU must have.
    #[xml("vendor", since = "0.8.3")]
    pub vendor: Option<String>,
    /// Sockets, cores and threads.
    pub topology: Option<CpuTopology>,
    /// The cache.
    #[xml(since = "3.3.0")]
    pub cache: Option<CpuCache>,
    /// How many address bits there are.
    #[xml(since = "8.7.0")]
    pub maxphysaddr: Option<MaxPhysAddr>,
    /// Features on top of the model.
    pub features: Vec<CpuFeature>,
    /// NUMA nodes.
    #[xml(since = "0.9.8")]
    pub numa: Option<Numa>,
}

words! {
    /// What happens if the hypervisor does not know a model.
    CpuFallback or ConfigUnsupported {
        Allow "allow" "The nearest is taken.",
        Forbid "forbid" "The guest does not start.",
    }
}

/// A CPU model.
#[element("model")]
pub struct CpuModel {
    /// What happens if the hypervisor does not know it.
    #[xml(since = "0.9.10")]
    pub fallback: Option<CpuFallback>,
    /// The maker that the guest sees.
    #[xml(since = "0.10.0")]
    pub vendor_id: Option<String>,
    /// Its name.
    #[xml(".")]
    pub name: Option<String>,
}

/// Sockets, cores and threads.
#[element("topology")]
pub struct CpuTopology {
    /// Sockets.
    pub sockets: Option<u32>,
    /// Dies of a socket.
    pub dies: Option<u32>,
    /// Clusters of a die.
    pub clusters: Option<u32>,
    /// Cores of a cluster.
    pub cores: Option<u32>,
    /// Threads of a core.
    pub threads: Option<u32>,
}

words! {
    /// Which cache the guest sees.
    CpuCacheMode {
        Emulate "emulate" "One made up.",
        Passthrough "passthrough" "The host's.",
        Disable "disable" "None.",
    }
}

/// The cache.
#[element("cache")]
pub struct CpuCache {
    /// Its level; all when absent.
    pub level: Option<u32>,
    /// Which the guest sees.
    pub mode: Option<CpuCacheMode>,
}

words! {
    /// How many address bits the guest sees.
    MaxPhysAddrMode {
        Emulate "emulate" "As many as the document says.",
        Passthrough "passthrough" "As many as the host has.",
    }
}

/// How many address bits there are.
#[element("maxphysaddr")]
pub struct MaxPhysAddr {
    /// Who says so.
    pub mode: Option<MaxPhysAddrMode>,
    /// How many.
    pub bits: Option<u32>,
    /// How many of the host's at most.
    pub limit: Option<u32>,
}

words! {
    /// What is to become of a feature.
    FeaturePolicy or ConfigUnsupported {
        Force "force" "The guest sees it, whatever the host has.",
        Require "require" "The guest sees it, and the host must have it.",
        Optional "optional" "The guest sees it if the host has it.",
        Disable "disable" "The guest does not see it.",
        Forbid "forbid" "The host must not have it.",
    }
}

/// A feature.
#[element("feature")]
pub struct CpuFeature {
    /// What is to become of it.
    #[xml(since = "0.8.5")]
    pub policy: Option<FeaturePolicy>,
    /// Its name.
    pub name: Option<String>,
}
