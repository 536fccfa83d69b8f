//! The host model in the domain capabilities of a conformance corpus, from what QEMU answered when it was probed, when
//! `FERROVIRT_CORPUS` names the corpus' directory.
#![allow(clippy::unwrap_used, reason = "a test may stop at the first surprise")]

use ferrovirt_cpu::x86::{OfferedModels, Processor, guest_definition};
use ferrovirt_xml::ParseOptions;
use ferrovirt_xml::domain::Cpu;
use ferrovirt_xml::tree::Tree;
use serde_json::{Deserializer, Value, json};
use std::path::Path;

#[test]
fn host_models_are_as_in_the_corpus() {
    let Some(corpus) = std::env::var_os("FERROVIRT_CORPUS") else { return };
    let corpus = Path::new(&corpus);
    let read = |path: &str| std::fs::read_to_string(corpus.join("files").join(path)).unwrap();
    let manifest = std::fs::read_to_string(corpus.join("manifest.jsonl")).unwrap();
    let rows = manifest.lines().map(|line| serde_json::from_str::<Value>(line).unwrap());
    let is_of_x86 = |row: &Value| row["op"] == "domain-capabilities" && row["arch"] == "x86_64";
    let (mut passed, mut total) = (0, 0);
    for row in rows.filter(is_of_x86) {
        let is_emulated = row["variant"].as_str().is_some_and(|variant| variant.contains("tcg"));
        let replies = read(&row["input"].as_str().unwrap().replace(".xml", ".replies"));
        let Some(expected) = expected(&read(row["expect"].as_str().unwrap())) else { continue };
        let actual = host_model(&replies, is_emulated);
        total += 1;
        passed += usize::from(actual == expected);
        if actual != expected {
            println!("{}: expected {expected:?}, actual {actual:?}", row["id"]);
        }
    }
    println!("host models {passed}/{total}");
    assert_eq!(passed, total);
}

/// Model and features with their policies.
type Summary = (String, Vec<(String, String)>);

fn expected(capabilities: &str) -> Option<Summary> {
    let tree = Tree::parse(capabilities, &ParseOptions::default()).unwrap();
    let cpu = tree.root().child("cpu")?;
    let mode = cpu.children("mode").find(|mode| mode.attribute("name") == Some("host-model"))?;
    let model = mode.child("model")?.text()?.into_owned();
    let word = |node: ferrovirt_xml::tree::Node<'_>, name| node.attribute(name).unwrap().to_owned();
    Some((model, mode.children("feature").map(|node| (word(node, "policy"), word(node, "name"))).collect()))
}

/// What QEMU's answers come to: those with KVM come first, those of its own emulator last.
fn host_model(replies: &str, is_emulated: bool) -> Summary {
    let values: Vec<Value> = Deserializer::from_str(replies).into_iter().map(|value| value.unwrap()).collect();
    let answers = |command: &str, arguments: Option<Value>| {
        let asked = values.windows(2).filter(move |pair| {
            pair[0]["execute"] == command && arguments.as_ref().is_none_or(|wanted| pair[0]["arguments"] == *wanted)
        });
        asked.map(|pair| &pair[1]["return"]).collect::<Vec<_>>()
    };
    let name = if is_emulated { "max" } else { "host" };
    let arguments = json!({"type": "static", "model": {"name": name, "props": {"migratable": false}}});
    let expansions = answers("query-cpu-model-expansion", Some(arguments));
    let definitions = answers("query-cpu-definitions", None);
    let definitions = if is_emulated { definitions.last() } else { definitions.first() };
    let offered = OfferedModels::from_definitions(definitions.unwrap()).unwrap();
    let processor = Processor::from_expansion(expansions.last().unwrap()).unwrap();
    summary(&guest_definition(&processor, Some(&offered)).unwrap())
}

fn summary(cpu: &Cpu) -> Summary {
    let model = cpu.model.as_ref().and_then(|model| model.name.clone()).unwrap();
    let feature = |feature: &ferrovirt_xml::domain::cpu::CpuFeature| {
        (feature.policy.unwrap().as_str().to_owned(), feature.name.clone().unwrap())
    };
    (model, cpu.features.iter().map(feature).collect())
}
