//! `cargo xtask codegen [--check]`: writes what follows from the definition of the API.
//!
//! `parse` reads the definition into `model`; each `emit_*` module turns the model into the text of one output. Another
//! output (the wire client, the dispatcher, the C entry points) is another emitter and a line in `outputs`.

pub mod c_face;
mod emit_around;
mod emit_c;
mod emit_drivers;
mod emit_exercise;
mod emit_handles;
pub mod emit_headers;
mod emit_table;
mod emit_types;
mod emit_uniffi;
pub mod model;
pub mod parse;
mod python_libvirt;
pub mod text;

use std::path::{Path, PathBuf};

/// Writes the generated files below the root, or with `check` only compares them.
pub fn run(root: &Path, check: bool) -> Result<(), String> {
    let definition = parse::definition(&root.join("core/api/definition"))?;
    let mut stale = Vec::new();
    for (path, text) in outputs(root, &definition)? {
        let path = root.join(path);
        if std::fs::read_to_string(&path).is_ok_and(|current| current == text) {
            continue;
        }
        if check {
            stale.push(path.display().to_string());
            continue;
        }
        let folder = path.parent().ok_or("an output has no folder")?;
        std::fs::create_dir_all(folder).map_err(|error| format!("{}: {error}", folder.display()))?;
        std::fs::write(&path, text).map_err(|error| format!("{}: {error}", path.display()))?;
        println!("wrote {}", path.display());
    }
    match stale.is_empty() {
        true => Ok(()),
        false => Err(format!("stale generated files (run `cargo xtask codegen`): {}", stale.join(", "))),
    }
}

fn outputs(root: &Path, definition: &model::Definition) -> Result<Vec<(PathBuf, String)>, String> {
    let api = Path::new("core/api/src/generated");
    let bindings = Path::new("bindings/src/generated");
    let c = Path::new("ffi-c/src/generated");
    let mut outputs = vec![
        (api.join("types.rs"), text::finish(root, &emit_types::emit(definition))?),
        (api.join("table.rs"), text::finish(root, &emit_table::emit(definition))?),
        (api.join("drivers.rs"), text::finish(root, &emit_drivers::emit(definition))?),
        (api.join("handles.rs"), text::finish(root, &emit_handles::emit(definition))?),
        (api.join("exercise.rs"), text::finish(root, &emit_exercise::emit(definition))?),
        (
            PathBuf::from("core/drivers/test/src/generated/around.rs"),
            text::finish(root, &emit_around::emit(definition))?,
        ),
        (bindings.join("types.rs"), text::finish(root, &emit_uniffi::types(definition))?),
        (bindings.join("objects.rs"), text::finish(root, &emit_uniffi::objects(definition))?),
        (c.join("types.rs"), text::finish(root, &emit_c::types(definition))?),
    ];
    let declarations = root.join("ffi-c/declarations");
    let include = Path::new("ffi-c/include/libvirt");
    let errors = c_face::error_enumerations(&root.join("core/error/src/codes.rs"))?;
    let enumerations = c_face::enumerations(definition, errors);
    outputs.push((include.join("libvirt.h"), emit_headers::umbrella(&declarations)?));
    let headers = c_face::headers(&declarations, definition)?;
    outputs.extend(python_libvirt::emit(&declarations, definition, &headers, &enumerations)?);
    outputs.push((c.join("layout.rs"), text::finish(root, &emit_c::layout(&headers))?));
    for header in headers {
        let text = emit_headers::emit(&declarations, definition, &enumerations, &header)?;
        outputs.push((include.join(format!("{}.h", header.name.replace('_', "-"))), text));
        if header.functions.iter().any(|function| !function.is_by_hand) {
            let text = emit_c::functions(definition, &header)?;
            outputs.push((c.join(format!("{}.rs", header.name)), text::finish(root, &text)?));
        }
    }
    Ok(outputs)
}
