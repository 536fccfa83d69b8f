//! Secrets: definitions with values that only those get who may.

use ferrovirt_api::driver::ready;
use ferrovirt_api::*;
use ferrovirt_host::Host;
use ferrovirt_xml::scalar::YesNo;
use ferrovirt_xml::secret::{Secret, SecretUsage};
use ferrovirt_xml::{Document as _, Format};

use super::object::{Kind, Object};
use super::objects::Objects;
use super::{lock, or_random, parse, selects};
use crate::domain::invalid;
use crate::driver::TestDriver;

/// The longest value, in bytes.
const MAX_VALUE: usize = 64 * 1024;

/// Secrets as a kind of object. They have no names: their UUIDs stand for them.
pub struct Secrets;

impl Kind for Secrets {
    type Document = Secret;
    /// The value.
    type Extra = Option<Vec<u8>>;
    const WORD: &'static str = "secret";
    const MISSING: ErrorCode = ErrorCode::NoSecret;
    const DOMAIN: ErrorDomain = ErrorDomain::Secret;

    fn name(document: &Secret) -> Name {
        document.uuid.unwrap_or_default().to_string().into()
    }

    fn uuid(document: &Secret) -> Option<Uuid> {
        document.uuid
    }
}

/// Reads and checks a definition.
pub fn read(xml: &str, strict: bool, host: &dyn Host) -> Result<Secret> {
    let mut secret: Secret = parse(xml, strict)?;
    secret.complete()?;
    if let Some(usage) = &secret.usage
        && usage.name().is_none_or(str::is_empty)
    {
        let detail = format!("a secret for '{}' must say for which", usage.kind());
        return Err(Error::new(ErrorCode::XmlError, ErrorDomain::Secret, detail));
    }
    secret.uuid = Some(or_random(secret.uuid, host)?);
    Ok(secret)
}

fn usage(secret: &Secret) -> (SecretUsageType, &str) {
    let usage_type = match &secret.usage {
        None | Some(SecretUsage::None) => SecretUsageType::None,
        Some(SecretUsage::Volume(_)) => SecretUsageType::Volume,
        Some(SecretUsage::Ceph(_)) => SecretUsageType::Ceph,
        Some(SecretUsage::Iscsi(_)) => SecretUsageType::Iscsi,
        Some(SecretUsage::Tls(_)) => SecretUsageType::Tls,
        Some(SecretUsage::Vtpm(_)) => SecretUsageType::Vtpm,
    };
    (usage_type, secret.usage.as_ref().and_then(SecretUsage::name).unwrap_or_default())
}

fn is_private(secret: &Secret) -> bool {
    secret.private.is_some_and(YesNo::is_yes)
}

fn identity(secret: &Object<Secrets>) -> SecretIdentity {
    let (usage_type, usage_id) = usage(secret.document());
    SecretIdentity { uuid: secret.uuid(), usage_type, usage_id: usage_id.to_owned() }
}

/// Refuses a definition that takes another secret's use, or gives away what was private.
fn check(secrets: &Objects<Secrets>, document: &Secret) -> Result<()> {
    let uuid = document.uuid.unwrap_or_default();
    let (usage_type, usage_id) = usage(document);
    if let Ok(present) = secrets.by_uuid(&uuid) {
        let (present_type, present_id) = usage(present.document());
        if (present_type, present_id) != (usage_type, usage_id) {
            let detail = format!("a secret with UUID {uuid} is already defined for use with '{present_id}'");
            return Err(Error::internal(ErrorDomain::Secret, detail));
        }
        if is_private(present.document()) && !is_private(document) {
            return Err(invalid("cannot change private flag on existing secret").with_domain(ErrorDomain::Secret));
        }
        return Ok(());
    }
    let taken = secrets.iter().find(|other| usage_id != "" && usage(other.document()) == (usage_type, usage_id));
    match taken {
        None => Ok(()),
        Some(other) => {
            let detail = format!("a secret with UUID {} already defined for use with '{usage_id}'", other.uuid());
            Err(Error::internal(ErrorDomain::Secret, detail))
        }
    }
}

impl TestDriver {
    fn secret<T>(&self, identity: &SecretIdentity, look: impl FnOnce(&Object<Secrets>) -> Result<T>) -> Result<T> {
        look(lock(&self.resources.secrets).by_uuid(&identity.uuid)?)
    }

    fn tell_secret(&self, secret: &SecretIdentity, kind: SecretEventKind) {
        self.hub.publish(SecretEvent { secret: secret.clone(), kind });
    }

    fn define_secret(&self, xml: &str, flags: SecretDefineFlags) -> Result<SecretIdentity> {
        let document = read(xml, flags.contains(SecretDefineFlags::VALIDATE), &*self.host)?;
        let mut secrets = lock(&self.resources.secrets);
        check(&secrets, &document)?;
        let secret = identity(secrets.define(document)?);
        self.tell_secret(&secret, SecretEventKind::Lifecycle { event: SecretEventType::Defined, detail: 0 });
        Ok(secret)
    }

    fn secret_by_usage(&self, usage_type: SecretUsageType, usage_id: &str) -> Result<SecretIdentity> {
        let secrets = lock(&self.resources.secrets);
        let found = secrets.iter().find(|secret| usage(secret.document()) == (usage_type, usage_id));
        found.map(identity).ok_or_else(|| {
            let detail = format!("no secret with matching usage '{usage_id}'");
            Error::new(ErrorCode::NoSecret, ErrorDomain::Test, detail)
        })
    }

    fn set_secret_value(&self, secret: &SecretIdentity, value: &[u8]) -> Result<()> {
        let mut secrets = lock(&self.resources.secrets);
        let secret = secrets.by_uuid_mut(&secret.uuid)?;
        if value.len() > MAX_VALUE {
            let detail = format!("a value of {} bytes is longer than {MAX_VALUE}", value.len());
            return Err(Error::invalid_argument(ErrorDomain::Test, detail));
        }
        secret.extra = Some(value.to_vec());
        self.tell_secret(&identity(secret), SecretEventKind::ValueChanged);
        Ok(())
    }

    fn secret_value_of(&self, secret: &SecretIdentity) -> Result<Vec<u8>> {
        self.secret(secret, |secret| {
            if is_private(secret.document()) {
                return Err(Error::new(ErrorCode::InvalidSecret, ErrorDomain::Test, "secret is private"));
            }
            secret.extra.clone().ok_or_else(|| {
                let detail = format!("secret '{}' does not have a value", secret.uuid());
                Error::new(ErrorCode::NoSecret, ErrorDomain::Test, detail).with_hint("set its value first")
            })
        })
    }

    fn undefine_secret(&self, secret: &SecretIdentity) -> Result<()> {
        let mut secrets = lock(&self.resources.secrets);
        let secret = secrets.by_uuid(&secret.uuid)?;
        let (name, undefined) = (secret.name().clone(), identity(secret));
        secrets.remove(&name);
        self.tell_secret(&undefined, SecretEventKind::Lifecycle { event: SecretEventType::Undefined, detail: 0 });
        Ok(())
    }
}

impl SecretDriver for TestDriver {
    fn list_all_secrets(&self, flags: ListAllSecretsFlags) -> DriverFuture<'_, Vec<SecretIdentity>> {
        use ListAllSecretsFlags as F;
        let is_wanted = |secret: &&Object<Secrets>| {
            let private = is_private(secret.document());
            let ephemeral = secret.document().ephemeral.is_some_and(YesNo::is_yes);
            selects(
                flags.bits(),
                &[
                    &[(F::EPHEMERAL.bits(), ephemeral), (F::NO_EPHEMERAL.bits(), !ephemeral)],
                    &[(F::PRIVATE.bits(), private), (F::NO_PRIVATE.bits(), !private)],
                ],
            )
        };
        ready(Ok(lock(&self.resources.secrets).iter().filter(is_wanted).map(identity).collect()))
    }

    fn lookup_secret_by_uuid(&self, uuid: Uuid) -> DriverFuture<'_, SecretIdentity> {
        ready(lock(&self.resources.secrets).by_uuid(&uuid).map(identity))
    }

    fn lookup_secret_by_usage<'a>(
        &'a self,
        usage_type: SecretUsageType,
        usage_id: &'a str,
    ) -> DriverFuture<'a, SecretIdentity> {
        ready(self.secret_by_usage(usage_type, usage_id))
    }

    fn define_secret_xml<'a>(&'a self, xml: &'a str, flags: SecretDefineFlags) -> DriverFuture<'a, SecretIdentity> {
        ready(self.define_secret(xml, flags))
    }

    fn secret_xml_desc<'a>(&'a self, secret: &'a SecretIdentity, _flags: u32) -> DriverFuture<'a, String> {
        ready(self.secret(secret, |secret| Ok(secret.document().to_xml(&Format::INACTIVE))))
    }

    fn secret_set_value<'a>(
        &'a self,
        secret: &'a SecretIdentity,
        value: &'a [u8],
        _flags: u32,
    ) -> DriverFuture<'a, ()> {
        ready(self.set_secret_value(secret, value))
    }

    fn secret_value<'a>(&'a self, secret: &'a SecretIdentity, _flags: u32) -> DriverFuture<'a, Vec<u8>> {
        ready(self.secret_value_of(secret))
    }

    fn secret_undefine<'a>(&'a self, secret: &'a SecretIdentity) -> DriverFuture<'a, ()> {
        ready(self.undefine_secret(secret))
    }
}
