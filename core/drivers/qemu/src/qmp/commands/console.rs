//! What a person sees and types: screens, keys, display servers and their passwords.

use super::super::client::Monitor;
use super::arguments;
use ferrovirt_error::Result;
use serde::Deserialize;
use serde_json::{Value, json};

/// The form of a screenshot.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ScreendumpFormat {
    /// Portable pixmap, which every QEMU writes.
    Ppm,
    /// PNG, from QEMU 7.1 where it was built with it.
    Png,
}

/// The VNC servers' older summary, by `query-vnc`.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(default)]
pub struct VncInfo {
    /// Whether there is a server.
    pub enabled: bool,
    /// Its host.
    pub host: Option<String>,
    /// Its port.
    pub service: Option<String>,
    /// `ipv4`, `ipv6` or `unix`.
    pub family: Option<String>,
    /// The authentication scheme.
    pub auth: Option<String>,
    /// The clients, as QEMU describes them.
    pub clients: Vec<Value>,
}

/// A VNC display, by `query-vnc-servers`.
#[derive(Clone, Debug, Default, PartialEq, Deserialize)]
#[serde(default)]
pub struct VncServer {
    /// The display's name.
    pub id: String,
    /// The sockets it listens on, as QEMU describes them.
    pub server: Vec<Value>,
    /// The clients, as QEMU describes them.
    pub clients: Vec<Value>,
    /// The authentication scheme.
    pub auth: String,
}

impl Monitor {
    /// Writes a screenshot to a path; `device` names the video device, `head` its output.
    ///
    /// For a path of a descriptor set (`/dev/fdset/1`), the set needs a descriptor that is open for writing only.
    pub async fn screendump(
        &self,
        path: &str,
        device: Option<&str>,
        head: Option<u32>,
        format: ScreendumpFormat,
    ) -> Result<()> {
        let members = arguments([
            ("filename", path.into()),
            ("device", device.into()),
            ("head", head.into()),
            // QEMU 7.0 and older refuse the member, and write no other form.
            ("format", if format == ScreendumpFormat::Png { "png".into() } else { Value::Null }),
        ]);
        self.command("screendump", members).await
    }

    /// Presses keys together and lets go of them after `hold`, by QEMU's key numbers (XT scan codes).
    pub async fn send_key(&self, codes: &[u32], hold_milliseconds: Option<u32>) -> Result<()> {
        let keys: Vec<Value> = codes.iter().map(|code| json!({"type": "number", "data": code})).collect();
        self.command("send-key", arguments([("keys", keys.into()), ("hold-time", hold_milliseconds.into())])).await
    }

    /// Sets a display's password; `protocol` is `vnc` or `spice`, `connected` is `fail`, `disconnect` or `keep`.
    pub async fn set_password(&self, protocol: &str, password: &str, connected: Option<&str>) -> Result<()> {
        let members =
            arguments([("protocol", protocol.into()), ("password", password.into()), ("connected", connected.into())]);
        self.command("set_password", members).await
    }

    /// Sets when a display's password ends to be valid: `now`, `never`, `+SECONDS` or seconds since the epoch.
    pub async fn expire_password(&self, protocol: &str, time: &str) -> Result<()> {
        self.command("expire_password", json!({"protocol": protocol, "time": time})).await
    }

    /// The VNC server, as older QEMUs describe it.
    pub async fn query_vnc(&self) -> Result<VncInfo> {
        self.query("query-vnc", Value::Null).await
    }

    /// The VNC displays.
    pub async fn query_vnc_servers(&self) -> Result<Vec<VncServer>> {
        self.query("query-vnc-servers", Value::Null).await
    }

    /// The SPICE server, as QEMU describes it.
    pub async fn query_spice(&self) -> Result<Value> {
        self.query("query-spice", Value::Null).await
    }

    /// Gives a display server a client that is connected to a descriptor passed before with `getfd`.
    pub async fn add_client(&self, protocol: &str, descriptor: &str, skip_authentication: bool) -> Result<()> {
        let members = json!({"protocol": protocol, "fdname": descriptor, "skipauth": skip_authentication});
        self.command("add_client", members).await
    }
}
