//! The file in which an emulator's capabilities are kept.

#![no_main]

use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| ferrovirt_driver_qemu::fuzzing::capability_cache(bytes));
