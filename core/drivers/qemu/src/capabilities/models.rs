//! libvirt's names of CPU models, where QEMU's differ.

use ferrovirt_cpu::ppc64;

/// libvirt's name of a CPU model that QEMU names so. For POWER, QEMU takes upper and lower case to be the same.
pub fn model_name<'a>(architecture: &str, qemu: &'a str) -> &'a str {
    if !matches!(architecture, "ppc64" | "ppc64le") {
        return qemu;
    }
    ppc64::model_names().into_iter().find(|name| name.eq_ignore_ascii_case(qemu)).unwrap_or(qemu)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn models_of_power_are_written_large() {
        assert_eq!(model_name("ppc64", "power9"), "POWER9");
        assert_eq!(model_name("ppc64", "power9_v2.0"), "power9_v2.0");
        assert_eq!(model_name("x86_64", "power9"), "power9");
    }
}
