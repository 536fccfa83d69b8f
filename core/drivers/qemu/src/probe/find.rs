//! Where emulators are.

use ferrovirt_host::Host;
use std::path::{Path, PathBuf};

/// Where distributions put emulators that are not in `PATH`.
const DIRECTORIES: &[&str] = &["/usr/bin", "/usr/local/bin"];

/// The emulator of the host's own architecture on distributions that have only that one.
const NATIVE: &str = "/usr/libexec/qemu-kvm";

/// libvirt's names of architectures that QEMU names otherwise.
const RENAMED: &[(&str, &str)] = &[
    ("i686", "i386"),
    ("armv6l", "arm"),
    ("armv7l", "arm"),
    ("armv7b", "arm"),
    ("mipsle", "mipsel"),
    ("parisc", "hppa"),
    ("ppc64le", "ppc64"),
    ("ppcle", "ppc"),
    ("ppcemb", "ppc"),
    ("x32", "x86_64"),
];

/// QEMU's name of an architecture that libvirt names so.
pub fn qemu_architecture(libvirt: &str) -> &str {
    RENAMED.iter().find(|(name, _)| *name == libvirt).map_or(libvirt, |(_, renamed)| renamed)
}

/// libvirt's name of what an emulator says it emulates.
pub fn libvirt_architecture(qemu: &str) -> &str {
    match qemu {
        "arm" => "armv7l",
        "hppa" => "parisc",
        "i386" => "i686",
        other => other,
    }
}

/// The emulator for guests of an architecture, by libvirt's or QEMU's name of it.
///
/// `qemu-system-ARCH` in `PATH`, then in the usual directories; for the host's own architecture also `qemu-kvm`. A guest
/// of 32 bits on x86 is also run by the 64-bit emulator.
pub fn find_emulator(host: &dyn Host, architecture: &str) -> Option<PathBuf> {
    let wanted = qemu_architecture(architecture);
    let extra: Vec<&Path> = DIRECTORIES.iter().map(Path::new).collect();
    let system = |name: &str| host.system().find_program(&format!("qemu-system-{name}"), &extra);
    if let Some(path) = system(wanted) {
        return Some(path);
    }
    if wanted == "i386" {
        return system("x86_64");
    }
    let machine = host.system().machine().ok()?;
    if qemu_architecture(&machine) != wanted {
        return None;
    }
    host.system().find_program(NATIVE, &[]).or_else(|| host.system().find_program("qemu-kvm", &extra))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn architectures_have_two_names() {
        assert_eq!(qemu_architecture("i686"), "i386");
        assert_eq!(qemu_architecture("ppc64le"), "ppc64");
        assert_eq!(qemu_architecture("aarch64"), "aarch64");
        assert_eq!(libvirt_architecture("arm"), "armv7l");
        assert_eq!(libvirt_architecture("aarch64"), "aarch64");
    }
}
