//! What an image calls the image under it: a path, a URI, or `json:` with a block device description.

use ferrovirt_error::{Error, ErrorCode, ErrorDomain, Result};
use serde_json::Value;

/// How deep `json:` descriptions may nest.
const MAXIMUM_DEPTH: usize = 8;

/// The image under another one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum BackingReference {
    /// A file or a block device, with an absolute path; and the format, where the reference states it.
    File {
        /// Its path.
        path: String,
        /// Its format.
        format: Option<String>,
    },
    /// An image behind a network protocol.
    Network {
        /// The protocol: `nbd`, `rbd`, `iscsi`, `https`, ...
        protocol: String,
        /// The image's name in the protocol's terms.
        name: String,
        /// The servers with their ports, as far as stated.
        hosts: Vec<(String, Option<String>)>,
        /// The server's UNIX socket, for a local one.
        socket: Option<String>,
        /// Its format.
        format: Option<String>,
    },
}

impl BackingReference {
    /// Understands what the image at `image_path` calls the image under it.
    pub fn parse(image_path: &str, reference: &str) -> Result<BackingReference> {
        if let Some(json) = reference.strip_prefix("json:") {
            let value: Value = serde_json::from_str(json)
                .map_err(|error| refuse(image_path, reference).with_cause(error.to_string()))?;
            return from_json(&value, None, 0)
                .map(|result| result.relative_to(image_path))
                .ok_or_else(|| refuse(image_path, reference));
        }
        match split_protocol(reference) {
            None => Ok(file(reference).relative_to(image_path)),
            Some(("file", path)) => Ok(file(path.trim_start_matches("//")).relative_to(image_path)),
            Some((protocol, rest)) => from_uri(protocol, rest).ok_or_else(|| refuse(image_path, reference)),
        }
    }

    fn relative_to(self, image_path: &str) -> BackingReference {
        match self {
            BackingReference::File { path, format } => {
                BackingReference::File { path: resolve(image_path, &path), format }
            }
            other => other,
        }
    }
}

fn file(path: &str) -> BackingReference {
    BackingReference::File { path: path.to_owned(), format: None }
}

fn refuse(image_path: &str, reference: &str) -> Error {
    Error::new(
        ErrorCode::ConfigUnsupported,
        ErrorDomain::Storage,
        format!("the image '{image_path}' names a backing image that is not understood: '{reference}'"),
    )
    .with_hint("state the chain with <backingStore> elements in the domain document")
}

/// A name relative to the directory of the image that uses it.
fn resolve(image_path: &str, name: &str) -> String {
    if name.starts_with('/') {
        return name.to_owned();
    }
    match image_path.rsplit_once('/') {
        Some((directory, _)) => format!("{directory}/{name}"),
        None => name.to_owned(),
    }
}

/// `protocol:rest`, by QEMU's rule: the colon comes before any slash, and the word is made of letters.
fn split_protocol(reference: &str) -> Option<(&str, &str)> {
    let (word, rest) = reference.split_once(':')?;
    let is_word = word.len() > 1 && word.chars().all(|letter| letter.is_ascii_alphanumeric() || "+-.".contains(letter));
    is_word.then_some((word, rest))
}

fn from_uri(protocol: &str, rest: &str) -> Option<BackingReference> {
    let (protocol, transport) = match protocol.split_once('+') {
        Some((protocol, transport)) => (protocol, Some(transport)),
        None => (protocol, None),
    };
    if protocol == "rbd" {
        let (name, hosts) = rbd(rest);
        return Some(BackingReference::Network { protocol: "rbd".to_owned(), name, hosts, socket: None, format: None });
    }
    if protocol == "nbd" && !rest.starts_with("//") {
        return legacy_nbd(rest);
    }
    if !matches!(protocol, "nbd" | "http" | "https" | "ftp" | "ftps" | "tftp" | "iscsi" | "gluster" | "ssh" | "nfs") {
        return None;
    }
    let rest = rest.strip_prefix("//")?;
    let (authority, path) = rest.split_once('/').unwrap_or((rest, ""));
    let (path, query) = path.split_once('?').unwrap_or((path, ""));
    let host = authority.rsplit_once('@').map_or(authority, |(_, host)| host);
    let socket = (transport == Some("unix"))
        .then(|| query.split('&').find_map(|part| part.strip_prefix("socket=")).map(str::to_owned))
        .flatten();
    let hosts = if host.is_empty() { Vec::new() } else { vec![split_port(host)] };
    Some(BackingReference::Network {
        protocol: protocol.to_owned(),
        name: path.to_owned(),
        hosts,
        socket,
        format: None,
    })
}

fn split_port(host: &str) -> (String, Option<String>) {
    match host.rsplit_once(':') {
        Some((name, port)) if !port.contains(']') => (name.trim_matches(['[', ']']).to_owned(), Some(port.to_owned())),
        _ => (host.trim_matches(['[', ']']).to_owned(), None),
    }
}

/// `nbd:unix:/path:exportname=x` or `nbd:host:port:exportname=x`.
fn legacy_nbd(rest: &str) -> Option<BackingReference> {
    let (place, name) = rest.split_once(":exportname=").unwrap_or((rest, ""));
    let (hosts, socket) = match place.strip_prefix("unix:") {
        Some(path) => (Vec::new(), Some(path.to_owned())),
        None => (vec![split_port(place)], None),
    };
    Some(BackingReference::Network { protocol: "nbd".to_owned(), name: name.to_owned(), hosts, socket, format: None })
}

/// `pool/image:id=user:mon_host=a\:6789\;b`.
fn rbd(rest: &str) -> (String, Vec<(String, Option<String>)>) {
    let rest = rest.replace("\\:", "\u{1}");
    let mut parts = rest.split(':');
    let name = parts.next().unwrap_or_default().replace('\u{1}', ":");
    let hosts = parts
        .filter_map(|part| part.strip_prefix("mon_host="))
        .flat_map(|hosts| hosts.split("\\;"))
        .map(|host| split_port(&host.replace('\u{1}', ":")))
        .collect();
    (name, hosts)
}

fn from_json(value: &Value, format: Option<&str>, depth: usize) -> Option<BackingReference> {
    if depth > MAXIMUM_DEPTH {
        return None;
    }
    let object = value.as_object()?;
    let text = |key: &str| object.get(key).and_then(Value::as_str).map(str::to_owned);
    // Dotted keys are QEMU's flat spelling of the same nesting.
    let inner = |prefix: &str| -> Value {
        let flat = object
            .iter()
            .filter_map(|(key, value)| Some((key.strip_prefix(prefix)?.strip_prefix('.')?.to_owned(), value.clone())));
        object.get(prefix).cloned().unwrap_or_else(|| Value::Object(flat.collect()))
    };
    let format = format.map(str::to_owned);
    match text("driver") {
        None => match object.get("file").and_then(Value::as_str) {
            Some(path) => Some(BackingReference::File { path: path.to_owned(), format }),
            None => from_json(&inner("file"), format.as_deref(), depth + 1),
        },
        Some(driver) => match driver.as_str() {
            "file" | "host_device" | "host_cdrom" => Some(BackingReference::File { path: text("filename")?, format }),
            "nbd" => {
                let server = inner("server");
                let member = |key: &str| server.get(key).and_then(Value::as_str).map(str::to_owned);
                let socket = member("path").or_else(|| text("path"));
                let host = member("host").or_else(|| text("host"));
                let port = member("port").or_else(|| text("port"));
                let hosts = host.into_iter().map(|host| (host, port.clone())).collect();
                let name = text("export").unwrap_or_default();
                Some(BackingReference::Network { protocol: driver, name, hosts, socket, format })
            }
            "http" | "https" | "ftp" | "ftps" => {
                let url = text("url").or_else(|| text("filename"))?;
                let (protocol, rest) = url.split_once(':')?;
                match from_uri(protocol, rest)? {
                    BackingReference::Network { protocol, name, hosts, socket, .. } => {
                        Some(BackingReference::Network { protocol, name, hosts, socket, format })
                    }
                    file => Some(file),
                }
            }
            "rbd" => {
                let name = format!("{}/{}", text("pool")?, text("image")?);
                Some(BackingReference::Network { protocol: driver, name, hosts: Vec::new(), socket: None, format })
            }
            // A format driver: what it sits on is its file, and its own name is the format.
            _ => match object.get("file").and_then(Value::as_str) {
                Some(path) => Some(BackingReference::File { path: path.to_owned(), format: Some(driver) }),
                None => from_json(&inner("file"), Some(&driver), depth + 1),
            },
        },
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(reference: &str, path: &str, format: Option<&str>) {
        let expected = BackingReference::File { path: path.to_owned(), format: format.map(str::to_owned) };
        assert_eq!(BackingReference::parse("/images/top.qcow2", reference).unwrap(), expected);
    }

    #[test]
    fn paths_are_relative_to_the_image() {
        check("base.img", "/images/base.img", None);
        check("../base.img", "/images/../base.img", None);
        check("/other/base.img", "/other/base.img", None);
        check("file:/other/base.img", "/other/base.img", None);
        check("./a:b", "/images/./a:b", None);
    }

    #[test]
    fn json_descriptions_are_understood() {
        check(r#"json:{"driver":"file","filename":"/a"}"#, "/a", None);
        check(r#"json:{"file":{"driver":"file","filename":"/a"}}"#, "/a", None);
        check(r#"json:{"driver":"qcow2","file":{"driver":"file","filename":"/a"}}"#, "/a", Some("qcow2"));
        check(r#"json:{"driver":"raw","file.driver":"file","file.filename":"b"}"#, "/images/b", Some("raw"));
    }

    #[test]
    fn network_images_keep_their_servers() {
        let parsed = BackingReference::parse("/top", "nbd://host:10809/export").unwrap();
        let BackingReference::Network { protocol, name, hosts, .. } = parsed else { panic!("{parsed:?}") };
        assert_eq!((protocol.as_str(), name.as_str()), ("nbd", "export"));
        assert_eq!(hosts, [("host".to_owned(), Some("10809".to_owned()))]);
    }

    #[test]
    fn what_is_not_understood_is_refused() {
        assert!(BackingReference::parse("/top", "json:{").is_err());
        assert!(BackingReference::parse("/top", "fat:rw:/etc").is_err());
        let deep = format!("json:{}1{}", "{\"file\":".repeat(40), "}".repeat(40));
        assert!(BackingReference::parse("/top", &deep).is_err());
    }
}
