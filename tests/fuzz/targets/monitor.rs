//! What a QEMU says on its monitor: lines, JSON, greeting, replies and events.

#![no_main]

use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| ferrovirt_driver_qemu::qmp::fuzzing::listen(bytes));
