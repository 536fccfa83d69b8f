//! The memory balloon.

use ferrovirt_error::Result;
use ferrovirt_xml::domain::Domain;
use ferrovirt_xml::domain::devices::misc::MemBalloonModel;
use ferrovirt_xml::domain::devices::virtio::VirtioModel;

use super::properties::Properties;
use super::{CommandLine, Launch, device, unsupported};

pub(super) fn balloon(line: &mut CommandLine, domain: &Domain, _: &Launch<'_>) -> Result<()> {
    let Some(balloon) = domain.devices.memballoon.as_ref() else { return Ok(()) };
    let model = match balloon.model {
        Some(MemBalloonModel::None) => return Ok(()),
        None | Some(MemBalloonModel::Virtio) => VirtioModel::Virtio,
        Some(MemBalloonModel::VirtioTransitional) => VirtioModel::VirtioTransitional,
        Some(MemBalloonModel::VirtioNonTransitional) => VirtioModel::VirtioNonTransitional,
        Some(MemBalloonModel::Xen) => {
            return Err(unsupported("Memory balloon device type 'xen' is not supported by this version of qemu"));
        }
    };
    let driver = device::virtio_driver("virtio-balloon", Some(model), &balloon.info)?;
    let mut properties = Properties::device(&driver);
    device::set_virtio(&mut properties, balloon.driver.as_ref().map(|driver| &driver.virtio));
    properties.set("id", device::alias(&balloon.info)?);
    properties.set_some("deflate-on-oom", balloon.autodeflate.map(|word| word.is_on()));
    properties.set_some("free-page-reporting", balloon.free_page_reporting.map(|word| word.is_on()));
    device::set_address(&mut properties, domain, &balloon.info)?;
    line.device(&properties);
    Ok(())
}
