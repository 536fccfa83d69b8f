//! What a command line needs of the host, opened for real: descriptors that QEMU inherits, ports, helper processes.

use std::os::fd::OwnedFd;
use std::path::Path;
use std::sync::Arc;
use std::time::{Duration, Instant, UNIX_EPOCH};

use ferrovirt_api::{Error, ErrorCode, ErrorDomain, Result, runtime};
use ferrovirt_host::{Host, HostError, OpenMode, OutputLimits, PassedDescriptor, ProcessSpec, Signal};
use ferrovirt_xml::domain::devices::interface::Interface;
use ferrovirt_xml::scalar::{CpuSet, Scalar};

use crate::command::{FilePurpose, FileRequest, Resources, SecretPlace, TapRequest};
use crate::files::SocketPath;
use crate::layout::GuestPaths;
use crate::log;
use crate::ports::Port;

/// The number of the first descriptor that QEMU gets.
const FIRST_DESCRIPTOR: i32 = 3;

/// How long a helper may take until it serves.
const HELPER_LIMIT: Duration = Duration::from_secs(10);

/// How often to look whether a helper's socket is there: helpers have no other way to say that they serve.
const LOOK_AGAIN: Duration = Duration::from_millis(2);

/// The host's resources of one start. What was opened is closed with this value, unless it was handed on.
pub struct HostResources {
    host: Arc<dyn Host>,
    paths: GuestPaths,
    descriptors: Vec<PassedDescriptor>,
    ports: Vec<Port>,
}

impl HostResources {
    /// The resources for a guest with these paths.
    pub fn new(host: Arc<dyn Host>, paths: GuestPaths) -> HostResources {
        HostResources { host, paths, descriptors: Vec::new(), ports: Vec::new() }
    }

    /// What QEMU inherits, and the ports that are its own while it runs.
    pub fn into_parts(self) -> (Vec<PassedDescriptor>, Vec<Port>) {
        (self.descriptors, self.ports)
    }

    fn pass(&mut self, descriptor: OwnedFd) -> i32 {
        let number = self.descriptors.iter().map(|passed| passed.number + 1).max().unwrap_or(FIRST_DESCRIPTOR);
        self.descriptors.push(PassedDescriptor { number, descriptor });
        number
    }

    fn helper(&self, name: &str) -> Result<std::path::PathBuf> {
        self.host.system().find_program(name, &[Path::new("/usr/bin"), Path::new("/usr/local/bin")]).ok_or_else(|| {
            Error::new(
                ErrorCode::ConfigUnsupported,
                ErrorDomain::Qemu,
                format!("the helper program '{name}' is missing"),
            )
            .with_hint(format!("install '{name}'"))
        })
    }

    /// Runs a helper that goes into the background when it serves.
    fn run(&self, name: &str, arguments: Vec<String>) -> Result<()> {
        let program = self.helper(name)?;
        let mut spec = ProcessSpec::new(&program).arguments(arguments);
        for variable in ["PATH", "HOME"] {
            if let Some(value) = self.host.system().variable(variable) {
                spec = spec.variable(variable, value);
            }
        }
        let run = self.host.processes().run(spec, Vec::new(), OutputLimits::default(), HELPER_LIMIT);
        let output = runtime::handle()?.block_on(run).map_err(failed)?;
        if output.exit.success() {
            return Ok(());
        }
        let words = String::from_utf8_lossy(&output.stderr).trim().to_owned();
        let detail = format!("cannot start '{}': {}", program.display(), output.exit);
        Err(Error::new(ErrorCode::OperationFailed, ErrorDomain::Qemu, detail).with_cause(words))
    }

    /// Starts a helper that stays in the foreground, and waits until its socket is there. It holds the lock of its pid file
    /// while it lives.
    fn serve(&self, name: &str, arguments: Vec<String>, pid_file: &str, socket: &str) -> Result<()> {
        let program = self.helper(name)?;
        let files = self.host.files();
        let words = format!("{}/{name}.log", self.paths.library_directory);
        let output = files.open(Path::new(&words), OpenMode::Append(0o600)).map_err(failed)?;
        let mut spec = ProcessSpec::new(&program).arguments(arguments);
        spec.lock = files.lock_file(Path::new(pid_file)).map_err(failed)?;
        spec.stderr = Some(output);
        spec.new_session = true;
        if let Some(path) = self.host.system().variable("PATH") {
            spec = spec.variable("PATH", path);
        }
        let process = self.host.processes().spawn(spec).map_err(failed)?;
        let until = Instant::now() + HELPER_LIMIT;
        while !files.exists(Path::new(socket)).map_err(failed)? {
            let exit = process.try_wait();
            if exit.is_some() || Instant::now() >= until {
                let how = exit.map_or("no answer".to_owned(), |exit| exit.to_string());
                let detail = format!("cannot start '{}': {how}", program.display());
                // It may have ended by itself.
                let _ = process.signal(Signal::SIGKILL);
                let error = Error::new(ErrorCode::OperationFailed, ErrorDomain::Qemu, detail);
                return Err(error.with_cause(log::words_since(&*self.host, &words, 0)));
            }
            std::thread::sleep(LOOK_AGAIN);
        }
        Ok(())
    }

    fn directory(&self, path: &str) -> Result<()> {
        self.host.files().create_directories(Path::new(path), 0o700).map_err(failed)
    }

    fn missing(&self, what: &str) -> Error {
        let detail = format!("{what} is not available in this build");
        Error::new(ErrorCode::ConfigUnsupported, ErrorDomain::Qemu, detail)
    }
}

impl Resources for HostResources {
    fn host_nodes(&mut self) -> Option<CpuSet> {
        const LIMIT: usize = 4096;
        let online = self.host.files().read(Path::new("/sys/devices/system/node/online"), LIMIT).ok()?;
        CpuSet::parse(std::str::from_utf8(&online).ok()?.trim()).ok()
    }

    fn listen_unix(&mut self, path: &str) -> Result<i32> {
        let socket = SocketPath::of(&*self.host, path)?;
        let listener = self.host.sockets().listen_unix(socket.as_path(), 0o600).map_err(failed)?;
        Ok(self.pass(listener))
    }

    fn open_file(&mut self, request: &FileRequest<'_>) -> Result<i32> {
        let mode = match (request.write, request.append, request.purpose) {
            (_, _, FilePurpose::TpmDevice | FilePurpose::VhostVdpa) => OpenMode::ReadWrite,
            (_, _, FilePurpose::TpmCancel) => OpenMode::Write,
            (true, true, _) => OpenMode::Append(0o600),
            (true, false, _) => OpenMode::Truncate(0o600),
            (false, _, _) => OpenMode::Read,
        };
        let file = self.host.files().open(Path::new(request.path), mode).map_err(failed)?;
        Ok(self.pass(file))
    }

    fn tap(&mut self, _request: &TapRequest<'_>) -> Result<Vec<i32>> {
        Err(self
            .missing("a network interface over a TAP device")
            .with_hint("use an interface of type 'user', which needs no privileges"))
    }

    fn vhost_net(&mut self, queues: u32, required: bool) -> Result<Vec<i32>> {
        let mut numbers = Vec::new();
        for _ in 0..queues {
            match self.host.files().open(Path::new("/dev/vhost-net"), OpenMode::ReadWrite) {
                Ok(device) => numbers.push(self.pass(device)),
                Err(error) if required => return Err(failed(error)),
                Err(_) => break,
            }
        }
        Ok(numbers)
    }

    fn vhost_vsock(&mut self, _address: Option<u32>) -> Result<(i32, u32)> {
        Err(self.missing("a vsock device"))
    }

    fn vhost_scsi(&mut self) -> Result<i32> {
        let device = self.host.files().open(Path::new("/dev/vhost-scsi"), OpenMode::ReadWrite).map_err(failed)?;
        Ok(self.pass(device))
    }

    fn passt(&mut self, interface: &Interface, alias: &str) -> Result<String> {
        let base = format!("{}/{}-{alias}", self.paths.passt_directory, self.paths.short_name);
        let socket = format!("{base}.socket");
        self.directory(&self.paths.passt_directory)?;
        // It would write its process id itself, but as root it has given up the right to by then.
        let mut arguments = vec!["--foreground".to_owned(), "--one-off".to_owned()];
        arguments.extend(["--socket".to_owned(), socket.clone()]);
        if self.host.system().effective_uid() == 0 {
            // Started as root it becomes nobody, who cannot reach the directory; QEMU and it shall be the same user.
            arguments.extend(["--runas".to_owned(), "0".to_owned()]);
        }
        arguments.extend(crate::passt::arguments(interface));
        self.serve("passt", arguments, &format!("{base}.pid"), &socket)?;
        Ok(socket)
    }

    fn virtiofsd(&mut self, _alias: &str) -> Result<String> {
        Err(self.missing("a virtiofs file system"))
    }

    fn swtpm(&mut self, _alias: &str) -> Result<String> {
        let (storage, socket) = (self.paths.swtpm_storage_directory.clone(), self.paths.swtpm_socket.clone());
        self.directory(&storage)?;
        self.directory(&self.paths.swtpm_state_directory)?;
        let arguments = [
            "socket",
            "--daemon",
            "--terminate",
            "--tpm2",
            "--ctrl",
            &format!("type=unixio,path={socket},mode=0600"),
            "--tpmstate",
            &format!("dir={storage},mode=0600"),
            "--pid",
            &format!("file={}", self.paths.swtpm_pid_file),
        ];
        self.run("swtpm", arguments.into_iter().map(str::to_owned).collect())?;
        Ok(socket)
    }

    fn display_port(&mut self, _protocol: &str) -> Result<u16> {
        let port = Port::pick(&*self.host)?;
        let number = port.number();
        self.ports.push(port);
        Ok(number)
    }

    fn render_node(&mut self) -> Result<String> {
        let directory = Path::new("/dev/dri");
        let nodes = self.host.files().list(directory).map_err(failed)?;
        let node = nodes.iter().filter_map(|entry| entry.name.to_str()).find(|name| name.starts_with("renderD"));
        node.map(|name| format!("/dev/dri/{name}")).ok_or_else(|| {
            Error::new(ErrorCode::ConfigUnsupported, ErrorDomain::Qemu, "the host has no DRM render node")
        })
    }

    fn scsi_generic(&mut self, adapter: &str, bus: u32, target: u32, unit: u64) -> Result<String> {
        let number = adapter.strip_prefix("scsi_host").unwrap_or(adapter);
        let path = format!("/sys/bus/scsi/devices/{number}:{bus}:{target}:{unit}/scsi_generic");
        let entries = self.host.files().list(Path::new(&path)).map_err(failed)?;
        let name = entries.first().and_then(|entry| entry.name.to_str().map(str::to_owned));
        name.ok_or_else(|| Error::internal(ErrorDomain::Qemu, format!("there is no generic SCSI device in '{path}'")))
    }

    fn clock(&mut self) -> (i64, i64) {
        let now = self.host.clock().wall().duration_since(UNIX_EPOCH).unwrap_or_default();
        (i64::try_from(now.as_secs()).unwrap_or_default(), 0)
    }

    fn secret(&mut self, _object: &str, kind: &str, reference: &str) -> Result<SecretPlace> {
        let detail = format!("no secret of type '{kind}' with '{reference}'");
        Err(Error::new(ErrorCode::NoSecret, ErrorDomain::Qemu, detail)
            .with_hint("secrets need a secret driver, which this connection does not have"))
    }

    fn literal_secret(&mut self, object: &str, value: &str) -> Result<SecretPlace> {
        let name: String = object.chars().map(|char| if char.is_ascii_alphanumeric() { char } else { '-' }).collect();
        let path = format!("{}/secret-{name}", self.paths.library_directory);
        self.host.files().write_atomic(Path::new(&path), value.as_bytes(), 0o600).map_err(failed)?;
        Ok(SecretPlace::File(path))
    }
}

fn failed(error: HostError) -> Error {
    error.into_error(ErrorDomain::Qemu)
}
