//! What counts only when a guest starts.

use ferrovirt_error::Result;
use ferrovirt_xml::domain::cpu::CpuMode;
use ferrovirt_xml::domain::devices::address::Address;
use ferrovirt_xml::domain::devices::interface::InterfaceSource;
use ferrovirt_xml::domain::numa::NumaMode;
use ferrovirt_xml::domain::{Domain, DomainType};
use ferrovirt_xml::scalar::CpuSet;

use super::{refuse, unsupported};

/// Refuses to start a guest that can be defined, but not run as it is.
///
/// `nodes` are the host's NUMA nodes, where they are known.
pub fn starting(domain: &Domain, nodes: Option<&CpuSet>) -> Result<()> {
    if let (Some(nodes), Some(tune)) = (nodes, &domain.numatune) {
        let wanted = tune.memory.iter().map(|memory| (memory.mode, memory.nodeset.as_ref()));
        let wanted = wanted.chain(tune.memnodes.iter().map(|node| (node.mode, node.nodeset.as_ref())));
        for (mode, set) in wanted {
            // Others can do without.
            let insists = matches!(mode, None | Some(NumaMode::Strict | NumaMode::Restrictive));
            let missing = set.and_then(|set| set.iter().find(|node| !nodes.contains(*node))).filter(|_| insists);
            if let Some(node) = missing {
                return Err(unsupported(format!("NUMA node '{node}' is unavailable; the host has '{nodes}'")));
            }
        }
    }
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
