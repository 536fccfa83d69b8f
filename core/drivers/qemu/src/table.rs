//! The guests of an instance by UUID, name and number.
//!
//! The lock of the table is held for lookups and entries only, never while anything waits.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use ferrovirt_api::{DomainIdentity, Error, ErrorCode, ErrorDomain, Result, Uuid};
use ferrovirt_error::ObjectKind;

use crate::guest::Guest;
use crate::guest::view::View;
use crate::instance::Instance;

#[derive(Default)]
struct Entries {
    by_uuid: HashMap<Uuid, Arc<Guest>>,
    /// A guest that is being renamed has two names.
    by_name: HashMap<String, Uuid>,
}

/// The guests of an instance.
#[derive(Default)]
pub struct Table(Mutex<Entries>);

/// A guest that is kept from being forgotten.
pub struct Pinned(Arc<Guest>);

impl std::ops::Deref for Pinned {
    type Target = Arc<Guest>;

    fn deref(&self) -> &Arc<Guest> {
        &self.0
    }
}

impl Drop for Pinned {
    fn drop(&mut self) {
        self.0.unpin();
    }
}

impl Table {
    fn lock(&self) -> MutexGuard<'_, Entries> {
        // Nothing can panic between the two halves of a change.
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Every guest that is there for callers.
    pub fn guests(&self) -> Vec<Arc<Guest>> {
        self.lock().by_uuid.values().filter(|guest| guest.view().exists()).cloned().collect()
    }

    /// Every guest, also those that are being made or forgotten.
    pub fn all(&self) -> Vec<Arc<Guest>> {
        self.lock().by_uuid.values().cloned().collect()
    }

    /// The guest with this UUID.
    pub fn by_uuid(&self, uuid: Uuid) -> Option<Arc<Guest>> {
        self.lock().by_uuid.get(&uuid).filter(|guest| guest.view().exists()).cloned()
    }

    /// The guest with this name.
    pub fn by_name(&self, name: &str) -> Option<Arc<Guest>> {
        let entries = self.lock();
        let guest = entries.by_uuid.get(entries.by_name.get(name)?)?;
        let view = guest.view();
        (view.exists() && view.name.as_str() == name).then(|| guest.clone())
    }

    /// The active guest with this number.
    pub fn by_id(&self, id: i32) -> Option<Arc<Guest>> {
        self.lock().by_uuid.values().find(|guest| guest.view().id == id).filter(|_| id >= 0).cloned()
    }

    /// The guest that a handle is about.
    pub fn get(&self, domain: &DomainIdentity) -> Result<Arc<Guest>> {
        self.by_uuid(domain.uuid).ok_or_else(|| {
            let detail = format!("no domain with matching uuid '{}' ({})", domain.uuid, domain.name);
            Error::new(ErrorCode::NoDomain, ErrorDomain::Qemu, detail).with_object(
                ObjectKind::Domain,
                domain.name.as_str(),
                Some(domain.uuid.to_string()),
            )
        })
    }

    /// The guest with this name and UUID, which is made if there is none: the name is taken from now on.
    pub fn reserve(&self, instance: &Arc<Instance>, name: &str, uuid: Uuid) -> Result<Pinned> {
        let mut entries = self.lock();
        if let Some(guest) = entries.by_uuid.get(&uuid) {
            let view = guest.view();
            if view.name.as_str() != name {
                let detail = format!("domain '{}' is already defined with uuid {uuid}", view.name);
                return Err(taken(detail, &view));
            }
            guest.pin();
            return Ok(Pinned(guest.clone()));
        }
        entries.check_name(name)?;
        let view = View::reserved(name, uuid);
        let guest = Guest::spawn(view, Arc::downgrade(instance), instance.events.clone())?;
        guest.pin();
        entries.by_uuid.insert(uuid, guest.clone());
        entries.by_name.insert(name.to_owned(), uuid);
        Ok(Pinned(guest))
    }

    /// Gives back what [`Self::reserve`] took: if nothing came of it, name and UUID are free when this returns.
    pub fn release(&self, pinned: Pinned) {
        let guest = pinned.0.clone();
        drop(pinned);
        self.forget(&guest);
    }

    /// Takes a further name for a guest.
    pub fn add_name(&self, guest: &Guest, name: &str) -> Result<()> {
        let mut entries = self.lock();
        entries.check_name(name)?;
        entries.by_name.insert(name.to_owned(), guest.uuid());
        Ok(())
    }

    /// Gives a name of a guest back.
    pub fn remove_name(&self, guest: &Guest, name: &str) {
        let mut entries = self.lock();
        if entries.by_name.get(name) == Some(&guest.uuid()) {
            entries.by_name.remove(name);
        }
    }

    /// Removes a guest that is neither defined nor active; `false` when somebody wants it meanwhile.
    pub(crate) fn forget(&self, guest: &Arc<Guest>) -> bool {
        let mut entries = self.lock();
        // Callers pin under this lock, so nobody can come between the question and the removal.
        if guest.view().exists() || !guest.is_unpinned() {
            return false;
        }
        let uuid = guest.uuid();
        if entries.by_uuid.get(&uuid).is_some_and(|current| Arc::ptr_eq(current, guest)) {
            entries.by_uuid.remove(&uuid);
            entries.by_name.retain(|_, owner| *owner != uuid);
        }
        true
    }
}

impl Entries {
    fn check_name(&self, name: &str) -> Result<()> {
        let Some(guest) = self.by_name.get(name).and_then(|uuid| self.by_uuid.get(uuid)) else { return Ok(()) };
        let view = guest.view();
        Err(taken(format!("domain '{name}' already exists with uuid {}", view.uuid), &view))
    }
}

fn taken(detail: String, view: &View) -> Error {
    Error::new(ErrorCode::OperationFailed, ErrorDomain::Qemu, detail)
        .with_object(ObjectKind::Domain, view.name.as_str(), Some(view.uuid.to_string()))
        .with_hint("choose another name and UUID, or undefine that domain first")
}
