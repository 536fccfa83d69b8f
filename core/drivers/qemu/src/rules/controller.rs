//! Controllers: roots of PCI, USB and SCSI.

use ferrovirt_xml::domain::devices::controller::ControllerModel;

use super::{Architecture, Family, Line, Platform, all_of, any, find, machines};
use crate::probe::EmulatorCapabilities;

/// A machine's own PCI bus.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum PciRoot {
    /// Conventional.
    Conventional,
    /// Express.
    Express,
}

/// The machine's own PCI bus, and the device type without which this QEMU does not have it.
const PCI_ROOT: &[Line<(PciRoot, Option<&str>)>] = &[
    machines(&[Architecture::X86], &[Family::Pc], (PciRoot::Conventional, None)),
    machines(&[Architecture::X86], &[Family::Q35], (PciRoot::Express, None)),
    machines(&[Architecture::Arm, Architecture::Riscv], &[Family::Virt], (PciRoot::Express, Some("gpex-pcihost"))),
    machines(&[Architecture::Loongarch], &[Family::Virt], (PciRoot::Express, Some("gpex-pcihost"))),
    machines(&[Architecture::Arm], &[Family::Versatile], (PciRoot::Conventional, None)),
    machines(&[Architecture::Mips], &[Family::Malta], (PciRoot::Conventional, None)),
    all_of(&[Architecture::S390], (PciRoot::Conventional, Some("zpci"))),
    all_of(
        &[Architecture::Ppc64, Architecture::Ppc, Architecture::Alpha, Architecture::Sh4, Architecture::Sparc64],
        (PciRoot::Conventional, None),
    ),
];

/// See [`PCI_ROOT`].
pub(crate) fn pci_root(platform: Platform, capabilities: &EmulatorCapabilities) -> Option<PciRoot> {
    let (root, device) = find(PCI_ROOT, platform)?;
    device.is_none_or(|device| capabilities.has_device(device)).then_some(root)
}

/// Whether devices can be on PCI at all, whatever a document says.
const SUPPORTS_PCI: &[Line<bool>] = &[
    machines(&[Architecture::Arm], &[Family::Virt, Family::Versatile], true),
    machines(&[Architecture::Riscv], &[Family::Virt], true),
    machines(&[Architecture::Mips], &[Family::Malta], true),
    all_of(&[Architecture::Arm, Architecture::Riscv, Architecture::Mips], false),
    any(true),
];

/// See [`SUPPORTS_PCI`].
pub(crate) fn supports_pci(platform: Platform) -> bool {
    find(SUPPORTS_PCI, platform).unwrap_or(false)
}

/// Whether QEMU counts the PCI buses of the machine, so that the first is `pci.0` rather than `pci`.
const COUNTS_PCI_BUSES: &[Line<bool>] = &[
    machines(&[Architecture::Arm, Architecture::Riscv, Architecture::Loongarch], &[Family::Virt], true),
    all_of(&[Architecture::X86, Architecture::Ppc, Architecture::Ppc64, Architecture::S390], true),
    any(false),
];

/// See [`COUNTS_PCI_BUSES`].
pub(crate) fn counts_pci_buses(platform: Platform) -> bool {
    find(COUNTS_PCI_BUSES, platform).unwrap_or(false)
}

/// Whether guests get a USB controller that they do not ask for.
const HAS_DEFAULT_USB: &[Line<bool>] = &[
    machines(&[Architecture::Arm], &[Family::Versatile, Family::Realview], true),
    all_of(
        &[
            Architecture::Arm,
            Architecture::Riscv,
            Architecture::Loongarch,
            Architecture::S390,
            Architecture::Sparc,
            Architecture::Mips,
        ],
        false,
    ),
    any(true),
];

/// See [`HAS_DEFAULT_USB`].
pub(crate) fn has_default_usb(platform: Platform) -> bool {
    find(HAS_DEFAULT_USB, platform).unwrap_or(false)
}

/// What the USB controller of the board is.
const BUILT_IN_USB: &[Line<ControllerModel>] =
    &[machines(&[Architecture::Arm], &[Family::Versatile, Family::Realview], ControllerModel::PciOhci)];

/// See [`BUILT_IN_USB`].
pub(crate) fn built_in_usb(platform: Platform) -> Option<ControllerModel> {
    find(BUILT_IN_USB, platform)
}

/// A model, and QEMU's device for it.
type Candidate = (ControllerModel, &'static str);

const QEMU_XHCI: Candidate = (ControllerModel::QemuXhci, "qemu-xhci");
const NEC_XHCI: Candidate = (ControllerModel::NecXhci, "nec-usb-xhci");
const OHCI: Candidate = (ControllerModel::PciOhci, "pci-ohci");
const PIIX3: Candidate = (ControllerModel::Piix3Uhci, "piix3-usb-uhci");

/// The models of USB controllers, the best first: for guests that are new, and for guests that there were.
const USB_MODELS: &[Line<(&[Candidate], &[Candidate])>] = &[
    all_of(&[Architecture::S390], (&[], &[])),
    all_of(&[Architecture::Arm, Architecture::Loongarch], (&[QEMU_XHCI, NEC_XHCI], &[QEMU_XHCI, NEC_XHCI])),
    all_of(&[Architecture::Ppc64], (&[QEMU_XHCI, NEC_XHCI, OHCI], &[OHCI])),
    any((&[PIIX3, OHCI], &[PIIX3, OHCI])),
];

/// The model of a USB controller that states none; none where there is no USB.
pub(crate) fn default_usb_model(
    platform: Platform,
    capabilities: &EmulatorCapabilities,
    is_new: bool,
) -> Option<ControllerModel> {
    let (of_new, of_old) = find(USB_MODELS, platform)?;
    let models = if is_new { of_new } else { of_old };
    models.iter().find(|(_, device)| capabilities.has_device(device)).map(|(model, _)| *model)
}

const LSI: Candidate = (ControllerModel::Lsilogic, "lsi53c895a");
const LSI_OF_OLD: Candidate = (ControllerModel::Lsilogic, "lsi");
const VIRTIO: Candidate = (ControllerModel::VirtioScsi, "virtio-scsi-device");
const VIRTIO_PCI: Candidate = (ControllerModel::VirtioScsi, "virtio-scsi-pci");
const SPAPR: Candidate = (ControllerModel::Ibmvscsi, "");
const ESP: Candidate = (ControllerModel::Ncr53c90, "");

/// The models of SCSI controllers, the best first; what has no device name is there without being asked for.
const SCSI_MODELS: &[Line<&[Candidate]>] = &[
    machines(&[Architecture::Ppc64], &[Family::Pseries], &[SPAPR]),
    all_of(&[Architecture::S390, Architecture::Loongarch], &[VIRTIO, VIRTIO_PCI]),
    all_of(&[Architecture::Sparc], &[ESP]),
    any(&[LSI, LSI_OF_OLD, VIRTIO_PCI, VIRTIO]),
];

/// The model of a SCSI controller that states none.
pub(crate) fn default_scsi_model(platform: Platform, capabilities: &EmulatorCapabilities) -> Option<ControllerModel> {
    let models = find(SCSI_MODELS, platform)?;
    let is_there = |device: &str| device.is_empty() || capabilities.has_device(device);
    models.iter().find(|(_, device)| is_there(device)).map(|(model, _)| *model)
}
