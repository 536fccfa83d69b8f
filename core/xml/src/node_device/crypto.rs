//! Cryptographic adapters of s390.

use super::mdev::MdevTypes;
use crate::scalar::Hex;
use crate::{element, group};

/// An adapter.
#[group]
pub struct ApCardCapability {
    /// Its number.
    #[xml("ap-adapter")]
    pub adapter: Option<Hex<2>>,
}

/// A queue of an adapter.
#[group]
pub struct ApQueueCapability {
    /// The adapter's number.
    #[xml("ap-adapter")]
    pub adapter: Option<Hex<2>>,
    /// The domain.
    #[xml("ap-domain")]
    pub domain: Option<Hex<4>>,
}

/// The parts of adapters that guests may have.
#[group]
pub struct ApMatrixCapability {
    /// What it can do beyond.
    pub capabilities: Vec<ApMatrixSubCapability>,
}

/// What can be done with parts of adapters.
#[element("capability", by = "type")]
pub enum ApMatrixSubCapability {
    /// Mediated devices can be made of them.
    #[xml("mdev_types")]
    MdevTypes(MdevTypes),
}
