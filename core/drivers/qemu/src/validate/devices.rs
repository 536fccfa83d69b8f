//! The other devices, by machine and by what the emulator has.

use std::collections::HashSet;

use ferrovirt_error::Result;
use ferrovirt_xml::domain::DeviceRef;
use ferrovirt_xml::domain::devices::DeviceInfo;
use ferrovirt_xml::domain::devices::address::Address;
use ferrovirt_xml::domain::devices::audio::SoundModel;
use ferrovirt_xml::domain::devices::filesystem::{AccessMode, Filesystem, FilesystemDriverType, FilesystemSource};
use ferrovirt_xml::domain::devices::input::{Input, InputBus, InputKind};
use ferrovirt_xml::domain::devices::misc::{
    CryptoBackendModel, Iommu, IommuModel, Panic, PanicModel, ShmemModel, Watchdog, WatchdogModel,
};
use ferrovirt_xml::domain::devices::tpm::{Tpm, TpmBackend, TpmModel, TpmVersion};
use ferrovirt_xml::domain::devices::virtio::VirtioModel;
use ferrovirt_xml::scalar::OnOff;

use super::{Subject, internal, invalid, refuse, unsupported};
use crate::rules::{Architecture, Family};

pub(super) fn check(subject: &Subject<'_>) -> Result<()> {
    let devices = &subject.domain.devices;
    for device in devices.iter() {
        let is_elsewhere = matches!(device, DeviceRef::Channel(_) | DeviceRef::Console(_) | DeviceRef::Hub(_));
        refuse!(
            !is_elsewhere
                && matches!(device.info().address, Some(Address::Ccw(_)))
                && subject.platform.architecture != Architecture::S390,
            unsupported,
            "CCW addresses are not supported by machine type '{}'",
            subject.machine()
        );
    }
    for input in &devices.inputs {
        self::input(input)?;
    }
    watchdogs(subject, &devices.watchdogs)?;
    for panic in &devices.panics {
        self::panic(subject, panic)?;
    }
    for tpm in &devices.tpms {
        self::tpm(subject, tpm)?;
    }
    for filesystem in &devices.filesystems {
        self::filesystem(subject, filesystem)?;
    }
    if let Some(iommu) = &devices.iommu {
        self::iommu(subject, iommu)?;
    }
    let has_types = !subject.capabilities.types.is_empty();
    let has = |name: &str| subject.capabilities.types.iter().any(|known| known.starts_with(name));
    for crypto in &devices.cryptos {
        let model = crypto.backend.as_ref().and_then(|backend| backend.model);
        refuse!(
            has_types && model == Some(CryptoBackendModel::Lkcf) && !has("cryptodev-backend-lkcf"),
            unsupported,
            "crypto backend 'lkcf' is not supported"
        );
    }
    for sound in &devices.sounds {
        refuse!(
            has_types && sound.model == Some(SoundModel::Virtio) && !has("virtio-sound"),
            unsupported,
            "virtio-sound controller is not supported in this QEMU binary"
        );
    }
    for shmem in &devices.shmems {
        refuse!(shmem.model == Some(ShmemModel::Ivshmem), unsupported, "ivshmem device is no longer supported");
    }
    for redirection in &devices.redirdevs {
        on_usb(&redirection.info)?;
    }
    Ok(())
}

fn on_usb(info: &DeviceInfo) -> Result<()> {
    let fits = matches!(info.address, None | Some(Address::Usb(_)));
    refuse!(!fits, invalid, "Invalid address for a USB device; 'usb'");
    Ok(())
}

fn input(input: &Input) -> Result<()> {
    let is_tablet = matches!(input.kind, InputKind::Tablet);
    match input.bus {
        Some(InputBus::Ps2) => refuse!(is_tablet, internal, "ps2 bus does not support tablet input device"),
        Some(InputBus::Usb) => on_usb(&input.info)?,
        Some(bus @ InputBus::Xen) => return Err(internal(format!("unsupported input bus '{bus}'"))),
        _ => {}
    }
    let is_legacy = matches!(input.model, Some(VirtioModel::VirtioTransitional | VirtioModel::VirtioNonTransitional));
    refuse!(
        is_legacy && !matches!(input.kind, InputKind::Passthrough(_)),
        unsupported,
        "virtio (non-)transitional models are not supported for this type of input; 'passthrough'"
    );
    Ok(())
}

fn watchdogs(subject: &Subject<'_>, watchdogs: &[Watchdog]) -> Result<()> {
    let actions: HashSet<_> = watchdogs.iter().map(|watchdog| watchdog.action).collect();
    refuse!(actions.len() > 1, unsupported, "watchdogs with different actions are not supported with this QEMU binary");
    let mut single = HashSet::new();
    for watchdog in watchdogs {
        let Some(model) = watchdog.model else { continue };
        if model != WatchdogModel::I6300esb {
            refuse!(!single.insert(model), unsupported, "domain can only have one watchdog with model '{model}'");
        }
        let family = subject.platform.family;
        let architecture = subject.platform.architecture;
        match model {
            WatchdogModel::Itco => {
                refuse!(family != Family::Q35, unsupported, "itco model of watchdog is only part of q35 machine");
            }
            WatchdogModel::Ib700 => refuse!(
                !matches!(family, Family::Pc | Family::Isapc),
                unsupported,
                "ib700 model of watchdog cannot be used with this machine type"
            ),
            WatchdogModel::Diag288 => refuse!(
                architecture != Architecture::S390,
                unsupported,
                "diag288 model of watchdog is allowed for s390 and s390x only"
            ),
            WatchdogModel::I6300esb => refuse!(
                !matches!(watchdog.info.address, None | Some(Address::Pci(_))),
                unsupported,
                "i6300esb model of watchdog can go only on PCI bus"
            ),
        }
    }
    Ok(())
}

fn panic(subject: &Subject<'_>, panic: &Panic) -> Result<()> {
    let architecture = subject.platform.architecture;
    let address = panic.info.address.as_ref();
    let Some(model) = panic.model else {
        return Err(unsupported("no model of a panic device is the default of this machine").with_hint("state a model"));
    };
    match model {
        PanicModel::S390 => {
            refuse!(
                architecture != Architecture::S390,
                unsupported,
                "only S390 guests support panic device of model 's390'"
            );
            refuse!(
                address.is_some(),
                unsupported,
                "setting the panic device address is not supported for model 's390'"
            );
        }
        PanicModel::Hyperv => {
            refuse!(
                architecture != Architecture::X86,
                unsupported,
                "only i686 and x86_64 guests support panic device of model 'hyperv'"
            );
            refuse!(
                address.is_some(),
                unsupported,
                "setting the panic device address is not supported for model 'hyperv'"
            );
        }
        PanicModel::Pseries => {
            refuse!(
                subject.platform.family != Family::Pseries,
                unsupported,
                "only pSeries guests support panic device of model 'pseries'"
            );
            refuse!(
                address.is_some(),
                unsupported,
                "setting the panic device address is not supported for model 'pseries'"
            );
        }
        PanicModel::Isa => refuse!(
            !matches!(address, None | Some(Address::Isa(_) | Address::Pci(_))),
            unsupported,
            "panic is supported only with ISA address type"
        ),
        PanicModel::Pvpanic => refuse!(
            !matches!(address, None | Some(Address::Pci(_))),
            unsupported,
            "pvpanic is supported only with PCI address type"
        ),
    }
    Ok(())
}

fn tpm(subject: &Subject<'_>, tpm: &Tpm) -> Result<()> {
    let capabilities = subject.capabilities;
    let architecture = subject.platform.architecture;
    let Some(model) = tpm.model else { return Ok(()) };
    let (device, fits) = match model {
        TpmModel::TpmTis => (
            "tpm-tis",
            matches!(
                architecture,
                Architecture::X86 | Architecture::Arm | Architecture::Riscv | Architecture::Loongarch
            ),
        ),
        TpmModel::TpmCrb => ("tpm-crb", architecture == Architecture::X86),
        TpmModel::TpmSpapr => ("tpm-spapr", subject.platform.family == Family::Pseries),
        TpmModel::SpaprTpmProxy => ("spapr-tpm-proxy", subject.platform.family == Family::Pseries),
    };
    refuse!(
        !fits,
        unsupported,
        "The QEMU executable {} does not support TPM model '{device}'",
        subject.domain.devices.emulator.as_deref().unwrap_or_default()
    );
    if let Some(TpmBackend::Emulator(emulator)) = &tpm.backend {
        let is_old = emulator.version == Some(TpmVersion::V1_2);
        let is_old_possible = model == TpmModel::TpmTis && architecture == Architecture::X86;
        refuse!(
            is_old && !is_old_possible,
            unsupported,
            "TPM version '1.2' is not supported by model '{device}' of this machine"
        );
    }
    if model == TpmModel::SpaprTpmProxy {
        refuse!(
            !matches!(tpm.backend, Some(TpmBackend::Passthrough(_))),
            unsupported,
            "'Passthrough' is the only backend of TPM Proxy devices"
        );
        return Ok(());
    }
    let kind = match &tpm.backend {
        Some(TpmBackend::Passthrough(_)) => "passthrough",
        Some(TpmBackend::Emulator(_) | TpmBackend::External(_)) => "emulator",
        None => return Ok(()),
    };
    refuse!(
        !capabilities.tpm_types.is_empty() && !capabilities.tpm_types.iter().any(|known| known == kind),
        unsupported,
        "The QEMU executable {} does not support TPM backend type '{kind}'",
        subject.domain.devices.emulator.as_deref().unwrap_or_default()
    );
    Ok(())
}

fn filesystem(subject: &Subject<'_>, filesystem: &Filesystem) -> Result<()> {
    refuse!(
        !matches!(filesystem.source, FilesystemSource::Mount(_)),
        unsupported,
        "only supports mount filesystem type"
    );
    refuse!(
        filesystem.space_hard_limit.is_some() || filesystem.space_soft_limit.is_some(),
        unsupported,
        "filesystem usage limits are not supported with QEMU"
    );
    let mode = filesystem.accessmode;
    refuse!(
        (filesystem.fmode.is_some() || filesystem.dmode.is_some()) && mode != Some(AccessMode::Mapped),
        unsupported,
        "fmode and dmode must be used with accessmode=mapped"
    );
    let driver = filesystem.driver.as_ref();
    let boots = filesystem.info.boot.is_some();
    if driver.and_then(|driver| driver.driver_type) != Some(FilesystemDriverType::Virtiofs) {
        refuse!(boots, unsupported, "boot order is only supported for virtiofs");
        return Ok(());
    }
    refuse!(
        mode.is_some_and(|mode| mode != AccessMode::Passthrough),
        unsupported,
        "virtiofs only supports passthrough accessmode"
    );
    refuse!(driver.is_some_and(|driver| driver.wrpolicy.is_some()), unsupported, "virtiofs does not support wrpolicy");
    refuse!(
        filesystem.model.is_some_and(|model| model != VirtioModel::Virtio),
        unsupported,
        "virtiofs does not support model"
    );
    refuse!(filesystem.multidevs.is_some(), unsupported, "virtiofs does not support multidevs");
    refuse!(
        boots && matches!(filesystem.info.address, Some(Address::Ccw(_))),
        unsupported,
        "boot order is not supported for vhost-user-fs-ccw device"
    );
    refuse!(
        boots && subject.platform.architecture == Architecture::S390,
        unsupported,
        "boot order is not supported for vhost-user-fs-ccw device"
    );
    // Guests of IBM Z give the device their memory in another way.
    refuse!(
        !subject.shares_memory() && subject.platform.architecture != Architecture::S390,
        unsupported,
        "'virtiofs' requires shared memory"
    );
    Ok(())
}

fn iommu(subject: &Subject<'_>, iommu: &Iommu) -> Result<()> {
    let Some(model) = iommu.model else { return Ok(()) };
    let family = subject.platform.family;
    let is_q35 = family == Family::Q35;
    let is_arm_virt = family == Family::Virt && subject.platform.architecture == Architecture::Arm;
    match model {
        IommuModel::Intel | IommuModel::Amd => {
            refuse!(!is_q35, unsupported, "IOMMU device: '{model}' is only supported with Q35 machines");
        }
        IommuModel::Smmuv3 => {
            refuse!(!is_arm_virt, unsupported, "IOMMU device: 'smmuv3' is only supported with ARM Virt machines");
        }
        IommuModel::Virtio => {
            refuse!(
                !is_q35 && !is_arm_virt,
                unsupported,
                "IOMMU device: 'virtio' is only supported with Q35 and ARM Virt machines"
            );
            let has_acpi = subject.domain.features.as_ref().is_some_and(|features| features.acpi);
            refuse!(is_q35 && !has_acpi, unsupported, "IOMMU device: 'virtio' requires ACPI");
        }
    }
    let Some(driver) = &iommu.driver else { return Ok(()) };
    refuse!(driver.pci_bus.is_some(), unsupported, "IOMMU device: only one that is part of the machine is supported");
    refuse!(
        driver.eim == Some(OnOff::On) && driver.intremap != Some(OnOff::On),
        unsupported,
        "IOMMU eim requires interrupt remapping to be enabled"
    );
    Ok(())
}
