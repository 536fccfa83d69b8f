//! The virtual clock: it moves when a test says so.

use std::time::{Duration, SystemTime, UNIX_EPOCH};

use super::ScriptedHost;
use super::tree::Stamp;
use crate::{BoxFuture, Clock};

/// The wall clock's start: 2024-01-01.
const START: Duration = Duration::from_secs(1_704_067_200);

impl Clock for ScriptedHost {
    fn wall(&self) -> SystemTime {
        UNIX_EPOCH + START + self.monotonic()
    }

    fn monotonic(&self) -> Duration {
        *self.now.borrow()
    }

    fn sleep(&self, duration: Duration) -> BoxFuture<'_, ()> {
        // From the call on, not from the first poll: a test may advance the clock in between.
        let end = self.monotonic().saturating_add(duration);
        let mut now = self.now.subscribe();
        Box::pin(async move {
            // The sender is part of this host, which the future borrows: it can't be gone.
            let _ = now.wait_for(|now| *now >= end).await;
        })
    }
}

impl ScriptedHost {
    /// The wall clock as files carry it.
    pub(super) fn wall_stamp(&self) -> Stamp {
        let now = START.saturating_add(self.monotonic());
        (i64::try_from(now.as_secs()).unwrap_or(i64::MAX), now.subsec_nanos())
    }
}
