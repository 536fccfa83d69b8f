//! Features and timers, by architecture and machine; keys and confidential computing.

use ferrovirt_error::Result;
use ferrovirt_xml::domain::DomainType;
use ferrovirt_xml::domain::clock::{TickPolicy, Timer, TimerName, TimerTrack};
use ferrovirt_xml::domain::devices::input::InputBus;
use ferrovirt_xml::domain::features::Features;
use ferrovirt_xml::domain::security::LaunchSecurity;
use ferrovirt_xml::scalar::OnOff;

use super::{Subject, refuse, unsupported};
use crate::rules::{Architecture, Family};

pub(super) fn check(subject: &Subject<'_>) -> Result<()> {
    if let Some(features) = &subject.domain.features {
        by_machine(subject, features)?;
        ps2(subject, features)?;
        if let Some(smm) = &features.smm
            && smm.tseg.is_some()
            && smm.state != Some(OnOff::Off)
        {
            refuse!(
                subject.platform.family != Family::Q35,
                unsupported,
                "SMM TSEG is only supported with q35 machine type"
            );
        }
    }
    for timer in subject.domain.clock.iter().flat_map(|clock| &clock.timers) {
        self::timer(subject, timer)?;
    }
    security(subject)
}

/// Features that only some machines have.
fn by_machine(subject: &Subject<'_>, features: &Features) -> Result<()> {
    let family = subject.platform.family;
    let architecture = subject.platform.architecture;
    let is_pseries = family == Family::Pseries;
    let is_arm_virt = architecture == Architecture::Arm && family == Family::Virt;
    let is_x86 = architecture == Architecture::X86;
    let is_on = |state: Option<ferrovirt_xml::domain::features::FeatureState>| state.is_some();
    let table = [
        ("hpt", features.hpt.is_some(), is_pseries),
        ("htm", is_on(features.htm), is_pseries),
        ("nested-hv", is_on(features.nested_hv), is_pseries),
        ("ccf-assist", is_on(features.ccf_assist), is_pseries),
        ("cfpc", features.cfpc.is_some(), is_pseries),
        ("sbbc", features.sbbc.is_some(), is_pseries),
        ("ibs", features.ibs.is_some(), is_pseries),
        ("gic", features.gic.is_some(), is_arm_virt),
        ("ras", is_on(features.ras), is_arm_virt),
        ("aia", features.aia.is_some(), architecture == Architecture::Riscv && family == Family::Virt),
        ("ioapic", features.ioapic.is_some(), is_x86),
        ("smm", features.smm.as_ref().is_some_and(|smm| smm.state != Some(OnOff::Off)), is_x86),
        ("vmport", is_on(features.vmport), is_x86),
        ("ps2", is_on(features.ps2), is_x86),
    ];
    for (name, is_set, is_allowed) in table {
        refuse!(
            is_set && !is_allowed,
            unsupported,
            "The '{name}' feature is not supported for architecture '{}' or machine type '{}'",
            subject.architecture(),
            subject.machine()
        );
    }
    refuse!(
        features.async_teardown.as_ref().is_some_and(|how| how.enabled.is_none_or(|word| word.is_yes()))
            && !subject.capabilities.command_line_options.is_empty()
            && !subject.capabilities.has_option("run-with", Some("async-teardown")),
        unsupported,
        "asynchronous teardown is not available with this QEMU binary"
    );
    Ok(())
}

fn ps2(subject: &Subject<'_>, features: &Features) -> Result<()> {
    let Some(ps2) = features.ps2 else { return Ok(()) };
    refuse!(!subject.is_since(7, 0), unsupported, "ps2 feature state cannot be controlled with this QEMU binary");
    let needs_it = subject.domain.devices.inputs.iter().any(|input| input.bus == Some(InputBus::Ps2));
    refuse!(
        !ps2.is_on() && needs_it,
        unsupported,
        "the machine's ps2 controller is off, but there are input devices on bus 'ps2'"
    );
    Ok(())
}

fn timer(subject: &Subject<'_>, timer: &Timer) -> Result<()> {
    let Some(name) = timer.name else { return Ok(()) };
    let is_x86 = subject.platform.architecture == Architecture::X86;
    let is_kvm = subject.domain.domain_type == DomainType::Kvm;
    let is_arm_virt = subject.platform.architecture == Architecture::Arm && subject.platform.family == Family::Virt;
    refuse!(name == TimerName::Platform, unsupported, "unsupported timer type (name) '{name}'");
    let is_allowed = match name {
        TimerName::Armvtimer => is_kvm && is_arm_virt,
        TimerName::Tsc | TimerName::Kvmclock | TimerName::Hypervclock | TimerName::Hpet | TimerName::Pit => is_x86,
        TimerName::Rtc | TimerName::Platform => true,
    };
    refuse!(
        !is_allowed,
        unsupported,
        "Configuring the '{name}' timer is not supported for virtType={} arch={} machine={} guests",
        subject.domain.domain_type,
        subject.architecture(),
        subject.machine()
    );
    match name {
        TimerName::Rtc => {
            refuse!(
                timer.track == Some(TimerTrack::Boot),
                unsupported,
                "unsupported rtc timer track 'boot'; 'guest', 'wall' or 'realtime'"
            );
            if let Some(policy) = timer.tickpolicy {
                refuse!(
                    matches!(policy, TickPolicy::Merge | TickPolicy::Discard),
                    unsupported,
                    "unsupported rtc timer tickpolicy '{policy}'; 'delay' or 'catchup'"
                );
            }
        }
        TimerName::Pit => {
            refuse!(
                timer.tickpolicy == Some(TickPolicy::Merge),
                unsupported,
                "unsupported pit tickpolicy 'merge'; 'delay', 'catchup' or 'discard'"
            );
        }
        TimerName::Kvmclock | TimerName::Hypervclock | TimerName::Tsc => {
            refuse!(
                timer.tickpolicy.is_some(),
                unsupported,
                "timer {name} doesn't support setting of timer tickpolicy"
            );
        }
        TimerName::Hpet | TimerName::Armvtimer | TimerName::Platform => {}
    }
    Ok(())
}

fn security(subject: &Subject<'_>) -> Result<()> {
    let capabilities = subject.capabilities;
    let (name, object, policy) = match &subject.domain.launch_security {
        None => return Ok(()),
        Some(LaunchSecurity::Sev(sev)) => ("sev", "sev-guest", Some(sev.policy.is_some())),
        Some(LaunchSecurity::SevSnp(_)) => ("sev-snp", "sev-snp-guest", None),
        Some(LaunchSecurity::S390Pv) => ("s390-pv", "s390-pv-guest", None),
    };
    if policy == Some(false) {
        return Err(super::invalid("failed to get launch security policy: element 'policy' is missing"));
    }
    refuse!(
        !capabilities.types.is_empty() && !capabilities.has_device(object),
        unsupported,
        "'{name}' launch security is not supported with this QEMU binary"
    );
    Ok(())
}
