//! What dmidecode prints of SMBIOS tables.

use super::{RECORDS_MAX, entry, limited};
use crate::domain::sysinfo::{BaseBoard, MemoryModule, Smbios, Sysinfo, SysinfoEntry, SysinfoProcessor};

type Names = &'static [(&'static str, &'static str)];

const BIOS: Names =
    &[("vendor", "Vendor"), ("version", "Version"), ("date", "Release Date"), ("release", "BIOS Revision")];

const SYSTEM: Names = &[
    ("manufacturer", "Manufacturer"),
    ("product", "Product Name"),
    ("version", "Version"),
    ("serial", "Serial Number"),
    ("uuid", "UUID"),
    ("sku", "SKU Number"),
    ("family", "Family"),
];

const BASE_BOARD: Names = &[
    ("manufacturer", "Manufacturer"),
    ("product", "Product Name"),
    ("version", "Version"),
    ("serial", "Serial Number"),
    ("asset", "Asset Tag"),
    ("location", "Location In Chassis"),
];

const CHASSIS: Names = &[
    ("manufacturer", "Manufacturer"),
    ("version", "Version"),
    ("serial", "Serial Number"),
    ("asset", "Asset Tag"),
    ("sku", "SKU Number"),
];

const PROCESSOR: Names = &[
    ("socket_destination", "Socket Designation"),
    ("type", "Type"),
    ("family", "Family"),
    ("manufacturer", "Manufacturer"),
    ("signature", "Signature"),
    ("version", "Version"),
    ("external_clock", "External Clock"),
    ("max_speed", "Max Speed"),
    ("status", "Status"),
    ("serial_number", "Serial Number"),
    ("part_number", "Part Number"),
];

const MEMORY_DEVICE: Names = &[
    ("size", "Size"),
    ("form_factor", "Form Factor"),
    ("locator", "Locator"),
    ("bank_locator", "Bank Locator"),
    ("type", "Type"),
    ("type_detail", "Type Detail"),
    ("speed", "Speed"),
    ("manufacturer", "Manufacturer"),
    ("serial_number", "Serial Number"),
    ("part_number", "Part Number"),
];

/// The tables of a host, as dmidecode prints them all.
///
/// Where a text of the maker holds something that can't be printed, dmidecode shows a dot. `oem_string` is asked for
/// the text of such a number itself, as `dmidecode --oem-string NUMBER` tells it; without an answer the dots stay.
pub fn smbios(text: &str, mut oem_string: impl FnMut(u32) -> Option<String>) -> Sysinfo {
    let records = records(limited(text));
    let of = |title: &'static str| records.iter().filter(move |record| record.title == title);
    let first = |title, names| of(title).next().map(|record| record.entries(names)).unwrap_or_default();
    let oem_strings = of("OEM Strings").flat_map(|record| record.lines.iter());
    Sysinfo::Smbios(Smbios {
        bios: first("BIOS Information", BIOS),
        system: first("System Information", SYSTEM),
        base_boards: of("Base Board Information")
            .map(|record| BaseBoard { entries: record.entries(BASE_BOARD) })
            .filter(|board| !board.entries.is_empty())
            .collect(),
        chassis: first("Chassis Information", CHASSIS),
        processors: of("Processor Information")
            .map(|record| SysinfoProcessor { entries: record.entries(PROCESSOR) })
            .collect(),
        memory_devices: memory_devices(&records),
        oem_strings: oem_strings.filter_map(|line| oem_text(line, &mut oem_string)).collect(),
    })
}

/// A table: its title, and the lines below it that are further in.
struct Record<'a> {
    title: &'a str,
    lines: Vec<&'a str>,
}

fn records(text: &str) -> Vec<Record<'_>> {
    let mut records: Vec<Record<'_>> = Vec::new();
    for line in text.lines() {
        if line.starts_with(|first: char| !first.is_whitespace()) {
            if records.len() == RECORDS_MAX {
                break;
            }
            records.push(Record { title: line.trim_end(), lines: Vec::new() });
        } else if let (Some(record), false) = (records.last_mut(), line.trim().is_empty()) {
            record.lines.push(line.trim());
        }
    }
    records
}

impl<'a> Record<'a> {
    fn value(&self, key: &str) -> Option<&'a str> {
        self.lines.iter().find_map(|line| line.strip_prefix(key)?.strip_prefix(':'))
    }

    fn entries(&self, names: Names) -> Vec<SysinfoEntry> {
        names.iter().filter_map(|(name, key)| entry(name, self.value(key))).collect()
    }
}

/// Slots without memory are left out.
///
/// Existing users know the table of where a device is mapped as a device too, one that has the size of its range and is
/// otherwise like the device that follows.
fn memory_devices(records: &[Record<'_>]) -> Vec<MemoryModule> {
    let mut devices = Vec::new();
    for (place, record) in records.iter().enumerate() {
        let entries = match record.title {
            "Memory Device" if record.value("Size").map(str::trim) == Some("No Module Installed") => continue,
            "Memory Device" => record.entries(MEMORY_DEVICE),
            "Memory Device Mapped Address" => {
                let following = records[place + 1..].iter().find(|record| record.title == "Memory Device");
                let others = following.map(|record| record.entries(&MEMORY_DEVICE[1..])).unwrap_or_default();
                entry("size", record.value("Range Size")).into_iter().chain(others).collect()
            }
            _ => continue,
        };
        devices.push(MemoryModule { entries });
    }
    devices
}

/// `String 3: text`
fn oem_text(line: &str, oem_string: &mut impl FnMut(u32) -> Option<String>) -> Option<String> {
    let (number, shown) = line.strip_prefix("String ")?.split_once(':')?;
    let number = number.parse().ok()?;
    let exact = if shown.contains('.') { oem_string(number) } else { None };
    let text = exact.unwrap_or_else(|| shown.to_owned());
    Some(text.trim().to_owned()).filter(|text| !text.is_empty())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Document, Format};

    fn check(text: &str, expected: &str) {
        let exact = |number| (number == 2).then(|| "two\nlines\n".to_owned());
        assert_eq!(smbios(text, exact).to_xml(&Format::default()), expected);
    }

    #[test]
    fn tables_become_entries() {
        check(
            "# dmidecode 3.2\nHandle 0x0000, DMI type 0, 24 bytes\nBIOS Information\n\tVendor: V  \n\tVersion:\n\
             \tCharacteristics:\n\t\tPCI is supported\n\nSystem Information\n\tUUID: u\n\nProcessor Information\n\
             \tType: Central\n\nOEM Strings\n\tString 1: plain\n\tString 2: two.lines\n\tString 3: v1.2\n",
            "\
<sysinfo type='smbios'>
  <bios>
    <entry name='vendor'>V</entry>
  </bios>
  <system>
    <entry name='uuid'>u</entry>
  </system>
  <processor>
    <entry name='type'>Central</entry>
  </processor>
  <oemStrings>
    <entry>plain</entry>
    <entry>two\nlines</entry>
    <entry>v1.2</entry>
  </oemStrings>
</sysinfo>
",
        );
    }

    #[test]
    fn memory_devices_are_those_with_memory() {
        check(
            "Memory Device\n\tSize: 1 GB\n\tLocator: A\n\nMemory Device Mapped Address\n\tRange Size: 2 GB\n\n\
             Memory Device\n\tSize: No Module Installed\n\tLocator: B\n",
            "\
<sysinfo type='smbios'>
  <memory_device>
    <entry name='size'>1 GB</entry>
    <entry name='locator'>A</entry>
  </memory_device>
  <memory_device>
    <entry name='size'>2 GB</entry>
    <entry name='locator'>B</entry>
  </memory_device>
</sysinfo>
",
        );
    }

    #[test]
    fn nonsense_is_nothing() {
        check("\tVendor: V\nString 1: x\n", "<sysinfo type='smbios'/>\n");
    }
}
