//! Tests of scalar reading and writing.

use super::{CpuSet, MacAddress, MemorySize, Scalar, SizeUnit};
use uuid::Uuid;

fn check<T: Scalar>(input: &str, expected: Option<&str>) {
    let value = T::parse(input).ok();
    assert_eq!(value.as_ref().map(Scalar::text).as_deref(), expected, "{input}");
}

#[test]
fn cpu_sets_are_written_in_their_shortest_form() {
    check::<CpuSet>("0-3,^2", Some("0-1,3"));
    check::<CpuSet>("4,1, 2,3 ,2-8", Some("1-8"));
    check::<CpuSet>("3-1", None);
    check::<CpuSet>("16384", None);
    check::<CpuSet>("+1", None);
    check::<CpuSet>("", None);
    check::<CpuSet>("60-70,128,16383,^64", Some("60-63,65-70,128,16383"));
    check::<CpuSet>("0-16383,^0-16383", None);
}

#[test]
fn identifiers_are_checked() {
    check::<MacAddress>("52:54:0:AB:cd:ef", Some("52:54:00:ab:cd:ef"));
    check::<MacAddress>("52:54:00:ab:cd", None);
    check::<MacAddress>("52:54:00:ab:cd:+1", None);
    check::<Uuid>("df3be7e7a10411e3aeb050e5492bd3dc", Some("df3be7e7-a104-11e3-aeb0-50e5492bd3dc"));
    check::<Uuid>("df3be7e7-a104-11e3-aeb0-50e5492bd3d", None);
}

#[test]
fn sizes_are_converted_without_overflow() {
    let size = |unit, value| MemorySize { unit: SizeUnit::parse(unit).ok(), value };
    assert_eq!(size("m", 4).kibibytes().unwrap(), 4096);
    assert_eq!(size("b", 1025).kibibytes().unwrap(), 2);
    assert_eq!(size("KiB", u64::MAX).kibibytes().unwrap(), u64::MAX);
    assert!(size("KiB", u64::MAX).bytes().is_err());
}

#[test]
fn numbers_are_bounded() {
    check::<u8>("255", Some("255"));
    check::<u8>("256", None);
    check::<u32>("0x1f", Some("31"));
    check::<u32>("-1", None);
    check::<u32>("0x+1", None);
    check::<u64>("18446744073709551616", None);
    check::<i32>("-5", Some("-5"));
    check::<i32>("5x", None);
    check::<i32>("", None);
}
