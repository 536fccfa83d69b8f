//! Time: the interface, and waiting with a limit on any host's clock.

use std::future::Future;
use std::time::{Duration, SystemTime};

use crate::BoxFuture;

/// Time, real or a test's.
pub trait Clock: Send + Sync {
    /// Wall-clock time.
    fn wall(&self) -> SystemTime;

    /// Time that only goes forward, since a start that means nothing.
    fn monotonic(&self) -> Duration;

    /// Done after this time. Dropping the future ends the wait.
    fn sleep(&self, duration: Duration) -> BoxFuture<'_, ()>;
}

/// Waits for `future` at most this long by that clock; `None` when time is up, and the future is dropped.
pub async fn timeout<F: Future>(clock: &dyn Clock, within: Duration, future: F) -> Option<F::Output> {
    tokio::select! {
        biased;
        output = future => Some(output),
        () = clock.sleep(within) => None,
    }
}
