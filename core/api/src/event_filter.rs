//! Which events a listener wants.

use regex_lite::{Regex, RegexBuilder};

use crate::error::{Error, ErrorDomain, Result};
use crate::event::{Event, MonitorEvent};
use crate::generated::types::QemuMonitorEventFlags;
use crate::identity::{Name, Uuid};

/// Where events come from that a listener wants.
#[derive(Clone, Debug, Default, PartialEq)]
pub enum EventSource {
    /// All objects of all kinds. QEMU's monitor is not among them.
    #[default]
    All,
    /// All domains.
    Domains,
    /// One domain.
    Domain(Uuid),
    /// All networks.
    Networks,
    /// One network.
    Network(Uuid),
    /// All storage pools.
    StoragePools,
    /// One storage pool.
    StoragePool(Uuid),
    /// All devices of the host.
    NodeDevices,
    /// One device of the host.
    NodeDevice(Name),
    /// All secrets.
    Secrets,
    /// One secret.
    Secret(Uuid),
    /// QEMU's monitor.
    Monitor(MonitorSource),
}

/// The most memory that the pattern of a name may take, in bytes.
const PATTERN_SIZE: usize = 1 << 16;

/// Which events of QEMU's monitor a listener wants.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct MonitorSource {
    /// Only those of this domain.
    pub domain: Option<Uuid>,
    /// Only those of this name.
    pub name: Option<String>,
    /// How the name is given.
    pub flags: QemuMonitorEventFlags,
}

impl MonitorSource {
    /// Refuses a pattern that is none.
    pub(crate) fn check(&self) -> Result<()> {
        match &self.name {
            Some(name) if self.flags.contains(QemuMonitorEventFlags::REGEX) => self.pattern(name).map(drop),
            _ => Ok(()),
        }
    }

    fn pattern(&self, name: &str) -> Result<Regex> {
        let no_case = self.flags.contains(QemuMonitorEventFlags::NO_CASE);
        RegexBuilder::new(name).case_insensitive(no_case).size_limit(PATTERN_SIZE).build().map_err(|error| {
            Error::invalid_argument(ErrorDomain::None, format!("failed to compile regex '{name}'"))
                .with_cause(error.to_string())
        })
    }

    fn accepts(&self, event: &MonitorEvent) -> bool {
        // Such events are few: a pattern need not be kept.
        let is_named = |name: &String| match self.flags.contains(QemuMonitorEventFlags::NO_CASE) {
            _ if self.flags.contains(QemuMonitorEventFlags::REGEX) => {
                self.pattern(name).is_ok_and(|pattern| pattern.is_match(&event.name))
            }
            true => name.eq_ignore_ascii_case(&event.name),
            false => *name == event.name,
        };
        self.domain.is_none_or(|domain| domain == event.domain.uuid) && self.name.as_ref().is_none_or(is_named)
    }
}

/// Which events a listener wants; the default is all.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct EventFilter {
    /// Where they come from.
    pub source: EventSource,
    /// Only those with one of these numbers, as in `virDomainEventID`; empty means all. They count within the source's
    /// kind of object, so they say nothing with [`EventSource::All`].
    pub kinds: Vec<i32>,
}

impl EventFilter {
    /// Every event from a source.
    pub fn of(source: EventSource) -> EventFilter {
        EventFilter { source, kinds: Vec::new() }
    }

    /// Whether the listener wants this event.
    pub fn accepts(&self, event: &Event) -> bool {
        use EventSource as From;
        let comes_from_there = match (&self.source, event) {
            (From::Monitor(source), Event::Monitor(event)) => return source.accepts(event),
            (_, Event::Monitor(_)) | (From::Monitor(_), _) => return false,
            (From::All, _) => return true,
            (From::Domains, Event::Domain(_))
            | (From::Networks, Event::Network(_))
            | (From::StoragePools, Event::StoragePool(_))
            | (From::NodeDevices, Event::NodeDevice(_))
            | (From::Secrets, Event::Secret(_)) => true,
            (From::Domain(uuid), Event::Domain(event)) => *uuid == event.domain.uuid,
            (From::Network(uuid), Event::Network(event)) => *uuid == event.network.uuid,
            (From::StoragePool(uuid), Event::StoragePool(event)) => *uuid == event.storage_pool.uuid,
            (From::NodeDevice(name), Event::NodeDevice(event)) => *name == event.node_device.name,
            (From::Secret(uuid), Event::Secret(event)) => *uuid == event.secret.uuid,
            _ => false,
        };
        comes_from_there && (self.kinds.is_empty() || self.kinds.iter().any(|number| has_number(event, *number)))
    }
}

fn has_number(event: &Event, number: i32) -> bool {
    match event {
        Event::Domain(event) => event.kind.has_number(number),
        Event::Network(event) => event.kind.has_number(number),
        Event::StoragePool(event) => event.kind.has_number(number),
        Event::NodeDevice(event) => event.kind.has_number(number),
        Event::Secret(event) => event.kind.has_number(number),
        Event::Monitor(_) | Event::Gap { .. } => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::event::{DomainEvent, NetworkEvent};
    use crate::generated::types::{DomainBlockJobStatus, DomainBlockJobType, DomainEventKind, DomainIdentity};
    use crate::generated::types::{NetworkEventKind, NetworkEventType, NetworkIdentity};

    fn domain() -> DomainIdentity {
        DomainIdentity { name: "web".into(), uuid: Uuid::from_u128(1), id: 3 }
    }

    fn block_job() -> Event {
        let (job, status) = (DomainBlockJobType::Pull, DomainBlockJobStatus::Completed);
        let kind = DomainEventKind::BlockJob { disk: "vda".to_owned(), path: None, job, status };
        Event::Domain(DomainEvent { domain: domain(), kind })
    }

    fn network_started() -> Event {
        let network = NetworkIdentity { name: "lan".into(), uuid: Uuid::from_u128(2) };
        let kind = NetworkEventKind::Lifecycle { event: NetworkEventType::Started, detail: 0 };
        Event::Network(NetworkEvent { network, kind })
    }

    fn monitor() -> Event {
        let name = "POWERDOWN".to_owned();
        Event::Monitor(MonitorEvent { domain: domain(), name, seconds: 1, microseconds: 0, details: None })
    }

    fn check(source: EventSource, kinds: &[i32], event: &Event, expected: bool) {
        let filter = EventFilter { source, kinds: kinds.to_vec() };
        assert_eq!(filter.accepts(event), expected, "{filter:?} {event:?}");
    }

    #[test]
    fn sources_are_kinds_of_objects_or_one_of_them() {
        for event in [block_job(), network_started()] {
            check(EventSource::All, &[], &event, true);
        }
        check(EventSource::Domains, &[], &network_started(), false);
        check(EventSource::Networks, &[0], &network_started(), true);
        check(EventSource::Networks, &[1], &network_started(), false);
        check(EventSource::Network(Uuid::from_u128(2)), &[], &network_started(), true);
        check(EventSource::Network(Uuid::from_u128(1)), &[], &network_started(), false);
    }

    #[test]
    fn an_event_can_have_two_numbers() {
        for (number, expected) in [(8, true), (16, true), (4, false)] {
            check(EventSource::Domain(Uuid::from_u128(1)), &[number], &block_job(), expected);
        }
    }

    #[test]
    fn the_monitor_is_heard_only_where_it_is_asked_for() {
        check(EventSource::All, &[], &monitor(), false);
        let named = |name: &str, flags| {
            EventSource::Monitor(MonitorSource { domain: None, name: Some(name.to_owned()), flags })
        };
        check(named("POWERDOWN", QemuMonitorEventFlags::empty()), &[], &monitor(), true);
        check(named("powerdown", QemuMonitorEventFlags::empty()), &[], &monitor(), false);
        check(named("powerdown", QemuMonitorEventFlags::NO_CASE), &[], &monitor(), true);
        check(named("POWERDOWN", QemuMonitorEventFlags::empty()), &[], &block_job(), false);
        let pattern = QemuMonitorEventFlags::REGEX;
        check(named("^POWER(UP|DOWN)$", pattern), &[], &monitor(), true);
        check(named("^POWER$", pattern), &[], &monitor(), false);
        check(named("^power", pattern), &[], &monitor(), false);
        check(named("^power", pattern | QemuMonitorEventFlags::NO_CASE), &[], &monitor(), true);
        check(named("POWER(", pattern), &[], &monitor(), false);
    }
}
