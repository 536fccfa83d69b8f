//! The events of guests, in libvirt's terms.
//!
//! Whoever changes a guest publishes while it still holds the guest, so that events of a guest come in the order of its
//! changes.

use ferrovirt_api::{
    DomainEvent, DomainEventDefinedDetail, DomainEventKind, DomainEventResumedDetail, DomainEventStartedDetail,
    DomainEventStoppedDetail, DomainEventSuspendedDetail, DomainEventType, DomainEventUndefinedDetail, DomainIdentity,
    EventHub,
};

/// A step in the life of a guest, with its detail.
#[derive(Clone, Copy, Debug)]
pub enum Step {
    /// A definition was stored.
    Defined(DomainEventDefinedDetail),
    /// A definition was removed.
    Undefined(DomainEventUndefinedDetail),
    /// It began to run.
    Started(DomainEventStartedDetail),
    /// It was paused.
    Suspended(DomainEventSuspendedDetail),
    /// It runs again.
    Resumed(DomainEventResumedDetail),
    /// It ended.
    Stopped(DomainEventStoppedDetail),
}

/// Publishes a step of a life.
pub fn step(hub: &EventHub, domain: &DomainIdentity, step: Step) {
    let (event, detail) = match step {
        Step::Defined(detail) => (DomainEventType::Defined, detail.number()),
        Step::Undefined(detail) => (DomainEventType::Undefined, detail.number()),
        Step::Started(detail) => (DomainEventType::Started, detail.number()),
        Step::Suspended(detail) => (DomainEventType::Suspended, detail.number()),
        Step::Resumed(detail) => (DomainEventType::Resumed, detail.number()),
        Step::Stopped(detail) => (DomainEventType::Stopped, detail.number()),
    };
    publish(hub, domain, DomainEventKind::Lifecycle { event, detail });
}

/// Publishes anything else that happened.
pub fn publish(hub: &EventHub, domain: &DomainIdentity, kind: DomainEventKind) {
    hub.publish(DomainEvent { domain: domain.clone(), kind });
}
