//! `<features>`: which features of hypervisor and machine a guest can have.

use super::Support;
use crate::element;
use crate::scalar::{MemorySize, SizeUnit, YesNo};

/// Which features of hypervisor and machine a guest can have.
#[element("features")]
pub struct FeaturesCapabilities {
    /// ARM's interrupt controllers.
    #[xml("gic")]
    pub gic: Option<Support>,
    /// A device by which a guest says where its core dump data are.
    #[xml("vmcoreinfo")]
    pub vmcoreinfo: Option<Support>,
    /// A number by which a guest notices that it was copied.
    #[xml("genid")]
    pub genid: Option<Support>,
    /// `<backingStore>` is honoured in what is passed in.
    #[xml("backingStoreInput", since = "5.10.0")]
    pub backing_store_input: Option<Support>,
    /// Incremental backups.
    #[xml("backup")]
    pub backup: Option<Support>,
    /// Memory is freed after the guest has ended.
    #[xml("async-teardown")]
    pub async_teardown: Option<Support>,
    /// IBM Secure Execution.
    #[xml("s390-pv")]
    pub s390_pv: Option<Support>,
    /// The PS/2 controller can be left out.
    #[xml("ps2")]
    pub ps2: Option<Support>,
    /// AMD's memory encryption.
    pub sev: Option<SevCapability>,
    /// Intel's enclaves.
    pub sgx: Option<SgxCapability>,
    /// Hyper-V's interface.
    #[xml("hyperv")]
    pub hyperv: Option<Support>,
    /// Ways to keep a guest's memory from the host.
    #[xml("launchSecurity")]
    pub launch_security: Option<Support>,
}

/// AMD's memory encryption.
#[element("sev")]
pub struct SevCapability {
    /// Whether it works.
    pub supported: Option<YesNo>,
    /// The bit of a page table entry that marks a page as encrypted.
    #[xml("cbitpos")]
    pub cbitpos: Option<u32>,
    /// By how many bits encryption shortens physical addresses.
    #[xml("reducedPhysBits")]
    pub reduced_phys_bits: Option<u32>,
    /// How many guests can have it.
    #[xml("maxGuests")]
    pub max_guests: Option<u32>,
    /// How many guests can have it with encrypted state.
    #[xml("maxESGuests")]
    pub max_es_guests: Option<u32>,
    /// The processor's identity.
    #[xml("cpu0Id")]
    pub cpu0_id: Option<String>,
}

/// Intel's enclaves.
#[element("sgx")]
pub struct SgxCapability {
    /// Whether they work.
    pub supported: Option<YesNo>,
    /// Flexible launch control.
    #[xml("flc")]
    pub flc: Option<YesNo>,
    /// Version 1.
    #[xml("sgx1")]
    pub sgx1: Option<YesNo>,
    /// Version 2.
    #[xml("sgx2")]
    pub sgx2: Option<YesNo>,
    /// The size of the enclave page cache.
    #[xml("section_size")]
    pub section_size: Option<MemorySize>,
    /// The sections of the enclave page cache.
    #[xml("sections/section")]
    pub sections: Vec<SgxSection>,
}

/// A section of the enclave page cache.
#[element("section")]
pub struct SgxSection {
    /// The NUMA node that it is on.
    pub node: Option<u32>,
    /// Its size.
    pub size: Option<u64>,
    /// The unit of its size.
    pub unit: Option<SizeUnit>,
}
