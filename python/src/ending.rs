//! The end of the interpreter.
//!
//! A thread that asks for the GIL of an interpreter that goes away is ended in the middle of its work, which native code
//! does not survive. So before that time, the thread that delivers answers ends, and threads that wait for an answer are
//! held where they are, without the GIL.

use std::sync::OnceLock;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread::ThreadId;
use std::time::{Duration, Instant};

use pyo3::prelude::*;

use crate::delivery;

/// The thread that ends the interpreter.
static ENDED_BY: OnceLock<ThreadId> = OnceLock::new();

/// How many threads wait without the GIL.
static WAITING: AtomicUsize = AtomicUsize::new(0);

/// The longest that the end is held up by threads on their way.
const PATIENCE: Duration = Duration::from_millis(500);

/// A thread that waits without the GIL, from the moment it gives it up until it has it again.
pub struct Waiting(());

impl Waiting {
    /// It begins to wait.
    pub fn begin() -> Waiting {
        WAITING.fetch_add(1, Ordering::SeqCst);
        Waiting(())
    }

    /// Before it asks for the GIL: does not return when the interpreter is going away.
    pub fn before_attach(&self) {
        if ENDED_BY.get().is_some_and(|thread| *thread != std::thread::current().id()) {
            WAITING.fetch_sub(1, Ordering::SeqCst);
            loop {
                std::thread::park();
            }
        }
    }
}

impl Drop for Waiting {
    fn drop(&mut self) {
        // In a child of `fork` the count began anew, so it may be lower than the waits that end.
        let _ = WAITING.fetch_update(Ordering::SeqCst, Ordering::SeqCst, |count| count.checked_sub(1));
    }
}

/// Before the interpreter goes away.
#[pyfunction]
fn end(py: Python<'_>) {
    if ENDED_BY.set(std::thread::current().id()).is_err() {
        return;
    }
    py.detach(|| {
        delivery::end();
        let started = Instant::now();
        while WAITING.load(Ordering::SeqCst) > 0 && started.elapsed() < PATIENCE {
            std::thread::sleep(Duration::from_millis(1));
        }
    });
}

/// In a child of `fork`, which has none of the threads that waited.
#[pyfunction]
fn forked() {
    WAITING.store(0, Ordering::SeqCst);
}

/// Asks the interpreter to tell.
pub fn register(module: &Bound<'_, PyModule>) -> PyResult<()> {
    let py = module.py();
    py.import("atexit")?.call_method1("register", (wrap_pyfunction!(end, module)?,))?;
    let os = py.import("os")?;
    if let Some(register) = os.getattr_opt("register_at_fork")? {
        let hooks = pyo3::types::PyDict::new(py);
        hooks.set_item("after_in_child", wrap_pyfunction!(forked, module)?)?;
        register.call((), Some(&hooks))?;
    }
    Ok(())
}
