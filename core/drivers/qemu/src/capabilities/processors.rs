//! How a host's processors are nested: sockets of a node, dies, clusters, cores, threads.

use super::facts::{HostFacts, Place};
use std::collections::{BTreeMap, BTreeSet};

/// How many of each there are in one of the next larger. Where the parts of a host differ, the largest counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Nesting {
    pub(super) nodes: u32,
    /// Sockets of a node.
    pub(super) sockets: u32,
    /// Dies of a socket.
    pub(super) dies: u32,
    /// Clusters of a die; 1 unless a cluster is more than one core.
    pub(super) clusters: u32,
    /// Cores of a cluster.
    pub(super) cores: u32,
    /// Threads of a core.
    pub(super) threads: u32,
}

impl Nesting {
    /// Counts. A host whose numbers do not multiply up to its processors (parts differ, or are off) is described as a
    /// single socket of that many cores, so that nobody computes with processors that are not there.
    pub(super) fn of(facts: &HostFacts) -> Nesting {
        let online = facts.threads().filter(|thread| thread.place.is_some()).count();
        let total = facts.threads().count();
        let counted = count(facts);
        let product = [counted.nodes, counted.sockets, counted.dies, counted.clusters, counted.cores, counted.threads]
            .into_iter()
            .try_fold(1usize, |product, factor| product.checked_mul(factor as usize));
        match product == Some(total) || product == Some(online) {
            true => counted,
            false => {
                let cores = u32::try_from(online).unwrap_or(u32::MAX).max(1);
                Nesting { nodes: 1, sockets: 1, dies: 1, clusters: 1, cores, threads: 1 }
            }
        }
    }
}

fn count(facts: &HostFacts) -> Nesting {
    let places = || {
        let threads = facts.nodes.iter().flat_map(|node| node.threads.iter().map(move |thread| (node.id, thread)));
        threads.filter_map(|(node, thread)| Some((node, thread.place.as_ref()?, thread.id)))
    };
    let die = |place: &Place| (place.socket, place.die);
    let n_clusters = most(places().map(|(node, place, _)| ((node, die(place)), place.cluster)));
    let n_in_cluster = most(places().map(|(node, place, _)| ((node, die(place), place.cluster), place.core)));
    let (clusters, cores) = match n_in_cluster > 1 {
        true => (n_clusters, n_in_cluster),
        false => (1, most(places().map(|(node, place, _)| ((node, die(place)), (place.cluster, place.core))))),
    };
    let with_processors = places().map(|(node, _, _)| node).collect::<BTreeSet<_>>().len();
    Nesting {
        nodes: u32::try_from(with_processors).unwrap_or(u32::MAX).max(1),
        sockets: most(places().map(|(node, place, _)| (node, place.socket))),
        dies: most(places().map(|(node, place, _)| ((node, place.socket), place.die))),
        clusters,
        cores,
        threads: most(places().map(|(node, place, id)| ((node, die(place), place.cluster, place.core), id))),
    }
}

/// The most different parts that one whole has; at least 1.
fn most<W: Ord, P: Ord>(parts: impl Iterator<Item = (W, P)>) -> u32 {
    let mut wholes: BTreeMap<W, BTreeSet<P>> = BTreeMap::new();
    for (whole, part) in parts {
        wholes.entry(whole).or_default().insert(part);
    }
    let most = wholes.values().map(BTreeSet::len).max().unwrap_or(1);
    u32::try_from(most).unwrap_or(u32::MAX).max(1)
}
