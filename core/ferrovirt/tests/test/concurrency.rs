//! Many threads change the same guests: nothing is lost, and events of a guest come in the order of its life.

use std::collections::HashMap;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread;
use std::time::{Duration, Instant};

use crate::common::*;
use ferrovirt::*;

const THREADS: u64 = 8;
const GUESTS: u128 = 6;
const TIME: Duration = Duration::from_secs(2);

/// How often each step of each guest's life succeeded, or was told.
type Counts = HashMap<(Uuid, &'static str), u64>;

fn uuid_of(number: u128) -> Uuid {
    Uuid::from_u128((0xc0_ffee << 32) | number)
}

/// A small generator of random numbers, so that a failure can be seen again.
struct Random(u64);

impl Random {
    fn below(&mut self, limit: u64) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        self.0 % limit
    }
}

/// Does random things to random guests and counts what succeeded.
fn act(connection: &Connection, seed: u64, end: Instant) -> Counts {
    let mut random = Random(seed);
    let mut counts = Counts::new();
    while Instant::now() < end {
        let number = u128::from(random.below(GUESTS as u64));
        let uuid = uuid_of(number);
        let name = format!("crowd-{number}");
        let handle = Domain::new(connection.clone(), DomainIdentity { name: (&*name).into(), uuid, id: -1 });
        let (step, answer) = match random.below(9) {
            0 => ("Defined", wait(connection.define_domain_xml(&xml(&name, uuid))).map(drop)),
            1 => ("Undefined", wait(handle.undefine())),
            2 => ("Started", wait(handle.create())),
            3 => ("Started", {
                wait(connection.create_domain_xml(&xml(&name, uuid), DomainCreateFlags::empty())).map(drop)
            }),
            4 => ("Suspended", wait(handle.suspend())),
            5 => ("Resumed", wait(handle.resume())),
            6 => ("Stopped", wait(handle.destroy())),
            7 => ("Stopped", wait(handle.managed_save(DomainSaveRestoreFlags::empty()))),
            _ => ("Stopped", wait(handle.shutdown())),
        };
        match answer {
            Ok(()) => *counts.entry((uuid, step)).or_default() += 1,
            Err(error) => {
                let codes = [ErrorCode::OperationInvalid, ErrorCode::NoDomain, ErrorCode::InternalError];
                // That a guest is not paused, or does not run, is an internal error to libvirt's test driver.
                let expected = codes.contains(&error.code());
                assert!(expected, "{step}: {}", error.report());
            }
        }
    }
    counts
}

/// Looks at everything, all the time.
fn look(connection: &Connection, is_over: &AtomicBool) {
    while !is_over.load(Ordering::Acquire) {
        for domain in done(connection.list_all_domains(ListAllDomainsFlags::empty())) {
            for answer in [wait(domain.info()).map(drop), wait(domain.xml_desc(DomainXmlFlags::empty())).map(drop)] {
                assert!(answer.is_ok() || answer.is_err_and(|error| error.code() == ErrorCode::NoDomain));
            }
        }
        let both = DomainStatsTypes::STATE | DomainStatsTypes::BLOCK;
        done(connection.all_domain_stats(both, GetAllDomainStatsFlags::empty()));
    }
}

/// What the events say that a guest is.
#[derive(Debug, Default)]
struct Life {
    is_stored: bool,
    is_active: bool,
    is_paused: bool,
    last_id: i32,
}

impl Life {
    /// Follows an event; nothing if it cannot come now.
    fn follow(&mut self, event: DomainEventType, detail: i32, id: i32) -> Option<&'static str> {
        use DomainEventType as E;
        let (fits, step) = match event {
            E::Defined => (self.is_stored == (detail == DomainEventDefinedDetail::Updated.number()), "Defined"),
            E::Undefined => (self.is_stored, "Undefined"),
            E::Started => (!self.is_active && id > self.last_id, "Started"),
            E::Suspended => (self.is_active && !self.is_paused && id == self.last_id, "Suspended"),
            E::Resumed => (self.is_active && self.is_paused && id == self.last_id, "Resumed"),
            E::Stopped => (self.is_active && id == -1, "Stopped"),
            _ => (false, ""),
        };
        match event {
            E::Defined => self.is_stored = true,
            E::Undefined => self.is_stored = false,
            E::Started => (self.is_active, self.is_paused, self.last_id) = (true, false, id),
            E::Suspended => self.is_paused = true,
            E::Resumed => self.is_paused = false,
            _ => self.is_active = false,
        }
        fits.then_some(step)
    }
}

/// Reads events to their end and checks their order.
fn listen(events: &EventSubscription) -> (Counts, HashMap<Uuid, Life>) {
    let (mut counts, mut lives) = (Counts::new(), HashMap::<Uuid, Life>::new());
    while let Some(event) = done(async { Ok(events.next().await) }) {
        // Other tests of this program use the same host.
        let event = match event {
            Event::Domain(event) if event.domain.name.starts_with("crowd-") => event,
            Event::Gap { .. } => panic!("{event:?}"),
            _ => continue,
        };
        let DomainEventKind::Lifecycle { event: kind, detail } = event.kind else { panic!("{event:?}") };
        let life = lives.entry(event.domain.uuid).or_default();
        let before = format!("{life:?}");
        let Some(step) = life.follow(kind, detail, event.domain.id) else { panic!("{event:?} after {before}") };
        *counts.entry((event.domain.uuid, step)).or_default() += 1;
    }
    (counts, lives)
}

#[test]
fn events_tell_what_happened_in_its_order() {
    let connection = connect();
    let events = Arc::new(connection.subscribe(EventFilter::default(), 1 << 22).expect("an open connection"));
    let listener = thread::spawn({
        let events = events.clone();
        move || listen(&events)
    });
    let is_over = Arc::new(AtomicBool::new(false));
    let looker = thread::spawn({
        let (connection, is_over) = (connection.clone(), is_over.clone());
        move || look(&connection, &is_over)
    });
    let end = Instant::now() + TIME;
    let actors: Vec<_> = (1..=THREADS)
        .map(|seed| {
            let connection = connection.clone();
            thread::spawn(move || act(&connection, seed.wrapping_mul(0x9e37_79b9_7f4a_7c15), end))
        })
        .collect();
    let mut done_steps = Counts::new();
    for actor in actors {
        for (step, count) in actor.join().expect("no panic") {
            *done_steps.entry(step).or_default() += count;
        }
    }
    is_over.store(true, Ordering::Release);
    looker.join().expect("no panic");
    events.close();
    let (told_steps, lives) = listener.join().expect("no panic");
    assert_eq!(told_steps, done_steps);
    assert!(done_steps.values().sum::<u64>() > 1000, "{done_steps:?}");
    for (uuid, life) in lives {
        let guest = wait(connection.lookup_domain_by_uuid(uuid));
        assert_eq!(guest.is_ok(), life.is_stored || life.is_active, "{life:?}");
        if let Ok(guest) = guest {
            assert_eq!((done(guest.is_persistent()), done(guest.is_active())), (life.is_stored, life.is_active));
        }
    }
}
