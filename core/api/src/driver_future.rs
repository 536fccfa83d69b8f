//! What every driver method returns: an answer that is there already, or work that has to wait for it.
//!
//! Most calls are answered at once, and an allocation would be a good part of what the shortest of them take. It must not
//! know what is answered.

use std::fmt;
use std::future::Future;
use std::pin::Pin;
use std::task::{Context, Poll};

use crate::error::{Error, ErrorDomain, Result};

/// The future of a driver method.
#[must_use = "a call does nothing until it is waited for"]
pub struct DriverFuture<'a, T>(State<'a, T>);

enum State<'a, T> {
    /// Nothing when the answer was taken.
    Ready(Option<Result<T>>),
    Waiting(Pin<Box<dyn Future<Output = Result<T>> + Send + 'a>>),
}

// An answer is only ever moved out, never pinned.
impl<T> Unpin for DriverFuture<'_, T> {}

impl<'a, T> DriverFuture<'a, T> {
    /// The answer that is there already, or what has to be waited for.
    #[inline]
    pub(crate) fn split(self) -> std::result::Result<Result<T>, DriverFuture<'a, T>> {
        match self.0 {
            State::Ready(Some(answer)) => Ok(answer),
            state => Err(DriverFuture(state)),
        }
    }
}

/// The answer of a driver, within an async function: waited for only if it is not there, so that one that is there does
/// not have to pass through the function's state.
macro_rules! answer {
    ($call:expr) => {
        match $call.split() {
            Ok(answer) => answer,
            Err(work) => work.await,
        }
    };
}

pub(crate) use answer;

impl<T> Future for DriverFuture<'_, T> {
    type Output = Result<T>;

    #[inline]
    fn poll(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Result<T>> {
        match &mut self.0 {
            // As other futures of one answer: after it there is none any more.
            State::Ready(answer) => answer.take().map_or(Poll::Pending, Poll::Ready),
            State::Waiting(work) => work.as_mut().poll(context),
        }
    }
}

impl<T> fmt::Debug for DriverFuture<'_, T> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(match self.0 {
            State::Ready(_) => "DriverFuture(ready)",
            State::Waiting(_) => "DriverFuture(waiting)",
        })
    }
}

/// An answer that is there already.
#[inline]
pub fn ready<'a, T>(answer: Result<T>) -> DriverFuture<'a, T> {
    DriverFuture(State::Ready(Some(answer)))
}

/// Work that may have to wait for its answer.
pub fn waiting<'a, T>(work: impl Future<Output = Result<T>> + Send + 'a) -> DriverFuture<'a, T> {
    DriverFuture(State::Waiting(Box::pin(work)))
}

/// The answer to an operation that a driver does not have.
pub fn unsupported<'a, T>(domain: ErrorDomain, c_name: &str) -> DriverFuture<'a, T> {
    ready(Err(Error::unsupported(domain, c_name)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::blocking;

    #[test]
    fn both_kinds_answer() {
        assert_eq!(blocking::wait(ready(Ok(7)), None).expect("ready"), 7);
        let (sender, receiver) = tokio::sync::oneshot::channel();
        let late = waiting(async move { Ok(receiver.await.expect("sent")) });
        let thread = std::thread::spawn(move || sender.send(9));
        assert_eq!(blocking::wait(late, None).expect("answer"), 9);
        thread.join().expect("no panic").expect("received");
    }
}
