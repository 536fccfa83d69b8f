#!/bin/bash
# virt-crate.sh LIBRARIES: a Rust program over the crate `virt`, built by its users' own steps. Needs cargo.
set -euo pipefail
. "$(dirname "$0")/common.sh"

command -v cargo >/dev/null || skip "cargo is not installed"
mkdir src
cat >Cargo.toml <<'TOML'
[package]
name = "peer"
version = "0.1.0"
edition = "2021"

[dependencies]
virt = "0.4"
virt-sys = "0.3"

[workspace]
TOML
cat >src/main.rs <<'RUST'
use std::os::raw::{c_int, c_void};
use std::sync::atomic::{AtomicBool, Ordering};

use virt::connect::Connect;
use virt::domain::Domain;

static STARTED: AtomicBool = AtomicBool::new(false);

unsafe extern "C" fn lifecycle(
    _: virt_sys::virConnectPtr,
    _: virt_sys::virDomainPtr,
    event: c_int,
    _detail: c_int,
    _opaque: *mut c_void,
) {
    if event == virt_sys::VIR_DOMAIN_EVENT_STARTED as c_int {
        STARTED.store(true, Ordering::SeqCst);
    }
}

fn main() {
    assert_eq!(unsafe { virt_sys::virEventRegisterDefaultImpl() }, 0);
    let connection = Connect::open(Some("test:///default")).unwrap();
    let domains = connection.list_all_domains(0).unwrap();
    println!("list: {} {}", domains.len(), domains[0].get_name().unwrap());
    type Lifecycle =
        unsafe extern "C" fn(virt_sys::virConnectPtr, virt_sys::virDomainPtr, c_int, c_int, *mut c_void);
    let number = unsafe {
        virt_sys::virConnectDomainEventRegisterAny(
            connection.as_ptr(),
            std::ptr::null_mut(),
            virt_sys::VIR_DOMAIN_EVENT_ID_LIFECYCLE as c_int,
            std::mem::transmute::<Lifecycle, virt_sys::virConnectDomainEventGenericCallback>(lifecycle),
            std::ptr::null_mut(),
            None,
        )
    };
    assert!(number >= 0);
    let xml = "<domain type='test'><name>peer</name><memory>1024</memory><os><type>hvm</type></os></domain>";
    let domain = Domain::define_xml(&connection, xml).unwrap();
    domain.create().unwrap();
    println!("start: {}", domain.is_active().unwrap());
    while !STARTED.load(Ordering::SeqCst) {
        assert_eq!(unsafe { virt_sys::virEventRunDefaultImpl() }, 0);
    }
    println!("event: started");
    let error = Domain::lookup_by_name(&connection, "nobody").unwrap_err();
    assert_eq!(error.code(), virt::error::ErrorNumber::NoDomain);
    domain.destroy().unwrap();
}
RUST
cargo fetch >log 2>&1 || skip "the crate cannot be fetched: $(tail -n 1 log)"
check build env CARGO_TARGET_DIR="$(pwd)/target" cargo build --quiet
check run "$(pwd)/target/debug/peer"
finish
