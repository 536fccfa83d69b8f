//! What kernels print of hosts without SMBIOS tables: `/proc/cpuinfo`, and `/proc/sysinfo` of IBM Z.

use super::{RECORDS_MAX, entry, limited};
use crate::domain::sysinfo::{Smbios, Sysinfo, SysinfoEntry, SysinfoProcessor};

/// A host with ARM processors.
pub fn arm(cpuinfo: &str) -> Sysinfo {
    let cpuinfo = limited(cpuinfo);
    let model = value(cpuinfo, "model name").or_else(|| value(cpuinfo, "Processor"));
    let processors = values(cpuinfo, "processor").filter(|_| model.is_some());
    let processors = processors.map(|number| processor([("socket_destination", Some(number)), ("type", model)]));
    of(board(cpuinfo), processors.collect())
}

/// A host with POWER processors.
pub fn ppc(cpuinfo: &str) -> Sysinfo {
    let cpuinfo = limited(cpuinfo);
    let processors = values(cpuinfo, "processor").map(|number| {
        let rest = &cpuinfo[offset(cpuinfo, number)..];
        processor([
            ("socket_destination", Some(number)),
            ("type", value(rest, "cpu")),
            ("version", value(rest, "revision")),
        ])
    });
    of(board(cpuinfo), processors.collect())
}

/// A host that is a part of an IBM Z: what its hypervisor says, and its processors.
pub fn s390(sysinfo: &str, cpuinfo: &str) -> Sysinfo {
    let (sysinfo, cpuinfo) = (limited(sysinfo), limited(cpuinfo));
    let system = [("manufacturer", "Manufacturer"), ("serial", "Sequence Code"), ("family", "Type")];
    let system = system.iter().filter_map(|(name, key)| entry(name, value(sysinfo, key))).collect();
    let manufacturer = value(cpuinfo, "vendor_id");
    let speeds: Vec<&str> = values(cpuinfo, "cpu MHz dynamic").collect();
    let lines = cpuinfo.lines().filter_map(|line| line.strip_prefix("processor ")?.split_once(':')).take(RECORDS_MAX);
    let processors = lines.enumerate().map(|(place, (_, parts))| {
        let part = |key: &str| {
            let mut parts = parts.split(',').filter_map(|part| part.split_once('='));
            parts.find(|(name, _)| name.trim() == key).map(|(_, value)| value)
        };
        processor([
            ("family", part("machine")),
            ("manufacturer", manufacturer),
            ("version", part("version")),
            ("max_speed", speeds.get(place).copied()),
            ("serial_number", part("identification")),
        ])
    });
    of(system, processors.collect())
}

fn of(system: Vec<SysinfoEntry>, processors: Vec<SysinfoProcessor>) -> Sysinfo {
    Sysinfo::Smbios(Smbios { system, processors, ..Smbios::default() })
}

/// The last lines of `/proc/cpuinfo`, about the machine.
fn board(cpuinfo: &str) -> Vec<SysinfoEntry> {
    let Some(family) = value(cpuinfo, "platform") else { return Vec::new() };
    let rest = &cpuinfo[offset(cpuinfo, family)..];
    let entries = [("version", value(rest, "machine")), ("serial", value(rest, "model")), ("family", Some(family))];
    entries.into_iter().filter_map(|(name, value)| entry(name, value)).collect()
}

fn processor<const N: usize>(entries: [(&str, Option<&str>); N]) -> SysinfoProcessor {
    SysinfoProcessor { entries: entries.into_iter().filter_map(|(name, value)| entry(name, value)).collect() }
}

/// `key : value`, the first.
fn value<'a>(text: &'a str, key: &str) -> Option<&'a str> {
    values(text, key).next()
}

/// `key : value`, all.
fn values<'a>(text: &'a str, key: &str) -> impl Iterator<Item = &'a str> {
    let fields = text.lines().filter_map(|line| line.split_once(':'));
    fields.filter(move |(name, _)| name.trim() == key).map(|(_, value)| value.trim()).take(RECORDS_MAX)
}

/// Where a part of a text begins.
fn offset(text: &str, part: &str) -> usize {
    (part.as_ptr() as usize).saturating_sub(text.as_ptr() as usize).min(text.len())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Document, Format};

    fn check(found: Sysinfo, expected: &[&str]) {
        let text = found.to_xml(&Format::default());
        let entries = text.lines().filter_map(|line| line.trim().strip_prefix("<entry name='"));
        let entries: Vec<String> = entries.map(|entry| entry.replace("'>", "=").replace("</entry>", "")).collect();
        assert_eq!(entries, expected);
    }

    #[test]
    fn power_tells_of_each_processor() {
        let text = "processor\t: 0\ncpu\t\t: POWER7\nrevision\t: 2.1\n\nprocessor\t: 4\ncpu\t\t: POWER7+\n\n\
                    timebase\t: 512\nplatform\t: pSeries\nmodel\t\t: IBM,8231\nmachine\t\t: CHRP\n";
        let system = ["version=CHRP", "serial=IBM,8231", "family=pSeries"];
        let processors = ["socket_destination=0", "type=POWER7", "version=2.1", "socket_destination=4", "type=POWER7+"];
        check(ppc(text), &[&system[..], &processors[..]].concat());
    }

    #[test]
    fn arm_tells_of_all_processors_at_once() {
        check(
            arm("Processor : ARMv7\nprocessor : 0\nprocessor : 1\nCPU implementer : 0x41\n"),
            &["socket_destination=0", "type=ARMv7", "socket_destination=1", "type=ARMv7"],
        );
        check(arm("processor : 0\n"), &[]);
    }

    #[test]
    fn z_tells_of_hypervisor_and_processors() {
        let sysinfo = "Manufacturer:         IBM\nType:                 2964\nSequence Code:        12\n";
        let cpuinfo = "vendor_id       : IBM/S390\nprocessor 0: version = 00,  identification = 145F07,  machine = \
                       2964\n\ncpu number      : 0\ncpu MHz dynamic : 5000\n";
        let system = ["manufacturer=IBM", "serial=12", "family=2964"];
        let processor =
            ["family=2964", "manufacturer=IBM/S390", "version=00", "max_speed=5000", "serial_number=145F07"];
        check(s390(sysinfo, cpuinfo), &[&system[..], &processor[..]].concat());
    }
}
