//! The provider with the installed emulator, where there is one.

use super::Provider;
use crate::probe::{Prober, find_emulator};
use ferrovirt_error::ErrorCode;
use ferrovirt_host::{Host, RealHost};
use ferrovirt_xml::capabilities::Capabilities;
use ferrovirt_xml::domain_capabilities::DomainCapabilities;
use ferrovirt_xml::{Document, ParseOptions};
use std::sync::Arc;
use tempfile::TempDir;

/// The provider, the directory that its probes work in, and the emulator's path.
fn installed() -> Option<(Provider, Prober, TempDir, String)> {
    let host: Arc<dyn Host> = Arc::new(RealHost::new());
    let Some(emulator) = find_emulator(&*host, "x86_64") else {
        println!("skipped: no emulator for x86_64 is installed");
        return None;
    };
    let directory = tempfile::tempdir().expect("a temporary directory");
    let prober = Prober::new(host.clone(), directory.path().join("lib"), directory.path().join("cache"));
    Some((Provider::new(host, prober.clone()), prober, directory, emulator.to_string_lossy().into_owned()))
}

#[tokio::test]
async fn the_installed_emulator_is_described() {
    let Some((provider, prober, _directory, emulator)) = installed() else { return };
    let answer = provider.domain(Some(&emulator), Some("x86_64"), Some("q35"), Some("qemu")).await.expect("a document");
    let document = DomainCapabilities::parse(&answer, &ParseOptions::default().strict()).expect("our own document");
    assert!(document.machine.is_some_and(|machine| machine.starts_with("pc-q35-")));
    assert!(document.vcpu_max.is_some_and(|max| max >= 255));
    assert_eq!(prober.probes(), 1);

    let check = async |emulator: Option<&str>, architecture, machine, kind, expected: String| {
        let error = provider.domain(emulator, architecture, machine, kind).await.expect_err(&expected);
        assert_eq!((error.code(), error.to_string()), (ErrorCode::InvalidArg, format!("invalid argument: {expected}")));
    };
    let (asked, arch) = (Some(emulator.as_str()), Some("x86_64"));
    check(asked, Some("s390x"), None, None, format!("Emulator '{emulator}' does not support arch 's390x'")).await;
    check(asked, arch, None, Some("xen"), format!("Emulator '{emulator}' does not support virt type 'xen'")).await;
    for machine in ["none", "pdp11"] {
        let expected = format!("the machine '{machine}' is not supported by emulator '{emulator}'");
        check(asked, arch, Some(machine), None, expected).await;
    }
    assert_eq!(prober.probes(), 1, "one probe answers all questions");
}

#[tokio::test]
async fn all_installed_emulators_are_guests() {
    let Some((provider, prober, _directory, emulator)) = installed() else { return };
    let (first, second) = tokio::join!(provider.host(), provider.host());
    let parse = |text: String| Capabilities::parse(&text, &ParseOptions::default().strict()).expect("our own document");
    let (document, second) = (parse(first.expect("a document")), parse(second.expect("a document")));
    assert_eq!(document.guests, second.guests);
    let probes = prober.probes();
    let emulators = || document.guests.iter().filter_map(|guest| guest.arch.as_ref()?.emulator.as_deref());
    assert!(emulators().any(|path| path == emulator));
    let distinct: std::collections::BTreeSet<&str> = emulators().collect();
    assert!(probes >= distinct.len() as u64 && probes <= 64, "{probes} probes of {distinct:?}");
    provider.host().await.expect("a document");
    // An emulator that did not answer in time, on a busy machine, is rightly asked again.
    if probes == distinct.len() as u64 {
        assert_eq!(prober.probes(), probes, "nothing is probed twice");
    }
}

#[test]
fn answers_can_be_awaited_outside_of_a_runtime() {
    let Some((provider, _prober, _directory, _)) = installed() else { return };
    let max = ferrovirt_api::blocking::wait(provider.max_vcpus(None), None).expect("a number");
    let info = ferrovirt_api::blocking::wait(provider.node_info(), None).expect("facts");
    assert!(max >= 255 && info.cpus >= 1 && info.memory > 0);
}
