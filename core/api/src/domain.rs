//! The handle of a domain.

use std::fmt;
use std::hash::{Hash, Hasher};
use std::ops::Deref;
use std::sync::{Arc, OnceLock};

use arc_swap::{ArcSwap, Guard};

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
    known: Arc<Known>,
}

/// What is known of a guest's identity. Lists make many handles, of which few ever learn anything.
struct Known {
    first: DomainIdentity,
    /// What a call learnt later.
    later: OnceLock<ArcSwap<DomainIdentity>>,
}

/// The identity of a guest as it is known at one moment.
pub struct KnownIdentity<'a>(Moment<'a>);

enum Moment<'a> {
    First(&'a DomainIdentity),
    Later(Guard<Arc<DomainIdentity>>),
}

impl Deref for KnownIdentity<'_> {
    type Target = DomainIdentity;

    fn deref(&self) -> &DomainIdentity {
        match &self.0 {
            Moment::First(identity) => identity,
            Moment::Later(identity) => identity,
        }
    }
}

impl Domain {
    /// A handle for what a driver found.
    pub fn new(connection: Connection, identity: DomainIdentity) -> Domain {
        Domain { connection, known: Arc::new(Known { first: identity, later: OnceLock::new() }) }
    }

    /// The connection that it came from.
    pub fn connection(&self) -> &Connection {
        &self.connection
    }

    /// The name.
    pub fn name(&self) -> Name {
        self.identity().name.clone()
    }

    /// The UUID.
    pub fn uuid(&self) -> Uuid {
        // It never changes.
        self.known.first.uuid
    }

    /// The number of the active domain, or `None`.
    pub fn id(&self) -> Option<u32> {
        u32::try_from(self.identity().id).ok()
    }

    /// Name, UUID and number.
    pub fn identity(&self) -> KnownIdentity<'_> {
        KnownIdentity(match self.known.later.get() {
            None => Moment::First(&self.known.first),
            Some(later) => Moment::Later(later.load()),
        })
    }

    /// Knows that the guest has ended, so that it has no number any more.
    pub(crate) fn ended(&self) {
        let identity = self.identity();
        if identity.id >= 0 {
            let ended = DomainIdentity { id: -1, ..DomainIdentity::clone(&identity) };
            drop(identity);
            self.set_identity(ended);
        }
    }

    /// Keeps what a driver says that the identity is now.
    pub(crate) fn set_identity(&self, identity: DomainIdentity) {
        let identity = Arc::new(identity);
        let first = identity.clone();
        self.known.later.get_or_init(|| ArcSwap::new(first)).store(identity);
    }
}

impl PartialEq for Domain {
    fn eq(&self, other: &Domain) -> bool {
        self.uuid() == other.uuid() && self.connection.is_same(&other.connection)
    }
}

impl Eq for Domain {}

impl Hash for Domain {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.uuid().hash(state);
    }
}

impl fmt::Debug for Domain {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_struct("Domain").field("name", &self.identity().name).field("uuid", &self.uuid()).finish()
    }
}
