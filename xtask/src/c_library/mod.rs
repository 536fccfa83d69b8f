//! `cargo xtask c-library DIR`: what the linker needs to make the C libraries: for each a version script, and for those
//! beside `libvirt.so.0` a source of forwarders.
//!
//! A function's version node is the release that brought it. The whole interface lives in `libvirt.so.0`, so that all
//! libraries share its objects; the others forward to names that it exports for them alone.

pub mod calls;
pub mod description;
pub mod manual;
pub mod pkg_config;

use std::fmt::Write as _;
use std::path::Path;

use crate::codegen::{c_face, parse};
use c_face::{Function, Header};

/// A library: its file, the prefix of its version nodes, its headers (none: all others).
struct Library {
    file: &'static str,
    node: &'static str,
    headers: &'static [&'static str],
}

const MAIN: Library = Library { file: "libvirt.so.0", node: "LIBVIRT", headers: &[] };

const BESIDE: &[Library] = &[
    Library { file: "libvirt-qemu.so.0", node: "LIBVIRT_QEMU", headers: &["libvirt_qemu"] },
    Library { file: "libvirt-lxc.so.0", node: "LIBVIRT_LXC", headers: &["libvirt_lxc"] },
    Library { file: "libvirt-admin.so.0", node: "LIBVIRT_ADMIN", headers: &["libvirt_admin"] },
];

/// Exported data: name and release.
const DATA: &[(&str, &str)] = &[("virConnectAuthPtrDefault", "0.4.0")];

/// What the libraries beside the main one call.
const FORWARDED: &str = "ferrovirt_";

/// Writes `NAME.map` for each library, `NAME.c` for those that forward, and `aliases`: options of the main library's link.
pub fn run(root: &Path, folder: &Path) -> Result<(), String> {
    let definition = parse::definition(&root.join("core/api/definition"))?;
    let headers = c_face::headers(&root.join("ffi-c/declarations"), &definition)?;
    let write = |name: &str, text: &str| {
        let path = folder.join(name);
        std::fs::write(&path, text).map_err(|error| format!("{}: {error}", path.display()))
    };
    let main: Vec<&Function> =
        headers.iter().filter(|header| !is_beside(header)).flat_map(|header| &header.functions).collect();
    let mut symbols: Vec<(&str, &str)> =
        main.iter().map(|function| (function.name.as_str(), function.since.as_str())).collect();
    symbols.extend(DATA);
    let private = format!("{}_PRIVATE_FERROVIRT {{\n    global:\n        {FORWARDED}*;\n}};\n", MAIN.node);
    write(&format!("{}.map", MAIN.file), &(version_script(MAIN.node, &symbols)? + &private))?;
    let mut aliases = String::new();
    for library in BESIDE {
        let own = headers.iter().filter(|header| library.headers.contains(&header.name.as_str()));
        let own: Vec<&Function> = own.flat_map(|header| &header.functions).collect();
        let symbols: Vec<(&str, &str)> =
            own.iter().map(|function| (function.name.as_str(), function.since.as_str())).collect();
        write(&format!("{}.map", library.file), &version_script(library.node, &symbols)?)?;
        write(&format!("{}.c", library.file), &forwarders(library, &own))?;
        for (name, _) in symbols {
            let _ = writeln!(aliases, "-Wl,--defsym={FORWARDED}{name}={name}");
        }
    }
    write("aliases", &aliases)
}

/// Whether a header belongs to a library beside the main one.
fn is_beside(header: &Header) -> bool {
    BESIDE.iter().any(|library| library.headers.contains(&header.name.as_str()))
}

/// The nodes from old to new, each with what came with it.
fn version_script(node: &str, symbols: &[(&str, &str)]) -> Result<String, String> {
    let mut nodes: Vec<(Vec<u32>, &str)> = Vec::new();
    for (name, since) in symbols {
        let numbers = since.split('.').map(str::parse).collect::<Result<Vec<u32>, _>>();
        let numbers = numbers.map_err(|error| format!("{name}: release '{since}': {error}"))?;
        if !nodes.iter().any(|(_, known)| known == since) {
            nodes.push((numbers, since));
        }
    }
    nodes.sort();
    let mut text = String::new();
    let mut before = None;
    for (_, release) in &nodes {
        let _ = writeln!(text, "{node}_{release} {{\n    global:");
        let mut names: Vec<&str> =
            symbols.iter().filter(|(_, since)| since == release).map(|(name, _)| *name).collect();
        names.sort_unstable();
        for name in names {
            let _ = writeln!(text, "        {name};");
        }
        match before {
            None => text += "    local:\n        *;\n};\n",
            Some(before) => {
                let _ = writeln!(text, "}} {node}_{before};");
            }
        }
        before = Some(*release);
    }
    Ok(text)
}

fn forwarders(library: &Library, functions: &[&Function]) -> String {
    let mut text = String::new();
    for header in library.headers {
        let _ = writeln!(text, "#include <libvirt/{}.h>", header.replace('_', "-"));
    }
    for function in functions {
        let name = &function.name;
        let parameters: Vec<String> = function.parameters.iter().map(|(name, of)| c_face::declare(of, name)).collect();
        let names: Vec<&str> = function.parameters.iter().map(|(name, _)| name.as_str()).collect();
        let result = function.result.as_deref().map_or("void ".to_owned(), |of| c_face::declare(of, ""));
        let returned = if function.result.is_some() { "return " } else { "" };
        let _ = writeln!(
            text,
            "\nextern __typeof__({name}) {FORWARDED}{name};\n{result}{name}({})\n{{\n    {returned}{FORWARDED}{name}({});\n}}",
            if parameters.is_empty() { "void".to_owned() } else { parameters.join(", ") },
            names.join(", ")
        );
    }
    text
}
