//! Directories of the host in the guest.

use ferrovirt_error::Result;
use ferrovirt_xml::domain::Domain;
use ferrovirt_xml::domain::devices::filesystem::{
    AccessMode, Filesystem, FilesystemDriverType, FilesystemSource, MultiDevs,
};

use super::properties::{OptionList, Properties};
use super::{CommandLine, Launch, device, incomplete, unsupported};

pub(super) fn filesystems(line: &mut CommandLine, domain: &Domain, launch: &mut Launch<'_>) -> Result<()> {
    for filesystem in domain.devices.filesystems.iter() {
        let alias = device::alias(&filesystem.info)?;
        let properties = match filesystem.driver.as_ref().and_then(|driver| driver.driver_type) {
            None | Some(FilesystemDriverType::Path | FilesystemDriverType::Handle) => {
                plan9(line, domain, filesystem, alias)?
            }
            Some(FilesystemDriverType::Virtiofs) => virtiofs(line, domain, filesystem, alias, launch)?,
            Some(FilesystemDriverType::Mtp) => mtp(domain, filesystem, alias)?,
            Some(other) => return Err(unsupported(format!("Filesystem driver type not supported: {other}"))),
        };
        line.device(&properties);
    }
    Ok(())
}

fn directory(filesystem: &Filesystem) -> Result<&str> {
    match &filesystem.source {
        FilesystemSource::Mount(Some(source)) => source.dir.as_deref().ok_or_else(|| incomplete("directory")),
        _ => Err(unsupported("only supports mount filesystem type")),
    }
}

fn plan9(line: &mut CommandLine, domain: &Domain, filesystem: &Filesystem, alias: &str) -> Result<Properties> {
    let driver = filesystem.driver.as_ref();
    let is_handle = driver.and_then(|driver| driver.driver_type) == Some(FilesystemDriverType::Handle);
    let mut list = OptionList::new(if is_handle { "handle" } else { "local" });
    if !is_handle {
        list.set(
            "security_model",
            match filesystem.accessmode.unwrap_or(AccessMode::Passthrough) {
                AccessMode::Passthrough => "passthrough",
                AccessMode::Mapped => "mapped",
                AccessMode::Squash => "none",
            },
        );
        list.set_some("multidevs", filesystem.multidevs.filter(|mode| *mode != MultiDevs::Default));
        list.set_some("fmode", filesystem.fmode.as_ref().map(|mode| format!("{mode:0>4}")));
        list.set_some("dmode", filesystem.dmode.as_ref().map(|mode| format!("{mode:0>4}")));
    }
    if driver.is_some_and(|driver| driver.wrpolicy.is_some()) {
        list.set("writeout", "immediate");
    }
    let id = format!("fsdev-{alias}");
    list.set("id", &id);
    list.set("path", directory(filesystem)?);
    if filesystem.readonly {
        list.word("readonly=on");
    }
    line.list("-fsdev", list);

    let driver_name = device::virtio_driver("virtio-9p", filesystem.model, &filesystem.info)?;
    let mut properties = Properties::device(&driver_name);
    device::set_virtio(&mut properties, driver.map(|driver| &driver.virtio));
    properties.set("id", alias);
    properties.set("fsdev", id);
    properties.set_some("mount_tag", filesystem.target.as_deref());
    device::set_address(&mut properties, domain, &filesystem.info)?;
    Ok(properties)
}

fn virtiofs(
    line: &mut CommandLine,
    domain: &Domain,
    filesystem: &Filesystem,
    alias: &str,
    launch: &mut Launch<'_>,
) -> Result<Properties> {
    let stated = match &filesystem.source {
        FilesystemSource::Mount(Some(source)) => source.socket.clone(),
        _ => None,
    };
    let path = match stated {
        Some(path) => path,
        None => launch.resources.virtiofsd(alias)?,
    };
    let id = format!("chr-vu-{alias}");
    line.list("-chardev", OptionList::new("socket").with("id", &id).with("path", path));
    let driver = device::virtio_driver("vhost-user-fs", None, &filesystem.info)?;
    let mut properties = Properties::device(&driver);
    properties.set("id", alias);
    properties.set("chardev", id);
    properties.set_some("queue-size", filesystem.driver.as_ref().and_then(|driver| driver.queue));
    properties.set_some("tag", filesystem.target.as_deref());
    properties.set_some("bootindex", filesystem.info.boot.as_ref().and_then(|boot| boot.order));
    device::set_virtio(&mut properties, filesystem.driver.as_ref().map(|driver| &driver.virtio));
    device::set_address(&mut properties, domain, &filesystem.info)?;
    Ok(properties)
}

fn mtp(domain: &Domain, filesystem: &Filesystem, alias: &str) -> Result<Properties> {
    let mut properties = Properties::device("usb-mtp").with("id", alias).with("rootdir", directory(filesystem)?);
    properties.set_some("desc", filesystem.target.as_deref());
    properties.set("readonly", filesystem.readonly);
    device::set_address(&mut properties, domain, &filesystem.info)?;
    Ok(properties)
}
