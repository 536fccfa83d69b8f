//! What `cargo xtask codegen` writes for this driver.

mod around;
