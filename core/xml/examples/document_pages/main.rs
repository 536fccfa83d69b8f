//! Writes `docs/documents`: a page for each kind of document, from the declarations and their documentation.
//!
//! `cargo run -p ferrovirt-xml --example document_pages -- --write|--check`

mod page;

use ferrovirt_xml::DocumentKind;
use std::fs;
use std::path::Path;
use std::process::ExitCode;

const COMMAND: &str = "cargo run -p ferrovirt-xml --example document_pages -- --write";

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let done = match arguments.iter().map(String::as_str).collect::<Vec<_>>().as_slice() {
        ["--write"] => run(false),
        ["--check"] => run(true),
        _ => Err("usage: document_pages --write|--check".to_owned()),
    };
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(message) => {
            eprintln!("{message}");
            ExitCode::FAILURE
        }
    }
}

fn run(check_only: bool) -> Result<(), String> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../docs/documents");
    let mut pages = vec![("README.md".to_owned(), page::index(COMMAND))];
    pages.extend(DocumentKind::ALL.iter().map(|kind| (page::file_name(*kind), page::page(*kind, COMMAND))));
    let mut stale = Vec::new();
    fs::create_dir_all(&folder).map_err(|error| format!("cannot make '{}': {error}", folder.display()))?;
    for (name, text) in &pages {
        let path = folder.join(name);
        if fs::read_to_string(&path).is_ok_and(|present| present == *text) {
            continue;
        }
        stale.push(name.clone());
        if !check_only {
            fs::write(&path, text).map_err(|error| format!("cannot write '{}': {error}", path.display()))?;
            println!("wrote docs/documents/{name}");
        }
    }
    let files = fs::read_dir(&folder).map_err(|error| format!("cannot list '{}': {error}", folder.display()))?;
    for name in files.filter_map(|file| file.ok()?.file_name().into_string().ok()) {
        if pages.iter().any(|(known, _)| *known == name) {
            continue;
        }
        if !check_only {
            let path = folder.join(&name);
            fs::remove_file(&path).map_err(|error| format!("cannot remove '{}': {error}", path.display()))?;
        }
        stale.push(name);
    }
    match check_only && !stale.is_empty() {
        true => Err(format!("stale in docs/documents: {}\nrun `{COMMAND}`", stale.join(", "))),
        false => Ok(()),
    }
}
