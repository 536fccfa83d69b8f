//! How each device connects: to conventional PCI, to PCI Express, or not at all.

use ferrovirt_xml::domain::DeviceRef;
use ferrovirt_xml::domain::devices::audio::SoundModel;
use ferrovirt_xml::domain::devices::chardev::SerialTargetType;
use ferrovirt_xml::domain::devices::controller::{Controller, ControllerModel, ControllerType};
use ferrovirt_xml::domain::devices::disk::{Disk, DiskBus};
use ferrovirt_xml::domain::devices::filesystem::{Filesystem, FilesystemDriverType};
use ferrovirt_xml::domain::devices::hostdev::{Hostdev, HostdevSource, MdevModel};
use ferrovirt_xml::domain::devices::input::{Input, InputBus};
use ferrovirt_xml::domain::devices::interface::{Interface, InterfaceSource};
use ferrovirt_xml::domain::devices::memory_device::MemoryModel;
use ferrovirt_xml::domain::devices::misc::{IommuModel, MemBalloonModel, PanicModel, WatchdogModel};
use ferrovirt_xml::domain::devices::video::{Video, VideoType};
use ferrovirt_xml::domain::devices::virtio::VirtioModel;

use super::bus::Connection;
use super::bus_model;

const PCI: Connection = Connection::PCI_DEVICE.and(Connection::HOTPLUGGABLE);
const EXPRESS: Connection = Connection::PCIE_DEVICE.and(Connection::HOTPLUGGABLE);

/// A virtio device is at home on both; one that must also be the old kind is on conventional PCI.
fn virtio(model: Option<VirtioModel>) -> Connection {
    if model == Some(VirtioModel::VirtioTransitional) { PCI } else { EXPRESS }
}

/// How a device connects; on a machine without PCI Express, devices for it are conventional ones.
pub(super) fn of(device: &DeviceRef<'_>, is_express: bool) -> Connection {
    match by_itself(device) {
        EXPRESS if !is_express => PCI,
        Connection::PCIE_DEVICE if !is_express => Connection::PCI_DEVICE,
        connection => connection,
    }
}

fn by_itself(device: &DeviceRef<'_>) -> Connection {
    match device {
        DeviceRef::Disk(disk) => self::disk(disk),
        DeviceRef::Controller(controller) => self::controller(controller),
        DeviceRef::Filesystem(filesystem) => self::filesystem(filesystem),
        DeviceRef::Interface(interface) => self::interface(interface),
        DeviceRef::Input(input) => self::input(input),
        DeviceRef::Video(video) => self::video(video),
        DeviceRef::Hostdev(hostdev) => self::hostdev(hostdev),
        DeviceRef::Serial(serial) => match serial.target.as_ref().and_then(|target| target.target_type) {
            Some(SerialTargetType::PciSerial) => PCI,
            _ => Connection::NONE,
        },
        DeviceRef::Sound(sound) => match sound.model {
            Some(SoundModel::Ac97 | SoundModel::Es1370 | SoundModel::Ich6 | SoundModel::Ich9) => PCI,
            Some(SoundModel::Virtio) => EXPRESS,
            Some(SoundModel::Sb16 | SoundModel::Pcspk | SoundModel::Usb | SoundModel::Ich7) | None => Connection::NONE,
        },
        DeviceRef::Watchdog(watchdog) => match watchdog.model {
            Some(WatchdogModel::I6300esb) => PCI,
            _ => Connection::NONE,
        },
        DeviceRef::MemBalloon(balloon) => match balloon.model {
            Some(MemBalloonModel::Virtio | MemBalloonModel::VirtioNonTransitional) => EXPRESS,
            Some(MemBalloonModel::VirtioTransitional) => PCI,
            Some(MemBalloonModel::Xen | MemBalloonModel::None) | None => Connection::NONE,
        },
        DeviceRef::Rng(rng) => virtio(rng.model),
        DeviceRef::Panic(panic) => match panic.model {
            // It is part of the machine's own bus.
            Some(PanicModel::Pvpanic) => Connection::PCIE_DEVICE,
            _ => Connection::NONE,
        },
        DeviceRef::Shmem(_) => PCI,
        DeviceRef::Memory(memory) => match memory.model {
            Some(MemoryModel::VirtioMem | MemoryModel::VirtioPmem) => EXPRESS,
            _ => Connection::NONE,
        },
        DeviceRef::Iommu(iommu) => match iommu.model {
            // It must be on the root complex.
            Some(IommuModel::Virtio) => Connection::PCIE_DEVICE,
            _ => Connection::NONE,
        },
        DeviceRef::Vsock(vsock) => virtio(vsock.model),
        DeviceRef::Crypto(crypto) => virtio(crypto.model),
        DeviceRef::Pstore(_) => PCI,
        DeviceRef::Smartcard(_)
        | DeviceRef::Parallel(_)
        | DeviceRef::Console(_)
        | DeviceRef::Channel(_)
        | DeviceRef::Tpm(_)
        | DeviceRef::Redirdev(_)
        | DeviceRef::Hub(_)
        | DeviceRef::Nvram(_) => Connection::NONE,
    }
}

fn disk(disk: &Disk) -> Connection {
    match disk.target.as_ref().and_then(|target| target.bus) {
        Some(DiskBus::Virtio) => virtio(disk.model),
        _ => Connection::NONE,
    }
}

fn controller(controller: &Controller) -> Connection {
    use ControllerModel as Model;
    match controller.controller_type {
        ControllerType::Pci => {
            controller.model.and_then(bus_model).map_or(Connection::NONE, |model| model.connection())
        }
        ControllerType::Usb => match controller.model {
            Some(Model::QemuXhci | Model::NecXhci) => EXPRESS,
            Some(Model::None) | None => Connection::NONE,
            Some(_) => PCI,
        },
        ControllerType::Scsi => match controller.model {
            Some(Model::VirtioScsi | Model::VirtioNonTransitional) => EXPRESS,
            Some(Model::Ibmvscsi | Model::Ncr53c90) => Connection::NONE,
            _ => PCI,
        },
        ControllerType::VirtioSerial => match controller.model {
            Some(Model::VirtioTransitional) => PCI,
            _ => EXPRESS,
        },
        ControllerType::Sata | ControllerType::Ide => PCI,
        ControllerType::Nvme => EXPRESS,
        ControllerType::Fdc | ControllerType::Ccid | ControllerType::Xenbus | ControllerType::Isa => Connection::NONE,
    }
}

fn filesystem(filesystem: &Filesystem) -> Connection {
    match filesystem.driver.as_ref().and_then(|driver| driver.driver_type) {
        Some(FilesystemDriverType::Mtp) => Connection::NONE,
        Some(FilesystemDriverType::Virtiofs) => EXPRESS,
        _ => virtio(filesystem.model),
    }
}

fn interface(interface: &Interface) -> Connection {
    if matches!(interface.source, InterfaceSource::Hostdev(_)) {
        return EXPRESS;
    }
    match interface.model.as_deref() {
        Some("virtio" | "virtio-non-transitional" | "e1000e" | "igb") => EXPRESS,
        Some("usb-net" | "spapr-vlan" | "smc91c111" | "lan9118") => Connection::NONE,
        _ => PCI,
    }
}

fn input(input: &Input) -> Connection {
    match input.bus {
        Some(InputBus::Virtio) => virtio(input.model),
        _ => Connection::NONE,
    }
}

fn video(video: &Video) -> Connection {
    match video.model.as_ref().and_then(|model| model.video_type) {
        Some(VideoType::Virtio) => EXPRESS,
        // It can't be plugged, so it may be on the root complex.
        Some(VideoType::Bochs) => EXPRESS,
        Some(VideoType::None | VideoType::Ramfb | VideoType::Gop) | None => Connection::NONE,
        Some(_) => PCI,
    }
}

fn hostdev(hostdev: &Hostdev) -> Connection {
    match &hostdev.source {
        HostdevSource::Pci(_) => EXPRESS,
        HostdevSource::Mdev(source) if source.model == Some(MdevModel::VfioPci) => EXPRESS,
        HostdevSource::ScsiHost(source) => virtio(source.model),
        _ => Connection::NONE,
    }
}
