//! The cases of a conformance corpus that are about CPUs, when `FERROVIRT_CORPUS` names its directory.
#![allow(clippy::unwrap_used, reason = "a test may stop at the first surprise")]

use ferrovirt_cpu::x86::{OfferedModels, Processor, guest_definition, host_definition};
use ferrovirt_xml::capabilities::HostCpu;
use ferrovirt_xml::domain::Cpu;
use ferrovirt_xml::{Document, ParseOptions};
use serde_json::{Deserializer, Value};
use std::collections::BTreeMap;
use std::path::Path;

/// The part of each kind that must pass.
const REACHED: f64 = 1.0;

#[test]
fn processors_are_described_as_in_the_corpus() {
    let Some(corpus) = std::env::var_os("FERROVIRT_CORPUS") else { return };
    let corpus = Path::new(&corpus);
    let manifest = std::fs::read_to_string(corpus.join("manifest.jsonl")).unwrap();
    let mut counts: BTreeMap<String, (usize, usize)> = BTreeMap::new();
    for row in manifest.lines().map(|line| serde_json::from_str::<Value>(line).unwrap()) {
        let id = row["id"].as_str().unwrap();
        let Some(passed) = perform(corpus, &row) else { continue };
        let count = counts.entry(id.split('/').next().unwrap().to_owned()).or_default();
        count.0 += usize::from(passed);
        count.1 += 1;
        if !passed {
            println!("{id} differs");
        }
    }
    for (kind, (passed, total)) in counts {
        println!("{kind} {passed}/{total}");
        assert!(passed as f64 >= REACHED * total as f64, "{kind}: {passed} of {total}");
    }
}

/// Whether the case passes, if it is about CPUs.
fn perform(corpus: &Path, row: &Value) -> Option<bool> {
    let file =
        |field: &str| row[field].as_str().map(|path| std::fs::read_to_string(corpus.join("files").join(path)).unwrap());
    let options = ParseOptions::default();
    let guest = |processor, offered: Option<OfferedModels>| {
        let expected = Cpu::parse(&file("expect").unwrap(), &options).unwrap();
        guest_definition(&processor, offered.as_ref()).unwrap() == expected
    };
    match row["op"].as_str().unwrap() {
        "cpuid-to-host-cpu" => {
            let processor = Processor::from_dump(&file("input").unwrap()).unwrap();
            let expected = HostCpu::parse(&file("expect").unwrap(), &options).unwrap();
            Some(host_definition(&processor, "x86_64").unwrap() == expected)
        }
        "cpuid-to-guest-cpu" => {
            let processor = Processor::from_dump(&file("input").unwrap()).unwrap();
            Some(guest(processor, file("models").and_then(|text| offered(&answers(&text)))))
        }
        "qemu-cpu-to-guest-cpu" => {
            let answers = answers(&file("input").unwrap());
            Some(guest(Processor::from_expansion(&answers[0]).unwrap(), offered(&answers)))
        }
        _ => None,
    }
}

fn answers(text: &str) -> Vec<Value> {
    Deserializer::from_str(text).into_iter::<Value>().map(|answer| answer.unwrap()["return"].take()).collect()
}

fn offered(answers: &[Value]) -> Option<OfferedModels> {
    answers.iter().find(|answer| answer.is_array()).map(|list| OfferedModels::from_definitions(list).unwrap())
}
