//! The guest agent: a service inside the guest that carries out requests of the host.
//!
//! The guest is not trusted: its replies are limited in size and depth, and an agent that is silent, slow or babbling
//! costs nobody but the caller who asked it. This module must not know domains or how the channel was found.

mod channel;
mod commands;
#[cfg(feature = "fuzzing")]
pub mod fuzzing;

pub use commands::{AgentAddress, AgentInterface, OsInfo, ShutdownMode};

use channel::{Channel, Limits};
use ferrovirt_error::{Error, ErrorCode, ErrorDomain, Result};
use serde_json::{Value, json};
use std::future::Future;
use std::sync::Arc;
use std::time::Duration;
use tokio::io::{AsyncRead, AsyncWrite};
use tokio::sync::Mutex;
use tokio::time::Instant;

/// How long an agent may take to show that it is there, unless the caller says otherwise.
pub const SYNC_DEADLINE: Duration = Duration::from_secs(5);

/// A byte stream to a guest agent.
pub trait AgentStream: AsyncRead + AsyncWrite + Send + Unpin + 'static {}

impl<T: AsyncRead + AsyncWrite + Send + Unpin + 'static> AgentStream for T {}

/// A guest agent. Clones share the channel; commands run one at a time.
#[derive(Clone)]
pub struct Agent {
    channel: Arc<Mutex<Channel>>,
    sync_deadline: Duration,
}

impl Agent {
    /// An agent behind this stream. Nothing is sent until the first command.
    ///
    /// `nonce` must differ between connections, so that replies to an earlier one are not taken for ours: 32 random bits.
    pub fn new(stream: impl AgentStream, nonce: u32) -> Agent {
        Agent {
            channel: Arc::new(Mutex::new(Channel::new(Box::new(stream), nonce, Limits::default()))),
            sync_deadline: SYNC_DEADLINE,
        }
    }

    /// The same agent with another time in which it must show that it is there (5 seconds unless set).
    pub fn with_sync_deadline(&self, deadline: Duration) -> Agent {
        Agent { channel: self.channel.clone(), sync_deadline: deadline }
    }

    /// Carries out a command. `arguments` is an object, or null for none; no deadline waits as long as it takes.
    ///
    /// *Behavior*: first makes the agent show that it is there and skips whatever it still had to say to earlier
    /// callers, so a caller that gave up (or was dropped) leaves nothing behind. Fails with `AgentUnresponsive` when
    /// the agent does not show up or is busy with another caller for longer than the time to show up, `AgentUnsynced`
    /// when it answers with anything but what it was asked, `AgentCommandTimeout` when the command itself takes longer
    /// than `deadline`, and `AgentCommandFailed` with the agent's own words when it refuses.
    pub async fn execute(&self, command: &str, arguments: Value, deadline: Option<Duration>) -> Result<Value> {
        let line = request(command, arguments);
        let mut channel = self.synced(command).await?;
        let reply = with_deadline(deadline, async {
            channel.send(&line).await?;
            channel.receive().await
        });
        match reply.await {
            Some(reply) => read_reply(command, reply?),
            None => Err(too_late(command, deadline)),
        }
    }

    /// Carries out a command that has no reply when it succeeds; `done` ends when its effect was seen in another way.
    pub(crate) async fn execute_without_reply(
        &self,
        command: &str,
        arguments: Value,
        deadline: Duration,
        done: impl Future<Output = ()>,
    ) -> Result<()> {
        let line = request(command, arguments);
        let mut channel = self.synced(command).await?;
        let outcome = with_deadline(Some(deadline), async {
            channel.send(&line).await?;
            tokio::select! {
                () = done => Ok(()),
                reply = channel.receive() => match reply {
                    Ok(reply) => read_reply(command, reply).map(drop),
                    // The guest went down with the agent: that is what was asked for.
                    Err(_) => Ok(()),
                },
            }
        });
        outcome.await.unwrap_or_else(|| Err(too_late(command, Some(deadline))))
    }

    /// The channel, with the agent waiting for a command at the other end.
    async fn synced(&self, command: &str) -> Result<tokio::sync::OwnedMutexGuard<Channel>> {
        let silent = || {
            Error::new(ErrorCode::AgentUnresponsive, ErrorDomain::Qemu, "guest agent not available for now")
                .with_cause(format!("no answer within {} ms, before '{command}'", self.sync_deadline.as_millis()))
                .with_hint("check that the agent runs inside the guest")
        };
        let end = Instant::now() + self.sync_deadline;
        let lock = tokio::time::timeout_at(end, self.channel.clone().lock_owned());
        let mut channel = lock.await.map_err(|_| silent())?;
        match tokio::time::timeout_at(end, channel.synchronize()).await {
            Ok(Ok(())) => Ok(channel),
            Ok(Err(error)) => Err(error),
            Err(_) => Err(silent()),
        }
    }
}

fn request(command: &str, arguments: Value) -> String {
    let mut message = json!({"execute": command});
    if !arguments.is_null() {
        message["arguments"] = arguments;
    }
    message.to_string()
}

async fn with_deadline<T>(deadline: Option<Duration>, work: impl Future<Output = T>) -> Option<T> {
    match deadline {
        Some(deadline) => tokio::time::timeout(deadline, work).await.ok(),
        None => Some(work.await),
    }
}

fn too_late(command: &str, deadline: Option<Duration>) -> Error {
    let waited = deadline.unwrap_or_default().as_millis();
    Error::new(
        ErrorCode::AgentCommandTimeout,
        ErrorDomain::Qemu,
        format!("the command '{command}' was not answered within {waited} ms"),
    )
}

fn read_reply(command: &str, mut reply: Value) -> Result<Value> {
    if let Some(value) = reply.as_object_mut().and_then(|members| members.remove("return")) {
        return Ok(value);
    }
    let text = |name: &str| reply["error"][name].as_str().unwrap_or("unknown");
    let failed = |detail| Error::new(ErrorCode::AgentCommandFailed, ErrorDomain::Qemu, detail);
    if reply.get("error").is_none() {
        return Err(failed(format!("unable to execute QEMU agent command '{command}': the reply has no result")));
    }
    Err(failed(format!("unable to execute QEMU agent command '{command}': {}", text("desc"))).with_cause(format!(
        "{}: {}",
        text("class"),
        text("desc")
    )))
}

#[cfg(test)]
mod tests;
