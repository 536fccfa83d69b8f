//! The process's own I/O threads: a small tokio runtime that starts with the first task and serves all connections.
//!
//! Callers never see it. After `fork` the child has none of the parent's threads, so it gets a runtime of its own; the
//! parent's is forgotten there, never dropped (its threads cannot be joined).

use std::future::Future;
use std::sync::Mutex;
use std::time::Duration;

use tokio::runtime::{Builder, Handle, Runtime};
use tokio::task::JoinHandle;

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

/// Runs a task on the I/O threads.
pub fn spawn<F>(task: F) -> Result<JoinHandle<F::Output>>
where
    F: Future + Send + 'static,
    F::Output: Send + 'static,
{
    Ok(handle()?.spawn(task))
}

/// Runs something that blocks (file access, a fork) beside the I/O threads.
pub async fn blocking<T: Send + 'static>(work: impl FnOnce() -> T + Send + 'static) -> Result<T> {
    let task = handle()?.spawn_blocking(work);
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
