//! Identity, memory, virtual CPUs, what follows when the guest ends.

use ferrovirt_error::Result;
use ferrovirt_xml::domain::Domain;
use ferrovirt_xml::domain::clock::Clock;
use ferrovirt_xml::domain::memory::Memory;
use ferrovirt_xml::domain::os::OsKind;
use ferrovirt_xml::domain::power::{CrashAction, LifecycleAction};
use ferrovirt_xml::domain::vcpu::{Placement, Vcpu};
use ferrovirt_xml::scalar::{MemorySize, SizeUnit};
use uuid::Uuid;

use super::{Context, invalid};

pub(super) fn complete(domain: &mut Domain, context: &mut Context<'_>) -> Result<()> {
    if domain.uuid.is_none() {
        domain.uuid = Some(random_uuid(context)?);
    }
    if let Some(generation) = &mut domain.generation_id
        && generation.value.is_none()
    {
        generation.value = Some(random_uuid(context)?);
    }
    memory(domain)?;
    vcpus(domain)?;
    domain.on_poweroff.get_or_insert(LifecycleAction::Destroy);
    domain.on_reboot.get_or_insert(LifecycleAction::Restart);
    domain.on_crash.get_or_insert(CrashAction::Destroy);
    domain.clock.get_or_insert_with(Clock::default);

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

fn memory(domain: &mut Domain) -> Result<()> {
    let cells = domain.cpu.iter().flat_map(|cpu| &cpu.numa).flat_map(|numa| &numa.cells);
    let mut of_cells = 0_u64;
    for cell in cells {
        let size = MemorySize { unit: cell.unit, value: cell.memory.unwrap_or(0) };
        of_cells = of_cells.saturating_add(size.kibibytes()?);
    }
    let stated = domain.memory.as_ref().map(|memory| memory.size().kibibytes()).transpose()?.filter(|size| *size > 0);
    let total = match stated {
        Some(total) => total,
        None if of_cells > 0 => {
            let mut plugged = 0_u64;
            for device in domain.devices.memories.iter() {
                if let Some(size) = device.target.as_ref().and_then(|target| target.size) {
                    plugged = plugged.saturating_add(size.kibibytes()?);
                }
            }
            of_cells.saturating_add(plugged)
        }
        None => return Err(invalid("missing memory element")),
    };
    let dump_core = domain.memory.as_ref().and_then(|memory| memory.dump_core);
    domain.memory = Some(Memory { unit: Some(SizeUnit::Kibibytes), dump_core, value: total });

    let current = domain.current_memory.map(MemorySize::kibibytes).transpose()?;
    let current = current.filter(|current| (1..=total).contains(current)).unwrap_or(total);
    domain.current_memory = Some(MemorySize::from_kibibytes(current));
    if let Some(maximum) = &mut domain.max_memory {
        maximum.value = maximum.size().kibibytes()?;
        maximum.unit = Some(SizeUnit::Kibibytes);
    }
    Ok(())
}

fn vcpus(domain: &mut Domain) -> Result<()> {
    let vcpu = domain.vcpu.get_or_insert_with(Vcpu::default);
    let maximum = *vcpu.count.get_or_insert(1);
    if maximum == 0 {
        return Err(invalid("invalid maximum number of vCPUs '0'"));
    }
    if let Some(current) = vcpu.current
        && current > maximum
    {
        return Err(invalid(format!("maxvcpus must not be less than current vcpus ({maximum} < {current})")));
    }
    vcpu.current = vcpu.current.filter(|current| *current != maximum);
    vcpu.placement.get_or_insert(Placement::Static);
    let stated = u32::try_from(domain.iothread_ids.len()).unwrap_or(u32::MAX);
    if stated > 0 {
        domain.iothreads = Some(domain.iothreads.unwrap_or(0).max(stated));
    }
    Ok(())
}
