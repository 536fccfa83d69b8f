//! The kernel's clocks.

use std::sync::LazyLock;
use std::time::{Duration, Instant, SystemTime};

use crate::{BoxFuture, Clock, RealHost};

static START: LazyLock<Instant> = LazyLock::new(Instant::now);

impl Clock for RealHost {
    fn wall(&self) -> SystemTime {
        SystemTime::now()
    }

    fn monotonic(&self) -> Duration {
        START.elapsed()
    }

    fn sleep(&self, duration: Duration) -> BoxFuture<'_, ()> {
        Box::pin(tokio::time::sleep(duration))
    }
}
