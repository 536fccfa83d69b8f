//! Machines: their families, the default of each architecture, what their CPUs and memory are like.

use ferrovirt_error::{Error, ErrorCode, ErrorDomain, Result};

use super::{Architecture, Line, Platform, all_of, any, find, machines};

/// The families of machines, as far as they differ in what surrounds the CPU.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Family {
    /// The classic PC with conventional PCI.
    Pc,
    /// The PC with PCI Express.
    Q35,
    /// The PC before PCI.
    Isapc,
    /// The PC with nothing but virtio.
    Microvm,
    /// The virtual machine of Arm, RISC-V and LoongArch.
    Virt,
    /// Arm's board with PCI.
    Versatile,
    /// Arm's boards with USB of their own.
    Realview,
    /// Arm's boards without PCI, with virtio on the memory bus.
    Vexpress,
    /// POWER's virtual machine.
    Pseries,
    /// IBM Z's virtual machine.
    Ccw,
    /// MIPS's board with PCI.
    Malta,
    /// Anything else.
    Other,
}

/// Machines are called so, or so with a version behind it.
const FAMILIES: &[(&str, Family)] = &[
    ("q35", Family::Q35),
    ("pc-q35", Family::Q35),
    ("pc", Family::Pc),
    ("isapc", Family::Isapc),
    ("microvm", Family::Microvm),
    ("virt", Family::Virt),
    ("versatilepb", Family::Versatile),
    ("realview", Family::Realview),
    ("vexpress", Family::Vexpress),
    ("pseries", Family::Pseries),
    ("s390-ccw", Family::Ccw),
    ("malta", Family::Malta),
];

impl Family {
    /// The family of a machine of this name.
    pub fn of(machine: &str) -> Family {
        let is = |name: &str| machine.strip_prefix(name).is_some_and(|rest| rest.is_empty() || rest.starts_with('-'));
        match FAMILIES.iter().find(|(name, _)| is(name)) {
            Some((_, family)) => *family,
            None if machine.starts_with("rhel") || machine.starts_with("xenfv") => Family::Pc,
            None => Family::Other,
        }
    }

    /// The family of a document's machine.
    pub fn of_domain(domain: &ferrovirt_xml::domain::Domain) -> Family {
        Platform::of(domain).family
    }

    /// Whether it is a PC of some kind.
    pub const fn is_pc(self) -> bool {
        matches!(self, Family::Pc | Family::Q35 | Family::Isapc | Family::Microvm)
    }
}

/// The machine that is taken where the document names none, rather than the one that QEMU would take.
const DEFAULT_MACHINE: &[Line<&str>] = &[
    all_of(&[Architecture::X86], "pc"),
    all_of(&[Architecture::Ppc64], "pseries"),
    all_of(&[Architecture::S390], "s390-ccw-virtio"),
    all_of(&[Architecture::Loongarch], "virt"),
    all_of(&[Architecture::Riscv], "spike"),
    all_of(&[Architecture::Ppc], "g3beige"),
    all_of(&[Architecture::Alpha], "clipper"),
    all_of(&[Architecture::Mips], "malta"),
    all_of(&[Architecture::Sparc], "SS-5"),
    all_of(&[Architecture::Sparc64], "sun4u"),
    all_of(&[Architecture::Sh4], "shix"),
    all_of(&[Architecture::M68k], "mcf5208evb"),
];

/// See [`DEFAULT_MACHINE`].
pub(crate) fn default_machine(architecture: &str) -> Option<&'static str> {
    find(DEFAULT_MACHINE, Platform { architecture: Architecture::of(architecture), family: Family::Other })
}

/// Architectures whose default CPU is stated in the document, so that it stays what it is.
const DEFAULT_CPU: &[Line<bool>] = &[
    all_of(
        &[
            Architecture::X86,
            Architecture::Arm,
            Architecture::Ppc64,
            Architecture::S390,
            Architecture::Riscv,
            Architecture::Loongarch,
        ],
        true,
    ),
    any(false),
];

/// See [`DEFAULT_CPU`].
pub(crate) fn has_default_cpu(platform: Platform) -> bool {
    find(DEFAULT_CPU, platform).unwrap_or(false)
}

/// Architectures whose default CPU is one that hardware can run as well.
const DEFAULT_CPU_IS_FOR_HARDWARE: &[Line<bool>] =
    &[all_of(&[Architecture::X86, Architecture::Ppc64, Architecture::S390], true), any(false)];

/// See [`DEFAULT_CPU_IS_FOR_HARDWARE`].
pub(crate) fn default_cpu_is_for_hardware(platform: Platform) -> bool {
    find(DEFAULT_CPU_IS_FOR_HARDWARE, platform).unwrap_or(false)
}

/// Architectures where a guest gets the host's CPU as a model that can be told, rather than passed through.
const HOST_IS_A_MODEL: &[Line<bool>] = &[all_of(&[Architecture::S390], true), any(false)];

/// See [`HOST_IS_A_MODEL`].
pub(crate) fn host_is_a_model(platform: Platform) -> bool {
    find(HOST_IS_A_MODEL, platform).unwrap_or(false)
}

/// Architectures on which features that cannot be migrated can be left out of the host's CPU.
const CPU_CAN_BE_MIGRATABLE: &[Line<bool>] = &[all_of(&[Architecture::X86], true), any(false)];

/// See [`CPU_CAN_BE_MIGRATABLE`].
pub(crate) fn cpu_can_be_migratable(platform: Platform) -> bool {
    find(CPU_CAN_BE_MIGRATABLE, platform).unwrap_or(false)
}

/// Models that are written otherwise than QEMU writes them.
const CPU_MODEL_NAMES: &[Line<&[(&str, &str)]>] = &[all_of(
    &[Architecture::Ppc64],
    &[
        ("power6", "POWER6"),
        ("power7", "POWER7"),
        ("power8", "POWER8"),
        ("power9", "POWER9"),
        ("power10", "POWER10"),
        ("power11", "POWER11"),
    ],
)];

/// The name of a CPU model in documents.
pub(crate) fn cpu_model_name(platform: Platform, name: String) -> String {
    let names = find(CPU_MODEL_NAMES, platform).unwrap_or_default();
    let found = names.iter().find(|(of_qemu, _)| *of_qemu == name);
    found.map_or(name, |(_, ours)| (*ours).to_owned())
}

/// Architectures where QEMU before 8.2 has ACPI unless an option turns it off.
const OPTION_FOR_ACPI: &[Line<bool>] = &[all_of(&[Architecture::X86, Architecture::Arm], true), any(false)];

/// See [`OPTION_FOR_ACPI`].
pub(crate) fn has_option_for_acpi(platform: Platform) -> bool {
    find(OPTION_FOR_ACPI, platform).unwrap_or(false)
}

/// What memory comes in, in KiB.
const MEMORY_BLOCK: &[Line<u64>] = &[all_of(&[Architecture::Ppc64], 256 * 1024), any(1024)];

/// See [`MEMORY_BLOCK`].
pub(crate) fn memory_block(platform: Platform) -> u64 {
    find(MEMORY_BLOCK, platform).unwrap_or(1024)
}

/// What memory modules come in, in KiB.
const MODULE_BLOCK: &[Line<u64>] = &[all_of(&[Architecture::Ppc64], 256 * 1024), any(2048)];

/// The size of a memory module in whole blocks; `label` is what persistent memory has before its content. All in KiB.
pub(crate) fn module_size(platform: Platform, size: u64, label: Option<u64>) -> Result<u64> {
    let block = find(MODULE_BLOCK, platform).unwrap_or(2048);
    let unsupported = |detail: String| Error::new(ErrorCode::ConfigUnsupported, ErrorDomain::Qemu, detail);
    if let (Some(label), Architecture::Ppc64) = (label, platform.architecture) {
        // What follows the label is cut off at a block, so that the file is never too short.
        let area = size.saturating_sub(label) / block * block;
        let least = format!("minimum target size for the NVDIMM must be {block}KB plus the label size");
        return (area > 0).then(|| area.saturating_add(label)).ok_or_else(|| unsupported(least));
    }
    size.checked_next_multiple_of(block).ok_or_else(|| unsupported("memory size is too large".to_owned()))
}

/// Machines with Arm's generic interrupt controller in a version of choice.
const GIC: &[Line<bool>] = &[machines(&[Architecture::Arm], &[Family::Virt], true), any(false)];

/// See [`GIC`].
pub(crate) fn has_gic(platform: Platform) -> bool {
    find(GIC, platform).unwrap_or(false)
}

#[cfg(test)]
mod tests {
    use super::Family;

    #[test]
    fn versions_belong_to_the_family() {
        for (name, expected) in [
            ("pc-q35-7.2", Family::Q35),
            ("pc-i440fx-9.0", Family::Pc),
            ("virt-8.2", Family::Virt),
            ("virtual", Family::Other),
            ("pseries-rhel7.6.0-sxxm", Family::Pseries),
            ("s390-ccw-virtio-10.0", Family::Ccw),
            ("rhel6.6.0", Family::Pc),
            ("vexpress-a9", Family::Vexpress),
            ("mac99", Family::Other),
        ] {
            assert_eq!(Family::of(name), expected, "{name}");
        }
    }
}
