//! Identity, memory, virtual CPUs, what follows when the guest ends.

use ferrovirt_error::Result;
use ferrovirt_xml::domain::Domain;
use ferrovirt_xml::domain::complete;
use ferrovirt_xml::domain::os::OsKind;
use uuid::Uuid;

use super::Context;

pub(super) fn complete(domain: &mut Domain, context: &mut Context<'_>) -> Result<()> {
    if domain.uuid.is_none() {
        domain.uuid = Some(random_uuid(context)?);
    }
    if let Some(generation) = &mut domain.generation_id
        && generation.value.is_none()
    {
        generation.value = Some(random_uuid(context)?);
    }
    complete::amounts::memory(domain)?;
    complete::amounts::vcpus(domain)?;
    complete::basics::endings(domain);

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

fn random_uuid(context: &mut Context<'_>) -> Result<Uuid> {
    let mut bytes = [0; 16];
    context.random.fill(&mut bytes)?;
    Ok(uuid::Builder::from_random_bytes(bytes).into_uuid())
}
