//! The documents in which the driver says what host and emulators can do.
//!
//! [`host_capabilities`], [`domain_capabilities`] and [`node_info`] are pure: from stated facts to documents. [`facts`]
//! reads the host, [`Provider`] puts the two together with the prober for those who were asked by a client.
//!
//! Nothing here knows a guest or its definition.

mod architecture;
mod domain;
pub mod facts;
mod firmware;
mod guest;
mod host;
mod hyperv;
mod machine;
mod models;
mod node;
mod processors;
mod provider;
mod virtualization;

pub use domain::{DomainQuestion, domain_capabilities};
pub use facts::HostFacts;
pub use firmware::FirmwareChoices;
pub use guest::GuestEmulator;
pub use host::host_capabilities;
pub use hyperv::hyperv_enlightenments;
pub use machine::preferred_machine;
pub use models::model_name;
pub use node::node_info;
pub use provider::Provider;
pub use virtualization::VirtualizationType;

#[cfg(test)]
mod live_tests;
#[cfg(test)]
mod recorded_tests;
#[cfg(test)]
mod tests;
