//! Deadlines of calls.
//!
//! A call whose deadline is over, or that is cancelled, is dropped. What had not begun does not begin; a step that a
//! driver has begun goes on to its end, so that nothing is left half done, and its outcome shows as an event.

use std::future::{Future, poll_fn};
use std::pin::pin;
use std::task::Poll;
use std::time::Duration;

use crate::error::{Error, ErrorCode, ErrorDomain, Result};
use crate::runtime;

/// The error of a call whose deadline is over.
pub fn over() -> Error {
    Error::new(ErrorCode::OperationTimeout, ErrorDomain::None, "the deadline of the call is over")
        .with_hint("a step that had begun goes on in the background; events tell its outcome")
}

/// Awaits a call for at most `limit`. Runs on any executor.
pub async fn within<T>(limit: Option<Duration>, call: impl Future<Output = Result<T>>) -> Result<T> {
    let Some(limit) = limit else { return call.await };
    let mut call = pin!(call);
    let mut timer = None;
    poll_fn(|context| {
        if let Poll::Ready(result) = call.as_mut().poll(context) {
            return Poll::Ready(result);
        }
        // Most calls are ready at once, so the timer waits until it is needed.
        let timer = timer.get_or_insert_with(|| Box::pin(runtime::sleep(limit)));
        timer.as_mut().poll(context).map(|()| Err(over()))
    })
    .await
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_late_call_is_ended() {
        let call = within(Some(Duration::from_millis(10)), std::future::pending::<Result<()>>());
        let error = crate::blocking::wait(call, None).expect_err("late");
        assert_eq!(error.code(), ErrorCode::OperationTimeout);
    }
}
