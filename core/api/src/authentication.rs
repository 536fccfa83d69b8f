//! Who may come in: what a driver asks, who answers, and answers that are in a file.

use std::path::Path;
use std::sync::Arc;

use crate::driver::DriverFuture;
use crate::error::{Error, ErrorCode, ErrorDomain, Result};
use crate::generated::types::CredentialType;
use crate::surroundings::Surroundings;
use crate::uri::ConnectUri;

/// Something that has to be answered before a connection can be opened.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CredentialRequest {
    /// What is asked for.
    pub kind: CredentialType,
    /// What to show to somebody who is asked.
    pub prompt: String,
    /// More about it, where the other end says so.
    pub challenge: Option<String>,
    /// What to take where there is no answer.
    pub default: Option<String>,
}

/// Answers requests: it asks a person, or knows.
pub trait Authenticator: Send + Sync {
    /// What it can answer.
    fn kinds(&self) -> &[CredentialType];

    /// An answer to each request, in their order; an error gives up.
    fn answer<'a>(&'a self, requests: &'a [CredentialRequest]) -> DriverFuture<'a, Vec<Option<String>>>;
}

/// Finds answers for one connection: in the file of credentials, then from the caller.
pub struct Credentials {
    file: Option<CredentialsFile>,
    authenticator: Option<Arc<dyn Authenticator>>,
}

impl Credentials {
    /// The answers for a connection to this URI.
    pub fn for_connection(uri: &ConnectUri, authenticator: Option<Arc<dyn Authenticator>>) -> Result<Credentials> {
        let path = Surroundings::of_process().credentials_file(uri.parameter("authfile"));
        let file = path.map(|path| CredentialsFile::load(&path)).transpose()?;
        Ok(Credentials { file, authenticator })
    }

    /// The answer to one request, for a service (`libvirt`, `esx`, `ssh`) on a host.
    pub async fn answer(&self, service: &str, host: Option<&str>, request: CredentialRequest) -> Result<String> {
        let known = match &self.file {
            Some(file) => file.find(service, host.unwrap_or("localhost"), request.kind)?,
            None => None,
        };
        if let Some(known) = known {
            return Ok(known.to_owned());
        }
        let refused = |detail: String| Error::new(ErrorCode::AuthFailed, ErrorDomain::Auth, detail);
        let authenticator = self
            .authenticator
            .as_ref()
            .filter(|authenticator| authenticator.kinds().contains(&request.kind))
            .ok_or_else(|| {
                refused(format!("nobody answers '{}'", request.prompt))
                    .with_hint("give credentials when the connection is opened, or in auth.conf")
            })?;
        let default = request.default.clone();
        let answers = authenticator.answer(&[request]).await?;
        let answer = answers.into_iter().next().flatten().or(default);
        answer.ok_or_else(|| Error::new(ErrorCode::AuthCancelled, ErrorDomain::Auth, "no answer was given"))
    }
}

/// A file of credentials: groups `[auth-SERVICE-HOST]`, which name groups `[credentials-NAME]`.
#[derive(Debug, Default)]
pub struct CredentialsFile {
    path: String,
    groups: Vec<(String, Vec<(String, String)>)>,
}

impl CredentialsFile {
    /// Reads the file.
    pub fn load(path: &Path) -> Result<CredentialsFile> {
        let text = std::fs::read_to_string(path)
            .map_err(|error| Error::system(ErrorDomain::Auth, format!("cannot read '{}'", path.display()), &error))?;
        CredentialsFile::parse(&text, &path.display().to_string())
    }

    /// Reads groups of `name=value` lines; `path` is for messages.
    pub fn parse(text: &str, path: &str) -> Result<CredentialsFile> {
        let mut groups: Vec<(String, Vec<(String, String)>)> = Vec::new();
        for (index, line) in text.lines().enumerate() {
            let line = line.trim();
            if line.is_empty() || line.starts_with('#') {
                continue;
            }
            if let Some(name) = line.strip_prefix('[').and_then(|line| line.strip_suffix(']')) {
                groups.push((name.to_owned(), Vec::new()));
                continue;
            }
            match (line.split_once('='), groups.last_mut()) {
                (Some((name, value)), Some((_, items))) => {
                    items.push((name.trim().to_owned(), value.trim().to_owned()));
                }
                _ => return Err(fault(format!("{path}:{}: expecting a group or an assignment", index + 1))),
            }
        }
        Ok(CredentialsFile { path: path.to_owned(), groups })
    }

    /// What the file has for a service on a host; for a host that it does not name, what it has for `default`.
    pub fn find(&self, service: &str, host: &str, kind: CredentialType) -> Result<Option<&str>> {
        let name = match kind {
            CredentialType::Username => "username",
            CredentialType::AuthenticationName => "authname",
            CredentialType::Passphrase | CredentialType::NoEchoPrompt => "password",
            CredentialType::Realm => "realm",
            CredentialType::Language => "language",
            CredentialType::ClientNonce => "cnonce",
            CredentialType::EchoPrompt | CredentialType::External => return Ok(None),
        };
        let path = &self.path;
        let wanted = [format!("auth-{service}-{host}"), format!("auth-{service}-default")];
        let Some(group) = wanted.iter().find(|wanted| self.group(wanted).is_some()) else { return Ok(None) };
        let credentials = self
            .item(group, "credentials")
            .ok_or_else(|| fault(format!("Missing item 'credentials' in group '{group}' in '{path}'")))?;
        let target = format!("credentials-{credentials}");
        match self.group(&target) {
            None => Err(fault(format!("Missing group '{target}' referenced from group '{group}' in '{path}'"))),
            Some(_) => Ok(self.item(&target, name)),
        }
    }

    fn group(&self, name: &str) -> Option<&[(String, String)]> {
        self.groups.iter().find(|(known, _)| known == name).map(|(_, items)| items.as_slice())
    }

    fn item(&self, group: &str, name: &str) -> Option<&str> {
        self.group(group)?.iter().find(|(known, _)| known == name).map(|(_, value)| value.as_str())
    }
}

fn fault(detail: String) -> Error {
    Error::new(ErrorCode::ConfSyntax, ErrorDomain::Auth, detail)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::blocking;
    use crate::driver::ready;

    const FILE: &str = "[credentials-a]\nusername=fred\npassword=123456\n\n[auth-libvirt-h1]\ncredentials=a\n\
                        [auth-esx-default]\ncredentials=b\n";

    fn check(service: &str, host: &str, kind: CredentialType, expected: Option<&str>) {
        let file = CredentialsFile::parse(FILE, "/auth.conf").expect("a file");
        assert_eq!(file.find(service, host, kind).ok().flatten(), expected, "{service} {host} {kind:?}");
    }

    #[test]
    fn credentials_are_found_by_service_and_host() {
        check("libvirt", "h1", CredentialType::Username, Some("fred"));
        check("libvirt", "h1", CredentialType::Passphrase, Some("123456"));
        check("libvirt", "h1", CredentialType::Realm, None);
        check("libvirt", "h2", CredentialType::Username, None);
    }

    #[test]
    fn a_group_that_is_named_and_missing_is_a_fault() {
        let file = CredentialsFile::parse(FILE, "/auth.conf").expect("a file");
        let error = file.find("esx", "h9", CredentialType::Username).expect_err("missing");
        let words = "Missing group 'credentials-b' referenced from group 'auth-esx-default' in '/auth.conf'";
        assert_eq!((error.code(), error.detail()), (ErrorCode::ConfSyntax, Some(words)));
        assert!(CredentialsFile::parse("a=b", "/x").is_err());
    }

    struct Knows;

    impl Authenticator for Knows {
        fn kinds(&self) -> &[CredentialType] {
            &[CredentialType::Username]
        }

        fn answer<'a>(&'a self, requests: &'a [CredentialRequest]) -> DriverFuture<'a, Vec<Option<String>>> {
            ready(Ok(requests.iter().map(|request| request.default.is_none().then(|| "me".to_owned())).collect()))
        }
    }

    fn ask(kind: CredentialType, default: Option<&str>) -> Result<String> {
        let credentials = Credentials { file: None, authenticator: Some(Arc::new(Knows)) };
        let request =
            CredentialRequest { kind, prompt: "Who".to_owned(), challenge: None, default: default.map(str::to_owned) };
        blocking::wait(credentials.answer("libvirt", None, request), None)
    }

    #[test]
    fn the_caller_answers_what_it_can() {
        assert_eq!(ask(CredentialType::Username, None).expect("an answer"), "me");
        assert_eq!(ask(CredentialType::Username, Some("you")).expect("the default"), "you");
        assert_eq!(ask(CredentialType::Passphrase, None).expect_err("nobody").code(), ErrorCode::AuthFailed);
    }
}
