//! Choosing a firmware for a guest, and what follows from the choice.
//!
//! A document may name a kind of firmware, files, or both: the first descriptor that agrees with all that is said fills in
//! the rest. Where none does, files that are named are used as they are.

use ferrovirt_xml::domain::Domain;
use ferrovirt_xml::domain::devices::disk::DiskSource;
use ferrovirt_xml::domain::features::{Features, Smm};
use ferrovirt_xml::domain::os::{
    Firmware as FirmwareWord, FirmwareFeature, FirmwareFeatureName, Loader, LoaderType, NvramStore, Os,
};
use ferrovirt_xml::scalar::{OnOff, YesNo};

use super::descriptor::FlashMode;
use super::{Firmware, FirmwareFile, FirmwareKind};

/// The format of an image when nothing else is said.
const RAW: &str = "raw";

/// Firmware that was known before there were descriptors: the code, and what variables are copied from.
const BEFORE_DESCRIPTORS: [(&str, &str); 4] = [
    ("/usr/share/OVMF/OVMF_CODE.fd", "/usr/share/OVMF/OVMF_VARS.fd"),
    ("/usr/share/OVMF/OVMF_CODE.secboot.fd", "/usr/share/OVMF/OVMF_VARS.fd"),
    ("/usr/share/AAVMF/AAVMF_CODE.fd", "/usr/share/AAVMF/AAVMF_VARS.fd"),
    ("/usr/share/AAVMF/AAVMF32_CODE.fd", "/usr/share/AAVMF/AAVMF32_VARS.fd"),
];

/// Fills in loader and variable store. `is_new` guests may get firmware in formats that those of old never had.
///
/// A kind of firmware that isn't there stays open: it may be there when the guest starts.
pub fn complete(domain: &mut Domain, available: &[Firmware], nvram_directory: &str, is_new: bool) {
    if let Some(loader) = &mut domain.os.loader
        && loader.path.is_some()
        && domain.os.firmware.is_none()
    {
        loader.loader_type.get_or_insert(LoaderType::Rom);
    }
    let is_named = domain.os.loader.as_ref().is_some_and(|loader| loader.path.is_some());
    let is_manual = domain.os.firmware.is_none();
    let mut is_settled = is_manual;
    if is_named || !is_manual {
        let kind = domain.os.os_type.clone().unwrap_or_default();
        let (architecture, machine) = (kind.arch.unwrap_or_default(), full_name(&kind.machine.unwrap_or_default()));
        let found = available
            .iter()
            .find(|firmware| firmware.is_for(&architecture, &machine) && suits(domain, firmware, is_new));
        if let Some(firmware) = found {
            apply(domain, firmware);
            is_settled = true;
        } else if is_manual {
            before_descriptors(&mut domain.os);
        }
    }
    if let Some(loader) = domain.os.loader.as_mut()
        && loader.loader_type != Some(LoaderType::None)
    {
        loader.format.get_or_insert_with(|| RAW.to_owned());
    }
    if is_settled {
        place_store(domain, nvram_directory, is_new);
    }
}

/// Whether everything is known that a start needs.
pub fn is_settled(os: &Os) -> bool {
    os.loader.as_ref().is_some_and(|loader| loader.path.is_some())
        && (!keeps_variables(os)
            || os.nvram.as_ref().is_some_and(|store| store.path.is_some() || store.source.is_some()))
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

const FEATURES: [(FirmwareFeatureName, &str); 2] =
    [(FirmwareFeatureName::EnrolledKeys, "enrolled-keys"), (FirmwareFeatureName::SecureBoot, "secure-boot")];

fn suits(domain: &Domain, firmware: &Firmware, is_new: bool) -> bool {
    let os = &domain.os;
    let interface = match os.firmware {
        Some(FirmwareWord::Bios) => Some("bios"),
        Some(FirmwareWord::Efi) => Some("uefi"),
        None => None,
    };
    let offers = |wanted: &str| firmware.interfaces.iter().any(|name| name == wanted);
    if !interface.is_none_or(offers) {
        return false;
    }
    let has = |name: &str| firmware.has_feature(name);
    if FEATURES.into_iter().any(|(name, word)| wants(os, name).is_some_and(|wanted| wanted != has(word))) {
        return false;
    }
    let loader = os.loader.as_ref();
    let smm = domain.features.as_ref().and_then(|features| features.smm.as_ref());
    let refuses_smm = smm.and_then(|smm| smm.state) == Some(OnOff::Off);
    let secure = loader.and_then(|loader| loader.secure);
    let needs_smm = has("requires-smm");
    if needs_smm && (refuses_smm || secure == Some(YesNo::No)) || !needs_smm && secure == Some(YesNo::Yes) {
        return false;
    }
    if loader.and_then(|loader| loader.readonly) == Some(YesNo::No) {
        // What the guest writes is a file of its own, which no descriptor knows.
        return false;
    }
    if domain.launch_security.is_some() && !has("amd-sev") && !has("amd-sev-es") {
        return false;
    }
    let loader_type = loader.and_then(|loader| loader.loader_type);
    let path = loader.and_then(|loader| loader.path.as_deref());
    match &firmware.kind {
        FirmwareKind::Flash { executable, template, mode } => {
            loader_type.is_none_or(|kind| kind == LoaderType::Pflash)
                && path.is_none_or(|path| path == executable.path)
                && has_mode(loader, *mode)
                && has_format(os, executable, is_new)
                && has_template(os.nvram.as_ref(), template.as_ref())
        }
        FirmwareKind::Memory(own) => {
            loader_type.is_none_or(|kind| kind == LoaderType::Rom) && path.is_none_or(|path| path == own)
        }
        FirmwareKind::Other => false,
    }
}

fn has_mode(loader: Option<&Loader>, mode: FlashMode) -> bool {
    let is_stateless = loader.and_then(|loader| loader.stateless) == Some(YesNo::Yes);
    mode == if is_stateless { FlashMode::Stateless } else { FlashMode::Split }
}

fn has_format(os: &Os, executable: &FirmwareFile, is_new: bool) -> bool {
    let store = os.nvram.as_ref();
    let of_store = || store.and_then(|store| store.template_format.as_deref().or(store.format.as_deref()));
    match os.loader.as_ref().and_then(|loader| loader.format.as_deref()).or_else(of_store) {
        Some(format) => format == executable.format,
        None => is_new || executable.format == RAW,
    }
}

fn has_template(store: Option<&NvramStore>, template: Option<&FirmwareFile>) -> bool {
    let stated = store.and_then(|store| store.template.as_deref());
    stated.is_none_or(|stated| template.is_some_and(|template| template.path == stated))
}

/// Whether variables are kept where we can't put a copy of the template.
fn is_remote(store: Option<&NvramStore>) -> bool {
    let source = store.and_then(|store| store.source.as_ref());
    source.is_some_and(|source| !matches!(source, DiskSource::File(_)))
}

fn apply(domain: &mut Domain, firmware: &Firmware) {
    let os = &mut domain.os;
    let loader = os.loader.get_or_insert_with(Loader::default);
    match &firmware.kind {
        FirmwareKind::Flash { executable, template, .. } => {
            loader.loader_type = Some(LoaderType::Pflash);
            loader.readonly.get_or_insert(YesNo::Yes);
            loader.path = Some(executable.path.clone());
            loader.format = Some(executable.format.clone());
            if let Some(template) = template {
                let is_remote = is_remote(os.nvram.as_ref());
                let store = os.nvram.get_or_insert_with(NvramStore::default);
                if !is_remote {
                    store.template = Some(template.path.clone());
                    store.template_format = Some(template.format.clone());
                }
                store.format = Some(template.format.clone());
            }
        }
        FirmwareKind::Memory(path) => {
            loader.loader_type = Some(LoaderType::Rom);
            loader.path = Some(path.clone());
        }
        FirmwareKind::Other => {}
    }
    if os.firmware.is_none() {
        let is_bios = !firmware.interfaces.iter().any(|name| name == "uefi");
        os.firmware = Some(if is_bios { FirmwareWord::Bios } else { FirmwareWord::Efi });
    }
    features(os, firmware);
    if firmware.has_feature("requires-smm") {
        if let Some(loader) = os.loader.as_mut() {
            loader.secure = Some(YesNo::Yes);
        }
        let features = domain.features.get_or_insert_with(Features::default);
        features.smm.get_or_insert_with(Smm::default).state.get_or_insert(OnOff::On);
    }
}

/// What was chosen is written down, so that another host chooses the same.
fn features(os: &mut Os, firmware: &Firmware) {
    // Keys are among the variables: of a store that isn't made from the template, nothing is known.
    let is_remote = is_remote(os.nvram.as_ref());
    for (name, word) in FEATURES {
        let is_stated = os.firmware_features.iter().any(|feature| feature.name == Some(name));
        if is_stated || is_remote && name == FirmwareFeatureName::EnrolledKeys {
            continue;
        }
        let enabled = Some(YesNo::from(firmware.has_feature(word)));
        os.firmware_features.push(FirmwareFeature { enabled, name: Some(name) });
    }
    os.firmware_features.sort_by_key(|feature| feature.name);
}

fn before_descriptors(os: &mut Os) {
    if !keeps_variables(os) || is_remote(os.nvram.as_ref()) {
        return;
    }
    let path = os.loader.as_ref().and_then(|loader| loader.path.as_deref());
    let known = BEFORE_DESCRIPTORS.iter().find(|(code, _)| path == Some(*code));
    if let Some((_, template)) = known {
        let store = os.nvram.get_or_insert_with(NvramStore::default);
        store.template.get_or_insert_with(|| (*template).to_owned());
        store.template_format.get_or_insert_with(|| RAW.to_owned());
    }
}

fn keeps_variables(os: &Os) -> bool {
    os.loader.as_ref().is_some_and(|loader| {
        loader.loader_type == Some(LoaderType::Pflash)
            && loader.readonly == Some(YesNo::Yes)
            && loader.stateless != Some(YesNo::Yes)
    })
}

/// Gives a store of variables its place and format.
fn place_store(domain: &mut Domain, directory: &str, is_new: bool) {
    let os = &mut domain.os;
    if !keeps_variables(os) {
        return;
    }
    let code_format = os.loader.as_ref().and_then(|loader| loader.format.clone());
    let store = os.nvram.get_or_insert_with(NvramStore::default);
    let format = store
        .format
        .get_or_insert_with(|| store.template_format.clone().or(code_format).unwrap_or_else(|| RAW.to_owned()));
    if store.path.is_none() && store.source.is_none() {
        // Stores of new guests end as their template does; those of old ones always had one of two endings.
        let is_named_raw = store.template.as_deref().is_some_and(|template| template.ends_with(".raw"));
        let ending = match format.as_str() {
            "qcow2" => "qcow2",
            RAW if is_new && is_named_raw => "raw",
            _ => "fd",
        };
        store.path = Some(format!("{directory}/{}_VARS.{ending}", domain.name));
    }
}
