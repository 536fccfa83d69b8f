//! What every driver fills in alike: what follows from a document alone.
//!
//! Drivers with defaults of their own (machines, models, addresses) fill those in themselves.

mod address;
mod basics;
mod bounds;
mod character;
mod console;
pub mod disk;
mod display;
mod interface;
mod memory;
mod metadata;
mod numa;
pub mod order;
mod placement;
mod small;

pub use interface::complete_interface;

use super::Domain;
use super::devices::Devices;
use super::devices::address::{Address, CcidAddress};
use super::devices::controller::{Controller, ControllerType};
use crate::Result;
use crate::scalar::MacAddress;
use ferrovirt_error::{Error, ErrorCode, ErrorDomain};
use std::collections::{BTreeMap, BTreeSet};
use uuid::Uuid;

/// What a document is completed with.
pub struct Context<'a> {
    /// The architecture of guests that state none.
    pub architecture: &'a str,
    /// Where the UUID of a new guest comes from.
    pub new_uuid: &'a mut dyn FnMut() -> Result<Uuid>,
    /// Where new hardware addresses come from.
    pub new_mac: &'a mut dyn FnMut() -> Result<MacAddress>,
}

/// Fills in what follows from the document alone. What is stated stays.
pub fn complete(domain: &mut Domain, context: &mut Context<'_>) -> Result<()> {
    bounds::check(domain)?;
    if domain.uuid.is_none() {
        domain.uuid = Some((context.new_uuid)()?);
    }
    order::sort(domain);
    metadata::complete(domain);
    memory::complete(domain)?;
    placement::complete(domain)?;
    numa::complete(domain);
    basics::complete(domain, context.architecture);
    console::complete(domain);
    domain.devices.disks.iter_mut().for_each(disk::complete);
    character::complete(&mut domain.devices);
    display::complete(&mut domain.devices)?;
    small::complete(&mut domain.devices);
    places(domain);
    address::complete(&mut domain.devices);
    for interface in &mut domain.devices.interfaces {
        complete_interface(interface, context.new_mac)?;
    }
    Ok(())
}

/// The error for a document that contradicts itself.
fn invalid(detail: impl Into<String>) -> Error {
    Error::new(ErrorCode::XmlError, ErrorDomain::Domain, detail)
}

/// Adds the controllers that smart cards need and that are not there, behind those of other devices.
pub fn add_smartcard_controllers(devices: &mut Devices) {
    let highest = devices.smartcards.iter().filter_map(|card| match &card.info.address {
        Some(Address::Ccid(address)) => Some(address.controller.unwrap_or(0)),
        _ => None,
    });
    for index in highest.max().into_iter().flat_map(|highest| 0..=highest.min(MAXIMUM_READERS)) {
        let is_it =
            |found: &Controller| found.controller_type == ControllerType::Ccid && found.index.unwrap_or(0) == index;
        if !devices.controllers.iter().any(is_it) {
            let index = Some(index);
            devices.controllers.push(Controller {
                controller_type: ControllerType::Ccid,
                index,
                ..Controller::default()
            });
        }
    }
}

/// More readers of smart cards than this are a mistake.
const MAXIMUM_READERS: u32 = 255;

/// Smart cards have a slot each; controllers are numbered by kind.
fn places(domain: &mut Domain) {
    let devices = &mut domain.devices;
    let taken: BTreeSet<u32> = devices.smartcards.iter().filter_map(|card| slot(card.info.address.as_ref()?)).collect();
    let mut free = (0..).filter(|slot| !taken.contains(slot));
    for card in devices.smartcards.iter_mut().filter(|card| card.info.address.is_none()) {
        card.info.address = Some(Address::Ccid(CcidAddress { controller: Some(0), slot: free.next() }));
    }
    let taken: BTreeSet<(ControllerType, u32)> =
        devices.controllers.iter().filter_map(|each| Some((each.controller_type, each.index?))).collect();
    // The first number of each type that has not been looked at.
    let mut next: BTreeMap<ControllerType, u32> = BTreeMap::new();
    for controller in devices.controllers.iter_mut().filter(|controller| controller.index.is_none()) {
        let kind = controller.controller_type;
        let next = next.entry(kind).or_default();
        controller.index = (*next..).find(|index| !taken.contains(&(kind, *index)));
        *next = controller.index.unwrap_or(u32::MAX).saturating_add(1);
    }
}

fn slot(address: &Address) -> Option<u32> {
    match address {
        Address::Ccid(CcidAddress { controller: None | Some(0), slot }) => *slot,
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::{Context, complete};
    use crate::domain::Domain;
    use crate::scalar::MacAddress;
    use crate::{Document, Format, ParseOptions};
    use uuid::Uuid;

    fn check(content: &str, expected: &str) {
        let text = format!("<domain type='test'><name>g</name><memory>1</memory>{content}</domain>");
        let mut domain = Domain::parse(&text, &ParseOptions::default().strict()).unwrap();
        let mut new_mac = || Ok(MacAddress([2, 0, 0, 0, 0, 1]));
        let mut new_uuid = || Ok(Uuid::nil());
        let mut context = Context { architecture: "x86_64", new_uuid: &mut new_uuid, new_mac: &mut new_mac };
        complete(&mut domain, &mut context).unwrap();
        let once = domain.clone();
        complete(&mut domain, &mut context).unwrap();
        assert_eq!(once, domain, "completing twice changes something");
        let text: String = domain.to_xml(&Format::INACTIVE).lines().map(str::trim).collect();
        assert!(text.contains(expected), "{expected} is missing in {text}");
    }

    fn check_devices(devices: &str, expected: &str) {
        check(&format!("<devices>{devices}</devices>"), expected);
    }

    #[test]
    fn basics() {
        check("<os><type>hvm</type></os>", "<os><type arch='x86_64'>hvm</type><boot dev='hd'/></os>");
        check("<os><type>exe</type></os>", "<os><type arch='x86_64'>exe</type></os>");
        check("", "<on_crash>destroy</on_crash>");
        check(
            "<vcpu>2</vcpu><cputune><cachetune vcpus='0-3'/><cachetune vcpus='9'/></cputune>",
            "<cputune><cachetune vcpus='0-1'/></cputune>",
        );
    }

    #[test]
    fn sockets() {
        check_devices(
            "<channel type='tcp'><source host='h' service='1'/></channel>",
            "<source mode='connect' host='h' service='1'/><protocol type='raw'/>",
        );
        check_devices(
            "<channel type='udp'><source service='1'/><source mode='bind' service='2'/></channel>",
            "<source mode='bind' service='2'/><source mode='connect' service='1'/>",
        );
        check_devices("<channel type='unix'><source mode='bind'/></channel>", "<channel type='unix'/>");
    }

    #[test]
    fn displays() {
        check_devices(
            "<graphics type='vnc' listen='::1'/>",
            "<graphics type='vnc' port='-1' autoport='yes' listen='::1'><listen type='address' address='::1'/>",
        );
        check_devices(
            "<graphics type='vnc' socket='/s'><listen type='address' address='::1'/></graphics>",
            "<graphics type='vnc' socket='/s'><listen type='socket' socket='/s'/></graphics>",
        );
        check_devices("<graphics type='vnc' port='5901'/>", "port='5901' autoport='no'>");
    }

    #[test]
    fn attributes_and_elements_of_displays_agree() {
        let text = "<domain type='test'><name>g</name><memory>1</memory><devices><graphics type='vnc' socket='/a'>\
                    <listen type='socket' socket='/b'/></graphics></devices></domain>";
        let mut domain = Domain::parse(text, &ParseOptions::default()).unwrap();
        let mut new_mac = || Ok(MacAddress::default());
        let mut new_uuid = || Ok(Uuid::nil());
        let mut context = Context { architecture: "x86_64", new_uuid: &mut new_uuid, new_mac: &mut new_mac };
        let error = complete(&mut domain, &mut context).unwrap_err();
        assert!(error.to_string().contains("'socket' attribute '/a' must match"), "{error}");
    }

    #[test]
    fn consoles_and_disks() {
        check(
            "<os><type>hvm</type></os><devices><serial type='pty'/><serial type='pty'/></devices>",
            "<target port='1'/></serial><console type='pty'><target type='serial' port='0'/></console>",
        );
        check_devices("<disk device='cdrom'><target dev='vda'/></disk>", "<target dev='vda' bus='virtio'/><readonly/>");
    }

    #[test]
    fn places() {
        check_devices("<controller type='usb'/><controller type='usb'/>", "<controller type='usb' index='1'/>");
        check_devices("<smartcard mode='host'/>", "<address type='ccid' controller='0' slot='0'/>");
        check_devices(
            "<interface type='user'><mac address='00:00:00:00:00:00'/></interface>",
            "<mac address='02:00:00:00:00:01'/>",
        );
    }

    #[test]
    fn counts_and_ranges_cost_nothing() {
        const MOST: u32 = u32::MAX;
        let ranges = vec!["0-16383"; 100_000].join(",");
        check(
            &format!("<vcpu>{MOST}</vcpu><cpu><numa><cell cpus='{ranges}' memory='1'/></numa></cpu>"),
            "<cell id='0' cpus='0-16383' memory='1'",
        );
        check(
            &format!("<vcpu>{MOST}</vcpu><cputune><cachetune vcpus='{ranges}'/></cputune>"),
            "<cachetune vcpus='0-16383'/>",
        );
        check(&format!("<cpu><topology sockets='{MOST}' cores='{MOST}' threads='{MOST}'/></cpu>"), "<topology");
        check_devices(
            &format!(
                "<controller type='scsi' index='{MOST}'/><controller type='virtio-serial' ports='{MOST}'/>\
                 <smartcard mode='host'><address type='ccid' controller='{MOST}' slot='{MOST}'/></smartcard>"
            ),
            "<smartcard",
        );
        check_devices(&"<controller type='usb'/>".repeat(2_000), "index='1999'");
    }

    #[test]
    fn guests_are_made_of_so_much_and_no_more() {
        let refused = |content: &str| {
            let text = format!("<domain type='test'><name>g</name><memory>1</memory>{content}</domain>");
            let mut domain = Domain::parse(&text, &ParseOptions::default()).unwrap();
            let mut new_mac = || Ok(MacAddress([2, 0, 0, 0, 0, 1]));
            let mut new_uuid = || Ok(Uuid::nil());
            let mut context = Context { architecture: "x86_64", new_uuid: &mut new_uuid, new_mac: &mut new_mac };
            complete(&mut domain, &mut context).err().map(|error| error.code())
        };
        let unsupported = Some(ferrovirt_error::ErrorCode::ConfigUnsupported);
        assert_eq!(refused("<iothreads>16384</iothreads>"), None);
        assert_eq!(refused("<iothreads>4294967295</iothreads>"), unsupported);
        let many = |element: &str, number: usize| element.repeat(number);
        assert_eq!(refused(&format!("<devices>{}</devices>", many("<hub/>", 16_385))), unsupported);
        let cells = many("<cell memory='1'/>", 1_025);
        assert_eq!(refused(&format!("<cpu><numa>{cells}</numa></cpu>")), unsupported);
    }
}
