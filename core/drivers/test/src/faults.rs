//! Slow and failing hosts: what a connection asks for in its URI happens before each of its operations.
//!
//! `?latency=MS` lets every operation take that long, `?fail=OPERATION,...` lets operations of these C names fail.

use std::sync::Arc;
use std::time::Duration;

use ferrovirt_api::driver::waiting;
use ferrovirt_api::generated::table;
use ferrovirt_api::{ConnectUri, Driver, DriverFuture, Error, ErrorCode, ErrorDomain, EventHub, Result, runtime};

use crate::driver::TestDriver;
use crate::virtual_clock::VirtualClock;

/// The longest latency: an hour.
const LONGEST: u64 = 3_600_000;

/// What is to happen before operations.
#[derive(Clone, Debug, Default)]
pub struct Faults {
    latency: Duration,
    failing: Vec<&'static str>,
}

impl Faults {
    /// What a URI asks for.
    pub fn of(uri: &ConnectUri) -> Result<Faults> {
        let latency =
            match uri.parameter("latency") {
                None => 0,
                Some(text) => text.parse().ok().filter(|latency| *latency <= LONGEST).ok_or_else(|| {
                    refused(format!("latency '{text}' is not a number of milliseconds up to {LONGEST}"))
                })?,
            };
        let named = uri.parameter("fail").into_iter().flat_map(|names| names.split(','));
        let failing = named.map(operation).collect::<Result<Vec<_>>>()?;
        Ok(Faults { latency: Duration::from_millis(latency), failing })
    }

    /// Whether nothing is to happen.
    pub fn is_empty(&self) -> bool {
        self.latency.is_zero() && self.failing.is_empty()
    }
}

/// The operation of a C name, as drivers know it.
fn operation(name: &str) -> Result<&'static str> {
    let known = table::ALL.iter().find(|operation| operation.c_name == name);
    let operation = known.ok_or_else(|| {
        refused(format!("there is no operation '{name}' to fail")).with_hint("name it as in C: virDomainSuspend")
    })?;
    Ok(operation.base.unwrap_or(operation.c_name))
}

fn refused(detail: String) -> Error {
    Error::invalid_argument(ErrorDomain::Test, detail)
}

/// What is asked of the host itself.
type Call<'a, T> = Box<dyn FnOnce(&'a TestDriver) -> DriverFuture<'a, T> + Send + 'a>;

/// A host as one connection with faults sees it. Its operations are generated.
pub struct Around {
    driver: Arc<TestDriver>,
    faults: Faults,
    clock: Option<Arc<VirtualClock>>,
}

impl Around {
    /// The host behind these faults. Where it has a virtual clock, latency moves that, and nobody waits.
    pub fn new(driver: Arc<TestDriver>, faults: Faults, clock: Option<Arc<VirtualClock>>) -> Around {
        Around { driver, faults, clock }
    }

    /// An operation of the host itself, after what happens before it.
    // The call is behind a pointer, so that there is one such future for each kind of answer and not for each operation.
    pub fn around<'a, T: Send + 'a>(&'a self, operation: &'static str, call: Call<'a, T>) -> DriverFuture<'a, T> {
        waiting(async move {
            self.before(operation).await?;
            call(&self.driver).await
        })
    }

    /// What happens before an operation.
    async fn before(&self, operation: &'static str) -> Result<()> {
        match &self.clock {
            Some(clock) => clock.advance(self.faults.latency),
            None if self.faults.latency.is_zero() => {}
            None => runtime::sleep(self.faults.latency).await,
        }
        match self.faults.failing.contains(&operation) {
            true => {
                let detail = format!("{operation} fails because the connection's URI says so");
                Err(Error::new(ErrorCode::OperationFailed, ErrorDomain::Test, detail))
            }
            false => Ok(()),
        }
    }
}

impl Driver for Around {
    fn name(&self) -> &'static str {
        self.driver.name()
    }

    fn error_domain(&self) -> ErrorDomain {
        self.driver.error_domain()
    }

    fn events(&self) -> &EventHub {
        self.driver.events()
    }

    fn publishes_within_calls(&self) -> bool {
        self.driver.publishes_within_calls()
    }

    fn lost(&self) -> DriverFuture<'_, ferrovirt_api::ConnectCloseReason> {
        self.driver.lost()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn faults(query: &str) -> Result<Faults> {
        Faults::of(&ConnectUri::parse(&format!("test:///default{query}"))?)
    }

    #[test]
    fn a_uri_says_what_happens() {
        let faults = faults("?latency=20&fail=virDomainSuspend,virDomainCreate").expect("faults");
        assert_eq!(faults.latency, Duration::from_millis(20));
        assert_eq!(faults.failing, ["virDomainSuspend", "virDomainCreateWithFlags"]);
        assert!(self::faults("").expect("no faults").is_empty());
    }

    #[test]
    fn what_cannot_happen_is_refused() {
        for query in ["?latency=x", "?latency=-1", "?latency=3600001", "?fail=nothing", "?fail="] {
            assert_eq!(faults(query).map(drop).expect_err(query).code(), ErrorCode::InvalidArg);
        }
    }
}
