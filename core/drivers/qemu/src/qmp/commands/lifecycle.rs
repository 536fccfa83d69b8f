//! Running, stopping, resetting and ending a guest.

use super::super::client::Monitor;
use super::super::error::QmpError;
use ferrovirt_error::{Error, Result};
use serde::Deserialize;
use serde_json::{Value, json};
use std::os::fd::OwnedFd;

/// What a QEMU is doing.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum RunState {
    /// Stopped by a debugger.
    Debug,
    /// Waiting for an incoming migration.
    Inmigrate,
    /// Stopped by an error of QEMU's own.
    InternalError,
    /// Stopped by an error of a disk.
    IoError,
    /// Stopped by `stop`.
    Paused,
    /// Migrated away.
    Postmigrate,
    /// Created with `-S` and not started yet.
    Prelaunch,
    /// About to finish a migration.
    FinishMigrate,
    /// Restoring a snapshot.
    RestoreVm,
    /// Running.
    Running,
    /// Saving a snapshot.
    SaveVm,
    /// Shut down, with `-no-shutdown`.
    Shutdown,
    /// Asleep (S3).
    Suspended,
    /// Stopped by the watchdog.
    Watchdog,
    /// Stopped after the guest panicked.
    GuestPanicked,
    /// Stopped for replication.
    Colo,
    /// A state that this version does not know.
    #[serde(other)]
    Unknown,
}

/// The answer to `query-status`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
pub struct Status {
    /// What QEMU is doing.
    pub status: RunState,
    /// Whether the virtual CPUs run.
    pub running: bool,
}

impl Monitor {
    /// What QEMU is doing.
    pub async fn query_status(&self) -> Result<Status> {
        self.query("query-status", Value::Null).await
    }

    /// Lets the virtual CPUs run.
    pub async fn cont(&self) -> Result<()> {
        self.command("cont", Value::Null).await
    }

    /// Stops the virtual CPUs.
    pub async fn stop(&self) -> Result<()> {
        self.command("stop", Value::Null).await
    }

    /// Presses the power button.
    pub async fn system_powerdown(&self) -> Result<()> {
        self.command("system_powerdown", Value::Null).await
    }

    /// Presses the reset button.
    pub async fn system_reset(&self) -> Result<()> {
        self.command("system_reset", Value::Null).await
    }

    /// Wakes a guest from S3.
    pub async fn system_wakeup(&self) -> Result<()> {
        self.command("system_wakeup", Value::Null).await
    }

    /// Ends QEMU. A connection that ends before the reply came is what was asked for.
    pub async fn quit(&self) -> Result<()> {
        match self.try_execute("quit", Value::Null, self.deadline()).await {
            Ok(_) | Err(QmpError::Closed(_)) => Ok(()),
            Err(error) => Err(Error::from(error)),
        }
    }

    /// Raises a non-maskable interrupt in the guest.
    pub async fn inject_nmi(&self) -> Result<()> {
        self.command("inject-nmi", Value::Null).await
    }

    /// Sets what QEMU does on an event, as in `set_action("shutdown", "pause")`.
    pub async fn set_action(&self, event: &str, action: &str) -> Result<()> {
        self.command("set-action", json!({ event: action })).await
    }

    /// Gives QEMU a descriptor by name, for commands that refer to it (`getfd`). One of that name is replaced.
    pub async fn getfd(&self, name: &str, descriptor: OwnedFd) -> Result<()> {
        let arguments = json!({"fdname": name});
        self.execute_with_descriptors("getfd", arguments, vec![descriptor], self.deadline()).await.map(drop)
    }

    /// Takes a named descriptor back.
    pub async fn closefd(&self, name: &str) -> Result<()> {
        self.command("closefd", json!({"fdname": name})).await
    }

    /// Puts a descriptor into a set that paths `/dev/fdset/SET` refer to (`add-fd`); returns its number inside QEMU.
    pub async fn add_fd(&self, set: u32, descriptor: OwnedFd, opaque: &str) -> Result<i64> {
        #[derive(Deserialize)]
        struct Added {
            fd: i64,
        }
        let arguments = json!({"fdset-id": set, "opaque": opaque});
        let value = self.execute_with_descriptors("add-fd", arguments, vec![descriptor], self.deadline()).await?;
        super::read::<Added>("add-fd", value).map(|added| added.fd)
    }

    /// Removes a descriptor set.
    pub async fn remove_fd(&self, set: u32) -> Result<()> {
        self.command("remove-fd", json!({"fdset-id": set})).await
    }

    /// Runs a line of the human monitor and returns what it printed.
    pub async fn human_monitor_command(&self, line: &str) -> Result<String> {
        self.query("human-monitor-command", json!({"command-line": line})).await
    }
}
