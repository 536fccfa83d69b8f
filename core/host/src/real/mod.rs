//! The real host: the kernel that we run on.

mod access;
mod cgroups;
mod clock;
mod copy;
mod files;
mod locks;
mod place;
mod process;
mod processes;
mod processor;
mod procfs;
mod reaper;
mod sockets;
mod spawn;
mod system;
mod terminal;
mod tree;
mod write;

use crate::{Cgroups, Clock, Files, Host, Processes, Sockets, System};

/// The host that this process runs on. It has no state of its own.
#[derive(Clone, Copy, Debug, Default)]
pub struct RealHost;

impl RealHost {
    /// This host.
    pub fn new() -> RealHost {
        RealHost
    }
}

impl Host for RealHost {
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
