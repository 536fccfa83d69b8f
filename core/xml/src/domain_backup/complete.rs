//! What a backup is when nothing is said.

use super::{
    BackupDisk, BackupDiskMode, BackupMode, BackupServer, BackupStore, BackupStoreType, BackupTransport, DomainBackup,
};
use crate::Result;
use crate::scalar::YesNo;
use ferrovirt_error::{Error, ErrorCode, ErrorDomain};
use std::collections::BTreeSet;

/// A disk of the guest that is copied.
#[derive(Clone, Copy, Debug)]
pub struct BackupSource<'a> {
    /// Its name in the guest.
    pub name: &'a str,
    /// The path of its file, if it is a file of the host.
    pub file: Option<&'a str>,
}

impl DomainBackup {
    /// Fills in what is said when nothing is said, for a guest with these disks, and refuses what cannot be.
    ///
    /// All disks are copied where none is named; those left out where some are named are not. A copy for which no
    /// place is given goes beside the disk's file, with `suffix` after its name.
    pub fn complete(&mut self, disks: &[BackupSource<'_>], suffix: &str) -> Result<()> {
        let mode = *self.mode.get_or_insert(BackupMode::Push);
        match (mode, &mut self.server) {
            (BackupMode::Push, None) => {}
            (BackupMode::Push, Some(_)) => return Err(unsupported("use of <server> requires pull mode backup")),
            (BackupMode::Pull, None) => return Err(unsupported("pull mode backup requires <server>")),
            (BackupMode::Pull, Some(server)) => complete_server(server)?,
        }
        self.add_missing(disks)?;
        for disk in &mut self.disks {
            if *disk.backup.get_or_insert(YesNo::Yes) == YesNo::No {
                continue;
            }
            let source = disks.iter().find(|source| source.name == disk.name).and_then(|source| source.file);
            complete_increment(disk, self.incremental.as_deref())?;
            complete_store(disk, mode, source, suffix)?;
        }
        Ok(())
    }

    fn add_missing(&mut self, disks: &[BackupSource<'_>]) -> Result<()> {
        let mut seen = BTreeSet::new();
        if let Some(twice) = self.disks.iter().find(|disk| !seen.insert(disk.name.clone())) {
            return Err(unsupported(format!("backup for disk '{}' specified twice", twice.name)));
        }
        if let Some(unknown) = self.disks.iter().find(|disk| disks.iter().all(|source| source.name != disk.name)) {
            return Err(unsupported(format!("no disk named '{}'", unknown.name)));
        }
        let others = YesNo::from(self.disks.is_empty());
        for missing in disks.iter().filter(|source| !seen.contains(source.name)) {
            let name = missing.name.to_owned();
            self.disks.push(BackupDisk { name, backup: Some(others), ..BackupDisk::default() });
        }
        Ok(())
    }
}

fn complete_server(server: &mut BackupServer) -> Result<()> {
    match *server.transport.get_or_insert(BackupTransport::Tcp) {
        BackupTransport::Tcp if server.name.is_none() => Err(invalid("missing server name for 'tcp' transport")),
        BackupTransport::Unix if server.socket.is_none() => Err(invalid("missing socket for 'unix' transport")),
        BackupTransport::Fd if server.fdgroup.is_none() => Err(invalid("missing fdgroup for 'fd' transport")),
        BackupTransport::Unix | BackupTransport::Fd if server.name.is_some() || server.port.is_some() => {
            Err(invalid("a server's name and port belong to the 'tcp' transport"))
        }
        _ => Ok(()),
    }
}

/// Since when changes are copied: what the disk says, else what the document says for all.
fn complete_increment(disk: &mut BackupDisk, common: Option<&str>) -> Result<()> {
    let is_incremental = disk.incremental.is_some() || common.is_some();
    let mode = *disk.backup_mode.get_or_insert(match is_incremental {
        true => BackupDiskMode::Incremental,
        false => BackupDiskMode::Full,
    });
    match (mode, &disk.incremental) {
        (BackupDiskMode::Full, None) | (BackupDiskMode::Incremental, Some(_)) => Ok(()),
        (BackupDiskMode::Full, Some(_)) => {
            let detail = format!("incremental backup of disk '{}' contradicts backupmode 'full'", disk.name);
            Err(invalid(detail))
        }
        (BackupDiskMode::Incremental, None) => match common {
            Some(common) => {
                disk.incremental = Some(common.to_owned());
                Ok(())
            }
            None => Err(invalid(format!("disk '{}' doesn't say since which checkpoint", disk.name))),
        },
    }
}

fn complete_store(disk: &mut BackupDisk, mode: BackupMode, source: Option<&str>, suffix: &str) -> Result<()> {
    let store_type = *disk.store_type.get_or_insert(BackupStoreType::File);
    let store = match mode {
        BackupMode::Push => disk.target.get_or_insert_default(),
        BackupMode::Pull => disk.scratch.get_or_insert_default(),
    };
    let path = match store_type {
        BackupStoreType::File => &mut store.file,
        BackupStoreType::Block => &mut store.dev,
    };
    match (&path, store_type, source) {
        (Some(_), _, _) => {}
        (None, BackupStoreType::File, Some(file)) => *path = Some(format!("{file}.{suffix}")),
        (None, _, _) => {
            let detail = format!("refusing to generate file name for disk '{}'", disk.name);
            return Err(unsupported(detail).with_hint("name the place in the document"));
        }
    }
    check_encryption(disk.name.as_str(), store)
}

fn check_encryption(name: &str, store: &BackupStore) -> Result<()> {
    match &store.encryption {
        Some(encryption) if encryption.secrets.is_empty() => {
            Err(invalid(format!("encryption of the backup of disk '{name}' has no secret")))
        }
        _ => Ok(()),
    }
}

fn invalid(detail: impl Into<String>) -> Error {
    Error::new(ErrorCode::XmlError, ErrorDomain::Domain, detail)
}

fn unsupported(detail: impl Into<String>) -> Error {
    Error::new(ErrorCode::ConfigUnsupported, ErrorDomain::Domain, detail)
}

#[cfg(test)]
mod tests {
    use super::BackupSource;
    use crate::domain_backup::DomainBackup;
    use crate::{Document, Format, ParseOptions, Result};

    const DISKS: &[BackupSource<'_>] =
        &[BackupSource { name: "vda", file: Some("/a") }, BackupSource { name: "vdb", file: None }];

    fn complete(text: &str) -> Result<String> {
        let mut backup = DomainBackup::parse(text, &ParseOptions::default().strict())?;
        backup.complete(DISKS, "new")?;
        Ok(backup.to_xml(&Format::INACTIVE).lines().map(str::trim).collect())
    }

    fn check(disks: &str, expected: &str) {
        let text = complete(&format!("<domainbackup><disks>{disks}</disks></domainbackup>")).unwrap();
        assert!(text.contains(expected), "{expected} is missing in {text}");
    }

    fn check_error(text: &str, expected: &str) {
        assert_eq!(complete(text).unwrap_err().detail(), Some(expected));
    }

    #[test]
    fn those_left_out_are_not_copied() {
        check("<disk name='vda'/>", "<target file='/a.new'/></disk><disk name='vdb' backup='no'/>");
        check("<disk name='vda' incremental='c'/>", "type='file' backupmode='incremental' incremental='c'>");
    }

    #[test]
    fn mistakes() {
        check_error("<domainbackup/>", "refusing to generate file name for disk 'vdb'");
        check_error("<domainbackup mode='pull'/>", "pull mode backup requires <server>");
        check_error("<domainbackup><server name='h'/></domainbackup>", "use of <server> requires pull mode backup");
        check_error("<domainbackup><disks><disk name='x'/></disks></domainbackup>", "no disk named 'x'");
        check_error(
            "<domainbackup><disks><disk name='vda' backupmode='incremental'/></disks></domainbackup>",
            "disk 'vda' doesn't say since which checkpoint",
        );
    }
}
