//! Storage pools and their volumes.

use super::documents::round_trip;
use crate::case::Case;
use crate::failure::Outcome;
use ferrovirt_xml::storage_pool::{PoolType, StoragePool};
use ferrovirt_xml::storage_volume::{Capacity, StorageVolume, VolumeType};
use ferrovirt_xml::{Format, ParseOptions};

/// A pool that is defined.
pub fn pool(case: &Case) -> Outcome {
    round_trip(case, &ParseOptions::default(), &Format::INACTIVE, StoragePool::complete)
}

/// A volume that is to be made. The case doesn't say in which pool: the usual one for volumes of its type.
pub fn volume(case: &Case) -> Outcome {
    round_trip(case, &ParseOptions::default(), &Format::INACTIVE, |volume: &mut StorageVolume| {
        let format = volume.target.as_ref().and_then(|target| target.format);
        let pool_type = match (volume.volume_type, format) {
            (Some(VolumeType::Block), Some(_)) => PoolType::Disk,
            (Some(VolumeType::Block), None) => PoolType::Logical,
            (Some(VolumeType::Network | VolumeType::Netdir), _) => PoolType::Gluster,
            _ => PoolType::Dir,
        };
        volume.complete(pool_type, Capacity::Optional)
    })
}
