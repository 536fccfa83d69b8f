//! The controlling process is killed at random moments: a new one agrees with reality, and loses nothing that was
//! acknowledged.
//!
//! The test starts itself again as the victim, which repeats a life cycle and prints a line before and after each step.
//! What the last lines say is what the next process must find.

use std::io::{BufRead, BufReader, Write};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use crate::guests::{Root, eventually, idle_document, must, qemu};
use ferrovirt::{Domain, DomainState};

const ROUNDS: usize = 50;
const VICTIM: &str = "FERROVIRT_TEST_VICTIM_ROOT";

/// Not a test of its own: the body of the process that gets killed.
#[test]
fn victim() {
    let Ok(uri) = std::env::var(VICTIM) else { return };
    let connection = must(ferrovirt::open(&uri, Default::default()));
    let mut output = std::io::stdout().lock();
    let mut say = |text: &str| {
        writeln!(output, "STEP {text}").and_then(|()| output.flush()).expect("the parent reads");
    };
    let existing = must(connection.list_all_domains(Default::default()));
    let mut domain: Option<Domain> = existing.into_iter().next();
    loop {
        let guest = match domain.take() {
            Some(guest) => guest,
            None => {
                say("define");
                let guest = must(connection.define_domain_xml(&idle_document("victim")));
                say("defined");
                guest
            }
        };
        if !must(guest.is_active()) {
            say("start");
            must(guest.create());
            say("started");
        }
        say("suspend");
        must(guest.suspend());
        say("suspended");
        must(guest.resume());
        // The guest has no system that would listen; the request itself is a step like the others.
        say("shutdown");
        must(guest.shutdown());
        say("destroy");
        must(guest.destroy());
        say("destroyed");
        say("undefine");
        must(guest.undefine());
        say("undefined");
    }
}

struct Victim {
    child: Child,
    steps: std::sync::mpsc::Receiver<String>,
}

impl Victim {
    fn start(root: &Root) -> Victim {
        let mut child = Command::new(std::env::current_exe().expect("this test"))
            .args(["killed::victim", "--exact", "--nocapture", "--test-threads=1"])
            .env(VICTIM, root.uri())
            .stdout(Stdio::piped())
            .spawn()
            .expect("the victim starts");
        let output = BufReader::new(child.stdout.take().expect("piped"));
        let (sender, steps) = std::sync::mpsc::channel();
        std::thread::spawn(move || {
            for line in output.lines().map_while(Result::ok) {
                // The harness prints the name of the test on the same line as the first step.
                if let Some((_, step)) = line.split_once("STEP ") {
                    let _ = sender.send(step.to_owned());
                }
            }
        });
        Victim { child, steps }
    }

    /// Kills it `delay` after it has said so many steps, and gives its last word.
    fn kill_after(mut self, steps: u64, delay: Duration) -> Option<String> {
        let mut last = None;
        for _ in 0..steps {
            last = self.steps.recv_timeout(crate::guests::PATIENCE).ok();
        }
        let end = Instant::now() + delay;
        while let Some(left) = end.checked_duration_since(Instant::now()) {
            match self.steps.recv_timeout(left) {
                Ok(step) => last = Some(step),
                Err(_) => break,
            }
        }
        self.child.kill().expect("our own child");
        self.child.wait().expect("our own child");
        // What it had said before it died counts too.
        while let Ok(step) = self.steps.recv() {
            last = Some(step);
        }
        last
    }
}

#[test]
fn a_new_process_agrees_with_reality_after_a_kill_at_any_moment() {
    if qemu().is_none() || std::env::var(VICTIM).is_ok() {
        return;
    }
    let root = Root::new();
    // Probing QEMU once takes longer than a whole life; with the answer kept, the kills hit the steps.
    let connection = root.open();
    must(must(connection.define_domain_xml(&idle_document("victim"))).undefine());
    drop(connection);
    let mut random = u64::from(std::process::id()).wrapping_mul(0x9e37_79b9_7f4a_7c15);
    let mut seen: std::collections::BTreeMap<String, usize> = std::collections::BTreeMap::new();
    for round in 0..ROUNDS {
        random = random.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        // Any step is hit on a host of any speed, and any moment of it on one that is not very slow.
        let (steps, delay) = (1 + (random >> 60) % 12, Duration::from_micros((random >> 33) % 150_000));
        let last = Victim::start(&root).kill_after(steps, delay).unwrap_or_default();
        check_reality(&root, round, &last);
        *seen.entry(last).or_insert(0) += 1;
    }
    println!("killed in the steps {seen:?}");
    assert!(seen.len() > 4, "the kills were not at random moments: {seen:?}");
}

/// Opens the root in a process of its own (this one must be able to let go of it again) and compares.
fn check_reality(root: &Root, round: usize, last: &str) {
    let output = Command::new(std::env::current_exe().expect("this test"))
        .args(["killed::witness", "--exact", "--nocapture", "--test-threads=1"])
        .env(WITNESS, root.uri())
        .output()
        .expect("the witness runs");
    let text = String::from_utf8_lossy(&output.stdout).into_owned();
    assert!(output.status.success(), "round {round} after '{last}': {text}{}", String::from_utf8_lossy(&output.stderr));
    let seen = text.split_once("SEEN ").map(|(_, rest)| rest.lines().next().unwrap_or_default()).unwrap_or_default();
    let (defined, active) = match seen {
        "nothing" => (false, false),
        "defined" => (true, false),
        "running" | "paused" => (true, true),
        other => panic!("round {round} after '{last}': the witness saw '{other}'"),
    };
    let processes = root.wait_for_processes(usize::from(active)).len();
    assert_eq!(processes, usize::from(active), "round {round} after '{last}': processes against '{seen}'");
    if !active {
        let left = root.leftovers();
        assert!(left.is_empty(), "round {round} after '{last}': left behind {left:?}");
    }
    // A step that was announced may or may not have happened; one that was acknowledged did.
    match last {
        "defined" | "destroyed" => assert!(defined, "round {round} after '{last}': the definition is lost"),
        "started" | "suspended" | "suspend" | "shutdown" => {
            assert!(active, "round {round} after '{last}': the guest is lost")
        }
        "start" | "destroy" => assert!(defined, "round {round} after '{last}': the definition is lost"),
        "undefined" => assert!(!defined, "round {round}: it is defined again"),
        _ => {}
    }
}

const WITNESS: &str = "FERROVIRT_TEST_WITNESS_ROOT";

/// Not a test of its own: the process that opens the root after the kill and says what it sees.
#[test]
fn witness() {
    let Ok(uri) = std::env::var(WITNESS) else { return };
    let connection = must(ferrovirt::open(&uri, Default::default()));
    let domains = must(connection.list_all_domains(Default::default()));
    assert!(domains.len() <= 1, "{domains:?}");
    let seen = match domains.first() {
        None => "nothing",
        Some(domain) => {
            // Taking over a guest may still be under way, and one that was told to end may be about to; what it is must be
            // known in the end.
            let passing = [DomainState::NoState, DomainState::Shutdown];
            eventually("a state", || !passing.contains(&must(domain.info()).state));
            match must(domain.info()).state {
                DomainState::Running => "running",
                DomainState::Paused => "paused",
                DomainState::Shutoff => "defined",
                other => panic!("unexpected state {other:?}"),
            }
        }
    };
    println!("SEEN {seen}");
}
