//! Where the data of disks are.

use super::{invalid, refuse, unsupported};
use crate::Result;
use crate::domain::devices::disk::DiskSource;
use crate::domain::devices::disk_source::{
    Cookie, DiskAuth, Encryption, HostTransport, NetworkProtocol, NetworkSource, SourceCommon, SourceHost,
};
use crate::domain::seclabel::SourceSecurityLabel;
use crate::scalar::YesNo;

impl DiskSource {
    /// What all sources have, where there is one.
    pub fn common(&self) -> Option<&SourceCommon> {
        match self {
            DiskSource::File(source) => source.as_deref().map(|source| &source.common),
            DiskSource::Block(source) => source.as_deref().map(|source| &source.common),
            DiskSource::Dir(source) => source.as_deref().map(|source| &source.common),
            DiskSource::Network(source) => source.as_deref().map(|source| &source.common),
            DiskSource::Volume(source) => source.as_deref().map(|source| &source.common),
            DiskSource::Nvme(source) => source.as_deref().map(|source| &source.common),
            DiskSource::VhostVdpa(source) => source.as_deref().map(|source| &source.common),
            DiskSource::VhostUser(_) => None,
        }
    }
}

/// Its security labels.
pub(super) fn labels(source: &DiskSource) -> &[SourceSecurityLabel] {
    source.common().map_or(&[], |common| common.seclabels.as_slice())
}

pub(super) fn check(source: &DiskSource) -> Result<()> {
    match source {
        DiskSource::Network(Some(source)) => network(source)?,
        DiskSource::Volume(Some(source)) => refuse!(
            source.pool.is_none() || source.volume.is_none(),
            invalid,
            "'pool' and 'volume' must be specified together for 'pool' type source"
        ),
        DiskSource::Nvme(Some(source)) => {
            super::required(source.namespace.as_ref(), "namespace", "source")?;
            refuse!(source.namespace == Some(0), unsupported, "NVMe namespace can't be zero");
            refuse!(source.address.is_none(), invalid, "NVMe disk source is missing address");
        }
        DiskSource::VhostUser(source) => {
            let path = source.as_deref().and_then(|source| source.path.as_ref());
            refuse!(path.is_none(), invalid, "missing 'path' attribute for vhostuser disk source");
        }
        DiskSource::VhostVdpa(source) => {
            super::required(source.as_deref().and_then(|source| source.dev.as_ref()), "dev", "source")?;
        }
        _ => {}
    }
    let Some(common) = source.common() else { return Ok(()) };
    for slice in &common.slices {
        refuse!(slice.offset.is_none() || slice.size.is_none(), invalid, "missing offset or size attribute of slice");
    }
    if let Some(encryption) = &common.encryption {
        self::encryption(encryption)?;
    }
    if let Some(reservations) = &common.reservations
        && reservations.managed != Some(YesNo::Yes)
    {
        let path = reservations.source.as_ref().and_then(|source| source.path.as_ref());
        refuse!(reservations.source.is_none(), invalid, "missing connection type for <reservations/>");
        refuse!(path.is_none(), invalid, "missing path of the connection of <reservations/>");
    }
    Ok(())
}

pub(super) fn encryption(encryption: &Encryption) -> Result<()> {
    for secret in &encryption.secrets {
        refuse!(secret.uuid.is_none() && secret.usage.is_none(), invalid, "missing secret uuid or usage attribute");
        refuse!(secret.uuid.is_some() && secret.usage.is_some(), invalid, "either secret uuid or usage expected");
    }
    Ok(())
}

fn network(source: &NetworkSource) -> Result<()> {
    let Some(protocol) = source.protocol else {
        return Err(invalid("Missing required attribute 'protocol' in element 'source'".to_owned()));
    };
    let name = source.name.as_deref();
    refuse!(name.is_none() && protocol != NetworkProtocol::Nbd, invalid, "missing name for disk source");
    if protocol == NetworkProtocol::Gluster
        && let Some(name) = name
    {
        refuse!(!name.contains('/'), invalid, "can't split path '{name}' into pool name and image name");
    }
    for host in &source.hosts {
        self::host(host)?;
    }
    for cookie in &source.cookies {
        self::cookie(cookie)?;
    }
    if let Some(auth) = &source.auth {
        self::auth(auth)?;
    }
    Ok(())
}

/// Refuses a server that cannot be found by what is said of it.
pub(super) fn host(host: &SourceHost) -> Result<()> {
    let transport = host.transport.unwrap_or(HostTransport::Tcp);
    match transport {
        HostTransport::Unix => {
            refuse!(host.socket.is_none(), invalid, "missing socket for unix transport");
        }
        HostTransport::Tcp | HostTransport::Rdma => {
            refuse!(host.socket.is_some(), invalid, "transport '{transport}' does not support socket attribute");
            refuse!(host.name.is_none(), invalid, "missing name for host");
        }
    }
    Ok(())
}

/// Refuses credentials that name no user or no secret.
pub(super) fn auth(auth: &DiskAuth) -> Result<()> {
    refuse!(auth.username.is_none(), invalid, "missing username for auth");
    let Some(secret) = &auth.secret else {
        return Err(invalid("Missing <secret> element in auth".to_owned()));
    };
    refuse!(secret.uuid.is_none() && secret.usage.is_none(), invalid, "missing secret uuid or usage attribute");
    refuse!(secret.uuid.is_some() && secret.usage.is_some(), invalid, "either secret uuid or usage expected");
    Ok(())
}

fn cookie(cookie: &Cookie) -> Result<()> {
    let name = cookie.name.as_deref().unwrap_or_default();
    refuse!(name.is_empty(), invalid, "cookie name is missing or empty");
    let is_name = |byte: u8| byte.is_ascii_graphic() && !b"()<>@,;:\\\"/[]?={}".contains(&byte);
    refuse!(!name.bytes().all(is_name), invalid, "cookie name '{name}' contains invalid characters");
    let value = cookie.value.as_deref().unwrap_or_default();
    let bare = value.strip_prefix('"').and_then(|value| value.strip_suffix('"')).unwrap_or(value);
    let is_value = |byte: u8| byte.is_ascii_graphic() && !b"\",;\\".contains(&byte);
    refuse!(!bare.bytes().all(is_value), invalid, "value of cookie '{name}' contains invalid characters");
    Ok(())
}
