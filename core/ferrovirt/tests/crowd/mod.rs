//! A crowd: random operations on a few guests, and a model of the guests' lives that their events must fit.

#![allow(dead_code, reason = "each program uses its part")]

use std::collections::HashMap;

use ferrovirt::blocking::wait;
use ferrovirt::*;

/// How many guests the crowd fights for.
pub const GUESTS: u64 = 6;

/// What every name of these guests begins with.
const PREFIX: &str = "crowd-";

/// How often each step of each guest's life was done, or was told.
pub type Counts = HashMap<(Uuid, &'static str), u64>;

/// A small generator of random numbers, so that a failure can be seen again.
pub struct Random(u64);

impl Random {
    /// A generator of its own for each number.
    pub fn new(number: u64) -> Random {
        Random((number + 1).wrapping_mul(0x9e37_79b9_7f4a_7c15))
    }

    /// A number below the limit.
    pub fn below(&mut self, limit: u64) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        self.0 % limit
    }
}

/// The document of a guest of the crowd.
pub fn document(name: &str, uuid: Uuid) -> String {
    format!(
        "<domain type='test'><name>{name}</name><uuid>{uuid}</uuid><memory unit='MiB'>64</memory>\
         <vcpu current='1'>4</vcpu><os><type>hvm</type></os><devices>\
         <disk type='file' device='disk'><source file='/images/{name}'/><target dev='vda' bus='virtio'/></disk>\
         <interface type='user'><mac address='52:54:00:12:34:56'/></interface></devices></domain>"
    )
}

/// Does a random thing to a random guest; says which step of whose life it was, if it was one and succeeded.
pub fn act(connection: &Connection, random: &mut Random) -> Option<(Uuid, &'static str)> {
    let number = random.below(GUESTS);
    let (uuid, name) = (Uuid::from_u128((0xc0_ffee << 32) | u128::from(number)), format!("{PREFIX}{number}"));
    let guest = Domain::new(connection.clone(), DomainIdentity { name: (&*name).into(), uuid, id: -1 });
    let xml = || document(&name, uuid);
    let (step, answer) = match random.below(18) {
        0 => ("Defined", call(connection.define_domain_xml(&xml()))),
        1 => ("Undefined", call(guest.undefine_flags(DomainUndefineFlags::SNAPSHOTS_METADATA))),
        2 => ("Started", call(guest.create())),
        3 => ("Started", call(connection.create_domain_xml(&xml(), DomainCreateFlags::empty()))),
        4 => ("Suspended", call(guest.suspend())),
        5 => ("Resumed", call(guest.resume())),
        6 => ("Stopped", call(guest.destroy())),
        7 => ("Stopped", call(guest.managed_save(DomainSaveRestoreFlags::empty()))),
        8 => ("Stopped", call(guest.shutdown())),
        9 => ("Described", {
            let (kind, impact) = (DomainMetadataType::Title, DomainModificationImpact::empty());
            call(guest.set_metadata(kind, Some("a title"), None, None, impact))
        }),
        10 => ("", call(guest.set_memory(random.below(65_536)))),
        11 => ("", call(guest.set_vcpus(1 + random.below(4) as u32))),
        12 => ("", {
            let snapshot = "<domainsnapshot><name>s</name></domainsnapshot>";
            call(guest.create_snapshot_xml(snapshot, DomainSnapshotCreateFlags::empty()))
        }),
        13 => ("", {
            let found = wait(guest.lookup_snapshot_by_name("s", 0), None);
            found.and_then(|snapshot| call(snapshot.delete(DomainSnapshotDeleteFlags::empty())))
        }),
        14 => ("", call(guest.info())),
        15 => ("", call(guest.xml_desc(DomainXmlFlags::empty()))),
        16 => ("", call(connection.list_all_domains(ListAllDomainsFlags::empty()))),
        _ => ("", {
            let groups = DomainStatsTypes::STATE | DomainStatsTypes::BLOCK;
            call(connection.all_domain_stats(groups, GetAllDomainStatsFlags::empty()))
        }),
    };
    if let Err(error) = &answer {
        use ErrorCode as E;
        // That a guest is not paused, or does not run, is an internal error to libvirt's test driver.
        let expected = [E::OperationInvalid, E::NoDomain, E::InternalError, E::NoDomainSnapshot, E::OperationFailed];
        assert!(expected.contains(&error.code()), "{step}: {}", error.report());
    }
    (answer.is_ok() && !step.is_empty()).then_some((uuid, step))
}

fn call<T>(call: impl Future<Output = Result<T>>) -> Result<()> {
    wait(call, None).map(drop)
}

/// What the events say that a guest is.
#[derive(Debug, Default)]
pub struct Life {
    /// Whether it is stored.
    pub is_stored: bool,
    /// Whether it runs or is paused.
    pub is_active: bool,
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

/// What one listener was told.
#[derive(Debug, Default)]
pub struct Told {
    /// How often each step.
    pub counts: Counts,
    /// What each guest is after it.
    pub lives: HashMap<Uuid, Life>,
}

impl Told {
    /// Follows an event of the crowd's guests, which must be one that can come now; other guests' do not count.
    pub fn follow(&mut self, event: Event) {
        let event = match event {
            Event::Domain(event) if event.domain.name.starts_with(PREFIX) => event,
            Event::Gap { .. } => panic!("events are lost: {event:?}"),
            _ => return,
        };
        let uuid = event.domain.uuid;
        let step = match event.kind {
            DomainEventKind::Lifecycle { event: kind, detail } => {
                let life = self.lives.entry(uuid).or_default();
                let before = format!("{life:?}");
                life.follow(kind, detail, event.domain.id).unwrap_or_else(|| panic!("{event:?} after {before}"))
            }
            DomainEventKind::MetadataChange { .. } => "Described",
            _ => return,
        };
        *self.counts.entry((uuid, step)).or_default() += 1;
    }
}
