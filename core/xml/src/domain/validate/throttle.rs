//! Limits of block I/O, of single disks and shared.

use super::{invalid, refuse};
use crate::Result;
use crate::domain::Domain;
use crate::domain::devices::disk::IoLimits;
use ferrovirt_error::{Error, ErrorCode, ErrorDomain};
use std::collections::HashSet;

pub(super) fn check(domain: &Domain) -> Result<()> {
    let mut groups = HashSet::new();
    for group in &domain.throttle_groups {
        let Some(name) = group.group_name.as_deref() else {
            return Err(invalid("missing group name of a throttle group".to_owned()));
        };
        refuse!(!groups.insert(name), invalid, "duplicate group name '{name}' found");
        limits(&group.limits)?;
    }
    for disk in &domain.devices.disks {
        let name = disk.target.as_ref().and_then(|target| target.dev.as_deref()).unwrap_or_default();
        if let Some(tune) = &disk.iotune {
            limits(&tune.limits)?;
        }
        let mut used = HashSet::new();
        for filter in &disk.throttle_filters {
            let Some(group) = filter.group.as_deref() else {
                return Err(invalid(format!("missing group of a throttle filter of disk '{name}'")));
            };
            refuse!(!groups.contains(group), invalid, "throttle group '{group}' of disk '{name}' not found");
            refuse!(!used.insert(group), invalid, "duplicate filter name '{group}' of disk '{name}' found");
        }
        if disk.iotune.is_some() && !disk.throttle_filters.is_empty() {
            let detail = format!("block 'throttlefilters' can't be used together with 'iotune' for disk '{name}'");
            return Err(Error::new(ErrorCode::OperationUnsupported, ErrorDomain::Domain, detail)
                .with_hint("state the limits in a <throttlegroup> of the guest"));
        }
    }
    Ok(())
}

fn limits(limits: &IoLimits) -> Result<()> {
    let sets = [
        ("bytes_sec", limits.total_bytes_sec, limits.read_bytes_sec, limits.write_bytes_sec),
        ("iops_sec", limits.total_iops_sec, limits.read_iops_sec, limits.write_iops_sec),
        ("bytes_sec_max", limits.total_bytes_sec_max, limits.read_bytes_sec_max, limits.write_bytes_sec_max),
        ("iops_sec_max", limits.total_iops_sec_max, limits.read_iops_sec_max, limits.write_iops_sec_max),
    ];
    for (name, total, read, write) in sets {
        let is_set = |limit: Option<u64>| limit.is_some_and(|limit| limit > 0);
        refuse!(
            is_set(total) && (is_set(read) || is_set(write)),
            invalid,
            "total and read/write {name} cannot be set at the same time"
        );
    }
    Ok(())
}
