//! I/O threads: which there are, where they may run, how they poll.

use std::sync::Arc;

use ferrovirt_api::{
    DomainIdentity, DomainIoThreadInfo, DomainIoThreadParameters, DomainModificationImpact, Error, ErrorDomain, Result,
    TypedParameters,
};
use ferrovirt_xml::domain::Domain;
use ferrovirt_xml::domain::cputune::IoThreadPin;
use ferrovirt_xml::domain::vcpu::IoThread;

use crate::document::Document;
use crate::driver::TestDriver;
use crate::node_facts::bits;
use crate::processors::{cputune, only_named};

/// The longest that a thread can poll, in nanoseconds.
const LONGEST_POLL: u64 = i32::MAX as u64;

impl TestDriver {
    pub(crate) fn iothreads(
        &self,
        identity: &DomainIdentity,
        flags: DomainModificationImpact,
    ) -> Result<Vec<DomainIoThreadInfo>> {
        self.shown(identity, flags, |document| {
            let pins = || document.domain().cputune.iter().flat_map(|tune| &tune.iothreadpin);
            let info = |id: u32| DomainIoThreadInfo {
                id,
                cpu_map: match pins().find(|pin| pin.iothread == id) {
                    Some(pin) => self.processor_map(|cpu| pin.cpuset.contains(cpu)),
                    None => bits(document.max_vcpus(), |_| true),
                },
            };
            Ok(document.iothreads().into_iter().map(info).collect())
        })
    }

    pub(crate) fn pin_iothread(
        &self,
        identity: &DomainIdentity,
        id: u32,
        map: &[u8],
        flags: DomainModificationImpact,
    ) -> Result<()> {
        let cpuset = self.processors(map)?;
        self.tune(identity, flags, |document| {
            if !document.iothreads().contains(&id) {
                return Err(refused(format!("iothreadid {id} not found")));
            }
            let pins = &mut cputune(document).iothreadpin;
            pins.retain(|pin| pin.iothread != id);
            pins.push(IoThreadPin { iothread: id, cpuset: cpuset.clone() });
            pins.sort_by_key(|pin| pin.iothread);
            Ok(())
        })
        .map(drop)
    }

    pub(crate) fn add_iothread(
        &self,
        identity: &DomainIdentity,
        id: u32,
        flags: DomainModificationImpact,
    ) -> Result<()> {
        self.tune(identity, flags, |document| {
            let mut ids = document.iothreads();
            if ids.contains(&id) {
                return Err(refused(format!("an IOThread is already using iothread_id '{id}'")));
            }
            ids.push(id);
            set_iothreads(document, &ids);
            crate::validate::validate(document.domain())
        })
        .map(drop)
    }

    pub(crate) fn delete_iothread(
        &self,
        identity: &DomainIdentity,
        id: u32,
        flags: DomainModificationImpact,
    ) -> Result<()> {
        self.tune(identity, flags, |document| {
            let mut ids = document.iothreads();
            if !ids.contains(&id) {
                return Err(refused(format!("cannot find IOThread '{id}' in iothreadids list")));
            }
            if let Some(disk) = user(document.domain(), id) {
                return Err(refused(format!("cannot remove IOThread {id} since it is being used by disk '{disk}'")));
            }
            ids.retain(|known| *known != id);
            set_iothreads(document, &ids);
            if let Some(tune) = &mut document.domain_mut().cputune {
                tune.iothreadpin.retain(|pin| pin.iothread != id);
            }
            Ok(())
        })
        .map(drop)
    }

    /// Sets how a thread polls; that is part of what runs alone.
    pub(crate) fn set_polling(&self, identity: &DomainIdentity, id: u32, parameters: &TypedParameters) -> Result<()> {
        use DomainIoThreadParameters as P;
        let names = [P::POLL_MAX_NS.name(), P::POLL_GROW.name(), P::POLL_SHRINK.name()];
        only_named(parameters, P::SET, &names)?;
        if let Some(longest) = parameters.get(P::POLL_MAX_NS).filter(|longest| *longest > LONGEST_POLL) {
            let detail = format!("poll-max-ns ({longest}) must be less than or equal to {LONGEST_POLL}");
            return Err(refused(detail));
        }
        let domain = self.domains.find(identity)?;
        let mut change = domain.change()?;
        if !change.state.running()?.iothreads().contains(&id) {
            return Err(refused(format!("cannot find IOThread '{id}' in iothreadids")));
        }
        let polling = Arc::make_mut(&mut change.state.inside).polling.entry(id).or_default();
        polling.longest = parameters.get(P::POLL_MAX_NS).unwrap_or(polling.longest);
        polling.grow = parameters.get(P::POLL_GROW).unwrap_or(polling.grow);
        polling.shrink = parameters.get(P::POLL_SHRINK).unwrap_or(polling.shrink);
        change.store();
        Ok(())
    }
}

/// States each thread, those that were stated as they were.
fn set_iothreads(document: &mut Document, ids: &[u32]) {
    let domain = document.domain_mut();
    let stated = std::mem::take(&mut domain.iothread_ids);
    let thread = |id: &u32| {
        let known = stated.iter().find(|thread| thread.id == *id).cloned();
        known.unwrap_or_else(|| IoThread { id: *id, ..IoThread::default() })
    };
    domain.iothread_ids = ids.iter().map(thread).collect();
    domain.iothreads = u32::try_from(ids.len()).ok().filter(|count| *count > 0);
}

/// The disk that a thread serves.
fn user(domain: &Domain, id: u32) -> Option<&str> {
    let served = domain.devices.disks.iter().find(|disk| {
        let driver = disk.driver.as_ref();
        driver.is_some_and(|driver| driver.iothread == Some(id) || driver.iothreads.iter().any(|map| map.id == id))
    });
    Some(served?.target.as_ref()?.dev.as_deref().unwrap_or_default())
}

fn refused(detail: String) -> Error {
    Error::invalid_argument(ErrorDomain::Test, detail)
}
