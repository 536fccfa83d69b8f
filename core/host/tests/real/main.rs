//! The real host against this machine's kernel, in temporary directories of its own.

mod files;
mod locks;
mod processes;
mod sockets;
mod system;

use std::sync::Arc;

use ferrovirt_host::{Host, RealHost};

fn host() -> Arc<dyn Host> {
    Arc::new(RealHost::new())
}

fn directory() -> tempfile::TempDir {
    tempfile::tempdir().expect("a temporary directory")
}

/// Runs an async test.
fn run<F: Future>(test: F) -> F::Output {
    tokio::runtime::Builder::new_current_thread().enable_all().build().expect("a runtime").block_on(test)
}
