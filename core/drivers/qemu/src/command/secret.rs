//! Secrets on their way to QEMU.
//!
//! The master key is in a file that only QEMU's user can read. Further secrets are handed over in files of the same kind, in
//! the guest's own directory: the command line, which everybody on the host can read, never holds one.

use ferrovirt_error::Result;
use ferrovirt_xml::domain::devices::disk_source::{AuthSecret, EncryptionSecret};

use super::properties::Properties;
use super::{CommandLine, Launch, SecretPlace, incomplete};

pub(super) fn master_key(line: &mut CommandLine, launch: &Launch<'_>) {
    let object =
        Properties::object("secret", "masterKey0").with("format", "raw").with("file", launch.paths.master_key.as_str());
    line.object(&object);
}

/// Which secret a document means.
#[derive(Clone, Debug)]
pub(super) struct SecretReference {
    kind: &'static str,
    reference: String,
}

impl SecretReference {
    /// The secret of an authentication.
    pub(super) fn of_authentication(secret: &AuthSecret) -> Result<SecretReference> {
        let kind = secret.secret_type.map_or("", |kind| kind.as_str());
        let reference = secret.uuid.map(|uuid| uuid.to_string()).or_else(|| secret.usage.clone());
        Ok(SecretReference { kind, reference: reference.ok_or_else(|| incomplete("secret"))? })
    }

    /// The secret of an encryption.
    pub(super) fn of_encryption(secret: &EncryptionSecret) -> Result<SecretReference> {
        let reference = secret.uuid.map(|uuid| uuid.to_string()).or_else(|| secret.usage.clone());
        Ok(SecretReference { kind: "volume", reference: reference.ok_or_else(|| incomplete("secret"))? })
    }
}

/// The object that holds a secret's value.
pub(super) fn object(id: &str, secret: &SecretReference, launch: &mut Launch<'_>) -> Result<Properties> {
    let place = launch.resources.secret(id, secret.kind, &secret.reference)?;
    Ok(at(id, place))
}

fn at(id: &str, place: SecretPlace) -> Properties {
    match place {
        SecretPlace::File(path) => Properties::object("secret", id).with("format", "raw").with("file", path),
        SecretPlace::Encrypted { data, vector } => Properties::object("secret", id)
            .with("data", data)
            .with("keyid", "masterKey0")
            .with("iv", vector)
            .with("format", "base64"),
    }
}

/// The object that holds a value of the document itself.
pub(super) fn literal(id: &str, value: &str, launch: &mut Launch<'_>) -> Result<Properties> {
    let place = launch.resources.literal_secret(id, value)?;
    Ok(at(id, place))
}

/// The object that holds the pass phrase of a certificate's key.
pub(super) fn of_certificate(id: &str, reference: &str, launch: &mut Launch<'_>) -> Result<Properties> {
    let place = launch.resources.secret(id, "tls", reference)?;
    Ok(at(id, place))
}
