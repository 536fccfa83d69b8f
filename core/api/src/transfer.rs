//! Bringing the content of a volume in from a file, and out to one.
//!
//! The file is read and written beside the I/O threads, from its present position on; what a stream says about holes
//! becomes holes of the file.

use std::fs::File;
use std::io::{Read, Seek, SeekFrom, Write};
use std::sync::Arc;

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
        let mut file = open(file)?;
        let volume = self.clone();
        let is_sparse = flags.contains(StorageVolumeUploadFlags::SPARSE_STREAM);
        let total = match (length, file.metadata(), file.stream_position()) {
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
                let (read, data) = beside(file, move |file| read_up_to(file, most)).await?;
                file = read;
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
        let mut file = open(file)?;
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
                (file, ()) = beside(file, move |file| write(file, part)).await?;
                counted.add(amount);
            }
            (_, ()) = beside(file, |file| {
                let position = file.stream_position()?;
                match file.metadata()? {
                    // A hole at the end is there only when the file says how long it is.
                    metadata if metadata.is_file() && metadata.len() < position => file.set_len(position),
                    _ => Ok(()),
                }
            })
            .await?;
            stream.finish().await
        })
    }
}

fn open(file: FileDescriptor) -> Result<File> {
    file.into_owned()
        .map(File::from)
        .map_err(|error| Error::system(ErrorDomain::Storage, "cannot use the file", &error))
}

fn count(length: usize) -> u64 {
    u64::try_from(length).unwrap_or(u64::MAX)
}

/// Works on the file beside the I/O threads.
async fn beside<T: Send + 'static>(
    mut file: File,
    work: impl FnOnce(&mut File) -> std::io::Result<T> + Send + 'static,
) -> Result<(File, T)> {
    let done = runtime::blocking(move || work(&mut file).map(|done| (file, done))).await?;
    done.map_err(|error| Error::system(ErrorDomain::Storage, "cannot read or write the file", &error))
}

fn read_up_to(file: &mut File, most: usize) -> std::io::Result<Vec<u8>> {
    let mut data = Vec::new();
    file.take(count(most)).read_to_end(&mut data)?;
    Ok(data)
}

fn write(file: &mut File, part: StreamPart) -> std::io::Result<()> {
    match part {
        StreamPart::Data(data) => file.write_all(&data),
        StreamPart::Hole(length) => match i64::try_from(length) {
            Ok(length) => file.seek(SeekFrom::Current(length)).map(drop),
            Err(_) => Err(std::io::ErrorKind::FileTooLarge.into()),
        },
        StreamPart::End => Ok(()),
    }
}
