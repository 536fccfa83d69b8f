//! Indexes of images: each image of a running guest has one, which names its nodes.

use ferrovirt_xml::domain::Domain;
use ferrovirt_xml::domain::devices::disk::{Disk, DiskSource};
use ferrovirt_xml::domain::devices::disk_source::{BackingStore, SourceCommon};

/// Gives every image that has no index one: the last disk's come first, and an image's before those under it.
pub fn assign_block_indexes(domain: &mut Domain) {
    let devices = &mut domain.devices;
    let mut next = devices.disks.iter().map(highest).max().unwrap_or(0).saturating_add(1);
    for disk in devices.disks.iter_mut().rev() {
        assign_disk(disk, &mut next);
    }
}

/// Gives the images of one disk indexes from `next` on, which is moved behind them.
pub fn assign_disk(disk: &mut Disk, next: &mut u32) {
    if matches!(disk.source, DiskSource::VhostUser(_)) {
        return;
    }
    assign_source(&mut disk.source, next);
    *next = next.saturating_add(u32::try_from(disk.throttle_filters.len()).unwrap_or(0));
    let mut store = disk.backing_store.as_deref_mut();
    while let Some(current) = store {
        if let Some(source) = &mut current.source {
            let index = assign_source(source, next);
            // The chain shows the index on the image, not on its source.
            current.index = index.or(current.index);
        }
        store = current.backing_store.as_deref_mut();
    }
}

fn assign_source(source: &mut DiskSource, next: &mut u32) -> Option<u32> {
    let Some(common) = common_mut(source) else {
        // A drive without a medium keeps a number for the one that is put in.
        *next = next.saturating_add(1);
        return None;
    };
    let index = match common.index {
        Some(index) => index,
        None => {
            let index = *next;
            *next = next.saturating_add(1);
            common.index = Some(index);
            index
        }
    };
    if let Some(store) = &mut common.data_store {
        assign_source(&mut store.source, next);
    }
    Some(index)
}

/// The index for the next image.
pub fn next_block_index(domain: &Domain) -> u32 {
    domain.devices.disks.iter().map(highest).max().unwrap_or(0).saturating_add(1)
}

fn highest(disk: &Disk) -> u32 {
    fn of_store(store: Option<&BackingStore>) -> u32 {
        store.map_or(0, |store| store.index.unwrap_or(0).max(of_store(store.backing_store.as_deref())))
    }
    let own = crate::command::source_index(&disk.source).unwrap_or(0);
    own.max(of_store(disk.backing_store.as_deref()))
}

/// What a medium that is there has.
fn common_mut(source: &mut DiskSource) -> Option<&mut SourceCommon> {
    let is_there = match source {
        DiskSource::File(Some(source)) => source.file.is_some(),
        DiskSource::Block(Some(source)) => source.dev.is_some(),
        DiskSource::Dir(Some(source)) => source.dir.is_some(),
        DiskSource::Network(Some(source)) => source.protocol.is_some(),
        DiskSource::Volume(Some(source)) => source.volume.is_some(),
        _ => true,
    };
    source.common_mut().filter(|_| is_there)
}
