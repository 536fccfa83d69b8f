//! Firmware, and what it needs of the machine.

use ferrovirt_error::Result;
use ferrovirt_xml::domain::devices::disk::DiskSource;
use ferrovirt_xml::domain::os::LoaderType;
use ferrovirt_xml::scalar::OnOff;

use super::{Subject, refuse, unsupported};
use crate::rules::{Architecture, Family};

pub(super) fn check(subject: &Subject<'_>) -> Result<()> {
    let Subject { domain, platform, .. } = *subject;
    let has_acpi = domain.features.as_ref().is_some_and(|features| features.acpi);
    let loader = domain.os.loader.as_ref();
    let is_flash = loader.is_some_and(|loader| loader.loader_type == Some(LoaderType::Pflash));
    // Recent firmware for PCs finds its tables through ACPI and boots nothing without.
    refuse!(
        is_flash && platform.architecture == Architecture::X86 && !has_acpi,
        unsupported,
        "UEFI requires ACPI on this architecture"
    );
    // Machine descriptions of ACPI are what UEFI hands on; without it, the guest never sees them.
    let has_firmware = loader.is_some() || domain.os.firmware.is_some();
    refuse!(
        has_acpi && !has_firmware && subject.architecture() == "aarch64" && platform.family == Family::Virt,
        unsupported,
        "ACPI requires UEFI on this architecture"
    );
    // Firmware that is chosen brings what it needs along.
    let is_stated = domain.os.firmware.is_none();
    if is_stated && loader.is_some_and(|loader| loader.secure.is_some_and(|word| word.is_yes())) {
        refuse!(platform.family != Family::Q35, unsupported, "Secure boot is supported with q35 machine types only");
        let smm = domain.features.as_ref().and_then(|features| features.smm.as_ref());
        refuse!(
            smm.is_none_or(|smm| smm.state == Some(OnOff::Off)),
            unsupported,
            "Secure boot requires SMM feature enabled"
        );
    }
    refuse!(
        domain.os.shim.is_some() && !subject.is_since(10, 0),
        unsupported,
        "shim is not supported by this QEMU binary"
    );
    if let Some(source) = domain.os.nvram.as_ref().and_then(|nvram| nvram.source.as_ref()) {
        refuse!(
            !matches!(source, DiskSource::File(_) | DiskSource::Block(_) | DiskSource::Network(_)),
            unsupported,
            "unsupported nvram disk type; 'file', 'block' or 'network'"
        );
    }
    Ok(())
}
