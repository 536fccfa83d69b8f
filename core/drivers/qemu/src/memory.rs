//! Memory of a guest: what it may have, and what the balloon leaves.

use std::sync::Arc;

use ferrovirt_api::{DomainMemoryModFlags, DomainMemoryStat, DomainMemoryStatTag, Error, ErrorDomain, Result};
use serde_json::Value;

use crate::guest::Guest;
use crate::instance::Instance;
use crate::lifecycle::invalid;
use crate::qmp::Monitor;
use crate::read::Impact;
use crate::{define, definition, status};

/// Where the balloon is in QEMU's object tree.
const BALLOON: &str = "/machine/peripheral/balloon0";

/// QEMU's names of what the guest tells: tag, name, and by how much the value is divided.
const GUEST_STATISTICS: &[(DomainMemoryStatTag, &str, u64)] = &[
    (DomainMemoryStatTag::SwapIn, "stat-swap-in", 1024),
    (DomainMemoryStatTag::SwapOut, "stat-swap-out", 1024),
    (DomainMemoryStatTag::MajorFault, "stat-major-faults", 1),
    (DomainMemoryStatTag::MinorFault, "stat-minor-faults", 1),
    (DomainMemoryStatTag::Unused, "stat-free-memory", 1024),
    (DomainMemoryStatTag::Available, "stat-total-memory", 1024),
    (DomainMemoryStatTag::Usable, "stat-available-memory", 1024),
    (DomainMemoryStatTag::DiskCaches, "stat-disk-caches", 1024),
    (DomainMemoryStatTag::HugetlbPgalloc, "stat-htlb-pgalloc", 1),
    (DomainMemoryStatTag::HugetlbPgfail, "stat-htlb-pgfail", 1),
];

/// Changes memory.
pub async fn set(instance: Arc<Instance>, guest: Arc<Guest>, memory: u64, flags: DomainMemoryModFlags) -> Result<()> {
    use DomainMemoryModFlags as F;
    let work = move |guest: Arc<Guest>| async move {
        let impact = Impact::of(&guest, flags.contains(F::LIVE), flags.contains(F::CONFIG))?;
        if flags.contains(F::MAXIMUM) {
            if impact.live {
                let detail = "cannot resize the maximum memory on an active domain";
                return Err(invalid(&guest, detail).with_hint("change the stored definition, then start it anew"));
            }
            return define::change(&instance, &guest, |domain| {
                definition::set_memory(domain, memory);
                Ok(())
            })
            .await;
        }
        if impact.config {
            check_limit(&guest, guest.view().stored.as_deref().map(definition::memory), memory)?;
        }
        if impact.live {
            check_limit(&guest, guest.view().live.as_deref().map(definition::memory), memory)?;
            let control = guest.control()?;
            if !control.monitor.balloon(memory.saturating_mul(1024)).await.map_err(|error| guest.about(error))? {
                return Err(invalid(&guest, "Unable to change memory of active domain without the balloon device"));
            }
            // A guest without operating system changes nothing; QEMU reports when the memory really changes.
            status::save(&instance, &guest.snapshot()).await?;
        }
        if impact.config {
            define::change(&instance, &guest, |domain| {
                definition::set_current_memory(domain, memory);
                Ok(())
            })
            .await?;
        }
        Ok(())
    };
    guest.job("memory", work).await
}

fn check_limit(guest: &Guest, limit: Option<u64>, memory: u64) -> Result<()> {
    match limit {
        Some(limit) if memory > limit => {
            let detail = "cannot set memory higher than max memory";
            let error = Error::invalid_argument(ErrorDomain::Qemu, detail);
            Err(guest.about(error).with_hint(format!("the domain may have at most {limit} KiB")))
        }
        _ => Ok(()),
    }
}

/// What guest and host tell of the memory.
pub async fn statistics(guest: Arc<Guest>) -> Result<Vec<DomainMemoryStat>> {
    let control = guest.control()?;
    let view = guest.snapshot();
    let mut found = Vec::new();
    if let Some(live) = &view.live {
        let value = definition::current_memory(live);
        found.push(DomainMemoryStat { tag: DomainMemoryStatTag::ActualBalloon, value });
    }
    found.extend(balloon(&control.monitor).await?);
    if let Ok(usage) = control.process.usage() {
        found.push(DomainMemoryStat { tag: DomainMemoryStatTag::Rss, value: usage.resident / 1024 });
    }
    Ok(found)
}

/// What the guest tells through its balloon; nothing without one.
pub async fn balloon(monitor: &Monitor) -> Result<Vec<DomainMemoryStat>> {
    let members = serde_json::json!({"path": BALLOON, "property": "guest-stats"});
    let answer = match monitor.try_execute("qom-get", members, monitor.deadline()).await {
        Ok(answer) => answer,
        Err(error @ (crate::qmp::QmpError::TimedOut { .. } | crate::qmp::QmpError::Closed(_))) => {
            return Err(Error::from(error));
        }
        // There is no balloon, or it is no such balloon.
        Err(_) => return Ok(Vec::new()),
    };
    let known = |value: &Value| value.as_u64().filter(|value| *value != u64::MAX);
    let mut found: Vec<DomainMemoryStat> = GUEST_STATISTICS
        .iter()
        .filter_map(|(tag, name, divisor)| {
            let value = known(&answer["stats"][name])? / divisor;
            Some(DomainMemoryStat { tag: *tag, value })
        })
        .collect();
    if let Some(value) = known(&answer["last-update"]) {
        found.push(DomainMemoryStat { tag: DomainMemoryStatTag::LastUpdate, value });
    }
    Ok(found)
}
