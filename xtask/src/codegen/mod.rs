//! `cargo xtask codegen [--check]`: writes what follows from the definition of the API.
//!
//! `parse` reads the definition into `model`; each `emit_*` module turns the model into the text of one output. Another
//! output (the wire client, the dispatcher, the C entry points) is another emitter and a line in `outputs`.

mod emit_c;
mod emit_drivers;
mod emit_exercise;
mod emit_handles;
mod emit_table;
mod emit_types;
mod emit_uniffi;
pub mod model;
pub mod parse;
mod text;

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
        (bindings.join("types.rs"), text::finish(root, &emit_uniffi::types(definition))?),
        (bindings.join("objects.rs"), text::finish(root, &emit_uniffi::objects(definition))?),
        (c.join("types.rs"), text::finish(root, &emit_c::types(definition))?),
    ];
    for declarations in emit_c::declarations(&root.join("ffi-c/declarations"))? {
        let text = emit_c::functions(definition, &declarations)?;
        outputs.push((c.join(format!("{}.rs", declarations.name)), text::finish(root, &text)?));
    }
    Ok(outputs)
}
