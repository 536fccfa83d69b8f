//! Capabilities from recorded conversations.

use super::collect::{Answers, NoteFatal};
use super::*;
use crate::qmp::QmpError;
use serde_json::{Value, json};
use std::path::PathBuf;

/// A minimal conversation, with these replies instead of the usual ones.
fn conversation(changes: &[(&str, Value)]) -> Vec<(Value, Value)> {
    let usual = [
        ("qmp_capabilities", json!({})),
        ("query-version", json!({"qemu": {"major": 8, "minor": 2, "micro": 1}, "package": " (here)"})),
        ("query-target", json!({"arch": "riscv64"})),
        ("query-qmp-schema", json!([{"meta-type": "command", "name": "query-machines", "arg-type": "0"}])),
        ("qom-list-types", json!([{"name": "tcg-accel"}, {"name": "ramfb"}, {"name": "any-riscv-cpu"}])),
        (
            "query-machines",
            json!([
                {"name": "virt", "is-default": true, "cpu-max": 512, "hotpluggable-cpus": false, "novelty": 1}
            ]),
        ),
    ];
    let reply = |(command, value): (&str, Value)| {
        let changed = changes.iter().find(|(name, _)| *name == command).map(|(_, value)| value.clone());
        (json!({"execute": command}), json!({"return": changed.unwrap_or(value)}))
    };
    usual.into_iter().map(reply).collect()
}

#[test]
fn an_emulator_that_refuses_most_questions_still_has_capabilities() {
    let found = capabilities_from_replies(conversation(&[])).expect("capabilities");
    assert_eq!(found.version.to_string(), "8.2.1");
    assert_eq!(found.package, "(here)");
    assert_eq!(found.hardware, None);
    let tcg = found.accelerated(Accelerator::Tcg).expect("TCG");
    assert_eq!((tcg.cpu_models.len(), &tcg.host_cpu), (0, &None));
    assert_eq!(found.default_machine().expect("a default").name, "virt");
    assert!(found.has_device("ramfb") && !found.has_device("any-riscv-cpu"));
    assert!(found.has_command("query-machines") && !found.has_command("quit"));
}

#[test]
fn nonsense_and_old_versions_are_refused() {
    let check = |command, value, expected| {
        let error = capabilities_from_replies(conversation(&[(command, value)])).expect_err(expected).to_string();
        assert!(error.contains(expected), "{error}");
    };
    let old = json!({"qemu": {"major": 6, "minor": 1, "micro": 9}});
    check("query-version", old, "QEMU version >= 6.2.0 is required, but 6.1.9 was found");
    check("query-target", json!([]), "unexpected reply to 'query-target'");
    check("query-machines", json!({"name": 1}), "unexpected reply to 'query-machines'");
    check("query-qmp-schema", json!(7), "unexpected reply to 'query-qmp-schema'");
    assert!(capabilities_from_replies([]).is_err());
}

/// The documents of a recorded conversation, in pairs.
fn read_conversation(text: &str) -> Vec<(Value, Value)> {
    let mut documents = serde_json::Deserializer::from_str(text).into_iter::<Value>().map_while(Result::ok);
    std::iter::from_fn(|| Some((documents.next()?, documents.next()?))).collect()
}

pub(super) fn recorded() -> Vec<(String, Vec<(Value, Value)>)> {
    let Some(corpus) = std::env::var_os("FERROVIRT_CORPUS") else {
        println!("skipped: FERROVIRT_CORPUS is not set");
        return Vec::new();
    };
    let directory = PathBuf::from(corpus).join("files/qemucapabilitiesdata");
    let mut paths: Vec<PathBuf> =
        std::fs::read_dir(directory).expect("a corpus").flatten().map(|entry| entry.path()).collect();
    paths.retain(|path| path.extension().is_some_and(|extension| extension == "replies"));
    paths.sort();
    let read = |path: PathBuf| {
        let name = path.file_stem().unwrap_or_default().to_string_lossy().into_owned();
        (name, read_conversation(&std::fs::read_to_string(path).expect("readable")))
    };
    paths.into_iter().map(read).collect()
}

#[test]
fn recorded_conversations_are_understood() {
    for (name, conversation) in recorded() {
        let found = capabilities_from_replies(conversation).unwrap_or_else(|error| panic!("{name}: {error}"));
        let (version, architecture) = name.trim_start_matches("caps_").split_once('_').expect("VERSION_ARCH");
        let architecture = architecture.split('+').next().unwrap_or_default();
        // Some were recorded with another micro release, or with the development version before.
        let minor = |text: &str| text.rsplit_once('.').map(|(minor, _)| minor.to_owned());
        let is_development = found.version.micro >= 50;
        assert!(is_development || minor(&found.version.to_string()) == minor(version), "{name}: {}", found.version);
        let qemu_name = if architecture == "armv7l" { "arm" } else { architecture };
        assert_eq!(found.architecture, qemu_name, "{name}");
        assert!(!found.machines().is_empty(), "{name}");
        assert!(!found.device_properties.is_empty(), "{name}");
        assert!(found.has_schema("blockdev-add/arg/+file/filename"), "{name}");
        assert!(found.has_schema("device_add/arg/driver"), "{name}");
        let tcg = found.tcg.as_ref().unwrap_or_else(|| panic!("{name}: no TCG"));
        assert!(!tcg.machines.is_empty(), "{name}");
        // SPARC emulators do not list their CPU models.
        assert!(!tcg.cpu_models.is_empty() || architecture == "sparc", "{name}");
        if name.ends_with("_x86_64") {
            check_x86(&name, &found);
        }
        let stored = serde_json::to_string(&found).expect("plain data");
        assert!(stored.len() < 2 << 20, "{name}: {}", stored.len());
        assert!(serde_json::from_str::<EmulatorCapabilities>(&stored).expect("the same") == found, "{name}");
    }
}

fn check_x86(name: &str, found: &EmulatorCapabilities) {
    let hardware = found.accelerated(Accelerator::Kvm).unwrap_or_else(|| panic!("{name}: no KVM"));
    assert_eq!(found.default_machine().and_then(|machine| machine.alias.as_deref()), Some("pc"), "{name}");
    let q35 = found.machine("q35").expect("q35");
    assert_eq!(q35.default_cpu_type.as_deref(), Some("qemu64-x86_64-cpu"), "{name}");
    assert_eq!(q35.default_ram_id.as_deref(), Some("pc.ram"), "{name}");
    assert!(q35.cpu_max >= 288 && q35.hotpluggable_cpus, "{name}");
    let usable = |models: &[CpuModel], wanted: &str| {
        models.iter().find(|model| model.name == wanted).and_then(CpuModel::is_usable)
    };
    assert_eq!(usable(&hardware.cpu_models, "host"), Some(true), "{name}");
    assert_eq!(usable(&found.tcg.as_ref().expect("checked").cpu_models, "host"), Some(false), "{name}");
    let host = hardware.host_cpu.as_ref().expect("a host CPU");
    assert_eq!(host.model, "base", "{name}");
    assert_eq!(host.properties.get("sse2"), Some(&Value::Bool(true)), "{name}");
    assert!(host.migratable.as_ref().is_some_and(|names| names.contains("sse2")), "{name}");
    assert!(found.has_object_property("generic-pc-machine", "smm"), "{name}");
    assert!(found.has_device_property("virtio-blk-pci", "num-queues"), "{name}");
    assert!(found.has_option("sandbox", Some("spawn")) && !found.has_option("sandbox", Some("none")), "{name}");
}

#[tokio::test]
async fn the_device_that_ends_an_emulator_is_remembered() {
    struct Dead;
    impl Answers for Dead {
        async fn answer(&mut self, _: &str, _: Value) -> Result<Value, QmpError> {
            Err(QmpError::Closed("gone".into()))
        }
    }
    let mut fatal = None;
    let mut answers = NoteFatal { answers: &mut Dead, fatal: &mut fatal };
    assert!(answers.answer("query-version", Value::Null).await.is_err());
    assert_eq!(*answers.fatal, None);
    assert!(answers.answer("device-list-properties", json!({"typename": "ramfb"})).await.is_err());
    assert_eq!(fatal.as_deref(), Some("ramfb"));
}

#[test]
fn properties_of_devices_are_read() {
    let mut conversation = conversation(&[]);
    conversation.push((
        json!({"execute": "device-list-properties", "arguments": {"typename": "ramfb"}}),
        json!({"return": [{"name": "romfile", "type": "str"}]}),
    ));
    let found = capabilities_from_replies(conversation).expect("capabilities");
    assert!(found.has_device_property("ramfb", "romfile") && !found.has_device_property("ramfb", "none"));
}
