//! A host that a test states.
//!
//! What exists is stated first ([`ScriptedHost::file`], [`ScriptedHost::program`], [`ScriptedHost::facts`], ...). Then
//! the code under test gets the host as an `Arc<dyn Host>`, every call that may fail is recorded in order
//! ([`ScriptedHost::calls`]), and chosen calls fail ([`ScriptedHost::fail`], [`ScriptedHost::fail_call`]). Time stands
//! still until [`ScriptedHost::advance`].
//!
//! Nothing of the real host is touched. Descriptors that are handed out are real ones (files in memory, sockets without
//! a path), so that a test can play the program that they were passed to.
//!
//! ```
//! use ferrovirt_host::scripted::{Operation, ScriptedHost};
//! use ferrovirt_host::{Exit, Host, ProcessSpec};
//!
//! let host = ScriptedHost::new();
//! host.file("/etc/motd", "hello").program("/bin/greet", |child| child.finish(Exit::Code(0), "hi"));
//! host.fail(Operation::Read, 2, 5);
//! assert_eq!(host.files().read("/etc/motd".as_ref(), 10).unwrap(), b"hello");
//! assert_eq!(host.files().read("/etc/motd".as_ref(), 10).unwrap_err().errno(), Some(5));
//! let process = host.processes().spawn(ProcessSpec::new("/bin/greet")).unwrap();
//! assert_eq!(process.try_wait(), Some(Exit::Code(0)));
//! assert_eq!(host.transcript(), ["Read /etc/motd", "Read /etc/motd", "Spawn /bin/greet"]);
//! ```

mod access;
mod cgroups;
mod changes;
mod clock;
mod facts;
mod files;
mod journal;
mod locks;
mod memory;
mod process;
mod processes;
mod sockets;
mod state;
mod system;
mod tree;

pub use facts::{Facts, User};
pub use journal::{Call, Operation};
pub use process::{ScriptedChild, Started};

use std::path::Path;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use nix::errno::Errno;
use tokio::sync::watch;

use crate::{Cgroups, Clock, DenialReason, Files, Host, HostError, HostResult, Processes, Sockets, Space, System};
use state::State;
use tree::Kind;

/// A host that a test states. Clones are the same host.
#[derive(Clone)]
pub struct ScriptedHost {
    state: Arc<Mutex<State>>,
    /// The virtual clock; sleepers wait for its changes.
    now: Arc<watch::Sender<Duration>>,
}

impl Default for ScriptedHost {
    fn default() -> ScriptedHost {
        ScriptedHost::new()
    }
}

impl ScriptedHost {
    /// A host with an empty root directory and the default [`Facts`].
    pub fn new() -> ScriptedHost {
        ScriptedHost { state: Arc::new(Mutex::new(State::new())), now: Arc::new(watch::Sender::new(Duration::ZERO)) }
    }

    /// This host as drivers take it.
    pub fn shared(&self) -> Arc<dyn Host> {
        Arc::new(self.clone())
    }

    /// There is a file, 0644, with this content. The directories above it are created as needed, here and below.
    pub fn file(&self, path: impl AsRef<Path>, content: impl AsRef<[u8]>) -> &ScriptedHost {
        self.node(path.as_ref(), Kind::file(content.as_ref()), 0o644)
    }

    /// There is a directory, 0755.
    pub fn directory(&self, path: impl AsRef<Path>) -> &ScriptedHost {
        self.node(path.as_ref(), Kind::Directory, 0o755)
    }

    /// There is a symbolic link.
    pub fn link(&self, path: impl AsRef<Path>, target: impl AsRef<Path>) -> &ScriptedHost {
        self.node(path.as_ref(), Kind::Link(target.as_ref().to_owned()), 0o777)
    }

    /// There is a block device of this size.
    pub fn block_device(&self, path: impl AsRef<Path>, size: u64) -> &ScriptedHost {
        self.node(path.as_ref(), Kind::BlockDevice(size), 0o660)
    }

    /// Access at this path is denied to us for this reason; for `ReadOnly`, to all below it as well.
    pub fn deny(&self, path: impl AsRef<Path>, reason: DenialReason) -> &ScriptedHost {
        self.state().tree.deny(path.as_ref(), reason);
        self
    }

    /// Every file system has this space.
    pub fn has_space(&self, space: Space) -> &ScriptedHost {
        self.state().space = space;
        self
    }

    /// Changes the facts of the machine.
    pub fn facts(&self, change: impl FnOnce(&mut Facts)) -> &ScriptedHost {
        change(&mut self.state().facts);
        self
    }

    /// The content of a file, as the code under test left it; `None` when there is none.
    pub fn content(&self, path: impl AsRef<Path>) -> Option<Vec<u8>> {
        let state = self.state();
        state.tree.read(path.as_ref()).ok()
    }

    /// The permission bits at a path, links not followed; `None` when there is nothing.
    pub fn mode(&self, path: impl AsRef<Path>) -> Option<u32> {
        self.state().tree.get(path.as_ref(), false).ok().map(|(_, node)| node.mode)
    }

    /// Every path below (and without) this directory, in order.
    pub fn paths_below(&self, path: impl AsRef<Path>) -> Vec<std::path::PathBuf> {
        self.state().tree.below(path.as_ref())
    }

    /// Moves the clock on; sleeps that end by then are done, in any order.
    pub fn advance(&self, duration: Duration) {
        self.now.send_modify(|now| *now = now.saturating_add(duration));
    }

    /// The `nth` call of this operation, counted from 1 and from now, fails with this errno and does nothing.
    pub fn fail(&self, operation: Operation, nth: usize, errno: i32) -> &ScriptedHost {
        self.state().journal.fail(operation, nth, errno);
        self
    }

    /// The `nth` call of all, counted from 1 and from now, fails with this errno and does nothing.
    pub fn fail_call(&self, nth: usize, errno: i32) -> &ScriptedHost {
        self.state().journal.fail_call(nth, errno);
        self
    }

    /// From the `nth` call on, counted from 1 and from now, every call fails and does nothing: what is left then is what
    /// a process leaves that is killed at this point.
    pub fn fail_from(&self, nth: usize, errno: i32) -> &ScriptedHost {
        self.state().journal.fail_from(nth, errno);
        self
    }

    /// Takes back all failures that were stated and did not happen yet.
    pub fn heal(&self) -> &ScriptedHost {
        self.state().journal.heal();
        self
    }

    /// What was asked, in order.
    pub fn calls(&self) -> Vec<Call> {
        self.state().journal.calls().to_vec()
    }

    /// What was asked, in order, a text each: "Read /etc/motd".
    pub fn transcript(&self) -> Vec<String> {
        self.state().journal.calls().iter().map(Call::to_string).collect()
    }

    /// Forgets what was asked.
    pub fn forget_calls(&self) -> &ScriptedHost {
        self.state().journal.forget();
        self
    }

    fn node(&self, path: &Path, kind: Kind, mode: u32) -> &ScriptedHost {
        let now = self.wall_stamp();
        self.state().tree.place(path, kind, mode, now);
        self
    }

    /// Never held across a wait or a test's function.
    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Records a call about a path; fails when a test said so.
    fn begin(&self, operation: Operation, verb: &str, path: &Path) -> HostResult<MutexGuard<'_, State>> {
        let mut state = self.state();
        match state.journal.enter(operation, path.display().to_string()) {
            None => Ok(state),
            Some(errno) => Err(HostError::at(verb, path, Errno::from_raw(errno))),
        }
    }

    /// Records a call about something else; fails when a test said so.
    fn begin_other(&self, operation: Operation, action: &str, subject: String) -> HostResult<MutexGuard<'_, State>> {
        let mut state = self.state();
        match state.journal.enter(operation, subject) {
            None => Ok(state),
            Some(errno) => Err(HostError::new(action, Errno::from_raw(errno))),
        }
    }
}

impl Host for ScriptedHost {
    fn files(&self) -> &dyn Files {
        self
    }

    fn processes(&self) -> &dyn Processes {
        self
    }

    fn sockets(&self) -> &dyn Sockets {
        self
    }

    fn clock(&self) -> &dyn Clock {
        self
    }

    fn system(&self) -> &dyn System {
        self
    }

    fn cgroups(&self) -> &dyn Cgroups {
        self
    }
}
