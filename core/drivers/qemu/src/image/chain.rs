//! A chain of images: each names the one under it.

use ferrovirt_error::{Error, ErrorCode, ErrorDomain, ObjectKind, Result};

use super::{BackingReference, Header, ImageFormat, ImageSource, parse_header};

/// The longest chain that is followed. QEMU itself gets slow long before.
pub const MAXIMUM_CHAIN_DEPTH: usize = 200;

/// One image of a chain.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ChainEntry {
    /// Where it is.
    pub location: BackingReference,
    /// Its format.
    pub format: ImageFormat,
    /// Its external data file.
    pub data_file: Option<String>,
    /// The size that the guest sees, where the header states it.
    pub virtual_size: Option<u64>,
}

/// Follows the chain from the image at `path`, which is the first entry.
///
/// *Behavior*
/// - A stated `format` is believed; without one the header is probed.
/// - An image under another one whose format is stated nowhere is probed as well, but is accepted only when the probe
///   finds a raw image: else a guest could turn its raw disk into a reference to any file of the host.
/// - Images behind a network protocol end the chain: their headers aren't read.
pub fn load_chain(images: &dyn ImageSource, path: &str, format: Option<ImageFormat>) -> Result<Vec<ChainEntry>> {
    let mut chain: Vec<ChainEntry> = Vec::new();
    let mut seen: Vec<String> = Vec::new();
    let mut next = Some((path.to_owned(), format));
    while let Some((path, stated)) = next.take() {
        if chain.len() >= MAXIMUM_CHAIN_DEPTH {
            return Err(too_deep(&chain));
        }
        images.check_exists(&path)?;
        let canonical = images.canonical_path(&path)?;
        if seen.contains(&canonical) {
            return Err(looped(&path));
        }
        seen.push(canonical);

        let (format, header) = inspect(images, &path, stated, chain.last())?;
        chain.push(ChainEntry {
            location: BackingReference::File { path: path.clone(), format: Some(format.as_str().to_owned()) },
            format,
            data_file: header.data_file.map(|name| in_directory_of(&path, &name)),
            virtual_size: header.virtual_size,
        });
        let Some(reference) = header.backing else { break };
        let stated = header.backing_format.as_deref();
        match BackingReference::parse(&path, &reference)? {
            BackingReference::File { path: backing, format: by_reference } => {
                let format = stated.or(by_reference.as_deref()).map(|name| known(&backing, name)).transpose()?;
                next = Some((backing, format));
            }
            network @ BackingReference::Network { .. } => {
                let BackingReference::Network { format: by_reference, name, .. } = &network else { break };
                let format =
                    stated.or(by_reference.as_deref()).map_or(Ok(ImageFormat::Raw), |word| known(name, word))?;
                chain.push(ChainEntry { location: network, format, data_file: None, virtual_size: None });
            }
        }
    }
    Ok(chain)
}

fn inspect(
    images: &dyn ImageSource,
    path: &str,
    stated: Option<ImageFormat>,
    above: Option<&ChainEntry>,
) -> Result<(ImageFormat, Header)> {
    if let Some(format) = stated
        && !format.can_have_backing()
    {
        return Ok((format, Header::default()));
    }
    let bytes = images.beginning(path)?;
    let probed = ImageFormat::probe(&bytes);
    let format = stated.unwrap_or(probed);
    if stated.is_none() && above.is_some() && probed != ImageFormat::Raw {
        return Err(unstated(path, probed));
    }
    Ok((format, parse_header(path, format, &bytes)?))
}

fn in_directory_of(image: &str, name: &str) -> String {
    match (name.starts_with('/'), image.rsplit_once('/')) {
        (false, Some((directory, _))) => format!("{directory}/{name}"),
        _ => name.to_owned(),
    }
}

fn known(path: &str, name: &str) -> Result<ImageFormat> {
    ImageFormat::from_name(name).ok_or_else(|| {
        Error::new(
            ErrorCode::ConfigUnsupported,
            ErrorDomain::Storage,
            format!("unknown backing image format '{name}' of '{path}'"),
        )
    })
}

fn unstated(path: &str, probed: ImageFormat) -> Error {
    let format = probed.as_str();
    Error::new(
        ErrorCode::OperationInvalid,
        ErrorDomain::Storage,
        format!("format of backing image '{path}' of its overlay was not specified in the image metadata (detected format of '{format}')"),
    )
    .with_object(ObjectKind::Path, path, None)
    .with_hint(format!("'qemu-img rebase -u -F {format} -b {path} OVERLAY' writes the format into the overlay"))
}

fn looped(path: &str) -> Error {
    Error::internal(ErrorDomain::Storage, format!("backing store for '{path}' is self-referential")).with_object(
        ObjectKind::Path,
        path,
        None,
    )
}

fn too_deep(chain: &[ChainEntry]) -> Error {
    let path = match chain.first().map(|entry| &entry.location) {
        Some(BackingReference::File { path, .. }) => path.as_str(),
        _ => "",
    };
    Error::new(
        ErrorCode::OperationUnsupported,
        ErrorDomain::Storage,
        format!("backing chain of '{path}' is longer than {MAXIMUM_CHAIN_DEPTH} images"),
    )
    .with_hint("commit or pull some of its images")
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use super::super::qcow2::testing::image;
    use super::super::read::cannot_access;
    use super::*;

    #[derive(Default)]
    struct Images(BTreeMap<String, Vec<u8>>);

    impl Images {
        fn with(mut self, path: &str, content: Vec<u8>) -> Self {
            self.0.insert(path.to_owned(), content);
            self
        }
    }

    impl ImageSource for Images {
        fn beginning(&self, path: &str) -> Result<Vec<u8>> {
            self.check_exists(path)?;
            Ok(self.0[path].clone())
        }

        fn canonical_path(&self, path: &str) -> Result<String> {
            Ok(path.to_owned())
        }

        fn check_exists(&self, path: &str) -> Result<()> {
            let missing = || cannot_access(path, &std::io::Error::from_raw_os_error(2));
            self.0.get(path).map(|_| ()).ok_or_else(missing)
        }
    }

    fn formats(chain: &[ChainEntry]) -> Vec<&'static str> {
        chain.iter().map(|entry| entry.format.as_str()).collect()
    }

    #[test]
    fn a_chain_is_followed_to_its_end() {
        let images = Images::default()
            .with("/a/top", image(Some(("middle", Some("qcow2")))))
            .with("/a/middle", image(Some(("/b/base", Some("raw")))))
            .with("/b/base", image(Some(("/etc/shadow", None))));
        let chain = load_chain(&images, "/a/top", Some(ImageFormat::Qcow2)).unwrap();
        assert_eq!(formats(&chain), ["qcow2", "qcow2", "raw"]);
    }

    #[test]
    fn an_explicit_raw_is_never_probed() {
        let images = Images::default().with("/disk", image(Some(("/etc/shadow", Some("raw")))));
        assert_eq!(formats(&load_chain(&images, "/disk", Some(ImageFormat::Raw)).unwrap()), ["raw"]);
        assert!(load_chain(&images, "/disk", None).is_err(), "an unstated format is probed");
    }

    #[test]
    fn faults_name_the_image() {
        let loops = Images::default()
            .with("/a", image(Some(("/b", Some("qcow2")))))
            .with("/b", image(Some(("/a", Some("qcow2")))));
        let error = load_chain(&loops, "/a", Some(ImageFormat::Qcow2)).unwrap_err();
        assert!(error.message().contains("'/a' is self-referential"), "{error}");

        let error = load_chain(&Images::default(), "/missing", None).unwrap_err();
        assert_eq!(error.code(), ErrorCode::SystemError);
        assert_eq!(error.detail(), Some("Cannot access storage file '/missing': No such file or directory"));

        let hidden = Images::default().with("/a", image(Some(("/b", None)))).with("/b", image(None));
        let error = load_chain(&hidden, "/a", None).unwrap_err();
        assert!(error.message().contains("'/b'"), "{error}");
    }

    #[test]
    fn a_chain_has_an_end() {
        let mut images = Images::default();
        for index in 0..300 {
            images = images.with(&format!("/{index}"), image(Some((&format!("/{}", index + 1), Some("qcow2")))));
        }
        let error = load_chain(&images, "/0", Some(ImageFormat::Qcow2)).unwrap_err();
        assert_eq!(error.code(), ErrorCode::OperationUnsupported);
    }
}
