//! Connection URIs.

#![no_main]

use ferrovirt_api::uri::ConnectUri;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|text: &str| {
    let _ = ConnectUri::parse(text);
});
