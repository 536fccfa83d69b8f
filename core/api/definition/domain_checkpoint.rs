//! Operations of a domain's checkpoints.
//!
//! Input of `cargo xtask codegen`; not compiled. `mod.md` beside this file explains the attributes.

/// A checkpoint of a domain: from it on, what changes on disk is remembered for incremental backups.
#[object(family = "hypervisor", key = "domain.uuid, name")]
pub trait DomainCheckpoint {
    /// The checkpoint as a document.
    #[operation(
        c = "virDomainCheckpointGetXMLDesc", since = "5.6.0", access = "domain:read, domain:read-secure@flags=VIR_DOMAIN_CHECKPOINT_XML_SECURE", wire = 412,
    )]
    fn xml_desc(flags: DomainCheckpointXmlFlags) -> String;

    /// The checkpoint that this one was made after; an error for the first.
    #[operation(c = "virDomainCheckpointGetParent", since = "5.6.0", access = "domain:read", wire = 416, priority = "high")]
    fn parent(#[unused_flags] flags: u32) -> DomainCheckpoint;

    /// The checkpoints that were made after this one.
    #[operation(c = "virDomainCheckpointListAllChildren", since = "5.6.0", access = "domain:read", wire = 414, priority = "high")]
    fn list_all_children(flags: DomainCheckpointChildrenFlags) -> Vec<DomainCheckpoint>;

    /// Removes the checkpoint; what it remembered goes to the one before.
    #[operation(c = "virDomainCheckpointDelete", since = "5.6.0", access = "domain:checkpoint", wire = 417, exclusive = "CHILDREN|CHILDREN_ONLY")]
    fn delete(flags: DomainCheckpointDeleteFlags);
}

/// Checkpoints of a domain.
#[extends(family = "hypervisor")]
pub trait Domain {
    /// Makes a checkpoint as a document says.
    #[operation(
        c = "virDomainCheckpointCreateXML", since = "5.6.0", access = "domain:checkpoint, domain:fs-freeze@flags=VIR_DOMAIN_CHECKPOINT_CREATE_QUIESCE", wire = 411,
        exclusive = "REDEFINE|QUIESCE",
        requires = "REDEFINE_VALIDATE:REDEFINE",
    )]
    fn create_checkpoint_xml(xml: String, flags: DomainCheckpointCreateFlags) -> DomainCheckpoint;

    /// The domain's checkpoints that match the flags; all of them when there is none.
    #[operation(c = "virDomainListAllCheckpoints", since = "5.6.0", access = "domain:read", wire = 413, priority = "high")]
    fn list_all_checkpoints(flags: DomainCheckpointListFlags) -> Vec<DomainCheckpoint>;

    /// The domain's checkpoint with this name.
    #[operation(c = "virDomainCheckpointLookupByName", since = "5.6.0", access = "domain:read", wire = 415, priority = "high")]
    fn lookup_checkpoint_by_name(name: String, #[unused_flags] flags: u32) -> DomainCheckpoint;
}
