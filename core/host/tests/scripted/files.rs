//! Stated files, links, denials, failures and locks.

use std::fs::File;
use std::io::{ErrorKind, Read, Write};
use std::path::Path;
use std::time::Duration;

use ferrovirt_host::scripted::{Operation, ScriptedHost};
use ferrovirt_host::{Access, DenialReason, FileKind, Files, LockState, OpenMode, Space};
use nix::libc;

fn path(text: &str) -> &Path {
    Path::new(text)
}

#[test]
fn files_are_read_and_replaced() {
    let host = ScriptedHost::new();
    host.file("/etc/a", "0123456789");
    assert_eq!(host.read(path("/etc/a"), 10).expect("read"), b"0123456789");
    assert_eq!(host.read(path("/etc/a"), 9).expect_err("too long").errno(), Some(libc::EFBIG));
    assert_eq!(host.read_tail(path("/etc/a"), 2).expect("read"), b"89");
    host.write_durable(path("/etc/a"), b"new", 0o600).expect("write");
    assert_eq!((host.content("/etc/a"), host.mode("/etc/a")), (Some(b"new".to_vec()), Some(0o600)));
    let error = host.write_atomic(path("/none/a"), b"", 0o600).expect_err("no directory");
    assert_eq!(error.to_string(), "cannot write '/none/a': No such file or directory (os error 2)");
    assert_eq!(host.write_atomic(path("/etc"), b"", 0o600).expect_err("directory").kind(), ErrorKind::IsADirectory);
}

#[test]
fn a_stated_failure_happens_once_and_does_nothing() {
    let host = ScriptedHost::new();
    host.file("/a", "old").fail(Operation::WriteDurable, 2, libc::ENOSPC);
    host.write_durable(path("/a"), b"one", 0o600).expect("the first");
    let error = host.write_durable(path("/a"), b"two", 0o600).expect_err("the second");
    assert_eq!((error.kind(), error.path()), (ErrorKind::StorageFull, Some(path("/a"))));
    assert_eq!(host.content("/a"), Some(b"one".to_vec()));
    host.write_durable(path("/a"), b"three", 0o600).expect("the third");
    assert_eq!(host.transcript(), ["WriteDurable /a"; 3]);
    host.forget_calls().fail_call(2, libc::EIO);
    host.list(path("/")).expect("the first");
    assert_eq!(host.status(path("/a")).expect_err("the second of all").errno(), Some(libc::EIO));
    host.fail_from(1, libc::EROFS);
    assert!(host.list(path("/")).is_err() && host.status(path("/a")).is_err());
    host.heal().status(path("/a")).expect("healed");
}

#[test]
fn links_are_followed_to_read_and_not_to_write() {
    let host = ScriptedHost::new();
    host.file("/data/real", "x")
        .link("/etc/link", "../data/real")
        .link("/etc/circle", "circle")
        .link("/short", "/data");
    assert_eq!(host.read(path("/etc/link"), 9).expect("read"), b"x");
    assert_eq!(host.read(path("/short/real"), 9).expect("read"), b"x");
    assert_eq!(host.read(path("/etc/circle"), 9).expect_err("circle").errno(), Some(libc::ELOOP));
    assert_eq!(host.canonical_path(path("/short/../data/./real")).expect("path"), path("/data/real"));
    assert_eq!(host.set_mode(path("/etc/link"), 0).expect_err("link").errno(), Some(libc::ELOOP));
    host.write_atomic(path("/etc/link"), b"y", 0o600).expect("write");
    assert_eq!(host.content("/data/real"), Some(b"x".to_vec()));
    host.create_link(path("real"), path("/data/other")).expect("link");
    assert_eq!(host.read_link(path("/data/other")).expect("link"), path("real"));
    assert_eq!(host.link_status(path("/data/other")).expect("status").kind, FileKind::Link);
}

#[test]
fn directories_come_and_go() {
    let host = ScriptedHost::new();
    host.create_directories(path("/a/b/c"), 0o700).expect("create");
    host.write_atomic(path("/a/b/c/file"), b"", 0o600).expect("write");
    assert_eq!(host.paths_below("/a"), [path("/a/b"), path("/a/b/c"), path("/a/b/c/file")]);
    assert_eq!(host.remove_directory(path("/a/b")).expect_err("full").kind(), ErrorKind::DirectoryNotEmpty);
    host.rename(path("/a/b"), path("/moved")).expect("rename");
    assert_eq!(host.paths_below("/moved"), [path("/moved/c"), path("/moved/c/file")]);
    assert!(host.rename(path("/moved"), path("/moved/c/d")).is_err());
    assert!(host.remove_tree(path("/moved")).expect("remove"));
    assert!(!host.remove_tree(path("/moved")).expect("remove"));
    assert!(!host.remove_file_if_exists(path("/moved")).expect("remove"));
    assert!(host.remove_file(path("/moved")).expect_err("none").is_not_found());
    assert_eq!(host.paths_below("/"), [path("/a")]);
}

#[test]
fn open_files_are_the_stated_ones() {
    let host = ScriptedHost::new();
    for text in ["one ", "two"] {
        let file = host.open(path("/log"), OpenMode::Append(0o640)).expect("open");
        File::from(file).write_all(text.as_bytes()).expect("write");
    }
    assert_eq!((host.content("/log"), host.mode("/log")), (Some(b"one two".to_vec()), Some(0o640)));
    let mut text = String::new();
    File::from(host.open(path("/log"), OpenMode::Read).expect("open")).read_to_string(&mut text).expect("read");
    assert_eq!(text, "one two");
    assert_eq!(host.status(path("/log")).expect("status").size, 7);
    drop(host.open(path("/log"), OpenMode::Truncate(0)).expect("open"));
    assert_eq!(host.content("/log"), Some(Vec::new()));
    assert_eq!(host.open(path("/log"), OpenMode::CreateNew(0)).expect_err("exists").kind(), ErrorKind::AlreadyExists);
    assert!(host.open(path("/none"), OpenMode::ReadWrite).expect_err("none").is_not_found());
}

#[test]
fn denials_deny_and_are_explained() {
    let host = ScriptedHost::new();
    host.file("/ro/file", "").file("/closed/file", "").file("/secret", "").file("/fixed", "");
    host.deny("/ro", DenialReason::ReadOnly).deny("/closed", DenialReason::NoSearch);
    host.deny("/secret", DenialReason::NoRead).deny("/fixed", DenialReason::NoWrite);
    let errno = |error: ferrovirt_host::HostError| error.errno();
    assert_eq!(host.write_atomic(path("/ro/new"), b"", 0).map_err(errno), Err(Some(libc::EROFS)));
    assert_eq!(host.read(path("/closed/file"), 9).map_err(errno), Err(Some(libc::EACCES)));
    assert_eq!(host.read(path("/secret"), 9).map_err(errno), Err(Some(libc::EACCES)));
    let check = |text: &str, access, expected: Option<(&str, DenialReason)>| {
        let denial = host.explain_access(path(text), access).expect("explain");
        let denial = denial.as_ref().map(|denial| (denial.path.to_str().expect("text"), denial.reason));
        assert_eq!(denial, expected, "{text}");
    };
    check("/ro/file", Access::Read, None);
    check("/ro/file", Access::Write, Some(("/ro/file", DenialReason::ReadOnly)));
    check("/ro/new", Access::Write, Some(("/ro", DenialReason::ReadOnly)));
    check("/closed/file", Access::Read, Some(("/closed", DenialReason::NoSearch)));
    check("/secret", Access::Read, Some(("/secret", DenialReason::NoRead)));
    check("/fixed", Access::Write, Some(("/fixed", DenialReason::NoWrite)));
    check("/fixed/x", Access::Read, Some(("/fixed", DenialReason::NotADirectory)));
    check("/none/x", Access::Write, Some(("/none", DenialReason::Missing)));
    check("/new", Access::Write, None);
    check("/fixed", Access::Execute, Some(("/fixed", DenialReason::NoExecute)));
}

#[test]
fn attributes_and_time() {
    let host = ScriptedHost::new();
    host.file("/a", "12345").block_device("/dev/sda", 1 << 30);
    host.advance(Duration::from_millis(1500));
    host.copy(path("/a"), path("/b"), 0o600).expect("copy");
    let (a, b) = (host.status(path("/a")).expect("status"), host.status(path("/b")).expect("status"));
    assert_eq!((b.modified.0 - a.modified.0, b.modified.1, b.size), (1, 500_000_000, 5));
    assert_ne!(a.inode, b.inode);
    host.set_owner(path("/b"), Some(7), None).expect("owner");
    host.set_mode(path("/b"), 0o640).expect("mode");
    let status = host.status(path("/b")).expect("status");
    assert_eq!((status.uid, status.gid, status.mode), (7, 0, 0o640));
    assert_eq!(host.status(path("/dev/sda")).expect("status").kind, FileKind::BlockDevice);
    let space = Space { total: 3, free: 2, available: 1 };
    host.has_space(space);
    assert_eq!(host.space(path("/a")).expect("space"), space);
}

#[test]
fn one_holder_at_a_time() {
    let host = ScriptedHost::new();
    let lock = host.lock_file(path("/lock")).expect("lock").expect("free");
    assert!(host.lock_file(path("/lock")).expect("lock").is_none());
    assert_eq!(host.lock_state(path("/lock")).expect("state"), LockState::Held(None));
    drop(lock);
    assert!(!host.is_locked(path("/lock")).expect("state"));
    let first = host.lock_file(path("/lock")).expect("lock").expect("free");
    host.remove_file(path("/lock")).expect("remove");
    let _second = host.lock_file(path("/lock")).expect("lock").expect("another file");
    drop(first);
    assert!(host.is_locked(path("/lock")).expect("state"));
}
