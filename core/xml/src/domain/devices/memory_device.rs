//! `<memory>` among devices: memory modules.

use super::DeviceInfo;
use crate::domain::memory::MemoryAccess;
use crate::scalar::{CpuSet, MemorySize, YesNo};
use crate::{element, words};
use uuid::Uuid;

words! {
    /// A kind of memory module.
    MemoryModel {
        Dimm "dimm" "Memory.",
        Nvdimm "nvdimm" "Memory that keeps its content.",
        VirtioPmem "virtio-pmem" "virtio memory that keeps its content.",
        VirtioMem "virtio-mem" "virtio memory that grows and shrinks.",
        SgxEpc "sgx-epc" "Memory for enclaves.",
    }
}

/// A memory module.
#[element("memory")]
pub struct MemoryDevice {
    /// Its kind.
    pub model: Option<MemoryModel>,
    /// Who sees changes.
    #[xml(since = "3.2.0")]
    pub access: Option<MemoryAccess>,
    /// Whether its content is thrown away when the guest ends.
    #[xml(since = "4.4.0")]
    pub discard: Option<YesNo>,
    /// Its identity.
    #[xml("uuid", since = "6.2.0")]
    pub uuid: Option<Uuid>,
    /// What it is on the host.
    pub source: Option<MemoryDeviceSource>,
    /// What it is in the guest.
    pub target: Option<MemoryDeviceTarget>,
    /// What all devices have.
    pub info: DeviceInfo,
}

/// What a memory module is on the host.
#[element("source")]
pub struct MemoryDeviceSource {
    /// The nodes that it is on.
    #[xml("nodemask")]
    pub nodemask: Option<CpuSet>,
    /// The size of its pages.
    #[xml("pagesize")]
    pub pagesize: Option<MemorySize>,
    /// The file.
    #[xml("path")]
    pub path: Option<String>,
    /// What the file's pages are aligned to.
    #[xml("alignsize", since = "5.0.0")]
    pub alignsize: Option<MemorySize>,
    /// Whether the file is in memory that keeps its content.
    #[xml(since = "5.0.0")]
    pub pmem: bool,
}

/// What a memory module is in the guest.
#[element("target")]
pub struct MemoryDeviceTarget {
    /// Whether it takes slots of memory as it grows.
    #[xml("@dynamicMemslots")]
    pub dynamic_memslots: Option<YesNo>,
    /// Its size.
    #[xml("size")]
    pub size: Option<MemorySize>,
    /// Its node.
    #[xml("node")]
    pub node: Option<u32>,
    /// The part that keeps labels.
    #[xml("label/size")]
    pub label_size: Option<MemorySize>,
    /// The blocks by which it grows.
    #[xml("block")]
    pub block: Option<MemorySize>,
    /// How large it is to be.
    #[xml("requested")]
    pub requested: Option<MemorySize>,
    /// How large it is.
    #[xml("current", live)]
    pub current: Option<MemorySize>,
    /// Whether the guest cannot write.
    #[xml(since = "5.0.0")]
    pub readonly: bool,
    /// Where it is in the guest.
    #[xml("address")]
    pub address: Option<MemoryBase>,
}

/// Where memory is in the guest.
#[element("address")]
pub struct MemoryBase {
    /// The first address.
    #[xml(hex = 1)]
    pub base: Option<u64>,
}
