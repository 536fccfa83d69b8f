//! The life of guests: every step that libvirt's state machine has, with its event.
//!
//! Whoever adds, removes, starts, stops or renames holds the index first and the guest second, never the other way.

use std::sync::Arc;

use ferrovirt_api::{
    DomainCreateFlags, DomainDefineFlags, DomainEventDefinedDetail, DomainEventKind, DomainEventResumedDetail,
    DomainEventStartedDetail, DomainEventStoppedDetail, DomainEventSuspendedDetail, DomainEventUndefinedDetail,
    DomainIdentity, DomainRunningReason, DomainShutoffReason, DomainState, DomainUndefineFlags, Error, ErrorCode,
    ErrorDomain, Name, Result,
};

use crate::document::Document;
use crate::domain::{Change, Domain, State, invalid, not_running};
use crate::domains::Index;
use crate::driver::TestDriver;
use crate::events::{self, Step};
use crate::validate;

impl TestDriver {
    /// Stores a definition.
    pub(crate) fn define(&self, xml: &str, flags: DomainDefineFlags) -> Result<DomainIdentity> {
        let document = Arc::new(Document::parse(xml, flags.contains(DomainDefineFlags::VALIDATE), self.host.system())?);
        let mut index = self.domains.index();
        let Some(domain) = self.same_domain(&index, &document)? else {
            let domain = Arc::new(Domain::new(State::stored(document)));
            // Held before anybody can find the guest, so that no other event comes first.
            let change = domain.change()?;
            self.domains.add(&mut index, domain.clone());
            return self.finish(&change, Step::Defined(DomainEventDefinedDetail::Added));
        };
        let mut change = domain.change()?;
        let state = &mut change.state;
        state.is_updated |= state.is_active() && state.config.as_ref() != Some(&document);
        let detail = match state.config.replace(document) {
            Some(_) => DomainEventDefinedDetail::Updated,
            None => DomainEventDefinedDetail::Added,
        };
        self.finish(&change, Step::Defined(detail))
    }

    /// Starts a guest from a document.
    pub(crate) fn create_xml(&self, xml: &str, flags: DomainCreateFlags) -> Result<DomainIdentity> {
        let document = Document::parse(xml, flags.contains(DomainCreateFlags::VALIDATE), self.host.system())?;
        let mut index = self.domains.index();
        match self.same_domain(&index, &document)? {
            Some(domain) => {
                let mut change = domain.change()?;
                if change.state.is_active() {
                    return Err(invalid(format!("domain '{}' is already active", change.state.identity.name)));
                }
                change.state.start(&document, index.start(domain.clone()), self.host.clock());
                self.started(&mut change, flags, DomainEventStartedDetail::Booted)
            }
            None => {
                let document = Arc::new(document);
                let mut state = State::stored(document.clone());
                state.config = None;
                state.start(&document, index.take_id(), self.host.clock());
                let domain = Arc::new(Domain::new(state));
                let mut change = domain.change()?;
                self.domains.add(&mut index, domain.clone());
                self.started(&mut change, flags, DomainEventStartedDetail::Booted)
            }
        }
    }

    /// Starts a stored guest.
    pub(crate) fn create(&self, identity: &DomainIdentity, flags: DomainCreateFlags) -> Result<DomainIdentity> {
        let mut index = self.domains.index();
        let domain = self.domains.find(identity)?;
        let mut change = domain.change()?;
        if change.state.is_active() {
            // Not an invalid operation, as elsewhere: this is the number of libvirt's test driver.
            let detail = format!("Domain '{}' is already running", change.state.identity.name);
            return Err(Error::internal(ErrorDomain::Test, detail));
        }
        let saved = change.state.saved.take();
        let detail = match saved {
            Some(_) => DomainEventStartedDetail::Restored,
            None => DomainEventStartedDetail::Booted,
        };
        let document = saved.map_or_else(|| change.state.current().cloned(), Ok)?;
        change.state.start(&document, index.start(domain.clone()), self.host.clock());
        self.started(&mut change, flags, detail)
    }

    /// Lets the guest shut itself down, which test guests do at once.
    pub(crate) fn shut_down(&self, identity: &DomainIdentity) -> Result<()> {
        self.stop(identity, DomainShutoffReason::Shutdown, DomainEventStoppedDetail::Shutdown)
    }

    /// Ends the guest.
    pub(crate) fn destroy(&self, identity: &DomainIdentity) -> Result<()> {
        self.stop(identity, DomainShutoffReason::Destroyed, DomainEventStoppedDetail::Destroyed)
    }

    /// Lets the guest reboot, or stop where its definition says so.
    pub(crate) fn reboot(&self, identity: &DomainIdentity) -> Result<()> {
        match self.domains.look(identity, |state| Ok(state.running()?.stops_on_reboot()))? {
            true => self.shut_down(identity),
            false => self.reset(identity),
        }
    }

    /// Resets the guest.
    pub(crate) fn reset(&self, identity: &DomainIdentity) -> Result<()> {
        let domain = self.domains.find(identity)?;
        let mut change = domain.change()?;
        change.state.running()?;
        if change.state.state == DomainState::Running {
            change.state.resume(DomainRunningReason::Booted, self.host.clock());
            change.store();
        }
        events::publish(&self.hub, &change.state.identity, DomainEventKind::Reboot);
        Ok(())
    }

    /// Pauses the guest.
    pub(crate) fn suspend(&self, identity: &DomainIdentity) -> Result<()> {
        let domain = self.domains.find(identity)?;
        let mut change = domain.change()?;
        if change.state.state != DomainState::Running {
            return Err(wrong_state(&change.state, "running"));
        }
        change.state.pause(self.host.clock());
        self.finish(&change, Step::Suspended(DomainEventSuspendedDetail::Paused)).map(drop)
    }

    /// Lets a paused guest go on.
    pub(crate) fn resume(&self, identity: &DomainIdentity) -> Result<()> {
        let domain = self.domains.find(identity)?;
        let mut change = domain.change()?;
        if change.state.state != DomainState::Paused {
            return Err(wrong_state(&change.state, "paused"));
        }
        change.state.resume(DomainRunningReason::Unpaused, self.host.clock());
        self.finish(&change, Step::Resumed(DomainEventResumedDetail::Unpaused)).map(drop)
    }

    /// Removes the stored definition; an active guest goes on without.
    pub(crate) fn undefine(&self, identity: &DomainIdentity, flags: DomainUndefineFlags) -> Result<()> {
        use DomainUndefineFlags as F;
        let mut index = self.domains.index();
        let domain = self.domains.find(identity)?;
        let mut change = domain.change()?;
        if !change.state.is_persistent() {
            return Err(invalid("cannot undefine transient domain"));
        }
        let state = &mut change.state;
        if state.saved.is_some() && !flags.contains(F::MANAGED_SAVE) {
            return Err(invalid("cannot undefine a domain with a managed save image")
                .with_hint("ask for the saved state to be removed too"));
        }
        if !state.is_active() {
            let (snapshots, checkpoints) = (state.snapshots.len(), state.checkpoints.len());
            if snapshots > 0 && !flags.contains(F::SNAPSHOTS_METADATA) {
                return Err(invalid(format!("cannot delete inactive domain with {snapshots} snapshots")));
            }
            if checkpoints > 0 && !flags.contains(F::CHECKPOINTS_METADATA) {
                return Err(invalid(format!("cannot delete inactive domain with {checkpoints} checkpoints")));
            }
        }
        (state.config, state.saved) = (None, None);
        (state.is_updated, state.autostart) = (false, false);
        if !change.state.is_active() {
            change.state.is_removed = true;
            self.domains.remove(&mut index, &change.state.identity);
        }
        self.finish(&change, Step::Undefined(DomainEventUndefinedDetail::Removed)).map(drop)
    }

    /// Gives a stored guest another name.
    pub(crate) fn rename(&self, identity: &DomainIdentity, new_name: &str) -> Result<DomainIdentity> {
        validate::check_name(new_name)?;
        let mut index = self.domains.index();
        let domain = self.domains.find(identity)?;
        let mut change = domain.change()?;
        let state = &mut change.state;
        if state.is_active() {
            return Err(invalid("cannot rename active domain"));
        }
        if &*state.identity.name == new_name {
            return Err(invalid("can't rename domain to itself"));
        }
        if index.by_name(new_name).is_some() {
            return Err(invalid(format!("domain with name '{new_name}' already exists")));
        }
        let old = state.identity.clone();
        let new_name = Name::from(new_name);
        let mut document = Document::clone(state.current()?);
        document.set_name(&new_name);
        state.config = Some(Arc::new(document));
        state.identity.name = new_name.clone();
        index.rename(&old.name, new_name);
        change.store();
        self.step(&old, Step::Undefined(DomainEventUndefinedDetail::Renamed));
        self.step(&change.state.identity, Step::Defined(DomainEventDefinedDetail::Renamed));
        Ok(change.state.identity.clone())
    }

    /// The guest that a document means: the one with its UUID, which must have its name too.
    pub(crate) fn same_domain(&self, index: &Index, document: &Document) -> Result<Option<Arc<Domain>>> {
        let refuse = |detail| Err(Error::new(ErrorCode::OperationFailed, ErrorDomain::Test, detail));
        let (name, uuid) = (document.name(), document.uuid());
        if let Some(domain) = self.domains.by_uuid(&uuid) {
            let known = domain.read().identity.name.clone();
            return match &*known == name {
                true => Ok(Some(domain)),
                false => refuse(format!("domain '{known}' is already defined with uuid {uuid}")),
            };
        }
        match index.by_name(name) {
            Some(domain) => refuse(format!("domain '{name}' already exists with uuid {}", domain.read().identity.uuid)),
            None => Ok(None),
        }
    }

    /// Tells that a guest runs, and pauses it where the flags say so.
    fn started(
        &self,
        change: &mut Change<'_>,
        flags: DomainCreateFlags,
        detail: DomainEventStartedDetail,
    ) -> Result<DomainIdentity> {
        let identity = self.finish(change, Step::Started(detail))?;
        if flags.contains(DomainCreateFlags::PAUSED) {
            change.state.pause(self.host.clock());
            self.finish(change, Step::Suspended(DomainEventSuspendedDetail::Paused))?;
        }
        Ok(identity)
    }

    pub(crate) fn stop(
        &self,
        identity: &DomainIdentity,
        reason: DomainShutoffReason,
        detail: DomainEventStoppedDetail,
    ) -> Result<()> {
        let mut index = self.domains.index();
        let domain = self.domains.find(identity)?;
        let mut change = domain.change()?;
        self.stop_held(&mut index, &mut change, reason, detail)
    }

    /// Ends a guest whose change has begun.
    pub(crate) fn stop_held(
        &self,
        index: &mut Index,
        change: &mut Change<'_>,
        reason: DomainShutoffReason,
        detail: DomainEventStoppedDetail,
    ) -> Result<()> {
        if !change.state.is_active() {
            return Err(not_running());
        }
        index.stop(change.state.identity.id);
        change.state.stop(reason);
        if change.state.is_removed {
            self.domains.remove(index, &change.state.identity);
        }
        self.finish(change, Step::Stopped(detail)).map(drop)
    }

    /// Lets everybody see the change, and tells of it.
    pub(crate) fn finish(&self, change: &Change<'_>, step: Step) -> Result<DomainIdentity> {
        change.store();
        self.step(&change.state.identity, step);
        Ok(change.state.identity.clone())
    }

    fn step(&self, identity: &DomainIdentity, step: Step) {
        events::step(&self.hub, identity, step);
    }
}

/// The error of a step that starts from another state.
fn wrong_state(state: &State, wanted: &str) -> Error {
    Error::internal(ErrorDomain::Test, format!("domain '{}' not {wanted}", state.identity.name))
}
