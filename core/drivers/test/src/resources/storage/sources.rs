//! What pools could be made of: the volume groups and exports that every test host has.

use ferrovirt_api::{Error, ErrorDomain, Result};
use ferrovirt_xml::storage_pool::source::{PoolDevice, PoolFormat, PoolHost};
use ferrovirt_xml::storage_pool::{PoolSource, PoolSources, PoolType};
use ferrovirt_xml::{Document as _, Format};

use crate::resources::parse;

/// The volume groups, each with its device.
const VOLUME_GROUPS: &[(&str, &str)] = &[("testvg1", "/dev/sda20"), ("testvg2", "/dev/sda21")];

/// What every server exports.
const EXPORT: &str = "/testshare";

/// The sources of a type of pool.
pub fn find(pool_type: &str, specification: Option<&str>) -> Result<String> {
    let specification: Option<PoolSource> = specification.map(|text| parse(text, false)).transpose()?;
    let sources = match PoolType::from_word(pool_type) {
        Some(PoolType::Logical) => VOLUME_GROUPS.iter().map(|(name, path)| volume_group(name, path)).collect(),
        Some(PoolType::Netfs) => {
            let host = specification.and_then(|source| source.hosts.into_iter().find(|host| !host.name.is_empty()));
            vec![export(host.ok_or_else(|| {
                Error::invalid_argument(ErrorDomain::Test, "hostname must be specified for netfs sources")
            })?)]
        }
        _ => {
            let detail = format!("unknown storage pool type {pool_type}");
            return Err(Error::internal(ErrorDomain::Test, detail)
                .with_hint("there are sources of types 'logical' and 'netfs' here"));
        }
    };
    Ok(PoolSources { sources }.to_xml(&Format::INACTIVE))
}

fn volume_group(name: &str, path: &str) -> PoolSource {
    PoolSource {
        devices: vec![PoolDevice { path: path.to_owned(), ..PoolDevice::default() }],
        name: Some(name.to_owned()),
        format: Some(PoolFormat::Lvm2),
        ..PoolSource::default()
    }
}

fn export(host: PoolHost) -> PoolSource {
    PoolSource {
        hosts: vec![host],
        dir: Some(EXPORT.to_owned()),
        format: Some(PoolFormat::Nfs),
        ..PoolSource::default()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(pool_type: &str, specification: Option<&str>, expected: Option<&str>) {
        let found = find(pool_type, specification);
        let text: Option<String> = found.ok().map(|text| text.lines().map(str::trim).collect());
        match expected {
            Some(expected) => assert!(text.as_deref().is_some_and(|text| text.contains(expected)), "{text:?}"),
            None => assert_eq!(text, None, "{pool_type} {specification:?}"),
        }
    }

    #[test]
    fn groups_and_exports_are_found() {
        check("logical", None, Some("<device path='/dev/sda20'/><name>testvg1</name><format type='lvm2'/>"));
        check("netfs", Some("<source><host name='h'/></source>"), Some("<dir path='/testshare'/><format type='nfs'/>"));
        check("netfs", Some("<source/>"), None);
        check("netfs", None, None);
        check("dir", None, None);
        check("neutral", None, None);
    }
}
