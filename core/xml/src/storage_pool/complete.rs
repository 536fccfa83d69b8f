//! What a pool's type says about its parts: which count, which must be there, and what they are when nothing is said.

use super::source::{AdapterType, PoolAdapter, PoolAuth, PoolFormat};
use super::{PoolSource, PoolType, StoragePool};
use crate::Result;
use crate::scalar::StorageSize;
use crate::storage::{clean_path, complete_permissions};
use ferrovirt_error::{Error, ErrorCode, ErrorDomain};

/// What a pool of some type is made of.
#[derive(Default)]
struct Anatomy {
    /// It is on a server.
    has_host: bool,
    /// It is on devices.
    device: Need,
    /// It is in a directory of the server.
    dir: Need,
    has_adapter: bool,
    has_name: bool,
    initiator: Need,
    /// Its formats, the default first.
    formats: &'static [PoolFormat],
    target: Target,
}

#[derive(Clone, Copy, Default, PartialEq, Eq)]
enum Need {
    #[default]
    Meaningless,
    Optional,
    Mandatory,
}

/// Where on the host a pool is.
#[derive(Default)]
enum Target {
    /// Nowhere: only emulators reach it.
    #[default]
    None,
    /// Where the document says.
    Chosen,
    /// In this directory, under the name of the source.
    Fixed(&'static str),
}

const FILE_SYSTEMS: &[PoolFormat] = {
    use PoolFormat::*;
    &[Auto, Ext2, Ext3, Ext4, Ufs, Iso9660, Udf, Gfs, Gfs2, Vfat, HfsPlus, Xfs, Ocfs2, Vmfs]
};
const NETWORK_FILE_SYSTEMS: &[PoolFormat] =
    &[PoolFormat::Auto, PoolFormat::Nfs, PoolFormat::Glusterfs, PoolFormat::Cifs];
const PARTITION_TABLES: &[PoolFormat] = {
    use PoolFormat::*;
    &[Unknown, Dos, Dvh, Gpt, Mac, Bsd, Pc98, Sun, Lvm2]
};
const VOLUME_GROUPS: &[PoolFormat] = &[PoolFormat::Lvm2, PoolFormat::Unknown];

fn anatomy(pool_type: PoolType) -> Anatomy {
    use Need::{Mandatory, Optional};
    let none = Anatomy::default();
    let chosen = Target::Chosen;
    match pool_type {
        PoolType::Dir | PoolType::Mpath => Anatomy { target: chosen, ..none },
        PoolType::Fs => Anatomy { device: Mandatory, formats: FILE_SYSTEMS, target: chosen, ..none },
        PoolType::Netfs => {
            Anatomy { has_host: true, dir: Mandatory, formats: NETWORK_FILE_SYSTEMS, target: chosen, ..none }
        }
        PoolType::Logical => {
            Anatomy { device: Optional, has_name: true, formats: VOLUME_GROUPS, target: Target::Fixed("/dev"), ..none }
        }
        PoolType::Disk => Anatomy { device: Mandatory, formats: PARTITION_TABLES, target: chosen, ..none },
        PoolType::Iscsi => Anatomy { has_host: true, device: Mandatory, initiator: Optional, target: chosen, ..none },
        PoolType::IscsiDirect => Anatomy { has_host: true, device: Mandatory, initiator: Mandatory, ..none },
        PoolType::Scsi => Anatomy { has_adapter: true, target: chosen, ..none },
        PoolType::Rbd | PoolType::Sheepdog => Anatomy { has_host: true, has_name: true, ..none },
        PoolType::Gluster => Anatomy { has_host: true, dir: Optional, has_name: true, ..none },
        PoolType::Zfs => Anatomy { device: Optional, has_name: true, target: Target::Fixed("/dev/zvol"), ..none },
        PoolType::Vstorage => Anatomy { has_name: true, target: chosen, ..none },
    }
}

impl StoragePool {
    /// Fills in what the type says, drops what it has no use for, and refuses what it cannot do without.
    ///
    /// A definition states no sizes: they are zero until somebody has looked. A UUID is the caller's to choose.
    pub fn complete(&mut self) -> Result<()> {
        let anatomy = anatomy(self.pool_type);
        let mut source = self.source.take().unwrap_or_default();
        self.complete_names(&anatomy, &mut source)?;
        complete_source(&anatomy, self.pool_type, &mut source)?;
        self.complete_target(&anatomy, &source)?;
        self.source = Some(source);
        if self.cow.is_some() && !matches!(self.pool_type, PoolType::Dir | PoolType::Fs) {
            let detail = "cow feature may only be used for 'fs' and 'dir' pools";
            return Err(Error::new(ErrorCode::NoSupport, ErrorDomain::Storage, detail));
        }
        let nothing = Some(StorageSize::from_bytes(0));
        (self.capacity, self.allocation, self.available) = (nothing, nothing, nothing);
        if !matches!(self.pool_type, PoolType::Fs | PoolType::Netfs) {
            self.mount_options = None;
        }
        if self.pool_type != PoolType::Rbd {
            self.rbd_options = None;
        }
        Ok(())
    }

    /// Pool and source are called the same where only one name is given.
    fn complete_names(&mut self, anatomy: &Anatomy, source: &mut PoolSource) -> Result<()> {
        if !anatomy.has_name {
            source.name = None;
        } else if source.name.is_none() {
            source.name.clone_from(&self.name);
        }
        if self.name.is_none() {
            self.name.clone_from(&source.name);
        }
        match self.name.as_deref() {
            None | Some("") => Err(invalid("missing pool source name element")),
            Some(name) if name.contains('/') => Err(invalid(format!("name {name} cannot contain '/'"))),
            Some(_) => Ok(()),
        }
    }

    fn complete_target(&mut self, anatomy: &Anatomy, source: &PoolSource) -> Result<()> {
        let mut target = self.target.take().unwrap_or_default();
        target.path = match anatomy.target {
            Target::None => return Ok(()),
            Target::Fixed(directory) => source.name.as_ref().map(|name| format!("{directory}/{name}")),
            Target::Chosen => match target.path.as_deref().map(clean_path) {
                Some(path) if !path.is_empty() => Some(path),
                _ => return Err(invalid("missing storage pool target path")),
            },
        };
        complete_permissions(&mut target.permissions);
        self.target = Some(target);
        Ok(())
    }
}

fn complete_source(anatomy: &Anatomy, pool_type: PoolType, source: &mut PoolSource) -> Result<()> {
    if !anatomy.has_host {
        source.hosts.clear();
    } else if source.hosts.iter().all(|host| host.name.is_empty()) {
        return Err(invalid("missing storage pool source host name"));
    }

    if anatomy.device == Need::Meaningless {
        source.devices.clear();
    } else if anatomy.device == Need::Mandatory && source.devices.iter().all(|device| device.path.is_empty()) {
        return Err(invalid("missing storage pool source device name"));
    }
    // What is free on a device is found out, not defined.
    source.devices.iter_mut().for_each(|device| device.free_extents.clear());

    source.dir = match (anatomy.dir, source.dir.take()) {
        (Need::Meaningless, _) => None,
        (Need::Mandatory, None) => return Err(invalid("missing storage pool source path")),
        (Need::Optional, None) => Some("/".to_owned()),
        (_, Some(dir)) => Some(clean_path(&dir)),
    };

    source.adapter = match (anatomy.has_adapter, source.adapter.take()) {
        (false, _) => None,
        (true, None) => return Err(invalid("missing storage pool source adapter")),
        (true, Some(adapter)) => Some(complete_adapter(adapter)?),
    };

    match (anatomy.initiator, &source.initiator) {
        (Need::Meaningless, _) => source.initiator = None,
        (Need::Mandatory, None) => return Err(unsupported("missing initiator IQN")),
        _ => {}
    }

    source.format = match (anatomy.formats, source.format) {
        ([], _) => None,
        ([default, ..], None) => Some(*default),
        (formats, Some(format)) if formats.contains(&format) => Some(format),
        (_, Some(format)) => return Err(unsupported(format!("unknown pool format type '{format}'"))),
    };
    if let Some(auth) = &source.auth {
        check_auth(auth)?;
    }
    if source.protocol_version.is_some() && source.format.is_some_and(|format| !has_versions(pool_type, format)) {
        let detail = format!("storage pool protocol ver unsupported for pool type '{pool_type}'");
        return Err(unsupported(detail));
    }
    Ok(())
}

/// Of mounted file systems, NFS alone has versions to choose from.
fn has_versions(pool_type: PoolType, format: PoolFormat) -> bool {
    pool_type != PoolType::Netfs || matches!(format, PoolFormat::Auto | PoolFormat::Nfs)
}

fn complete_adapter(mut adapter: PoolAdapter) -> Result<PoolAdapter> {
    let adapter_type = *adapter.adapter_type.get_or_insert(AdapterType::ScsiHost);
    match adapter_type {
        AdapterType::ScsiHost => match (&adapter.name, &adapter.parent_address) {
            (None, None) => Err(invalid("missing storage pool source adapter")),
            (Some(_), Some(_)) => Err(invalid("use either 'name' or 'parent' for the 'scsi_host' adapter")),
            (None, Some(address)) if address.address.is_none() => Err(invalid("missing scsi_host PCI address")),
            _ => Ok(adapter),
        },
        AdapterType::FcHost => {
            let (Some(node), Some(port)) = (&adapter.wwnn, &adapter.wwpn) else {
                return Err(invalid("'wwnn' and 'wwpn' must be specified for adapter type 'fchost'"));
            };
            let parents = [&adapter.parent_wwnn, &adapter.parent_wwpn, &adapter.parent_fabric_wwn];
            for name in [node, port].into_iter().chain(parents.into_iter().flatten()) {
                check_world_wide_name(name)?;
            }
            Ok(adapter)
        }
    }
}

fn check_world_wide_name(name: &str) -> Result<()> {
    let digits = name.strip_prefix("0x").unwrap_or(name);
    match digits.len() == 16 && digits.bytes().all(|digit| digit.is_ascii_hexdigit()) {
        true => Ok(()),
        false => Err(Error::internal(ErrorDomain::Storage, format!("Malformed wwn: '{name}'"))),
    }
}

fn check_auth(auth: &PoolAuth) -> Result<()> {
    match (&auth.username, &auth.auth_type, &auth.secret) {
        (None, _, _) => Err(invalid("missing username for auth")),
        (_, None, _) => Err(unsupported("storage pool missing auth type")),
        (_, _, None) => Err(invalid("missing secret for auth")),
        (_, _, Some(secret)) if secret.uuid.is_some() == secret.usage.is_some() => {
            Err(invalid("either auth secret uuid or usage expected, not both"))
        }
        _ => Ok(()),
    }
}

fn invalid(detail: impl Into<String>) -> Error {
    Error::new(ErrorCode::XmlError, ErrorDomain::Storage, detail)
}

fn unsupported(detail: impl Into<String>) -> Error {
    Error::new(ErrorCode::ConfigUnsupported, ErrorDomain::Storage, detail)
}

#[cfg(test)]
mod tests {
    use crate::storage_pool::StoragePool;
    use crate::{Document, Format, ParseOptions};

    fn complete(text: &str) -> crate::Result<String> {
        let mut pool = StoragePool::parse(text, &ParseOptions::default().strict())?;
        pool.complete()?;
        Ok(pool.to_xml(&Format::INACTIVE))
    }

    fn check(text: &str, expected: &[&str]) {
        let text = complete(text).unwrap();
        for expected in expected {
            assert!(text.contains(expected), "{expected} is missing in {text}");
        }
    }

    fn check_error(text: &str, expected: &str) {
        let error = complete(text).unwrap_err();
        assert_eq!(error.detail(), Some(expected));
    }

    #[test]
    fn names_follow_each_other() {
        check("<pool type='logical'><name>g</name></pool>", &["<name>g</name>\n    <format type='lvm2'/>", "/dev/g<"]);
        check("<pool type='zfs'><source><name>z</name></source></pool>", &["  <name>z</name>\n", "/dev/zvol/z<"]);
        check_error("<pool type='dir'><target><path>/a</path></target></pool>", "missing pool source name element");
    }

    #[test]
    fn parts_without_use_are_dropped() {
        let source = "<source><host name='h'/><dir path='d'/><device path='/e'/></source>";
        let dir = complete(&format!("<pool type='dir'><name>d</name>{source}<target><path>/a/</path></target></pool>"));
        assert!(dir.unwrap().contains("  <source/>\n  <target>\n    <path>/a</path>\n"));
    }

    #[test]
    fn mandatory_parts() {
        check_error("<pool type='fs'><name>a</name></pool>", "missing storage pool source device name");
        check_error("<pool type='rbd'><name>a</name></pool>", "missing storage pool source host name");
        check_error("<pool type='scsi'><name>a</name></pool>", "missing storage pool source adapter");
        check_error("<pool type='dir'><name>a</name></pool>", "missing storage pool target path");
        check_error("<pool type='dir'><name>a/b</name></pool>", "name a/b cannot contain '/'");
    }

    #[test]
    fn formats_belong_to_types() {
        let pool = |format: &str| {
            format!(
                "<pool type='netfs'><name>n</name><source><host name='h'/><dir path='/d'/>{format}</source>\
                 <target><path>/t</path></target></pool>"
            )
        };
        check(&pool(""), &["<format type='auto'/>"]);
        check_error(&pool("<format type='ext4'/>"), "unknown pool format type 'ext4'");
    }
}
