//! The process's own I/O threads: a small tokio runtime that starts with the first task and serves all connections.
//!
//! Callers never see it. After `fork` the child has none of the parent's threads, so it gets a runtime of its own; the
//! parent's is forgotten there, never dropped (its threads cannot be joined).

use std::any::Any;
use std::future::Future;
use std::marker::PhantomData;
use std::pin::Pin;
use std::sync::Mutex;
use std::task::{Context, Poll};
use std::time::Duration;

use tokio::runtime::{Builder, Handle, Runtime};
use tokio::task::{AbortHandle, JoinError, JoinHandle};

use crate::error::{Error, ErrorDomain, Result};

static RUNTIME: Mutex<Option<(u32, &'static Runtime)>> = Mutex::new(None);

/// The handle of the runtime, started if need be.
pub fn handle() -> Result<Handle> {
    let mut runtime = RUNTIME.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
    let process = std::process::id();
    match *runtime {
        Some((owner, runtime)) if owner == process => Ok(runtime.handle().clone()),
        _ => {
            let started =
                Builder::new_multi_thread()
                    .worker_threads(2)
                    .thread_name("ferrovirt")
                    .enable_all()
                    .build()
                    .map_err(|error| Error::system(ErrorDomain::Thread, "cannot start the I/O threads", &error))?;
            // It lives as long as the process: guests' owner tasks must not end with any one connection.
            let started: &'static Runtime = Box::leak(Box::new(started));
            *runtime = Some((process, started));
            Ok(started.handle().clone())
        }
    }
}

/// An answer of some type. Tasks of all kinds look the same to tokio, which would otherwise have a copy of its whole
/// machinery for each of them.
type Answer = Box<dyn Any + Send>;

/// A task on the I/O threads. It goes on when this is dropped.
#[derive(Debug)]
pub struct Task<T> {
    handle: JoinHandle<Answer>,
    answer: PhantomData<fn() -> T>,
}

impl<T: 'static> Task<T> {
    fn of(handle: JoinHandle<Answer>) -> Task<T> {
        Task { handle, answer: PhantomData }
    }

    /// Ends the task where it waits next.
    pub fn abort(&self) {
        self.handle.abort();
    }

    /// Something that can end the task later.
    pub fn abort_handle(&self) -> AbortHandle {
        self.handle.abort_handle()
    }
}

impl<T: 'static> Future for Task<T> {
    /// An error says that the task panicked or was ended.
    type Output = std::result::Result<T, JoinError>;

    fn poll(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Self::Output> {
        let ended = std::task::ready!(Pin::new(&mut self.handle).poll(context));
        Poll::Ready(ended.map(|answer| match answer.downcast() {
            Ok(answer) => *answer,
            Err(_) => unreachable!("a task answers with what it was spawned for"),
        }))
    }
}

/// Runs a task on the I/O threads.
pub fn spawn<F>(task: F) -> Result<Task<F::Output>>
where
    F: Future + Send + 'static,
    F::Output: Send + 'static,
{
    let task: Pin<Box<dyn Future<Output = Answer> + Send>> = Box::pin(async { Box::new(task.await) as Answer });
    Ok(Task::of(handle()?.spawn(task)))
}

/// Runs something that blocks (file access, a fork) beside the I/O threads.
pub async fn blocking<T: Send + 'static>(work: impl FnOnce() -> T + Send + 'static) -> Result<T> {
    let work: Box<dyn FnOnce() -> Answer + Send> = Box::new(|| Box::new(work()));
    let task: Task<T> = Task::of(handle()?.spawn_blocking(work));
    task.await.map_err(|error| Error::internal(ErrorDomain::Thread, format!("a worker ended early: {error}")))
}

/// Ends after a while, on any executor; at once when no I/O threads can be had.
pub async fn sleep(time: Duration) {
    let Ok(handle) = handle() else { return };
    let timer = {
        let _guard = handle.enter();
        tokio::time::sleep(time)
    };
    timer.await;
}
