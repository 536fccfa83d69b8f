//! Memory modules.

use super::{contradictory, invalid, refuse, unsupported};
use crate::Result;
use crate::domain::Domain;
use crate::domain::devices::memory_device::{MemoryDevice, MemoryDeviceTarget, MemoryModel};
use crate::domain::memory::MemoryAccess;
use crate::scalar::{MemorySize, YesNo};

/// The smallest label area, in KiB.
const LABEL_LEAST: u64 = 128;

pub(super) fn check(domain: &Domain) -> Result<()> {
    for device in &domain.devices.memories {
        let Some(model) = device.model else {
            return Err(invalid("Missing required attribute 'model' in element 'memory'".to_owned()));
        };
        let Some(target) = &device.target else {
            return Err(invalid(format!("missing <target> of memory device of model '{model}'")));
        };
        let Some(size) = kibibytes(target.size)? else {
            return Err(invalid(format!("missing element 'size' of memory device of model '{model}'")));
        };
        match model {
            MemoryModel::Nvdimm | MemoryModel::VirtioPmem => persistent(device, model, target, size)?,
            MemoryModel::VirtioMem => growing(target, size)?,
            MemoryModel::Dimm | MemoryModel::SgxEpc => {}
        }
    }
    Ok(())
}

fn kibibytes(size: Option<MemorySize>) -> Result<Option<u64>> {
    size.map(MemorySize::kibibytes).transpose()
}

fn persistent(device: &MemoryDevice, model: MemoryModel, target: &MemoryDeviceTarget, size: u64) -> Result<()> {
    let path = device.source.as_ref().and_then(|source| source.path.as_ref());
    refuse!(path.is_none(), contradictory, "path is required for model '{model}'");
    refuse!(
        device.discard == Some(YesNo::Yes),
        unsupported,
        "discard is not supported for memory device of model '{model}'"
    );
    if model == MemoryModel::VirtioPmem {
        refuse!(
            target.node.is_some(),
            unsupported,
            "virtio-pmem does not support NUMA nodes, as '{}'",
            target.node.unwrap_or(0)
        );
        refuse!(
            device.access == Some(MemoryAccess::Private),
            unsupported,
            "shared access mode required for virtio-pmem device, not 'private'"
        );
        return Ok(());
    }
    if let Some(label) = kibibytes(target.label_size)? {
        refuse!(label < LABEL_LEAST, invalid, "nvdimm label of '{label}' KiB must be at least {LABEL_LEAST}KiB");
        refuse!(label >= size, invalid, "label size '{label}' KiB must be smaller than NVDIMM size '{size}' KiB");
    }
    Ok(())
}

fn growing(target: &MemoryDeviceTarget, size: u64) -> Result<()> {
    /// A huge page: the emulator plugs no less at a time.
    const BLOCK_LEAST: u64 = 2048;
    if let Some(requested) = kibibytes(target.requested)? {
        refuse!(
            requested > size,
            contradictory,
            "requested size '{requested}' KiB must be smaller than or equal to @size ({size}KiB)"
        );
        let block = kibibytes(target.block)?.unwrap_or(0);
        refuse!(!block.is_power_of_two(), contradictory, "block size '{block}' KiB must be a power of two");
        refuse!(
            block < BLOCK_LEAST,
            contradictory,
            "block size '{block}' KiB too small, must be at least {BLOCK_LEAST}KiB"
        );
        refuse!(
            requested % block != 0,
            contradictory,
            "requested size '{requested}' KiB must be an integer multiple of block size '{block}' KiB"
        );
        let base = target.address.as_ref().and_then(|address| address.base).unwrap_or(0);
        refuse!(
            base % block.saturating_mul(1024) != 0,
            contradictory,
            "memory device address '{base:#x}' must be aligned to blocksize '{block}' KiB"
        );
    }
    Ok(())
}
