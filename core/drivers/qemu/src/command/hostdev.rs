//! Devices of the host in the guest.

use ferrovirt_error::Result;
use ferrovirt_xml::domain::Domain;
use ferrovirt_xml::domain::devices::DeviceInfo;
use ferrovirt_xml::domain::devices::address::{Address, PciAddress};
use ferrovirt_xml::domain::devices::hostdev::{
    Hostdev, HostdevSource, MdevHostdev, MdevModel, ScsiHostdev, ScsiProtocol, UsbSource,
};
use ferrovirt_xml::domain::devices::interface::{InterfaceSource, Teaming};
use ferrovirt_xml::domain::devices::interface_source::HostAddress;

use super::properties::Properties;
use super::{CommandLine, Launch, boot, device, disk_device, incomplete, unsupported};

pub(super) fn hostdevs(line: &mut CommandLine, domain: &Domain, launch: &mut Launch<'_>) -> Result<()> {
    let devices = &domain.devices;
    let mut next = crate::complete::next_block_index(domain);
    for hostdev in &devices.hostdevs {
        // It is kept from the host, but not given to the guest.
        if matches!(hostdev.info.address, Some(Address::Unassigned)) {
            continue;
        }
        self::hostdev(line, domain, hostdev, &mut next, launch)?;
    }
    let order = boot::Order::of(domain);
    for (index, interface) in devices.interfaces.iter().enumerate() {
        let InterfaceSource::Hostdev(network) = &interface.source else { continue };
        let address = network.source.as_ref().and_then(|source| source.address.as_ref());
        let Some(HostAddress::Pci(address)) = address else {
            return Err(unsupported("an interface of the host must be a PCI device"));
        };
        let boot = order.interface(index);
        line.device(&pci(domain, address, &interface.info, boot, interface.teaming.as_ref(), launch)?);
    }
    Ok(())
}

fn hostdev(
    line: &mut CommandLine,
    domain: &Domain,
    hostdev: &Hostdev,
    next: &mut u32,
    launch: &mut Launch<'_>,
) -> Result<()> {
    let info = &hostdev.info;
    let boot = boot::hostdev_order(info, &hostdev.source);
    match &hostdev.source {
        HostdevSource::Pci(source) => {
            let address = source.source.as_ref().and_then(|source| source.address.as_ref());
            let address = address.ok_or_else(|| incomplete("address of a host device"))?;
            let mut properties = pci(domain, address, info, boot, hostdev.teaming.as_ref(), launch)?;
            properties.set_some("display", source.display.map(|word| word.as_str()));
            if source.ramfb.is_some_and(|word| word.is_on()) {
                properties = properties.overridden(&[("driver".to_owned(), Some("vfio-pci-nohotplug".into()))]);
                properties.set("ramfb", true);
            }
            line.device(&properties);
        }
        HostdevSource::Usb(source) => {
            let source = source.source.as_ref().ok_or_else(|| incomplete("address of a host device"))?;
            line.device(&usb(domain, source, info, boot)?);
        }
        HostdevSource::Mdev(source) => line.device(&mediated(domain, source, info, boot, launch)?),
        HostdevSource::Scsi(source) => {
            scsi(line, domain, hostdev, source, *next, launch)?;
            *next = next.saturating_add(1);
        }
        HostdevSource::ScsiHost(source) => {
            let wwpn = source.source.as_ref().and_then(|source| source.wwpn.as_deref());
            let number = launch.resources.vhost_scsi()?;
            let driver = device::virtio_driver("vhost-scsi", source.model, info)?;
            let mut properties = Properties::device(&driver);
            properties.set_some("wwpn", wwpn);
            properties.set("vhostfd", number.to_string());
            properties.set("id", device::alias(info)?);
            device::set_address(&mut properties, domain, info)?;
            line.device(&properties);
        }
        HostdevSource::Storage(_) | HostdevSource::Misc(_) | HostdevSource::Net(_) => {
            return Err(unsupported("hostdev mode 'capabilities' is not supported in QEMU"));
        }
    }
    Ok(())
}

fn pci(
    domain: &Domain,
    address: &PciAddress,
    info: &DeviceInfo,
    boot: Option<u32>,
    teaming: Option<&Teaming>,
    launch: &Launch<'_>,
) -> Result<Properties> {
    let (host_domain, bus, slot, function) = address.numbers();
    let mut properties = Properties::device("vfio-pci")
        .with("host", format!("{host_domain:04x}:{bus:02x}:{slot:02x}.{function:x}"))
        .with("id", device::alias(info)?);
    properties.set_some("bootindex", boot);
    boot::set_loadparm(&mut properties, info, launch);
    properties.set_some("failover_pair_id", teaming.and_then(|teaming| teaming.persistent.as_deref()));
    device::set_address(&mut properties, domain, info)?;
    device::set_rom(&mut properties, info)?;
    Ok(properties)
}

fn usb(domain: &Domain, source: &UsbSource, info: &DeviceInfo, boot: Option<u32>) -> Result<Properties> {
    use ferrovirt_xml::domain::devices::hostdev::GuestReset;
    let mut properties = Properties::device("usb-host");
    let address = source.address.as_ref();
    let place = address.and_then(|address| Some((address.bus?, address.device?)));
    if source.missing.is_none_or(|word| !word.is_yes()) {
        let (bus, number) = place.ok_or_else(|| incomplete("address of a USB device of the host"))?;
        properties.set("hostdevice", format!("/dev/bus/usb/{bus:03}/{number:03}"));
    }
    properties.set("id", device::alias(info)?);
    if let Some(reset) = source.guest_reset {
        properties.set("guest-reset", reset != GuestReset::Off);
        properties.set("guest-resets-all", reset == GuestReset::On);
    }
    properties.set_some("bootindex", boot);
    device::set_address(&mut properties, domain, info)?;
    Ok(properties)
}

fn mediated(
    domain: &Domain,
    source: &MdevHostdev,
    info: &DeviceInfo,
    boot: Option<u32>,
    launch: &Launch<'_>,
) -> Result<Properties> {
    let uuid = source.uuid.ok_or_else(|| incomplete("UUID of a mediated device"))?;
    let has_ramfb = source.ramfb.is_some_and(|word| word.is_on());
    let driver = match source.model {
        Some(MdevModel::VfioPci) if has_ramfb => "vfio-pci-nohotplug",
        Some(model) => model.as_str(),
        None => return Err(incomplete("model of a mediated device")),
    };
    let mut properties = Properties::device(driver)
        .with("id", device::alias(info)?)
        .with("sysfsdev", format!("/sys/bus/mdev/devices/{uuid}"));
    properties.set_some("display", source.display.map(|word| word.as_str()));
    properties.set_some("ramfb", source.ramfb.filter(|word| word.is_on()).map(|_| true));
    properties.set_some("bootindex", boot);
    boot::set_loadparm(&mut properties, info, launch);
    device::set_address(&mut properties, domain, info)?;
    Ok(properties)
}

fn scsi(
    line: &mut CommandLine,
    domain: &Domain,
    hostdev: &Hostdev,
    source: &ScsiHostdev,
    index: u32,
    launch: &mut Launch<'_>,
) -> Result<()> {
    use super::storage::Node;
    use ferrovirt_xml::domain::devices::disk::DiskSource;
    use ferrovirt_xml::domain::devices::disk_source::{NetworkProtocol, NetworkSource};

    let alias = device::alias(&hostdev.info)?;
    let source = source.source.as_ref().ok_or_else(|| incomplete("address of a SCSI device of the host"))?;
    let node = format!("libvirt-{index}-backend");
    let mut nodes = Vec::new();
    let mut storage = if source.protocol == Some(ScsiProtocol::Iscsi) {
        let network = DiskSource::Network(Some(Box::new(NetworkSource {
            protocol: Some(NetworkProtocol::Iscsi),
            name: source.name.clone(),
            hosts: source.hosts.clone(),
            auth: source.auth.clone(),
            initiator: source.initiator.clone(),
            ..NetworkSource::default()
        })));
        super::protocol::of_hostdev(&network, &node, &mut nodes, launch)?
    } else {
        let address = source.address.clone().unwrap_or_default();
        let adapter = source.adapter.as_deref().unwrap_or_default();
        let (bus, target, unit) = (address.bus.unwrap_or(0), address.target.unwrap_or(0), address.unit.unwrap_or(0));
        let generic = launch.resources.scsi_generic(adapter, bus, target, unit)?;
        Properties::device("host_device").with("filename", format!("/dev/{generic}"))
    };
    storage.set("node-name", node.as_str());
    storage.set("read-only", hostdev.readonly);
    for node in &nodes {
        let (Node::Object(object) | Node::Blockdev(object)) = node;
        line.object(object);
    }
    line.blockdev(&storage);

    let mut properties = Properties::device("scsi-generic").with("drive", node).with("id", alias);
    let Some(Address::Drive(address)) = &hostdev.info.address else {
        return Err(incomplete("address of a SCSI device"));
    };
    disk_device::set_scsi_place(&mut properties, domain, address)?;
    properties.set_some("bootindex", boot::hostdev_order(&hostdev.info, &hostdev.source));
    line.device(&properties);
    Ok(())
}
