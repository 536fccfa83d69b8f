//! Documents that are refused, with their numbers, beside the like of them that are not.

use ferrovirt_error::ErrorCode;
use ferrovirt_xml::domain::Domain;
use ferrovirt_xml::scalar::CpuSet;
use ferrovirt_xml::{Document, ParseOptions};

use super::{starting, stated, validate};
use crate::probe::EmulatorCapabilities;

#[track_caller]
fn domain(architecture: &str, machine: &str, content: &str) -> Domain {
    let text = format!(
        "<domain type='qemu'><name>g</name><memory>1048576</memory>\
         <os><type arch='{architecture}' machine='{machine}'>hvm</type></os>{content}</domain>"
    );
    Domain::parse(&text, &ParseOptions::default()).unwrap()
}

#[track_caller]
fn check(architecture: &str, machine: &str, content: &str, expected: Option<ErrorCode>) {
    let domain = domain(architecture, machine, content);
    let result = stated(&domain, true).and_then(|()| validate(&domain, &EmulatorCapabilities::default()));
    assert_eq!(result.as_ref().err().map(|error| error.code()), expected, "{machine}: {content}: {result:?}");
}

#[track_caller]
fn check_devices(machine: &str, devices: &str, expected: Option<ErrorCode>) {
    check("x86_64", machine, &format!("<devices>{devices}</devices>"), expected);
}

const XML: Option<ErrorCode> = Some(ErrorCode::XmlError);
const UNSUPPORTED: Option<ErrorCode> = Some(ErrorCode::ConfigUnsupported);
const INTERNAL: Option<ErrorCode> = Some(ErrorCode::InternalError);

#[test]
fn features_belong_to_machines() {
    let check_feature = |architecture, machine, feature: &str, expected| {
        check(architecture, machine, &format!("<features>{feature}</features>"), expected);
    };
    check_feature("ppc64", "pseries", "<hpt resizing='enabled'/>", None);
    check_feature("x86_64", "pc", "<hpt resizing='enabled'/>", UNSUPPORTED);
    check_feature("aarch64", "virt", "<gic version='3'/>", None);
    check_feature("ppc64", "pseries", "<gic/>", UNSUPPORTED);
    check_feature("x86_64", "q35", "<smm state='on'><tseg unit='MiB'>48</tseg></smm>", None);
    check_feature("x86_64", "pc", "<smm state='on'><tseg unit='MiB'>48</tseg></smm>", UNSUPPORTED);
}

#[test]
fn timers_belong_to_architectures() {
    let timer = "<clock offset='utc'><timer name='tsc' present='yes'/></clock>";
    check("x86_64", "pc", timer, None);
    check("s390x", "s390-ccw-virtio", timer, UNSUPPORTED);
}

#[test]
fn roots_of_pci() {
    check_devices("pc", "<controller type='pci' index='0' model='pci-root'/>", None);
    check_devices("q35", "<controller type='pci' index='0' model='pci-root'/>", XML);
    check_devices("pc", "<controller type='pci' index='1' model='pcie-expander-bus'/>", UNSUPPORTED);
    check_devices("q35", "<controller type='pci' index='1' model='pci-expander-bus'/>", UNSUPPORTED);
    check_devices("isapc", "<controller type='usb' index='0'/>", XML);
    check_devices(
        "pc",
        "<controller type='pci' index='1' model='pci-bridge'><target port='1'/></controller>",
        UNSUPPORTED,
    );
}

#[test]
fn places_on_usb() {
    let controller = "<controller type='usb' index='0' model='piix3-uhci'/>";
    let mouse =
        |port: &str| format!("<input type='mouse' bus='usb'><address type='usb' bus='0' port='{port}'/></input>");
    let hub = "<hub type='usb'><address type='usb' bus='0' port='1'/></hub>";
    check_devices("pc", &format!("{controller}{hub}{}", mouse("2")), None);
    check_devices("pc", &format!("{controller}{hub}{}", mouse("1.8")), None);
    check_devices("pc", &format!("{controller}{hub}{}", mouse("1.9")), XML);
    check_devices("pc", &format!("{controller}{hub}{}", mouse("1")), XML);
    check_devices("pc", &format!("{controller}{hub}{}", mouse("3")), XML);
    check_devices("pc", &format!("{controller}{}", mouse("1.2")), XML);
    check_devices("pc", &format!("{controller}{}", mouse("1.1.1.1.1")), INTERNAL);
    check_devices("pc", "<controller type='usb' model='none'/><input type='tablet' bus='usb'/>", UNSUPPORTED);
}

#[test]
fn disks() {
    let disk = |attributes: &str, driver: &str, target: &str| {
        format!("<disk type='file' {attributes}>{driver}<source file='/x'/><target {target}/></disk>")
    };
    let virtio = "dev='vda' bus='virtio'";
    check_devices("pc", &disk("", "<driver name='qemu' type='qcow2'/>", virtio), None);
    check_devices("pc", &disk("", "<driver name='qemu' type='iso'/>", virtio), UNSUPPORTED);
    check_devices("pc", &disk("device='cdrom'", "", virtio), UNSUPPORTED);
    check_devices("pc", &disk("device='lun'", "", "dev='sda' bus='scsi'"), UNSUPPORTED);
    check_devices("pc", &disk("", "<driver io='native'/>", virtio), UNSUPPORTED);
    check_devices("pc", &disk("", "<driver io='native' cache='none'/>", virtio), None);
}

#[test]
fn displays() {
    check_devices("pc", "<graphics type='sdl'/><graphics type='egl-headless'/>", UNSUPPORTED);
    check_devices("pc", "<graphics type='vnc'/><graphics type='egl-headless'/>", None);
    check_devices("pc", "<video><model type='qxl'/></video><video><model type='vga'/></video>", UNSUPPORTED);
    check_devices("pc", "<video><model type='vga'/></video><video><model type='qxl'/></video>", None);
}

#[test]
fn memory_has_a_place_of_its_own() {
    let module = |base: &str| {
        format!(
            "<memory model='dimm'><target><size unit='MiB'>512</size><node>0</node></target>\
             <address type='dimm' base='{base}'/></memory>"
        )
    };
    let with = |modules: &str| {
        format!(
            "<maxMemory slots='4' unit='GiB'>8</maxMemory><vcpu>1</vcpu>\
             <cpu><numa><cell id='0' cpus='0' memory='1048576'/></numa></cpu><devices>{modules}</devices>"
        )
    };
    check("x86_64", "pc", &with(&(module("0x100000000") + &module("0x120000000"))), None);
    check("x86_64", "pc", &with(&(module("0x100000000") + &module("0x110000000"))), UNSUPPORTED);
}

#[test]
fn some_things_count_at_start_only() {
    let bound = domain("x86_64", "pc", "<numatune><memory mode='strict' nodeset='0-2'/></numatune>");
    let nodes = |most: u32| (0..=most).collect::<CpuSet>();
    assert!(starting(&bound, Some(&nodes(2))).is_ok());
    assert_eq!(starting(&bound, Some(&nodes(1))).map_err(|error| error.code()), Err(ErrorCode::ConfigUnsupported));
    let passthrough = domain("x86_64", "pc", "<cpu mode='host-passthrough'/>");
    assert!(validate(&passthrough, &EmulatorCapabilities::default()).is_ok());
    assert_eq!(starting(&passthrough, None).map_err(|error| error.code()), Err(ErrorCode::ConfigUnsupported));
}
