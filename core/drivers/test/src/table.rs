//! A table by UUID that readers never wait for: each part is replaced as a whole by whoever changes it.

use std::collections::HashMap;
use std::hash::{BuildHasher, Hasher, RandomState};
use std::sync::Arc;

use arc_swap::{ArcSwap, Guard};
use ferrovirt_api::Uuid;

/// How many parts there are: what a change copies is the table's size divided by it.
const SHARDS: usize = 64;

/// A part of a table.
pub type Shard<T> = HashMap<Uuid, Arc<T>, UuidHash>;

/// A table. One thread at a time may change it; whoever owns it sees to that.
pub struct Table<T> {
    shards: Vec<ArcSwap<Shard<T>>>,
}

impl<T> Table<T> {
    /// An empty table.
    pub fn new() -> Table<T> {
        let hash = UuidHash(RandomState::new().hash_one("a key of this table"));
        Table { shards: (0..SHARDS).map(|_| ArcSwap::from_pointee(Shard::with_hasher(hash))).collect() }
    }

    /// The part in which an entry is, if it is there at all.
    pub fn shard(&self, uuid: &Uuid) -> Guard<Arc<Shard<T>>> {
        self.place(uuid).load()
    }

    /// All parts, one after the other.
    pub fn shards(&self) -> impl Iterator<Item = Arc<Shard<T>>> {
        self.shards.iter().map(ArcSwap::load_full)
    }

    /// Adds an entry.
    pub fn insert(&self, uuid: Uuid, value: Arc<T>) {
        self.change(&uuid, |shard| drop(shard.insert(uuid, value)));
    }

    /// Removes an entry.
    pub fn remove(&self, uuid: &Uuid) {
        self.change(uuid, |shard| drop(shard.remove(uuid)));
    }

    fn change(&self, uuid: &Uuid, change: impl FnOnce(&mut Shard<T>)) {
        let place = self.place(uuid);
        let mut shard = Shard::clone(&place.load());
        change(&mut shard);
        place.store(Arc::new(shard));
    }

    fn place(&self, uuid: &Uuid) -> &ArcSwap<Shard<T>> {
        // The last byte is random in every kind of UUID that people generate; the first ones may be a time stamp.
        &self.shards[usize::from(uuid.as_bytes()[15]) % SHARDS]
    }
}

/// Hashes UUIDs: they are short and mostly random, so one multiplication with a secret key is enough.
#[derive(Clone, Copy)]
pub struct UuidHash(u64);

impl BuildHasher for UuidHash {
    type Hasher = UuidHasher;

    fn build_hasher(&self) -> UuidHasher {
        UuidHasher(self.0)
    }
}

/// The state of [`UuidHash`].
pub struct UuidHasher(u64);

impl Hasher for UuidHasher {
    fn write(&mut self, bytes: &[u8]) {
        for chunk in bytes.chunks(8) {
            let mut word = [0; 8];
            word[..chunk.len()].copy_from_slice(chunk);
            let product = u128::from(self.0 ^ u64::from_ne_bytes(word)) * 0x9e37_79b9_7f4a_7c15;
            self.0 = (product as u64) ^ ((product >> 64) as u64);
        }
    }

    /// The length that goes before the bytes is always the same.
    fn write_usize(&mut self, _length: usize) {}

    fn finish(&self) -> u64 {
        self.0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_inserted_is_found_until_it_is_removed() {
        let table = Table::new();
        let uuids: Vec<Uuid> = (0..1000).map(|number| Uuid::from_u128((number << 64) | (number * 7))).collect();
        for uuid in &uuids {
            table.insert(*uuid, Arc::new(*uuid));
        }
        assert!(uuids.iter().all(|uuid| table.shard(uuid).get(uuid).is_some_and(|found| **found == *uuid)));
        assert_eq!(table.shards().map(|shard| shard.len()).sum::<usize>(), uuids.len());
        table.remove(&uuids[7]);
        assert!(table.shard(&uuids[7]).get(&uuids[7]).is_none());
    }

    #[test]
    fn neighbours_do_not_share_a_hash() {
        let hash = UuidHash(0x1234_5678_9abc_def0);
        let hashes: std::collections::HashSet<u64> =
            (0..4096u128).map(|number| hash.hash_one(Uuid::from_u128((number << 100) | number)) >> 48).collect();
        assert!(hashes.len() > 3000, "{} of 4096 upper halves differ", hashes.len());
    }
}
