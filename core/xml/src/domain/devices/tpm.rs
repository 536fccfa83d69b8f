//! `<tpm>`: trusted platform modules.

use super::DeviceInfo;
use crate::scalar::YesNo;
use crate::{element, group, words};
use uuid::Uuid;

words! {
    /// What a trusted platform module is to the guest.
    TpmModel {
        TpmTis "tpm-tis" "A device of the old interface.",
        TpmCrb "tpm-crb" "A device of the new interface.",
        TpmSpapr "tpm-spapr" "POWER's device.",
        SpaprTpmProxy "spapr-tpm-proxy" "A way to the host's module, on POWER.",
    }
}

/// A trusted platform module.
#[element("tpm")]
pub struct Tpm {
    /// What it is to the guest.
    pub model: Option<TpmModel>,
    /// What is behind it.
    pub backend: Option<TpmBackend>,
    /// What all devices have.
    pub info: DeviceInfo,
}

/// What is behind a trusted platform module.
#[element("backend", by = "type")]
pub enum TpmBackend {
    /// The host's module.
    #[xml(since = "1.0.5")]
    Passthrough(TpmPassthrough),
    /// A program of the host.
    #[xml(since = "4.5.0")]
    Emulator(Box<TpmEmulator>),
    /// A program that somebody else runs.
    External(TpmExternal),
}

words! {
    /// A version of the standard.
    TpmVersion {
        V1_2 "1.2" "1.2.",
        V2_0 "2.0" "2.0.",
    }
}

/// The host's module.
#[group]
pub struct TpmPassthrough {
    /// The version of the standard, which the host's module settles.
    pub version: Option<TpmVersion>,
    /// Its path.
    #[xml("device/@path")]
    pub device: Option<String>,
}

/// A program of the host.
#[group]
pub struct TpmEmulator {
    /// The version of the standard.
    pub version: Option<TpmVersion>,
    /// Whether its state stays when the guest is undefined.
    #[xml(since = "7.0.0")]
    pub persistent_state: Option<YesNo>,
    /// How much it logs.
    pub debug: Option<u32>,
    /// The secret that its state is encrypted with.
    #[xml("encryption/@secret", since = "5.6.0")]
    pub encryption_secret: Option<Uuid>,
    /// Which banks of registers are in use.
    #[xml(since = "7.10.0")]
    pub active_pcr_banks: Option<PcrBanks>,
    /// Where its state is.
    pub source: Option<TpmSource>,
    /// What it is to be able to do.
    pub profile: Option<TpmProfile>,
}

/// Banks of registers.
#[element("active_pcr_banks")]
pub struct PcrBanks {
    /// Of SHA-1.
    pub sha1: bool,
    /// Of SHA-256.
    pub sha256: bool,
    /// Of SHA-384.
    pub sha384: bool,
    /// Of SHA-512.
    pub sha512: bool,
}

words! {
    /// What state is kept in.
    TpmSourceType {
        File "file" "A file.",
        Dir "dir" "A directory.",
    }
}

/// Where state is.
#[element("source")]
pub struct TpmSource {
    /// What it is kept in.
    #[xml("@type")]
    pub source_type: Option<TpmSourceType>,
    /// The path.
    pub path: Option<String>,
}

words! {
    /// What becomes of algorithms that are not wanted.
    TpmRemoveDisabled {
        FipsHost "fips-host" "They are removed if the host is in FIPS mode.",
        Check "check" "They are removed if the host's library lacks them.",
    }
}

/// What a module is to be able to do.
#[element("profile")]
pub struct TpmProfile {
    /// The profile that it is made from.
    pub source: Option<String>,
    /// What becomes of algorithms that are not wanted.
    #[xml("@removeDisabled")]
    pub remove_disabled: Option<TpmRemoveDisabled>,
    /// The profile that was made.
    pub name: Option<String>,
}

/// A program that somebody else runs.
#[group]
pub struct TpmExternal {
    /// Its socket.
    #[xml("source")]
    pub source: Option<TpmSocket>,
}

words! {
    /// Which end of a socket.
    TpmSocketMode {
        Connect "connect" "The one that calls.",
    }
}

/// A program's socket.
#[element("source")]
pub struct TpmSocket {
    /// The kind of socket.
    #[xml("@type")]
    pub source_type: Option<super::disk_source::SocketType>,
    /// Its path.
    pub path: Option<String>,
    /// Which end the emulator is.
    pub mode: Option<TpmSocketMode>,
}
