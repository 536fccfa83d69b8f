//! Every operation as the table of operations has it. A program of its own: other suites look at the hosts that these
//! calls go to.

#[path = "../common/mod.rs"]
mod common;

mod checks;
mod guests;
mod resources;
mod support;
