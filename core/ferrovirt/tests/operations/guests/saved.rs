//! States of guests in files.

use super::*;
use ErrorCode as E;

const NONE: DomainSaveRestoreFlags = DomainSaveRestoreFlags::empty();

/// Calls with the path of a file that nobody else has.
fn file<T>(call: impl FnOnce(&str) -> T) -> T {
    let directory = tempfile::tempdir().expect("a temporary directory");
    call(&directory.path().join("state").display().to_string())
}

/// Calls with a file that holds the state of a guest, which is off.
fn saved<T>(connection: &Connection, call: impl FnOnce(&Domain, &str) -> T) -> T {
    file(|file| {
        running(connection, |guest| {
            done(guest.save_flags(file, None, NONE));
            call(guest, file)
        })
    })
}

/// Of saved states.
pub const CASES: &[Case] = &[
    double(
        "virDomainSaveFlags",
        |connection| {
            saved(connection, |guest, _| assert!(!done(guest.is_active())));
            file(|file| running(connection, |guest| done(guest.save(file))));
        },
        E::OperationInvalid,
        |connection| file(|file| with(connection, |guest| tried(guest.save_flags(file, None, NONE)))),
    )
    .also(&["virDomainSave"]),
    double(
        "virDomainRestoreFlags",
        |connection| {
            saved(connection, |guest, file| {
                done(connection.restore_domain_flags(file, None, NONE));
                assert!(done(guest.is_active()));
            });
            saved(connection, |_, file| done(connection.restore_domain(file)));
        },
        E::SystemError,
        |connection| file(|file| tried(connection.restore_domain(file))),
    )
    .also(&["virDomainRestore"]),
    double(
        "virDomainSaveImageGetXMLDesc",
        |connection| {
            saved(connection, |guest, file| {
                let text = done(connection.save_image_xml_desc(file, DomainSaveImageXmlFlags::empty()));
                shows(&text, &format!("<name>{}</name>", guest.name()));
            });
        },
        E::SystemError,
        |connection| file(|file| tried(connection.save_image_xml_desc(file, DomainSaveImageXmlFlags::empty()))),
    ),
    double(
        "virDomainSaveImageDefineXML",
        |connection| {
            saved(connection, |_, file| {
                let flags = DomainSaveImageXmlFlags::SECURE;
                let text = done(connection.save_image_xml_desc(file, flags));
                let text = text.replace("<devices>", "<description>edited</description><devices>");
                let at = text.replace("<os>", "<title>edited</title><os>");
                done(connection.define_save_image_xml(file, &at, NONE));
                shows(&done(connection.save_image_xml_desc(file, flags)), "edited");
            });
        },
        E::XmlDetail,
        |connection| saved(connection, |_, file| tried(connection.define_save_image_xml(file, "<domain>", NONE))),
    ),
    double(
        "virDomainManagedSave",
        |connection| {
            running(connection, |guest| {
                done(guest.managed_save(NONE));
                assert!(done(guest.has_managed_save_image(0)) && !done(guest.is_active()));
            });
        },
        E::OperationInvalid,
        |connection| with(connection, |guest| tried(guest.managed_save(NONE))),
    ),
    case(
        "virDomainHasManagedSaveImage",
        |connection| with(connection, |guest| assert!(!done(guest.has_managed_save_image(0)))),
        E::NoDomain,
        |connection| tried(gone(connection).has_managed_save_image(0)),
    ),
    double(
        "virDomainManagedSaveRemove",
        |connection| {
            running(connection, |guest| {
                done(guest.managed_save(NONE));
                done(guest.remove_managed_save(0));
                assert!(!done(guest.has_managed_save_image(0)));
            });
        },
        E::NoDomain,
        |connection| tried(gone(connection).remove_managed_save(0)),
    ),
    double(
        "virDomainCoreDump",
        |connection| {
            file(|file| {
                running(connection, |guest| done(guest.core_dump(file, DomainCoreDumpFlags::empty())));
                assert!(std::fs::metadata(file).expect("a dump").len() > 0);
            });
        },
        E::OperationInvalid,
        |connection| file(|file| with(connection, |guest| tried(guest.core_dump(file, DomainCoreDumpFlags::empty())))),
    ),
    double(
        "virDomainCoreDumpWithFormat",
        |connection| {
            let format = DomainCoreDumpFormat::Raw;
            file(|file| {
                running(connection, |guest| {
                    done(guest.core_dump_with_format(file, format, DomainCoreDumpFlags::CRASH));
                    assert!(!done(guest.is_active()));
                });
            });
        },
        E::OperationUnsupported,
        |connection| {
            let (format, flags) = (DomainCoreDumpFormat::KdumpZlib, DomainCoreDumpFlags::empty());
            file(|file| running(connection, |guest| tried(guest.core_dump_with_format(file, format, flags))))
        },
    ),
];
