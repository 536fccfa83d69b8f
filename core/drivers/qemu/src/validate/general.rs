//! The guest as a whole: kind, architecture, name, CPUs, what follows when it ends.

use ferrovirt_error::Result;
use ferrovirt_xml::domain::DomainType;
use ferrovirt_xml::domain::os::OsKind;
use ferrovirt_xml::domain::power::{CrashAction, LifecycleAction};
use ferrovirt_xml::domain::qemu::QemuPropertyType;
use ferrovirt_xml::domain::sysinfo::Sysinfo;

use super::{Subject, internal, invalid, refuse, unsupported};
use crate::rules;

pub(super) fn check(subject: &Subject<'_>) -> Result<()> {
    let Subject { domain, capabilities, .. } = *subject;
    let emulator = domain.devices.emulator.as_deref().unwrap_or_default();
    refuse!(domain.name.is_empty(), invalid, "missing domain name");
    refuse!(domain.name.contains('/'), invalid, "name '{}' cannot contain '/'", domain.name);
    refuse!(domain.name.contains('\n'), invalid, "name '{}' cannot contain '\\n'", domain.name.escape_debug());
    match domain.domain_type {
        DomainType::Qemu => {}
        DomainType::Kvm if capabilities.hardware.is_some() || capabilities.kvm.built_in => {}
        other => {
            return Err(unsupported(format!("Emulator '{emulator}' does not support virt type '{other}'")));
        }
    }
    let kind = domain.os.os_type.as_ref();
    if let Some(kind) = kind.and_then(|kind| kind.kind)
        && kind != OsKind::Hvm
    {
        return Err(unsupported(format!("Emulator '{emulator}' does not support os type '{}'", kind.as_str())));
    }
    let architecture = subject.architecture();
    let emulated = capabilities.architecture.as_str();
    refuse!(
        !emulated.is_empty() && !rules::runs_architecture(emulated, architecture),
        unsupported,
        "Emulator '{emulator}' does not support arch '{architecture}'"
    );
    vcpus(subject)?;
    ends(subject)?;
    tuning(subject)?;
    tables(subject)
}

fn vcpus(subject: &Subject<'_>) -> Result<()> {
    let Subject { domain, capabilities, platform } = *subject;
    let maximum = domain.vcpu.as_ref().and_then(|vcpu| vcpu.count).unwrap_or(1);
    if let Some(machine) = capabilities.machine(subject.machine())
        && machine.cpu_max > 0
        && maximum > machine.cpu_max
    {
        return Err(unsupported(format!(
            "Maximum CPUs '{maximum}' greater than specified machine type limit '{}'",
            machine.cpu_max
        )));
    }
    // Beyond this, interrupts take an IOMMU that remaps them.
    const WITHOUT_REMAPPING: u32 = 255;
    if maximum > WITHOUT_REMAPPING && platform.family.is_pc() {
        let remaps = domain.devices.iommu.as_ref().and_then(|iommu| iommu.driver.as_ref()).is_some_and(|driver| {
            driver.eim.is_some_and(|word| word.is_on()) || driver.xtsup.is_some_and(|word| word.is_on())
        });
        refuse!(
            !remaps,
            unsupported,
            "more than 255 vCPUs require extended interrupt mode enabled on the iommu device"
        );
    }
    Ok(())
}

fn ends(subject: &Subject<'_>) -> Result<()> {
    let domain = subject.domain;
    for (name, action) in [("on_poweroff", domain.on_poweroff), ("on_reboot", domain.on_reboot)] {
        let Some(action) = action else { continue };
        refuse!(
            matches!(action, LifecycleAction::Preserve | LifecycleAction::RenameRestart),
            unsupported,
            "qemu driver doesn't support the '{action}' action for '{name}'; 'destroy' and 'restart' it does"
        );
    }
    refuse!(
        domain.on_crash == Some(CrashAction::RenameRestart),
        unsupported,
        "qemu driver doesn't support the 'rename-restart' action for 'on_crash'"
    );
    Ok(())
}

fn tuning(subject: &Subject<'_>) -> Result<()> {
    let domain = subject.domain;
    refuse!(
        domain.memtune.as_ref().is_some_and(|tune| tune.min_guarantee.is_some()),
        unsupported,
        "Parameter 'min_guarantee' not supported by QEMU."
    );
    let has_parts =
        domain.cputune.as_ref().is_some_and(|tune| !tune.cachetune.is_empty() || !tune.memorytune.is_empty());
    refuse!(
        has_parts && domain.domain_type != DomainType::Kvm,
        unsupported,
        "cachetune is only supported for KVM domains"
    );
    Ok(())
}

/// Names of firmware configuration, and of the emulator's environment.
fn tables(subject: &Subject<'_>) -> Result<()> {
    for table in &subject.domain.sysinfo {
        let Sysinfo::Fwcfg(table) = table else { continue };
        for entry in &table.entries {
            let name = entry.name.as_deref().unwrap_or_default();
            refuse!(
                !name.starts_with("opt/"),
                unsupported,
                "Invalid firmware name '{name}'; it must begin with 'opt/'"
            );
            refuse!(
                name.starts_with("opt/ovmf/") || name.starts_with("opt/org.qemu/"),
                unsupported,
                "That firmware name is reserved: '{name}'"
            );
        }
    }
    let overrides = subject.domain.qemu_override.iter().flat_map(|all| &all.devices);
    for property in overrides.flat_map(|device| &device.frontend) {
        let name = property.name.as_deref().unwrap_or_default();
        let value = property.value.as_deref().unwrap_or_default();
        let fits = match property.property_type {
            None => return Err(invalid("Missing required attribute 'type' in element 'property'")),
            Some(QemuPropertyType::Unsigned) => value.parse::<u64>().is_ok(),
            Some(QemuPropertyType::Signed) => value.parse::<i64>().is_ok(),
            Some(QemuPropertyType::Bool) => matches!(value, "true" | "false" | "yes" | "no" | "on" | "off"),
            Some(QemuPropertyType::String | QemuPropertyType::Remove) => true,
        };
        refuse!(!fits, invalid, "invalid value '{value}' of property '{name}' of 'qemu:override'");
    }
    let Some(commandline) = &subject.domain.qemu_commandline else { return Ok(()) };
    refuse!(
        commandline.args.iter().any(|argument| argument.value.is_none()),
        internal,
        "No qemu command-line argument specified"
    );
    for variable in &commandline.envs {
        let name = variable.name.as_deref().unwrap_or_default();
        refuse!(name.is_empty(), internal, "No qemu environment name specified");
        refuse!(
            !name.starts_with(|letter: char| letter.is_ascii_alphabetic() || letter == '_'),
            internal,
            "Invalid environment name '{name}', it must begin with a letter or underscore"
        );
        refuse!(
            !name.chars().all(|letter| letter.is_ascii_alphanumeric() || letter == '_'),
            internal,
            "Invalid environment name '{name}', it must contain only alphanumerics and underscore"
        );
    }
    Ok(())
}
