//! One guest: an immutable snapshot of its state that readers take without waiting, and the lock of whoever changes it.

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use arc_swap::{ArcSwap, Guard};
use ferrovirt_api::{
    DomainControlErrorReason, DomainControlInfo, DomainControlState, DomainIdentity, DomainInfo, DomainPausedReason,
    DomainRunningReason, DomainShutoffReason, DomainState, DomainStateReason, Error, ErrorCode, ErrorDomain, Result,
};
use ferrovirt_host::Clock;
use ferrovirt_xml::domain_checkpoint::DomainCheckpoint;
use ferrovirt_xml::domain_snapshot::DomainSnapshot;

use crate::document::Document;
use crate::inside::Inside;
use crate::moments::Moments;
use crate::processors::USUAL_WEIGHT;

/// Everything about a guest at one moment.
#[derive(Clone, Debug)]
pub struct State {
    /// Name, UUID and number.
    pub identity: DomainIdentity,
    /// What runs; nothing while it is shut off.
    pub live: Option<Arc<Document>>,
    /// The stored definition; a transient guest has none.
    pub config: Option<Arc<Document>>,
    /// What it is doing.
    pub state: DomainState,
    /// Why.
    pub reason: i32,
    /// Whether the stored definition changed since it started.
    pub is_updated: bool,
    /// Whether it starts with the host.
    pub autostart: bool,
    /// The processor time that it used.
    pub clock: ProcessorClock,
    /// The share of the processors that it gets beside others.
    pub weight: u32,
    /// Its saved state, with the document that it goes on with.
    pub saved: Option<Arc<Document>>,
    /// Its snapshots.
    pub snapshots: Arc<Moments<DomainSnapshot>>,
    /// Its checkpoints.
    pub checkpoints: Arc<Moments<DomainCheckpoint>>,
    /// What is known of its inside while it runs.
    pub inside: Arc<Inside>,
    /// Whether it is gone from the host; nothing may change it any more.
    pub is_removed: bool,
}

impl State {
    /// A guest that is stored and shut off.
    pub fn stored(document: Arc<Document>) -> State {
        State {
            identity: DomainIdentity { name: document.name().into(), uuid: document.uuid(), id: -1 },
            live: None,
            config: Some(document),
            state: DomainState::Shutoff,
            reason: DomainShutoffReason::Unknown.number(),
            is_updated: false,
            autostart: false,
            clock: ProcessorClock::default(),
            weight: USUAL_WEIGHT,
            saved: None,
            snapshots: Arc::default(),
            checkpoints: Arc::default(),
            inside: Arc::default(),
            is_removed: false,
        }
    }

    /// The guest after it was started under this number.
    pub fn start(&mut self, document: &Document, id: i32, clock: &dyn Clock) {
        let mut live = document.clone();
        live.name_interfaces();
        live.domain_mut().id = u32::try_from(id).ok();
        self.live = Some(Arc::new(live));
        self.identity.id = id;
        self.state = DomainState::Running;
        self.reason = DomainRunningReason::Booted.number();
        self.is_updated = false;
        self.clock = ProcessorClock::default().resumed(clock);
        self.inside = Arc::default();
    }

    /// The guest after it was paused by its user.
    pub fn pause(&mut self, clock: &dyn Clock) {
        self.state = DomainState::Paused;
        self.reason = DomainPausedReason::User.number();
        self.clock = self.clock.paused(clock);
    }

    /// The guest after it went on.
    pub fn resume(&mut self, reason: DomainRunningReason, clock: &dyn Clock) {
        self.state = DomainState::Running;
        self.reason = reason.number();
        self.clock = self.clock.resumed(clock);
    }

    /// The guest after it ended; without a stored definition it is gone.
    pub fn stop(&mut self, reason: DomainShutoffReason) {
        self.live = None;
        self.identity.id = -1;
        self.state = DomainState::Shutoff;
        self.reason = reason.number();
        self.is_updated = false;
        self.clock = ProcessorClock::default();
        self.is_removed = self.config.is_none();
    }

    /// Whether it runs or is paused.
    pub fn is_active(&self) -> bool {
        self.live.is_some()
    }

    /// Whether it has a stored definition.
    pub fn is_persistent(&self) -> bool {
        self.config.is_some()
    }

    /// The document of what runs, else of what is stored.
    pub fn current(&self) -> Result<&Arc<Document>> {
        let document = self.live.as_ref().or(self.config.as_ref());
        document.ok_or_else(|| Error::internal(ErrorDomain::Test, "a domain without a definition"))
    }

    /// The document of what runs; an error when nothing does.
    pub fn running(&self) -> Result<&Arc<Document>> {
        self.live.as_ref().ok_or_else(not_running)
    }

    /// The answer to `virDomainGetInfo`.
    pub fn info(&self, clock: &dyn Clock) -> Result<DomainInfo> {
        let document = self.current()?;
        Ok(DomainInfo {
            state: self.state,
            max_memory: document.max_memory(),
            memory: document.memory(),
            vcpus: document.vcpus(),
            cpu_time: self.clock.nanoseconds(clock),
        })
    }

    /// The answer to `virDomainGetState`.
    pub fn state_reason(&self) -> DomainStateReason {
        DomainStateReason { state: self.state, reason: self.reason }
    }

    /// The answer to `virDomainGetControlInfo`.
    pub fn control_info(&self) -> Result<DomainControlInfo> {
        self.running()?;
        Ok(DomainControlInfo { state: DomainControlState::Ok, details: DomainControlErrorReason::None, state_time: 0 })
    }
}

/// The processor time of a guest: it keeps one processor busy while it runs.
#[derive(Clone, Copy, Debug, Default)]
pub struct ProcessorClock {
    busy: Duration,
    since: Option<Duration>,
}

impl ProcessorClock {
    /// The clock, halted.
    pub fn paused(self, clock: &dyn Clock) -> ProcessorClock {
        ProcessorClock { busy: self.time(clock), since: None }
    }

    /// The clock, running on.
    pub fn resumed(self, clock: &dyn Clock) -> ProcessorClock {
        ProcessorClock { busy: self.time(clock), since: Some(clock.monotonic()) }
    }

    /// What it shows, in nanoseconds.
    pub fn nanoseconds(self, clock: &dyn Clock) -> u64 {
        let time = self.time(clock);
        time.as_secs().saturating_mul(1_000_000_000).saturating_add(u64::from(time.subsec_nanos()))
    }

    fn time(self, clock: &dyn Clock) -> Duration {
        match self.since {
            Some(since) => self.busy + clock.monotonic().saturating_sub(since),
            None => self.busy,
        }
    }
}

/// A guest that others may read and change meanwhile.
pub struct Domain {
    state: ArcSwap<State>,
    change: Mutex<()>,
}

impl Domain {
    /// A guest in this state.
    pub fn new(state: State) -> Domain {
        Domain { state: ArcSwap::from_pointee(state), change: Mutex::new(()) }
    }

    /// What is known now.
    pub fn read(&self) -> Guard<Arc<State>> {
        self.state.load()
    }

    /// The right to change it, once whoever has it is ready. Fails when the guest is gone by then.
    pub fn change(&self) -> Result<Change<'_>> {
        // A change is stored in one step, so a panic cannot leave half of it.
        let lock = self.change.lock().unwrap_or_else(PoisonError::into_inner);
        let state = State::clone(&self.state.load());
        match state.is_removed {
            true => Err(no_domain(&state.identity)),
            false => Ok(Change { domain: self, state, _lock: lock }),
        }
    }
}

/// A change in the making: what is to become the state. Dropped without [`Change::store`], nothing happened.
pub struct Change<'a> {
    domain: &'a Domain,
    /// The state to be.
    pub state: State,
    _lock: MutexGuard<'a, ()>,
}

impl Change<'_> {
    /// Lets everybody see the change as it is so far.
    pub fn store(&self) {
        self.domain.state.store(Arc::new(self.state.clone()));
    }
}

/// The error for a handle whose domain is gone.
pub fn no_domain(identity: &DomainIdentity) -> Error {
    let detail = format!("no domain with matching uuid '{}' ({})", identity.uuid, identity.name);
    Error::new(ErrorCode::NoDomain, ErrorDomain::Test, detail)
}

/// The error of what needs an active domain.
pub fn not_running() -> Error {
    invalid("domain is not running")
}

/// The error of what the domain's present state rules out.
pub fn invalid(detail: impl Into<String>) -> Error {
    Error::new(ErrorCode::OperationInvalid, ErrorDomain::Test, detail)
}
