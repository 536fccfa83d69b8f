//! What emulators can do: probes of recorded emulators, and what guests can have with them.

use super::qemu::recorded;
use crate::canonical;
use crate::case::Case;
use crate::failure::{Failure, Outcome};
use ferrovirt_driver_qemu::capabilities::facts::{HostFacts, Platform, Processor, SevGuests, SwtpmFacts};
use ferrovirt_driver_qemu::capabilities::{
    DomainQuestion, FirmwareChoices, VirtualizationType, domain_capabilities, hyperv_enlightenments, model_name,
    preferred_machine,
};
use ferrovirt_driver_qemu::probe::{
    Accelerator, AcceleratorCapabilities, CpuModel, EmulatorCapabilities, HostCpu, Machine, libvirt_architecture,
};
use ferrovirt_host::ScriptedHost;
use ferrovirt_xml::{Document, Format, Writer};
use serde_json::Value;
use std::path::{Path, PathBuf};

/// What a probe finds, as the reference writes it down.
pub fn probe(case: &Case) -> Outcome {
    let path = case.option("input").unwrap_or_default();
    let actual = document(&recorded(case, path)?);
    let lines = |text: &str| canonical::xml(text).map_err(|error| Failure::Unusable(error.report()));
    Failure::unless_equal(&comparable(lines(&case.expected()?)?), &lines(&actual)?)
}

/// The elements of the expected document that say nothing of the emulator: times, and the reference's own notes.
const NOTES: &[&str] = &["<flag", "<emulator", "<microcodeVersion", "<qemuctime", "<selfctime", "<selfvers"];

/// The lines without such notes; one flag stays, which says that KVM works.
fn comparable(lines: Vec<String>) -> Vec<String> {
    let mut kept = Vec::with_capacity(lines.len());
    let mut is_note = false;
    for line in lines {
        if let Some(start) = line.strip_prefix("  ").filter(|start| start.starts_with('<')) {
            let name = start.split([' ', '>']).next().unwrap_or_default();
            is_note = NOTES.contains(&name) && start != "<flag name=\"kvm\">";
        }
        if !is_note {
            kept.push(line);
        }
    }
    kept
}

fn document(found: &EmulatorCapabilities) -> String {
    let mut writer = Writer::new(&Format::INACTIVE);
    writer.start("qemuCaps");
    writer.open();
    if found.kvm.enabled {
        empty(&mut writer, "flag", &[("name", "kvm")]);
    }
    let version = found.version;
    let version = (u64::from(version.major) * 1000 + u64::from(version.minor)) * 1000 + u64::from(version.micro);
    writer.text_element("version", &version.to_string());
    writer.text_element("package", &found.package);
    writer.text_element("arch", libvirt_architecture(&found.architecture));
    for accelerated in [&found.hardware, &found.tcg].into_iter().flatten() {
        accelerator(&mut writer, found, accelerated);
    }
    platform(&mut writer, found);
    writer.end("qemuCaps");
    writer.finish()
}

fn empty(writer: &mut Writer<'_>, name: &str, attributes: &[(&str, &str)]) {
    writer.start(name);
    attributes.iter().for_each(|(name, value)| writer.attribute_str(name, value));
    writer.end(name);
}

fn yes_no(is_so: bool) -> &'static str {
    if is_so { "yes" } else { "no" }
}

fn accelerator(writer: &mut Writer<'_>, found: &EmulatorCapabilities, accelerated: &AcceleratorCapabilities) {
    let kind = match accelerated.accelerator {
        Accelerator::Kvm => "kvm",
        Accelerator::Hvf => "hvf",
        Accelerator::Tcg => "tcg",
    };
    if let Some(cpu) = &accelerated.host_cpu {
        host_cpu(writer, kind, cpu);
    }
    for model in &accelerated.cpu_models {
        cpu_model(writer, kind, &found.architecture, model);
    }
    // The machine that guests get by default comes first; the one for no guests is left out.
    let preferred = preferred_machine(found).map(|machine| machine.name.as_str());
    let is_preferred = |machine: &&Machine| Some(machine.name.as_str()) == preferred;
    let machines = || accelerated.machines.iter().filter(|machine| machine.name != "none");
    for of in machines().filter(is_preferred).chain(machines().filter(|machine| !is_preferred(machine))) {
        machine(writer, kind, of);
    }
}

fn host_cpu(writer: &mut Writer<'_>, kind: &str, cpu: &HostCpu) {
    writer.start("hostCPU");
    writer.attribute_str("type", kind);
    writer.attribute_str("model", &cpu.model);
    writer.attribute_str("migratability", yes_no(cpu.migratable.is_some()));
    writer.open();
    for (name, value) in &cpu.properties {
        let (kind, text) = match value {
            Value::Bool(value) => ("boolean", value.to_string()),
            Value::Number(value) => ("number", value.to_string()),
            Value::String(value) => ("string", value.clone()),
            _ => continue,
        };
        let mut attributes = vec![("name", name.as_str()), ("type", kind), ("value", text.as_str())];
        if let (Some(migratable), Value::Bool(true)) = (&cpu.migratable, value) {
            attributes.push(("migratable", yes_no(migratable.contains(name))));
        }
        empty(writer, "property", &attributes);
    }
    if !cpu.deprecated.is_empty() {
        writer.start("deprecatedFeatures");
        writer.open();
        cpu.deprecated.iter().for_each(|name| empty(writer, "property", &[("name", name)]));
        writer.end("deprecatedFeatures");
    }
    writer.end("hostCPU");
}

fn cpu_model(writer: &mut Writer<'_>, kind: &str, architecture: &str, model: &CpuModel) {
    let name = model_name(architecture, &model.name);
    let mut attributes = vec![("type", kind), ("name", name)];
    // Old versions of QEMU tell the type only of a name that is short for another.
    attributes.extend((!model.typename.is_empty()).then_some(("typename", model.typename.as_str())));
    attributes.extend(model.is_usable().map(|is_usable| ("usable", yes_no(is_usable))));
    attributes.extend(model.deprecated.then_some(("deprecated", "yes")));
    writer.start("cpu");
    attributes.iter().for_each(|(name, value)| writer.attribute_str(name, value));
    writer.open();
    for blocker in model.unavailable_features.iter().flatten() {
        empty(writer, "blocker", &[("name", blocker)]);
    }
    writer.end("cpu");
}

fn machine(writer: &mut Writer<'_>, kind: &str, machine: &Machine) {
    let cpu_max = machine.cpu_max.to_string();
    let mut attributes = vec![("type", kind), ("name", machine.name.as_str()), ("maxCpus", &cpu_max)];
    attributes.extend(machine.alias.as_deref().map(|alias| ("alias", alias)));
    attributes.extend(machine.default_cpu_type.as_deref().map(|kind| ("defaultCPU", kind)));
    attributes.extend(machine.default_ram_id.as_deref().map(|id| ("defaultRAMid", id)));
    attributes.extend(machine.acpi.map(|acpi| ("acpi", yes_no(acpi))));
    let marks = [
        ("hotplugCpus", machine.hotpluggable_cpus),
        ("default", machine.is_default),
        ("numaMemSupported", machine.numa_mem_supported),
        ("deprecated", machine.deprecated),
    ];
    attributes.extend(marks.into_iter().filter(|(_, is_set)| *is_set).map(|(name, _)| (name, "yes")));
    empty(writer, "machine", &attributes);
}

fn platform(writer: &mut Writer<'_>, found: &EmulatorCapabilities) {
    for gic in &found.gic {
        let version = gic.version.to_string();
        let ways = [("version", version.as_str()), ("kernel", yes_no(gic.kernel)), ("emulated", yes_no(gic.emulated))];
        empty(writer, "gic", &ways);
    }
    if let Some(sev) = &found.sev {
        writer.start("sev");
        writer.open();
        writer.text_element("cbitpos", &sev.cbitpos.to_string());
        writer.text_element("reducedPhysBits", &sev.reduced_phys_bits.to_string());
        writer.text_element("pdh", &sev.pdh);
        writer.text_element("certChain", &sev.cert_chain);
        if let Some(id) = &sev.cpu0_id {
            writer.text_element("cpu0Id", id);
        }
        writer.end("sev");
    }
    if let Some(sgx) = found.sgx.as_ref().filter(|sgx| sgx.sgx) {
        writer.start("sgx");
        writer.attribute_str("supported", "yes");
        writer.open();
        for (name, has) in [("flc", sgx.flc), ("sgx1", sgx.sgx1), ("sgx2", sgx.sgx2)] {
            writer.text_element(name, yes_no(has));
        }
        let sum = || sgx.sections.iter().map(|section| section.size).sum();
        let size: u64 = sgx.section_size.filter(|_| sgx.sections.is_empty()).unwrap_or_else(sum);
        writer.start("section_size");
        writer.attribute_str("unit", "KiB");
        writer.text_str(&(size / 1024).to_string());
        writer.end("section_size");
        writer.start("sections");
        writer.open();
        for section in &sgx.sections {
            let (node, size) = (section.node.to_string(), (section.size / 1024).to_string());
            empty(writer, "section", &[("node", &node), ("size", &size), ("unit", "KiB")]);
        }
        writer.end("sections");
        writer.end("sgx");
    }
    if let Some(words) = hyperv_enlightenments(found) {
        writer.start("hypervCapabilities");
        writer.attribute_str("supported", "yes");
        writer.open();
        words.iter().for_each(|word| empty(writer, "cap", &[("name", word)]));
        writer.end("hypervCapabilities");
    }
}

/// What guests can have with an emulator, as far as the case's variant names its machine and virtualization type.
pub fn guests(case: &Case) -> Outcome {
    let found = recorded(case, case.option("input").unwrap_or_default())?;
    let architecture = case.option("arch").unwrap_or_default();
    let (mut virtualization_type, mut machine) = (VirtualizationType::Kvm, None);
    for word in case.option("variant").unwrap_or_default().split('-').filter(|word| !word.is_empty()) {
        match word {
            "tcg" => virtualization_type = VirtualizationType::Qemu,
            "hvf" => virtualization_type = VirtualizationType::Hvf,
            name => machine = Some(name),
        }
    }
    let machine = match machine {
        Some(name) => found.machine(name),
        None => preferred_machine(&found),
    };
    let machine = machine.ok_or_else(|| Failure::Unusable("there is no such machine".to_owned()))?;
    let path = format!("/usr/bin/qemu-system-{architecture}");
    let question = DomainQuestion { path: &path, capabilities: &found, architecture, machine, virtualization_type };
    let firmware = firmware(case, architecture, &machine.name)?;
    let document = domain_capabilities(&question, &facts(&found, architecture), &firmware);
    case.expect_xml(&document.to_xml(&Format::INACTIVE))
}

/// The host that the expected documents were made on.
fn facts(found: &EmulatorCapabilities, architecture: &str) -> HostFacts {
    // Its swtpm had version 1.2 only as long as QEMU was this old.
    let swtpm = SwtpmFacts { version_1_2: found.version.major < 7, version_2_0: true };
    let platform = Platform {
        vfio: true,
        secure_execution: true,
        swtpm: Some(swtpm),
        rdp_server: true,
        sev_guests: Some(SevGuests { encrypted: 59, encrypted_state: 450 }),
        ..Platform::default()
    };
    let is_power = matches!(architecture, "ppc64" | "ppc64le");
    let processor =
        Processor { address_bits: Some(64), version_register: is_power.then_some(0x004d_0201), ..Processor::default() };
    HostFacts { architecture: architecture.to_owned(), processor, platform, ..HostFacts::default() }
}

/// The kinds of firmware that are described as installed; the files are those of the reference's configuration.
fn firmware(case: &Case, architecture: &str, machine: &str) -> Result<FirmwareChoices, Failure> {
    let host = ScriptedHost::new();
    let root = case.fixture("qemufirmwaredata");
    let unusable = |path: &Path, error: std::io::Error| Failure::Unusable(format!("{}: {error}", path.display()));
    for part in ["usr/share/qemu/firmware", "etc/qemu/firmware"] {
        let directory = root.join(part);
        for entry in std::fs::read_dir(&directory).map_err(|error| unusable(&directory, error))?.flatten() {
            let path = entry.path();
            let content = std::fs::read(&path).map_err(|error| unusable(&path, error))?;
            host.file(PathBuf::from("/").join(part).join(entry.file_name()), content);
        }
    }
    let loaders = ["/obviously/fake/firmware1.fd", "/obviously/fake/firmware2.fd"].map(str::to_owned);
    let found = FirmwareChoices::read(&host, architecture, machine);
    Ok(FirmwareChoices { loaders: loaders.to_vec(), ..found })
}
