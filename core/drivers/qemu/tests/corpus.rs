//! Documents and command lines against a corpus of published test vectors, where one is at hand.
//!
//! `FERROVIRT_CORPUS` names its directory; without it nothing is tested. `FERROVIRT_CASES` picks cases by a part of their
//! name, and shows how each that differs does so.

mod host;

use std::collections::BTreeMap;
use std::path::PathBuf;

use ferrovirt_driver_qemu::command::{self, Launch};
use ferrovirt_driver_qemu::complete::{self, Context};
use ferrovirt_driver_qemu::firmware::Firmware;
use ferrovirt_driver_qemu::layout::Layout;
use ferrovirt_driver_qemu::probe::{EmulatorCapabilities, capabilities_from_replies};
use ferrovirt_driver_qemu::validate;
use ferrovirt_error::{Error, ErrorDomain};
use ferrovirt_xml::domain::Domain;
use ferrovirt_xml::tree::{Node, Tree};
use ferrovirt_xml::{Document, Format, ParseOptions};
use serde::Deserialize;
use serde_json::Value;

#[derive(Clone, Debug, Deserialize)]
struct Case {
    id: String,
    op: String,
    #[serde(default)]
    input: Value,
    #[serde(default)]
    expect: Value,
    #[serde(default)]
    driver: String,
    #[serde(default)]
    arch: String,
    #[serde(default)]
    caps: String,
    #[serde(default)]
    config: Value,
    #[serde(default)]
    stage: String,
    #[serde(default)]
    error: String,
    #[serde(default)]
    env: Value,
    #[serde(default)]
    abi_update: bool,
}

struct Corpus {
    directory: PathBuf,
    capabilities: BTreeMap<(String, bool), EmulatorCapabilities>,
    firmware: Vec<Firmware>,
}

impl Corpus {
    fn open() -> Option<Corpus> {
        let Some(directory) = std::env::var_os("FERROVIRT_CORPUS") else {
            println!("skipped: FERROVIRT_CORPUS is not set");
            return None;
        };
        let directory = PathBuf::from(directory);
        let firmware = host::firmware(&directory.join("fixtures/qemufirmwaredata"));
        Some(Corpus { directory, capabilities: BTreeMap::new(), firmware })
    }

    fn read(&self, name: &str) -> String {
        let path = self.directory.join("files").join(name);
        std::fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
    }

    fn cases(&self, op: &str) -> Vec<Case> {
        let manifest = std::fs::read_to_string(self.directory.join("manifest.jsonl")).expect("a manifest");
        let wanted = std::env::var("FERROVIRT_CASES").ok();
        manifest
            .lines()
            .filter_map(|line| serde_json::from_str::<Case>(line).ok())
            .filter(|case| case.op == op && case.driver == "qemu" && case.arch == "x86_64")
            .filter(|case| wanted.as_ref().is_none_or(|wanted| case.id.contains(wanted)))
            .collect()
    }

    /// The capabilities of a case. Those of "latest" know no aliases of machines, so that names stay what they are.
    fn capabilities(&mut self, case: &Case) -> EmulatorCapabilities {
        let latest = case.id.contains("-latest");
        let key = (case.caps.clone(), latest);
        if let Some(found) = self.capabilities.get(&key) {
            return found.clone();
        }
        let text = self.read(&case.caps.replace(".xml", ".replies"));
        let mut documents = serde_json::Deserializer::from_str(&text).into_iter::<Value>().map_while(Result::ok);
        let conversation: Vec<(Value, Value)> =
            std::iter::from_fn(|| Some((documents.next()?, documents.next()?))).collect();
        let mut found = capabilities_from_replies(conversation).expect("capabilities");
        if latest {
            for accelerated in [&mut found.hardware, &mut found.tcg].into_iter().flatten() {
                for machine in &mut accelerated.machines {
                    if let Some(alias) = machine.alias.take() {
                        machine.name = alias;
                    }
                }
            }
        }
        self.capabilities.insert(key, found.clone());
        found
    }

    fn complete(&mut self, case: &Case) -> Result<(Domain, EmulatorCapabilities), Error> {
        let capabilities = self.capabilities(case);
        let text = self.read(case.input.as_str().unwrap_or_default());
        let mut domain = Domain::parse(&text, &ParseOptions::inactive())?;
        let layout = host::layout();
        let emulator = format!("/usr/bin/qemu-system-{}", case.arch);
        let mut random = host::Counting;
        let mut context = Context {
            capabilities: &capabilities,
            emulator: &emulator,
            is_new: case.abi_update,
            random: &mut random,
            firmware: &self.firmware,
            layout: &layout,
            audio: &host::audio(&case.config, &case.env),
        };
        validate::stated(&domain, case.abi_update)?;
        complete::complete(&mut domain, &mut context)?;
        validate::validate(&domain, &capabilities)?;
        let once = domain.clone();
        complete::complete(&mut domain, &mut context)?;
        if once != domain {
            return Err(Error::internal(ErrorDomain::Qemu, "completing twice changes something"));
        }
        Ok((domain, capabilities))
    }

    fn command_line(&mut self, case: &Case) -> Result<Vec<String>, Error> {
        let (mut domain, capabilities) = self.complete(case)?;
        let layout: Layout = host::layout();
        let uuid = domain.uuid.unwrap_or_default().to_string();
        let paths = layout.guest(-1, &domain.name, &uuid);
        complete::prepare(&mut domain, &paths)?;
        let settings = host::settings(&case.config, &case.env);
        let mut resources = host::Fixture::new(&paths);
        let mut launch = Launch {
            capabilities: &capabilities,
            paths: &paths,
            resources: &mut resources,
            privileged: true,
            settings: &settings,
        };
        let line = command::build(&domain, &mut launch)?;
        let environment = line.environment.iter().map(|(name, value)| format!("{name}={value}"));
        Ok(environment.chain([line.program]).chain(line.arguments).collect())
    }
}

#[test]
fn documents_are_completed_as_expected() {
    let Some(mut corpus) = Corpus::open() else { return };
    let cases = corpus.cases("domain-xml");
    report("qemu-xml", &cases, |case| {
        let expected = corpus.read(case.expect.as_str().unwrap_or_default());
        let expected = canonical(&expected);
        match corpus.complete(case) {
            Ok((domain, _)) => difference(&expected, &canonical(&domain.to_xml(&Format::INACTIVE))),
            Err(error) => Err(vec![format!("refused: {}", error.report())]),
        }
    });
}

#[test]
fn command_lines_are_as_expected() {
    let Some(mut corpus) = Corpus::open() else { return };
    let cases = corpus.cases("domain-to-qemu-argv");
    report("qemu-argv", &cases, |case| {
        let expected = host::split(&corpus.read(case.expect.as_str().unwrap_or_default()));
        match corpus.command_line(case) {
            Ok(line) => difference(&normalized(&expected), &normalized(&line)),
            Err(error) => Err(vec![format!("refused: {}", error.report())]),
        }
    });
}

#[test]
fn what_can_not_work_is_refused() {
    let Some(mut corpus) = Corpus::open() else { return };
    let cases = corpus.cases("domain-error");
    report("qemu-error", &cases, |case| {
        let error = match case.stage.as_str() {
            "parse" => corpus.complete(case).err(),
            _ => corpus.command_line(case).err(),
        };
        match error {
            Some(error) if error.code().c_name() == case.error => Ok(()),
            Some(error) => Err(vec![format!("expected {}, got {}: {error}", case.error, error.code().c_name())]),
            None => Err(vec![format!("accepted, expected {}", case.error)]),
        }
    });
}

fn report(kind: &str, cases: &[Case], mut check: impl FnMut(&Case) -> Result<(), Vec<String>>) {
    let is_verbose = std::env::var_os("FERROVIRT_CASES").is_some();
    let mut passed = 0;
    for case in cases {
        match check(case) {
            Ok(()) => passed += 1,
            Err(lines) => {
                println!("differs: {}", case.id);
                let shown = if is_verbose { usize::MAX } else { 4 };
                for line in lines.iter().take(shown) {
                    println!("    {line}");
                }
            }
        }
    }
    println!("{kind} {passed}/{}", cases.len());
}

/// The lines that only one of two texts has, in order.
fn difference(expected: &[String], found: &[String]) -> Result<(), Vec<String>> {
    if expected == found {
        return Ok(());
    }
    let mut result: Vec<String> = Vec::new();
    let (mut left, mut right) = (expected, found);
    while let (Some(a), Some(b)) = (left.first(), right.first()) {
        if a == b {
            (left, right) = (&left[1..], &right[1..]);
        } else if let Some(skip) = right.iter().position(|line| line == a) {
            result.extend(right[..skip].iter().map(|line| format!("+ {line}")));
            right = &right[skip..];
        } else {
            result.push(format!("- {a}"));
            left = &left[1..];
        }
    }
    result.extend(left.iter().map(|line| format!("- {line}")));
    result.extend(right.iter().map(|line| format!("+ {line}")));
    Err(result)
}

/// A document as a line for each element, indented, with sorted attributes and trimmed text.
fn canonical(text: &str) -> Vec<String> {
    fn walk(node: Node<'_>, depth: usize, lines: &mut Vec<String>) {
        let mut attributes: Vec<String> = node.attributes().map(|(name, value)| format!(" {name}='{value}'")).collect();
        attributes.sort();
        let text = node.text().map(|text| text.trim().to_owned()).unwrap_or_default();
        let text = if node.elements().next().is_some() { String::new() } else { text };
        lines.push(format!("{}<{}{}> {text}", " ".repeat(depth), node.name(), attributes.concat()));
        for child in node.elements() {
            walk(child, depth + 1, lines);
        }
    }
    let options = ParseOptions::default();
    let tree = Tree::parse(text, &options).expect("a document");
    let mut lines = Vec::new();
    walk(tree.root(), 0, &mut lines);
    lines
}

/// Options with their values, JSON by value.
fn normalized(line: &[String]) -> Vec<String> {
    let mut result: Vec<String> = Vec::new();
    for argument in line {
        let text = match serde_json::from_str::<Value>(argument) {
            Ok(Value::Object(mut object)) => {
                if object.get("qom-type").and_then(Value::as_str) == Some("secret") && object.contains_key("iv") {
                    object.insert("data".to_owned(), Value::Null);
                    object.insert("iv".to_owned(), Value::Null);
                }
                Value::Object(object).to_string()
            }
            _ => argument.clone(),
        };
        match result.last_mut() {
            Some(last) if last.starts_with('-') && !last.contains(' ') && !text.starts_with('-') => {
                last.push(' ');
                last.push_str(&text);
            }
            _ => result.push(text),
        }
    }
    result
}
