//! Stated sockets, ports and terminals.

use std::io::{ErrorKind, Read, Write};
use std::os::unix::net::UnixListener;
use std::path::Path;
use std::time::Duration;

use ferrovirt_host::scripted::ScriptedHost;
use ferrovirt_host::{Files, Sockets};
use tokio::io::{AsyncReadExt, AsyncWriteExt};

use crate::run;

const SOON: Duration = Duration::from_secs(120);

#[test]
fn a_listener_can_be_reached_by_its_path_until_it_is_removed() {
    let host = ScriptedHost::new();
    let path = Path::new("/run/monitor");
    host.directory("/run");
    let listener = UnixListener::from(host.listen_unix(path, 0o600).expect("listen"));
    assert_eq!(host.mode(path), Some(0o600));
    assert_eq!(host.listen_unix(path, 0o600).expect_err("in use").kind(), ErrorKind::AddrInUse);
    drop(listener.accept().expect("the look whether it is in use"));
    run(async {
        let mut stream = host.connect_unix(path, SOON).await.expect("connect");
        let (mut peer, _) = listener.accept().expect("accept");
        stream.write_all(b"ping").await.expect("write");
        let mut buffer = [0; 4];
        peer.read_exact(&mut buffer).expect("read");
        assert_eq!(&buffer, b"ping");
        let connect = || async { host.connect_unix(path, SOON).await.err().map(|error| error.kind()) };
        drop(listener);
        assert_eq!(connect().await, Some(ErrorKind::ConnectionRefused));
        drop(host.listen_unix(path, 0o600).expect("stale"));
        host.remove_file(path).expect("remove");
        assert_eq!(connect().await, Some(ErrorKind::NotFound));
    });
}

#[test]
fn a_test_listens() {
    let host = ScriptedHost::new();
    let listener = host.listener("/run/other").expect("listen");
    run(async {
        let mut stream = host.connect_unix(Path::new("/run/other"), SOON).await.expect("connect");
        listener.accept().expect("accept").0.write_all(b"x").expect("write");
        assert_eq!(stream.read_u8().await.expect("read"), b'x');
    });
}

#[test]
fn a_long_path_is_refused() {
    let host = ScriptedHost::new();
    let path = format!("/{}", "x".repeat(107));
    let error = host.listen_unix(path.as_ref(), 0o600).expect_err("108 bytes");
    assert_eq!(error.errno(), Some(nix::libc::ENAMETOOLONG));
}

#[test]
fn ports_and_terminals() {
    let host = ScriptedHost::new();
    let address = "127.0.0.1:5900".parse().expect("address");
    host.taken_port(address);
    assert_eq!(host.listen_tcp(address).expect_err("taken").kind(), ErrorKind::AddrInUse);
    host.listen_tcp("127.0.0.1:5901".parse().expect("address")).expect("free");
    let mut other = host.terminal("/dev/pts/7");
    run(async {
        let mut terminal = host.open_terminal(Path::new("/dev/pts/7")).expect("open");
        other.write_all(b"login:").await.expect("write");
        let mut buffer = [0; 6];
        terminal.read_exact(&mut buffer).await.expect("read");
        drop(other);
        assert_eq!(terminal.read(&mut buffer).await.expect("read"), 0);
    });
    assert!(host.open_terminal(Path::new("/dev/pts/8")).is_err());
}
