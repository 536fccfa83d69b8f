//! The handshake, and reading whole messages from the stream.

use super::error::QmpError;
use super::frame::Lines;
use super::json;
use ferrovirt_host::Duplex;
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use std::fmt;
use std::future::poll_fn;
use std::io;
use std::pin::Pin;
use tokio::io::AsyncWriteExt;

/// What a QEMU may send before the connection is given up.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Limits {
    /// The longest line in bytes.
    pub line: usize,
    /// The deepest nesting. The default of 320 holds a disk with a chain of 200 backing images, whose descriptions are
    /// nested in each other, and takes a fifth of a worker thread's stack in an unoptimized build.
    pub depth: usize,
    /// The most values (containers, members and elements) in a line.
    pub values: usize,
    /// The most events that wait for their reader.
    pub events: usize,
    /// The most bytes of events that wait for their reader.
    pub event_bytes: usize,
}

impl Default for Limits {
    fn default() -> Limits {
        Limits { line: 16 << 20, depth: 320, values: 500_000, events: 4096, event_bytes: 16 << 20 }
    }
}

/// QEMU's version, as it states it in its greeting.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct QemuVersion {
    /// The first number.
    pub major: u32,
    /// The second number.
    pub minor: u32,
    /// The third number.
    pub micro: u32,
}

impl QemuVersion {
    /// The version as libvirt counts: `major * 1000000 + minor * 1000 + micro`.
    pub fn number(self) -> u64 {
        u64::from(self.major) * 1_000_000 + u64::from(self.minor) * 1000 + u64::from(self.micro)
    }
}

impl fmt::Display for QemuVersion {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{}.{}.{}", self.major, self.minor, self.micro)
    }
}

/// How QEMU introduces itself.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Greeting {
    /// Its version.
    pub version: QemuVersion,
    /// What the distributor adds to it, as in `Debian 1:7.2+dfsg-7`.
    pub package: String,
    /// The protocol's optional abilities, as in `oob`.
    pub capabilities: Vec<String>,
}

/// A stream with the bytes that were read from it.
pub(super) struct Connection {
    pub(super) stream: Box<dyn Duplex>,
    pub(super) lines: Lines,
    pub(super) limits: Limits,
}

impl Connection {
    pub(super) fn new(stream: Box<dyn Duplex>, limits: Limits) -> Connection {
        Connection { stream, lines: Lines::new(limits.line), limits }
    }

    /// The next message that was read already, with its length.
    pub(super) fn buffered(&mut self) -> Result<Option<(Value, usize)>, QmpError> {
        loop {
            let line = match self.lines.next_line() {
                Ok(Some(line)) => line.trim_ascii(),
                Ok(None) => return Ok(None),
                Err(_) => {
                    return Err(QmpError::Protocol(format!("a line is longer than {} bytes", self.limits.line)));
                }
            };
            if line.is_empty() {
                continue;
            }
            return match json::parse(line, self.limits.depth, self.limits.values) {
                Ok(value) => Ok(Some((value, line.len()))),
                Err(words) => Err(QmpError::Protocol(format!("malformed message: {words}: {}", excerpt(line)))),
            };
        }
    }

    async fn receive(&mut self) -> Result<Value, QmpError> {
        loop {
            if let Some((message, _)) = self.buffered()? {
                return Ok(message);
            }
            let count = poll_fn(|context| self.lines.poll_read(Pin::new(&mut self.stream), context)).await;
            if count.map_err(|error| read_failure(&error))? == 0 {
                return Err(end_of_file());
            }
        }
    }

    /// Waits for the greeting and leaves the negotiation mode, after which commands are accepted.
    pub(super) async fn handshake(&mut self) -> Result<Greeting, QmpError> {
        let message = self.receive().await?;
        let greeting = read_greeting(&message).ok_or_else(|| {
            QmpError::Protocol(format!("no QMP greeting: {}", excerpt(message.to_string().as_bytes())))
        })?;
        self.stream.write_all(&negotiation(0)).await.map_err(|error| write_failure(&error))?;
        self.stream.flush().await.map_err(|error| write_failure(&error))?;
        let reply = loop {
            let message = self.receive().await?;
            if message.get("event").is_none() && !is_greeting(&message) {
                break message;
            }
        };
        match Reply::from_message(reply) {
            Some(Reply { result: Ok(_), .. }) => Ok(greeting),
            Some(Reply { result: Err((class, description)), .. }) => {
                Err(QmpError::Refused { command: "qmp_capabilities".into(), class, description })
            }
            None => Err(QmpError::Protocol("qmp_capabilities was not answered".into())),
        }
    }
}

/// A reply, taken apart; a refusal is QEMU's class and description.
pub(super) struct Reply {
    pub(super) id: Option<u64>,
    pub(super) result: Result<Value, (String, String)>,
}

impl Reply {
    pub(super) fn from_message(mut message: Value) -> Option<Reply> {
        let members = message.as_object_mut()?;
        let id = members.get("id").and_then(Value::as_u64);
        if let Some(value) = members.remove("return") {
            return Some(Reply { id, result: Ok(value) });
        }
        let error = members.get("error")?;
        let text = |name: &str| error.get(name).and_then(Value::as_str).unwrap_or_default().to_owned();
        Some(Reply { id, result: Err((text("class"), text("desc"))) })
    }

    /// What a caller gets of it.
    pub(super) fn outcome(self, command: &str) -> Result<Value, QmpError> {
        self.result.map_err(|(class, description)| QmpError::Refused {
            command: command.to_owned(),
            class,
            description,
        })
    }

    /// Whether QEMU is back where it was after its greeting.
    pub(super) fn wants_negotiation(&self) -> bool {
        let expects = |description: &str| description.starts_with("Expecting capabilities negotiation");
        self.result.as_ref().is_err_and(|(class, description)| class == "CommandNotFound" && expects(description))
    }
}

/// Whether QEMU introduces itself. A QEMU whose main loop accepts us while the monitor's thread sets itself up does so
/// twice, and each time forgets that it was told to accept commands.
pub(super) fn is_greeting(message: &Value) -> bool {
    message.get("QMP").is_some()
}

/// The command after which QEMU accepts all others.
pub(super) fn negotiation(id: u64) -> Vec<u8> {
    line_of(&json!({"execute": "qmp_capabilities", "id": id}))
}

/// A message as it goes onto the wire.
pub(super) fn line_of(message: &Value) -> Vec<u8> {
    let mut line = message.to_string().into_bytes();
    line.extend_from_slice(b"\r\n");
    line
}

pub(super) fn end_of_file() -> QmpError {
    QmpError::Closed("End of file from qemu monitor".into())
}

pub(super) fn read_failure(error: &io::Error) -> QmpError {
    if is_end(error) {
        return end_of_file();
    }
    QmpError::Closed(format!("Unable to read from monitor: {error}"))
}

pub(super) fn write_failure(error: &io::Error) -> QmpError {
    if is_end(error) {
        return end_of_file();
    }
    QmpError::Closed(format!("Unable to write to monitor: {error}"))
}

/// Whether QEMU is gone: which call sees it first, and so how it is worded, is chance.
fn is_end(error: &io::Error) -> bool {
    matches!(error.kind(), io::ErrorKind::BrokenPipe | io::ErrorKind::ConnectionReset)
}

fn read_greeting(message: &Value) -> Option<Greeting> {
    #[derive(Deserialize)]
    struct Body {
        version: Version,
        #[serde(default)]
        capabilities: Vec<String>,
    }
    #[derive(Deserialize)]
    struct Version {
        qemu: QemuVersion,
        #[serde(default)]
        package: String,
    }
    let body = Body::deserialize(message.get("QMP")?).ok()?;
    Some(Greeting {
        version: body.version.qemu,
        package: body.version.package.trim().to_owned(),
        capabilities: body.capabilities,
    })
}

/// The start of a line, fit for a message.
fn excerpt(line: &[u8]) -> String {
    const SHOWN: usize = 120;
    let shown = &line[..line.len().min(SHOWN)];
    let dots = if line.len() > SHOWN { "..." } else { "" };
    format!("'{}{dots}'", String::from_utf8_lossy(shown).escape_debug())
}
