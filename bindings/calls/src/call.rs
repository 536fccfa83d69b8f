//! An operation on its way: its arguments are read, it is polled once, and its answer is written.

use std::future::Future;
use std::sync::Arc;
use std::task::Poll;

use ferrovirt_bindings::UniFfiTag;
use ferrovirt_bindings::error::Result as ApiResult;
use uniffi::Lift;

use crate::answer::Answer;
use crate::{Waiting, poll_once, sys};

/// What an operation's function gives: what waits, or nothing if the answer is there.
pub type Begun = uniffi::Result<Option<Waiting>>;

/// The function of an operation.
pub type Operation = fn(&mut Call<'_>) -> Begun;

/// A class of objects: what can be done with their handles.
pub struct Class {
    /// Its name.
    pub name: &'static str,
    /// Makes another handle.
    pub duplicate: fn(u64) -> u64,
    /// Ends a handle.
    pub release: fn(u64),
}

impl Class {
    /// That of a type.
    pub const fn of<T>(name: &'static str) -> Class {
        Class { name, duplicate: sys::duplicate_of::<T>, release: sys::release_of::<T> }
    }
}

/// An operation on its way.
pub struct Call<'a> {
    object: u64,
    arguments: &'a [u8],
    answer: &'a mut Answer,
}

impl<'a> Call<'a> {
    /// With these arguments, and this place for the answer.
    pub fn new(object: u64, arguments: &'a [u8], answer: &'a mut Answer) -> Call<'a> {
        Call { object, arguments, answer }
    }

    /// The object whose method it is.
    pub fn this<T>(&self) -> uniffi::Result<Arc<T>> {
        sys::borrowed(self.object).ok_or_else(|| uniffi::deps::anyhow::anyhow!("the object is missing"))
    }

    /// The next argument.
    pub fn argument<T: Lift<UniFfiTag>>(&mut self) -> uniffi::Result<T> {
        T::try_read(&mut self.arguments)
    }

    /// The end of an operation that never waits.
    pub fn give<T>(&mut self, result: T, give: fn(&mut Answer, T)) -> Begun {
        give(self.answer, result);
        Ok(None)
    }

    /// The end of an operation that never waits and can fail.
    pub fn give_or_fail<T>(&mut self, result: ApiResult<T>, give: fn(&mut Answer, T)) -> Begun {
        settle(self.answer, result, give);
        Ok(None)
    }

    /// Begins an operation that may wait.
    pub fn wait<T, F>(&mut self, future: F, give: fn(&mut Answer, T)) -> Begun
    where
        F: Future<Output = T> + Send + 'static,
        T: 'static,
    {
        let mut future = Box::pin(future);
        match poll_once(future.as_mut()) {
            Poll::Ready(result) => self.give(result, give),
            Poll::Pending => Ok(Some(Waiting(Box::pin(async move {
                let mut answer = Answer::default();
                give(&mut answer, future.await);
                answer
            })))),
        }
    }

    /// Begins an operation that may wait and can fail.
    pub fn wait_or_fail<T, F>(&mut self, future: F, give: fn(&mut Answer, T)) -> Begun
    where
        F: Future<Output = ApiResult<T>> + Send + 'static,
        T: 'static,
    {
        let mut future = Box::pin(future);
        match poll_once(future.as_mut()) {
            Poll::Ready(result) => self.give_or_fail(result, give),
            Poll::Pending => Ok(Some(Waiting(Box::pin(async move {
                let mut answer = Answer::default();
                settle(&mut answer, future.await, give);
                answer
            })))),
        }
    }
}

fn settle<T>(answer: &mut Answer, result: ApiResult<T>, give: fn(&mut Answer, T)) {
    match result {
        Ok(result) => give(answer, result),
        Err(error) => answer.error(error),
    }
}
