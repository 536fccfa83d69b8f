//! What a driver declares to have, and what it does, are the same.

use std::collections::HashSet;

use crate::common::*;
use ferrovirt::generated::exercise::{self, Arguments, Objects};
use ferrovirt::generated::table;
use ferrovirt::*;

#[test]
fn drivers_have_what_they_declare_and_nothing_else() {
    for factory in DRIVERS {
        let Some(place) = place_to_open(factory) else { continue };
        let connection = done(ferrovirt::open(&place.uri, OpenOptions::default()));
        // Nobody has these objects, so that nothing is changed by the calls.
        let unknown = Objects::unknown(&connection);
        let declared: HashSet<&str> = factory.support.iter().map(|support| support.operation).collect();
        for operation in table::ALL {
            let answer = wait(exercise::call(operation.c_name, &unknown, Arguments::NEUTRAL));
            let lacks = answer.is_err_and(|error| error.code() == ErrorCode::NoSupport);
            // Drivers declare what they implement; what is derived follows its base.
            let declares = declared.contains(operation.base.unwrap_or(operation.c_name));
            assert_eq!(declares, !lacks, "{}: {} is declared and answered differently", factory.name, operation.c_name);
            assert!(!operation.derived || !declared.contains(operation.c_name), "{} is derived", operation.c_name);
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
