//! The blocking face: polls a call, and parks the thread only if one poll was not enough.
//!
//! It must not be called on a worker of [`crate::runtime`]: a parked worker runs nobody's tasks.

use std::cell::RefCell;
use std::future::Future;
use std::pin::{Pin, pin};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::task::{Context, Poll, Wake, Waker};
use std::thread::Thread;
use std::time::Instant;

use crate::deadline;
use crate::error::Result;

struct Parker {
    thread: Thread,
    woken: AtomicBool,
}

impl Wake for Parker {
    fn wake(self: Arc<Parker>) {
        self.wake_by_ref();
    }

    fn wake_by_ref(self: &Arc<Parker>) {
        if !self.woken.swap(true, Ordering::Release) {
            self.thread.unpark();
        }
    }
}

thread_local! {
    /// A parker per thread, taken while in use so that nested calls make their own.
    static PARKER: RefCell<Option<(Arc<Parker>, Waker)>> = const { RefCell::new(None) };
}

/// Waits for a call. With a deadline, fails with a time-out when it is over; see [`crate::deadline`] for what happens to
/// the work.
// Inlined, so that the call is made where it is polled: moving one that was just made costs as much as a quick call.
#[inline(always)]
pub fn wait<T>(call: impl Future<Output = Result<T>>, deadline: Option<Instant>) -> Result<T> {
    let mut call = pin!(call);
    // Most calls are answered at once; those need nothing that could wake this thread.
    match call.as_mut().poll(&mut Context::from_waker(Waker::noop())) {
        Poll::Ready(result) => result,
        Poll::Pending => wait_parked(call, deadline),
    }
}

/// The same for every call with answers of a type: whoever has to wait does not notice a pointer more.
#[cold]
#[inline(never)]
fn wait_parked<T>(mut call: Pin<&mut (dyn Future<Output = Result<T>> + '_)>, deadline: Option<Instant>) -> Result<T> {
    // A thread that ends has no place for a parker any more.
    let kept = PARKER.try_with(RefCell::take).ok().flatten();
    let (parker, waker) = kept.unwrap_or_else(|| {
        let parker = Arc::new(Parker { thread: std::thread::current(), woken: AtomicBool::new(false) });
        (parker.clone(), Waker::from(parker))
    });
    let mut context = Context::from_waker(&waker);
    let result = loop {
        parker.woken.store(false, Ordering::Release);
        if let Poll::Ready(result) = call.as_mut().poll(&mut context) {
            break result;
        }
        if let Err(error) = park(&parker, deadline) {
            break Err(error);
        }
    };
    let _ = PARKER.try_with(|place| place.replace(Some((parker, waker))));
    result
}

fn park(parker: &Parker, deadline: Option<Instant>) -> Result<()> {
    while !parker.woken.load(Ordering::Acquire) {
        match deadline {
            None => std::thread::park(),
            Some(deadline) => {
                let now = Instant::now();
                if now >= deadline {
                    return Err(deadline::over());
                }
                std::thread::park_timeout(deadline - now);
            }
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::error::ErrorCode;
    use std::time::Duration;

    #[test]
    fn a_ready_answer_needs_no_wait() {
        assert_eq!(wait(async { Ok(7) }, None).expect("ready"), 7);
    }

    #[test]
    fn a_late_answer_wakes_the_thread() {
        let (sender, receiver) = tokio::sync::oneshot::channel();
        let thread = std::thread::spawn(move || {
            std::thread::sleep(Duration::from_millis(20));
            sender.send(9)
        });
        assert_eq!(wait(async { Ok(receiver.await.expect("sent")) }, None).expect("answer"), 9);
        thread.join().expect("no panic").expect("received");
    }

    #[test]
    fn a_call_inside_a_call_has_its_own_parker() {
        assert_eq!(wait(async { wait(async { Ok(1) }, None) }, None).expect("ready"), 1);
    }

    #[test]
    fn the_deadline_ends_the_wait() {
        let deadline = Instant::now() + Duration::from_millis(20);
        let error = wait(std::future::pending::<Result<()>>(), Some(deadline)).expect_err("late");
        assert_eq!(error.code(), ErrorCode::OperationTimeout);
    }
}
