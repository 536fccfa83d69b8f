//! `<cpu>` of a host.

use crate::scalar::{SizeUnit, YesNo};
use crate::{element, words};

/// The processor of a host.
#[element("cpu")]
pub struct HostCpu {
    /// Its architecture.
    #[xml("arch")]
    pub architecture: Option<String>,
    /// What its architecture leaves open, as hypervisors of old tell it.
    pub flags: Option<HostCpuFlags>,
    /// The closest model that has a name.
    #[xml("model")]
    pub model: Option<String>,
    /// Its maker.
    #[xml("vendor")]
    pub vendor: Option<String>,
    /// Its microcode.
    pub microcode: Option<HostCpuMicrocode>,
    /// What it calls itself.
    pub signature: Option<HostCpuSignature>,
    /// Its time stamp counter.
    pub counter: Option<HostCpuCounter>,
    /// Sockets, cores and threads.
    pub topology: Option<HostCpuTopology>,
    /// How many address bits it has.
    pub maxphysaddr: Option<HostMaxPhysAddr>,
    /// Its features beyond the model.
    pub features: Vec<HostCpuFeature>,
    /// The sizes of memory pages.
    pub pages: Vec<HostPageSize>,
}

/// What an architecture leaves open.
#[element("features")]
pub struct HostCpuFlags {
    /// There are physical address extensions.
    pub pae: bool,
    /// Guests can do without them.
    pub nonpae: bool,
    /// There are Intel's virtualization extensions.
    pub vmx: bool,
    /// There are AMD's virtualization extensions.
    pub svm: bool,
}

/// The microcode of a processor.
#[element("microcode")]
pub struct HostCpuMicrocode {
    /// Its version.
    pub version: Option<u32>,
}

/// What a processor calls itself.
#[element("signature")]
pub struct HostCpuSignature {
    /// The family.
    pub family: Option<u32>,
    /// The model within the family.
    pub model: Option<u32>,
    /// The revision.
    pub stepping: Option<u32>,
}

/// A counter that ticks at a steady rate.
#[element("counter")]
pub struct HostCpuCounter {
    /// Which one, as in `tsc`.
    pub name: Option<String>,
    /// Ticks in a second.
    pub frequency: Option<u64>,
    /// Whether guests can see another rate.
    pub scaling: Option<YesNo>,
}

/// Sockets, cores and threads of a NUMA node.
#[element("topology")]
pub struct HostCpuTopology {
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
    /// Who decides on the number of address bits.
    PhysAddrMode {
        Emulate "emulate" "The document.",
        Passthrough "passthrough" "The host.",
    }
}

/// How many bits a physical address has.
#[element("maxphysaddr")]
pub struct HostMaxPhysAddr {
    /// Who decides on it.
    pub mode: Option<PhysAddrMode>,
    /// The number.
    pub bits: Option<u32>,
    /// The most that is passed on to a guest.
    pub limit: Option<u32>,
}

/// A feature of a processor.
#[element("feature")]
pub struct HostCpuFeature {
    /// Its name.
    pub name: Option<String>,
}

/// A size of memory pages.
#[element("pages")]
pub struct HostPageSize {
    /// The unit; KiB when absent.
    pub unit: Option<SizeUnit>,
    /// The number.
    pub size: Option<u64>,
}
