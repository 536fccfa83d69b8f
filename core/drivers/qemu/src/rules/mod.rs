//! What architectures and machines are like, as data: one table per fact, a line per group of machines.
//!
//! The first line that speaks of a machine counts. This module must not know documents' devices beyond their models, nor
//! how anything is spelled on QEMU's command line.

mod address;
mod controller;
mod device;
mod machine;

pub(crate) use address::{VirtioBus, virtio_bus};
pub(crate) use controller::{
    PciRoot, built_in_usb, counts_pci_buses, default_scsi_model, default_usb_model, has_default_usb, pci_root,
    supports_pci,
};
pub(crate) use device::{
    adds_input_to_display, adds_panic, default_interface, default_panic, default_serial, default_serial_model,
    default_tpm, default_video, default_watchdog, has_default_balloon, tpm_tis,
};
pub(crate) use machine::{
    cpu_can_be_migratable, cpu_model_name, default_cpu_is_for_hardware, default_machine, has_default_cpu, has_gic,
    has_option_for_acpi, host_is_a_model, memory_block, module_size,
};

use ferrovirt_xml::domain::Domain;

pub use machine::Family;

/// Guest architectures, as far as they differ in what machines have.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Architecture {
    /// The PC's, 32 and 64 bits.
    X86,
    /// Arm, 32 and 64 bits.
    Arm,
    /// POWER's 32-bit ancestors.
    Ppc,
    /// POWER, both byte orders.
    Ppc64,
    /// IBM Z.
    S390,
    /// RISC-V, 32 and 64 bits.
    Riscv,
    /// LoongArch.
    Loongarch,
    /// SPARC, 32 bits.
    Sparc,
    /// SPARC, 64 bits.
    Sparc64,
    /// MIPS, all kinds.
    Mips,
    /// Alpha.
    Alpha,
    /// SuperH.
    Sh4,
    /// Motorola's 68000 family.
    M68k,
    /// PA-RISC.
    Hppa,
    /// Any other.
    Other,
}

/// The names of architectures, libvirt's and QEMU's.
const ARCHITECTURES: &[(Architecture, &[&str])] = &[
    (Architecture::X86, &["x86_64", "i686", "i386"]),
    (Architecture::Arm, &["aarch64", "armv7l", "armv6l", "armv7b", "arm"]),
    (Architecture::Ppc, &["ppc"]),
    (Architecture::Ppc64, &["ppc64", "ppc64le"]),
    (Architecture::S390, &["s390x", "s390"]),
    (Architecture::Riscv, &["riscv64", "riscv32"]),
    (Architecture::Loongarch, &["loongarch64"]),
    (Architecture::Sparc, &["sparc"]),
    (Architecture::Sparc64, &["sparc64"]),
    (Architecture::Mips, &["mips", "mipsel", "mips64", "mips64el"]),
    (Architecture::Alpha, &["alpha"]),
    (Architecture::Sh4, &["sh4", "sh4eb"]),
    (Architecture::M68k, &["m68k"]),
    (Architecture::Hppa, &["parisc", "parisc64", "hppa"]),
];

impl Architecture {
    /// The architecture of this name.
    pub fn of(name: &str) -> Architecture {
        let found = ARCHITECTURES.iter().find(|(_, names)| names.contains(&name));
        found.map_or(Architecture::Other, |(architecture, _)| *architecture)
    }
}

/// Emulators that run guests of a further architecture, as the processors do that they stand for.
const ALSO_RUNS: &[(&str, &[&str])] =
    &[("x86_64", &["i686"]), ("aarch64", &["armv7l", "armv6l"]), ("arm", &["armv6l"]), ("ppc64", &["ppc64le"])];

/// Whether an emulator, named by QEMU's word for its architecture, runs guests of this one.
pub(crate) fn runs_architecture(emulator: &str, guest: &str) -> bool {
    let of_further = ALSO_RUNS.iter().find(|(name, _)| *name == emulator);
    crate::complete::architecture(emulator) == guest || of_further.is_some_and(|(_, names)| names.contains(&guest))
}

/// Whether a guest of 32 bits runs on an emulator of Arm's 64 bits.
pub(crate) fn is_narrow(domain: &Domain, emulator: &str) -> bool {
    let guest = domain.os.os_type.as_ref().and_then(|kind| kind.arch.as_deref());
    emulator == "aarch64" && guest.is_some_and(|guest| guest.starts_with("arm"))
}

/// What a guest runs on: the key of all tables.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Platform {
    /// The architecture.
    pub architecture: Architecture,
    /// The family of the machine.
    pub family: Family,
}

impl Platform {
    /// The platform of a document whose architecture and machine are known.
    pub fn of(domain: &Domain) -> Platform {
        let kind = domain.os.os_type.as_ref();
        let architecture = kind.and_then(|kind| kind.arch.as_deref()).unwrap_or_default();
        let machine = kind.and_then(|kind| kind.machine.as_deref()).unwrap_or_default();
        Platform { architecture: Architecture::of(architecture), family: Family::of(machine) }
    }
}

/// A line of a table: what holds for machines of these families on these architectures; none named are all.
struct Line<T: 'static> {
    architectures: &'static [Architecture],
    families: &'static [Family],
    value: T,
}

/// What holds for all machines of these architectures.
const fn all_of<T>(architectures: &'static [Architecture], value: T) -> Line<T> {
    Line { architectures, families: &[], value }
}

/// What holds for these machines of these architectures.
const fn machines<T>(architectures: &'static [Architecture], families: &'static [Family], value: T) -> Line<T> {
    Line { architectures, families, value }
}

/// What holds for whatever no line before speaks of.
const fn any<T>(value: T) -> Line<T> {
    Line { architectures: &[], families: &[], value }
}

/// The first line that speaks of this platform.
fn find<T: Copy>(table: &[Line<T>], platform: Platform) -> Option<T> {
    let names = |line: &&Line<T>| {
        (line.architectures.is_empty() || line.architectures.contains(&platform.architecture))
            && (line.families.is_empty() || line.families.contains(&platform.family))
    };
    table.iter().find(names).map(|line| line.value)
}

#[cfg(test)]
mod tests {
    use super::{Architecture, Family, Platform, any, find, machines};

    #[test]
    fn the_first_line_that_speaks_of_a_machine_counts() {
        let table = [machines(&[Architecture::Arm], &[Family::Virt], 1), any(2)];
        let check = |architecture, family, expected| {
            assert_eq!(find(&table, Platform { architecture, family }), Some(expected));
        };
        check(Architecture::Arm, Family::Virt, 1);
        check(Architecture::M68k, Family::Virt, 2);
        check(Architecture::Arm, Family::Other, 2);
    }

    #[test]
    fn architectures_have_the_names_of_both() {
        assert_eq!(Architecture::of("armv7l"), Architecture::Arm);
        assert_eq!(Architecture::of("arm"), Architecture::Arm);
        assert_eq!(Architecture::of("xtensa"), Architecture::Other);
    }
}
