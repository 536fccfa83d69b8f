//! Sockets: the paths are stated ones, the sockets behind them real ones without a path.

use std::net::{SocketAddr, TcpListener};
use std::os::fd::{AsRawFd, BorrowedFd, OwnedFd};
use std::os::unix::ffi::OsStrExt;
use std::os::unix::net::{UnixListener, UnixStream};
use std::path::Path;
use std::time::Duration;

use nix::errno::Errno;
use nix::sys::socket::{
    AddressFamily, Backlog, SockFlag, SockType, UnixAddr, bind, connect, getsockname, listen, socket, socketpair,
};
use tokio::io::DuplexStream;

use super::ScriptedHost;
use super::journal::Operation;
use super::state::State;
use super::tree::{Kind, Stamp};
use crate::error::Context;
use crate::{BoxFuture, Duplex, FileKind, HostError, HostResult, PeerCredentials, Sockets, UNIX_PATH_MAX};

/// Bytes that a terminal holds until its other side reads them.
const TERMINAL_BUFFER: usize = 64 << 10;

impl ScriptedHost {
    /// Somebody else listens on this UNIX socket: the test, with the value returned.
    pub fn listener(&self, path: impl AsRef<Path>) -> std::io::Result<UnixListener> {
        let stamp = self.wall_stamp();
        let mut state = self.state();
        if let Some(parent) = path.as_ref().parent().filter(|parent| !state.tree.contains(parent)) {
            state.tree.place(parent, Kind::Directory, 0o755, stamp);
        }
        Ok(UnixListener::from(listen_at(&mut state, path.as_ref(), 0o600, stamp)?))
    }

    /// There is a terminal; the value returned is its other side.
    pub fn terminal(&self, path: impl AsRef<Path>) -> DuplexStream {
        let (ours, theirs) = tokio::io::duplex(TERMINAL_BUFFER);
        self.node(path.as_ref(), Kind::Terminal, 0o620);
        self.state().terminals.insert(path.as_ref().to_owned(), theirs);
        ours
    }

    /// Somebody else listens on this TCP port.
    pub fn taken_port(&self, address: SocketAddr) -> &ScriptedHost {
        self.state().ports.insert(address);
        self
    }
}

impl Sockets for ScriptedHost {
    fn listen_unix(&self, path: &Path, mode: u32) -> HostResult<OwnedFd> {
        const VERB: &str = "cannot listen on";
        let stamp = self.wall_stamp();
        let mut state = self.begin(Operation::ListenUnix, VERB, path)?;
        check_length(VERB, path)?;
        listen_at(&mut state, path, mode, stamp).at(VERB, path)
    }

    fn connect_unix<'a>(&'a self, path: &'a Path, _within: Duration) -> BoxFuture<'a, HostResult<Box<dyn Duplex>>> {
        const VERB: &str = "cannot connect to";
        Box::pin(async move {
            let socket = {
                let state = self.begin(Operation::ConnectUnix, VERB, path)?;
                check_length(VERB, path)?;
                connected(&state, path).at(VERB, path)?
            };
            stream(socket).at(VERB, path)
        })
    }

    fn socket_pair(&self) -> HostResult<(OwnedFd, OwnedFd)> {
        const ACTION: &str = "cannot create a socket pair";
        drop(self.begin_other(Operation::SocketPair, ACTION, String::new())?);
        socketpair(AddressFamily::Unix, SockType::Stream, None, SockFlag::SOCK_CLOEXEC).doing(ACTION)
    }

    fn stream(&self, descriptor: OwnedFd) -> HostResult<Box<dyn Duplex>> {
        const ACTION: &str = "cannot use a socket";
        drop(self.begin_other(Operation::Stream, ACTION, String::new())?);
        stream(descriptor).doing(ACTION)
    }

    fn peer_credentials(&self, _descriptor: BorrowedFd<'_>) -> HostResult<PeerCredentials> {
        const ACTION: &str = "cannot get the credentials of a peer";
        let state = self.begin_other(Operation::PeerCredentials, ACTION, String::new())?;
        Ok(PeerCredentials { pid: state.facts.pid, uid: state.facts.uid, gid: state.facts.gid })
    }

    fn listen_tcp(&self, address: SocketAddr) -> HostResult<OwnedFd> {
        let action = format!("cannot listen on '{address}'");
        let state = self.begin_other(Operation::ListenTcp, &action, address.to_string())?;
        if state.ports.contains(&address) {
            return Err(HostError::new(action, Errno::EADDRINUSE));
        }
        // Whichever port is free: the stated one may be taken on the machine that runs the test.
        TcpListener::bind("127.0.0.1:0").map(OwnedFd::from).doing(&action)
    }

    fn open_terminal(&self, path: &Path) -> HostResult<Box<dyn Duplex>> {
        const VERB: &str = "cannot open terminal";
        let mut state = self.begin(Operation::OpenTerminal, VERB, path)?;
        let (resolved, node) = state.tree.get(path, true).at(VERB, path)?;
        if node.kind.file_kind() != FileKind::CharacterDevice {
            return Err(Errno::ENOTTY).at(VERB, path);
        }
        let terminal = state.terminals.remove(&resolved).ok_or(Errno::EBUSY).at(VERB, path)?;
        Ok(Box::new(terminal))
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

fn listen_at(state: &mut State, path: &Path, mode: u32, stamp: Stamp) -> Result<OwnedFd, Errno> {
    let place = state.tree.writable_place(path)?;
    let stale = match state.tree.at(&place).map(|node| node.kind.file_kind()) {
        None => true,
        Some(FileKind::Socket) => connected(state, path).err() == Some(Errno::ECONNREFUSED),
        Some(_) => false,
    };
    if !stale {
        return Err(Errno::EADDRINUSE);
    }
    let socket = socket(AddressFamily::Unix, SockType::Stream, SockFlag::SOCK_CLOEXEC, None)?;
    // Without a name of ours the kernel gives it one outside of all file systems.
    bind(socket.as_raw_fd(), &UnixAddr::new_unnamed())?;
    listen(&socket, Backlog::MAXCONN)?;
    let address: UnixAddr = getsockname(socket.as_raw_fd())?;
    let name = address.as_abstract().ok_or(Errno::EADDRNOTAVAIL)?.to_vec();
    state.tree.insert(place.clone(), Kind::Socket, mode, stamp);
    state.sockets.insert(place, name);
    Ok(socket)
}

fn connected(state: &State, path: &Path) -> Result<OwnedFd, Errno> {
    let (resolved, _) = state.tree.get(path, true)?;
    let name = state.sockets.get(&resolved).ok_or(Errno::ECONNREFUSED)?;
    let flags = SockFlag::SOCK_CLOEXEC | SockFlag::SOCK_NONBLOCK;
    let socket = socket(AddressFamily::Unix, SockType::Stream, flags, None)?;
    connect(socket.as_raw_fd(), &UnixAddr::new_abstract(name)?)?;
    Ok(socket)
}

fn stream(descriptor: OwnedFd) -> std::io::Result<Box<dyn Duplex>> {
    let stream = UnixStream::from(descriptor);
    stream.set_nonblocking(true)?;
    Ok(Box::new(tokio::net::UnixStream::from_std(stream)?))
}
