//! The blocking face: most answers are there at once, so a call is polled with the GIL held; only if it has to wait is
//! the GIL released, and the wait is cut into slices so that Ctrl-C gets through.

use std::future::Future;
use std::pin::pin;
use std::task::{Context, Poll, Waker};
use std::time::{Duration, Instant};

use ferrovirt::{blocking, deadline};
use pyo3::exceptions::PyValueError;
use pyo3::prelude::*;

use crate::api;
use crate::convert::{Face, IntoObject};
use crate::ending::Waiting;
use crate::errors::raised;

/// The first and the longest time between two looks at the signals.
const SLICES: (Duration, Duration) = (Duration::from_millis(5), Duration::from_millis(100));

/// The limit that a `timeout` in seconds states.
pub fn limit(timeout: Option<f64>) -> PyResult<Option<Duration>> {
    let Some(seconds) = timeout else { return Ok(None) };
    match Duration::try_from_secs_f64(seconds) {
        Ok(limit) => Ok(Some(limit)),
        // Further away than clocks go: no limit.
        Err(_) if seconds > 0.0 => Ok(None),
        Err(_) => Err(PyValueError::new_err(format!("timeout must be seconds from now, not {seconds}"))),
    }
}

/// The answer of a call.
pub fn wait<'py, T, F>(py: Python<'py>, timeout: Option<f64>, call: F) -> PyResult<Bound<'py, PyAny>>
where
    T: IntoObject + Send,
    F: Future<Output = api::Result<T>> + Send,
{
    let mut call = pin!(call);
    if let Poll::Ready(answer) = call.as_mut().poll(&mut Context::from_waker(Waker::noop())) {
        return answer.map_err(raised)?.into_object(py, Face::Blocking);
    }
    let deadline = limit(timeout)?.and_then(|limit| Instant::now().checked_add(limit));
    let mut slice = SLICES.0;
    loop {
        let now = Instant::now();
        let end = deadline.map_or(now + slice, |deadline| deadline.min(now + slice));
        let waiting = Waiting::begin();
        let waited = py.detach(|| {
            let waited = blocking::wait(async { Ok(call.as_mut().await) }, Some(end));
            waiting.before_attach();
            waited
        });
        drop(waiting);
        match waited {
            Ok(answer) => return answer.map_err(raised)?.into_object(py, Face::Blocking),
            Err(_) if deadline.is_some_and(|deadline| deadline <= Instant::now()) => {
                return Err(raised(deadline::over().into()));
            }
            Err(_) => py.check_signals()?,
        }
        slice = (slice * 2).min(SLICES.1);
    }
}
