//! What counts only when a guest starts.

use ferrovirt_error::Result;
use ferrovirt_xml::domain::cpu::CpuMode;
use ferrovirt_xml::domain::devices::address::Address;
use ferrovirt_xml::domain::devices::interface::InterfaceSource;
use ferrovirt_xml::domain::{Domain, DomainType};

use super::{refuse, unsupported};

/// Refuses to start a guest that can be defined, but not run as it is.
pub fn starting(domain: &Domain) -> Result<()> {
    let mode = domain.cpu.as_ref().and_then(|cpu| cpu.mode);
    let architecture = domain.os.os_type.as_ref().and_then(|kind| kind.arch.as_deref()).unwrap_or_default();
    refuse!(
        mode == Some(CpuMode::HostPassthrough) && domain.domain_type == DomainType::Qemu,
        unsupported,
        "CPU mode 'host-passthrough' for {architecture} qemu domain on {architecture} host is not supported by hypervisor"
    );
    for interface in &domain.devices.interfaces {
        if let InterfaceSource::Hostdev(_) = interface.source {
            refuse!(
                interface.filterref.is_some(),
                unsupported,
                "filterref is not supported for network interfaces of type hostdev"
            );
            let backend = interface.backend.as_ref();
            refuse!(
                backend.is_some_and(|backend| backend.tap.is_some() || backend.vhost.is_some()),
                unsupported,
                "Custom tap device path is not supported for network interfaces of type hostdev"
            );
            refuse!(
                interface.driver.as_ref().is_some_and(|driver| driver.queues.is_some()),
                unsupported,
                "Multiqueue network is not supported for network interfaces of type hostdev"
            );
        }
    }
    for shmem in &domain.devices.shmems {
        refuse!(
            !matches!(shmem.info.address, None | Some(Address::Pci(_))),
            unsupported,
            "shmem device '{}' works only with address of type 'pci'",
            shmem.name.as_deref().unwrap_or_default()
        );
    }
    Ok(())
}
