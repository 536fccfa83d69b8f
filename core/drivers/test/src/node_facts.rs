//! What the host says of its processors, memory and firmware. All of it is pretence, but it is consistent.

use ferrovirt_api::{
    BaselineCpuFlags, Error, ErrorCode, ErrorDomain, NodeCpuMap, NodeStatistic, Result, SecurityModel,
};
use ferrovirt_cpu::{Architecture, BaselineOptions};
use ferrovirt_xml::domain::Cpu;
use ferrovirt_xml::tree::Tree;
use ferrovirt_xml::{Document as _, Format, ParseOptions};

use crate::driver::TestDriver;

/// The firmware's tables.
const SYSINFO: &str = "<sysinfo type='smbios'>
  <bios>
    <entry name='vendor'>LENOVO</entry>
    <entry name='version'>G4ETA1WW (2.61 )</entry>
    <entry name='date'>05/07/2014</entry>
    <entry name='release'>2.61</entry>
  </bios>
</sysinfo>
";

/// What the processors did, in nanoseconds.
const PROCESSOR_TIMES: [(&str, u64); 4] =
    [("user", 9_797_400_000), ("kernel", 34_678_723_400_000), ("idle", 87_264_900_000), ("iowait", 763_600_000)];

/// How many processors the map has, and which of them work.
const MAP_LENGTH: u32 = 8;
const WORKING: [u32; 3] = [0, 2, 4];

/// The free memory of the first node in bytes; each further one has so much more.
const FREE_MEMORY: u64 = 2 << 20;

/// The most counts of free pages in one answer.
const MOST_PAGE_COUNTS: u64 = 1 << 16;

/// The name of the security model.
const SECURITY_MODEL: &str = "testSecurity";

/// The architectures that have a name, whether or not the CPU library knows their models.
const ARCHITECTURES: &[&str] = &[
    "alpha",
    "armv6l",
    "armv7l",
    "armv7b",
    "aarch64",
    "cris",
    "i686",
    "ia64",
    "lm32",
    "loongarch64",
    "m68k",
    "microblaze",
    "microblazeel",
    "mips",
    "mipsel",
    "mips64",
    "mips64el",
    "openrisc",
    "parisc",
    "parisc64",
    "ppc",
    "ppc64",
    "ppc64le",
    "ppcemb",
    "riscv32",
    "riscv64",
    "s390",
    "s390x",
    "sh4",
    "sh4eb",
    "sparc",
    "sparc64",
    "unicore32",
    "x86_64",
    "xtensa",
    "xtensaeb",
];

/// The firmware's tables as a document.
pub fn sysinfo() -> String {
    SYSINFO.to_owned()
}

/// The names of the processor models of an architecture.
pub fn cpu_model_names(architecture: &str) -> Result<Vec<String>> {
    if !ARCHITECTURES.contains(&architecture) {
        return Err(refused(format!("cannot find architecture {architecture}")));
    }
    let family = Architecture::named(architecture);
    Ok(family.map(ferrovirt_cpu::model_names).unwrap_or_default().into_iter().map(str::to_owned).collect())
}

/// The best processor that all of these can be.
pub fn baseline_cpu(cpus: &[String], flags: BaselineCpuFlags) -> Result<String> {
    let malformed = |detail: &str| Err(Error::new(ErrorCode::XmlError, ErrorDomain::Cpu, detail));
    let names = cpus.iter().map(|text| architecture_of(text)).collect::<Result<Vec<_>>>()?;
    let mut names = names.into_iter();
    let Some(Some(name)) = names.next() else { return malformed("Missing CPU architecture") };
    if names.any(|other| other.as_ref() != Some(&name)) {
        return malformed("all CPU definitions must have the same architecture");
    }
    let read = |text: &String| Cpu::parse(text, &ParseOptions::default());
    let cpus = cpus.iter().map(read).collect::<Result<Vec<_>>>()?;
    let Some(architecture) = Architecture::named(&name) else {
        return Err(Error::unsupported(ErrorDomain::Cpu, "virConnectBaselineCPU"));
    };
    let migratable = flags.contains(BaselineCpuFlags::MIGRATABLE);
    let mut best = ferrovirt_cpu::baseline(architecture, &cpus, &BaselineOptions { offered: None, migratable })?;
    if flags.contains(BaselineCpuFlags::EXPAND_FEATURES) {
        best = ferrovirt_cpu::expand(architecture, &best)?;
    }
    Ok(best.to_xml(&Format::INACTIVE))
}

/// The architecture that the description of a host's processor names; a guest's definition has none.
fn architecture_of(text: &str) -> Result<Option<String>> {
    let tree = Tree::parse(text, &ParseOptions::default())?;
    Ok(tree.root().child("arch").and_then(|node| node.text()).map(|name| name.trim().to_owned()))
}

/// Which processors there are, and which of them work.
pub fn cpu_map() -> NodeCpuMap {
    let online = u32::try_from(WORKING.len()).unwrap_or_default();
    NodeCpuMap { total: MAP_LENGTH, online, map: bits(MAP_LENGTH, |number| WORKING.contains(&number)) }
}

/// What the processors did: all of them and each one the same.
pub fn cpu_statistics(cpu: i32) -> Result<Vec<NodeStatistic>> {
    if cpu < -1 {
        let detail = "cpuNum in virNodeGetCPUStats only accepts -1 as a negative value";
        return Err(Error::invalid_argument(ErrorDomain::Test, detail));
    }
    let told = |&(field, value): &(&str, u64)| NodeStatistic { field: field.to_owned(), value };
    Ok(PROCESSOR_TIMES.iter().map(told).collect())
}

/// How guests are kept apart.
pub fn security_model() -> SecurityModel {
    SecurityModel { model: SECURITY_MODEL.to_owned(), doi: String::new() }
}

impl TestDriver {
    /// The free memory of nodes, in bytes.
    pub(crate) fn cells_free_memory(&self, start: i32, count: i32) -> Result<Vec<u64>> {
        let start = u32::try_from(start).ok().filter(|start| *start < self.node.nodes);
        let start = start.ok_or_else(|| refused("Range exceeds available cells".into()))?;
        let count = u32::try_from(count).unwrap_or_default();
        let end = start.saturating_add(count).min(self.node.nodes);
        Ok((start..end).map(|node| FREE_MEMORY * (u64::from(node) + 1)).collect())
    }

    /// The free memory of the host, in bytes: half of what its nodes have.
    pub(crate) fn free_memory(&self) -> u64 {
        let nodes = u64::from(self.node.nodes);
        FREE_MEMORY * nodes * (nodes + 1) / 4
    }

    /// How many pages of each size each node has free: numbers of which no two are mistaken for each other.
    pub(crate) fn free_pages(&self, sizes: &[u32], start: i32, nodes: u32) -> Result<Vec<u64>> {
        let start = u64::try_from(start).map_err(|_| refused(format!("start cell {start} out of range")))?;
        let count = u64::from(nodes).checked_mul(sizes.len() as u64);
        if count.is_none_or(|count| count > MOST_PAGE_COUNTS) {
            return Err(Error::new(ErrorCode::Overflow, ErrorDomain::Test, "too many page counts"));
        }
        let nodes = start..start + u64::from(nodes);
        let of_node = |node: u64| {
            let more = |count: &u64| Some(count.wrapping_mul(2).wrapping_add(7));
            std::iter::successors(Some(7 + 12 * node), more).take(sizes.len())
        };
        Ok(nodes.flat_map(of_node).collect())
    }

    /// A map of the host's processors.
    pub(crate) fn processor_map(&self, has: impl Fn(u32) -> bool) -> Vec<u8> {
        bits(self.node.cpus, has)
    }
}

/// A map with one bit for each number, the lowest bit of the first byte for 0.
pub fn bits(length: u32, has: impl Fn(u32) -> bool) -> Vec<u8> {
    let mut map = vec![0; length.div_ceil(8) as usize];
    for number in (0..length).filter(|number| has(*number)) {
        map[(number / 8) as usize] |= 1 << (number % 8);
    }
    map
}

fn refused(detail: String) -> Error {
    Error::invalid_argument(ErrorDomain::Test, detail)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn maps_begin_with_the_lowest_bit() {
        assert_eq!(cpu_map().map, [0b10101]);
        assert_eq!(bits(10, |number| number > 7), [0, 0b11]);
    }

    #[test]
    fn what_two_processors_share_is_the_older_one() {
        let cpu = |model: &str| format!("<cpu><arch>x86_64</arch><model>{model}</model></cpu>");
        let best = baseline_cpu(&[cpu("Penryn"), cpu("Nehalem")], BaselineCpuFlags::empty()).expect("a baseline");
        assert!(best.contains(">Penryn</model>") && !best.contains("<arch>"), "{best}");
        let error = baseline_cpu(&["<cpu><model>Penryn</model></cpu>".into()], BaselineCpuFlags::empty());
        assert_eq!(error.expect_err("no architecture").code(), ErrorCode::XmlError);
    }
}
