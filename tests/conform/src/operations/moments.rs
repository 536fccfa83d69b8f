//! Snapshots, checkpoints and backups: moments in a guest's life.
//!
//! Their documents depend on the moment and the guest, which cases don't state: time, identity and what the guest had
//! before are taken from the expected document. Whatever follows from these is the code's to find.

use crate::case::Case;
use crate::failure::{Failure, Outcome};
use ferrovirt_xml::domain_backup::{BackupSource, DomainBackup};
use ferrovirt_xml::domain_checkpoint::{self, DomainCheckpoint};
use ferrovirt_xml::domain_snapshot::{self, DomainSnapshot};
use ferrovirt_xml::model::Element;
use ferrovirt_xml::{Document, Format, ParseOptions};

/// A snapshot, to be taken or, where its time is given, defined anew.
pub fn snapshot(case: &Case) -> Outcome {
    let options = ParseOptions::default();
    let mut snapshot = DomainSnapshot::parse(&case.input()?, &options)?;
    let expected: DomainSnapshot = expected(case, &options)?;
    match (snapshot.creation_time, expected.creation_time) {
        (Some(_), _) => snapshot.complete(domain_snapshot::Intent::Redefine)?,
        (None, Some(now)) => snapshot.complete(domain_snapshot::Intent::Take { now })?,
        // The document as such, before any moment.
        (None, None) => snapshot.complete_details()?,
    }
    snapshot.domain = expected.domain;
    case.expect_xml(&snapshot.to_xml(&Format::INACTIVE))
}

/// A checkpoint to be made of a guest with a disk `vda`.
pub fn checkpoint(case: &Case) -> Outcome {
    let options = ParseOptions::default();
    let mut checkpoint = DomainCheckpoint::parse(&case.input()?, &options)?;
    let expected: DomainCheckpoint = expected(case, &options)?;
    let now = expected.creation_time.unwrap_or_default();
    checkpoint.complete(domain_checkpoint::Intent::Make { now }, ["vda"])?;
    checkpoint.parent = expected.parent;
    for (disk, expected) in checkpoint.disks.iter_mut().zip(&expected.disks) {
        disk.size = expected.size;
    }
    case.expect_xml(&checkpoint.to_xml(&Format::INACTIVE))
}

/// A backup of a guest that has the disks that are named and one more, all of them files.
pub fn backup(case: &Case) -> Outcome {
    let mut backup = DomainBackup::parse(&case.input()?, &ParseOptions::status())?;
    let mut names: Vec<String> = backup.disks.iter().map(|disk| disk.name.clone()).collect();
    names.push("vdextradisk".to_owned());

    let disks: Vec<(String, String)> =
        names.into_iter().map(|name| (name.clone(), format!("/fake/{name}.qcow2"))).collect();
    let disks: Vec<BackupSource<'_>> =
        disks.iter().map(|(name, file)| BackupSource { name, file: Some(file) }).collect();
    backup.complete(&disks, "SUFFIX")?;
    case.expect_xml(&backup.to_xml(&Format::STATUS))
}

fn expected<T: Element>(case: &Case, options: &ParseOptions) -> Result<T, Failure> {
    T::parse(&case.expected()?, options).map_err(|error| Failure::Unusable(error.report()))
}
