//! Virtual CPUs and I/O threads.

use crate::scalar::{CpuSet, YesNo};
use crate::{element, words};

words! {
    /// Who places the CPUs.
    Placement {
        Static "static" "The document.",
        Auto "auto" "The host's NUMA daemon.",
    }
}

/// `<vcpu>`: how many virtual CPUs there are.
#[element("vcpu")]
pub struct Vcpu {
    /// Who places them.
    #[xml(since = "0.9.11", drivers = "qemu")]
    pub placement: Option<Placement>,
    /// The host's CPUs that they may use.
    #[xml(since = "0.4.4")]
    pub cpuset: Option<CpuSet>,
    /// How many are there at start; all when absent.
    #[xml(since = "0.8.5")]
    pub current: Option<u32>,
    /// How many there can be.
    #[xml(".")]
    pub count: Option<u32>,
}

/// A virtual CPU.
#[element("vcpu")]
pub struct VcpuState {
    /// Its number.
    pub id: u32,
    /// Whether it is there at start.
    pub enabled: Option<YesNo>,
    /// Whether it can be removed.
    pub hotpluggable: Option<YesNo>,
    /// When it is added, among the others.
    pub order: Option<u32>,
}

/// An I/O thread.
#[element("iothread")]
pub struct IoThread {
    /// Its number.
    pub id: u32,
    /// Least threads of its pool.
    #[xml(since = "8.5.0")]
    pub thread_pool_min: Option<u32>,
    /// Most threads of its pool.
    #[xml(since = "8.5.0")]
    pub thread_pool_max: Option<u32>,
    /// How it polls.
    pub poll: Option<IoThreadPoll>,
}

/// How an I/O thread polls before it sleeps.
#[element("poll")]
pub struct IoThreadPoll {
    /// The longest time in nanoseconds.
    pub max: Option<u64>,
    /// The factor by which the time grows.
    pub grow: Option<u64>,
    /// The divisor by which it shrinks.
    pub shrink: Option<u64>,
}

/// `<defaultiothread>`: the emulator's own event loop.
#[element("defaultiothread")]
pub struct DefaultIoThread {
    /// Least threads of its pool.
    pub thread_pool_min: Option<u32>,
    /// Most threads of its pool.
    pub thread_pool_max: Option<u32>,
}
