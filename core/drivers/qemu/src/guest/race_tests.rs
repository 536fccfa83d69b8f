//! Starts, jobs, orders to end, reports, the end of the monitor and the end of the process in any order: everybody is
//! answered, each end is told once, and nothing stays behind.

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use ferrovirt_api::{
    DomainEvent, DomainEventKind, DomainEventStartedDetail, DomainEventType, DomainRunningReason, DomainShutoffReason,
    Error, ErrorCode, ErrorDomain, Event, Result,
};
use ferrovirt_host::scripted::ScriptedChild;
use ferrovirt_host::{Exit, ScriptedHost, Signal};
use serde_json::json;
use tokio::task::JoinHandle;
use tokio::time::timeout;

use super::state::State;
use super::testing::{DOCUMENT, PATIENCE, Stage, monitor, process_of, publish, report};
use super::{Attachment, Destroy, Guest, Order};
use crate::qmp::testing::Peer;

/// Sequences that are tried, and the steps of each.
const SEQUENCES: u64 = 50;
const STEPS: usize = 16;

/// The same numbers in every run: a sequence that fails can be tried again by its number.
struct Random(u64);

impl Random {
    fn below(&mut self, limit: u64) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 >> 33) % limit
    }
}

/// What plays around the guest.
struct Cast {
    host: ScriptedHost,
    children: Mutex<Vec<ScriptedChild>>,
    peer: Mutex<Option<Peer>>,
}

impl Cast {
    fn children(&self) -> MutexGuard<'_, Vec<ScriptedChild>> {
        self.children.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn peer(&self) -> MutexGuard<'_, Option<Peer>> {
        self.peer.lock().unwrap_or_else(PoisonError::into_inner)
    }

    async fn report(&self, name: &str, data: serde_json::Value) {
        let Some(mut peer) = self.peer().take() else { return };
        report(&mut peer, name, data).await;
        self.peer().get_or_insert(peer);
    }
}

/// A start as the driver's own: it is watched from its first moment, and undone when it fails.
async fn start(guest: Arc<Guest>, cast: Arc<Cast>, fails: bool) -> Result<()> {
    if guest.view().is_active() {
        return Err(Error::new(ErrorCode::OperationInvalid, ErrorDomain::Qemu, "domain is already running"));
    }
    let child = cast.host.running("/usr/bin/qemu", None);
    let process = process_of(&cast.host, &child);
    cast.children().push(child);
    guest.order(Order::Watch(Attachment { process: process.clone(), events: None, starting: true }));
    tokio::task::yield_now().await;
    if fails || process.try_wait().is_some() {
        let _ = process.signal(Signal::SIGKILL);
        process.wait().await;
        guest.order(Order::Unwatch);
        return Err(Error::internal(ErrorDomain::Qemu, "QEMU unexpectedly closed the monitor"));
    }
    let (monitor, events, peer) = monitor().await;
    guest.order(Order::Listen(events));
    *cast.peer() = Some(peer);
    publish(&guest, &cast.host, DOCUMENT, process, monitor, State::Running(DomainRunningReason::Booted));
    guest.order(Order::Started);
    guest.emit_lifecycle(DomainEventType::Started, DomainEventStartedDetail::Booted.number());
    Ok(())
}

/// What was asked for, and whether it was a start.
type Asked = (bool, JoinHandle<Result<()>>);

async fn step(random: &mut Random, guest: &Arc<Guest>, cast: &Arc<Cast>) -> Option<Asked> {
    let (own, crew) = (guest.clone(), cast.clone());
    match random.below(12) {
        fails @ 0..=3 => {
            let work = move |guest| start(guest, crew, fails == 0);
            return Some((true, tokio::spawn(async move { own.job(crate::start::JOB_NAME, work).await })));
        }
        4 | 5 => {
            let pause = Duration::from_micros(random.below(1500));
            let work = move |_: Arc<Guest>| async move {
                tokio::time::sleep(pause).await;
                Ok(())
            };
            return Some((false, tokio::spawn(async move { own.job("work", work).await })));
        }
        graceful @ 6..=7 => {
            let how = Destroy { graceful: graceful == 6, reason: DomainShutoffReason::Destroyed };
            return Some((false, tokio::spawn(async move { own.destroy(how).await })));
        }
        8 => cast.report("STOP", json!({})).await,
        9 => cast.report("RESUME", json!({})).await,
        10 => match random.below(2) {
            0 => cast.report("SHUTDOWN", json!({"guest": true, "reason": "guest-shutdown"})).await,
            _ => drop(cast.peer().take()),
        },
        _ => {
            if let Some(child) = cast.children().last() {
                child.exit(Exit::Code(1));
            }
        }
    }
    None
}

async fn play(sequence: u64) {
    let stage = Stage::new();
    let cast = Arc::new(Cast { host: stage.host.clone(), children: Mutex::default(), peer: Mutex::default() });
    let mut random = Random(0x9e37_79b9_7f4a_7c15 ^ (sequence + 1).wrapping_mul(0xd134_2543_de82_ef95));
    let mut asked: Vec<Asked> = Vec::new();
    for _ in 0..STEPS {
        asked.extend(step(&mut random, &stage.guest, &cast).await);
        match random.below(4) {
            0 => {}
            1 => tokio::time::sleep(Duration::from_micros(random.below(800))).await,
            _ => tokio::task::yield_now().await,
        }
    }
    let mut n_started = 0;
    for (is_start, call) in asked {
        let answer = timeout(PATIENCE, call).await.unwrap_or_else(|_| panic!("sequence {sequence}: no answer"));
        match answer.expect("no panic") {
            Ok(()) => n_started += usize::from(is_start),
            Err(error) => {
                // Nothing here takes long: who waited in vain was forgotten.
                let is_known = matches!(error.code(), ErrorCode::OperationInvalid | ErrorCode::InternalError);
                let is_lost = error.to_string().contains("without result");
                assert!(is_known && !is_lost, "sequence {sequence}: {error}");
            }
        }
    }
    // Nobody else asks any more: one order is enough, and the next finds nothing to end.
    let how = Destroy { graceful: false, reason: DomainShutoffReason::Destroyed };
    let end = || async { timeout(PATIENCE, stage.guest.destroy(how)).await.expect("an answer") };
    let _ = end().await;
    let error = end().await.expect_err("it is off");
    assert_eq!(error.code(), ErrorCode::OperationInvalid, "sequence {sequence}: {error}");

    let view = stage.guest.snapshot();
    assert!(matches!(view.state, State::ShutOff(_)), "sequence {sequence}: {:?}", view.state);
    assert!(view.live.is_none() && view.control.is_none() && view.id == -1, "sequence {sequence}");
    assert!(!view.monitor_broken && !view.agent_connected && view.is_persistent(), "sequence {sequence}");
    // The process of the stage itself was never the guest's.
    stage.child.exit(Exit::Code(0));
    assert_eq!(cast.host.running_processes(), Vec::<i32>::new(), "sequence {sequence}");

    let mut told = Vec::new();
    while let Some(Event::Domain(DomainEvent { kind, .. })) = stage.told.try_next() {
        if let DomainEventKind::Lifecycle { event, .. } = kind {
            told.push(event);
        }
    }
    let lives: Vec<_> = told.iter().filter(|step| step.is_a_life()).collect();
    assert_eq!(lives.len(), 2 * n_started, "sequence {sequence}: {told:?}");
    for pair in lives.chunks(2) {
        assert_eq!(pair, [&DomainEventType::Started, &DomainEventType::Stopped], "sequence {sequence}: {told:?}");
    }
}

trait Life {
    /// Whether it begins or ends a life.
    fn is_a_life(&self) -> bool;
}

impl Life for DomainEventType {
    fn is_a_life(&self) -> bool {
        matches!(self, DomainEventType::Started | DomainEventType::Stopped)
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn any_order_ends_well() {
    for sequence in 0..SEQUENCES {
        play(sequence).await;
    }
}
