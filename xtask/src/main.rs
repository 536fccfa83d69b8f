//! Tasks of the project's developers: `cargo xtask NAME`.

mod codegen;

fn main() {
    let root = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
    let check = std::env::args().any(|a| a == "--check");
    if let Err(error) = codegen::run(&root, check) {
        eprintln!("{error}");
        std::process::exit(1);
    }
}
