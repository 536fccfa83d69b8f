//! What a checkpoint is when nothing is said.

use super::{CheckpointDisk, CheckpointKind, DomainCheckpoint};
use crate::Result;
use ferrovirt_error::{Error, ErrorCode, ErrorDomain};
use std::collections::BTreeSet;

/// What a document is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Intent {
    /// A checkpoint is to be made at this moment, in seconds since 1970.
    Make {
        /// The moment.
        now: i64,
    },
    /// A checkpoint that exists is described anew.
    Redefine,
}

impl DomainCheckpoint {
    /// Fills in what is said when nothing is said, for a guest with the disks of these names, and refuses what
    /// cannot be.
    ///
    /// All disks are tracked where none is named; those left out where some are named are not.
    pub fn complete<'a>(&mut self, intent: Intent, disks: impl IntoIterator<Item = &'a str>) -> Result<()> {
        match intent {
            Intent::Make { now } => {
                (self.parent, self.domain) = (None, None);
                self.creation_time = Some(now);
                self.name.get_or_insert_with(|| now.to_string());
                self.disks.iter_mut().for_each(|disk| disk.size = None);
            }
            Intent::Redefine if self.creation_time.is_none() => {
                return Err(invalid("missing creationTime from existing checkpoint"));
            }
            Intent::Redefine => {}
        }
        let name = match self.name.clone() {
            Some(name) if !name.is_empty() && !name.contains('/') && !name.starts_with('.') => name,
            name => {
                let detail = format!("invalid checkpoint name '{}': not a name of a file", name.unwrap_or_default());
                return Err(invalid(detail));
            }
        };
        self.complete_disks(&name, disks)
    }

    fn complete_disks<'a>(&mut self, name: &str, disks: impl IntoIterator<Item = &'a str>) -> Result<()> {
        let mut seen = BTreeSet::new();
        if let Some(twice) = self.disks.iter().find(|disk| !seen.insert(disk.name.clone())) {
            return Err(invalid(format!("disk '{}' specified twice", twice.name)));
        }
        let others = match self.disks.is_empty() {
            true => CheckpointKind::Bitmap,
            false => CheckpointKind::No,
        };
        let known: Vec<&str> = disks.into_iter().collect();
        if let Some(unknown) = self.disks.iter().find(|disk| !known.contains(&disk.name.as_str())) {
            let detail = format!("no disk named '{}'", unknown.name);
            return Err(Error::new(ErrorCode::ConfigUnsupported, ErrorDomain::DomainCheckpoint, detail));
        }
        for missing in known.iter().filter(|known| !seen.contains(**known)) {
            let name = (*missing).to_owned();
            self.disks.push(CheckpointDisk { name, checkpoint: Some(others), ..CheckpointDisk::default() });
        }
        // In the guest's order, whatever the document's.
        self.disks.sort_by_key(|disk| known.iter().position(|known| *known == disk.name));
        for disk in &mut self.disks {
            match *disk.checkpoint.get_or_insert(CheckpointKind::Bitmap) {
                CheckpointKind::Bitmap => {
                    disk.bitmap.get_or_insert_with(|| name.to_owned());
                }
                CheckpointKind::No if disk.bitmap.is_some() => {
                    return Err(invalid(format!("disk checkpoint bitmap '{}' requires type='bitmap'", disk.name)));
                }
                CheckpointKind::No => {}
            }
        }
        Ok(())
    }
}

fn invalid(detail: impl Into<String>) -> Error {
    Error::new(ErrorCode::XmlError, ErrorDomain::DomainCheckpoint, detail)
}

#[cfg(test)]
mod tests {
    use super::Intent;
    use crate::domain_checkpoint::DomainCheckpoint;
    use crate::{Document, Format, ParseOptions, Result};

    fn complete(content: &str) -> Result<String> {
        let text = format!("<domaincheckpoint><name>c</name>{content}</domaincheckpoint>");
        let mut checkpoint = DomainCheckpoint::parse(&text, &ParseOptions::default().strict())?;
        checkpoint.complete(Intent::Make { now: 7 }, ["vda", "vdb"])?;
        Ok(checkpoint.to_xml(&Format::INACTIVE).lines().map(str::trim).collect())
    }

    fn check(disks: &str, expected: &str) {
        let text = complete(disks).unwrap();
        assert!(text.contains(expected), "{expected} is missing in {text}");
    }

    #[test]
    fn all_disks_or_those_that_are_named() {
        check("", "<disk name='vda' checkpoint='bitmap' bitmap='c'/><disk name='vdb' checkpoint='bitmap' bitmap='c'/>");
        check(
            "<disks><disk name='vdb' bitmap='b'/></disks>",
            "<disk name='vda' checkpoint='no'/><disk name='vdb' checkpoint='bitmap' bitmap='b'/>",
        );
    }

    #[test]
    fn mistakes() {
        let check_error = |disks: &str, expected: &str| {
            assert_eq!(complete(&format!("<disks>{disks}</disks>")).unwrap_err().detail(), Some(expected));
        };
        check_error("<disk name='hda'/>", "no disk named 'hda'");
        check_error("<disk name='vda'/><disk name='vda'/>", "disk 'vda' specified twice");
        check_error(
            "<disk name='vda' checkpoint='no' bitmap='b'/>",
            "disk checkpoint bitmap 'vda' requires type='bitmap'",
        );
    }
}
