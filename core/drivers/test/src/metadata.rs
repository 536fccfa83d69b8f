//! Title, description and the elements of applications; and what follows when a guest ends by itself.

use ferrovirt_api::{
    DomainEventKind, DomainIdentity, DomainLifecycle, DomainLifecycleAction, DomainMetadataType,
    DomainModificationImpact, Error, ErrorCode, ErrorDomain, Result,
};
use ferrovirt_xml::domain::Domain;
use ferrovirt_xml::domain::power::{CrashAction, LifecycleAction};
use ferrovirt_xml::{ParseOptions, RawElement, RawNode};

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
        self.shown(identity, flags, |document| {
            let domain = document.domain();
            let found = match kind {
                DomainMetadataType::Title => domain.title.clone(),
                DomainMetadataType::Description => domain.description.clone(),
                DomainMetadataType::Element => element(domain, required("uri", namespace)?),
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
                let namespace = required("uri", namespace)?;
                let element = match metadata {
                    Some(text) => Some(in_namespace(text, required("key", key)?, namespace)?),
                    None => None,
                };
                self.tune(identity, flags, |document| {
                    set_element(document.domain_mut(), namespace, element.clone());
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
        event: DomainLifecycle,
        action: DomainLifecycleAction,
        flags: DomainModificationImpact,
    ) -> Result<()> {
        let (simple, after_crash) = actions(action);
        if event != DomainLifecycle::Crash && simple.is_none() {
            let event = match event {
                DomainLifecycle::Poweroff => "poweroff",
                _ => "reboot",
            };
            let detail = format!("Lifecycle event '{event}' doesn't support '{after_crash}' action");
            return Err(Error::new(ErrorCode::ConfigUnsupported, ErrorDomain::Test, detail));
        }
        self.tune(identity, flags, |document| {
            let domain = document.domain_mut();
            match event {
                DomainLifecycle::Poweroff => domain.on_poweroff = simple,
                DomainLifecycle::Reboot => domain.on_reboot = simple,
                DomainLifecycle::Crash => domain.on_crash = Some(after_crash),
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

/// The element of a namespace, as the application gave it.
fn element(domain: &Domain, namespace: &str) -> Option<String> {
    let metadata = domain.metadata.as_ref()?;
    let RawNode::Element(element) = metadata.children.get(metadata.position_in_namespace(namespace)?)? else {
        return None;
    };
    let mut element = element.clone();
    if let Some((prefix, _)) = element.name.clone().split_once(':') {
        strip(&mut element, &format!("{prefix}:"));
        element.attributes.retain(|(name, _)| *name != format!("xmlns:{prefix}"));
    }
    Some(element.to_xml().trim_end().to_owned())
}

fn set_element(domain: &mut Domain, namespace: &str, element: Option<RawElement>) {
    let metadata = domain.metadata.get_or_insert_with(|| RawElement { name: "metadata".into(), ..Default::default() });
    if let Some(position) = metadata.position_in_namespace(namespace) {
        metadata.children.remove(position);
    }
    metadata.children.extend(element.map(RawNode::Element));
    if metadata.children.is_empty() {
        domain.metadata = None;
    }
}

/// An application's element with everything in it in its namespace, under its prefix.
fn in_namespace(text: &str, prefix: &str, namespace: &str) -> Result<RawElement> {
    let mut element = RawElement::parse(text, &ParseOptions::default())?;
    add(&mut element, &format!("{prefix}:"));
    element.attributes.insert(0, (format!("xmlns:{prefix}"), namespace.to_owned()));
    Ok(element)
}

fn strip(element: &mut RawElement, prefix: &str) {
    if let Some(name) = element.name.strip_prefix(prefix) {
        element.name = name.to_owned();
    }
    children(element, |child| strip(child, prefix));
}

fn add(element: &mut RawElement, prefix: &str) {
    if !element.name.contains(':') {
        element.name.insert_str(0, prefix);
    }
    children(element, |child| add(child, prefix));
}

fn children(element: &mut RawElement, mut change: impl FnMut(&mut RawElement)) {
    for child in &mut element.children {
        if let RawNode::Element(child) = child {
            change(child);
        }
    }
}

fn required<'a>(name: &str, text: Option<&'a str>) -> Result<&'a str> {
    text.ok_or_else(|| {
        Error::invalid_argument(ErrorDomain::Domain, format!("{name} is required for metadata elements"))
    })
}
