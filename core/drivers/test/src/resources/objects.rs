//! All objects of one kind: by name and by UUID, with the rules for both.

use std::collections::{BTreeMap, HashMap};

use ferrovirt_api::{Error, ErrorCode, ErrorDomain, Name, Result, Uuid};

use super::object::{Kind, Object};

/// The objects of a kind.
#[derive(Clone)]
pub struct Objects<K: Kind> {
    objects: BTreeMap<Name, Object<K>>,
    names: HashMap<Uuid, Name>,
}

impl<K: Kind> Default for Objects<K> {
    fn default() -> Self {
        Objects { objects: BTreeMap::new(), names: HashMap::new() }
    }
}

impl<K: Kind> Objects<K> {
    /// The object with this name.
    pub fn by_name(&self, name: &str) -> Result<&Object<K>> {
        self.objects.get(name).ok_or_else(|| missing::<K>("name", name))
    }

    /// The object with this name, to be changed.
    pub fn by_name_mut(&mut self, name: &str) -> Result<&mut Object<K>> {
        self.objects.get_mut(name).ok_or_else(|| missing::<K>("name", name))
    }

    /// The object with this UUID.
    pub fn by_uuid(&self, uuid: &Uuid) -> Result<&Object<K>> {
        let found = self.names.get(uuid).and_then(|name| self.objects.get(name));
        found.ok_or_else(|| missing::<K>("uuid", uuid))
    }

    /// The object with this UUID, to be changed.
    pub fn by_uuid_mut(&mut self, uuid: &Uuid) -> Result<&mut Object<K>> {
        let found = self.names.get(uuid).and_then(|name| self.objects.get_mut(name));
        found.ok_or_else(|| missing::<K>("uuid", uuid))
    }

    /// All objects, by name.
    pub fn iter(&self) -> impl Iterator<Item = &Object<K>> {
        self.objects.values()
    }

    /// Stores a definition: a new object, or another definition of an existing one.
    pub fn define(&mut self, document: K::Document) -> Result<&mut Object<K>> {
        let name = self.check_identity(&document)?;
        match self.objects.contains_key(&name) {
            true => {
                let object = self.by_name_mut(&name)?;
                object.store(document);
                Ok(object)
            }
            false => Ok(self.insert(Object::stored(document))),
        }
    }

    /// Lets an object run that does not: a transient one, or what is defined in another way.
    pub fn create(&mut self, document: K::Document) -> Result<&mut Object<K>> {
        let name = self.check_identity(&document)?;
        match self.objects.contains_key(&name) {
            true => {
                let object = self.by_name_mut(&name)?;
                if object.is_active() {
                    let detail = format!("{} is already active as '{name}'", K::WORD);
                    return Err(Error::new(ErrorCode::OperationInvalid, K::DOMAIN, detail));
                }
                object.start_as(document);
                Ok(object)
            }
            false => Ok(self.insert(Object::transient(document))),
        }
    }

    /// Forgets an object.
    pub fn remove(&mut self, name: &str) {
        if let Some(object) = self.objects.remove(name) {
            self.names.remove(&object.uuid());
        }
    }

    fn insert(&mut self, object: Object<K>) -> &mut Object<K> {
        let name = object.name().clone();
        if !object.uuid().is_nil() {
            self.names.insert(object.uuid(), name.clone());
        }
        self.objects.entry(name).insert_entry(object).into_mut()
    }

    /// Refuses a document that has the name of one object and the UUID of another, or of none.
    pub fn check_identity(&self, document: &K::Document) -> Result<Name> {
        let name = K::name(document);
        let Some(uuid) = K::uuid(document) else { return Ok(name) };
        let detail = match (self.names.get(&uuid), self.objects.get(&name)) {
            (Some(other), _) if *other != name => {
                format!("{} '{other}' is already defined with uuid {uuid}", K::WORD)
            }
            (None, Some(object)) => format!("{} '{name}' already exists with uuid {}", K::WORD, object.uuid()),
            _ => return Ok(name),
        };
        Err(Error::new(ErrorCode::OperationFailed, K::DOMAIN, detail))
    }
}

fn missing<K: Kind>(key: &str, value: impl std::fmt::Display) -> Error {
    Error::new(K::MISSING, ErrorDomain::Test, format!("no {} with matching {key} '{value}'", K::WORD))
}

#[cfg(test)]
mod tests {
    use super::*;

    struct Pairs;

    impl Kind for Pairs {
        type Document = (&'static str, u128);
        type Extra = ();
        const WORD: &'static str = "pair";
        const MISSING: ErrorCode = ErrorCode::NoNetwork;
        const DOMAIN: ErrorDomain = ErrorDomain::Network;

        fn name(document: &Self::Document) -> Name {
            document.0.into()
        }

        fn uuid(document: &Self::Document) -> Option<Uuid> {
            Some(Uuid::from_u128(document.1))
        }
    }

    fn check(document: (&'static str, u128), expected: Option<&str>) {
        let mut pairs: Objects<Pairs> = Objects::default();
        pairs.define(("a", 1)).expect("a new one");
        let detail = pairs.define(document).err().map(|error| error.detail().unwrap_or_default().to_owned());
        assert_eq!(detail.as_deref(), expected, "{document:?}");
    }

    #[test]
    fn names_and_uuids_belong_together() {
        check(("a", 1), None);
        check(("b", 2), None);
        check(("b", 1), Some("pair 'a' is already defined with uuid 00000000-0000-0000-0000-000000000001"));
        check(("a", 2), Some("pair 'a' already exists with uuid 00000000-0000-0000-0000-000000000001"));
    }

    #[test]
    fn what_is_removed_is_found_no_more() {
        let mut pairs: Objects<Pairs> = Objects::default();
        pairs.create(("a", 1)).expect("a new one");
        assert!(pairs.create(("a", 1)).is_err_and(|error| error.code() == ErrorCode::OperationInvalid));
        pairs.remove("a");
        assert!(pairs.by_name("a").is_err() && pairs.by_uuid(&Uuid::from_u128(1)).is_err());
    }
}
