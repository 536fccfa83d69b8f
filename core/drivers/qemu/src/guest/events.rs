//! What QEMU reports, as changes of the guest's state and as events of the API.

use std::sync::Arc;

use ferrovirt_api::{
    DomainBlockJobStatus, DomainBlockJobType, DomainEventAgentLifecycleReason, DomainEventAgentLifecycleState,
    DomainEventGraphicsAddress, DomainEventGraphicsPhase, DomainEventGraphicsSubjectIdentity, DomainEventIoErrorAction,
    DomainEventKind, DomainEventPmSuspendedDetail, DomainEventStartedDetail, DomainEventTrayChangeReason,
    DomainEventType, DomainEventWatchdogAction, DomainMemoryFailureAction, DomainMemoryFailureFlags,
    DomainMemoryFailureRecipient, DomainPausedReason, DomainRunningReason, MonitorEvent,
};

use super::owner::Owner;
use super::state::{State, resumed_detail, suspended_detail};
use crate::definition;
use crate::qmp::{BlockJobProgress, ClientServer, Event, EventKind, NetworkAddress};

impl Owner {
    /// Tells those who listen to the monitor itself, in QEMU's own words. What is of our own making has no name.
    fn pass_on(&self, event: &Event) {
        if event.name.is_empty() {
            return;
        }
        self.guest.events.publish(MonitorEvent {
            domain: self.guest.view.load().identity(),
            name: event.name.clone(),
            seconds: event.timestamp.seconds,
            microseconds: u32::try_from(event.timestamp.microseconds).unwrap_or_default(),
            details: (!event.data.is_null()).then(|| event.data.to_string()),
        });
    }

    /// Takes one event of QEMU's.
    pub(super) fn handle_event(&mut self, event: Event) {
        self.pass_on(&event);
        match event.kind {
            EventKind::Shutdown { guest, reason } => self.guest_shut_down(guest, reason.as_deref()),
            EventKind::Reset { .. } => self.emit(DomainEventKind::Reboot),
            EventKind::Stop => self.processors_stopped(),
            EventKind::Resume => self.processors_run(),
            EventKind::Suspend => self.suspended(DomainEventPmSuspendedDetail::Memory),
            EventKind::SuspendDisk => self.suspended(DomainEventPmSuspendedDetail::Disk),
            EventKind::Wakeup => self.woke_up(),
            EventKind::RtcChange { offset, .. } => self.clock_was_set(offset),
            EventKind::Watchdog { action } => self.watchdog_fired(&action),
            EventKind::BlockIoError { device, qom_path, node_name, action, nospace, .. } => {
                let reason = if nospace { "enospc" } else { "" };
                self.disk_failed(&device, qom_path.as_deref(), node_name.as_deref(), &action, reason);
            }
            EventKind::BlockJobCompleted(progress) => {
                let failed = progress.error.is_some();
                let status = if failed { DomainBlockJobStatus::Failed } else { DomainBlockJobStatus::Completed };
                self.block_job(&progress, status);
            }
            EventKind::BlockJobCancelled(progress) => self.block_job(&progress, DomainBlockJobStatus::Canceled),
            EventKind::BlockJobReady(progress) => self.block_job(&progress, DomainBlockJobStatus::Ready),
            EventKind::DeviceDeleted { device: Some(alias), .. } => {
                self.guest.removals.settle(&alias, true);
                self.emit(DomainEventKind::DeviceRemoved { device_alias: alias });
            }
            EventKind::DeviceUnplugGuestError { device: Some(alias), .. }
            | EventKind::MemUnplugError { device: alias, .. } => {
                self.guest.removals.settle(&alias, false);
                self.emit(DomainEventKind::DeviceRemovalFailed { device_alias: alias });
            }
            EventKind::DeviceTrayMoved { id, tray_open, .. } => {
                let reason = match tray_open {
                    true => DomainEventTrayChangeReason::Open,
                    false => DomainEventTrayChangeReason::Close,
                };
                self.emit(DomainEventKind::TrayChange { device_alias: id, reason });
            }
            EventKind::BalloonChange { actual } => self.balloon_changed(actual / 1024),
            EventKind::MemoryDeviceSizeChange { id: Some(device_alias), size, .. } => {
                self.emit(DomainEventKind::MemoryDeviceSizeChange { device_alias, size: size / 1024 });
            }
            EventKind::VncConnected(ends) | EventKind::SpiceConnected(ends) => {
                self.graphics(DomainEventGraphicsPhase::Connect, ends);
            }
            EventKind::VncInitialized(ends) | EventKind::SpiceInitialized(ends) => {
                self.graphics(DomainEventGraphicsPhase::Initialize, ends);
            }
            EventKind::VncDisconnected(ends) | EventKind::SpiceDisconnected(ends) => {
                self.graphics(DomainEventGraphicsPhase::Disconnect, ends);
            }
            EventKind::VserportChange { id, open } => self.channel_changed(&id, open),
            EventKind::GuestPanicked { .. } => self.guest_panicked(),
            EventKind::GuestCrashloaded { .. } => {
                let detail = ferrovirt_api::DomainEventCrashedDetail::CrashLoaded.number();
                self.guest.emit_lifecycle(DomainEventType::Crashed, detail);
            }
            EventKind::MigrationPass { pass } => {
                let iteration = i32::try_from(pass).unwrap_or(i32::MAX);
                self.emit(DomainEventKind::MigrationIteration { iteration });
            }
            EventKind::MemoryFailure { recipient, action, flags } => {
                let mut known = DomainMemoryFailureFlags::empty();
                if flags.action_required {
                    known |= DomainMemoryFailureFlags::ACTION_REQUIRED;
                }
                if flags.recursive {
                    known |= DomainMemoryFailureFlags::RECURSIVE;
                }
                let recipient = match recipient.as_str() {
                    "guest" => DomainMemoryFailureRecipient::Guest,
                    _ => DomainMemoryFailureRecipient::Hypervisor,
                };
                let action = match action.as_str() {
                    "inject" => DomainMemoryFailureAction::Inject,
                    "fatal" => DomainMemoryFailureAction::Fatal,
                    "reset" => DomainMemoryFailureAction::Reset,
                    _ => DomainMemoryFailureAction::Ignore,
                };
                self.emit(DomainEventKind::MemoryFailure { recipient, action, flags: known });
            }
            EventKind::BlockWriteThreshold { node_name, amount_exceeded, write_threshold } => {
                let device = self.disk_by(|disk| disk.has_node(&node_name)).map_or(node_name, |disk| disk.target);
                self.emit(DomainEventKind::BlockThreshold {
                    device,
                    path: None,
                    threshold: write_threshold,
                    excess: amount_exceeded,
                });
            }
            // What was lost may have been a change of state.
            EventKind::Lost { .. } => self.ask_for_state(),
            // The rest is of no interest to a domain, or is handled by whoever waits for it.
            _ => {}
        }
    }

    fn processors_stopped(&mut self) {
        // After a shutdown QEMU stops the processors by itself; the guest is not paused by that.
        if !matches!(self.guest.view().state, State::Running(_) | State::PmSuspended) {
            return;
        }
        let reason = self.guest.take_pause_reason().unwrap_or(DomainPausedReason::Unknown);
        self.enter(State::Paused(reason));
        self.guest.emit_lifecycle(DomainEventType::Suspended, suspended_detail(reason).number());
    }

    fn processors_run(&mut self) {
        if self.guest.view().state.is_running() {
            return;
        }
        let reason = self.guest.take_resume_reason().unwrap_or(DomainRunningReason::Unpaused);
        self.enter(State::Running(reason));
        self.guest.emit_lifecycle(DomainEventType::Resumed, resumed_detail(reason).number());
    }

    fn suspended(&mut self, detail: DomainEventPmSuspendedDetail) {
        if self.guest.view().state.is_running() {
            self.enter(State::PmSuspended);
            self.guest.emit_lifecycle(DomainEventType::PmSuspended, detail.number());
        }
        self.emit(match detail {
            DomainEventPmSuspendedDetail::Memory => DomainEventKind::PmSuspend { reason: 0 },
            DomainEventPmSuspendedDetail::Disk => DomainEventKind::PmSuspendDisk { reason: 0 },
        });
    }

    fn woke_up(&mut self) {
        if self.guest.view().state == State::PmSuspended {
            self.enter(State::Running(DomainRunningReason::Wakeup));
            self.guest.emit_lifecycle(DomainEventType::Started, DomainEventStartedDetail::Wakeup.number());
        }
        self.emit(DomainEventKind::PmWakeup { reason: 0 });
    }

    /// QEMU tells the difference from what the clock showed at start.
    fn clock_was_set(&mut self, offset: i64) {
        let at_start = self.guest.view().live.as_deref().and_then(definition::clock_adjustment_at_start);
        let utc_offset = offset.saturating_add(at_start.unwrap_or_default());
        if at_start.is_some() {
            self.guest.update(|view| {
                if let Some(live) = &mut view.live {
                    definition::set_clock_adjustment(Arc::make_mut(live), utc_offset);
                }
            });
            self.note_stale_status();
        }
        self.emit(DomainEventKind::RtcChange { utc_offset });
    }

    fn watchdog_fired(&mut self, action: &str) {
        let action = match action {
            "pause" => DomainEventWatchdogAction::Pause,
            "reset" => DomainEventWatchdogAction::Reset,
            "poweroff" => DomainEventWatchdogAction::PowerOff,
            "shutdown" => DomainEventWatchdogAction::Shutdown,
            "debug" => DomainEventWatchdogAction::Debug,
            "inject-nmi" => DomainEventWatchdogAction::InjectNmi,
            _ => DomainEventWatchdogAction::None,
        };
        if action == DomainEventWatchdogAction::Pause {
            self.guest.expect_pause(DomainPausedReason::Watchdog);
        }
        self.emit(DomainEventKind::Watchdog { action });
    }

    fn disk_failed(&mut self, device: &str, qom_path: Option<&str>, node: Option<&str>, action: &str, reason: &str) {
        let action = match action {
            "stop" => DomainEventIoErrorAction::Pause,
            "report" => DomainEventIoErrorAction::Report,
            _ => DomainEventIoErrorAction::None,
        };
        if action == DomainEventIoErrorAction::Pause {
            self.guest.expect_pause(DomainPausedReason::IoError);
        }
        let disk = self.disk_by(|disk| disk.is_at(device, qom_path) || node.is_some_and(|node| disk.has_node(node)));
        let (source_path, device_alias) = match disk {
            Some(disk) => (disk.source_path.unwrap_or_default(), disk.alias),
            None => (String::new(), device.to_owned()),
        };
        self.emit(DomainEventKind::IoError { source_path, device_alias, action, reason: reason.to_owned() });
    }

    fn disk_by(&self, is_it: impl Fn(&definition::DiskView) -> bool) -> Option<definition::DiskView> {
        let view = self.guest.view();
        definition::disks(view.live.as_ref()?).into_iter().find(|disk| is_it(disk))
    }

    fn block_job(&mut self, progress: &BlockJobProgress, status: DomainBlockJobStatus) {
        let job = match progress.kind.as_str() {
            "stream" => DomainBlockJobType::Pull,
            "mirror" => DomainBlockJobType::Copy,
            "commit" => DomainBlockJobType::Commit,
            "backup" => DomainBlockJobType::Backup,
            _ => DomainBlockJobType::Unknown,
        };
        let name = progress.device.as_str();
        let disk = self.disk_by(|disk| disk.is_of_job(name)).map_or_else(|| name.to_owned(), |disk| disk.target);
        self.emit(DomainEventKind::BlockJob { disk, path: None, job, status });
    }

    fn balloon_changed(&mut self, actual: u64) {
        self.guest.update(|view| {
            if let Some(live) = &mut view.live {
                definition::set_current_memory(Arc::make_mut(live), actual);
            }
        });
        self.emit(DomainEventKind::BalloonChange { actual });
    }

    fn graphics(&mut self, phase: DomainEventGraphicsPhase, ends: ClientServer) {
        let authentication_scheme = ends.server.auth.clone().unwrap_or_default();
        let address = |end: NetworkAddress| DomainEventGraphicsAddress {
            family: end.family,
            node: end.host,
            service: end.service,
        };
        let names = [("x509dname", &ends.client.x509_dname), ("saslUsername", &ends.client.sasl_username)];
        let identity = |(kind, name): (&str, &Option<String>)| {
            name.clone().map(|name| DomainEventGraphicsSubjectIdentity { kind: kind.to_owned(), name })
        };
        let subject = names.into_iter().filter_map(identity).collect();
        let (local, remote) = (address(ends.server), address(ends.client));
        self.emit(DomainEventKind::Graphics { phase, local, remote, authentication_scheme, subject });
    }

    fn channel_changed(&mut self, alias: &str, open: bool) {
        let is_agent = {
            let view = self.guest.view();
            view.live
                .as_ref()
                .and_then(|live| definition::agent_channel(live))
                .is_some_and(|agent| agent.alias == alias)
        };
        self.guest.update(|view| {
            if let Some(live) = &mut view.live {
                definition::set_channel_state(Arc::make_mut(live), alias, open);
            }
            if is_agent {
                view.agent_connected = open;
            }
        });
        if is_agent {
            self.guest.emit_agent(open, DomainEventAgentLifecycleReason::Channel);
        }
    }
}

impl super::Guest {
    /// Tells that the agent came or went.
    pub(crate) fn emit_agent(&self, connected: bool, reason: DomainEventAgentLifecycleReason) {
        let state = match connected {
            true => DomainEventAgentLifecycleState::Connected,
            false => DomainEventAgentLifecycleState::Disconnected,
        };
        self.emit(DomainEventKind::AgentLifecycle { state, reason });
    }
}
