//! Tasks of the project's developers: `cargo xtask NAME`, a module per task.

mod c_library;
mod ci;
mod codegen;
mod facts;
mod object_pages;
mod tidy;
mod vectors;

use std::path::Path;
use std::process::ExitCode;

/// What a task gets: the root of the tree, and the words after its name.
type Task = fn(&Path, &[&str]) -> Result<(), String>;

/// Name and arguments, what it does, and the task. A new one is a line here and a module.
const TASKS: &[(&str, &str, Task)] =
    &[
        ("api-description DIR", "describes the C interface for generators of bindings", |root, words| match words {
            [folder] => c_library::description::run(root, Path::new(folder)),
            _ => Err(usage()),
        }),
        ("manual DIR", "writes man pages of the C interface", |root, words| match words {
            [folder] => c_library::manual::run(root, Path::new(folder)),
            _ => Err(usage()),
        }),
        ("pkg-config DIST", "writes the pkg-config files of the C libraries in DIST", |_, words| match words {
            [folder] => c_library::pkg_config::run(Path::new(folder)),
            _ => Err(usage()),
        }),
        ("c-calls FILE", "writes a C program that calls every function well and badly", |root, words| match words {
            [file] => c_library::calls::run(root, Path::new(file)),
            _ => Err(usage()),
        }),
        ("c-library DIR", "writes what linking the C libraries needs", |root, words| match words {
            [folder] => c_library::run(root, Path::new(folder)),
            _ => Err(usage()),
        }),
        ("ci", "what continuous integration runs", |root, words| match words {
            [] => ci::run(root),
            _ => Err(usage()),
        }),
        ("codegen [--check]", "writes what follows from the API's definition, or only compares", |root, words| {
            match words {
                [] => codegen::run(root, false),
                ["--check"] => codegen::run(root, true),
                _ => Err(usage()),
            }
        }),
        ("facts DIR", "compares the definition with the facts of the API in DIR", |root, words| match words {
            [folder] => facts::run(root, Path::new(folder)),
            _ => Err(usage()),
        }),
        ("object-pages [--check]", "writes the pages of the objects, or only compares", |root, words| match words {
            [] => object_pages::run(root, false),
            ["--check"] => object_pages::run(root, true),
            _ => Err(usage()),
        }),
        ("tidy [--list]", "checks the tree's invariants, or prints them", |root, words| match words {
            [] => tidy::check(root),
            ["--list"] => {
                tidy::list();
                Ok(())
            }
            _ => Err(usage()),
        }),
        ("vectors DIR", "compares the shared tests with those that each language ran, as it says in DIR", {
            |root, words| match words {
                [folder] => vectors::run(root, Path::new(folder)),
                _ => Err(usage()),
            }
        }),
    ];

fn main() -> ExitCode {
    let words: Vec<String> = std::env::args().skip(1).collect();
    let words: Vec<&str> = words.iter().map(String::as_str).collect();
    let here = Path::new(env!("CARGO_MANIFEST_DIR"));
    let result = words.split_first().and_then(|(name, words)| {
        let is_meant = |(usage, ..): &&(&str, &str, Task)| usage.split(' ').next() == Some(*name);
        let (.., task) = TASKS.iter().find(is_meant)?;
        Some(task(here.parent().unwrap_or(here), words))
    });
    match result.unwrap_or_else(|| Err(usage())) {
        Ok(()) => ExitCode::SUCCESS,
        Err(message) => {
            eprintln!("{message}");
            ExitCode::FAILURE
        }
    }
}

fn usage() -> String {
    let line = |(usage, purpose, _): &(&str, &str, Task)| format!("cargo xtask {usage:18} {purpose}");
    TASKS.iter().map(line).collect::<Vec<String>>().join("\n")
}
