//! The controlling process is killed at any moment: a new one agrees with reality.
//!
//! The worker is this test program itself, started again with a root in its environment. It says what was acknowledged,
//! a line each, and is killed in the middle.

use crate::common::*;
use ferrovirt_api::*;
use std::io::{BufRead, BufReader};
use std::process::{Command, Stdio};
use std::time::Duration;

const ROOT: &str = "FERROVIRT_TEST_ROOT";

/// Not a test of its own: what is killed.
#[test]
fn worker() {
    let Ok(root) = std::env::var(ROOT) else { return };
    let uri = format!("qemu:///embed?root={root}");
    let connection = call(Connection::open(&[&ferrovirt_driver_qemu::FACTORY], &uri, OpenOptions::default()));
    let say = |words: &str| println!("\n@{words}");
    for number in 0.. {
        let name = format!("g{number}");
        say(&format!("defining {name}"));
        let domain = call(connection.define_domain_xml(&guest(&name, "")));
        say(&format!("defined {name}"));
        call(domain.create());
        say(&format!("started {name}"));
        call(domain.suspend());
        say(&format!("suspended {name}"));
        call(domain.resume());
        say(&format!("resumed {name}"));
        call(domain.destroy());
        say(&format!("destroyed {name}"));
        if number % 2 == 0 {
            say(&format!("undefining {name}"));
            call(domain.undefine());
            say(&format!("undefined {name}"));
        }
    }
}

/// What was acknowledged last of the guest that the worker was busy with, and of those before.
#[derive(Default)]
struct Acknowledged {
    last: Vec<(String, String)>,
}

impl Acknowledged {
    fn step_of(&self, name: &str) -> Option<&str> {
        self.last.iter().find(|(known, _)| known == name).map(|(_, step)| step.as_str())
    }

    fn hear(&mut self, line: &str) {
        let Some((step, name)) = line.strip_prefix('@').and_then(|line| line.split_once(' ')) else { return };
        match self.last.iter_mut().find(|(known, _)| known == name) {
            Some((_, known)) => *known = step.to_owned(),
            None => self.last.push((name.to_owned(), step.to_owned())),
        }
    }
}

fn ask(domain: &Domain) -> Result<String> {
    blocking::wait(domain.qemu_monitor_command("{\"execute\":\"query-status\"}", Default::default()), hang_limit())
}

fn kill_after(root: &Root, milliseconds: u64) -> Acknowledged {
    let mut child = Command::new(std::env::current_exe().expect("this program"))
        .args(["--exact", "crash::worker", "--nocapture"])
        .env(ROOT, &root.0)
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .expect("a worker");
    let output = child.stdout.take().expect("a pipe");
    let reader = std::thread::spawn(move || {
        let mut heard = Acknowledged::default();
        BufReader::new(output).lines().map_while(|line| line.ok()).for_each(|line| heard.hear(&line));
        heard
    });
    std::thread::sleep(Duration::from_millis(milliseconds));
    child.kill().expect("killed");
    child.wait().expect("ended");
    reader.join().expect("heard")
}

#[test]
fn a_new_process_agrees_with_reality() {
    if !has_qemu() || std::env::var(ROOT).is_ok() {
        return;
    }
    let rounds: u64 = std::env::var("FERROVIRT_TEST_ROUNDS").ok().and_then(|text| text.parse().ok()).unwrap_or(12);
    for round in 0..rounds {
        let root = Root::new();
        // The capabilities are probed before, so that the moments fall into the work itself.
        drop(call(root.open().define_domain_xml(&guest("warm", ""))));
        let heard = kill_after(&root, 60 + (round * 1499) % 900);
        let connection = root.open();
        let active = || call(connection.list_all_domains(ListAllDomainsFlags::ACTIVE));
        // A guest that was told to end when the worker was killed ends whenever it likes: it is listed until then.
        until("what is listed is what runs", || root.processes().len() == active().len());
        for domain in active() {
            // The monitor answers: the guest is ours again. One on its way out may be gone before.
            if let Err(error) = ask(&domain) {
                let step = heard.step_of(&domain.name());
                assert_eq!(
                    step,
                    Some("resumed"),
                    "round {round}: {} does not answer: {}",
                    domain.name(),
                    error.report()
                );
                until("the guest that does not answer is off", || !call(domain.is_active()));
            }
        }
        for (name, step) in &heard.last {
            let found = blocking::wait(connection.lookup_domain_by_name(name), None).ok();
            match step.as_str() {
                "defining" | "undefining" => {}
                "undefined" => assert!(found.is_none(), "round {round}: {name} is back"),
                _ => assert!(found.is_some(), "round {round}: {name} was {step} and is lost"),
            }
            let Some(domain) = found else { continue };
            let state = state(&domain).0;
            match step.as_str() {
                "started" | "suspended" => {
                    assert!(
                        matches!(state, DomainState::Running | DomainState::Paused),
                        "round {round}: {name} {step} {state:?}"
                    );
                }
                "destroyed" => assert_eq!(state, DomainState::Shutoff, "round {round}: {name}"),
                _ => {}
            }
        }
        for domain in active() {
            if let Err(error) = blocking::wait(domain.destroy(), hang_limit()) {
                assert!(!call(domain.is_active()), "round {round}: {}", error.report());
            }
        }
        assert_eq!(root.leftovers(), Vec::<String>::new(), "round {round}");
        assert_eq!(root.processes(), Vec::<i32>::new(), "round {round}");
    }
}
