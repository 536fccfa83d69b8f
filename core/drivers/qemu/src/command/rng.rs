//! Random number generators.

use ferrovirt_error::Result;
use ferrovirt_xml::domain::Domain;
use ferrovirt_xml::domain::devices::misc::RngBackend;

use super::character_source::Backend;
use super::properties::Properties;
use super::{CommandLine, Launch, device};

/// The period of a rate that states none, in milliseconds.
const DEFAULT_PERIOD: u32 = 1000;

pub(super) fn rngs(line: &mut CommandLine, domain: &Domain, launch: &mut Launch<'_>) -> Result<()> {
    for rng in domain.devices.rngs.iter() {
        let alias = device::alias(&rng.info)?;
        let object = format!("obj{alias}");
        match &rng.backend {
            Some(RngBackend::Random(random)) => {
                let path = random.path.as_deref().unwrap_or("/dev/random");
                line.object(&Properties::object("rng-random", object.as_str()).with("filename", path));
            }
            Some(RngBackend::Egd(back)) => {
                Backend { source: &back.source, log: back.log.as_ref(), alias }.build(line, launch)?;
                line.object(&Properties::object("rng-egd", object.as_str()).with("chardev", format!("char{alias}")));
            }
            Some(RngBackend::Builtin) | None => line.object(&Properties::object("rng-builtin", object.as_str())),
        }
        let mut properties = Properties::device(&device::virtio_driver("virtio-rng", rng.model, &rng.info)?);
        device::set_virtio(&mut properties, rng.driver.as_ref().map(|driver| &driver.virtio));
        properties.set("rng", object);
        properties.set("id", alias);
        if let Some(rate) = &rng.rate {
            properties.set_some("max-bytes", rate.bytes);
            properties.set("period", rate.period.filter(|period| *period != 0).unwrap_or(DEFAULT_PERIOD));
        }
        device::set_address(&mut properties, domain, &rng.info)?;
        line.device(&properties);
    }
    Ok(())
}
