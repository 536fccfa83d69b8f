//! IBM Z: models and features are the hypervisor's; the library passes on what it says.

use crate::definition::{feature, model};
use ferrovirt_xml::domain::Cpu;
use ferrovirt_xml::domain::cpu::{CpuFallback, CpuMatch, CpuMode, FeaturePolicy};

/// The CPU in QEMU's answer to `query-cpu-model-expansion`: its model, and its properties in their order.
pub fn guest_definition<'a>(name: &str, properties: impl IntoIterator<Item = (&'a str, bool)>) -> Cpu {
    let policy = |enabled| if enabled { FeaturePolicy::Require } else { FeaturePolicy::Disable };
    Cpu {
        mode: Some(CpuMode::Custom),
        r#match: Some(CpuMatch::Exact),
        model: Some(model(name, CpuFallback::Forbid)),
        features: properties.into_iter().map(|(name, enabled)| feature(name, policy(enabled))).collect(),
        ..Cpu::default()
    }
}
