//! What else a host has that guests can use.

use super::text::Reader;
use ferrovirt_host::Host;
use std::path::Path;

/// What else a host has that guests can use.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Platform {
    /// Whether it isolates devices from each other.
    pub iommu: bool,
    /// Whether its PCI devices can be given to guests.
    pub vfio: bool,
    /// Whether it can be suspended to memory.
    pub suspend_to_memory: bool,
    /// Whether it can be suspended to disk.
    pub suspend_to_disk: bool,
    /// Whether IBM Secure Execution is switched on.
    pub secure_execution: bool,
    /// The emulator of TPMs; none when it is not installed.
    pub swtpm: Option<SwtpmFacts>,
    /// Whether the server is installed that shows a guest's display over RDP.
    pub rdp_server: bool,
}

/// What the emulator of TPMs can do.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct SwtpmFacts {
    /// Whether it emulates version 1.2.
    pub version_1_2: bool,
    /// Whether it emulates version 2.0.
    pub version_2_0: bool,
}

impl Platform {
    pub(super) fn read(reader: &Reader<'_>, host: &dyn Host) -> Platform {
        let iommu = !reader.names(Path::new("/sys/kernel/iommu_groups")).is_empty();
        let states = reader.word(Path::new("/sys/power/state")).unwrap_or_default();
        let can_be = |state: &str| states.split_ascii_whitespace().any(|word| word == state);
        let program = |name: &str| host.system().find_program(name, &[]).is_some();
        // Every build has version 2.0; many have 1.2 left out, and only running it would tell.
        let swtpm = program("swtpm") && program("swtpm_setup");
        Platform {
            iommu,
            vfio: iommu && reader.exists(Path::new("/dev/vfio/vfio")),
            suspend_to_memory: can_be("mem"),
            suspend_to_disk: can_be("disk"),
            secure_execution: reader.number(Path::new("/sys/firmware/uv/prot_virt_host")) == Some(1u32),
            swtpm: swtpm.then_some(SwtpmFacts { version_1_2: false, version_2_0: true }),
            rdp_server: program("qemu-rdp"),
        }
    }
}
