//! Statistics of one guest's disks and interfaces, and of all guests in one call.
//!
//! The bulk call asks all guests at once and gives each the same short time: a guest that does not answer is reported with
//! what is known of it without asking.

use std::path::Path;
use std::sync::Arc;
use std::time::Duration;

use ferrovirt_api::{
    DomainBlockInfo, DomainBlockStats, DomainInterfaceStats, DomainMemoryStatTag, DomainStatsRecord, DomainStatsTypes,
    Error, ErrorDomain, GetAllDomainStatsFlags, Result, TypedParameter, TypedValue, runtime,
};
use ferrovirt_host::Host;
use ferrovirt_xml::domain::devices::disk::StorageFormat;

use crate::definition::{self, DiskView};
use crate::domains;
use crate::guest::Guest;
use crate::guest::control::Control;
use crate::guest::view::View;
use crate::image::{HostImages, ImageFormat, ImageSource as _, parse_header};
use crate::instance::Instance;
use crate::qmp::{BlockDevice, BlockStatistics, Monitor};
use crate::read::nanoseconds;

/// How long one guest may take to answer within the bulk call.
const ANSWER_LIMIT: Duration = Duration::from_millis(1000);

/// The longest line of the kernel's statistics.
const LINE_MAX: usize = 4096;

/// What a disk has done.
pub async fn block(guest: Arc<Guest>, name: String) -> Result<DomainBlockStats> {
    let control = guest.control()?;
    let disk = find_disk(&guest, &name)?;
    let all = control.monitor.query_blockstats(false).await.map_err(|error| guest.about(error))?;
    let counters = all.iter().find(|entry| is_of(entry, &disk)).map(|entry| entry.stats).ok_or_else(|| {
        guest.about(Error::internal(ErrorDomain::Qemu, format!("QEMU has no statistics of disk '{name}'")))
    })?;
    let signed = |value: u64| i64::try_from(value).unwrap_or(i64::MAX);
    Ok(DomainBlockStats {
        read_requests: signed(counters.rd_operations),
        read_bytes: signed(counters.rd_bytes),
        write_requests: signed(counters.wr_operations),
        write_bytes: signed(counters.wr_bytes),
        errors: -1,
    })
}

fn is_of(entry: &BlockStatistics, disk: &DiskView) -> bool {
    disk.is_at(&entry.device, entry.qdev.as_deref())
}

fn find_disk(guest: &Guest, name: &str) -> Result<DiskView> {
    let view = guest.view();
    let domain = view.current().ok_or_else(|| guest.gone())?;
    definition::disk(domain, name).ok_or_else(|| {
        let detail = format!("invalid path '{name}' not assigned to domain");
        guest.about(Error::invalid_argument(ErrorDomain::Qemu, detail))
    })
}

/// The sizes of a disk.
pub async fn block_info(instance: Arc<Instance>, guest: Arc<Guest>, name: String) -> Result<DomainBlockInfo> {
    let disk = find_disk(&guest, &name)?;
    let on_host = match disk.source_path.clone() {
        Some(path) => file_sizes(&instance, path).await,
        None => None,
    };
    let control = guest.view().control.clone();
    let Some(control) = control else {
        let path = disk.source_path.unwrap_or_default();
        let Some(on_host) = on_host else {
            let error = Error::internal(ErrorDomain::Qemu, format!("cannot find the sizes of '{path}'"));
            return Err(guest.about(error));
        };
        let capacity = virtual_size(&instance, path, disk.format).await.map_err(|error| guest.about(error))?;
        return Ok(DomainBlockInfo { capacity: capacity.unwrap_or(on_host.capacity), ..on_host });
    };
    let devices = control.monitor.query_block().await.map_err(|error| guest.about(error))?;
    let device = devices.iter().find(|device| disk.is_at(&device.device, device.qdev.as_deref()));
    Ok(sizes(device, on_host.unwrap_or(DomainBlockInfo { capacity: 0, allocation: 0, physical: 0 })))
}

/// The sizes that QEMU tells; what it leaves out is known of the file.
fn sizes(device: Option<&BlockDevice>, on_host: DomainBlockInfo) -> DomainBlockInfo {
    let image = device.and_then(|device| device.inserted.as_ref()).map(|inserted| &inserted.image);
    let member = |name: &str| image.and_then(|image| image[name].as_u64());
    DomainBlockInfo {
        capacity: member("virtual-size").unwrap_or(on_host.capacity),
        allocation: member("actual-size").filter(|_| on_host.allocation == 0).unwrap_or(on_host.allocation),
        physical: on_host.physical,
    }
}

async fn file_sizes(instance: &Arc<Instance>, path: String) -> Option<DomainBlockInfo> {
    let host = instance.host.clone();
    let status = runtime::blocking(move || host.files().status(Path::new(&path))).await.ok()?.ok()?;
    Some(DomainBlockInfo { capacity: status.size, allocation: status.allocated, physical: status.size })
}

/// The size that the guest will see, where an image's header states it. A disk without a stated format is a raw one: its
/// first bytes are the guest's.
async fn virtual_size(instance: &Arc<Instance>, path: String, format: Option<StorageFormat>) -> Result<Option<u64>> {
    let Some(format) = format.and_then(|format| ImageFormat::from_name(format.as_str())) else { return Ok(None) };
    if !format.can_have_backing() {
        return Ok(None);
    }
    let host = instance.host.clone();
    let read = move || {
        let bytes = HostImages(&*host).beginning(&path)?;
        parse_header(&path, format, &bytes).map(|header| header.virtual_size)
    };
    runtime::blocking(read).await?
}

/// What an interface has done.
pub async fn interface(instance: Arc<Instance>, guest: Arc<Guest>, device: String) -> Result<DomainInterfaceStats> {
    let name = {
        let view = guest.view();
        let live = view.live.as_ref().ok_or_else(|| guest.not_running())?;
        let interfaces = definition::interfaces(live);
        let is_it = |interface: &&definition::InterfaceView| {
            interface.device.as_deref() == Some(&device) || interface.mac.eq_ignore_ascii_case(&device)
        };
        let interface = interfaces.iter().find(is_it).ok_or_else(|| {
            let detail = format!("invalid path, '{device}' is not a known interface");
            guest.about(Error::invalid_argument(ErrorDomain::Qemu, detail))
        })?;
        interface.device.clone().ok_or_else(|| {
            let detail = format!("interface '{device}' has no device on the host that counts its packets");
            guest.about(crate::read::unsupported(detail))
        })?
    };
    let host = instance.host.clone();
    runtime::blocking(move || interface_counters(&*host, &name)).await?
}

/// The kernel counts from the host's side of the wire; the guest's is the other one.
fn interface_counters(host: &dyn Host, device: &str) -> Result<DomainInterfaceStats> {
    let counter = |name: &str| -> Result<i64> {
        let path = format!("/sys/class/net/{device}/statistics/{name}");
        let bytes = host.files().read(Path::new(&path), LINE_MAX);
        let bytes = bytes.map_err(|error| error.into_error(ErrorDomain::Qemu))?;
        Ok(String::from_utf8_lossy(&bytes).trim().parse().unwrap_or(-1))
    };
    Ok(DomainInterfaceStats {
        receive_bytes: counter("tx_bytes")?,
        receive_packets: counter("tx_packets")?,
        receive_errors: counter("tx_errors")?,
        receive_drops: counter("tx_dropped")?,
        transmit_bytes: counter("rx_bytes")?,
        transmit_packets: counter("rx_packets")?,
        transmit_errors: counter("rx_errors")?,
        transmit_drops: counter("rx_dropped")?,
    })
}

/// The groups that are given when none is asked for.
const DEFAULT_GROUPS: DomainStatsTypes = DomainStatsTypes::STATE
    .union(DomainStatsTypes::CPU_TOTAL)
    .union(DomainStatsTypes::BALLOON)
    .union(DomainStatsTypes::VCPU)
    .union(DomainStatsTypes::INTERFACE)
    .union(DomainStatsTypes::BLOCK)
    .union(DomainStatsTypes::IOTHREAD)
    .union(DomainStatsTypes::MEMORY)
    .union(DomainStatsTypes::DIRTYRATE);

/// Statistics of all guests that match.
pub async fn all(
    instance: Arc<Instance>,
    groups: DomainStatsTypes,
    flags: GetAllDomainStatsFlags,
) -> Result<Vec<DomainStatsRecord>> {
    let enforce = flags.contains(GetAllDomainStatsFlags::ENFORCE_STATS);
    let unknown = groups - (DEFAULT_GROUPS | DomainStatsTypes::PERF | DomainStatsTypes::VM);
    let missing = groups - DEFAULT_GROUPS;
    if !unknown.is_empty() || (enforce && !missing.is_empty()) {
        let detail = format!("Stats types bits 0x{:x} are not supported by this daemon or QEMU", missing.bits());
        return Err(Error::new(ferrovirt_api::ErrorCode::ArgumentUnsupported, ErrorDomain::Qemu, detail));
    }
    let groups = if groups.is_empty() { DEFAULT_GROUPS } else { groups };
    let filter = domains::list_flags(flags);
    let guests = instance.table().guests();
    let chosen = guests.into_iter().map(|guest| guest.snapshot()).filter(|view| domains::matches(view, filter));
    let mut running = tokio::task::JoinSet::new();
    for (index, view) in chosen.enumerate() {
        let instance = instance.clone();
        running.spawn(async move { (index, record(&instance, &view, groups).await) });
    }
    let mut records = Vec::with_capacity(running.len());
    while let Some(finished) = running.join_next().await {
        records.extend(finished.ok());
    }
    records.sort_by_key(|(index, _)| *index);
    Ok(records.into_iter().map(|(_, record)| record).collect())
}

/// Collects parameters under libvirt's names.
#[derive(Default)]
struct Parameters(Vec<TypedParameter>);

impl Parameters {
    fn add(&mut self, field: impl Into<String>, value: TypedValue) {
        self.0.push(TypedParameter { field: field.into(), value });
    }

    fn int(&mut self, field: impl Into<String>, value: i32) {
        self.add(field, TypedValue::Int { value });
    }

    fn count(&mut self, field: impl Into<String>, value: usize) {
        self.add(field, TypedValue::UnsignedInt { value: u32::try_from(value).unwrap_or(u32::MAX) });
    }

    fn number(&mut self, field: impl Into<String>, value: u64) {
        self.add(field, TypedValue::UnsignedLong { value });
    }

    fn text(&mut self, field: impl Into<String>, value: &str) {
        self.add(field, TypedValue::Text { value: value.to_owned() });
    }
}

async fn record(instance: &Arc<Instance>, view: &View, groups: DomainStatsTypes) -> DomainStatsRecord {
    use DomainStatsTypes as G;
    let mut found = Parameters::default();
    let monitor = view.control.as_ref().map(|control| control.monitor.with_deadline(ANSWER_LIMIT));
    // One deadline for all questions: after the first that is not answered, no other is asked.
    let mut silent = view.monitor_broken;
    if groups.contains(G::STATE) {
        let state = view.state.to_api();
        found.int("state.state", state.state.number());
        found.int("state.reason", state.reason);
    }
    if groups.contains(G::CPU_TOTAL)
        && let Some(usage) = view.control.as_ref().and_then(|control| control.process.usage().ok())
    {
        found.number("cpu.time", nanoseconds(usage.user + usage.system));
        found.number("cpu.user", nanoseconds(usage.user));
        found.number("cpu.system", nanoseconds(usage.system));
        found.count("cpu.cache.monitor.count", 0);
    }
    if groups.contains(G::BALLOON) {
        balloon(&mut found, view, monitor.as_ref(), &mut silent).await;
    }
    if groups.contains(G::VCPU) {
        vcpus(&mut found, instance, view);
    }
    if groups.contains(G::INTERFACE) {
        interfaces(&mut found, instance, view);
    }
    if groups.contains(G::BLOCK) {
        blocks(&mut found, instance, view, monitor.as_ref(), &mut silent).await;
    }
    if groups.contains(G::IOTHREAD) {
        iothreads(&mut found, view, monitor.as_ref(), &mut silent).await;
    }
    if groups.contains(G::MEMORY) && view.is_active() {
        found.count("memory.bandwidth.monitor.count", 0);
    }
    if groups.contains(G::DIRTYRATE) {
        dirty_rate(&mut found, monitor.as_ref(), &mut silent).await;
    }
    DomainStatsRecord { domain: view.identity(), parameters: found.0 }
}

/// The answer to a question, unless the guest was silent before or is now.
async fn ask<T>(silent: &mut bool, question: impl Future<Output = Result<T>>) -> Option<T> {
    if *silent {
        return None;
    }
    match question.await {
        Ok(answer) => Some(answer),
        Err(error) => {
            *silent = error.code() == ferrovirt_api::ErrorCode::OperationTimeout;
            None
        }
    }
}

async fn balloon(found: &mut Parameters, view: &View, monitor: Option<&Monitor>, silent: &mut bool) {
    let Some(domain) = view.current() else { return };
    found.number("balloon.current", definition::current_memory(domain));
    found.number("balloon.maximum", definition::memory(domain));
    let (Some(monitor), Some(control)) = (monitor, &view.control) else { return };
    let told = ask(silent, crate::memory::balloon(monitor)).await.unwrap_or_default();
    for statistic in told {
        let name = match statistic.tag {
            DomainMemoryStatTag::SwapIn => "swap_in",
            DomainMemoryStatTag::SwapOut => "swap_out",
            DomainMemoryStatTag::MajorFault => "major_fault",
            DomainMemoryStatTag::MinorFault => "minor_fault",
            DomainMemoryStatTag::Unused => "unused",
            DomainMemoryStatTag::Available => "available",
            DomainMemoryStatTag::Usable => "usable",
            DomainMemoryStatTag::LastUpdate => "last-update",
            DomainMemoryStatTag::DiskCaches => "disk_caches",
            DomainMemoryStatTag::HugetlbPgalloc => "hugetlb_pgalloc",
            DomainMemoryStatTag::HugetlbPgfail => "hugetlb_pgfail",
            DomainMemoryStatTag::ActualBalloon | DomainMemoryStatTag::Rss => continue,
        };
        found.number(format!("balloon.{name}"), statistic.value);
    }
    if let Ok(usage) = control.process.usage() {
        found.number("balloon.rss", usage.resident / 1024);
    }
}

fn vcpus(found: &mut Parameters, instance: &Instance, view: &View) {
    let Some(domain) = view.current() else { return };
    found.add("vcpu.current", TypedValue::UnsignedInt { value: definition::vcpus(domain) });
    found.add("vcpu.maximum", TypedValue::UnsignedInt { value: definition::max_vcpus(domain) });
    let Some(control) = &view.control else { return };
    let Ok(threads) = control.process.threads() else { return };
    for thread in threads {
        // QEMU names its threads so: "CPU 0/KVM".
        let number = thread.name.strip_prefix("CPU ").and_then(|rest| rest.split('/').next()?.parse::<u32>().ok());
        let Some(number) = number else { continue };
        found.int(format!("vcpu.{number}.state"), 1);
        found.number(format!("vcpu.{number}.time"), nanoseconds(thread.user + thread.system));
        if let Some(delay) = scheduling_delay(instance, control, thread.id) {
            found.number(format!("vcpu.{number}.delay"), delay);
        }
    }
}

/// Nanoseconds for which a thread could have run and did not.
fn scheduling_delay(instance: &Instance, control: &Control, thread: i32) -> Option<u64> {
    let path = format!("/proc/{}/task/{thread}/schedstat", control.process.pid());
    let bytes = instance.host.files().read(Path::new(&path), LINE_MAX).ok()?;
    String::from_utf8_lossy(&bytes).split_whitespace().nth(1)?.parse().ok()
}

fn interfaces(found: &mut Parameters, instance: &Instance, view: &View) {
    let Some(live) = &view.live else { return };
    let counted = definition::interfaces(live);
    let counted: Vec<_> = counted.iter().filter_map(|interface| interface.device.as_deref()).collect();
    found.count("net.count", counted.len());
    for (index, device) in counted.iter().enumerate() {
        found.text(format!("net.{index}.name"), device);
        let Ok(counters) = interface_counters(&*instance.host, device) else { continue };
        for (name, value) in [
            ("rx.bytes", counters.receive_bytes),
            ("rx.pkts", counters.receive_packets),
            ("rx.errs", counters.receive_errors),
            ("rx.drop", counters.receive_drops),
            ("tx.bytes", counters.transmit_bytes),
            ("tx.pkts", counters.transmit_packets),
            ("tx.errs", counters.transmit_errors),
            ("tx.drop", counters.transmit_drops),
        ] {
            if let Ok(value) = u64::try_from(value) {
                found.number(format!("net.{index}.{name}"), value);
            }
        }
    }
}

async fn blocks(
    found: &mut Parameters,
    instance: &Arc<Instance>,
    view: &View,
    monitor: Option<&Monitor>,
    silent: &mut bool,
) {
    let Some(domain) = view.current() else { return };
    let disks = definition::disks(domain);
    found.count("block.count", disks.len());
    let (counters, devices) = match monitor {
        Some(monitor) if !disks.is_empty() => (
            ask(silent, monitor.query_blockstats(false)).await.unwrap_or_default(),
            ask(silent, monitor.query_block()).await.unwrap_or_default(),
        ),
        _ => Default::default(),
    };
    for (index, disk) in disks.iter().enumerate() {
        let mut number = |name: &str, value: u64| found.number(format!("block.{index}.{name}"), value);
        if let Some(entry) = counters.iter().find(|entry| is_of(entry, disk)) {
            let counted = entry.stats;
            number("rd.reqs", counted.rd_operations);
            number("rd.bytes", counted.rd_bytes);
            number("rd.times", counted.rd_total_time_ns);
            number("wr.reqs", counted.wr_operations);
            number("wr.bytes", counted.wr_bytes);
            number("wr.times", counted.wr_total_time_ns);
            number("fl.reqs", counted.flush_operations);
            number("fl.times", counted.flush_total_time_ns);
        }
        let device = devices.iter().find(|device| disk.is_at(&device.device, device.qdev.as_deref()));
        let on_host = match &disk.source_path {
            Some(path) => file_sizes(instance, path.clone()).await,
            None => None,
        };
        if let (Some(device), Some(on_host)) = (device, on_host) {
            let sizes = sizes(Some(device), on_host);
            number("allocation", sizes.allocation);
            number("capacity", sizes.capacity);
            number("physical", sizes.physical);
        }
        // The names come first in libvirt's order.
        let place = found.0.iter().position(|parameter| parameter.field.starts_with(&format!("block.{index}.")));
        let mut names = vec![TypedParameter {
            field: format!("block.{index}.name"),
            value: TypedValue::Text { value: disk.target.clone() },
        }];
        if let Some(path) = &disk.source_path {
            let value = TypedValue::Text { value: path.clone() };
            names.push(TypedParameter { field: format!("block.{index}.path"), value });
        }
        if let Some(value) = disk.index {
            let value = TypedValue::UnsignedInt { value };
            names.push(TypedParameter { field: format!("block.{index}.backingIndex"), value });
        }
        let place = place.unwrap_or(found.0.len());
        found.0.splice(place..place, names);
    }
}

async fn iothreads(found: &mut Parameters, view: &View, monitor: Option<&Monitor>, silent: &mut bool) {
    let has_any = view.live.as_ref().is_some_and(|live| live.iothreads.is_some_and(|count| count > 0));
    let (true, Some(monitor)) = (has_any, monitor) else { return };
    let threads = ask(silent, monitor.query_iothreads()).await.unwrap_or_default();
    found.count("iothread.count", threads.len());
    for thread in threads {
        let Some(id) = thread.id.strip_prefix("iothread") else { continue };
        let number = |value: i64| u64::try_from(value).unwrap_or_default();
        found.number(format!("iothread.{id}.poll-max-ns"), number(thread.poll_max_ns));
        found.number(format!("iothread.{id}.poll-grow"), number(thread.poll_grow));
        found.number(format!("iothread.{id}.poll-shrink"), number(thread.poll_shrink));
    }
}

async fn dirty_rate(found: &mut Parameters, monitor: Option<&Monitor>, silent: &mut bool) {
    let Some(monitor) = monitor else { return };
    let question = monitor.execute("query-dirty-rate", serde_json::Value::Null, monitor.deadline());
    let Some(answer) = ask(silent, question).await else { return };
    let status = match answer["status"].as_str() {
        Some("unstarted") => 0,
        Some("measuring") => 1,
        Some("measured") => 2,
        _ => return,
    };
    let whole = |name: &str| answer[name].as_i64().unwrap_or_default();
    found.int("dirtyrate.calc_status", status);
    found.add("dirtyrate.calc_start_time", TypedValue::Long { value: whole("start-time") });
    found.int("dirtyrate.calc_period", i32::try_from(whole("calc-time")).unwrap_or(i32::MAX));
    found.text("dirtyrate.calc_mode", answer["mode"].as_str().unwrap_or("page-sampling"));
    if status == 2 {
        found.add("dirtyrate.megabytes_per_second", TypedValue::Long { value: whole("dirty-rate") });
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use ferrovirt_api::ErrorCode;
    use ferrovirt_host::ScriptedHost;

    #[test]
    fn interfaces_are_counted_from_the_guests_side() {
        let host = ScriptedHost::new();
        let counters = ["rx_bytes", "rx_packets", "rx_errors", "rx_dropped", "tx_bytes", "tx_packets", "tx_errors"];
        for (number, name) in counters.iter().enumerate() {
            host.file(format!("/sys/class/net/vnet0/statistics/{name}"), format!("{number}\n"));
        }
        host.file("/sys/class/net/vnet0/statistics/tx_dropped", "many\n");
        let expected = DomainInterfaceStats {
            receive_bytes: 4,
            receive_packets: 5,
            receive_errors: 6,
            receive_drops: -1,
            transmit_bytes: 0,
            transmit_packets: 1,
            transmit_errors: 2,
            transmit_drops: 3,
        };
        assert_eq!(interface_counters(&host, "vnet0").expect("counters"), expected);
        let error = interface_counters(&host, "vnet1").expect_err("no such device");
        assert_eq!(error.code(), ErrorCode::SystemError, "{error}");
    }
}
