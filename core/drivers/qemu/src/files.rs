//! The files and directories of a running guest: made before its start, gone with its process.

use std::os::fd::{AsRawFd, OwnedFd};
use std::path::{Path, PathBuf};

use ferrovirt_api::{ErrorDomain, Result};
use ferrovirt_host::{Host, HostError, HostResult, OpenMode, Signal, UNIX_PATH_MAX};

use crate::layout::GuestPaths;

/// Only this user may look in.
const DIRECTORY_MODE: u32 = 0o700;

/// Bytes of the key that protects secrets on their way to QEMU.
const MASTER_KEY_LENGTH: usize = 32;

/// Makes a guest's directories and its master key.
pub fn create(host: &dyn Host, paths: &GuestPaths) -> Result<()> {
    let files = host.files();
    files.create_directories(Path::new(&paths.library_directory), DIRECTORY_MODE).map_err(failed)?;
    let channels = paths.channel_directory();
    if files.create_directories(Path::new(&channels), DIRECTORY_MODE).is_err() {
        // The end of another guest may have taken the directory above away in between.
        files.create_directories(Path::new(&channels), DIRECTORY_MODE).map_err(failed)?;
    }
    let mut key = [0; MASTER_KEY_LENGTH];
    host.system().fill_random(&mut key).map_err(failed)?;
    files.write_atomic(Path::new(&paths.master_key), &key, 0o600).map_err(failed)
}

/// Removes all that a guest's process leaves, and ends its helpers. Everything is tried; the first failure is told.
///
/// The status file goes last but one: while it is there, whoever comes after a crash of ours comes here again. The pid
/// file goes last: it is what says that no process is left.
pub fn remove(host: &dyn Host, paths: &GuestPaths) -> Result<()> {
    let files = host.files();
    let mut first = Ok(());
    let mut note = |outcome: HostResult<bool>| {
        if let (Err(error), true) = (outcome, first.is_ok()) {
            first = Err(failed(error));
        }
    };
    for directory in [&paths.passt_directory, &paths.swtpm_state_directory, &paths.dbus_directory, &paths.rdp_directory]
    {
        note(remove_helpers(host, directory, &paths.short_name));
    }
    for directory in [&paths.library_directory, &paths.channel_directory(), &paths.memory_backing_directory] {
        note(files.remove_tree(Path::new(directory)));
    }
    // It may be outside of the root, where nobody else would clear it; while others use it, it is not empty and stays.
    let _ = files.remove_directory(Path::new(&paths.channel_target_directory));
    note(files.remove_file_if_exists(Path::new(&paths.status_file)));
    note(files.remove_file_if_exists(Path::new(&paths.pid_file)));
    first
}

/// Ends the helpers whose files are in this directory and belong to the guest, and removes those files.
fn remove_helpers(host: &dyn Host, directory: &str, short_name: &str) -> HostResult<bool> {
    let directory = Path::new(directory);
    let entries = match host.files().list(directory) {
        Ok(entries) => entries,
        Err(error) if error.is_not_found() => return Ok(false),
        Err(error) => return Err(error),
    };
    let prefix = format!("{short_name}-");
    let mine = entries.iter().filter(|entry| entry.name.to_str().is_some_and(|name| name.starts_with(&prefix)));
    for entry in mine {
        let path = directory.join(&entry.name);
        if path.extension().is_some_and(|extension| extension == "pid") {
            end_helper(host, &path);
        }
        host.files().remove_file_if_exists(&path)?;
    }
    Ok(true)
}

/// Ends a helper that holds the lock of its pid file.
fn end_helper(host: &dyn Host, pid_file: &Path) {
    if let Ok(ferrovirt_host::LockState::Held(Some(pid))) = host.files().lock_state(pid_file)
        && let Ok(process) = host.processes().adopt(pid, ferrovirt_host::Identity::Lock(pid_file))
    {
        // Helpers end with QEMU anyway; this one may be about to.
        let _ = process.signal(Signal::SIGTERM);
    }
}

/// A path by which a socket can be bound or connected to, whatever its length.
pub struct SocketPath {
    path: PathBuf,
    /// Keeps the number in the path valid.
    _directory: Option<OwnedFd>,
}

impl SocketPath {
    /// The path itself, or where that is too long one through an open handle of its directory.
    pub fn of(host: &dyn Host, path: &str) -> Result<SocketPath> {
        let full = PathBuf::from(path);
        let (Some(directory), Some(name)) = (full.parent(), full.file_name()) else {
            return Ok(SocketPath { path: full, _directory: None });
        };
        if path.len() <= UNIX_PATH_MAX {
            return Ok(SocketPath { path: full, _directory: None });
        }
        let handle = host.files().open(directory, OpenMode::Handle).map_err(failed)?;
        let path = Path::new(&format!("/proc/self/fd/{}", handle.as_raw_fd())).join(name);
        Ok(SocketPath { path, _directory: Some(handle) })
    }

    /// The path.
    pub fn as_path(&self) -> &Path {
        &self.path
    }
}

fn failed(error: HostError) -> ferrovirt_api::Error {
    error.into_error(ErrorDomain::Qemu)
}
