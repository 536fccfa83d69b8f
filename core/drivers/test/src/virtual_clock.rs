//! A clock that stands still until somebody moves it, and a host that goes by it: `?clock=SECONDS`.

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use ferrovirt_host::{BoxFuture, Cgroups, Clock, Files, Host, Processes, RealHost, Sockets, System};

/// A clock that shows what it is set to.
pub struct VirtualClock {
    start: SystemTime,
    nanoseconds: AtomicU64,
}

impl VirtualClock {
    /// A clock that shows so many seconds since 1970; the end of time where there are too many.
    pub fn at(seconds: u32) -> VirtualClock {
        let start = UNIX_EPOCH + Duration::from_secs(seconds.into());
        VirtualClock { start, nanoseconds: AtomicU64::new(0) }
    }

    /// Moves it on.
    pub fn advance(&self, time: Duration) {
        let nanoseconds = u64::try_from(time.as_nanos()).unwrap_or(u64::MAX);
        let more = |now: u64| Some(now.saturating_add(nanoseconds));
        let _ = self.nanoseconds.fetch_update(Ordering::Relaxed, Ordering::Relaxed, more);
    }
}

impl Clock for VirtualClock {
    fn wall(&self) -> SystemTime {
        self.start.checked_add(self.monotonic()).unwrap_or(self.start)
    }

    fn monotonic(&self) -> Duration {
        Duration::from_nanos(self.nanoseconds.load(Ordering::Relaxed))
    }

    fn sleep(&self, duration: Duration) -> BoxFuture<'_, ()> {
        self.advance(duration);
        Box::pin(std::future::ready(()))
    }
}

/// The real host with a virtual clock.
pub struct VirtualTimeHost {
    host: RealHost,
    clock: Arc<VirtualClock>,
}

impl VirtualTimeHost {
    /// The host that goes by this clock.
    pub fn new(clock: Arc<VirtualClock>) -> VirtualTimeHost {
        VirtualTimeHost { host: RealHost::new(), clock }
    }
}

impl Host for VirtualTimeHost {
    fn files(&self) -> &dyn Files {
        self.host.files()
    }

    fn processes(&self) -> &dyn Processes {
        self.host.processes()
    }

    fn sockets(&self) -> &dyn Sockets {
        self.host.sockets()
    }

    fn clock(&self) -> &dyn Clock {
        &*self.clock
    }

    fn system(&self) -> &dyn System {
        self.host.system()
    }

    fn cgroups(&self) -> &dyn Cgroups {
        self.host.cgroups()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn it_moves_when_it_is_moved() {
        let clock = VirtualClock::at(100);
        clock.advance(Duration::from_millis(1500));
        assert_eq!(clock.wall(), UNIX_EPOCH + Duration::from_millis(101_500));
        assert_eq!(clock.monotonic(), Duration::from_millis(1500));
        clock.advance(Duration::MAX);
        assert!(clock.wall() > UNIX_EPOCH);
    }
}
