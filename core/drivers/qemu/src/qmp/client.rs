//! The task that owns a monitor's stream, and the handle to it.
//!
//! Commands go out one at a time: the next is sent when the previous one was answered, even if nobody waits for that
//! answer any more. So a command whose caller gave up before it was sent is never carried out at some later moment, and
//! a QEMU that hangs holds at most one.

use super::connection::{
    Connection, Greeting, Limits, Reply, end_of_file, is_greeting, line_of, negotiation, read_failure, write_failure,
};
use super::error::QmpError;
use super::events::Event;
use super::queue::{EventSender, Events, event_queue};
use ferrovirt_error::{Error, Result};
use ferrovirt_host::Duplex;
use serde_json::{Value, json};
use std::future::poll_fn;
use std::os::fd::OwnedFd;
use std::pin::Pin;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, OnceLock};
use std::task::{Context, Poll};
use std::time::Duration;
use tokio::io::AsyncWrite;
use tokio::sync::{mpsc, oneshot};
use tokio::task::JoinHandle;

/// Commands that may wait to be sent; further callers wait in their own `execute`.
const WAITING_COMMANDS: usize = 32;
/// Messages handled before other tasks get their turn.
const MESSAGES_PER_TURN: usize = 128;
/// The pause after a turn in which events had to be dropped: their sender is faster than anybody reads.
const FLOOD_PAUSE: Duration = Duration::from_millis(2);
/// The deadline of typed commands unless [`Monitor::with_deadline`] says otherwise.
const DEFAULT_DEADLINE: Duration = Duration::from_secs(30);

/// Waits for QEMU's greeting, makes it accept commands, and starts the task that owns the stream.
///
/// The task ends when the last [`Monitor`] is dropped or the stream ends. Must be called inside a runtime.
pub async fn connect(
    stream: Box<dyn Duplex>,
    limits: Limits,
    deadline: Duration,
) -> Result<(Monitor, Events, Greeting), QmpError> {
    let mut connection = Connection::new(stream, limits);
    let greeting = tokio::time::timeout(deadline, connection.handshake())
        .await
        .map_err(|_| QmpError::TimedOut { command: "qmp_capabilities".into(), deadline })??;
    let (event_sender, events) = event_queue(limits);
    let (requests, receiver) = mpsc::channel(WAITING_COMMANDS);
    let shared = Arc::new(Shared::default());
    let owner = Owner {
        connection,
        requests: receiver,
        in_flight: None,
        next_id: 1,
        events: event_sender,
        shared: shared.clone(),
    };
    let link = Link { requests, shared, task: tokio::spawn(owner.run()) };
    Ok((Monitor { link: Arc::new(link), deadline: DEFAULT_DEADLINE }, events, greeting))
}

/// What handle and task both see.
#[derive(Default)]
struct Shared {
    end: OnceLock<QmpError>,
    late_replies: AtomicU64,
    lost_events: AtomicU64,
}

/// What a monitor had to drop.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Statistics {
    /// Replies that came after their caller had given up, or that nobody asked for.
    pub late_replies: u64,
    /// Events that found the queue full.
    pub lost_events: u64,
}

struct Link {
    requests: mpsc::Sender<Request>,
    shared: Arc<Shared>,
    task: JoinHandle<()>,
}

impl Drop for Link {
    fn drop(&mut self) {
        self.task.abort();
    }
}

struct Request {
    command: String,
    arguments: Value,
    descriptors: Vec<OwnedFd>,
    reply: oneshot::Sender<Result<Value, QmpError>>,
}

/// A handle to a QEMU's monitor. Clones share the connection.
#[derive(Clone)]
pub struct Monitor {
    link: Arc<Link>,
    deadline: Duration,
}

impl Monitor {
    /// The same monitor, with another deadline for the typed commands (30 seconds unless set).
    pub fn with_deadline(&self, deadline: Duration) -> Monitor {
        Monitor { link: self.link.clone(), deadline }
    }

    /// The deadline of the typed commands.
    pub fn deadline(&self) -> Duration {
        self.deadline
    }

    /// Carries out a command. `arguments` is an object, or null for none.
    ///
    /// *Behavior*: waits for earlier commands of other callers; `deadline` covers that wait too. When it passes, a
    /// command that was not sent yet never will be; the reply to one that was is dropped when it comes. Either way the
    /// monitor stays usable. Dropping the future is the same as passing the deadline.
    pub async fn execute(&self, command: &str, arguments: Value, deadline: Duration) -> Result<Value> {
        self.call(command, arguments, Vec::new(), deadline).await.map_err(Error::from)
    }

    /// Like [`Monitor::execute`], with descriptors attached; QEMU takes them for `getfd` and `add-fd`.
    pub async fn execute_with_descriptors(
        &self,
        command: &str,
        arguments: Value,
        descriptors: Vec<OwnedFd>,
        deadline: Duration,
    ) -> Result<Value> {
        self.call(command, arguments, descriptors, deadline).await.map_err(Error::from)
    }

    /// Like [`Monitor::execute`], for callers to whom an error class is an answer.
    pub async fn try_execute(&self, command: &str, arguments: Value, deadline: Duration) -> Result<Value, QmpError> {
        self.call(command, arguments, Vec::new(), deadline).await
    }

    /// Why the connection ended, if it did.
    pub fn end(&self) -> Option<QmpError> {
        self.link.shared.end.get().cloned()
    }

    /// What had to be dropped so far.
    pub fn statistics(&self) -> Statistics {
        Statistics {
            late_replies: self.link.shared.late_replies.load(Ordering::Relaxed),
            lost_events: self.link.shared.lost_events.load(Ordering::Relaxed),
        }
    }

    async fn call(
        &self,
        command: &str,
        arguments: Value,
        descriptors: Vec<OwnedFd>,
        deadline: Duration,
    ) -> Result<Value, QmpError> {
        let exchange = async {
            let (reply, answer) = oneshot::channel();
            let request = Request { command: command.to_owned(), arguments, descriptors, reply };
            self.link.requests.send(request).await.map_err(|_| self.end_reason())?;
            answer.await.unwrap_or_else(|_| Err(self.end_reason()))
        };
        match tokio::time::timeout(deadline, exchange).await {
            Ok(outcome) => outcome,
            Err(_) => Err(QmpError::TimedOut { command: command.to_owned(), deadline }),
        }
    }

    fn end_reason(&self) -> QmpError {
        self.end().unwrap_or_else(|| QmpError::Closed("the monitor was closed".into()))
    }
}

/// The command that was sent and not answered yet.
struct InFlight {
    id: u64,
    line: Vec<u8>,
    written: usize,
    descriptors: Vec<OwnedFd>,
    purpose: Purpose,
}

enum Purpose {
    Call(Call),
    /// To make QEMU accept commands again, and this one first.
    Negotiation(Box<InFlight>),
}

/// A command of a caller.
struct Call {
    command: String,
    reply: oneshot::Sender<Result<Value, QmpError>>,
    /// Whether it can be sent once more. What carries descriptors can't: QEMU took them the first time.
    repeatable: bool,
}

impl InFlight {
    /// Gives whoever asked the outcome; whether somebody took it.
    fn finish(self, result: Result<Value, QmpError>) -> bool {
        match self.purpose {
            Purpose::Call(call) => call.reply.send(result).is_ok(),
            Purpose::Negotiation(interrupted) => interrupted.finish(result),
        }
    }
}

/// All that can wake the task.
enum Wake {
    Request(Request),
    HandlesGone,
    Wrote(std::io::Result<usize>),
    Read(std::io::Result<usize>),
}

struct Owner {
    connection: Connection,
    requests: mpsc::Receiver<Request>,
    in_flight: Option<InFlight>,
    next_id: u64,
    events: EventSender,
    shared: Arc<Shared>,
}

impl Owner {
    async fn run(mut self) {
        let end = self.serve().await;
        // The reason must be there before the waiters' channels close, which happens as `self` is dropped.
        let _ = self.shared.end.set(end.clone());
        if let Some(in_flight) = self.in_flight.take() {
            in_flight.finish(Err(end));
        }
    }

    async fn serve(&mut self) -> QmpError {
        loop {
            if let Err(error) = self.handle_buffered().await {
                return error;
            }
            match poll_fn(|context| self.poll_wake(context)).await {
                Wake::Request(request) => self.prepare(request),
                Wake::HandlesGone => return QmpError::Closed("the monitor was closed".into()),
                Wake::Wrote(Ok(count)) => self.wrote(count),
                Wake::Wrote(Err(error)) => return write_failure(&error),
                Wake::Read(Ok(0)) => return end_of_file(),
                Wake::Read(Ok(_)) => {}
                Wake::Read(Err(error)) => return read_failure(&error),
            }
        }
    }

    fn poll_wake(&mut self, context: &mut Context<'_>) -> Poll<Wake> {
        match &self.in_flight {
            Some(sent) if sent.written < sent.line.len() => {
                let rest = &sent.line[sent.written..];
                let stream = &mut self.connection.stream;
                let outcome = if sent.descriptors.is_empty() {
                    Pin::new(stream).poll_write(context, rest)
                } else {
                    stream.poll_write_with_descriptors(context, rest, &sent.descriptors)
                };
                if let Poll::Ready(outcome) = outcome {
                    return Poll::Ready(Wake::Wrote(outcome));
                }
            }
            Some(_) => {}
            None => match self.requests.poll_recv(context) {
                Poll::Ready(Some(request)) => return Poll::Ready(Wake::Request(request)),
                Poll::Ready(None) => return Poll::Ready(Wake::HandlesGone),
                Poll::Pending => {}
            },
        }
        self.connection.lines.poll_read(Pin::new(&mut self.connection.stream), context).map(Wake::Read)
    }

    /// Makes a request the one in flight, unless its caller has given up.
    fn prepare(&mut self, request: Request) {
        if request.reply.is_closed() {
            return;
        }
        let id = self.take_id();
        let mut message = json!({"execute": request.command, "id": id});
        if !request.arguments.is_null() {
            message["arguments"] = request.arguments;
        }
        let repeatable = request.descriptors.is_empty();
        let call = Call { command: request.command, reply: request.reply, repeatable };
        self.in_flight = Some(InFlight {
            id,
            line: line_of(&message),
            written: 0,
            descriptors: request.descriptors,
            purpose: Purpose::Call(call),
        });
    }

    fn take_id(&mut self) -> u64 {
        let id = self.next_id;
        self.next_id += 1;
        id
    }

    fn wrote(&mut self, count: usize) {
        if let Some(sent) = &mut self.in_flight {
            sent.written += count;
            if count > 0 {
                // The kernel holds its own references now.
                sent.descriptors.clear();
            }
        }
    }

    async fn handle_buffered(&mut self) -> Result<(), QmpError> {
        let (mut handled, mut flooded) = (0, false);
        while let Some((message, size)) = self.connection.buffered()? {
            flooded |= self.handle(message, size)?;
            handled += 1;
            if handled >= MESSAGES_PER_TURN {
                match flooded {
                    true => tokio::time::sleep(FLOOD_PAUSE).await,
                    false => tokio::task::yield_now().await,
                }
                (handled, flooded) = (0, false);
            }
        }
        Ok(())
    }

    /// Routes a message; returns whether an event had to be dropped.
    fn handle(&mut self, message: Value, size: usize) -> Result<bool, QmpError> {
        if message.get("event").is_some() {
            let event = Event::from_message(message)
                .ok_or_else(|| QmpError::Protocol("malformed message: an event without name".into()))?;
            let kept = self.events.push(event, size);
            self.shared.lost_events.store(self.events.lost_in_all(), Ordering::Relaxed);
            return Ok(!kept);
        }
        if is_greeting(&message) {
            // What it undid is noticed by the next command.
            return Ok(false);
        }
        let reply = Reply::from_message(message)
            .ok_or_else(|| QmpError::Protocol("malformed message: neither reply nor event".into()))?;
        self.answer(reply);
        Ok(false)
    }

    fn answer(&mut self, reply: Reply) {
        // QEMU leaves out the id where it could not read the request: that can only be the one in flight.
        let expected = |sent: &mut InFlight| match reply.id {
            Some(id) => id == sent.id,
            None => reply.result.is_err(),
        };
        let Some(sent) = self.in_flight.take_if(expected) else {
            self.shared.late_replies.fetch_add(1, Ordering::Relaxed);
            return;
        };
        let taken = match sent.purpose {
            Purpose::Negotiation(mut interrupted) if reply.result.is_ok() => {
                interrupted.written = 0;
                self.in_flight = Some(*interrupted);
                true
            }
            Purpose::Call(mut call) if call.repeatable && reply.wants_negotiation() => {
                call.repeatable = false;
                self.negotiate(InFlight { purpose: Purpose::Call(call), ..sent });
                true
            }
            Purpose::Negotiation(interrupted) => interrupted.finish(reply.outcome("qmp_capabilities")),
            Purpose::Call(call) => call.reply.send(reply.outcome(&call.command)).is_ok(),
        };
        if !taken {
            self.shared.late_replies.fetch_add(1, Ordering::Relaxed);
        }
    }

    /// Makes QEMU accept commands, and sends this one again.
    fn negotiate(&mut self, interrupted: InFlight) {
        let id = self.take_id();
        self.in_flight = Some(InFlight {
            id,
            line: negotiation(id),
            written: 0,
            descriptors: Vec::new(),
            purpose: Purpose::Negotiation(Box::new(interrupted)),
        });
    }
}
