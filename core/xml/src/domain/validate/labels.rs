//! Security labels.

use super::{contradictory, invalid, refuse, unsupported};
use crate::Result;
use crate::domain::Domain;
use crate::domain::devices::chardev::CharSource;
use crate::domain::seclabel::{SecurityLabelType, SourceSecurityLabel};
use crate::scalar::YesNo;
use std::collections::HashSet;

pub(super) fn check(domain: &Domain) -> Result<()> {
    let mut models = HashSet::new();
    for label in &domain.seclabels {
        let model = label.model.as_deref().unwrap_or_default();
        refuse!(!models.insert(model), contradictory, "seclabel for model '{model}' is already provided");
        match label.label_type {
            Some(SecurityLabelType::None) => refuse!(
                label.relabel == Some(YesNo::Yes),
                unsupported,
                "resource relabeling is not compatible with 'none' label type"
            ),
            None | Some(SecurityLabelType::Dynamic) => refuse!(
                label.relabel == Some(YesNo::No),
                unsupported,
                "dynamic label type must use resource relabeling"
            ),
            Some(SecurityLabelType::Static) => {
                let is_empty = label.label.as_deref().is_none_or(str::is_empty);
                refuse!(is_empty, invalid, "security label of model '{model}' is missing: type 'static' states it");
            }
        }
    }
    // Which model a label without one belongs to is open when there are several.
    let needs_model = domain.seclabels.len() > 1;
    refuse!(needs_model && models.contains(""), invalid, "missing security model when using multiple labels");
    for disk in &domain.devices.disks {
        sources(super::source::labels(&disk.source))?;
    }
    let devices = &domain.devices;
    let ports = devices.serials.iter().map(|port| &port.source);
    let ports = ports.chain(devices.parallels.iter().map(|port| &port.source));
    let ports = ports.chain(devices.channels.iter().map(|port| &port.source));
    for source in ports {
        match source {
            CharSource::Unix(unix) => sources(unix.source.as_ref().map_or(&[], |source| &source.seclabels))?,
            CharSource::Dev(path) | CharSource::File(path) | CharSource::Pipe(path) => {
                sources(path.source.as_ref().map_or(&[], |source| &source.seclabels))?;
            }
            _ => {}
        }
    }
    Ok(())
}

fn sources(labels: &[SourceSecurityLabel]) -> Result<()> {
    let mut models = HashSet::new();
    for label in labels {
        if let Some(model) = label.model.as_deref() {
            refuse!(!models.insert(model), contradictory, "seclabel for model '{model}' is already provided");
        }
        let is_off = label.relabel == Some(YesNo::No);
        refuse!(
            is_off && label.label.is_some(),
            invalid,
            "Cannot specify a label if relabelling is turned off. model='{}'",
            label.model.as_deref().unwrap_or("none")
        );
    }
    Ok(())
}
