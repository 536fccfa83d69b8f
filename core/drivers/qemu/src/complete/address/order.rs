//! The order in which devices get places on buses that number them one after the other.

use ferrovirt_xml::domain::DeviceMut;

/// The place of a kind of device in that order; those of a kind come as the document has them.
pub(super) fn rank(device: &DeviceMut<'_>) -> u8 {
    match device {
        DeviceMut::Disk(_) => 0,
        DeviceMut::Interface(_) => 1,
        DeviceMut::Sound(_) => 2,
        DeviceMut::Hostdev(_) => 3,
        DeviceMut::Video(_) => 4,
        DeviceMut::Controller(_) => 5,
        DeviceMut::Smartcard(_) => 6,
        DeviceMut::Serial(_) => 7,
        DeviceMut::Parallel(_) => 8,
        DeviceMut::Channel(_) => 9,
        DeviceMut::Console(_) => 10,
        DeviceMut::Input(_) => 11,
        DeviceMut::Filesystem(_) => 12,
        DeviceMut::Watchdog(_) => 13,
        DeviceMut::MemBalloon(_) => 14,
        DeviceMut::Rng(_) => 15,
        DeviceMut::Nvram(_) => 16,
        DeviceMut::Hub(_) => 17,
        DeviceMut::Shmem(_) => 18,
        DeviceMut::Tpm(_) => 19,
        DeviceMut::Panic(_) => 20,
        DeviceMut::Memory(_) => 21,
        DeviceMut::Iommu(_) => 22,
        DeviceMut::Vsock(_) => 23,
        DeviceMut::Crypto(_) => 24,
        DeviceMut::Pstore(_) => 25,
        DeviceMut::Redirdev(_) => 26,
    }
}
