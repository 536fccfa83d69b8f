//! Runs a conformance corpus: inputs, and the exact outputs that existing users, tools and stored configurations rely on.
//!
//! A corpus is a directory with `manifest.jsonl` (a case a line: `id`, `op`, `input`, `expect`, options), `files` (what
//! cases name) and `fixtures` (what stands for files of the host). What is done with a case is its operation's business
//! (see [`operations`]); cases whose operation isn't there fail. A case that panics or doesn't end fails too, and no
//! other with it.
//!
//! ```text
//! ferrovirt-conform CORPUS [--kinds A,B] [--verbose]
//! ```
//!
//! It prints a line per kind of case and the sum as its last line. The exit status is 0 whenever the corpus could be
//! run: the lines are the result, and they stay the last ones also where output and errors go to the same place.
//!
//! This program must not know any case of any corpus.

mod arguments;
mod canonical;
mod case;
mod difference;
mod failure;
mod manifest;
mod operations;
mod report;
mod run;

use arguments::Arguments;
use std::process::ExitCode;

fn main() -> ExitCode {
    match conform() {
        Ok(()) => ExitCode::SUCCESS,
        Err(message) => {
            eprintln!("error: {message}");
            ExitCode::from(2)
        }
    }
}

fn conform() -> Result<(), String> {
    let arguments = Arguments::parse(std::env::args().skip(1))?;
    let cases = manifest::read(&arguments.corpus, &arguments.kinds)?;
    let outcomes = run::run(cases.clone());
    print!("{}", report::report(&cases, &outcomes, arguments.verbose));
    Ok(())
}
