//! Documents that are refused, with their numbers, beside the like of them that are not.

use super::validate;
use crate::domain::Domain;
use crate::{Document, ParseOptions};
use ferrovirt_error::ErrorCode;

#[track_caller]
fn check(content: &str, expected: Option<ErrorCode>) {
    let text = format!("<domain type='test'><name>g</name><memory>1048576</memory>{content}</domain>");
    let result = Domain::parse(&text, &ParseOptions::default()).and_then(|domain| validate(&domain));
    assert_eq!(result.as_ref().err().map(|error| error.code()), expected, "{content}: {result:?}");
}

#[track_caller]
fn check_devices(devices: &str, expected: Option<ErrorCode>) {
    check(&format!("<devices>{devices}</devices>"), expected);
}

const XML: Option<ErrorCode> = Some(ErrorCode::XmlError);
const DETAIL: Option<ErrorCode> = Some(ErrorCode::XmlDetail);
const UNSUPPORTED: Option<ErrorCode> = Some(ErrorCode::ConfigUnsupported);
const INTERNAL: Option<ErrorCode> = Some(ErrorCode::InternalError);

#[test]
fn numbers_of_cpus() {
    check("<vcpu>2</vcpu>", None);
    check("<vcpu current='3'>2</vcpu>", UNSUPPORTED);
    check("<vcpu cpuset='0,^0'>2</vcpu>", Some(ErrorCode::ConfigUnsupported));
    check("<vcpu>2</vcpu><vcpus><vcpu id='2' enabled='yes'/></vcpus>", XML);
    check("<vcpu>2</vcpu><vcpus><vcpu id='0' enabled='no'/></vcpus>", UNSUPPORTED);
    check("<vcpu>2</vcpu><cpu><topology sockets='1' cores='1' threads='1'/></cpu>", UNSUPPORTED);
    check("<vcpu>2</vcpu><cpu><topology sockets='2' cores='1' threads='1'/></cpu>", None);
}

#[test]
fn threads_and_limits() {
    let with = |tune: &str| format!("<iothreads>1</iothreads><cputune>{tune}</cputune>");
    check(&with("<period>999</period>"), UNSUPPORTED);
    check(&with("<quota>-1</quota>"), None);
    check(&with("<iothreadpin iothread='1' cpuset='0'/>"), None);
    check(&with("<iothreadpin iothread='2' cpuset='0'/>"), UNSUPPORTED);
    check(&with("<vcpupin vcpu='0' cpuset='0'/><vcpupin vcpu='0' cpuset='0'/>"), INTERNAL);
    check(&with("<vcpusched vcpus='0' scheduler='fifo'/>"), XML);
    check(&with("<vcpusched vcpus='0' scheduler='batch'/><vcpusched vcpus='0' scheduler='batch'/>"), DETAIL);
}

#[test]
fn nodes() {
    let with = |cells: &str| format!("<vcpu>2</vcpu><cpu><numa>{cells}</numa></cpu>");
    check(&with("<cell id='0' cpus='0' memory='1'/><cell id='1' cpus='1' memory='1'/>"), None);
    check(&with("<cell id='1' cpus='0-1' memory='1'/>"), XML);
    check(&with("<cell id='0' cpus='0-1' memory='1'/><cell id='0' memory='1'/>"), XML);
    check(&with("<cell id='0' cpus='0-1' memory='1'/><cell id='1' cpus='1' memory='1'/>"), UNSUPPORTED);
    check(&with("<cell id='0' cpus='0-5' memory='1'/>"), INTERNAL);
    let distance = |id: u32, value: u32| {
        with(&format!(
            "<cell id='0' cpus='0-1' memory='1'><distances><sibling id='{id}' value='{value}'/></distances></cell>\
             <cell id='1' memory='1'/>"
        ))
    };
    check(&distance(0, 10), None);
    check(&distance(0, 11), XML);
    check(&distance(1, 10), XML);
    check(&distance(1, 255), None);
    check(&distance(2, 20), XML);
}

#[test]
fn disks() {
    let disk = |attributes: &str, content: &str| format!("<disk type='file' {attributes}>{content}</disk>");
    let target = "<source file='/x'/><target dev='vda' bus='virtio'/>";
    check_devices(&disk("", target), None);
    check_devices(&disk("", target).repeat(2), XML);
    check_devices(&disk("", "<source file='/x'/>"), Some(ErrorCode::NoTarget));
    check_devices(&disk("device='floppy'", "<source file='/x'/><target dev='fda' bus='ide'/>"), INTERNAL);
    check_devices(&disk("rawio='yes'", target), UNSUPPORTED);
    check_devices(&disk("", &format!("{target}<wwn>1</wwn>")), INTERNAL);
    check_devices(&disk("", &format!("{target}<vendor>123456789</vendor>")), UNSUPPORTED);
    check_devices(&disk("", "<source file='/x'/><target dev='foo' bus='virtio'/>"), XML);
    check_devices(&disk("", "<source file='/x'/><target dev='vdzzzzzzzzzz' bus='virtio'/>"), XML);
    check_devices(
        &disk("", "<source file='/x'/><target dev='hda' bus='ide'/><address type='pci' bus='0' slot='5'/>"),
        UNSUPPORTED,
    );
}

#[test]
fn throttling() {
    let group = "<throttlegroups><throttlegroup><total_iops_sec>1</total_iops_sec><group_name>a</group_name>\
                 </throttlegroup></throttlegroups>";
    let disk = |content: &str| {
        format!(
            "{group}<devices><disk type='file'><source file='/x'/><target dev='vda' bus='virtio'/>{content}</disk></devices>"
        )
    };
    let filter = |name: &str| format!("<throttlefilters><throttlefilter group='{name}'/></throttlefilters>");
    check(&disk(&filter("a")), None);
    check(&disk(&filter("b")), XML);
    let tune = "<iotune><total_iops_sec>1</total_iops_sec></iotune>";
    check(&disk(&format!("{tune}{}", filter("a"))), Some(ErrorCode::OperationUnsupported));
}

#[test]
fn names_and_places_are_used_once() {
    let disk = |name: &str, content: &str| {
        format!("<disk type='file'><source file='/x'/><target dev='{name}' bus='sata'/>{content}</disk>")
    };
    let twice = |content: &str| disk("sda", content) + &disk("sdb", content);
    check_devices(&twice(""), None);
    check_devices(&twice("<alias name='ua-x'/>"), UNSUPPORTED);
    check_devices(&twice("<boot order='1'/>"), UNSUPPORTED);
    check_devices(&twice("<address type='drive' controller='0' bus='0' target='0' unit='0'/>"), UNSUPPORTED);
    check_devices(&disk("sda", "<boot order='0'/>"), XML);
    check_devices("<controller type='scsi' index='1'/><controller type='scsi' index='1'/>", XML);
}

#[test]
fn devices_of_the_host() {
    let usb = "<hostdev mode='subsystem' type='usb'><source><address bus='1' device='2'/></source></hostdev>";
    check_devices(usb, None);
    check_devices(&usb.repeat(2), XML);
    check_devices("<hostdev mode='subsystem' type='pci'/>", XML);
    check_devices("<hostdev mode='subsystem' type='usb'><source><vendor id='1'/></source></hostdev>", INTERNAL);
}

#[test]
fn small_devices() {
    check_devices("<tpm model='tpm-tis'/>", XML);
    check_devices("<shmem name='a'><size unit='K'>3000</size></shmem>", XML);
    check_devices("<shmem name='a'><msi/></shmem>", XML);
    check_devices("<rng model='virtio'/>", XML);
    check_devices("<vsock><cid address='2'/></vsock>", UNSUPPORTED);
    check_devices("<serial type='unix'/>", INTERNAL);
    check_devices("<channel type='unix'><target type='virtio' name='a'/></channel>", None);
    check_devices("<interface type='bridge'/>", XML);
    check_devices("<interface type='user'><mac address='01:00:00:00:00:01'/></interface>", XML);
    check_devices("<sound model='ich6'><audio id='3'/></sound>", XML);
}
