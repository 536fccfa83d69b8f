//! Tables of system information, and entries of the firmware's configuration.

use ferrovirt_error::Result;
use ferrovirt_xml::domain::Domain;
use ferrovirt_xml::domain::os::SmbiosMode;
use ferrovirt_xml::domain::sysinfo::{Smbios, Sysinfo, SysinfoEntry};

use super::properties::{OptionList, Properties};
use super::{CommandLine, Launch, unsupported};

/// The document's words and QEMU's.
const BIOS: [(&str, &str); 4] =
    [("vendor", "vendor"), ("version", "version"), ("date", "date"), ("release", "release")];
const SYSTEM: [(&str, &str); 7] = [
    ("manufacturer", "manufacturer"),
    ("product", "product"),
    ("version", "version"),
    ("serial", "serial"),
    ("uuid", "uuid"),
    ("sku", "sku"),
    ("family", "family"),
];
const BOARD: [(&str, &str); 6] = [
    ("manufacturer", "manufacturer"),
    ("product", "product"),
    ("version", "version"),
    ("serial", "serial"),
    ("asset", "asset"),
    ("location", "location"),
];
const CHASSIS: [(&str, &str); 5] = [
    ("manufacturer", "manufacturer"),
    ("version", "version"),
    ("serial", "serial"),
    ("asset", "asset"),
    ("sku", "sku"),
];

pub(super) fn smbios(line: &mut CommandLine, domain: &Domain, _: &Launch<'_>) -> Result<()> {
    match domain.os.smbios {
        Some(SmbiosMode::Sysinfo) => {
            let tables = domain.sysinfo.iter().find_map(|info| match info {
                Sysinfo::Smbios(tables) => Some(tables),
                Sysinfo::Fwcfg(_) => None,
            });
            match tables {
                Some(found) => self::tables(line, found),
                None => {
                    return Err(ferrovirt_error::Error::new(
                        ferrovirt_error::ErrorCode::XmlError,
                        ferrovirt_error::ErrorDomain::Qemu,
                        format!("Domain '{}' sysinfo are not available", domain.name),
                    ));
                }
            }
        }
        Some(SmbiosMode::Host) => return Err(unsupported("SMBIOS mode 'host' is not supported")),
        Some(SmbiosMode::Emulate) | None => {}
    }
    for info in &domain.sysinfo {
        let Sysinfo::Fwcfg(configuration) = info else { continue };
        for entry in &configuration.entries {
            let mut list = OptionList::default().with("name", entry.name.as_deref().unwrap_or_default());
            match (&entry.value, &entry.file) {
                (Some(value), _) => list.set("string", value),
                (None, Some(file)) => list.set("file", file),
                (None, None) => continue,
            }
            line.list("-fw_cfg", list);
        }
    }
    if let Some(generation) = domain.generation_id.as_ref().and_then(|generation| generation.value) {
        let device = Properties::device("vmgenid").with("guid", generation.to_string()).with("id", "vmgenid0");
        line.device(&device);
    }
    Ok(())
}

fn tables(line: &mut CommandLine, smbios: &Smbios) {
    table(line, 0, &BIOS, &smbios.bios);
    table(line, 1, &SYSTEM, &smbios.system);
    for board in &smbios.base_boards {
        table(line, 2, &BOARD, &board.entries);
    }
    table(line, 3, &CHASSIS, &smbios.chassis);
    if !smbios.oem_strings.is_empty() {
        let mut list = OptionList::default().with("type", 11);
        for text in &smbios.oem_strings {
            list.set("value", text);
        }
        line.list("-smbios", list);
    }
}

fn table(line: &mut CommandLine, number: u32, words: &[(&str, &str)], entries: &[SysinfoEntry]) {
    if entries.is_empty() {
        return;
    }
    let mut list = OptionList::default().with("type", number);
    for (name, option) in words {
        let entry = entries.iter().find(|entry| entry.name.as_deref() == Some(name));
        list.set_some(option, entry.and_then(|entry| entry.value.as_ref()));
    }
    line.list("-smbios", list);
}
