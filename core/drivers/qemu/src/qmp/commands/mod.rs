//! The commands that drivers use, with typed arguments and results.
//!
//! All take the deadline of their [`Monitor`]. A result whose form is not as expected is a protocol error, never a panic;
//! members that a QEMU is too old to have are optional. Names are QEMU's, with underscores.

pub(super) mod block;
pub(super) mod console;
pub(super) mod cpu;
pub(super) mod device;
pub(super) mod lifecycle;

use super::client::Monitor;
use super::error::QmpError;
use ferrovirt_error::{Error, Result};
use serde::de::DeserializeOwned;
use serde_json::{Map, Value};

impl Monitor {
    /// A command whose result is read as a `T`.
    pub(crate) async fn query<T: DeserializeOwned>(&self, command: &str, arguments: Value) -> Result<T> {
        let value = self.execute(command, arguments, self.deadline()).await?;
        read(command, value)
    }

    /// A command whose result says nothing.
    pub(crate) async fn command(&self, command: &str, arguments: Value) -> Result<()> {
        self.execute(command, arguments, self.deadline()).await.map(drop)
    }
}

/// Reads a command's result.
fn read<T: DeserializeOwned>(command: &str, value: Value) -> Result<T> {
    serde_json::from_value(value)
        .map_err(|error| Error::from(QmpError::Protocol(format!("unexpected reply to '{command}': {error}"))))
}

/// An object of those members that have a value: QEMU takes an explicit null for an error.
fn arguments<const N: usize>(members: [(&str, Value); N]) -> Value {
    let present = members.into_iter().filter(|(_, value)| !value.is_null());
    Value::Object(present.map(|(name, value)| (name.to_owned(), value)).collect::<Map<_, _>>())
}
