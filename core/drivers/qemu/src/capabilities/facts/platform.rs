//! What else a host has that guests can use.

use super::text::Reader;
use ferrovirt_host::{CpuidRegisters, Host};
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
    /// How many guests can have encrypted memory; none when the processor has no such thing.
    pub sev_guests: Option<SevGuests>,
    /// Whether the server is installed that shows a guest's display over RDP.
    pub rdp_server: bool,
}

/// How many guests AMD's memory encryption has keys for.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct SevGuests {
    /// With encrypted memory.
    pub encrypted: u32,
    /// With encrypted memory and registers.
    pub encrypted_state: u32,
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
            sev_guests: host.system().cpuid(0x8000_001f, 0).and_then(sev_guests),
            rdp_server: program("qemu-rdp"),
        }
    }
}

/// From AMD's leaf on encrypted memory: guests have numbers up to ECX, and those below EDX have encrypted registers.
fn sev_guests(leaf: CpuidRegisters) -> Option<SevGuests> {
    let encrypted_state = leaf.edx.checked_sub(1)?;
    Some(SevGuests { encrypted: leaf.ecx.checked_sub(encrypted_state)?, encrypted_state })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_are_divided() {
        let check = |ecx, edx, expected| assert_eq!(sev_guests(CpuidRegisters { ecx, edx, eax: 0, ebx: 0 }), expected);
        check(509, 100, Some(SevGuests { encrypted: 410, encrypted_state: 99 }));
        check(15, 1, Some(SevGuests { encrypted: 15, encrypted_state: 0 }));
        check(0, 0, None);
        check(1, 5, None);
    }
}
