//! Devices that somebody makes: virtual ports of Fibre Channel hosts, and mediated devices.

use ferrovirt_api::{Error, ErrorCode, ErrorDomain, Result};
use ferrovirt_host::Host;
use ferrovirt_xml::node_device::scsi::{FibreChannelHost, ScsiHostCapability, ScsiHostSubCapability};
use ferrovirt_xml::node_device::{Capability, NodeDevice, NodeDeviceParent};

use super::Devices;
use super::capability::{all, can_make, fibre_channel, mdev, mdev_mut, same_name, scsi_host};
use crate::resources::object::Object;
use crate::resources::objects::Objects;
use crate::resources::{or_random, parse};

/// How names of SCSI hosts begin.
const SCSI_HOST: &str = "scsi_host";

/// How many digits a world wide name has.
const WORLD_WIDE_NAME: usize = 16;

/// Reads what is to be made.
pub fn read(xml: &str, strict: bool) -> Result<NodeDevice> {
    let mut device: NodeDevice = parse(xml, strict)?;
    device.complete()?;
    if device.name.is_empty() {
        device.name = "new device".to_owned();
    }
    device.validate()?;
    Ok(device)
}

/// What becomes of a document: the device that is made.
pub fn made(devices: &Objects<Devices>, device: NodeDevice, host: &dyn Host) -> Result<NodeDevice> {
    match (mdev(&device), fibre_channel(&device)) {
        (Some(_), _) => mediated(devices, device, host),
        (None, Some(port)) => virtual_port(devices, device.parent.as_ref(), port),
        (None, None) => Err(internal("device is not a fibre channel HBA, nor a mediated device")),
    }
}

/// A mediated device with its name and UUID.
pub fn mediated(devices: &Objects<Devices>, mut device: NodeDevice, host: &dyn Host) -> Result<NodeDevice> {
    let parent = parent(devices, device.parent.as_ref(), &device.name)?;
    let (parent_name, parent) = (parent.name().clone(), parent.document());
    let Some(made) = mdev_mut(&mut device) else {
        return Err(unsupported("only mediated devices can be defined"));
    };
    let type_id = made.type_id.as_deref().unwrap_or_default();
    if !can_make(parent, type_id) {
        return Err(internal(format!("device '{parent_name}' has no mediated devices of type '{type_id}'")));
    }
    let uuid = or_random(made.uuid, host)?;
    made.uuid = Some(uuid);
    let place = parent_name.strip_prefix("pci_").unwrap_or(&parent_name);
    device.name = format!("mdev_{}_{place}", uuid.to_string().replace('-', "_"));
    device.parent = Some(NodeDeviceParent { name: Some(parent_name.to_string()), ..NodeDeviceParent::default() });
    Ok(device)
}

/// A virtual port of a Fibre Channel host.
pub fn virtual_port(
    devices: &Objects<Devices>,
    stated: Option<&NodeDeviceParent>,
    port: &FibreChannelHost,
) -> Result<NodeDevice> {
    let (Some(wwnn), Some(wwpn)) = (&port.wwnn, &port.wwpn) else {
        return Err(malformed("a virtual port has a wwnn and a wwpn"));
    };
    for name in [wwnn, wwpn] {
        let digits = name.strip_prefix("0x").unwrap_or(name);
        if digits.len() != WORLD_WIDE_NAME || !digits.bytes().all(|digit| digit.is_ascii_hexdigit()) {
            return Err(malformed(format!("malformed wwn: '{name}'")));
        }
    }
    let is_named = stated.is_some_and(|parent| *parent != NodeDeviceParent::default());
    let parent = match is_named {
        true => parent(devices, stated, "new device")?,
        false => devices
            .iter()
            .find(|device| has_ports(device))
            .ok_or_else(|| internal("no device of this host is capable of vport operations"))?,
    };
    if !has_ports(parent) {
        return Err(internal(format!("parent device {} is not capable of vport operations", parent.name())));
    }
    if by_world_wide_name(devices, wwnn, wwpn).is_ok() {
        let detail = format!("there is a SCSI host with wwnn '{wwnn}' and wwpn '{wwpn}'");
        return Err(Error::new(ErrorCode::OperationFailed, ErrorDomain::Nodedev, detail));
    }
    let number = free_number(devices);
    let fabric_wwn = fibre_channel(parent.document()).and_then(|host| host.fabric_wwn.clone());
    let made = FibreChannelHost { wwnn: Some(wwnn.clone()), wwpn: Some(wwpn.clone()), fabric_wwn };
    Ok(NodeDevice {
        name: format!("{SCSI_HOST}{number}"),
        parent: Some(NodeDeviceParent { name: Some(parent.name().to_string()), ..NodeDeviceParent::default() }),
        capabilities: vec![Capability::ScsiHost(ScsiHostCapability {
            host: Some(number),
            unique_id: i32::try_from(number).ok().map(|number| number.saturating_sub(1)),
            capabilities: vec![ScsiHostSubCapability::FibreChannel(made)],
        })],
        ..NodeDevice::default()
    })
}

/// The SCSI host with these world wide names.
pub fn by_world_wide_name<'a>(devices: &'a Objects<Devices>, wwnn: &str, wwpn: &str) -> Result<&'a Object<Devices>> {
    let has = |found: &Option<String>, name: &str| found.as_deref().is_some_and(|found| same_name(found, name));
    let is_it = |device: &&Object<Devices>| {
        fibre_channel(device.document()).is_some_and(|host| has(&host.wwnn, wwnn) && has(&host.wwpn, wwpn))
    };
    devices.iter().find(is_it).ok_or_else(|| {
        let detail = format!("no node device with wwnn '{wwnn}' and wwpn '{wwpn}'");
        Error::new(ErrorCode::NoNodeDevice, ErrorDomain::Test, detail)
    })
}

/// The device that a new one names as its parent: by name, or by the names of a Fibre Channel host.
fn parent<'a>(
    devices: &'a Objects<Devices>,
    stated: Option<&NodeDeviceParent>,
    child: &str,
) -> Result<&'a Object<Devices>> {
    let missing = || internal(format!("could not find parent device for '{child}'"));
    let stated = stated.ok_or_else(missing)?;
    match (&stated.name, &stated.wwnn, &stated.wwpn, &stated.fabric_wwn) {
        (Some(name), ..) => devices.by_name(name).map_err(|_| missing()),
        (None, Some(wwnn), Some(wwpn), _) => by_world_wide_name(devices, wwnn, wwpn).map_err(|_| missing()),
        (None, _, _, Some(fabric)) => {
            let is_in = |device: &&Object<Devices>| {
                let found = fibre_channel(device.document()).and_then(|host| host.fabric_wwn.as_deref());
                has_ports(device) && found.is_some_and(|found| same_name(found, fabric))
            };
            devices.iter().find(is_in).ok_or_else(missing)
        }
        _ => Err(missing()),
    }
}

fn has_ports(device: &Object<Devices>) -> bool {
    device.is_active() && all(device.document()).contains(&"vports")
}

/// A number that is greater than that of any SCSI host.
fn free_number(devices: &Objects<Devices>) -> u32 {
    let by_name = devices.iter().filter_map(|device| device.name().strip_prefix(SCSI_HOST)?.parse::<u32>().ok());
    let by_document = devices.iter().filter_map(|device| scsi_host(device.document())?.host);
    by_name.chain(by_document).max().map_or(0, |most| most.saturating_add(1))
}

/// The error of a device that cannot be treated in this way.
pub fn unsupported(detail: impl Into<String>) -> Error {
    Error::new(ErrorCode::ConfigUnsupported, ErrorDomain::Nodedev, detail)
}

fn malformed(detail: impl Into<String>) -> Error {
    Error::new(ErrorCode::XmlError, ErrorDomain::Nodedev, detail)
}

fn internal(detail: impl Into<String>) -> Error {
    Error::internal(ErrorDomain::Nodedev, detail)
}
