//! The locks of this crate's small state machines. A model checker builds those with locks of its own in this place.

pub use std::sync::{Mutex, MutexGuard};

/// Takes a lock. What it guards is consistent after every statement, so a panic elsewhere does not spoil it.
pub fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(std::sync::PoisonError::into_inner)
}
