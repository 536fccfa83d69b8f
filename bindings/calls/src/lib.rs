//! The operations of the definition by number: arguments in as bytes, an answer out as a number or as bytes.
//!
//! For languages in which one native function that serves all operations is better than a function for each: their glue
//! is small, and what differs between operations is written in the language itself. Values are encoded as UniFFI encodes
//! them, so that this crate states nothing about any operation: it is generated from the definition, and it decides
//! nothing.
//!
//! An operation is polled once when it is performed. Most are over then; one that is not goes on as a future that runs on
//! any executor.

mod answer;
pub mod c;
mod call;
mod sync;
mod sys;
/// What the generator wrote.
pub mod generated {
    pub mod operations;
}

use std::any::Any;
use std::future::Future;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::pin::Pin;
use std::task::{Context, Poll, Waker};

use generated::operations::{CLASSES, OPERATIONS};

pub use answer::{Answer, Status};
use call::{Call, Class};
pub use sys::{duplicate, perform, release};

/// An operation that was not over at once. Dropping it gives the operation up: what had not begun does not begin.
pub struct Waiting(Pin<Box<dyn Future<Output = Answer> + Send>>);

impl Future for Waiting {
    type Output = Answer;

    fn poll(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Answer> {
        let future = &mut self.0;
        let polled = catch_unwind(AssertUnwindSafe(|| future.as_mut().poll(context)));
        polled.unwrap_or_else(|panic| Poll::Ready(Answer::refused(reason(&*panic))))
    }
}

/// Does an operation; see [`perform`].
fn begin(operation: u32, object: u64, arguments: &[u8], answer: &mut Answer) -> Option<Waiting> {
    let Some(function) = usize::try_from(operation).ok().and_then(|number| OPERATIONS.get(number)) else {
        *answer = Answer::refused(format!("there is no operation {operation}"));
        return None;
    };
    let mut call = Call::new(object, arguments, answer);
    let begun = catch_unwind(AssertUnwindSafe(|| function(&mut call)));
    let refusal = match begun {
        Ok(Ok(waiting)) => return waiting,
        Ok(Err(refusal)) => refusal.to_string(),
        Err(panic) => reason(&*panic),
    };
    *answer = Answer::refused(refusal);
    None
}

fn class(number: u32) -> Option<&'static Class> {
    usize::try_from(number).ok().and_then(|number| CLASSES.get(number))
}

/// Polls a future that may be over already.
fn poll_once<F: Future>(future: Pin<&mut F>) -> Poll<F::Output> {
    future.poll(&mut Context::from_waker(Waker::noop()))
}

fn reason(panic: &(dyn Any + Send)) -> String {
    let text = panic.downcast_ref::<&str>().copied().or_else(|| panic.downcast_ref::<String>().map(String::as_str));
    format!("the core failed: {}", text.unwrap_or("it did not say why"))
}
