//! What each operation on guests and hosts does when all is well, and what it refuses.
//!
//! The modules ask for operations and for errors that every driver has in common, on the host that every build has.

mod inside;
mod moments;
mod node;
mod node_documents;
mod processors;
mod saved;
mod tuning;

use crate::common::*;
use ferrovirt::*;

/// A guest of a test's own that is shut off.
fn stored(name: &str) -> (Connection, Domain) {
    let connection = connect();
    let guest = define(&connection, name);
    (connection, guest)
}

/// A guest of a test's own that runs.
fn running(name: &str) -> (Connection, Domain) {
    let (connection, guest) = stored(name);
    done(guest.create());
    (connection, guest)
}

/// Removes a guest with everything that belongs to it.
fn remove(guest: &Domain) {
    if done(guest.is_active()) {
        done(guest.destroy());
    }
    use DomainUndefineFlags as F;
    done(guest.undefine_flags(F::MANAGED_SAVE | F::SNAPSHOTS_METADATA | F::CHECKPOINTS_METADATA));
}

/// The guest's document: of what runs, else what is stored.
fn document(guest: &Domain) -> String {
    done(guest.xml_desc(DomainXmlFlags::empty()))
}

/// The stored document of a guest.
fn stored_document(guest: &Domain) -> String {
    done(guest.xml_desc(DomainXmlFlags::INACTIVE))
}

#[track_caller]
fn shows(document: &str, words: &str) {
    assert!(document.contains(words), "'{words}' is missing in {document}");
}

#[track_caller]
fn hides(document: &str, words: &str) {
    assert!(!document.contains(words), "'{words}' is in {document}");
}

const NOW: DomainModificationImpact = DomainModificationImpact::empty();
const LIVE: DomainModificationImpact = DomainModificationImpact::LIVE;
const CONFIG: DomainModificationImpact = DomainModificationImpact::CONFIG;
