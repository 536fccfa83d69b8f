//! CPU data: dumps of CPUID, what QEMU says of a model, and the definitions that follow.

#![no_main]

use ferrovirt_cpu::x86::{Processor, guest_definition, host_definition};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|text: &str| {
    let processors = [
        Processor::from_dump(text).ok(),
        serde_json::from_str(text).ok().and_then(|value| Processor::from_expansion(&value).ok()),
    ];
    for processor in processors.into_iter().flatten() {
        let _ = host_definition(&processor, "x86_64");
        let _ = guest_definition(&processor, None);
    }
});
