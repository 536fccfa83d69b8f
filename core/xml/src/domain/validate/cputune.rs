//! `<cputune>`: limits, pinning, scheduling, parts of caches.

use super::vcpu::has_iothread;
use super::{argument, contradictory, internal, invalid, refuse, unsupported};
use crate::Result;
use crate::domain::Domain;
use crate::domain::cputune::{CacheContent, CacheTune, CpuTune, Scheduler};
use crate::scalar::CpuSet;
use std::collections::HashSet;

pub(super) fn check(domain: &Domain) -> Result<()> {
    let Some(tune) = &domain.cputune else { return Ok(()) };
    limits(tune)?;
    pins(domain, tune)?;
    schedulers(domain, tune)?;
    let mut groups: Vec<&CpuSet> = Vec::new();
    for part in &tune.cachetune {
        let Some(vcpus) = &part.vcpus else {
            return Err(invalid("Missing cachetune attribute 'vcpus'".to_owned()));
        };
        caches(part, vcpus)?;
        distinct(&mut groups, vcpus)?;
    }
    let mut groups: Vec<&CpuSet> = Vec::new();
    for part in &tune.memorytune {
        let Some(vcpus) = &part.vcpus else {
            return Err(invalid("Missing memorytune attribute 'vcpus'".to_owned()));
        };
        let mut nodes = HashSet::new();
        for node in &part.nodes {
            let Some(id) = node.id else {
                return Err(invalid("Missing required attribute 'id' in element 'node'".to_owned()));
            };
            super::required(node.bandwidth.as_ref(), "bandwidth", "node")?;
            refuse!(!nodes.insert(id), invalid, "Memory Bandwidth already defined for node '{id}'");
        }
        distinct(&mut groups, vcpus)?;
    }
    Ok(())
}

fn distinct<'a>(groups: &mut Vec<&'a CpuSet>, vcpus: &'a CpuSet) -> Result<()> {
    let overlaps = groups.iter().any(|group| *group != vcpus && group.iter().any(|cpu| vcpus.contains(cpu)));
    refuse!(overlaps, invalid, "Overlapping vcpus '{vcpus}' in resctrls");
    groups.push(vcpus);
    Ok(())
}

fn limits(tune: &CpuTune) -> Result<()> {
    let periods = [
        ("period", tune.period),
        ("global_period", tune.global_period),
        ("emulator_period", tune.emulator_period),
        ("iothread_period", tune.iothread_period),
    ];
    for (name, period) in periods {
        let Some(period) = period.filter(|period| *period > 0) else { continue };
        refuse!(
            !(1000..=1_000_000).contains(&period),
            unsupported,
            "Value '{period}' of cputune '{name}' must be in range [1000, 1000000]"
        );
    }
    let quotas = [
        ("quota", tune.quota),
        ("global_quota", tune.global_quota),
        ("emulator_quota", tune.emulator_quota),
        ("iothread_quota", tune.iothread_quota),
    ];
    /// Microseconds, so that nanoseconds fit the kernel's number.
    const MOST: i64 = 17_592_186_044_415;
    for (name, quota) in quotas {
        // Below zero stands for no limit.
        let Some(quota) = quota.filter(|quota| *quota > 0) else { continue };
        refuse!(
            !(1000..=MOST).contains(&quota),
            unsupported,
            "Value '{quota}' of cputune '{name}' must be in range [1000, {MOST}]"
        );
    }
    Ok(())
}

fn pins(domain: &Domain, tune: &CpuTune) -> Result<()> {
    let mut known = HashSet::new();
    for pin in &tune.vcpupin {
        let vcpu = pin.vcpu;
        refuse!(!known.insert(vcpu), internal, "duplicate vcpupin for vcpu '{vcpu}'");
        refuse!(pin.cpuset.is_empty(), unsupported, "Invalid value of 'cpuset' of vcpupin '{vcpu}': no CPU");
    }
    let is_empty = tune.emulatorpin.as_ref().is_some_and(|set| set.is_empty());
    refuse!(is_empty, unsupported, "Invalid value of 'cpuset' of emulatorpin: no CPU");
    let mut known = HashSet::new();
    for pin in &tune.iothreadpin {
        let id = pin.iothread;
        refuse!(
            id == 0,
            invalid,
            "Invalid value for attribute 'iothread' in element 'iothreadpin': Zero is not permitted"
        );
        refuse!(!has_iothread(domain, id), unsupported, "Cannot find 'iothread' : '{id}'");
        refuse!(!known.insert(id), internal, "duplicate iothreadpin for same iothread '{id}'");
        refuse!(pin.cpuset.is_empty(), unsupported, "Invalid value of 'cpuset' of iothreadpin '{id}': no CPU");
    }
    Ok(())
}

fn schedulers(domain: &Domain, tune: &CpuTune) -> Result<()> {
    let vcpus = tune.vcpusched.iter().map(|item| ("vcpusched", "vcpus", &item.vcpus, item.scheduler, item.priority));
    scheduler(vcpus)?;
    let threads = &tune.iothreadsched;
    for id in threads.iter().filter_map(|item| item.iothreads.as_ref()).flat_map(CpuSet::iter) {
        refuse!(!has_iothread(domain, id), unsupported, "Cannot find 'iothread' : '{id}'");
    }
    scheduler(
        threads.iter().map(|item| ("iothreadsched", "iothreads", &item.iothreads, item.scheduler, item.priority)),
    )?;
    match &tune.emulatorsched {
        Some(item) => priority("emulatorsched", item.scheduler, item.priority),
        None => Ok(()),
    }
}

type Scheduled<'a> = (&'a str, &'a str, &'a Option<CpuSet>, Option<Scheduler>, Option<i32>);

fn scheduler<'a>(items: impl Iterator<Item = Scheduled<'a>>) -> Result<()> {
    let mut known = HashSet::new();
    for (element, attribute, set, scheduler, level) in items {
        let Some(set) = set else {
            return Err(invalid(format!("Missing attribute '{attribute}' in element '{element}'")));
        };
        refuse!(set.is_empty(), invalid, "'{element}' attribute '{attribute}' must not be empty");
        priority(element, scheduler, level)?;
        for number in set.iter() {
            refuse!(!known.insert(number), contradictory, "'{element}' attributes '{attribute}' must not overlap");
        }
    }
    Ok(())
}

fn priority(element: &str, scheduler: Option<Scheduler>, priority: Option<i32>) -> Result<()> {
    super::required(scheduler.as_ref(), "scheduler", element)?;
    if matches!(scheduler, Some(Scheduler::Fifo | Scheduler::Rr)) {
        super::required(priority.as_ref(), "priority", element)?;
    }
    Ok(())
}

fn caches(tune: &CacheTune, vcpus: &CpuSet) -> Result<()> {
    let mut known: Vec<(u32, u32, CacheContent)> = Vec::new();
    for cache in &tune.caches {
        super::required(cache.id.as_ref(), "id", "cache")?;
        super::required(cache.level.as_ref(), "level", "cache")?;
        super::required(cache.content.as_ref(), "type", "cache")?;
        super::required(cache.size.as_ref(), "size", "cache")?;
        let (Some(id), Some(level), Some(content)) = (cache.id, cache.level, cache.content) else { continue };
        let collides = known.iter().any(|(other_id, other_level, other)| {
            let is_shared = *other == CacheContent::Both || content == CacheContent::Both;
            (*other_id, *other_level) == (id, level) && (is_shared || *other == content)
        });
        refuse!(collides, invalid, "Colliding cache allocations for cache level '{level}' id '{id}', type '{content}'");
        known.push((id, level, content));
    }
    for monitor in &tune.monitors {
        super::required(monitor.level.as_ref(), "level", "monitor")?;
        let Some(measured) = &monitor.vcpus else { continue };
        let is_inside = measured.iter().all(|cpu| vcpus.contains(cpu));
        refuse!(!is_inside, argument, "Monitor vcpus '{measured}' conflicts with allocation '{vcpus}'");
    }
    Ok(())
}
