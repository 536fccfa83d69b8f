//! Which calls were woken: each stands in the list at most once from one poll to the next, and whoever waits is told
//! when the list is no longer empty.
//!
//! It must not know what a call is.

use std::collections::VecDeque;

use crate::sync::{AtomicBool, Mutex, Ordering, lock};

/// Tells whoever waits that the list is no longer empty. It must not block.
pub type Bell = Box<dyn Fn() + Send>;

/// The tokens of calls that were woken, the first one first.
#[derive(Default)]
pub struct Queue {
    state: Mutex<State>,
}

#[derive(Default)]
struct State {
    tokens: VecDeque<u64>,
    bell: Option<Bell>,
}

impl Queue {
    /// Rings this bell from now on, at once if something is in the list.
    pub fn ring_with(&self, bell: Bell) {
        let mut state = lock(&self.state);
        if !state.tokens.is_empty() {
            bell();
        }
        state.bell = Some(bell);
    }

    /// Takes as many tokens as there is room for, and says how many. When that is not all of the room, the list is
    /// empty, and the bell rings for the next token.
    pub fn take(&self, room: &mut [u64]) -> usize {
        let mut state = lock(&self.state);
        let n = room.len().min(state.tokens.len());
        for (place, token) in room.iter_mut().zip(state.tokens.drain(..n)) {
            *place = token;
        }
        n
    }

    fn add(&self, token: u64) {
        let mut state = lock(&self.state);
        state.tokens.push_back(token);
        if let (1, Some(bell)) = (state.tokens.len(), &state.bell) {
            bell();
        }
    }
}

/// What wakes a call.
pub struct Wakeup {
    token: u64,
    /// Woken since the last poll began.
    is_woken: AtomicBool,
}

impl Wakeup {
    /// For the call with this token.
    pub fn new(token: u64) -> Wakeup {
        Wakeup { token, is_woken: AtomicBool::new(false) }
    }

    /// The call's token.
    pub fn token(&self) -> u64 {
        self.token
    }

    /// To be said before each poll: what wakes the call from now on asks for another one.
    pub fn poll_begins(&self) {
        // A swap, so that this poll sees what was done before a wake that found the call woken already.
        self.is_woken.swap(false, Ordering::AcqRel);
    }

    /// The call can go on.
    pub fn wake(&self, queue: &Queue) {
        if !self.is_woken.swap(true, Ordering::AcqRel) {
            queue.add(self.token);
        }
    }
}
