//! x86: a CPU is a set of features, and comparing is comparing sets.

use super::{BaselineOptions, Comparison};
use crate::definition::{failed, feature, is_the_hosts, model, model_name, set_feature, unsupported};
use crate::x86::{
    FeatureSet, OfferedModels, Processor, Purpose, Wanted, catalogue, checked_feature, closest, definition_of, describe,
};
use ferrovirt_error::Result;
use ferrovirt_xml::domain::Cpu;
use ferrovirt_xml::domain::cpu::{CpuFallback, CpuMatch, CpuMode, FeaturePolicy};

/// How `cpu` relates to the host's: see [`super::compare`].
pub(super) fn compare(host: &Cpu, cpu: &Cpu) -> Result<Comparison> {
    let host_features = Wanted::read(host)?.described();
    if is_the_hosts(cpu) && model_name(cpu).is_none() {
        return Ok(Comparison::Superset);
    }
    let wanted = Wanted::read(cpu)?;
    let vendor = cpu.vendor.as_deref();
    if vendor.is_some() && vendor != host.vendor.as_deref() {
        let own = host.vendor.as_deref().unwrap_or("unknown");
        let reason = format!("host CPU vendor '{own}' does not match required CPU vendor '{}'", vendor.unwrap_or(""));
        return Ok(Comparison::Incompatible(reason));
    }
    let list = |features: &FeatureSet| catalogue().names(features).join(", ");
    let present = host_features.intersection(&wanted.with(FeaturePolicy::Forbid));
    if !present.is_empty() {
        let reason = format!("host CPU provides forbidden features: {}", list(&present));
        return Ok(Comparison::Incompatible(reason));
    }
    let needed = wanted.needed();
    let missing = needed.without(&host_features);
    if !missing.is_empty() {
        let reason = format!("host CPU does not provide required features: {}", list(&missing));
        return Ok(Comparison::Incompatible(reason));
    }
    let spoken_of = [FeaturePolicy::Force, FeaturePolicy::Optional, FeaturePolicy::Disable];
    let more = spoken_of.iter().fold(host_features.without(&needed), |set, policy| set.without(&wanted.with(*policy)));
    Ok(match (more.is_empty(), cpu.r#match) {
        (true, _) => Comparison::Identical,
        (false, Some(CpuMatch::Strict)) => {
            Comparison::Incompatible(format!("host CPU provides more than the strict definition: {}", list(&more)))
        }
        (false, _) => Comparison::Superset,
    })
}

/// The best CPU that all can be: what they have in common, by the model closest to it.
pub(super) fn baseline(cpus: &[Cpu], options: &BaselineOptions<'_>) -> Result<Cpu> {
    let (first, rest) = cpus.split_first().ok_or_else(|| failed("No CPUs given"))?;
    let mut common = Wanted::read(first)?.described();
    let mut vendor = vendor_of(first)?;
    for cpu in rest {
        common = common.intersection(&Wanted::read(cpu)?.described());
        match (vendor, vendor_of(cpu)?) {
            (Some(one), Some(other)) if one != other => return Err(failed("CPU vendors do not match")),
            (one, other) => vendor = one.or(other),
        }
    }
    if options.migratable {
        common = common.intersection(&catalogue().migratable());
    }
    let processor = Processor { vendor, signature: None, features: common };
    // A model that all name is kept, if nothing has to be taken from it.
    let same = model_name(first).filter(|name| rest.iter().all(|cpu| model_name(cpu) == Some(name)));
    let blockers =
        |name| options.offered.map_or(Some(FeatureSet::default()), |offered| offered.blockers(name).copied());
    let same = same.and_then(|name| Some((catalogue().model(name)?, blockers(name)?)));
    let kept = same.map(|(model, blockers)| describe(&processor, model, &blockers, Purpose::Guest));
    let choice = kept.filter(|choice| choice.lacking.is_empty());
    let choice = choice.or_else(|| closest(&processor, Purpose::Guest, options.offered));
    let choice = choice.ok_or_else(|| failed("CPUs are incompatible"))?;
    // The vendor is said only if all said it.
    let all_say_it = cpus.iter().all(|cpu| cpu.vendor.is_some());
    let mut cpu = definition_of(&choice, vendor.filter(|_| all_say_it));
    cpu.model = Some(model(&choice.model.name, CpuFallback::Allow));
    Ok(cpu)
}

/// The vendor that a definition names, or that its model implies.
fn vendor_of(cpu: &Cpu) -> Result<Option<&'static str>> {
    let model = Wanted::read(cpu)?.model;
    match (cpu.vendor.as_deref(), model.vendor) {
        (Some(named), Some(own)) if named != own => {
            Err(failed(format!("CPU vendor {named} of model {} differs from vendor {own}", model.name)))
        }
        (Some(named), _) => Ok(catalogue().models().iter().filter_map(|model| model.vendor).find(|own| *own == named)),
        (None, own) => Ok(own),
    }
}

/// The definition with every feature of its model named.
pub(super) fn expand(cpu: &Cpu) -> Result<Cpu> {
    if is_the_hosts(cpu) && model_name(cpu).is_none() {
        return Ok(cpu.clone());
    }
    let names = catalogue().names(&Wanted::read(cpu)?.model.features);
    let mut expanded = cpu.clone();
    expanded.features = names.into_iter().map(|name| feature(name, FeaturePolicy::Require)).collect();
    for said in &cpu.features {
        let policy = said.policy.unwrap_or(FeaturePolicy::Require);
        set_feature(&mut expanded, said.name.as_deref().unwrap_or_default(), policy);
    }
    Ok(expanded)
}

/// What a guest's definition comes to on a host: see [`super::update`].
pub(super) fn update(guest: &Cpu, host: &Cpu) -> Result<Cpu> {
    match guest.mode.unwrap_or(CpuMode::Custom) {
        CpuMode::HostPassthrough | CpuMode::Maximum => Ok(guest.clone()),
        CpuMode::HostModel => {
            check_features(guest)?;
            let host_features = Wanted::read(host)?.described();
            let mut updated = guest_of_host(guest, host, &host.features);
            for said in &guest.features {
                let name = said.name.as_deref().unwrap_or_default();
                let policy = decided(said.policy, host_features.contains(checked_feature(Some(name))?));
                set_feature(&mut updated, name, policy);
            }
            Ok(updated)
        }
        CpuMode::Custom => update_custom(guest, host),
    }
}

/// The guest with the host's model and these features: what else it says (topology, NUMA, ...) stays.
fn guest_of_host(guest: &Cpu, host: &Cpu, features: &[ferrovirt_xml::domain::cpu::CpuFeature]) -> Cpu {
    let name = model_name(host).unwrap_or_default();
    let mut model = model(name, CpuFallback::Forbid);
    model.vendor_id = guest.model.as_ref().and_then(|model| model.vendor_id.clone());
    let require = |said: &ferrovirt_xml::domain::cpu::CpuFeature| {
        feature(said.name.as_deref().unwrap_or_default(), said.policy.unwrap_or(FeaturePolicy::Require))
    };
    Cpu {
        mode: Some(CpuMode::Custom),
        r#match: Some(CpuMatch::Exact),
        model: Some(model),
        vendor: host.vendor.clone(),
        features: features.iter().map(require).collect(),
        ..guest.clone()
    }
}

/// What becomes of a policy once the host is known.
fn decided(policy: Option<FeaturePolicy>, host_has_it: bool) -> FeaturePolicy {
    match policy.unwrap_or(FeaturePolicy::Require) {
        FeaturePolicy::Optional if host_has_it => FeaturePolicy::Require,
        FeaturePolicy::Optional | FeaturePolicy::Forbid => FeaturePolicy::Disable,
        FeaturePolicy::Force => FeaturePolicy::Require,
        other => other,
    }
}

fn update_custom(guest: &Cpu, host: &Cpu) -> Result<Cpu> {
    if model_name(guest).is_none() {
        return Ok(guest.clone());
    }
    let wanted = Wanted::read(guest)?;
    let host_features = Wanted::read(host)?.described();
    let mut updated = guest.clone();
    for said in &mut updated.features {
        let host_has_it = host_features.contains(checked_feature(said.name.as_deref())?);
        if said.policy == Some(FeaturePolicy::Optional) {
            said.policy = Some(decided(said.policy, host_has_it));
        }
    }
    if guest.r#match != Some(CpuMatch::Minimum) {
        // A hypervisor may still have in the model what is gone from it elsewhere.
        let said = |name: &str| guest.features.iter().any(|feature| feature.name.as_deref() == Some(name));
        let gone = wanted.model.gone.iter().map(|feature| catalogue().feature_name(*feature));
        updated.features.extend(gone.filter(|name| !said(name)).map(|name| feature(name, FeaturePolicy::Disable)));
        return Ok(updated);
    }
    // At least the model: all that the host has, and what the guest says of features.
    let forced = wanted.with(FeaturePolicy::Force);
    let taken = wanted.with(FeaturePolicy::Disable).union(&wanted.with(FeaturePolicy::Forbid));
    let features = host_features.union(&forced).without(&taken);
    let host_model = Wanted::read(host)?.model;
    let processor = Processor { vendor: vendor_of(host)?, signature: None, features };
    let choice = describe(&processor, host_model, &FeatureSet::default(), Purpose::Guest);
    let described = definition_of(&choice, host.vendor.as_deref());
    let mut updated = guest_of_host(guest, host, &described.features);
    if let Some(model) = &mut updated.model {
        model.fallback = guest.model.as_ref().and_then(|model| model.fallback);
    }
    Ok(updated)
}

/// The definition without what a guest loses when it is migrated.
pub(super) fn migratable(cpu: &Cpu) -> Cpu {
    let kept = catalogue().migratable();
    let mut migratable = cpu.clone();
    migratable.features.retain(|feature| {
        let number = feature.name.as_deref().and_then(|name| catalogue().feature(name));
        number.is_none_or(|number| kept.contains(number))
    });
    migratable
}

/// The definition by a model that is offered: see [`super::translate`].
pub(super) fn translate(cpu: &Cpu, offered: &OfferedModels) -> Result<Cpu> {
    let Some(name) = model_name(cpu).filter(|name| offered.blockers(name).is_none()) else { return Ok(cpu.clone()) };
    if cpu.model.as_ref().and_then(|model| model.fallback) == Some(CpuFallback::Forbid) {
        return Err(unsupported(format!("CPU model {name} is not supported by hypervisor")));
    }
    let wanted = Wanted::read(cpu)?;
    let vendor = vendor_of(cpu)?;
    let processor = Processor { vendor, signature: None, features: wanted.model.features };
    // Models count whole here, whether the host can give them is another question.
    let whole = OfferedModels::named(
        catalogue().models().iter().map(|model| model.name.as_str()).filter(|name| offered.blockers(name).is_some()),
    );
    let choice = closest(&processor, Purpose::Guest, Some(&whole));
    let choice = choice.ok_or_else(|| unsupported(format!("CPU model {name} is not supported by hypervisor")))?;
    let mut translated = cpu.clone();
    translated.features = definition_of(&choice, None).features;
    for said in &cpu.features {
        let policy = said.policy.unwrap_or(FeaturePolicy::Require);
        set_feature(&mut translated, said.name.as_deref().unwrap_or_default(), policy);
    }
    if let Some(model) = &mut translated.model {
        model.name = Some(choice.model.name.clone());
    }
    Ok(translated)
}

/// Whether every feature is known.
pub(super) fn check_features(cpu: &Cpu) -> Result<()> {
    cpu.features.iter().try_for_each(|feature| checked_feature(feature.name.as_deref()).map(|_| ()))
}
