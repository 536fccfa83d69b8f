//! Every operation on hosts, guests, snapshots and checkpoints does what it says, and refuses what it must: a good and a
//! bad case each. What holds for every hypervisor is tried on every driver of the build that declares the operation; what
//! needs guests that run is tried on the test driver, whose guests cost nothing.

mod devices;
mod host;
mod inside;
mod life;
mod moments;
mod processors;
mod saved;
mod tuning;

use std::collections::HashSet;

use crate::common::*;
use crate::resources::{fresh, tried};
use ferrovirt::generated::table;
use ferrovirt::*;

/// What an operation does, and what it refuses.
pub struct Case {
    operation: &'static str,
    /// Operations that are this one with fixed arguments, which the good case calls too.
    also: &'static [&'static str],
    /// Whether it is for the test driver alone.
    double: bool,
    /// Does it, and checks what came of it. Leaves nothing behind.
    good: fn(&Connection),
    /// Is refused. Leaves nothing behind either.
    bad: fn(&Connection) -> Result<()>,
    code: ErrorCode,
}

/// A case for every driver.
const fn case(
    operation: &'static str,
    good: fn(&Connection),
    code: ErrorCode,
    bad: fn(&Connection) -> Result<()>,
) -> Case {
    Case { operation, also: &[], double: false, good, bad, code }
}

/// A case for the test driver.
const fn double(
    operation: &'static str,
    good: fn(&Connection),
    code: ErrorCode,
    bad: fn(&Connection) -> Result<()>,
) -> Case {
    Case { double: true, ..case(operation, good, code, bad) }
}

impl Case {
    const fn also(self, also: &'static [&'static str]) -> Case {
        Case { also, ..self }
    }
}

fn cases() -> impl Iterator<Item = &'static Case> {
    let all = [
        host::CASES,
        life::CASES,
        inside::CASES,
        devices::CASES,
        saved::CASES,
        processors::CASES,
        tuning::CASES,
        moments::CASES,
    ];
    all.into_iter().flatten()
}

#[test]
fn operations_do_what_they_say_and_refuse_what_they_must() {
    for factory in DRIVERS {
        let Some(place) = place_to_open(factory) else { continue };
        let connection = done(ferrovirt::open(&place.uri, OpenOptions::default()));
        let declared: HashSet<&str> = factory.support.iter().map(|support| support.operation).collect();
        let is_double = factory.name == "test";
        for case in cases().filter(|case| declared.contains(case.operation) && (is_double || !case.double)) {
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
fn every_operation_of_the_test_driver_has_its_case() {
    let mut seen = HashSet::new();
    for case in cases() {
        for operation in std::iter::once(&case.operation).chain(case.also) {
            assert!(seen.insert(*operation), "{operation} has two cases");
        }
    }
    let test = DRIVERS.iter().find(|driver| driver.name == "test").expect("the test driver");
    let has = |operation: &str| test.support.iter().any(|support| support.operation == operation);
    for operation in table::ALL.iter().filter(|operation| operation.family == "hypervisor") {
        if has(operation.base.unwrap_or(operation.c_name)) {
            assert!(seen.remove(operation.c_name), "{} has no case", operation.c_name);
        }
    }
    assert!(seen.is_empty(), "cases of operations that the test driver has not: {seen:?}");
}

/// A guest's document, for whichever hypervisor this is.
fn xml(connection: &Connection, name: &str) -> String {
    let (kind, os) = match &*done(connection.hypervisor_type()) {
        "TEST" => ("test", "<type>hvm</type>"),
        _ => ("qemu", "<type arch='x86_64' machine='q35'>hvm</type>"),
    };
    format!(
        "<domain type='{kind}'><name>{name}</name><uuid>{}</uuid><memory unit='MiB'>64</memory>\
         <vcpu current='1'>4</vcpu><os>{os}</os><devices>\
         <disk type='file' device='disk'><source file='/images/{name}'/><target dev='vda' bus='virtio'/></disk>\
         <interface type='user'><mac address='52:54:00:12:34:56'/></interface></devices></domain>",
        Uuid::new_v4()
    )
}

/// A guest that is stored and shut off.
fn stored(connection: &Connection) -> Domain {
    done(connection.define_domain_xml_flags(&xml(connection, &fresh()), DomainDefineFlags::empty()))
}

/// Removes a guest with everything that belongs to it.
fn remove(guest: &Domain) {
    // One that does not run any more cannot be ended; one that ended may be gone.
    let _ = wait(guest.destroy_flags(DomainDestroyFlags::empty()));
    use DomainUndefineFlags as F;
    let _ = wait(guest.undefine_flags(F::MANAGED_SAVE | F::SNAPSHOTS_METADATA | F::CHECKPOINTS_METADATA));
}

/// Calls for a guest that is shut off.
fn with<T>(connection: &Connection, call: impl FnOnce(&Domain) -> T) -> T {
    let guest = stored(connection);
    let answer = call(&guest);
    remove(&guest);
    answer
}

/// Calls for a guest that runs.
fn running<T>(connection: &Connection, call: impl FnOnce(&Domain) -> T) -> T {
    with(connection, |guest| {
        done(guest.create_with_flags(DomainCreateFlags::empty()));
        call(guest)
    })
}

/// A guest that is no more.
fn gone(connection: &Connection) -> Domain {
    with(connection, Domain::clone)
}

/// Another connection to the same driver that is closed.
fn closed(connection: &Connection) -> Connection {
    let other = done(ferrovirt::open(&done(connection.uri()), OpenOptions::default()));
    other.close();
    other
}

/// What runs, else what is stored, as text.
fn document(guest: &Domain) -> String {
    done(guest.xml_desc(DomainXmlFlags::empty()))
}

#[track_caller]
fn shows(document: &str, words: &str) {
    assert!(document.contains(words), "'{words}' is missing in {document}");
}

const NOW: DomainModificationImpact = DomainModificationImpact::empty();
const CONFIG: DomainModificationImpact = DomainModificationImpact::CONFIG;
