//! Secrets.

use super::*;

/// A secret for a use of its own, with these attributes.
pub fn defined(connection: &Connection, attributes: &str) -> Secret {
    let document = format!("<secret {attributes}><usage type='ceph'><name>{}</name></usage></secret>", fresh());
    done(connection.define_secret_xml(&document, SecretDefineFlags::empty()))
}

fn with<T>(connection: &Connection, attributes: &str, call: impl FnOnce(&Secret) -> T) -> T {
    let secret = defined(connection, attributes);
    let answer = call(&secret);
    done(secret.undefine());
    answer
}

fn gone(connection: &Connection) -> Secret {
    with(connection, "", Secret::clone)
}

/// Of secrets.
pub const CASES: &[Case] = &[
    Case {
        operation: "virConnectListAllSecrets",
        good: |connection| {
            use ListAllSecretsFlags as F;
            with(connection, "ephemeral='yes'", |secret| {
                let has = |flags| done(connection.list_all_secrets(flags)).contains(secret);
                assert!(has(F::empty()) && has(F::EPHEMERAL | F::NO_PRIVATE) && !has(F::NO_EPHEMERAL | F::NO_PRIVATE));
                assert!(!has(F::PRIVATE));
                assert!(done(connection.list_secret_uuids()).contains(&secret.uuid()));
                assert!(done(connection.count_secrets()) >= 1);
            });
        },
        bad: |_| tried(closed().list_all_secrets(ListAllSecretsFlags::empty())),
        code: ErrorCode::InvalidConn,
    },
    Case {
        operation: "virSecretLookupByUUID",
        good: |connection| {
            with(connection, "", |secret| assert_eq!(done(connection.lookup_secret_by_uuid(secret.uuid())), *secret))
        },
        bad: |connection| tried(connection.lookup_secret_by_uuid(Uuid::new_v4())),
        code: ErrorCode::NoSecret,
    },
    Case {
        operation: "virSecretLookupByUsage",
        good: |connection| {
            with(connection, "", |secret| {
                let found = done(connection.lookup_secret_by_usage(SecretUsageType::Ceph, secret.usage_id()));
                assert_eq!(found, *secret);
            });
        },
        bad: |connection| {
            // The same name for another kind of use is another use.
            with(connection, "", |secret| {
                tried(connection.lookup_secret_by_usage(SecretUsageType::Tls, secret.usage_id()))
            })
        },
        code: ErrorCode::NoSecret,
    },
    Case {
        operation: "virSecretDefineXML",
        good: |connection| {
            with(connection, "private='yes'", |secret| {
                done(secret.set_value(b"kept", 0));
                let text = done(secret.xml_desc(0));
                done(connection.define_secret_xml(&text, SecretDefineFlags::VALIDATE));
                let public = text.replace("private='yes'", "private='no'");
                let flags = SecretDefineFlags::empty();
                fails(ErrorCode::OperationInvalid, "private", connection.define_secret_xml(&public, flags));
            });
        },
        bad: |connection| {
            with(connection, "", |secret| {
                let usage = format!("<usage type='ceph'><name>{}</name></usage>", secret.usage_id());
                let document = format!("<secret>{usage}</secret>");
                tried(connection.define_secret_xml(&document, SecretDefineFlags::empty()))
            })
        },
        code: ErrorCode::InternalError,
    },
    Case {
        operation: "virSecretGetXMLDesc",
        good: |connection| {
            with(connection, "", |secret| {
                holds(&done(secret.xml_desc(0)), &format!("<name>{}</name>", secret.usage_id()));
            });
        },
        bad: |connection| tried(gone(connection).xml_desc(0)),
        code: ErrorCode::NoSecret,
    },
    Case {
        operation: "virSecretSetValue",
        good: |connection| {
            with(connection, "", |secret| {
                done(secret.set_value(b"first", 0));
                done(secret.set_value(b"second", 0));
                assert_eq!(done(secret.value(0)), b"second");
            });
        },
        bad: |connection| with(connection, "", |secret| tried(secret.set_value(&[0; 65537], 0))),
        code: ErrorCode::InvalidArg,
    },
    Case {
        operation: "virSecretGetValue",
        good: |connection| {
            with(connection, "", |secret| {
                fails(ErrorCode::NoSecret, "does not have a value", secret.value(0));
                done(secret.set_value(&[0, 1, 255], 0));
                assert_eq!(done(secret.value(0)), [0, 1, 255]);
            });
        },
        bad: |connection| {
            with(connection, "private='yes'", |secret| {
                done(secret.set_value(b"hidden", 0));
                tried(secret.value(0))
            })
        },
        code: ErrorCode::InvalidSecret,
    },
    Case {
        operation: "virSecretUndefine",
        good: |connection| {
            fails(ErrorCode::NoSecret, "", connection.lookup_secret_by_uuid(gone(connection).uuid()));
        },
        bad: |connection| tried(gone(connection).undefine()),
        code: ErrorCode::NoSecret,
    },
];
