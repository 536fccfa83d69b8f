//! Capabilities from a recorded conversation instead of a running emulator.

use super::capabilities::EmulatorCapabilities;
use super::collect::{Answers, Terms, collect, collect_tcg, wants_tcg};
use crate::qmp::QmpError;
use ferrovirt_error::{Error, ErrorDomain, Result};
use serde_json::Value;
use std::pin::pin;
use std::task::{Context, Poll, Waker};

/// Capabilities of an emulator that answered these queries so.
///
/// Queries and replies are QMP messages. Each `qmp_capabilities` starts another process: the first one ran with the
/// fastest accelerator, the second with TCG. A question that is not in the record counts as refused.
pub fn capabilities_from_replies(
    conversation: impl IntoIterator<Item = (Value, Value)>,
) -> Result<EmulatorCapabilities> {
    let mut processes: Vec<Record> = Vec::new();
    for (query, reply) in conversation {
        if query["execute"] == "qmp_capabilities" {
            processes.push(Record::default());
        } else if let Some(record) = processes.last_mut() {
            record.entries.push(Some((query, reply)));
        }
    }
    // Nobody asks a second one unless the first had hardware.
    let terms = Terms { hardware: processes.len() > 1, ..Terms::default() };
    let mut processes = processes.into_iter();
    let mut first = processes.next().unwrap_or_default();
    let mut found = at_once(collect(&mut first, &terms))?;
    if let (true, Some(mut second)) = (wants_tcg(&found), processes.next()) {
        at_once(collect_tcg(&mut second, &mut found))?;
    }
    Ok(found)
}

/// The result of work that never waits.
fn at_once<T>(work: impl Future<Output = Result<T>>) -> Result<T> {
    match pin!(work).poll(&mut Context::from_waker(Waker::noop())) {
        Poll::Ready(result) => result,
        Poll::Pending => Err(Error::internal(ErrorDomain::Qemu, "a recorded conversation made its reader wait")),
    }
}

/// What one process was asked and answered; each answer is given once, in order.
#[derive(Default)]
struct Record {
    entries: Vec<Option<(Value, Value)>>,
}

impl Answers for Record {
    async fn answer(&mut self, command: &str, arguments: Value) -> Result<Value, QmpError> {
        let same = |entry: &&mut Option<(Value, Value)>| {
            entry.as_ref().is_some_and(|(query, _)| query["execute"] == command && query["arguments"] == arguments)
        };
        let refused = |class: &str, description: &str| QmpError::Refused {
            command: command.to_owned(),
            class: class.to_owned(),
            description: description.to_owned(),
        };
        let Some((_, mut reply)) = self.entries.iter_mut().find(same).and_then(Option::take) else {
            return Err(refused("GenericError", "not in the record"));
        };
        match reply.get_mut("return") {
            Some(value) => Ok(value.take()),
            None => {
                let text = |name: &str| reply["error"][name].as_str().unwrap_or_default();
                Err(refused(text("class"), text("desc")))
            }
        }
    }
}
