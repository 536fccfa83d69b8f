//! Brings answers from the I/O threads to event loops.
//!
//! That needs the GIL, and an I/O thread must never wait for it: a thread of its own does. A child of `fork` has none of
//! its parent's threads, so it gets its own.

use std::sync::{Arc, Mutex, PoisonError, mpsc};
use std::thread::JoinHandle;

use arc_swap::ArcSwapOption;
use pyo3::prelude::*;

/// Where an answer goes.
pub struct Delivery {
    /// The event loop of the task that waits.
    pub event_loop: Py<PyAny>,
    /// The future that it waits for.
    pub future: Py<PyAny>,
}

/// Makes the object of an answer, on the loop's own thread.
pub type Answer = Box<dyn FnOnce(Python<'_>) -> PyResult<Py<PyAny>> + Send>;

/// The thread that delivers. It is looked up without a lock: a lock that another thread holds during `fork` would stay
/// closed in the child for ever.
static COURIER: ArcSwapOption<Courier> = ArcSwapOption::const_empty();

struct Courier {
    process: u32,
    /// None tells it to end.
    sender: mpsc::Sender<Option<(Delivery, Answer)>>,
    thread: Mutex<Option<JoinHandle<()>>>,
}

impl Courier {
    fn start() -> std::io::Result<Courier> {
        let (sender, receiver) = mpsc::channel();
        let thread = std::thread::Builder::new()
            .name("ferrovirt-python".to_owned())
            .spawn(move || receiver.into_iter().map_while(|order| order).for_each(deliver))?;
        Ok(Courier { process: std::process::id(), sender, thread: Mutex::new(Some(thread)) })
    }
}

/// Makes sure that answers can be delivered.
pub fn prepare() -> PyResult<()> {
    let process = std::process::id();
    let present = COURIER.load();
    if present.as_ref().is_some_and(|courier| courier.process == process) {
        return Ok(());
    }
    let courier = Arc::new(Courier::start()?);
    // Whoever came first stays; the other thread ends with its sender.
    let seen = COURIER.compare_and_swap(&present, Some(courier));
    // What the parent had is not to be dropped here: its thread cannot be joined.
    std::mem::forget(arc_swap::Guard::into_inner(seen));
    Ok(())
}

/// Hands an answer over; it never waits.
pub fn send(delivery: Delivery, answer: Answer) {
    if let Some(courier) = &*COURIER.load() {
        // After the end nobody waits for answers.
        let _ = courier.sender.send(Some((delivery, answer)));
    }
}

/// Delivers nothing any more; returns when nothing is on its way.
pub fn end() {
    let Some(courier) = COURIER.load_full() else { return };
    if courier.process != std::process::id() {
        return;
    }
    // It may have ended already.
    let _ = courier.sender.send(None);
    let thread = courier.thread.lock().unwrap_or_else(PoisonError::into_inner).take();
    if let Some(thread) = thread {
        let _ = thread.join();
    }
}

fn deliver((delivery, answer): (Delivery, Answer)) {
    // When the interpreter is going away nobody waits any more.
    let delivered = Python::try_attach(move |py| -> PyResult<()> {
        let arrival = Bound::new(py, Arrival(Mutex::new(Some((delivery.future, answer)))))?;
        delivery.event_loop.bind(py).call_method1("call_soon_threadsafe", (arrival,))?;
        Ok(())
    });
    // A closed loop has no use for answers either.
    drop(delivered);
}

/// Runs on the loop: sets the result of the future.
#[pyclass(frozen)]
struct Arrival(Mutex<Option<(Py<PyAny>, Answer)>>);

#[pymethods]
impl Arrival {
    fn __call__(&self, py: Python<'_>) -> PyResult<()> {
        let taken = self.0.lock().unwrap_or_else(PoisonError::into_inner).take();
        let Some((future, answer)) = taken else { return Ok(()) };
        let future = future.bind(py);
        if future.call_method0("done")?.is_truthy()? {
            return Ok(());
        }
        match answer(py) {
            Ok(result) => future.call_method1("set_result", (result,))?,
            Err(error) => future.call_method1("set_exception", (error,))?,
        };
        Ok(())
    }
}
