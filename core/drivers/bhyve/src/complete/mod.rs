//! Filling in what a document leaves open.
//!
//! Pure: from the document, what bhyve can do, and identities that the caller makes.

mod address;
mod devices;

use crate::capabilities::Capabilities;
use ferrovirt_error::Result;
use ferrovirt_xml::domain::Domain;
use ferrovirt_xml::domain::complete as common;
use ferrovirt_xml::domain::devices::chardev::{CharSource, NmdmAttributes};
use ferrovirt_xml::domain::os::{Loader, LoaderType, OsKind};
use ferrovirt_xml::scalar::YesNo;

/// What a document is completed with.
pub struct Context<'a> {
    /// What bhyve can do.
    pub capabilities: &'a Capabilities,
    /// What all drivers need.
    pub common: common::Context<'a>,
}

/// Fills in everything that the document leaves open.
///
/// *Behavior*
/// - What the document says stays as it is, addresses above all.
pub fn complete(domain: &mut Domain, context: &mut Context<'_>) -> Result<()> {
    domain.os.os_type.get_or_insert_default().kind.get_or_insert(OsKind::Hvm);
    devices::add_video(&mut domain.devices);
    common::complete(domain, &mut context.common)?;
    null_modems(domain);
    devices::complete(&mut domain.devices);
    address::drives(&mut domain.devices, context.capabilities)?;
    devices::add_controllers(domain)?;
    address::pci(&mut domain.devices)
}

/// Chooses the firmware of a guest that asks for UEFI without saying which: the first of these paths.
pub fn firmware(domain: &mut Domain, found: &[String]) -> Result<()> {
    let Some(firmware) = domain.os.firmware else { return Ok(()) };
    if domain.os.loader.as_ref().is_some_and(|loader| loader.path.is_some()) {
        return Ok(());
    }
    if firmware != ferrovirt_xml::domain::os::Firmware::Efi {
        return Err(crate::unsupported("Only 'efi' firmware is supported"));
    }
    let path = found.first().ok_or_else(|| crate::unsupported("no UEFI firmware found on this host"))?;
    let loader = domain.os.loader.get_or_insert_with(Loader::default);
    loader.path = Some(path.clone());
    loader.loader_type.get_or_insert(LoaderType::Pflash);
    loader.readonly.get_or_insert(YesNo::Yes);
    Ok(())
}

/// The two ends of null modems, which are named by the guest when the document doesn't.
fn null_modems(domain: &mut Domain) {
    let uuid = domain.uuid.unwrap_or_default();
    let devices = &mut domain.devices;
    let serials = devices.serials.iter_mut().map(|serial| &mut serial.source);
    for source in serials.chain(devices.consoles.iter_mut().map(|console| &mut console.source)) {
        let CharSource::Nmdm(nmdm) = source else { continue };
        let ends = nmdm.source.get_or_insert_with(NmdmAttributes::default);
        if ends.master.is_none() && ends.slave.is_none() {
            ends.master = Some(format!("/dev/nmdm{uuid}A"));
            ends.slave = Some(format!("/dev/nmdm{uuid}B"));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{Context, complete};
    use crate::capabilities::Capabilities;
    use ferrovirt_error::Result;
    use ferrovirt_xml::domain::{Domain, complete as common};
    use ferrovirt_xml::scalar::MacAddress;
    use ferrovirt_xml::{Document, Format, ParseOptions};
    use uuid::Uuid;

    fn completed(content: &str) -> Result<String> {
        let text = format!("<domain type='bhyve'><name>g</name><memory>1</memory>{content}</domain>");
        let mut domain = Domain::parse(&text, &ParseOptions::default().strict())?;
        let mut new_mac = || Ok(MacAddress([2, 0, 0, 0, 0, 1]));
        let mut new_uuid = || Ok(Uuid::nil());
        let common = common::Context { architecture: "x86_64", new_uuid: &mut new_uuid, new_mac: &mut new_mac };
        let mut context = Context { capabilities: &Capabilities::ALL, common };
        complete(&mut domain, &mut context)?;
        let once = domain.clone();
        complete(&mut domain, &mut context)?;
        assert_eq!(once, domain, "completing twice changes something");
        Ok(domain.to_xml(&Format::INACTIVE).lines().map(str::trim).collect())
    }

    fn check(content: &str, expected: &str) {
        let text = completed(content).unwrap();
        assert!(text.contains(expected), "{expected} is missing in {text}");
    }

    fn check_devices(devices: &str, expected: &str) {
        check(&format!("<os><type>hvm</type></os><devices>{devices}</devices>"), expected);
    }

    #[test]
    fn consoles() {
        let end = "/dev/nmdm00000000-0000-0000-0000-000000000000";
        check_devices(
            "<console type='nmdm'/>",
            &format!("<serial type='nmdm'><source master='{end}A' slave='{end}B'/><target port='0'/></serial><console"),
        );
        check_devices(
            "<serial type='nmdm'/>",
            "<controller type='isa' index='0'><address type='pci' domain='0x0000' bus='0x00' slot='0x01'",
        );
    }

    #[test]
    fn places() {
        check_devices(
            "<disk><target dev='hdb' bus='sata'/></disk>",
            "<address type='drive' controller='0' bus='0' target='0' unit='1'/>",
        );
        check_devices("<disk><target dev='sdag' bus='sata'/></disk>", "<controller type='sata' index='1'>");
        check_devices(
            "<interface type='bridge'><source bridge='b'/><address type='pci' slot='2'/></interface>\
             <disk><target dev='vda'/></disk>",
            "slot='0x03' function='0x0'/></disk>",
        );
    }

    #[test]
    fn a_place_is_taken_once() {
        let device = "<rng model='virtio'><backend model='random'/><address type='pci' slot='3'/></rng>";
        for slots in [&device.repeat(2), &device.replace('3', "0"), &device.replace("slot", "bus")] {
            let content = format!("<os><type>hvm</type></os><devices>{slots}</devices>");
            assert!(completed(&content).is_err(), "{content}");
        }
        let many = "<rng model='virtio'><backend model='random'/></rng>".repeat(40);
        assert!(completed(&format!("<devices>{many}</devices>")).is_err());
        assert!(completed("<devices><disk><target dev='sdzzz' bus='sata'/></disk></devices>").is_err());
    }
}
