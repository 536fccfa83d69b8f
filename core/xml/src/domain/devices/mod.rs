//! `<devices>`: everything that is attached to a guest.

pub mod address;
pub mod audio;
pub mod chardev;
pub mod controller;
pub mod disk;
pub mod disk_source;
pub mod filesystem;
pub mod graphics;
pub mod hostdev;
pub mod input;
pub mod interface;
pub mod interface_source;
pub mod memory_device;
pub mod misc;
pub mod private_data;
pub mod redirect;
pub mod tpm;
pub mod video;
pub mod virtio;

pub use address::{Address, DeviceInfo};

use crate::{element, group};

/// The devices, kind by kind.
#[element("devices")]
pub struct Devices {
    /// The program that runs the guest.
    #[xml("emulator")]
    pub emulator: Option<String>,
    /// Disks.
    pub disks: Vec<disk::Disk>,
    /// Controllers.
    pub controllers: Vec<controller::Controller>,
    /// Leases of a lock manager.
    #[xml(drivers = "qemu")]
    pub leases: Vec<misc::Lease>,
    /// Directories of the host.
    #[xml(since = "0.3.3")]
    pub filesystems: Vec<filesystem::Filesystem>,
    /// Network interfaces.
    pub interfaces: Vec<interface::Interface>,
    /// Smart card readers.
    #[xml(since = "0.8.8")]
    pub smartcards: Vec<misc::Smartcard>,
    /// Serial ports.
    pub serials: Vec<chardev::Serial>,
    /// Parallel ports.
    pub parallels: Vec<chardev::Parallel>,
    /// Consoles.
    pub consoles: Vec<chardev::Console>,
    /// Channels between host and guest.
    pub channels: Vec<chardev::Channel>,
    /// Keyboards, mice and tablets.
    pub inputs: Vec<input::Input>,
    /// Trusted platform modules.
    #[xml(since = "1.0.5")]
    pub tpms: Vec<tpm::Tpm>,
    /// Displays.
    pub graphics: Vec<graphics::Graphics>,
    /// Sound cards.
    #[xml(since = "0.4.3")]
    pub sounds: Vec<audio::Sound>,
    /// Where sound goes on the host.
    #[xml(since = "6.7.0", drivers = "bhyve, qemu")]
    pub audios: Vec<audio::Audio>,
    /// Video cards.
    pub videos: Vec<video::Video>,
    /// Devices of the host.
    #[xml(since = "0.4.4")]
    pub hostdevs: Vec<hostdev::Hostdev>,
    /// USB devices that come over a channel.
    #[xml(since = "0.9.5", drivers = "qemu")]
    pub redirdevs: Vec<redirect::Redirdev>,
    /// Which of them are let in.
    pub redirfilter: Option<redirect::RedirFilter>,
    /// USB hubs.
    pub hubs: Vec<misc::Hub>,
    /// Watchdogs.
    #[xml(since = "0.7.3", drivers = "qemu")]
    pub watchdogs: Vec<misc::Watchdog>,
    /// The balloon.
    #[xml(since = "0.8.3", drivers = "qemu, xen")]
    pub memballoon: Option<misc::MemBalloon>,
    /// Sources of randomness.
    #[xml(since = "1.0.3")]
    pub rngs: Vec<misc::Rng>,
    /// Non-volatile memory of POWER.
    #[xml(since = "1.0.5")]
    pub nvram: Option<misc::Nvram>,
    /// Notice of a guest's panic.
    #[xml(since = "1.2.1", drivers = "qemu")]
    pub panics: Vec<misc::Panic>,
    /// Memory shared between guests.
    #[xml(since = "1.2.10", drivers = "qemu")]
    pub shmems: Vec<misc::Shmem>,
    /// Memory modules.
    #[xml(since = "1.2.14")]
    pub memories: Vec<memory_device::MemoryDevice>,
    /// The I/O memory management unit.
    #[xml(since = "2.1.0")]
    pub iommu: Option<misc::Iommu>,
    /// Sockets between host and guest.
    #[xml(since = "4.4.0")]
    pub vsock: Option<misc::Vsock>,
    /// Cryptographic devices.
    #[xml(drivers = "qemu")]
    pub cryptos: Vec<misc::Crypto>,
    /// A store that outlives a crash.
    #[xml(drivers = "qemu")]
    pub pstore: Option<misc::Pstore>,
}

/// Any device, as a document of its own: what is attached, detached or updated.
#[group(choice)]
pub enum Device {
    /// A disk.
    Disk(Box<disk::Disk>),
    /// A controller.
    Controller(Box<controller::Controller>),
    /// A lease.
    Lease(Box<misc::Lease>),
    /// A directory of the host.
    Filesystem(Box<filesystem::Filesystem>),
    /// A network interface.
    Interface(Box<interface::Interface>),
    /// A smart card reader.
    Smartcard(Box<misc::Smartcard>),
    /// A serial port.
    Serial(Box<chardev::Serial>),
    /// A parallel port.
    Parallel(Box<chardev::Parallel>),
    /// A console.
    Console(Box<chardev::Console>),
    /// A channel.
    Channel(Box<chardev::Channel>),
    /// A keyboard, mouse or tablet.
    Input(Box<input::Input>),
    /// A trusted platform module.
    Tpm(Box<tpm::Tpm>),
    /// A display.
    Graphics(Box<graphics::Graphics>),
    /// A sound card.
    Sound(Box<audio::Sound>),
    /// Where sound goes on the host.
    Audio(Box<audio::Audio>),
    /// A video card.
    Video(Box<video::Video>),
    /// A device of the host.
    Hostdev(Box<hostdev::Hostdev>),
    /// A USB device that comes over a channel.
    Redirdev(Box<redirect::Redirdev>),
    /// A USB hub.
    Hub(Box<misc::Hub>),
    /// A watchdog.
    Watchdog(Box<misc::Watchdog>),
    /// The balloon.
    Memballoon(Box<misc::MemBalloon>),
    /// A source of randomness.
    Rng(Box<misc::Rng>),
    /// Non-volatile memory of POWER.
    Nvram(Box<misc::Nvram>),
    /// Notice of a guest's panic.
    Panic(Box<misc::Panic>),
    /// Memory shared between guests.
    Shmem(Box<misc::Shmem>),
    /// A memory module.
    Memory(Box<memory_device::MemoryDevice>),
    /// The I/O memory management unit.
    Iommu(Box<misc::Iommu>),
    /// Sockets between host and guest.
    Vsock(Box<misc::Vsock>),
    /// A cryptographic device.
    Crypto(Box<misc::Crypto>),
    /// A store that outlives a crash.
    Pstore(Box<misc::Pstore>),
}

impl Device {
    /// Reads a document that is one device.
    pub fn parse(text: &str, options: &crate::ParseOptions) -> crate::Result<Device> {
        crate::document::choice_from_xml(text, options)
    }

    /// Writes the device as a document.
    pub fn to_xml(&self, format: &crate::Format) -> String {
        crate::document::choice_to_xml(self, format)
    }
}

impl Devices {
    /// Adds a device after the others of its kind; gives it back if there can be only one and there is one.
    pub fn push(&mut self, device: Device) -> Result<(), Device> {
        match device {
            Device::Disk(device) => self.disks.push(*device),
            Device::Controller(device) => self.controllers.push(*device),
            Device::Lease(device) => self.leases.push(*device),
            Device::Filesystem(device) => self.filesystems.push(*device),
            Device::Interface(device) => self.interfaces.push(*device),
            Device::Smartcard(device) => self.smartcards.push(*device),
            Device::Serial(device) => self.serials.push(*device),
            Device::Parallel(device) => self.parallels.push(*device),
            Device::Console(device) => self.consoles.push(*device),
            Device::Channel(device) => self.channels.push(*device),
            Device::Input(device) => self.inputs.push(*device),
            Device::Tpm(device) => self.tpms.push(*device),
            Device::Graphics(device) => self.graphics.push(*device),
            Device::Sound(device) => self.sounds.push(*device),
            Device::Audio(device) => self.audios.push(*device),
            Device::Video(device) => self.videos.push(*device),
            Device::Hostdev(device) => self.hostdevs.push(*device),
            Device::Redirdev(device) => self.redirdevs.push(*device),
            Device::Hub(device) => self.hubs.push(*device),
            Device::Watchdog(device) => self.watchdogs.push(*device),
            Device::Rng(device) => self.rngs.push(*device),
            Device::Panic(device) => self.panics.push(*device),
            Device::Shmem(device) => self.shmems.push(*device),
            Device::Memory(device) => self.memories.push(*device),
            Device::Crypto(device) => self.cryptos.push(*device),
            Device::Memballoon(device) if self.memballoon.is_none() => self.memballoon = Some(*device),
            Device::Nvram(device) if self.nvram.is_none() => self.nvram = Some(*device),
            Device::Iommu(device) if self.iommu.is_none() => self.iommu = Some(*device),
            Device::Vsock(device) if self.vsock.is_none() => self.vsock = Some(*device),
            Device::Pstore(device) if self.pstore.is_none() => self.pstore = Some(*device),
            taken @ (Device::Memballoon(_)
            | Device::Nvram(_)
            | Device::Iommu(_)
            | Device::Vsock(_)
            | Device::Pstore(_)) => return Err(taken),
        }
        Ok(())
    }
}
