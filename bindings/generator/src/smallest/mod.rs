//! The least that a language needs: the numbers of operations and classes, for the C program of
//! `tests/smallest-language`, which `docs/a-new-language.md` is tried with.

use std::path::PathBuf;

use crate::middle::{Interface, screaming_snake_case};
use crate::{GeneratedFile, Header};

/// The one file.
pub fn files(interface: &Interface, header: &Header) -> Result<Vec<GeneratedFile>, String> {
    let mut text = format!(
        "// The numbers of operations and classes.\n// {}\n#define DEFINITION UINT64_C(0x{:016x})\n\nenum {{\n",
        header.sentence(),
        interface.fingerprint()
    );
    for numbered in interface.numbered() {
        let owner = numbered.object().map_or_else(String::new, |object| screaming_snake_case(&object.name) + "_");
        text.push_str(&format!("    {owner}{},\n", screaming_snake_case(numbered.name())));
    }
    text.push_str("};\n\nenum {\n");
    for object in &interface.objects {
        text.push_str(&format!("    CLASS_{},\n", screaming_snake_case(&object.name)));
    }
    text.push_str("};\n");
    Ok(vec![GeneratedFile { path: PathBuf::from("tests/smallest-language/numbers.h"), text }])
}
