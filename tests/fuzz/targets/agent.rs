//! What a guest says as its agent.

#![no_main]

use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| ferrovirt_driver_qemu::agent::fuzzing::listen(bytes));
