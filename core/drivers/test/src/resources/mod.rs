//! What a host has besides guests: networks, interfaces, storage, devices, secrets and filters.
//!
//! A kind of object is a document, what belongs to it beyond, and the operations in its module; names, UUIDs, what is
//! active and what is stored are the same for all kinds (see `objects`).

mod defaults;
mod interface;
mod network;
mod node_device;
mod nwfilter;
mod object;
mod objects;
mod secret;
mod storage;
mod support;

use std::sync::{Mutex, MutexGuard, PoisonError};

use ferrovirt_api::{Error, ErrorCode, ErrorDomain, Result, Uuid};
use ferrovirt_host::Host;
use ferrovirt_xml::{Document, ParseOptions, RawElement};

use crate::complete::random_uuid;
use crate::node::NodeDocument;
use objects::Objects;

pub use support::SUPPORT;

/// Everything but the guests.
///
/// Whoever changes an object publishes while it still holds the table, so that events come in the order of changes.
/// Storage is locked before devices, filters before their bindings.
#[derive(Default)]
pub struct Resources {
    networks: Mutex<Objects<network::Networks>>,
    interfaces: Mutex<interface::Interfaces>,
    pools: Mutex<Objects<storage::Pools>>,
    devices: Mutex<Objects<node_device::Devices>>,
    secrets: Mutex<Objects<secret::Secrets>>,
    filters: Mutex<Objects<nwfilter::Filters>>,
    bindings: Mutex<Objects<nwfilter::Bindings>>,
}

impl Resources {
    /// What every fresh host has.
    pub fn with_default_objects(host: &dyn Host) -> Result<Resources> {
        let resources = Resources::default();
        for (kind, text) in defaults::OBJECTS {
            resources.add(kind, &RawElement::parse(text, &ParseOptions::default())?, host, &|_, _| Ok(Vec::new()))?;
        }
        Ok(resources)
    }

    /// What a node document names.
    pub fn from_node(node: &NodeDocument<'_>, host: &dyn Host) -> Result<Resources> {
        let resources = Resources::default();
        for kind in ["network", "interface", "pool", "device", "secret", "filter"] {
            for element in node.objects(kind)? {
                resources.add(kind, &element, host, &|parent, name| node.children(parent, name))?;
            }
        }
        Ok(resources)
    }

    /// Adds an object that was there before anybody could look.
    fn add(
        &self,
        kind: &str,
        element: &RawElement,
        host: &dyn Host,
        children: &dyn Fn(&RawElement, &str) -> Result<Vec<RawElement>>,
    ) -> Result<()> {
        let text = element.to_xml();
        match kind {
            "network" => {
                let document = network::read(&text, false, host)?;
                lock(&self.networks).define(document)?.start();
            }
            "interface" => {
                let document = interface::read(&text, false)?;
                lock(&self.interfaces).objects.define(document)?.start();
            }
            "pool" => {
                let document = storage::read_pool(&text, false, host)?;
                let mut pools = lock(&self.pools);
                let pool = pools.define(document)?;
                pool.start();
                for volume in children(element, "volume")? {
                    storage::add_volume(pool, &volume.to_xml())?;
                }
            }
            "device" => {
                let document = node_device::read_found(&text)?;
                lock(&self.devices).create(document)?;
            }
            "secret" => {
                let document = secret::read(&text, false, host)?;
                lock(&self.secrets).define(document)?;
            }
            _ => {
                let document = nwfilter::read(&text, false, host)?;
                lock(&self.filters).define(document)?;
            }
        }
        Ok(())
    }
}

/// Reads a definition: strictly where its schema is to be checked.
fn parse<T: Document>(text: &str, strict: bool) -> Result<T> {
    T::parse(text, &ParseOptions { strict, ..ParseOptions::inactive() })
}

/// The UUID of a definition, or a new one.
fn or_random(uuid: Option<Uuid>, host: &dyn Host) -> Result<Uuid> {
    uuid.map_or_else(|| random_uuid(host.system()), Ok)
}

/// Refuses names that cannot be names of files.
fn check_name(domain: ErrorDomain, kind: &str, name: &str) -> Result<()> {
    let detail = match name {
        _ if name.trim().is_empty() => format!("name of a {kind} must not be empty"),
        _ if name.contains(['/', '\n']) => {
            format!("name '{}' of a {kind} cannot contain '/' or a line break", name.escape_debug())
        }
        _ => return Ok(()),
    };
    Err(Error::new(ErrorCode::XmlError, domain, detail))
}

/// Whether something is in every group that the flags name: within a group any match counts.
fn selects(flags: u32, groups: &[&[(u32, bool)]]) -> bool {
    groups.iter().all(|group| {
        let is_named = group.iter().any(|(flag, _)| flags & flag != 0);
        !is_named || group.iter().any(|(flag, holds)| flags & flag != 0 && *holds)
    })
}

/// The tables are consistent after every statement, so a panic elsewhere does not spoil them.
fn lock<T>(table: &Mutex<T>) -> MutexGuard<'_, T> {
    table.lock().unwrap_or_else(PoisonError::into_inner)
}

#[cfg(test)]
mod tests {
    use super::*;
    use ferrovirt_host::RealHost;

    #[test]
    fn groups_are_joined_by_and_their_members_by_or() {
        let check = |flags, expected| {
            assert_eq!(selects(flags, &[&[(1, true), (2, false)], &[(4, false), (8, true)]]), expected, "{flags}");
        };
        for (flags, expected) in [(0, true), (1, true), (2, false), (3, true), (9, true), (5, false), (16, true)] {
            check(flags, expected);
        }
    }

    #[test]
    fn names_are_names_of_files() {
        let check = |name: &str, expected: bool| {
            assert_eq!(check_name(ErrorDomain::Network, "network", name).is_ok(), expected, "{name:?}");
        };
        for (name, expected) in [("a", true), ("", false), (" ", false), ("a/b", false), ("a\nb", false)] {
            check(name, expected);
        }
    }

    #[test]
    fn a_fresh_host_has_the_default_objects() {
        let resources = Resources::with_default_objects(&RealHost::new()).expect("the defaults");
        assert!(lock(&resources.networks).by_name("default").is_ok_and(|network| network.is_active()));
        assert!(lock(&resources.pools).by_name("default-pool").is_ok_and(|pool| pool.is_persistent()));
        assert!(lock(&resources.interfaces).objects.by_name("eth1").is_ok());
        assert!(lock(&resources.devices).by_name("scsi_host11").is_ok_and(|device| !device.is_persistent()));
    }
}
