//! The machine: its full name, and what it has by itself.

use ferrovirt_error::Result;
use ferrovirt_xml::domain::Domain;

use super::{Context, unsupported};
use crate::rules;

pub use crate::rules::Family;

/// The machine of the document; empty before it is completed.
pub fn name(domain: &Domain) -> &str {
    let kind = domain.os.os_type.as_ref();
    kind.and_then(|kind| kind.machine.as_deref()).unwrap_or_default()
}

pub(super) fn complete(domain: &mut Domain, context: &Context<'_>) -> Result<()> {
    let capabilities = context.capabilities;
    let emulator = domain.devices.emulator.clone().unwrap_or_default();
    let Some(kind) = domain.os.os_type.as_mut() else { return Ok(()) };
    let architecture = kind.arch.clone().unwrap_or_default();
    let machine = match &kind.machine {
        Some(name) => capabilities
            .machine(name)
            .ok_or_else(|| unsupported(format!("Emulator '{emulator}' does not support machine type '{name}'")))?,
        // A versioned machine stays what it is when QEMU is updated, so that is what a guest gets.
        None => capabilities
            .machine(rules::default_machine(&architecture).unwrap_or_default())
            .or_else(|| capabilities.default_machine())
            .ok_or_else(|| unsupported(format!("Emulator '{emulator}' has no default machine type; state one")))?,
    };
    kind.machine = Some(machine.name.clone());
    Ok(())
}
