//! The constants: values of enumerations, names of typed parameters, and what the macros beside the declarations define.

use std::path::Path;

use quote::ToTokens;

use super::super::c_face::Header;
use super::super::emit_headers;
use super::super::model::{Definition, Enumeration};
use super::beginning;

/// The enumeration whose sentinel is a constant.
const COUNTED: &str = "virDomainMemoryStatTags";

/// `_constants.py`. `declarations` is the folder of the headers' declarations.
pub fn main(
    declarations: &Path,
    definition: &Definition,
    headers: &[Header],
    enumerations: &[Enumeration],
) -> Result<String, String> {
    let mut lines = Lines::new("The constants of the interface.");
    let is_main = |place: &str| place != "libvirt_admin" && place != "libvirt_qemu";
    for enumeration in enumerations.iter().filter(|found| is_main(emit_headers::place(&found.c_name))) {
        lines.enumeration(enumeration);
    }
    for header in headers.iter().filter(|header| is_main(&header.name)) {
        for (name, text) in emit_headers::parameter_macros(definition, &header.name) {
            lines.add(&name, &format!("{text:?}"));
        }
        for item in &header.types {
            let syn::Item::Const(item) = item else { continue };
            lines.add(&item.ident.to_string(), &item.expr.to_token_stream().to_string().replace(' ', ""));
        }
        let beside = declarations.join(format!("{}.h", header.name));
        if beside.exists() {
            let text = std::fs::read_to_string(&beside).map_err(|error| format!("{}: {error}", beside.display()))?;
            lines.macros(&text);
        }
    }
    Ok(lines.finish())
}

/// `_qemu_constants.py`.
pub fn qemu(enumerations: &[Enumeration]) -> String {
    let mut lines = Lines::new("The constants of the interface that belong to QEMU.");
    for enumeration in enumerations.iter().filter(|found| emit_headers::place(&found.c_name) == "libvirt_qemu") {
        lines.enumeration(enumeration);
    }
    lines.finish()
}

/// Lines of a module, each name once.
struct Lines {
    text: String,
    names: Vec<String>,
}

impl Lines {
    fn new(what: &str) -> Lines {
        Lines { text: beginning(what), names: Vec::new() }
    }

    fn enumeration(&mut self, enumeration: &Enumeration) {
        for value in &enumeration.values {
            self.add(&value.c_name, &value.number.to_string());
        }
        // The number of tags is the length of an array in C, and so the one sentinel that everybody sees.
        if let Some((last, number)) = emit_headers::sentinel(enumeration).filter(|_| enumeration.c_name == COUNTED) {
            self.add(&last, &number.to_string());
        }
    }

    /// Names that C gives to texts and numbers: `#define NAME "text"`, and values of an enumeration.
    fn macros(&mut self, text: &str) {
        for line in text.lines().map(str::trim) {
            let defined = match line.strip_prefix("#define ") {
                Some(rest) => rest.split_once(' ').filter(|(_, value)| value.starts_with('"')),
                None => line.trim_end_matches(',').split_once(" = ").filter(|(_, value)| value.parse::<i64>().is_ok()),
            };
            if let Some((name, value)) = defined {
                self.add(name, value);
            }
        }
    }

    fn add(&mut self, name: &str, value: &str) {
        if name.starts_with("VIR_") && !self.names.iter().any(|known| known == name) {
            self.text += &format!("{name} = {value}\n");
            self.names.push(name.to_owned());
        }
    }

    fn finish(self) -> String {
        self.text
    }
}
