//! `<disk>`.

use super::DeviceInfo;
use super::disk_source::{BackingStore, DiskAuth, Encryption, MetadataCache};
use super::private_data::{DiskPrivateData, DiskSecretsPlacement};
use super::virtio::{VirtioModel, VirtioOptions};
use crate::scalar::{OnOff, YesNo};
use crate::{element, group, words};

pub use super::disk_source::DiskSource;

words! {
    /// What a disk is to the guest.
    DiskDevice {
        Disk "disk" "A disk.",
        Cdrom "cdrom" "A CD-ROM drive.",
        Floppy "floppy" "A floppy disk drive.",
        Lun "lun" "A SCSI device of the host.",
    }
}

words! {
    /// What a snapshot does with a disk.
    SnapshotLocation {
        No "no" "Nothing.",
        Internal "internal" "It is kept in the disk's file.",
        External "external" "It goes on in another file.",
        Manual "manual" "Somebody else does it.",
    }
}

words! {
    /// Which SCSI commands a guest may send.
    SgIo {
        Filtered "filtered" "Harmless ones.",
        Unfiltered "unfiltered" "All.",
    }
}

/// A disk.
#[element("disk")]
pub struct Disk {
    /// How it is served.
    #[xml(since = "0.1.8")]
    pub driver: Option<DiskDriver>,
    /// Who may read it, where the source does not say.
    #[xml(since = "0.9.7")]
    pub auth: Option<DiskAuth>,
    /// Where its data are.
    pub source: DiskSource,
    /// What it is to the guest.
    #[xml(since = "0.1.4")]
    pub device: Option<DiskDevice>,
    /// Which virtio standard it follows.
    #[xml(since = "5.2.0")]
    pub model: Option<VirtioModel>,
    /// Whether the emulator may send any SCSI command.
    #[xml(since = "0.9.10")]
    pub rawio: Option<YesNo>,
    /// Which SCSI commands the guest may send.
    #[xml(since = "1.0.2")]
    pub sgio: Option<SgIo>,
    /// What a snapshot does with it.
    #[xml(since = "0.9.5")]
    pub snapshot: Option<SnapshotLocation>,
    /// What it is based on.
    #[xml(since = "1.2.4")]
    pub backing_store: Option<Box<BackingStore>>,
    /// The domain of Xen that serves it.
    #[xml("backenddomain/@name", since = "1.2.13", drivers = "xen")]
    pub backend_domain: Option<String>,
    /// Its shape.
    #[xml(since = "0.10.0")]
    pub geometry: Option<DiskGeometry>,
    /// Its block sizes.
    #[xml(since = "0.10.2", drivers = "qemu")]
    pub blockio: Option<BlockIo>,
    /// Where its data are copied to.
    #[xml("mirror", live, since = "0.9.12")]
    pub mirror: Option<Box<DiskMirror>>,
    /// What it is called in the guest.
    #[xml(since = "0.0.3")]
    pub target: Option<DiskTarget>,
    /// Limits of its speed.
    #[xml(since = "0.9.8")]
    pub iotune: Option<IoTune>,
    /// Shared limits that hold for it.
    #[xml("throttlefilters/throttlefilter")]
    pub throttle_filters: Vec<ThrottleFilter>,
    /// Whether the guest cannot write.
    pub readonly: bool,
    /// Whether guests may use it together.
    pub shareable: bool,
    /// Whether changes are lost when the guest ends.
    #[xml(since = "0.9.5")]
    pub transient: Option<DiskTransient>,
    /// Its serial number.
    #[xml("serial", since = "0.7.1")]
    pub serial: Option<String>,
    /// Its world wide name.
    #[xml("wwn", since = "0.10.1")]
    pub wwn: Option<String>,
    /// Its maker.
    #[xml("vendor", since = "1.0.1")]
    pub vendor: Option<String>,
    /// Its name as a product.
    #[xml("product", since = "1.0.1")]
    pub product: Option<String>,
    /// How it is encrypted, where the source does not say.
    pub encryption: Option<Encryption>,
    /// What all devices have.
    pub info: DeviceInfo,
    /// The driver's own state.
    #[xml("privateData", status)]
    pub private_data: Option<Box<DiskPrivateData>>,
    /// Where secrets stood in the document that the disk came from.
    #[xml("diskSecretsPlacement", status)]
    pub secrets_placement: Option<DiskSecretsPlacement>,
}

words! {
    /// A format of disk images.
    StorageFormat {
        None "none" "None.",
        Raw "raw" "The data alone.",
        Dir "dir" "A directory.",
        Bochs "bochs" "Bochs.",
        Cloop "cloop" "A compressed loop.",
        Dmg "dmg" "Apple's.",
        Iso "iso" "A CD-ROM.",
        Vpc "vpc" "Virtual PC.",
        Vdi "vdi" "VirtualBox.",
        Fat "fat" "A directory that looks like a FAT file system.",
        Vhd "vhd" "Virtual PC, by its other name.",
        Ploop "ploop" "OpenVZ.",
        Luks "luks" "LUKS.",
        Cow "cow" "User Mode Linux.",
        Qcow "qcow" "QEMU's first.",
        Qcow2 "qcow2" "QEMU's.",
        Qed "qed" "QEMU's other.",
        Vmdk "vmdk" "VMware.",
        Aio "aio" "The data alone, by Xen's name.",
    }
}

words! {
    /// What is cached on the host.
    DiskCache {
        Default "default" "Whatever suits.",
        None "none" "Nothing.",
        Writethrough "writethrough" "Reads.",
        Writeback "writeback" "Reads and writes.",
        Directsync "directsync" "Nothing, and each write is synced.",
        Unsafe "unsafe" "Everything, and flushes are ignored.",
    }
}

words! {
    /// What the guest sees of an error.
    DiskErrorPolicy {
        Stop "stop" "Nothing: it is paused.",
        Report "report" "The error.",
        Ignore "ignore" "Nothing.",
        Enospace "enospace" "The error, but without space it is paused.",
    }
}

words! {
    /// How the host's kernel is asked.
    DiskIo {
        Native "native" "By its asynchronous calls.",
        Threads "threads" "By threads.",
        IoUring "io_uring" "By rings.",
    }
}

words! {
    /// Whether data that are not needed are given back.
    DiskDiscard {
        Unmap "unmap" "Yes.",
        Ignore "ignore" "No.",
    }
}

words! {
    /// What becomes of zeroes.
    DetectZeroes {
        Off "off" "They are written.",
        On "on" "They are written efficiently.",
        Unmap "unmap" "Their space is given back.",
    }
}

/// How a disk is served.
#[element("driver")]
pub struct DiskDriver {
    /// The driver.
    pub name: Option<String>,
    /// The format of the image.
    #[xml("@type")]
    pub format: Option<StorageFormat>,
    /// What is cached on the host.
    #[xml(since = "0.6.0")]
    pub cache: Option<DiskCache>,
    /// What the guest sees of an error.
    #[xml(since = "0.8.0")]
    pub error_policy: Option<DiskErrorPolicy>,
    /// What it sees of an error of reading.
    #[xml(since = "0.9.7")]
    pub rerror_policy: Option<DiskErrorPolicy>,
    /// How the host's kernel is asked.
    #[xml(since = "0.8.8")]
    pub io: Option<DiskIo>,
    /// Whether the kernel is notified.
    #[xml(since = "0.9.3", drivers = "qemu")]
    pub ioeventfd: Option<OnOff>,
    /// Whether notices are saved.
    #[xml(since = "0.9.5", drivers = "qemu")]
    pub event_idx: Option<OnOff>,
    /// Whether data read from the base are kept.
    #[xml(since = "0.9.10", drivers = "qemu")]
    pub copy_on_read: Option<OnOff>,
    /// Whether data that are not needed are given back.
    #[xml(since = "1.0.6", drivers = "qemu")]
    pub discard: Option<DiskDiscard>,
    /// Whether their place in the image is kept.
    #[xml(since = "9.5.0", drivers = "qemu")]
    pub discard_no_unref: Option<OnOff>,
    /// The I/O thread that serves it.
    #[xml(since = "1.2.8", drivers = "qemu")]
    pub iothread: Option<u32>,
    /// What becomes of zeroes.
    #[xml(since = "2.0.0")]
    pub detect_zeroes: Option<DetectZeroes>,
    /// How many queues it has.
    #[xml(since = "3.9.0")]
    pub queues: Option<u32>,
    /// How much fits in a queue.
    #[xml(since = "7.8.0")]
    pub queue_size: Option<u32>,
    /// Settings of virtio.
    #[xml(since = "3.5.0")]
    pub virtio: VirtioOptions,
    /// Which I/O threads serve which queues.
    #[xml("iothreads/iothread", since = "10.0.0", drivers = "qemu")]
    pub iothreads: Vec<IoThreadMapping>,
    /// The cache of the image's own tables.
    #[xml(since = "7.0.0")]
    pub metadata_cache: Option<MetadataCache>,
}

/// An I/O thread and the queues that it serves; all when none is named.
#[element("iothread")]
pub struct IoThreadMapping {
    /// The I/O thread.
    pub id: u32,
    /// The queues.
    pub queues: Vec<QueueMapping>,
}

/// A queue.
#[element("queue")]
pub struct QueueMapping {
    /// Its number.
    pub id: u32,
}

/// The shape of a disk.
#[element("geometry")]
pub struct DiskGeometry {
    /// Cylinders.
    pub cyls: Option<u32>,
    /// Heads.
    pub heads: Option<u32>,
    /// Sectors.
    pub secs: Option<u32>,
    /// How the BIOS translates them.
    pub trans: Option<GeometryTranslation>,
}

words! {
    /// How the BIOS translates a disk's shape.
    GeometryTranslation {
        None "none" "Not at all.",
        Auto "auto" "As suits.",
        Lba "lba" "By block numbers.",
    }
}

/// Block sizes.
#[element("blockio")]
pub struct BlockIo {
    /// What the guest sees.
    pub logical_block_size: Option<u32>,
    /// What is best.
    pub physical_block_size: Option<u32>,
    /// What can be given back.
    pub discard_granularity: Option<u32>,
}

words! {
    /// The bus of a disk.
    DiskBus {
        Ide "ide" "IDE.",
        Fdc "fdc" "Floppy disks.",
        Scsi "scsi" "SCSI.",
        Virtio "virtio" "virtio.",
        Xen "xen" "Xen's.",
        Usb "usb" "USB.",
        Uml "uml" "User Mode Linux's.",
        Sata "sata" "SATA.",
        Sd "sd" "A card reader.",
        Nvme "nvme" "NVMe.",
    }
}

words! {
    /// A drive's tray.
    DiskTray {
        Closed "closed" "Closed.",
        Open "open" "Open.",
    }
}

/// What a disk is called in the guest.
#[element("target")]
pub struct DiskTarget {
    /// The name, which says no more than the order.
    pub dev: Option<String>,
    /// The bus.
    #[xml(since = "0.4.3")]
    pub bus: Option<DiskBus>,
    /// Whether the tray is open.
    #[xml(since = "0.9.11")]
    pub tray: Option<DiskTray>,
    /// Whether it can be removed.
    #[xml(since = "1.1.3")]
    pub removable: Option<OnOff>,
    /// How fast it turns; 1 for not at all.
    #[xml(since = "7.3.0")]
    pub rotation_rate: Option<u32>,
}

/// Changes that are lost when the guest ends.
#[element("transient")]
pub struct DiskTransient {
    /// Whether guests may use what is below together.
    #[xml("@shareBacking", since = "7.4.0")]
    pub share_backing: Option<YesNo>,
}

/// Limits of a disk's speed.
#[element("iotune")]
pub struct IoTune {
    /// The limits.
    pub limits: IoLimits,
    /// The disks that share the limits.
    #[xml("group_name", since = "3.0.0")]
    pub group_name: Option<String>,
    /// How long bursts last.
    #[xml(since = "2.4.0")]
    pub bursts: IoBursts,
}

/// Limits that disks may share.
#[element("throttlegroup")]
pub struct ThrottleGroup {
    /// The limits.
    pub limits: IoLimits,
    /// How long bursts last.
    pub bursts: IoBursts,
    /// The name of the group.
    #[xml("group_name")]
    pub group_name: Option<String>,
}

/// Limits of speed.
#[group]
pub struct IoLimits {
    /// Bytes a second.
    #[xml("total_bytes_sec")]
    pub total_bytes_sec: Option<u64>,
    /// Bytes read a second.
    #[xml("read_bytes_sec")]
    pub read_bytes_sec: Option<u64>,
    /// Bytes written a second.
    #[xml("write_bytes_sec")]
    pub write_bytes_sec: Option<u64>,
    /// Operations a second.
    #[xml("total_iops_sec")]
    pub total_iops_sec: Option<u64>,
    /// Reads a second.
    #[xml("read_iops_sec")]
    pub read_iops_sec: Option<u64>,
    /// Writes a second.
    #[xml("write_iops_sec")]
    pub write_iops_sec: Option<u64>,
    /// Bytes a second in a burst.
    #[xml("total_bytes_sec_max")]
    pub total_bytes_sec_max: Option<u64>,
    /// Bytes read a second in a burst.
    #[xml("read_bytes_sec_max")]
    pub read_bytes_sec_max: Option<u64>,
    /// Bytes written a second in a burst.
    #[xml("write_bytes_sec_max")]
    pub write_bytes_sec_max: Option<u64>,
    /// Operations a second in a burst.
    #[xml("total_iops_sec_max")]
    pub total_iops_sec_max: Option<u64>,
    /// Reads a second in a burst.
    #[xml("read_iops_sec_max")]
    pub read_iops_sec_max: Option<u64>,
    /// Writes a second in a burst.
    #[xml("write_iops_sec_max")]
    pub write_iops_sec_max: Option<u64>,
    /// The bytes that count as one operation.
    #[xml("size_iops_sec", since = "1.2.11")]
    pub size_iops_sec: Option<u64>,
}

/// How long bursts last.
#[group]
pub struct IoBursts {
    /// Seconds of a burst of bytes.
    #[xml("total_bytes_sec_max_length")]
    pub total_bytes_sec_max_length: Option<u64>,
    /// Seconds of a burst of bytes read.
    #[xml("read_bytes_sec_max_length")]
    pub read_bytes_sec_max_length: Option<u64>,
    /// Seconds of a burst of bytes written.
    #[xml("write_bytes_sec_max_length")]
    pub write_bytes_sec_max_length: Option<u64>,
    /// Seconds of a burst of operations.
    #[xml("total_iops_sec_max_length")]
    pub total_iops_sec_max_length: Option<u64>,
    /// Seconds of a burst of reads.
    #[xml("read_iops_sec_max_length")]
    pub read_iops_sec_max_length: Option<u64>,
    /// Seconds of a burst of writes.
    #[xml("write_iops_sec_max_length")]
    pub write_iops_sec_max_length: Option<u64>,
}

/// Shared limits that hold for a disk.
#[element("throttlefilter")]
pub struct ThrottleFilter {
    /// Their group.
    pub group: Option<String>,
}

words! {
    /// What a copy is made by.
    MirrorJob {
        Copy "copy" "A copy to elsewhere.",
        ActiveCommit "active-commit" "A merge into the base.",
    }
}

words! {
    /// How far a copy is.
    MirrorState {
        Yes "yes" "Complete, and kept so.",
        Abort "abort" "Being given up.",
        Pivot "pivot" "Being switched to.",
    }
}

/// Where a disk's data are copied to.
#[element("mirror")]
pub struct DiskMirror {
    /// The format of the copy.
    pub format: Option<super::disk_source::ImageFormat>,
    /// Where it is.
    #[xml(since = "1.2.6")]
    pub source: Option<DiskSource>,
    /// The file, for programs of old.
    pub file: Option<String>,
    /// Its format, for programs of old.
    #[xml("@format")]
    pub format_name: Option<StorageFormat>,
    /// What it is made by.
    #[xml(since = "1.2.7")]
    pub job: Option<MirrorJob>,
    /// How far it is.
    #[xml(since = "1.2.7")]
    pub ready: Option<MirrorState>,
    /// What it is based on.
    pub backing_store: Option<Box<BackingStore>>,
}
