//! Streams: bytes that go to or come from a driver, as with consoles, channels and screenshots.

use std::sync::Arc;
use std::sync::atomic::{AtomicU8, Ordering};

use tokio::io::{AsyncRead, AsyncReadExt, AsyncWrite, AsyncWriteExt};
use tokio::sync::{Mutex, mpsc};

use crate::driver::DriverFuture;
use crate::error::{Error, ErrorCode, ErrorDomain, Result};
use crate::runtime;

/// The most that one call moves; larger requests are served in part.
pub const CHUNK: usize = 256 * 1024;

/// How many chunks wait between a peer and its reader or writer: the bound on memory of a stream.
const WAITING_CHUNKS: usize = 4;

const OPEN: u8 = 0;
const FINISHED: u8 = 1;
const ABORTED: u8 = 2;

/// What a driver puts behind a stream.
pub trait StreamBackend: Send + Sync {
    /// Up to `limit` bytes as soon as there are any; an empty answer is the end.
    fn receive(&self, limit: usize) -> DriverFuture<'_, Vec<u8>>;

    /// Takes at least one of the bytes, and says how many.
    fn send<'a>(&'a self, data: &'a [u8]) -> DriverFuture<'a, usize>;

    /// No more bytes will be sent; waits until all that were sent have arrived.
    fn finish(&self) -> DriverFuture<'_, ()>;

    /// Gives up.
    fn abort(&self);
}

/// A stream of bytes. Clones share it. Dropping the last clone of an unfinished stream aborts it.
#[derive(Clone)]
pub struct Stream(Arc<Inner>);

struct Inner {
    backend: Box<dyn StreamBackend>,
    state: AtomicU8,
}

impl Stream {
    /// A stream over what a driver provides.
    pub fn new(backend: impl StreamBackend + 'static) -> Stream {
        Stream(Arc::new(Inner { backend: Box::new(backend), state: AtomicU8::new(OPEN) }))
    }

    /// A stream over a socket, a terminal or a pipe of this host.
    pub fn over(io: impl AsyncRead + AsyncWrite + Send + 'static) -> Result<Stream> {
        Ok(Stream::new(Pump::start(io)?))
    }

    /// A stream that gives these bytes and ends.
    pub fn of_bytes(bytes: Vec<u8>) -> Stream {
        Stream::new(Bytes(std::sync::Mutex::new(bytes.into())))
    }

    /// Up to `limit` bytes as soon as there are any; an empty answer is the end.
    pub async fn receive(&self, limit: usize) -> Result<Vec<u8>> {
        self.check_open("virStreamRecv")?;
        self.0.backend.receive(limit.clamp(1, CHUNK)).await
    }

    /// Sends some of the bytes, at least one, and says how many.
    pub async fn send(&self, data: &[u8]) -> Result<usize> {
        self.check_open("virStreamSend")?;
        match data.is_empty() {
            true => Ok(0),
            false => self.0.backend.send(&data[..data.len().min(CHUNK)]).await,
        }
    }

    /// Sends all of the bytes.
    pub async fn send_all(&self, mut data: &[u8]) -> Result<()> {
        while !data.is_empty() {
            let sent = self.send(data).await?;
            data = &data[sent.min(data.len())..];
        }
        Ok(())
    }

    /// Everything up to the end, but an error when that is more than `limit` bytes.
    pub async fn receive_all(&self, limit: usize) -> Result<Vec<u8>> {
        let mut all = Vec::new();
        loop {
            let chunk = self.receive(CHUNK).await?;
            if chunk.is_empty() {
                return Ok(all);
            }
            if all.len() + chunk.len() > limit {
                let detail = format!("the stream has more than {limit} bytes");
                return Err(Error::new(ErrorCode::Overflow, ErrorDomain::Streams, detail));
            }
            all.extend(chunk);
        }
    }

    /// Ends the stream in good order: waits until everything sent has arrived.
    pub async fn finish(&self) -> Result<()> {
        self.check_open("virStreamFinish")?;
        self.0.backend.finish().await?;
        self.0.state.store(FINISHED, Ordering::Release);
        Ok(())
    }

    /// Gives the stream up. Doing so again, or after the end, does nothing.
    pub fn abort(&self) {
        if self.0.state.compare_exchange(OPEN, ABORTED, Ordering::AcqRel, Ordering::Acquire).is_ok() {
            self.0.backend.abort();
        }
    }

    fn check_open(&self, c_name: &str) -> Result<()> {
        let state = match self.0.state.load(Ordering::Acquire) {
            OPEN => return Ok(()),
            FINISHED => "finished",
            _ => "aborted",
        };
        let detail = format!("{c_name}: the stream was {state}");
        Err(Error::new(ErrorCode::InvalidStream, ErrorDomain::Streams, detail))
    }
}

impl Drop for Inner {
    fn drop(&mut self) {
        if *self.state.get_mut() == OPEN {
            self.backend.abort();
        }
    }
}

/// A picture of a guest's screen.
pub struct Screenshot {
    /// The format, as in `image/x-portable-pixmap`.
    pub mime_type: String,
    /// The image; it ends by itself.
    pub image: Stream,
}

/// Moves bytes between an I/O object, on the I/O threads, and bounded channels, which any executor can wait on.
struct Pump {
    incoming: Mutex<Incoming>,
    outgoing: mpsc::Sender<Outgoing>,
    tasks: Vec<tokio::task::AbortHandle>,
}

struct Incoming {
    chunks: mpsc::Receiver<std::io::Result<Vec<u8>>>,
    rest: Vec<u8>,
}

enum Outgoing {
    Data(Vec<u8>),
    Flush(tokio::sync::oneshot::Sender<std::io::Result<()>>),
}

impl Pump {
    fn start(io: impl AsyncRead + AsyncWrite + Send + 'static) -> Result<Pump> {
        let (mut reader, mut writer) = tokio::io::split(io);
        let (chunk_sender, chunks) = mpsc::channel(WAITING_CHUNKS);
        let (outgoing, mut orders) = mpsc::channel(WAITING_CHUNKS);
        let read = runtime::spawn(async move {
            let mut buffer = vec![0; 64 * 1024];
            loop {
                let chunk = match reader.read(&mut buffer).await {
                    Ok(0) => break,
                    // A terminal whose other end is closed reports an I/O error instead of an end.
                    Err(error) if error.raw_os_error() == Some(5) => break,
                    Ok(length) => Ok(buffer[..length].to_vec()),
                    Err(error) => Err(error),
                };
                let is_last = chunk.is_err();
                if chunk_sender.send(chunk).await.is_err() || is_last {
                    break;
                }
            }
        })?;
        let write = runtime::spawn(async move {
            let mut failure: Option<std::io::Error> = None;
            while let Some(order) = orders.recv().await {
                match order {
                    Outgoing::Data(data) => {
                        if failure.is_none() {
                            failure = writer.write_all(&data).await.err();
                        }
                    }
                    Outgoing::Flush(answer) => {
                        let result = match failure.take() {
                            Some(error) => Err(error),
                            None => writer.flush().await,
                        };
                        // Whoever asked may have given up; then nobody needs the answer.
                        let _ = answer.send(result);
                    }
                }
            }
        })?;
        let tasks = vec![read.abort_handle(), write.abort_handle()];
        Ok(Pump { incoming: Mutex::new(Incoming { chunks, rest: Vec::new() }), outgoing, tasks })
    }
}

fn failed(error: &std::io::Error) -> Error {
    Error::system(ErrorDomain::Streams, "the stream failed", error)
}

fn ended() -> Error {
    Error::new(ErrorCode::OperationFailed, ErrorDomain::Streams, "the other end of the stream is gone")
}

impl StreamBackend for Pump {
    fn receive(&self, limit: usize) -> DriverFuture<'_, Vec<u8>> {
        Box::pin(async move {
            let mut incoming = self.incoming.lock().await;
            if incoming.rest.is_empty() {
                incoming.rest = match incoming.chunks.recv().await {
                    None => return Ok(Vec::new()),
                    Some(chunk) => chunk.map_err(|error| failed(&error))?,
                };
            }
            let keep = incoming.rest.len().min(limit);
            let rest = incoming.rest.split_off(keep);
            Ok(std::mem::replace(&mut incoming.rest, rest))
        })
    }

    fn send<'a>(&'a self, data: &'a [u8]) -> DriverFuture<'a, usize> {
        Box::pin(async move {
            self.outgoing.send(Outgoing::Data(data.to_vec())).await.map_err(|_| ended())?;
            Ok(data.len())
        })
    }

    fn finish(&self) -> DriverFuture<'_, ()> {
        Box::pin(async move {
            let (answer, flushed) = tokio::sync::oneshot::channel();
            self.outgoing.send(Outgoing::Flush(answer)).await.map_err(|_| ended())?;
            let result = flushed.await.map_err(|_| ended())?;
            self.abort();
            result.map_err(|error| failed(&error))
        })
    }

    fn abort(&self) {
        self.tasks.iter().for_each(tokio::task::AbortHandle::abort);
    }
}

impl Drop for Pump {
    fn drop(&mut self) {
        self.abort();
    }
}

/// Bytes that are all there already.
struct Bytes(std::sync::Mutex<std::collections::VecDeque<u8>>);

impl StreamBackend for Bytes {
    fn receive(&self, limit: usize) -> DriverFuture<'_, Vec<u8>> {
        let mut bytes = self.0.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
        let length = bytes.len().min(limit);
        crate::driver::ready(Ok(bytes.drain(..length).collect()))
    }

    fn send<'a>(&'a self, _data: &'a [u8]) -> DriverFuture<'a, usize> {
        let detail = "this stream can only be read";
        crate::driver::ready(Err(Error::new(ErrorCode::OperationInvalid, ErrorDomain::Streams, detail)))
    }

    fn finish(&self) -> DriverFuture<'_, ()> {
        crate::driver::ready(Ok(()))
    }

    fn abort(&self) {}
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::blocking::wait;

    #[test]
    fn bytes_go_both_ways_and_finish_flushes() {
        let (near, far) = tokio::io::duplex(8);
        let stream = Stream::over(near).expect("runtime");
        let echo = runtime::spawn(async move {
            let (mut reader, mut writer) = tokio::io::split(far);
            tokio::io::copy(&mut reader, &mut writer).await
        })
        .expect("runtime");
        wait(stream.send_all(b"hello, guest"), None).expect("sent");
        let mut all = Vec::new();
        while all.len() < 12 {
            all.extend(wait(stream.receive(5), None).expect("received"));
        }
        assert_eq!(all, b"hello, guest");
        wait(stream.finish(), None).expect("finished");
        assert_eq!(wait(stream.receive(1), None).expect_err("finished").code(), ErrorCode::InvalidStream);
        echo.abort();
    }

    #[test]
    fn a_fixed_stream_ends() {
        let stream = Stream::of_bytes(vec![1, 2, 3]);
        assert_eq!(wait(stream.receive_all(3), None).expect("all"), [1, 2, 3]);
        assert!(wait(stream.send(b"x"), None).is_err());
        assert!(wait(Stream::of_bytes(vec![1, 2]).receive_all(1), None).is_err());
    }
}
