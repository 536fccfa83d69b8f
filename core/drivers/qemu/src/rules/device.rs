//! Models of devices that documents leave open, and devices that guests get without asking.

use ferrovirt_xml::domain::devices::chardev::{SerialTargetModel, SerialTargetType};
use ferrovirt_xml::domain::devices::misc::{PanicModel, WatchdogModel};
use ferrovirt_xml::domain::devices::tpm::TpmModel;
use ferrovirt_xml::domain::devices::video::VideoType;

use super::{Architecture, Family, Line, Platform, all_of, any, find, machines};
use crate::probe::EmulatorCapabilities;

/// The virtual machines that three architectures share.
const WITH_VIRT: &[Architecture] = &[Architecture::Arm, Architecture::Riscv, Architecture::Loongarch];

/// Whether guests get a balloon that they do not ask for.
const DEFAULT_BALLOON: &[Line<bool>] =
    &[all_of(&[Architecture::Arm, Architecture::Loongarch, Architecture::Mips, Architecture::Sparc], false), any(true)];

/// See [`DEFAULT_BALLOON`].
pub(crate) fn has_default_balloon(platform: Platform) -> bool {
    find(DEFAULT_BALLOON, platform).unwrap_or(false)
}

/// How a panic is noticed when the document does not say.
const PANIC: &[Line<PanicModel>] = &[
    all_of(&[Architecture::X86], PanicModel::Isa),
    machines(&[Architecture::Ppc64], &[Family::Pseries], PanicModel::Pseries),
    all_of(&[Architecture::S390], PanicModel::S390),
    machines(&[Architecture::Arm], &[Family::Virt], PanicModel::Pvpanic),
];

/// See [`PANIC`].
pub(crate) fn default_panic(platform: Platform) -> Option<PanicModel> {
    find(PANIC, platform)
}

/// Where the machine notices panics by itself.
const HAS_PANIC: &[Line<bool>] =
    &[machines(&[Architecture::Ppc64], &[Family::Pseries], true), all_of(&[Architecture::S390], true), any(false)];

/// See [`HAS_PANIC`].
pub(crate) fn adds_panic(platform: Platform) -> bool {
    find(HAS_PANIC, platform).unwrap_or(false)
}

/// Where a guest with a display gets a keyboard and a mouse on USB.
const INPUT_WITH_DISPLAY: &[Line<bool>] = &[all_of(&[Architecture::Ppc64], true), any(false)];

/// See [`INPUT_WITH_DISPLAY`].
pub(crate) fn adds_input_to_display(platform: Platform) -> bool {
    find(INPUT_WITH_DISPLAY, platform).unwrap_or(false)
}

/// The type of serial ports.
const SERIAL: &[Line<SerialTargetType>] = &[
    all_of(&[Architecture::X86], SerialTargetType::IsaSerial),
    machines(&[Architecture::Ppc64], &[Family::Pseries], SerialTargetType::SpaprVioSerial),
    machines(WITH_VIRT, &[Family::Virt], SerialTargetType::SystemSerial),
    all_of(&[Architecture::S390], SerialTargetType::SclpSerial),
];

/// See [`SERIAL`].
pub(crate) fn default_serial(platform: Platform) -> Option<SerialTargetType> {
    find(SERIAL, platform)
}

/// The chip behind the machine's own serial port.
const SYSTEM_SERIAL: &[Line<SerialTargetModel>] = &[
    all_of(&[Architecture::Arm], SerialTargetModel::Pl011),
    all_of(&[Architecture::Riscv, Architecture::Loongarch], SerialTargetModel::Uart16550a),
];

/// The chip behind a serial port of this type.
pub(crate) fn default_serial_model(kind: SerialTargetType, platform: Platform) -> Option<SerialTargetModel> {
    match kind {
        SerialTargetType::IsaSerial => Some(SerialTargetModel::IsaSerial),
        SerialTargetType::UsbSerial => Some(SerialTargetModel::UsbSerial),
        SerialTargetType::PciSerial => Some(SerialTargetModel::PciSerial),
        SerialTargetType::SpaprVioSerial => Some(SerialTargetModel::SpaprVty),
        SerialTargetType::IsaDebug => Some(SerialTargetModel::IsaDebugcon),
        SerialTargetType::SclpSerial => Some(SerialTargetModel::Sclpconsole),
        SerialTargetType::SystemSerial => find(SYSTEM_SERIAL, platform),
    }
}

/// Network cards, the best first, and QEMU's devices for them; an empty one is part of the board.
const INTERFACES: &[Line<&[(&str, &str)]>] = &[
    all_of(&[Architecture::S390], &[("virtio", "")]),
    machines(WITH_VIRT, &[Family::Virt], &[("virtio", "")]),
    machines(&[Architecture::Arm], &[Family::Versatile], &[("smc91c111", "")]),
    all_of(&[Architecture::Arm], &[("lan9118", "")]),
    any(&[("rtl8139", "rtl8139"), ("e1000", "e1000"), ("virtio", "virtio-net-pci"), ("virtio", "")]),
];

/// The model of a network card that states none.
pub(crate) fn default_interface(platform: Platform, capabilities: &EmulatorCapabilities) -> &'static str {
    let models = find(INTERFACES, platform).unwrap_or_default();
    let is_there = |device: &str| device.is_empty() || capabilities.has_device(device);
    models.iter().find(|(_, device)| is_there(device)).map_or("virtio", |(model, _)| *model)
}

/// Video cards, the best first, and QEMU's devices for them.
const VIDEOS: &[Line<&[(VideoType, &str)]>] = &[
    all_of(&[Architecture::Ppc64], &[(VideoType::Vga, "")]),
    all_of(&[Architecture::S390], &[(VideoType::Virtio, "")]),
    machines(WITH_VIRT, &[Family::Virt], &[(VideoType::Virtio, "")]),
    any(&[(VideoType::Cirrus, "cirrus-vga"), (VideoType::Vga, "")]),
];

/// The video card of a document that does not say which.
pub(crate) fn default_video(platform: Platform, capabilities: &EmulatorCapabilities) -> VideoType {
    let cards = find(VIDEOS, platform).unwrap_or_default();
    let is_there = |device: &str| device.is_empty() || capabilities.has_device(device);
    cards.iter().find(|(_, device)| is_there(device)).map_or(VideoType::Vga, |(card, _)| *card)
}

/// Watchdogs.
const WATCHDOG: &[Line<WatchdogModel>] = &[
    machines(&[Architecture::X86], &[Family::Q35], WatchdogModel::Itco),
    all_of(&[Architecture::S390], WatchdogModel::Diag288),
    any(WatchdogModel::I6300esb),
];

/// See [`WATCHDOG`].
pub(crate) fn default_watchdog(platform: Platform) -> WatchdogModel {
    find(WATCHDOG, platform).unwrap_or(WatchdogModel::I6300esb)
}

/// Trusted platform modules.
const TPM: &[Line<TpmModel>] =
    &[machines(&[Architecture::Ppc64], &[Family::Pseries], TpmModel::TpmSpapr), any(TpmModel::TpmTis)];

/// See [`TPM`].
pub(crate) fn default_tpm(platform: Platform) -> TpmModel {
    find(TPM, platform).unwrap_or(TpmModel::TpmTis)
}

/// QEMU's device for the old interface of trusted platform modules: on ISA, or part of the board.
const TPM_TIS: &[Line<&str>] = &[all_of(&[Architecture::X86], "tpm-tis"), any("tpm-tis-device")];

/// See [`TPM_TIS`].
pub(crate) fn tpm_tis(platform: Platform) -> &'static str {
    find(TPM_TIS, platform).unwrap_or("tpm-tis")
}
