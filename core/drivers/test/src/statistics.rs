//! Numbers that grow with the time that a guest has run.

use ferrovirt_api::{
    DomainBlockInfo, DomainBlockStats, DomainIdentity, DomainInterfaceStats, DomainMemoryStat, DomainMemoryStatTag,
    DomainStatsRecord, DomainStatsTypes, Error, ErrorCode, ErrorDomain, GetAllDomainStatsFlags, ListAllDomainsFlags,
    Result, TypedParameter, TypedValue, check,
};
use ferrovirt_host::Clock;

use crate::document::{Disk, Document, Interface};
use crate::domain::State;
use crate::domains::matches;
use crate::driver::TestDriver;

/// The size of every disk.
const DISK_SIZE: u64 = 1 << 40;

/// When statistics of memory were last gathered, in seconds since 1970.
const LAST_UPDATE: u64 = 627_319_920;

/// Tells one group of statistics of a guest.
type Collect = fn(&Sample<'_>, &mut Parameters);

/// What is told of guests when no group is named. These are the groups of libvirt's test driver, so programs that test
/// with it get what they expect; the others are told to those who ask for them.
const USUAL_GROUPS: DomainStatsTypes =
    DomainStatsTypes::from_bits_retain(DomainStatsTypes::STATE.bits() | DomainStatsTypes::IOTHREAD.bits());

/// The groups of statistics that there are.
const GROUPS: [(DomainStatsTypes, Collect); 7] = [
    (DomainStatsTypes::STATE, state_group),
    (DomainStatsTypes::CPU_TOTAL, processor_group),
    (DomainStatsTypes::BALLOON, balloon_group),
    (DomainStatsTypes::VCPU, vcpu_group),
    (DomainStatsTypes::INTERFACE, interface_group),
    (DomainStatsTypes::BLOCK, block_group),
    (DomainStatsTypes::IOTHREAD, iothread_group),
];

impl TestDriver {
    /// The statistics of all guests that the flags select.
    pub(crate) fn bulk_statistics(
        &self,
        groups: DomainStatsTypes,
        flags: GetAllDomainStatsFlags,
    ) -> Result<Vec<DomainStatsRecord>> {
        let (wanted, filter) = wanted("virConnectGetAllDomainStats", groups, flags)?;
        let clock = self.host.clock();
        Ok(self.domains.collect(|state| record(state, clock, wanted, filter)))
    }

    /// The statistics of these guests, as far as the flags select them and they are still there.
    pub(crate) fn listed_statistics(
        &self,
        domains: &[DomainIdentity],
        groups: DomainStatsTypes,
        flags: GetAllDomainStatsFlags,
    ) -> Result<Vec<DomainStatsRecord>> {
        let (wanted, filter) = wanted("virDomainListGetStats", groups, flags)?;
        let clock = self.host.clock();
        let told =
            domains.iter().map(|domain| self.domains.look(domain, |state| Ok(record(state, clock, wanted, filter))));
        Ok(told.filter_map(|record| record.ok().flatten()).collect())
    }

    pub(crate) fn memory_statistics(&self, identity: &DomainIdentity) -> Result<Vec<DomainMemoryStat>> {
        use DomainMemoryStatTag as Tag;
        self.domains.look(identity, |state| {
            let memory = state.running()?.memory();
            Ok(vec![
                DomainMemoryStat { tag: Tag::ActualBalloon, value: memory },
                DomainMemoryStat { tag: Tag::SwapIn, value: 0 },
                DomainMemoryStat { tag: Tag::SwapOut, value: 0 },
                DomainMemoryStat { tag: Tag::MajorFault, value: 0 },
                DomainMemoryStat { tag: Tag::MinorFault, value: 0 },
                DomainMemoryStat { tag: Tag::Unused, value: memory / 2 },
                DomainMemoryStat { tag: Tag::Available, value: memory },
                DomainMemoryStat { tag: Tag::Usable, value: memory / 2 },
                DomainMemoryStat { tag: Tag::LastUpdate, value: LAST_UPDATE },
                DomainMemoryStat { tag: Tag::DiskCaches, value: memory / 8 },
                DomainMemoryStat { tag: Tag::HugetlbPgalloc, value: 0 },
                DomainMemoryStat { tag: Tag::HugetlbPgfail, value: 0 },
                DomainMemoryStat { tag: Tag::Rss, value: memory / 2 },
            ])
        })
    }

    pub(crate) fn block_statistics(&self, identity: &DomainIdentity, disk: &str) -> Result<DomainBlockStats> {
        if disk.is_empty() {
            let detail = "summary statistics are not supported yet";
            return Err(Error::new(ErrorCode::OperationUnsupported, ErrorDomain::Test, detail));
        }
        self.domains.look(identity, |state| {
            find_disk(state.running()?, disk)?;
            Ok(Sample::of(state, self.host.clock())?.disk())
        })
    }

    pub(crate) fn block_info(&self, identity: &DomainIdentity, disk: &str) -> Result<DomainBlockInfo> {
        self.domains.look(identity, |state| {
            let disk = find_disk(state.current()?, disk)?;
            match disk.has_source {
                true => Ok(DomainBlockInfo { capacity: DISK_SIZE, allocation: DISK_SIZE, physical: DISK_SIZE }),
                false => {
                    let detail = format!("disk '{}' does not currently have a source assigned", disk.target);
                    Err(Error::invalid_argument(ErrorDomain::Test, detail))
                }
            }
        })
    }

    pub(crate) fn interface_statistics(&self, identity: &DomainIdentity, device: &str) -> Result<DomainInterfaceStats> {
        self.domains.look(identity, |state| {
            let mut interfaces = state.running()?.interfaces();
            let is_meant = |interface: Interface<'_>| {
                interface.target == Some(device) || interface.mac.eq_ignore_ascii_case(device)
            };
            match interfaces.any(is_meant) {
                true => Ok(Sample::of(state, self.host.clock())?.interface()),
                false => Err(Error::invalid_argument(
                    ErrorDomain::Test,
                    format!("invalid path, '{device}' is not a known interface"),
                )),
            }
        })
    }
}

/// The groups that are meant, and the guests: both sets of flags have the same bits for the same filters.
fn wanted(
    c_name: &str,
    groups: DomainStatsTypes,
    flags: GetAllDomainStatsFlags,
) -> Result<(DomainStatsTypes, ListAllDomainsFlags)> {
    use GetAllDomainStatsFlags as F;
    let filter = F::ACTIVE | F::INACTIVE | F::PERSISTENT | F::TRANSIENT;
    let filter = filter | F::RUNNING | F::PAUSED | F::SHUTOFF | F::OTHER;
    check::supported_flags(c_name, flags.bits(), (filter | F::NOWAIT | F::ENFORCE_STATS).bits())?;
    let known = GROUPS.iter().fold(DomainStatsTypes::empty(), |known, (group, _)| known | *group);
    let unknown = groups - known;
    if flags.contains(F::ENFORCE_STATS) && !unknown.is_empty() {
        let detail = format!("Stats types bits 0x{:x} are not supported by this daemon", unknown.bits());
        return Err(Error::new(ErrorCode::ArgumentUnsupported, ErrorDomain::Test, detail));
    }
    let groups = if groups.is_empty() { USUAL_GROUPS } else { groups };
    Ok((groups, ListAllDomainsFlags::from_bits_retain(flags.bits() & filter.bits())))
}

/// The statistics of a guest, where the filter selects it.
fn record(
    state: &State,
    clock: &dyn Clock,
    wanted: DomainStatsTypes,
    filter: ListAllDomainsFlags,
) -> Option<DomainStatsRecord> {
    // What does not run has used no time, so that the clock need not be asked.
    matches(state, filter).then(|| Sample::of(state, clock).ok())?.map(|sample| sample.record(wanted))
}

fn find_disk<'a>(document: &'a Document, name: &str) -> Result<Disk<'a>> {
    document.disks().find(|disk| disk.target == name || disk.path == Some(name)).ok_or_else(|| {
        Error::invalid_argument(ErrorDomain::Test, format!("invalid path '{name}' not assigned to domain"))
    })
}

/// What is known of a guest at one moment.
struct Sample<'a> {
    state: &'a State,
    document: &'a Document,
    /// The processor time that it used, in nanoseconds; its other counts follow from it.
    time: u64,
}

impl Sample<'_> {
    fn of<'a>(state: &'a State, clock: &dyn Clock) -> Result<Sample<'a>> {
        Ok(Sample { state, document: state.current()?, time: state.clock.nanoseconds(clock) })
    }

    fn milliseconds(&self) -> i64 {
        i64::try_from(self.time / 1_000_000).unwrap_or(i64::MAX)
    }

    /// What every disk did: a request of 4 KiB each millisecond, and half as many writes.
    fn disk(&self) -> DomainBlockStats {
        let requests = self.milliseconds();
        DomainBlockStats {
            read_requests: requests,
            read_bytes: requests.saturating_mul(4096),
            write_requests: requests / 2,
            write_bytes: (requests / 2).saturating_mul(4096),
            errors: 0,
        }
    }

    /// What every interface did: a packet of 1500 bytes each millisecond, and half as many sent.
    fn interface(&self) -> DomainInterfaceStats {
        let packets = self.milliseconds();
        DomainInterfaceStats {
            receive_bytes: packets.saturating_mul(1500),
            receive_packets: packets,
            receive_errors: 0,
            receive_drops: 0,
            transmit_bytes: (packets / 2).saturating_mul(1500),
            transmit_packets: packets / 2,
            transmit_errors: 0,
            transmit_drops: 0,
        }
    }

    fn record(&self, wanted: DomainStatsTypes) -> DomainStatsRecord {
        let mut parameters = Parameters::default();
        for (_, collect) in GROUPS.iter().filter(|(group, _)| wanted.contains(*group)) {
            collect(self, &mut parameters);
        }
        DomainStatsRecord { domain: self.state.identity.clone(), parameters: parameters.0 }
    }
}

/// Parameters in the order in which they are told.
#[derive(Default)]
struct Parameters(Vec<TypedParameter>);

impl Parameters {
    fn push(&mut self, field: impl Into<String>, value: TypedValue) {
        self.0.push(TypedParameter { field: field.into(), value });
    }

    fn int(&mut self, field: impl Into<String>, value: i32) {
        self.push(field, TypedValue::Int { value });
    }

    fn unsigned(&mut self, field: impl Into<String>, value: u32) {
        self.push(field, TypedValue::UnsignedInt { value });
    }

    fn long(&mut self, field: impl Into<String>, value: u64) {
        self.push(field, TypedValue::UnsignedLong { value });
    }

    fn text(&mut self, field: impl Into<String>, value: &str) {
        self.push(field, TypedValue::Text { value: value.to_owned() });
    }

    /// A count, as an unsigned number.
    fn count(&mut self, field: impl Into<String>, value: i64) {
        self.long(field, u64::try_from(value).unwrap_or_default());
    }

    fn length(&mut self, field: &str, length: usize) {
        self.unsigned(field, u32::try_from(length).unwrap_or(u32::MAX));
    }
}

fn state_group(sample: &Sample<'_>, parameters: &mut Parameters) {
    parameters.int("state.state", sample.state.state.number());
    parameters.int("state.reason", sample.state.reason);
}

fn processor_group(sample: &Sample<'_>, parameters: &mut Parameters) {
    if sample.state.is_active() {
        parameters.long("cpu.time", sample.time);
    }
}

fn balloon_group(sample: &Sample<'_>, parameters: &mut Parameters) {
    parameters.long("balloon.current", sample.document.memory());
    parameters.long("balloon.maximum", sample.document.max_memory());
}

fn vcpu_group(sample: &Sample<'_>, parameters: &mut Parameters) {
    parameters.unsigned("vcpu.current", sample.document.vcpus());
    parameters.unsigned("vcpu.maximum", sample.document.max_vcpus());
    if sample.state.is_active() {
        for number in 0..sample.document.vcpus() {
            // 1 is `VIR_VCPU_RUNNING`.
            parameters.int(format!("vcpu.{number}.state"), 1);
            // One processor is busy, the rest idle.
            let time = if number == 0 { sample.time } else { 0 };
            parameters.long(format!("vcpu.{number}.time"), time);
        }
    }
}

fn interface_group(sample: &Sample<'_>, parameters: &mut Parameters) {
    if !sample.state.is_active() {
        return;
    }
    let interfaces: Vec<_> = sample.document.interfaces().collect();
    parameters.length("net.count", interfaces.len());
    let counts = sample.interface();
    for (number, interface) in interfaces.into_iter().enumerate() {
        if let Some(target) = interface.target {
            parameters.text(format!("net.{number}.name"), target);
        }
        for (name, value) in [
            ("rx.bytes", counts.receive_bytes),
            ("rx.pkts", counts.receive_packets),
            ("rx.errs", counts.receive_errors),
            ("rx.drop", counts.receive_drops),
            ("tx.bytes", counts.transmit_bytes),
            ("tx.pkts", counts.transmit_packets),
            ("tx.errs", counts.transmit_errors),
            ("tx.drop", counts.transmit_drops),
        ] {
            parameters.count(format!("net.{number}.{name}"), value);
        }
    }
}

fn block_group(sample: &Sample<'_>, parameters: &mut Parameters) {
    let disks: Vec<_> = sample.document.disks().collect();
    parameters.length("block.count", disks.len());
    let counts = sample.disk();
    for (number, disk) in disks.into_iter().enumerate() {
        parameters.text(format!("block.{number}.name"), disk.target);
        if let Some(path) = disk.path {
            parameters.text(format!("block.{number}.path"), path);
        }
        if sample.state.is_active() {
            for (name, value) in [
                ("rd.reqs", counts.read_requests),
                ("rd.bytes", counts.read_bytes),
                ("wr.reqs", counts.write_requests),
                ("wr.bytes", counts.write_bytes),
            ] {
                parameters.count(format!("block.{number}.{name}"), value);
            }
        }
        if disk.has_source {
            for name in ["allocation", "capacity", "physical"] {
                parameters.long(format!("block.{number}.{name}"), DISK_SIZE);
            }
        }
    }
}

fn iothread_group(sample: &Sample<'_>, parameters: &mut Parameters) {
    if !sample.state.is_active() {
        return;
    }
    let threads = sample.document.iothreads();
    if !threads.is_empty() {
        parameters.length("iothread.count", threads.len());
        for number in threads {
            let polling = sample.state.inside.polling.get(&number).copied().unwrap_or_default();
            parameters.long(format!("iothread.{number}.poll-max-ns"), polling.longest);
            parameters.unsigned(format!("iothread.{number}.poll-grow"), polling.grow);
            parameters.unsigned(format!("iothread.{number}.poll-shrink"), polling.shrink);
        }
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;
    use std::time::Duration;

    use ferrovirt_host::ScriptedHost;

    use super::*;

    const XML: &str =
        "<domain type='test'><name>guest</name><memory>1024</memory><vcpu>2</vcpu><os><type>hvm</type></os>
        <devices><disk><source file='/disk'/><target dev='vda'/></disk><disk device='cdrom'><target dev='hda'/></disk>
        <interface type='user'/></devices></domain>";

    /// A guest that has run for two seconds and was paused for one.
    fn guest() -> (TestDriver, DomainIdentity) {
        let host = Arc::new(ScriptedHost::new());
        let driver = TestDriver::new("test:///scripted", host.clone());
        let guest = driver.create_xml(XML, Default::default()).expect("a guest");
        host.advance(Duration::from_secs(2));
        driver.suspend(&guest).expect("running");
        host.advance(Duration::from_secs(1));
        (driver, guest)
    }

    #[test]
    fn counts_follow_the_time_that_a_guest_ran() {
        let (driver, guest) = guest();
        let disk = driver.block_statistics(&guest, "vda").expect("a disk");
        assert_eq!((disk.read_requests, disk.write_requests, disk.write_bytes), (2000, 1000, 4096 * 1000));
        let interface = driver.interface_statistics(&guest, "testnet0").expect("an interface");
        assert_eq!((interface.receive_packets, interface.transmit_bytes), (2000, 1500 * 1000));
    }

    #[test]
    fn who_names_no_group_gets_the_usual_ones() {
        let (driver, _) = guest();
        let records = driver.bulk_statistics(DomainStatsTypes::empty(), GetAllDomainStatsFlags::empty());
        let parameters = records.expect("no unknown group").remove(0).parameters;
        let names: Vec<&str> = parameters.iter().map(|parameter| parameter.field.as_str()).collect();
        assert_eq!(names, ["state.state", "state.reason"]);
    }

    #[test]
    fn groups_have_libvirts_names() {
        let (driver, _) = guest();
        let all = GROUPS.iter().fold(DomainStatsTypes::empty(), |all, (group, _)| all | *group);
        let records = driver.bulk_statistics(all, GetAllDomainStatsFlags::empty());
        let parameters = records.expect("no unknown group").remove(0).parameters;
        let value = |field: &str| {
            let found = parameters.iter().find(|parameter| parameter.field == field);
            found.map(|parameter| parameter.value.clone())
        };
        let long = |value| Some(TypedValue::UnsignedLong { value });
        let unsigned = |value| Some(TypedValue::UnsignedInt { value });
        let text = |value: &str| Some(TypedValue::Text { value: value.to_owned() });
        assert_eq!(value("state.state"), Some(TypedValue::Int { value: 3 }));
        assert_eq!((value("cpu.time"), value("balloon.maximum")), (long(2_000_000_000), long(1024)));
        assert_eq!((value("vcpu.current"), value("vcpu.1.time")), (unsigned(2), long(0)));
        assert_eq!((value("net.count"), value("net.0.name")), (unsigned(1), text("testnet0")));
        assert_eq!((value("block.count"), value("block.0.path")), (unsigned(2), text("/disk")));
        assert_eq!((value("block.1.name"), value("block.1.capacity")), (text("hda"), None));
        assert_eq!(value("iothread.count"), None);
    }
}
