//! `<secret>`: what a secret is for. Its value is never part of a document.

mod complete;

use crate::scalar::YesNo;
use crate::{element, group};
use uuid::Uuid;

/// A secret.
#[element("secret")]
pub struct Secret {
    /// Whether its value is kept in memory only.
    pub ephemeral: Option<YesNo>,
    /// Whether its value is shown to nobody.
    pub private: Option<YesNo>,
    /// Its identity.
    #[xml("uuid")]
    pub uuid: Option<Uuid>,
    /// A description.
    #[xml("description")]
    pub description: Option<String>,
    /// What it is for.
    pub usage: Option<SecretUsage>,
}

/// What a secret is for.
#[element("usage", by = "type")]
pub enum SecretUsage {
    /// Nothing in particular.
    #[default]
    None,
    /// An encrypted volume.
    Volume(VolumeUsage),
    /// Access to Ceph.
    #[xml(since = "0.9.7")]
    Ceph(NamedUsage),
    /// Access to an iSCSI target.
    #[xml(since = "1.0.4")]
    Iscsi(TargetUsage),
    /// The key of a certificate.
    #[xml(since = "2.3.0")]
    Tls(NamedUsage),
    /// The state of an emulated TPM.
    #[xml(since = "5.6.0")]
    Vtpm(NamedUsage),
}

/// An encrypted volume.
#[group]
pub struct VolumeUsage {
    /// Its path.
    #[xml("volume")]
    pub volume: String,
}

/// Something with a name.
#[group]
pub struct NamedUsage {
    /// The name by which documents refer to the secret.
    #[xml("name")]
    pub name: String,
}

/// An iSCSI target.
#[group]
pub struct TargetUsage {
    /// The name by which documents refer to the secret.
    #[xml("target")]
    pub target: String,
}

impl SecretUsage {
    /// The word for what it is for.
    pub const fn kind(&self) -> &'static str {
        match self {
            SecretUsage::None => "none",
            SecretUsage::Volume(_) => "volume",
            SecretUsage::Ceph(_) => "ceph",
            SecretUsage::Iscsi(_) => "iscsi",
            SecretUsage::Tls(_) => "tls",
            SecretUsage::Vtpm(_) => "vtpm",
        }
    }

    /// The name by which documents refer to the secret, unique among secrets for the same.
    pub fn name(&self) -> Option<&str> {
        match self {
            SecretUsage::None => None,
            SecretUsage::Volume(usage) => Some(&usage.volume),
            SecretUsage::Iscsi(usage) => Some(&usage.target),
            SecretUsage::Ceph(usage) | SecretUsage::Tls(usage) | SecretUsage::Vtpm(usage) => Some(&usage.name),
        }
    }
}
