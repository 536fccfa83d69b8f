//! What a guest's devices tell, and what can be done to them.

use crate::common::*;
use ferrovirt::*;

#[test]
fn devices_are_found_by_their_names() {
    let connection = connect();
    let guest = define(&connection, "devices");
    fails(ErrorCode::OperationInvalid, "domain is not running", guest.block_stats("vda"));
    assert_eq!(done(guest.block_info("vda", 0)).capacity, 1 << 40);
    done(guest.create());
    let stats = done(guest.block_stats("vda"));
    assert!(stats.errors == 0 && done(guest.block_stats("/images/devices")).read_bytes >= stats.read_bytes);
    fails(ErrorCode::InvalidArg, "'vdb'", guest.block_stats("vdb"));
    fails(ErrorCode::InvalidArg, "'vdb'", guest.block_info("vdb", 0));
    let live = done(guest.xml_desc(DomainXmlFlags::empty()));
    assert!(live.contains("<target dev='testnet0'/>"), "{live}");
    assert!(!done(guest.xml_desc(DomainXmlFlags::INACTIVE)).contains("testnet0"));
    done(guest.interface_stats("testnet0"));
    done(guest.interface_stats("52:54:00:12:34:56"));
    fails(ErrorCode::InvalidArg, "invalid path, 'eth9' is not a known interface", guest.interface_stats("eth9"));
    let tags: Vec<_> = done(guest.memory_stats(0)).into_iter().map(|stat| (stat.tag, stat.value)).collect();
    assert!(tags.contains(&(DomainMemoryStatTag::ActualBalloon, 64 * 1024)), "{tags:?}");
    done(guest.destroy());
    done(guest.undefine());
}

#[test]
fn processor_time_passes_while_a_guest_runs() {
    let connection = connect();
    let guest = define(&connection, "clock");
    done(guest.create());
    std::thread::sleep(std::time::Duration::from_millis(5));
    let time = || done(guest.info()).cpu_time;
    let first = time();
    assert!(first >= 5_000_000 && time() > first);
    done(guest.suspend());
    let paused = time();
    std::thread::sleep(std::time::Duration::from_millis(5));
    assert_eq!(time(), paused);
    done(guest.resume());
    assert!(time() >= paused);
    done(guest.destroy());
    done(guest.undefine());
}

#[test]
fn a_screen_can_be_seen_and_keys_be_pressed() {
    let connection = connect();
    let guest = define(&connection, "screen");
    fails(ErrorCode::OperationInvalid, "domain is not running", guest.screenshot(0, 0));
    done(guest.create());
    let picture = done(guest.screenshot(0, 0));
    assert_eq!(picture.mime_type, "image/png");
    assert!(done(picture.image.receive_all(1 << 20)).starts_with(b"\x89PNG\r\n\x1a\n"));
    fails(ErrorCode::InvalidArg, "screen 1", guest.screenshot(1, 0));
    done(guest.send_key(KeycodeSet::Linux, 10, &[29, 56, 111], 0));
    fails(ErrorCode::InvalidArg, "0x100", guest.send_key(KeycodeSet::Linux, 10, &[29, 256], 0));
    done(guest.destroy());
    done(guest.undefine());
}

#[test]
fn passwords_are_shown_to_who_asks_for_them() {
    let connection = connect();
    let guest = define(&connection, "secret");
    assert!(!done(guest.xml_desc(DomainXmlFlags::empty())).contains("passwd"));
    assert!(done(guest.xml_desc(DomainXmlFlags::SECURE)).contains("passwd='secret'"));
    let reader = connect_read_only();
    let guest_of_reader = done(reader.lookup_domain_by_name("secret"));
    fails(ErrorCode::OperationDenied, "virDomainGetXMLDesc", guest_of_reader.xml_desc(DomainXmlFlags::SECURE));
    done(guest.undefine());
}
