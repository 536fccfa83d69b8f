//! Stored definitions: making, changing, renaming and removing them.

use std::path::Path;
use std::sync::Arc;

use ferrovirt_api::{
    DomainDefineFlags, DomainEventDefinedDetail, DomainEventType, DomainEventUndefinedDetail, DomainIdentity,
    DomainUndefineFlags, Error, ErrorCode, ErrorDomain, Name, Result, runtime,
};
use ferrovirt_xml::domain::Domain;
use ferrovirt_xml::{Document, Format};

use crate::guest::{Guest, JobFailure};
use crate::instance::Instance;
use crate::layout::GuestPaths;
use crate::{definition, document};

/// Stores a definition.
pub async fn define(instance: Arc<Instance>, xml: String, flags: DomainDefineFlags) -> Result<DomainIdentity> {
    let strict = flags.contains(DomainDefineFlags::VALIDATE);
    let (domain, uuid) = document::read(&instance, &xml, strict).await?;
    loop {
        let guest = instance.table().reserve(&instance, &domain.name, uuid)?;
        let work = {
            let (instance, domain) = (instance.clone(), domain.clone());
            move |guest: Arc<Guest>| async move { store(&instance, &guest, domain).await }
        };
        match guest.try_job("define", work).await {
            Ok(identity) => return Ok(identity),
            Err(JobFailure::Failed(error)) => {
                instance.table().release(guest);
                return Err(error);
            }
            // It was removed just before its turn: then this makes a new one.
            Err(JobFailure::Gone) => {}
        }
    }
}

async fn store(instance: &Arc<Instance>, guest: &Arc<Guest>, domain: Arc<Domain>) -> Result<DomainIdentity> {
    save(instance, domain.clone()).await?;
    let existed = guest.view().is_persistent();
    let view = guest.update(|view| {
        view.updated = view.is_active() && existed;
        view.stored = Some(domain.clone());
    });
    let detail = if existed { DomainEventDefinedDetail::Updated } else { DomainEventDefinedDetail::Added };
    guest.emit_lifecycle(DomainEventType::Defined, detail.number());
    Ok(view.identity())
}

/// Writes a definition to disk; once this returns it survives everything.
async fn save(instance: &Arc<Instance>, domain: Arc<Domain>) -> Result<()> {
    let instance = instance.clone();
    runtime::blocking(move || {
        let text = stored_text(&domain, &instance.layout.channel_target_directory);
        instance.store.write_definition(&domain.name, &text)
    })
    .await?
}

fn stored_text(domain: &Domain, channel_target_directory: &str) -> String {
    let mut stored = domain.clone();
    definition::drop_channel_sockets(&mut stored, channel_target_directory);
    stored.to_xml(&Format::INACTIVE)
}

/// Changes the stored definition of a guest; the job that calls it owns the guest.
pub async fn change(
    instance: &Arc<Instance>,
    guest: &Arc<Guest>,
    change: impl FnOnce(&mut Domain) -> Result<()>,
) -> Result<()> {
    let stored = guest.view().stored.clone().ok_or_else(|| transient(guest))?;
    let mut changed = Domain::clone(&stored);
    change(&mut changed)?;
    let changed = Arc::new(changed);
    save(instance, changed.clone()).await?;
    guest.update(|view| {
        view.updated = view.is_active();
        view.stored = Some(changed.clone());
    });
    Ok(())
}

/// The error of a change to the stored definition of a guest that has none.
pub fn transient(guest: &Guest) -> Error {
    let detail = "transient domains do not have any persistent config";
    guest.about(Error::new(ErrorCode::OperationInvalid, ErrorDomain::Qemu, detail))
}

/// Removes a definition.
pub async fn undefine(instance: Arc<Instance>, guest: Arc<Guest>, flags: DomainUndefineFlags) -> Result<()> {
    let work = move |guest: Arc<Guest>| async move { remove(&instance, &guest, flags).await };
    guest.job("undefine", work).await
}

async fn remove(instance: &Arc<Instance>, guest: &Arc<Guest>, flags: DomainUndefineFlags) -> Result<()> {
    let view = guest.snapshot();
    let invalid = |detail: &str| guest.about(Error::new(ErrorCode::OperationInvalid, ErrorDomain::Qemu, detail));
    let Some(stored) = view.stored.clone() else { return Err(invalid("cannot undefine transient domain")) };
    let paths = instance.layout.guest(-1, &view.name, &view.uuid.to_string());
    let extras = {
        let (instance, paths, name) = (instance.clone(), paths.clone(), view.name.clone());
        let nvram = stored.os.nvram.as_ref().and_then(|nvram| nvram.path.clone());
        let active = view.is_active();
        let has_tpm = !stored.devices.tpms.is_empty();
        runtime::blocking(move || {
            let extras = Extras::find(&instance, &paths, nvram)?;
            if let Some(refusal) = extras.refusal(flags, has_tpm) {
                return Ok(Err(refusal));
            }
            // The definition goes first: what is left behind by a crash after that is a file without an owner.
            instance.store.remove_definition(&name)?;
            extras.remove(&instance, &paths, flags, active)?;
            Result::<_>::Ok(Ok(()))
        })
        .await??
    };
    extras.map_err(|(detail, hint)| invalid(detail).with_hint(hint))?;
    guest.update(|view| {
        view.stored = None;
        view.autostart = false;
        view.updated = false;
    });
    guest.emit_lifecycle(DomainEventType::Undefined, DomainEventUndefinedDetail::Removed.number());
    Ok(())
}

/// What a guest may leave besides its definition.
struct Extras {
    nvram: Option<String>,
    managed_save: bool,
}

impl Extras {
    fn find(instance: &Instance, paths: &GuestPaths, nvram: Option<String>) -> Result<Extras> {
        let exists = |path: &str| {
            let found = instance.host.files().exists(Path::new(path));
            found.map_err(|error| error.into_error(ErrorDomain::Qemu))
        };
        let nvram = match nvram {
            Some(path) if exists(&path)? => Some(path),
            _ => None,
        };
        Ok(Extras { nvram, managed_save: exists(&paths.managed_save_file)? })
    }

    fn refusal(&self, flags: DomainUndefineFlags, _has_tpm: bool) -> Option<(&'static str, &'static str)> {
        use DomainUndefineFlags as F;
        if self.managed_save && !flags.contains(F::MANAGED_SAVE) {
            let detail = "Refusing to undefine while domain managed save image exists";
            return Some((detail, "use the flag 'managed save' to remove it too"));
        }
        if self.nvram.is_some() && !flags.intersects(F::NVRAM | F::KEEP_NVRAM) {
            return Some(("cannot undefine domain with nvram", "use the flag 'nvram' or 'keep nvram'"));
        }
        None
    }

    fn remove(&self, instance: &Instance, paths: &GuestPaths, flags: DomainUndefineFlags, active: bool) -> Result<()> {
        let files = instance.host.files();
        let failed = |error: ferrovirt_host::HostError| error.into_error(ErrorDomain::Qemu);
        if self.managed_save {
            files.remove_file_if_exists(Path::new(&paths.managed_save_file)).map_err(failed)?;
        }
        if let Some(nvram) = &self.nvram
            && flags.contains(DomainUndefineFlags::NVRAM)
        {
            files.remove_file_if_exists(Path::new(nvram)).map_err(failed)?;
        }
        // While the guest runs its TPM is in use.
        if !active && !flags.contains(DomainUndefineFlags::KEEP_TPM) {
            files.remove_tree(Path::new(&paths.swtpm_storage_directory)).map_err(failed)?;
        }
        Ok(())
    }
}

/// Gives a guest that is not active another name.
pub async fn rename(instance: Arc<Instance>, guest: Arc<Guest>, new_name: String) -> Result<DomainIdentity> {
    document::check_name(&new_name)?;
    let work = move |guest: Arc<Guest>| async move {
        let invalid = |detail: &str| guest.about(Error::new(ErrorCode::OperationInvalid, ErrorDomain::Qemu, detail));
        let view = guest.snapshot();
        if view.is_active() {
            return Err(invalid("cannot rename active domain"));
        }
        if view.name.as_str() == new_name {
            return Err(invalid("Can't rename domain to itself"));
        }
        let Some(stored) = view.stored.clone() else { return Err(invalid("cannot rename a transient domain")) };
        instance.table().add_name(&guest, &new_name)?;
        let mut renamed = Domain::clone(&stored);
        renamed.name.clone_from(&new_name);
        let renamed = Arc::new(renamed);
        if let Err(error) = move_files(&instance, renamed.clone(), view.name.to_string(), view.autostart).await {
            instance.table().remove_name(&guest, &new_name);
            return Err(error);
        }
        guest.emit_lifecycle(DomainEventType::Undefined, DomainEventUndefinedDetail::Renamed.number());
        let changed = guest.update(|view| {
            view.name = Name::from(new_name.as_str());
            view.stored = Some(renamed.clone());
        });
        instance.table().remove_name(&guest, &view.name);
        guest.emit_lifecycle(DomainEventType::Defined, DomainEventDefinedDetail::Renamed.number());
        Ok(changed.identity())
    };
    guest.job("rename", work).await
}

/// The new definition is there before the old one goes: a crash in between leaves both, and the newer one counts.
async fn move_files(instance: &Arc<Instance>, renamed: Arc<Domain>, old_name: String, autostart: bool) -> Result<()> {
    save(instance, renamed.clone()).await?;
    let instance = instance.clone();
    runtime::blocking(move || {
        let outcome = match autostart {
            true => instance.store.set_autostart(&renamed.name, true),
            false => Ok(()),
        };
        let outcome = outcome.and_then(|()| instance.store.remove_definition(&old_name));
        if outcome.is_err() {
            // The old name stays; its definition may be gone from disk by now, so it is written again.
            let mut old = Domain::clone(&renamed);
            old.name.clone_from(&old_name);
            let text = stored_text(&old, &instance.layout.channel_target_directory);
            let _ = instance.store.write_definition(&old_name, &text);
            let _ = instance.store.remove_definition(&renamed.name);
        }
        outcome
    })
    .await?
}

/// Says whether a guest starts with the host.
pub async fn set_autostart(instance: Arc<Instance>, guest: Arc<Guest>, autostart: bool) -> Result<()> {
    let work = move |guest: Arc<Guest>| async move {
        let view = guest.snapshot();
        if !view.is_persistent() {
            let detail = "cannot set autostart for transient domain";
            return Err(guest.about(Error::new(ErrorCode::OperationInvalid, ErrorDomain::Qemu, detail)));
        }
        let (store, name) = (instance.store.clone(), view.name.clone());
        runtime::blocking(move || store.set_autostart(&name, autostart)).await??;
        guest.update(|view| view.autostart = autostart);
        Ok(())
    };
    guest.job("autostart", work).await
}
