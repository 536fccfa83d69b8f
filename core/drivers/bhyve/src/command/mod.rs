//! Command lines from documents: bhyve itself, and the loader that puts a kernel into the guest's memory before.
//!
//! Pure; network devices and ports come from [`Resources`].

mod devices;
mod loader;

use crate::capabilities::Capabilities;
use crate::{invalid, unsupported};
use ferrovirt_error::Result;
use ferrovirt_xml::domain::Domain;
use ferrovirt_xml::domain::clock::ClockOffset;
use ferrovirt_xml::domain::devices::disk_source::VolumeSource;
use ferrovirt_xml::domain::devices::interface::Interface;
use ferrovirt_xml::domain::features::UnknownMsr;

pub use loader::boot_disk;

/// What the host gives to a guest that starts.
pub trait Resources {
    /// The TAP device that an interface is connected to.
    fn network_device(&mut self, interface: &Interface) -> Result<String>;
    /// A free port for a display.
    fn display_port(&mut self) -> Result<u16>;
    /// The path of a volume.
    fn volume_path(&mut self, volume: &VolumeSource) -> Result<String>;
}

/// What a command line is made with.
pub struct Launch<'a> {
    /// What bhyve can do.
    pub capabilities: &'a Capabilities,
    /// What the host gives.
    pub resources: &'a mut dyn Resources,
    /// Where the file is that tells GRUB about disks.
    pub device_map_path: &'a str,
}

/// What runs a guest. The first word of a command is the program.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Commands {
    /// bhyve.
    pub bhyve: Vec<String>,
    /// What runs before, unless firmware boots the guest.
    pub loader: Option<Vec<String>>,
    /// The content of the file that tells GRUB about disks.
    pub device_map: Option<String>,
}

/// The commands for a complete document.
pub fn build(domain: &Domain, launch: &mut Launch<'_>) -> Result<Commands> {
    let bhyve = hypervisor(domain, launch)?;
    let loader::Loading { command, device_map } = loader::build(domain, launch)?;
    Ok(Commands { bhyve, loader: command, device_map })
}

fn hypervisor(domain: &Domain, launch: &mut Launch<'_>) -> Result<Vec<String>> {
    let mut arguments = vec!["bhyve".to_owned(), "-c".to_owned(), cpus(domain), "-m".to_owned(), memory(domain)?];
    let mut flag = |flag: &str| arguments.push(flag.to_owned());
    let backing = domain.memory_backing.as_ref();
    if backing.is_some_and(|backing| backing.hugepages.is_some()) {
        return Err(unsupported("hugepages are not supported"));
    }
    if backing.is_some_and(|backing| backing.locked) {
        flag("-S");
    }
    if let Some(features) = &domain.features {
        if features.acpi {
            flag("-A");
        }
        if features.apic.is_some() {
            flag("-I");
        }
        if features.msrs_unknown == Some(UnknownMsr::Ignore) {
            flag("-w");
        }
    }
    match domain.clock.as_ref().map(|clock| &clock.offset) {
        Some(ClockOffset::Localtime(_)) => {}
        None | Some(ClockOffset::Utc(_)) if launch.capabilities.utc_clock => flag("-u"),
        None | Some(ClockOffset::Utc(_)) => {
            return Err(unsupported("Installed bhyve binary does not support UTC clock"));
        }
        Some(_) => return Err(unsupported("unsupported clock offset")),
    }
    // A virtual CPU that waits gives its processor back.
    ["-H", "-P"].into_iter().for_each(flag);
    arguments.extend(["-s".to_owned(), "0:0,hostbridge".to_owned()]);
    if domain.bootloader.is_none()
        && let Some(path) = domain.os.loader.as_ref().and_then(|loader| loader.path.as_deref())
    {
        arguments.extend(["-l".to_owned(), format!("bootrom,{}", value(path)?)]);
    }
    devices::add(&mut arguments, domain, launch)?;
    let further = domain.bhyve_commandline.iter().flat_map(|command| &command.args);
    arguments.extend(further.filter_map(|argument| argument.value.clone()));
    arguments.push(domain.name.clone());
    Ok(arguments)
}

fn cpus(domain: &Domain) -> String {
    let count = domain.vcpu.as_ref().and_then(|vcpu| vcpu.count).unwrap_or(1);
    match domain.cpu.as_ref().and_then(|cpu| cpu.topology.as_ref()) {
        None => count.to_string(),
        Some(topology) => {
            let [sockets, cores, threads] =
                [topology.sockets, topology.cores, topology.threads].map(|factor| factor.unwrap_or(1));
            format!("cpus={count},sockets={sockets},cores={cores},threads={threads}")
        }
    }
}

/// Memory in MiB.
fn memory(domain: &Domain) -> Result<String> {
    let memory = domain.memory.as_ref().ok_or_else(|| invalid("missing memory element"))?;
    Ok(memory.size().kibibytes()?.div_ceil(1024).to_string())
}

/// A value among others that commas separate.
fn value(text: &str) -> Result<&str> {
    match text.contains(',') {
        true => Err(unsupported(format!("'{text}' can't be given to bhyve: commas separate its arguments"))),
        false => Ok(text),
    }
}

#[cfg(test)]
mod tests;
