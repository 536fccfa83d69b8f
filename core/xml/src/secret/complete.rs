//! Defaults of secrets.

use super::{Secret, SecretUsage};
use crate::Result;
use crate::scalar::YesNo;

impl Secret {
    /// Fills in what is said when nothing is said. A UUID is the caller's to choose.
    pub fn complete(&mut self) -> Result<()> {
        self.ephemeral.get_or_insert(YesNo::No);
        self.private.get_or_insert(YesNo::No);
        if self.usage == Some(SecretUsage::None) {
            self.usage = None;
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use crate::secret::{Secret, SecretUsage};
    use crate::{Document, Format, ParseOptions, Result};

    fn complete(text: &str) -> Result<Secret> {
        let mut secret = Secret::parse(text, &ParseOptions::default().strict())?;
        secret.complete()?;
        Ok(secret)
    }

    #[test]
    fn defaults() {
        let secret = complete("<secret><usage type='none'/></secret>").unwrap();
        assert_eq!(secret.to_xml(&Format::INACTIVE), "<secret ephemeral='no' private='no'/>\n");
    }

    #[test]
    fn usages_have_names() {
        let secret = complete("<secret><usage type='iscsi'><target>t</target></usage></secret>").unwrap();
        assert_eq!(secret.usage.as_ref().and_then(SecretUsage::name), Some("t"));
        let error = complete("<secret><usage type='ceph'/></secret>").unwrap_err();
        assert!(error.to_string().contains("'name'"), "{error}");
    }
}
