//! `<devices>`: which devices a guest can have.

use super::Support;
use crate::element;

/// Which devices a guest can have.
#[element("devices")]
pub struct DevicesCapabilities {
    /// Disks.
    #[xml("disk")]
    pub disk: Option<Support>,
    /// Displays.
    #[xml("graphics")]
    pub graphics: Option<Support>,
    /// Graphics cards.
    #[xml("video")]
    pub video: Option<Support>,
    /// Devices of the host.
    #[xml("hostdev")]
    pub hostdev: Option<Support>,
    /// Random number generators.
    #[xml("rng")]
    pub rng: Option<Support>,
    /// Directories of the host.
    #[xml("filesystem")]
    pub filesystem: Option<Support>,
    /// Trusted platform modules.
    #[xml("tpm")]
    pub tpm: Option<Support>,
    /// Devices of a client.
    #[xml("redirdev")]
    pub redirdev: Option<Support>,
    /// Channels between guest and host.
    #[xml("channel")]
    pub channel: Option<Support>,
    /// Devices for cryptography.
    #[xml("crypto")]
    pub crypto: Option<Support>,
    /// Network interfaces.
    #[xml("interface")]
    pub interface: Option<Support>,
    /// Devices by which a guest says that it panicked.
    #[xml("panic")]
    pub panic: Option<Support>,
}
