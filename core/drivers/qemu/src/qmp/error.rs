//! What can go wrong with a command, before it becomes an error of the API.

use ferrovirt_error::{Error, ErrorCode, ErrorDomain};
use std::time::Duration;

/// Why a command gave no result. Callers that treat an error class as an answer match on this; all others let it turn
/// into an [`Error`].
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum QmpError {
    /// QEMU refused the command.
    Refused {
        /// The command's name.
        command: String,
        /// QEMU's error class, as in `DeviceNotFound`; mostly `GenericError`.
        class: String,
        /// QEMU's own words.
        description: String,
    },
    /// No reply came in time. QEMU may still carry the command out if it was sent already.
    TimedOut {
        /// The command's name.
        command: String,
        /// How long the caller was willing to wait.
        deadline: Duration,
    },
    /// The connection ended; the text says how.
    Closed(String),
    /// QEMU sent what is not QMP, or passed a limit. The connection is given up.
    Protocol(String),
}

impl QmpError {
    /// Whether QEMU refused the command with this error class.
    pub fn is_class(&self, wanted: &str) -> bool {
        matches!(self, QmpError::Refused { class, .. } if class == wanted)
    }

    /// Whether this QEMU has no such command.
    pub fn is_command_not_found(&self) -> bool {
        self.is_class("CommandNotFound")
    }
}

impl From<QmpError> for Error {
    fn from(error: QmpError) -> Error {
        let new = |code, detail: String| Error::new(code, ErrorDomain::Qemu, detail);
        match error {
            QmpError::Refused { command, class, description } => {
                new(ErrorCode::InternalError, format!("unable to execute QEMU command '{command}': {description}"))
                    .with_cause(format!("{class}: {description}"))
            }
            QmpError::TimedOut { command, deadline } => new(
                ErrorCode::OperationTimeout,
                format!("QEMU did not answer the command '{command}' within {} ms", deadline.as_millis()),
            )
            .with_hint("the QEMU process may be stopped or overloaded; try again, or destroy the domain"),
            QmpError::Closed(words) => new(ErrorCode::OperationFailed, words),
            QmpError::Protocol(words) => new(ErrorCode::InternalError, format!("QEMU monitor: {words}")),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_refusal_keeps_qemus_words() {
        let error = Error::from(QmpError::Refused {
            command: "device_add".into(),
            class: "GenericError".into(),
            description: "Bus 'pcie.0' does not support hotplugging".into(),
        });
        assert_eq!(
            error.to_string(),
            "internal error: unable to execute QEMU command 'device_add': Bus 'pcie.0' does not support hotplugging"
        );
        assert_eq!(error.cause(), Some("GenericError: Bus 'pcie.0' does not support hotplugging"));
    }
}
