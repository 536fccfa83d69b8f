//! Java: a class for each object, records, sealed interfaces, exceptions, and documents as classes.
//!
//! What is idiom and the same for all operations (waiting, errors, buffers, events, streams) is written by hand in `java`,
//! some of it as base classes of what is generated; the emitters here name the pieces. The core is reached by the numbers
//! of operations.

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

/// Where the package's classes are.
const FOLDER: &str = "java/src/main/java/org/ferrovirt";

/// Makes files of one package.
struct Package<'a> {
    header: &'a Header,
    files: Vec<GeneratedFile>,
}

impl Package<'_> {
    /// Adds the file of a type. What it needs of other packages is found in its text.
    fn add(&mut self, name: &str, body: &str) {
        let imports: String = types::IMPORTS
            .iter()
            .filter(|path| {
                let class = path.rsplit('.').next().unwrap_or_default();
                names::mentions(body, class)
            })
            .map(|path| format!("import {path};\n"))
            .collect();
        self.text(name, &format!("{imports}{}{body}", if imports.is_empty() { "" } else { "\n" }));
    }

    fn text(&mut self, name: &str, text: &str) {
        let (folder, package) = match name.rsplit_once('/') {
            Some((below, _)) => (format!("{FOLDER}/"), format!("org.ferrovirt.{}", below.replace('/', "."))),
            None => (format!("{FOLDER}/"), "org.ferrovirt".to_owned()),
        };
        let text = format!("// {}\npackage {package};\n\n{}\n", self.header.sentence(), text.trim_end());
        self.files.push(GeneratedFile { path: PathBuf::from(format!("{folder}{name}.java")), text });
    }
}

/// Every file of the package that follows from the definition.
pub fn files(interface: &Interface, header: &Header) -> Result<Vec<GeneratedFile>, String> {
    names::check(interface)?;
    let mut package = Package { header, files: Vec::new() };
    for enumeration in &interface.enumerations {
        package.add(&enumeration.name, &enumerations::enumeration(enumeration));
    }
    for flags in &interface.flag_sets {
        package.add(&flags.name, &enumerations::flags(flags));
    }
    let written = types::written(interface);
    for record in &interface.records {
        package.add(&record.name, &records::record(record, &written));
    }
    for union in &interface.unions {
        package.add(&union.name, &records::union(union, &written));
    }
    for object in &interface.objects {
        package.add(&object.name, &objects::class(interface, object)?);
    }
    package.add("Ferrovirt", &objects::functions(interface));
    package.add("Operations", &objects::numbers(interface));
    errors::add(&mut package);
    documents::add(&mut package)?;
    package.files.push(GeneratedFile {
        path: PathBuf::from("java/src/test/resources/operations"),
        text: objects::listed(interface, header),
    });
    Ok(package.files)
}
