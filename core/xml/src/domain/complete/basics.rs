//! Boot order, what follows when a guest ends.

use crate::domain::Domain;
use crate::domain::os::{BootDevice, BootDeviceKind, OsKind};
use crate::domain::power::{CrashAction, LifecycleAction};
use crate::scalar::CpuSet;

pub(super) fn complete(domain: &mut Domain, architecture: &str) {
    domain.on_poweroff.get_or_insert(LifecycleAction::Destroy);
    domain.on_reboot.get_or_insert(LifecycleAction::Restart);
    domain.on_crash.get_or_insert(CrashAction::Destroy);
    domain.clock.get_or_insert_default();
    boot(domain, architecture);
    caches(domain);
}

fn boot(domain: &mut Domain, architecture: &str) {
    if let Some(menu) = &mut domain.os.bootmenu
        && menu.enable.is_some_and(|word| !word.is_yes())
    {
        menu.timeout = None;
    }
    let has_order =
        domain.devices.iter().any(|device| device.info().boot.as_ref().is_some_and(|boot| boot.order.is_some()));
    let os_type = domain.os.os_type.get_or_insert_default();
    if os_type.arch.is_none() {
        os_type.arch = Some(architecture.to_owned());
    }
    let is_machine = os_type.kind == Some(OsKind::Hvm) && domain.bootloader.is_none();
    if is_machine && domain.os.boot.is_empty() && !has_order {
        domain.os.boot.push(BootDevice { dev: Some(BootDeviceKind::Hd) });
    }
}

/// Parts of a cache belong to virtual CPUs that there are.
fn caches(domain: &mut Domain) {
    let n_cpus = domain.vcpu.as_ref().and_then(|vcpu| vcpu.count).unwrap_or(1);
    let Some(cputune) = &mut domain.cputune else { return };
    for cachetune in &mut cputune.cachetune {
        let there = |cpus: &CpuSet| cpus.iter().filter(|cpu| *cpu < n_cpus).collect();
        cachetune.vcpus = cachetune.vcpus.as_ref().map(there);
    }
    cputune.cachetune.retain(|cachetune| cachetune.vcpus.as_ref().is_none_or(|cpus| !cpus.is_empty()));
}
