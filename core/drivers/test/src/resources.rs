//! What a host has besides guests: networks, interfaces, storage, devices, secrets and filters.

use ferrovirt_api::{
    InterfaceDriver, NetworkDriver, NodeDeviceDriver, NwfilterDriver, Result, SecretDriver, StorageDriver,
};
use ferrovirt_host::Host;

use crate::driver::TestDriver;
use crate::node::NodeDocument;

/// Everything but the guests.
#[derive(Default)]
pub struct Resources {}

impl Resources {
    /// What every fresh host has.
    pub fn with_default_objects(_host: &dyn Host) -> Result<Resources> {
        Ok(Resources::default())
    }

    /// What a node document names.
    pub fn from_node(_node: &NodeDocument<'_>, _host: &dyn Host) -> Result<Resources> {
        Ok(Resources::default())
    }
}

impl NetworkDriver for TestDriver {}
impl StorageDriver for TestDriver {}
impl InterfaceDriver for TestDriver {}
impl NodeDeviceDriver for TestDriver {}
impl SecretDriver for TestDriver {}
impl NwfilterDriver for TestDriver {}
