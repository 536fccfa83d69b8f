//! Filling in what a document leaves open.
//!
//! Pure: from the document, and identities that the caller makes.

use ferrovirt_error::Result;
use ferrovirt_xml::domain::Domain;
use ferrovirt_xml::domain::complete as common;
use ferrovirt_xml::domain::devices::chardev::{ConsoleTarget, ConsoleTargetType};
use ferrovirt_xml::domain::devices::filesystem::AccessMode;
use ferrovirt_xml::domain::os::OsKind;

/// What a document is completed with.
pub struct Context<'a> {
    /// The program that holds a container, when the document names none.
    pub emulator: &'a str,
    /// What all drivers need.
    pub common: common::Context<'a>,
}

/// The first program of a container that names none.
const INIT: &str = "/sbin/init";

/// Fills in everything that the document leaves open.
pub fn complete(domain: &mut Domain, context: &mut Context<'_>) -> Result<()> {
    let kind = *domain.os.os_type.get_or_insert_default().kind.get_or_insert(OsKind::Exe);
    if kind == OsKind::Exe {
        domain.os.init.get_or_insert_with(|| INIT.to_owned());
    }
    domain.devices.emulator.get_or_insert_with(|| context.emulator.to_owned());
    for filesystem in &mut domain.devices.filesystems {
        filesystem.accessmode.get_or_insert(AccessMode::Passthrough);
    }
    for console in &mut domain.devices.consoles {
        let target = console.target.get_or_insert_with(ConsoleTarget::default);
        target.target_type.get_or_insert(ConsoleTargetType::Lxc);
    }
    common::complete(domain, &mut context.common)
}

#[cfg(test)]
mod tests {
    use super::{Context, complete};
    use ferrovirt_xml::domain::{Domain, complete as common};
    use ferrovirt_xml::scalar::MacAddress;
    use ferrovirt_xml::{Document, Format, ParseOptions};
    use uuid::Uuid;

    fn check(content: &str, expected: &str) {
        let text = format!("<domain type='lxc'><name>g</name><memory>1</memory>{content}</domain>");
        let mut domain = Domain::parse(&text, &ParseOptions::default().strict()).unwrap();
        let mut new_mac = || Ok(MacAddress([2, 0, 0, 0, 0, 1]));
        let mut new_uuid = || Ok(Uuid::nil());
        let common = common::Context { architecture: "x86_64", new_uuid: &mut new_uuid, new_mac: &mut new_mac };
        let mut context = Context { emulator: "/lxc", common };
        complete(&mut domain, &mut context).unwrap();
        let once = domain.clone();
        complete(&mut domain, &mut context).unwrap();
        assert_eq!(once, domain, "completing twice changes something");
        let text: String = domain.to_xml(&Format::INACTIVE).lines().map(str::trim).collect();
        assert!(text.contains(expected), "{expected} is missing in {text}");
    }

    #[test]
    fn defaults() {
        check("", "<os><type arch='x86_64'>exe</type><init>/sbin/init</init></os>");
        check("<os><type>exe</type></os>", "<emulator>/lxc</emulator>");
        check(
            "<devices><console type='pty'/></devices>",
            "<console type='pty'><target type='lxc' port='0'/></console>",
        );
        check(
            "<devices><filesystem><source dir='/a'/><target dir='/'/></filesystem></devices>",
            "<filesystem type='mount' accessmode='passthrough'>",
        );
    }
}
