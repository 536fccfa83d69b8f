//! Which driver has which operation since when: prints `docs/support-matrix.md`.
//!
//! `--write` updates the file instead, `--check` fails when it is stale.

use std::fmt::Write;
use std::process::ExitCode;

use ferrovirt::generated::table;
use ferrovirt::operation::Operation;
use ferrovirt::{DRIVERS, DriverFactory};

const FILE: &str = "docs/support-matrix.md";
const COMMAND: &str = "cargo run -p ferrovirt --example support_matrix -- --write";

fn main() -> ExitCode {
    let root = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
    let (file, matrix) = (root.join(FILE), matrix());
    let outcome = match std::env::args().nth(1).as_deref() {
        None => {
            print!("{matrix}");
            Ok(())
        }
        Some("--write") => std::fs::write(file, matrix).map_err(|error| format!("cannot write {FILE}: {error}")),
        Some("--check") => match std::fs::read_to_string(file) {
            Ok(text) if text == matrix => Ok(()),
            Ok(_) => Err(format!("{FILE} is stale: run `{COMMAND}`")),
            Err(error) => Err(format!("cannot read {FILE}: {error}")),
        },
        Some(other) => Err(format!("unknown argument '{other}'; known: --write, --check")),
    };
    match outcome {
        Ok(()) => ExitCode::SUCCESS,
        Err(message) => {
            eprintln!("{message}");
            ExitCode::FAILURE
        }
    }
}

fn matrix() -> String {
    let mut text = format!(
        "# Which driver has what

Printed by `{COMMAND}`
from what the drivers declare; a test compares that with what they do. The numbers are releases: of libvirt in the
third column, of Ferrovirt in the drivers' columns. An operation in _italics_ is another one with fixed arguments, and
follows it.
"
    );
    let mut objects: Vec<&str> = table::ALL.iter().map(|operation| operation.object).collect();
    objects.dedup();
    // Writing to a string cannot fail.
    for object in objects {
        let operations = table::ALL.iter().filter(|operation| operation.object == object);
        let _ = write!(text, "\n## {object}\n\n| operation | in C | libvirt |");
        for driver in DRIVERS {
            let _ = write!(text, " {} |", driver.name);
        }
        let _ = write!(text, "\n| --- | --- | --- |{}\n", " --- |".repeat(DRIVERS.len()));
        operations.for_each(|operation| row(&mut text, operation));
    }
    let _ = write!(text, "\n## In numbers\n\n| driver | operations |\n| --- | --- |\n");
    for driver in DRIVERS {
        let count = table::ALL.iter().filter(|operation| since(driver, operation).is_some()).count();
        let _ = writeln!(text, "| {} | {count} of {} |", driver.name, table::ALL.len());
    }
    text
}

fn row(text: &mut String, operation: &Operation) {
    let emphasis = if operation.derived { "_" } else { "" };
    let _ = write!(text, "| {emphasis}`{}`{emphasis} | `{}` | {} |", operation.name, operation.c_name, operation.since);
    for driver in DRIVERS {
        let _ = write!(text, " {} |", since(driver, operation).unwrap_or("–"));
    }
    text.push('\n');
}

fn since(driver: &DriverFactory, operation: &Operation) -> Option<&'static str> {
    let declared = operation.base.unwrap_or(operation.c_name);
    driver.support.iter().find(|support| support.operation == declared).map(|support| support.since)
}
