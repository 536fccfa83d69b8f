//! What every guest has: name, environment, identity, monitor.

use ferrovirt_error::Result;
use ferrovirt_xml::domain::Domain;
use ferrovirt_xml::domain::qemu::{QemuDeprecationBehavior, QemuPropertyType};
use serde_json::Value;

use super::properties::{OptionList, Properties};
use super::{CommandLine, Launch, incomplete};

/// A device's name, and properties that are set on it, or taken away.
pub(super) type DeviceOverride = (String, Vec<(String, Option<Value>)>);

/// The program to run.
pub(super) fn emulator(domain: &Domain) -> Result<&str> {
    domain.devices.emulator.as_deref().ok_or_else(|| incomplete("emulator"))
}

/// The whole environment. The home is the guest's own directory, so that libraries of QEMU find nothing of the user.
pub(super) fn environment(domain: &Domain, launch: &Launch<'_>) -> Vec<(String, String)> {
    let mut environment = vec![("LC_ALL".to_owned(), "C".to_owned())];
    let (path, others): (Vec<_>, Vec<_>) =
        launch.settings.inherited_environment.iter().cloned().partition(|(name, _)| name == "PATH");
    environment.extend(path);
    let home = &launch.paths.library_directory;
    if launch.privileged {
        environment.push(("HOME".to_owned(), home.clone()));
    }
    environment.extend(others);
    let mut set = |name: &str, value: String| environment.push((name.to_owned(), value));
    if launch.privileged {
        set("XDG_DATA_HOME", format!("{home}/.local/share"));
        set("XDG_CACHE_HOME", format!("{home}/.cache"));
        set("XDG_CONFIG_HOME", format!("{home}/.config"));
    }
    for variable in domain.qemu_commandline.iter().flat_map(|passthrough| &passthrough.envs) {
        if let Some(name) = &variable.name {
            set(name, variable.value.clone().unwrap_or_default());
        }
    }
    environment
}

pub(super) fn name(line: &mut CommandLine, domain: &Domain, _: &Launch<'_>) -> Result<()> {
    let mut list = OptionList::default();
    list.set("guest", &domain.name);
    list.set("debug-threads", "on");
    line.list("-name", list);
    Ok(())
}

pub(super) fn deprecation(line: &mut CommandLine, domain: &Domain) {
    let behavior = domain.qemu_deprecation.as_ref().and_then(|deprecation| deprecation.behavior);
    let (output, input) = match behavior {
        None | Some(QemuDeprecationBehavior::None) => return,
        Some(QemuDeprecationBehavior::Omit) => ("hide", None),
        Some(QemuDeprecationBehavior::Reject) => ("hide", Some("reject")),
        Some(QemuDeprecationBehavior::Crash) => ("hide", Some("crash")),
    };
    let compatibility = Properties::new().with("deprecated-output", output).with_some("deprecated-input", input);
    line.option("-compat", compatibility.to_json());
}

pub(super) fn identity(line: &mut CommandLine, domain: &Domain) -> Result<()> {
    let uuid = domain.uuid.ok_or_else(|| incomplete("UUID"))?;
    line.option("-uuid", uuid.to_string());
    Ok(())
}

/// The monitor's socket listens before QEMU starts, so that connecting to it needs no second try.
pub(super) fn monitor(line: &mut CommandLine, launch: &mut Launch<'_>) -> Result<()> {
    let number = launch.resources.listen_unix(&launch.paths.monitor_socket)?;
    line.option("-chardev", format!("socket,id=charmonitor,fd={number},server=on,wait=off"));
    line.option("-mon", "chardev=charmonitor,id=monitor,mode=control");
    Ok(())
}

/// Arguments that the document adds by itself.
pub(super) fn passthrough(line: &mut CommandLine, domain: &Domain) {
    let arguments = domain.qemu_commandline.iter().flat_map(|passthrough| &passthrough.args);
    line.arguments.extend(arguments.filter_map(|argument| argument.value.clone()));
}

/// Properties that the document sets on devices, in the types that QEMU wants.
pub(super) fn overrides(domain: &Domain) -> Result<Vec<DeviceOverride>> {
    let mut result = Vec::new();
    for device in domain.qemu_override.iter().flat_map(|overrides| &overrides.devices) {
        let mut properties = Vec::new();
        for property in &device.frontend {
            let name = property.name.clone().ok_or_else(|| incomplete("name of an overridden property"))?;
            let text = property.value.as_deref().unwrap_or_default();
            let refuse = || super::unsupported(format!("invalid value '{text}' of overridden property '{name}'"));
            let value = match property.property_type.unwrap_or(QemuPropertyType::String) {
                QemuPropertyType::String => Some(Value::from(text)),
                QemuPropertyType::Signed => Some(Value::from(text.parse::<i64>().map_err(|_| refuse())?)),
                QemuPropertyType::Unsigned => Some(Value::from(text.parse::<u64>().map_err(|_| refuse())?)),
                QemuPropertyType::Bool => Some(Value::from(text == "true" || text == "yes" || text == "on")),
                QemuPropertyType::Remove => None,
            };
            properties.push((name, value));
        }
        result.push((device.alias.clone().unwrap_or_default(), properties));
    }
    Ok(result)
}
