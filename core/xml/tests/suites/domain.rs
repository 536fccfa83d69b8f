//! The domain document: what is particular about it.

use ferrovirt_error::ErrorCode;
use ferrovirt_xml::domain::devices::address::{Address, PciAddress};
use ferrovirt_xml::domain::devices::chardev::CharSource;
use ferrovirt_xml::domain::devices::disk::{Disk, DiskBus, DiskDriver, DiskSource, DiskTarget, StorageFormat};
use ferrovirt_xml::domain::devices::disk_source::FileSource;
use ferrovirt_xml::domain::{Device, Domain, DomainType};
use ferrovirt_xml::model::Described;
use ferrovirt_xml::scalar::MemorySize;
use ferrovirt_xml::schema::Types;
use ferrovirt_xml::{Document, Format, ParseOptions, RawElement};

fn device(text: &str) -> Device {
    Device::parse(text, &ParseOptions::default().strict()).unwrap()
}

/// The device is written as `expected` in the inactive view.
fn check(input: &str, expected: &str) {
    assert_eq!(device(input).to_xml(&Format::INACTIVE), expected);
}

fn check_error(input: &str, expected: &str) {
    let error = Domain::parse(input, &ParseOptions::default()).unwrap_err();
    assert!(error.to_string().contains(expected), "{error}");
}

#[test]
fn a_domain_is_built_from_values() {
    let mut domain = Domain { domain_type: DomainType::Kvm, name: "web".to_owned(), ..Domain::default() };
    domain.memory = Some(MemorySize::from_kibibytes(1024).into());
    domain.devices.disks.push(Disk {
        source: DiskSource::File(Some(Box::new(FileSource {
            file: Some("/web.qcow2".to_owned()),
            ..Default::default()
        }))),
        driver: Some(DiskDriver { format: Some(StorageFormat::Qcow2), ..Default::default() }),
        target: Some(DiskTarget { dev: Some("vda".to_owned()), bus: Some(DiskBus::Virtio), ..Default::default() }),
        ..Disk::default()
    });
    let expected = "\
<domain type='kvm'>
  <name>web</name>
  <memory unit='KiB'>1024</memory>
  <os/>
  <devices>
    <disk type='file'>
      <driver type='qcow2'/>
      <source file='/web.qcow2'/>
      <target dev='vda' bus='virtio'/>
    </disk>
  </devices>
</domain>
";
    assert_eq!(domain.to_xml(&Format::default()), expected);
    assert_eq!(Domain::parse(expected, &ParseOptions::default().strict()).unwrap(), domain);
}

#[test]
fn aliases_of_users_survive_and_others_do_not() {
    check("<hub type='usb'><alias name='hub0'/></hub>", "<hub type='usb'/>\n");
    check("<hub type='usb'><alias name='ua-hub'/></hub>", "<hub type='usb'>\n  <alias name='ua-hub'/>\n</hub>\n");
}

#[test]
fn passwords_are_only_in_the_secure_view() {
    let graphics = device("<graphics type='vnc' passwd='x'/>");
    assert_eq!(graphics.to_xml(&Format::LIVE), "<graphics type='vnc'/>\n");
    assert_eq!(graphics.to_xml(&Format { secure: true, ..Format::LIVE }), "<graphics type='vnc' passwd='x'/>\n");
}

#[test]
fn a_terminal_is_only_in_the_live_view() {
    check("<serial type='pty'><source path='/dev/pts/3'/></serial>", "<serial type='pty'/>\n");
    check("<console/>", "<console type='null'/>\n");
}

#[test]
fn the_end_of_a_backing_chain_is_kept() {
    let text = "<disk type='block'>\n  <source dev='/d'/>\n  <backingStore/>\n</disk>\n";
    check(text, text);
}

#[test]
fn an_address_may_leave_the_place_open() {
    let Device::Hub(hub) = device("<hub type='usb'><address type='pci'/></hub>") else { panic!("not a hub") };
    assert_eq!(hub.info.address, Some(Address::Pci(PciAddress::default())));
    let address = PciAddress::new(0, 1, 0x1f, 7);
    assert_eq!((address.is_unset(), address.numbers()), (false, (0, 1, 0x1f, 7)));
}

#[test]
fn unions_inside_unions_share_their_element() {
    let text = "<smartcard mode='passthrough' type='tcp'>\n  <source mode='bind' host='h' service='1'/>\n  <protocol type='raw'/>\n</smartcard>\n";
    check(text, text);
    let Device::Redirdev(redirdev) = device("<redirdev bus='usb' type='spicevmc'/>") else { panic!("not redirected") };
    assert_eq!(redirdev.source, CharSource::Spicevmc);
}

#[test]
fn all_devices_can_be_visited() {
    let text = "<domain type='test'><devices><hub type='usb'/><disk type='file'/><vsock/></devices></domain>";
    let mut domain = Domain::parse(text, &ParseOptions::default()).unwrap();
    for (index, mut device) in domain.devices.iter_mut().enumerate() {
        device.info_mut().alias = Some(format!("device{index}"));
    }
    let aliases: Vec<_> = domain.devices.iter().filter_map(|device| device.info().alias.as_deref()).collect();
    assert_eq!(aliases, ["device0", "device1", "device2"]);
    assert_eq!(domain.devices.disks[0].info.alias.as_deref(), Some("device0"));
}

#[test]
fn devices_are_added_to_their_kind() {
    let mut domain = Domain::default();
    assert!(domain.devices.push(device("<hub type='usb'/>")).is_ok());
    assert!(domain.devices.push(device("<vsock/>")).is_ok());
    assert!(domain.devices.push(device("<vsock/>")).is_err());
    assert_eq!((domain.devices.hubs.len(), domain.devices.iter().count()), (1, 2));
}

#[test]
fn metadata_are_found_by_namespace() {
    let text = "<domain type='test' xmlns:b='urn:b'><metadata><a xmlns='urn:a' k='v'/><b:c/></metadata></domain>";
    let metadata = Domain::parse(text, &ParseOptions::default()).unwrap().metadata.unwrap();
    assert_eq!(metadata.position_in_namespace("urn:a"), Some(0));
    assert_eq!(metadata.position_in_namespace("urn:b"), Some(1));
    assert_eq!(metadata.position_in_namespace("urn:c"), None);
    assert_eq!(RawElement::parse(&metadata.to_xml(), &ParseOptions::default()).unwrap(), metadata);
}

#[test]
fn bad_values_are_refused() {
    check_error("<domain/>", "Missing required attribute 'type' in element 'domain' (at line 1, column 1, /domain)");
    check_error("<network/>", "unexpected root element <network>, expecting <domain>");
    check_error(
        "<domain type='kvm'><uuid>xyz</uuid></domain>",
        "Invalid value for element 'uuid': 'xyz'. Expected UUID",
    );
    check_error("<domain type='kvm'><memory>-1</memory></domain>", "Invalid value for element 'memory': '-1'");
    check_error(
        "<domain type='kvm'><devices><disk type='tape'/></devices></domain>",
        "Invalid value for attribute 'type' in element 'disk': 'tape' (at line 1, column 35, /domain/devices/disk)",
    );
    let text = "<domain type='kvm'><vcpu cpuset='aaa'>1</vcpu></domain>";
    let error = Domain::parse(text, &ParseOptions::default()).unwrap_err();
    assert_eq!(error.code(), ErrorCode::InvalidArg);
}

#[test]
fn deep_chains_do_not_exhaust_the_stack() {
    let mut chain = String::new();
    for _ in 0..250 {
        chain.push_str("<backingStore type='file'>");
    }
    chain.push_str(&"</backingStore>".repeat(250));
    let text = format!("<domain type='kvm'><devices><disk type='file'>{chain}</disk></devices></domain>");
    let domain = Domain::parse(&text, &ParseOptions::default().strict()).unwrap();
    assert!(domain.to_xml(&Format::default()).len() > text.len());
    let json = serde_json::to_string(&domain.devices.disks[0].source).unwrap();
    assert_eq!(json, r#"{"file":null}"#);
}

#[test]
fn types_have_names_of_their_own() {
    let types = Types::of(const { &Domain::SCHEMA });
    let names = types.structs.keys().chain(types.unions.keys()).chain(types.scalars.keys());
    let names: Vec<_> = names.collect();
    let unique: std::collections::BTreeSet<_> = names.iter().collect();
    assert_eq!(unique.len(), names.len());
    assert_eq!(types.ambiguous, [""; 0]);
    for schema in types.structs.values() {
        for field in schema.fields {
            assert!(!field.doc.is_empty(), "{}.{} has no documentation", schema.name, field.name);
        }
    }
    println!("{} structs, {} unions, {} scalars", types.structs.len(), types.unions.len(), types.scalars.len());
}
