//! Places on buses of machines that are not PCs.

use ferrovirt_xml::domain::Domain;
use ferrovirt_xml::{Document, Format, ParseOptions};

use super::{spapr_vio, virtio, zpci};
use crate::probe::EmulatorCapabilities;

/// Gives the devices their places and looks for these addresses, in this order.
fn check(architecture: &str, machine: &str, devices: &str, expected: &[&str]) {
    let text = format!(
        "<domain type='qemu'><name>g</name><memory>1</memory><os><type arch='{architecture}' machine='{machine}'>hvm\
         </type></os><devices>{devices}</devices></domain>"
    );
    let mut domain = Domain::parse(&text, &ParseOptions::inactive()).unwrap();
    let mut capabilities = EmulatorCapabilities::default();
    capabilities.types.insert("zpci".to_owned());
    spapr_vio::complete(&mut domain).unwrap();
    virtio::complete(&mut domain).unwrap();
    zpci::complete(&mut domain, &capabilities).unwrap();
    let text = domain.to_xml(&Format::INACTIVE);
    let mut rest = text.as_str();
    for wanted in expected {
        let found = rest.find(wanted);
        assert!(found.is_some(), "{wanted} is missing in {text}");
        rest = found.map_or("", |place| &rest[place + wanted.len()..]);
    }
}

#[test]
fn channels_are_numbered_around_those_that_are_stated() {
    check(
        "s390x",
        "s390-ccw-virtio",
        "<rng model='virtio'><backend model='random'/></rng><rng model='virtio'><backend model='random'/>\
         <address type='ccw' cssid='0xfe' ssid='0' devno='0'/></rng><memballoon model='virtio'/>",
        &["devno='0x0001'", "devno='0x0002'", "devno='0x0000'"],
    );
}

#[test]
fn functions_that_state_one_identity_get_the_other_first() {
    let device = |zpci: &str| {
        format!(
            "<hostdev mode='subsystem' type='pci'><source><address domain='0' bus='0' slot='0' function='0'/></source>\
             <address type='pci' domain='0' bus='0' slot='1' function='0'>{zpci}</address></hostdev>"
        )
    };
    let devices = device("") + &device("<zpci uid='0x0001'/>");
    let expected = ["<zpci uid='0x0002' fid='0x00000001'/>", "<zpci uid='0x0001' fid='0x00000000'/>"];
    check("s390x", "s390-ccw-virtio", &devices, &expected);
}

#[test]
fn registers_of_power_are_apart() {
    check(
        "ppc64",
        "pseries-9.0",
        "<controller type='scsi' index='0' model='ibmvscsi'/><controller type='scsi' index='1' model='ibmvscsi'/>\
         <nvram><address type='spapr-vio' reg='0x3000'/></nvram>",
        &["reg='0x00002000'", "reg='0x00004000'", "reg='0x00003000'"],
    );
}

#[test]
fn the_memory_bus_is_used_where_a_device_is_there_already() {
    let devices = "<memballoon model='virtio'><address type='virtio-mmio'/></memballoon>\
                   <rng model='virtio'><backend model='random'/></rng>";
    check("aarch64", "virt-9.0", devices, &["virtio-mmio", "virtio-mmio"]);
}
