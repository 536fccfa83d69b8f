//! What is known of a guest: an immutable snapshot that reads answer from.

use std::sync::Arc;
use std::time::Duration;

use ferrovirt_api::{DomainIdentity, Name, Uuid};
use ferrovirt_xml::domain::Domain;

use super::control::Control;
use super::state::State;

/// All that is known of a guest at one moment.
#[derive(Clone)]
pub struct View {
    /// Its name.
    pub name: Name,
    /// Its UUID.
    pub uuid: Uuid,
    /// Its number while it is active, else -1.
    pub id: i32,
    /// What it is doing, and why.
    pub state: State,
    /// The definition that is stored; none for a transient guest.
    pub stored: Option<Arc<Domain>>,
    /// The definition of what runs; none while it is not active.
    pub live: Option<Arc<Domain>>,
    /// The process and what reaches it; none until it answers, and after its end.
    pub control: Option<Arc<Control>>,
    /// Whether it starts with the host.
    pub autostart: bool,
    /// Whether the stored definition was changed while the guest ran.
    pub updated: bool,
    /// The job that runs.
    pub job: Option<JobMark>,
    /// Whether the guest agent has opened its channel.
    pub agent_connected: bool,
    /// Whether the monitor connection broke while the process lives.
    pub monitor_broken: bool,
}

/// A job that runs.
#[derive(Clone, Copy, Debug)]
pub struct JobMark {
    /// What it is.
    pub name: &'static str,
    /// When it began, by the monotonic clock.
    pub began: Duration,
}

impl View {
    /// A name that is taken, and nothing more yet.
    pub fn reserved(name: &str, uuid: Uuid) -> View {
        View {
            name: Name::from(name),
            uuid,
            id: -1,
            state: State::ShutOff(ferrovirt_api::DomainShutoffReason::Unknown),
            stored: None,
            live: None,
            control: None,
            autostart: false,
            updated: false,
            job: None,
            agent_connected: false,
            monitor_broken: false,
        }
    }

    /// Whether it is there for callers: defined, or active.
    pub fn exists(&self) -> bool {
        self.stored.is_some() || self.is_active()
    }

    /// Whether it runs or is paused.
    pub fn is_active(&self) -> bool {
        self.live.is_some()
    }

    /// Whether there is a stored definition.
    pub fn is_persistent(&self) -> bool {
        self.stored.is_some()
    }

    /// Which domain it is.
    pub fn identity(&self) -> DomainIdentity {
        DomainIdentity { name: self.name.clone(), uuid: self.uuid, id: self.id }
    }

    /// What runs, else what is stored.
    pub fn current(&self) -> Option<&Arc<Domain>> {
        self.live.as_ref().or(self.stored.as_ref())
    }
}
