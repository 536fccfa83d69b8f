//! What buses devices are on when the document does not say.

use super::{Architecture, Family, Line, Platform, all_of, find, machines};

/// A bus for virtio devices other than PCI.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum VirtioBus {
    /// Channels of IBM Z.
    Ccw,
    /// The memory bus.
    Mmio,
    /// The memory bus, for guests that have a device there already; else PCI.
    MmioIfUsed,
}

/// Where virtio devices are at home, if not on PCI.
const VIRTIO_BUS: &[Line<VirtioBus>] = &[
    all_of(&[Architecture::S390], VirtioBus::Ccw),
    machines(&[Architecture::Arm], &[Family::Vexpress], VirtioBus::Mmio),
    machines(
        &[Architecture::Arm, Architecture::Riscv, Architecture::Loongarch],
        &[Family::Virt],
        VirtioBus::MmioIfUsed,
    ),
];

/// See [`VIRTIO_BUS`].
pub(crate) fn virtio_bus(platform: Platform) -> Option<VirtioBus> {
    find(VIRTIO_BUS, platform)
}
