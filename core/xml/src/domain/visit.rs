//! Walking over all devices, whatever their kind: for aliases, addresses and boot order.

use super::devices::{
    DeviceInfo, Devices, audio, chardev, controller, disk, filesystem, hostdev, input, interface, memory_device, misc,
    redirect, tpm, video,
};

/// Lists the kinds of devices: the variant, its type, and the field of [`Devices`].
macro_rules! device_kinds {
    ($($(#[$doc:meta])* $variant:ident $type:ty, $field:ident;)*) => {
        /// A device of any kind that has a place in the guest.
        #[derive(Clone, Copy, Debug)]
        pub enum DeviceRef<'a> { $($(#[$doc])* $variant(&'a $type),)* }

        /// A device of any kind that has a place in the guest, to be changed.
        #[derive(Debug)]
        pub enum DeviceMut<'a> { $($(#[$doc])* $variant(&'a mut $type),)* }

        impl<'a> DeviceRef<'a> {
            /// What all devices have.
            pub fn info(&self) -> &'a DeviceInfo {
                match self { $(DeviceRef::$variant(device) => &device.info,)* }
            }
        }

        impl DeviceMut<'_> {
            /// What all devices have.
            pub fn info(&self) -> &DeviceInfo {
                match self { $(DeviceMut::$variant(device) => &device.info,)* }
            }

            /// What all devices have, to be changed.
            pub fn info_mut(&mut self) -> &mut DeviceInfo {
                match self { $(DeviceMut::$variant(device) => &mut device.info,)* }
            }
        }

        impl Devices {
            /// All devices that have a place in the guest, in document order.
            pub fn iter(&self) -> impl Iterator<Item = DeviceRef<'_>> {
                std::iter::empty()$(.chain(self.$field.iter().map(DeviceRef::$variant)))*
            }

            /// All devices that have a place in the guest, in document order, to be changed.
            pub fn iter_mut(&mut self) -> impl Iterator<Item = DeviceMut<'_>> {
                std::iter::empty()$(.chain(self.$field.iter_mut().map(DeviceMut::$variant)))*
            }
        }
    };
}

device_kinds! {
    /// A disk.
    Disk disk::Disk, disks;
    /// A controller.
    Controller controller::Controller, controllers;
    /// A directory of the host.
    Filesystem filesystem::Filesystem, filesystems;
    /// A network interface.
    Interface interface::Interface, interfaces;
    /// A smart card reader.
    Smartcard misc::Smartcard, smartcards;
    /// A serial port.
    Serial chardev::Serial, serials;
    /// A parallel port.
    Parallel chardev::Parallel, parallels;
    /// A console.
    Console chardev::Console, consoles;
    /// A channel.
    Channel chardev::Channel, channels;
    /// A keyboard, mouse or tablet.
    Input input::Input, inputs;
    /// A trusted platform module.
    Tpm tpm::Tpm, tpms;
    /// A sound card.
    Sound audio::Sound, sounds;
    /// A video card.
    Video video::Video, videos;
    /// A device of the host.
    Hostdev hostdev::Hostdev, hostdevs;
    /// A USB device that comes over a channel.
    Redirdev redirect::Redirdev, redirdevs;
    /// A USB hub.
    Hub misc::Hub, hubs;
    /// A watchdog.
    Watchdog misc::Watchdog, watchdogs;
    /// The balloon.
    MemBalloon misc::MemBalloon, memballoon;
    /// A source of randomness.
    Rng misc::Rng, rngs;
    /// Non-volatile memory of POWER.
    Nvram misc::Nvram, nvram;
    /// Notice of a guest's panic.
    Panic misc::Panic, panics;
    /// Memory shared between guests.
    Shmem misc::Shmem, shmems;
    /// A memory module.
    Memory memory_device::MemoryDevice, memories;
    /// The I/O memory management unit.
    Iommu misc::Iommu, iommu;
    /// Sockets between host and guest.
    Vsock misc::Vsock, vsock;
    /// A cryptographic device.
    Crypto misc::Crypto, cryptos;
    /// A store that outlives a crash.
    Pstore misc::Pstore, pstore;
}
