//! The files that invariants are about: what people and generators write, not what builds leave behind.

use std::fs;
use std::path::Path;

/// Folders that hold no source, wherever they are.
const NOT_SOURCE: &[&str] = &["target", "build", "dist", "node_modules", "__pycache__", "venv"];

/// Hidden folders that are part of the project all the same.
const HIDDEN_SOURCE: &[&str] = &[".ci", ".cargo", ".github"];

/// Files that somebody else writes: git keeps one in a worktree, editors leave theirs.
const NOT_OURS: &[&str] = &[".git", ".DS_Store"];

/// A text file, with its path from the root of the tree.
pub struct SourceFile {
    pub path: String,
    pub text: String,
}

impl SourceFile {
    pub fn name(&self) -> &str {
        self.path.rsplit('/').next().unwrap_or(&self.path)
    }

    pub fn is_rust(&self) -> bool {
        self.path.ends_with(".rs")
    }

    /// A folder called `folder` is on the way to it.
    pub fn is_below(&self, folder: &str) -> bool {
        self.path.rsplit('/').skip(1).any(|part| part == folder)
    }

    /// Lines with their numbers, which start at 1.
    pub fn lines(&self) -> impl Iterator<Item = (usize, &str)> {
        self.text.lines().enumerate().map(|(index, line)| (index + 1, line))
    }
}

/// Every source file, in the order of their paths.
pub struct Tree {
    pub files: Vec<SourceFile>,
}

impl Tree {
    /// Reads what is below the root. Files that are not text are no business of any invariant.
    pub fn read(root: &Path) -> Result<Tree, String> {
        let mut files = Vec::new();
        read_folder(root, "", &mut files)?;
        files.sort_by(|one: &SourceFile, other| one.path.cmp(&other.path));
        Ok(Tree { files })
    }

    pub fn rust_files(&self) -> impl Iterator<Item = &SourceFile> {
        self.files.iter().filter(|file| file.is_rust())
    }
}

fn read_folder(folder: &Path, prefix: &str, files: &mut Vec<SourceFile>) -> Result<(), String> {
    let failed = |error: std::io::Error| format!("{}: {error}", folder.display());
    for entry in fs::read_dir(folder).map_err(failed)? {
        let entry = entry.map_err(failed)?;
        let Ok(name) = entry.file_name().into_string() else { continue };
        let kind = entry.file_type().map_err(failed)?;
        let path = format!("{prefix}{name}");
        if kind.is_dir() {
            let is_hidden = name.starts_with('.') && !HIDDEN_SOURCE.contains(&name.as_str());
            if !is_hidden && !is_build_folder(&entry.path(), &name) {
                read_folder(&entry.path(), &format!("{path}/"), files)?;
            }
        } else if kind.is_file() && !NOT_OURS.contains(&name.as_str()) {
            let bytes = fs::read(entry.path()).map_err(|error| format!("{path}: {error}"))?;
            if let Ok(text) = String::from_utf8(bytes) {
                files.push(SourceFile { path, text });
            }
        }
    }
    Ok(())
}

/// A module of ours may have such a name too.
fn is_build_folder(folder: &Path, name: &str) -> bool {
    (NOT_SOURCE.contains(&name) || name.ends_with(".egg-info")) && !folder.join("mod.rs").exists()
}

/// A tree of the named texts, for the tests of the checks.
#[cfg(test)]
pub fn stated(files: &[(&str, &str)]) -> Tree {
    let file = |(path, text): &(&str, &str)| SourceFile { path: path.to_string(), text: text.to_string() };
    Tree { files: files.iter().map(file).collect() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn builds_and_binaries_are_left_out() {
        let root = std::env::temp_dir().join(format!("ferrovirt-tidy-{}", std::process::id()));
        for folder in ["src", "target/debug", ".git", ".ci"] {
            fs::create_dir_all(root.join(folder)).unwrap();
        }
        for path in ["src/lib.rs", "target/debug/out.rs", ".git/config", ".ci/run"] {
            fs::write(root.join(path), "text").unwrap();
        }
        fs::write(root.join("src/logo"), [0xff, 0xfe]).unwrap();
        let tree = Tree::read(&root);
        fs::remove_dir_all(&root).unwrap();
        let paths: Vec<String> = tree.unwrap().files.into_iter().map(|file| file.path).collect();
        assert_eq!(paths, [".ci/run", "src/lib.rs"]);
    }

    #[test]
    fn below_means_a_folder_on_the_way() {
        let file = &stated(&[("core/api/src/generated/types.rs", "")]).files[0];
        assert!(file.is_below("generated") && file.is_below("core"));
        assert!(!file.is_below("types.rs") && !file.is_below("gen"));
    }
}
