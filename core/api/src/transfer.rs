//! Bringing the content of a volume in from a file, and out to one.
//!
//! The file is read and written beside the I/O threads, from its present position on; what a stream says about holes
//! becomes holes of the file.

use std::fs::File;
use std::io::{ErrorKind, Read, Seek, SeekFrom, Write};
use std::sync::Arc;

use tokio::io::Interest;
use tokio::io::unix::AsyncFd;

use crate::error::{Error, ErrorDomain, Result};
use crate::file::FileDescriptor;
use crate::generated::handles::StorageVolume;
use crate::generated::types::{StorageVolumeDownloadFlags, StorageVolumeUploadFlags};
use crate::long_operation::{Counter, LongOperation, Tracking};
use crate::runtime;
use crate::stream::StreamPart;

/// How much is on its way at a time.
const PIECE: usize = 256 * 1024;

impl StorageVolume {
    /// Starts to fill the volume from `offset` with what `file` holds from its position on: `length` bytes, or all there
    /// are when it is 0. Its progress is in bytes. With the flag for it, zeros travel as holes.
    pub fn start_upload(
        &self,
        file: FileDescriptor,
        offset: u64,
        length: u64,
        flags: StorageVolumeUploadFlags,
    ) -> Result<LongOperation<()>> {
        let file = open(file)?;
        let volume = self.clone();
        let is_sparse = flags.contains(StorageVolumeUploadFlags::SPARSE_STREAM);
        let total = match (length, file.metadata(), (&*file).stream_position()) {
            (0, Ok(metadata), Ok(position)) if metadata.is_file() => Some(metadata.len().saturating_sub(position)),
            (0, _, _) => None,
            (length, _, _) => Some(length),
        };
        let counter = Arc::new(Counter::of(total));
        let counted = Arc::clone(&counter);
        LongOperation::start(Tracking::Counter(counter), async move {
            let stream = volume.upload(offset, length, flags).await?;
            let mut left = if length == 0 { u64::MAX } else { length };
            while left > 0 {
                let most = usize::try_from(left).unwrap_or(PIECE).min(PIECE);
                let data = read(&file, most).await?;
                if data.is_empty() {
                    break;
                }
                let sent = count(data.len());
                match is_sparse && data.iter().all(|byte| *byte == 0) {
                    true => stream.send_hole(sent).await?,
                    false => stream.send_all(&data).await?,
                }
                counted.add(sent);
                left -= sent.min(left);
            }
            stream.finish().await
        })
    }

    /// Starts to write what the volume holds from `offset` on to `file` at its position: `length` bytes, or all there are
    /// when it is 0. Its progress is in bytes.
    pub fn start_download(
        &self,
        file: FileDescriptor,
        offset: u64,
        length: u64,
        flags: StorageVolumeDownloadFlags,
    ) -> Result<LongOperation<()>> {
        let file = open(file)?;
        let volume = self.clone();
        let counter = Arc::new(Counter::of((length > 0).then_some(length)));
        let counted = Arc::clone(&counter);
        LongOperation::start(Tracking::Counter(counter), async move {
            let stream = volume.download(offset, length, flags).await?;
            loop {
                let part = stream.receive_part(PIECE).await?;
                let amount = match &part {
                    StreamPart::Data(data) => count(data.len()),
                    StreamPart::Hole(length) => *length,
                    StreamPart::End => break,
                };
                write(&file, part).await?;
                counted.add(amount);
            }
            beside(&file, Interest::WRITABLE, |file| match file.metadata()? {
                // A hole at the end is there only when the file says how long it is.
                metadata if metadata.is_file() => match file.stream_position()? {
                    position if metadata.len() < position => file.set_len(position),
                    _ => Ok(()),
                },
                _ => Ok(()),
            })
            .await?;
            stream.finish().await
        })
    }
}

fn open(file: FileDescriptor) -> Result<Arc<File>> {
    let owned =
        file.into_owned().map_err(|error| Error::system(ErrorDomain::Storage, "cannot use the file", &error))?;
    Ok(Arc::new(File::from(owned)))
}

fn count(length: usize) -> u64 {
    u64::try_from(length).unwrap_or(u64::MAX)
}

/// Works on the file beside the I/O threads; of one that does not block, waits until it is ready.
async fn beside<T: Send + 'static>(
    file: &Arc<File>,
    ready: Interest,
    work: impl Fn(&mut &File) -> std::io::Result<T> + Send + Clone + 'static,
) -> Result<T> {
    let failed = |error| Error::system(ErrorDomain::Storage, "cannot read or write the file", &error);
    loop {
        let (file, work) = (Arc::clone(file), work.clone());
        let shared = Arc::clone(&file);
        match runtime::blocking(move || work(&mut &*shared)).await? {
            Err(error) if error.kind() == ErrorKind::Interrupted => {}
            Err(error) if error.kind() == ErrorKind::WouldBlock => {
                #[allow(deprecated, reason = "a shared file keeps its descriptor, which not every type does")]
                let waiting = AsyncFd::with_interest(file, ready).map_err(failed)?;
                waiting.ready(ready).await.map_err(failed)?.retain_ready();
            }
            done => return done.map_err(failed),
        }
    }
}

/// What is there, `most` bytes at most; nothing at the end.
async fn read(file: &Arc<File>, most: usize) -> Result<Vec<u8>> {
    beside(file, Interest::READABLE, move |file| {
        let mut data = vec![0; most];
        let count = file.read(&mut data)?;
        data.truncate(count);
        Ok(data)
    })
    .await
}

async fn write(file: &Arc<File>, part: StreamPart) -> Result<()> {
    match part {
        StreamPart::Data(data) => {
            let data = Arc::new(data);
            let mut written = 0;
            while written < data.len() {
                let (rest, from) = (Arc::clone(&data), written);
                let write = move |file: &mut &File| match file.write(rest.get(from..).unwrap_or_default())? {
                    0 => Err(ErrorKind::WriteZero.into()),
                    count => Ok(count),
                };
                written += beside(file, Interest::WRITABLE, write).await?;
            }
            Ok(())
        }
        StreamPart::Hole(length) => {
            beside(file, Interest::WRITABLE, move |file| match i64::try_from(length) {
                Ok(length) => file.seek(SeekFrom::Current(length)).map(drop),
                Err(_) => Err(ErrorKind::FileTooLarge.into()),
            })
            .await
        }
        StreamPart::End => Ok(()),
    }
}
