//! The small devices.

use super::{internal, invalid, refuse, unsupported};
use crate::Result;
use crate::domain::Domain;
use crate::domain::devices::filesystem::FilesystemSource;
use crate::domain::devices::input::InputKind;
use crate::domain::devices::misc::{IommuModel, Shmem, ShmemModel};
use crate::domain::devices::tpm::{Tpm, TpmBackend, TpmModel, TpmVersion};
use crate::domain::devices::virtio::VirtioModel;
use ferrovirt_error::{Error, ErrorCode, ErrorDomain};
use std::collections::HashSet;

pub(super) fn check(domain: &Domain) -> Result<()> {
    let devices = &domain.devices;
    tpms(&devices.tpms)?;
    for shmem in &devices.shmems {
        self::shmem(shmem)?;
    }
    for rng in &devices.rngs {
        refuse!(rng.backend.is_none(), invalid, "only one RNG backend is supported, and one there must be");
    }
    for crypto in &devices.cryptos {
        super::required(crypto.model.as_ref(), "model", "crypto")?;
        refuse!(
            crypto.model.is_some_and(|model| model != VirtioModel::Virtio),
            invalid,
            "Invalid value for attribute 'model' in element 'crypto'; 'virtio'"
        );
        super::required(crypto.crypto_type.as_ref(), "type", "crypto")?;
        refuse!(crypto.backend.is_none(), invalid, "only one crypto backend is supported, and one there must be");
    }
    let mut models = HashSet::new();
    for panic in &devices.panics {
        if let Some(model) = panic.model {
            refuse!(!models.insert(model), invalid, "Multiple panic devices with model '{model}'");
        }
    }
    for watchdog in &devices.watchdogs {
        super::required(watchdog.model.as_ref(), "model", "watchdog")?;
    }
    for input in &devices.inputs {
        let bus = input.bus.map(crate::domain::devices::input::InputBus::as_str);
        let is_passthrough = matches!(input.kind, InputKind::Passthrough(_));
        refuse!(
            is_passthrough && bus.is_some_and(|bus| bus != "virtio"),
            unsupported,
            "only bus 'virtio' is supported for 'passthrough' input devices, not '{}'",
            bus.unwrap_or_default()
        );
        refuse!(
            matches!(input.kind, InputKind::Evdev(_)) && bus.is_some_and(|bus| bus != "none"),
            unsupported,
            "input evdev doesn't support bus element, as '{}'",
            bus.unwrap_or_default()
        );
        refuse!(
            input.model.is_some() && bus.is_some_and(|bus| bus != "virtio"),
            unsupported,
            "only bus 'virtio' is supported for an input model, not '{}'",
            bus.unwrap_or_default()
        );
    }
    if let Some(cid) = devices.vsock.as_ref().and_then(|vsock| vsock.cid.as_ref()).and_then(|cid| cid.address) {
        refuse!(cid < 3, unsupported, "guest CIDs must be >= 3, not '{cid}'");
    }
    if let Some(iommu) = &devices.iommu {
        super::required(iommu.model.as_ref(), "model", "iommu")?;
        let is_bare = matches!(iommu.model, Some(IommuModel::Virtio | IommuModel::Smmuv3));
        refuse!(
            is_bare && iommu.driver.as_ref().is_some_and(|driver| *driver != Default::default()),
            invalid,
            "iommu model '{}' doesn't support additional attributes",
            iommu.model.map_or("", IommuModel::as_str)
        );
    }
    if let Some(pstore) = &devices.pstore {
        super::required(pstore.backend.as_ref(), "backend", "pstore")?;
        refuse!(pstore.size.is_none(), invalid, "missing element 'size' of pstore");
    }
    for lease in &devices.leases {
        refuse!(lease.key.is_none(), invalid, "Missing 'key' element for lease");
        refuse!(lease.target.is_none(), invalid, "Missing 'target' element for lease");
        let path = lease.target.as_ref().and_then(|target| target.path.as_ref());
        super::required(path, "path", "target")?;
    }
    filesystems(domain)?;
    for rule in devices.redirfilter.iter().flat_map(|filter| &filter.usbdevs) {
        super::required(rule.allow.as_ref(), "allow", "usbdev")?;
        if let Some(class) = rule.class.as_deref() {
            refuse!(
                class != "-1" && number(class).is_none_or(|class| class > 0xff),
                internal,
                "Invalid USB Class code '{class}'"
            );
        }
    }
    Ok(())
}

/// A number as C writes it.
fn number(text: &str) -> Option<u64> {
    match text.strip_prefix("0x").or_else(|| text.strip_prefix("0X")) {
        Some(digits) => u64::from_str_radix(digits, 16).ok(),
        None => text.parse().ok(),
    }
}

fn tpms(tpms: &[Tpm]) -> Result<()> {
    let is_proxy = |tpm: &&Tpm| tpm.model == Some(TpmModel::SpaprTpmProxy);
    refuse!(tpms.iter().filter(is_proxy).count() > 1, unsupported, "only a single TPM Proxy device is supported");
    refuse!(
        tpms.iter().filter(|tpm| !is_proxy(tpm)).count() > 1,
        unsupported,
        "only a single TPM non-proxy device is supported"
    );
    for tpm in tpms {
        let Some(backend) = &tpm.backend else {
            return Err(invalid("missing TPM device backend".to_owned()));
        };
        match backend {
            TpmBackend::Emulator(emulator) if emulator.version == Some(TpmVersion::V1_2) => {
                refuse!(emulator.active_pcr_banks.is_some(), invalid, "<active_pcr_banks/> requires TPM version '2.0'");
                refuse!(emulator.profile.is_some(), invalid, "<profile/> requires TPM version '2.0'");
            }
            TpmBackend::External(external) => {
                let Some(source) = &external.source else {
                    return Err(invalid("missing external TPM backend source type".to_owned()));
                };
                refuse!(source.path.is_none(), invalid, "missing external TPM backend source path");
            }
            _ => {}
        }
    }
    Ok(())
}

fn shmem(shmem: &Shmem) -> Result<()> {
    let Some(name) = shmem.name.as_deref() else {
        return Err(invalid("shmem element must contain 'name' attribute".to_owned()));
    };
    refuse!(name.contains('/'), unsupported, "shmem name '{name}' cannot include '/' character");
    refuse!(matches!(name, "." | ".."), unsupported, "shmem name cannot be equal to '{name}'");
    if let Some(size) = shmem.size {
        let size = size.kibibytes()?;
        refuse!(
            size < 1024 || !size.is_power_of_two(),
            invalid,
            "shmem size '{size}' KiB must be a power of 2 and at least 1 MiB (1024 KiB)"
        );
    }
    refuse!(shmem.msi.is_some() && shmem.server.is_none(), invalid, "msi option is only supported with a server");
    match shmem.model {
        Some(model @ ShmemModel::IvshmemPlain) => refuse!(
            shmem.server.is_some(),
            unsupported,
            "shmem model '{model}' is supported only with server option disabled"
        ),
        Some(model @ ShmemModel::IvshmemDoorbell) => {
            refuse!(
                shmem.server.is_none(),
                unsupported,
                "shmem model '{model}' is supported only with server option enabled"
            );
            refuse!(shmem.size.is_some(), unsupported, "shmem model '{model}' does not support size setting");
        }
        _ => {}
    }
    Ok(())
}

fn filesystems(domain: &Domain) -> Result<()> {
    for filesystem in &domain.devices.filesystems {
        let target = filesystem.target.as_deref().unwrap_or_default();
        if target.is_empty() {
            return Err(Error::new(ErrorCode::NoTarget, ErrorDomain::Domain, "a filesystem has no <target>"));
        }
        let is_empty = match &filesystem.source {
            FilesystemSource::Mount(source) | FilesystemSource::Unset(source) | FilesystemSource::Bind(source) => {
                source.as_ref().is_none_or(|source| source.dir.is_none() && source.socket.is_none())
            }
            _ => false,
        };
        if is_empty {
            return Err(Error::new(ErrorCode::NoSource, ErrorDomain::Domain, format!("filesystem '{target}'")));
        }
        for (name, mode) in [("fmode", &filesystem.fmode), ("dmode", &filesystem.dmode)] {
            let Some(mode) = mode.as_deref() else { continue };
            let number = u32::from_str_radix(mode, 8).ok();
            refuse!(number.is_none_or(|number| number > 0o777), invalid, "invalid {name}: '{mode}'; at most '0777'");
        }
    }
    Ok(())
}
