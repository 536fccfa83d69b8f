//! Outputs of the reference are fixed points of reading and writing.
//!
//! Runs when `FERROVIRT_CORPUS` names a corpus directory; `VERBOSE=1` prints the first difference of each document.

use crate::support::difference;
use ferrovirt_xml::domain::Domain;
use ferrovirt_xml::tree::Tree;
use ferrovirt_xml::{Document, Format, ParseOptions};
use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::PathBuf;

/// Why the document is not a fixed point.
fn problem(text: &str) -> Option<String> {
    let options = ParseOptions::status().strict();
    let domain = match Domain::parse(text, &options) {
        Ok(domain) => domain,
        Err(error) => return Some(error.report()),
    };
    let written = domain.to_xml(&Format::STATUS);
    let tree = Tree::parse(text, &options).unwrap();
    let again = Tree::parse(&written, &options).unwrap();
    if let Some(difference) = difference(tree.root(), again.root()) {
        return Some(difference);
    }
    let json = serde_json::to_string(&domain).unwrap();
    let back: Domain = serde_json::from_str(&json).unwrap();
    (back != domain).then(|| "JSON lost something".to_owned())
}

#[test]
fn outputs_are_fixed_points() {
    let Some(corpus) = std::env::var_os("FERROVIRT_CORPUS").map(PathBuf::from) else {
        println!("FERROVIRT_CORPUS is not set: nothing checked");
        return;
    };
    let manifest = fs::read_to_string(corpus.join("manifest.jsonl")).unwrap();
    let mut documents: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    for line in manifest.lines() {
        let row: serde_json::Value = serde_json::from_str(line).unwrap();
        if row["op"] == "domain-xml" {
            let kind = row["id"].as_str().unwrap().split('/').next().unwrap().to_owned();
            documents.entry(kind).or_default().insert(row["expect"].as_str().unwrap().to_owned());
        }
    }
    let (mut n_all_passed, mut n_all) = (0, 0);
    for (kind, paths) in documents {
        let mut n_passed = 0;
        for path in &paths {
            let text = fs::read_to_string(corpus.join("files").join(path)).unwrap();
            match problem(&text) {
                None => n_passed += 1,
                Some(problem) if std::env::var_os("VERBOSE").is_some() => println!("{path}: {problem}"),
                Some(_) => {}
            }
        }
        println!("{kind} {n_passed}/{}", paths.len());
        n_all_passed += n_passed;
        n_all += paths.len();
    }
    // Some documents are expected as somebody typed them, not as the reference writes them.
    assert!(n_all_passed * 100 >= n_all * 99, "{n_all_passed} of {n_all} are fixed points");
}

#[test]
fn inputs_are_read() {
    let Some(corpus) = std::env::var_os("FERROVIRT_CORPUS").map(PathBuf::from) else {
        println!("FERROVIRT_CORPUS is not set: nothing checked");
        return;
    };
    let manifest = fs::read_to_string(corpus.join("manifest.jsonl")).unwrap();
    let mut paths = BTreeSet::new();
    for line in manifest.lines() {
        let row: serde_json::Value = serde_json::from_str(line).unwrap();
        if row["op"] == "domain-xml" || row["op"] == "domain-to-qemu-argv" {
            paths.insert(row["input"].as_str().unwrap().to_owned());
        }
    }
    let (mut n_read, mut n_strict) = (0, 0);
    for path in &paths {
        let text = fs::read_to_string(corpus.join("files").join(path)).unwrap();
        for (options, count) in
            [(ParseOptions::default(), &mut n_read), (ParseOptions::default().strict(), &mut n_strict)]
        {
            match Domain::parse(&text, &options) {
                Ok(_) => *count += 1,
                Err(error) if std::env::var_os("VERBOSE").is_some() => {
                    println!("{path}: {} {}", if options.strict { "strict" } else { "lenient" }, error.report());
                }
                Err(_) => {}
            }
        }
    }
    println!("inputs {n_read}/{}, strictly {n_strict}", paths.len());
    assert_eq!(n_read, paths.len());
}
