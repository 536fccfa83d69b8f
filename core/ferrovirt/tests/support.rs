//! What a driver declares to have, and what it does, are the same.

mod common;

use std::collections::HashSet;

use common::*;
use ferrovirt::generated::{exercise, table};
use ferrovirt::*;

#[test]
fn drivers_have_what_they_declare_and_nothing_else() {
    for factory in DRIVERS {
        let Some(place) = place_to_open(factory) else { continue };
        let connection = done(ferrovirt::open(&place.uri, OpenOptions::default()));
        // Nobody has this guest, so that nothing is changed by the calls.
        let identity = DomainIdentity { name: "nobody".into(), uuid: Uuid::new_v4(), id: -1 };
        let nobody = Domain::new(connection.clone(), identity);
        let declared: HashSet<&str> = factory.support.iter().map(|support| support.operation).collect();
        for operation in table::ALL {
            let answer = wait(exercise::call(operation.c_name, &connection, &nobody));
            let lacks = answer.err().filter(|error| error.code() == ErrorCode::NoSupport);
            let driver = factory.name;
            match lacks {
                // What is derived from another operation answers in its name.
                Some(error) => {
                    let missing = error.detail().unwrap_or_default();
                    assert!(!declared.contains(missing), "{driver} declares {missing} and does not have it");
                    assert!(operation.derived || missing == operation.c_name, "{}: {error}", operation.c_name);
                }
                None if operation.derived => {
                    assert!(!declared.contains(operation.c_name), "{driver}: {} is derived", operation.c_name);
                }
                None => assert!(declared.contains(operation.c_name), "{driver} does not declare {}", operation.c_name),
            }
        }
    }
}

#[test]
fn declarations_name_each_operation_once_with_a_release() {
    for factory in DRIVERS {
        let mut seen = HashSet::new();
        for support in factory.support {
            let is_known = table::ALL.iter().any(|operation| operation.c_name == support.operation);
            assert!(is_known, "{} declares the unknown {}", factory.name, support.operation);
            assert!(seen.insert(support.operation), "{} declares {} twice", factory.name, support.operation);
            assert_eq!(support.since.split('.').filter_map(|part| part.parse::<u32>().ok()).count(), 3);
        }
    }
}
