//! Definitions around networks become what the reference makes of them.
//!
//! Runs when `FERROVIRT_CORPUS` names a corpus directory; `VERBOSE=1` prints why a case fails.

use crate::support::difference;
use ferrovirt_xml::tree::Tree;
use ferrovirt_xml::{ParseOptions, Result, interface, network, network_port, nwfilter, nwfilter_binding};
use std::path::{Path, PathBuf};
use std::{env, fs};

/// A case of the corpus.
struct Case {
    id: String,
    input: PathBuf,
    /// What comes out; without, the input is refused.
    expect: Option<PathBuf>,
}

/// The cases of a kind.
fn cases(corpus: &Path, kind: &str) -> Vec<Case> {
    let manifest = fs::read_to_string(corpus.join("manifest.jsonl")).unwrap();
    let rows = manifest.lines().map(|line| serde_json::from_str::<serde_json::Value>(line).unwrap());
    let is_of_kind = |row: &serde_json::Value| row["id"].as_str().unwrap().split('/').next() == Some(kind);
    let path = |value: &serde_json::Value| value.as_str().map(|path| corpus.join("files").join(path));
    rows.filter(is_of_kind)
        .map(|row| Case {
            id: row["id"].as_str().unwrap().to_owned(),
            input: path(&row["input"]).unwrap(),
            expect: path(&row["expect"]),
        })
        .collect()
}

/// Why a case fails.
fn problem(case: &Case, convert: fn(&str) -> Result<String>) -> Option<String> {
    let result = convert(&fs::read_to_string(&case.input).unwrap());
    let (written, expect) = match (result, &case.expect) {
        (Ok(written), Some(expect)) => (written, expect),
        (Ok(_), None) => return Some("accepted".to_owned()),
        (Err(error), Some(_)) => return Some(error.report()),
        (Err(_), None) => return None,
    };
    let options = ParseOptions::default();
    let expected = fs::read_to_string(expect).unwrap();
    let expected = Tree::parse(&expected, &options).unwrap();
    let tree = Tree::parse(&written, &options).unwrap();
    difference(tree.root(), expected.root())
}

/// Runs all cases of a kind, and asserts that these fail and no others.
fn check(kind: &str, convert: fn(&str) -> Result<String>, exceptions: impl Fn(&Case) -> bool) {
    let Some(corpus) = env::var_os("FERROVIRT_CORPUS").map(PathBuf::from) else {
        println!("FERROVIRT_CORPUS is not set: nothing checked");
        return;
    };
    let cases = cases(&corpus, kind);
    let mut n_passed = 0;
    let mut unexpected = Vec::new();
    for case in &cases {
        let problem = problem(case, convert);
        n_passed += usize::from(problem.is_none());
        if let Some(problem) = &problem
            && env::var_os("VERBOSE").is_some()
        {
            println!("{}: {problem}", case.id);
        }
        if problem.is_some() != exceptions(case) {
            unexpected.push(format!("{}: {problem:?}", case.id));
        }
    }
    println!("{kind} {n_passed}/{}", cases.len());
    assert!(unexpected.is_empty(), "{}", unexpected.join("\n"));
}

#[test]
fn networks() {
    check("network-xml", network::canonical, |_| false);
}

#[test]
fn network_ports() {
    check("networkport-xml", network_port::canonical, |_| false);
}

#[test]
fn interfaces() {
    check("interface-xml", interface::canonical, |_| false);
}

#[test]
fn filter_bindings() {
    check("nwfilterbinding-xml", nwfilter_binding::canonical, |_| false);
}

/// Where a filter has a value that is out of range, the reference refuses it. The corpus names the input itself as
/// the outcome of these cases, which no reading and writing can give: it is not in canonical form.
#[test]
fn filters() {
    check("nwfilter-xml", nwfilter::canonical, |case| case.expect.as_ref() == Some(&case.input));
}
