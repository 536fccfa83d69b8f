//! What devices can do, in the words and flags that lists choose by.

use ferrovirt_api::ListAllNodeDevicesFlags as F;
use ferrovirt_xml::node_device::channel::{CcwSubCapability, CssSubCapability};
use ferrovirt_xml::node_device::crypto::ApMatrixSubCapability;
use ferrovirt_xml::node_device::mdev::{MdevCapability, MdevTypes};
use ferrovirt_xml::node_device::pci::PciSubCapability;
use ferrovirt_xml::node_device::scsi::{FibreChannelHost, ScsiHostCapability, ScsiHostSubCapability};
use ferrovirt_xml::node_device::{Capability, NodeDevice};

/// The word of each flag.
const WORDS: &[(F, &str)] = &[
    (F::CAP_SYSTEM, "system"),
    (F::CAP_PCI_DEV, "pci"),
    (F::CAP_USB_DEV, "usb_device"),
    (F::CAP_USB_INTERFACE, "usb"),
    (F::CAP_NET, "net"),
    (F::CAP_SCSI_HOST, "scsi_host"),
    (F::CAP_SCSI_TARGET, "scsi_target"),
    (F::CAP_SCSI, "scsi"),
    (F::CAP_STORAGE, "storage"),
    (F::CAP_FC_HOST, "fc_host"),
    (F::CAP_VPORTS, "vports"),
    (F::CAP_SCSI_GENERIC, "scsi_generic"),
    (F::CAP_DRM, "drm"),
    (F::CAP_MDEV_TYPES, "mdev_types"),
    (F::CAP_MDEV, "mdev"),
    (F::CAP_CCW_DEV, "ccw"),
    (F::CAP_CSS_DEV, "css"),
    (F::CAP_VDPA, "vdpa"),
    (F::CAP_AP_CARD, "ap_card"),
    (F::CAP_AP_QUEUE, "ap_queue"),
    (F::CAP_AP_MATRIX, "ap_matrix"),
    (F::CAP_VPD, "vpd"),
    (F::CAP_CCWGROUP_DEV, "ccwgroup"),
    (F::CAP_CCWGROUP_MEMBER, "ccwgroup_member"),
];

/// The flags of what a device can do, each with whether it holds.
pub fn group(device: &NodeDevice) -> Vec<(u32, bool)> {
    let found = all(device);
    WORDS.iter().map(|(flag, word)| (flag.bits(), found.contains(word))).collect()
}

/// What a device is.
pub fn words(device: &NodeDevice) -> Vec<&'static str> {
    device.capabilities.iter().map(word).collect()
}

/// What a device is, and what it can do beyond.
pub fn all(device: &NodeDevice) -> Vec<&'static str> {
    let beyond = device.capabilities.iter().flat_map(beyond);
    device.capabilities.iter().map(word).chain(beyond).collect()
}

fn word(capability: &Capability) -> &'static str {
    match capability {
        Capability::System(_) => "system",
        Capability::Pci(_) => "pci",
        Capability::UsbDevice(_) => "usb_device",
        Capability::Usb(_) => "usb",
        Capability::Net(_) => "net",
        Capability::ScsiGeneric(_) => "scsi_generic",
        Capability::ScsiHost(_) => "scsi_host",
        Capability::ScsiTarget(_) => "scsi_target",
        Capability::Scsi(_) => "scsi",
        Capability::Storage(_) => "storage",
        Capability::Drm(_) => "drm",
        Capability::Mdev(_) => "mdev",
        Capability::Ccw(_) => "ccw",
        Capability::CcwGroup(_) => "ccwgroup",
        Capability::Css(_) => "css",
        Capability::Vdpa(_) => "vdpa",
        Capability::ApCard(_) => "ap_card",
        Capability::ApQueue(_) => "ap_queue",
        Capability::ApMatrix(_) => "ap_matrix",
    }
}

fn beyond(capability: &Capability) -> Vec<&'static str> {
    match capability {
        Capability::ScsiHost(host) => host
            .capabilities
            .iter()
            .map(|capability| match capability {
                ScsiHostSubCapability::FibreChannel(_) => "fc_host",
                ScsiHostSubCapability::VirtualPorts(_) => "vports",
            })
            .collect(),
        Capability::Pci(pci) if pci.capabilities.iter().any(|part| matches!(part, PciSubCapability::Vpd(_))) => {
            [mdev_types(capability).map(|_| "mdev_types"), Some("vpd")].into_iter().flatten().collect()
        }
        Capability::Ccw(ccw) => {
            ccw.capabilities.iter().map(|CcwSubCapability::GroupMember(_)| "ccwgroup_member").collect()
        }
        _ => mdev_types(capability).map(|_| "mdev_types").into_iter().collect(),
    }
}

/// The types of mediated devices that can be made of a device.
fn mdev_types(capability: &Capability) -> Option<&MdevTypes> {
    match capability {
        Capability::Pci(pci) => pci.capabilities.iter().find_map(|part| match part {
            PciSubCapability::MdevTypes(types) => Some(types),
            _ => None,
        }),
        Capability::Css(css) => css.capabilities.iter().map(|CssSubCapability::MdevTypes(types)| types).next(),
        Capability::ApMatrix(matrix) => {
            matrix.capabilities.iter().map(|ApMatrixSubCapability::MdevTypes(types)| types).next()
        }
        _ => None,
    }
}

/// Whether mediated devices of this type can be made of a device: any where it does not say which.
pub fn can_make(device: &NodeDevice, type_id: &str) -> bool {
    let mut stated = device.capabilities.iter().filter_map(mdev_types).peekable();
    stated.peek().is_none() || stated.any(|types| types.types.iter().any(|known| known.id == type_id))
}

/// The SCSI host that a device is.
pub fn scsi_host(device: &NodeDevice) -> Option<&ScsiHostCapability> {
    device.capabilities.iter().find_map(|capability| match capability {
        Capability::ScsiHost(host) => Some(host),
        _ => None,
    })
}

/// The Fibre Channel host that a device is.
pub fn fibre_channel(device: &NodeDevice) -> Option<&FibreChannelHost> {
    scsi_host(device)?.capabilities.iter().find_map(|capability| match capability {
        ScsiHostSubCapability::FibreChannel(host) => Some(host),
        ScsiHostSubCapability::VirtualPorts(_) => None,
    })
}

/// The mediated device that a device is.
pub fn mdev(device: &NodeDevice) -> Option<&MdevCapability> {
    device.capabilities.iter().find_map(|capability| match capability {
        Capability::Mdev(mdev) => Some(&**mdev),
        _ => None,
    })
}

/// The mediated device that a device is, to be changed.
pub fn mdev_mut(device: &mut NodeDevice) -> Option<&mut MdevCapability> {
    device.capabilities.iter_mut().find_map(|capability| match capability {
        Capability::Mdev(mdev) => Some(&mut **mdev),
        _ => None,
    })
}

/// Whether two world wide names are the same: letter case and a prefix do not matter.
pub fn same_name(left: &str, right: &str) -> bool {
    let digits = |name: &str| name.strip_prefix("0x").unwrap_or(name).to_ascii_lowercase();
    digits(left) == digits(right)
}
