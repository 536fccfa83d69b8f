//! Title, description and the elements of applications; and what follows when a guest ends by itself.

use ferrovirt_api::{
    DomainEventKind, DomainIdentity, DomainLifecycleAction, DomainLifecycleTrigger, DomainMetadataType,
    DomainModificationImpact, Error, ErrorCode, ErrorDomain, Result,
};
use ferrovirt_xml::domain::power::{CrashAction, LifecycleAction};

use crate::application_metadata::{self, required, unused};
use crate::driver::TestDriver;
use crate::events;

impl TestDriver {
    pub(crate) fn metadata(
        &self,
        identity: &DomainIdentity,
        kind: DomainMetadataType,
        namespace: Option<&str>,
        flags: DomainModificationImpact,
    ) -> Result<String> {
        if kind != DomainMetadataType::Element {
            unused(&[("uri", namespace)], ErrorDomain::Domain)?;
        }
        self.shown(identity, flags, |document| {
            let domain = document.domain();
            let found = match kind {
                DomainMetadataType::Title => domain.title.clone(),
                DomainMetadataType::Description => domain.description.clone(),
                DomainMetadataType::Element => {
                    let namespace = required("uri", namespace, ErrorDomain::Domain)?;
                    application_metadata::get(domain.metadata.as_ref(), namespace)
                }
            };
            found.ok_or_else(|| {
                let detail = "Requested metadata element is not present";
                Error::new(ErrorCode::NoDomainMetadata, ErrorDomain::Domain, detail)
            })
        })
    }

    pub(crate) fn set_metadata(
        &self,
        identity: &DomainIdentity,
        kind: DomainMetadataType,
        metadata: Option<&str>,
        key: Option<&str>,
        namespace: Option<&str>,
        flags: DomainModificationImpact,
    ) -> Result<()> {
        if kind != DomainMetadataType::Element {
            unused(&[("uri", namespace), ("key", key)], ErrorDomain::Domain)?;
        }
        let text = metadata.filter(|text| !text.is_empty()).map(str::to_owned);
        let changed = match kind {
            DomainMetadataType::Title if text.as_ref().is_some_and(|text| text.contains('\n')) => {
                return Err(Error::invalid_argument(ErrorDomain::Domain, "metadata title can't contain newlines"));
            }
            DomainMetadataType::Title => self.tune(identity, flags, |document| {
                document.domain_mut().title.clone_from(&text);
                Ok(())
            }),
            DomainMetadataType::Description => self.tune(identity, flags, |document| {
                document.domain_mut().description.clone_from(&text);
                Ok(())
            }),
            DomainMetadataType::Element => {
                let namespace = required("uri", namespace, ErrorDomain::Domain)?;
                let element = match metadata {
                    Some(text) => {
                        let key = required("key", key, ErrorDomain::Domain)?;
                        Some(application_metadata::read(text, key, namespace, ErrorDomain::Domain)?)
                    }
                    None => None,
                };
                self.tune(identity, flags, |document| {
                    application_metadata::set(&mut document.domain_mut().metadata, namespace, element.clone());
                    Ok(())
                })
            }
        }?;
        let namespace_uri = namespace.map(str::to_owned);
        let event = DomainEventKind::MetadataChange { metadata_type: kind.number(), namespace_uri };
        events::publish(&self.hub, &changed, event);
        Ok(())
    }

    pub(crate) fn set_lifecycle_action(
        &self,
        identity: &DomainIdentity,
        event: DomainLifecycleTrigger,
        action: DomainLifecycleAction,
        flags: DomainModificationImpact,
    ) -> Result<()> {
        let (simple, after_crash) = actions(action);
        if event != DomainLifecycleTrigger::Crash && simple.is_none() {
            let event = match event {
                DomainLifecycleTrigger::Poweroff => "poweroff",
                _ => "reboot",
            };
            let detail = format!("Lifecycle event '{event}' doesn't support '{after_crash}' action");
            return Err(Error::new(ErrorCode::ConfigUnsupported, ErrorDomain::Test, detail));
        }
        self.tune(identity, flags, |document| {
            let domain = document.domain_mut();
            match event {
                DomainLifecycleTrigger::Poweroff => domain.on_poweroff = simple,
                DomainLifecycleTrigger::Reboot => domain.on_reboot = simple,
                DomainLifecycleTrigger::Crash => domain.on_crash = Some(after_crash),
            }
            Ok(())
        })
        .map(drop)
    }
}

/// An action in the words of documents: for events that know no core dump, and for a crash.
fn actions(action: DomainLifecycleAction) -> (Option<LifecycleAction>, CrashAction) {
    use CrashAction as C;
    use LifecycleAction as L;
    match action {
        DomainLifecycleAction::Destroy => (Some(L::Destroy), C::Destroy),
        DomainLifecycleAction::Restart => (Some(L::Restart), C::Restart),
        DomainLifecycleAction::RestartRename => (Some(L::RenameRestart), C::RenameRestart),
        DomainLifecycleAction::Preserve => (Some(L::Preserve), C::Preserve),
        DomainLifecycleAction::CoredumpDestroy => (None, C::CoredumpDestroy),
        DomainLifecycleAction::CoredumpRestart => (None, C::CoredumpRestart),
    }
}
