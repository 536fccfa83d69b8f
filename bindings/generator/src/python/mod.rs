//! Python: PyO3 glue, enumerations, exceptions and stubs.
//!
//! What is idiom and the same for all operations (waiting, awaiting, conversions) is written by hand in `python/src`; the
//! emitters here only name the pieces.

mod documents;
mod enumerations;
mod errors;
mod names;
mod objects;
mod records;
mod stubs;
mod types;

use std::path::PathBuf;

use crate::middle::Interface;
use crate::{GeneratedFile, Header};

/// Every file of the package that follows from the definition.
pub fn files(interface: &Interface, header: &Header) -> Result<Vec<GeneratedFile>, String> {
    let file = |path: &str, text: String| GeneratedFile { path: PathBuf::from(path), text };
    let mut files = vec![
        file("python/src/generated/enumerations.rs", enumerations::native(interface, header)),
        file("python/src/generated/records.rs", records::native(interface, header)),
        file("python/src/generated/blocking.rs", objects::native(interface, header, types::Face::Blocking)),
        file("python/src/generated/asynchronous.rs", objects::native(interface, header, types::Face::Asyncio)),
        file("python/ferrovirt/_enums.py", enumerations::module(interface, header)),
        file("python/ferrovirt/_errors.py", errors::module(header)),
        file("python/ferrovirt/_records.py", records::module(interface, header)),
        file("python/ferrovirt/_native.pyi", stubs::module(interface, header)),
    ];
    for document in crate::documents::documents()? {
        files
            .push(file(&format!("python/ferrovirt/xml/{}.py", document.module), documents::module(&document, header)?));
    }
    Ok(files)
}
