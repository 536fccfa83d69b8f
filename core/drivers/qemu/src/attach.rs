//! Finding the guests that an earlier process of ours has started.
//!
//! Whether a guest lives is told by the lock that its QEMU holds, never by a number in a file. What lives is taken over,
//! what was only half started is ended, and what ended meanwhile is cleared away and reported.

use std::path::Path;
use std::sync::Arc;
use std::time::{Duration, Instant};

use ferrovirt_api::{
    DomainEvent, DomainEventKind, DomainEventType, DomainPausedReason, DomainRunningReason, DomainShutoffReason, Error,
    ErrorCode, ErrorDomain, Result, runtime,
};
use ferrovirt_host::{Host, HostError, Identity, LockState, Process, Signal};
use ferrovirt_xml::domain::Domain;

use crate::files::{self, SocketPath};
use crate::guest::control::Control;
use crate::guest::shutdown::state_of;
use crate::guest::state::{State, unexpected_detail};
use crate::guest::{Attachment, Destroy, Guest, Order};
use crate::instance::Instance;
use crate::layout::{GuestPaths, Layout};
use crate::ports::Port;
use crate::qmp::{self, Limits, RunState};
use crate::status::Status;
use crate::{definition, log, status};

/// How long the opening of a connection waits for guests that are slow to answer; they are taken over later.
const PATIENCE: Duration = Duration::from_secs(2);

/// How long a QEMU may take to answer in the background.
const ANSWER_LIMIT: Duration = Duration::from_secs(60);

/// How long a child may be between its fork and its program, and a process between its end and that of its lock.
const CHANGE_LIMIT: Duration = Duration::from_secs(2);

/// What became of a guest.
enum Found {
    /// It lives.
    Lives(Box<dyn Process>),
    /// It has ended, or never began.
    Ended,
    /// Somebody holds its lock and does not say who.
    Unknown,
}

/// Takes over what is there.
pub async fn all(instance: &Arc<Instance>) -> Result<()> {
    let store = instance.store.clone();
    let files = runtime::blocking(move || store.statuses()).await??;
    let mut attaching = Vec::new();
    for file in files.into_iter().flatten() {
        let Ok(status) = Status::parse(&file.text).map_err(|error| status::unreadable(&file.name, &error)) else {
            // Not ours to remove: a QEMU may run that only its writer understands. Its lock keeps it from being started.
            continue;
        };
        if status.domain.name != file.name {
            continue;
        }
        attaching.extend(one(instance, status).await?);
    }
    let (host, layout) = (instance.host.clone(), instance.layout.clone());
    runtime::blocking(move || sweep_pid_files(&*host, &layout)).await??;
    let until = tokio::time::Instant::now() + PATIENCE;
    for task in attaching {
        // Whoever is not there by then comes later, on its own.
        let _ = tokio::time::timeout_at(until, task).await;
    }
    Ok(())
}

/// Removes pid files that nobody holds and that have no status file: they are the first thing that a start makes, and
/// the last that an end removes.
fn sweep_pid_files(host: &dyn Host, layout: &Layout) -> Result<()> {
    let directory = Path::new(&layout.state_directory);
    let entries = host.files().list(directory).map_err(failed)?;
    for name in entries.iter().filter_map(|entry| entry.name.to_str()?.strip_suffix(".pid")) {
        let path = directory.join(format!("{name}.pid"));
        let is_owner = path == Path::new(&layout.owner_lock_file());
        let has_status = entries.iter().any(|entry| entry.name.to_str() == Some(&format!("{name}.xml")));
        if !is_owner && !has_status && !host.files().is_locked(&path).map_err(failed)? {
            host.files().remove_file_if_exists(&path).map_err(failed)?;
        }
    }
    Ok(())
}

/// Looks after one guest; the task, if there is one, connects to its monitor.
async fn one(instance: &Arc<Instance>, status: Status) -> Result<Option<runtime::Task<()>>> {
    let id = status.domain.id.and_then(|id| i32::try_from(id).ok()).unwrap_or(-1);
    let uuid = status.domain.uuid.unwrap_or_default();
    let paths = instance.layout.guest(id, &status.domain.name, &uuid.to_string());
    instance.note_id(id);
    let found = {
        let (host, paths) = (instance.host.clone(), paths.clone());
        runtime::blocking(move || find(&*host, &paths)).await??
    };
    match found {
        Found::Unknown => Ok(None),
        Found::Ended => {
            ended(instance, status, paths).await?;
            Ok(None)
        }
        Found::Lives(process) if status.is_starting() => {
            // Nobody was told that it runs, so nobody misses it.
            let _ = process.signal(Signal::SIGKILL);
            process.wait().await;
            ended(instance, status, paths).await?;
            Ok(None)
        }
        Found::Lives(process) => adopt(instance, status, paths, process.into()).map(Some),
    }
}

fn find(host: &dyn Host, paths: &GuestPaths) -> Result<Found> {
    let path = Path::new(&paths.pid_file);
    let until = Instant::now() + CHANGE_LIMIT;
    loop {
        let is_late = Instant::now() >= until;
        match host.files().lock_state(path).map_err(failed)? {
            LockState::Free => return Ok(Found::Ended),
            LockState::Held(Some(pid)) => {
                // Gone between the two questions means to ask again. So does a process that runs no more and has not
                // given back its lock yet; one with much memory takes its time, and its end is heard later.
                if let Ok(process) = host.processes().adopt(pid, Identity::Lock(path))
                    && (is_late || !process.is_ending())
                {
                    return Ok(Found::Lives(process));
                }
            }
            LockState::Held(None) => {}
        }
        if is_late {
            return Ok(Found::Unknown);
        }
        std::thread::sleep(Duration::from_millis(5));
    }
}

/// Clears away a guest whose process is gone, and reports that.
async fn ended(instance: &Arc<Instance>, status: Status, paths: GuestPaths) -> Result<()> {
    let reason = {
        let (host, paths, starting) = (instance.host.clone(), paths.clone(), status.is_starting());
        let clear = move || -> Result<DomainShutoffReason> {
            let reason = if starting { DomainShutoffReason::Failed } else { reason(&*host, &paths) };
            files::remove(&*host, &paths)?;
            Ok(reason)
        };
        runtime::blocking(clear).await??
    };
    let uuid = status.domain.uuid.unwrap_or_default();
    let guest = instance.table().by_uuid(uuid);
    if let Some(guest) = &guest {
        guest.update(|view| view.state = State::ShutOff(reason));
    }
    if !status.is_starting() {
        let name = ferrovirt_api::Name::from(status.domain.name.as_str());
        let detail = unexpected_detail(reason).number();
        instance.events.publish_to_first(DomainEvent {
            domain: ferrovirt_api::DomainIdentity { name, uuid, id: -1 },
            kind: DomainEventKind::Lifecycle { event: DomainEventType::Stopped, detail },
        });
    }
    Ok(())
}

/// Why a guest is off whose end nobody saw. QEMU stays after a shutdown of the guest, so it was ended or it crashed.
fn reason(host: &dyn Host, paths: &GuestPaths) -> DomainShutoffReason {
    let words = log::words_since(host, &paths.log_file, 0);
    let last = words.lines().last().unwrap_or_default();
    match last.contains("terminating on signal") {
        true => DomainShutoffReason::Destroyed,
        false => DomainShutoffReason::Crashed,
    }
}

/// Takes over a guest that lives. It is known at once; its monitor follows.
fn adopt(
    instance: &Arc<Instance>,
    status: Status,
    paths: GuestPaths,
    process: Arc<dyn Process>,
) -> Result<runtime::Task<()>> {
    let Status { state, agent_timeout, domain } = status;
    let guest = instance.table().reserve(instance, &domain.name, domain.uuid.unwrap_or_default())?;
    let live = Arc::new(domain);
    guest.update(|view| {
        view.id = paths.id;
        view.state = state;
        view.live = Some(live.clone());
    });
    guest.order(Order::Watch(Attachment { process: process.clone(), events: None, starting: false }));
    let (instance, owner) = (instance.clone(), (*guest).clone());
    runtime::spawn(async move {
        let work = move |guest: Arc<Guest>| async move {
            connect(&instance, &guest, live, state, agent_timeout, paths, process).await
        };
        if owner.job("attach", work).await.is_err() {
            owner.update(|view| view.monitor_broken = view.is_active());
        }
        drop(guest);
    })
}

async fn connect(
    instance: &Arc<Instance>,
    guest: &Arc<Guest>,
    live: Arc<Domain>,
    known: State,
    agent_timeout: i32,
    paths: GuestPaths,
    process: Arc<dyn Process>,
) -> Result<()> {
    let capabilities = instance.capabilities(definition::emulator(&live)?).await?;
    let socket = SocketPath::of(&*instance.host, &paths.monitor_socket)?;
    let connect = instance.host.sockets().connect_unix(socket.as_path(), ANSWER_LIMIT);
    let stream = connect.await.map_err(failed)?;
    let (monitor, events, _greeting) = qmp::connect(stream, Limits::default(), ANSWER_LIMIT).await?;
    let ports = definition::picked_ports(&live).into_iter().filter_map(Port::claim).collect();
    let control = Arc::new(Control::new(instance.host.clone(), paths, process, monitor, capabilities, ports));
    control.set_agent_timeout(agent_timeout);
    guest.update(|view| view.control = Some(control.clone()));
    guest.order(Order::Listen(events));
    let status = control.monitor.query_status().await?;
    match (status.status, known) {
        // The start was complete but for the last command.
        (RunState::Prelaunch, State::Running(_)) => {
            guest.expect_resume(DomainRunningReason::Booted);
            control.monitor.cont().await?;
        }
        (RunState::Shutdown, _) => {
            let how = Destroy { graceful: false, reason: DomainShutoffReason::Shutdown };
            guest.order(Order::Destroy(how, tokio::sync::oneshot::channel().0));
        }
        (RunState::Prelaunch | RunState::Paused, State::Paused(_)) => {}
        (RunState::Paused, _) => {
            let state = State::Paused(DomainPausedReason::User);
            guest.update_running(&control, |view| view.state = state);
        }
        (now, _) => {
            if let Some(state) = state_of(now, known) {
                guest.update_running(&control, |view| view.state = state);
            }
        }
    }
    refresh(guest, &control).await?;
    status::save(instance, &guest.snapshot()).await
}

/// Asks for what may have changed while nobody listened.
async fn refresh(guest: &Arc<Guest>, control: &Arc<Control>) -> Result<()> {
    let balloon = control.monitor.query_balloon().await?;
    let chardevs = control.monitor.query_chardev().await?;
    let open = |alias: &str| {
        let label = format!("char{alias}");
        chardevs.iter().any(|device| device.label == label && device.frontend_open)
    };
    guest.update_running(control, |view| {
        let Some(live) = &mut view.live else { return };
        let live = Arc::make_mut(live);
        if let Some(bytes) = balloon {
            definition::set_current_memory(live, bytes / 1024);
        }
        for channel in definition::channels(live) {
            definition::set_channel_state(live, &channel.alias, open(&channel.alias));
        }
        view.agent_connected = definition::agent_channel(live).is_some_and(|agent| open(&agent.alias));
    });
    Ok(())
}

fn failed(error: HostError) -> Error {
    let error = error.into_error(ErrorDomain::Qemu);
    match error.code() {
        ErrorCode::SystemError => error.with_hint("the guest runs, but its monitor cannot be reached"),
        _ => error,
    }
}
