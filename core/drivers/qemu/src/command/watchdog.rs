//! Watchdogs.

use ferrovirt_error::Result;
use ferrovirt_xml::domain::Domain;
use ferrovirt_xml::domain::devices::misc::{WatchdogAction, WatchdogModel};

use super::properties::Properties;
use super::{CommandLine, device, incomplete};

pub(super) fn watchdogs(line: &mut CommandLine, domain: &Domain) -> Result<()> {
    let watchdogs = domain.devices.watchdogs.as_slice();
    for watchdog in watchdogs {
        let model = watchdog.model.ok_or_else(|| incomplete("model of a watchdog"))?;
        // Part of the chip set, where it only has to be let loose.
        if model == WatchdogModel::Itco {
            line.option("-global", "ICH9-LPC.noreboot=off");
            continue;
        }
        let mut properties = Properties::device(model.as_str()).with("id", device::alias(&watchdog.info)?);
        device::set_address(&mut properties, domain, &watchdog.info)?;
        line.device(&properties);
    }
    // All watchdogs of a guest do the same, which `validate` has made sure of.
    if let Some(watchdog) = watchdogs.first() {
        let action = match watchdog.action.unwrap_or(WatchdogAction::Reset) {
            // QEMU stops the guest, and the driver dumps it.
            WatchdogAction::Dump => WatchdogAction::Pause,
            action => action,
        };
        line.option("-watchdog-action", action.as_str());
    }
    Ok(())
}
