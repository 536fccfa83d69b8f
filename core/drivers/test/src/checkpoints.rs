//! Checkpoints of guests: moments from which changes of disks are tracked, as far as anybody can tell.

use std::sync::Arc;

use ferrovirt_api::{
    DomainCheckpointCreateFlags, DomainCheckpointDeleteFlags, DomainCheckpointIdentity, DomainCheckpointXmlFlags,
    DomainIdentity, Error, ErrorCode, ErrorDomain, Name, Result,
};
use ferrovirt_xml::domain_checkpoint::{DomainCheckpoint, Intent};
use ferrovirt_xml::domain_snapshot::SnapshotDomain;
use ferrovirt_xml::{Document as _, Format, ParseOptions};

use crate::domain::State;
use crate::driver::TestDriver;
use crate::moments::{Choice, Extent, Moment, Moments};

/// The bits that select checkpoints, which both kinds of list have.
const LEAVES: u32 = 1 << 2;
const NO_LEAVES: u32 = 1 << 3;

impl Moment for DomainCheckpoint {
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
    pub(crate) fn create_checkpoint(
        &self,
        identity: &DomainIdentity,
        xml: &str,
        flags: DomainCheckpointCreateFlags,
    ) -> Result<DomainCheckpointIdentity> {
        let redefines = flags.contains(DomainCheckpointCreateFlags::REDEFINE);
        let mut checkpoint = DomainCheckpoint::parse(xml, &ParseOptions::inactive())?;
        let domain = self.domains.find(identity)?;
        let mut change = domain.change()?;
        let state = &mut change.state;
        if !state.snapshots.is_empty() {
            return Err(unsupported("cannot create checkpoint while snapshot exists"));
        }
        if !redefines && !state.is_active() {
            return Err(unsupported("cannot create checkpoint for inactive domain"));
        }
        let document = state.current()?.clone();
        let intent = match redefines {
            true => Intent::Redefine,
            false => Intent::Make { now: self.now() },
        };
        let disks: Vec<&str> = document.disks().filter(|disk| disk.has_source).map(|disk| disk.target).collect();
        checkpoint.complete(intent, disks)?;
        let name = Name::from(checkpoint.name());
        if redefines {
            check_redefined(state, &checkpoint)?;
        } else {
            if state.checkpoints.get(&name).is_some() {
                let detail = format!("domain moment {name} already exists");
                return Err(Error::new(ErrorCode::OperationFailed, ErrorDomain::Test, detail));
            }
            checkpoint.parent = state.checkpoints.current().map(|current| current.name().to_owned());
        }
        if !matches!(checkpoint.domain, Some(SnapshotDomain::Definition(_))) {
            checkpoint.domain = Some(SnapshotDomain::Definition(Box::new(document.domain().clone())));
        }
        let checkpoints = Arc::make_mut(&mut state.checkpoints);
        checkpoints.insert(checkpoint);
        checkpoints.set_current(Some(&name));
        change.store();
        Ok(DomainCheckpointIdentity { domain: change.state.identity.clone(), name })
    }

    /// The checkpoints of a guest, or those after one of them.
    pub(crate) fn list_checkpoints(
        &self,
        identity: &DomainIdentity,
        after: Option<&str>,
        flags: u32,
    ) -> Result<Vec<DomainCheckpointIdentity>> {
        self.domains.look(identity, |state| {
            let choice = Choice {
                roots: after.is_none() && flags & 1 != 0,
                leaves: flags & LEAVES != 0,
                no_leaves: flags & NO_LEAVES != 0,
            };
            let found = match after {
                None => state.checkpoints.list(choice),
                Some(name) => {
                    known(&state.checkpoints, name)?;
                    state.checkpoints.after(name, flags & 1 != 0, choice)
                }
            };
            Ok(found.into_iter().map(|checkpoint| of(state, checkpoint.name())).collect())
        })
    }

    pub(crate) fn find_checkpoint(&self, identity: &DomainIdentity, name: &str) -> Result<DomainCheckpointIdentity> {
        self.domains.look(identity, |state| known(&state.checkpoints, name).map(|found| of(state, found.name())))
    }

    pub(crate) fn checkpoint_xml(
        &self,
        identity: &DomainCheckpointIdentity,
        flags: DomainCheckpointXmlFlags,
    ) -> Result<String> {
        use DomainCheckpointXmlFlags as F;
        let format = Format { secure: flags.contains(F::SECURE), ..Format::default() };
        self.domains.look(&identity.domain, |state| {
            let checkpoint = known(&state.checkpoints, &identity.name)?;
            if !flags.contains(F::NO_DOMAIN) {
                return Ok(checkpoint.to_xml(&format));
            }
            let alone = DomainCheckpoint {
                name: checkpoint.name.clone(),
                description: checkpoint.description.clone(),
                parent: checkpoint.parent.clone(),
                creation_time: checkpoint.creation_time,
                disks: checkpoint.disks.clone(),
                domain: None,
            };
            Ok(alone.to_xml(&format))
        })
    }

    pub(crate) fn checkpoint_parent(&self, identity: &DomainCheckpointIdentity) -> Result<DomainCheckpointIdentity> {
        self.domains.look(&identity.domain, |state| {
            let checkpoint = known(&state.checkpoints, &identity.name)?;
            match checkpoint.parent() {
                Some(parent) => Ok(of(state, parent)),
                None => Err(missing(format!("checkpoint '{}' does not have a parent", checkpoint.name()))),
            }
        })
    }

    pub(crate) fn delete_checkpoint(
        &self,
        identity: &DomainCheckpointIdentity,
        flags: DomainCheckpointDeleteFlags,
    ) -> Result<()> {
        use DomainCheckpointDeleteFlags as F;
        let domain = self.domains.find(&identity.domain)?;
        let mut change = domain.change()?;
        known(&change.state.checkpoints, &identity.name)?;
        let extent = match (flags.contains(F::CHILDREN), flags.contains(F::CHILDREN_ONLY)) {
            (_, true) => Extent::DescendantsOnly,
            (true, false) => Extent::WithDescendants,
            (false, false) => Extent::Itself,
        };
        Arc::make_mut(&mut change.state.checkpoints).remove(&identity.name, extent);
        change.store();
        Ok(())
    }
}

/// Checks the description of a checkpoint that is said to exist.
fn check_redefined(state: &State, checkpoint: &DomainCheckpoint) -> Result<()> {
    let refuse = |detail: String| Err(Error::invalid_argument(ErrorDomain::Test, detail));
    let name = checkpoint.name();
    if let Some(uuid) = checkpoint.domain.as_ref().and_then(SnapshotDomain::uuid)
        && uuid != state.identity.uuid
    {
        return refuse(format!("definition for checkpoint {name} must use uuid {}", state.identity.uuid));
    }
    match checkpoint.parent() {
        Some(parent) if parent == name => refuse(format!("cannot set checkpoint {name} as its own parent")),
        Some(parent) if state.checkpoints.get(parent).is_none() => {
            refuse(format!("parent {parent} for moment {name} not found"))
        }
        Some(parent) if state.checkpoints.get(name).is_some() && state.checkpoints.is_after(parent, name) => {
            refuse(format!("parent {parent} would create cycle to {name}"))
        }
        _ => Ok(()),
    }
}

fn of(state: &State, name: &str) -> DomainCheckpointIdentity {
    DomainCheckpointIdentity { domain: state.identity.clone(), name: name.into() }
}

fn known<'a>(checkpoints: &'a Moments<DomainCheckpoint>, name: &str) -> Result<&'a Arc<DomainCheckpoint>> {
    checkpoints.get(name).ok_or_else(|| missing(format!("no domain checkpoint with matching name '{name}'")))
}

fn missing(detail: String) -> Error {
    Error::new(ErrorCode::NoDomainCheckpoint, ErrorDomain::Test, detail)
}

fn unsupported(detail: &str) -> Error {
    Error::new(ErrorCode::OperationUnsupported, ErrorDomain::Test, detail)
}
