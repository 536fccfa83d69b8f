//! Network interfaces: what the emulator can do with which kind.

use ferrovirt_error::Result;
use ferrovirt_xml::domain::devices::interface::{Interface, InterfaceSource};
use ferrovirt_xml::domain::devices::virtio::VirtioOptions;

use super::{Subject, refuse, unsupported};

pub(super) fn check(subject: &Subject<'_>) -> Result<()> {
    for interface in &subject.domain.devices.interfaces {
        driver(interface)?;
        kinds(subject, interface)?;
        addresses(interface)?;
    }
    Ok(())
}

fn driver(interface: &Interface) -> Result<()> {
    let model = interface.model.as_deref().unwrap_or_default();
    let Some(driver) = &interface.driver else { return Ok(()) };
    if !model.is_empty() && !model.starts_with("virtio") {
        refuse!(
            driver.virtio != VirtioOptions::default(),
            unsupported,
            "virtio driver options are only supported for virtio interfaces, not '{model}'"
        );
        return Ok(());
    }
    for (name, size) in [("rx_queue_size", driver.rx_queue_size), ("tx_queue_size", driver.tx_queue_size)] {
        let Some(size) = size.filter(|size| *size > 0) else { continue };
        refuse!(!size.is_power_of_two(), unsupported, "{name} '{size}' has to be a power of two");
    }
    Ok(())
}

fn kinds(subject: &Subject<'_>, interface: &Interface) -> Result<()> {
    let model = interface.model.as_deref().unwrap_or_default();
    use InterfaceSource as Source;
    let (kind, takes_mtu, takes_coalesce) = match &interface.source {
        Source::User(_) => ("user", false, false),
        Source::Ethernet(_) => ("ethernet", true, true),
        Source::VhostUser(_) => ("vhostuser", true, false),
        Source::Server(_) => ("server", false, false),
        Source::Client(_) => ("client", false, false),
        Source::Mcast(_) => ("mcast", false, false),
        Source::Network(_) => ("network", true, true),
        Source::Bridge(_) => ("bridge", true, true),
        Source::Internal(_) => ("internal", false, false),
        Source::Direct(_) => ("direct", false, true),
        Source::Hostdev(_) => ("hostdev", false, false),
        Source::Udp(_) => ("udp", false, false),
        Source::Vdpa(_) => ("vdpa", true, false),
        Source::Null => ("null", false, false),
        Source::Vds(_) => ("vds", false, false),
    };
    refuse!(
        interface.mtu.is_some() && !takes_mtu,
        unsupported,
        "setting MTU on interface type '{kind}' is not supported yet"
    );
    refuse!(
        interface.coalesce_rx_frames_max.is_some() && !takes_coalesce,
        unsupported,
        "coalesce settings on interface type '{kind}' are not supported"
    );
    match &interface.source {
        Source::VhostUser(_) => {
            refuse!(!subject.shares_memory(), unsupported, "'interface' of type 'vhostuser' requires shared memory");
        }
        Source::Vdpa(_) => {
            refuse!(
                !model.is_empty() && !model.starts_with("virtio"),
                unsupported,
                "invalid model for interface of type 'vdpa': '{model}' - must be 'virtio'"
            );
        }
        _ => {}
    }
    Ok(())
}

/// Addresses in the guest: only networks that the emulator makes up have them.
fn addresses(interface: &Interface) -> Result<()> {
    let is_made_up = matches!(interface.source, InterfaceSource::User(_) | InterfaceSource::VhostUser(_));
    refuse!(
        !interface.routes.is_empty(),
        unsupported,
        "Invalid attempt to set network interface guest-side IP route, not supported by QEMU"
    );
    refuse!(
        !interface.ips.is_empty() && !is_made_up,
        unsupported,
        "Invalid attempt to set network interface guest-side IP address info, not supported by QEMU"
    );
    let mut found = [false; 2];
    for ip in &interface.ips {
        refuse!(ip.peer.is_some(), unsupported, "Invalid attempt to set peer IP for guest");
        let is_v6 = ip.address.is_some_and(|address| address.is_ipv6());
        let family = if is_v6 { "IPv6" } else { "IPv4" };
        let Some(known) = found.get_mut(usize::from(is_v6)) else { continue };
        refuse!(*known, unsupported, "Only one {family} address per interface is allowed");
        *known = true;
    }
    Ok(())
}
