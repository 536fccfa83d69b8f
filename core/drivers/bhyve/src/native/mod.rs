//! Documents from command lines: of bhyve, and of what loads a kernel before it.
//!
//! Lenient: what has no place in a document is left out.

mod devices;
mod words;

use crate::unsupported;
use ferrovirt_error::Result;
use ferrovirt_xml::domain::clock::{Clock, ClockAdjustment, ClockOffset};
use ferrovirt_xml::domain::cpu::{Cpu, CpuTopology};
use ferrovirt_xml::domain::features::{Apic, Features, UnknownMsr};
use ferrovirt_xml::domain::memory::{Memory, MemoryBacking};
use ferrovirt_xml::domain::os::{Os, OsKind, OsType};
use ferrovirt_xml::domain::power::{CrashAction, LifecycleAction};
use ferrovirt_xml::domain::vcpu::{Placement, Vcpu};
use ferrovirt_xml::domain::{Domain, DomainType};
use ferrovirt_xml::scalar::MemorySize;

/// The flags of bhyve that have a value.
const WITH_VALUE: &str = "BcfGgKklmopsUr";

/// The document of a script of one or two commands; the last one is bhyve's.
pub fn parse(script: &str) -> Result<Domain> {
    let commands = words::commands(script)?;
    let is_bhyve = |command: &&Vec<String>| command.first().is_some_and(|program| base_name(program) == "bhyve");
    let bhyve = commands.iter().rfind(is_bhyve).ok_or_else(|| unsupported("no command is bhyve's"))?;
    let loader = commands.iter().find(|command| !is_bhyve(command));
    let mut domain = of_bhyve(bhyve)?;
    if let Some([program, arguments @ ..]) = loader.map(|command| &command[..])
        && !is_usual_loader(program, arguments, &domain.name)
    {
        domain.bootloader = Some(program.clone());
        domain.bootloader_args = Some(arguments.join(" "));
    }
    Ok(domain)
}

fn base_name(path: &str) -> &str {
    path.rsplit('/').next().unwrap_or(path)
}

/// Whether a loader's command is the one that a document without a loader leads to.
fn is_usual_loader(program: &str, arguments: &[String], name: &str) -> bool {
    if base_name(program) != "bhyveload" {
        return false;
    }
    let mut rest = arguments;
    while let [flag, _, further @ ..] = rest
        && matches!(flag.as_str(), "-m" | "-d")
    {
        rest = further;
    }
    matches!(rest, [last] if last == name)
}

/// A flag, and its value where it has one.
fn flags(arguments: &[String]) -> Result<(Vec<(char, &str)>, &[String])> {
    let mut flags = Vec::new();
    let mut rest = arguments;
    while let [argument, further @ ..] = rest
        && let Some(letters) = argument.strip_prefix('-').filter(|letters| !letters.is_empty())
    {
        rest = further;
        let mut letters = letters.chars();
        while let Some(letter) = letters.next() {
            if !WITH_VALUE.contains(letter) {
                flags.push((letter, ""));
                continue;
            }
            let value = match letters.as_str() {
                "" => {
                    let missing = || unsupported(format!("'-{letter}' of bhyve has no value"));
                    let (value, further) = rest.split_first().ok_or_else(missing)?;
                    rest = further;
                    value.as_str()
                }
                value => value,
            };
            flags.push((letter, value));
            break;
        }
    }
    Ok((flags, rest))
}

fn of_bhyve(command: &[String]) -> Result<Domain> {
    let (flags, rest) = flags(command.get(1..).unwrap_or_default())?;
    let name = match rest {
        [name] => name.clone(),
        _ => return Err(unsupported("Failed to parse arguments for bhyve command: the name of the guest comes last")),
    };
    let mut domain = Domain {
        domain_type: DomainType::Bhyve,
        name,
        vcpu: Some(Vcpu { placement: Some(Placement::Static), count: Some(1), ..Vcpu::default() }),
        os: Os { os_type: Some(OsType { kind: Some(OsKind::Hvm), ..OsType::default() }), ..Os::default() },
        clock: Some(Clock { offset: ClockOffset::Localtime(ClockAdjustment::default()), ..Clock::default() }),
        on_poweroff: Some(LifecycleAction::Destroy),
        on_reboot: Some(LifecycleAction::Destroy),
        on_crash: Some(CrashAction::Destroy),
        ..Domain::default()
    };
    let mut features = Features::default();
    for (flag, value) in flags {
        match flag {
            'A' => features.acpi = true,
            'I' => features.apic = Some(Apic::default()),
            'w' => features.msrs_unknown = Some(UnknownMsr::Ignore),
            'u' => domain.clock = Some(Clock::default()),
            'S' => domain.memory_backing.get_or_insert_with(MemoryBacking::default).locked = true,
            'c' => cpus(&mut domain, value)?,
            'm' => {
                let size =
                    memory(value).ok_or_else(|| unsupported(format!("Failed to parse memory size '{value}'")))?;
                domain.memory = Some(Memory::from(size));
                domain.current_memory = Some(size);
            }
            'U' => {
                let uuid = value.parse().map_err(|_| unsupported(format!("cannot parse UUID '{value}'")))?;
                domain.uuid = Some(uuid);
            }
            'l' => devices::add_legacy(&mut domain.devices, value),
            's' => devices::add(&mut domain.devices, value)?,
            _ => {}
        }
    }
    domain.features = (features != Features::default()).then_some(features);
    Ok(domain)
}

/// A number, or a number and an arrangement.
fn cpus(domain: &mut Domain, text: &str) -> Result<()> {
    let bad = || unsupported(format!("Failed to parse number of vCPUs '{text}'"));
    let mut topology = CpuTopology::default();
    for part in text.split(',') {
        let (name, number) = part.split_once('=').unwrap_or(("cpus", part));
        let number: u32 = number.parse().map_err(|_| bad())?;
        match name {
            "cpus" => domain.vcpu.get_or_insert_default().count = Some(number),
            "sockets" => topology.sockets = Some(number),
            "cores" => topology.cores = Some(number),
            "threads" => topology.threads = Some(number),
            _ => return Err(bad()),
        }
    }
    if topology != CpuTopology::default() {
        for factor in [&mut topology.sockets, &mut topology.cores, &mut topology.threads] {
            factor.get_or_insert(1);
        }
        domain.cpu = Some(Cpu { topology: Some(topology), ..Cpu::default() });
    }
    Ok(())
}

/// Below this, a number without a unit counts MiB; from there on bytes.
const LEAST_BYTES: u64 = 1 << 20;

fn memory(text: &str) -> Option<MemorySize> {
    let digits = text.trim_end_matches(|letter: char| letter.is_ascii_alphabetic());
    let number: u64 = digits.parse().ok()?;
    let shift = match text.get(digits.len()..)?.to_ascii_lowercase().as_str() {
        "" if number < LEAST_BYTES => 20,
        "" | "b" => 0,
        "k" => 10,
        "m" => 20,
        "g" => 30,
        "t" => 40,
        _ => return None,
    };
    Some(MemorySize::from_kibibytes(number.checked_mul(1 << shift)? / 1024))
}

#[cfg(test)]
mod tests {
    use super::parse;
    use ferrovirt_xml::{Document, Format};

    fn text_of(script: &str) -> ferrovirt_error::Result<String> {
        Ok(parse(script)?.to_xml(&Format::INACTIVE).lines().map(str::trim).collect())
    }

    fn check(arguments: &str, expected: &str) {
        let text = text_of(&format!("bhyve -m 1 {arguments} g")).unwrap();
        assert!(text.contains(expected), "{expected} is missing in {text}");
    }

    #[test]
    fn guests() {
        check("-c 2", ">2</vcpu>");
        check("-c cpus=4,cores=4", "<topology sockets='1' cores='4' threads='1'/>");
        check("-AI", "<features><acpi/><apic/></features>");
        check("-u", "<clock offset='utc'/>");
        check("-m 2097152", "<memory unit='KiB'>2048</memory>");
        check("-m 1G", "<memory unit='KiB'>1048576</memory>");
    }

    #[test]
    fn devices() {
        check(
            "-s 2:0,ahci-cd,/i",
            "<disk type='file' device='cdrom'><source file='/i'/><target dev='sda' bus='sata'/>",
        );
        check("-s 2,ahci,hd:/a,cd:/b", "<target dev='sdb' bus='sata'/>");
        check(
            "-s 1:1,virtio-net,tap1,mac=02:00:00:00:00:01",
            "<mac address='02:00:00:00:00:01'/><source bridge='virbr0'/><target dev='tap1'/>",
        );
        check("-s 1,virtio-net,tap1,junk", "<devices/>");
        check(
            "-l com2,/dev/nmdm0A",
            "<serial type='nmdm'><source master='/dev/nmdm0A' slave='/dev/nmdm0B'/><target port='1'/>",
        );
        check("-s 3,fbuf,tcp=[::1]:5901,w=8,h=6,vga=off", "port='5901' autoport='no' listen='::1'>");
    }

    #[test]
    fn loaders() {
        let text = text_of("bhyveload -m 1 -d /x g\nbhyve -m 1 g").unwrap();
        assert!(!text.contains("bootloader"), "{text}");
        let text = text_of("'/my loader' -x \\\n 1\nbhyve -m 1 g").unwrap();
        assert!(text.contains("<bootloader>/my loader</bootloader><bootloader_args>-x 1</bootloader_args>"), "{text}");
    }

    #[test]
    fn refusals() {
        for script in [
            "",
            "true",
            "bhyve",
            "bhyve -m",
            "bhyve -c x g",
            "bhyve -m 1z g",
            "bhyve 'g",
            "bhyve -m 99999999999999999999 g",
        ] {
            assert!(parse(script).is_err(), "{script}");
        }
    }
}
