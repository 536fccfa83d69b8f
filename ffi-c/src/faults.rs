//! What a call that failed tells, where C programs expect more than the core says: which of several faults is named, and the
//! part of the library that an error comes from.
//!
//! Arguments of C are read before the handle can look at the call. A program that may not make the call at all, or whose
//! driver has not the operation, learns that first. It works on failures alone, and must not know what the call does.

use ferrovirt::error::{Error, ErrorCode, ErrorDomain};
use ferrovirt::generated::table;
use ferrovirt::{Connection, DRIVERS};

use crate::take::null_argument;

/// The error that C hears of.
pub fn told(function: &str, connection: Option<&Connection>, failure: Error) -> Error {
    let null = null_argument(&failure).map(str::to_owned);
    let failure = match connection {
        Some(connection) if is_of_arguments(&failure) => {
            // What the interface itself asks of arguments is checked whether or not the driver has the operation.
            let is_of_interface = null.is_some() || failure.domain() == part(function);
            let first = refused(function, connection);
            let first = first.or_else(|| if is_of_interface { None } else { lacking(function, connection) });
            first.unwrap_or(failure)
        }
        _ => failure,
    };
    let domain = match (failure.code(), failure.domain()) {
        (ErrorCode::NoSupport | ErrorCode::OperationDenied, _) => part(function),
        // Typed parameters belong to no part.
        (ErrorCode::ArgumentUnsupported, of) => of,
        (_, ErrorDomain::None) => part(function),
        (_, of) => of,
    };
    match null {
        Some(name) if failure.code() == ErrorCode::InvalidArg => {
            Error::invalid_argument(domain, format!("{name} in {function} must not be NULL"))
        }
        _ => failure.with_domain(domain),
    }
}

/// Whether reading the arguments may have failed so.
fn is_of_arguments(failure: &Error) -> bool {
    matches!(failure.code(), ErrorCode::InvalidArg | ErrorCode::ArgumentUnsupported | ErrorCode::Overflow)
}

/// The error of a connection that may not do this with any argument.
fn refused(function: &str, connection: &Connection) -> Option<Error> {
    let operation = table::ALL.iter().find(|operation| operation.c_name == function)?;
    connection.authorize(operation, 0).err().filter(|error| error.code() == ErrorCode::OperationDenied)
}

/// The error of a driver that has not the operation.
fn lacking(function: &str, connection: &Connection) -> Option<Error> {
    let operation = table::ALL.iter().find(|operation| operation.c_name == function)?;
    let driver = connection.hypervisor();
    let factory = DRIVERS.iter().find(|factory| factory.name == driver.name())?;
    let name = operation.base.unwrap_or(function);
    let has = factory.support.iter().any(|support| support.operation == name || support.operation == function);
    (!has).then(|| Error::unsupported(driver.error_domain(), function))
}

/// Functions that belong to no part: they open connections, or need none.
const OF_NONE: &[&str] =
    &["virConnectOpen", "virConnectClose", "virGetVersion", "virTypedParam", "virEvent", "virConnectAuth"];

/// Which functions belong to a part: the first of these words that is in the name.
const PARTS: &[(&str, ErrorDomain)] = &[
    ("virAdm", ErrorDomain::Admin),
    ("virStream", ErrorDomain::Streams),
    ("virDomainSnapshot", ErrorDomain::DomainSnapshot),
    ("virDomainCheckpoint", ErrorDomain::DomainCheckpoint),
    ("virDomainListAllSnapshots", ErrorDomain::DomainSnapshot),
    ("virDomainListAllCheckpoints", ErrorDomain::DomainCheckpoint),
    ("virDomain", ErrorDomain::Domain),
    ("NWFilter", ErrorDomain::Nwfilter),
    ("NodeDevice", ErrorDomain::Nodedev),
    ("virNodeNumOfDevices", ErrorDomain::Nodedev),
    ("virNodeListDevices", ErrorDomain::Nodedev),
    ("Network", ErrorDomain::Network),
    ("Storage", ErrorDomain::Storage),
    ("Interface", ErrorDomain::Interface),
    ("Secret", ErrorDomain::Secret),
];

/// The part of the library that a function belongs to; domains and the host are one.
pub fn part(function: &str) -> ErrorDomain {
    if OF_NONE.iter().any(|name| function.starts_with(name)) {
        return ErrorDomain::None;
    }
    PARTS.iter().find(|(word, _)| function.contains(word)).map_or(ErrorDomain::Domain, |(_, domain)| *domain)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::take::must_not_be_null;

    fn check(function: &str, failure: Error, expected: (ErrorCode, ErrorDomain)) {
        let connection =
            ferrovirt::blocking::wait(ferrovirt::open("test:///default", ferrovirt::OpenOptions::read_only()), None);
        let told = told(function, connection.ok().as_ref(), failure);
        assert_eq!((told.code(), told.domain()), expected, "{told}");
    }

    #[test]
    fn what_may_not_be_done_is_told_first() {
        let bad = || Error::invalid_argument(ErrorDomain::None, "params");
        check("virDomainSuspend", must_not_be_null("domain"), (ErrorCode::OperationDenied, ErrorDomain::Domain));
        check("virNetworkSetAutostart", bad(), (ErrorCode::OperationDenied, ErrorDomain::Network));
        check("virDomainGetInfo", bad(), (ErrorCode::InvalidArg, ErrorDomain::Domain));
    }

    #[test]
    fn an_operation_that_the_driver_lacks_is_told_before_its_arguments() {
        let bad = || Error::invalid_argument(ErrorDomain::None, "flags");
        check("virDomainGetState", bad(), (ErrorCode::InvalidArg, ErrorDomain::Domain));
        check("virNodeGetMemoryParameters", bad(), (ErrorCode::NoSupport, ErrorDomain::Domain));
        check("virNodeGetMemoryParameters", must_not_be_null("params"), (ErrorCode::InvalidArg, ErrorDomain::Domain));
    }

    #[test]
    fn a_null_is_told_with_its_function() {
        let told = told("virStreamRecv", None, must_not_be_null("data"));
        assert_eq!(told.detail(), Some("data in virStreamRecv must not be NULL"));
    }
}
