//! The list of woken calls, with a call that several threads wake while another one polls it.

use loom::sync::Arc;
use loom::sync::atomic::{AtomicUsize, Ordering};
use loom::thread;

use crate::woken::{Queue, Wakeup};

const TOKEN: u64 = 7;

fn taken(queue: &Queue) -> usize {
    let mut room = [0; 4];
    let n = queue.take(&mut room);
    assert!(room[..n].iter().all(|token| *token == TOKEN));
    n
}

#[test]
fn of_one_poll_there_is_one_token() {
    loom::model(|| {
        let queue = Arc::new(Queue::default());
        let wakeup = Arc::new(Wakeup::new(TOKEN));
        wakeup.poll_begins();
        let wakers = [(); 2].map(|()| {
            let (queue, wakeup) = (queue.clone(), wakeup.clone());
            thread::spawn(move || wakeup.wake(&queue))
        });
        for waker in wakers {
            waker.join().expect("no panic");
        }
        assert_eq!(taken(&queue), 1);
    });
}

#[test]
fn no_wake_is_lost_between_polls() {
    // Three threads have too many orders for all of them; what goes wrong here does with few changes of turn.
    let mut few_turns = loom::model::Builder::new();
    few_turns.preemption_bound = Some(2);
    few_turns.check(|| {
        let queue = Arc::new(Queue::default());
        let wakeup = Arc::new(Wakeup::new(TOKEN));
        let n_done = Arc::new(AtomicUsize::new(0));
        let wakers = [(); 2].map(|()| {
            let (queue, wakeup, n_done) = (queue.clone(), wakeup.clone(), n_done.clone());
            thread::spawn(move || {
                n_done.fetch_add(1, Ordering::Relaxed);
                wakeup.wake(&queue);
            })
        });
        wakeup.poll_begins();
        let n_seen = n_done.load(Ordering::Relaxed);
        for waker in wakers {
            waker.join().expect("no panic");
        }
        // What the poll did not see asks for another one, unless the poll never began after it was woken.
        if n_seen < 2 {
            assert!(taken(&queue) >= 1);
            wakeup.poll_begins();
            assert_eq!(n_done.load(Ordering::Relaxed), 2);
        }
    });
}

#[test]
fn the_bell_rings_for_whoever_found_the_list_empty() {
    loom::model(|| {
        let queue = Arc::new(Queue::default());
        let n_rung = Arc::new(AtomicUsize::new(0));
        let counted = n_rung.clone();
        queue.ring_with(Box::new(move || {
            counted.fetch_add(1, Ordering::Relaxed);
        }));
        let waker = {
            let queue = queue.clone();
            thread::spawn(move || Wakeup::new(TOKEN).wake(&queue))
        };
        let n_early = taken(&queue);
        waker.join().expect("no panic");
        assert_eq!(n_rung.load(Ordering::Relaxed), 1, "one token, one ring");
        assert_eq!(n_early + taken(&queue), 1);
    });
}
