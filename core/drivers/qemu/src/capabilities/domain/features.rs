//! `<features>`: what hypervisor and machine add.

use super::{DomainQuestion, choice, if_any};
use crate::capabilities::architecture;
use crate::capabilities::facts::{HostFacts, SevGuests};
use crate::capabilities::hyperv::hyperv_enlightenments;
use crate::capabilities::virtualization::VirtualizationType;
use crate::probe::SgxCapabilities;
use ferrovirt_xml::domain_capabilities::{
    Enumeration, FeaturesCapabilities, SevCapability, SgxCapability, SgxSection, Support,
};
use ferrovirt_xml::scalar::{MemorySize, SizeUnit, YesNo};

pub(super) fn features(question: &DomainQuestion<'_>, facts: &HostFacts) -> FeaturesCapabilities {
    let capabilities = question.capabilities;
    let is_s390x = question.architecture == "s390x";
    let secure_execution = is_s390x && question.has("s390-pv-guest") && facts.platform.secure_execution;
    FeaturesCapabilities {
        gic: Some(gic(question)),
        vmcoreinfo: Some(Support::plain(question.has("vmcoreinfo"))),
        genid: Some(Support::plain(question.has("vmgenid"))),
        backing_store_input: Some(Support::plain(true)),
        backup: Some(Support::plain(true)),
        async_teardown: Some(Support::plain(capabilities.has_option("run-with", Some("async-teardown")))),
        s390_pv: is_s390x.then(|| Support::plain(secure_execution)),
        ps2: Some(Support::plain(question.is_x86() && capabilities.has_object_property("generic-pc-machine", "i8042"))),
        sev: Some(sev(question, facts.platform.sev_guests)),
        sgx: Some(sgx(capabilities.sgx.as_ref())),
        hyperv: hyperv(question),
        launch_security: Some(if_any(choice(
            "sectype",
            [
                ("sev", capabilities.sev.is_some()),
                ("sev-snp", capabilities.sev.is_some() && question.has("sev-snp-guest")),
                ("s390-pv", secure_execution),
            ],
        ))),
    }
}

fn gic(question: &DomainQuestion<'_>) -> Support {
    if !architecture::is_arm(question.architecture) || !question.is_machine(&["virt"]) {
        return Support::plain(false);
    }
    let works = question.capabilities.gic.iter().filter(|gic| match question.virtualization_type {
        VirtualizationType::Kvm => gic.kernel,
        VirtualizationType::Qemu => gic.emulated,
        // QEMU's answer says nothing of macOS.
        VirtualizationType::Hvf => false,
    });
    if_any(Enumeration::new("version", works.map(|gic| gic.version.to_string())))
}

fn sev(question: &DomainQuestion<'_>, guests: Option<SevGuests>) -> SevCapability {
    let Some(sev) = &question.capabilities.sev else {
        return SevCapability { supported: Some(YesNo::No), ..SevCapability::default() };
    };
    SevCapability {
        supported: Some(YesNo::Yes),
        cbitpos: Some(sev.cbitpos),
        reduced_phys_bits: Some(sev.reduced_phys_bits),
        max_guests: guests.map(|guests| guests.encrypted),
        max_es_guests: guests.map(|guests| guests.encrypted_state),
        cpu0_id: sev.cpu0_id.clone(),
    }
}

fn sgx(found: Option<&SgxCapabilities>) -> SgxCapability {
    let Some(sgx) = found.filter(|sgx| sgx.sgx) else {
        return SgxCapability { supported: Some(YesNo::No), ..SgxCapability::default() };
    };
    let total = sgx.sections.iter().fold(0u64, |sum, section| sum.saturating_add(section.size));
    let total = if sgx.sections.is_empty() { sgx.section_size.unwrap_or(0) } else { total };
    let section = |section: &crate::probe::SgxSection| SgxSection {
        node: Some(section.node),
        size: Some(section.size / 1024),
        unit: Some(SizeUnit::Kibibytes),
    };
    SgxCapability {
        supported: Some(YesNo::Yes),
        flc: Some(sgx.flc.into()),
        sgx1: Some(sgx.sgx1.into()),
        sgx2: Some(sgx.sgx2.into()),
        section_size: Some(MemorySize::from_kibibytes(total / 1024)),
        sections: sgx.sections.iter().map(section).collect(),
    }
}

fn hyperv(question: &DomainQuestion<'_>) -> Option<Support> {
    let words = hyperv_enlightenments(question.capabilities)?;
    Some(if_any(Enumeration::new("features", words)))
}
