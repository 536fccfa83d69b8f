//! What waits: a task of the core's runtime for each call, and the way of its answer back to JavaScript's thread.
//!
//! A task posts exactly one letter, also when it is given up: JavaScript forgets a call only then.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};

use ferrovirt::error::Result;
use ferrovirt::runtime;
use ferrovirt_calls::{Answer, Waiting};
use tokio::task::AbortHandle;

use crate::sys::{Bell, Object, begin};

/// The end of a call.
pub struct Letter {
    /// Which call.
    pub task: u32,
    /// What to make of its result.
    pub code: u32,
    /// Its answer; nothing when it was given up.
    pub answer: Option<Answer>,
}

/// Letters that JavaScript's thread has not read yet.
pub struct Mailbox {
    letters: Mutex<Vec<Letter>>,
    bell: Bell,
}

impl Mailbox {
    /// An empty one.
    pub fn new(bell: Bell) -> Mailbox {
        Mailbox { letters: Mutex::default(), bell }
    }

    /// Everything that is there.
    pub fn take(&self) -> Vec<Letter> {
        std::mem::take(&mut *self.letters.lock().unwrap_or_else(PoisonError::into_inner))
    }

    /// What tells JavaScript's thread that there are letters.
    pub fn bell(&self) -> &Bell {
        &self.bell
    }

    fn post(&self, letter: Letter) {
        let mut letters = self.letters.lock().unwrap_or_else(PoisonError::into_inner);
        letters.push(letter);
        let is_first = letters.len() == 1;
        drop(letters);
        // Whoever reads takes all, so one ring is enough for all that come until then.
        if is_first {
            self.bell.ring();
        }
    }
}

/// The promise of a task to post its letter, kept also when the task is dropped.
struct Promised {
    mailbox: Arc<Mailbox>,
    task: u32,
    code: u32,
    answer: Option<Answer>,
}

impl Drop for Promised {
    fn drop(&mut self) {
        self.mailbox.post(Letter { task: self.task, code: self.code, answer: self.answer.take() });
    }
}

/// The calls of one environment that wait.
pub struct Tasks {
    mailbox: Arc<Mailbox>,
    running: HashMap<u32, AbortHandle>,
    last: u32,
}

impl Tasks {
    /// None yet.
    pub fn new(mailbox: Arc<Mailbox>) -> Tasks {
        Tasks { mailbox, running: HashMap::new(), last: 0 }
    }

    /// Lets a call go on that was not over at once; gives its number.
    pub fn wait(&mut self, code: u32, waiting: Waiting) -> Result<u32> {
        self.spawn(code, async move { waiting.await })
    }

    /// Begins a call on another thread, because reading its arguments alone takes long.
    pub fn start(&mut self, code: u32, operation: u32, object: Option<Object>, arguments: Vec<u8>) -> Result<u32> {
        self.spawn(code, async move {
            let begun = runtime::blocking(move || {
                let mut answer = Answer::default();
                let waiting = begin(operation, object.as_ref(), &arguments, &mut answer);
                (waiting, answer)
            });
            match begun.await {
                Ok((None, answer)) => answer,
                Ok((Some(waiting), _)) => waiting.await,
                Err(error) => refusal(&error.to_string()),
            }
        })
    }

    /// Gives a call up.
    pub fn abort(&mut self, task: u32) {
        if let Some(running) = self.running.get(&task) {
            running.abort();
        }
    }

    /// Forgets a call whose letter was read.
    pub fn forget(&mut self, task: u32) {
        self.running.remove(&task);
    }

    /// Gives up everything.
    pub fn end(&mut self) {
        self.running.drain().for_each(|(_, running)| running.abort());
    }

    fn spawn(&mut self, code: u32, call: impl Future<Output = Answer> + Send + 'static) -> Result<u32> {
        self.last = self.last.wrapping_add(1);
        let task = self.last;
        let promised = Promised { mailbox: self.mailbox.clone(), task, code, answer: None };
        let running = runtime::spawn(async move {
            // All of it, not the one field.
            let mut promised = promised;
            promised.answer = Some(call.await);
        })?;
        self.running.insert(task, running.abort_handle());
        Ok(task)
    }
}

/// The answer of a call that could not be made.
pub fn refusal(text: &str) -> Answer {
    Answer { status: ferrovirt_calls::Status::Refused, number: 0, bytes: text.as_bytes().to_vec() }
}
