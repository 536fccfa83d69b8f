//! Snapshots and checkpoints.

use super::*;

fn snapshot(guest: &Domain, name: &str, flags: DomainSnapshotCreateFlags) -> DomainSnapshot {
    done(guest.create_snapshot_xml(&format!("<domainsnapshot><name>{name}</name></domainsnapshot>"), flags))
}

fn names(snapshots: Vec<DomainSnapshot>) -> String {
    let mut names: Vec<String> = snapshots.iter().map(|snapshot| snapshot.name().to_string()).collect();
    names.sort();
    names.concat()
}

#[test]
fn snapshots_are_a_tree() {
    use DomainSnapshotListFlags as F;
    let none = DomainSnapshotCreateFlags::empty();
    let (_connection, guest) = running("a-tree");
    fails(ErrorCode::NoDomainSnapshot, "does not have a current snapshot", guest.current_snapshot(0));
    let a = snapshot(&guest, "a", none);
    snapshot(&guest, "b", none);
    done(a.revert(DomainSnapshotRevertFlags::empty()));
    done(guest.destroy());
    let c = snapshot(&guest, "c", none);
    let check = |flags: F, expected: &str| assert_eq!(names(done(guest.list_all_snapshots(flags))), expected);
    check(F::empty(), "abc");
    check(F::ROOTS, "a");
    check(F::LEAVES, "bc");
    check(F::NO_LEAVES, "a");
    check(F::ACTIVE, "ab");
    check(F::INACTIVE, "c");
    check(F::EXTERNAL, "");
    check(F::NO_METADATA, "");
    assert_eq!(names(done(a.list_all_children(DomainSnapshotChildrenFlags::DESCENDANTS))), "bc");
    assert_eq!(&*done(c.parent(0)).name(), "a");
    fails(ErrorCode::NoDomainSnapshot, "does not have a parent", a.parent(0));
    assert!(done(c.is_current(0)) && !done(a.is_current(0)) && done(a.has_metadata(0)));
    assert!(done(guest.has_current_snapshot(0)));
    assert_eq!(&*done(guest.current_snapshot(0)).name(), "c");
    fails(ErrorCode::NoDomainSnapshot, "'x'", guest.lookup_snapshot_by_name("x", 0));
    let text = done(c.xml_desc(DomainSnapshotXmlFlags::empty()));
    shows(&text, "<state>shutoff</state>\n  <parent>\n    <name>a</name>");
    shows(&text, "<memory snapshot='no'/>");
    hides(&text, "secret");
    shows(&done(c.xml_desc(DomainSnapshotXmlFlags::SECURE)), "secret");
    fails(ErrorCode::OperationInvalid, "with 3 snapshots", guest.undefine());
    done(a.delete(DomainSnapshotDeleteFlags::empty()));
    fails(ErrorCode::NoDomainSnapshot, "'a'", a.xml_desc(DomainSnapshotXmlFlags::empty()));
    fails(ErrorCode::NoDomainSnapshot, "does not have a parent", c.parent(0));
    remove(&guest);
}

#[test]
fn snapshots_are_taken_described_and_refused() {
    use DomainSnapshotCreateFlags as F;
    let (connection, guest) = running("taken");
    let events = follow(&connection, guest.uuid());
    snapshot(&guest, "a", F::ATOMIC | F::HALT);
    assert_eq!(done(guest.state(0)).reason, DomainShutoffReason::FromSnapshot.number());
    assert!(told(&events)[0].contains("Stopped/6"));
    let again = guest.create_snapshot_xml("<domainsnapshot><name>a</name></domainsnapshot>", F::empty());
    fails(ErrorCode::OperationFailed, "already exists", again);
    let disk_only = guest.create_snapshot_xml("<domainsnapshot/>", F::DISK_ONLY);
    fails(ErrorCode::InvalidArg, "unsupported flags", disk_only);
    let external = "<domainsnapshot><disks><disk name='vda' snapshot='external'/></disks></domainsnapshot>";
    fails(ErrorCode::ConfigUnsupported, "'internal'", guest.create_snapshot_xml(external, F::empty()));
    let redefine = |parent: &str| {
        let text = format!(
            "<domainsnapshot><name>b</name><state>running</state><parent><name>{parent}</name></parent>\
             <creationTime>1</creationTime></domainsnapshot>"
        );
        wait(guest.create_snapshot_xml(&text, F::REDEFINE))
    };
    assert!(redefine("a").is_ok());
    assert_eq!(redefine("x").map(drop).expect_err("no parent").code(), ErrorCode::InvalidArg);
    assert_eq!(redefine("b").map(drop).expect_err("a circle").code(), ErrorCode::InvalidArg);
    remove(&guest);
}

#[test]
fn a_guest_returns_to_a_snapshot() {
    use DomainSnapshotRevertFlags as F;
    let (connection, guest) = running("returns");
    let a = snapshot(&guest, "a", DomainSnapshotCreateFlags::empty());
    done(guest.set_metadata(DomainMetadataType::Title, Some("later"), None, None, LIVE));
    let events = follow(&connection, guest.uuid());
    let state = || {
        let state = done(guest.state(0));
        (state.state, state.reason)
    };
    done(a.revert(F::PAUSED));
    assert_eq!(state(), (DomainState::Paused, DomainPausedReason::FromSnapshot.number()));
    hides(&document(&guest), "later");
    done(a.revert(F::empty()));
    assert_eq!(state(), (DomainState::Running, DomainRunningReason::FromSnapshot.number()));
    done(guest.destroy());
    done(a.revert(F::empty()));
    let told = told(&events);
    for (event, expected) in told.iter().zip(["Suspended/5", "Resumed/2", "Stopped/1", "Started/3"]) {
        assert!(event.contains(expected), "{told:?}");
    }
    fails(ErrorCode::InvalidArg, "unsupported flags", a.revert(F::RESET_NVRAM));
    done(a.delete(DomainSnapshotDeleteFlags::CHILDREN));
    fails(ErrorCode::NoDomainSnapshot, "'a'", a.revert(F::empty()));
    fails(ErrorCode::NoDomainSnapshot, "'a'", a.delete(DomainSnapshotDeleteFlags::empty()));
    remove(&guest);
}

#[test]
fn checkpoints() {
    let none = DomainCheckpointCreateFlags::empty();
    let make = |guest: &Domain, name: &str| {
        wait(guest.create_checkpoint_xml(&format!("<domaincheckpoint><name>{name}</name></domaincheckpoint>"), none))
    };
    let (_connection, guest) = stored("checkpoints");
    let inactive = make(&guest, "a").map(drop).expect_err("shut off");
    assert_eq!(inactive.code(), ErrorCode::OperationUnsupported);
    done(guest.create());
    let a = make(&guest, "a").expect("a checkpoint");
    let b = make(&guest, "b").expect("a checkpoint");
    assert_eq!(make(&guest, "a").map(drop).expect_err("twice").code(), ErrorCode::OperationFailed);
    let text = done(b.xml_desc(DomainCheckpointXmlFlags::NO_DOMAIN));
    shows(&text, "<disk name='vda' checkpoint='bitmap' bitmap='b'/>");
    hides(&text, "<domain ");
    shows(&done(b.xml_desc(DomainCheckpointXmlFlags::empty())), "<domain ");
    assert_eq!(&*done(b.parent(0)).name(), "a");
    fails(ErrorCode::NoDomainCheckpoint, "does not have a parent", a.parent(0));
    let list = |flags| done(guest.list_all_checkpoints(flags)).len();
    assert_eq!((list(DomainCheckpointListFlags::ROOTS), list(DomainCheckpointListFlags::empty())), (1, 2));
    assert_eq!(done(a.list_all_children(DomainCheckpointChildrenFlags::empty())).len(), 1);
    fails(ErrorCode::NoDomainCheckpoint, "'x'", guest.lookup_checkpoint_by_name("x", 0));
    let snapshot = guest.create_snapshot_xml("<domainsnapshot/>", DomainSnapshotCreateFlags::empty());
    fails(ErrorCode::OperationUnsupported, "while checkpoint exists", snapshot);
    done(guest.lookup_checkpoint_by_name("a", 0));
    done(a.delete(DomainCheckpointDeleteFlags::empty()));
    fails(ErrorCode::NoDomainCheckpoint, "'a'", a.delete(DomainCheckpointDeleteFlags::empty()));
    fails(ErrorCode::NoDomainCheckpoint, "does not have a parent", b.parent(0));
    remove(&guest);
}
