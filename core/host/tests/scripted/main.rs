//! The scripted host: what a test states is what the code under test sees.

mod files;
mod processes;
mod sockets;
mod system;

/// Runs an async test.
fn run<F: Future>(test: F) -> F::Output {
    tokio::runtime::Builder::new_current_thread().enable_all().build().expect("a runtime").block_on(test)
}
