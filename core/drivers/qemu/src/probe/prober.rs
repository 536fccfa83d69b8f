//! Capabilities on demand: from memory, from the cache, or from a probe, once for all who ask at the same time.

use super::cache::{self, Key};
use super::capabilities::EmulatorCapabilities;
use super::collect::{NoteFatal, Terms, collect, collect_tcg, wants_tcg};
use super::find::find_emulator;
use super::process::{LiveAnswers, ProbeProcess, sweep};
use ferrovirt_api::runtime;
use ferrovirt_error::{Error, ErrorDomain, Result};
use ferrovirt_host::Host;
use std::collections::HashMap;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

/// How long a probe may take: QEMU itself needs a tenth of a second, a busy host a few.
const PROBE_DEADLINE: Duration = Duration::from_secs(30);

/// How many device types may end the emulator that is asked about them, before it is given up.
const FATAL_DEVICES_MAX: usize = 8;

/// Knows what the emulators of a host can do.
///
/// Only emulators that are asked for are probed. Cheap to clone.
#[derive(Clone)]
pub struct Prober(Arc<Inner>);

struct Inner {
    host: Arc<dyn Host>,
    library: PathBuf,
    cache: PathBuf,
    deadline: Duration,
    slots: Mutex<HashMap<PathBuf, Arc<Slot>>>,
    probes: AtomicU64,
}

/// What is known of one emulator. Whoever holds the lock is probing.
#[derive(Default)]
struct Slot {
    known: tokio::sync::Mutex<Option<Known>>,
    /// Counts the answers, so that one who waited for the lock can tell whether the answer is newer than his question.
    answers: AtomicU64,
}

struct Known {
    key: Key,
    result: Result<Arc<EmulatorCapabilities>>,
}

impl Prober {
    /// A prober whose processes have their directories in `library`, and whose cache is in `cache`.
    pub fn new(host: Arc<dyn Host>, library: impl Into<PathBuf>, cache: impl Into<PathBuf>) -> Prober {
        Prober::with_deadline(host, library, cache, PROBE_DEADLINE)
    }

    /// The same, with another time limit for a probe (30 seconds unless set).
    pub fn with_deadline(
        host: Arc<dyn Host>,
        library: impl Into<PathBuf>,
        cache: impl Into<PathBuf>,
        deadline: Duration,
    ) -> Prober {
        Prober(Arc::new(Inner {
            host,
            library: library.into(),
            cache: cache.into(),
            deadline,
            slots: Mutex::default(),
            probes: AtomicU64::new(0),
        }))
    }

    /// Where the emulator for guests of this architecture is; see [`find_emulator`].
    pub fn find(&self, architecture: &str) -> Option<PathBuf> {
        find_emulator(&*self.0.host, architecture)
    }

    /// Removes what probes of a process that was killed left behind. Call it once, as the only user of the library
    /// directory, before the first probe.
    pub async fn sweep(&self) {
        sweep(&*self.0.host, &self.0.library).await;
    }

    /// How many probes were run so far.
    pub fn probes(&self) -> u64 {
        self.0.probes.load(Ordering::Relaxed)
    }

    /// What an emulator can do.
    ///
    /// *Behavior*: an emulator that changed since it was probed is probed again. Those who ask while it is being probed
    /// share the answer, also when it is an error; a later question after an error probes again.
    pub async fn capabilities(&self, emulator: &Path) -> Result<Arc<EmulatorCapabilities>> {
        let key = Key::now(&*self.0.host, emulator).map_err(|error| cannot_check(emulator, error))?;
        let slot = self.slot(emulator);
        let asked = slot.answers.load(Ordering::Acquire);
        let mut known = slot.known.lock().await;
        let is_newer = slot.answers.load(Ordering::Acquire) != asked;
        if let Some(found) = known.as_ref().filter(|found| found.key == key && (found.result.is_ok() || is_newer)) {
            return found.result.clone();
        }
        let result = self.load_or_probe(emulator, &key).await.map(Arc::new);
        *known = Some(Known { key, result: result.clone() });
        slot.answers.fetch_add(1, Ordering::Release);
        result
    }

    fn slot(&self, emulator: &Path) -> Arc<Slot> {
        let mut slots = self.0.slots.lock().unwrap_or_else(PoisonError::into_inner);
        slots.entry(emulator.to_owned()).or_default().clone()
    }

    async fn load_or_probe(&self, emulator: &Path, key: &Key) -> Result<EmulatorCapabilities> {
        let load = {
            let (inner, key) = (self.0.clone(), key.clone());
            runtime::blocking(move || cache::load(&*inner.host, &inner.cache, &key))
        };
        if let Ok(Some(stored)) = load.await {
            return Ok(stored);
        }
        let found = self.probe(emulator, key).await?;
        let (inner, key) = (self.0.clone(), key.clone());
        let store = runtime::blocking(move || {
            cache::store(&*inner.host, &inner.cache, &key, &found);
            found
        });
        store.await
    }

    async fn probe(&self, emulator: &Path, key: &Key) -> Result<EmulatorCapabilities> {
        self.0.probes.fetch_add(1, Ordering::Relaxed);
        let mut found = self.ask_main(emulator).await?;
        if wants_tcg(&found) {
            let process = self.start(emulator, "tcg")?;
            process.converse(self.0.deadline, async |answers| collect_tcg(answers, &mut found).await).await?;
        }
        found.kvm.unusable = key.kvm_problem().map(str::to_owned);
        Ok(found)
    }

    async fn ask_main(&self, emulator: &Path) -> Result<EmulatorCapabilities> {
        let mut terms = Terms::default();
        loop {
            let mut fatal = None;
            let process = self.start(emulator, "kvm:tcg")?;
            let conversation =
                async |answers: &mut LiveAnswers| collect(&mut NoteFatal { answers, fatal: &mut fatal }, &terms).await;
            let outcome = process.converse(self.0.deadline, conversation).await;
            match (outcome, fatal) {
                (Err(_), Some(device)) if terms.skipped.len() < FATAL_DEVICES_MAX => terms.skipped.insert(device),
                (outcome, _) => return outcome,
            };
        }
    }

    fn start(&self, emulator: &Path, accelerators: &str) -> Result<ProbeProcess> {
        ProbeProcess::start(self.0.host.clone(), emulator, accelerators, &self.0.library)
    }
}

fn cannot_check(emulator: &Path, error: ferrovirt_host::HostError) -> Error {
    let hint = "install QEMU for this architecture, or correct the domain's <emulator>";
    let reason = std::io::Error::from_raw_os_error(error.errno().unwrap_or_default());
    Error::system(ErrorDomain::Qemu, format!("Cannot check QEMU binary '{}'", emulator.display()), &reason)
        .with_object(ferrovirt_error::ObjectKind::Path, emulator.to_string_lossy(), None)
        .with_hint(hint)
}
