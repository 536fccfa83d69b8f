//! Properties that every completed document has.

use ferrovirt_error::Result;
use ferrovirt_xml::domain::Domain;
use ferrovirt_xml::domain::devices::address::Address;
use ferrovirt_xml::{Document, Format, ParseOptions};

use super::{Context, HostAudio, Random, complete};
use crate::layout::Layout;
use crate::probe::{Accelerator, AcceleratorCapabilities, EmulatorCapabilities, Machine};

struct Fixed;

impl Random for Fixed {
    fn fill(&mut self, bytes: &mut [u8]) -> Result<()> {
        bytes.fill(7);
        Ok(())
    }
}

fn capabilities() -> EmulatorCapabilities {
    let machine = |name: &str, alias: &str| Machine {
        name: name.to_owned(),
        alias: Some(alias.to_owned()),
        cpu_max: 255,
        default_cpu_type: Some("qemu64-x86_64-cpu".to_owned()),
        default_ram_id: Some("pc.ram".to_owned()),
        ..Machine::default()
    };
    let tcg = AcceleratorCapabilities {
        accelerator: Accelerator::Tcg,
        machines: vec![machine("pc-i440fx-9.2", "pc"), machine("pc-q35-9.2", "q35")],
        cpu_models: Vec::new(),
        host_cpu: None,
    };
    let types = [
        "qemu-xhci",
        "piix3-usb-uhci",
        "lsi53c895a",
        "rtl8139",
        "virtio-net-pci",
        "pcie-pci-bridge",
        "cirrus-vga",
        "virtio-balloon-pci",
    ];
    EmulatorCapabilities {
        architecture: "x86_64".to_owned(),
        tcg: Some(tcg),
        types: types.into_iter().map(str::to_owned).collect(),
        ..EmulatorCapabilities::default()
    }
}

fn completed(domain: &Domain) -> Result<Domain> {
    let capabilities = capabilities();
    let mut domain = domain.clone();
    let mut context = Context {
        capabilities: &capabilities,
        emulator: "/usr/bin/qemu-system-x86_64",
        is_new: true,
        random: &mut Fixed,
        firmware: &[],
        layout: &Layout::system(),
        audio: &HostAudio::default(),
    };
    complete(&mut domain, &mut context)?;
    Ok(domain)
}

fn document(machine: &str, devices: &str) -> Domain {
    let text = format!(
        "<domain type='qemu'><name>a</name><memory unit='MiB'>64</memory>\
         <os><type machine='{machine}'>hvm</type></os><devices>{devices}</devices></domain>"
    );
    Domain::parse(&text, &ParseOptions::inactive()).unwrap()
}

const DEVICES: [&str; 12] = [
    "<disk type='file'><source file='/a'/><target dev='vda' bus='virtio'/></disk>",
    "<disk type='file'><source file='/a'/><target dev='sda' bus='scsi'/></disk>",
    "<disk type='file' device='floppy'><source file='/a'/><target dev='fda'/></disk>",
    "<interface type='user'><model type='virtio'/></interface>",
    "<interface type='user'/>",
    "<channel type='unix'><target type='virtio' name='org.qemu.guest_agent.0'/></channel>",
    "<serial type='pty'/>",
    "<graphics type='vnc'/>",
    "<input type='tablet'/>",
    "<controller type='usb' model='ich9-ehci1'/>",
    "<rng model='virtio'><backend model='random'/></rng>",
    "<sound model='ich9'/>",
];

#[test]
fn completing_twice_changes_nothing() {
    for machine in ["pc", "q35"] {
        for set in (0..1_u32 << DEVICES.len()).step_by(11) {
            let devices: String =
                DEVICES.iter().zip(0..).filter(|(_, bit)| set >> bit & 1 == 1).map(|(device, _)| *device).collect();
            let once = completed(&document(machine, &devices)).unwrap_or_else(|error| panic!("{devices}: {error}"));
            let twice = completed(&once).unwrap_or_else(|error| panic!("{devices}: {error}"));
            assert!(once == twice, "{machine} {devices}");
            // Only what is stored counts: reading it back must lead to the same guest as well.
            if set % 7 == 0 {
                let stored = Domain::parse(&once.to_xml(&Format::INACTIVE), &ParseOptions::inactive()).unwrap();
                assert!(completed(&stored).unwrap() == once, "{machine} {devices}");
            }
        }
    }
}

#[test]
fn a_stated_address_stays_and_nobody_else_gets_it() {
    let disk = |name: &str, address: &str| {
        format!("<disk type='file'><source file='/a'/><target dev='{name}' bus='virtio'/>{address}</disk>")
    };
    let stated = "<address type='pci' domain='0x0000' bus='0x00' slot='0x04' function='0x0'/>";
    let devices = [disk("vda", ""), disk("vdb", ""), disk("vdc", stated), disk("vdd", "")].concat();
    let domain = completed(&document("pc", &devices)).unwrap();
    let slot = |index: usize| match &domain.devices.disks[index].info.address {
        Some(Address::Pci(address)) => address.slot,
        _ => None,
    };
    assert_eq!([slot(0), slot(1), slot(2), slot(3)], [Some(2), Some(3), Some(4), Some(5)]);
}

#[test]
fn machines_get_their_full_name_and_unknown_ones_are_refused() {
    let domain = completed(&document("q35", "")).unwrap();
    assert_eq!(domain.os.os_type.unwrap().machine.as_deref(), Some("pc-q35-9.2"));
    let error = completed(&document("pc-1.0-x", "")).unwrap_err();
    let words = "Emulator '/usr/bin/qemu-system-x86_64' does not support machine type 'pc-1.0-x'";
    assert_eq!(error.detail(), Some(words));
}

/// Whatever a document counts, what comes of it is a refusal or something small.
#[test]
fn counts_of_a_document_allocate_nothing() {
    const MOST: u32 = u32::MAX;
    let check = |content: String| {
        let text = format!(
            "<domain type='qemu'><name>a</name><memory unit='MiB'>64</memory><os><type machine='pc'>hvm</type></os>\
             {content}</domain>"
        );
        let domain = Domain::parse(&text, &ParseOptions::inactive()).unwrap();
        if let Ok(domain) = completed(&domain) {
            assert!(domain.to_xml(&Format::INACTIVE).len() < 100_000, "{content}");
        }
    };
    let device = |device: String| check(format!("<devices>{device}</devices>"));
    let drive = format!("<address type='drive' controller='{MOST}' bus='{MOST}' target='{MOST}' unit='{MOST}'/>");
    for bus in ["scsi", "sata", "ide", "fdc"] {
        device(format!("<disk type='file'><source file='/a'/><target dev='sda' bus='{bus}'/>{drive}</disk>"));
    }
    device("<disk type='file'><source file='/a'/><target dev='sdzzzzzzzzzzzz' bus='scsi'/></disk>".to_owned());
    let port = format!("<address type='virtio-serial' controller='{MOST}' bus='0' port='{MOST}'/>");
    device(format!("<channel type='pty'><target type='virtio' name='x'/>{port}</channel>"));
    device(format!("<controller type='virtio-serial' ports='{MOST}' vectors='{MOST}'/>"));
    for kind in ["scsi", "usb", "virtio-serial", "ccid"] {
        device(format!("<controller type='{kind}' index='{MOST}'/>"));
    }
    device(format!("<controller type='pci' index='{MOST}' model='pci-bridge'/>"));
    device(format!("<controller type='usb' model='nec-xhci' ports='{MOST}'/>"));
    device(format!("<input type='tablet'><address type='usb' bus='{MOST}' port='{MOST}.{MOST}'/></input>"));
    device(format!("<memory model='dimm'><target><size>1</size><node>{MOST}</node></target></memory>"));
    let module = "<devices><memory model='dimm'><target><size>1048576</size><node>0</node></target></memory></devices>";
    check(format!("<maxMemory slots='{MOST}'>4194304</maxMemory><vcpu>{MOST}</vcpu>{module}"));
    check(format!("<vcpu current='{MOST}'>{MOST}</vcpu>"));
    check(format!("<iothreads>{MOST}</iothreads>"));
    check(format!("<vcpu>2</vcpu><vcpus><vcpu id='{MOST}' enabled='yes' order='{MOST}'/></vcpus>"));
    check(format!("<cpu><numa><cell id='{MOST}' cpus='0' memory='65536'/></numa></cpu>"));
}
