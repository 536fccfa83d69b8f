//! Operations of secrets.
//!
//! Input of `cargo xtask codegen`; not compiled. `mod.md` beside this file explains the attributes.

/// A secret: a passphrase or key that storage, TLS or a TPM needs.
#[object(family = "secret", key = "uuid")]
pub trait Secret {
    /// The secret as a document, without its value.
    #[operation(c = "virSecretGetXMLDesc", since = "0.7.1", access = "secret:read", wire = 143, priority = "high")]
    fn xml_desc(#[unused_flags] flags: u32) -> String;

    /// Gives the secret its value.
    #[operation(c = "virSecretSetValue", since = "0.7.1", access = "secret:write", wire = 144, priority = "high")]
    fn set_value(value: Bytes, #[unused_flags] flags: u32);

    /// The value; a private secret does not tell it.
    #[operation(c = "virSecretGetValue", since = "0.7.1", access = "secret:read-secure", wire = 145, priority = "high")]
    fn value(#[unused_flags] flags: u32) -> Bytes;

    /// Removes the secret with its value.
    #[operation(c = "virSecretUndefine", since = "0.7.1", access = "secret:delete", wire = 146, priority = "high")]
    fn undefine();
}

/// Secrets of the connection.
#[extends(family = "secret")]
pub trait Connection {
    /// The secrets that match the flags; all of them when there is none. The order is not defined.
    #[operation(
        c = "virConnectListAllSecrets", since = "0.10.2", access = "connect:search-secrets", filter = "secret:getattr", wire = 287, priority = "high",
    )]
    fn list_all_secrets(flags: ListAllSecretsFlags) -> Vec<Secret>;

    /// How many secrets there are.
    #[operation(
        c = "virConnectNumOfSecrets", since = "0.7.1", access = "connect:search-secrets", filter = "secret:getattr", wire = 139, priority = "high",
        via = "self.list_all_secrets(ListAllSecretsFlags::empty())",
        then = "count",
    )]
    fn count_secrets() -> u32;

    /// The UUIDs of all secrets.
    #[operation(
        c = "virConnectListSecrets", since = "0.7.1", access = "connect:search-secrets", filter = "secret:getattr", wire = 140, priority = "high",
        via = "self.list_all_secrets(ListAllSecretsFlags::empty())",
        then = "uuids",
    )]
    fn list_secret_uuids() -> Vec<Uuid>;

    /// The secret with this UUID.
    #[operation(c = "virSecretLookupByUUID", since = "0.7.1", access = "secret:getattr", wire = 141, priority = "high")]
    fn lookup_secret_by_uuid(uuid: Uuid) -> Secret;

    /// The secret for this use: the kind of use, and the volume, target or name that it is for.
    #[operation(c = "virSecretLookupByUsage", since = "0.7.1", access = "secret:getattr", wire = 147, priority = "high")]
    fn lookup_secret_by_usage(usage_type: SecretUsageType, usage_id: String) -> Secret;

    /// Stores a secret's definition, or replaces the one with the same UUID; its value stays.
    #[operation(c = "virSecretDefineXML", since = "0.7.1", access = "secret:write, secret:save", wire = 142, priority = "high")]
    fn define_secret_xml(xml: String, flags: SecretDefineFlags) -> Secret;
}
