//! Limits of memory, block I/O, placement, traffic and counters.

use ferrovirt_api::parameters::ParameterType;
use ferrovirt_api::{
    DomainBlkioParameters, DomainIdentity, DomainInterfaceParameters, DomainMemoryParameters, DomainModificationImpact,
    DomainNumaParameters, DomainPerfParameters, Error, ErrorCode, ErrorDomain, Parameter, Result, TypedParameters,
};
use ferrovirt_xml::domain::devices::interface::Interface;
use ferrovirt_xml::domain::memory::{BlkioDevice, BlkioTune, MemTune};
use ferrovirt_xml::domain::numa::{NumaMode, NumaTune, NumaTuneMemory};
use ferrovirt_xml::domain::power::{PerfEvent, PerfEventName};
use ferrovirt_xml::domain::vcpu::Placement;
use ferrovirt_xml::net::{Bandwidth, BandwidthRate};
use ferrovirt_xml::scalar::{CpuSet, MemorySize, Scalar, YesNo};

use crate::driver::TestDriver;
use crate::processors::only_named;

/// What stands for no limit of memory.
const UNLIMITED: u64 = 9_007_199_254_740_991;

/// The modes of placement in the order of their numbers.
const NUMA_MODES: [NumaMode; 4] = [NumaMode::Strict, NumaMode::Preferred, NumaMode::Interleave, NumaMode::Restrictive];

/// Reads and writes one limit of a device as it stands in a list of devices and limits.
type DeviceLimit = (Parameter<String>, fn(&BlkioDevice) -> u64, fn(&mut BlkioDevice, u64) -> bool);

/// The limits of devices by their parameters. Setting tells whether there is room for the number.
const DEVICE_LIMITS: [DeviceLimit; 5] = [
    (
        DomainBlkioParameters::DEVICE_WEIGHT,
        |device| device.weight.unwrap_or_default().into(),
        |device, value| set_small(&mut device.weight, value),
    ),
    (
        DomainBlkioParameters::DEVICE_READ_IOPS,
        |device| device.read_iops_sec.unwrap_or_default().into(),
        |device, value| set_small(&mut device.read_iops_sec, value),
    ),
    (
        DomainBlkioParameters::DEVICE_WRITE_IOPS,
        |device| device.write_iops_sec.unwrap_or_default().into(),
        |device, value| set_small(&mut device.write_iops_sec, value),
    ),
    (
        DomainBlkioParameters::DEVICE_READ_BPS,
        |device| device.read_bytes_sec.unwrap_or_default(),
        |device, value| set_large(&mut device.read_bytes_sec, value),
    ),
    (
        DomainBlkioParameters::DEVICE_WRITE_BPS,
        |device| device.write_bytes_sec.unwrap_or_default(),
        |device, value| set_large(&mut device.write_bytes_sec, value),
    ),
];

impl TestDriver {
    pub(crate) fn memory_parameters(
        &self,
        identity: &DomainIdentity,
        flags: DomainModificationImpact,
    ) -> Result<TypedParameters> {
        use DomainMemoryParameters as P;
        self.shown(identity, flags, |document| {
            let tune = document.domain().memtune.as_ref();
            let limit = |size: Option<MemorySize>| size.map_or(Ok(UNLIMITED), MemorySize::kibibytes);
            let of = |part: fn(&MemTune) -> Option<MemorySize>| limit(tune.and_then(part));
            Ok(TypedParameters::new()
                .with(P::HARD_LIMIT, of(|tune| tune.hard_limit)?)
                .with(P::SOFT_LIMIT, of(|tune| tune.soft_limit)?)
                .with(P::SWAP_HARD_LIMIT, of(|tune| tune.swap_hard_limit)?))
        })
    }

    pub(crate) fn set_memory_parameters(
        &self,
        identity: &DomainIdentity,
        parameters: &TypedParameters,
        flags: DomainModificationImpact,
    ) -> Result<()> {
        use DomainMemoryParameters as P;
        only_named(parameters, P::SET, &[P::HARD_LIMIT.name(), P::SOFT_LIMIT.name(), P::SWAP_HARD_LIMIT.name()])?;
        self.tune(identity, flags, |document| {
            let tune = document.domain_mut().memtune.get_or_insert_with(MemTune::default);
            let set = |place: &mut Option<MemorySize>, parameter| {
                if let Some(limit) = parameters.get(parameter) {
                    *place = Some(limit).filter(|limit| *limit < UNLIMITED).map(MemorySize::from_kibibytes);
                }
            };
            set(&mut tune.hard_limit, P::HARD_LIMIT);
            set(&mut tune.soft_limit, P::SOFT_LIMIT);
            set(&mut tune.swap_hard_limit, P::SWAP_HARD_LIMIT);
            let limit = |size: Option<MemorySize>| size.map_or(Ok(UNLIMITED), MemorySize::kibibytes);
            if limit(tune.hard_limit)? > limit(tune.swap_hard_limit)? {
                let detail = "memory hard_limit tunable value must be lower than or equal to swap_hard_limit";
                return Err(refused(detail.into()));
            }
            Ok(())
        })
        .map(drop)
    }

    pub(crate) fn numa_parameters(
        &self,
        identity: &DomainIdentity,
        flags: DomainModificationImpact,
    ) -> Result<TypedParameters> {
        use DomainNumaParameters as P;
        self.shown(identity, flags, |document| {
            let memory = document.domain().numatune.as_ref().and_then(|tune| tune.memory.as_ref());
            let mode = memory.and_then(|memory| memory.mode).unwrap_or(NumaMode::Strict);
            let number = NUMA_MODES.iter().position(|known| *known == mode).unwrap_or_default();
            let nodes = memory.and_then(|memory| memory.nodeset.as_ref());
            Ok(TypedParameters::new()
                .with(P::MODE, i32::try_from(number).unwrap_or_default())
                .with(P::NODESET, nodes.map(CpuSet::to_string).unwrap_or_default()))
        })
    }

    pub(crate) fn set_numa_parameters(
        &self,
        identity: &DomainIdentity,
        parameters: &TypedParameters,
        flags: DomainModificationImpact,
    ) -> Result<()> {
        use DomainNumaParameters as P;
        only_named(parameters, P::SET, &[P::MODE.name(), P::NODESET.name()])?;
        let mode = match parameters.get(P::MODE) {
            None => None,
            Some(number) => {
                let mode = usize::try_from(number).ok().and_then(|number| NUMA_MODES.get(number));
                Some(*mode.ok_or_else(|| refused(format!("unsupported numatune mode: '{number}'")))?)
            }
        };
        let nodes = match parameters.get(P::NODESET) {
            None => None,
            Some(text) => match CpuSet::parse(&text) {
                Ok(nodes) if !nodes.is_empty() => Some(nodes),
                _ => return Err(refused(format!("Invalid nodeset of 'numatune': '{text}'"))),
            },
        };
        self.tune(identity, flags, |document| {
            let tune = document.domain_mut().numatune.get_or_insert_with(NumaTune::default);
            let memory = tune.memory.get_or_insert_with(NumaTuneMemory::default);
            memory.mode = Some(mode.or(memory.mode).unwrap_or(NumaMode::Strict));
            if nodes.is_some() {
                (memory.nodeset, memory.placement) = (nodes.clone(), None);
            }
            if memory.nodeset.is_none() && memory.placement != Some(Placement::Auto) {
                let detail = "nodeset for NUMA memory tuning must be set if 'placement' is 'static'";
                return Err(Error::new(ErrorCode::ConfigUnsupported, ErrorDomain::Domain, detail));
            }
            Ok(())
        })
        .map(drop)
    }

    pub(crate) fn blkio_parameters(
        &self,
        identity: &DomainIdentity,
        flags: DomainModificationImpact,
    ) -> Result<TypedParameters> {
        self.shown(identity, flags, |document| {
            let tune = document.domain().blkiotune.as_ref();
            let weight = tune.and_then(|tune| tune.weight).unwrap_or_default();
            let mut told = TypedParameters::new().with(DomainBlkioParameters::WEIGHT, weight);
            let devices: &[BlkioDevice] = tune.map(|tune| tune.devices.as_slice()).unwrap_or_default();
            for (parameter, read, _) in DEVICE_LIMITS {
                let limited = devices.iter().filter(|device| read(device) > 0);
                let words = limited
                    .map(|device| format!("{},{}", device.path.as_deref().unwrap_or_default(), read(device)))
                    .collect::<Vec<_>>();
                told.add(parameter, words.join(","));
            }
            Ok(told)
        })
    }

    pub(crate) fn set_blkio_parameters(
        &self,
        identity: &DomainIdentity,
        parameters: &TypedParameters,
        flags: DomainModificationImpact,
    ) -> Result<()> {
        use DomainBlkioParameters as P;
        P::SET.validate(parameters, &[]).map_err(|error| error.with_domain(ErrorDomain::Test))?;
        self.tune(identity, flags, |document| {
            let tune = document.domain_mut().blkiotune.get_or_insert_with(BlkioTune::default);
            if let Some(weight) = parameters.get(P::WEIGHT) {
                tune.weight = Some(weight).filter(|weight| *weight > 0);
            }
            for (parameter, _, write) in DEVICE_LIMITS {
                let Some(text) = parameters.get(parameter) else { continue };
                for (path, limit) in device_limits(parameter.name(), &text)? {
                    let place = tune.devices.iter().position(|device| device.path.as_deref() == Some(path));
                    let place = place.unwrap_or_else(|| {
                        tune.devices.push(BlkioDevice { path: Some(path.to_owned()), ..BlkioDevice::default() });
                        tune.devices.len() - 1
                    });
                    if !write(&mut tune.devices[place], limit) {
                        return Err(unreadable(parameter.name(), &text));
                    }
                }
            }
            tune.devices.retain(|device| DEVICE_LIMITS.iter().any(|(_, read, _)| read(device) > 0));
            Ok(())
        })
        .map(drop)
    }

    pub(crate) fn interface_parameters(
        &self,
        identity: &DomainIdentity,
        device: &str,
        flags: DomainModificationImpact,
    ) -> Result<TypedParameters> {
        use DomainInterfaceParameters as P;
        self.shown(identity, flags, |document| {
            let mut interfaces = document.domain().devices.interfaces.iter();
            let interface = interfaces.find(|interface| is_named(interface, device));
            let bandwidth = interface.ok_or_else(|| no_interface(device))?.bandwidth.as_ref();
            let rate = |rate: Option<&BandwidthRate>, part: fn(&BandwidthRate) -> Option<u64>| {
                u32::try_from(rate.and_then(part).unwrap_or_default()).unwrap_or(u32::MAX)
            };
            let inbound = bandwidth.and_then(|bandwidth| bandwidth.inbound.as_ref());
            let outbound = bandwidth.and_then(|bandwidth| bandwidth.outbound.as_ref());
            Ok(TypedParameters::new()
                .with(P::INBOUND_AVERAGE, rate(inbound, |rate| rate.average))
                .with(P::INBOUND_PEAK, rate(inbound, |rate| rate.peak))
                .with(P::INBOUND_BURST, rate(inbound, |rate| rate.burst))
                .with(P::INBOUND_FLOOR, rate(inbound, |rate| rate.floor))
                .with(P::OUTBOUND_AVERAGE, rate(outbound, |rate| rate.average))
                .with(P::OUTBOUND_PEAK, rate(outbound, |rate| rate.peak))
                .with(P::OUTBOUND_BURST, rate(outbound, |rate| rate.burst)))
        })
    }

    pub(crate) fn set_interface_parameters(
        &self,
        identity: &DomainIdentity,
        device: &str,
        parameters: &TypedParameters,
        flags: DomainModificationImpact,
    ) -> Result<()> {
        use DomainInterfaceParameters as P;
        P::SET.validate(parameters, &[]).map_err(|error| error.with_domain(ErrorDomain::Test))?;
        let get = |parameter: Parameter<u32>| given(parameters, parameter).map(u64::from);
        let inbound = [get(P::INBOUND_AVERAGE), get(P::INBOUND_PEAK), get(P::INBOUND_BURST), get(P::INBOUND_FLOOR)];
        let outbound = [get(P::OUTBOUND_AVERAGE), get(P::OUTBOUND_PEAK), get(P::OUTBOUND_BURST), None];
        for [average, peak, burst, floor] in [inbound, outbound] {
            if average.is_none() && floor.is_none() && (peak.is_some() || burst.is_some()) {
                return Err(refused("bandwidth peak and burst need an average".into()));
            }
        }
        self.tune(identity, flags, |document| {
            let mut interfaces = document.domain_mut().devices.interfaces.iter_mut();
            let interface = interfaces.find(|interface| is_named(interface, device));
            let interface = interface.ok_or_else(|| no_interface(device))?;
            let bandwidth = interface.bandwidth.get_or_insert_with(Bandwidth::default);
            set_rate(&mut bandwidth.inbound, inbound);
            set_rate(&mut bandwidth.outbound, outbound);
            if bandwidth.inbound.is_none() && bandwidth.outbound.is_none() {
                interface.bandwidth = None;
            }
            Ok(())
        })
        .map(drop)
    }

    pub(crate) fn perf_events(
        &self,
        identity: &DomainIdentity,
        flags: DomainModificationImpact,
    ) -> Result<TypedParameters> {
        self.shown(identity, flags, |document| {
            let events = &document.domain().perf_events;
            let mut told = TypedParameters::new();
            for (name, _) in DomainPerfParameters::SET.names() {
                let Some(known) = PerfEventName::from_word(name) else { continue };
                let event = events.iter().find(|event| event.name == Some(known));
                let is_on = event.is_some_and(|event| event.enabled == Some(YesNo::Yes));
                told.add_named(*name, is_on.into_value());
            }
            Ok(told)
        })
    }

    pub(crate) fn set_perf_events(
        &self,
        identity: &DomainIdentity,
        parameters: &TypedParameters,
        flags: DomainModificationImpact,
    ) -> Result<()> {
        let set = DomainPerfParameters::SET;
        set.validate(parameters, &[]).map_err(|error| error.with_domain(ErrorDomain::Test))?;
        self.tune(identity, flags, |document| {
            let events = &mut document.domain_mut().perf_events;
            for parameter in parameters.iter() {
                let (Some(name), Some(is_on)) =
                    (PerfEventName::from_word(&parameter.field), bool::from_value(&parameter.value))
                else {
                    continue;
                };
                let enabled = Some(YesNo::from(is_on));
                match events.iter_mut().find(|event| event.name == Some(name)) {
                    Some(event) => event.enabled = enabled,
                    None => events.push(PerfEvent { name: Some(name), enabled }),
                }
            }
            Ok(())
        })
        .map(drop)
    }

    pub(crate) fn set_statistics_period(
        &self,
        identity: &DomainIdentity,
        period: i32,
        flags: DomainModificationImpact,
    ) -> Result<()> {
        let period =
            u32::try_from(period).map_err(|_| refused(format!("collection period '{period}' is below zero")))?;
        self.tune(identity, flags, |document| match &mut document.domain_mut().devices.memballoon {
            Some(balloon) => {
                balloon.stats_period = Some(period).filter(|period| *period > 0);
                Ok(())
            }
            None => Err(crate::domain::invalid("Memory balloon model must be virtio to set the collection period")),
        })
        .map(drop)
    }
}

/// A parameter's value, where it is given.
fn given<T: ParameterType>(parameters: &TypedParameters, parameter: Parameter<T>) -> Option<T> {
    parameters.get(parameter)
}

/// Sets what is given of one direction. An average of zero ends the limits of the direction.
fn set_rate(place: &mut Option<BandwidthRate>, [average, peak, burst, floor]: [Option<u64>; 4]) {
    if average.is_none() && floor.is_none() {
        return;
    }
    let some = |number: Option<u64>| number.filter(|number| *number > 0);
    let rate = BandwidthRate { average: some(average), peak: some(peak), burst: some(burst), floor: some(floor) };
    *place = Some(rate).filter(|rate| rate.average.is_some() || rate.floor.is_some());
}

/// Whether an interface goes by this name: of its device on the host, or its MAC address.
pub fn is_named(interface: &Interface, name: &str) -> bool {
    let target = interface.target.as_ref().and_then(|target| target.dev.as_deref());
    let mac = interface.mac.as_ref().and_then(|mac| mac.address);
    target == Some(name) || mac.is_some_and(|mac| mac.to_string().eq_ignore_ascii_case(name))
}

/// Devices and their limits in a text such as `/dev/sda,100,/dev/sdb,200`.
fn device_limits<'a>(name: &str, text: &'a str) -> Result<Vec<(&'a str, u64)>> {
    let words: Vec<&str> = text.split(',').collect();
    let (pairs, []) = words.as_chunks::<2>() else { return Err(unreadable(name, text)) };
    let limits = pairs.iter().map(|[path, limit]| match limit.parse() {
        Ok(limit) if path.starts_with('/') => Ok((*path, limit)),
        _ => Err(unreadable(name, text)),
    });
    limits.collect()
}

fn set_small(place: &mut Option<u32>, value: u64) -> bool {
    let small = u32::try_from(value);
    *place = small.ok().filter(|value| *value > 0);
    small.is_ok()
}

fn set_large(place: &mut Option<u64>, value: u64) -> bool {
    *place = Some(value).filter(|value| *value > 0);
    true
}

fn unreadable(name: &str, text: &str) -> Error {
    refused(format!("unable to parse blkio device '{name}' '{text}'"))
}

fn no_interface(name: &str) -> Error {
    refused(format!("'{name}' is not a known interface"))
}

fn refused(detail: String) -> Error {
    Error::invalid_argument(ErrorDomain::Test, detail)
}
