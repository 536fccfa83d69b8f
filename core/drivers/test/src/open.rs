//! How a connection finds its host: `test:///default` is one that all connections of the process share, a path is a
//! node document of which each connection has its own host.

use std::path::Path;
use std::sync::{Arc, Mutex, PoisonError, Weak};

use ferrovirt_api::authentication::{CredentialRequest, Credentials};
use ferrovirt_api::driver::waiting;
use ferrovirt_api::{
    ConnectUri, CredentialType, DriverFuture, Drivers, Error, ErrorCode, ErrorDomain, HypervisorDriver,
    InterfaceDriver, NetworkDriver, NodeDeviceDriver, NwfilterDriver, OpenOptions, Result, SecretDriver, StorageDriver,
};
use ferrovirt_host::{Host, RealHost};

use crate::driver::TestDriver;
use crate::faults::{Around, Faults};
use crate::node::User;
use crate::virtual_clock::{VirtualClock, VirtualTimeHost};

/// The path of the host that everybody shares.
const DEFAULT_PATH: &str = "/default";

/// The shared host. It goes with its last connection, and the next one finds a fresh host.
static DEFAULT: Mutex<Weak<TestDriver>> = Mutex::new(Weak::new());

/// The parameters that a URI can have.
const PARAMETERS: [&str; 4] = ["authfile", "clock", "fail", "latency"];

/// Opens a connection.
pub fn open(uri: ConnectUri, options: OpenOptions) -> DriverFuture<'static, Drivers> {
    waiting(connect(uri, options))
}

async fn connect(uri: ConnectUri, options: OpenOptions) -> Result<Drivers> {
    let uri = &uri;
    uri.refuse_other_parameters(&PARAMETERS)?;
    let faults = Faults::of(uri)?;
    let clock = clock_of(uri)?;
    let host = host_of(uri, clock.as_ref())?;
    if !host.users().is_empty() {
        let credentials = Credentials::for_connection(uri, options.authenticator)?;
        authenticate(host.users(), &credentials).await?;
    }
    Ok(match faults.is_empty() {
        true => drivers(host),
        false => drivers(Arc::new(Around::new(host, faults, clock))),
    })
}

/// Lets in whom the node document names, with the right password where it states one.
async fn authenticate(users: &[User], credentials: &Credentials) -> Result<()> {
    let ask = |kind, prompt: &str| {
        let request = CredentialRequest { kind, prompt: prompt.to_owned(), challenge: None, default: None };
        credentials.answer("test", Some("localhost"), request)
    };
    let name = ask(CredentialType::AuthenticationName, "Enter username for localhost").await?;
    let refused = || {
        let detail = "authentication failed, see test XML for the correct username/password";
        Error::new(ErrorCode::AuthFailed, ErrorDomain::Test, detail)
    };
    let user = users.iter().find(|user| user.name == name).ok_or_else(refused)?;
    let Some(expected) = &user.password else { return Ok(()) };
    let prompt = format!("Enter {name}'s password for localhost");
    let password = ask(CredentialType::Passphrase, &prompt).await?;
    if password == *expected { Ok(()) } else { Err(refused()) }
}

/// One host is the driver of every family, so that all have one source of events.
fn drivers<D>(host: Arc<D>) -> Drivers
where
    D: HypervisorDriver + NetworkDriver + StorageDriver + InterfaceDriver + NodeDeviceDriver,
    D: SecretDriver + NwfilterDriver + 'static,
{
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

/// The clock that a URI asks for; the real one where it asks for none.
fn clock_of(uri: &ConnectUri) -> Result<Option<Arc<VirtualClock>>> {
    let Some(text) = uri.parameter("clock") else { return Ok(None) };
    let seconds = text.parse().map_err(|_| {
        let detail = format!("clock '{text}' is not a number of seconds since 1970");
        Error::invalid_argument(ErrorDomain::Test, detail)
    })?;
    Ok(Some(Arc::new(VirtualClock::at(seconds))))
}

fn host_of(uri: &ConnectUri, clock: Option<&Arc<VirtualClock>>) -> Result<Arc<TestDriver>> {
    if uri.transport().is_some() || uri.host().is_some() {
        return Err(Error::new(ErrorCode::NoConnect, ErrorDomain::Test, uri.to_string())
            .with_hint("test hosts are in this process only: use test:///default"));
    }
    let system = || -> Arc<dyn Host> {
        match clock {
            Some(clock) => Arc::new(VirtualTimeHost::new(clock.clone())),
            None => Arc::new(RealHost::new()),
        }
    };
    match uri.path() {
        // Who brings a clock cannot share a host with those who go by another.
        DEFAULT_PATH if clock.is_some() => Ok(Arc::new(TestDriver::with_default_objects(system())?)),
        DEFAULT_PATH => default_host(),
        "" | "/" => Err(Error::invalid_argument(
            ErrorDomain::Test,
            format!("the URI '{uri}' has no path: supply a path or use test:///default"),
        )),
        path => Ok(Arc::new(TestDriver::from_node(uri.to_string(), system(), Path::new(path))?)),
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
        let shown = uri.to_string();
        let opened = ferrovirt_api::blocking::wait(connect(uri, OpenOptions::default()), None);
        assert_eq!(opened.err().map(|error| error.code()), Some(expected), "{shown}");
    }

    #[test]
    fn what_is_no_host_is_refused() {
        check("test:///", ErrorCode::InvalidArg);
        check("test:///there/is/no/node.xml", ErrorCode::SystemError);
        check("test:///default?a=b", ErrorCode::InvalidArg);
        check("test:///default?latency=long", ErrorCode::InvalidArg);
        check("test:///default?clock=noon", ErrorCode::InvalidArg);
        check("test+ssh:///default", ErrorCode::NoConnect);
        check("test://elsewhere/default", ErrorCode::NoConnect);
    }
}
