//! The asyncio face: a call to be awaited.
//!
//! A call begins when it is first awaited and is polled at once: an answer that is there already costs no turn of the
//! event loop. Otherwise it moves to the I/O threads, and [`crate::delivery`] brings the answer to the loop. Cancelling
//! the task drops the call.

use std::future::Future;
use std::pin::Pin;
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::task::{Context, Poll, Waker};
use std::time::Duration;

use ferrovirt::{deadline, runtime};
use pyo3::exceptions::{PyRuntimeError, PyStopIteration};
use pyo3::prelude::*;
use pyo3::types::{PyTuple, PyType};

use crate::api;
use crate::convert::{Face, IntoObject};
use crate::delivery::{self, Delivery};
use crate::errors::raised;
use crate::wait::limit;

/// A call to be awaited.
#[pyclass(frozen, module = "ferrovirt.aio")]
pub struct Call(Mutex<State>);

enum State {
    /// Nobody awaited it yet.
    New(Box<dyn Work>),
    /// The answer was there before anybody asked.
    Ready(Py<PyAny>),
    /// It runs on the I/O threads; the iterator is that of the loop's future.
    Running { iterator: Py<PyAny>, task: AbortOnDrop },
    /// The answer was given, or the call was given up.
    Over,
}

/// Ends the task with the last interest in it.
struct AbortOnDrop(tokio::task::AbortHandle);

impl Drop for AbortOnDrop {
    fn drop(&mut self) {
        self.0.abort();
    }
}

/// A call of any result.
trait Work: Send {
    /// The answer if it is there already.
    fn poll_once(&mut self, py: Python<'_>) -> Option<PyResult<Py<PyAny>>>;

    /// Goes on on the I/O threads.
    fn start(self: Box<Self>, delivery: Delivery) -> api::Result<AbortOnDrop>;
}

struct Pending<F> {
    future: Pin<Box<F>>,
    limit: Option<Duration>,
}

impl<T, F> Work for Pending<F>
where
    T: IntoObject + Send + 'static,
    F: Future<Output = api::Result<T>> + Send + 'static,
{
    fn poll_once(&mut self, py: Python<'_>) -> Option<PyResult<Py<PyAny>>> {
        match self.future.as_mut().poll(&mut Context::from_waker(Waker::noop())) {
            Poll::Pending => None,
            Poll::Ready(answer) => Some(object(py, answer)),
        }
    }

    fn start(self: Box<Self>, delivery: Delivery) -> api::Result<AbortOnDrop> {
        let Pending { future, limit } = *self;
        let task = runtime::spawn(async move {
            // The deadline has its own error, so the answer travels inside.
            let answer = match deadline::within(limit, async { Ok(future.await) }).await {
                Ok(answer) => answer,
                Err(error) => Err(api::Error::from(error)),
            };
            delivery::send(delivery, Box::new(move |py| object(py, answer)));
        })?;
        Ok(AbortOnDrop(task.abort_handle()))
    }
}

fn object<T: IntoObject>(py: Python<'_>, answer: api::Result<T>) -> PyResult<Py<PyAny>> {
    Ok(answer.map_err(raised)?.into_object(py, Face::Asyncio)?.unbind())
}

impl Call {
    /// A call with a limit in seconds.
    pub fn new<T, F>(timeout: Option<f64>, future: F) -> PyResult<Call>
    where
        T: IntoObject + Send + 'static,
        F: Future<Output = api::Result<T>> + Send + 'static,
    {
        let work = Pending { future: Box::pin(future), limit: limit(timeout)? };
        Ok(Call(Mutex::new(State::New(Box::new(work)))))
    }

    /// A call whose answer is known.
    pub fn ready(answer: Py<PyAny>) -> Call {
        Call(Mutex::new(State::Ready(answer)))
    }

    fn lock(&self) -> MutexGuard<'_, State> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn set(&self, state: State) {
        // What was there is dropped without the lock: that may run Python code.
        let previous = std::mem::replace(&mut *self.lock(), state);
        drop(previous);
    }

    /// Begins or goes on: what to wait for, or `StopIteration` with the answer.
    fn step(&self, py: Python<'_>) -> PyResult<Py<PyAny>> {
        let state = std::mem::replace(&mut *self.lock(), State::Over);
        match state {
            State::New(mut work) => match work.poll_once(py) {
                Some(answer) => Err(finished(py, answer?)),
                None => {
                    delivery::prepare()?;
                    let event_loop = running_loop(py)?;
                    let future = event_loop.call_method0("create_future")?;
                    let delivery = Delivery { event_loop: event_loop.unbind(), future: future.clone().unbind() };
                    let iterator = future.call_method0("__await__")?.unbind();
                    let task = work.start(delivery).map_err(raised)?;
                    self.resume(py, iterator, task, |iterator| iterator.call_method0("__next__"))
                }
            },
            State::Ready(answer) => Err(finished(py, answer)),
            State::Running { iterator, task } => {
                self.resume(py, iterator, task, |iterator| iterator.call_method0("__next__"))
            }
            State::Over => Err(PyRuntimeError::new_err("this call was awaited before")),
        }
    }

    /// Lets the iterator go on; while it does, the task lives, and no longer.
    fn resume<'py>(
        &self,
        py: Python<'py>,
        iterator: Py<PyAny>,
        task: AbortOnDrop,
        step: impl FnOnce(&Bound<'py, PyAny>) -> PyResult<Bound<'py, PyAny>>,
    ) -> PyResult<Py<PyAny>> {
        let waited_for = step(iterator.bind(py))?;
        self.set(State::Running { iterator, task });
        Ok(waited_for.unbind())
    }
}

/// The end of an iteration, with a result.
fn finished(py: Python<'_>, answer: Py<PyAny>) -> PyErr {
    match PyTuple::new(py, [answer]) {
        Ok(arguments) => PyStopIteration::new_err(arguments.unbind()),
        Err(error) => error,
    }
}

fn running_loop(py: Python<'_>) -> PyResult<Bound<'_, PyAny>> {
    static GET: pyo3::sync::PyOnceLock<Py<PyAny>> = pyo3::sync::PyOnceLock::new();
    let get = GET.get_or_try_init(py, || py.import("asyncio")?.getattr("get_running_loop").map(Bound::unbind))?;
    get.bind(py).call0()
}

#[pymethods]
impl Call {
    fn __await__(slf: Py<Self>) -> Py<Self> {
        slf
    }

    fn __iter__(slf: Py<Self>) -> Py<Self> {
        slf
    }

    fn __next__(&self, py: Python<'_>) -> PyResult<Py<PyAny>> {
        self.step(py)
    }

    /// Begins or goes on.
    #[pyo3(signature = (value, /))]
    fn send(&self, py: Python<'_>, value: &Bound<'_, PyAny>) -> PyResult<Py<PyAny>> {
        let _ = value;
        self.step(py)
    }

    /// Raises an exception where the call waits, which gives it up.
    #[pyo3(signature = (typ, val = None, tb = None, /))]
    fn throw<'py>(
        &self,
        py: Python<'py>,
        typ: Bound<'py, PyAny>,
        val: Option<Bound<'py, PyAny>>,
        tb: Option<Bound<'py, PyAny>>,
    ) -> PyResult<Py<PyAny>> {
        // The form with three arguments is an old one; a traceback goes with its exception.
        let _ = tb;
        let exception = match (val, typ.is_instance_of::<PyType>()) {
            (Some(exception), _) => exception,
            (None, true) => typ.call0()?,
            (None, false) => typ,
        };
        let state = std::mem::replace(&mut *self.lock(), State::Over);
        match state {
            State::Running { iterator, task } => {
                self.resume(py, iterator, task, |iterator| iterator.call_method1("throw", (exception,)))
            }
            _ => Err(PyErr::from_value(exception)),
        }
    }

    /// Gives the call up.
    fn close(&self, py: Python<'_>) -> PyResult<()> {
        let state = std::mem::replace(&mut *self.lock(), State::Over);
        if let State::Running { iterator, task: _task } = state {
            iterator.bind(py).call_method0("close")?;
        }
        Ok(())
    }
}
