//! Saved states and dumps of memory: files whose content is the guest's document.

use std::path::Path;
use std::sync::Arc;

use ferrovirt_api::{
    DomainCoreDumpFlags, DomainCoreDumpFormat, DomainEventStartedDetail, DomainEventStoppedDetail, DomainIdentity,
    DomainRunningReason, DomainSaveImageXmlFlags, DomainShutoffReason, Error, ErrorCode, ErrorDomain, Result,
};

use crate::document::{Document, View};
use crate::domain::{Domain, State, invalid};
use crate::driver::TestDriver;
use crate::events::Step;

/// What the files begin with.
const MAGIC: &[u8] = b"TestGuestMagic\n";

/// The most bytes of a document in a file.
const LIMIT: usize = 16 << 20;

/// Nobody but the owner reads what was in a guest's memory.
const MODE: u32 = 0o600;

impl TestDriver {
    /// Saves a guest to a file and ends it.
    pub(crate) fn save(&self, identity: &DomainIdentity, file: &str, xml: Option<&str>) -> Result<()> {
        let mut index = self.domains.index();
        let domain = self.domains.find(identity)?;
        let mut change = domain.change()?;
        let running = change.state.running()?;
        let document = match xml {
            Some(xml) => self.same_guest(running, xml)?,
            None => running.clone(),
        };
        self.write_image(file, &document).map_err(|error| {
            let detail = format!("saving domain '{}' to '{file}': {}", identity.name, error.message());
            Error::new(error.code(), ErrorDomain::Test, detail)
        })?;
        self.stop_held(&mut index, &mut change, DomainShutoffReason::Saved, DomainEventStoppedDetail::Saved)
    }

    /// Lets a saved guest go on.
    pub(crate) fn restore(&self, file: &str, xml: Option<&str>) -> Result<()> {
        let saved = self.read_image(file)?;
        let document = match xml {
            Some(xml) => self.same_guest(&saved, xml)?,
            None => saved,
        };
        let mut index = self.domains.index();
        let known = self.same_domain(&index, &document)?;
        let domain = known.clone().unwrap_or_else(|| {
            let state = State { config: None, ..State::stored(document.clone()) };
            Arc::new(Domain::new(state))
        });
        let mut change = domain.change()?;
        if change.state.is_active() {
            return Err(invalid(format!("domain '{}' is already active", change.state.identity.name)));
        }
        let id = match known {
            Some(domain) => index.start(domain),
            None => index.take_id(),
        };
        change.state.start(&document, id, self.host.clock());
        change.state.reason = DomainRunningReason::Restored.number();
        change.store();
        self.domains.add(&mut index, domain.clone());
        self.finish(&change, Step::Started(DomainEventStartedDetail::Restored)).map(drop)
    }

    /// The document in a saved state.
    pub(crate) fn saved_xml(&self, file: &str, flags: DomainSaveImageXmlFlags) -> Result<String> {
        let secure = flags.contains(DomainSaveImageXmlFlags::SECURE);
        Ok(self.read_image(file)?.format(View { secure, ..View::default() }))
    }

    /// Replaces the document in a saved state.
    pub(crate) fn define_saved_xml(&self, file: &str, xml: &str) -> Result<()> {
        let document = self.same_guest(&*self.read_image(file)?, xml)?;
        self.write_image(file, &document)
    }

    /// Saves a guest to where its next start finds it, and ends it.
    pub(crate) fn save_managed(&self, identity: &DomainIdentity) -> Result<()> {
        let mut index = self.domains.index();
        let domain = self.domains.find(identity)?;
        let mut change = domain.change()?;
        let running = change.state.running()?.clone();
        if !change.state.is_persistent() {
            return Err(invalid("cannot do managed save for transient domain"));
        }
        change.state.saved = Some(running);
        self.stop_held(&mut index, &mut change, DomainShutoffReason::Saved, DomainEventStoppedDetail::Saved)
    }

    /// Forgets the saved state that the next start would find.
    pub(crate) fn remove_managed_save(&self, identity: &DomainIdentity) -> Result<()> {
        let domain = self.domains.find(identity)?;
        let mut change = domain.change()?;
        change.state.saved = None;
        change.store();
        Ok(())
    }

    /// Writes a guest's memory to a file.
    pub(crate) fn dump_core(
        &self,
        identity: &DomainIdentity,
        file: &str,
        format: DomainCoreDumpFormat,
        flags: DomainCoreDumpFlags,
    ) -> Result<()> {
        if format != DomainCoreDumpFormat::Raw {
            let detail = "kdump-compressed format is not supported here";
            return Err(Error::new(ErrorCode::OperationUnsupported, ErrorDomain::Test, detail));
        }
        let mut index = self.domains.index();
        let domain = self.domains.find(identity)?;
        let mut change = domain.change()?;
        change.state.running()?;
        self.write(file, MAGIC).map_err(|error| {
            let detail = format!("domain '{}' coredump: failed to write '{file}': {}", identity.name, error.message());
            Error::new(error.code(), ErrorDomain::Test, detail)
        })?;
        match flags.contains(DomainCoreDumpFlags::CRASH) {
            true => {
                let (reason, detail) = (DomainShutoffReason::Crashed, DomainEventStoppedDetail::Crashed);
                self.stop_held(&mut index, &mut change, reason, detail)
            }
            false => Ok(()),
        }
    }

    /// A document that is to take the place of another one: it must be of the same guest.
    fn same_guest(&self, known: &Document, xml: &str) -> Result<Arc<Document>> {
        let mut document = Document::parse(xml, false, self.host.system())?;
        if document.name() != known.name() {
            let detail = format!("the document is of '{}', not of '{}'", document.name(), known.name());
            return Err(Error::new(ErrorCode::ConfigUnsupported, ErrorDomain::Test, detail));
        }
        // A document may leave the UUID out, and has got a new one then.
        document.domain_mut().uuid = Some(known.uuid());
        Ok(Arc::new(document))
    }

    fn write_image(&self, file: &str, document: &Document) -> Result<()> {
        let text = document.format(View { secure: true, ..View::default() });
        let length = u32::try_from(text.len()).map_err(|_| Error::internal(ErrorDomain::Test, "a huge document"))?;
        self.write(file, &[MAGIC, &length.to_ne_bytes(), text.as_bytes()].concat())
    }

    fn write(&self, file: &str, content: &[u8]) -> Result<()> {
        let written = self.host.files().write_atomic(Path::new(file), content, MODE);
        written.map_err(|error| error.into_error(ErrorDomain::Test))
    }

    fn read_image(&self, file: &str) -> Result<Arc<Document>> {
        let content = self.host.files().read(Path::new(file), LIMIT).map_err(|error| {
            let error = error.into_error(ErrorDomain::Test);
            let detail = format!("cannot read domain image '{file}': {}", error.message());
            Error::new(error.code(), ErrorDomain::Test, detail)
        })?;
        let damaged = |what: &str| Error::internal(ErrorDomain::Test, format!("saved state '{file}': {what}"));
        let rest = content.strip_prefix(MAGIC).ok_or_else(|| damaged("mismatched header magic"))?;
        let (length, text) = rest.split_first_chunk::<4>().ok_or_else(|| damaged("it ends early"))?;
        let text = usize::try_from(u32::from_ne_bytes(*length)).ok().and_then(|length| text.get(..length));
        let text = text.and_then(|text| std::str::from_utf8(text).ok()).ok_or_else(|| damaged("it ends early"))?;
        Ok(Arc::new(Document::parse(text, false, self.host.system())?))
    }
}
