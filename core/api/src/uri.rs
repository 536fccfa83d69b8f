//! Connection URIs: `driver[+transport]://[user@][host[:port]]/path[?key=value&...]`.

use std::fmt;

use fluent_uri::Uri;
use fluent_uri::pct_enc::{EStr, encoder::Query};

use crate::error::{Error, ErrorCode, ErrorDomain, Result};

/// A connection URI in its parts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ConnectUri {
    text: String,
    scheme: String,
    transport: Option<String>,
    user: Option<String>,
    host: Option<String>,
    port: Option<u16>,
    path: String,
    query: Vec<(String, String)>,
}

impl ConnectUri {
    /// Reads a URI.
    pub fn parse(text: &str) -> Result<ConnectUri> {
        let refuse = |reason: String| {
            Error::invalid_argument(ErrorDomain::Uri, format!("cannot read the URI '{text}': {reason}"))
                .with_hint("URIs look like qemu:///session or test:///default")
        };
        if text.is_empty() {
            return Err(Error::new(ErrorCode::NoConnect, ErrorDomain::Uri, "an empty URI"));
        }
        let uri = Uri::parse(text).map_err(|error| refuse(error.to_string()))?;
        let not_text = |_| refuse("an escape is no UTF-8".to_owned());
        let (scheme, transport) = match uri.scheme().as_str().split_once('+') {
            Some((scheme, transport)) => (scheme, Some(transport.to_lowercase())),
            None => (uri.scheme().as_str(), None),
        };
        let authority = uri.authority();
        let host = authority.map(|authority| authority.host()).filter(|host| !host.is_empty());
        let port = authority
            .and_then(|authority| authority.port().filter(|port| !port.is_empty()))
            .map(|port| port.as_str().parse().map_err(|_| refuse(format!("'{port}' is no port"))))
            .transpose()?;
        let user = authority
            .and_then(|authority| authority.userinfo())
            .map(|user| user.decode().to_string().map(|user| user.into_owned()))
            .transpose()
            .map_err(not_text)?;
        let path = uri.path().decode().to_string().map_err(not_text)?.into_owned();
        let mut query = Vec::new();
        if let Some(text) = uri.query() {
            for pair in text.split('&').filter(|pair| !pair.is_empty()) {
                let (key, value) = pair.split_once('=').unwrap_or((pair, EStr::EMPTY));
                let words =
                    |part: &EStr<Query>| part.decode().to_string().map(|text| text.into_owned()).map_err(not_text);
                query.push((words(key)?, words(value)?));
            }
        }
        Ok(ConnectUri {
            text: text.to_owned(),
            scheme: scheme.to_lowercase(),
            transport,
            user,
            host: host.map(str::to_owned),
            port,
            path,
            query,
        })
    }

    /// The driver's scheme, in lower case.
    pub fn scheme(&self) -> &str {
        &self.scheme
    }

    /// The transport after the `+`, in lower case.
    pub fn transport(&self) -> Option<&str> {
        self.transport.as_deref()
    }

    /// The user.
    pub fn user(&self) -> Option<&str> {
        self.user.as_deref()
    }

    /// The host; none for this one.
    pub fn host(&self) -> Option<&str> {
        self.host.as_deref()
    }

    /// The port.
    pub fn port(&self) -> Option<u16> {
        self.port
    }

    /// The path, decoded, with its leading `/`.
    pub fn path(&self) -> &str {
        &self.path
    }

    /// The parameters in their order, decoded.
    pub fn query(&self) -> &[(String, String)] {
        &self.query
    }

    /// The last parameter of this name.
    pub fn parameter(&self, name: &str) -> Option<&str> {
        self.query.iter().rev().find(|(key, _)| key == name).map(|(_, value)| value.as_str())
    }

    /// Refuses parameters that a driver does not know: a misspelt one must not be lost.
    pub fn refuse_other_parameters(&self, known: &[&str]) -> Result<()> {
        match self.query.iter().find(|(key, _)| !known.contains(&key.as_str())) {
            None => Ok(()),
            Some((key, _)) => {
                Err(Error::invalid_argument(ErrorDomain::Uri, format!("unknown parameter '{key}' in the URI '{self}'"))
                    .with_hint(format!(
                        "known here: {}",
                        if known.is_empty() { "none".to_owned() } else { known.join(", ") }
                    )))
            }
        }
    }
}

impl fmt::Display for ConnectUri {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.text)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parts() {
        let uri = ConnectUri::parse("QEMU+ssh://me@host:22/system?keyfile=%2Fk&no_verify=1").expect("valid");
        assert_eq!((uri.scheme(), uri.transport(), uri.user()), ("qemu", Some("ssh"), Some("me")));
        assert_eq!((uri.host(), uri.port(), uri.path()), (Some("host"), Some(22), "/system"));
        assert_eq!(uri.parameter("keyfile"), Some("/k"));
        assert!(uri.refuse_other_parameters(&["keyfile"]).is_err());
    }

    #[test]
    fn a_local_uri_has_no_host() {
        let uri = ConnectUri::parse("test:///default").expect("valid");
        assert_eq!((uri.host(), uri.path()), (None, "/default"));
    }

    #[test]
    fn nonsense_is_refused_with_the_uri_in_quotes() {
        let error = ConnectUri::parse("no scheme").expect_err("refused");
        assert!(error.to_string().contains("'no scheme'"), "{error}");
        assert!(ConnectUri::parse("").is_err());
    }
}
