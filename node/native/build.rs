//! How the native module is linked.

fn main() {
    println!("cargo:rerun-if-changed=build.rs");
    if std::env::var("CARGO_CFG_TARGET_OS").is_ok_and(|system| system == "linux") {
        // A worker that ends closes its addons; the core's I/O threads still run code of this one.
        println!("cargo:rustc-cdylib-link-arg=-Wl,-z,nodelete");
    }
}
