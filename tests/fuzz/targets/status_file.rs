//! The status file of a running guest.

#![no_main]

use libfuzzer_sys::fuzz_target;

fuzz_target!(|text: &str| ferrovirt_driver_qemu::fuzzing::status_file(text));
