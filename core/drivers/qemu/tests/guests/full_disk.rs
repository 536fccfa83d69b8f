//! A disk without space, and one that cannot be written: a clear error, and nothing half done.

use crate::common::*;
use ferrovirt_api::*;
use std::process::Command;

/// A small file system of its own; nothing where this user may not mount one.
struct Mounted(Root);

impl Mounted {
    fn new() -> Option<Mounted> {
        let root = Root::new();
        let mounted = run("mount", &["-t", "tmpfs", "-o", "size=4m", "none", &root.0.display().to_string()]);
        if !mounted {
            println!("skipped: this user may not mount a file system");
        }
        mounted.then_some(Mounted(root))
    }
}

impl Drop for Mounted {
    fn drop(&mut self) {
        run("umount", &["-l", &self.0.0.display().to_string()]);
    }
}

fn run(program: &str, arguments: &[&str]) -> bool {
    Command::new(program).args(arguments).output().is_ok_and(|output| output.status.success())
}

fn files_of_guests(root: &Root) -> Vec<String> {
    let is_ours = |file: &String| {
        file.starts_with("etc/") || (file.starts_with("run/") && !crate::common::is_of_the_driver(file))
    };
    root.files().into_iter().filter(is_ours).collect()
}

#[test]
fn no_space_is_told_and_leaves_nothing() {
    let Some(mounted) = Mounted::new().filter(|_| has_qemu()) else { return };
    let root = &mounted.0;
    let connection = root.open();
    let kept = call(connection.define_domain_xml(&guest("kept", "")));
    let before = files_of_guests(root);
    let filler = root.0.join("filler");
    run("dd", &["if=/dev/zero", &format!("of={}", filler.display()), "bs=4k"]);
    for error in [
        fails(connection.define_domain_xml(&guest("new", ""))),
        fails(connection.create_domain_xml(&guest("new", ""), DomainCreateFlags::empty())),
        fails(kept.create()),
    ] {
        assert_eq!(error.code(), ErrorCode::SystemError, "{}", error.report());
        assert_eq!(error.number(), 28, "{}", error.report());
        assert!(error.object().is_some(), "{}", error.report());
    }
    assert_eq!(files_of_guests(root), before);
    assert_eq!(call(connection.list_all_domains(ListAllDomainsFlags::empty())).len(), 1);
    assert_eq!(root.processes(), Vec::<i32>::new());
    std::fs::remove_file(&filler).expect("removed");
    call(kept.create());
    call(kept.destroy());
}

#[test]
fn a_read_only_root_is_told() {
    let Some(mounted) = Mounted::new().filter(|_| has_qemu()) else { return };
    let root = &mounted.0;
    let path = root.0.display().to_string();
    let connection = root.open();
    let kept = call(connection.define_domain_xml(&guest("kept", "")));
    drop(kept);
    drop(connection);
    assert!(run("mount", &["-o", "remount,ro", &path]));
    let error = fails(Connection::open(&[&ferrovirt_driver_qemu::FACTORY], &root.uri(), OpenOptions::default()));
    assert_eq!((error.code(), error.number()), (ErrorCode::SystemError, 30), "{}", error.report());
    assert!(error.report().contains(&path), "{}", error.report());
    assert!(run("mount", &["-o", "remount,rw", &path]));
    let connection = root.open();
    assert_eq!(call(connection.count_defined_domains()), 1);
}
