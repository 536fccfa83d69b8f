//! Commands that go to QEMU's monitor or to the guest agent as they are.

use std::sync::Arc;
use std::time::Duration;

use ferrovirt_api::{DomainGetHostnameFlags, DomainQemuMonitorCommandFlags, Error, ErrorCode, ErrorDomain, Result};
use serde_json::{Value, json};

use crate::guest::Guest;
use crate::instance::Instance;
use crate::lifecycle;
use crate::qmp::{QmpError, parse_json};
use crate::read::unsupported;

/// The default time limit of an agent's command.
const AGENT_LIMIT: Duration = Duration::from_secs(5);

/// What a caller's command may look like.
const COMMAND_DEPTH: usize = 64;
const COMMAND_VALUES: usize = 100_000;

/// Sends a command to QEMU's monitor and gives its answer, also where that is a refusal.
pub async fn monitor_command(
    instance: Arc<Instance>,
    guest: Arc<Guest>,
    command: String,
    flags: DomainQemuMonitorCommandFlags,
) -> Result<String> {
    let work = move |guest: Arc<Guest>| async move {
        let _instance = instance;
        let control = guest.control()?;
        if flags.contains(DomainQemuMonitorCommandFlags::HMP) {
            return control.monitor.human_monitor_command(&command).await.map_err(|error| guest.about(error));
        }
        let (name, arguments, id) = parse(&command)?;
        let outcome = control.monitor.try_execute(&name, arguments, control.monitor.deadline()).await;
        let mut answer = match outcome {
            Ok(value) => json!({"return": value}),
            Err(QmpError::Refused { class, description, .. }) => {
                json!({"error": {"class": class, "desc": description}})
            }
            Err(error) => return Err(guest.about(Error::from(error))),
        };
        if !id.is_null() {
            answer["id"] = id;
        }
        Ok(answer.to_string())
    };
    guest.job("monitor command", work).await
}

/// Sends a command to the guest agent and gives its answer.
pub async fn agent_command(
    instance: Arc<Instance>,
    guest: Arc<Guest>,
    command: String,
    timeout: i32,
) -> Result<String> {
    let limit = agent_limit(&guest, timeout)?;
    let work = move |guest: Arc<Guest>| async move {
        let _instance = instance;
        let control = guest.control()?;
        let (name, arguments, _id) = parse(&command)?;
        let agent = lifecycle::agent(&guest, &control).await?;
        let value = agent.execute(&name, arguments, limit).await.map_err(|error| guest.about(error))?;
        Ok(json!({"return": value}).to_string())
    };
    guest.job("agent command", work).await
}

/// A time limit by libvirt's numbers: -2 waits for ever, -1 is the default, 0 is as good as none.
fn agent_limit(guest: &Guest, timeout: i32) -> Result<Option<Duration>> {
    match timeout {
        -2 => Ok(None),
        -1 => Ok(Some(AGENT_LIMIT)),
        0.. => {
            Ok(Some(Duration::from_secs(u64::try_from(timeout).unwrap_or_default()).max(Duration::from_millis(100))))
        }
        other => {
            let detail = format!("timeout {other} is less than minimum supported value -2");
            Err(guest.about(Error::invalid_argument(ErrorDomain::Qemu, detail)))
        }
    }
}

/// Sets how long the agent's commands may take.
pub fn set_agent_timeout(guest: &Guest, timeout: i32) -> Result<()> {
    agent_limit(guest, timeout)?;
    guest.control()?.set_agent_timeout(timeout);
    Ok(())
}

/// The guest's host name, in its own words.
pub async fn hostname(guest: Arc<Guest>, flags: DomainGetHostnameFlags) -> Result<String> {
    if flags.contains(DomainGetHostnameFlags::LEASE) {
        return Err(unsupported("this driver has no DHCP leases").with_hint("use the flag 'agent'"));
    }
    let control = guest.control()?;
    let limit = agent_limit(&guest, control.agent_timeout().max(-1))?;
    let agent = lifecycle::agent(&guest, &control).await?;
    agent.host_name(limit).await.map_err(|error| guest.about(error))
}

fn parse(command: &str) -> Result<(String, Value, Value)> {
    let invalid = |detail: String| Error::new(ErrorCode::InvalidArg, ErrorDomain::Qemu, detail);
    let mut value = parse_json(command.as_bytes(), COMMAND_DEPTH, COMMAND_VALUES)
        .map_err(|words| invalid(format!("cannot parse the command '{command}'")).with_cause(words))?;
    let name = value["execute"].as_str().map(str::to_owned).ok_or_else(|| {
        invalid(format!("the command '{command}' has no member 'execute'"))
            .with_hint("commands look like {\"execute\": \"query-status\"}")
    })?;
    Ok((name, value["arguments"].take(), value["id"].take()))
}
