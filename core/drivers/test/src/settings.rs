//! What can be set on guests: start with the host, memory, virtual processors.

use std::sync::Arc;

use ferrovirt_api::{
    DomainEventKind, DomainIdentity, DomainMemoryModFlags, DomainModificationImpact, DomainVcpuFlags, Error,
    ErrorDomain, Result,
};

use crate::capabilities::MAX_VCPUS;
use crate::document::Document;
use crate::domain::{Change, State, invalid};
use crate::driver::TestDriver;
use crate::events;

/// Which documents of a guest a call is about.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Impact {
    /// What runs.
    pub live: bool,
    /// What is stored.
    pub config: bool,
}

impl Impact {
    /// What the flags mean for a guest in this state; neither flag means what it is now.
    pub fn of(state: &State, live: bool, config: bool) -> Result<Impact> {
        if live {
            state.running()?;
        }
        if config && !state.is_persistent() {
            return Err(invalid("transient domains do not have any persistent config"));
        }
        match live || config {
            true => Ok(Impact { live, config }),
            false => Ok(Impact { live: state.is_active(), config: !state.is_active() }),
        }
    }

    /// The documents, what runs first.
    pub fn documents(self, state: &State) -> impl Iterator<Item = &Arc<Document>> {
        let live = state.live.iter().filter(move |_| self.live);
        live.chain(state.config.iter().filter(move |_| self.config))
    }

    /// Changes the documents.
    pub fn apply(self, change: &mut Change<'_>, edit: impl Fn(&mut Document)) {
        self.edit(change, edit);
        change.store();
    }

    /// Changes the documents, for others to see once the change is stored.
    pub fn edit(self, change: &mut Change<'_>, edit: impl Fn(&mut Document)) {
        let state = &mut change.state;
        state.is_updated |= self.config && state.is_active();
        let live = state.live.iter_mut().filter(|_| self.live);
        for document in live.chain(state.config.iter_mut().filter(|_| self.config)) {
            edit(Arc::make_mut(document));
        }
    }

    /// What the flags that most settings have mean.
    pub fn named(state: &State, flags: DomainModificationImpact) -> Result<Impact> {
        use DomainModificationImpact as F;
        Impact::of(state, flags.contains(F::LIVE), flags.contains(F::CONFIG))
    }

    /// The one document that a question is about: what runs where both are.
    pub fn shown<'a>(self, state: &'a State) -> Result<&'a Arc<Document>> {
        match self.live {
            true => state.running(),
            false => state.config.as_ref().map_or_else(|| state.current(), Ok),
        }
    }
}

impl TestDriver {
    /// Looks at the document that a question with these flags is about.
    pub(crate) fn shown<T>(
        &self,
        identity: &DomainIdentity,
        flags: DomainModificationImpact,
        look: impl FnOnce(&Document) -> Result<T>,
    ) -> Result<T> {
        self.domains.look(identity, |state| look(Impact::named(state, flags)?.shown(state)?))
    }

    /// Changes the documents that the flags mean, all or none of them.
    pub(crate) fn tune(
        &self,
        identity: &DomainIdentity,
        flags: DomainModificationImpact,
        edit: impl Fn(&mut Document) -> Result<()>,
    ) -> Result<DomainIdentity> {
        let domain = self.domains.find(identity)?;
        let mut change = domain.change()?;
        let impact = Impact::named(&change.state, flags)?;
        let state = &mut change.state;
        state.is_updated |= impact.config && state.is_active();
        let live = state.live.iter_mut().filter(|_| impact.live);
        for document in live.chain(state.config.iter_mut().filter(|_| impact.config)) {
            edit(Arc::make_mut(document))?;
        }
        change.store();
        Ok(change.state.identity.clone())
    }

    pub(crate) fn set_autostart(&self, identity: &DomainIdentity, autostart: bool) -> Result<()> {
        let domain = self.domains.find(identity)?;
        let mut change = domain.change()?;
        if !change.state.is_persistent() {
            return Err(invalid("cannot set autostart for transient domain"));
        }
        change.state.autostart = autostart;
        change.store();
        Ok(())
    }

    pub(crate) fn set_memory(&self, identity: &DomainIdentity, memory: u64, flags: DomainMemoryModFlags) -> Result<()> {
        use DomainMemoryModFlags as F;
        let domain = self.domains.find(identity)?;
        let mut change = domain.change()?;
        let impact = Impact::of(&change.state, flags.contains(F::LIVE), flags.contains(F::CONFIG))?;
        if flags.contains(F::MAXIMUM) {
            if impact.live {
                return Err(invalid("cannot resize the maximum memory on an active domain"));
            }
            if impact.documents(&change.state).any(|document| document.has_cells()) {
                let detail = "initial memory size of a domain with NUMA nodes cannot be modified with this API";
                return Err(invalid(detail));
            }
            impact.apply(&mut change, |document| document.set_max_memory(memory));
            return Ok(());
        }
        if impact.documents(&change.state).any(|document| memory > document.max_memory()) {
            return Err(refused("cannot set memory higher than max memory".into()));
        }
        impact.apply(&mut change, |document| document.set_memory(memory));
        if impact.live {
            events::publish(&self.hub, &change.state.identity, DomainEventKind::BalloonChange { actual: memory });
        }
        Ok(())
    }

    pub(crate) fn vcpus(&self, identity: &DomainIdentity, flags: DomainVcpuFlags) -> Result<u32> {
        use DomainVcpuFlags as F;
        self.domains.look(identity, |state| {
            let impact = Impact::of(state, flags.contains(F::LIVE), flags.contains(F::CONFIG))?;
            let counts = impact.documents(state).map(|document| match flags.contains(F::MAXIMUM) {
                true => document.max_vcpus(),
                false => document.vcpus(),
            });
            Ok(counts.max().unwrap_or_default())
        })
    }

    pub(crate) fn set_vcpus(&self, identity: &DomainIdentity, vcpus: u32, flags: DomainVcpuFlags) -> Result<()> {
        use DomainVcpuFlags as F;
        if vcpus > MAX_VCPUS {
            let detail = format!("requested cpu amount exceeds maximum supported amount ({vcpus} > {MAX_VCPUS})");
            return Err(refused(detail));
        }
        let domain = self.domains.find(identity)?;
        let mut change = domain.change()?;
        let impact = Impact::of(&change.state, flags.contains(F::LIVE), flags.contains(F::CONFIG))?;
        if flags.contains(F::MAXIMUM) {
            if impact.live {
                return Err(invalid("cannot change the maximum of virtual processors of an active domain"));
            }
            impact.apply(&mut change, |document| document.set_max_vcpus(vcpus));
            return Ok(());
        }
        let most = impact.documents(&change.state).map(|document| document.max_vcpus()).min().unwrap_or(MAX_VCPUS);
        if vcpus > most {
            return Err(refused(format!("requested cpu amount exceeds maximum ({vcpus} > {most})")));
        }
        impact.apply(&mut change, |document| document.set_vcpus(vcpus));
        Ok(())
    }
}

fn refused(detail: String) -> Error {
    Error::invalid_argument(ErrorDomain::Test, detail)
}
