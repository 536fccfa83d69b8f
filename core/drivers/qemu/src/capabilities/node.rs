//! Processors and memory of the host in numbers.

use super::facts::HostFacts;
use super::processors::Nesting;
use ferrovirt_api::NodeInfo;

/// Processors and memory of the host in numbers.
pub fn node_info(facts: &HostFacts) -> NodeInfo {
    let nesting = Nesting::of(facts);
    let online = facts.threads().filter(|thread| thread.place.is_some()).count();
    NodeInfo {
        model: facts.architecture.clone(),
        memory: facts.memory,
        cpus: u32::try_from(online).unwrap_or(u32::MAX),
        mhz: facts.processor.mhz,
        nodes: nesting.nodes,
        sockets: nesting.sockets,
        // The record knows neither dies nor clusters.
        cores: nesting.cores.saturating_mul(nesting.clusters).saturating_mul(nesting.dies),
        threads: nesting.threads,
    }
}
