//! How a connection finds its host: `test:///default` is one that all connections of the process share, a path is a
//! node document of which each connection has its own host.

use std::path::Path;
use std::sync::{Arc, Mutex, PoisonError, Weak};

use ferrovirt_api::driver::ready;
use ferrovirt_api::{ConnectUri, DriverFuture, Drivers, Error, ErrorCode, ErrorDomain, OpenOptions, Result};
use ferrovirt_host::RealHost;

use crate::driver::TestDriver;

/// The path of the host that everybody shares.
const DEFAULT_PATH: &str = "/default";

/// The shared host. It goes with its last connection, and the next one finds a fresh host.
static DEFAULT: Mutex<Weak<TestDriver>> = Mutex::new(Weak::new());

/// Opens a connection.
pub fn open(uri: ConnectUri, _options: OpenOptions) -> DriverFuture<'static, Drivers> {
    ready(host_of(&uri).map(drivers))
}

/// One host is the driver of every family, so that all have one source of events.
fn drivers(host: Arc<TestDriver>) -> Drivers {
    Drivers {
        hypervisor: host.clone(),
        network: host.clone(),
        storage: host.clone(),
        interface: host.clone(),
        node_device: host.clone(),
        secret: host.clone(),
        nwfilter: host,
    }
}

fn host_of(uri: &ConnectUri) -> Result<Arc<TestDriver>> {
    if uri.transport().is_some() || uri.host().is_some() {
        return Err(Error::new(ErrorCode::NoConnect, ErrorDomain::Test, uri.to_string())
            .with_hint("test hosts are in this process only: use test:///default"));
    }
    uri.refuse_other_parameters(&[])?;
    match uri.path() {
        DEFAULT_PATH => default_host(),
        "" | "/" => Err(Error::invalid_argument(
            ErrorDomain::Test,
            format!("the URI '{uri}' has no path: supply a path or use test:///default"),
        )),
        path => {
            let driver = TestDriver::from_node(uri.to_string(), Arc::new(RealHost::new()), Path::new(path))?;
            Ok(Arc::new(driver))
        }
    }
}

fn default_host() -> Result<Arc<TestDriver>> {
    // A weak reference has no state that a panic could break.
    let mut shared = DEFAULT.lock().unwrap_or_else(PoisonError::into_inner);
    match shared.upgrade() {
        Some(driver) => Ok(driver),
        None => {
            let driver = Arc::new(TestDriver::with_default_objects(Arc::new(RealHost::new()))?);
            *shared = Arc::downgrade(&driver);
            Ok(driver)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(uri: &str, expected: ErrorCode) {
        let uri = ConnectUri::parse(uri).expect("a valid URI");
        assert_eq!(host_of(&uri).err().map(|error| error.code()), Some(expected), "{uri}");
    }

    #[test]
    fn what_is_no_host_is_refused() {
        check("test:///", ErrorCode::InvalidArg);
        check("test:///there/is/no/node.xml", ErrorCode::SystemError);
        check("test:///default?a=b", ErrorCode::InvalidArg);
        check("test+ssh:///default", ErrorCode::NoConnect);
        check("test://elsewhere/default", ErrorCode::NoConnect);
    }
}
