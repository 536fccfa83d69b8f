//! All that a scripted host consists of.

use std::collections::{BTreeMap, BTreeSet};
use std::net::SocketAddr;
use std::path::PathBuf;
use std::sync::{Arc, Weak};

use tokio::io::DuplexStream;

use super::facts::Facts;
use super::journal::Journal;
use super::process::{Program, Record, Started};
use super::tree::Tree;
use crate::Space;

pub(super) struct State {
    pub journal: Journal,
    pub tree: Tree,
    pub facts: Facts,
    pub space: Space,
    /// Who holds the lock of a file; the value distinguishes holders.
    pub locks: BTreeMap<PathBuf, u64>,
    pub next_lock: u64,
    pub programs: BTreeMap<PathBuf, Program>,
    pub processes: BTreeMap<i32, Arc<Record>>,
    pub next_pid: i32,
    pub started: Vec<Started>,
    /// The kernel's names of the listening sockets behind the paths.
    pub sockets: BTreeMap<PathBuf, Vec<u8>>,
    pub ports: BTreeSet<SocketAddr>,
    pub terminals: BTreeMap<PathBuf, DuplexStream>,
    pub random: u64,
}

/// For values that must not keep the host alive.
pub(super) type WeakState = Weak<std::sync::Mutex<State>>;

impl State {
    pub fn new() -> State {
        const SPACE: u64 = 1 << 40;
        State {
            journal: Journal::default(),
            tree: Tree::new(),
            facts: Facts::default(),
            space: Space { total: SPACE, free: SPACE, available: SPACE },
            locks: BTreeMap::new(),
            next_lock: 1,
            programs: BTreeMap::new(),
            processes: BTreeMap::new(),
            next_pid: 1000,
            started: Vec::new(),
            sockets: BTreeMap::new(),
            ports: BTreeSet::new(),
            terminals: BTreeMap::new(),
            random: 0x9e37_79b9_7f4a_7c15,
        }
    }
}
