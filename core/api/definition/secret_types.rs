//! Values and events of secrets.
//!
//! Input of `cargo xtask codegen`; not compiled. `mod.md` beside this file explains the attributes.

/// Which secret.
#[record]
pub struct SecretIdentity {
    /// The UUID.
    pub uuid: Uuid,
    /// What kind of use it is for.
    pub usage_type: SecretUsageType,
    /// The volume, target or name that it is for; empty when it is for none.
    pub usage_id: String,
}

/// What a secret is for.
#[enumeration(c = "virSecretUsageType")]
pub enum SecretUsageType {
    /// Nothing in particular.
    #[value(c = "VIR_SECRET_USAGE_TYPE_NONE", since = "0.7.1")]
    None = 0,
    /// An encrypted volume.
    #[value(c = "VIR_SECRET_USAGE_TYPE_VOLUME", since = "0.7.1")]
    Volume = 1,
    /// A Ceph cluster.
    #[value(c = "VIR_SECRET_USAGE_TYPE_CEPH", since = "0.9.7")]
    Ceph = 2,
    /// An iSCSI target.
    #[value(c = "VIR_SECRET_USAGE_TYPE_ISCSI", since = "1.0.4")]
    Iscsi = 3,
    /// A private key of TLS.
    #[value(c = "VIR_SECRET_USAGE_TYPE_TLS", since = "2.3.0")]
    Tls = 4,
    /// The state of a virtual TPM.
    #[value(c = "VIR_SECRET_USAGE_TYPE_VTPM", since = "5.6.0")]
    Vtpm = 5,
}

/// Which secrets to list: within a group any match counts, and every group that is named must match.
#[flags(c = "virConnectListAllSecretsFlags")]
pub enum ListAllSecretsFlags {
    /// Secrets that are kept in memory only.
    #[value(c = "VIR_CONNECT_LIST_SECRETS_EPHEMERAL", since = "0.10.2")]
    Ephemeral = 0x1,
    /// Secrets that are kept on disk.
    #[value(c = "VIR_CONNECT_LIST_SECRETS_NO_EPHEMERAL", since = "0.10.2")]
    NoEphemeral = 0x2,
    /// Secrets that do not tell their value.
    #[value(c = "VIR_CONNECT_LIST_SECRETS_PRIVATE", since = "0.10.2")]
    Private = 0x4,
    /// Secrets that tell their value.
    #[value(c = "VIR_CONNECT_LIST_SECRETS_NO_PRIVATE", since = "0.10.2")]
    NoPrivate = 0x8,
}

/// How to store a secret.
#[flags(c = "virSecretDefineFlags")]
pub enum SecretDefineFlags {
    /// Check the document against its schema first.
    #[value(c = "VIR_SECRET_DEFINE_VALIDATE", since = "7.7.0")]
    Validate = 0x1,
}

/// A step in the life of a secret.
#[enumeration(c = "virSecretEventLifecycleType")]
pub enum SecretEventType {
    /// A definition was stored.
    #[value(c = "VIR_SECRET_EVENT_DEFINED", since = "3.0.0")]
    Defined = 0,
    /// The definition was removed.
    #[value(c = "VIR_SECRET_EVENT_UNDEFINED", since = "3.0.0")]
    Undefined = 1,
}

/// What happened to a secret.
#[tagged(c = "virSecretEventID")]
pub enum SecretEventKind {
    /// A step of its life; `detail` is 0 so far.
    #[value(c = "VIR_SECRET_EVENT_ID_LIFECYCLE", since = "3.0.0")]
    Lifecycle { event: SecretEventType, detail: i32 } = 0,
    /// Its value changed.
    #[value(c = "VIR_SECRET_EVENT_ID_VALUE_CHANGED", since = "3.0.0")]
    ValueChanged = 1,
}
