//! An entry to everything that a QEMU says, for fuzzing.

use super::connection::{Connection, Limits, Reply};
use super::events::Event;
use ferrovirt_host::Duplex;
use std::future::poll_fn;
use std::io::{self, Cursor};
use std::pin::{Pin, pin};
use std::task::{Context, Poll, Waker};
use tokio::io::{AsyncRead, AsyncWrite, ReadBuf};

/// A QEMU that says this, and then is gone.
struct Said(Cursor<Vec<u8>>);

impl AsyncRead for Said {
    fn poll_read(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
        buffer: &mut ReadBuf<'_>,
    ) -> Poll<io::Result<()>> {
        Pin::new(&mut self.0).poll_read(context, buffer)
    }
}

impl AsyncWrite for Said {
    fn poll_write(self: Pin<&mut Self>, _: &mut Context<'_>, bytes: &[u8]) -> Poll<io::Result<usize>> {
        Poll::Ready(Ok(bytes.len()))
    }

    fn poll_flush(self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<io::Result<()>> {
        Poll::Ready(Ok(()))
    }

    fn poll_shutdown(self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<io::Result<()>> {
        Poll::Ready(Ok(()))
    }
}

impl Duplex for Said {}

/// Hears all of it: the greeting, and then every message as a reply and as an event.
pub fn listen(bytes: &[u8]) {
    let mut connection = Connection::new(Box::new(Said(Cursor::new(bytes.to_vec()))), Limits::default());
    let hear = async {
        drop(connection.handshake().await);
        loop {
            while let Some((message, _)) = connection.buffered()? {
                drop(Reply::from_message(message.clone()));
                drop(Event::from_message(message));
            }
            match poll_fn(|context| connection.lines.poll_read(Pin::new(&mut connection.stream), context)).await {
                Ok(0) | Err(_) => return Ok::<(), super::QmpError>(()),
                Ok(_) => {}
            }
        }
    };
    // Nothing here waits: the stream always has its answer.
    let _ = pin!(hear).poll(&mut Context::from_waker(Waker::noop()));
}
