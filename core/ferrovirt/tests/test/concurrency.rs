//! Many threads do random things to the same guests: nobody waits for ever, nothing is lost, and events of a guest come
//! in the order of its life.
//!
//! Each test takes `FERROVIRT_TEST_SECONDS`, a few by default.

use std::collections::HashMap;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError, mpsc};
use std::thread;
use std::time::{Duration, Instant};

use crate::common::*;
use crate::crowd::{Counts, Random, Told, act};
use ferrovirt::*;

const THREADS: u64 = 64;

/// How far events may be behind before the threads wait for their listener.
const LAG: u64 = 1 << 16;

/// The room of a listener: more than can wait at once.
const ROOM: usize = 1 << 22;

/// How long after its time a thread counts as hanging.
const PATIENCE: Duration = Duration::from_secs(300);

/// Both tests fight for the same guests of the one host, and each counts what it did.
static TURN: Mutex<()> = Mutex::new(());

fn turn() -> MutexGuard<'static, ()> {
    TURN.lock().unwrap_or_else(PoisonError::into_inner)
}

fn time() -> Duration {
    let seconds = std::env::var("FERROVIRT_TEST_SECONDS").ok().and_then(|seconds| seconds.parse().ok());
    Duration::from_secs(seconds.unwrap_or(2))
}

/// Runs one of these in each thread, and gives what they answer; a thread that does not end is a failure.
fn run<T: Send + 'static>(work: impl Fn(u64, Instant) -> T + Send + Sync + 'static) -> Vec<T> {
    let (work, end) = (Arc::new(work), Instant::now() + time());
    let (sender, answers) = mpsc::channel();
    for number in 0..THREADS {
        let (sender, work) = (sender.clone(), work.clone());
        thread::spawn(move || sender.send(work(number, end)));
    }
    drop(sender);
    let limit = end + PATIENCE;
    let answer = |_| {
        let left = limit.saturating_duration_since(Instant::now());
        answers.recv_timeout(left).expect("a thread hangs, or failed as told above")
    };
    (0..THREADS).map(answer).collect()
}

fn sum(all: impl IntoIterator<Item = Counts>) -> Counts {
    let mut total = Counts::new();
    for (step, count) in all.into_iter().flatten() {
        *total.entry(step).or_default() += count;
    }
    total
}

/// What the listener heard is what was done, and what the host is now.
fn agrees(connection: &Connection, told: &Told, done_steps: &Counts) {
    assert_eq!(told.counts, *done_steps);
    for (uuid, life) in &told.lives {
        let guest = wait(connection.lookup_domain_by_uuid(*uuid));
        assert_eq!(guest.is_ok(), life.is_stored || life.is_active, "{life:?}");
        if let Ok(guest) = guest {
            assert_eq!((done(guest.is_persistent()), done(guest.is_active())), (life.is_stored, life.is_active));
        }
    }
}

/// Removes what the threads left, so that the next one begins with nothing.
fn clear(connection: &Connection) {
    for guest in done(connection.list_all_domains(ListAllDomainsFlags::empty())) {
        if guest.name().starts_with("crowd-") {
            // One that does not run, or is gone with its end, is as it should be.
            let _ = wait(guest.destroy());
            let _ =
                wait(guest.undefine_flags(DomainUndefineFlags::MANAGED_SAVE | DomainUndefineFlags::SNAPSHOTS_METADATA));
        }
    }
}

#[test]
fn one_connection_of_many_threads_tells_what_happened_in_its_order() {
    let _turn = turn();
    let connection = connect();
    let events = Arc::new(connection.subscribe(EventFilter::default(), ROOM).expect("an open connection"));
    let (done_count, told_count) = (Arc::new(AtomicU64::new(0)), Arc::new(AtomicU64::new(0)));
    let listener = thread::spawn({
        let (events, told_count) = (events.clone(), told_count.clone());
        move || {
            let mut told = Told::default();
            while let Some(event) = done(async { Ok(events.next().await) }) {
                told.follow(event);
                told_count.fetch_add(1, Ordering::AcqRel);
            }
            told
        }
    });
    let counts = run({
        let connection = connection.clone();
        move |number, end| {
            let (mut random, mut counts) = (Random::new(number), Counts::new());
            while Instant::now() < end {
                if let Some(step) = act(&connection, &mut random) {
                    *counts.entry(step).or_default() += 1;
                    let count = done_count.fetch_add(1, Ordering::AcqRel) + 1;
                    while count.saturating_sub(told_count.load(Ordering::Acquire)) > LAG && Instant::now() < end {
                        thread::sleep(Duration::from_millis(1));
                    }
                }
            }
            counts
        }
    });
    events.close();
    let told = listener.join().expect("no panic");
    let done_steps = sum(counts);
    agrees(&connection, &told, &done_steps);
    assert!(done_steps.values().sum::<u64>() > 1000, "{done_steps:?}");
    clear(&connection);
}

#[test]
fn each_of_many_connections_is_told_what_all_did() {
    let _turn = turn();
    // Everybody listens before anybody acts.
    let connections: Vec<(Connection, EventSubscription)> = (0..THREADS)
        .map(|_| {
            let connection = connect();
            let events = connection.subscribe(EventFilter::default(), ROOM).expect("an open connection");
            (connection, events)
        })
        .collect();
    let connections: HashMap<u64, _> = (0..).zip(connections).collect();
    let places = Arc::new(Mutex::new(connections));
    let answers = run(move |number, end| {
        let place = places.lock().unwrap_or_else(PoisonError::into_inner).remove(&number);
        let (connection, events) = place.expect("a connection for each thread");
        let (mut random, mut counts, mut told) = (Random::new(number), Counts::new(), Told::default());
        while Instant::now() < end {
            if let Some(step) = act(&connection, &mut random) {
                *counts.entry(step).or_default() += 1;
            }
            while let Some(event) = events.try_next() {
                told.follow(event);
            }
        }
        (connection, events, counts, told)
    });
    let done_steps = sum(answers.iter().map(|(_, _, counts, _)| counts.clone()));
    assert!(done_steps.values().sum::<u64>() > 100, "{done_steps:?}");
    let connection = connect();
    for (_, events, _, mut told) in answers {
        while let Some(event) = events.try_next() {
            told.follow(event);
        }
        agrees(&connection, &told, &done_steps);
    }
    clear(&connection);
}
