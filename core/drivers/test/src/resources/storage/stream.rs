//! The streams of uploads and downloads.

use std::sync::{Arc, Mutex};

use ferrovirt_api::driver::ready;
use ferrovirt_api::stream::{StreamBackend, StreamPart};
use ferrovirt_api::{DriverFuture, Error, ErrorCode, ErrorDomain};

use super::content::{Content, no_space};
use super::lock;

/// Bytes on their way into a volume.
pub struct Upload<F> {
    content: Arc<Mutex<Content>>,
    position: Mutex<u64>,
    end: u64,
    finished: F,
}

impl<F: Fn() + Send + Sync> Upload<F> {
    /// An upload to a part of a volume; `finished` runs when all is there.
    pub fn new(content: Arc<Mutex<Content>>, start: u64, end: u64, finished: F) -> Upload<F> {
        Upload { content, position: Mutex::new(start), end, finished }
    }
}

impl<F: Fn() + Send + Sync> StreamBackend for Upload<F> {
    fn receive(&self, _limit: usize) -> DriverFuture<'_, Vec<u8>> {
        ready(Err(one_way("written")))
    }

    fn send<'a>(&'a self, data: &'a [u8]) -> DriverFuture<'a, usize> {
        let mut position = lock(&self.position);
        let room = usize::try_from(self.end.saturating_sub(*position)).unwrap_or(usize::MAX);
        if room == 0 {
            return ready(Err(no_space("the part of the volume that was asked for is full")));
        }
        let written = lock(&self.content).write(*position, &data[..data.len().min(room)]);
        if let Ok(written) = &written {
            *position += *written as u64;
        }
        ready(written)
    }

    fn send_hole(&self, length: u64) -> DriverFuture<'_, bool> {
        let mut position = lock(&self.position);
        let end = position.saturating_add(length);
        if end > self.end {
            return ready(Err(no_space("the hole goes beyond the part of the volume that was asked for")));
        }
        lock(&self.content).clear(*position, end);
        *position = end;
        ready(Ok(true))
    }

    fn finish(&self) -> DriverFuture<'_, ()> {
        (self.finished)();
        ready(Ok(()))
    }

    fn abort(&self) {}
}

/// Bytes on their way out of a volume.
pub struct Download {
    content: Arc<Mutex<Content>>,
    position: Mutex<u64>,
    end: u64,
    /// Whether holes are told.
    sparse: bool,
}

impl Download {
    /// A download of a part of a volume; a sparse one tells of holes.
    pub fn new(content: Arc<Mutex<Content>>, start: u64, end: u64, sparse: bool) -> Download {
        Download { content, position: Mutex::new(start), end, sparse }
    }
}

impl StreamBackend for Download {
    fn receive(&self, limit: usize) -> DriverFuture<'_, Vec<u8>> {
        let mut position = lock(&self.position);
        let left = usize::try_from(self.end.saturating_sub(*position)).unwrap_or(usize::MAX);
        let bytes = lock(&self.content).read(*position, left.min(limit));
        *position += bytes.len() as u64;
        ready(Ok(bytes))
    }

    fn receive_part(&self, limit: usize) -> DriverFuture<'_, StreamPart> {
        let mut position = lock(&self.position);
        let left = self.end.saturating_sub(*position);
        let content = lock(&self.content);
        let (is_hole, run) = match self.sparse {
            true => content.run(*position, left),
            false => (false, left),
        };
        if is_hole {
            *position += run;
            return ready(Ok(StreamPart::Hole(run)));
        }
        let bytes = content.read(*position, usize::try_from(run).unwrap_or(usize::MAX).min(limit));
        *position += bytes.len() as u64;
        ready(Ok(StreamPart::of_bytes(bytes)))
    }

    fn send<'a>(&'a self, _data: &'a [u8]) -> DriverFuture<'a, usize> {
        ready(Err(one_way("read")))
    }

    fn finish(&self) -> DriverFuture<'_, ()> {
        ready(Ok(()))
    }

    fn abort(&self) {}
}

fn one_way(way: &str) -> Error {
    let detail = format!("this stream can only be {way}");
    Error::new(ErrorCode::OperationInvalid, ErrorDomain::Streams, detail)
}
