//! The processor, from `/proc/cpuinfo` and what it says of itself.

use super::identity::identify;
use super::text::Reader;
use ferrovirt_host::{Host, TimeStampCounter};
use std::path::Path;

/// What is the same for all processors of a host.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Processor {
    /// Its maker, by libvirt's name.
    pub vendor: Option<String>,
    /// What it calls itself: family, model, revision.
    pub signature: Option<(u32, u32, u32)>,
    /// The version of its microcode.
    pub microcode: Option<u32>,
    /// Its clock rate in MHz; 0 if unknown.
    pub mhz: u32,
    /// How many bits a physical address has.
    pub address_bits: Option<u32>,
    /// The processor version register, which says what POWER it is.
    pub version_register: Option<u32>,
    /// The closest model.
    pub model: Option<String>,
    /// Its features beyond the model, by libvirt's names.
    pub features: Vec<String>,
    /// The counter that guests of KVM see.
    pub counter: Option<TimeStampCounter>,
}

/// The highest clock rate in kHz, for architectures whose `/proc/cpuinfo` has none.
const FREQUENCY: &str = "/sys/devices/system/cpu/cpu0/cpufreq/cpuinfo_max_freq";

impl Processor {
    pub(super) fn read(reader: &Reader<'_>, host: &dyn Host, architecture: &str) -> Processor {
        // One processor's lines are enough: the file has some thousand bytes for each, so it is cut, not refused.
        let text = reader.beginning(Path::new("/proc/cpuinfo")).unwrap_or_default();
        let mut processor = parse(&text);
        if processor.mhz == 0 {
            processor.mhz = reader.number::<u32>(Path::new(FREQUENCY)).unwrap_or_default() / 1000;
        }
        identify(&mut processor, &text, reader, host, architecture);
        processor
    }
}

fn parse(text: &str) -> Processor {
    let value = |name: &str| {
        let mut fields = text.lines().filter_map(|line| line.split_once(':'));
        fields.find(|(key, _)| key.trim() == name).map(|(_, value)| value.trim())
    };
    let number = |name: &str| value(name)?.parse::<u32>().ok();
    let signature = match (number("cpu family"), number("model"), number("stepping")) {
        (Some(family), Some(model), Some(stepping)) => Some((family, model, stepping)),
        _ => None,
    };
    Processor {
        vendor: value("vendor_id").and_then(vendor).map(str::to_owned),
        signature,
        microcode: value("microcode").and_then(|text| u32::from_str_radix(text.strip_prefix("0x")?, 16).ok()),
        mhz: ["cpu MHz", "CPU MHz", "cpu MHz static", "clock"]
            .into_iter()
            .find_map(|name| mhz(value(name)?))
            .unwrap_or(0),
        address_bits: value("address sizes").and_then(|text| text.split_once(" bits physical")?.0.parse().ok()),
        version_register: value("revision").and_then(version_register),
        ..Processor::default()
    }
}

/// libvirt's name of the maker that a processor names so.
fn vendor(text: &str) -> Option<&'static str> {
    Some(match text {
        "AuthenticAMD" => "AMD",
        "GenuineIntel" => "Intel",
        "HygonGenuine" => "Hygon",
        "IBM/S390" => "IBM",
        _ => return None,
    })
}

/// `2.1 (pvr 004d 0201)`
fn version_register(text: &str) -> Option<u32> {
    let (high, low) = text.split_once("(pvr ")?.1.split_once(')')?.0.split_once(' ')?;
    let half = |text: &str| u16::from_str_radix(text, 16).ok();
    Some(u32::from(half(high)?) << 16 | u32::from(half(low)?))
}

/// `2596.146`, `3425.000000MHz`
fn mhz(text: &str) -> Option<u32> {
    text.split(['.', 'M']).next()?.trim().parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_x86_processor() {
        let text = "processor\t: 0\nvendor_id\t: AuthenticAMD\ncpu family\t: 25\nmodel\t\t: 17\nmodel name\t: EPYC\n\
                    stepping\t: 1\nmicrocode\t: 0x1000065\ncpu MHz\t\t: 2596.146\nflags\t\t: fpu vme\n\
                    address sizes\t: 48 bits physical, 48 bits virtual\n\nprocessor\t: 1\ncpu MHz\t\t: 1\n";
        let expected = Processor {
            vendor: Some("AMD".to_owned()),
            signature: Some((25, 17, 1)),
            microcode: Some(0x100_0065),
            mhz: 2596,
            address_bits: Some(48),
            ..Processor::default()
        };
        assert_eq!(parse(text), expected);
    }

    #[test]
    fn other_processors_and_nonsense() {
        assert_eq!(parse("cpu\t: POWER9\nclock\t: 3425.000000MHz\n").mhz, 3425);
        assert_eq!(parse("revision\t: 2.2 (pvr 004e 1202)\n").version_register, Some(0x004e_1202));
        assert_eq!(parse("revision : 2 (pvr 1004e 1202)\n").version_register, None);
        assert_eq!(parse("vendor_id : IBM/S390\ncpu MHz static : 5200\n").mhz, 5200);
        assert_eq!(parse("vendor_id: x\nmicrocode: 0xg\naddress sizes: many\ncpu MHz: fast\n"), Processor::default());
    }
}
