//! What the suites share. Guests are named after their test, because all connections of a process share one host.
#![allow(dead_code)]

use std::future::Future;

use ferrovirt::{
    Connection, Domain, DomainEventKind, DriverFactory, Error, ErrorCode, Event, EventFilter, EventSource,
    EventSubscription, OpenOptions, Result, Uuid, blocking,
};

/// The URI of the host that every build can open.
pub const TEST_URI: &str = "test:///default";

/// Where a driver can be opened in tests.
pub struct Place {
    /// The URI that opens it.
    pub uri: String,
    /// What the driver may write to, for as long as the place lives.
    _directory: Option<tempfile::TempDir>,
}

/// Where to open a driver in tests; nothing for those that need another machine or rights.
pub fn place_to_open(factory: &DriverFactory) -> Option<Place> {
    match factory.name {
        "test" => Some(Place { uri: TEST_URI.to_owned(), _directory: None }),
        "qemu" => {
            let directory = tempfile::tempdir().expect("a temporary directory");
            let uri = format!("qemu:///embed?root={}", directory.path().display());
            Some(Place { uri, _directory: Some(directory) })
        }
        other => panic!("say in tests/common/mod.rs whether and how tests can open the driver '{other}'"),
    }
}

/// Waits for a call.
pub fn wait<T>(call: impl Future<Output = Result<T>>) -> Result<T> {
    blocking::wait(call, None)
}

/// Waits for a call that must succeed.
#[track_caller]
pub fn done<T>(call: impl Future<Output = Result<T>>) -> T {
    match wait(call) {
        Ok(answer) => answer,
        Err(error) => panic!("{}", error.report()),
    }
}

/// Waits for a call that must fail in this way.
#[track_caller]
pub fn fails<T>(code: ErrorCode, words: &str, call: impl Future<Output = Result<T>>) -> Error {
    match wait(call) {
        Ok(_) => panic!("succeeded instead of: {words}"),
        Err(error) => {
            assert_eq!(error.code(), code, "{}", error.report());
            assert!(error.to_string().contains(words), "'{error}' does not say '{words}'");
            error
        }
    }
}

/// A connection to the shared test host.
pub fn connect() -> Connection {
    done(ferrovirt::open(TEST_URI, OpenOptions::default()))
}

/// A connection that may only look.
pub fn connect_read_only() -> Connection {
    done(ferrovirt::open(TEST_URI, OpenOptions::read_only()))
}

/// A small guest's document.
pub fn xml(name: &str, uuid: Uuid) -> String {
    format!(
        "<domain type='test'><name>{name}</name><uuid>{uuid}</uuid><memory unit='MiB'>64</memory>\
         <vcpu current='1'>4</vcpu><os><type>hvm</type></os><devices>\
         <disk type='file' device='disk'><source file='/images/{name}'/><target dev='vda' bus='virtio'/></disk>\
         <interface type='user'><mac address='52:54:00:12:34:56'/></interface>\
         <graphics type='vnc' passwd='secret'/></devices></domain>"
    )
}

/// A guest that is stored and shut off.
pub fn define(connection: &Connection, name: &str) -> Domain {
    done(connection.define_domain_xml(&xml(name, Uuid::new_v4())))
}

/// What happens to one guest.
pub fn follow(connection: &Connection, uuid: Uuid) -> EventSubscription {
    connection.subscribe(EventFilter::of(EventSource::Domain(uuid)), 1024).expect("an open connection")
}

/// The events that are there, as `name:Kind` with the details of the life cycle in words.
pub fn told(events: &EventSubscription) -> Vec<String> {
    std::iter::from_fn(|| events.try_next()).map(|event| words(&event)).collect()
}

fn words(event: &Event) -> String {
    match event {
        Event::Gap { lost } => format!("gap of {lost}"),
        Event::Domain(event) => match &event.kind {
            DomainEventKind::Lifecycle { event: kind, detail } => {
                format!("{} {kind:?}/{detail} id {}", event.domain.name, event.domain.id)
            }
            kind => format!("{} {kind:?}", event.domain.name),
        },
        other => format!("{other:?}"),
    }
}
