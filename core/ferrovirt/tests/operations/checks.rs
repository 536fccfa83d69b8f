//! What the handles refuse before a driver sees a call is what the table of operations says.

use crate::common::*;
use ferrovirt::generated::exercise::{self, Arguments, Objects};
use ferrovirt::generated::table;
use ferrovirt::operation::{ArgumentCheck, Operation};
use ferrovirt::*;

/// Calls an operation for objects that nobody has.
fn call(connection: &Connection, operation: &Operation, arguments: Arguments<'_>) -> Result<()> {
    wait(exercise::call(operation.c_name, &Objects::unknown(connection), arguments))
}

fn has(operation: &Operation, check: ArgumentCheck) -> bool {
    operation.arguments.iter().any(|argument| argument.check == check)
}

#[track_caller]
fn is_invalid(connection: &Connection, operation: &Operation, arguments: Arguments<'_>, words: &str) {
    let Err(error) = call(connection, operation, arguments) else {
        panic!("{} accepts {arguments:?}", operation.c_name);
    };
    assert_eq!(error.code(), ErrorCode::InvalidArg, "{} {arguments:?}: {error}", operation.c_name);
    assert!(error.to_string().contains(words), "{}: '{error}' does not say '{words}'", operation.c_name);
}

/// The flags that an operation knows, each alone, and none.
fn flags_of(operation: &Operation) -> impl Iterator<Item = u32> {
    let known = operation.known_flags;
    std::iter::once(0).chain((0..32).map(|bit| 1 << bit).filter(move |flag| known & flag != 0))
}

#[test]
fn a_read_only_connection_may_do_what_the_table_allows() {
    let connection = connect_read_only();
    assert!(connection.is_read_only());
    for operation in table::ALL {
        for flags in flags_of(operation) {
            let answer = call(&connection, operation, Arguments { flags, ..Arguments::NEUTRAL });
            let is_refused = answer.is_err_and(|error| error.code() == ErrorCode::OperationDenied);
            let is_allowed = operation.is_allowed_read_only(flags);
            assert_eq!(is_refused, !is_allowed, "{} with flags {flags:#x}", operation.c_name);
        }
    }
}

#[test]
fn what_can_change_or_reveal_is_not_read_only() {
    let allowed = |c_name: &str, flags: u32| {
        let operation = table::ALL.iter().find(|operation| operation.c_name == c_name);
        operation.expect("an operation").is_allowed_read_only(flags)
    };
    for c_name in ["virDomainGetInfo", "virConnectListAllDomains", "virConnectGetCapabilities", "virDomainLookupByName"]
    {
        assert!(allowed(c_name, 0), "{c_name}");
    }
    for c_name in ["virDomainCreate", "virDomainGetHostname", "virConnectGetDomainCapabilities", "virDomainScreenshot"]
    {
        assert!(!allowed(c_name, 0), "{c_name}");
    }
    assert!(allowed("virDomainGetXMLDesc", DomainXmlFlags::INACTIVE.bits()));
    assert!(!allowed("virDomainGetXMLDesc", DomainXmlFlags::SECURE.bits()));
    assert!(!allowed("virDomainGetXMLDesc", DomainXmlFlags::MIGRATABLE.bits()));
}

#[test]
fn unknown_flags_are_refused() {
    let connection = connect();
    for operation in table::ALL.iter().filter(|operation| has(operation, ArgumentCheck::Flags)) {
        for unknown in (0..32).map(|bit| 1u32 << bit).filter(|flag| operation.known_flags & flag == 0) {
            let arguments = Arguments { flags: unknown, ..Arguments::NEUTRAL };
            is_invalid(&connection, operation, arguments, &format!("unsupported flags (0x{unknown:x})"));
        }
    }
}

#[test]
fn flags_that_exclude_or_need_each_other_are_refused_alone() {
    let connection = connect();
    for operation in table::ALL {
        for rule in operation.exclusive {
            let arguments = Arguments { flags: rule.first.0 | rule.second.0, ..Arguments::NEUTRAL };
            is_invalid(&connection, operation, arguments, "mutually exclusive");
        }
        for rule in operation.requires {
            let arguments = Arguments { flags: rule.first.0, ..Arguments::NEUTRAL };
            is_invalid(&connection, operation, arguments, "is required by");
        }
    }
}

#[test]
fn empty_texts_zeros_and_lists_of_other_lengths_are_refused() {
    let connection = connect();
    for operation in table::ALL {
        // Derived operations pass their arguments on, so their base's name is in the words.
        if has(operation, ArgumentCheck::NonEmpty) {
            is_invalid(&connection, operation, Arguments { text: "", ..Arguments::NEUTRAL }, "must not be empty");
        }
        if has(operation, ArgumentCheck::NonZero) {
            is_invalid(&connection, operation, Arguments { number: 0, ..Arguments::NEUTRAL }, "must not be zero");
        }
        if has(operation, ArgumentCheck::Positive) {
            for number in [0, -1, i64::from(i32::MIN)] {
                is_invalid(&connection, operation, Arguments { number, ..Arguments::NEUTRAL }, "must be");
            }
        }
        if has(operation, ArgumentCheck::NonNegative) {
            for number in [-1, i64::from(i32::MIN)] {
                is_invalid(&connection, operation, Arguments { number, ..Arguments::NEUTRAL }, "must be");
            }
        }
        for argument in operation.arguments {
            let ArgumentCheck::Length(least, most) = argument.check else { continue };
            for length in [least - 1, most + 1] {
                is_invalid(&connection, operation, Arguments { length, ..Arguments::NEUTRAL }, "must have");
            }
        }
    }
}

#[test]
fn numbers_without_room_are_an_overflow() {
    let connection = connect();
    for operation in table::ALL {
        for argument in operation.arguments {
            let ArgumentCheck::AtMost(most) = argument.check else { continue };
            let number = i64::try_from(most).expect("a bound below the largest") + 1;
            let answer = call(&connection, operation, Arguments { number, ..Arguments::NEUTRAL });
            let code = answer.expect_err("too large").code();
            assert_eq!(code, ErrorCode::Overflow, "{}", operation.c_name);
        }
    }
}

#[test]
fn a_closed_connection_answers_nothing() {
    let connection = connect();
    let guest = define(&connection, "of-a-closed-connection");
    let events = follow(&connection, guest.uuid());
    connection.close();
    for operation in table::ALL {
        let error = call(&connection, operation, Arguments::NEUTRAL).expect_err("closed");
        assert_eq!(error.code(), ErrorCode::InvalidConn, "{}: {error}", operation.c_name);
    }
    assert_eq!(blocking::wait(async { Ok(events.next().await) }, None).expect("no deadline"), None);
}
