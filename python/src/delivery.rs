//! Brings answers from the I/O threads to event loops.
//!
//! That needs the GIL, and an I/O thread must never wait for it: a thread of its own does. A child of `fork` has none of
//! its parent's threads, so it gets its own.

use std::sync::{Mutex, PoisonError, mpsc};

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

static THREAD: Mutex<Option<(u32, mpsc::Sender<(Delivery, Answer)>)>> = Mutex::new(None);

/// Hands an answer over; it never waits.
pub fn send(delivery: Delivery, answer: Answer) {
    let mut thread = THREAD.lock().unwrap_or_else(PoisonError::into_inner);
    let process = std::process::id();
    let sender = match &*thread {
        Some((owner, sender)) if *owner == process => sender.clone(),
        _ => {
            let (sender, receiver) = mpsc::channel::<(Delivery, Answer)>();
            let started = std::thread::Builder::new()
                .name("ferrovirt-python".to_owned())
                .spawn(move || receiver.into_iter().for_each(deliver));
            if started.is_err() {
                // Without a thread the answer goes from here.
                return deliver((delivery, answer));
            }
            *thread = Some((process, sender.clone()));
            sender
        }
    };
    drop(thread);
    // The thread ends with the process only.
    let _ = sender.send((delivery, answer));
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
