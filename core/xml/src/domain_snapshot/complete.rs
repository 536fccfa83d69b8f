//! What a snapshot is when nothing is said.

use super::{DomainSnapshot, SnapshotDisk, SnapshotMemory, SnapshotSource};
use crate::Result;
use crate::domain::devices::disk::SnapshotLocation;
use ferrovirt_error::{Error, ErrorCode, ErrorDomain};

/// What a document is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Intent {
    /// A snapshot is to be taken at this moment, in seconds since 1970.
    Take {
        /// The moment.
        now: i64,
    },
    /// A snapshot that exists is described anew.
    Redefine,
}

impl DomainSnapshot {
    /// Fills in what is said when nothing is said, and refuses what contradicts itself.
    ///
    /// What only the moment of taking can tell (state, parent, time, guest) is dropped from a document that asks for
    /// a snapshot to be taken.
    pub fn complete(&mut self, intent: Intent) -> Result<()> {
        match intent {
            Intent::Take { now } => {
                (self.state, self.parent, self.domain, self.inactive_domain) = (None, None, None, None);
                self.creation_time = Some(now);
                self.name.get_or_insert_with(|| now.to_string());
            }
            Intent::Redefine if self.name.is_none() => {
                return Err(invalid("a redefined snapshot must have a name"));
            }
            Intent::Redefine if self.state.is_none() => {
                return Err(invalid("missing state from existing snapshot"));
            }
            Intent::Redefine if self.creation_time.is_none() => {
                return Err(invalid("missing creationTime from existing snapshot"));
            }
            Intent::Redefine => {}
        }
        if let Some(name) = &self.name {
            check_name(name)?;
        }
        self.complete_details()
    }

    /// Fills in what follows from the document alone.
    pub fn complete_details(&mut self) -> Result<()> {
        if let Some(memory) = &mut self.memory {
            complete_memory(memory)?;
        }
        self.disks.iter_mut().chain(&mut self.revert_disks).try_for_each(complete_disk)
    }
}

/// The name is that of a file on the host.
fn check_name(name: &str) -> Result<()> {
    match name.contains('/') || name.starts_with('.') {
        true => Err(invalid(format!("invalid snapshot name '{name}': name can't contain '/' or start with '.'"))),
        false => Ok(()),
    }
}

fn complete_memory(memory: &mut SnapshotMemory) -> Result<()> {
    let external = memory.file.is_some();
    let location = *memory.snapshot.get_or_insert(match external {
        true => SnapshotLocation::External,
        false => SnapshotLocation::Internal,
    });
    match (location, &memory.file) {
        (SnapshotLocation::External, None) => Err(invalid("external memory snapshots require a filename")),
        (SnapshotLocation::External, Some(file)) if !file.starts_with('/') => {
            Err(invalid(format!("memory snapshot file path ({file}) must be absolute")))
        }
        (SnapshotLocation::External, Some(_)) | (_, None) => Ok(()),
        (_, Some(file)) => Err(invalid(format!("memory filename '{file}' requires external snapshot"))),
    }
}

fn complete_disk(disk: &mut SnapshotDisk) -> Result<()> {
    let is_stated = !matches!(disk.source, SnapshotSource::Unset(None));
    if disk.snapshot.is_none() && is_stated {
        disk.snapshot = Some(SnapshotLocation::External);
    }
    match disk.snapshot {
        None | Some(SnapshotLocation::External) => {}
        Some(location) if is_stated => {
            let name = &disk.name;
            return Err(invalid(format!("disk '{name}' has a source, which a snapshot '{location}' cannot have")));
        }
        Some(_) => return Ok(()),
    }
    if let SnapshotSource::Unset(file) = &mut disk.source
        && disk.snapshot.is_some()
    {
        disk.source = SnapshotSource::File(file.take());
    }
    let path = match &disk.source {
        SnapshotSource::File(Some(source)) => source.file.as_deref(),
        SnapshotSource::Block(Some(source)) => source.dev.as_deref(),
        _ => None,
    };
    if let Some(path) = path.filter(|path| !path.starts_with('/')) {
        return Err(invalid(format!("disk snapshot image path '{path}' must be absolute")));
    }
    if disk.driver.as_ref().is_some_and(|driver| driver.format.is_none() && driver.metadata_cache.is_none()) {
        disk.driver = None;
    }
    Ok(())
}

fn invalid(detail: impl Into<String>) -> Error {
    Error::new(ErrorCode::XmlError, ErrorDomain::DomainSnapshot, detail)
}

#[cfg(test)]
mod tests {
    use super::Intent;
    use crate::domain_snapshot::{DomainSnapshot, SnapshotDomain};
    use crate::{Document, Format, ParseOptions, Result};

    fn complete(content: &str, intent: Intent) -> Result<DomainSnapshot> {
        let text = format!("<domainsnapshot>{content}</domainsnapshot>");
        let mut snapshot = DomainSnapshot::parse(&text, &ParseOptions::status().strict())?;
        snapshot.complete(intent)?;
        Ok(snapshot)
    }

    fn check(content: &str, expected: &str) {
        let text = complete(content, Intent::Take { now: 7 }).unwrap().to_xml(&Format::INACTIVE);
        let text: String = text.lines().map(str::trim).collect();
        let expected =
            format!("<domainsnapshot><name>7</name><creationTime>7</creationTime>{expected}</domainsnapshot>");
        assert_eq!(text, expected);
    }

    fn check_error(content: &str, intent: Intent, expected: &str) {
        let error = complete(content, intent).unwrap_err();
        assert_eq!(error.detail(), Some(expected));
    }

    #[test]
    fn the_moment_tells_the_rest() {
        check("<state>running</state><parent><name>p</name></parent><creationTime>3</creationTime>", "");
    }

    #[test]
    fn a_source_means_an_external_snapshot() {
        check(
            "<disks><disk name='vda'><source file='/a'/></disk><disk name='vdb'/></disks>",
            "<disks><disk name='vda' snapshot='external' type='file'><source file='/a'/></disk><disk name='vdb'/></disks>",
        );
        check("<memory file='/m'/>", "<memory snapshot='external' file='/m'/>");
    }

    #[test]
    fn contradictions() {
        let take = Intent::Take { now: 1 };
        check_error("<memory snapshot='external'/>", take, "external memory snapshots require a filename");
        check_error("<memory snapshot='no' file='/m'/>", take, "memory filename '/m' requires external snapshot");
        check_error(
            "<disks><disk name='vda' snapshot='no'><source file='/a'/></disk></disks>",
            take,
            "disk 'vda' has a source, which a snapshot 'no' cannot have",
        );
        check_error("<name>a/b</name>", take, "invalid snapshot name 'a/b': name can't contain '/' or start with '.'");
        check_error("", Intent::Redefine, "a redefined snapshot must have a name");
        check_error("<name>a</name>", Intent::Redefine, "missing state from existing snapshot");
    }

    #[test]
    fn the_guest_is_an_identity_or_a_definition() {
        let uuid = "<uuid>6695eb01-f6a4-8304-79aa-97f2502e193f</uuid>";
        let state = "<name>a</name><state>shutoff</state><creationTime>1</creationTime>";
        for (domain, is_whole) in [
            (format!("<domain>{uuid}</domain>"), false),
            (format!("<domain type='test'><name>g</name>{uuid}</domain>"), true),
        ] {
            let snapshot = complete(&format!("{state}{domain}"), Intent::Redefine).unwrap();
            let found = snapshot.domain.as_ref().unwrap();
            assert_eq!(matches!(found, SnapshotDomain::Definition(_)), is_whole);
            assert!(found.uuid().is_some());
            let text: String = snapshot.to_xml(&Format::INACTIVE).lines().map(str::trim).collect();
            assert!(text.contains(uuid), "{text}");
            let json = serde_json::to_string(&snapshot).unwrap();
            assert_eq!(serde_json::from_str::<DomainSnapshot>(&json).unwrap(), snapshot);
        }
    }
}
