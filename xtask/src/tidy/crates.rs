//! Invariants about who may depend on whom, read from the `Cargo.toml` of each crate.
//!
//! Dependencies for tests alone don't count: they are not in what users get.

use std::collections::{BTreeMap, BTreeSet};

use super::Finding;
use super::tree::Tree;

/// The crates that `of` names must not reach any that `never` names. A name may end with `*`.
pub struct Rule {
    pub name: &'static str,
    pub statement: &'static str,
    of: &'static [&'static str],
    never: &'static [&'static str],
    reach: Reach,
}

/// How far a rule looks.
enum Reach {
    /// What the crate names itself.
    Direct,
    /// What its dependencies within the workspace name as well.
    Transitive,
}

/// All of them, in the order in which they are reported.
pub const RULES: &[Rule] = &[
    Rule {
        name: "errors-stand-alone",
        statement: "the error type depends on no other crate of ours",
        of: &["ferrovirt-error"],
        never: &["ferrovirt*"],
        reach: Reach::Direct,
    },
    Rule {
        name: "xml-is-pure",
        statement: "the object model does no I/O: it reaches neither the host, nor a driver, nor an async runtime",
        of: &["ferrovirt-xml", "ferrovirt-xml-derive"],
        never: &["ferrovirt-host", "ferrovirt-driver-*", "ferrovirt-api", "tokio", "nix", "libc"],
        reach: Reach::Transitive,
    },
    Rule {
        name: "cpu-models-are-pure",
        statement: "the CPU model library does no I/O: it reaches neither the host, nor a driver, nor an async runtime",
        of: &["ferrovirt-cpu"],
        never: &["ferrovirt-host", "ferrovirt-driver-*", "ferrovirt-api", "tokio", "nix", "libc"],
        reach: Reach::Transitive,
    },
    Rule {
        name: "host-knows-no-guests",
        statement: "the operating system's interface knows neither documents, nor the API, nor drivers",
        of: &["ferrovirt-host"],
        never: &["ferrovirt-xml*", "ferrovirt-api", "ferrovirt-driver-*"],
        reach: Reach::Transitive,
    },
    Rule {
        name: "api-knows-no-driver",
        statement: "the definition of the API reaches neither documents, nor the host, nor a driver",
        of: &["ferrovirt-api"],
        never: &["ferrovirt-xml*", "ferrovirt-host", "ferrovirt-driver-*"],
        reach: Reach::Transitive,
    },
    Rule {
        name: "drivers-are-strangers",
        statement: "no driver depends on another: they meet through the traits of a connection",
        of: &["ferrovirt-driver-*"],
        never: &["ferrovirt-driver-*", "ferrovirt"],
        reach: Reach::Transitive,
    },
    Rule {
        name: "languages-know-no-driver",
        statement: "bindings and language packages name no driver and no host: they see the API alone",
        of: &[
            "ferrovirt-bindings*",
            "ferrovirt-python",
            "ferrovirt-node",
            "ferrovirt-java",
            "ferrovirt-go",
            "ferrovirt-c",
        ],
        never: &["ferrovirt-driver-*", "ferrovirt-host"],
        reach: Reach::Direct,
    },
];

impl Rule {
    /// Where the rule is broken.
    pub fn check(&self, tree: &Tree) -> Vec<Finding> {
        let crates = read_crates(tree);
        let mut findings = Vec::new();
        for (name, subject) in crates.iter().filter(|(name, _)| is_named(self.of, name)) {
            let reached = match self.reach {
                Reach::Direct => subject.dependencies.clone(),
                Reach::Transitive => closure(&crates, name),
            };
            for forbidden in reached.iter().filter(|reached| *reached != name && is_named(self.never, reached)) {
                let message = format!("'{name}' must not depend on '{forbidden}'");
                findings.push(Finding::at(&subject.manifest, None, message));
            }
        }
        findings
    }
}

struct Crate {
    manifest: String,
    dependencies: BTreeSet<String>,
}

fn is_named(patterns: &[&str], name: &str) -> bool {
    patterns.iter().any(|pattern| match pattern.strip_suffix('*') {
        Some(start) => name.starts_with(start),
        None => name == *pattern,
    })
}

fn closure(crates: &BTreeMap<String, Crate>, name: &str) -> BTreeSet<String> {
    let mut reached = BTreeSet::new();
    let mut waiting = vec![name.to_string()];
    while let Some(next) = waiting.pop() {
        let Some(known) = crates.get(&next) else { continue };
        for dependency in &known.dependencies {
            if reached.insert(dependency.clone()) {
                waiting.push(dependency.clone());
            }
        }
    }
    reached
}

fn read_crates(tree: &Tree) -> BTreeMap<String, Crate> {
    let manifests = tree.files.iter().filter(|file| file.name() == "Cargo.toml");
    let parse = |file: &super::tree::SourceFile| {
        let (name, dependencies) = read_manifest(&file.text)?;
        Some((name, Crate { manifest: file.path.clone(), dependencies }))
    };
    manifests.filter_map(parse).collect()
}

/// A crate's name and what it depends on; nothing for the workspace's own file. Knows of TOML what cargo's files use:
/// a table per line in brackets (one dependency may have its own), a key at the start of a line. A renamed dependency
/// counts under both names.
fn read_manifest(text: &str) -> Option<(String, BTreeSet<String>)> {
    let mut name = None;
    let mut dependencies = BTreeSet::new();
    let mut table = "";
    for line in text.lines().map(|line| line.split('#').next().unwrap_or("").trim()) {
        if let Some(header) = line.strip_prefix('[') {
            table = header.trim_matches(['[', ']']);
            if let Some((_, dependency)) = table.rsplit_once('.').filter(|(owner, _)| is_dependency_table(owner)) {
                dependencies.insert(dependency.trim_matches('"').to_string());
            }
            continue;
        }
        let Some((key, value)) = line.split_once('=') else { continue };
        let key = key.trim().split('.').next().unwrap_or_default().trim_matches('"');
        let is_in_own_table = table.rsplit_once('.').is_some_and(|(owner, _)| is_dependency_table(owner));
        if table == "package" && key == "name" {
            name = Some(value.trim().trim_matches('"').to_string());
        } else if is_dependency_table(table) {
            dependencies.insert(key.to_string());
            let renamed = value.split_once("package").and_then(|(_, rest)| rest.split('"').nth(1));
            dependencies.extend(renamed.map(str::to_string));
        } else if is_in_own_table && key == "package" {
            dependencies.insert(value.trim().trim_matches('"').to_string());
        }
    }
    name.map(|name| (name, dependencies))
}

/// Also of a target: `target.'cfg(unix)'.dependencies`. The workspace's own table only says where crates come from.
fn is_dependency_table(table: &str) -> bool {
    let last = table.rsplit('.').next().unwrap_or_default();
    !table.starts_with("workspace") && (last == "dependencies" || last == "build-dependencies")
}

#[cfg(test)]
mod tests {
    use super::super::tree::{Tree, stated};
    use super::*;

    fn manifest(name: &str, dependencies: &[&str]) -> String {
        let lines: String = dependencies.iter().map(|name| format!("{name}.workspace = true\n")).collect();
        format!("[package]\nname = \"{name}\"\n\n[dependencies]\n{lines}")
    }

    /// What the rule called `name` says about crates with these dependencies.
    fn check(name: &str, crates: &[(&str, &[&str])], messages: &[&str]) {
        let files: Vec<(String, String)> = crates
            .iter()
            .map(|(name, dependencies)| (format!("{name}/Cargo.toml"), manifest(name, dependencies)))
            .collect();
        let files: Vec<(&str, &str)> = files.iter().map(|(path, text)| (path.as_str(), text.as_str())).collect();
        let tree: Tree = stated(&files);
        let rule = RULES.iter().find(|rule| rule.name == name).expect("a rule of this name");
        let found: Vec<String> = rule.check(&tree).into_iter().map(|finding| finding.message).collect();
        assert_eq!(found, messages);
    }

    #[test]
    fn errors_stand_alone() {
        check("errors-stand-alone", &[("ferrovirt-error", &["thiserror"])], &[]);
        let found = ["'ferrovirt-error' must not depend on 'ferrovirt-xml'"];
        check("errors-stand-alone", &[("ferrovirt-error", &["ferrovirt-xml"])], &found);
    }

    #[test]
    fn xml_is_pure() {
        check("xml-is-pure", &[("ferrovirt-xml", &["quick-xml", "ferrovirt-error"])], &[]);
        let found = ["'ferrovirt-xml' must not depend on 'tokio'"];
        check("xml-is-pure", &[("ferrovirt-xml", &["tokio"])], &found);
        check("xml-is-pure", &[("ferrovirt-xml", &["ferrovirt-error"]), ("ferrovirt-error", &["tokio"])], &found);
    }

    #[test]
    fn host_knows_no_guests() {
        check("host-knows-no-guests", &[("ferrovirt-host", &["tokio", "nix"])], &[]);
        let found = ["'ferrovirt-host' must not depend on 'ferrovirt-xml'"];
        check("host-knows-no-guests", &[("ferrovirt-host", &["ferrovirt-xml"])], &found);
    }

    #[test]
    fn api_knows_no_driver() {
        check("api-knows-no-driver", &[("ferrovirt-api", &["ferrovirt-error", "tokio"])], &[]);
        let found = ["'ferrovirt-api' must not depend on 'ferrovirt-driver-test'"];
        check("api-knows-no-driver", &[("ferrovirt-api", &["ferrovirt-driver-test"])], &found);
    }

    #[test]
    fn drivers_are_strangers() {
        check("drivers-are-strangers", &[("ferrovirt-driver-qemu", &["ferrovirt-api", "ferrovirt-host"])], &[]);
        let found = ["'ferrovirt-driver-qemu' must not depend on 'ferrovirt-driver-test'"];
        check("drivers-are-strangers", &[("ferrovirt-driver-qemu", &["ferrovirt-driver-test"])], &found);
    }

    #[test]
    fn languages_know_no_driver() {
        let facade: (&str, &[&str]) = ("ferrovirt", &["ferrovirt-driver-qemu"]);
        check("languages-know-no-driver", &[facade, ("ferrovirt-python", &["ferrovirt", "pyo3"])], &[]);
        let found = ["'ferrovirt-bindings-generator' must not depend on 'ferrovirt-host'"];
        check("languages-know-no-driver", &[("ferrovirt-bindings-generator", &["ferrovirt-host"])], &found);
    }

    #[test]
    fn every_way_to_write_a_dependency() {
        let text = "[package]
name = \"a\" # ours
[dependencies]
one = \"1\"
two.workspace = true
three = { version = \"3\", package = \"real-three\" }
[dependencies.four]
version = \"4\"
package = \"real-four\"
[target.'cfg(unix)'.dependencies]
five = \"5\"
[build-dependencies]
six = \"6\"
[dev-dependencies]
seven = \"7\"
[features]
eight = []
";
        let (name, dependencies) = read_manifest(text).expect("a crate");
        assert_eq!(name, "a");
        let found: Vec<&str> = dependencies.iter().map(String::as_str).collect();
        assert_eq!(found, ["five", "four", "one", "real-four", "real-three", "six", "three", "two"]);
    }

    #[test]
    fn the_workspace_is_no_crate() {
        assert!(read_manifest("[workspace.dependencies]\ntokio = \"1\"\n").is_none());
    }
}
