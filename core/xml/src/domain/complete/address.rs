//! Addresses: numbers that a stated place leaves out are zero.

use crate::domain::devices::Devices;
use crate::domain::devices::address::Address;

pub(super) fn complete(devices: &mut Devices) {
    for mut device in devices.iter_mut() {
        match &mut device.info_mut().address {
            // Without any number, only the kind of bus is stated.
            Some(Address::Pci(address)) if !address.is_unset() => address.fill(),
            Some(Address::Drive(address)) => {
                for number in [&mut address.controller, &mut address.bus, &mut address.target, &mut address.unit] {
                    number.get_or_insert(0);
                }
            }
            _ => {}
        }
    }
}
