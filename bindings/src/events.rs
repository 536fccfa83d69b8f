//! Events on their way to a language: pulled, one at a time.

use crate::generated::types::{DomainEventKind, DomainIdentity};

/// Something that happened.
#[derive(Clone, Debug, uniffi::Enum)]
pub enum Event {
    /// It happened to a domain.
    Domain {
        /// The domain as it was then.
        domain: DomainIdentity,
        /// What happened.
        kind: DomainEventKind,
    },
    /// The listener was too slow: this many events are missing here.
    Gap {
        /// How many events were dropped.
        lost: u64,
    },
}

impl From<ferrovirt::Event> for Event {
    fn from(event: ferrovirt::Event) -> Event {
        match event {
            ferrovirt::Event::Domain(event) => Event::Domain { domain: event.domain, kind: event.kind },
            ferrovirt::Event::Gap { lost } => Event::Gap { lost },
        }
    }
}

/// A listener. It ends when it is closed or its connection is.
#[derive(uniffi::Object)]
pub struct EventSubscription(ferrovirt::EventSubscription);

impl From<ferrovirt::EventSubscription> for EventSubscription {
    fn from(inner: ferrovirt::EventSubscription) -> EventSubscription {
        EventSubscription(inner)
    }
}

#[uniffi::export]
impl EventSubscription {
    /// The next event; nothing when the subscription has ended and everything was read.
    pub async fn next(&self) -> Option<Event> {
        self.0.next().await.map(Event::from)
    }

    /// The next event if there is one already.
    pub fn try_next(&self) -> Option<Event> {
        self.0.try_next().map(Event::from)
    }

    /// Ends the subscription: what waits can still be read, nothing is added.
    pub fn close(&self) {
        self.0.close();
    }
}
