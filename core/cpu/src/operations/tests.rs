//! Questions about small documents.

use super::*;
use ferrovirt_xml::domain::cpu::FeaturePolicy;
use ferrovirt_xml::{Document, ParseOptions};

const HOST: &str = "<cpu><model>Nehalem</model><vendor>Intel</vendor><feature name='vmx'/><feature name='vme'/></cpu>";

fn read(text: &str) -> Cpu {
    Cpu::parse(text, &ParseOptions::default()).unwrap()
}

/// The model and the features with the first letters of their policies.
fn summary(cpu: &Cpu) -> String {
    let model = cpu.model.as_ref().and_then(|model| model.name.as_deref()).unwrap_or("-");
    let feature = |said: &ferrovirt_xml::domain::cpu::CpuFeature| {
        let policy = said.policy.map_or('?', |policy| policy.as_str().chars().next().unwrap_or('?'));
        format!(" {policy}:{}", said.name.as_deref().unwrap_or_default())
    };
    model.to_owned() + &cpu.features.iter().map(feature).collect::<String>()
}

#[test]
fn x86_comparison() {
    let check = |guest: &str, expected: Result<Comparison, &str>| {
        let actual = compare(Architecture::X86, &read(HOST), &read(guest));
        match (&actual, expected) {
            (Ok(Comparison::Incompatible(reason)), Err(part)) => assert!(reason.contains(part), "{reason}"),
            (actual, Ok(expected)) => assert_eq!(actual.as_ref().unwrap(), &expected, "{guest}"),
            _ => panic!("{guest}: {actual:?}"),
        }
    };
    check(HOST, Ok(Comparison::Identical));
    check("<cpu mode='host-passthrough'/>", Ok(Comparison::Superset));
    check("<cpu match='exact'><model>Penryn</model></cpu>", Ok(Comparison::Superset));
    check("<cpu match='strict'><model>Penryn</model></cpu>", Err("vme"));
    check("<cpu match='exact'><model>Westmere</model></cpu>", Err("aes"));
    let disabled = "<cpu match='exact'><model>Westmere</model><feature policy='disable' name='aes'/></cpu>";
    check(disabled, Ok(Comparison::Superset));
    check(&disabled.replace("'disable' name='aes'", "'forbid' name='vmx'"), Err("forbidden features: vmx"));
    check(&disabled.replace("disable", "optional"), Ok(Comparison::Superset));
    check("<cpu><model>qemu64</model><vendor>AMD</vendor></cpu>", Err("vendor"));
}

#[test]
fn what_is_unknown_is_refused() {
    for guest in [
        "<cpu/>",
        "<cpu><model>Abacus</model></cpu>",
        "<cpu><model>Penryn</model><vendor>Acme</vendor></cpu>",
        "<cpu><model>Penryn</model><feature name='abacus'/></cpu>",
    ] {
        assert!(compare(Architecture::X86, &read(HOST), &read(guest)).is_err(), "{guest}");
    }
    assert!(check_features(Architecture::X86, &read("<cpu><feature name='sse3'/></cpu>")).is_err());
    assert!(check_features(Architecture::Ppc64, &read("<cpu><feature name='sse'/></cpu>")).is_err());
}

#[test]
fn x86_baseline() {
    let options = BaselineOptions::default();
    let of = |texts: &[&str], options: &BaselineOptions<'_>| {
        let cpus: Vec<Cpu> = texts.iter().map(|text| read(text)).collect();
        baseline(Architecture::X86, &cpus, options)
    };
    let other = "<cpu><model>Westmere</model><vendor>Intel</vendor><feature name='vme'/><feature name='invtsc'/></cpu>";
    let common = of(&[HOST, other], &options).unwrap();
    assert_eq!(summary(&common), "Nehalem r:vme");
    assert_eq!(common.vendor.as_deref(), Some("Intel"));
    assert_eq!(summary(&of(&[other], &options).unwrap()), "Westmere r:vme r:invtsc");
    let migratable = BaselineOptions { migratable: true, ..options };
    assert_eq!(summary(&of(&[other], &migratable).unwrap()), "Westmere r:vme");
    let offered = OfferedModels::named(["Penryn"]);
    let offered = BaselineOptions { offered: Some(&offered), ..options };
    assert_eq!(summary(&of(&[HOST], &offered).unwrap()), "Penryn r:vmx r:sse4.2 r:popcnt r:vme");
    assert!(of(&[HOST, "<cpu><model>Opteron_G1</model></cpu>"], &options).is_err());
    assert!(of(&[], &options).is_err());
}

#[test]
fn x86_expansion() {
    let guest = "<cpu><model>486</model><feature policy='disable' name='pse'/><feature name='msr'/></cpu>";
    assert_eq!(summary(&expand(Architecture::X86, &read(guest)).unwrap()), "486 r:fpu r:vme d:pse r:msr");
}

#[test]
fn x86_update() {
    let check = |guest: &str, expected: &str| {
        assert_eq!(summary(&update(Architecture::X86, &read(guest), &read(HOST)).unwrap()), expected);
    };
    check("<cpu mode='host-passthrough'/>", "-");
    check("<cpu mode='host-model'><feature policy='disable' name='vmx'/></cpu>", "Nehalem d:vmx r:vme");
    check(
        "<cpu mode='custom' match='exact'><model>Penryn</model><feature policy='optional' name='vmx'/>
         <feature policy='optional' name='aes'/><feature policy='force' name='avx'/></cpu>",
        "Penryn r:vmx d:aes f:avx",
    );
    check(
        "<cpu match='exact'><model>Icelake-Server</model><feature name='mpx'/></cpu>",
        "Icelake-Server ?:mpx d:intel-pt",
    );
    check(
        "<cpu mode='custom' match='minimum'><model>Penryn</model><feature policy='disable' name='popcnt'/></cpu>",
        "Nehalem r:vmx r:vme d:popcnt",
    );
}

#[test]
fn x86_migration_and_translation() {
    let guest = read("<cpu><model>Haswell-noTSX</model><feature name='invtsc'/><feature name='vmx'/></cpu>");
    assert_eq!(summary(&migratable(Architecture::X86, &guest)), "Haswell-noTSX ?:vmx");
    let offered = OfferedModels::named(["Haswell", "Penryn"]);
    let translated = translate(Architecture::X86, &guest, &offered).unwrap();
    assert_eq!(summary(&translated), "Haswell d:hle d:rtm r:invtsc r:vmx");
    let strict = read("<cpu><model fallback='forbid'>Haswell-noTSX</model></cpu>");
    assert!(translate(Architecture::X86, &strict, &offered).is_err());
    assert!(model_names(Architecture::X86).contains(&"Skylake-Client-noTSX-IBRS"));
}

#[test]
fn power() {
    let host = read("<cpu><model>POWER9</model></cpu>");
    let check = |guest: &str| compare(Architecture::Ppc64, &host, &read(guest));
    assert_eq!(check("<cpu mode='host-model'><model>power8</model></cpu>").unwrap(), Comparison::Identical);
    let newer = check("<cpu mode='host-model'><model>power10</model></cpu>").unwrap();
    assert!(matches!(newer, Comparison::Incompatible(_)));
    assert!(matches!(check("<cpu><model>POWER8</model></cpu>").unwrap(), Comparison::Incompatible(_)));
    assert!(check("<cpu><model>POWER1</model></cpu>").is_err());
    let old = read("<cpu><model>POWER7_v2.1</model></cpu>");
    assert_eq!(summary(&update(Architecture::Ppc64, &old, &host).unwrap()), "POWER7");
    let cpus = [old, read("<cpu><model>POWER7</model></cpu>")];
    let options = BaselineOptions::default();
    assert_eq!(summary(&baseline(Architecture::Ppc64, &cpus, &options).unwrap()), "POWER7");
    assert!(baseline(Architecture::Ppc64, &[cpus[0].clone(), host.clone()], &options).is_err());
}

#[test]
fn ibm_z() {
    let host = crate::s390x::guest_definition("gen15a-base", [("aen", true), ("cmm", false)]);
    let guest = read("<cpu mode='host-model'><feature policy='disable' name='aen'/></cpu>");
    assert_eq!(summary(&update(Architecture::S390x, &guest, &host).unwrap()), "gen15a-base d:aen d:cmm");
    let optional = read("<cpu><model>z13</model><feature policy='optional' name='aen'/></cpu>");
    assert!(update(Architecture::S390x, &optional, &host).is_err());
    assert!(compare(Architecture::S390x, &host, &optional).is_err());
}

#[test]
fn arm() {
    let host = "<cpu><model>cortex-a53</model><vendor>ARM</vendor><feature name='fp'/><feature name='aes'/></cpu>";
    let check = |guest: &str| compare(Architecture::Arm, &read(host), &read(guest)).unwrap();
    assert_eq!(check("<cpu><model>cortex-a53</model><feature name='fp'/></cpu>"), Comparison::Identical);
    assert!(matches!(check("<cpu><model>cortex-a57</model></cpu>"), Comparison::Incompatible(_)));
    assert!(matches!(check("<cpu><feature name='sve'/></cpu>"), Comparison::Incompatible(_)));
    let cpus = [read(host), read(&host.replace("'aes'", "'sha1'"))];
    let common = baseline(Architecture::Arm, &cpus, &BaselineOptions::default()).unwrap();
    assert_eq!(summary(&common), "cortex-a53 r:fp");
    let guest = read("<cpu><model>cortex-a53</model><feature policy='optional' name='sve'/></cpu>");
    assert_eq!(summary(&update(Architecture::Arm, &guest, &read(host)).unwrap()), "cortex-a53 d:sve");
    assert!(check_features(Architecture::Arm, &read("<cpu><feature name='sse'/></cpu>")).is_err());
}

#[test]
fn a_host_as_a_definition() {
    use ferrovirt_xml::capabilities::HostCpu;
    let host = "<cpu><arch>x86_64</arch><model>EPYC</model><vendor>AMD</vendor><feature name='monitor'/></cpu>";
    let definition = crate::guest_form(&HostCpu::parse(host, &ParseOptions::default()).unwrap());
    assert_eq!(summary(&definition), "EPYC r:monitor");
    assert_eq!(definition.features[0].policy, Some(FeaturePolicy::Require));
}
