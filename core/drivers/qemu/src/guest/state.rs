//! What a guest is doing and why: a pure type with its transitions.
//!
//! ```text
//!             start                 STOP
//!   ShutOff ────────► Paused ◄──────────────── Running ──SUSPEND──► PmSuspended
//!      ▲           (StartingUp)  ──RESUME────►    │   ◄──WAKEUP───────┘
//!      │                                          ├──SHUTDOWN──► Shutdown ──on_poweroff──┐
//!      │                                          └──GUEST_PANICKED──► Crashed ──on_crash┤
//!      └──────────────── the process ended ◄─────────────────────────────────────────────┘
//! ```

use ferrovirt_api::{
    DomainCrashedReason, DomainEventResumedDetail, DomainEventStoppedDetail, DomainEventSuspendedDetail,
    DomainPausedReason, DomainRunningReason, DomainShutdownReason, DomainShutoffReason, DomainState, DomainStateReason,
};

/// The state of a guest with its reason.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum State {
    /// Its processors run.
    Running(DomainRunningReason),
    /// Its processors are stopped.
    Paused(DomainPausedReason),
    /// It has shut down, and its process is still there.
    Shutdown(DomainShutdownReason),
    /// There is no process.
    ShutOff(DomainShutoffReason),
    /// It crashed, and its process is still there.
    Crashed(DomainCrashedReason),
    /// It suspended itself to memory.
    PmSuspended,
}

const RUNNING: &[(DomainRunningReason, &str)] = &[
    (DomainRunningReason::Unknown, "unknown"),
    (DomainRunningReason::Booted, "booted"),
    (DomainRunningReason::Migrated, "migrated"),
    (DomainRunningReason::Restored, "restored"),
    (DomainRunningReason::FromSnapshot, "from snapshot"),
    (DomainRunningReason::Unpaused, "unpaused"),
    (DomainRunningReason::MigrationCanceled, "migration canceled"),
    (DomainRunningReason::SaveCanceled, "save canceled"),
    (DomainRunningReason::Wakeup, "wakeup"),
    (DomainRunningReason::Crashed, "crashed"),
    (DomainRunningReason::Postcopy, "post-copy"),
    (DomainRunningReason::PostcopyFailed, "post-copy failed"),
];

const PAUSED: &[(DomainPausedReason, &str)] = &[
    (DomainPausedReason::Unknown, "unknown"),
    (DomainPausedReason::User, "user"),
    (DomainPausedReason::Migration, "migration"),
    (DomainPausedReason::Save, "save"),
    (DomainPausedReason::Dump, "dump"),
    (DomainPausedReason::IoError, "ioerror"),
    (DomainPausedReason::Watchdog, "watchdog"),
    (DomainPausedReason::FromSnapshot, "from snapshot"),
    (DomainPausedReason::ShuttingDown, "shutdown"),
    (DomainPausedReason::Snapshot, "snapshot"),
    (DomainPausedReason::Crashed, "panicked"),
    (DomainPausedReason::StartingUp, "starting up"),
    (DomainPausedReason::Postcopy, "post-copy"),
    (DomainPausedReason::PostcopyFailed, "post-copy failed"),
    (DomainPausedReason::ApiError, "api error"),
];

impl State {
    /// As the API tells it.
    pub fn to_api(self) -> DomainStateReason {
        let (state, reason) = match self {
            State::Running(reason) => (DomainState::Running, reason.number()),
            State::Paused(reason) => (DomainState::Paused, reason.number()),
            State::Shutdown(reason) => (DomainState::Shutdown, reason.number()),
            State::ShutOff(reason) => (DomainState::Shutoff, reason.number()),
            State::Crashed(reason) => (DomainState::Crashed, reason.number()),
            State::PmSuspended => (DomainState::PmSuspended, 0),
        };
        DomainStateReason { state, reason }
    }

    /// Whether the processors run.
    pub fn is_running(self) -> bool {
        matches!(self, State::Running(_))
    }

    /// The words of a status file: state and reason.
    pub fn words(self) -> (&'static str, &'static str) {
        match self {
            State::Running(reason) => ("running", word_of(RUNNING, reason)),
            State::Paused(reason) => ("paused", word_of(PAUSED, reason)),
            State::Shutdown(DomainShutdownReason::User) => ("shutdown", "user"),
            State::Shutdown(DomainShutdownReason::Unknown) => ("shutdown", "unknown"),
            State::ShutOff(_) => ("shutoff", "unknown"),
            State::Crashed(DomainCrashedReason::Panicked) => ("crashed", "panicked"),
            State::Crashed(DomainCrashedReason::Unknown) => ("crashed", "unknown"),
            State::PmSuspended => ("pmsuspended", "unknown"),
        }
    }

    /// The state of a status file's words; a reason that this version does not know is `unknown`.
    pub fn from_words(state: &str, reason: &str) -> Option<State> {
        Some(match state {
            "running" => State::Running(value_of(RUNNING, reason)),
            "paused" => State::Paused(value_of(PAUSED, reason)),
            "shutdown" if reason == "user" => State::Shutdown(DomainShutdownReason::User),
            "shutdown" => State::Shutdown(DomainShutdownReason::Unknown),
            "shutoff" => State::ShutOff(DomainShutoffReason::Unknown),
            "crashed" if reason == "panicked" => State::Crashed(DomainCrashedReason::Panicked),
            "crashed" => State::Crashed(DomainCrashedReason::Unknown),
            "pmsuspended" => State::PmSuspended,
            _ => return None,
        })
    }
}

fn word_of<T: PartialEq>(words: &[(T, &'static str)], value: T) -> &'static str {
    words.iter().find(|(candidate, _)| *candidate == value).map_or("unknown", |(_, word)| word)
}

fn value_of<T: Copy + Default>(words: &[(T, &'static str)], word: &str) -> T {
    words.iter().find(|(_, candidate)| *candidate == word).map(|(value, _)| *value).unwrap_or_default()
}

/// The detail of the event that tells of a pause.
pub fn suspended_detail(reason: DomainPausedReason) -> DomainEventSuspendedDetail {
    use DomainEventSuspendedDetail as Detail;
    match reason {
        DomainPausedReason::Migration => Detail::Migrated,
        DomainPausedReason::IoError => Detail::IoError,
        DomainPausedReason::Watchdog => Detail::Watchdog,
        DomainPausedReason::FromSnapshot => Detail::FromSnapshot,
        DomainPausedReason::Postcopy => Detail::Postcopy,
        DomainPausedReason::PostcopyFailed => Detail::PostcopyFailed,
        DomainPausedReason::ApiError => Detail::ApiError,
        DomainPausedReason::Unknown
        | DomainPausedReason::User
        | DomainPausedReason::Save
        | DomainPausedReason::Dump
        | DomainPausedReason::ShuttingDown
        | DomainPausedReason::Snapshot
        | DomainPausedReason::Crashed
        | DomainPausedReason::StartingUp => Detail::Paused,
    }
}

/// The detail of the event that tells that a guest runs on.
pub fn resumed_detail(reason: DomainRunningReason) -> DomainEventResumedDetail {
    use DomainEventResumedDetail as Detail;
    match reason {
        DomainRunningReason::Migrated => Detail::Migrated,
        DomainRunningReason::FromSnapshot => Detail::FromSnapshot,
        DomainRunningReason::Postcopy => Detail::Postcopy,
        DomainRunningReason::PostcopyFailed => Detail::PostcopyFailed,
        DomainRunningReason::Unknown
        | DomainRunningReason::Booted
        | DomainRunningReason::Restored
        | DomainRunningReason::Unpaused
        | DomainRunningReason::MigrationCanceled
        | DomainRunningReason::SaveCanceled
        | DomainRunningReason::Wakeup
        | DomainRunningReason::Crashed => Detail::Unpaused,
    }
}

/// The detail of the event that tells that a guest is off.
pub fn stopped_detail(reason: DomainShutoffReason) -> DomainEventStoppedDetail {
    use DomainEventStoppedDetail as Detail;
    match reason {
        DomainShutoffReason::Unknown | DomainShutoffReason::Shutdown => Detail::Shutdown,
        DomainShutoffReason::Destroyed => Detail::Destroyed,
        DomainShutoffReason::Crashed => Detail::Crashed,
        DomainShutoffReason::Migrated => Detail::Migrated,
        DomainShutoffReason::Saved => Detail::Saved,
        DomainShutoffReason::Failed | DomainShutoffReason::Daemon => Detail::Failed,
        DomainShutoffReason::FromSnapshot => Detail::FromSnapshot,
    }
}

/// The same for an end that nobody asked for: libvirt calls such a guest crashed, and its stop failed.
pub fn unexpected_detail(reason: DomainShutoffReason) -> DomainEventStoppedDetail {
    match reason {
        DomainShutoffReason::Crashed => DomainEventStoppedDetail::Failed,
        reason => stopped_detail(reason),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_lead_back_to_the_state() {
        let running = DomainRunningReason::ALL.iter().map(|reason| State::Running(*reason));
        let paused = DomainPausedReason::ALL.iter().map(|reason| State::Paused(*reason));
        let others = [State::Crashed(DomainCrashedReason::Panicked), State::PmSuspended];
        for state in running.chain(paused).chain(others) {
            let (word, reason) = state.words();
            assert_eq!(State::from_words(word, reason), Some(state));
        }
        assert_eq!(State::from_words("running", "?"), Some(State::Running(DomainRunningReason::Unknown)));
        assert_eq!(State::from_words("?", ""), None);
    }
}
