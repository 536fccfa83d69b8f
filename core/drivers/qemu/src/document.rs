//! From a caller's document to a domain that can be stored and started.

use std::sync::Arc;

use ferrovirt_api::{Error, ErrorCode, ErrorDomain, Result, Uuid, runtime};
use ferrovirt_host::Host;
use ferrovirt_xml::domain::Domain;
use ferrovirt_xml::{Document, ParseOptions};

use crate::instance::Instance;
use crate::{complete, firmware, validate};

/// The longest name: with what is added for files of the guest, it must be the name of a file.
const NAME_MAX: usize = 200;

/// Reads a document, gives it what it lacks, and refuses what cannot work.
pub async fn read(instance: &Arc<Instance>, xml: &str, strict: bool) -> Result<(Arc<Domain>, Uuid)> {
    let options = match strict {
        true => ParseOptions::inactive().strict(),
        false => ParseOptions::inactive(),
    };
    let mut domain = Domain::parse(xml, &options)?;
    check_name(&domain.name)?;
    validate::stated(&domain, true)?;
    let uuid = match domain.uuid {
        Some(uuid) => uuid,
        None => *domain.uuid.insert(random_uuid(instance)?),
    };
    let emulator = emulator(instance, &domain)?;
    let capabilities = instance.capabilities(&emulator).await?;
    let context = instance.clone();
    let domain = runtime::blocking(move || -> Result<Domain> {
        let host = &*context.host;
        let firmware = firmware::load(host, None)?;
        complete::complete(
            &mut domain,
            &mut complete::Context {
                capabilities: &capabilities,
                emulator: &emulator,
                is_new: true,
                random: &mut HostRandom(host),
                firmware: &firmware,
                layout: &context.layout,
                audio: &complete::HostAudio::default(),
            },
        )?;
        validate::validate(&domain, &capabilities)?;
        Ok(domain)
    })
    .await??;
    Ok((Arc::new(domain), uuid))
}

/// The host's randomness.
struct HostRandom<'a>(&'a dyn Host);

impl complete::Random for HostRandom<'_> {
    fn fill(&mut self, bytes: &mut [u8]) -> Result<()> {
        self.0.system().fill_random(bytes).map_err(|error| error.into_error(ErrorDomain::Qemu))
    }
}

/// The emulator that the document names, else the one for its architecture.
fn emulator(instance: &Instance, domain: &Domain) -> Result<String> {
    if let Some(emulator) = domain.devices.emulator.clone() {
        return Ok(emulator);
    }
    let stated = domain.os.os_type.as_ref().and_then(|os_type| os_type.arch.clone());
    let architecture = match stated {
        Some(architecture) => architecture,
        None => instance.host.system().machine().map_err(|error| error.into_error(ErrorDomain::Qemu))?,
    };
    let found = instance.prober().find(&architecture).and_then(|path| path.into_os_string().into_string().ok());
    found.ok_or_else(|| {
        let detail = format!("could not find an emulator for guests of architecture '{architecture}'");
        Error::new(ErrorCode::ConfigUnsupported, ErrorDomain::Qemu, detail)
            .with_hint(format!("install QEMU for '{architecture}', or name a program in <emulator>"))
    })
}

/// Refuses what cannot be the name of a domain.
pub fn check_name(name: &str) -> Result<()> {
    let refuse = |detail: String| Err(Error::new(ErrorCode::XmlError, ErrorDomain::Domain, detail));
    if name.is_empty() {
        return refuse("missing domain name".to_owned());
    }
    if name.contains('/') {
        return refuse(format!("name '{name}' cannot contain '/'"));
    }
    if name.contains(['\n', '\0']) {
        return refuse(format!("name '{}' cannot contain control characters", name.escape_debug()));
    }
    if name.trim().is_empty() {
        return refuse("name must contain more than white space".to_owned());
    }
    if name == "." || name == ".." || name.len() > NAME_MAX {
        return refuse(format!("name '{name}' cannot be the name of a file"));
    }
    Ok(())
}

fn random_uuid(instance: &Instance) -> Result<Uuid> {
    let mut bytes = [0; 16];
    let filled = instance.host.system().fill_random(&mut bytes);
    filled.map_err(|error| error.into_error(ErrorDomain::Qemu))?;
    Ok(uuid::Builder::from_random_bytes(bytes).into_uuid())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_that_cannot_be_files_are_refused() {
        for name in ["", " ", "a/b", "a\nb", ".", "..", &"x".repeat(201)] {
            assert_eq!(check_name(name).err().map(|error| error.code()), Some(ErrorCode::XmlError), "{name:?}");
        }
        for name in ["web", "with space", "ä", ".hidden", "a..b"] {
            assert!(check_name(name).is_ok(), "{name:?}");
        }
    }
}
