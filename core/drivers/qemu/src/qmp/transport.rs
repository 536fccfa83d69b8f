//! The byte stream under a monitor, and how descriptors travel over it.

use nix::sys::socket::{ControlMessage, MsgFlags, sendmsg};
use std::io::{self, IoSlice};
use std::os::fd::{AsRawFd, OwnedFd, RawFd};
use std::task::{Context, Poll, ready};
use tokio::io::{AsyncRead, AsyncWrite, Interest};
use tokio::net::UnixStream;

/// A byte stream to QEMU; one that is a UNIX socket can carry descriptors along.
pub trait Transport: AsyncRead + AsyncWrite + Send + Unpin + 'static {
    /// Writes some of `bytes` with `descriptors` attached to the first of them. Other streams than sockets can't.
    fn poll_write_with_descriptors(
        &mut self,
        _context: &mut Context<'_>,
        _bytes: &[u8],
        _descriptors: &[OwnedFd],
    ) -> Poll<io::Result<usize>> {
        Poll::Ready(Err(io::Error::new(io::ErrorKind::Unsupported, "the monitor is not a UNIX socket")))
    }
}

impl Transport for UnixStream {
    fn poll_write_with_descriptors(
        &mut self,
        context: &mut Context<'_>,
        bytes: &[u8],
        descriptors: &[OwnedFd],
    ) -> Poll<io::Result<usize>> {
        let numbers: Vec<RawFd> = descriptors.iter().map(AsRawFd::as_raw_fd).collect();
        loop {
            ready!(self.poll_write_ready(context))?;
            let outcome = self.try_io(Interest::WRITABLE, || {
                let rights = [ControlMessage::ScmRights(&numbers)];
                let parts = [IoSlice::new(bytes)];
                sendmsg::<()>(self.as_raw_fd(), &parts, &rights, MsgFlags::MSG_NOSIGNAL, None).map_err(io::Error::from)
            });
            match outcome {
                Err(error) if error.kind() == io::ErrorKind::WouldBlock => continue,
                outcome => return Poll::Ready(outcome),
            }
        }
    }
}

impl Transport for tokio::io::DuplexStream {}
