//! The architectures whose CPUs the library knows.

/// A family of architectures that share models and features.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Architecture {
    /// `x86_64` and `i686`.
    X86,
    /// `ppc64` and `ppc64le`.
    Ppc64,
    /// `s390x`.
    S390x,
    /// `aarch64` and `armv7l`.
    Arm,
}

impl Architecture {
    /// The family of the architecture that has this name in documents.
    pub fn named(name: &str) -> Option<Architecture> {
        Some(match name {
            "x86_64" | "i686" => Architecture::X86,
            "ppc64" | "ppc64le" => Architecture::Ppc64,
            "s390" | "s390x" => Architecture::S390x,
            "aarch64" | "armv7l" | "armv7b" | "armv6l" => Architecture::Arm,
            _ => return None,
        })
    }
}
