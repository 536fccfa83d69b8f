//! What the connection tells of host and hypervisor.

use std::path::Path;
use std::sync::Arc;

use ferrovirt_api::{Error, ErrorDomain, Result};

use crate::instance::Instance;
use crate::probe::EmulatorCapabilities;

/// The capabilities of the emulator for guests of the host's own architecture.
async fn native(instance: &Instance) -> Result<Arc<EmulatorCapabilities>> {
    let machine = instance.host.system().machine().map_err(|error| error.into_error(ErrorDomain::Qemu))?;
    let emulator = instance.prober().find(&machine).ok_or_else(|| {
        let detail = format!("Cannot find suitable emulator for {machine}");
        Error::internal(ErrorDomain::Qemu, detail).with_hint("install QEMU for this architecture")
    })?;
    instance.prober().capabilities(Path::new(&emulator)).await
}

/// The version of that emulator.
pub async fn version(instance: Arc<Instance>) -> Result<u64> {
    Ok(native(&instance).await?.version.number())
}

/// Our own version.
pub fn library_version() -> u64 {
    let part = |text: &str| text.parse::<u64>().unwrap_or_default();
    let (major, minor) = (part(env!("CARGO_PKG_VERSION_MAJOR")), part(env!("CARGO_PKG_VERSION_MINOR")));
    major * 1_000_000 + minor * 1_000 + part(env!("CARGO_PKG_VERSION_PATCH"))
}
