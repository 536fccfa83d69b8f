//! Domain capabilities from recorded conversations, compared section by section with a corpus of expected documents.

use super::facts::{HostFacts, Platform, SwtpmFacts};
use super::{DomainQuestion, FirmwareChoices, VirtualizationType, domain_capabilities, node_info};
use crate::probe::{EmulatorCapabilities, capabilities_from_replies};
use ferrovirt_host::{Cpus, ScriptedHost};
use ferrovirt_xml::domain_capabilities::{
    CpuCapabilities, CpuModeCapability, CpuModelEntry, DomainCapabilities, Enumeration,
};
use ferrovirt_xml::{Document, Format, ParseOptions};
use serde_json::Value;
use std::collections::BTreeMap;
use std::path::PathBuf;

fn corpus() -> Option<PathBuf> {
    std::env::var_os("FERROVIRT_CORPUS").map(PathBuf::from)
}

fn conversation(text: &str) -> Vec<(Value, Value)> {
    let mut documents = serde_json::Deserializer::from_str(text).into_iter::<Value>().map_while(Result::ok);
    std::iter::from_fn(|| Some((documents.next()?, documents.next()?))).collect()
}

/// The host that the corpus was made on, as far as the documents show it. The firmware is what each document lists.
fn facts(expected: &DomainCapabilities) -> (HostFacts, FirmwareChoices) {
    let architecture = expected.arch.clone().unwrap_or_default();
    let versions = expected.devices.as_ref().and_then(|devices| devices.tpm.as_ref());
    let versions = versions.map(|tpm| tpm.values("backendVersion").to_vec()).unwrap_or_default();
    let has = |version: &str| versions.iter().any(|known| known == version);
    let swtpm = SwtpmFacts { version_1_2: has("1.2"), version_2_0: has("2.0") };
    let platform =
        Platform { vfio: true, secure_execution: true, swtpm: Some(swtpm), rdp_server: true, ..Platform::default() };
    let os = expected.os.clone().unwrap_or_default();
    let loader = os.loader.unwrap_or_default();
    let choice = |list: &[Enumeration], name: &str| {
        let found = list.iter().find(|choice| choice.name.as_deref() == Some(name));
        found.map(|choice| choice.values.clone()).unwrap_or_default()
    };
    let firmware = FirmwareChoices {
        kinds: choice(&os.enums, "firmware"),
        secure: choice(&loader.enums, "secure").iter().any(|word| word == "yes"),
        loaders: loader.values,
    };
    (HostFacts { architecture, platform, ..HostFacts::default() }, firmware)
}

/// The makers of models are not QEMU's to tell.
fn without_vendors(mut cpu: CpuCapabilities) -> CpuCapabilities {
    for mode in &mut cpu.modes {
        let CpuModeCapability::Custom(custom) = mode else { continue };
        for entry in &mut custom.entries {
            if let CpuModelEntry::Model(model) = entry {
                model.vendor = None;
            }
        }
    }
    cpu
}

/// The document in parts, each as text.
fn sections(document: &DomainCapabilities) -> BTreeMap<String, String> {
    let mut sections = BTreeMap::new();
    let mut add = |name: &str, part: DomainCapabilities| {
        sections.insert(name.to_owned(), part.to_xml(&Format::default()));
    };
    let empty = DomainCapabilities::default;
    let mut cpu = document.cpu.clone().unwrap_or_default();
    for mode in std::mem::take(&mut cpu.modes) {
        let name = match &mode {
            CpuModeCapability::HostPassthrough(_) => "cpu/host-passthrough",
            CpuModeCapability::Maximum(_) => "cpu/maximum",
            CpuModeCapability::HostModel(_) => "cpu/host-model",
            CpuModeCapability::Custom(_) => "cpu/custom",
        };
        let only = CpuCapabilities { modes: vec![mode] };
        add(name, DomainCapabilities { cpu: Some(only.clone()), ..empty() });
        if name == "cpu/custom" {
            add("cpu/custom but for vendors", DomainCapabilities { cpu: Some(without_vendors(only)), ..empty() });
        }
    }
    add("memoryBacking", DomainCapabilities { memory_backing: document.memory_backing.clone(), ..empty() });
    add("os", DomainCapabilities { os: document.os.clone(), ..empty() });
    let head = DomainCapabilities {
        cpu: None,
        memory_backing: None,
        os: None,
        devices: None,
        features: None,
        ..document.clone()
    };
    add("head", head);
    macro_rules! parts {
        ($group:ident: $($field:ident)*) => {
            let group = document.$group.clone().unwrap_or_default();
            $({
                let mut part = empty();
                part.$group.get_or_insert_default().$field = group.$field.clone();
                add(concat!(stringify!($group), "/", stringify!($field)), part);
            })*
        };
    }
    parts!(devices: disk graphics video hostdev rng filesystem tpm redirdev channel crypto interface panic);
    parts!(features: gic vmcoreinfo genid backing_store_input backup async_teardown s390_pv ps2 sev sgx hyperv
        launch_security);
    sections
}

fn answer(found: &EmulatorCapabilities, expected: &DomainCapabilities) -> Option<DomainCapabilities> {
    let virtualization_type = match expected.domain.as_deref() {
        Some("kvm") => VirtualizationType::Kvm,
        Some("hvf") => VirtualizationType::Hvf,
        _ => VirtualizationType::Qemu,
    };
    let question = DomainQuestion {
        path: expected.path.as_deref()?,
        capabilities: found,
        architecture: expected.arch.as_deref()?,
        machine: found.machine(expected.machine.as_deref()?)?,
        virtualization_type,
    };
    let (facts, firmware) = facts(expected);
    Some(domain_capabilities(&question, &facts, &firmware))
}

#[test]
fn recorded_emulators_have_the_expected_capabilities() {
    let Some(corpus) = corpus() else {
        println!("skipped: FERROVIRT_CORPUS is not set");
        return;
    };
    let manifest = std::fs::read_to_string(corpus.join("manifest.jsonl")).expect("a corpus");
    let rows = manifest.lines().filter_map(|line| serde_json::from_str::<Value>(line).ok());
    let rows: Vec<Value> = rows.filter(|row| row["op"] == "domain-capabilities").collect();
    let (mut n_cases, mut n_same) = (0, 0);
    let mut differing: BTreeMap<String, Vec<String>> = BTreeMap::new();
    let mut n_sections: BTreeMap<String, (usize, usize)> = BTreeMap::new();
    for row in &rows {
        let file = |key: &str| row[key].as_str().map(|path| corpus.join("files").join(path));
        let (Some(input), Some(expect), Some(id)) = (file("input"), file("expect"), row["id"].as_str()) else {
            continue;
        };
        if !id.starts_with("qemu-domcaps/") {
            continue;
        }
        let replies = std::fs::read_to_string(input.with_extension("replies")).expect("a conversation");
        let found = capabilities_from_replies(conversation(&replies)).expect("capabilities");
        let text = std::fs::read_to_string(&expect).expect("a document");
        let expected = DomainCapabilities::parse(&text, &ParseOptions::default().strict()).expect("a document");
        let Some(mut actual) = answer(&found, &expected) else { panic!("{id}: no such machine") };
        take_unknowable(&mut actual, &expected);
        n_cases += 1;
        let (actual, expected) = (sections(&actual), sections(&expected));
        n_same += usize::from(actual == expected);
        for (name, wanted) in &expected {
            let is_same = actual.get(name) == Some(wanted);
            let count = n_sections.entry(name.clone()).or_default();
            count.0 += usize::from(is_same);
            count.1 += 1;
            if !is_same {
                differing.entry(name.clone()).or_default().push(id.to_owned());
                if std::env::var_os("VERBOSE").is_some() {
                    println!("{id} {name}\nexpected:\n{wanted}\nactual:\n{}", actual.get(name).map_or("", |text| text));
                }
            }
        }
    }
    println!("{n_same} of {n_cases} documents are as expected");
    for (name, (same, all)) in &n_sections {
        let names = differing.get(name).map(|names| names.join(" ")).unwrap_or_default();
        println!("{name}: {same}/{all} {names}");
    }
    for name in n_sections.keys().filter(|name| !name.starts_with("cpu/")) {
        assert_eq!(differing.get(name), None, "{name}");
    }
}

/// The greatest number of encrypted guests is the processor's to tell, and the corpus has no processor.
fn take_unknowable(actual: &mut DomainCapabilities, expected: &DomainCapabilities) {
    let wanted = expected.features.as_ref().and_then(|features| features.sev.as_ref());
    let found = actual.features.as_mut().and_then(|features| features.sev.as_mut());
    if let (Some(found), Some(wanted)) = (found, wanted) {
        (found.max_guests, found.max_es_guests) = (wanted.max_guests, wanted.max_es_guests);
    }
}

#[test]
fn a_recorded_host_has_its_nodes() {
    let Some(corpus) = corpus() else {
        println!("skipped: FERROVIRT_CORPUS is not set");
        return;
    };
    let host = ScriptedHost::new();
    let recorded = corpus.join("fixtures/vircaps2xmldata/linux-basic/system");
    let mut directories = vec![recorded.clone()];
    while let Some(directory) = directories.pop() {
        for entry in std::fs::read_dir(directory).expect("a corpus").flatten() {
            let path = entry.path();
            if path.is_dir() {
                directories.push(path);
            } else if let (Ok(below), Ok(content)) = (path.strip_prefix(&recorded), std::fs::read(&path)) {
                host.file(PathBuf::from("/sys/devices/system").join(below), content);
            }
        }
    }
    host.facts(|facts| facts.cpus = Cpus { online: (0..16).collect(), possible: (0..16).collect() });
    let facts = HostFacts::read(&host).expect("facts");
    let cpus = |node: &super::facts::Node| node.threads.iter().map(|thread| thread.id).collect::<Vec<_>>();
    let expected: Vec<Vec<u32>> = (0..4).map(|node| (node * 4..node * 4 + 4).collect()).collect();
    assert_eq!(facts.nodes.iter().map(cpus).collect::<Vec<_>>(), expected);
    let info = node_info(&facts);
    assert_eq!(info.nodes * info.sockets * info.cores * info.threads, info.cpus);
}
