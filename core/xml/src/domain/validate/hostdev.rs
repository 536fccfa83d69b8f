//! Devices of the host.

use super::{internal, invalid, refuse, unsupported};
use crate::Result;
use crate::domain::devices::Devices;
use crate::domain::devices::address::Address;
use crate::domain::devices::hostdev::{
    Hostdev, HostdevMode, HostdevSource, MdevModel, ScsiHostProtocol, ScsiProtocol, ScsiSource, UsbSource,
};
use std::collections::HashSet;

pub(super) fn check(devices: &Devices) -> Result<()> {
    let mut known = HashSet::new();
    for hostdev in &devices.hostdevs {
        if hostdev.mode != Some(HostdevMode::Capabilities) {
            one(hostdev)?;
        }
        if let Some(identity) = identity(hostdev) {
            refuse!(!known.insert(identity), invalid, "Hostdev already exists in the domain configuration");
        }
    }
    Ok(())
}

/// What tells two devices of the host apart.
fn identity(hostdev: &Hostdev) -> Option<String> {
    match &hostdev.source {
        HostdevSource::Pci(pci) => {
            let address = pci.source.as_ref()?.address.as_ref()?;
            Some(format!("pci {:?}", address.numbers()))
        }
        HostdevSource::Usb(usb) => {
            let source = usb.source.as_ref()?;
            match &source.address {
                Some(address) => Some(format!("usb {:?} {:?} {:?}", address.bus, address.device, address.port)),
                None => {
                    let (vendor, product) = (source.vendor.as_ref()?, source.product.as_ref()?);
                    Some(format!("usb {:?}:{:?}", vendor.id, product.id))
                }
            }
        }
        HostdevSource::Scsi(scsi) => {
            let source = scsi.source.as_ref()?;
            match source.protocol {
                Some(ScsiProtocol::Iscsi) => {
                    let host = source.hosts.first();
                    Some(format!("iscsi {:?} {host:?}", source.name))
                }
                _ => {
                    let address = source.address.as_ref()?;
                    let place = (address.bus, address.target, address.unit);
                    Some(format!("scsi {:?} {place:?}", source.adapter))
                }
            }
        }
        HostdevSource::ScsiHost(host) => Some(format!("wwpn {:?}", host.source.as_ref()?.wwpn)),
        HostdevSource::Mdev(mdev) => Some(format!("mdev {}", mdev.uuid?)),
        _ => None,
    }
}

fn one(hostdev: &Hostdev) -> Result<()> {
    let address = hostdev.info.address.as_ref();
    let is_scsi = matches!(hostdev.source, HostdevSource::Scsi(_));
    refuse!(hostdev.sgio.is_some() && !is_scsi, invalid, "sgio is only supported for scsi host device");
    refuse!(hostdev.rawio.is_some() && !is_scsi, invalid, "rawio is only supported for scsi host device");
    match &hostdev.source {
        HostdevSource::Pci(pci) => {
            let Some(source) = &pci.source else {
                return Err(invalid("Missing <source> element in hostdev device".to_owned()));
            };
            refuse!(
                source.startup_policy.is_some(),
                unsupported,
                "Setting startupPolicy is only allowed for USB devices"
            );
            let fits = matches!(address, None | Some(Address::Pci(_) | Address::Unassigned));
            refuse!(!fits, internal, "PCI host devices must use 'pci' or 'unassigned' address type");
        }
        HostdevSource::Usb(usb) => {
            let Some(source) = &usb.source else {
                return Err(invalid("Missing <source> element in hostdev device".to_owned()));
            };
            self::usb(source)?;
        }
        HostdevSource::Scsi(scsi) => {
            let Some(source) = &scsi.source else {
                return Err(invalid("Missing <source> element in hostdev device".to_owned()));
            };
            self::scsi(source)?;
        }
        HostdevSource::ScsiHost(host) => {
            let Some(source) = &host.source else {
                return Err(invalid("Missing <source> element in hostdev device".to_owned()));
            };
            super::required(source.protocol.as_ref(), "protocol", "source")?;
            if source.protocol == Some(ScsiHostProtocol::Vhost) {
                let Some(wwpn) = source.wwpn.as_deref() else {
                    return Err(invalid("missing vhost-scsi hostdev source wwpn".to_owned()));
                };
                let digits = wwpn.strip_prefix("naa.").unwrap_or_default();
                let is_wwpn = digits.len() == 16 && digits.bytes().all(|byte| byte.is_ascii_hexdigit());
                refuse!(!is_wwpn, invalid, "malformed 'wwpn' value '{wwpn}'; 'naa.' and 16 hexadecimal digits");
            }
            let fits = matches!(address, None | Some(Address::Pci(_) | Address::Ccw(_)));
            refuse!(!fits, unsupported, "SCSI_host host device must use 'pci' or 'ccw' address type");
        }
        HostdevSource::Mdev(mdev) => {
            let Some(model) = mdev.model else {
                return Err(invalid("Missing required attribute 'model' in element 'hostdev'".to_owned()));
            };
            refuse!(mdev.uuid.is_none(), unsupported, "Missing 'uuid' attribute for element <address>");
            let fits = match model {
                MdevModel::VfioPci => matches!(address, None | Some(Address::Pci(_) | Address::Unassigned)),
                MdevModel::VfioCcw => matches!(address, None | Some(Address::Ccw(_) | Address::Unassigned)),
                MdevModel::VfioAp => matches!(address, None | Some(Address::Unassigned)),
            };
            refuse!(!fits, invalid, "Unsupported address type with mediated device model '{model}'");
            refuse!(
                mdev.display.is_some() && model != MdevModel::VfioPci,
                invalid,
                "<hostdev> attribute 'display' is only supported with model='vfio-pci', not '{model}'"
            );
        }
        HostdevSource::Storage(_) | HostdevSource::Misc(_) | HostdevSource::Net(_) => {}
    }
    Ok(())
}

fn usb(source: &UsbSource) -> Result<()> {
    if let Some(address) = &source.address {
        super::required(address.bus.as_ref(), "bus", "address")?;
        let is_known = address.device.is_some() || address.port.is_some();
        refuse!(!is_known, invalid, "usb address needs a device or a port");
    }
    for (name, id) in [("vendor", &source.vendor), ("product", &source.product)] {
        let Some(id) = id else { continue };
        super::required(id.id.as_ref(), "id", name)?;
        refuse!(
            name == "vendor" && id.id == Some(0),
            invalid,
            "Invalid value for attribute 'id' in element '{name}': Zero is not permitted"
        );
    }
    refuse!(source.vendor.is_some() && source.product.is_none(), internal, "missing product");
    refuse!(source.product.is_some() && source.vendor.is_none(), internal, "missing vendor");
    Ok(())
}

fn scsi(source: &ScsiSource) -> Result<()> {
    if source.protocol == Some(ScsiProtocol::Iscsi) {
        refuse!(source.name.is_none(), invalid, "missing iSCSI hostdev source path name");
        refuse!(source.hosts.is_empty(), invalid, "missing the host address for the iSCSI hostdev");
        for host in &source.hosts {
            super::source::host(host)?;
        }
        return source.auth.as_ref().map_or(Ok(()), super::source::auth);
    }
    refuse!(source.adapter.is_none(), invalid, "'adapter' name must be specified for scsi hostdev source");
    let Some(address) = &source.address else {
        return Err(invalid("'address' must be specified for scsi hostdev source".to_owned()));
    };
    super::required(address.bus.as_ref(), "bus", "address")?;
    super::required(address.target.as_ref(), "target", "address")?;
    super::required(address.unit.as_ref(), "unit", "address")
}
