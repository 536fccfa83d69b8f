//! The handles of a running guest: its process, its monitor, its agent.

use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicI32, Ordering};
use std::time::Duration;

use ferrovirt_api::{Error, ErrorCode, ErrorDomain, Result};
use ferrovirt_host::{Host, Process};
use tokio::sync::Mutex;

use crate::agent::Agent;
use crate::layout::GuestPaths;
use crate::ports::Port;
use crate::probe::EmulatorCapabilities;
use crate::qmp::Monitor;

/// How long to wait for the agent's socket: it is a local one, and QEMU or the guest may be stuck.
const CONNECT_LIMIT: Duration = Duration::from_secs(3);

/// libvirt's value for "wait for ever".
const WAIT_FOR_EVER: i32 = -2;

/// The process of a guest and what reaches it. A new start makes a new one.
pub struct Control {
    /// Its files and directories.
    pub paths: GuestPaths,
    /// QEMU.
    pub process: Arc<dyn Process>,
    /// The way to QEMU.
    pub monitor: Monitor,
    /// What this QEMU can do.
    pub capabilities: Arc<EmulatorCapabilities>,
    agent: Mutex<Option<Agent>>,
    agent_timeout: AtomicI32,
    host: Arc<dyn Host>,
    /// The ports that are its own while it runs.
    _ports: Vec<Port>,
}

impl Control {
    /// The handles of a process.
    pub fn new(
        host: Arc<dyn Host>,
        paths: GuestPaths,
        process: Arc<dyn Process>,
        monitor: Monitor,
        capabilities: Arc<EmulatorCapabilities>,
        ports: Vec<Port>,
    ) -> Control {
        let agent_timeout = AtomicI32::new(WAIT_FOR_EVER);
        Control { paths, process, monitor, capabilities, agent: Mutex::new(None), agent_timeout, host, _ports: ports }
    }

    /// The guest agent at this socket, connected when it is first needed.
    pub async fn agent(&self, socket: &str) -> Result<Agent> {
        let mut agent = self.agent.lock().await;
        if let Some(agent) = &*agent {
            return Ok(agent.clone());
        }
        let connect = self.host.sockets().connect_unix(Path::new(socket), CONNECT_LIMIT);
        let stream = connect.await.map_err(|error| {
            Error::new(ErrorCode::AgentUnresponsive, ErrorDomain::Qemu, "QEMU guest agent is not connected")
                .with_cause(error.to_string())
        })?;
        let connected = Agent::new(stream, self.nonce());
        *agent = Some(connected.clone());
        Ok(connected)
    }

    /// Forgets the connection to the agent: the next command makes a new one.
    pub async fn forget_agent(&self) {
        *self.agent.lock().await = None;
    }

    /// How long a command of the agent may take, by libvirt's numbers.
    pub fn agent_timeout(&self) -> i32 {
        self.agent_timeout.load(Ordering::Relaxed)
    }

    /// Sets how long a command of the agent may take, by libvirt's numbers.
    pub fn set_agent_timeout(&self, seconds: i32) {
        self.agent_timeout.store(seconds, Ordering::Relaxed);
    }

    fn nonce(&self) -> u32 {
        let mut bytes = [0; 4];
        // The number only tells our commands from those of earlier callers; without randomness the clock does.
        if self.host.system().fill_random(&mut bytes).is_err() {
            return self.host.clock().monotonic().subsec_nanos();
        }
        u32::from_ne_bytes(bytes)
    }
}
