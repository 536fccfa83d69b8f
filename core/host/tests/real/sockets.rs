//! Sockets and terminals.

use std::fs;
use std::io::{ErrorKind, Read, Write};
use std::os::fd::AsFd;
use std::os::unix::fs::{MetadataExt, symlink};
use std::os::unix::net::UnixListener;
use std::time::Duration;

use nix::libc;
use tokio::io::{AsyncReadExt, AsyncWriteExt};

use crate::{directory, host, run};

const SOON: Duration = Duration::from_secs(120);

#[test]
fn listening_and_connecting() {
    let (directory, host) = (directory(), host());
    let path = directory.path().join("socket");
    let listener = UnixListener::from(host.sockets().listen_unix(&path, 0o700).expect("listen"));
    assert_eq!(fs::metadata(&path).expect("status").mode() & 0o777, 0o700);
    run(async {
        let mut stream = host.sockets().connect_unix(&path, SOON).await.expect("connect");
        let (mut peer, _) = listener.accept().expect("accept");
        stream.write_all(b"ping").await.expect("write");
        let mut buffer = [0; 4];
        peer.read_exact(&mut buffer).expect("read");
        assert_eq!(&buffer, b"ping");
        peer.write_all(b"pong").expect("write");
        stream.read_exact(&mut buffer).await.expect("read");
        assert_eq!(&buffer, b"pong");
        let credentials = host.sockets().peer_credentials(peer.as_fd()).expect("credentials");
        assert_eq!((credentials.pid, credentials.uid), (host.system().pid(), host.system().effective_uid()));
    });
}

#[test]
fn the_umask_takes_nothing_away() {
    let directory = directory();
    let path = directory.path().join("socket");
    let _listener = host().sockets().listen_unix(&path, 0o777).expect("listen");
    assert_eq!(fs::metadata(&path).expect("status").mode() & 0o777, 0o777);
}

#[test]
fn only_a_stale_socket_is_replaced() {
    let (directory, host) = (directory(), host());
    let path = directory.path().join("socket");
    let first = host.sockets().listen_unix(&path, 0o600).expect("listen");
    assert_eq!(host.sockets().listen_unix(&path, 0o600).expect_err("in use").kind(), ErrorKind::AddrInUse);
    drop(first);
    drop(host.sockets().listen_unix(&path, 0o600).expect("stale"));
    let file = directory.path().join("file");
    fs::write(&file, "kept").expect("write");
    assert_eq!(host.sockets().listen_unix(&file, 0o600).expect_err("a file").kind(), ErrorKind::AddrInUse);
    let link = directory.path().join("link");
    symlink(&path, &link).expect("link");
    assert_eq!(host.sockets().listen_unix(&link, 0o600).expect_err("a link").kind(), ErrorKind::AddrInUse);
    assert_eq!(fs::read(&file).expect("read"), b"kept");
}

#[test]
fn a_long_path_is_named_with_its_length() {
    let (directory, host) = (directory(), host());
    let base = directory.path().as_os_str().len() + 1;
    let longest = directory.path().join("x".repeat(107 - base));
    drop(host.sockets().listen_unix(&longest, 0o600).expect("107 bytes"));
    let path = directory.path().join("x".repeat(108 - base));
    let error = host.sockets().listen_unix(&path, 0o600).expect_err("108 bytes");
    assert_eq!((error.errno(), error.path()), (Some(libc::ENAMETOOLONG), Some(path.as_path())));
    assert!(error.hint().is_some_and(|hint| hint.contains("108")));
    assert_eq!(run(host.sockets().connect_unix(&path, SOON)).err().and_then(|error| error.errno()), error.errno());
}

#[test]
fn failures_to_connect() {
    let (directory, host) = (directory(), host());
    let path = directory.path().join("socket");
    let connect = || run(host.sockets().connect_unix(&path, Duration::from_millis(50))).err().map(|error| error.kind());
    assert_eq!(connect(), Some(ErrorKind::NotFound));
    let listener = host.sockets().listen_unix(&path, 0o600).expect("listen");
    nix::sys::socket::listen(&listener, nix::sys::socket::Backlog::new(0).expect("backlog")).expect("listen");
    let mut failures = (0..3).map(|_| connect());
    assert!(failures.any(|failure| failure == Some(ErrorKind::TimedOut)), "the queue never was full");
    drop(listener);
    assert_eq!(connect(), Some(ErrorKind::ConnectionRefused));
}

#[test]
fn a_pair_of_sockets() {
    run(async {
        let host = host();
        let (left, right) = host.sockets().socket_pair().expect("pair");
        let mut left = host.sockets().stream(left).expect("stream");
        let mut right = host.sockets().stream(right).expect("stream");
        left.write_all(b"x").await.expect("write");
        assert_eq!(right.read_u8().await.expect("read"), b'x');
    });
}

#[test]
fn a_tcp_port_is_taken_once() {
    let host = host();
    let listener = host.sockets().listen_tcp("127.0.0.1:0".parse().expect("address")).expect("listen");
    let listener = std::net::TcpListener::from(listener);
    let address = listener.local_addr().expect("address");
    assert_eq!(host.sockets().listen_tcp(address).expect_err("taken").kind(), ErrorKind::AddrInUse);
}

#[test]
fn a_terminal_is_raw_and_its_hang_up_the_end() {
    run(async {
        let master = nix::pty::posix_openpt(nix::fcntl::OFlag::O_RDWR | nix::fcntl::OFlag::O_NOCTTY).expect("pty");
        nix::pty::grantpt(&master).expect("grant");
        nix::pty::unlockpt(&master).expect("unlock");
        let path = nix::pty::ptsname_r(&master).expect("name");
        let mut terminal = host().sockets().open_terminal(path.as_ref()).expect("open");
        let mut master = master;
        master.write_all(b"a\rb").expect("write");
        let mut buffer = [0; 3];
        terminal.read_exact(&mut buffer).await.expect("read");
        assert_eq!(&buffer, b"a\rb");
        terminal.write_all(b"c\n").await.expect("write");
        let mut buffer = [0; 2];
        master.read_exact(&mut buffer).expect("read");
        assert_eq!(&buffer, b"c\n");
        drop(master);
        assert_eq!(terminal.read(&mut [0; 1]).await.expect("read"), 0);
    });
    let error = host().sockets().open_terminal("/dev/null".as_ref()).map(|_| ()).expect_err("no terminal");
    assert_eq!(error.errno(), Some(libc::ENOTTY));
}
