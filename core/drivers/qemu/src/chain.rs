//! The backing chains of a guest that starts: what the document leaves open is read from the images.

use ferrovirt_api::Result;
use ferrovirt_host::Host;
use ferrovirt_xml::domain::Domain;
use ferrovirt_xml::domain::devices::disk::{Disk, StorageFormat};
use ferrovirt_xml::domain::devices::disk_source::{BackingStore, DiskSource, FileSource, ImageFormat};
use ferrovirt_xml::scalar::Scalar;

use crate::image::{self, BackingReference, ChainEntry, HostImages};

/// Checks that the disks' images are there, and completes their chains.
pub fn complete(host: &dyn Host, domain: &mut Domain) -> Result<()> {
    for disk in &mut domain.devices.disks {
        complete_disk(host, disk)?;
    }
    Ok(())
}

fn complete_disk(host: &dyn Host, disk: &mut Disk) -> Result<()> {
    let path = match &disk.source {
        DiskSource::File(Some(file)) => file.file.clone(),
        DiskSource::Block(Some(block)) => block.dev.clone(),
        _ => None,
    };
    let (Some(path), None) = (path, &disk.backing_store) else { return Ok(()) };
    let format = disk.driver.as_ref().and_then(|driver| driver.format).unwrap_or(StorageFormat::Raw);
    let chain = image::load_chain(&HostImages(host), &path, image::ImageFormat::from_name(format.as_str()))?;
    let ends_on_network = matches!(chain.last(), Some(ChainEntry { location: BackingReference::Network { .. }, .. }));
    if ends_on_network {
        // What is behind a protocol only QEMU can tell.
        return Ok(());
    }
    // The last image has an empty store under it: that says that the chain ends.
    let mut store = BackingStore::default();
    for entry in chain.iter().skip(1).rev() {
        let BackingReference::File { path, .. } = &entry.location else { continue };
        let format =
            ImageFormat { format_type: StorageFormat::parse(entry.format.as_str()).ok(), ..Default::default() };
        let file = FileSource { file: Some(path.clone()), ..Default::default() };
        store = BackingStore {
            format: Some(format),
            source: Some(DiskSource::File(Some(Box::new(file)))),
            backing_store: Some(Box::new(store)),
            ..Default::default()
        };
    }
    disk.backing_store = Some(Box::new(store));
    Ok(())
}
