//! `cargo xtask tidy`: checks the invariants of the tree that no compiler knows.
//!
//! Each invariant has a name, which documents and messages refer to. `text` has those that a single file can break,
//! `crates` those about who may depend on whom. They see the tree as `tree` read it, and never touch the disk, so a
//! test states a tree and looks at what is found in it.

mod crates;
mod text;
mod tree;

use std::path::Path;

use tree::Tree;

/// A statement about the whole tree that stays true, with the check that holds it.
struct Invariant {
    name: &'static str,
    statement: &'static str,
    check: fn(&Tree) -> Vec<Finding>,
}

/// A place where an invariant is broken.
#[derive(Debug, PartialEq)]
struct Finding {
    path: String,
    /// Counted from 1; absent when it is about the file as a whole.
    line: Option<usize>,
    message: String,
}

impl Finding {
    fn at(path: &str, line: impl Into<Option<usize>>, message: impl Into<String>) -> Finding {
        Finding { path: path.to_string(), line: line.into(), message: message.into() }
    }
}

/// Prints every invariant.
pub fn list() {
    let dependencies = crates::RULES.iter().map(|rule| (rule.name, rule.statement));
    for (name, statement) in text::INVARIANTS.iter().map(|one| (one.name, one.statement)).chain(dependencies) {
        println!("{name:24} {statement}");
    }
}

/// Prints where an invariant is broken.
pub fn check(root: &Path) -> Result<(), String> {
    let tree = Tree::read(root)?;
    let mut n_findings = 0;
    let mut report = |name: &str, findings: Vec<Finding>| {
        for Finding { path, line, message } in findings {
            let line = line.map(|line| format!(":{line}")).unwrap_or_default();
            eprintln!("{path}{line}: {message} [{name}]");
            n_findings += 1;
        }
    };
    for invariant in text::INVARIANTS {
        report(invariant.name, (invariant.check)(&tree));
    }
    for rule in crates::RULES {
        report(rule.name, rule.check(&tree));
    }
    match n_findings {
        0 => Ok(()),
        1 => Err("tidy: one invariant is broken in one place".to_string()),
        n => Err(format!("tidy: invariants are broken in {n} places")),
    }
}
