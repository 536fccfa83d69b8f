//! What is booted: the default order, and firmware.

use ferrovirt_error::Result;
use ferrovirt_xml::domain::Domain;
use ferrovirt_xml::domain::os::{BootDevice, BootDeviceKind};

use super::Context;
use crate::firmware;

pub(super) fn complete(domain: &mut Domain, context: &mut Context<'_>) -> Result<()> {
    firmware::complete(domain, context.firmware, context.nvram_directory)?;
    let has_order =
        domain.devices.iter().any(|device| device.info().boot.as_ref().is_some_and(|boot| boot.order.is_some()));
    let os = &mut domain.os;
    if let Some(menu) = &mut os.bootmenu
        && menu.enable.is_some_and(|word| !word.is_yes())
    {
        menu.timeout = None;
    }
    if os.boot.is_empty() && !has_order {
        os.boot.push(BootDevice { dev: Some(BootDeviceKind::Hd) });
    }
    Ok(())
}
