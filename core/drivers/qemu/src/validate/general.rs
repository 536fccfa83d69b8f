//! The guest as a whole: kind, architecture, name, CPUs.

use ferrovirt_error::Result;
use ferrovirt_xml::domain::cpu::CpuMode;
use ferrovirt_xml::domain::os::OsKind;
use ferrovirt_xml::domain::{Domain, DomainType};

use super::{invalid, unsupported};
use crate::complete::Family;
use crate::probe::EmulatorCapabilities;
use crate::rules;

pub(super) fn check(domain: &Domain, capabilities: &EmulatorCapabilities) -> Result<()> {
    let emulator = domain.devices.emulator.as_deref().unwrap_or_default();
    if domain.name.is_empty() {
        return Err(invalid("missing domain name"));
    }
    if domain.name.contains('/') {
        return Err(invalid(format!("name {} cannot contain '/'", domain.name)));
    }
    if domain.name.contains('\n') {
        return Err(invalid(format!("name {} cannot contain '\\n'", domain.name)));
    }
    match domain.domain_type {
        DomainType::Qemu => {}
        DomainType::Kvm if capabilities.hardware.is_some() || capabilities.kvm.built_in => {}
        other => {
            return Err(unsupported(format!("Emulator '{emulator}' does not support virt type '{other}'")));
        }
    }
    let kind = domain.os.os_type.as_ref();
    if let Some(kind) = kind.and_then(|kind| kind.kind)
        && kind != OsKind::Hvm
    {
        return Err(unsupported(format!("Emulator '{emulator}' does not support os type '{}'", kind.as_str())));
    }
    let architecture = kind.and_then(|kind| kind.arch.as_deref()).unwrap_or_default();
    if !capabilities.architecture.is_empty() && !rules::runs_architecture(&capabilities.architecture, architecture) {
        return Err(unsupported(format!("Emulator '{emulator}' does not support arch '{architecture}'")));
    }
    vcpus(domain, capabilities)?;
    cpu(domain)
}

fn vcpus(domain: &Domain, capabilities: &EmulatorCapabilities) -> Result<()> {
    let maximum = domain.vcpu.as_ref().and_then(|vcpu| vcpu.count).unwrap_or(1);
    let name = domain.os.os_type.as_ref().and_then(|kind| kind.machine.as_deref()).unwrap_or_default();
    if let Some(machine) = capabilities.machine(name)
        && machine.cpu_max > 0
        && maximum > machine.cpu_max
    {
        return Err(unsupported(format!("Maximum CPUs greater than specified machine type limit {}", machine.cpu_max)));
    }
    // Beyond this, interrupts take an IOMMU that remaps them.
    const WITHOUT_REMAPPING: u32 = 255;
    if maximum > WITHOUT_REMAPPING && Family::of(name).is_pc() {
        let remaps = domain.devices.iommu.as_ref().and_then(|iommu| iommu.driver.as_ref()).is_some_and(|driver| {
            driver.eim.is_some_and(|word| word.is_on()) || driver.xtsup.is_some_and(|word| word.is_on())
        });
        if !remaps {
            return Err(unsupported("more than 255 vCPUs require extended interrupt mode enabled on the iommu device"));
        }
    }
    Ok(())
}

fn cpu(domain: &Domain) -> Result<()> {
    let Some(cpu) = &domain.cpu else { return Ok(()) };
    match cpu.mode {
        Some(CpuMode::Custom) if cpu.model.as_ref().is_none_or(|model| model.name.is_none()) => {
            Err(invalid("Missing CPU model name"))
        }
        _ => Ok(()),
    }
}
