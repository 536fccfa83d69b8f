//! Devices of the host: what was found, and what somebody made or defined.

mod capability;
mod create;

use ferrovirt_api::driver::ready;
use ferrovirt_api::*;
use ferrovirt_xml::node_device::scsi::FibreChannelHost;
use ferrovirt_xml::node_device::{Capability, NodeDevice, NodeDeviceParent};
use ferrovirt_xml::{Document as _, Format};

use super::object::{Impact, Kind, Object};
use super::{check_name, lock, parse, selects};
use crate::driver::TestDriver;

/// Devices as a kind of object. What was found is there without a stored definition.
pub struct Devices;

impl Kind for Devices {
    type Document = NodeDevice;
    type Extra = DeviceExtra;
    const WORD: &'static str = "node device";
    const MISSING: ErrorCode = ErrorCode::NoNodeDevice;
    const DOMAIN: ErrorDomain = ErrorDomain::Nodedev;

    fn name(document: &NodeDevice) -> Name {
        document.name.as_str().into()
    }

    fn uuid(_document: &NodeDevice) -> Option<Uuid> {
        None
    }
}

/// What belongs to a device beyond its documents.
#[derive(Clone, Default)]
pub struct DeviceExtra {
    /// The driver for guests that it was given to.
    guest_driver: Option<String>,
}

/// The driver for guests when none is named.
const GUEST_DRIVER: &str = "vfio-pci";

/// Reads a device that is there already.
pub fn read_found(xml: &str) -> Result<NodeDevice> {
    let device: NodeDevice = parse(xml, false)?;
    if device.name.is_empty() {
        return Err(Error::new(ErrorCode::NoName, ErrorDomain::Nodedev, ""));
    }
    check_name(ErrorDomain::Nodedev, "node device", &device.name)?;
    device.validate()?;
    Ok(device)
}

fn identity(device: &Object<Devices>) -> NodeDeviceIdentity {
    NodeDeviceIdentity { name: device.name().clone() }
}

impl TestDriver {
    fn device<T>(&self, identity: &NodeDeviceIdentity, look: impl FnOnce(&Object<Devices>) -> Result<T>) -> Result<T> {
        look(lock(&self.resources.devices).by_name(&identity.name)?)
    }

    fn change_device<T>(
        &self,
        identity: &NodeDeviceIdentity,
        change: impl FnOnce(&mut Object<Devices>) -> Result<T>,
    ) -> Result<T> {
        change(lock(&self.resources.devices).by_name_mut(&identity.name)?)
    }

    fn tell_device(&self, device: &NodeDeviceIdentity, event: NodeDeviceEventType) {
        let kind = NodeDeviceEventKind::Lifecycle { event, detail: 0 };
        self.hub.publish(NodeDeviceEvent { node_device: device.clone(), kind });
    }

    fn make_device(&self, xml: &str, flags: NodeDeviceCreateXmlFlags) -> Result<NodeDeviceIdentity> {
        let document = create::read(xml, flags.contains(NodeDeviceCreateXmlFlags::VALIDATE))?;
        let mut devices = lock(&self.resources.devices);
        let document = create::made(&devices, document, &*self.host)?;
        let device = identity(devices.create(document)?);
        self.tell_device(&device, NodeDeviceEventType::Created);
        Ok(device)
    }

    /// Makes the virtual port that a storage pool is on, unless it is there.
    pub(crate) fn make_port(
        &self,
        parent: &NodeDeviceParent,
        port: &FibreChannelHost,
    ) -> Result<Option<NodeDeviceIdentity>> {
        let mut devices = lock(&self.resources.devices);
        let (wwnn, wwpn) = (port.wwnn.as_deref().unwrap_or_default(), port.wwpn.as_deref().unwrap_or_default());
        if create::by_world_wide_name(&devices, wwnn, wwpn).is_ok() {
            return Ok(None);
        }
        let document = create::virtual_port(&devices, Some(parent), port)?;
        let device = identity(devices.create(document)?);
        self.tell_device(&device, NodeDeviceEventType::Created);
        Ok(Some(device))
    }

    fn define_device(&self, xml: &str, flags: NodeDeviceDefineXmlFlags) -> Result<NodeDeviceIdentity> {
        let document = create::read(xml, flags.contains(NodeDeviceDefineXmlFlags::VALIDATE))?;
        let mut devices = lock(&self.resources.devices);
        let document = create::mediated(&devices, document, &*self.host)?;
        let device = identity(devices.define(document)?);
        self.tell_device(&device, NodeDeviceEventType::Defined);
        Ok(device)
    }

    fn start_device(&self, device: &NodeDeviceIdentity) -> Result<()> {
        self.change_device(device, |device| {
            device.inactive()?;
            device.start();
            self.tell_device(&identity(device), NodeDeviceEventType::Created);
            Ok(())
        })
    }

    /// Removes a device from the host.
    pub(crate) fn destroy_device(&self, device: &NodeDeviceIdentity) -> Result<()> {
        let mut devices = lock(&self.resources.devices);
        let device = devices.by_name_mut(&device.name)?;
        device.active()?;
        let destroyed = identity(device);
        if !device.stop() {
            devices.remove(&destroyed.name);
        }
        self.tell_device(&destroyed, NodeDeviceEventType::Deleted);
        Ok(())
    }

    fn undefine_device(&self, device: &NodeDeviceIdentity) -> Result<()> {
        let mut devices = lock(&self.resources.devices);
        let device = devices.by_name_mut(&device.name)?;
        if !device.is_persistent() {
            return Err(device.invalid("has no stored definition"));
        }
        let undefined = identity(device);
        if !device.forget() {
            devices.remove(&undefined.name);
        }
        self.tell_device(&undefined, NodeDeviceEventType::Undefined);
        Ok(())
    }

    fn update_device(&self, device: &NodeDeviceIdentity, xml: &str, flags: NodeDeviceUpdateFlags) -> Result<()> {
        use NodeDeviceUpdateFlags as F;
        self.change_device(device, |device| {
            let impact = Impact::of(device, flags.contains(F::AFFECT_LIVE), flags.contains(F::AFFECT_CONFIG))?;
            let new = create::read(xml, false)?;
            let changed = capability::mdev(&new).ok_or_else(|| create::unsupported("only mediated devices change"))?;
            device.change(impact, |document| {
                let present = capability::mdev_mut(document);
                let present = present.ok_or_else(|| create::unsupported("only mediated devices change"))?;
                let keeps_uuid = changed.uuid.is_none_or(|uuid| Some(uuid) == present.uuid);
                if changed.type_id != present.type_id || !keeps_uuid {
                    return Err(create::unsupported("type and uuid of a mediated device cannot change"));
                }
                present.attributes.clone_from(&changed.attributes);
                Ok(())
            })?;
            let kind = NodeDeviceEventKind::Update;
            self.hub.publish(NodeDeviceEvent { node_device: identity(device), kind });
            Ok(())
        })
    }

    /// A PCI device that is there: guests can have no others.
    fn pci_device(&self, device: &NodeDeviceIdentity, change: impl FnOnce(&mut Object<Devices>)) -> Result<()> {
        self.change_device(device, |device| {
            device.active()?;
            if !device.document().capabilities.iter().any(|found| matches!(found, Capability::Pci(_))) {
                let detail = format!("device {} is not a PCI device", device.name());
                return Err(Error::invalid_argument(ErrorDomain::Test, detail));
            }
            change(device);
            Ok(())
        })
    }
}

impl NodeDeviceDriver for TestDriver {
    fn list_all_node_devices(&self, flags: ListAllNodeDevicesFlags) -> DriverFuture<'_, Vec<NodeDeviceIdentity>> {
        use ListAllNodeDevicesFlags as F;
        let is_wanted = |device: &&Object<Devices>| {
            let (active, persistent) = (device.is_active(), device.is_persistent());
            selects(
                flags.bits(),
                &[
                    &capability::group(device.document()),
                    &[(F::ACTIVE.bits(), active), (F::INACTIVE.bits(), !active)],
                    &[(F::PERSISTENT.bits(), persistent), (F::TRANSIENT.bits(), !persistent)],
                ],
            )
        };
        ready(Ok(lock(&self.resources.devices).iter().filter(is_wanted).map(identity).collect()))
    }

    fn list_node_device_names<'a>(&'a self, capability: Option<&'a str>, _flags: u32) -> DriverFuture<'a, Vec<String>> {
        let devices = lock(&self.resources.devices);
        let is_wanted = |device: &&Object<Devices>| {
            device.is_active() && capability.is_none_or(|word| capability::all(device.document()).contains(&word))
        };
        ready(Ok(devices.iter().filter(is_wanted).map(|device| device.name().to_string()).collect()))
    }

    fn lookup_node_device_by_name<'a>(&'a self, name: &'a str) -> DriverFuture<'a, NodeDeviceIdentity> {
        ready(lock(&self.resources.devices).by_name(name).map(identity))
    }

    fn lookup_scsi_host_by_wwn<'a>(
        &'a self,
        node_name: &'a str,
        port_name: &'a str,
        _flags: u32,
    ) -> DriverFuture<'a, NodeDeviceIdentity> {
        let devices = lock(&self.resources.devices);
        ready(create::by_world_wide_name(&devices, node_name, port_name).map(identity))
    }

    fn create_node_device_xml<'a>(
        &'a self,
        xml: &'a str,
        flags: NodeDeviceCreateXmlFlags,
    ) -> DriverFuture<'a, NodeDeviceIdentity> {
        ready(self.make_device(xml, flags))
    }

    fn define_node_device_xml<'a>(
        &'a self,
        xml: &'a str,
        flags: NodeDeviceDefineXmlFlags,
    ) -> DriverFuture<'a, NodeDeviceIdentity> {
        ready(self.define_device(xml, flags))
    }

    fn node_device_xml_desc<'a>(
        &'a self,
        device: &'a NodeDeviceIdentity,
        flags: NodeDeviceXmlFlags,
    ) -> DriverFuture<'a, String> {
        ready(self.device(device, |device| {
            Ok(match flags.contains(NodeDeviceXmlFlags::INACTIVE) {
                true if !device.is_persistent() => return Err(device.invalid("has no stored definition")),
                true => device.stored_document().to_xml(&Format::INACTIVE),
                false => match &device.extra.guest_driver {
                    None => device.document().to_xml(&Format::LIVE),
                    driver => NodeDevice { driver: driver.clone(), ..device.document().clone() }.to_xml(&Format::LIVE),
                },
            })
        }))
    }

    fn node_device_parent<'a>(&'a self, device: &'a NodeDeviceIdentity) -> DriverFuture<'a, Option<String>> {
        let parent = |device: &NodeDevice| device.parent.as_ref().and_then(|parent| parent.name.clone());
        ready(self.device(device, |device| Ok(parent(device.document()))))
    }

    fn node_device_list_capabilities<'a>(&'a self, device: &'a NodeDeviceIdentity) -> DriverFuture<'a, Vec<String>> {
        ready(
            self.device(device, |device| {
                Ok(capability::words(device.document()).into_iter().map(str::to_owned).collect())
            }),
        )
    }

    fn node_device_detach_flags<'a>(
        &'a self,
        device: &'a NodeDeviceIdentity,
        driver_name: Option<&'a str>,
        _flags: u32,
    ) -> DriverFuture<'a, ()> {
        let driver = driver_name.unwrap_or(GUEST_DRIVER);
        ready(self.pci_device(device, |device| device.extra.guest_driver = Some(driver.to_owned())))
    }

    fn node_device_reattach<'a>(&'a self, device: &'a NodeDeviceIdentity) -> DriverFuture<'a, ()> {
        ready(self.pci_device(device, |device| device.extra.guest_driver = None))
    }

    fn node_device_reset<'a>(&'a self, device: &'a NodeDeviceIdentity) -> DriverFuture<'a, ()> {
        ready(self.pci_device(device, |_| ()))
    }

    fn node_device_destroy<'a>(&'a self, device: &'a NodeDeviceIdentity) -> DriverFuture<'a, ()> {
        ready(self.destroy_device(device))
    }

    fn node_device_create<'a>(&'a self, device: &'a NodeDeviceIdentity, _flags: u32) -> DriverFuture<'a, ()> {
        ready(self.start_device(device))
    }

    fn node_device_undefine<'a>(&'a self, device: &'a NodeDeviceIdentity, _flags: u32) -> DriverFuture<'a, ()> {
        ready(self.undefine_device(device))
    }

    fn node_device_update<'a>(
        &'a self,
        device: &'a NodeDeviceIdentity,
        xml: &'a str,
        flags: NodeDeviceUpdateFlags,
    ) -> DriverFuture<'a, ()> {
        ready(self.update_device(device, xml, flags))
    }

    fn node_device_is_active<'a>(&'a self, device: &'a NodeDeviceIdentity) -> DriverFuture<'a, bool> {
        ready(self.device(device, |device| Ok(device.is_active())))
    }

    fn node_device_is_persistent<'a>(&'a self, device: &'a NodeDeviceIdentity) -> DriverFuture<'a, bool> {
        ready(self.device(device, |device| Ok(device.is_persistent())))
    }

    fn node_device_autostart<'a>(&'a self, device: &'a NodeDeviceIdentity) -> DriverFuture<'a, bool> {
        ready(self.device(device, |device| Ok(device.autostart)))
    }

    fn node_device_set_autostart<'a>(
        &'a self,
        device: &'a NodeDeviceIdentity,
        autostart: bool,
    ) -> DriverFuture<'a, ()> {
        ready(self.change_device(device, |device| device.set_autostart(autostart)))
    }
}
