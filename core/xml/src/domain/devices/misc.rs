//! Small devices: a few fields each.

use super::DeviceInfo;
use super::chardev::CharBackend;
use super::virtio::{VirtioDriver, VirtioModel};
use crate::scalar::{MemorySize, OnOff, YesNo};
use crate::{element, group, words};

/// A lease of a lock manager.
#[element("lease")]
pub struct Lease {
    /// The lock space.
    #[xml("lockspace")]
    pub lockspace: Option<String>,
    /// The key in it.
    #[xml("key")]
    pub key: Option<String>,
    /// Where it is kept.
    pub target: Option<LeaseTarget>,
}

/// Where a lease is kept.
#[element("target")]
pub struct LeaseTarget {
    /// The file.
    pub path: Option<String>,
    /// The byte in it.
    pub offset: Option<u64>,
}

/// A smart card reader.
#[element("smartcard")]
pub struct Smartcard {
    /// What is behind it.
    pub backend: SmartcardBackend,
    /// What all devices have.
    pub info: DeviceInfo,
}

/// What is behind a smart card reader.
#[group(by = "mode")]
pub enum SmartcardBackend {
    /// A reader of the host.
    #[default]
    Host,
    /// Certificates of the host.
    HostCertificates(SmartcardCertificates),
    /// Whatever is behind a channel.
    Passthrough(Box<CharBackend>),
}

/// Certificates of the host.
#[group]
pub struct SmartcardCertificates {
    /// Their names.
    #[xml("certificate")]
    pub certificates: Vec<String>,
    /// The database.
    #[xml("database")]
    pub database: Option<String>,
}

/// A USB hub.
#[element("hub")]
pub struct Hub {
    /// Its bus.
    #[xml("@type")]
    pub hub_type: Option<HubType>,
    /// What all devices have.
    pub info: DeviceInfo,
}

words! {
    /// The bus of a hub.
    HubType or ConfigUnsupported {
        Usb "usb" "USB.",
    }
}

words! {
    /// A watchdog.
    WatchdogModel {
        I6300esb "i6300esb" "Intel's on PCI.",
        Ib700 "ib700" "iBASE's on ISA.",
        Diag288 "diag288" "s390's.",
        Itco "itco" "The one in Intel's chip sets.",
    }
}

words! {
    /// What follows when a watchdog is not fed.
    WatchdogAction {
        Reset "reset" "The guest is reset.",
        Shutdown "shutdown" "It is asked to shut down.",
        Poweroff "poweroff" "It is powered off.",
        Pause "pause" "It is paused.",
        Dump "dump" "It is dumped.",
        None "none" "Nothing.",
        InjectNmi "inject-nmi" "It gets an interrupt.",
    }
}

/// A watchdog.
#[element("watchdog")]
pub struct Watchdog {
    /// Which.
    pub model: Option<WatchdogModel>,
    /// What follows when it is not fed.
    pub action: Option<WatchdogAction>,
    /// What all devices have.
    pub info: DeviceInfo,
}

words! {
    /// A balloon.
    MemBalloonModel {
        Virtio "virtio" "virtio.",
        Xen "xen" "Xen's.",
        None "none" "None.",
        VirtioTransitional "virtio-transitional" "virtio, the old and the new.",
        VirtioNonTransitional "virtio-non-transitional" "virtio, the new.",
    }
}

/// The balloon that takes memory from a guest and gives it back.
#[element("memballoon")]
pub struct MemBalloon {
    /// Which.
    pub model: Option<MemBalloonModel>,
    /// Whether it gives back memory before the guest runs out.
    #[xml(since = "1.3.1", drivers = "qemu")]
    pub autodeflate: Option<OnOff>,
    /// Whether free pages are reported.
    #[xml("@freePageReporting", since = "6.9.0", drivers = "qemu")]
    pub free_page_reporting: Option<OnOff>,
    /// How often statistics are taken, in seconds.
    #[xml("stats/@period", since = "1.1.1", drivers = "qemu")]
    pub stats_period: Option<u32>,
    /// What all devices have.
    pub info: DeviceInfo,
    /// Settings of virtio.
    #[xml(since = "3.5.0")]
    pub driver: Option<VirtioDriver>,
}

/// A source of randomness.
#[element("rng")]
pub struct Rng {
    /// Which.
    pub model: Option<VirtioModel>,
    /// How much it gives.
    #[xml(since = "1.0.4")]
    pub rate: Option<RngRate>,
    /// Where it takes it from.
    pub backend: Option<RngBackend>,
    /// Settings of virtio.
    #[xml(since = "3.5.0")]
    pub driver: Option<VirtioDriver>,
    /// What all devices have.
    pub info: DeviceInfo,
}

/// How much randomness there is.
#[element("rate")]
pub struct RngRate {
    /// Bytes in a period.
    pub bytes: Option<u32>,
    /// The period in milliseconds.
    pub period: Option<u32>,
}

/// Where randomness comes from.
#[element("backend", by = "model")]
pub enum RngBackend {
    /// A device of the host.
    Random(RngDevice),
    /// A daemon behind a channel.
    Egd(Box<CharBackend>),
    /// The hypervisor.
    #[xml(since = "6.1.0", drivers = "qemu")]
    Builtin,
}

/// A device of the host that gives randomness.
#[group]
pub struct RngDevice {
    /// Its path.
    #[xml(".")]
    pub path: Option<String>,
}

/// Non-volatile memory of POWER.
#[element("nvram")]
pub struct Nvram {
    /// What all devices have.
    pub info: DeviceInfo,
}

words! {
    /// How a panic is noticed.
    PanicModel {
        Isa "isa" "A device on ISA.",
        Pseries "pseries" "POWER's firmware.",
        Hyperv "hyperv" "Registers of Hyper-V.",
        S390 "s390" "s390 itself.",
        Pvpanic "pvpanic" "A device on PCI.",
    }
}

/// Notice of a guest's panic.
#[element("panic")]
pub struct Panic {
    /// How.
    pub model: Option<PanicModel>,
    /// What all devices have.
    pub info: DeviceInfo,
}

words! {
    /// A device of shared memory.
    ShmemModel {
        Ivshmem "ivshmem" "The old one.",
        IvshmemPlain "ivshmem-plain" "Memory alone.",
        IvshmemDoorbell "ivshmem-doorbell" "Memory and interrupts.",
    }
}

words! {
    /// Whether shared memory is moved in a migration.
    ShmemRole {
        Master "master" "With this guest.",
        Peer "peer" "Not with this guest.",
    }
}

/// Memory shared between guests.
#[element("shmem")]
pub struct Shmem {
    /// Its name.
    pub name: Option<String>,
    /// Whether it is moved.
    #[xml(since = "6.6.0")]
    pub role: Option<ShmemRole>,
    /// Which device.
    #[xml("model/@type")]
    pub model: Option<ShmemModel>,
    /// Its size.
    #[xml("size")]
    pub size: Option<MemorySize>,
    /// The server behind it.
    pub server: Option<ShmemServer>,
    /// Its interrupts.
    pub msi: Option<ShmemMsi>,
    /// What all devices have.
    pub info: DeviceInfo,
}

/// The server behind shared memory.
#[element("server")]
pub struct ShmemServer {
    /// Its socket.
    pub path: Option<String>,
}

/// Interrupts of shared memory.
#[element("msi")]
pub struct ShmemMsi {
    /// How many.
    pub vectors: Option<u32>,
    /// Whether the kernel signals them.
    pub ioeventfd: Option<OnOff>,
}

words! {
    /// An I/O memory management unit.
    IommuModel {
        Intel "intel" "Intel's.",
        Smmuv3 "smmuv3" "Arm's.",
        Virtio "virtio" "virtio's.",
        Amd "amd" "AMD's.",
    }
}

/// The I/O memory management unit.
#[element("iommu")]
pub struct Iommu {
    /// Which.
    pub model: Option<IommuModel>,
    /// Its settings.
    pub driver: Option<IommuDriver>,
    /// What all devices have.
    pub info: DeviceInfo,
}

/// Settings of an I/O memory management unit.
#[element("driver")]
pub struct IommuDriver {
    /// Whether it remaps interrupts.
    #[xml(since = "3.4.0")]
    pub intremap: Option<OnOff>,
    /// Whether devices of the host work with it.
    #[xml(since = "3.4.0")]
    pub caching_mode: Option<OnOff>,
    /// Whether it has long interrupt IDs.
    #[xml(since = "3.4.0")]
    pub eim: Option<OnOff>,
    /// Whether devices may cache its answers.
    #[xml(since = "3.5.0")]
    pub iotlb: Option<OnOff>,
    /// How many address bits it has.
    #[xml(since = "6.5.0")]
    pub aw_bits: Option<u32>,
    /// Whether it translates memory accesses.
    pub dma_translation: Option<OnOff>,
    /// Whether it has a mode without translation.
    pub passthrough: Option<OnOff>,
    /// Whether it knows the extended interrupt controller.
    pub xtsup: Option<OnOff>,
    /// The index of the PCI controller that it translates for.
    #[xml("@pciBus", since = "11.10.0", drivers = "qemu")]
    pub pci_bus: Option<u32>,
}

/// Sockets between host and guest.
#[element("vsock")]
pub struct Vsock {
    /// Which.
    #[xml(since = "5.2.0")]
    pub model: Option<VirtioModel>,
    /// The guest's number.
    pub cid: Option<VsockCid>,
    /// What all devices have.
    pub info: DeviceInfo,
    /// Settings of virtio.
    #[xml(since = "7.1.0")]
    pub driver: Option<VirtioDriver>,
}

/// The number of a guest among sockets.
#[element("cid")]
pub struct VsockCid {
    /// Whether the host picks it.
    pub auto: Option<YesNo>,
    /// The number.
    #[xml("@address")]
    pub address: Option<u32>,
}

words! {
    /// Who does a cryptographic device's work.
    CryptoBackendModel {
        Builtin "builtin" "The hypervisor.",
        Lkcf "lkcf" "The host's kernel.",
    }
}

/// A cryptographic device.
#[element("crypto")]
pub struct Crypto {
    /// Which.
    pub model: Option<VirtioModel>,
    /// Whose.
    #[xml("@type")]
    pub crypto_type: Option<CryptoType>,
    /// Who does the work.
    pub backend: Option<CryptoBackend>,
    /// What all devices have.
    pub info: DeviceInfo,
    /// Settings of virtio.
    pub driver: Option<VirtioDriver>,
}

words! {
    /// Whose cryptographic device.
    CryptoType {
        Qemu "qemu" "QEMU's.",
    }
}

/// Who does a cryptographic device's work.
#[element("backend")]
pub struct CryptoBackend {
    /// Who.
    pub model: Option<CryptoBackendModel>,
    /// In how many queues.
    pub queues: Option<u32>,
}

words! {
    /// Through what a store is reached.
    PstoreBackend {
        AcpiErst "acpi-erst" "ACPI's error records.",
    }
}

/// A store that outlives a crash.
#[element("pstore")]
pub struct Pstore {
    /// Through what it is reached.
    pub backend: Option<PstoreBackend>,
    /// The file of the host.
    #[xml("path")]
    pub path: Option<String>,
    /// Its size.
    #[xml("size")]
    pub size: Option<MemorySize>,
    /// What all devices have.
    pub info: DeviceInfo,
}
