//! Operations of a domain's snapshots.
//!
//! Input of `cargo xtask codegen`; not compiled. `mod.md` beside this file explains the attributes.

/// A snapshot of a domain: its disks, and its memory if it ran, as they were at one moment.
#[object(family = "hypervisor", key = "domain.uuid, name")]
pub trait DomainSnapshot {
    /// The snapshot as a document.
    #[operation(
        c = "virDomainSnapshotGetXMLDesc", since = "0.8.0", access = "domain:read, domain:read-secure@flags=VIR_DOMAIN_SNAPSHOT_XML_SECURE", wire = 186, priority = "high",
    )]
    fn xml_desc(flags: DomainSnapshotXmlFlags) -> String;

    /// The snapshot that this one was made after; an error for the first.
    #[operation(c = "virDomainSnapshotGetParent", since = "0.9.7", access = "domain:read", wire = 244, priority = "high")]
    fn parent(#[unused_flags] flags: u32) -> DomainSnapshot;

    /// The snapshots that were made after this one.
    #[operation(c = "virDomainSnapshotListAllChildren", since = "0.9.13", access = "domain:read", wire = 275, priority = "high")]
    fn list_all_children(flags: DomainSnapshotChildrenFlags) -> Vec<DomainSnapshot>;

    /// How many snapshots were made after this one.
    #[operation(
        c = "virDomainSnapshotNumChildren", since = "0.9.7", access = "domain:read", wire = 246, priority = "high",
        via = "self.list_all_children(flags)",
        then = "count",
    )]
    fn count_children(flags: DomainSnapshotChildrenFlags) -> u32;

    /// The names of the snapshots that were made after this one.
    #[operation(
        c = "virDomainSnapshotListChildrenNames", since = "0.9.7", access = "domain:read", wire = 247, priority = "high",
        via = "self.list_all_children(flags)",
        then = "names",
    )]
    fn list_children_names(flags: DomainSnapshotChildrenFlags) -> Vec<String>;

    /// Whether it is the domain's current snapshot.
    #[operation(c = "virDomainSnapshotIsCurrent", since = "0.9.13", access = "domain:read", wire = 271)]
    fn is_current(#[unused_flags] flags: u32) -> bool;

    /// Whether the driver keeps a description of it, without which it could not stay when the domain is undefined.
    #[operation(c = "virDomainSnapshotHasMetadata", since = "0.9.13", access = "domain:read", wire = 272)]
    fn has_metadata(#[unused_flags] flags: u32) -> bool;

    /// Brings the domain back to the snapshot.
    #[operation(c = "virDomainRevertToSnapshot", since = "0.8.0", access = "domain:snapshot", wire = 192, exclusive = "RUNNING|PAUSED")]
    fn revert(flags: DomainSnapshotRevertFlags);

    /// Removes the snapshot; what it shares with others stays.
    #[operation(c = "virDomainSnapshotDelete", since = "0.8.0", access = "domain:snapshot", wire = 193, exclusive = "CHILDREN|CHILDREN_ONLY")]
    fn delete(flags: DomainSnapshotDeleteFlags);
}

/// Snapshots of a domain.
#[extends(family = "hypervisor")]
pub trait Domain {
    /// Makes a snapshot as a document says.
    #[operation(
        c = "virDomainSnapshotCreateXML", since = "0.8.0", access = "domain:snapshot, domain:fs-freeze@flags=VIR_DOMAIN_SNAPSHOT_CREATE_QUIESCE", wire = 185,
        requires = "CURRENT:REDEFINE",
        exclusive = "REDEFINE|NO_METADATA, REDEFINE|HALT",
    )]
    fn create_snapshot_xml(xml: String, flags: DomainSnapshotCreateFlags) -> DomainSnapshot;

    /// The domain's snapshots that match the flags; all of them when there is none.
    #[operation(c = "virDomainListAllSnapshots", since = "0.9.13", access = "domain:read", wire = 274, priority = "high")]
    fn list_all_snapshots(flags: DomainSnapshotListFlags) -> Vec<DomainSnapshot>;

    /// How many snapshots of the domain match the flags.
    #[operation(
        c = "virDomainSnapshotNum", since = "0.8.0", access = "domain:read", wire = 187, priority = "high",
        via = "self.list_all_snapshots(flags)",
        then = "count",
    )]
    fn count_snapshots(flags: DomainSnapshotListFlags) -> u32;

    /// The names of the domain's snapshots that match the flags.
    #[operation(
        c = "virDomainSnapshotListNames", since = "0.8.0", access = "domain:read", wire = 188, priority = "high",
        via = "self.list_all_snapshots(flags)",
        then = "names",
    )]
    fn list_snapshot_names(flags: DomainSnapshotListFlags) -> Vec<String>;

    /// The domain's snapshot with this name.
    #[operation(c = "virDomainSnapshotLookupByName", since = "0.8.0", access = "domain:read", wire = 189, priority = "high")]
    fn lookup_snapshot_by_name(name: String, #[unused_flags] flags: u32) -> DomainSnapshot;

    /// Whether the domain has a current snapshot: the one that the next is made after.
    #[operation(c = "virDomainHasCurrentSnapshot", since = "0.8.0", access = "domain:read", wire = 190)]
    fn has_current_snapshot(#[unused_flags] flags: u32) -> bool;

    /// The domain's current snapshot: the one that the next is made after.
    #[operation(c = "virDomainSnapshotCurrent", since = "0.8.0", access = "domain:read", wire = 191)]
    fn current_snapshot(#[unused_flags] flags: u32) -> DomainSnapshot;
}
