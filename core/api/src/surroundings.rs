//! What a process finds around it when it opens a connection: variables and folders of settings.

use std::ffi::OsString;
use std::os::unix::fs::MetadataExt;
use std::path::{Path, PathBuf};

use crate::configuration::Configuration;
use crate::error::{Error, ErrorCode, ErrorDomain, Result};

/// The folder of the host's settings.
const SYSTEM_FOLDER: &str = "/etc/libvirt";

/// Variables and folders; made up in tests.
pub struct Surroundings {
    variable: fn(&str) -> Option<OsString>,
    /// The folder of this user's settings; for root, that of the host.
    user_folder: Option<PathBuf>,
    system_folder: PathBuf,
}

impl Surroundings {
    /// Those of this process.
    pub fn of_process() -> Surroundings {
        let variable = |name: &str| std::env::var_os(name).filter(|value| !value.is_empty());
        let is_root = std::fs::metadata("/proc/self").is_ok_and(|process| process.uid() == 0);
        let own = || {
            let home = || variable("HOME").map(|home| Path::new(&home).join(".config"));
            variable("XDG_CONFIG_HOME").map(PathBuf::from).or_else(home).map(|folder| folder.join("libvirt"))
        };
        let user_folder = if is_root { Some(PathBuf::from(SYSTEM_FOLDER)) } else { own() };
        Surroundings { variable, user_folder, system_folder: PathBuf::from(SYSTEM_FOLDER) }
    }

    /// The URI to open when none is given: `LIBVIRT_DEFAULT_URI`, else `uri_default` of `libvirt.conf`.
    pub fn default_uri(&self) -> Result<Option<String>> {
        if let Some(uri) = self.text("LIBVIRT_DEFAULT_URI")? {
            return Ok(Some(uri));
        }
        Ok(self.client_configuration()?.text("uri_default")?.map(str::to_owned))
    }

    /// The URI that `uri_aliases` of `libvirt.conf` has for a name; the name itself where there is none.
    pub fn resolve_alias(&self, name: &str) -> Result<String> {
        let configuration = self.client_configuration()?;
        for entry in configuration.texts("uri_aliases")? {
            let (alias, uri) = split_alias(entry)?;
            if alias == name {
                return Ok(uri.to_owned());
            }
        }
        Ok(name.to_owned())
    }

    /// Where credentials are: `LIBVIRT_AUTH_FILE`, else what the URI says, else `auth.conf` of the user or of the host,
    /// if it is there.
    pub fn credentials_file(&self, uri_parameter: Option<&str>) -> Option<PathBuf> {
        if let Some(path) = (self.variable)("LIBVIRT_AUTH_FILE") {
            return Some(PathBuf::from(path));
        }
        if let Some(path) = uri_parameter {
            return Some(PathBuf::from(path));
        }
        let folders = self.user_folder.iter().chain(std::iter::once(&self.system_folder));
        folders.map(|folder| folder.join("auth.conf")).find(|path| path.exists())
    }

    fn client_configuration(&self) -> Result<Configuration> {
        match &self.user_folder {
            Some(folder) => Configuration::load(&folder.join("libvirt.conf")),
            None => Ok(Configuration::default()),
        }
    }

    fn text(&self, variable: &str) -> Result<Option<String>> {
        let value = (self.variable)(variable).map(OsString::into_string).transpose();
        value.map_err(|value| {
            let detail = format!("the variable '{variable}' is no UTF-8: '{}'", value.display());
            Error::invalid_argument(ErrorDomain::Conf, detail)
        })
    }
}

fn split_alias(entry: &str) -> Result<(&str, &str)> {
    let is_part = |character: char| character.is_ascii_alphanumeric() || "_-".contains(character);
    match entry.split_once('=') {
        Some((alias, uri)) if !alias.is_empty() && !uri.is_empty() && alias.chars().all(is_part) => Ok((alias, uri)),
        _ => {
            let detail = format!("Malformed 'uri_aliases' config entry '{entry}', expected 'alias=uri://host/path'");
            Err(Error::new(ErrorCode::ConfSyntax, ErrorDomain::Conf, detail))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A folder of settings that goes with the test.
    struct Folder(PathBuf);

    impl Folder {
        fn new(name: &str, configuration: &str) -> Folder {
            let path = std::env::temp_dir().join(format!("ferrovirt-surroundings-{name}-{}", std::process::id()));
            std::fs::create_dir_all(&path).expect("a folder");
            std::fs::write(path.join("libvirt.conf"), configuration).expect("a file");
            Folder(path)
        }

        fn surroundings(&self, variable: fn(&str) -> Option<OsString>) -> Surroundings {
            Surroundings { variable, user_folder: Some(self.0.clone()), system_folder: self.0.join("none") }
        }
    }

    impl Drop for Folder {
        fn drop(&mut self) {
            // The folder is in the system's own temporary place.
            let _ = std::fs::remove_dir_all(&self.0);
        }
    }

    #[test]
    fn the_variable_counts_before_the_file() {
        let folder = Folder::new("default", "uri_default = \"test:///default\"\n");
        let uri = |variable| folder.surroundings(variable).default_uri().expect("a URI");
        assert_eq!(uri(|_| None).as_deref(), Some("test:///default"));
        assert_eq!(uri(|name| (name == "LIBVIRT_DEFAULT_URI").then(|| "a:///b".into())).as_deref(), Some("a:///b"));
    }

    #[test]
    fn aliases_are_whole_names() {
        let folder = Folder::new("aliases", "uri_aliases = [ 'mine=test:///default', 'far_1=qemu+ssh://h/system' ]\n");
        let resolve = |name: &str| folder.surroundings(|_| None).resolve_alias(name).expect("a URI");
        assert_eq!(resolve("far_1"), "qemu+ssh://h/system");
        assert_eq!(resolve("far"), "far");
    }

    #[test]
    fn a_malformed_alias_is_named() {
        let folder = Folder::new("malformed", "uri_aliases = [ 'a b=test:///default' ]\n");
        let error = folder.surroundings(|_| None).resolve_alias("x").expect_err("malformed");
        assert_eq!(error.code(), ErrorCode::ConfSyntax);
        assert!(error.to_string().contains("'a b=test:///default'"), "{error}");
    }

    #[test]
    fn credentials_are_where_somebody_said() {
        let folder = Folder::new("credentials", "");
        let file = |variable, parameter| folder.surroundings(variable).credentials_file(parameter);
        assert_eq!(file(|_| None, None), None);
        assert_eq!(file(|_| None, Some("/u")), Some(PathBuf::from("/u")));
        assert_eq!(file(|name| (name == "LIBVIRT_AUTH_FILE").then(|| "/v".into()), Some("/u")), Some("/v".into()));
        std::fs::write(folder.0.join("auth.conf"), "").expect("a file");
        assert_eq!(file(|_| None, None), Some(folder.0.join("auth.conf")));
    }
}
