//! Reading what an earlier process has stored.

use std::collections::HashMap;
use std::sync::Arc;

use ferrovirt_api::{DomainShutoffReason, Error, ErrorDomain, Result, Uuid, runtime};
use ferrovirt_xml::domain::Domain;
use ferrovirt_xml::{Document, ParseOptions};

use crate::guest::state::State;
use crate::instance::Instance;
use crate::store::{Store, StoredFile};

/// A definition that was read.
struct Loaded {
    domain: Arc<Domain>,
    autostart: bool,
    modified: (i64, u32),
}

/// Reads the stored definitions into the instance. A file that cannot be read is left alone: one bad file must not hide
/// the other guests.
pub async fn definitions(instance: &Arc<Instance>) -> Result<()> {
    let store = instance.store.clone();
    let loaded = runtime::blocking(move || read(&store)).await??;
    for (uuid, found) in loaded {
        let guest = instance.table().reserve(instance, &found.domain.name, uuid)?;
        guest.update(|view| {
            view.stored = Some(found.domain.clone());
            view.autostart = found.autostart;
            view.state = State::ShutOff(DomainShutoffReason::Unknown);
        });
    }
    Ok(())
}

fn read(store: &Store) -> Result<HashMap<Uuid, Loaded>> {
    let mut found: HashMap<Uuid, Loaded> = HashMap::new();
    for file in store.definitions()?.into_iter().flatten() {
        let Ok((domain, uuid)) = parse(&file) else { continue };
        let (name, autostart) = (domain.name.clone(), store.autostart(&domain.name));
        let loaded = Loaded { domain: Arc::new(domain), autostart, modified: file.modified };
        // A rename that was interrupted leaves two files; the newer one is the outcome of the last step taken.
        match found.get(&uuid) {
            Some(other) if other.modified >= loaded.modified => store.remove_definition(&name)?,
            Some(other) => {
                store.remove_definition(&other.domain.name)?;
                found.insert(uuid, loaded);
            }
            None => {
                found.insert(uuid, loaded);
            }
        }
    }
    Ok(found)
}

fn parse(file: &StoredFile) -> Result<(Domain, Uuid)> {
    let domain = Domain::parse(&file.text, &ParseOptions::inactive())?;
    let broken = |detail: String| Error::internal(ErrorDomain::Qemu, detail);
    if domain.name != file.name {
        return Err(broken(format!("the definition '{}' is that of domain '{}'", file.name, domain.name)));
    }
    let uuid = domain.uuid.ok_or_else(|| broken(format!("the definition '{}' has no UUID", file.name)))?;
    Ok((domain, uuid))
}
