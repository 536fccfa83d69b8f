//! Saved states and dumps.

use super::*;

#[test]
fn a_saved_guest_goes_on() {
    let directory = tempfile::tempdir().expect("a temporary directory");
    let file = directory.path().join("saved").display().to_string();
    let (connection, guest) = running("a-saved-guest");
    let events = follow(&connection, guest.uuid());
    done(guest.save(&file));
    assert_eq!(done(guest.state(0)).reason, DomainShutoffReason::Saved.number());
    fails(ErrorCode::OperationInvalid, "not running", guest.save(&file));
    let document = done(connection.save_image_xml_desc(&file, DomainSaveImageXmlFlags::empty()));
    shows(&document, "<name>a-saved-guest</name>");
    hides(&document, "secret");
    shows(&done(connection.save_image_xml_desc(&file, DomainSaveImageXmlFlags::SECURE)), "secret");
    let changed = document.replace("</name>", "</name><title>new</title>");
    done(connection.define_save_image_xml(&file, &changed, DomainSaveRestoreFlags::empty()));
    let other = document.replace("a-saved-guest", "another");
    let refused = connection.define_save_image_xml(&file, &other, DomainSaveRestoreFlags::empty());
    fails(ErrorCode::ConfigUnsupported, "'another'", refused);
    done(connection.restore_domain(&file));
    assert_eq!(done(guest.state(0)).reason, DomainRunningReason::Restored.number());
    shows(&super::document(&guest), "<title>new</title>");
    fails(ErrorCode::OperationInvalid, "already active", connection.restore_domain(&file));
    let told = told(&events);
    assert_eq!(told.len(), 2, "{told:?}");
    assert!(told[0].contains("Stopped/4") && told[1].contains("Started/2"), "{told:?}");
    remove(&guest);
}

#[test]
fn files_that_are_no_saved_state() {
    let directory = tempfile::tempdir().expect("a temporary directory");
    let connection = connect();
    let check = |content: &[u8], words: &str| {
        let file = directory.path().join("file").display().to_string();
        std::fs::write(&file, content).expect("a file");
        fails(ErrorCode::InternalError, words, connection.restore_domain(&file));
    };
    check(b"root:x:0", "mismatched header magic");
    check(b"TestGuestMagic\n\x01", "it ends early");
    check(b"TestGuestMagic\n\xff\xff\xff\xff<domain/>", "it ends early");
    let missing = directory.path().join("missing").display().to_string();
    fails(ErrorCode::SystemError, "cannot read domain image", connection.restore_domain(&missing));
    let flags = DomainSaveImageXmlFlags::empty();
    fails(ErrorCode::SystemError, "cannot read domain image", connection.save_image_xml_desc(&missing, flags));
}

#[test]
fn a_managed_save_is_found_by_the_next_start() {
    let (connection, guest) = running("managed-save");
    assert!(!done(guest.has_managed_save_image(0)));
    done(guest.managed_save(DomainSaveRestoreFlags::empty()));
    assert!(done(guest.has_managed_save_image(0)));
    let saved = done(connection.list_all_domains(ListAllDomainsFlags::MANAGEDSAVE));
    assert!(saved.iter().any(|domain| domain.uuid() == guest.uuid()));
    fails(ErrorCode::OperationInvalid, "not running", guest.managed_save(DomainSaveRestoreFlags::empty()));
    fails(ErrorCode::OperationInvalid, "managed save", guest.undefine());
    done(guest.create());
    assert!(!done(guest.has_managed_save_image(0)));
    done(guest.managed_save(DomainSaveRestoreFlags::PAUSED));
    done(guest.remove_managed_save(0));
    done(guest.remove_managed_save(0));
    assert!(!done(guest.has_managed_save_image(0)));
    remove(&guest);
}

#[test]
fn core_dumps() {
    let directory = tempfile::tempdir().expect("a temporary directory");
    let file = directory.path().join("core").display().to_string();
    let (_connection, guest) = running("core-dumps");
    done(guest.core_dump(&file, DomainCoreDumpFlags::empty()));
    assert!(std::fs::metadata(&file).expect("a dump").len() > 0 && done(guest.is_active()));
    let format = DomainCoreDumpFormat::KdumpZlib;
    let compressed = guest.core_dump_with_format(&file, format, DomainCoreDumpFlags::empty());
    fails(ErrorCode::OperationUnsupported, "kdump-compressed", compressed);
    fails(ErrorCode::InvalidArg, "unsupported flags", guest.core_dump(&file, DomainCoreDumpFlags::LIVE));
    let nowhere = directory.path().join("no/where").display().to_string();
    fails(ErrorCode::SystemError, "coredump", guest.core_dump(&nowhere, DomainCoreDumpFlags::empty()));
    done(guest.core_dump_with_format(&file, DomainCoreDumpFormat::Raw, DomainCoreDumpFlags::CRASH));
    assert_eq!(done(guest.state(0)).reason, DomainShutoffReason::Crashed.number());
    fails(ErrorCode::OperationInvalid, "not running", guest.core_dump(&file, DomainCoreDumpFlags::empty()));
    remove(&guest);
}
