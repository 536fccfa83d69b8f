//! The object that a call was made on, told with the error of a call that failed. Drivers need not say it.

use crate::error::{Error, ObjectKind};

/// What an error says of an object.
pub(crate) trait Subject {
    /// Its kind.
    const KIND: ObjectKind;

    /// Its name, or what tells it from others of its kind.
    fn name(&self) -> String;

    /// Its UUID, if it has one.
    fn uuid(&self) -> Option<String>;

    /// The same error, about this object unless it is about another.
    #[cold]
    fn about(&self, error: Error) -> Error {
        match error.object() {
            Some(_) => error,
            None => error.with_object(Self::KIND, self.name(), self.uuid()),
        }
    }
}
