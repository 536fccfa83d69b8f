//! Features that a machine has whether or not the document speaks of them.

use ferrovirt_xml::domain::features::{Gic, GicVersion};
use ferrovirt_xml::domain::{Domain, DomainType};

use super::Context;
use crate::rules::{self, Platform};

pub(super) fn complete(domain: &mut Domain, context: &Context<'_>) {
    if !rules::has_gic(Platform::of(domain)) {
        return;
    }
    let version = interrupt_controller(domain.domain_type, context);
    let gic = domain.features.get_or_insert_default().gic.get_or_insert_with(Gic::default);
    gic.version.get_or_insert(version);
}

/// The newest that the kernel has. The translator's second version is preferred: its third had no message interrupts.
fn interrupt_controller(kind: DomainType, context: &Context<'_>) -> GicVersion {
    let versions = &context.capabilities.gic;
    let has = |version: u32| {
        versions.iter().any(|found| {
            found.version == version && if kind == DomainType::Qemu { found.emulated } else { found.kernel }
        })
    };
    let preferred = if kind == DomainType::Qemu { [2, 3] } else { [3, 2] };
    match preferred.into_iter().find(|version| has(*version)) {
        Some(3) => GicVersion::V3,
        _ => GicVersion::V2,
    }
}
