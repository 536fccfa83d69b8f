//! The machine that guests get that ask for none.

use crate::probe::{EmulatorCapabilities, Machine};

/// The machine that QEMU has for being asked, not for guests.
pub(super) const NO_MACHINE: &str = "none";

/// The machine that a guest gets that asks for none; none when the emulator has no machine for guests.
///
/// Mostly QEMU's default. On x86 it stays `pc` whatever a build of QEMU prefers, as guests rely on it. ARM has no
/// default and RISC-V's is a simulator's machine: there it is the general `virt`.
pub fn preferred_machine(capabilities: &EmulatorCapabilities) -> Option<&Machine> {
    let preferred = match capabilities.architecture.as_str() {
        "x86_64" | "i386" => Some("pc"),
        "aarch64" | "arm" | "riscv32" | "riscv64" => Some("virt"),
        _ => None,
    };
    let preferred = preferred.and_then(|name| capabilities.machine(name));
    preferred.or_else(|| capabilities.default_machine().filter(|machine| machine.name != NO_MACHINE))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::probe::{Accelerator, AcceleratorCapabilities};

    fn check(architecture: &str, machines: &[(&str, bool)], expected: Option<&str>) {
        let machine = |(name, is_default): &(&str, bool)| Machine {
            name: format!("{name}-1"),
            alias: Some((*name).to_owned()),
            is_default: *is_default,
            ..Machine::default()
        };
        let machines = machines.iter().map(machine).collect();
        let tcg =
            AcceleratorCapabilities { accelerator: Accelerator::Tcg, machines, cpu_models: Vec::new(), host_cpu: None };
        let architecture = architecture.to_owned();
        let capabilities = EmulatorCapabilities { architecture, tcg: Some(tcg), ..EmulatorCapabilities::default() };
        assert_eq!(preferred_machine(&capabilities).and_then(|machine| machine.alias.as_deref()), expected);
    }

    #[test]
    fn machines_of_architectures() {
        check("x86_64", &[("q35", true), ("pc", false)], Some("pc"));
        check("x86_64", &[("microvm", true)], Some("microvm"));
        check("aarch64", &[("raspi4b", false), ("virt", false)], Some("virt"));
        check("riscv64", &[("spike", true), ("virt", false)], Some("virt"));
        check("sparc", &[("SS-5", true)], Some("SS-5"));
        check("avr", &[("uno", false)], None);
    }
}
