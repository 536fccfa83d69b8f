//! Snapshots of guests. All are internal: a test guest's disks are kept in no file.

use std::sync::Arc;

use ferrovirt_api::{
    DomainEventResumedDetail, DomainEventStartedDetail, DomainEventStoppedDetail, DomainEventSuspendedDetail,
    DomainIdentity, DomainPausedReason, DomainRunningReason, DomainShutoffReason, DomainSnapshotCreateFlags,
    DomainSnapshotDeleteFlags, DomainSnapshotIdentity, DomainSnapshotRevertFlags, DomainSnapshotXmlFlags, DomainState,
    Error, ErrorCode, ErrorDomain, Name, Result,
};
use ferrovirt_xml::domain::devices::disk::SnapshotLocation;
use ferrovirt_xml::domain_snapshot::{
    DomainSnapshot, Intent, SnapshotDisk, SnapshotDomain, SnapshotMemory, SnapshotState,
};
use ferrovirt_xml::{Document as _, Format, ParseOptions};

use crate::document::Document;
use crate::domain::{Change, State};
use crate::driver::TestDriver;
use crate::events::Step;
use crate::moments::{Choice, Extent, Moment, Moments};

/// The groups of snapshots that lists select by, as bits that both kinds of list have.
mod group {
    pub const METADATA: u32 = 1 << 1;
    pub const LEAVES: u32 = 1 << 2;
    pub const NO_LEAVES: u32 = 1 << 3;
    pub const NO_METADATA: u32 = 1 << 4;
    pub const INACTIVE: u32 = 1 << 5;
    pub const ACTIVE: u32 = 1 << 6;
    pub const DISK_ONLY: u32 = 1 << 7;
    pub const INTERNAL: u32 = 1 << 8;
    pub const EXTERNAL: u32 = 1 << 9;
}

impl Moment for DomainSnapshot {
    fn name(&self) -> &str {
        self.name.as_deref().unwrap_or_default()
    }

    fn parent(&self) -> Option<&str> {
        self.parent.as_deref()
    }

    fn set_parent(&mut self, parent: Option<String>) {
        self.parent = parent;
    }
}

impl TestDriver {
    pub(crate) fn create_snapshot(
        &self,
        identity: &DomainIdentity,
        xml: &str,
        flags: DomainSnapshotCreateFlags,
    ) -> Result<DomainSnapshotIdentity> {
        use DomainSnapshotCreateFlags as F;
        let strict = flags.contains(F::VALIDATE);
        let mut snapshot = DomainSnapshot::parse(xml, &ParseOptions { strict, ..ParseOptions::inactive() })?;
        let mut index = self.domains.index();
        let domain = self.domains.find(identity)?;
        let mut change = domain.change()?;
        if !change.state.checkpoints.is_empty() {
            return Err(unsupported("cannot create snapshot while checkpoint exists"));
        }
        if flags.contains(F::REDEFINE) {
            self.check_redefined(&change.state, &mut snapshot)?;
        } else {
            snapshot.complete(Intent::Take { now: self.now() })?;
            fill(&change.state, &mut snapshot)?;
            if change.state.snapshots.get(snapshot.name()).is_some() {
                let detail = format!("domain moment {} already exists", snapshot.name());
                return Err(Error::new(ErrorCode::OperationFailed, ErrorDomain::Test, detail));
            }
        }
        let name = Name::from(snapshot.name());
        let snapshots = Arc::make_mut(&mut change.state.snapshots);
        snapshots.insert(snapshot);
        if !flags.contains(F::REDEFINE) || flags.contains(F::CURRENT) {
            snapshots.set_current(Some(&name));
        }
        change.store();
        let of = change.state.identity.clone();
        if flags.contains(F::HALT) && !flags.contains(F::REDEFINE) && change.state.is_active() {
            let (reason, detail) = (DomainShutoffReason::FromSnapshot, DomainEventStoppedDetail::FromSnapshot);
            self.stop_held(&mut index, &mut change, reason, detail)?;
        }
        Ok(DomainSnapshotIdentity { domain: of, name })
    }

    /// Checks the description of a snapshot that is said to exist.
    fn check_redefined(&self, state: &State, snapshot: &mut DomainSnapshot) -> Result<()> {
        let refuse = |detail: String| Err(Error::invalid_argument(ErrorDomain::Test, detail));
        snapshot.complete(Intent::Redefine)?;
        let name = snapshot.name().to_owned();
        if let Some(uuid) = snapshot.domain.as_ref().and_then(SnapshotDomain::uuid)
            && uuid != state.identity.uuid
        {
            return refuse(format!("definition for snapshot {name} must use uuid {}", state.identity.uuid));
        }
        if let Some(parent) = snapshot.parent() {
            if parent == name {
                return refuse(format!("cannot set snapshot {name} as its own parent"));
            }
            if state.snapshots.get(parent).is_none() {
                return refuse(format!("parent {parent} for snapshot {name} not found"));
            }
            if state.snapshots.get(&name).is_some() && state.snapshots.is_after(parent, &name) {
                return refuse(format!("parent {parent} would create cycle to {name}"));
            }
        }
        match &mut snapshot.domain {
            Some(SnapshotDomain::Definition(domain)) => {
                let document = Document::of(domain.as_ref().clone(), self.host.system())?;
                *domain = Box::new(document.domain().clone());
            }
            // Without a definition there would be nothing to return to.
            domain => *domain = Some(SnapshotDomain::Definition(Box::new(state.current()?.domain().clone()))),
        }
        Ok(())
    }

    /// The snapshots of a guest, or those after one of them.
    pub(crate) fn list_snapshots(
        &self,
        identity: &DomainIdentity,
        after: Option<&str>,
        flags: u32,
    ) -> Result<Vec<DomainSnapshotIdentity>> {
        self.domains.look(identity, |state| {
            let choice = Choice {
                roots: after.is_none() && flags & 1 != 0,
                leaves: flags & group::LEAVES != 0,
                no_leaves: flags & group::NO_LEAVES != 0,
            };
            let found = match after {
                None => state.snapshots.list(choice),
                Some(name) => {
                    known(&state.snapshots, name)?;
                    state.snapshots.after(name, flags & 1 != 0, choice)
                }
            };
            let chosen = found.into_iter().filter(|snapshot| is_chosen(snapshot, flags));
            let identity = |snapshot: &Arc<DomainSnapshot>| of(state, snapshot.name());
            Ok(chosen.map(identity).collect())
        })
    }

    pub(crate) fn find_snapshot(&self, identity: &DomainIdentity, name: &str) -> Result<DomainSnapshotIdentity> {
        self.domains.look(identity, |state| known(&state.snapshots, name).map(|snapshot| of(state, snapshot.name())))
    }

    pub(crate) fn has_current_snapshot(&self, identity: &DomainIdentity) -> Result<bool> {
        self.domains.look(identity, |state| Ok(state.snapshots.current().is_some()))
    }

    pub(crate) fn current_snapshot(&self, identity: &DomainIdentity) -> Result<DomainSnapshotIdentity> {
        self.domains.look(identity, |state| match state.snapshots.current() {
            Some(snapshot) => Ok(of(state, snapshot.name())),
            None => Err(missing("the domain does not have a current snapshot".into())),
        })
    }

    /// Looks at a snapshot.
    pub(crate) fn snapshot<T>(
        &self,
        identity: &DomainSnapshotIdentity,
        look: impl FnOnce(&State, &DomainSnapshot) -> Result<T>,
    ) -> Result<T> {
        self.domains.look(&identity.domain, |state| look(state, known(&state.snapshots, &identity.name)?))
    }

    pub(crate) fn snapshot_xml(
        &self,
        identity: &DomainSnapshotIdentity,
        flags: DomainSnapshotXmlFlags,
    ) -> Result<String> {
        let secure = flags.contains(DomainSnapshotXmlFlags::SECURE);
        self.snapshot(identity, |_, snapshot| Ok(snapshot.to_xml(&Format { secure, ..Format::default() })))
    }

    pub(crate) fn snapshot_parent(&self, identity: &DomainSnapshotIdentity) -> Result<DomainSnapshotIdentity> {
        self.snapshot(identity, |state, snapshot| match snapshot.parent() {
            Some(parent) => Ok(of(state, parent)),
            None => Err(missing(format!("snapshot '{}' does not have a parent", snapshot.name()))),
        })
    }

    pub(crate) fn snapshot_is_current(&self, identity: &DomainSnapshotIdentity) -> Result<bool> {
        self.snapshot(identity, |state, snapshot| {
            Ok(state.snapshots.current().is_some_and(|current| current.name() == snapshot.name()))
        })
    }

    pub(crate) fn delete_snapshot(
        &self,
        identity: &DomainSnapshotIdentity,
        flags: DomainSnapshotDeleteFlags,
    ) -> Result<()> {
        use DomainSnapshotDeleteFlags as F;
        let domain = self.domains.find(&identity.domain)?;
        let mut change = domain.change()?;
        known(&change.state.snapshots, &identity.name)?;
        let extent = match (flags.contains(F::CHILDREN), flags.contains(F::CHILDREN_ONLY)) {
            (_, true) => Extent::DescendantsOnly,
            (true, false) => Extent::WithDescendants,
            (false, false) => Extent::Itself,
        };
        Arc::make_mut(&mut change.state.snapshots).remove(&identity.name, extent);
        change.store();
        Ok(())
    }

    /// Lets a guest go on from a snapshot.
    pub(crate) fn revert(&self, identity: &DomainSnapshotIdentity, flags: DomainSnapshotRevertFlags) -> Result<()> {
        use DomainSnapshotRevertFlags as F;
        let mut index = self.domains.index();
        let domain = self.domains.find(&identity.domain)?;
        let mut change = domain.change()?;
        let snapshot = known(&change.state.snapshots, &identity.name)?.clone();
        let Some(SnapshotDomain::Definition(definition)) = &snapshot.domain else {
            let detail = format!("snapshot '{}' lacks domain details", snapshot.name());
            return Err(Error::new(ErrorCode::SnapshotRevertRisky, ErrorDomain::Test, detail));
        };
        let document = Arc::new(Document::of(definition.as_ref().clone(), self.host.system())?);
        let was = snapshot.state.unwrap_or(SnapshotState::Shutoff);
        let wants_paused = flags.contains(F::PAUSED);
        let wants_running = flags.contains(F::RUNNING);
        let is_active = matches!(was, SnapshotState::Running | SnapshotState::Paused) || wants_paused || wants_running;
        let pauses = wants_paused || (was == SnapshotState::Paused && !wants_running);
        Arc::make_mut(&mut change.state.snapshots).set_current(Some(&identity.name));
        if change.state.is_persistent() {
            change.state.config = Some(document.clone());
        }
        change.store();
        if !is_active {
            if change.state.is_active() {
                let (reason, detail) = (DomainShutoffReason::FromSnapshot, DomainEventStoppedDetail::FromSnapshot);
                return self.stop_held(&mut index, &mut change, reason, detail);
            }
            change.state.reason = DomainShutoffReason::FromSnapshot.number();
            change.store();
            return Ok(());
        }
        let was_active = change.state.is_active();
        let was_paused = change.state.state == DomainState::Paused;
        let id = match was_active {
            true => change.state.identity.id,
            false => index.start(domain.clone()),
        };
        change.state.start(&document, id, self.host.clock());
        change.state.reason = DomainRunningReason::FromSnapshot.number();
        self.tell_reverted(&mut change, was_active, was_paused, pauses)
    }

    /// Tells how a guest came to run after it returned to a snapshot.
    fn tell_reverted(&self, change: &mut Change<'_>, was_active: bool, was_paused: bool, pauses: bool) -> Result<()> {
        if !was_active {
            self.finish(change, Step::Started(DomainEventStartedDetail::FromSnapshot))?;
        }
        if pauses {
            change.state.pause(self.host.clock());
            change.state.reason = DomainPausedReason::FromSnapshot.number();
        }
        match (pauses, was_active && was_paused) {
            (true, false) => self.finish(change, Step::Suspended(DomainEventSuspendedDetail::FromSnapshot)).map(drop),
            (false, true) => self.finish(change, Step::Resumed(DomainEventResumedDetail::FromSnapshot)).map(drop),
            _ => {
                change.store();
                Ok(())
            }
        }
    }

    /// Gives a guest of a fresh host the snapshots of its document.
    pub(crate) fn take_snapshots(&self, state: &mut State, documents: Vec<DomainSnapshot>) -> Result<()> {
        for mut snapshot in documents {
            let is_current = snapshot.active == Some(1);
            snapshot.active = None;
            self.check_redefined(state, &mut snapshot)?;
            let name = snapshot.name().to_owned();
            let snapshots = Arc::make_mut(&mut state.snapshots);
            snapshots.insert(snapshot);
            if is_current {
                snapshots.set_current(Some(&name));
            }
        }
        Ok(())
    }
}

/// What the moment of taking tells: the state, the moment before, the guest, and where things are kept.
fn fill(state: &State, snapshot: &mut DomainSnapshot) -> Result<()> {
    let document = state.current()?;
    let refuse = |detail: String| Err(Error::new(ErrorCode::ConfigUnsupported, ErrorDomain::Test, detail));
    let stated = std::mem::take(&mut snapshot.disks);
    let targets: Vec<&str> = document.disks().map(|disk| disk.target).collect();
    if let Some(disk) = stated.iter().find(|disk| !targets.contains(&disk.name.as_str())) {
        return refuse(format!("no disk named '{}'", disk.name));
    }
    for target in targets {
        let known = stated.iter().find(|disk| disk.name == target);
        match known.and_then(|disk| disk.snapshot) {
            None | Some(SnapshotLocation::Internal) => {}
            Some(_) => return refuse(format!("disk '{target}' must use snapshot mode 'internal'")),
        }
        let name = target.to_owned();
        snapshot.disks.push(SnapshotDisk { name, snapshot: Some(SnapshotLocation::Internal), ..Default::default() });
    }
    let location = match state.is_active() {
        true => SnapshotLocation::Internal,
        false => SnapshotLocation::No,
    };
    if snapshot.memory.as_ref().and_then(|memory| memory.snapshot).is_some_and(|wanted| wanted != location) {
        return refuse(format!("memory must use snapshot mode '{location}'"));
    }
    snapshot.memory = Some(SnapshotMemory { snapshot: Some(location), file: None });
    snapshot.state = Some(match state.state {
        DomainState::Running => SnapshotState::Running,
        DomainState::Paused => SnapshotState::Paused,
        DomainState::Crashed => SnapshotState::Crashed,
        _ => SnapshotState::Shutoff,
    });
    snapshot.parent = state.snapshots.current().map(|current| current.name().to_owned());
    snapshot.domain = Some(SnapshotDomain::Definition(Box::new(document.domain().clone())));
    Ok(())
}

/// Whether a snapshot is in every group that the flags name.
fn is_chosen(snapshot: &DomainSnapshot, flags: u32) -> bool {
    let is_inactive = matches!(snapshot.state, None | Some(SnapshotState::Shutoff | SnapshotState::Crashed));
    let is_disk_only = snapshot.state == Some(SnapshotState::DiskSnapshot);
    let is_external = snapshot.disks.iter().any(|disk| disk.snapshot == Some(SnapshotLocation::External))
        || snapshot.memory.as_ref().is_some_and(|memory| memory.snapshot == Some(SnapshotLocation::External));
    let groups: [&[(u32, bool)]; 3] = [
        &[(group::METADATA, true), (group::NO_METADATA, false)],
        &[
            (group::INACTIVE, is_inactive),
            (group::ACTIVE, !is_inactive && !is_disk_only),
            (group::DISK_ONLY, is_disk_only),
        ],
        &[(group::INTERNAL, !is_external), (group::EXTERNAL, is_external)],
    ];
    groups.iter().all(|group| {
        let is_named = group.iter().any(|(flag, _)| flags & flag != 0);
        !is_named || group.iter().any(|(flag, holds)| flags & flag != 0 && *holds)
    })
}

fn of(state: &State, name: &str) -> DomainSnapshotIdentity {
    DomainSnapshotIdentity { domain: state.identity.clone(), name: name.into() }
}

fn known<'a>(snapshots: &'a Moments<DomainSnapshot>, name: &str) -> Result<&'a Arc<DomainSnapshot>> {
    snapshots.get(name).ok_or_else(|| missing(format!("no domain snapshot with matching name '{name}'")))
}

fn missing(detail: String) -> Error {
    Error::new(ErrorCode::NoDomainSnapshot, ErrorDomain::Test, detail)
}

fn unsupported(detail: &str) -> Error {
    Error::new(ErrorCode::OperationUnsupported, ErrorDomain::Test, detail)
}
