//! `<genid>` and `<idmap>`.

use crate::element;
use uuid::Uuid;

/// The generation of the guest's state; without a value the host picks one.
#[element("genid")]
pub struct GenerationId {
    /// The value.
    #[xml(".")]
    pub value: Option<Uuid>,
}

/// How IDs in a guest map to the host's.
#[element("idmap")]
pub struct IdMap {
    /// User IDs.
    #[xml("uid")]
    pub users: Vec<IdRange>,
    /// Group IDs.
    #[xml("gid")]
    pub groups: Vec<IdRange>,
}

/// A run of IDs.
#[element("uid")]
pub struct IdRange {
    /// The first ID in the guest.
    pub start: u32,
    /// The first ID on the host.
    pub target: u32,
    /// How many there are.
    pub count: u32,
}
