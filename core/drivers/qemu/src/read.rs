//! What callers ask about one guest, answered from its snapshot.

use ferrovirt_api::{
    DomainControlErrorReason, DomainControlInfo, DomainControlState, DomainInfo, DomainXmlFlags, Error, ErrorDomain,
    Result,
};
use ferrovirt_xml::domain::Domain;
use ferrovirt_xml::{Document, Format};

use crate::definition;
use crate::guest::Guest;
use crate::guest::view::View;
use crate::instance::Instance;

/// State, memory, virtual CPUs and processor time.
pub fn info(guest: &Guest) -> Result<DomainInfo> {
    let view = guest.view();
    let domain = current(guest, &view)?;
    // What a process used is read from the kernel; one that has just ended has used nothing any more.
    let usage = view.control.as_ref().and_then(|control| control.process.usage().ok());
    let cpu_time = usage.map_or(0, |usage| nanoseconds(usage.user + usage.system));
    Ok(DomainInfo {
        state: view.state.to_api().state,
        max_memory: definition::memory(domain),
        memory: definition::current_memory(domain),
        vcpus: definition::vcpus(domain),
        cpu_time,
    })
}

/// A duration as the API counts it.
pub fn nanoseconds(duration: std::time::Duration) -> u64 {
    u64::try_from(duration.as_nanos()).unwrap_or(u64::MAX)
}

/// Whether the guest can be controlled now.
pub fn control_info(instance: &Instance, guest: &Guest) -> Result<DomainControlInfo> {
    let view = guest.view();
    if !view.is_active() {
        return Err(guest.not_running());
    }
    let (state, details, state_time) = match (view.monitor_broken, view.job) {
        (true, _) => (DomainControlState::Error, DomainControlErrorReason::Monitor, 0),
        (false, Some(job)) => {
            let time = instance.now().saturating_sub(job.began).as_millis();
            let time = u64::try_from(time).unwrap_or(u64::MAX);
            (DomainControlState::Job, DomainControlErrorReason::None, time)
        }
        (false, None) => (DomainControlState::Ok, DomainControlErrorReason::None, 0),
    };
    Ok(DomainControlInfo { state, details, state_time })
}

/// The document in one of its views.
pub fn xml(instance: &Instance, guest: &Guest, flags: DomainXmlFlags) -> Result<String> {
    use DomainXmlFlags as F;
    let view = guest.view();
    let inactive = flags.contains(F::INACTIVE);
    let migratable = flags.contains(F::MIGRATABLE);
    let domain = match (&view.stored, inactive) {
        (Some(stored), true) => stored,
        _ => current(guest, &view)?,
    };
    let live = view.is_active() && !inactive;
    let secure = flags.contains(F::SECURE) || migratable;
    let format = Format { live, secure, migratable, status: false };
    if live && !migratable {
        return Ok(domain.to_xml(&format));
    }
    let mut portable = Domain::clone(domain);
    definition::drop_channel_sockets(&mut portable, &instance.layout.channel_target_directory);
    Ok(portable.to_xml(&format))
}

/// What runs, else what is stored.
pub fn current<'a>(guest: &Guest, view: &'a View) -> Result<&'a Domain> {
    view.current().map(|domain| &**domain).ok_or_else(|| guest.gone())
}

/// Which of a guest's two documents a change is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Impact {
    /// What runs.
    pub live: bool,
    /// What is stored.
    pub config: bool,
}

impl Impact {
    /// The impact that flags ask for: without any, on what runs, else on what is stored.
    pub fn of(guest: &Guest, live: bool, config: bool) -> Result<Impact> {
        let view = guest.view();
        let impact = match (live, config) {
            (false, false) => Impact { live: view.is_active(), config: !view.is_active() },
            (live, config) => Impact { live, config },
        };
        if impact.live && !view.is_active() {
            return Err(guest.not_running());
        }
        if impact.config && !view.is_persistent() {
            return Err(crate::define::transient(guest));
        }
        Ok(impact)
    }
}

/// The error for an operation that this driver has, but not in this form.
pub fn unsupported(detail: impl Into<String>) -> Error {
    Error::new(ferrovirt_api::ErrorCode::OperationUnsupported, ErrorDomain::Qemu, detail)
}
