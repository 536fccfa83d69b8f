//! Disks: for each its chain of block nodes, then its device.

use ferrovirt_error::Result;
use ferrovirt_xml::domain::Domain;
use ferrovirt_xml::domain::devices::disk::{Disk, DiskBus, DiskSource};

use super::properties::OptionList;
use super::{CommandLine, Launch, boot, device, disk_device, incomplete, storage, unsupported};

pub(super) fn disks(line: &mut CommandLine, domain: &Domain, launch: &mut Launch<'_>) -> Result<()> {
    let order = boot::Order::of(domain);
    for (index, disk) in domain.devices.disks.iter().enumerate() {
        // Its overlay is made, and the disk plugged, once QEMU runs.
        let shares_backing = disk.transient.as_ref().and_then(|transient| transient.share_backing);
        if shares_backing.is_some_and(|word| word.is_yes()) {
            continue;
        }
        let node = match &disk.source {
            DiskSource::VhostUser(source) => {
                let source = source.as_ref().ok_or_else(|| incomplete("source of a vhost-user disk"))?;
                let path = source.path.as_deref().ok_or_else(|| incomplete("source of a vhost-user disk"))?;
                let id = format!("chr-vu-{}", device::alias(&disk.info)?);
                let mut list = OptionList::new("socket").with("id", id).with("path", path);
                super::character_source::reconnect(&mut list, source.reconnect.as_ref(), launch);
                line.list("-chardev", list);
                None
            }
            _ if disk.target.as_ref().and_then(|target| target.bus) == Some(DiskBus::Sd) => {
                line.list("-drive", card(disk)?);
                continue;
            }
            _ => chain(line, disk, launch)?,
        };
        let properties = disk_device::build(domain, disk, node.as_deref(), order.disk(index), launch)?;
        line.device(&properties);
    }
    Ok(())
}

/// A memory card is in the board's slot, which knows no block nodes.
fn card(disk: &Disk) -> Result<OptionList> {
    let path = match &disk.source {
        DiskSource::File(Some(source)) => source.file.as_deref(),
        DiskSource::Block(Some(source)) => source.dev.as_deref(),
        _ => None,
    };
    let mut list = OptionList::default();
    list.set("file", path.ok_or_else(|| unsupported("a memory card must be a file or a block device"))?);
    list.set_some("format", disk.driver.as_ref().and_then(|driver| driver.format).map(|format| format.as_str()));
    list.set("if", "sd");
    let name = disk.target.as_ref().and_then(|target| target.dev.as_deref()).unwrap_or_default();
    list.set("index", ferrovirt_xml::domain::complete::disk::name_index(name).unwrap_or(0));
    if disk.readonly {
        list.set("readonly", "on");
    }
    Ok(list)
}

/// Adds the nodes of a disk's chain, the lowest first; the name of the highest.
fn chain(line: &mut CommandLine, disk: &Disk, launch: &mut Launch<'_>) -> Result<Option<String>> {
    let Some(chain) = storage::Chain::of_disk(disk, launch)? else { return Ok(None) };
    for node in &chain.nodes {
        match node {
            storage::Node::Object(object) => line.object(object),
            storage::Node::Blockdev(node) => line.blockdev(node),
        }
    }
    Ok(Some(chain.top))
}
