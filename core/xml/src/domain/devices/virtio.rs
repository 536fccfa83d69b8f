//! What all virtio devices have in common.

use crate::scalar::OnOff;
use crate::{element, group, words};

/// Settings of a virtio device, part of its `<driver>`.
#[group]
pub struct VirtioOptions {
    /// Whether it goes through the I/O memory management unit.
    #[xml(since = "3.5.0")]
    pub iommu: Option<OnOff>,
    /// Whether it translates addresses itself.
    #[xml(since = "3.5.0")]
    pub ats: Option<OnOff>,
    /// Whether its rings are packed.
    #[xml(since = "6.3.0", drivers = "qemu")]
    pub packed: Option<OnOff>,
    /// Whether each queue has a page of its own.
    #[xml(since = "7.9.0", drivers = "qemu")]
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
