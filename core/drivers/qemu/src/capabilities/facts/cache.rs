//! Caches that processors share, from `/sys/devices/system/cpu`.

use super::node::Node;
use super::text::{Reader, kibibytes, numbered};
use std::path::Path;

/// Caches of the first level belong to a core and are of no use to who places guests.
const LEVEL_MIN: u32 = 2;

/// What a cache holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum CacheContent {
    /// Code and data.
    Both,
    /// Code.
    Code,
    /// Data.
    Data,
}

/// A cache.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Cache {
    /// Its number among those of its level.
    pub id: u32,
    /// Its level.
    pub level: u32,
    /// What it holds.
    pub content: CacheContent,
    /// Its size in KiB.
    pub size: u64,
    /// The processors that share it.
    pub cpus: Vec<u32>,
}

/// The caches of all processors that run, each once, by level and number.
pub(super) fn read(reader: &Reader<'_>, nodes: &[Node]) -> Vec<Cache> {
    let mut caches: Vec<Cache> = Vec::new();
    let online = nodes.iter().flat_map(|node| &node.threads).filter(|thread| thread.place.is_some());
    for thread in online {
        let directory = format!("/sys/devices/system/cpu/cpu{}/cache", thread.id);
        let names = reader.names(Path::new(&directory));
        for name in names.iter().filter(|name| numbered(name, "index").is_some()) {
            let Some(cache) = cache(reader, &Path::new(&directory).join(name)) else { continue };
            let is_same =
                |known: &Cache| (known.level, known.id, known.content) == (cache.level, cache.id, cache.content);
            if !caches.iter().any(is_same) {
                caches.push(cache);
            }
        }
    }
    caches.sort_by_key(|cache| (cache.level, cache.content, cache.id));
    caches
}

fn cache(reader: &Reader<'_>, directory: &Path) -> Option<Cache> {
    let level = reader.number(&directory.join("level")).filter(|level| *level >= LEVEL_MIN)?;
    let content = match reader.word(&directory.join("type"))?.as_str() {
        "Unified" => CacheContent::Both,
        "Instruction" => CacheContent::Code,
        "Data" => CacheContent::Data,
        _ => return None,
    };
    Some(Cache {
        id: reader.number(&directory.join("id"))?,
        level,
        content,
        size: kibibytes(&reader.word(&directory.join("size"))?)?,
        cpus: reader.list(&directory.join("shared_cpu_list"))?,
    })
}
