//! Files and directories, attacks by symbolic links among them.

use std::fs;
use std::io::{ErrorKind, Write};
use std::os::unix::fs::{FileTypeExt, MetadataExt, PermissionsExt, chown, symlink};
use std::path::Path;

use ferrovirt_host::{Access, DenialReason, FileKind, OpenMode};
use nix::libc;

use crate::{directory, host};

fn mode(path: &Path) -> u32 {
    fs::symlink_metadata(path).expect("status").mode() & 0o7777
}

fn names(path: &Path) -> Vec<String> {
    let entries = host().files().list(path).expect("list");
    entries.into_iter().map(|entry| entry.name.into_string().expect("text")).collect()
}

#[test]
fn reading_is_limited() {
    let (directory, host) = (directory(), host());
    let path = directory.path().join("file");
    fs::write(&path, "0123456789").expect("write");
    assert_eq!(host.files().read(&path, 10).expect("read"), b"0123456789");
    assert_eq!(host.files().read(&path, 9).expect_err("too long").errno(), Some(libc::EFBIG));
    assert_eq!(host.files().read_tail(&path, 3).expect("read"), b"789");
    assert_eq!(host.files().read_tail(&path, 99).expect("read"), b"0123456789");
    let error = host.files().read(&directory.path().join("missing"), 1).expect_err("missing");
    assert!(error.is_not_found());
    assert_eq!(host.files().read(directory.path(), 1).expect_err("a directory").kind(), ErrorKind::IsADirectory);
}

#[test]
fn a_fifo_is_not_waited_for() {
    let directory = directory();
    let path = directory.path().join("fifo");
    nix::unistd::mkfifo(&path, nix::sys::stat::Mode::S_IRWXU).expect("fifo");
    assert_eq!(host().files().read(&path, 10).expect("read"), b"");
}

#[test]
fn writing_replaces_at_once() {
    let (directory, host) = (directory(), host());
    let path = directory.path().join("file");
    host.files().write_durable(&path, b"one", 0o640).expect("write");
    assert_eq!((fs::read(&path).expect("read"), mode(&path)), (b"one".to_vec(), 0o640));
    let before = fs::metadata(&path).expect("status").ino();
    host.files().write_atomic(&path, b"two", 0o600).expect("write");
    assert_eq!((fs::read(&path).expect("read"), mode(&path)), (b"two".to_vec(), 0o600));
    assert_ne!(fs::metadata(&path).expect("status").ino(), before);
    assert_eq!(names(directory.path()), ["file"]);
}

#[test]
fn a_failed_write_leaves_nothing() {
    let (directory, host) = (directory(), host());
    let path = directory.path().join("taken");
    fs::create_dir(&path).expect("directory");
    assert_eq!(host.files().write_durable(&path, b"", 0o600).expect_err("a directory").kind(), ErrorKind::IsADirectory);
    assert_eq!(names(directory.path()), ["taken"]);
}

#[test]
fn old_temporaries_are_swept() {
    let (directory, host) = (directory(), host());
    let fresh = directory.path().join(".ferrovirt-0123456789abcdef.tmp");
    let stale = directory.path().join(".ferrovirt-0000000000000000.tmp");
    for path in [&fresh, &stale, &directory.path().join("other.tmp")] {
        fs::write(path, "").expect("write");
    }
    let old = std::time::SystemTime::now() - std::time::Duration::from_secs(3600);
    fs::File::options().write(true).open(&stale).and_then(|file| file.set_modified(old)).expect("time");
    let sweep = |least_age| host.files().sweep_temporaries(directory.path(), least_age).expect("sweep");
    assert_eq!(sweep(std::time::Duration::from_secs(600)), 1);
    assert!(fresh.exists() && !stale.exists());
    assert_eq!(sweep(std::time::Duration::ZERO), 1);
    assert_eq!(names(directory.path()), ["other.tmp"]);
}

#[test]
fn a_link_as_the_last_component_is_never_followed() {
    let (directory, host) = (directory(), host());
    let (victim, link) = (directory.path().join("victim"), directory.path().join("link"));
    fs::write(&victim, "mine").expect("write");
    fs::set_permissions(&victim, fs::Permissions::from_mode(0o600)).expect("mode");
    symlink(&victim, &link).expect("link");
    let files = host.files();
    assert_eq!(files.open(&link, OpenMode::Truncate(0o600)).expect_err("a link").errno(), Some(libc::ELOOP));
    assert_eq!(files.open(&link, OpenMode::Append(0o600)).expect_err("a link").errno(), Some(libc::ELOOP));
    assert_eq!(files.open(&link, OpenMode::CreateNew(0o600)).expect_err("a link").errno(), Some(libc::EEXIST));
    assert_eq!(files.set_mode(&link, 0o666).expect_err("a link").errno(), Some(libc::ELOOP));
    assert_eq!(files.lock_file(&link).expect_err("a link").errno(), Some(libc::ELOOP));
    assert!(files.lock_state(&link).is_err());
    assert!(files.copy(&victim, &link, 0o600).is_err());
    files.write_atomic(&link, b"new", 0o600).expect("write");
    assert_eq!((fs::read(&victim).expect("read"), mode(&victim)), (b"mine".to_vec(), 0o600));
    assert_eq!(files.link_status(&link).expect("status").kind, FileKind::File);
}

#[test]
fn a_dangling_link_creates_nothing() {
    let (directory, host) = (directory(), host());
    let (target, link) = (directory.path().join("target"), directory.path().join("link"));
    symlink(&target, &link).expect("link");
    assert!(host.files().open(&link, OpenMode::Append(0o600)).is_err());
    assert!(host.files().create_directories(&link.join("below"), 0o700).is_err());
    assert!(!target.exists());
}

#[test]
fn own_links_on_the_way_are_followed_and_foreign_ones_not() {
    let (directory, host) = (directory(), host());
    let (real, link) = (directory.path().join("real"), directory.path().join("link"));
    fs::create_dir(&real).expect("directory");
    symlink("real", &link).expect("link");
    host.files().write_atomic(&link.join("a"), b"", 0o600).expect("our own link");
    assert_eq!(names(&real), ["a"]);
    // As if every user could have placed the link.
    fs::set_permissions(directory.path(), fs::Permissions::from_mode(0o777)).expect("mode");
    let error = host.files().write_atomic(&link.join("b"), b"", 0o600).expect_err("anybody's link");
    assert_eq!(error.errno(), Some(libc::ELOOP));
    assert!(error.hint().is_some());
    assert!(host.files().remove_file(&link.join("a")).is_err());
    assert!(host.files().remove_tree(&link.join("a")).is_err());
    assert!(host.files().set_owner(&link.join("a"), Some(0), None).is_err());
    assert!(host.files().create_directories(&link.join("c"), 0o700).is_err());
    fs::set_permissions(directory.path(), fs::Permissions::from_mode(0o700)).expect("mode");
    if nix::unistd::geteuid().is_root() {
        // As if a guest's user owned the directory.
        chown(directory.path(), Some(12345), None).expect("owner");
        let error = host.files().write_atomic(&link.join("b"), b"", 0o600).expect_err("a guest's link");
        assert_eq!(error.errno(), Some(libc::ELOOP));
    }
    assert_eq!(names(&real), ["a"]);
}

#[test]
fn links_in_a_circle_end() {
    let (directory, host) = (directory(), host());
    symlink("b", directory.path().join("a")).expect("link");
    symlink("a", directory.path().join("b")).expect("link");
    let error = host.files().write_atomic(&directory.path().join("a/file"), b"", 0o600).expect_err("a circle");
    assert_eq!(error.errno(), Some(libc::ELOOP));
}

#[test]
fn a_tree_is_removed_and_what_its_links_lead_to_stays() {
    let (directory, host) = (directory(), host());
    let (outside, tree) = (directory.path().join("outside"), directory.path().join("tree"));
    fs::create_dir_all(tree.join("a/b")).expect("directories");
    fs::create_dir(&outside).expect("directory");
    fs::write(outside.join("kept"), "").expect("write");
    for number in 0..300 {
        fs::write(tree.join(format!("a/{number}")), "").expect("write");
    }
    symlink(&outside, tree.join("a/b/link")).expect("link");
    symlink(&outside, directory.path().join("link")).expect("link");
    assert!(host.files().remove_tree(&tree).expect("remove"));
    assert!(!host.files().remove_tree(&tree).expect("remove"));
    assert!(!host.files().remove_tree(&tree.join("below")).expect("remove"));
    let error = host.files().remove_tree(&directory.path().join("link")).expect_err("a link");
    assert_eq!(error.kind(), ErrorKind::NotADirectory);
    assert_eq!(names(&outside), ["kept"]);
}

#[test]
fn directories_get_their_mode() {
    let (directory, host) = (directory(), host());
    let path = directory.path().join("a/b/c");
    host.files().create_directories(&path, 0o700).expect("create");
    host.files().create_directories(&path, 0o755).expect("exists");
    assert_eq!([mode(&directory.path().join("a")), mode(&path)], [0o700, 0o700]);
    let shared = directory.path().join("shared");
    host.files().create_directories(&shared, 0o777).expect("create");
    assert_eq!(mode(&shared), 0o777);
    fs::write(directory.path().join("file"), "").expect("write");
    let error = host.files().create_directories(&directory.path().join("file/x"), 0o700).expect_err("a file");
    assert_eq!(error.kind(), ErrorKind::NotADirectory);
}

#[test]
fn opened_files() {
    let (directory, host) = (directory(), host());
    let path = directory.path().join("log");
    for text in ["one ", "two"] {
        let file = host.files().open(&path, OpenMode::Append(0o644)).expect("open");
        fs::File::from(file).write_all(text.as_bytes()).expect("write");
    }
    assert_eq!((fs::read_to_string(&path).expect("read"), mode(&path)), ("one two".to_owned(), 0o644));
    drop(host.files().open(&path, OpenMode::Truncate(0o600)).expect("open"));
    assert_eq!(fs::read(&path).expect("read"), b"");
    assert!(host.files().open(&path, OpenMode::CreateNew(0o600)).is_err());
    assert!(host.files().open(&directory.path().join("none"), OpenMode::ReadWrite).expect_err("none").is_not_found());
}

#[test]
fn removing_and_renaming() {
    let (directory, host) = (directory(), host());
    let (a, b) = (directory.path().join("a"), directory.path().join("b"));
    fs::write(&a, "").expect("write");
    host.files().rename(&a, &b).expect("rename");
    host.files().sync_directory(directory.path()).expect("sync");
    assert_eq!(names(directory.path()), ["b"]);
    assert!(host.files().remove_file(&a).expect_err("gone").is_not_found());
    assert!(!host.files().remove_file_if_exists(&a).expect("missing is fine"));
    assert!(host.files().remove_file_if_exists(&b).expect("remove"));
    assert!(!host.files().exists(&b).expect("exists"));
    host.files().create_link(Path::new("b"), &a).expect("link");
    assert_eq!(host.files().read_link(&a).expect("read link"), Path::new("b"));
}

#[test]
fn a_status() {
    let (directory, host) = (directory(), host());
    let path = directory.path().join("file");
    fs::write(&path, "12345").expect("write");
    let status = host.files().status(&path).expect("status");
    let metadata = fs::metadata(&path).expect("status");
    assert_eq!((status.kind, status.size, status.inode), (FileKind::File, 5, metadata.ino()));
    assert_eq!(status.modified, (metadata.mtime(), metadata.mtime_nsec() as u32));
    assert_eq!(host.files().status(Path::new("/dev/null")).expect("status").kind, FileKind::CharacterDevice);
    let space = host.files().space(&path).expect("space");
    assert!(space.total >= space.free && space.free >= space.available);
}

#[test]
fn a_copy_keeps_content_and_holes() {
    let (directory, host) = (directory(), host());
    let (from, to) = (directory.path().join("from"), directory.path().join("to"));
    let mut file = fs::File::create(&from).expect("create");
    file.write_all(b"start").expect("write");
    file.set_len(64 << 20).expect("length");
    std::os::unix::fs::FileExt::write_all_at(&file, b"end", (64 << 20) - 3).expect("write");
    assert_eq!(host.files().copy(&from, &to, 0o640).expect("copy"), 64 << 20);
    let content = fs::read(&to).expect("read");
    assert_eq!((&content[..5], &content[content.len() - 3..], content.len()), (&b"start"[..], &b"end"[..], 64 << 20));
    assert!(content[5..content.len() - 3].iter().all(|byte| *byte == 0));
    assert_eq!(mode(&to), 0o640);
    assert!(host.files().status(&to).expect("status").allocated < 1 << 20);
    assert_eq!(host.files().copy(&from, &to, 0o600).expect_err("exists").kind(), ErrorKind::AlreadyExists);
    assert!(host.files().copy(directory.path(), &directory.path().join("x"), 0o600).is_err());
}

#[test]
fn modes_and_owners() {
    let (directory, host) = (directory(), host());
    let path = directory.path().join("socket");
    let _listener = std::os::unix::net::UnixListener::bind(&path).expect("bind");
    host.files().set_mode(&path, 0o606).expect("mode");
    assert!(fs::symlink_metadata(&path).expect("status").file_type().is_socket());
    assert_eq!(mode(&path), 0o606);
    host.files().set_owner(&path, None, Some(nix::unistd::getegid().as_raw())).expect("owner");
}

#[test]
fn denials_are_explained() {
    let (directory, host) = (directory(), host());
    let check = |path: &Path, access, expected: Option<(&Path, DenialReason)>| {
        let denial = host.files().explain_access(path, access).expect("explain");
        assert_eq!(denial.as_ref().map(|denial| (denial.path.as_path(), denial.reason)), expected);
    };
    let (file, missing) = (directory.path().join("file"), directory.path().join("missing"));
    fs::write(&file, "").expect("write");
    check(&file, Access::Write, None);
    check(&missing, Access::Write, None);
    check(&missing, Access::Read, Some((&missing, DenialReason::Missing)));
    check(&missing.join("x"), Access::Write, Some((&missing, DenialReason::Missing)));
    check(&file.join("x"), Access::Read, Some((&file, DenialReason::NotADirectory)));
    check(&file, Access::Execute, Some((&file, DenialReason::NoExecute)));
    let (link, below) = (directory.path().join("link"), directory.path().join("below"));
    symlink("missing", &link).expect("link");
    symlink("file/x", &below).expect("link");
    check(&link, Access::Read, Some((&link, DenialReason::BrokenLink)));
    check(&below, Access::Read, Some((&file, DenialReason::NotADirectory)));
    symlink("circle", directory.path().join("circle")).expect("link");
    let circle = directory.path().join("circle");
    check(&circle, Access::Read, Some((&circle, DenialReason::BrokenLink)));
    if !nix::unistd::geteuid().is_root() {
        fs::set_permissions(&file, fs::Permissions::from_mode(0o400)).expect("mode");
        check(&file, Access::Write, Some((&file, DenialReason::NoWrite)));
    }
}
