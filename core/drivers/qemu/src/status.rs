//! Status files: what a new process must know of a guest that an earlier one has started.
//!
//! The form is libvirt's `<domstatus>`. A guest that is still being started has the state "paused" for "starting up": who
//! finds that after the end of the starting process knows that nobody was told of a success.

use ferrovirt_api::{DomainPausedReason, Error, ErrorDomain, Result, runtime};
use ferrovirt_xml::domain::Domain;
use ferrovirt_xml::domain_status::{DomainStateWord, DomainStatus, StatusMonitor, StatusMonitorType};
use ferrovirt_xml::{Document, Format, ParseOptions};

use crate::guest::state::State;
use crate::guest::view::View;
use crate::instance::Instance;
use crate::layout::{GuestPaths, Layout};
use crate::store::Store;

/// What a status file tells.
pub struct Status {
    /// What the guest did, and why.
    pub state: State,
    /// How long a command of the agent may take, by libvirt's numbers.
    pub agent_timeout: i32,
    /// What runs.
    pub domain: Domain,
}

/// The agent's time limit where nothing else was said: for ever.
const AGENT_TIMEOUT: i32 = -2;

impl Status {
    /// Whether the start was not complete.
    pub fn is_starting(&self) -> bool {
        self.state == State::Paused(DomainPausedReason::StartingUp)
    }

    /// Reads a status file.
    pub fn parse(text: &str) -> Result<Status> {
        let status = DomainStatus::parse(text, &ParseOptions::status())?;
        let word = status.state.map(DomainStateWord::as_str).unwrap_or_default();
        let state = State::from_words(word, status.reason.as_deref().unwrap_or_default());
        let state = state.ok_or_else(|| {
            Error::internal(ErrorDomain::Qemu, format!("a guest with a process cannot have the state '{word}'"))
        })?;
        let agent_timeout = status.agent_timeout.unwrap_or(AGENT_TIMEOUT);
        Ok(Status { state, agent_timeout, domain: status.domain })
    }
}

/// Fills in the directories that status files of old releases leave out.
pub fn complete(status: &mut DomainStatus, layout: &Layout) {
    let domain = &status.domain;
    let id = domain.id.and_then(|id| i32::try_from(id).ok()).unwrap_or(-1);
    let paths = layout.guest(id, &domain.name, &domain.uuid.unwrap_or_default().to_string());
    status.library_directory.get_or_insert_with(|| paths.library_directory.clone());
    status.channel_directory.get_or_insert_with(|| paths.channel_directory());
    status.memory_backing_directory.get_or_insert(paths.memory_backing_directory);
}

/// The text of a status file.
pub fn text(paths: &GuestPaths, state: State, pid: i32, agent_timeout: i32, domain: &Domain) -> String {
    let (_, reason) = state.words();
    let status = DomainStatus {
        state: Some(word(state)),
        reason: Some(reason.to_owned()),
        pid: Some(pid.into()),
        monitor: Some(StatusMonitor {
            path: Some(paths.monitor_socket.clone()),
            monitor_type: Some(StatusMonitorType::Unix),
        }),
        library_directory: Some(paths.library_directory.clone()),
        channel_directory: Some(paths.channel_directory()),
        memory_backing_directory: Some(paths.memory_backing_directory.clone()),
        agent_timeout: Some(agent_timeout),
        domain: domain.clone(),
        ..DomainStatus::default()
    };
    status.to_xml(&Format::STATUS)
}

fn word(state: State) -> DomainStateWord {
    match state {
        State::Running(_) => DomainStateWord::Running,
        State::Paused(_) => DomainStateWord::Paused,
        State::Shutdown(_) => DomainStateWord::Shutdown,
        State::ShutOff(_) => DomainStateWord::Shutoff,
        State::Crashed(_) => DomainStateWord::Crashed,
        State::PmSuspended => DomainStateWord::PmSuspended,
    }
}

/// Writes the status file of an active guest.
pub async fn save(instance: &Instance, view: &View) -> Result<()> {
    let (Some(control), Some(live)) = (&view.control, &view.live) else { return Ok(()) };
    let text = text(&control.paths, view.state, control.process.pid(), control.agent_timeout(), live);
    write(instance.store.clone(), view.name.to_string(), text).await
}

async fn write(store: Store, name: String, text: String) -> Result<()> {
    runtime::blocking(move || store.write_status(&name, &text))
        .await?
        .map_err(|error| error.with_hint("the guest runs, but a new process would know less of it"))
}

/// The error for a status file that is not one.
pub fn unreadable(name: &str, cause: &Error) -> Error {
    Error::internal(ErrorDomain::Qemu, format!("cannot read the status file of domain '{name}'"))
        .with_cause(cause.to_string())
}
