//! `<controller>`: what other devices are attached to.

use super::DeviceInfo;
use super::disk::IoThreadMapping;
use super::virtio::VirtioOptions;
use crate::scalar::{MemorySize, OnOff};
use crate::{element, words};

words! {
    /// A kind of controller.
    #[derive(Default)]
    ControllerType {
        Ide "ide" "IDE.",
        Fdc "fdc" "Floppy disks.",
        Scsi "scsi" "SCSI.",
        Sata "sata" "SATA.",
        VirtioSerial "virtio-serial" "Channels and consoles of virtio.",
        Ccid "ccid" "Smart card readers.",
        Usb "usb" "USB.",
        #[default]
        Pci "pci" "PCI.",
        Xenbus "xenbus" "Xen's bus.",
        Isa "isa" "ISA.",
        Nvme "nvme" "NVMe.",
    }
}

words! {
    /// A model of a controller.
    ControllerModel or ConfigUnsupported {
        PciRoot "pci-root" "The PCI bus of the machine.",
        PcieRoot "pcie-root" "The PCI Express bus of the machine.",
        PciBridge "pci-bridge" "A PCI bus behind another.",
        DmiToPciBridge "dmi-to-pci-bridge" "A PCI bus behind PCI Express, of old.",
        PcieToPciBridge "pcie-to-pci-bridge" "A PCI bus behind PCI Express.",
        PcieRootPort "pcie-root-port" "A port of the root.",
        PcieSwitchUpstreamPort "pcie-switch-upstream-port" "The port of a switch towards the root.",
        PcieSwitchDownstreamPort "pcie-switch-downstream-port" "A port of a switch away from the root.",
        PciExpanderBus "pci-expander-bus" "A further PCI bus of the machine.",
        PcieExpanderBus "pcie-expander-bus" "A further PCI Express bus of the machine.",
        Auto "auto" "Whatever suits.",
        Buslogic "buslogic" "BusLogic SCSI.",
        Lsilogic "lsilogic" "LSI Logic SCSI.",
        Lsisas1068 "lsisas1068" "LSI Logic SAS 1068.",
        Vmpvscsi "vmpvscsi" "VMware's SCSI.",
        Ibmvscsi "ibmvscsi" "POWER's SCSI.",
        VirtioScsi "virtio-scsi" "virtio's SCSI.",
        Lsisas1078 "lsisas1078" "LSI Logic SAS 1078.",
        VirtioTransitional "virtio-transitional" "virtio, the old and the new.",
        VirtioNonTransitional "virtio-non-transitional" "virtio, the new.",
        Ncr53c90 "ncr53c90" "NCR's SCSI.",
        Dc390 "dc390" "Tekram's SCSI.",
        Am53c974 "am53c974" "AMD's SCSI.",
        Virtio "virtio" "virtio.",
        Piix3Uhci "piix3-uhci" "USB 1 of PIIX3.",
        Piix4Uhci "piix4-uhci" "USB 1 of PIIX4.",
        Ehci "ehci" "USB 2.",
        Ich9Ehci1 "ich9-ehci1" "USB 2 of ICH9.",
        Ich9Uhci1 "ich9-uhci1" "The first companion of USB 2 of ICH9.",
        Ich9Uhci2 "ich9-uhci2" "The second.",
        Ich9Uhci3 "ich9-uhci3" "The third.",
        Vt82c686bUhci "vt82c686b-uhci" "USB 1 of VIA.",
        PciOhci "pci-ohci" "USB 1 of the open standard.",
        NecXhci "nec-xhci" "USB 3 of NEC.",
        Qusb1 "qusb1" "Xen's USB 1.",
        Qusb2 "qusb2" "Xen's USB 2.",
        QemuXhci "qemu-xhci" "USB 3.",
        None "none" "None: there is no USB.",
        Piix3 "piix3" "IDE of PIIX3.",
        Piix4 "piix4" "IDE of PIIX4.",
        Ich6 "ich6" "IDE of ICH6.",
    }
}

/// A controller.
#[element("controller")]
pub struct Controller {
    /// Its kind.
    #[xml("@type")]
    pub controller_type: ControllerType,
    /// Its number among its kind.
    pub index: Option<u32>,
    /// Its model.
    pub model: Option<ControllerModel>,
    /// How many ports it has.
    pub ports: Option<u32>,
    /// How many interrupts it has.
    pub vectors: Option<u32>,
    /// Xen's shared pages.
    #[xml("@maxGrantFrames", since = "5.2.0", drivers = "xen")]
    pub max_grant_frames: Option<u32>,
    /// Xen's event channels.
    #[xml("@maxEventChannels", since = "6.3.0", drivers = "xen")]
    pub max_event_channels: Option<u32>,
    /// The device that makes the model.
    #[xml("model/@name", since = "1.2.19", drivers = "qemu")]
    pub model_name: Option<PciControllerName>,
    /// Where it is among its kind.
    #[xml(since = "1.2.19", drivers = "qemu")]
    pub target: Option<ControllerTarget>,
    /// Its settings.
    pub driver: Option<ControllerDriver>,
    /// What all devices have.
    pub info: DeviceInfo,
    /// How much of the address space is left for large devices.
    #[xml("pcihole64", since = "1.1.2", drivers = "qemu")]
    pub pcihole64: Option<MemorySize>,
}

words! {
    /// A device that makes a PCI controller.
    PciControllerName {
        PciBridge "pci-bridge" "A PCI bridge.",
        I82801b11Bridge "i82801b11-bridge" "Intel's bridge from DMI.",
        Ioh3420 "ioh3420" "Intel's root port.",
        X3130Upstream "x3130-upstream" "TI's port towards the root.",
        Xio3130Downstream "xio3130-downstream" "TI's port away from the root.",
        Pxb "pxb" "A further PCI bus.",
        PxbPcie "pxb-pcie" "A further PCI Express bus.",
        PcieRootPort "pcie-root-port" "A root port.",
        SpaprPciHostBridge "spapr-pci-host-bridge" "POWER's host bridge.",
        PciePciBridge "pcie-pci-bridge" "A bridge from PCI Express.",
    }
}

/// Where a PCI controller is among its kind.
#[element("target")]
pub struct ControllerTarget {
    /// The chassis of a bridge.
    #[xml("@chassisNr")]
    pub chassis_nr: Option<u8>,
    /// The chassis of a port.
    pub chassis: Option<u8>,
    /// The number of a port.
    #[xml(hex = 1)]
    pub port: Option<u8>,
    /// The first bus behind an expander.
    #[xml("@busNr")]
    pub bus_nr: Option<u8>,
    /// The index of POWER's host bridge.
    #[xml(since = "3.6.0")]
    pub index: Option<u8>,
    /// How much memory is kept for devices behind it.
    #[xml("@memReserve")]
    pub mem_reserve: Option<u64>,
    /// Whether devices can be plugged in.
    #[xml(since = "6.3.0")]
    pub hotplug: Option<OnOff>,
    /// The guest's NUMA node.
    #[xml("node", since = "3.6.0")]
    pub node: Option<u32>,
}

/// Settings of a controller.
#[element("driver")]
pub struct ControllerDriver {
    /// How many queues it has.
    #[xml(since = "1.0.5", drivers = "qemu")]
    pub queues: Option<u32>,
    /// How many commands a unit takes.
    #[xml(since = "1.2.7", drivers = "qemu")]
    pub cmd_per_lun: Option<u32>,
    /// How many sectors a command moves.
    #[xml(since = "1.2.7", drivers = "qemu")]
    pub max_sectors: Option<u32>,
    /// Whether the kernel is notified.
    #[xml(since = "1.2.18")]
    pub ioeventfd: Option<OnOff>,
    /// The I/O thread that serves it.
    #[xml(since = "1.3.5", drivers = "qemu")]
    pub iothread: Option<u32>,
    /// Settings of virtio.
    #[xml(since = "3.5.0")]
    pub virtio: VirtioOptions,
    /// Which I/O threads serve which queues.
    #[xml("iothreads/iothread")]
    pub iothreads: Vec<IoThreadMapping>,
}
