//! What is kept on disk: definitions, autostart links, status files. Texts in, texts out.
//!
//! Definitions survive a power failure before anybody hears that they are stored. Status files outlive this process, not
//! the running kernel: after a new boot no guest runs, so they are written at once but not flushed to the disk.

use std::path::Path;
use std::sync::Arc;
use std::time::Duration;

use ferrovirt_error::{Error, ErrorDomain, ObjectKind, Result};
use ferrovirt_host::{FileKind, Host, HostError};

use crate::layout::Layout;

/// The largest definition or status file that is read.
const FILE_LIMIT: usize = 16 << 20;

/// Definitions may hold secrets.
const FILE_MODE: u32 = 0o600;

/// Directories are for this user alone.
const DIRECTORY_MODE: u32 = 0o700;

/// The files of one driver instance.
#[derive(Clone)]
pub struct Store {
    host: Arc<dyn Host>,
    layout: Arc<Layout>,
}

/// A file of the store.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StoredFile {
    /// The name of the domain, from the file's name.
    pub name: String,
    /// What is in it.
    pub text: String,
    /// When it was last written: seconds and nanoseconds since 1970.
    pub modified: (i64, u32),
}

impl Store {
    /// The store of these directories.
    pub fn new(host: Arc<dyn Host>, layout: Arc<Layout>) -> Store {
        Store { host, layout }
    }

    /// Creates the directories.
    pub fn prepare(&self) -> Result<()> {
        let layout = &self.layout;
        let directories = [
            &layout.config_directory,
            &layout.autostart_directory,
            &layout.state_directory,
            &layout.library_directory,
            &layout.log_directory,
            &layout.cache_directory,
            &layout.nvram_directory,
            &layout.save_directory,
        ];
        for directory in directories {
            self.host.files().create_directories(Path::new(directory), DIRECTORY_MODE).map_err(failed)?;
        }
        Ok(())
    }

    /// Clears what a killed process left half written. The root must be ours.
    pub fn sweep(&self) -> Result<()> {
        for directory in [&self.layout.config_directory, &self.layout.state_directory] {
            self.host.files().sweep_temporaries(Path::new(directory), Duration::ZERO).map_err(failed)?;
        }
        Ok(())
    }

    /// The stored definitions, in the order of their names. One that cannot be read is an error of its own, the rest
    /// are not affected.
    pub fn definitions(&self) -> Result<Vec<Result<StoredFile>>> {
        self.documents(&self.layout.config_directory)
    }

    /// The status files, in the order of their names.
    pub fn statuses(&self) -> Result<Vec<Result<StoredFile>>> {
        self.documents(&self.layout.state_directory)
    }

    /// Writes a definition; once this returns it survives everything.
    pub fn write_definition(&self, name: &str, text: &str) -> Result<()> {
        let path = self.layout.definition_file(name);
        self.host.files().write_durable(Path::new(&path), text.as_bytes(), FILE_MODE).map_err(failed)
    }

    /// Removes a definition and its autostart link, in an order in which no link is left without definition.
    pub fn remove_definition(&self, name: &str) -> Result<()> {
        self.set_autostart(name, false)?;
        let files = self.host.files();
        files.remove_file_if_exists(Path::new(&self.layout.definition_file(name))).map_err(failed)?;
        files.sync_directory(Path::new(&self.layout.config_directory)).map_err(failed)
    }

    /// Whether a domain starts with the host.
    pub fn autostart(&self, name: &str) -> bool {
        self.host.files().link_status(Path::new(&self.layout.autostart_link(name))).is_ok()
    }

    /// Says whether a domain starts with the host.
    pub fn set_autostart(&self, name: &str, autostart: bool) -> Result<()> {
        let link = self.layout.autostart_link(name);
        let (files, link) = (self.host.files(), Path::new(&link));
        let changed = match autostart {
            true if self.autostart(name) => false,
            true => {
                let target = self.layout.definition_file(name);
                files.create_link(Path::new(&target), link).map(|()| true).map_err(failed)?
            }
            false => files.remove_file_if_exists(link).map_err(failed)?,
        };
        if changed {
            files.sync_directory(Path::new(&self.layout.autostart_directory)).map_err(failed)?;
        }
        Ok(())
    }

    /// Writes a status file.
    pub fn write_status(&self, name: &str, text: &str) -> Result<()> {
        let path = format!("{}/{name}.xml", self.layout.state_directory);
        self.host.files().write_atomic(Path::new(&path), text.as_bytes(), FILE_MODE).map_err(failed)
    }

    fn documents(&self, directory: &str) -> Result<Vec<Result<StoredFile>>> {
        let entries = self.host.files().list(Path::new(directory)).map_err(failed)?;
        let names = entries
            .iter()
            .filter(|entry| entry.kind == FileKind::File)
            .filter_map(|entry| entry.name.to_str()?.strip_suffix(".xml"));
        Ok(names.map(|name| self.document(directory, name)).collect())
    }

    fn document(&self, directory: &str, name: &str) -> Result<StoredFile> {
        let path = format!("{directory}/{name}.xml");
        let (files, path) = (self.host.files(), Path::new(&path));
        let modified = files.status(path).map_err(failed)?.modified;
        let bytes = files.read(path, FILE_LIMIT).map_err(failed)?;
        let text = String::from_utf8(bytes).map_err(|_| {
            Error::internal(ErrorDomain::Qemu, format!("'{}' is not UTF-8", path.display())).with_object(
                ObjectKind::Path,
                path.to_string_lossy(),
                None,
            )
        })?;
        Ok(StoredFile { name: name.to_owned(), text, modified })
    }
}

fn failed(error: HostError) -> Error {
    error.into_error(ErrorDomain::Qemu)
}
