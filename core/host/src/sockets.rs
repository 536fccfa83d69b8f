//! Sockets and terminals: the interface and its values.

use std::io;
use std::net::SocketAddr;
use std::os::fd::{BorrowedFd, OwnedFd};
use std::path::Path;
use std::task::{Context, Poll};
use std::time::Duration;

use tokio::io::{AsyncRead, AsyncWrite, DuplexStream};

use crate::{BoxFuture, HostResult};

/// The longest path of a UNIX socket, in bytes: `sun_path` has 108 with its final zero.
pub const UNIX_PATH_MAX: usize = 107;

/// A byte stream in both directions; a connected UNIX socket also carries descriptors.
pub trait Duplex: AsyncRead + AsyncWrite + Send + Unpin {
    /// Writes some of `bytes`, with these descriptors attached to the first of them.
    fn poll_write_with_descriptors(
        &mut self,
        _context: &mut Context<'_>,
        _bytes: &[u8],
        _descriptors: &[OwnedFd],
    ) -> Poll<io::Result<usize>> {
        Poll::Ready(Err(io::Error::new(io::ErrorKind::Unsupported, "only a UNIX socket carries descriptors")))
    }
}

impl Duplex for DuplexStream {}

/// Sockets and terminals. Descriptors are close-on-exec.
pub trait Sockets: Send + Sync {
    /// A listening UNIX stream socket whose file has this mode from the first instant. A socket at the path that nobody
    /// listens on is replaced; EADDRINUSE when somebody does, or when something else is there.
    fn listen_unix(&self, path: &Path, mode: u32) -> HostResult<OwnedFd>;

    /// Connects to a UNIX stream socket. Waits while the listener's queue is full, at most this long (ETIMEDOUT).
    fn connect_unix<'a>(&'a self, path: &'a Path, within: Duration) -> BoxFuture<'a, HostResult<Box<dyn Duplex>>>;

    /// Two connected UNIX stream sockets.
    fn socket_pair(&self) -> HostResult<(OwnedFd, OwnedFd)>;

    /// A connected UNIX stream socket as a byte stream.
    fn stream(&self, descriptor: OwnedFd) -> HostResult<Box<dyn Duplex>>;

    /// Who is at the other end of a connected UNIX socket.
    fn peer_credentials(&self, descriptor: BorrowedFd<'_>) -> HostResult<PeerCredentials>;

    /// A listening TCP socket; EADDRINUSE when the port is taken. Port 0 takes a free one.
    fn listen_tcp(&self, address: SocketAddr) -> HostResult<OwnedFd>;

    /// A terminal in raw mode as a byte stream; never becomes the controlling terminal. Its hang-up is the end of input.
    fn open_terminal(&self, path: &Path) -> HostResult<Box<dyn Duplex>>;
}

/// Who is at the other end of a UNIX socket.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PeerCredentials {
    /// The process that connected or listened.
    pub pid: i32,
    /// Its user.
    pub uid: u32,
    /// Its group.
    pub gid: u32,
}
