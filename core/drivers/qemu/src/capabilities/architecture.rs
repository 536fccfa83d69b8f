//! libvirt's architectures: their names, the kernel's and QEMU's names for them, and the size of a machine word.

use crate::probe::qemu_architecture;

/// libvirt's names, in libvirt's order, with the bits of a machine word. Those that QEMU has no emulator for are left out.
const ARCHITECTURES: &[(&str, u32)] = &[
    ("alpha", 64),
    ("armv6l", 32),
    ("armv7l", 32),
    ("armv7b", 32),
    ("aarch64", 64),
    ("cris", 32),
    ("i686", 32),
    ("lm32", 32),
    ("loongarch64", 64),
    ("m68k", 32),
    ("microblaze", 32),
    ("microblazeel", 32),
    ("mips", 32),
    ("mipsel", 32),
    ("mips64", 64),
    ("mips64el", 64),
    ("parisc", 32),
    ("ppc", 32),
    ("ppc64", 64),
    ("ppc64le", 64),
    ("ppcemb", 32),
    ("riscv32", 32),
    ("riscv64", 64),
    ("s390x", 64),
    ("sh4", 32),
    ("sh4eb", 32),
    ("sparc", 32),
    ("sparc64", 64),
    ("unicore32", 32),
    ("x86_64", 64),
    ("xtensa", 32),
    ("xtensaeb", 32),
];

/// All architectures, in libvirt's order.
pub(super) fn all() -> impl Iterator<Item = &'static str> {
    ARCHITECTURES.iter().map(|(name, _)| *name)
}

/// The bits of a machine word; none for an architecture that is not known.
pub(super) fn word_size(architecture: &str) -> Option<u32> {
    ARCHITECTURES.iter().find(|(name, _)| *name == architecture).map(|(_, bits)| *bits)
}

/// libvirt's name of an architecture that the kernel names so.
pub(super) fn from_kernel(machine: &str) -> &str {
    match machine {
        "i386" | "i486" | "i586" => "i686",
        "amd64" => "x86_64",
        "arm64" => "aarch64",
        other => other,
    }
}

/// Whether an emulator, by QEMU's name of its architecture, runs guests of this architecture.
pub(super) fn can_run(emulator: &str, guest: &str) -> bool {
    qemu_architecture(guest) == emulator || (emulator == "x86_64" && guest == "i686")
}

/// Whether a host's processor can run the code of such guests.
pub(super) fn is_native(host: &str, guest: &str) -> bool {
    host == guest
        || matches!(
            (host, guest),
            ("x86_64", "i686") | ("aarch64", "armv7l" | "armv6l") | ("ppc64", "ppc64le") | ("ppc64le", "ppc64")
        )
}

/// Whether it is one of x86's.
pub(super) fn is_x86(architecture: &str) -> bool {
    matches!(architecture, "i686" | "x86_64")
}

/// Whether it is one of ARM's.
pub(super) fn is_arm(architecture: &str) -> bool {
    matches!(architecture, "aarch64" | "armv6l" | "armv7l" | "armv7b")
}
