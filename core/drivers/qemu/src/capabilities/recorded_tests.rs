//! Facts from the files of a recorded host.

use super::facts::{HostFacts, Node};
use super::node_info;
use ferrovirt_host::{Cpus, ScriptedHost};
use std::path::PathBuf;

fn corpus() -> Option<PathBuf> {
    std::env::var_os("FERROVIRT_CORPUS").map(PathBuf::from)
}

#[test]
fn a_recorded_host_has_its_nodes() {
    let Some(corpus) = corpus() else {
        println!("skipped: FERROVIRT_CORPUS is not set");
        return;
    };
    let host = ScriptedHost::new();
    let recorded = corpus.join("fixtures/vircaps2xmldata/linux-basic/system");
    let mut directories = vec![recorded.clone()];
    while let Some(directory) = directories.pop() {
        for entry in std::fs::read_dir(directory).expect("a corpus").flatten() {
            let path = entry.path();
            if path.is_dir() {
                directories.push(path);
            } else if let (Ok(below), Ok(content)) = (path.strip_prefix(&recorded), std::fs::read(&path)) {
                host.file(PathBuf::from("/sys/devices/system").join(below), content);
            }
        }
    }
    host.facts(|facts| facts.cpus = Cpus { online: (0..16).collect(), possible: (0..16).collect() });
    let facts = HostFacts::read(&host).expect("facts");
    let cpus = |node: &Node| node.threads.iter().map(|thread| thread.id).collect::<Vec<_>>();
    let expected: Vec<Vec<u32>> = (0..4).map(|node| (node * 4..node * 4 + 4).collect()).collect();
    assert_eq!(facts.nodes.iter().map(cpus).collect::<Vec<_>>(), expected);
    let info = node_info(&facts);
    assert_eq!(info.nodes * info.sockets * info.cores * info.threads, info.cpus);
}
