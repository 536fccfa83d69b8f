//! The machine: boot, firmware, features, clock, tables of system information.

use super::{argument, contradictory, internal, invalid, refuse, unsupported};
use crate::Result;
use crate::domain::Domain;
use crate::domain::clock::{ClockOffset, TickPolicy, Timer};
use crate::domain::features::{FeatureState, Features};
use crate::domain::os::{AcpiTableType, FirmwareFeatureName, Os};
use crate::domain::sysinfo::Sysinfo;
use crate::scalar::{OnOff, YesNo};
use std::collections::HashSet;

pub(super) fn check(domain: &Domain) -> Result<()> {
    refuse!(
        domain.title.as_deref().is_some_and(|title| title.contains('\n')),
        invalid,
        "Domain title can't contain newlines"
    );
    firmware(&domain.os)?;
    boot(&domain.os)?;
    if let Some(features) = &domain.features {
        self::features(features)?;
    }
    if let Some(clock) = &domain.clock {
        offset(&clock.offset)?;
    }
    for timer in domain.clock.iter().flat_map(|clock| &clock.timers) {
        self::timer(timer)?;
    }
    sysinfo(domain)?;
    let mut events = HashSet::new();
    for event in &domain.perf_events {
        super::required(event.name.as_ref(), "name", "event")?;
        super::required(event.enabled.as_ref(), "enabled", "event")?;
        let Some(name) = event.name else { continue };
        refuse!(!events.insert(name), invalid, "perf event '{name}' was already specified");
    }
    if let Some(map) = &domain.idmap {
        refuse!(map.users.is_empty() != map.groups.is_empty(), unsupported, "uid and gid should be mapped both");
    }
    if let Some(id) = domain.resource.as_ref().and_then(|resource| resource.fibrechannel_appid.as_deref()) {
        refuse!(
            id.is_empty() || id.len() > 128,
            argument,
            "Fibre Channel 'appid' string length must be between [1, 128], is '{}'",
            id.len()
        );
        refuse!(
            !id.bytes().all(|byte| (0x20..0x7f).contains(&byte)),
            invalid,
            "Fibre Channel 'appid' '{id}' is not a printable string"
        );
    }
    Ok(())
}

fn firmware(os: &Os) -> Result<()> {
    let loader = os.loader.as_ref();
    let is_automatic = os.firmware.is_some();
    let has_path = loader.is_some_and(|loader| loader.path.is_some());
    let is_stateless = loader.is_some_and(|loader| loader.stateless == Some(YesNo::Yes));
    refuse!(
        !is_automatic && !has_path && !os.firmware_features.is_empty(),
        contradictory,
        "cannot use feature-based firmware autoselection when firmware autoselection is disabled"
    );
    let needs_path = (loader.is_some_and(|loader| loader.loader_type != Some(crate::domain::os::LoaderType::None))
        || os.nvram.is_some())
        && !is_automatic;
    refuse!(needs_path && !has_path, contradictory, "no loader path specified and firmware auto selection disabled");
    if let Some(format) = loader.and_then(|loader| loader.format.as_deref()) {
        refuse!(!matches!(format, "raw" | "qcow2"), invalid, "Unsupported loader format '{format}'; 'raw' or 'qcow2'");
    }
    if let Some(nvram) = os.nvram.as_ref().filter(|_| is_stateless) {
        refuse!(nvram.template.is_some(), contradictory, "NVRAM template is not permitted when loader is stateless");
        refuse!(true, contradictory, "NVRAM is not permitted when loader is stateless");
    }
    let mut states = [None; 2];
    for feature in &os.firmware_features {
        super::required(feature.enabled.as_ref(), "enabled", "feature")?;
        super::required(feature.name.as_ref(), "name", "feature")?;
        match feature.name {
            Some(FirmwareFeatureName::EnrolledKeys) => states[0] = feature.enabled,
            Some(FirmwareFeatureName::SecureBoot) => states[1] = feature.enabled,
            None => {}
        }
    }
    refuse!(
        states == [Some(YesNo::Yes), Some(YesNo::No)],
        contradictory,
        "firmware feature 'enrolled-keys' cannot be enabled when firmware feature 'secure-boot' is disabled"
    );
    Ok(())
}

fn boot(os: &Os) -> Result<()> {
    for device in &os.boot {
        super::required(device.dev.as_ref(), "dev", "boot")?;
    }
    if let Some(timeout) = os.bootmenu.as_ref().and_then(|menu| menu.timeout) {
        refuse!(
            timeout > 65535,
            unsupported,
            "invalid value '{timeout}' for boot menu timeout, must be in range [0,65535]"
        );
    }
    if let Some(timeout) = os.bios.as_ref().and_then(|bios| bios.reboot_timeout) {
        refuse!(
            !(-1..=65535).contains(&timeout),
            unsupported,
            "invalid value '{timeout}' for rebootTimeout, must be in range [-1,65535]"
        );
    }
    let mut tables: Vec<AcpiTableType> = Vec::new();
    for table in &os.acpi_tables {
        super::required(table.table_type.as_ref(), "type", "table")?;
        let Some(kind) = table.table_type else { continue };
        // Any number of tables stand for themselves; the other kinds are of one guest.
        let is_single = kind != AcpiTableType::Raw;
        refuse!(is_single && tables.contains(&kind), invalid, "ACPI table type '{kind}' may only appear once");
        tables.push(kind);
    }
    Ok(())
}

fn features(features: &Features) -> Result<()> {
    if let Some(hyperv) = &features.hyperv {
        let states: [(&str, Option<FeatureState>); 14] = [
            ("relaxed", hyperv.relaxed),
            ("vapic", hyperv.vapic),
            ("vpindex", hyperv.vpindex),
            ("runtime", hyperv.runtime),
            ("synic", hyperv.synic),
            ("reset", hyperv.reset),
            ("frequencies", hyperv.frequencies),
            ("reenlightenment", hyperv.reenlightenment),
            ("ipi", hyperv.ipi),
            ("evmcs", hyperv.evmcs),
            ("avic", hyperv.avic),
            ("emsr_bitmap", hyperv.emsr_bitmap),
            ("xmm_input", hyperv.xmm_input),
            ("stimer", hyperv.stimer.as_ref().map(|timer| FeatureState { state: timer.state })),
        ];
        for (name, feature) in states {
            if let Some(feature) = feature {
                super::required(feature.state.as_ref(), "state", name)?;
            }
        }
        if let Some(spinlocks) = hyperv.spinlocks.as_ref().filter(|spinlocks| spinlocks.state == Some(OnOff::On)) {
            super::required(spinlocks.retries.as_ref(), "retries", "spinlocks")?;
            let retries = spinlocks.retries.unwrap_or(0);
            refuse!(retries < 4095, invalid, "HyperV spinlock retry count '{retries}' must be at least 4095");
        }
        if let Some(vendor) = hyperv.vendor_id.as_ref().filter(|vendor| vendor.state == Some(OnOff::On)) {
            let Some(value) = vendor.value.as_deref().filter(|value| !value.is_empty()) else {
                return Err(invalid("missing 'value' attribute for HyperV feature 'vendor_id'".to_owned()));
            };
            refuse!(value.len() > 12, invalid, "HyperV vendor_id value '{value}' must not be more than 12 characters.");
            refuse!(value.contains(','), invalid, "HyperV vendor_id value '{value}' is invalid: it contains a comma");
        }
    }
    if let Some(ring) = features.kvm.as_ref().and_then(|kvm| kvm.dirty_ring.as_ref())
        && ring.state == Some(OnOff::On)
    {
        super::required(ring.size.as_ref(), "size", "dirty-ring")?;
        let size = ring.size.unwrap_or(0);
        refuse!(
            !size.is_power_of_two() || !(1024..=65536).contains(&size),
            invalid,
            "dirty ring of size '{size}' must be power of 2 and ranges [1024, 65536]"
        );
    }
    Ok(())
}

fn offset(offset: &ClockOffset) -> Result<()> {
    match offset {
        ClockOffset::Utc(how) | ClockOffset::Localtime(how) => {
            let Some(adjustment) = how.adjustment.as_deref() else { return Ok(()) };
            let is_known = adjustment == "reset" || adjustment.parse::<i64>().is_ok();
            refuse!(!is_known, invalid, "unknown clock adjustment '{adjustment}'; 'reset' or seconds");
        }
        ClockOffset::Timezone(zone) => {
            refuse!(zone.timezone.is_none(), internal, "missing 'timezone' attribute for clock with offset='timezone'");
        }
        ClockOffset::Absolute(start) => {
            refuse!(start.start.is_none(), internal, "missing 'start' attribute for clock with offset='absolute'");
        }
        ClockOffset::Variable(_) => {}
    }
    Ok(())
}

fn timer(timer: &Timer) -> Result<()> {
    super::required(timer.name.as_ref(), "name", "timer")?;
    refuse!(
        timer.catchup.is_some() && timer.tickpolicy != Some(TickPolicy::Catchup),
        invalid,
        "setting of timer catchup policies is only supported with tickpolicy='catchup'"
    );
    Ok(())
}

fn sysinfo(domain: &Domain) -> Result<()> {
    for table in &domain.sysinfo {
        match table {
            Sysinfo::Smbios(tables) => {
                let find = |entries: &[crate::domain::sysinfo::SysinfoEntry], name: &str| {
                    let found = entries.iter().find(|entry| entry.name.as_deref() == Some(name));
                    found.and_then(|entry| entry.value.clone())
                };
                if let Some(date) = find(&tables.bios, "date") {
                    refuse!(!is_date(&date), contradictory, "Invalid BIOS 'date' format '{date}'; as in '12/31/2020'");
                }
                if let Some(uuid) = find(&tables.system, "uuid") {
                    let parsed = uuid.parse::<uuid::Uuid>();
                    refuse!(parsed.is_err(), contradictory, "malformed <sysinfo> uuid element '{uuid}'");
                }
            }
            Sysinfo::Fwcfg(table) => {
                for entry in &table.entries {
                    let Some(name) = entry.name.as_deref().filter(|name| !name.is_empty()) else {
                        return Err(invalid("Firmware entry is missing 'name' attribute".to_owned()));
                    };
                    let has_value = entry.value.as_deref().is_some_and(|value| !value.is_empty());
                    refuse!(
                        !has_value && entry.file.is_none(),
                        invalid,
                        "Firmware entry '{name}' must have either value or 'file' attribute"
                    );
                }
            }
        }
    }
    Ok(())
}

/// Whether it is a date of the form month/day/year, as the standard has it.
fn is_date(text: &str) -> bool {
    let mut parts = text.split('/').map(|part| part.parse::<u32>().ok());
    let (month, day, year) = (parts.next().flatten(), parts.next().flatten(), parts.next().flatten());
    parts.next().is_none()
        && month.is_some_and(|month| (1..=12).contains(&month))
        && day.is_some_and(|day| (1..=31).contains(&day))
        && year.is_some_and(|year| year <= 99 || (1900..=9999).contains(&year))
}
