//! Small state machines of the library, built with the locks of a model checker: each test tries every order in which its
//! threads can come. The files are the library's own.

#[path = "../../../core/api/src/event_queue.rs"]
pub mod event_queue;

#[path = "../../../bindings/calls/src/c/woken.rs"]
pub mod woken;

mod sync {
    pub use loom::sync::atomic::{AtomicBool, Ordering};
    pub use loom::sync::{Mutex, MutexGuard};

    pub fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
        mutex.lock().unwrap_or_else(std::sync::PoisonError::into_inner)
    }
}

#[cfg(test)]
mod event_queue_tests;
#[cfg(test)]
mod woken_tests;
