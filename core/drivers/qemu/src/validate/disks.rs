//! Disks: what the emulator can show on which bus, and what it can read from where.

use ferrovirt_error::{Error, ErrorCode, ErrorDomain, Result};
use ferrovirt_xml::domain::devices::address::{Address, DriveAddress};
use ferrovirt_xml::domain::devices::controller::{ControllerModel, ControllerType};
use ferrovirt_xml::domain::devices::disk::{
    Disk, DiskBus, DiskCache, DiskDevice, DiskErrorPolicy, DiskIo, DiskSource, GeometryTranslation, IoLimits, SgIo,
    StorageFormat,
};
use ferrovirt_xml::domain::devices::disk_source::{EncryptionEngine, EncryptionFormat, NetworkProtocol, NetworkSource};
use ferrovirt_xml::scalar::OnOff;

use super::{Subject, internal, invalid, refuse, unsupported};

/// The greatest limit that the emulator's throttling takes.
const LIMIT_MOST: u64 = 1_000_000_000_000_000;

pub(super) fn check(subject: &Subject<'_>) -> Result<()> {
    for disk in &subject.domain.devices.disks {
        let Some(target) = &disk.target else { continue };
        let name = target.dev.as_deref().unwrap_or_default();
        front(disk, name)?;
        options(disk, name)?;
        place(subject, disk, name)?;
        source(subject, disk, name)?;
        threads(subject, disk, name)?;
        if let Some(tune) = &disk.iotune {
            limits(&tune.limits)?;
        }
        if matches!(disk.source, DiskSource::VhostUser(_)) {
            refuse!(!subject.shares_memory(), unsupported, "'vhostuser' of disk '{name}' requires shared memory");
        }
        if matches!(disk.source, DiskSource::VhostVdpa(_)) {
            refuse!(!subject.is_since(8, 1), unsupported, "vhostvdpa disk is not supported with this QEMU binary");
        }
    }
    subject.domain.throttle_groups.iter().try_for_each(|group| limits(&group.limits))
}

fn limits(limits: &IoLimits) -> Result<()> {
    let all = [
        limits.total_bytes_sec,
        limits.read_bytes_sec,
        limits.write_bytes_sec,
        limits.total_iops_sec,
        limits.read_iops_sec,
        limits.write_iops_sec,
        limits.total_bytes_sec_max,
        limits.read_bytes_sec_max,
        limits.write_bytes_sec_max,
        limits.total_iops_sec_max,
        limits.read_iops_sec_max,
        limits.write_iops_sec_max,
        limits.size_iops_sec,
    ];
    match all.into_iter().flatten().find(|limit| *limit > LIMIT_MOST) {
        Some(limit) => {
            let detail = format!("block I/O throttle limit '{limit}' must be no more than {LIMIT_MOST} using QEMU");
            Err(Error::new(ErrorCode::ArgumentUnsupported, ErrorDomain::Qemu, detail))
        }
        None => Ok(()),
    }
}

fn bus(disk: &Disk) -> Option<DiskBus> {
    disk.target.as_ref().and_then(|target| target.bus)
}

/// What the guest sees.
fn front(disk: &Disk, name: &str) -> Result<()> {
    let bus = bus(disk);
    let device = disk.device.unwrap_or(DiskDevice::Disk);
    if let Some(driver) = disk.driver.as_ref().and_then(|driver| driver.name.as_deref()) {
        refuse!(driver != "qemu", unsupported, "unsupported driver name '{driver}' for disk '{name}'; 'qemu'");
    }
    refuse!(disk.sgio == Some(SgIo::Unfiltered), unsupported, "unfiltered sgio is no longer supported");
    if device == DiskDevice::Lun {
        refuse!(
            !matches!(bus, Some(DiskBus::Scsi | DiskBus::Virtio)),
            unsupported,
            "disk device='lun' is not supported for bus='{}'",
            bus.map_or("", DiskBus::as_str)
        );
        let is_device = match &disk.source {
            DiskSource::Block(_) | DiskSource::Volume(_) => true,
            DiskSource::Network(source) => {
                source.as_deref().is_some_and(|source| source.protocol == Some(NetworkProtocol::Iscsi))
            }
            _ => false,
        };
        refuse!(!is_device, unsupported, "disk device='lun' is only valid for block type disk source");
        let format = disk.driver.as_ref().and_then(|driver| driver.format);
        refuse!(
            format.is_some_and(|format| format != StorageFormat::Raw),
            unsupported,
            "disk device 'lun' using target '{name}' must use 'raw' format"
        );
    }
    let is_medium = matches!(device, DiskDevice::Cdrom | DiskDevice::Floppy);
    refuse!(
        device == DiskDevice::Cdrom && bus == Some(DiskBus::Virtio),
        unsupported,
        "disk type of '{name}' does not support ejectable media"
    );
    let is_empty = crate::command::is_empty_source(&disk.source) && !matches!(disk.source, DiskSource::VhostUser(_));
    if is_empty && !is_medium {
        let detail = format!("missing source information for device '{name}'");
        return Err(Error::new(ErrorCode::NoSource, ErrorDomain::Qemu, detail).with_hint("add a <source>"));
    }
    refuse!(is_empty && bus == Some(DiskBus::Usb), unsupported, "'usb' disk '{name}' must not be empty");
    let is_identified = matches!(bus, Some(DiskBus::Scsi | DiskBus::Ide | DiskBus::Sata));
    refuse!(disk.wwn.is_some() && !is_identified, unsupported, "Only ide and scsi disk support wwn, not '{name}'");
    refuse!(
        disk.vendor.is_some() && bus != Some(DiskBus::Scsi),
        unsupported,
        "Only scsi disk supports 'vendor', not '{name}'"
    );
    refuse!(
        disk.product.is_some() && !is_identified,
        unsupported,
        "Only ide, sata and scsi disk support 'product', not '{name}'"
    );
    if let Some(serial) = disk.serial.as_deref() {
        let is_safe = |letter: char| letter.is_ascii_alphanumeric() || "-_.+ ".contains(letter);
        refuse!(!serial.chars().all(is_safe), internal, "driver serial '{serial}' contains unsafe characters");
    }
    if disk.transient.as_ref().is_some_and(|how| how.share_backing.is_some_and(|word| word.is_yes())) {
        let is_pluggable = matches!(bus, Some(DiskBus::Scsi | DiskBus::Virtio | DiskBus::Usb));
        refuse!(
            !is_pluggable,
            unsupported,
            "disk bus '{}' doesn't support transient disk backing image sharing",
            bus.map_or("", DiskBus::as_str)
        );
    }
    let Some(geometry) = &disk.geometry else { return Ok(()) };
    let has_geometry = matches!(bus, Some(DiskBus::Ide | DiskBus::Scsi | DiskBus::Virtio) | None);
    refuse!(
        !has_geometry,
        unsupported,
        "CHS geometry can not be set for '{}' bus of disk '{name}'",
        bus.map_or("", DiskBus::as_str)
    );
    refuse!(
        geometry.trans.is_some_and(|trans| trans != GeometryTranslation::None) && bus != Some(DiskBus::Ide),
        unsupported,
        "CHS translation mode can only be set for 'ide' bus not '{}'",
        bus.map_or("", DiskBus::as_str)
    );
    Ok(())
}

/// How the emulator treats the data.
fn options(disk: &Disk, name: &str) -> Result<()> {
    let Some(driver) = &disk.driver else { return Ok(()) };
    let is_direct = matches!(driver.cache, Some(DiskCache::None | DiskCache::Directsync));
    refuse!(
        driver.io == Some(DiskIo::Native) && !is_direct,
        unsupported,
        "io='native' of disk '{name}' needs either no disk cache or directsync cache mode"
    );
    refuse!(
        driver.copy_on_read == Some(OnOff::On) && disk.readonly,
        unsupported,
        "copy_on_read is not compatible with read-only disk '{name}'"
    );
    refuse!(
        driver.rerror_policy == Some(DiskErrorPolicy::Enospace),
        unsupported,
        "Invalid disk read error policy: 'enospace'"
    );
    let is_qcow2 = driver.format == Some(StorageFormat::Qcow2);
    refuse!(
        driver.discard_no_unref.is_some() && !is_qcow2,
        unsupported,
        "'discard_no_unref' only works with qcow2 disk format, not for '{name}'"
    );
    refuse!(
        driver.metadata_cache.is_some() && !is_qcow2,
        unsupported,
        "metadata cache max size control is supported only with qcow2 images, not for '{name}'"
    );
    Ok(())
}

/// Where on its bus the disk is.
fn place(subject: &Subject<'_>, disk: &Disk, name: &str) -> Result<()> {
    let bus = bus(disk);
    let address = disk.info.address.as_ref();
    match bus {
        Some(DiskBus::Virtio) => {
            let fits = matches!(
                address,
                None | Some(
                    Address::Pci(_) | Address::Ccw(_) | Address::VirtioMmio | Address::VirtioS390 | Address::Unassigned
                )
            );
            refuse!(!fits, unsupported, "virtio disk '{name}' cannot have an address of this type; 'pci' or 'ccw'");
        }
        Some(DiskBus::Usb) => {
            let fits = matches!(address, None | Some(Address::Usb(_)));
            refuse!(!fits, internal, "unexpected address type for usb disk '{name}'; 'usb'");
        }
        _ => {}
    }
    let Some(Address::Drive(drive)) = address else { return Ok(()) };
    let &DriveAddress { controller, bus: number, target, .. } = drive;
    match bus {
        Some(DiskBus::Fdc) => {
            refuse!(controller.is_some_and(|index| index != 0), internal, "Only 1 fdc controller is supported");
            refuse!(number.is_some_and(|bus| bus != 0), internal, "Only 1 fdc bus is supported");
            refuse!(target.is_some_and(|target| target != 0), unsupported, "target must be 0 for controller fdc");
        }
        Some(DiskBus::Scsi) => {
            refuse!(number.is_some_and(|bus| bus != 0), internal, "SCSI controller only supports 1 bus");
            let index = controller.unwrap_or(0);
            let model = subject
                .domain
                .devices
                .controllers
                .iter()
                .find(|found| found.controller_type == ControllerType::Scsi && found.index == Some(index));
            let model = model.and_then(|found| found.model);
            refuse!(
                model == Some(ControllerModel::Lsilogic) && target.is_some_and(|target| target != 0),
                unsupported,
                "target must be 0 for controller model 'lsilogic' of disk '{name}'"
            );
        }
        _ => {}
    }
    Ok(())
}

/// Where the data are, and in which form.
fn source(subject: &Subject<'_>, disk: &Disk, name: &str) -> Result<()> {
    let stated = disk.driver.as_ref().and_then(|driver| driver.format);
    let is_directory = matches!(disk.source, DiskSource::Dir(_));
    // A guest's disk may be shared only if what two write at once stays readable.
    refuse!(
        disk.shareable && stated.is_some_and(|format| !matches!(format, StorageFormat::Raw | StorageFormat::Aio)),
        unsupported,
        "shared access for disk '{name}' requires use of supported storage format 'raw'"
    );
    // What a volume is shows when its pool is asked.
    let is_open = matches!(disk.source, DiskSource::Volume(_));
    match stated.filter(|_| !is_open) {
        Some(StorageFormat::None | StorageFormat::Luks) => {
            return Err(unsupported(format!(
                "unknown driver format value '{}' of disk '{name}'",
                stated.map_or("", StorageFormat::as_str)
            )));
        }
        Some(StorageFormat::Dir) if !is_directory => {
            return Err(unsupported(
                "'directory' storage format is not directly supported by QEMU, use 'dir' disk type instead",
            ));
        }
        Some(StorageFormat::Iso) => {
            return Err(unsupported("storage format 'iso' is not directly supported by QEMU, use 'raw' instead"));
        }
        Some(StorageFormat::Cow) => return Err(unsupported("'cow' storage format is not supported")),
        Some(StorageFormat::Fat) if !is_directory => {
            return Err(unsupported("storage format 'fat' is supported only with 'dir' storage type"));
        }
        _ => {}
    }
    if is_directory && !crate::command::is_empty_source(&disk.source) {
        refuse!(
            stated != Some(StorageFormat::Fat),
            unsupported,
            "storage type 'dir' requires use of storage format 'fat'"
        );
        let is_read_only = disk.readonly || matches!(disk.device, Some(DiskDevice::Cdrom | DiskDevice::Floppy));
        refuse!(
            !is_read_only,
            unsupported,
            "virtual FAT storage of disk '{name}' can't be accessed in read-write mode"
        );
    }
    encryption(subject, disk, stated)?;
    if let DiskSource::Network(Some(network)) = &disk.source {
        self::network(disk, network, name)?;
    }
    Ok(())
}

fn encryption(subject: &Subject<'_>, disk: &Disk, format: Option<StorageFormat>) -> Result<()> {
    let inner = disk.source.common().and_then(|common| common.encryption.as_ref());
    let Some(encryption) = disk.encryption.as_ref().or(inner) else { return Ok(()) };
    let is_rbd = match &disk.source {
        DiskSource::Network(source) => {
            source.as_deref().is_some_and(|source| source.protocol == Some(NetworkProtocol::Rbd))
        }
        _ => false,
    };
    let kind = encryption.format.unwrap_or(EncryptionFormat::Default);
    if encryption.engine == Some(EncryptionEngine::Librbd) {
        refuse!(!is_rbd, unsupported, "librbd encryption is supported only with RBD backed disks");
        refuse!(
            kind == EncryptionFormat::LuksAny && !subject.is_since(8, 0),
            unsupported,
            "librbd luks-any encryption is not supported by this QEMU binary"
        );
        return Ok(());
    }
    match kind {
        EncryptionFormat::Luks => refuse!(
            encryption.secrets.len() > 1,
            unsupported,
            "qemu encryption engine expects only a single secret, found '{}'",
            encryption.secrets.len()
        ),
        EncryptionFormat::Luks2 | EncryptionFormat::LuksAny => {
            return Err(unsupported(format!("'{kind}' is currently not supported by the qemu encryption engine")));
        }
        EncryptionFormat::Default | EncryptionFormat::Qcow => {
            return Err(unsupported("old qcow/qcow2 encryption is not supported").with_hint("use format 'luks'"));
        }
    }
    refuse!(
        format.is_some_and(|format| !matches!(format, StorageFormat::Raw | StorageFormat::Qcow2)),
        unsupported,
        "encryption is supported only with 'raw' and 'qcow2' image format"
    );
    Ok(())
}

fn network(disk: &Disk, source: &NetworkSource, name: &str) -> Result<()> {
    let Some(protocol) = source.protocol else { return Ok(()) };
    refuse!(
        matches!(protocol, NetworkProtocol::Sheepdog | NetworkProtocol::Tftp),
        unsupported,
        "'{protocol}' protocol of disk '{name}' is not supported with this QEMU binary"
    );
    let auth = source.auth.as_ref().or(disk.auth.as_ref());
    let knows_users = !matches!(protocol, NetworkProtocol::Nbd | NetworkProtocol::Gluster | NetworkProtocol::Nfs);
    refuse!(
        auth.is_some() && !knows_users,
        unsupported,
        "authentication is not supported for protocol '{protocol}' of disk '{name}'"
    );
    Ok(())
}

fn threads(subject: &Subject<'_>, disk: &Disk, name: &str) -> Result<()> {
    let Some(driver) = &disk.driver else { return Ok(()) };
    let domain = subject.domain;
    let is_there = |id: u32| {
        let stated = domain.iothread_ids.iter().any(|thread| thread.id == id);
        let count = domain.iothreads.unwrap_or(0).max(u32::try_from(domain.iothread_ids.len()).unwrap_or(u32::MAX));
        stated || (domain.iothread_ids.is_empty() && (1..=count).contains(&id)) || has_free(domain, id)
    };
    if let Some(id) = driver.iothread {
        refuse!(!is_there(id), unsupported, "Disk iothread '{id}' not defined in iothreadid");
        let fits = matches!(disk.info.address, None | Some(Address::Pci(_) | Address::Ccw(_)));
        refuse!(!fits, unsupported, "IOThreads only available for virtio pci and virtio ccw disk '{name}'");
    }
    if driver.iothreads.is_empty() {
        return Ok(());
    }
    refuse!(
        !subject.is_since(9, 0),
        unsupported,
        "IOThread mapping for disk '{name}' is not available with this QEMU binary"
    );
    let with_queues = driver.iothreads.iter().filter(|mapping| !mapping.queues.is_empty()).count();
    refuse!(
        with_queues > 0 && with_queues < driver.iothreads.len(),
        unsupported,
        "iothread mapping of disk '{name}' must have queues either for all iothreads or for none"
    );
    let mut ids = std::collections::HashSet::new();
    let mut queues = std::collections::HashSet::new();
    for mapping in &driver.iothreads {
        let id = mapping.id;
        refuse!(!is_there(id), unsupported, "Disk iothread '{id}' not defined in iothreadid");
        refuse!(!ids.insert(id), invalid, "Duplicate mapping for iothread '{id}' of disk '{name}'");
        for queue in &mapping.queues {
            let Some(count) = driver.queues else {
                return Err(unsupported(format!("disk '{name}' must state its queues to map them to iothreads")));
            };
            refuse!(
                queue.id >= count,
                unsupported,
                "disk iothread queue '{}' of disk '{name}' must be less than '{count}'",
                queue.id
            );
            refuse!(
                !queues.insert(queue.id),
                unsupported,
                "disk iothread queue '{}' of disk '{name}' already assigned to an iothread",
                queue.id
            );
        }
    }
    if let Some(count) = driver.queues
        && with_queues > 0
    {
        refuse!(
            u32::try_from(queues.len()).is_ok_and(|mapped| mapped < count),
            unsupported,
            "missing iothread mapping of a queue of disk '{name}'"
        );
    }
    Ok(())
}

/// Whether a thread without a stated number gets this one.
fn has_free(domain: &ferrovirt_xml::domain::Domain, id: u32) -> bool {
    let stated = u32::try_from(domain.iothread_ids.len()).unwrap_or(u32::MAX);
    let unnamed = domain.iothreads.unwrap_or(0).saturating_sub(stated);
    let smaller = domain.iothread_ids.iter().filter(|thread| thread.id < id).count();
    id > 0 && u64::from(id) <= u64::from(unnamed) + smaller as u64
}
