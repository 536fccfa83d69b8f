//! One driver instance: everything that the connections to one root of this process share.

use std::collections::HashMap;
use std::io::Write as _;
use std::os::fd::AsFd;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicI32, Ordering};
use std::sync::{Arc, Mutex, OnceLock, PoisonError, Weak};
use std::time::{Duration, Instant};

use ferrovirt_api::{Error, ErrorCode, ErrorDomain, EventHub, Result, runtime};
use ferrovirt_host::{FileLock, Host, HostError, LockState};

use crate::capabilities::Provider;
use crate::command::Settings;
use crate::guest::Order;
use crate::layout::Layout;
use crate::probe::{EmulatorCapabilities, Prober};
use crate::store::Store;
use crate::table::Table;
use crate::{attach, autostart, load};

/// How long a new instance waits for an old one of this process that is about to be gone.
const HANDOVER: Duration = Duration::from_secs(5);

/// What the connections to one root share.
pub struct Instance {
    /// The operating system.
    pub host: Arc<dyn Host>,
    /// Where everything is.
    pub layout: Arc<Layout>,
    /// What is kept on disk.
    pub store: Store,
    /// Where events come from.
    pub events: EventHub,
    /// The driver's settings.
    pub settings: Settings,
    /// The URI that leads here.
    pub uri: String,
    /// Whether it serves all users of the host.
    pub privileged: bool,
    prober: Prober,
    table: Table,
    last_id: AtomicI32,
    began: Instant,
    /// While this process lives no other one touches the root.
    _lock: FileLock,
}

/// What is needed to open an instance.
pub struct Opening {
    /// The operating system.
    pub host: Arc<dyn Host>,
    /// Where everything is.
    pub layout: Layout,
    /// The URI that leads here.
    pub uri: String,
    /// Whether it serves all users of the host.
    pub privileged: bool,
}

/// The instances of this process, by their state directory.
type Instances = Mutex<HashMap<PathBuf, Arc<tokio::sync::Mutex<Weak<Instance>>>>>;

static INSTANCES: OnceLock<Instances> = OnceLock::new();

impl Instance {
    /// The instance of these directories: the one that is there already, or a new one.
    pub async fn open(opening: Opening) -> Result<Arc<Instance>> {
        let key = Instance::key(&opening).await?;
        let slot = {
            let mut instances = INSTANCES.get_or_init(Mutex::default).lock().unwrap_or_else(PoisonError::into_inner);
            instances.retain(|_, slot| {
                Arc::strong_count(slot) > 1 || slot.try_lock().is_ok_and(|weak| weak.strong_count() > 0)
            });
            instances.entry(key).or_default().clone()
        };
        let mut known = slot.lock().await;
        if let Some(instance) = known.upgrade() {
            return Ok(instance);
        }
        let instance = Instance::new(opening).await?;
        *known = Arc::downgrade(&instance);
        Ok(instance)
    }

    /// What tells instances apart: links and dots may lead to one directory in many ways.
    async fn key(opening: &Opening) -> Result<PathBuf> {
        let (host, state) = (opening.host.clone(), PathBuf::from(&opening.layout.state_directory));
        runtime::blocking(move || {
            host.files().create_directories(&state, 0o700).map_err(failed)?;
            host.files().canonical_path(&state).map_err(failed)
        })
        .await?
    }

    async fn new(opening: Opening) -> Result<Arc<Instance>> {
        let Opening { host, layout, uri, privileged } = opening;
        let layout = Arc::new(layout);
        let store = Store::new(host.clone(), layout.clone());
        let lock = {
            let (host, layout, store) = (host.clone(), layout.clone(), store.clone());
            runtime::blocking(move || {
                store.prepare()?;
                let lock = own(&*host, &layout)?;
                store.sweep()?;
                Ok::<_, Error>(lock)
            })
            .await??
        };
        let prober = Prober::new(host.clone(), &layout.library_directory, &layout.cache_directory);
        prober.sweep().await;
        let settings = Settings { inherited_environment: inherited_environment(&*host), ..Settings::default() };
        let instance = Arc::new(Instance {
            host,
            layout,
            store,
            events: EventHub::new(),
            settings,
            uri,
            privileged,
            prober,
            table: Table::default(),
            last_id: AtomicI32::new(0),
            began: Instant::now(),
            _lock: lock,
        });
        load::definitions(&instance).await?;
        attach::all(&instance).await?;
        autostart::start(&instance).await?;
        Ok(instance)
    }

    /// Its guests.
    pub fn table(&self) -> &Table {
        &self.table
    }

    /// Time since the instance began: the time of job marks.
    pub fn now(&self) -> Duration {
        self.began.elapsed()
    }

    /// A number that no guest of this instance has or had.
    pub fn next_id(&self) -> i32 {
        self.last_id.fetch_add(1, Ordering::Relaxed).saturating_add(1)
    }

    /// Takes note of a number that a guest has already.
    pub fn note_id(&self, id: i32) {
        self.last_id.fetch_max(id, Ordering::Relaxed);
    }

    /// What an emulator can do.
    pub async fn capabilities(&self, emulator: &str) -> Result<Arc<EmulatorCapabilities>> {
        self.prober.capabilities(Path::new(emulator)).await
    }

    /// The documents about host and emulators.
    pub fn provider(&self) -> Provider {
        Provider::new(self.host.clone(), self.prober.clone())
    }

    /// Where emulators are and what they can do.
    pub fn prober(&self) -> &Prober {
        &self.prober
    }
}

impl Drop for Instance {
    fn drop(&mut self) {
        // The guests go on without us; whoever opens the root next finds them.
        for guest in self.table.all() {
            guest.order(Order::End);
        }
    }
}

/// Takes the root for this process.
fn own(host: &dyn Host, layout: &Layout) -> Result<FileLock> {
    let path = layout.owner_lock_file();
    let (path, until) = (Path::new(&path), Instant::now() + HANDOVER);
    loop {
        if let Some(lock) = host.files().lock_file(path).map_err(failed)? {
            // Only people read it; without it they learn less, no more.
            if let Ok(descriptor) = lock.as_fd().try_clone_to_owned() {
                let _ = std::fs::File::from(descriptor).write_all(format!("{}\n", host.system().pid()).as_bytes());
            }
            return Ok(lock);
        }
        let holder = match host.files().lock_state(path).map_err(failed)? {
            LockState::Free => continue,
            LockState::Held(holder) => holder,
        };
        // An instance of our own that nobody uses any more may still carry a job to its end; and a child of a process
        // that was killed holds its descriptors until it has become another program.
        let passes = holder.is_none_or(|pid| pid == host.system().pid() || host.processes().start_time(pid).is_err());
        if !passes || Instant::now() >= until {
            return Err(owned(layout, holder));
        }
        std::thread::sleep(Duration::from_millis(5));
    }
}

fn owned(layout: &Layout, holder: Option<i32>) -> Error {
    let who = holder.map_or("another process".to_owned(), |pid| format!("process {pid}"));
    Error::new(
        ErrorCode::OperationFailed,
        ErrorDomain::Qemu,
        format!("the directory '{}' is in use by {who}", layout.state_directory),
    )
    .with_object(ferrovirt_error::ObjectKind::Path, layout.state_directory.as_str(), None)
    .with_hint("one process at a time can use a root; connect through that process, or end it")
}

/// The part of our own environment that QEMU gets.
fn inherited_environment(host: &dyn Host) -> Vec<(String, String)> {
    ["PATH", "USER", "LOGNAME"]
        .into_iter()
        .filter_map(|name| Some((name.to_owned(), host.system().variable(name)?.into_string().ok()?)))
        .collect()
}

fn failed(error: HostError) -> Error {
    error.into_error(ErrorDomain::Qemu)
}
