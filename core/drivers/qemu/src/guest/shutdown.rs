//! What follows when a guest shuts down or crashes: QEMU is started so that it stays, and the document says what to do.

use std::sync::Arc;

use ferrovirt_api::{
    DomainCrashedReason, DomainEventCrashedDetail, DomainEventShutdownDetail, DomainEventType, DomainRunningReason,
    DomainShutoffReason,
};
use ferrovirt_xml::domain::power::{CrashAction, LifecycleAction};

use super::Guest;
use super::job::Job;
use super::owner::{Destroy, Owner};
use super::state::State;
use crate::qmp::RunState;

impl Owner {
    /// QEMU told that the guest shut down, or that QEMU is about to end.
    pub(super) fn guest_shut_down(&mut self, by_guest: bool, reason: Option<&str>) {
        if self.saw_shutdown {
            return;
        }
        let reboot = self.guest.take_reboot();
        let action = self.action_after(reason);
        let leaves = matches!(reason, Some("host-signal" | "host-qmp-quit"));
        let restarts = !self.is_ending() && !leaves && (reboot || action == LifecycleAction::Restart);
        if restarts {
            // For the listeners this is a reboot: the RESET that follows tells of it.
            self.reset_and_go_on();
            return;
        }
        self.note_shutdown();
        let detail = match by_guest {
            true => DomainEventShutdownDetail::Guest,
            false => DomainEventShutdownDetail::Host,
        };
        self.guest.emit_lifecycle(DomainEventType::Shutdown, detail.number());
        if self.is_ending() || leaves || action == LifecycleAction::Preserve {
            return;
        }
        self.destroy(Destroy { graceful: false, reason: DomainShutoffReason::Shutdown }, None);
    }

    fn action_after(&self, reason: Option<&str>) -> LifecycleAction {
        let view = self.guest.view();
        let Some(live) = &view.live else { return LifecycleAction::Destroy };
        let is_reset = matches!(reason, Some("guest-reset" | "host-qmp-system-reset" | "subsystem-reset"));
        let action = match is_reset {
            true => live.on_reboot.unwrap_or(LifecycleAction::Restart),
            false => live.on_poweroff.unwrap_or(LifecycleAction::Destroy),
        };
        match action {
            LifecycleAction::RenameRestart => LifecycleAction::Restart,
            // A reboot that ends up here was turned into a shutdown because the guest is to end.
            LifecycleAction::Restart if is_reset => LifecycleAction::Destroy,
            action => action,
        }
    }

    /// The guest's kernel panicked.
    pub(super) fn guest_panicked(&mut self) {
        if self.is_ending() || matches!(self.guest.view().state, State::Crashed(_)) {
            return;
        }
        self.enter(State::Crashed(DomainCrashedReason::Panicked));
        self.guest.emit_lifecycle(DomainEventType::Crashed, DomainEventCrashedDetail::Panicked.number());
        let action = {
            let view = self.guest.view();
            view.live.as_ref().and_then(|live| live.on_crash).unwrap_or(CrashAction::Destroy)
        };
        match action {
            CrashAction::Preserve => {}
            CrashAction::Destroy | CrashAction::CoredumpDestroy => {
                self.destroy(Destroy { graceful: false, reason: DomainShutoffReason::Crashed }, None);
            }
            CrashAction::Restart | CrashAction::RenameRestart | CrashAction::CoredumpRestart => {
                self.reset_and_go_on();
            }
        }
    }

    /// Boots the guest again within the same process.
    fn reset_and_go_on(&mut self) {
        self.own_jobs.push_back(Job::of("reboot", |guest: Arc<Guest>| async move {
            let Ok(control) = guest.control() else { return };
            guest.expect_resume(DomainRunningReason::Booted);
            let outcome = async {
                control.monitor.system_reset().await?;
                control.monitor.cont().await
            };
            if outcome.await.is_err() {
                // It neither runs nor ends by itself: nobody would notice.
                let how = Destroy { graceful: false, reason: DomainShutoffReason::Failed };
                guest.order(super::Order::Destroy(how, tokio::sync::oneshot::channel().0));
            }
        }));
    }

    /// Asks QEMU what it is doing, after events were lost.
    pub(super) fn ask_for_state(&mut self) {
        self.own_jobs.push_back(Job::of("query", |guest: Arc<Guest>| async move {
            let Ok(control) = guest.control() else { return };
            // Without an answer nothing better is known than before.
            let Ok(status) = control.monitor.query_status().await else { return };
            let before = guest.view().state;
            if let Some(state) = state_of(status.status, before) {
                guest.update_running(&control, |view| view.state = state);
            }
            if status.status == RunState::Shutdown {
                let how = Destroy { graceful: false, reason: DomainShutoffReason::Shutdown };
                guest.order(super::Order::Destroy(how, tokio::sync::oneshot::channel().0));
            }
        }));
    }
}

/// The state that QEMU's own words stand for, keeping a known reason; none where nothing has changed.
pub(crate) fn state_of(status: RunState, before: State) -> Option<State> {
    use ferrovirt_api::{DomainPausedReason as Paused, DomainShutdownReason};
    let paused = |reason| match before {
        State::Paused(_) => None,
        _ => Some(State::Paused(reason)),
    };
    match status {
        RunState::Running => match before {
            State::Running(_) => None,
            _ => Some(State::Running(DomainRunningReason::Unpaused)),
        },
        RunState::Suspended => Some(State::PmSuspended),
        RunState::Shutdown => Some(State::Shutdown(DomainShutdownReason::Unknown)),
        RunState::GuestPanicked => Some(State::Crashed(DomainCrashedReason::Panicked)),
        RunState::IoError => paused(Paused::IoError),
        RunState::Watchdog => paused(Paused::Watchdog),
        RunState::Inmigrate | RunState::Postmigrate | RunState::FinishMigrate | RunState::Colo => {
            paused(Paused::Migration)
        }
        RunState::SaveVm => paused(Paused::Save),
        RunState::Prelaunch => paused(Paused::StartingUp),
        RunState::Paused | RunState::Debug | RunState::RestoreVm | RunState::InternalError => paused(Paused::Unknown),
        RunState::Unknown => None,
    }
}
