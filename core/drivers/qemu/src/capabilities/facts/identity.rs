//! Which model a processor is, and what it has beyond that: by what it says of itself, and the library of CPU models.

use super::Processor;
use super::text::Reader;
use ferrovirt_cpu::{Architecture, arm, ppc64, x86};
use ferrovirt_host::Host;
use ferrovirt_xml::capabilities::HostCpu;
use std::path::Path;

/// Where Linux on Arm shows the main ID register.
const MAIN_ID: &str = "/sys/devices/system/cpu/cpu0/regs/identification/midr_el1";

/// Notes the model. A processor that the library does not know has none.
pub(super) fn identify(
    processor: &mut Processor,
    description: &str,
    reader: &Reader<'_>,
    host: &dyn Host,
    architecture: &str,
) {
    let found = match Architecture::named(architecture) {
        Some(Architecture::X86) => {
            processor.counter = host.system().time_stamp_counter().ok();
            of_x86(host, architecture)
        }
        Some(Architecture::Arm) => of_arm(description, reader, architecture),
        Some(Architecture::Ppc64) => {
            processor.version_register.and_then(|version| ppc64::host_definition(version, architecture).ok())
        }
        Some(Architecture::S390x) | None => None,
    };
    let Some(found) = found else { return };
    processor.model = found.model;
    processor.vendor = found.vendor.or(processor.vendor.take());
    if let Some(signature) = found.signature {
        processor.signature = signature.family.zip(signature.model).zip(signature.stepping).map(flat);
    }
    processor.features = found.features.into_iter().filter_map(|feature| feature.name).collect();
}

fn flat(((family, model), stepping): ((u32, u32), u32)) -> (u32, u32, u32) {
    (family, model, stepping)
}

fn of_x86(host: &dyn Host, architecture: &str) -> Option<HostCpu> {
    let system = host.system();
    let cpuid = |leaf, subleaf| {
        let found = system.cpuid(leaf, subleaf)?;
        Some([found.eax, found.ebx, found.ecx, found.edx])
    };
    let register = |number| system.model_specific_register(number).ok();
    let processor = x86::Processor::ask(cpuid, register)?;
    x86::host_definition(&processor, architecture).ok()
}

fn of_arm(description: &str, reader: &Reader<'_>, architecture: &str) -> Option<HostCpu> {
    let value = |name: &str| {
        let mut fields = description.lines().filter_map(|line| line.split_once(':'));
        fields.find(|(key, _)| key.trim() == name).map(|(_, value)| value.trim())
    };
    let number = |text: &str| u64::from_str_radix(text.strip_prefix("0x")?, 16).ok();
    let shown = reader.word(Path::new(MAIN_ID)).and_then(|text| number(&text));
    // Without that file the register is put together from what the kernel tells of its parts.
    let parts = || Some(number(value("CPU implementer")?)? << 24 | number(value("CPU part")?)? << 4);
    let features: Vec<&str> = value("Features").unwrap_or_default().split_ascii_whitespace().collect();
    Some(arm::host_definition(shown.or_else(parts)?, &features, architecture))
}

#[cfg(test)]
mod tests {
    use super::*;
    use ferrovirt_host::{CpuidRegisters, ScriptedHost, TimeStampCounter};

    fn identified(host: &ScriptedHost, architecture: &str, description: &str) -> Processor {
        let mut processor = Processor { version_register: Some(0x004e_1202), ..Processor::default() };
        identify(&mut processor, description, &Reader::new(host), host, architecture);
        processor
    }

    #[test]
    fn x86_by_its_registers() {
        let host = ScriptedHost::new();
        assert_eq!(identified(&host, "x86_64", "").model, None);
        let registers = |eax, ebx, ecx, edx| CpuidRegisters { eax, ebx, ecx, edx };
        let counter = TimeStampCounter { frequency: 2_000_000_000, scaling: false };
        host.facts(|facts| {
            facts.cpuid.insert((0, 0), registers(1, 0x756e_6547, 0x6c65_746e, 0x4965_6e69));
            // What every 64-bit processor has, and the time stamp counter's deadline on top.
            facts.cpuid.insert((1, 0), registers(0x206a7, 0, 0x0100_2001, 0x0783_fbff));
            facts.cpuid.insert((0x8000_0000, 0), registers(0x8000_0001, 0, 0, 0));
            facts.cpuid.insert((0x8000_0001, 0), registers(0, 0, 0x5, 0x2010_0800));
            facts.model_specific_registers.insert(0x10a, 1);
            facts.time_stamp_counter = Some(counter);
        });
        let found = identified(&host, "x86_64", "");
        assert_eq!((found.vendor.as_deref(), found.signature), (Some("Intel"), Some((6, 42, 7))));
        assert!(found.model.is_some());
        assert!(found.features.iter().any(|name| name == "tsc-deadline"), "{found:?}");
        assert!(found.features.iter().any(|name| name == "rdctl-no"), "{found:?}");
        assert_eq!(found.counter, Some(counter));
    }

    #[test]
    fn arm_by_its_register_or_the_parts_of_it() {
        let host = ScriptedHost::new();
        let description = "Features\t: fp asimd made-up\nCPU implementer\t: 0x41\nCPU part\t: 0xd0c\n";
        let check = |model: &str| {
            let found = identified(&host, "aarch64", description);
            assert_eq!((found.vendor.as_deref(), found.model.as_deref()), (Some("ARM"), Some(model)));
            assert_eq!(found.features, ["fp", "asimd"]);
        };
        check("neoverse-n1");
        host.file(MAIN_ID, "0x00000000410fd083\n");
        check("cortex-a72");
        assert_eq!(identified(&host, "aarch64", "").features, Vec::<String>::new());
    }

    #[test]
    fn power_by_its_version_and_others_not_at_all() {
        let host = ScriptedHost::new();
        assert_eq!(identified(&host, "ppc64le", "").model.as_deref(), Some("POWER9"));
        assert_eq!(identified(&host, "s390x", "").model, None);
        assert_eq!(identified(&host, "riscv64", "").model, None);
    }
}
