//! Virtual CPUs and I/O threads.

use super::super::client::Monitor;
use ferrovirt_error::Result;
use serde::Deserialize;
use serde_json::Value;

/// Where a virtual CPU sits in the guest's topology. Which members there are depends on the architecture.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Deserialize)]
#[serde(rename_all = "kebab-case", default)]
pub struct CpuProperties {
    /// The NUMA node.
    pub node_id: Option<i64>,
    /// The drawer (s390x).
    pub drawer_id: Option<i64>,
    /// The book (s390x).
    pub book_id: Option<i64>,
    /// The socket.
    pub socket_id: Option<i64>,
    /// The die.
    pub die_id: Option<i64>,
    /// The cluster.
    pub cluster_id: Option<i64>,
    /// The module (x86).
    pub module_id: Option<i64>,
    /// The core.
    pub core_id: Option<i64>,
    /// The thread.
    pub thread_id: Option<i64>,
}

/// A virtual CPU that exists.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub struct VirtualCpu {
    /// Its number in QEMU.
    pub cpu_index: i64,
    /// Its path in the object tree.
    #[serde(default)]
    pub qom_path: String,
    /// The host's thread that runs it.
    pub thread_id: i32,
    /// Its place in the topology.
    #[serde(default)]
    pub props: CpuProperties,
    /// The architecture, as in `x86_64`.
    #[serde(default)]
    pub target: String,
}

/// A virtual CPU that exists or could be plugged.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub struct HotpluggableCpu {
    /// The device to plug.
    #[serde(rename = "type")]
    pub device_type: String,
    /// How many virtual CPUs come with it.
    pub vcpus_count: u32,
    /// Where it goes: the properties to plug it with.
    pub props: CpuProperties,
    /// Its path in the object tree, if it is plugged.
    #[serde(default)]
    pub qom_path: Option<String>,
}

/// An I/O thread.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub struct IoThread {
    /// Its object name.
    pub id: String,
    /// The host's thread.
    pub thread_id: i32,
    /// How long it polls at most, in nanoseconds.
    #[serde(default)]
    pub poll_max_ns: i64,
    /// The factor by which the polling time grows.
    #[serde(default)]
    pub poll_grow: i64,
    /// The divisor by which the polling time shrinks.
    #[serde(default)]
    pub poll_shrink: i64,
}

impl Monitor {
    /// The virtual CPUs, without interrupting the guest.
    pub async fn query_cpus_fast(&self) -> Result<Vec<VirtualCpu>> {
        self.query("query-cpus-fast", Value::Null).await
    }

    /// The virtual CPUs that are plugged or could be.
    pub async fn query_hotpluggable_cpus(&self) -> Result<Vec<HotpluggableCpu>> {
        self.query("query-hotpluggable-cpus", Value::Null).await
    }

    /// The I/O threads.
    pub async fn query_iothreads(&self) -> Result<Vec<IoThread>> {
        self.query("query-iothreads", Value::Null).await
    }
}
