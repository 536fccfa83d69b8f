//! Answers that a caller gives before anybody asks. Asking back across the boundary of a language is not done.

use ferrovirt::CredentialType;
use ferrovirt::authentication::{Authenticator, CredentialRequest};
use ferrovirt::driver::{DriverFuture, ready};

/// A name and a password.
pub struct Known {
    user_name: Option<String>,
    password: Option<String>,
    kinds: Vec<CredentialType>,
}

impl Known {
    /// What the caller gave; nothing when it gave nothing.
    pub fn new(user_name: Option<String>, password: Option<String>) -> Option<Known> {
        let mut kinds = Vec::new();
        if user_name.is_some() {
            kinds.extend([CredentialType::Username, CredentialType::AuthenticationName]);
        }
        if password.is_some() {
            kinds.extend([CredentialType::Passphrase, CredentialType::NoEchoPrompt]);
        }
        (!kinds.is_empty()).then_some(Known { user_name, password, kinds })
    }

    fn known(&self, kind: CredentialType) -> Option<String> {
        match kind {
            CredentialType::Username | CredentialType::AuthenticationName => self.user_name.clone(),
            CredentialType::Passphrase | CredentialType::NoEchoPrompt => self.password.clone(),
            _ => None,
        }
    }
}

impl Authenticator for Known {
    fn kinds(&self) -> &[CredentialType] {
        &self.kinds
    }

    fn answer<'a>(&'a self, requests: &'a [CredentialRequest]) -> DriverFuture<'a, Vec<Option<String>>> {
        ready(Ok(requests.iter().map(|request| self.known(request.kind)).collect()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_given_is_known() {
        assert!(Known::new(None, None).is_none());
        let known = Known::new(Some("anna".to_owned()), None).expect("known");
        assert_eq!(known.kinds(), [CredentialType::Username, CredentialType::AuthenticationName]);
        assert_eq!(known.known(CredentialType::AuthenticationName).as_deref(), Some("anna"));
        assert_eq!(known.known(CredentialType::Passphrase), None);
    }
}
