//! File locks without children (with children: see `processes`).

use std::fs;

use ferrovirt_host::LockState;

use crate::{directory, host};

#[test]
fn one_holder_at_a_time() {
    let (directory, host) = (directory(), host());
    let path = directory.path().join("lock");
    assert_eq!(host.files().lock_state(&path).expect("state"), LockState::Free);
    let lock = host.files().lock_file(&path).expect("lock").expect("free");
    assert_eq!(lock.path(), path);
    assert!(host.files().lock_file(&path).expect("lock").is_none());
    assert_eq!(host.files().lock_state(&path).expect("state"), LockState::Held(None));
    drop(lock);
    assert!(!host.files().is_locked(&path).expect("state"));
}

#[test]
fn what_an_earlier_holder_wrote_does_not_count() {
    let (directory, host) = (directory(), host());
    let path = directory.path().join("lock");
    fs::write(&path, "1\n").expect("write");
    assert_eq!(host.files().lock_state(&path).expect("state"), LockState::Free);
    let _lock = host.files().lock_file(&path).expect("lock").expect("free");
    assert_eq!(host.files().lock_state(&path).expect("state"), LockState::Held(None));
    fs::write(&path, "-7 nonsense").expect("write");
    assert_eq!(host.files().lock_state(&path).expect("state"), LockState::Held(None));
}

#[test]
fn a_removed_lock_file_is_another_lock() {
    let (directory, host) = (directory(), host());
    let path = directory.path().join("lock");
    let _first = host.files().lock_file(&path).expect("lock").expect("free");
    fs::remove_file(&path).expect("remove");
    assert!(host.files().lock_file(&path).expect("lock").is_some());
}

#[test]
fn looking_does_not_disturb_taking() {
    let (directory, host) = (directory(), host());
    let path = directory.path().join("lock");
    fs::write(&path, "").expect("write");
    std::thread::scope(|scope| {
        let looking = scope.spawn(|| {
            for _ in 0..2000 {
                let _ = host.files().lock_state(&path).expect("state");
            }
        });
        while !looking.is_finished() {
            assert!(host.files().lock_file(&path).expect("lock").is_some());
        }
    });
}
