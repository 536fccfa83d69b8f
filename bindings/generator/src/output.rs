//! Puts generated files in place, or says which are stale.

use std::error::Error;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

/// A file to be written.
pub struct GeneratedFile {
    /// Where it belongs, from the root of the project.
    pub path: PathBuf,
    /// What is in it.
    pub text: String,
}

/// Writes what differs; with `check_only`, fails instead and names it.
pub fn store(root: &Path, files: Vec<GeneratedFile>, check_only: bool, command: &str) -> Result<(), Box<dyn Error>> {
    let mut stale = Vec::new();
    for mut file in files {
        if file.path.extension().is_some_and(|extension| extension == "rs") {
            file.text = rustfmt(root, &file.text)?;
        }
        let path = root.join(&file.path);
        if std::fs::read_to_string(&path).is_ok_and(|present| present == file.text) {
            continue;
        }
        if check_only {
            stale.push(file.path.display().to_string());
            continue;
        }
        if let Some(folder) = path.parent() {
            std::fs::create_dir_all(folder)?;
        }
        std::fs::write(&path, file.text).map_err(|error| format!("cannot write '{}': {error}", path.display()))?;
        println!("wrote {}", file.path.display());
    }
    match stale.is_empty() {
        true => Ok(()),
        false => Err(format!("stale: {}\nrun `{command}`", stale.join(", ")).into()),
    }
}

fn rustfmt(root: &Path, text: &str) -> Result<String, Box<dyn Error>> {
    let mut rustfmt = Command::new("rustfmt")
        .args(["--edition", "2024", "--emit", "stdout"])
        .current_dir(root)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .map_err(|error| format!("cannot run rustfmt: {error}"))?;
    let mut input = rustfmt.stdin.take().ok_or("rustfmt has no input")?;
    let source = text.to_owned();
    let writer = std::thread::spawn(move || input.write_all(source.as_bytes()));
    let output = rustfmt.wait_with_output()?;
    writer.join().map_err(|_| "writing to rustfmt failed")??;
    match output.status.success() {
        true => Ok(String::from_utf8(output.stdout)?),
        false => Err("rustfmt refused the generated code".into()),
    }
}
