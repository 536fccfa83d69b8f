//! Sockets by the kernel.

use std::io::{self, IoSlice};
use std::net::{SocketAddr, TcpListener};
use std::os::fd::{AsRawFd, BorrowedFd, OwnedFd, RawFd};
use std::os::unix::ffi::OsStrExt;
use std::os::unix::net::UnixStream;
use std::path::Path;
use std::task::{self, Poll, ready};
use std::time::Duration;

use nix::errno::Errno;
use nix::sys::socket::{
    AddressFamily, Backlog, ControlMessage, MsgFlags, SockFlag, SockType, UnixAddr, bind, connect, getsockopt, listen,
    sendmsg, socket, socketpair, sockopt,
};
use nix::sys::stat::fchmod;

use tokio::io::Interest;

use super::place;
use super::terminal::Terminal;
use crate::error::Context;
use crate::{
    BoxFuture, Duplex, FileKind, Files, HostError, HostResult, PeerCredentials, RealHost, Sockets, UNIX_PATH_MAX,
    timeout,
};

/// How often to try again while a listener's queue is full.
const RETRY: Duration = Duration::from_millis(5);

impl Sockets for RealHost {
    fn listen_unix(&self, path: &Path, mode: u32) -> HostResult<OwnedFd> {
        const VERB: &str = "cannot listen on";
        check_length(VERB, path)?;
        let parent = path.parent().filter(|parent| !parent.as_os_str().is_empty()).unwrap_or(Path::new("."));
        place::open_directory(parent).at(VERB, path)?;
        let listener = bound(path, mode).or_else(|errno| match errno {
            Errno::EADDRINUSE if self.is_stale(path) => {
                self.remove_file_if_exists(path)?;
                bound(path, mode).at(VERB, path)
            }
            errno => Err(HostError::at(VERB, path, errno)),
        })?;
        // The umask may have taken bits away.
        let widened = if mode & 0o077 == 0 { Ok(()) } else { self.set_mode(path, mode) };
        match widened.and_then(|()| listen(&listener, Backlog::MAXCONN).at(VERB, path)) {
            Ok(()) => Ok(listener),
            Err(error) => {
                // The file was ours alone; the first error is the one to tell.
                let _ = self.remove_file_if_exists(path);
                Err(error)
            }
        }
    }

    fn connect_unix<'a>(&'a self, path: &'a Path, within: Duration) -> BoxFuture<'a, HostResult<Box<dyn Duplex>>> {
        const VERB: &str = "cannot connect to";
        Box::pin(async move {
            check_length(VERB, path)?;
            let connected = timeout(self, within, async {
                loop {
                    match connected(path) {
                        Err(Errno::EAGAIN) => tokio::time::sleep(RETRY).await,
                        result => return result,
                    }
                }
            });
            let socket = connected.await.unwrap_or(Err(Errno::ETIMEDOUT)).at(VERB, path)?;
            stream(socket).at(VERB, path)
        })
    }

    fn socket_pair(&self) -> HostResult<(OwnedFd, OwnedFd)> {
        socketpair(AddressFamily::Unix, SockType::Stream, None, SockFlag::SOCK_CLOEXEC)
            .doing("cannot create a socket pair")
    }

    fn stream(&self, descriptor: OwnedFd) -> HostResult<Box<dyn Duplex>> {
        stream(descriptor).doing("cannot use a socket")
    }

    fn peer_credentials(&self, descriptor: BorrowedFd<'_>) -> HostResult<PeerCredentials> {
        let peer = getsockopt(&descriptor, sockopt::PeerCredentials).doing("cannot get the credentials of a peer")?;
        Ok(PeerCredentials { pid: peer.pid(), uid: peer.uid(), gid: peer.gid() })
    }

    fn listen_tcp(&self, address: SocketAddr) -> HostResult<OwnedFd> {
        TcpListener::bind(address).map(OwnedFd::from).doing(&format!("cannot listen on '{address}'"))
    }

    fn open_terminal(&self, path: &Path) -> HostResult<Box<dyn Duplex>> {
        Ok(Box::new(Terminal::open(path).at("cannot open terminal", path)?))
    }
}

impl RealHost {
    /// Whether the path is a socket that nobody listens on.
    fn is_stale(&self, path: &Path) -> bool {
        let is_socket = self.link_status(path).is_ok_and(|status| status.kind == FileKind::Socket);
        is_socket && matches!(connected(path), Err(Errno::ECONNREFUSED))
    }
}

fn check_length(verb: &str, path: &Path) -> HostResult<()> {
    let length = path.as_os_str().as_bytes().len();
    if length <= UNIX_PATH_MAX {
        return Ok(());
    }
    let error = HostError::at(verb, path, Errno::ENAMETOOLONG);
    Err(error.with_hint(format!("the path has {length} bytes, and the path of a UNIX socket at most {UNIX_PATH_MAX}")))
}

/// A socket bound to the path, whose file has no more than this mode.
fn bound(path: &Path, mode: u32) -> Result<OwnedFd, Errno> {
    let socket = socket(AddressFamily::Unix, SockType::Stream, SockFlag::SOCK_CLOEXEC, None)?;
    // The file inherits the mode of the socket itself, less the umask.
    fchmod(&socket, place::mode(mode))?;
    bind(socket.as_raw_fd(), &UnixAddr::new(path)?)?;
    Ok(socket)
}

/// A connected socket; EAGAIN while the listener's queue is full.
fn connected(path: &Path) -> Result<OwnedFd, Errno> {
    let flags = SockFlag::SOCK_CLOEXEC | SockFlag::SOCK_NONBLOCK;
    let socket = socket(AddressFamily::Unix, SockType::Stream, flags, None)?;
    connect(socket.as_raw_fd(), &UnixAddr::new(path)?)?;
    Ok(socket)
}

impl Duplex for tokio::net::UnixStream {
    fn poll_write_with_descriptors(
        &mut self,
        context: &mut task::Context<'_>,
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

fn stream(descriptor: OwnedFd) -> io::Result<Box<dyn Duplex>> {
    let stream = UnixStream::from(descriptor);
    stream.set_nonblocking(true)?;
    Ok(Box::new(tokio::net::UnixStream::from_std(stream)?))
}
