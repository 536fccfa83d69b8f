//! Trusted platform modules.

use ferrovirt_error::Result;
use ferrovirt_xml::domain::Domain;
use ferrovirt_xml::domain::devices::tpm::{TpmBackend, TpmModel};

use super::properties::{OptionList, Properties};
use super::resources::{FilePurpose, FileRequest};
use super::{CommandLine, Launch, device, incomplete};
use crate::rules::{self, Platform};

/// The device of the host's module that is used when the document names none.
const HOST_DEVICE: &str = "/dev/tpm0";

pub(super) fn tpms(line: &mut CommandLine, domain: &Domain, launch: &mut Launch<'_>) -> Result<()> {
    for tpm in domain.devices.tpms.iter() {
        let alias = device::alias(&tpm.info)?;
        let id = format!("tpm-{alias}");
        if let (Some(TpmModel::SpaprTpmProxy), Some(TpmBackend::Passthrough(host))) = (tpm.model, &tpm.backend) {
            let path = host.device.as_deref().unwrap_or(HOST_DEVICE);
            line.device(&Properties::device("spapr-tpm-proxy").with("id", alias).with("host-path", path));
            continue;
        }
        match &tpm.backend {
            Some(TpmBackend::Passthrough(host)) => {
                let path = host.device.as_deref().unwrap_or(HOST_DEVICE);
                let mut open = |purpose: FilePurpose| {
                    launch.resources.open_file(&FileRequest { path, purpose, write: true, append: true })
                };
                let (module, cancel) = (open(FilePurpose::TpmDevice)?, open(FilePurpose::TpmCancel)?);
                let path = line.descriptor_set(module, &format!("{alias}-tpm"));
                let cancel = line.descriptor_set(cancel, &format!("{alias}-cancel"));
                let list =
                    OptionList::new("passthrough").with("id", &id).with("path", path).with("cancel-path", cancel);
                line.list("-tpmdev", list);
            }
            Some(TpmBackend::Emulator(_)) => {
                let path = launch.resources.swtpm(alias)?;
                emulator(line, &id, &path);
            }
            Some(TpmBackend::External(external)) => {
                let path = external.source.as_ref().and_then(|source| source.path.as_deref());
                emulator(line, &id, path.ok_or_else(|| incomplete("socket of an external TPM"))?);
            }
            None => return Err(incomplete("back end of a TPM")),
        }
        let model = tpm.model.unwrap_or(TpmModel::TpmTis);
        let driver = match model {
            TpmModel::TpmTis => rules::tpm_tis(Platform::of(domain)),
            other => other.as_str(),
        };
        let mut properties = Properties::device(driver).with("tpmdev", id).with("id", alias);
        device::set_address(&mut properties, domain, &tpm.info)?;
        line.device(&properties);
    }
    Ok(())
}

fn emulator(line: &mut CommandLine, id: &str, path: &str) {
    line.list("-chardev", OptionList::new("socket").with("id", "chrtpm").with("path", path));
    line.list("-tpmdev", OptionList::new("emulator").with("id", id).with("chardev", "chrtpm"));
}
