//! A hub and a bounded queue for each of its listeners: who publishes never waits for who listens, and runs no code of
//! theirs.
//!
//! It knows `crate::sync` and nothing else of its crate, so that the models in `tests/models` try it with every order in
//! which threads can come.

use std::collections::VecDeque;
use std::pin::Pin;
use std::sync::{Arc, Weak};
use std::task::{Context, Poll, Waker};

use crate::sync::{Mutex, lock};

/// What a listener wants.
pub trait Filter<T> {
    /// Whether it wants this.
    fn accepts(&self, item: &T) -> bool;
}

/// What a listener gets.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Next<T> {
    /// What was published.
    Item(T),
    /// So many are missing here, because there was no room for them.
    Lost(u64),
}

/// The most items that wait for a first listener.
const BACKLOG: usize = 1024;

/// Where items are published.
pub struct Hub<T, F>(Mutex<Listeners<T, F>>);

struct Listeners<T, F> {
    queues: Vec<Weak<Queue<T, F>>>,
    /// What was published before anybody could listen.
    backlog: Vec<T>,
}

impl<T, F> Default for Hub<T, F> {
    fn default() -> Hub<T, F> {
        Hub(Mutex::new(Listeners { queues: Vec::new(), backlog: Vec::new() }))
    }
}

impl<T: Clone, F: Filter<T>> Hub<T, F> {
    /// Hands an item to all listeners that want it. Each gets the items in the order in which they were published.
    pub fn publish(&self, item: T) {
        lock(&self.0).queues.retain(|queue| match queue.upgrade() {
            Some(queue) => {
                if queue.filter.accepts(&item) {
                    queue.push(item.clone());
                }
                true
            }
            None => false,
        });
    }

    /// Whether any listener would get an item.
    pub fn is_wanted(&self, item: &T) -> bool {
        let listeners = lock(&self.0);
        let mut queues = listeners.queues.iter().filter_map(Weak::upgrade);
        queues.any(|queue| queue.filter.accepts(item))
    }

    /// Keeps an item from before anybody could listen for the first listener that wants it.
    pub fn publish_to_first(&self, item: T) {
        let mut listeners = lock(&self.0);
        if listeners.backlog.len() < BACKLOG {
            listeners.backlog.push(item);
        }
    }

    /// Lets a listener hear this hub.
    pub fn add(&self, queue: &Arc<Queue<T, F>>) {
        let mut listeners = lock(&self.0);
        listeners.queues.retain(|queue| queue.strong_count() > 0);
        listeners.backlog.retain(|item| {
            let accepted = queue.filter.accepts(item);
            if accepted {
                queue.push(item.clone());
            }
            !accepted
        });
        listeners.queues.push(Arc::downgrade(queue));
    }
}

/// What waits for one listener.
pub struct Queue<T, F> {
    filter: F,
    capacity: usize,
    state: Mutex<QueueState<T>>,
}

struct QueueState<T> {
    items: VecDeque<T>,
    lost: u64,
    closed: bool,
    /// The readers that wait, each under its number.
    readers: Vec<(u64, Waker)>,
    next_number: u64,
}

impl<T, F> Queue<T, F> {
    /// A queue with room for so many items (at least one).
    pub fn new(filter: F, capacity: usize) -> Queue<T, F> {
        let state = QueueState { items: VecDeque::new(), lost: 0, closed: false, readers: Vec::new(), next_number: 0 };
        Queue { filter, capacity: capacity.max(1), state: Mutex::new(state) }
    }

    fn push(&self, item: T) {
        let mut state = lock(&self.state);
        if state.closed {
            return;
        }
        // After a loss nothing may be queued until the gap itself is, or the order would lie.
        if state.lost > 0 || state.items.len() >= self.capacity {
            state.lost += 1;
        } else {
            state.items.push_back(item);
        }
        // Who waits may have given up: all of them are woken, so that one is left to take it.
        let readers = std::mem::take(&mut state.readers);
        drop(state);
        readers.into_iter().for_each(|(_, waker)| waker.wake());
    }

    /// Nothing is added any more; what waits can still be read.
    pub fn close(&self) {
        let mut state = lock(&self.state);
        state.closed = true;
        let readers = std::mem::take(&mut state.readers);
        drop(state);
        readers.into_iter().for_each(|(_, waker)| waker.wake());
    }

    /// What is next if it is there already.
    pub fn try_next(&self) -> Option<Next<T>> {
        lock(&self.state).pop().flatten()
    }

    /// What is next; `None` when the queue was closed and everything is read.
    pub fn next(&self) -> Reading<'_, T, F> {
        Reading { queue: self, number: None }
    }
}

impl<T> QueueState<T> {
    fn pop(&mut self) -> Option<Option<Next<T>>> {
        if let Some(item) = self.items.pop_front() {
            return Some(Some(Next::Item(item)));
        }
        match std::mem::take(&mut self.lost) {
            0 if self.closed => Some(None),
            0 => None,
            lost => Some(Some(Next::Lost(lost))),
        }
    }
}

/// A reader that waits for what is next.
pub struct Reading<'a, T, F> {
    queue: &'a Queue<T, F>,
    /// Under which its waker stands in the queue.
    number: Option<u64>,
}

impl<T, F> Future for Reading<'_, T, F> {
    type Output = Option<Next<T>>;

    fn poll(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Next<T>>> {
        let mut state = lock(&self.queue.state);
        let own = self.number;
        state.readers.retain(|(number, _)| Some(*number) != own);
        if let Some(next) = state.pop() {
            drop(state);
            self.number = None;
            return Poll::Ready(next);
        }
        let number = own.unwrap_or(state.next_number);
        if own.is_none() {
            state.next_number += 1;
        }
        state.readers.push((number, context.waker().clone()));
        drop(state);
        self.number = Some(number);
        Poll::Pending
    }
}

impl<T, F> Drop for Reading<'_, T, F> {
    fn drop(&mut self) {
        if let Some(own) = self.number {
            lock(&self.queue.state).readers.retain(|(number, _)| *number != own);
        }
    }
}
