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
        match file.path.extension().and_then(|extension| extension.to_str()) {
            Some("rs") => {
                file.text = formatted(root, "rustfmt", &["--edition", "2024", "--emit", "stdout"], file.text)?
            }
            Some("go") => file.text = formatted(root, "gofmt", &["-s"], file.text)?,
            _ => {}
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

/// The text as the language's own formatter has it.
fn formatted(root: &Path, program: &str, arguments: &[&str], text: String) -> Result<String, Box<dyn Error>> {
    let mut formatter = Command::new(program)
        .args(arguments)
        .current_dir(root)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .map_err(|error| format!("cannot run {program}: {error}"))?;
    let mut input = formatter.stdin.take().ok_or_else(|| format!("{program} has no input"))?;
    let writer = std::thread::spawn(move || input.write_all(text.as_bytes()));
    let output = formatter.wait_with_output()?;
    writer.join().map_err(|_| format!("writing to {program} failed"))??;
    match output.status.success() {
        true => Ok(String::from_utf8(output.stdout)?),
        false => Err(format!("{program} refused the generated code").into()),
    }
}
