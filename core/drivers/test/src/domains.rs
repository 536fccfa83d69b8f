//! All guests of a host: by UUID for readers who must not wait, by name and number for the rest.

use std::collections::HashMap;
use std::sync::{Arc, PoisonError, RwLock, RwLockReadGuard, RwLockWriteGuard};

use ferrovirt_api::{DomainIdentity, Error, ErrorCode, ErrorDomain, ListAllDomainsFlags, Name, Result, Uuid};

use crate::domain::{Domain, State, no_domain};
use crate::table::Table;

/// The guests of a host.
pub struct Domains {
    table: Table<Domain>,
    index: RwLock<Index>,
}

/// Who has which name and number. Whoever adds, removes, starts, stops or renames a guest holds it for writing.
pub struct Index {
    names: HashMap<Name, Arc<Domain>>,
    ids: HashMap<i32, Arc<Domain>>,
    next_id: i32,
}

impl Domains {
    /// No guest.
    pub fn new() -> Domains {
        let index = Index { names: HashMap::new(), ids: HashMap::new(), next_id: 1 };
        Domains { table: Table::new(), index: RwLock::new(index) }
    }

    /// The guest of a handle.
    pub fn find(&self, identity: &DomainIdentity) -> Result<Arc<Domain>> {
        self.by_uuid(&identity.uuid).ok_or_else(|| no_domain(identity))
    }

    /// Looks at the guest of a handle, without taking part in its life.
    pub fn look<T>(&self, identity: &DomainIdentity, look: impl FnOnce(&State) -> Result<T>) -> Result<T> {
        let shard = self.table.shard(&identity.uuid);
        let state = shard.get(&identity.uuid).map(|domain| domain.read());
        match state.filter(|state| !state.is_removed) {
            Some(state) => look(&state),
            None => Err(no_domain(identity)),
        }
    }

    /// The guest with this UUID.
    pub fn by_uuid(&self, uuid: &Uuid) -> Option<Arc<Domain>> {
        self.table.shard(uuid).get(uuid).cloned()
    }

    /// The identity of the guest with this name.
    pub fn identity_by_name(&self, name: &str) -> Result<DomainIdentity> {
        let found = read(&self.index).by_name(name).map(|domain| domain.read().identity.clone());
        found.ok_or_else(|| missing(format!("no domain with matching name '{name}'")))
    }

    /// The identity of the active guest with this number.
    pub fn identity_by_id(&self, id: i32) -> Result<DomainIdentity> {
        let found = read(&self.index).ids.get(&id).map(|domain| domain.read().identity.clone());
        found.ok_or_else(|| missing(format!("no domain with matching id {id}")))
    }

    /// The identity of the guest with this UUID.
    pub fn identity_by_uuid(&self, uuid: &Uuid) -> Result<DomainIdentity> {
        let state = self.table.shard(uuid).get(uuid).map(|domain| domain.read());
        let found = state.filter(|state| !state.is_removed).map(|state| state.identity.clone());
        found.ok_or_else(|| missing(format!("no domain with matching uuid '{uuid}'")))
    }

    /// What `take` makes of each guest, in no order.
    pub fn collect<T>(&self, mut take: impl FnMut(&State) -> Option<T>) -> Vec<T> {
        let mut taken = Vec::new();
        for shard in self.table.shards() {
            let states = shard.values().map(|domain| domain.read());
            taken.extend(states.filter(|state| !state.is_removed).filter_map(|state| take(&state)));
        }
        taken
    }

    /// The right to add, remove, start, stop and rename.
    pub fn index(&self) -> RwLockWriteGuard<'_, Index> {
        self.index.write().unwrap_or_else(PoisonError::into_inner)
    }

    /// Adds a guest under its identity. The index stands for the right to change the table.
    pub fn add(&self, index: &mut Index, domain: Arc<Domain>) {
        let DomainIdentity { name, uuid, id } = domain.read().identity.clone();
        if id >= 0 {
            index.ids.insert(id, domain.clone());
        }
        index.names.insert(name, domain.clone());
        self.table.insert(uuid, domain);
    }

    /// Forgets a guest.
    pub fn remove(&self, index: &mut Index, identity: &DomainIdentity) {
        index.ids.remove(&identity.id);
        index.names.remove(&identity.name);
        self.table.remove(&identity.uuid);
    }
}

impl Index {
    /// The guest with this name.
    pub fn by_name(&self, name: &str) -> Option<&Arc<Domain>> {
        self.names.get(name)
    }

    /// A number that no guest had before, for one that starts.
    pub fn start(&mut self, domain: Arc<Domain>) -> i32 {
        let id = self.take_id();
        self.ids.insert(id, domain);
        id
    }

    /// A number that no guest had before.
    pub fn take_id(&mut self) -> i32 {
        let id = self.next_id;
        self.next_id = self.next_id.checked_add(1).unwrap_or(1);
        id
    }

    /// Forgets the number of a guest that stopped.
    pub fn stop(&mut self, id: i32) {
        self.ids.remove(&id);
    }

    /// Gives a guest another name.
    pub fn rename(&mut self, old: &Name, new: Name) {
        if let Some(domain) = self.names.remove(old) {
            self.names.insert(new, domain);
        }
    }
}

/// Whether a guest is in every group that the flags name.
pub fn matches(state: &State, flags: ListAllDomainsFlags) -> bool {
    use ListAllDomainsFlags as F;
    use ferrovirt_api::DomainState as S;
    if flags.is_empty() {
        return true;
    }
    let (active, persistent) = (state.is_active(), state.is_persistent());
    let (saved, snapshots) = (state.saved.is_some(), !state.snapshots.is_empty());
    let checkpoints = !state.checkpoints.is_empty();
    let other = !matches!(state.state, S::Running | S::Paused | S::Shutoff);
    let groups = [
        [(F::ACTIVE, active), (F::INACTIVE, !active), (F::empty(), false), (F::empty(), false)],
        [(F::PERSISTENT, persistent), (F::TRANSIENT, !persistent), (F::empty(), false), (F::empty(), false)],
        [
            (F::RUNNING, state.state == S::Running),
            (F::PAUSED, state.state == S::Paused),
            (F::SHUTOFF, state.state == S::Shutoff),
            (F::OTHER, other),
        ],
        [(F::MANAGEDSAVE, saved), (F::NO_MANAGEDSAVE, !saved), (F::empty(), false), (F::empty(), false)],
        [
            (F::AUTOSTART, state.autostart),
            (F::NO_AUTOSTART, !state.autostart),
            (F::empty(), false),
            (F::empty(), false),
        ],
        [(F::HAS_SNAPSHOT, snapshots), (F::NO_SNAPSHOT, !snapshots), (F::empty(), false), (F::empty(), false)],
        [(F::HAS_CHECKPOINT, checkpoints), (F::NO_CHECKPOINT, !checkpoints), (F::empty(), false), (F::empty(), false)],
    ];
    groups.iter().all(|group| {
        let is_named = group.iter().any(|(flag, _)| flags.intersects(*flag));
        !is_named || group.iter().any(|(flag, holds)| flags.intersects(*flag) && *holds)
    })
}

fn missing(detail: String) -> Error {
    Error::new(ErrorCode::NoDomain, ErrorDomain::Test, detail)
}

/// The maps are consistent after every statement, so a panic elsewhere does not spoil them.
fn read<T>(lock: &RwLock<T>) -> RwLockReadGuard<'_, T> {
    lock.read().unwrap_or_else(PoisonError::into_inner)
}
