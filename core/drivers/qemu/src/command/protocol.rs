//! The lowest node of an image: the file, device or server that holds it.

use ferrovirt_error::Result;
use ferrovirt_xml::domain::devices::disk::{Disk, DiskIo, DiskSource};
use ferrovirt_xml::domain::devices::disk_source::{
    DiskAuth, EncryptionEngine, EncryptionFormat, HostTransport, NetworkProtocol, NetworkSource, SourceCommon,
    SourceHost,
};
use serde_json::{Value, json};

use super::properties::Properties;
use super::secret::{self, SecretReference};
use super::storage::{Image, Node};
use super::{Launch, incomplete, unsupported};

/// What is needed to make the lowest node.
pub(super) struct Request<'a> {
    /// The image.
    pub image: &'a Image<'a>,
    /// The disk that it belongs to.
    pub disk: Option<&'a Disk>,
    /// What its source has in common with all.
    pub common: &'a SourceCommon,
    /// The name that the node gets.
    pub node: &'a str,
}

impl Request<'_> {
    /// The node without its name, after objects that it needs.
    pub fn build(&self, nodes: &mut Vec<Node>, launch: &mut Launch<'_>) -> Result<Properties> {
        match self.image.source {
            DiskSource::File(Some(source)) => {
                let path = source.file.as_deref().ok_or_else(|| incomplete("file of a disk"))?;
                Ok(self.host_file("file", path, nodes))
            }
            DiskSource::Block(Some(source)) => {
                let path = source.dev.as_deref().ok_or_else(|| incomplete("device of a disk"))?;
                // The kernel's own CD-ROM drives can be asked about their tray.
                let is_drive = self.image.is_cdrom && launch.resources.is_cdrom_drive(path);
                Ok(self.host_file(if is_drive { "host_cdrom" } else { "host_device" }, path, nodes))
            }
            DiskSource::Dir(Some(source)) => {
                let path = source.dir.as_deref().ok_or_else(|| incomplete("directory of a disk"))?;
                Ok(Properties::device("vvfat")
                    .with("dir", path)
                    .with("floppy", self.image.is_floppy)
                    .with("rw", !self.image.is_read_only))
            }
            DiskSource::Network(Some(source)) => self.network(source, nodes, launch),
            DiskSource::Nvme(Some(source)) => {
                let address = source.address.as_ref().ok_or_else(|| incomplete("address of an NVMe disk"))?;
                let (domain, bus, slot, function) = address.numbers();
                Ok(Properties::device("nvme")
                    .with("device", format!("{domain:04x}:{bus:02x}:{slot:02x}.{function}"))
                    .with_some("namespace", source.namespace))
            }
            DiskSource::Volume(Some(source)) => {
                let (pool, volume) = (source.pool.as_deref().unwrap_or_default(), source.volume.as_deref());
                Err(unsupported(format!(
                    "the volume '{}' of storage pool '{pool}' was not looked up",
                    volume.unwrap_or_default()
                )))
            }
            DiskSource::VhostVdpa(_) => Err(unsupported("disks of type 'vhostvdpa' are not supported")),
            DiskSource::VhostUser(_) => Err(incomplete("block node: a vhost-user disk has none")),
            _ => Err(incomplete("source of a disk")),
        }
    }

    fn host_file(&self, driver: &str, path: &str, nodes: &mut Vec<Node>) -> Properties {
        let mut node = Properties::device(driver).with("filename", path);
        let io = self.image.driver.and_then(|driver| driver.io);
        node.set_some(
            "aio",
            io.map(|io| match io {
                DiskIo::Native => "native",
                DiskIo::Threads => "threads",
                DiskIo::IoUring => "io_uring",
            }),
        );
        if let Some(reservations) = &self.common.reservations {
            if reservations.managed.is_some_and(|word| word.is_yes()) {
                node.set("pr-manager", "pr-helper0");
            } else if let Some(path) = reservations.source.as_ref().and_then(|source| source.path.as_deref()) {
                let id = format!("pr-helper-{}", self.node);
                nodes.push(Node::Object(Properties::object("pr-manager-helper", id.as_str()).with("path", path)));
                node.set("pr-manager", id);
            }
        }
        node
    }

    fn network(&self, source: &NetworkSource, nodes: &mut Vec<Node>, launch: &mut Launch<'_>) -> Result<Properties> {
        let protocol = source.protocol.ok_or_else(|| incomplete("protocol of a network disk"))?;
        let name = source.name.as_deref();
        match protocol {
            NetworkProtocol::Nbd => self.nbd(source, nodes, launch),
            NetworkProtocol::Rbd => self.rbd(source, nodes, launch),
            NetworkProtocol::Iscsi => self.iscsi(source, nodes, launch),
            NetworkProtocol::Gluster => {
                let (volume, path) = name.and_then(|name| name.split_once('/')).ok_or_else(|| {
                    unsupported(format!(
                        "missing volume name and path for gluster volume '{}'",
                        name.unwrap_or_default()
                    ))
                })?;
                let servers: Vec<Value> = source.hosts.iter().map(|host| server(host, "24007", true)).collect();
                Ok(Properties::device("gluster")
                    .with("volume", volume)
                    .with("path", path)
                    .with("server", servers)
                    .with("debug", 4))
            }
            NetworkProtocol::Http
            | NetworkProtocol::Https
            | NetworkProtocol::Ftp
            | NetworkProtocol::Ftps
            | NetworkProtocol::Tftp => self.curl(protocol, source, nodes, launch),
            NetworkProtocol::Ssh => {
                let host = self.single_host(source)?;
                let port = host.port.as_deref().unwrap_or("22");
                let user = source.identity.as_ref().and_then(|identity| identity.username.as_deref());
                Ok(Properties::device("ssh")
                    .with("path", name.unwrap_or_default())
                    .with("server", json!({ "host": host.name.as_deref().unwrap_or_default(), "port": port }))
                    .with_some("user", user.or(source.auth.as_ref().and_then(|auth| auth.username.as_deref()))))
            }
            NetworkProtocol::Nfs => {
                let host = self.single_host(source)?;
                let number = |text: Option<&String>| -> Result<Option<u32>> {
                    text.map(|text| {
                        text.trim_start_matches('+')
                            .parse()
                            .map_err(|_| unsupported(format!("unknown user or group '{text}'")))
                    })
                    .transpose()
                };
                let identity = source.identity.as_ref();
                Ok(Properties::device("nfs")
                    .with("server", json!({ "host": host.name.as_deref().unwrap_or_default(), "type": "inet" }))
                    .with("path", name.unwrap_or_default())
                    .with_some("user", number(identity.and_then(|identity| identity.user.as_ref()))?)
                    .with_some("group", number(identity.and_then(|identity| identity.group.as_ref()))?))
            }
            NetworkProtocol::Sheepdog | NetworkProtocol::Vxhs => {
                Err(unsupported(format!("{protocol} protocol is not supported with this QEMU binary")))
            }
        }
    }

    fn single_host<'a>(&self, source: &'a NetworkSource) -> Result<&'a SourceHost> {
        match source.hosts.as_slice() {
            [host] => Ok(host),
            _ => {
                let protocol = source.protocol.map_or("", |protocol| protocol.as_str());
                Err(unsupported(format!("protocol '{protocol}' accepts only one host")))
            }
        }
    }

    fn nbd(&self, source: &NetworkSource, nodes: &mut Vec<Node>, launch: &mut Launch<'_>) -> Result<Properties> {
        let host = self.single_host(source)?;
        let mut node = Properties::device("nbd").with("server", server(host, "10809", true));
        node.set_some("export", source.name.as_deref());
        if source.tls.is_some_and(|word| word.is_yes()) {
            let directory = launch.settings.nbd_tls_directory.clone();
            let directory = directory.ok_or_else(|| unsupported("TLS for NBD is not configured"))?;
            let id = format!("obj{}_tls0", self.node);
            let secret = match launch.settings.nbd_tls_secret.clone() {
                Some(secret) => {
                    let name = format!("{id}-secret0");
                    nodes.push(Node::Object(secret::of_certificate(&name, &secret, launch)?));
                    Some(name)
                }
                None => None,
            };
            let credentials = Properties::object("tls-creds-x509", id.as_str())
                .with("dir", directory)
                .with("endpoint", "client")
                .with("verify-peer", true)
                .with_some("passwordid", secret);
            nodes.push(Node::Object(credentials));
            node.set("tls-creds", id);
            node.set_some("tls-hostname", source.tls_hostname.as_deref());
        }
        node.set_some("reconnect-delay", source.reconnect.as_ref().and_then(|reconnect| reconnect.delay));
        Ok(node)
    }

    fn rbd(&self, source: &NetworkSource, nodes: &mut Vec<Node>, launch: &mut Launch<'_>) -> Result<Properties> {
        let name = source.name.as_deref().unwrap_or_default();
        let (pool, image) = name
            .split_once('/')
            .ok_or_else(|| unsupported(format!("pool name and image name must be given for '{name}'")))?;
        let mut node = Properties::device("rbd").with("pool", pool);
        match image.split_once('/') {
            Some((namespace, image)) => {
                node.set("namespace", namespace);
                node.set("image", image);
            }
            None => node.set("image", image),
        }
        node.set_some("snapshot", source.snapshot.as_deref());
        node.set_some("conf", source.config.as_deref());
        if !source.hosts.is_empty() {
            node.set("server", source.hosts.iter().map(|host| server(host, "6789", false)).collect::<Vec<_>>());
        }
        if let Some(encryption) = self.image.encryption.filter(|found| found.engine == Some(EncryptionEngine::Librbd)) {
            let format = match encryption.format {
                Some(EncryptionFormat::Luks2) => "luks2",
                Some(EncryptionFormat::LuksAny) => "luks-any",
                _ => "luks",
            };
            let mut description: Option<Value> = None;
            for number in (0..encryption.secrets.len()).rev() {
                let id = format!("{}-encryption-secret{number}", self.node);
                let mut layer = json!({ "format": format, "key-secret": id });
                if let (Some(parent), Some(layer)) = (description.take(), layer.as_object_mut()) {
                    layer.insert("parent".to_owned(), parent);
                }
                description = Some(layer);
            }
            for (number, secret) in encryption.secrets.iter().enumerate() {
                let id = format!("{}-encryption-secret{number}", self.node);
                nodes.push(Node::Object(secret::object(&id, &SecretReference::of_encryption(secret)?, launch)?));
            }
            node.set_some("encrypt", description);
        }
        if let Some((auth, id)) = self.authentication(source, nodes, launch)? {
            node.set_some("user", auth.username.as_deref());
            node.set("auth-client-required", json!(["cephx", "none"]));
            node.set("key-secret", id);
        }
        Ok(node)
    }

    fn iscsi(&self, source: &NetworkSource, nodes: &mut Vec<Node>, launch: &mut Launch<'_>) -> Result<Properties> {
        let host = self.single_host(source)?;
        let name = source.name.as_deref().unwrap_or_default();
        let (target, unit) = name.rsplit_once('/').unwrap_or((name, "0"));
        let unit: u32 = unit.parse().map_err(|_| unsupported(format!("cannot parse target for lunID '{name}'")))?;
        let address = host.name.as_deref().unwrap_or_default();
        let address = if address.contains(':') { format!("[{address}]") } else { address.to_owned() };
        let mut node = Properties::device("iscsi")
            .with("portal", format!("{address}:{}", host.port.as_deref().unwrap_or("3260")))
            .with("target", target)
            .with("lun", unit)
            .with("transport", "tcp");
        if let Some((auth, id)) = self.authentication(source, nodes, launch)? {
            node.set_some("user", auth.username.as_deref());
            node.set("password-secret", id);
        }
        node.set_some("initiator-name", source.initiator.as_deref());
        Ok(node)
    }

    fn curl(
        &self,
        protocol: NetworkProtocol,
        source: &NetworkSource,
        nodes: &mut Vec<Node>,
        launch: &mut Launch<'_>,
    ) -> Result<Properties> {
        let host = self.single_host(source)?;
        let default = match protocol {
            NetworkProtocol::Http => "80",
            NetworkProtocol::Https => "443",
            NetworkProtocol::Ftp => "21",
            NetworkProtocol::Ftps => "990",
            _ => "69",
        };
        let name = host.name.as_deref().unwrap_or_default();
        let name = if name.contains(':') { format!("[{name}]") } else { name.to_owned() };
        let path = source.name.as_deref().unwrap_or_default();
        let query = source.query.as_ref().map(|query| format!("?{query}")).unwrap_or_default();
        let port = host.port.as_deref().unwrap_or(default);
        let mut node = Properties::device(protocol.as_str())
            .with("url", format!("{protocol}://{name}:{port}/{}{query}", path.trim_start_matches('/')));
        if let Some((auth, id)) = self.authentication(source, nodes, launch)? {
            node.set_some("username", auth.username.as_deref());
            node.set("password-secret", id);
        }
        node.set_some("sslverify", source.ssl_verify.map(|word| word.is_yes()));
        if !source.cookies.is_empty() {
            let cookies = source.cookies.iter().filter_map(|cookie| {
                Some(format!("{}={}", cookie.name.as_deref()?, cookie.value.as_deref().unwrap_or_default()))
            });
            let id = format!("{}-httpcookie-secret0", self.node);
            let value = cookies.collect::<Vec<_>>().join("; ");
            nodes.push(Node::Object(secret::literal(&id, &value, launch)?));
            node.set("cookie-secret", id);
        }
        node.set_some("readahead", source.readahead);
        node.set_some("timeout", source.timeout);
        Ok(node)
    }

    fn authentication<'a>(
        &'a self,
        source: &'a NetworkSource,
        nodes: &mut Vec<Node>,
        launch: &mut Launch<'_>,
    ) -> Result<Option<(&'a DiskAuth, String)>> {
        let of_disk = self.disk.filter(|_| self.image.is_top).and_then(|disk| disk.auth.as_ref());
        let Some(auth) = source.auth.as_ref().or(of_disk) else { return Ok(None) };
        let Some(secret) = &auth.secret else { return Ok(None) };
        // Devices of the host are no disks, and have always called it so.
        let id = match self.disk {
            Some(_) => format!("{}-auth-secret0", self.node),
            None => format!("{}-secret0", self.node),
        };
        nodes.push(Node::Object(secret::object(&id, &SecretReference::of_authentication(secret)?, launch)?));
        Ok(Some((auth, id)))
    }
}

fn server(host: &SourceHost, default_port: &str, has_type: bool) -> Value {
    if host.transport == Some(HostTransport::Unix) {
        return json!({ "type": "unix", "path": host.socket.as_deref().unwrap_or_default() });
    }
    let name = host.name.as_deref().unwrap_or_default();
    let port = host.port.as_deref().unwrap_or(default_port);
    match has_type {
        true => json!({ "type": "inet", "host": name, "port": port }),
        false => json!({ "host": name, "port": port }),
    }
}

/// The node of a SCSI device of the host that is behind a network.
pub(super) fn of_hostdev(
    source: &DiskSource,
    node: &str,
    nodes: &mut Vec<Node>,
    launch: &mut Launch<'_>,
) -> Result<Properties> {
    let image = Image::plain(source, node);
    let common = SourceCommon::default();
    Request { image: &image, disk: None, common: &common, node }.build(nodes, launch)
}
