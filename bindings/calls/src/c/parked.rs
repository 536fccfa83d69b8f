//! A call that waits, and the one list of those that were woken.

use std::io::{self, Write};
use std::os::fd::OwnedFd;
use std::os::unix::net::UnixStream;
use std::pin::Pin;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, LazyLock};
use std::task::{Context, Poll, Wake, Waker};
use std::time::{Duration, Instant};

use ferrovirt_bindings::error::Error;

use super::woken::{Queue, Wakeup};
use crate::{Answer, Waiting};

/// What was woken.
pub static WOKEN: LazyLock<Queue> = LazyLock::new(Queue::default);

/// Has a byte come out of a new descriptor whenever the list of woken calls is no longer empty.
pub fn descriptor() -> io::Result<OwnedFd> {
    let (reader, writer) = UnixStream::pair()?;
    reader.set_nonblocking(true)?;
    writer.set_nonblocking(true)?;
    WOKEN.ring_with(Box::new(move || {
        // A full descriptor says the same.
        let _ = (&writer).write(&[0]);
    }));
    Ok(reader.into())
}

impl Wake for Wakeup {
    fn wake(self: Arc<Wakeup>) {
        self.wake_by_ref();
    }

    fn wake_by_ref(self: &Arc<Wakeup>) {
        Wakeup::wake(self, &WOKEN);
    }
}

/// A call that waits. Dropping it gives it up.
pub struct Parked {
    call: Waiting,
    wakeup: Arc<Wakeup>,
    waker: Waker,
}

impl Parked {
    /// With a token of its own.
    pub fn new(call: Waiting) -> Parked {
        // 0 is no token.
        static NEXT: AtomicU64 = AtomicU64::new(1);
        let wakeup = Arc::new(Wakeup::new(NEXT.fetch_add(1, Ordering::Relaxed)));
        Parked { call, waker: Waker::from(wakeup.clone()), wakeup }
    }

    /// What the list of woken calls names it by.
    pub fn token(&self) -> u64 {
        self.wakeup.token()
    }

    /// Goes on with it.
    pub fn poll(&mut self) -> Poll<Answer> {
        self.wakeup.poll_begins();
        Pin::new(&mut self.call).poll(&mut Context::from_waker(&self.waker))
    }

    /// Blocks this thread until it is over, or the time is.
    pub fn wait(self, limit: Option<Duration>) -> Answer {
        // A limit beyond what the clock can state is none.
        let deadline = limit.and_then(|limit| Instant::now().checked_add(limit));
        ferrovirt::blocking::wait(async { Ok(self.call.await) }, deadline).unwrap_or_else(|error| {
            let mut answer = Answer::default();
            answer.error(Error::from(error));
            answer
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::cell::Cell;
    use std::future::poll_fn;
    use std::io::Read;
    use std::sync::Mutex;
    use std::sync::atomic::AtomicBool;
    use std::thread;

    /// The list is the process's own, so that tests that look at it take turns.
    static TURN: Mutex<()> = Mutex::new(());

    /// A call that is over at its `n`th poll, and keeps what wakes it.
    fn call(n: u32) -> (Parked, Arc<Mutex<Option<Waker>>>) {
        let waker = Arc::new(Mutex::new(None));
        let kept = waker.clone();
        let n_left = Cell::new(n);
        let future = poll_fn(move |context| {
            *kept.lock().expect("lock") = Some(context.waker().clone());
            n_left.set(n_left.get() - 1);
            if n_left.get() == 0 { Poll::Ready(Answer { number: 7, ..Answer::default() }) } else { Poll::Pending }
        });
        (Parked::new(Waiting(Box::pin(future))), waker)
    }

    fn wake(waker: &Mutex<Option<Waker>>) {
        waker.lock().expect("lock").as_ref().expect("polled").wake_by_ref();
    }

    fn woken() -> Vec<u64> {
        let mut tokens = [0; 8];
        let n = WOKEN.take(&mut tokens);
        tokens[..n].to_vec()
    }

    #[test]
    fn each_poll_has_one_wake_at_most() {
        let _turn = TURN.lock();
        let (mut parked, waker) = call(3);
        assert!(parked.poll().is_pending());
        wake(&waker);
        wake(&waker);
        assert_eq!(woken(), [parked.token()]);
        wake(&waker);
        assert!(woken().is_empty(), "not polled since");
        assert!(parked.poll().is_pending());
        wake(&waker);
        assert_eq!(woken(), [parked.token()]);
        assert!(matches!(parked.poll(), Poll::Ready(Answer { number: 7, .. })));
    }

    #[test]
    fn a_call_given_up_may_be_woken_still() {
        let _turn = TURN.lock();
        let (mut parked, waker) = call(2);
        assert!(parked.poll().is_pending());
        let token = parked.token();
        drop(parked);
        wake(&waker);
        assert_eq!(woken(), [token]);
        assert_ne!(call(1).0.token(), token);
    }

    #[test]
    fn a_byte_tells_of_the_first_and_no_other() {
        let _turn = TURN.lock();
        let mut reader = UnixStream::from(descriptor().expect("a descriptor"));
        let mut bytes = [0; 8];
        assert_eq!(reader.read(&mut bytes).expect_err("nothing yet").kind(), io::ErrorKind::WouldBlock);
        let calls = [call(2), call(2), call(2)];
        let tokens = calls.map(|(mut parked, waker)| {
            assert!(parked.poll().is_pending());
            wake(&waker);
            parked.token()
        });
        assert_eq!(reader.read(&mut bytes).expect("a byte"), 1);
        assert_eq!(woken(), tokens);
    }

    #[test]
    fn waiting_blocks_until_the_end_or_the_limit() {
        let (parked, waker) = call(9);
        let is_over = Arc::new(AtomicBool::new(false));
        let until = is_over.clone();
        let waker = thread::spawn(move || {
            while !until.load(Ordering::Relaxed) {
                waker.lock().expect("lock").as_ref().inspect(|waker| waker.wake_by_ref());
                thread::yield_now();
            }
        });
        assert_eq!(parked.wait(None).number, 7);
        is_over.store(true, Ordering::Relaxed);
        waker.join().expect("no panic");
        let (parked, _waker) = call(9);
        assert_eq!(parked.wait(Some(Duration::from_millis(5))).status, crate::Status::Failed);
    }
}
