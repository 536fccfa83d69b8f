//! Identity: numbers that are made up once, the kind of guest, and the program that runs it.

use ferrovirt_error::Result;
use ferrovirt_xml::domain::Domain;
use ferrovirt_xml::domain::os::OsKind;
use uuid::Uuid;

use super::{Context, Random};

pub(super) fn complete(domain: &mut Domain, context: &mut Context<'_>) -> Result<()> {
    if let Some(generation) = &mut domain.generation_id
        && generation.value.is_none()
    {
        generation.value = Some(new_uuid(context.random)?);
    }
    let kind = domain.os.os_type.get_or_insert_default();
    kind.kind.get_or_insert(OsKind::Hvm);
    if kind.arch.is_none() {
        kind.arch = Some(architecture(&context.capabilities.architecture).to_owned());
    }
    if domain.devices.emulator.is_none() {
        domain.devices.emulator = Some(context.emulator.to_owned());
    }
    Ok(())
}

/// libvirt's word for an architecture that QEMU calls otherwise.
pub fn architecture(name: &str) -> &str {
    match name {
        "i386" => "i686",
        "arm" => "armv7l",
        other => other,
    }
}

/// An identity that nothing else has.
pub(super) fn new_uuid(random: &mut dyn Random) -> Result<Uuid> {
    let mut bytes = [0; 16];
    random.fill(&mut bytes)?;
    Ok(uuid::Builder::from_random_bytes(bytes).into_uuid())
}
