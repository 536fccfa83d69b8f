//! The locks of this crate, under names that a model checker can take over (`tests/models`).

pub use std::sync::Mutex;
pub use std::sync::atomic::{AtomicBool, Ordering};

use std::sync::{MutexGuard, PoisonError};

/// Locks, also after a thread panicked with the lock held: what is behind it is whole at any time.
pub fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
