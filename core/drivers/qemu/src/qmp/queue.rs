//! The events that wait for their reader, limited in number and size.
//!
//! A guest can make QEMU send events without end, and a reader may be slow; neither may cost memory without limit, nor
//! hold up replies. When the queue is full, an event that tells of the guest's state takes the place of the oldest one
//! that doesn't, and any other new event is dropped. What was dropped is counted and told to the reader.

use super::connection::Limits;
use super::events::{Event, EventKind};
use std::collections::VecDeque;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use tokio::sync::Notify;

#[derive(Default)]
struct Waiting {
    events: VecDeque<(Event, usize)>,
    bytes: usize,
    /// Dropped since the reader was last told.
    lost: u64,
    lost_in_all: u64,
    closed: bool,
}

struct Shared {
    waiting: Mutex<Waiting>,
    arrival: Notify,
    limits: Limits,
}

impl Shared {
    fn lock(&self) -> MutexGuard<'_, Waiting> {
        // The lock is never held across code that can panic, so a poisoned one still guards sound data.
        self.waiting.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// The writing end; closes the queue when dropped.
pub(super) struct EventSender(Arc<Shared>);

/// The events of one QEMU, in order. Ends when the connection does.
pub struct Events(Arc<Shared>);

/// Both ends of a new queue.
pub(super) fn event_queue(limits: Limits) -> (EventSender, Events) {
    let shared = Arc::new(Shared { waiting: Mutex::default(), arrival: Notify::new(), limits });
    (EventSender(shared.clone()), Events(shared))
}

impl EventSender {
    /// Queues an event that took `size` bytes; returns whether all is well, that is, nothing was dropped.
    pub(super) fn push(&self, event: Event, size: usize) -> bool {
        let mut waiting = self.0.lock();
        let fits = waiting.make_room(&event, size, &self.0.limits);
        if fits {
            waiting.bytes += size;
            waiting.events.push_back((event, size));
        } else {
            waiting.count_lost();
        }
        drop(waiting);
        self.0.arrival.notify_one();
        fits
    }

    /// How many events were dropped so far.
    pub(super) fn lost_in_all(&self) -> u64 {
        self.0.lock().lost_in_all
    }
}

impl Drop for EventSender {
    fn drop(&mut self) {
        self.0.lock().closed = true;
        self.0.arrival.notify_one();
    }
}

impl Waiting {
    fn count_lost(&mut self) {
        self.lost += 1;
        self.lost_in_all += 1;
    }

    fn is_full(&self, size: usize, limits: &Limits) -> bool {
        self.events.len() >= limits.events || self.bytes.saturating_add(size) > limits.event_bytes
    }

    fn make_room(&mut self, event: &Event, size: usize, limits: &Limits) -> bool {
        while self.is_full(size, limits) {
            let replaceable = match event.kind.is_state() {
                true => self.events.iter().position(|(old, _)| !old.kind.is_state()),
                false => None,
            };
            let Some((_, freed)) = replaceable.and_then(|position| self.events.remove(position)) else { return false };
            self.bytes -= freed;
            self.count_lost();
        }
        true
    }

    fn pop(&mut self) -> Option<Event> {
        if self.lost > 0 {
            return Some(Event::synthetic(EventKind::Lost { count: std::mem::take(&mut self.lost) }));
        }
        let (event, size) = self.events.pop_front()?;
        self.bytes -= size;
        Some(event)
    }
}

impl Events {
    /// The next event; `None` after the last one of a connection that has ended.
    ///
    /// [`EventKind::Lost`] says that events were dropped because nobody read them in time: ask QEMU for its state.
    pub async fn recv(&mut self) -> Option<Event> {
        loop {
            {
                let mut waiting = self.0.lock();
                if let Some(event) = waiting.pop() {
                    return Some(event);
                }
                if waiting.closed {
                    return None;
                }
            }
            self.0.arrival.notified().await;
        }
    }

    /// The next event, if one is waiting.
    pub fn try_recv(&mut self) -> Option<Event> {
        self.0.lock().pop()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn event(name: &str) -> Event {
        Event::from_message(json!({"event": name, "timestamp": {"seconds": 1, "microseconds": 2}})).expect("an event")
    }

    fn check(limits: Limits, pushed: &[&str], expected: &[&str]) {
        let (sender, mut events) = event_queue(limits);
        for name in pushed {
            sender.push(event(name), 10);
        }
        let mut seen = Vec::new();
        while let Some(event) = events.try_recv() {
            seen.push(match event.kind {
                EventKind::Lost { count } => format!("lost {count}"),
                _ => event.name,
            });
        }
        assert_eq!(seen, expected);
    }

    #[test]
    fn order_is_kept() {
        check(Limits::default(), &["STOP", "X", "RESUME"], &["STOP", "X", "RESUME"]);
    }

    #[test]
    fn a_full_queue_keeps_events_of_state() {
        let three = Limits { events: 3, ..Limits::default() };
        check(three, &["X", "Y", "Z", "W"], &["lost 1", "X", "Y", "Z"]);
        check(three, &["X", "STOP", "Y", "SUSPEND", "RESUME"], &["lost 2", "STOP", "SUSPEND", "RESUME"]);
        check(three, &["STOP", "STOP", "STOP", "RESUME"], &["lost 1", "STOP", "STOP", "STOP"]);
    }

    #[test]
    fn bytes_count_too() {
        check(Limits { event_bytes: 25, ..Limits::default() }, &["X", "Y", "Z"], &["lost 1", "X", "Y"]);
    }

    #[tokio::test]
    async fn the_end_is_told_after_the_last_event() {
        let (sender, mut events) = event_queue(Limits::default());
        let reader = tokio::spawn(async move { (events.recv().await.map(|event| event.name), events.recv().await) });
        tokio::task::yield_now().await;
        sender.push(event("STOP"), 10);
        drop(sender);
        assert_eq!(reader.await.expect("reader ends"), (Some("STOP".to_owned()), None));
    }
}
