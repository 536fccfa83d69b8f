//! Choosing a firmware for a guest, and what follows from the choice.

use ferrovirt_error::{Error, ErrorCode, ErrorDomain, Result};
use ferrovirt_xml::domain::Domain;
use ferrovirt_xml::domain::features::{Features, Smm};
use ferrovirt_xml::domain::os::{
    Firmware as FirmwareWord, FirmwareFeature, FirmwareFeatureName, Loader, LoaderType, NvramStore, Os,
};
use ferrovirt_xml::scalar::{OnOff, YesNo};

use super::{Firmware, FirmwareFile, FirmwareKind};

/// Fills in loader and variable store.
pub fn complete(domain: &mut Domain, available: &[Firmware], nvram_directory: &str) -> Result<()> {
    let os = &mut domain.os;
    if let Some(loader) = &mut os.loader
        && loader.path.is_some()
    {
        loader.loader_type.get_or_insert(LoaderType::Rom);
    }
    match os.firmware {
        Some(_) if !is_settled(os) => choose(domain, available)?,
        Some(_) => {}
        None => manual(domain, available),
    }
    nvram(domain, nvram_directory);
    if let Some(loader) = domain.os.loader.as_mut()
        && loader.loader_type == Some(LoaderType::Pflash)
    {
        loader.format.get_or_insert_with(|| "raw".to_owned());
    }
    Ok(())
}

/// Whether a choice was made before.
fn is_settled(os: &Os) -> bool {
    os.loader.as_ref().is_some_and(|loader| loader.path.is_some())
}

/// A loader that the document names: what its descriptor says of it, if there is one.
fn manual(domain: &mut Domain, available: &[Firmware]) {
    let os = &mut domain.os;
    let Some(loader) = &mut os.loader else { return };
    let Some(path) = loader.path.clone() else { return };
    if loader.loader_type != Some(LoaderType::Pflash) {
        return;
    }
    let known = available.iter().find(|firmware| match &firmware.kind {
        FirmwareKind::Flash { executable, .. } => executable.path == path,
        _ => false,
    });
    let Some(firmware) = known else { return };
    if firmware.interfaces.iter().any(|name| name == "uefi") {
        os.firmware = Some(FirmwareWord::Efi);
    }
    if let FirmwareKind::Flash { executable, template: Some(template), .. } = &firmware.kind {
        loader.format.get_or_insert_with(|| executable.format.clone());
        if loader.stateless != Some(YesNo::Yes) && loader.readonly == Some(YesNo::Yes) {
            let store = os.nvram.get_or_insert_with(NvramStore::default);
            if store.source.is_none() && store.template.is_none() {
                store.template = Some(template.path.clone());
                store.template_format.get_or_insert_with(|| template.format.clone());
            }
        }
    }
    if os.firmware == Some(FirmwareWord::Efi) {
        features(os, firmware);
    }
}

fn choose(domain: &mut Domain, available: &[Firmware]) -> Result<()> {
    let os = &domain.os;
    let kind = os.os_type.clone().unwrap_or_default();
    let architecture = kind.arch.unwrap_or_default();
    let machine = full_name(&kind.machine.unwrap_or_default());
    let found =
        available.iter().find(|firmware| firmware.is_for(&architecture, &machine) && suits(domain, os, firmware));
    let Some(firmware) = found else {
        return Err(Error::new(
            ErrorCode::OperationFailed,
            ErrorDomain::Qemu,
            format!(
                "Unable to find '{}' firmware that is compatible with the current configuration",
                os.firmware.map_or("", FirmwareWord::as_str)
            ),
        )
        .with_hint("install a firmware package (on Debian: ovmf), or name a <loader>"));
    };
    apply(domain, firmware);
    Ok(())
}

/// Patterns of descriptors know full names only.
fn full_name(machine: &str) -> String {
    match machine {
        "q35" => "pc-q35-".to_owned(),
        "pc" => "pc-i440fx-".to_owned(),
        other => other.to_owned(),
    }
}

fn wants(os: &Os, name: FirmwareFeatureName) -> Option<bool> {
    let feature = os.firmware_features.iter().find(|feature| feature.name == Some(name))?;
    Some(feature.enabled.is_none_or(YesNo::is_yes))
}

fn suits(domain: &Domain, os: &Os, firmware: &Firmware) -> bool {
    let interface = match os.firmware {
        Some(FirmwareWord::Bios) => "bios",
        _ => "uefi",
    };
    if !firmware.interfaces.iter().any(|name| name == interface) {
        return false;
    }
    let loader = os.loader.as_ref();
    for (name, word) in
        [(FirmwareFeatureName::SecureBoot, "secure-boot"), (FirmwareFeatureName::EnrolledKeys, "enrolled-keys")]
    {
        if wants(os, name).is_some_and(|wanted| wanted != firmware.has_feature(word)) {
            return false;
        }
    }
    let secure = loader.and_then(|loader| loader.secure);
    let smm = domain.features.as_ref().and_then(|features| features.smm.as_ref());
    let refuses_smm = smm.and_then(|smm| smm.state) == Some(OnOff::Off);
    let needs_smm = firmware.has_feature("requires-smm");
    if needs_smm && (refuses_smm || secure == Some(YesNo::No)) || !needs_smm && secure == Some(YesNo::Yes) {
        return false;
    }
    if domain.launch_security.is_some() && !firmware.has_feature("amd-sev") && !firmware.has_feature("amd-sev-es") {
        return false;
    }
    let loader_type = loader.and_then(|loader| loader.loader_type);
    let stateless = loader.and_then(|loader| loader.stateless) == Some(YesNo::Yes);
    match &firmware.kind {
        FirmwareKind::Flash { executable, template, is_combined } => {
            let is_read_only = loader.and_then(|loader| loader.readonly) != Some(YesNo::No);
            let format = loader.and_then(|loader| loader.format.as_deref());
            let store = os.nvram.as_ref();
            let template_format = store
                .and_then(|store| store.template_format.as_deref())
                .or(store.and_then(|store| store.format.as_deref()));
            let template_path = store.and_then(|store| store.template.as_deref());
            loader_type.is_none_or(|kind| kind == LoaderType::Pflash) && format.unwrap_or("raw") == executable.format
                || format.is_none()
                    && template_format.is_some_and(|format| format == executable.format)
                    && is_read_only != *is_combined
                    && (stateless || template.is_some() || *is_combined)
                    && template_format
                        .is_none_or(|wanted| template.as_ref().is_some_and(|template| template.format == wanted))
                    && template_path.is_none_or(|_| template.is_some())
        }
        FirmwareKind::Memory(_) => loader_type.is_none_or(|kind| kind == LoaderType::Rom),
        FirmwareKind::Other => false,
    }
}

fn apply(domain: &mut Domain, firmware: &Firmware) {
    let os = &mut domain.os;
    let loader = os.loader.get_or_insert_with(Loader::default);
    match &firmware.kind {
        FirmwareKind::Flash { executable, template, is_combined } => {
            loader.loader_type = Some(LoaderType::Pflash);
            loader.readonly.get_or_insert(if *is_combined { YesNo::No } else { YesNo::Yes });
            loader.path = Some(executable.path.clone());
            loader.format = Some(executable.format.clone());
            if loader.stateless != Some(YesNo::Yes)
                && let Some(template) = template
            {
                variables(&mut os.nvram, template);
            }
        }
        FirmwareKind::Memory(path) => {
            loader.loader_type = Some(LoaderType::Rom);
            loader.path = Some(path.clone());
        }
        FirmwareKind::Other => {}
    }
    if os.firmware == Some(FirmwareWord::Efi) {
        features(os, firmware);
    }
    if firmware.has_feature("requires-smm") {
        if let Some(loader) = os.loader.as_mut() {
            loader.secure = Some(YesNo::Yes);
        }
        let features = domain.features.get_or_insert_with(Features::default);
        features.smm.get_or_insert_with(Smm::default).state.get_or_insert(OnOff::On);
    }
}

fn variables(store: &mut Option<NvramStore>, template: &FirmwareFile) {
    let store = store.get_or_insert_with(NvramStore::default);
    // A store elsewhere isn't made by us, so it isn't copied from anywhere.
    if store.source.is_some() && store.template.is_none() && store.path.is_none() {
        let is_file = matches!(store.source, Some(ferrovirt_xml::domain::devices::disk::DiskSource::File(_)));
        if !is_file {
            store.format.get_or_insert_with(|| template.format.clone());
            return;
        }
    }
    if store.template.is_none() {
        store.template = Some(template.path.clone());
    }
    store.template_format.get_or_insert_with(|| template.format.clone());
    store.format.get_or_insert_with(|| template.format.clone());
}

/// What was chosen is written down, so that another host chooses the same.
fn features(os: &mut Os, firmware: &Firmware) {
    for (name, word) in
        [(FirmwareFeatureName::EnrolledKeys, "enrolled-keys"), (FirmwareFeatureName::SecureBoot, "secure-boot")]
    {
        if os.firmware_features.iter().any(|feature| feature.name == Some(name)) {
            continue;
        }
        let has = firmware.has_feature(word);
        let feature = FirmwareFeature { enabled: Some(YesNo::from(has)), name: Some(name) };
        os.firmware_features.push(feature);
    }
    os.firmware_features.sort_by_key(|feature| feature.name);
}

/// Gives a store of variables its place and format.
fn nvram(domain: &mut Domain, directory: &str) {
    let name = domain.name.clone();
    let os = &mut domain.os;
    let Some(loader) = &os.loader else { return };
    let keeps_variables = loader.loader_type == Some(LoaderType::Pflash)
        && loader.readonly == Some(YesNo::Yes)
        && loader.stateless != Some(YesNo::Yes);
    if !keeps_variables {
        return;
    }
    let code_format = loader.format.clone();
    let store = os.nvram.get_or_insert_with(NvramStore::default);
    let format = store
        .format
        .get_or_insert_with(|| store.template_format.clone().or(code_format).unwrap_or_else(|| "raw".to_owned()));
    if store.path.is_none() && store.source.is_none() {
        let ending = if format == "qcow2" { "qcow2" } else { "fd" };
        store.path = Some(format!("{directory}/{name}_VARS.{ending}"));
    }
}
