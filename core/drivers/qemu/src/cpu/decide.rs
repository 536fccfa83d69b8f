//! What a guest's CPU comes to when it starts.

use ferrovirt_cpu::{Architecture, Comparison, compare, translate, update};
use ferrovirt_error::{Error, ErrorCode, ErrorDomain, Result};
use ferrovirt_xml::domain::cpu::{Cpu, CpuCheck, CpuFallback, CpuFeature, CpuMode, FeaturePolicy};
use ferrovirt_xml::domain::{Domain, DomainType};
use ferrovirt_xml::scalar::OnOff;

use super::host_model::{Extent, host_model, offered_models};
use crate::probe::EmulatorCapabilities;

/// The CPU that this guest starts with: the host's model where it is asked for, a model that QEMU offers, features
/// decided. What is decided already stays as it is.
pub(crate) fn decide(domain: &Domain, cpu: &Cpu, capabilities: &EmulatorCapabilities) -> Result<Cpu> {
    let is_hardware = domain.domain_type != DomainType::Qemu;
    let found = if is_hardware { &capabilities.hardware } else { &capabilities.tcg };
    let name = domain.os.os_type.as_ref().and_then(|os_type| os_type.arch.as_deref()).unwrap_or_default();
    let (Some(found), Some(architecture)) = (found, Architecture::named(name)) else { return Ok(cpu.clone()) };
    let host = |extent| host_model(found, name, extent);
    match cpu.mode.unwrap_or(CpuMode::Custom) {
        CpuMode::HostPassthrough | CpuMode::Maximum => Ok(cpu.clone()),
        CpuMode::HostModel => {
            let host = host(Extent::Migratable).ok_or_else(|| {
                Error::new(
                    ErrorCode::ConfigUnsupported,
                    ErrorDomain::Qemu,
                    format!(
                        "CPU mode 'host-model' for {name} {} domain on this host is not supported by hypervisor",
                        domain.domain_type.as_str()
                    ),
                )
            })?;
            let mut decided = update(architecture, cpu, &host)?;
            if let Some(wanted) = cpu.deprecated_features {
                let deprecated = found.host_cpu.iter().flat_map(|host| &host.deprecated);
                decide_deprecated(&mut decided, deprecated.map(String::as_str), wanted);
            }
            Ok(decided)
        }
        CpuMode::Custom if architecture != Architecture::X86 => Ok(cpu.clone()),
        CpuMode::Custom => {
            if cpu.model.as_ref().is_none_or(|model| model.name.is_none()) {
                return Ok(cpu.clone());
            }
            if let (Some(CpuCheck::Partial), true, Some(host)) = (cpu.check, is_hardware, host(Extent::Whole))
                && let Comparison::Incompatible(reason) = compare(architecture, &host, cpu)?
            {
                return Err(Error::new(ErrorCode::CpuIncompatible, ErrorDomain::Cpu, reason));
            }
            let updated = match host(Extent::Migratable) {
                Some(host) => update(architecture, cpu, &host)?,
                None => cpu.clone(),
            };
            let offered = offered_models(&found.cpu_models);
            if offered.is_empty() { Ok(updated) } else { translate(architecture, &updated, &offered) }
        }
    }
    .map(|mut decided| {
        if let Some(model) = decided.model.as_mut().filter(|_| decided.mode == Some(CpuMode::Custom)) {
            model.fallback = Some(CpuFallback::Forbid);
        }
        decided
    })
}

/// Features whose use QEMU discourages, all on or all off.
fn decide_deprecated<'a>(cpu: &mut Cpu, names: impl Iterator<Item = &'a str>, wanted: OnOff) {
    let policy = Some(if wanted.is_on() { FeaturePolicy::Require } else { FeaturePolicy::Disable });
    for name in names {
        match cpu.features.iter_mut().find(|feature| feature.name.as_deref() == Some(name)) {
            Some(feature) => feature.policy = policy,
            None => cpu.features.push(CpuFeature { policy, name: Some(name.to_owned()) }),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::probe::{Accelerator, AcceleratorCapabilities, CpuModel, HostCpu};
    use ferrovirt_xml::{Document, Format, ParseOptions};
    use serde_json::json;

    /// An emulator on an Ivy Bridge that lacks `erms` and has a feature that keeps guests from moving.
    fn emulator() -> EmulatorCapabilities {
        let mut properties = json!({"vendor": "GenuineIntel", "family": 6, "model": 58, "stepping": 9, "invtsc": true});
        let model = ferrovirt_cpu::x86::catalogue().model("IvyBridge").expect("a model");
        for feature in model.features.iter().map(|number| &ferrovirt_cpu::x86::catalogue().features()[number]) {
            properties[feature.hypervisor_name] = json!(feature.name != "erms");
        }
        let on = |(name, value): (&String, &serde_json::Value)| {
            (name != "invtsc" && *value == json!(true)).then(|| name.clone())
        };
        let migratable = properties.as_object().expect("an object").iter().filter_map(on).collect();
        let model = |name: &str, missing: &[&str]| CpuModel {
            name: name.to_owned(),
            unavailable_features: Some(missing.iter().map(|name| (*name).to_owned()).collect()),
            ..CpuModel::default()
        };
        let host_cpu = HostCpu {
            model: "base".to_owned(),
            properties: serde_json::from_value(properties).expect("properties"),
            migratable: Some(migratable),
            ..HostCpu::default()
        };
        let hardware = AcceleratorCapabilities {
            accelerator: Accelerator::Kvm,
            machines: Vec::new(),
            cpu_models: vec![model("IvyBridge", &["erms"]), model("Conroe", &[])],
            host_cpu: Some(host_cpu),
        };
        EmulatorCapabilities { hardware: Some(hardware), ..EmulatorCapabilities::default() }
    }

    fn decided(cpu: &str) -> Result<String> {
        let text = format!(
            "<domain type='kvm'><name>a</name><memory>1</memory><os><type arch='x86_64'>hvm</type></os>{cpu}</domain>"
        );
        let domain = Domain::parse(&text, &ParseOptions::default()).expect("a domain");
        let decided = decide(&domain, domain.cpu.as_ref().expect("a CPU"), &emulator())?;
        let again = decide(&domain, &decided, &emulator())?;
        assert_eq!(again, decided, "what is decided stays");
        Ok(decided.to_xml(&Format::default()))
    }

    fn check(cpu: &str, has: &[&str], has_not: &[&str]) {
        let found = decided(cpu).unwrap_or_else(|error| panic!("{}", error.report()));
        for word in has {
            assert!(found.contains(word), "no {word} in {found}");
        }
        for word in has_not {
            assert!(!found.contains(word), "{word} in {found}");
        }
    }

    #[test]
    fn the_hosts_model_becomes_a_model_with_features() {
        let ivy = ["mode='custom'", ">IvyBridge</model>", "policy='disable' name='erms'"];
        check("<cpu mode='host-model'/>", &ivy, &["invtsc", "host-model"]);
        let said = "<cpu mode='host-model'><feature policy='disable' name='aes'/></cpu>";
        check(said, &["policy='disable' name='aes'"], &["invtsc"]);
        check("<cpu mode='host-passthrough' migratable='on'/>", &["host-passthrough"], &["model>"]);
        check("<cpu mode='maximum'/>", &["maximum"], &["model>"]);
    }

    #[test]
    fn named_models_are_offered_ones_that_the_host_has() {
        let optional = "<cpu mode='custom' match='exact' check='partial'><model>Conroe</model>\
             <feature policy='optional' name='erms'/><feature policy='optional' name='aes'/></cpu>";
        check(
            optional,
            &[">Conroe</model>", "policy='disable' name='erms'", "policy='require' name='aes'"],
            &["optional"],
        );
        let elsewhere = "<cpu mode='custom' match='exact' check='none'><model fallback='allow'>Nehalem</model></cpu>";
        check(elsewhere, &["model fallback='forbid'>"], &[">Nehalem<"]);
        let refused = |text: &str| decided(text).expect_err(text).code();
        let forbidden = elsewhere.replace("allow", "forbid");
        assert_eq!(refused(&forbidden), ErrorCode::ConfigUnsupported);
        let missing = "<cpu mode='custom' match='exact' check='partial'><model>IvyBridge</model></cpu>";
        assert_eq!(refused(missing), ErrorCode::CpuIncompatible);
    }
}
