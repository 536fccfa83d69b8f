//! One object, whatever its kind: what runs, what is stored, and how the one becomes the other.

use ferrovirt_api::{Error, ErrorCode, ErrorDomain, Name, Result, Uuid};

/// A kind of object.
pub trait Kind {
    /// What defines an object.
    type Document: Clone;
    /// What belongs to an object beyond its documents.
    type Extra: Clone + Default;

    /// What people call it in errors.
    const WORD: &'static str;
    /// The error when there is none.
    const MISSING: ErrorCode;
    /// The part of the system that errors about its documents come from.
    const DOMAIN: ErrorDomain;

    /// What no other object of the kind is called.
    fn name(document: &Self::Document) -> Name;

    /// The identity that outlives names, where the kind has one.
    fn uuid(document: &Self::Document) -> Option<Uuid>;
}

/// An object: inactive with what is stored, or active with what runs and perhaps what is stored besides.
#[derive(Clone)]
pub struct Object<K: Kind> {
    name: Name,
    uuid: Uuid,
    /// What runs; where nothing does, what is stored.
    document: K::Document,
    /// What is stored while something runs.
    stored: Option<K::Document>,
    is_active: bool,
    /// Whether it starts with the host.
    pub autostart: bool,
    /// What belongs to it beyond its documents.
    pub extra: K::Extra,
}

impl<K: Kind> Object<K> {
    /// One that is defined and does not run.
    pub fn stored(document: K::Document) -> Object<K> {
        Object {
            name: K::name(&document),
            uuid: K::uuid(&document).unwrap_or_default(),
            document,
            stored: None,
            is_active: false,
            autostart: false,
            extra: K::Extra::default(),
        }
    }

    /// One that runs and is gone when it stops.
    pub fn transient(document: K::Document) -> Object<K> {
        Object { is_active: true, ..Object::stored(document) }
    }

    /// The name.
    pub fn name(&self) -> &Name {
        &self.name
    }

    /// The UUID; nil where the kind has none.
    pub fn uuid(&self) -> Uuid {
        self.uuid
    }

    /// Whether it runs.
    pub fn is_active(&self) -> bool {
        self.is_active
    }

    /// Whether it is there after it stops.
    pub fn is_persistent(&self) -> bool {
        !self.is_active || self.stored.is_some()
    }

    /// What runs; where nothing does, what is stored.
    pub fn document(&self) -> &K::Document {
        &self.document
    }

    /// What is stored; where nothing is, what runs.
    pub fn stored_document(&self) -> &K::Document {
        self.stored.as_ref().unwrap_or(&self.document)
    }

    /// Refuses an object that does not run.
    pub fn active(&self) -> Result<&Self> {
        match self.is_active {
            true => Ok(self),
            false => Err(self.invalid("is not active")),
        }
    }

    /// Refuses an object that runs.
    pub fn inactive(&self) -> Result<&Self> {
        match self.is_active {
            true => Err(self.invalid("is active")),
            false => Ok(self),
        }
    }

    /// The error of an operation that its state rules out.
    pub fn invalid(&self, state: &str) -> Error {
        let detail = format!("{} '{}' {state}", K::WORD, self.name);
        Error::new(ErrorCode::OperationInvalid, ErrorDomain::Test, detail)
    }

    /// Lets what is stored run.
    pub fn start(&mut self) {
        if !self.is_active {
            self.stored = Some(self.document.clone());
            self.is_active = true;
        }
    }

    /// Lets this run, beside what is stored.
    pub fn start_as(&mut self, document: K::Document) {
        self.start();
        self.document = document;
    }

    /// Stops what runs, and says whether anything is left.
    #[must_use]
    pub fn stop(&mut self) -> bool {
        let is_persistent = self.is_persistent();
        self.is_active = false;
        if let Some(stored) = self.stored.take() {
            self.document = stored;
        }
        is_persistent
    }

    /// Stores another definition: what runs goes on as it is.
    pub fn store(&mut self, document: K::Document) {
        match self.is_active {
            true => self.stored = Some(document),
            false => self.document = document,
        }
    }

    /// Forgets what is stored, and says whether anything is left.
    #[must_use]
    pub fn forget(&mut self) -> bool {
        self.stored = None;
        self.autostart = false;
        self.is_active
    }

    /// Says whether it starts with the host.
    pub fn set_autostart(&mut self, autostart: bool) -> Result<()> {
        if !self.is_persistent() {
            return Err(self.invalid("is transient: it cannot start with the host"));
        }
        self.autostart = autostart;
        Ok(())
    }

    /// Changes what runs, what is stored, or both; an error changes neither.
    pub fn change(&mut self, impact: Impact, edit: impl Fn(&mut K::Document) -> Result<()>) -> Result<()> {
        let edited = |document: &K::Document| {
            let mut document = document.clone();
            edit(&mut document).map(|()| document)
        };
        let live = impact.live.then(|| edited(&self.document)).transpose()?;
        let config = impact.config.then(|| edited(self.stored_document())).transpose()?;
        if let Some(document) = live {
            self.document = document;
        }
        if let Some(document) = config {
            self.store(document);
        }
        Ok(())
    }
}

/// Which documents of an object a change is about.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Impact {
    live: bool,
    config: bool,
}

impl Impact {
    /// What the flags mean for an object in this state; neither means what it is now.
    pub fn of<K: Kind>(object: &Object<K>, live: bool, config: bool) -> Result<Impact> {
        if live && !object.is_active {
            return Err(object.invalid("is not running"));
        }
        if config && !object.is_persistent() {
            return Err(object.invalid("is transient: it has no stored definition"));
        }
        match live || config {
            true => Ok(Impact { live, config }),
            false => Ok(Impact { live: object.is_active, config: !object.is_active }),
        }
    }

    /// Whether the change is about what is stored while something else runs.
    pub fn is_of_stored<K: Kind>(self, object: &Object<K>) -> bool {
        self.config && !self.live && object.is_active
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    struct Words;

    impl Kind for Words {
        type Document = String;
        type Extra = ();
        const WORD: &'static str = "word";
        const MISSING: ErrorCode = ErrorCode::NoNetwork;
        const DOMAIN: ErrorDomain = ErrorDomain::Network;

        fn name(_document: &String) -> Name {
            "n".into()
        }

        fn uuid(_document: &String) -> Option<Uuid> {
            None
        }
    }

    fn texts(object: &Object<Words>) -> (&str, &str) {
        (object.document(), object.stored_document())
    }

    #[test]
    fn what_runs_and_what_is_stored_are_two_things() {
        let mut object: Object<Words> = Object::stored("a".to_owned());
        object.start();
        object.store("b".to_owned());
        assert_eq!(texts(&object), ("a", "b"));
        assert!(object.stop());
        assert_eq!(texts(&object), ("b", "b"));
        object.start_as("c".to_owned());
        assert_eq!(texts(&object), ("c", "b"));
        assert!(object.forget());
        assert!(!object.is_persistent());
        assert!(object.set_autostart(true).is_err());
        assert!(!object.stop());
    }

    #[test]
    fn changes_go_where_the_flags_say() {
        let change = |object: &mut Object<Words>, live, config| {
            let impact = Impact::of(object, live, config)?;
            object.change(impact, |text| {
                text.push('!');
                Ok(())
            })
        };
        let mut object: Object<Words> = Object::stored("a".to_owned());
        assert!(change(&mut object, true, false).is_err());
        change(&mut object, false, false).expect("stored");
        object.start();
        change(&mut object, false, false).expect("live");
        assert_eq!(texts(&object), ("a!!", "a!"));
        change(&mut object, true, true).expect("both");
        assert_eq!(texts(&object), ("a!!!", "a!!"));
        let mut object: Object<Words> = Object::transient("t".to_owned());
        assert!(change(&mut object, false, true).is_err());
    }
}
