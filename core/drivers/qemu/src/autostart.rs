//! Guests that start with the host: once after each boot, by whoever opens the driver first.

use std::path::Path;
use std::sync::Arc;

use ferrovirt_api::{DomainCreateFlags, ErrorDomain, Result, runtime};
use ferrovirt_host::{Host, HostError};

use crate::instance::Instance;
use crate::layout::Layout;
use crate::lifecycle;

/// What tells one boot of the host from another.
const BOOT_ID: &str = "/proc/sys/kernel/random/boot_id";

/// The most that is read of it.
const BOOT_ID_LIMIT: usize = 64;

/// Starts the guests that ask for it, if nobody did since the host booted. It does not wait for them: a guest that
/// cannot start keeps neither the others nor the connection from theirs, and its log says why.
pub async fn start(instance: &Arc<Instance>) -> Result<()> {
    let is_due = {
        let (host, layout) = (instance.host.clone(), instance.layout.clone());
        runtime::blocking(move || take_turn(&*host, &layout)).await??
    };
    if !is_due {
        return Ok(());
    }
    for guest in instance.table().all() {
        if guest.view().autostart && !guest.view().is_active() {
            let instance = instance.clone();
            runtime::spawn(async move {
                // Nobody waits for the outcome; the state of the guest and its log tell it.
                let _ = lifecycle::create(instance, guest, DomainCreateFlags::empty()).await;
            })?;
        }
    }
    Ok(())
}

/// Whether it has not been done since the host booted; from now on it has.
fn take_turn(host: &dyn Host, layout: &Layout) -> Result<bool> {
    let mark = Path::new(&layout.state_directory).join("autostarted");
    let boot = read(host, Path::new(BOOT_ID))?;
    if read(host, &mark)? == boot {
        return Ok(false);
    }
    // Without the mark they would start again and again; a full disk must not keep anybody from opening the driver.
    Ok(host.files().write_atomic(&mark, &boot, 0o600).is_ok())
}

fn read(host: &dyn Host, path: &Path) -> Result<Vec<u8>> {
    match host.files().read(path, BOOT_ID_LIMIT) {
        Err(error) if error.is_not_found() => Ok(Vec::new()),
        outcome => outcome.map_err(failed),
    }
}

fn failed(error: HostError) -> ferrovirt_api::Error {
    error.into_error(ErrorDomain::Qemu)
}
