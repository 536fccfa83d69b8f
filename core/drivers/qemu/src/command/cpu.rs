//! The CPU that the guest sees.

use ferrovirt_cpu::Architecture;
use ferrovirt_cpu::x86::catalogue;
use ferrovirt_error::Result;
use ferrovirt_xml::domain::clock::{TickPolicy, Timer, TimerName};
use ferrovirt_xml::domain::cpu::{Cpu, CpuCacheMode, CpuMode, FeaturePolicy, MaxPhysAddrMode};
use ferrovirt_xml::domain::features::{FeatureState, Features, Hyperv, HypervMode, Kvm};
use ferrovirt_xml::domain::{Domain, DomainType};

use super::properties::{OptionList, on_off};
use super::{CommandLine, Launch, incomplete, unsupported};
use crate::cpu::decide;
use crate::rules;

pub(super) fn cpu(line: &mut CommandLine, domain: &Domain, launch: &Launch<'_>) -> Result<()> {
    // Where nothing is stated, QEMU takes what it takes.
    let Some(cpu) = domain.cpu.as_ref().filter(|cpu| cpu.mode.is_some() || cpu.model.is_some()) else { return Ok(()) };
    let cpu = &decide(domain, cpu, launch.capabilities)?;
    let mut list = model(domain, cpu, launch)?;
    if let Some(vendor) = cpu.model.as_ref().and_then(|model| model.vendor_id.as_ref()) {
        list.set("vendor", vendor);
    }
    for feature in &cpu.features {
        let Some(name) = feature.name.as_deref().and_then(|name| qemu_feature(domain, name)) else { continue };
        match feature.policy.unwrap_or(FeaturePolicy::Require) {
            FeaturePolicy::Force | FeaturePolicy::Require => list.set(name, "on"),
            FeaturePolicy::Disable | FeaturePolicy::Forbid => list.set(name, "off"),
            // Where it is known whether the host has it, that has decided.
            FeaturePolicy::Optional => {}
        }
    }
    timers(&mut list, domain);
    if let Some(features) = &domain.features {
        self::features(&mut list, features)?;
    }
    caches(&mut list, cpu);
    addresses(&mut list, cpu);
    line.list("-cpu", list);
    Ok(())
}

fn model(domain: &Domain, cpu: &Cpu, launch: &Launch<'_>) -> Result<OptionList> {
    let is_hardware = domain.domain_type != DomainType::Qemu;
    match cpu.mode.unwrap_or(CpuMode::Custom) {
        CpuMode::HostPassthrough | CpuMode::Maximum => {
            let is_host = cpu.mode == Some(CpuMode::HostPassthrough);
            if is_host && !is_hardware {
                return Err(unsupported(
                    "CPU mode 'host-passthrough' for x86_64 qemu domain on x86_64 host is not supported by hypervisor",
                ));
            }
            let mut list = OptionList::new(if is_host { "host" } else { "max" });
            if is_hardware && rules::is_narrow(domain, &launch.capabilities.architecture) {
                list.set("aarch64", "off");
            }
            if is_hardware {
                list.set_switch("migratable", cpu.migratable.map(|word| word.is_on()));
            }
            Ok(list)
        }
        // On architectures whose hosts have no model of their own.
        CpuMode::HostModel => Err(unsupported("CPU mode 'host-model' is not supported by hypervisor")),
        CpuMode::Custom => {
            let name = cpu.model.as_ref().and_then(|model| model.name.as_deref());
            let name = name.ok_or_else(|| incomplete("CPU model"))?;
            let known = [&launch.capabilities.hardware, &launch.capabilities.tcg];
            let mut models = known.into_iter().flatten().flat_map(|found| &found.cpu_models).peekable();
            if models.peek().is_some() && !models.any(|model| model.name.eq_ignore_ascii_case(name)) {
                return Err(unsupported(format!("CPU model '{name}' is not supported by hypervisor")));
            }
            Ok(OptionList::from_value(name))
        }
    }
}

/// QEMU's name of a CPU feature; none for those that it must not be told of.
fn qemu_feature<'a>(domain: &Domain, name: &'a str) -> Option<&'a str> {
    let architecture = domain.os.os_type.as_ref().and_then(|os_type| os_type.arch.as_deref());
    if architecture.and_then(Architecture::named) != Some(Architecture::X86) {
        return Some(name);
    }
    match catalogue().feature(name).and_then(|number| catalogue().features().get(number)) {
        Some(feature) => feature.offered.then_some(feature.hypervisor_name),
        None => Some(name),
    }
}

fn timers(list: &mut OptionList, domain: &Domain) {
    let timers = domain.clock.iter().flat_map(|clock| &clock.timers);
    let is_present = |timer: &Timer| timer.present.is_none_or(|word| word.is_yes());
    for timer in timers {
        match timer.name {
            Some(TimerName::Kvmclock) if timer.present.is_some() => list.set("kvmclock", on_off(is_present(timer))),
            Some(TimerName::Hypervclock) if is_present(timer) => list.set("hv-time", "on"),
            Some(TimerName::Armvtimer) => match timer.tickpolicy {
                Some(TickPolicy::Delay) => list.set("kvm-no-adjvtime", "off"),
                Some(TickPolicy::Discard) => list.set("kvm-no-adjvtime", "on"),
                _ => {}
            },
            Some(TimerName::Tsc) => list.set_some("tsc-frequency", timer.frequency),
            _ => {}
        }
    }
}

fn features(list: &mut OptionList, features: &Features) -> Result<()> {
    if let Some(eoi) = features.apic.as_ref().and_then(|apic| apic.eoi) {
        list.set("kvm-pv-eoi", eoi.as_str());
    }
    if let Some(state) = features.pvspinlock {
        list.set("kvm-pv-unhalt", on_off(state.is_on()));
    }
    if let Some(hyperv) = &features.hyperv {
        self::hyperv(list, hyperv);
    }
    if let Some(kvm) = &features.kvm {
        self::kvm(list, kvm);
    }
    if let Some(state) = features.pmu {
        list.set("pmu", on_off(state.is_on()));
    }
    Ok(())
}

fn hyperv(list: &mut OptionList, hyperv: &Hyperv) {
    let is_on = |state: Option<FeatureState>| state.is_some_and(FeatureState::is_on);
    if hyperv.mode == Some(HypervMode::Passthrough) {
        list.set("hv-passthrough", "on");
    }
    let mut set = |name: &str, state: Option<FeatureState>| {
        if is_on(state) {
            list.set(name, "on");
        }
    };
    set("hv-relaxed", hyperv.relaxed);
    set("hv-vapic", hyperv.vapic);
    if let Some(spinlocks) = &hyperv.spinlocks
        && spinlocks.state.is_some_and(|state| state.is_on())
    {
        const DEFAULT_RETRIES: u32 = 0xfff;
        list.set("hv-spinlocks", format!("{:#x}", spinlocks.retries.unwrap_or(DEFAULT_RETRIES)));
    }
    let mut set = |name: &str, state: Option<FeatureState>| {
        if is_on(state) {
            list.set(name, "on");
        }
    };
    set("hv-vpindex", hyperv.vpindex);
    set("hv-runtime", hyperv.runtime);
    set("hv-synic", hyperv.synic);
    if let Some(timer) = &hyperv.stimer
        && timer.state.is_some_and(|state| state.is_on())
    {
        set("hv-stimer", Some(FeatureState::default()));
        set("hv-stimer-direct", timer.direct);
    }
    set("hv-reset", hyperv.reset);
    if let Some(vendor) = &hyperv.vendor_id
        && vendor.state.is_some_and(|state| state.is_on())
    {
        list.set_some("hv-vendor-id", vendor.value.as_ref());
    }
    let mut set = |name: &str, state: Option<FeatureState>| {
        if is_on(state) {
            list.set(name, "on");
        }
    };
    set("hv-frequencies", hyperv.frequencies);
    set("hv-reenlightenment", hyperv.reenlightenment);
    if let Some(flush) = &hyperv.tlbflush
        && flush.state.is_some_and(|state| state.is_on())
    {
        set("hv-tlbflush", Some(FeatureState::default()));
        set("hv-tlbflush-direct", flush.direct);
        set("hv-tlbflush-ext", flush.extended);
    }
    set("hv-ipi", hyperv.ipi);
    set("hv-evmcs", hyperv.evmcs);
    set("hv-avic", hyperv.avic);
    set("hv-emsr-bitmap", hyperv.emsr_bitmap);
    set("hv-xmm-input", hyperv.xmm_input);
}

fn kvm(list: &mut OptionList, kvm: &Kvm) {
    let is_on = |state: Option<FeatureState>| state.is_some_and(FeatureState::is_on);
    if is_on(kvm.hidden) {
        list.set("kvm", "off");
    }
    if is_on(kvm.hint_dedicated) {
        list.set("kvm-hint-dedicated", "on");
    }
    if is_on(kvm.poll_control) {
        list.set("kvm-poll-control", "on");
    }
    // Unlike the others, this one is on unless it is turned off.
    if kvm.pv_ipi.is_some_and(|state| !state.is_on()) {
        list.set("kvm-pv-ipi", "off");
    }
}

fn caches(list: &mut OptionList, cpu: &Cpu) {
    let Some(cache) = &cpu.cache else { return };
    let (host, emulated) = match cache.mode {
        Some(CpuCacheMode::Emulate) => (false, true),
        Some(CpuCacheMode::Passthrough) => (true, false),
        Some(CpuCacheMode::Disable) => (false, false),
        None => return,
    };
    let is_host_cpu = matches!(cpu.mode, Some(CpuMode::HostPassthrough | CpuMode::Maximum));
    if emulated {
        list.set("l3-cache", "on");
        if is_host_cpu {
            list.set("host-cache-info", "off");
        }
    } else {
        if is_host_cpu {
            list.set("host-cache-info", on_off(host));
        }
        list.set("l3-cache", "off");
    }
}

fn addresses(list: &mut OptionList, cpu: &Cpu) {
    let Some(address) = &cpu.maxphysaddr else { return };
    match address.mode {
        Some(MaxPhysAddrMode::Emulate) => match address.bits {
            Some(bits) => list.set("phys-bits", bits),
            None => list.set("host-phys-bits", "off"),
        },
        Some(MaxPhysAddrMode::Passthrough) => {
            list.set("host-phys-bits", "on");
            list.set_some("host-phys-bits-limit", address.limit);
        }
        None => {}
    }
}
