//! Network interfaces: hardware addresses, and what only some kinds of interfaces have.

use crate::Result;
use crate::domain::devices::interface::{Interface, InterfaceDriver, InterfaceSource};
use crate::scalar::MacAddress;

/// Fills in what one interface leaves open; for one that is plugged into a running guest as well.
pub fn complete_interface(interface: &mut Interface, new_mac: &mut dyn FnMut() -> Result<MacAddress>) -> Result<()> {
    let mac = interface.mac.get_or_insert_default();
    if mac.address.is_none_or(|address| address == MacAddress::default()) {
        mac.address = Some(new_mac()?);
    }
    interface.coalesce_rx_frames_max = interface.coalesce_rx_frames_max.filter(|frames| *frames > 0);
    let is_virtio = interface.model.as_deref().is_some_and(|model| model.starts_with("virtio"));
    if let InterfaceSource::Hostdev(source) = &mut interface.source {
        // The host never sees the packets of such a device, and its driver is part of the source.
        interface.filterref = None;
        interface.driver = None;
        source.driver = source.driver.take().filter(|driver| driver.name.is_some() || driver.model.is_some());
    } else if !is_virtio {
        if let Some(driver) = &mut interface.driver {
            *driver = InterfaceDriver { virtio: std::mem::take(&mut driver.virtio), ..InterfaceDriver::default() };
        }
        if let Some(backend) = &mut interface.backend {
            backend.vhost = None;
        }
    }
    if let Some(driver) = &mut interface.driver {
        driver.queues = driver.queues.filter(|queues| *queues > 1);
    }
    interface.driver = interface.driver.take().filter(|driver| *driver != InterfaceDriver::default());
    Ok(())
}
