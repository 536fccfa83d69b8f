//! Snapshots and checkpoints.

use super::*;
use ErrorCode as E;

/// Calls for a guest that runs and has snapshots: `b`, which is the current one, after `a`.
fn snapshots<T>(connection: &Connection, call: impl FnOnce(&Domain, &DomainSnapshot, &DomainSnapshot) -> T) -> T {
    running(connection, |guest| {
        let [a, b] = ["a", "b"].map(|name| {
            let text = format!("<domainsnapshot><name>{name}</name></domainsnapshot>");
            done(guest.create_snapshot_xml(&text, DomainSnapshotCreateFlags::empty()))
        });
        call(guest, &a, &b)
    })
}

/// Calls for a guest that runs and has checkpoints: `b` after `a`.
fn checkpoints<T>(connection: &Connection, call: impl FnOnce(&Domain, &DomainCheckpoint, &DomainCheckpoint) -> T) -> T {
    running(connection, |guest| {
        let [a, b] = ["a", "b"].map(|name| {
            let text = format!("<domaincheckpoint><name>{name}</name></domaincheckpoint>");
            done(guest.create_checkpoint_xml(&text, DomainCheckpointCreateFlags::empty()))
        });
        call(guest, &a, &b)
    })
}

fn deleted_snapshot(connection: &Connection) -> DomainSnapshot {
    snapshots(connection, |_, a, _| {
        done(a.delete(DomainSnapshotDeleteFlags::empty()));
        a.clone()
    })
}

/// Asks a snapshot that is gone, of a guest that is there.
fn of_deleted<T>(connection: &Connection, call: impl FnOnce(&DomainSnapshot) -> T) -> T {
    snapshots(connection, |_, a, _| {
        done(a.delete(DomainSnapshotDeleteFlags::empty()));
        call(a)
    })
}

/// Of snapshots and checkpoints.
pub const CASES: &[Case] = &[
    double(
        "virDomainSnapshotCreateXML",
        |connection| snapshots(connection, |_, a, _| assert_eq!(&*a.name(), "a")),
        E::OperationFailed,
        |connection| {
            snapshots(connection, |guest, _, _| {
                let again = "<domainsnapshot><name>a</name></domainsnapshot>";
                tried(guest.create_snapshot_xml(again, DomainSnapshotCreateFlags::empty()))
            })
        },
    ),
    case(
        "virDomainListAllSnapshots",
        |connection| {
            with(connection, |guest| {
                assert!(done(guest.list_all_snapshots(DomainSnapshotListFlags::empty())).is_empty());
                assert_eq!(done(guest.count_snapshots(DomainSnapshotListFlags::empty())), 0);
                assert!(done(guest.list_snapshot_names(DomainSnapshotListFlags::empty())).is_empty());
            });
            if done(connection.hypervisor_type()) == "TEST" {
                snapshots(connection, |guest, a, _| {
                    let roots = done(guest.list_all_snapshots(DomainSnapshotListFlags::ROOTS));
                    assert_eq!((roots.len(), roots[0].name()), (1, a.name()));
                    assert_eq!(done(guest.count_snapshots(DomainSnapshotListFlags::empty())), 2);
                    assert_eq!(done(guest.list_snapshot_names(DomainSnapshotListFlags::ROOTS)), ["a"]);
                });
            }
        },
        E::NoDomain,
        |connection| tried(gone(connection).list_all_snapshots(DomainSnapshotListFlags::empty())),
    )
    .also(&["virDomainSnapshotNum", "virDomainSnapshotListNames"]),
    double(
        "virDomainSnapshotLookupByName",
        |connection| {
            snapshots(connection, |guest, a, _| {
                assert_eq!(done(guest.lookup_snapshot_by_name("a", 0)).name(), a.name());
            });
        },
        E::NoDomainSnapshot,
        |connection| with(connection, |guest| tried(guest.lookup_snapshot_by_name("x", 0))),
    ),
    double(
        "virDomainHasCurrentSnapshot",
        |connection| {
            with(connection, |guest| assert!(!done(guest.has_current_snapshot(0))));
            snapshots(connection, |guest, _, _| assert!(done(guest.has_current_snapshot(0))));
        },
        E::NoDomain,
        |connection| tried(gone(connection).has_current_snapshot(0)),
    ),
    double(
        "virDomainSnapshotCurrent",
        |connection| {
            snapshots(connection, |guest, _, b| assert_eq!(done(guest.current_snapshot(0)).name(), b.name()));
        },
        E::NoDomainSnapshot,
        |connection| with(connection, |guest| tried(guest.current_snapshot(0))),
    ),
    double(
        "virDomainSnapshotGetXMLDesc",
        |connection| {
            snapshots(connection, |_, _, b| {
                shows(&done(b.xml_desc(DomainSnapshotXmlFlags::empty())), "<name>a</name>\n  </parent>");
            });
        },
        E::NoDomainSnapshot,
        |connection| of_deleted(connection, |a| tried(a.xml_desc(DomainSnapshotXmlFlags::empty()))),
    ),
    double(
        "virDomainSnapshotGetParent",
        |connection| snapshots(connection, |_, a, b| assert_eq!(done(b.parent(0)).name(), a.name())),
        E::NoDomainSnapshot,
        |connection| snapshots(connection, |_, a, _| tried(a.parent(0))),
    ),
    double(
        "virDomainSnapshotListAllChildren",
        |connection| {
            let flags = DomainSnapshotChildrenFlags::empty();
            snapshots(connection, |_, a, b| {
                let children = done(a.list_all_children(flags));
                assert_eq!((children.len(), children[0].name()), (1, b.name()));
                assert_eq!((done(a.count_children(flags)), done(a.list_children_names(flags))), (1, vec!["b".into()]));
            });
        },
        E::NoDomainSnapshot,
        |connection| of_deleted(connection, |a| tried(a.list_all_children(DomainSnapshotChildrenFlags::empty()))),
    )
    .also(&["virDomainSnapshotNumChildren", "virDomainSnapshotListChildrenNames"]),
    double(
        "virDomainSnapshotIsCurrent",
        |connection| {
            snapshots(connection, |_, a, b| assert!(!done(a.is_current(0)) && done(b.is_current(0))));
        },
        E::NoDomain,
        |connection| tried(deleted_snapshot(connection).is_current(0)),
    ),
    double(
        "virDomainSnapshotHasMetadata",
        |connection| snapshots(connection, |_, a, _| assert!(done(a.has_metadata(0)))),
        E::NoDomainSnapshot,
        |connection| of_deleted(connection, |a| tried(a.has_metadata(0))),
    ),
    double(
        "virDomainRevertToSnapshot",
        |connection| {
            snapshots(connection, |guest, a, _| {
                done(guest.destroy());
                done(a.revert(DomainSnapshotRevertFlags::empty()));
                assert!(done(guest.is_active()) && done(a.is_current(0)));
            });
        },
        E::NoDomainSnapshot,
        |connection| of_deleted(connection, |a| tried(a.revert(DomainSnapshotRevertFlags::empty()))),
    ),
    double(
        "virDomainSnapshotDelete",
        |connection| {
            snapshots(connection, |guest, a, _| {
                done(a.delete(DomainSnapshotDeleteFlags::CHILDREN));
                assert_eq!(done(guest.count_snapshots(DomainSnapshotListFlags::empty())), 0);
            });
        },
        E::NoDomainSnapshot,
        |connection| of_deleted(connection, |a| tried(a.delete(DomainSnapshotDeleteFlags::empty()))),
    ),
    double(
        "virDomainCheckpointCreateXML",
        |connection| checkpoints(connection, |_, a, _| assert_eq!(&*a.name(), "a")),
        E::OperationUnsupported,
        |connection| {
            let flags = DomainCheckpointCreateFlags::empty();
            with(connection, |guest| tried(guest.create_checkpoint_xml("<domaincheckpoint/>", flags)))
        },
    ),
    double(
        "virDomainListAllCheckpoints",
        |connection| {
            checkpoints(connection, |guest, _, _| {
                assert_eq!(done(guest.list_all_checkpoints(DomainCheckpointListFlags::empty())).len(), 2);
                assert_eq!(done(guest.list_all_checkpoints(DomainCheckpointListFlags::ROOTS)).len(), 1);
            });
        },
        E::NoDomain,
        |connection| tried(gone(connection).list_all_checkpoints(DomainCheckpointListFlags::empty())),
    ),
    double(
        "virDomainCheckpointLookupByName",
        |connection| {
            checkpoints(connection, |guest, a, _| {
                assert_eq!(done(guest.lookup_checkpoint_by_name("a", 0)).name(), a.name());
            });
        },
        E::NoDomainCheckpoint,
        |connection| with(connection, |guest| tried(guest.lookup_checkpoint_by_name("x", 0))),
    ),
    double(
        "virDomainCheckpointGetXMLDesc",
        |connection| {
            checkpoints(connection, |_, a, _| {
                shows(&done(a.xml_desc(DomainCheckpointXmlFlags::NO_DOMAIN)), "<disk name='vda' checkpoint='bitmap'");
            });
        },
        E::NoDomain,
        |connection| {
            let old = checkpoints(connection, |_, a, _| a.clone());
            tried(old.xml_desc(DomainCheckpointXmlFlags::empty()))
        },
    ),
    double(
        "virDomainCheckpointGetParent",
        |connection| checkpoints(connection, |_, a, b| assert_eq!(done(b.parent(0)).name(), a.name())),
        E::NoDomainCheckpoint,
        |connection| checkpoints(connection, |_, a, _| tried(a.parent(0))),
    ),
    double(
        "virDomainCheckpointListAllChildren",
        |connection| {
            checkpoints(connection, |_, a, b| {
                let children = done(a.list_all_children(DomainCheckpointChildrenFlags::empty()));
                assert_eq!((children.len(), children[0].name()), (1, b.name()));
            });
        },
        E::NoDomain,
        |connection| {
            let old = checkpoints(connection, |_, a, _| a.clone());
            tried(old.list_all_children(DomainCheckpointChildrenFlags::empty()))
        },
    ),
    double(
        "virDomainCheckpointDelete",
        |connection| {
            checkpoints(connection, |guest, a, _| {
                done(a.delete(DomainCheckpointDeleteFlags::empty()));
                assert_eq!(done(guest.list_all_checkpoints(DomainCheckpointListFlags::empty())).len(), 1);
            });
        },
        E::NoDomainCheckpoint,
        |connection| {
            checkpoints(connection, |_, a, _| {
                done(a.delete(DomainCheckpointDeleteFlags::empty()));
                tried(a.delete(DomainCheckpointDeleteFlags::empty()))
            })
        },
    ),
];
