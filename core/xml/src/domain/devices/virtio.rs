//! What all virtio devices have in common.

use crate::scalar::OnOff;
use crate::{element, group, words};

/// Settings of a virtio device, part of its `<driver>`.
#[group]
pub struct VirtioOptions {
    /// Whether it goes through the I/O memory management unit.
    pub iommu: Option<OnOff>,
    /// Whether it translates addresses itself.
    pub ats: Option<OnOff>,
    /// Whether its rings are packed.
    pub packed: Option<OnOff>,
    /// Whether each queue has a page of its own.
    pub page_per_vq: Option<OnOff>,
}

/// A `<driver>` with nothing but virtio settings.
#[element("driver")]
pub struct VirtioDriver {
    /// The settings.
    pub virtio: VirtioOptions,
}

words! {
    /// Which virtio standard a device follows.
    VirtioModel {
        Virtio "virtio" "Whatever suits the bus.",
        VirtioTransitional "virtio-transitional" "The old and the new.",
        VirtioNonTransitional "virtio-non-transitional" "The new.",
    }
}
