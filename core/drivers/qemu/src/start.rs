//! Starting a guest.
//!
//! Order matters: the lock of the pid file is ours before anything else exists, the status file says "starting up" before
//! there is a process, and says "running" before the processors run. Whoever finds the files after our death knows from
//! them how far we came. Until the start is acknowledged, any failure takes everything back.

use std::os::fd::OwnedFd;
use std::path::Path;
use std::sync::Arc;
use std::time::Duration;

use ferrovirt_api::{
    DomainCreateFlags, DomainEventAgentLifecycleReason, DomainEventStartedDetail, DomainEventSuspendedDetail,
    DomainEventType, DomainPausedReason, DomainRunningReason, Error, ErrorCode, ErrorDomain, Result, runtime,
};
use ferrovirt_host::{Access, Host, HostError, OpenMode, Process, ProcessSpec, Signal};
use ferrovirt_xml::domain::Domain;
use ferrovirt_xml::scalar::YesNo;

use crate::command::{self, CommandLine, Launch};
use crate::files::{self, SocketPath};
use crate::guest::control::Control;
use crate::guest::state::State;
use crate::guest::{Attachment, Guest, Order};
use crate::instance::Instance;
use crate::layout::GuestPaths;
use crate::ports::Port;
use crate::probe::EmulatorCapabilities;
use crate::qmp::{self, Limits};
use crate::resources::HostResources;
use crate::{chain, definition, log, status};

/// The name of the job.
pub const JOB_NAME: &str = "start";

/// How long QEMU may take until it answers: a huge guest's memory is allocated before.
const ANSWER_LIMIT: Duration = Duration::from_secs(120);

/// How often a start is tried again when somebody else took a port that was free a moment ago.
const PORT_ATTEMPTS: usize = 5;

/// The limit of "wait for ever" for the agent.
const AGENT_TIMEOUT: i32 = -2;

/// A guest whose process runs.
struct Launched {
    live: Domain,
    paths: GuestPaths,
    process: Arc<dyn Process>,
    ports: Vec<Port>,
    log_place: u64,
}

/// Starts a guest from this document.
pub async fn start(
    instance: Arc<Instance>,
    guest: Arc<Guest>,
    domain: Arc<Domain>,
    flags: DomainCreateFlags,
) -> Result<()> {
    let emulator = definition::emulator(&domain)?;
    let capabilities = instance.capabilities(emulator).await?;
    for _ in 1..PORT_ATTEMPTS {
        match attempt(&instance, &guest, &domain, &capabilities, flags).await {
            Err(error) if is_port_conflict(&error) => {}
            outcome => return outcome,
        }
    }
    attempt(&instance, &guest, &domain, &capabilities, flags).await
}

fn is_port_conflict(error: &Error) -> bool {
    error.cause().is_some_and(|cause| cause.contains("Address already in use"))
}

async fn attempt(
    instance: &Arc<Instance>,
    guest: &Arc<Guest>,
    domain: &Arc<Domain>,
    capabilities: &Arc<EmulatorCapabilities>,
    flags: DomainCreateFlags,
) -> Result<()> {
    let launched = {
        let (instance, domain, capabilities) = (instance.clone(), domain.clone(), capabilities.clone());
        runtime::blocking(move || launch(&instance, &domain, &capabilities, flags)).await??
    };
    let (process, paths, place) = (launched.process.clone(), launched.paths.clone(), launched.log_place);
    guest.order(Order::Watch(Attachment { process: process.clone(), events: None, starting: true }));
    let outcome = bring_up(instance, guest, capabilities.clone(), launched, flags).await;
    if let Err(error) = outcome {
        return Err(take_back(instance, guest, process, paths, place, error).await);
    }
    Ok(())
}

/// Makes the guest's files, builds its command line and starts QEMU. A failure leaves nothing.
fn launch(
    instance: &Instance,
    domain: &Domain,
    capabilities: &EmulatorCapabilities,
    flags: DomainCreateFlags,
) -> Result<Launched> {
    let host = &*instance.host;
    let uuid = domain.uuid.unwrap_or_default().to_string();
    let id = instance.next_id();
    let paths = instance.layout.guest(id, &domain.name, &uuid);
    let lock = host.files().lock_file(Path::new(&paths.pid_file)).map_err(failed)?.ok_or_else(|| {
        let detail = format!("domain '{}' is still run by a process that holds '{}'", domain.name, paths.pid_file);
        Error::new(ErrorCode::OperationFailed, ErrorDomain::Qemu, detail)
    })?;
    let outcome = (|| {
        let mut live = domain.clone();
        live.id = u32::try_from(id).ok();
        crate::complete::prepare(&mut live, &paths)?;
        definition::set_channels_closed(&mut live);
        definition::keep_clock_adjustment(&mut live);
        if let Some(cpu) = &live.cpu {
            live.cpu = Some(crate::cpu::decide(&live, cpu, capabilities)?);
        }
        let starting = State::Paused(DomainPausedReason::StartingUp);
        let text = status::text(&paths, starting, 0, AGENT_TIMEOUT, &live);
        instance.store.write_status(&domain.name, &text)?;
        chain::complete(host, &mut live)?;
        crate::complete::assign_block_indexes(&mut live);
        files::create(host, &paths)?;
        prepare_nvram(host, &live, flags)?;
        let mut resources = HostResources::new(instance.host.clone(), paths.clone());
        pick_ports(&mut live, &mut resources)?;
        let line = command::build(
            &live,
            &mut Launch {
                capabilities,
                paths: &paths,
                resources: &mut resources,
                privileged: instance.privileged,
                settings: &instance.settings,
            },
        )?;
        let (descriptors, ports) = resources.into_parts();
        let (output, log_place) = open_log(host, &paths, &line, capabilities)?;
        let mut spec = ProcessSpec::new(&line.program).arguments(line.arguments);
        spec.environment = line.environment.into_iter().map(|(name, value)| (name.into(), value.into())).collect();
        spec.stdout = Some(output.try_clone().map_err(|error| {
            Error::system(ErrorDomain::Qemu, format!("cannot duplicate the log '{}'", paths.log_file), &error)
        })?);
        spec.stderr = Some(output);
        spec.descriptors = descriptors;
        spec.lock = Some(lock);
        spec.new_session = true;
        spec.umask = Some(0o002);
        let process: Arc<dyn Process> =
            host.processes().spawn(spec).map_err(|error| cannot_run(host, &line.program, error))?.into();
        Ok(Launched { live, paths: paths.clone(), process, ports, log_place })
    })();
    if outcome.is_err() {
        // The failure of the start is what the caller must hear of; a next attempt clears what stays.
        let _ = files::remove(host, &paths);
    }
    outcome
}

fn cannot_run(host: &dyn Host, program: &str, error: HostError) -> Error {
    let denial = host.files().explain_access(Path::new(program), Access::Execute).ok().flatten();
    let error = failed(error);
    match denial {
        Some(denial) => error.with_hint(denial.to_string()),
        None => error,
    }
}

fn pick_ports(live: &mut Domain, resources: &mut HostResources) -> Result<()> {
    use crate::command::Resources as _;
    for vnc in definition::vnc_displays(live) {
        let wants = vnc.autoport == Some(YesNo::Yes) || vnc.port == Some(-1);
        if wants && vnc.socket.is_none() {
            vnc.port = Some(i32::from(resources.display_port("vnc")?));
        }
    }
    Ok(())
}

/// Makes the store of the firmware's variables, when there is none yet or a new one is wanted.
fn prepare_nvram(host: &dyn Host, domain: &Domain, flags: DomainCreateFlags) -> Result<()> {
    let Some(nvram) = &domain.os.nvram else { return Ok(()) };
    let (Some(path), Some(template)) = (&nvram.path, &nvram.template) else { return Ok(()) };
    let path = Path::new(path);
    if flags.contains(DomainCreateFlags::RESET_NVRAM) {
        host.files().remove_file_if_exists(path).map_err(failed)?;
    } else if host.files().exists(path).map_err(failed)? {
        return Ok(());
    }
    if let Some(directory) = path.parent() {
        host.files().create_directories(directory, 0o700).map_err(failed)?;
    }
    host.files().copy(Path::new(template), path, 0o600).map(drop).map_err(failed)
}

/// Opens the log, writes what is about to be run, and tells where QEMU's own words will begin.
fn open_log(
    host: &dyn Host,
    paths: &GuestPaths,
    line: &CommandLine,
    capabilities: &EmulatorCapabilities,
) -> Result<(OwnedFd, u64)> {
    let path = Path::new(&paths.log_file);
    let open = || host.files().open(path, OpenMode::Append(0o600)).map_err(failed);
    let mut text = format!(
        "starting up Ferrovirt version: {}, qemu version: {}{}, kernel: {}, hostname: {}\n",
        env!("CARGO_PKG_VERSION"),
        capabilities.version,
        capabilities.package,
        host.system().kernel_release().unwrap_or_default(),
        host.system().hostname().unwrap_or_default(),
    );
    for (name, value) in &line.environment {
        text.push_str(&format!("{name}={value} \\\n"));
    }
    text.push_str(&line.program);
    for argument in &line.arguments {
        // An option and its value share a line.
        text.push_str(if argument.starts_with('-') { " \\\n" } else { " " });
        text.push_str(&quoted(argument));
    }
    log::write(host, open()?, &text);
    let place = host.files().status(path).map_err(failed)?.size;
    Ok((open()?, place))
}

fn quoted(argument: &str) -> String {
    let plain = |char: char| char.is_ascii_alphanumeric() || "-_=.,:/+@".contains(char);
    match argument.chars().all(plain) && !argument.is_empty() {
        true => argument.to_owned(),
        false => format!("'{}'", argument.replace('\'', r"'\''")),
    }
}

/// From a process to a guest that runs.
async fn bring_up(
    instance: &Arc<Instance>,
    guest: &Arc<Guest>,
    capabilities: Arc<EmulatorCapabilities>,
    launched: Launched,
    flags: DomainCreateFlags,
) -> Result<()> {
    let Launched { mut live, paths, process, ports, .. } = launched;
    let monitor = {
        let socket = SocketPath::of(&*instance.host, &paths.monitor_socket)?;
        let connect = instance.host.sockets().connect_unix(socket.as_path(), ANSWER_LIMIT);
        let stream = connect.await.map_err(failed)?;
        let (monitor, events, _greeting) = qmp::connect(stream, Limits::default(), ANSWER_LIMIT).await?;
        guest.order(Order::Listen(events));
        monitor
    };
    if definition::has_terminals(&live) {
        for device in monitor.query_chardev().await? {
            if let (Some(alias), Some(path)) = (device.label.strip_prefix("char"), device.pty()) {
                definition::set_terminal(&mut live, alias, path);
            }
        }
    }
    for vnc in definition::vnc_displays(&mut live) {
        if let Some(password) = &vnc.passwd {
            monitor.set_password("vnc", password, None).await?;
        }
    }
    let current = definition::current_memory(&live);
    if current < definition::memory(&live) {
        // A guest without balloon keeps all its memory; then that is what it has.
        monitor.balloon(current.saturating_mul(1024)).await?;
    }
    let paused = flags.contains(DomainCreateFlags::PAUSED);
    let state = match paused {
        true => State::Paused(DomainPausedReason::User),
        false => State::Running(DomainRunningReason::Booted),
    };
    let control = Arc::new(Control::new(instance.host.clone(), paths, process, monitor, capabilities, ports));
    let has_agent = definition::agent_channel(&live).is_some();
    let live = Arc::new(live);
    let view = guest.update(|view| {
        view.id = control.paths.id;
        view.state = state;
        view.live = Some(live.clone());
        view.control = Some(control.clone());
    });
    status::save(instance, &view).await?;
    if has_agent {
        guest.emit_agent(false, DomainEventAgentLifecycleReason::DomainStarted);
    }
    if !paused {
        // QEMU's report makes it run; until then it is not.
        guest.update(|view| view.state = State::Paused(DomainPausedReason::StartingUp));
        guest.expect_resume(DomainRunningReason::Booted);
        control.monitor.cont().await?;
        guest.update_running(&control, |view| {
            if view.state == State::Paused(DomainPausedReason::StartingUp) {
                view.state = state;
            }
        });
    }
    guest.order(Order::Started);
    guest.emit_lifecycle(DomainEventType::Started, DomainEventStartedDetail::Booted.number());
    if paused {
        guest.emit_lifecycle(DomainEventType::Suspended, DomainEventSuspendedDetail::Paused.number());
    }
    Ok(())
}

/// Undoes a start that failed, and adds QEMU's own words to the reason.
async fn take_back(
    instance: &Arc<Instance>,
    guest: &Arc<Guest>,
    process: Arc<dyn Process>,
    paths: GuestPaths,
    log_place: u64,
    error: Error,
) -> Error {
    let died = process.try_wait().is_some() || error.code() == ErrorCode::OperationFailed;
    // It may have ended already, which is what is wanted.
    let _ = process.signal(Signal::SIGKILL);
    process.wait().await;
    guest.order(Order::Unwatch);
    guest.update(|view| {
        view.id = -1;
        view.state = State::ShutOff(ferrovirt_api::DomainShutoffReason::Failed);
        view.live = None;
        view.control = None;
    });
    let (host, log_file) = (instance.host.clone(), paths.log_file.clone());
    let words = runtime::blocking(move || {
        let words = log::words_since(&*host, &log_file, log_place);
        // What cannot be removed now is removed by the next start.
        let _ = files::remove(&*host, &paths);
        words
    })
    .await
    .unwrap_or_default();
    let error = guest.about(error);
    if !died || words.is_empty() {
        return error;
    }
    let name = &guest.view().name;
    let last = words.lines().last().unwrap_or_default();
    let detail = format!("QEMU unexpectedly closed the monitor (vm='{name}'): {last}");
    guest.about(Error::internal(ErrorDomain::Qemu, detail).with_cause(words))
}

fn failed(error: HostError) -> Error {
    error.into_error(ErrorDomain::Qemu)
}
