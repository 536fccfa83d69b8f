//! Calls that are not over: they wait on the threads of the core, and what came of them waits to be fetched.
//!
//! A call is parked until it is started; whoever starts it has somebody who expects its outcome. A call that was started
//! comes to exactly one end, cancelled ones too.

use std::collections::{HashMap, VecDeque};
use std::sync::{Condvar, Mutex, MutexGuard, PoisonError};

use ferrovirt::runtime;
use ferrovirt_calls::{Answer, Status, Waiting};
use tokio::task::AbortHandle;

use crate::answers;

/// A call with a number.
enum Call {
    /// It has not been started.
    Parked(Waiting),
    /// Its answer is there, but it is no number.
    Kept(Answer),
    /// It runs.
    Started(AbortHandle),
}

#[derive(Default)]
struct Calls {
    last: u32,
    calls: HashMap<u32, Call>,
    ended: VecDeque<(u32, Vec<u8>)>,
}

impl Calls {
    fn add(&mut self, call: Call) -> u32 {
        // After four thousand million calls numbers come again, but not those that are in use.
        loop {
            self.last = self.last.wrapping_add(1);
            if !self.calls.contains_key(&self.last) {
                break;
            }
        }
        self.calls.insert(self.last, call);
        self.last
    }
}

static CALLS: Mutex<Option<Calls>> = Mutex::new(None);
static ENDED: Condvar = Condvar::new();

fn with<R>(work: impl FnOnce(&mut Calls) -> R) -> R {
    work(locked().get_or_insert_default())
}

fn locked() -> MutexGuard<'static, Option<Calls>> {
    // No state of the table is in between two others, so a panic leaves nothing to mend.
    CALLS.lock().unwrap_or_else(PoisonError::into_inner)
}

/// Parks a call.
pub fn park(waiting: Waiting) -> u32 {
    with(|calls| calls.add(Call::Parked(waiting)))
}

/// Keeps an answer for [`outcome`].
pub fn keep(answer: Answer) -> u32 {
    with(|calls| calls.add(Call::Kept(answer)))
}

/// The answer that was kept, or that the call waits.
pub fn outcome(number: u32) -> Vec<u8> {
    with(|calls| match calls.calls.remove(&number) {
        Some(Call::Kept(answer)) => answers::finished(answer),
        Some(other) => {
            calls.calls.insert(number, other);
            answers::waits(number)
        }
        None => answers::finished(refused("there is no such call")),
    })
}

/// Starts a call that is parked.
pub fn start(number: u32) {
    with(|calls| {
        let Some(Call::Parked(waiting)) = calls.calls.remove(&number) else { return };
        let end = End { number, answer: None };
        let task = async move {
            let mut end = end;
            end.answer = Some(waiting.await);
        };
        // The table is locked until the call is in it, so its end comes later.
        match runtime::spawn(task) {
            Ok(task) => {
                calls.calls.insert(number, Call::Started(task.abort_handle()));
            }
            Err(error) => calls.ended.push_back((number, answers::finished(refused(&error.to_string())))),
        }
    });
}

/// Gives a call up. One that has ended meanwhile ends as it did.
pub fn cancel(number: u32) {
    let call = with(|calls| match calls.calls.get(&number) {
        Some(Call::Started(task)) => {
            task.abort();
            None
        }
        _ => calls.calls.remove(&number),
    });
    // What it holds ends outside of the lock: that may be more work.
    drop(call);
}

/// How many calls have been started and not fetched.
pub fn count() -> usize {
    with(|calls| calls.calls.len() + calls.ended.len())
}

/// The next call that came to its end, with its number behind its answer. Waits for one.
pub fn next() -> Vec<u8> {
    let mut guard = locked();
    loop {
        if let Some((number, mut answer)) = guard.as_mut().and_then(|calls| calls.ended.pop_front()) {
            answer.extend(number.to_be_bytes());
            return answer;
        }
        guard = ENDED.wait(guard).unwrap_or_else(PoisonError::into_inner);
    }
}

/// Tells the end of a call when it is dropped, however that comes.
struct End {
    number: u32,
    answer: Option<Answer>,
}

impl Drop for End {
    fn drop(&mut self) {
        let answer = self.answer.take().unwrap_or_else(|| refused("the call was given up"));
        let bytes = answers::finished(answer);
        with(|calls| {
            calls.calls.remove(&self.number);
            calls.ended.push_back((self.number, bytes));
        });
        ENDED.notify_one();
    }
}

fn refused(text: &str) -> Answer {
    Answer { status: Status::Refused, number: 0, bytes: text.as_bytes().to_vec() }
}
