//! Node.js: classes whose methods give promises, records and documents as plain objects, and declarations for TypeScript.
//!
//! What is idiom and the same for all operations (waiting, errors, buffers, streams) is written by hand in `node/lib`; the
//! emitters here only name the pieces. Every file is JavaScript with declarations beside it: nothing has to be compiled.

mod documents;
mod enumerations;
mod errors;
mod names;
mod objects;
mod records;
mod types;

use std::path::PathBuf;

use crate::middle::Interface;
use crate::{GeneratedFile, Header};

/// What by hand the package's entry has too.
const BY_HAND: &[&str] = &["FerrovirtError", "AbortError", "numberOf", "valueOf"];

/// Every file of the package that follows from the definition.
pub fn files(interface: &Interface, header: &Header) -> Result<Vec<GeneratedFile>, String> {
    let head = format!("// {}\n", header.sentence());
    let mut files = Vec::new();
    let mut add = |path: String, text: String| {
        files.push(GeneratedFile { path: PathBuf::from(format!("node/{path}")), text: format!("{head}{text}") });
    };
    for (name, module, types) in [
        ("enumerations", enumerations::module(interface), enumerations::types(interface)),
        ("errors", errors::module(), errors::types()),
        ("records", records::module(interface), records::types(interface)),
        ("objects", objects::module(interface)?, objects::types(interface)),
    ] {
        add(format!("lib/generated/{name}.js"), format!("'use strict';\n\n{module}"));
        add(format!("lib/generated/{name}.d.ts"), format!("\n{types}"));
    }
    let mut exported: Vec<String> = BY_HAND.iter().map(|name| (*name).to_owned()).collect();
    exported.extend(errors::exported());
    exported.extend(enumerations::exported(interface));
    exported.extend(objects::exported(interface));
    add("lib/index.mjs".to_owned(), entry("./index.js", &exported));
    add("test/operations.json".to_owned(), String::new());
    let documents = crate::documents::documents()?;
    for document in &documents {
        let path = format!("lib/xml/{}", documents::file(document.module));
        let exported = documents::exported(document)?;
        add(format!("{path}.js"), documents::module(document));
        add(format!("{path}.d.ts"), documents::types(document));
        add(format!("{path}.mjs"), entry(&format!("./{}.js", documents::file(document.module)), &exported));
        add(format!("{path}.d.mts"), format!("\nexport * from './{}.js';\n", documents::file(document.module)));
    }
    let (module, types, exported) = documents::index(&documents);
    add("lib/xml/index.js".to_owned(), module);
    add("lib/xml/index.d.ts".to_owned(), types);
    add("lib/xml/index.mjs".to_owned(), entry("./index.js", &exported));
    // JSON has no comments.
    for file in files.iter_mut().filter(|file| file.path.ends_with("operations.json")) {
        file.text = objects::list(interface);
    }
    Ok(files)
}

/// A module that gives what another has, under names that are known before it is run.
fn entry(path: &str, exported: &[String]) -> String {
    // A word of the language can be the name of an export, but not of a variable.
    let (plain, words): (Vec<&String>, Vec<&String>) =
        exported.iter().partition(|name| names::argument(name) == **name);
    let plain: String = plain.iter().map(|name| format!("  {name},\n")).collect();
    let renamed: String = words.iter().map(|name| format!("  {name}: {},\n", names::argument(name))).collect();
    let exports: String =
        words.iter().map(|name| format!("export {{ {} as {name} }};\n", names::argument(name))).collect();
    match words.is_empty() {
        true => format!("\nimport ferrovirt from '{path}';\n\nexport const {{\n{plain}}} = ferrovirt;\n"),
        false => format!(
            "\nimport ferrovirt from '{path}';\n\nexport const {{\n{plain}}} = ferrovirt;\n\n\
             const {{\n{renamed}}} = ferrovirt;\n{exports}"
        ),
    }
}
