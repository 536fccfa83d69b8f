//! Operations that take long, as objects.
//!
//! Which ones there are, the definition says (`long`); what is written by hand here starts those that no driver sees.

use std::future::Future;
use std::sync::Arc;

pub use ferrovirt::long_operation::Tracking;
use ferrovirt::{FileDescriptor, StorageVolumeDownloadFlags, StorageVolumeUploadFlags};
pub use ferrovirt::{LongOperationProgress, LongOperationState};

use crate::error::Result;
use crate::generated::objects::StorageVolume;
use crate::objects::Domain;

/// Where an operation is.
#[uniffi::remote(Enum)]
pub enum LongOperationState {
    /// It goes on.
    Running,
    /// It did what it was asked to.
    Finished,
    /// It failed; waiting for it gives the error.
    Failed,
    /// It was ended before it was done.
    Cancelled,
}

/// How far an operation is.
#[uniffi::remote(Record)]
pub struct LongOperationProgress {
    /// Where it is.
    pub state: LongOperationState,
    /// How much is done, in bytes or a unit of the operation's own; nothing when nobody knows.
    pub done: Option<u64>,
    /// How much there is to do, in the same unit; it can move. Nothing when nobody knows.
    pub total: Option<u64>,
}

/// An operation that takes long, on its way. It goes on whether anybody waits for it or not.
#[derive(uniffi::Object)]
pub struct LongOperation(Kind);

enum Kind {
    /// Its result may be a domain.
    Domain(ferrovirt::LongOperation<Option<ferrovirt::Domain>>),
    /// It has no result.
    Transfer(ferrovirt::LongOperation<()>),
}

impl LongOperation {
    /// Starts it.
    pub(crate) fn start<F>(tracking: Tracking, call: F) -> Result<Arc<LongOperation>>
    where
        F: Future<Output = ferrovirt::Result<Option<ferrovirt::Domain>>> + Send + 'static,
    {
        Ok(Arc::new(LongOperation(Kind::Domain(ferrovirt::LongOperation::start(tracking, call)?))))
    }
}

#[uniffi::export]
impl LongOperation {
    /// How far it is.
    pub async fn progress(&self) -> Result<LongOperationProgress> {
        Ok(match &self.0 {
            Kind::Domain(operation) => operation.progress().await?,
            Kind::Transfer(operation) => operation.progress().await?,
        })
    }

    /// Ends it before it is done; it is over when `finished` says so. What a driver cannot end is given up: a step that
    /// had begun goes on in the background. Does nothing when it is over.
    pub async fn cancel(&self) -> Result<()> {
        Ok(match &self.0 {
            Kind::Domain(operation) => operation.cancel().await?,
            Kind::Transfer(operation) => operation.cancel().await?,
        })
    }

    /// Waits until it is over. Gives the domain that it made, if it makes one: a migration, that at the destination.
    /// Giving up the wait does not end the operation.
    pub async fn finished(&self) -> Result<Option<Arc<Domain>>> {
        Ok(match &self.0 {
            Kind::Domain(operation) => operation.finished().await?.map(|domain| Arc::new(Domain::from(domain))),
            Kind::Transfer(operation) => {
                operation.finished().await?;
                None
            }
        })
    }
}

#[uniffi::export]
impl StorageVolume {
    /// Starts to fill the volume from `offset` with what `file` holds from its position on: `length` bytes, or all there
    /// are when it is 0. Its progress is in bytes. With the flag for it, zeros travel as holes.
    pub fn start_upload(
        &self,
        file: FileDescriptor,
        offset: u64,
        length: u64,
        flags: StorageVolumeUploadFlags,
    ) -> Result<Arc<LongOperation>> {
        let started = self.inner().start_upload(file, offset, length, flags)?;
        Ok(Arc::new(LongOperation(Kind::Transfer(started))))
    }

    /// Starts to write what the volume holds from `offset` on to `file` at its position: `length` bytes, or all there are
    /// when it is 0. Its progress is in bytes.
    pub fn start_download(
        &self,
        file: FileDescriptor,
        offset: u64,
        length: u64,
        flags: StorageVolumeDownloadFlags,
    ) -> Result<Arc<LongOperation>> {
        let started = self.inner().start_download(file, offset, length, flags)?;
        Ok(Arc::new(LongOperation(Kind::Transfer(started))))
    }
}
