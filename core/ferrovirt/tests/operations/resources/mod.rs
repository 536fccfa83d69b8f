//! Every operation on networks, interfaces, storage, devices, secrets and filters does what it says, and refuses what it
//! must: a good and a bad case each, for any driver that declares the operation.

mod concurrency;
mod defaults;
mod events;
mod filters;
mod interfaces;
mod networks;
mod node_devices;
mod nodes;
mod pools;
mod secrets;
mod transfers;
mod volumes;

use std::collections::HashSet;
use std::future::Future;

use crate::common::*;
use ferrovirt::generated::table;
use ferrovirt::*;

/// What an operation does, and what it refuses.
struct Case {
    /// Its name in C.
    operation: &'static str,
    /// Does it, and checks what came of it. Leaves nothing behind.
    good: fn(&Connection),
    /// Is refused. Leaves nothing behind either.
    bad: fn(&Connection) -> Result<()>,
    /// How it is refused.
    code: ErrorCode,
}

const FAMILIES: &[&str] = &["network", "storage", "interface", "node_device", "secret", "nwfilter"];

fn cases() -> impl Iterator<Item = &'static Case> {
    let all = [
        networks::CASES,
        networks::PORT_CASES,
        interfaces::CASES,
        pools::CASES,
        volumes::CASES,
        node_devices::CASES,
        secrets::CASES,
        filters::CASES,
    ];
    all.into_iter().flatten()
}

/// A host with something of every kind, as a node document describes it.
fn host() -> (tempfile::TempDir, Connection) {
    let directory = tempfile::tempdir().expect("a temporary directory");
    let path = directory.path().join("node.xml");
    std::fs::write(&path, nodes::NODE).expect("a file");
    std::fs::write(directory.path().join("pool.xml"), nodes::POOL).expect("a file");
    let connection = done(ferrovirt::open(&format!("test://{}", path.display()), OpenOptions::default()));
    (directory, connection)
}

#[test]
fn operations_do_what_they_say_and_refuse_what_they_must() {
    for factory in DRIVERS {
        let (_place, _directory, connection) = match factory.name {
            "test" => {
                let (directory, connection) = host();
                (None, Some(directory), connection)
            }
            _ => {
                let Some(place) = place_to_open(factory) else { continue };
                let connection = done(ferrovirt::open(&place.uri, OpenOptions::default()));
                (Some(place), None, connection)
            }
        };
        let declared: HashSet<&str> = factory.support.iter().map(|support| support.operation).collect();
        for case in cases().filter(|case| declared.contains(case.operation)) {
            (case.good)(&connection);
            match (case.bad)(&connection) {
                Ok(()) => panic!("{}: {} accepts what it must refuse", factory.name, case.operation),
                Err(error) => {
                    assert_eq!(error.code(), case.code, "{}: {}: {}", factory.name, case.operation, error.report())
                }
            }
        }
    }
}

#[test]
fn every_operation_has_its_case() {
    let mut seen = HashSet::new();
    for case in cases() {
        assert!(seen.insert(case.operation), "{} has two cases", case.operation);
    }
    for operation in table::ALL.iter().filter(|operation| FAMILIES.contains(&operation.family) && !operation.derived) {
        assert!(seen.remove(operation.c_name), "{} has no case", operation.c_name);
    }
    assert!(seen.is_empty(), "cases of operations that are none: {seen:?}");
}

/// A call of which only success or failure counts.
pub fn tried<T>(call: impl Future<Output = Result<T>>) -> Result<()> {
    wait(call).map(drop)
}

/// A connection that is closed.
fn closed() -> Connection {
    let connection = connect();
    connection.close();
    connection
}

/// A name that nothing else has.
pub fn fresh() -> String {
    format!("n{}", Uuid::new_v4().simple())
}

/// A text without the white space at the ends of lines.
fn lines(text: &str) -> String {
    text.lines().map(str::trim).collect()
}

#[track_caller]
fn holds(text: &str, part: &str) {
    let text = lines(text);
    assert!(text.contains(part), "no {part} in {text}");
}
