//! Headers of disk images, of every format.

#![no_main]

use ferrovirt_driver_qemu::image::{ImageFormat, parse_header};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    let _ = parse_header("image", ImageFormat::probe(bytes), bytes);
    for format in [ImageFormat::Qcow, ImageFormat::Qcow2, ImageFormat::Qed, ImageFormat::Vmdk] {
        let _ = parse_header("image", format, bytes);
    }
});
