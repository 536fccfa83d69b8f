//! The handle of a domain.

use std::fmt;
use std::hash::{Hash, Hasher};
use std::sync::Arc;

use arc_swap::ArcSwap;

use crate::connection::Connection;
use crate::generated::types::DomainIdentity;
use crate::identity::{Name, Uuid};

/// A guest: running, or just defined.
///
/// The handle is a plain value: clones are cheap and there is nothing to free. It stays valid while the guest comes and
/// goes; its name and number are those that the last call through it learnt. Two handles are equal when they have the
/// same connection and UUID.
#[derive(Clone)]
pub struct Domain {
    connection: Connection,
    uuid: Uuid,
    identity: Arc<ArcSwap<DomainIdentity>>,
}

impl Domain {
    /// A handle for what a driver found.
    pub fn new(connection: Connection, identity: DomainIdentity) -> Domain {
        Domain { connection, uuid: identity.uuid, identity: Arc::new(ArcSwap::from_pointee(identity)) }
    }

    /// The connection that it came from.
    pub fn connection(&self) -> &Connection {
        &self.connection
    }

    /// The name.
    pub fn name(&self) -> Name {
        self.identity.load().name.clone()
    }

    /// The UUID.
    pub fn uuid(&self) -> Uuid {
        self.uuid
    }

    /// The number of the active domain, or `None`.
    pub fn id(&self) -> Option<u32> {
        u32::try_from(self.identity.load().id).ok()
    }

    /// Name, UUID and number.
    pub fn identity(&self) -> Arc<DomainIdentity> {
        self.identity.load_full()
    }

    /// Knows that the guest has ended, so that it has no number any more.
    pub(crate) fn ended(&self) {
        let identity = self.identity.load();
        if identity.id >= 0 {
            self.identity.store(Arc::new(DomainIdentity { id: -1, ..DomainIdentity::clone(&identity) }));
        }
    }

    /// Keeps what a driver says that the identity is now.
    pub(crate) fn set_identity(&self, identity: DomainIdentity) {
        self.identity.store(Arc::new(identity));
    }
}

impl PartialEq for Domain {
    fn eq(&self, other: &Domain) -> bool {
        self.uuid == other.uuid && self.connection.is_same(&other.connection)
    }
}

impl Eq for Domain {}

impl Hash for Domain {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.uuid.hash(state);
    }
}

impl fmt::Debug for Domain {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let identity = self.identity.load();
        formatter.debug_struct("Domain").field("name", &identity.name).field("uuid", &self.uuid).finish()
    }
}
