//! The agent's commands that drivers use, with typed results.

use super::Agent;
use ferrovirt_error::{Error, ErrorDomain, Result};
use serde::Deserialize;
use serde::de::DeserializeOwned;
use serde_json::{Value, json};
use std::future::Future;
use std::time::Duration;

/// What a guest does when it goes down.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ShutdownMode {
    /// Halts.
    Halt,
    /// Powers off.
    PowerDown,
    /// Boots again.
    Reboot,
}

impl ShutdownMode {
    fn as_str(self) -> &'static str {
        match self {
            ShutdownMode::Halt => "halt",
            ShutdownMode::PowerDown => "powerdown",
            ShutdownMode::Reboot => "reboot",
        }
    }
}

/// An interface as the guest sees it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case", default)]
pub struct AgentInterface {
    /// Its name in the guest; aliases look like `eth0:1`.
    pub name: String,
    /// Its MAC address.
    pub hardware_address: Option<String>,
    /// Its addresses.
    pub ip_addresses: Vec<AgentAddress>,
}

/// An address of an interface.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub struct AgentAddress {
    /// `ipv4` or `ipv6`.
    pub ip_address_type: String,
    /// The address.
    pub ip_address: String,
    /// The length of the network's prefix.
    pub prefix: u32,
}

/// The guest's operating system; members that it does not tell are empty.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case", default)]
pub struct OsInfo {
    /// A short identifier, as in `debian`.
    pub id: Option<String>,
    /// The name.
    pub name: Option<String>,
    /// The name for people, with its version.
    pub pretty_name: Option<String>,
    /// The version for people.
    pub version: Option<String>,
    /// The version as an identifier.
    pub version_id: Option<String>,
    /// The processor's architecture.
    pub machine: Option<String>,
    /// The variant for people.
    pub variant: Option<String>,
    /// The variant as an identifier.
    pub variant_id: Option<String>,
    /// The kernel's release.
    pub kernel_release: Option<String>,
    /// The kernel's version.
    pub kernel_version: Option<String>,
}

impl Agent {
    /// Does nothing, successfully.
    pub async fn ping(&self, deadline: Option<Duration>) -> Result<()> {
        self.execute("guest-ping", Value::Null, deadline).await.map(drop)
    }

    /// Asks the guest to go down. A guest that does sends no reply: `gone` ends when that was seen (the `SHUTDOWN` or
    /// `RESET` event).
    pub async fn shutdown(&self, mode: ShutdownMode, deadline: Duration, gone: impl Future<Output = ()>) -> Result<()> {
        let arguments = json!({"mode": mode.as_str()});
        self.execute_without_reply("guest-shutdown", arguments, deadline, gone).await
    }

    /// The guest's host name.
    pub async fn host_name(&self, deadline: Option<Duration>) -> Result<String> {
        #[derive(Deserialize)]
        struct Name {
            #[serde(rename = "host-name")]
            host_name: String,
        }
        self.query::<Name>("guest-get-host-name", deadline).await.map(|name| name.host_name)
    }

    /// The guest's interfaces and their addresses.
    pub async fn network_interfaces(&self, deadline: Option<Duration>) -> Result<Vec<AgentInterface>> {
        self.query("guest-network-get-interfaces", deadline).await
    }

    /// The guest's operating system.
    pub async fn os_info(&self, deadline: Option<Duration>) -> Result<OsInfo> {
        self.query("guest-get-osinfo", deadline).await
    }

    async fn query<T: DeserializeOwned>(&self, command: &str, deadline: Option<Duration>) -> Result<T> {
        let value = self.execute(command, Value::Null, deadline).await?;
        serde_json::from_value(value).map_err(|error| {
            Error::internal(ErrorDomain::Qemu, format!("the guest agent's reply to '{command}' is malformed"))
                .with_cause(error.to_string())
        })
    }
}
