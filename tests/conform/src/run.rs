//! Running cases side by side, each kept from harming the others.

use crate::case::Case;
use crate::failure::{Failure, Outcome};
use crate::operations;
use std::any::Any;
use std::backtrace::Backtrace;
use std::cell::RefCell;
use std::panic::{self, AssertUnwindSafe};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, mpsc};
use std::thread;
use std::time::{Duration, Instant};

/// How long a case may take. They take milliseconds.
const PATIENCE: Duration = Duration::from_secs(60);

/// Deep documents are read by recursion.
const STACK_BYTES: usize = 64 << 20;

/// What a worker says.
enum Notice {
    Begins(usize),
    Ends(usize, Outcome),
}

thread_local! {
    /// Where this thread's last panic was.
    static PANIC_PLACE: RefCell<Option<String>> = const { RefCell::new(None) };
}

/// The outcomes, in the order of the cases.
pub fn run(cases: Vec<Case>) -> Vec<Outcome> {
    run_with(cases, operations::perform, PATIENCE)
}

fn run_with(cases: Vec<Case>, perform: fn(&Case) -> Outcome, patience: Duration) -> Vec<Outcome> {
    panic::set_hook(Box::new(|info| {
        let place = info.location().map(|location| format!("{location}"));
        // Only where the user has asked for backtraces; otherwise it prints as "disabled".
        let backtrace = Backtrace::capture();
        PANIC_PLACE.set(place.map(|place| match std::env::var_os("RUST_BACKTRACE") {
            Some(_) => format!("{place}\n{backtrace}"),
            None => place,
        }));
    }));
    let n_cases = cases.len();
    let cases = Arc::new(cases);
    let next = Arc::new(AtomicUsize::new(0));
    let (sender, receiver) = mpsc::channel();
    let start_worker = || {
        let (cases, next, sender) = (cases.clone(), next.clone(), sender.clone());
        let work = move || work(&cases, &next, &sender, perform);
        let started = thread::Builder::new().stack_size(STACK_BYTES).spawn(work);
        started.is_ok()
    };
    let n_workers = thread::available_parallelism().map_or(1, |number| number.get()).min(n_cases.max(1));
    let n_started = (0..n_workers).filter(|_| start_worker()).count();
    if n_started == 0 {
        return vec![Err(Failure::Unusable("no thread could be started".to_owned())); n_cases];
    }

    let mut outcomes: Vec<Option<Outcome>> = vec![None; n_cases];
    let mut running: Vec<(usize, Instant)> = Vec::new();
    let mut n_open = n_cases;
    while n_open > 0 {
        let oldest = running.iter().map(|(_, since)| *since).min();
        let wait = oldest.map_or(patience, |since| patience.saturating_sub(since.elapsed()));
        match receiver.recv_timeout(wait) {
            Ok(Notice::Begins(index)) => running.push((index, Instant::now())),
            Ok(Notice::Ends(index, outcome)) => {
                running.retain(|(running, _)| *running != index);
                // What was given up before has its outcome already.
                if outcomes[index].is_none() {
                    outcomes[index] = Some(outcome);
                    n_open -= 1;
                }
            }
            Err(_) => {
                // The thread cannot be stopped: it is left behind, and another one takes over its part.
                let late: Vec<usize> =
                    running.iter().filter(|(_, since)| since.elapsed() >= patience).map(|(index, _)| *index).collect();
                running.retain(|(index, _)| !late.contains(index));
                for index in late {
                    outcomes[index] = Some(Err(Failure::Endless(patience.as_secs())));
                    n_open -= 1;
                    start_worker();
                }
            }
        }
    }
    let _ = panic::take_hook();
    let unknown = || Err(Failure::Unusable("the case was not run".to_owned()));
    outcomes.into_iter().map(|outcome| outcome.unwrap_or_else(unknown)).collect()
}

fn work(cases: &[Case], next: &AtomicUsize, sender: &mpsc::Sender<Notice>, perform: fn(&Case) -> Outcome) {
    loop {
        let index = next.fetch_add(1, Ordering::Relaxed);
        let Some(case) = cases.get(index) else { return };
        // A failed send means that nobody waits for outcomes any more.
        if sender.send(Notice::Begins(index)).is_err() {
            return;
        }
        let outcome = panic::catch_unwind(AssertUnwindSafe(|| perform(case)))
            .unwrap_or_else(|payload| Err(Failure::Panicked(describe(payload.as_ref()))));
        if sender.send(Notice::Ends(index, outcome)).is_err() {
            return;
        }
    }
}

fn describe(payload: &(dyn Any + Send)) -> String {
    let message = match (payload.downcast_ref::<&str>(), payload.downcast_ref::<String>()) {
        (Some(text), _) => text,
        (_, Some(text)) => text.as_str(),
        _ => "no message",
    };
    let place = PANIC_PLACE.take().unwrap_or_else(|| "unknown place".to_owned());
    format!("{message} (at {place})")
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::path::PathBuf;

    #[test]
    fn a_case_harms_no_other() {
        let corpus = Arc::new(PathBuf::from("/nonexistent"));
        let case =
            |name: &str| Case::new(corpus.clone(), &format!(r#"{{"id": "kind/{name}", "op": "none"}}"#)).unwrap();
        let cases = ["good", "panic", "hang", "hang", "bad", "hang", "good"].map(case).to_vec();
        let perform = |case: &Case| match case.id.as_str() {
            "kind/panic" => panic!("out of order"),
            "kind/hang" => loop {
                thread::sleep(Duration::from_secs(1));
            },
            "kind/bad" => Err(Failure::Accepted),
            _ => Ok(()),
        };
        let outcomes = run_with(cases, perform, Duration::from_millis(700));
        let endless = || Err(Failure::Endless(0));
        assert!(matches!(&outcomes[1], Err(Failure::Panicked(text)) if text.starts_with("out of order (at ")));
        assert_eq!(outcomes[0], Ok(()));
        assert_eq!(outcomes[2..], [endless(), endless(), Err(Failure::Accepted), endless(), Ok(())]);
    }
}
