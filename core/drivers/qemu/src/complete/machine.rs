//! The machine: its full name, and what it has by itself.

use ferrovirt_error::Result;
use ferrovirt_xml::domain::Domain;

use super::{Context, unsupported};

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
    /// Anything else.
    Other,
}

impl Family {
    /// The family of a machine of this name.
    pub fn of(machine: &str) -> Family {
        match machine {
            "q35" => Family::Q35,
            "isapc" => Family::Isapc,
            "microvm" => Family::Microvm,
            "pc" => Family::Pc,
            "virt" => Family::Virt,
            name if name.starts_with("pc-q35-") => Family::Q35,
            name if name.starts_with("virt-") => Family::Virt,
            name if name.starts_with("pc-") || name.starts_with("rhel") || name.starts_with("xenfv") => Family::Pc,
            _ => Family::Other,
        }
    }

    /// The family of a document's machine.
    pub fn of_domain(domain: &Domain) -> Family {
        Family::of(name(domain))
    }

    /// Whether it is a PC of some kind.
    pub const fn is_pc(self) -> bool {
        matches!(self, Family::Pc | Family::Q35 | Family::Isapc | Family::Microvm)
    }
}

/// The machine of the document; empty before it is completed.
pub fn name(domain: &Domain) -> &str {
    let kind = domain.os.os_type.as_ref();
    kind.and_then(|kind| kind.machine.as_deref()).unwrap_or_default()
}

pub(super) fn complete(domain: &mut Domain, context: &Context<'_>) -> Result<()> {
    let capabilities = context.capabilities;
    let emulator = domain.devices.emulator.clone().unwrap_or_default();
    let Some(kind) = domain.os.os_type.as_mut() else { return Ok(()) };
    let machine = match &kind.machine {
        Some(name) => capabilities
            .machine(name)
            .ok_or_else(|| unsupported(format!("Emulator '{emulator}' does not support machine type '{name}'")))?,
        // A versioned machine stays what it is when QEMU is updated, so that is what a guest gets.
        None => capabilities
            .machine("pc")
            .filter(|_| capabilities.architecture == "x86_64" || capabilities.architecture == "i386")
            .or_else(|| capabilities.default_machine())
            .ok_or_else(|| unsupported(format!("Emulator '{emulator}' has no default machine type; state one")))?,
    };
    kind.machine = Some(machine.name.clone());
    Ok(())
}
