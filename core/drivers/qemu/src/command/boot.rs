//! What is booted: firmware, kernel, order of devices.

use ferrovirt_error::{Error, ErrorCode, ErrorDomain, Result};
use ferrovirt_xml::domain::Domain;
use ferrovirt_xml::domain::devices::address::{Address, DeviceInfo};
use ferrovirt_xml::domain::devices::disk::{Disk, DiskBus, DiskDevice, DiskSource, StorageFormat};
use ferrovirt_xml::domain::devices::disk_source::FileSource;
use ferrovirt_xml::domain::devices::hostdev::HostdevSource;
use ferrovirt_xml::domain::os::{AcpiTableType, BootDeviceKind, LoaderType, NvramStore, Os};

use super::properties::{OptionList, Properties, on_off};
use super::storage::{Below, Image, Node, common};
use super::{CommandLine, Launch, unsupported};
use crate::firmware;

/// Which device is tried when: 1 first.
pub(super) struct Order {
    disks: Vec<Option<u32>>,
    interfaces: Vec<Option<u32>>,
}

impl Order {
    /// The order that the document states, device by device or by kinds.
    pub fn of(domain: &Domain) -> Order {
        let devices = &domain.devices;
        let kinds = domain.os.boot.as_slice();
        let stated = |info: &DeviceInfo| info.boot.as_ref().and_then(|boot| boot.order);
        if kinds.is_empty() {
            return Order {
                disks: devices.disks.iter().map(|disk| stated(&disk.info)).collect(),
                interfaces: devices.interfaces.iter().map(|interface| stated(&interface.info)).collect(),
            };
        }
        let mut order =
            Order { disks: vec![None; devices.disks.len()], interfaces: vec![None; devices.interfaces.len()] };
        for (kind, number) in kinds.iter().filter_map(|boot| boot.dev).zip(1..) {
            let place = match kind {
                BootDeviceKind::Network => order.interfaces.first_mut(),
                kind => {
                    let first = devices.disks.iter().position(|disk| boot_kind(disk) == kind);
                    first.and_then(|index| order.disks.get_mut(index))
                }
            };
            if let Some(place) = place {
                *place = Some(number);
            }
        }
        order
    }

    /// The number of a disk.
    pub fn disk(&self, index: usize) -> Option<u32> {
        self.disks.get(index).copied().flatten()
    }

    /// The number of an interface.
    pub fn interface(&self, index: usize) -> Option<u32> {
        self.interfaces.get(index).copied().flatten()
    }

    /// The numbers of floppy disk drives, with their units.
    pub fn floppies(&self, domain: &Domain) -> Vec<(u32, u32)> {
        let disks = domain.devices.disks.iter().enumerate();
        let floppies =
            disks.filter(|(_, disk)| disk.target.as_ref().and_then(|target| target.bus) == Some(DiskBus::Fdc));
        floppies
            .filter_map(|(index, disk)| match &disk.info.address {
                Some(Address::Drive(address)) => Some((address.unit.unwrap_or(0), self.disk(index)?)),
                _ => None,
            })
            .collect()
    }
}

fn boot_kind(disk: &Disk) -> BootDeviceKind {
    match disk.device {
        Some(DiskDevice::Cdrom) => BootDeviceKind::Cdrom,
        Some(DiskDevice::Floppy) => BootDeviceKind::Fd,
        _ => BootDeviceKind::Hd,
    }
}

/// The number of a device of the host.
pub(super) fn hostdev_order(info: &DeviceInfo, _: &HostdevSource) -> Option<u32> {
    info.boot.as_ref().and_then(|boot| boot.order)
}

/// Whether devices can state what firmware of IBM Z shall load from them.
pub(super) fn devices_take_loadparm(launch: &Launch<'_>) -> bool {
    ["virtio-blk-ccw", "virtio-blk-pci"].iter().any(|name| launch.capabilities.has_device_property(name, "loadparm"))
}

/// What shall be loaded from the device that is tried first.
pub(super) fn first_loadparm(domain: &Domain) -> Option<&str> {
    let mut boots = domain.devices.iter().filter_map(|device| device.info().boot.as_ref());
    boots.find(|boot| boot.order == Some(1))?.loadparm.as_deref()
}

/// Adds what shall be loaded from a device.
pub(super) fn set_loadparm(properties: &mut Properties, info: &DeviceInfo, launch: &Launch<'_>) {
    if devices_take_loadparm(launch) {
        properties.set_some("loadparm", info.boot.as_ref().and_then(|boot| boot.loadparm.as_deref()));
    }
}

fn is_flash(os: &Os) -> bool {
    os.loader.as_ref().is_some_and(|loader| loader.loader_type == Some(LoaderType::Pflash) && loader.path.is_some())
}

/// The nodes of firmware in flash memory.
pub(super) fn pflash(line: &mut CommandLine, domain: &Domain, launch: &mut Launch<'_>) -> Result<()> {
    let os = &domain.os;
    if let Some(kind) = os.firmware
        && !firmware::is_settled(os)
    {
        let detail = format!("Unable to find '{kind}' firmware that is compatible with the current configuration");
        return Err(Error::new(ErrorCode::OperationFailed, ErrorDomain::Qemu, detail)
            .with_hint("install a firmware package (on Debian: ovmf), or name a <loader>"));
    }
    if !is_flash(os) {
        return Ok(());
    }
    let Some(loader) = &os.loader else { return Ok(()) };
    let is_read_only = loader.readonly.is_some_and(|word| word.is_yes());
    let path = loader.path.as_deref().unwrap_or_default();
    flash(line, &file(path), loader.format.as_deref(), "pflash0", is_read_only, launch)?;
    if let Some(nvram) = &os.nvram {
        let source = nvram_source(nvram);
        if common(&source).is_some() {
            flash(line, &source, nvram.format.as_deref(), "pflash1", false, launch)?;
        }
    }
    Ok(())
}

fn file(path: &str) -> DiskSource {
    DiskSource::File(Some(Box::new(FileSource { file: Some(path.to_owned()), ..FileSource::default() })))
}

fn nvram_source(nvram: &NvramStore) -> DiskSource {
    match (&nvram.source, &nvram.path) {
        (Some(source), _) if common(source).is_some() => source.clone(),
        (_, Some(path)) => file(path),
        (Some(source), None) => source.clone(),
        (None, None) => DiskSource::default(),
    }
}

fn flash(
    line: &mut CommandLine,
    source: &DiskSource,
    format: Option<&str>,
    name: &str,
    is_read_only: bool,
    launch: &mut Launch<'_>,
) -> Result<()> {
    let Some(common) = common(source) else { return Ok(()) };
    let image = Image {
        format: format.and_then(StorageFormat::from_word).unwrap_or(StorageFormat::Raw),
        is_read_only,
        encryption: common.encryption.as_ref(),
        // Code is read only for the guest, which takes a node above the file.
        has_format_node: name == "pflash0",
        ..Image::plain(source, name)
    };
    let mut nodes = Vec::new();
    image.build(common, &Disk::default(), &Below::Nothing, &mut nodes, launch)?;
    for node in &nodes {
        match node {
            Node::Object(object) => line.object(object),
            Node::Blockdev(node) => line.blockdev(node),
        }
    }
    Ok(())
}

/// The machine's flash memory.
pub(super) fn machine_flash(list: &mut OptionList, domain: &Domain, launch: &Launch<'_>) -> Result<()> {
    let can_be_bare = launch.capabilities.has_schema("block-commit/arg/backing-mask-protocol");
    let os = &domain.os;
    if !is_flash(os) {
        return Ok(());
    }
    let node = |number: u32, format: Option<&str>| {
        let is_raw = format.is_none_or(|format| format == "raw");
        let layer = if is_raw && number > 0 && can_be_bare { "storage" } else { "format" };
        format!("libvirt-pflash{number}-{layer}")
    };
    let Some(loader) = &os.loader else { return Ok(()) };
    list.set("pflash0", node(0, loader.format.as_deref()));
    if let Some(nvram) = &os.nvram
        && common(&nvram_source(nvram)).is_some()
    {
        list.set("pflash1", node(1, nvram.format.as_deref()));
    }
    Ok(())
}

/// Firmware that isn't in flash memory, and what guards that which is.
pub(super) fn loader(line: &mut CommandLine, domain: &Domain) -> Result<()> {
    let Some(loader) = domain.os.loader.as_ref() else { return Ok(()) };
    match loader.loader_type.unwrap_or(LoaderType::Rom) {
        LoaderType::Rom => {
            if let Some(path) = &loader.path {
                line.option("-bios", path.as_str());
            }
        }
        LoaderType::Pflash => {
            if loader.secure.is_some_and(|word| word.is_yes()) {
                line.option("-global", "driver=cfi.pflash01,property=secure,value=on");
            }
        }
        LoaderType::None => {}
    }
    Ok(())
}

pub(super) fn boot(line: &mut CommandLine, domain: &Domain) -> Result<()> {
    let os = &domain.os;
    let mut list = OptionList::default();
    if let Some(menu) = &os.bootmenu
        && let Some(enable) = menu.enable
    {
        list.set("menu", on_off(enable.is_yes()));
        if enable.is_yes() {
            list.set_some("splash-time", menu.timeout);
        }
    }
    list.set_some("reboot-timeout", os.bios.as_ref().and_then(|bios| bios.reboot_timeout));
    list.set("strict", "on");
    line.list("-boot", list);
    Ok(())
}

pub(super) fn kernel(line: &mut CommandLine, domain: &Domain) -> Result<()> {
    let os = &domain.os;
    let options = [
        ("-kernel", &os.kernel),
        ("-initrd", &os.initrd),
        ("-append", &os.cmdline),
        ("-dtb", &os.dtb),
        ("-shim", &os.shim),
    ];
    for (name, value) in options {
        if let Some(value) = value.as_ref().filter(|value| !value.is_empty()) {
            line.option(name, value.as_str());
        }
    }
    Ok(())
}

pub(super) fn acpi_tables(line: &mut CommandLine, domain: &Domain) -> Result<()> {
    for table in domain.os.acpi_tables.iter() {
        let path = table.path.as_deref().ok_or_else(|| unsupported("an ACPI table needs a file"))?;
        let mut list = OptionList::default();
        match table.table_type {
            Some(AcpiTableType::Slic) => list.set("sig", "SLIC"),
            Some(AcpiTableType::Msdm) => list.set("sig", "MSDM"),
            None | Some(AcpiTableType::Raw | AcpiTableType::Rawset) => {}
        }
        list.set("file", path);
        line.list("-acpitable", list);
    }
    Ok(())
}
