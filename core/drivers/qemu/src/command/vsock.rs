//! The virtio socket between guest and host.

use ferrovirt_error::Result;
use ferrovirt_xml::domain::Domain;

use super::properties::Properties;
use super::{CommandLine, Launch, device};

pub(super) fn vsock(line: &mut CommandLine, domain: &Domain, launch: &mut Launch<'_>) -> Result<()> {
    let Some(vsock) = domain.devices.vsock.as_ref() else { return Ok(()) };
    let cid = vsock.cid.as_ref();
    let is_automatic = cid.and_then(|cid| cid.auto).is_some_and(|word| word.is_yes());
    let wanted = cid.and_then(|cid| cid.address).filter(|_| !is_automatic);
    let (number, address) = launch.resources.vhost_vsock(wanted)?;
    let mut properties = Properties::device(&device::virtio_driver("vhost-vsock", vsock.model, &vsock.info)?);
    device::set_virtio(&mut properties, vsock.driver.as_ref().map(|driver| &driver.virtio));
    properties.set("id", device::alias(&vsock.info)?);
    properties.set("guest-cid", address);
    properties.set("vhostfd", number.to_string());
    device::set_address(&mut properties, domain, &vsock.info)?;
    line.device(&properties);
    Ok(())
}
