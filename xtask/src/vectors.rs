//! The shared tests of `tests/vectors`, compared with those that the languages say they ran.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use serde_json::Value as Json;

/// The languages that run the shared tests; each writes a file of its name with a line for every test that passed.
const LANGUAGES: &[&str] = &["go", "java", "node", "python"];

/// Fails for every test that a language did not run, and for every one that a language has and nobody else.
pub fn run(root: &Path, ran: &Path) -> Result<(), String> {
    let shared = shared(&root.join("tests/vectors"))?;
    let mut faults = Vec::new();
    for language in LANGUAGES {
        let path = ran.join(language);
        let Ok(text) = fs::read_to_string(&path) else {
            faults.push(format!("{language} did not run the shared tests: there is no '{}'", path.display()));
            continue;
        };
        let ran: BTreeSet<String> = text.lines().map(str::to_owned).collect();
        faults.extend(shared.difference(&ran).map(|name| format!("{language} lacks '{name}'")));
        faults.extend(ran.difference(&shared).map(|name| format!("{language} alone has '{name}'")));
    }
    println!("{} shared tests, {} languages", shared.len(), LANGUAGES.len());
    if faults.is_empty() { Ok(()) } else { Err(faults.join("\n")) }
}

/// The names of all tests, as in `connect/read_only`.
fn shared(folder: &Path) -> Result<BTreeSet<String>, String> {
    let mut names = BTreeSet::new();
    let entries = fs::read_dir(folder).map_err(|error| format!("{}: {error}", folder.display()))?;
    for entry in entries {
        let path = entry.map_err(|error| error.to_string())?.path();
        if path.extension().is_none_or(|extension| extension != "json") {
            continue;
        }
        let fault = |error: &dyn std::fmt::Display| format!("{}: {error}", path.display());
        let text = fs::read_to_string(&path).map_err(|error| fault(&error))?;
        let file: Json = serde_json::from_str(&text).map_err(|error| fault(&error))?;
        let stem = path.file_stem().unwrap_or_default().to_string_lossy();
        let tests = file["tests"].as_array().ok_or_else(|| fault(&"it has no list 'tests'"))?;
        for test in tests {
            let name = test["name"].as_str().ok_or_else(|| fault(&"a test has no 'name'"))?;
            if !names.insert(format!("{stem}/{name}")) {
                return Err(fault(&format!("two tests are called '{name}'")));
            }
        }
    }
    Ok(names)
}
