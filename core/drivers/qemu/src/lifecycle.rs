//! Starting, pausing, resetting and ending guests on request.

use std::path::Path;
use std::sync::Arc;
use std::time::Duration;

use ferrovirt_api::{
    DomainCreateFlags, DomainDestroyFlags, DomainIdentity, DomainPausedReason, DomainRebootFlags, DomainRunningReason,
    DomainShutdownFlags, DomainShutoffReason, Error, ErrorCode, ErrorDomain, Result, runtime,
};

use crate::agent::ShutdownMode;
use crate::guest::control::Control;
use crate::guest::state::State;
use crate::guest::{Destroy, Guest, JobFailure};
use crate::instance::Instance;
use crate::start::{self, start};
use crate::{definition, document};

/// How long the agent may take to carry out a shutdown: it answers, or the guest goes down.
const SHUTDOWN_LIMIT: Duration = Duration::from_secs(60);

/// Starts a guest from a document.
pub async fn create_xml(instance: Arc<Instance>, xml: String, flags: DomainCreateFlags) -> Result<DomainIdentity> {
    let strict = flags.contains(DomainCreateFlags::VALIDATE);
    let (domain, uuid) = document::read(&instance, &xml, strict).await?;
    loop {
        let guest = instance.table().reserve(&instance, &domain.name, uuid)?;
        let work = {
            let (instance, domain) = (instance.clone(), domain.clone());
            move |guest: Arc<Guest>| async move {
                if guest.view().is_active() {
                    let detail = format!("domain is already active as '{}'", guest.view().name);
                    return Err(invalid(&guest, detail));
                }
                start(instance, guest.clone(), domain, flags).await?;
                Ok(guest.view().identity())
            }
        };
        match guest.try_job(start::JOB_NAME, work).await {
            Ok(identity) => return Ok(identity),
            Err(JobFailure::Failed(error)) => return Err(error),
            Err(JobFailure::Gone) => {}
        }
    }
}

/// Starts a defined guest.
pub async fn create(instance: Arc<Instance>, guest: Arc<Guest>, flags: DomainCreateFlags) -> Result<DomainIdentity> {
    let work = move |guest: Arc<Guest>| async move {
        let view = guest.snapshot();
        if view.is_active() {
            return Err(invalid(&guest, "domain is already running"));
        }
        let Some(stored) = view.stored.clone() else { return Err(guest.gone()) };
        start(instance, guest.clone(), stored, flags).await?;
        Ok(guest.view().identity())
    };
    guest.job(start::JOB_NAME, work).await
}

/// Stops the processors.
pub async fn suspend(instance: Arc<Instance>, guest: Arc<Guest>) -> Result<()> {
    let work = move |guest: Arc<Guest>| async move {
        let control = guest.control()?;
        match guest.view().state {
            State::Paused(_) => return Ok(()),
            State::PmSuspended => return Err(invalid(&guest, "domain is pmsuspended")),
            State::Running(_) | State::Shutdown(_) | State::Crashed(_) | State::ShutOff(_) => {}
        }
        guest.expect_pause(DomainPausedReason::User);
        control.monitor.stop().await.map_err(|error| guest.about(error))?;
        // The report comes before the answer; where it does not, the answer is as good.
        guest.update_running(&control, |view| {
            if view.state.is_running() {
                view.state = State::Paused(DomainPausedReason::User);
            }
        });
        drop(instance);
        Ok(())
    };
    guest.job("suspend", work).await
}

/// Lets the processors run again.
pub async fn resume(instance: Arc<Instance>, guest: Arc<Guest>) -> Result<()> {
    let work = move |guest: Arc<Guest>| async move {
        let control = guest.control()?;
        match guest.view().state {
            State::Running(_) => return Err(invalid(&guest, "domain is already running")),
            State::PmSuspended => return Err(invalid(&guest, "domain is pmsuspended")),
            State::Crashed(_) => return Err(invalid(&guest, "domain crashed, it must be reset first")),
            State::Paused(_) | State::Shutdown(_) | State::ShutOff(_) => {}
        }
        guest.expect_resume(DomainRunningReason::Unpaused);
        control.monitor.cont().await.map_err(|error| guest.about(error))?;
        guest.update_running(&control, |view| {
            if matches!(view.state, State::Paused(_)) {
                view.state = State::Running(DomainRunningReason::Unpaused);
            }
        });
        drop(instance);
        Ok(())
    };
    guest.job("resume", work).await
}

/// Presses the reset button.
pub async fn reset(instance: Arc<Instance>, guest: Arc<Guest>) -> Result<()> {
    let work = move |guest: Arc<Guest>| async move {
        let control = guest.control()?;
        control.monitor.system_reset().await.map_err(|error| guest.about(error))?;
        guest.update_running(&control, |view| {
            if matches!(view.state, State::Crashed(_)) {
                view.state = State::Paused(DomainPausedReason::Crashed);
            }
        });
        drop(instance);
        Ok(())
    };
    guest.job("reset", work).await
}

/// Ends a guest at once.
pub async fn destroy(instance: Arc<Instance>, guest: Arc<Guest>, flags: DomainDestroyFlags) -> Result<()> {
    let graceful = flags.contains(DomainDestroyFlags::GRACEFUL);
    let name = guest.view().name.clone();
    guest.destroy(Destroy { graceful, reason: DomainShutoffReason::Destroyed }).await?;
    if flags.contains(DomainDestroyFlags::REMOVE_LOGS) {
        let path = format!("{}/{name}.log", instance.layout.log_directory);
        let host = instance.host.clone();
        let removed = runtime::blocking(move || host.files().remove_file_if_exists(Path::new(&path))).await?;
        removed.map_err(|error| error.into_error(ErrorDomain::Qemu))?;
    }
    Ok(())
}

/// The ways to ask a guest to go down or to boot again, in the order in which they are tried.
struct Ways {
    agent: bool,
    /// Whether the agent must be there.
    agent_only: bool,
    button: bool,
}

impl Ways {
    fn of(agent_flag: bool, button_flag: bool, has_agent: bool) -> Ways {
        match (agent_flag, button_flag) {
            (true, false) => Ways { agent: true, agent_only: true, button: false },
            (false, true) => Ways { agent: false, agent_only: false, button: true },
            (true, true) => Ways { agent: true, agent_only: false, button: true },
            (false, false) => Ways { agent: has_agent, agent_only: false, button: true },
        }
    }
}

/// Asks a guest to shut down.
pub async fn shutdown(instance: Arc<Instance>, guest: Arc<Guest>, flags: DomainShutdownFlags) -> Result<()> {
    let agent = flags.contains(DomainShutdownFlags::GUEST_AGENT);
    let button = flags.contains(DomainShutdownFlags::ACPI_POWER_BUTTON);
    let work = move |guest: Arc<Guest>| async move {
        let _instance = instance;
        let ways = Ways::of(agent, button, guest.view().agent_connected);
        go_down(&guest, ways, ShutdownMode::PowerDown).await
    };
    guest.job("shutdown", work).await
}

/// Asks a guest to boot again.
pub async fn reboot(instance: Arc<Instance>, guest: Arc<Guest>, flags: DomainRebootFlags) -> Result<()> {
    let agent = flags.contains(DomainRebootFlags::GUEST_AGENT);
    let button = flags.contains(DomainRebootFlags::ACPI_POWER_BUTTON);
    let work = move |guest: Arc<Guest>| async move {
        let _instance = instance;
        let ways = Ways::of(agent, button, guest.view().agent_connected);
        go_down(&guest, ways, ShutdownMode::Reboot).await
    };
    guest.job("reboot", work).await
}

async fn go_down(guest: &Arc<Guest>, ways: Ways, mode: ShutdownMode) -> Result<()> {
    let control = guest.control()?;
    if !matches!(guest.view().state, State::Running(_) | State::PmSuspended | State::Paused(_)) {
        return Err(invalid(guest, "domain is not running"));
    }
    if ways.agent {
        guest.expect_reboot(false);
        match by_agent(guest, &control, mode).await {
            Ok(()) => return Ok(()),
            Err(error) if ways.agent_only || !ways.button => return Err(error),
            // An agent that does not answer is a reason to press the button.
            Err(_) => {}
        }
    }
    if ways.button {
        guest.expect_reboot(mode == ShutdownMode::Reboot);
        control.monitor.system_powerdown().await.map_err(|error| guest.about(error))?;
    }
    Ok(())
}

async fn by_agent(guest: &Arc<Guest>, control: &Arc<Control>, mode: ShutdownMode) -> Result<()> {
    let agent = agent(guest, control).await?;
    let gone = async {
        guest.until(|view| !matches!(view.state, State::Running(_) | State::Paused(_))).await;
    };
    agent.shutdown(mode, SHUTDOWN_LIMIT, gone).await.map_err(|error| guest.about(error))
}

/// The agent of a guest; an error when it is not there.
pub async fn agent(guest: &Guest, control: &Control) -> Result<crate::agent::Agent> {
    let channel = {
        let view = guest.view();
        let live = view.live.as_ref().ok_or_else(|| guest.not_running())?;
        let unconfigured = || {
            let detail = "QEMU guest agent is not configured";
            guest
                .about(Error::new(ErrorCode::ArgumentUnsupported, ErrorDomain::Qemu, detail))
                .with_hint("add a channel with the target name 'org.qemu.guest_agent.0' to the domain")
        };
        let channel = definition::agent_channel(live).ok_or_else(unconfigured)?;
        if !view.agent_connected {
            let detail = "QEMU guest agent is not connected";
            return Err(guest.about(Error::new(ErrorCode::AgentUnresponsive, ErrorDomain::Qemu, detail)));
        }
        channel
    };
    control.agent(channel.socket.as_deref().unwrap_or_default()).await
}

/// The error of an operation that the guest's state does not allow.
pub fn invalid(guest: &Guest, detail: impl Into<String>) -> Error {
    guest.about(Error::new(ErrorCode::OperationInvalid, ErrorDomain::Qemu, detail))
}
