//! Bytes between an I/O object, on the I/O threads, and bounded channels, which any executor can wait on.

use tokio::io::{AsyncRead, AsyncReadExt, AsyncWrite, AsyncWriteExt};
use tokio::sync::{Mutex, mpsc};

use super::StreamBackend;
use crate::driver::{DriverFuture, waiting};
use crate::error::{Error, ErrorCode, ErrorDomain, Result};
use crate::runtime;

/// How many chunks wait between a peer and its reader or writer: the bound on memory of a stream.
const WAITING_CHUNKS: usize = 4;

/// The tasks on both sides of the channels.
pub(super) struct Pump {
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
    pub(super) fn start(io: impl AsyncRead + AsyncWrite + Send + 'static) -> Result<Pump> {
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
        waiting(async move {
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
        waiting(async move {
            self.outgoing.send(Outgoing::Data(data.to_vec())).await.map_err(|_| ended())?;
            Ok(data.len())
        })
    }

    fn writable(&self) -> DriverFuture<'_, ()> {
        waiting(async move { self.outgoing.reserve().await.map(drop).map_err(|_| ended()) })
    }

    fn finish(&self) -> DriverFuture<'_, ()> {
        waiting(async move {
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
