//! Registers of devices on POWER's virtual bus.

use std::collections::HashSet;

use ferrovirt_error::Result;
use ferrovirt_xml::domain::devices::address::{Address, SpaprVioAddress};
use ferrovirt_xml::domain::devices::chardev::SerialTargetType;
use ferrovirt_xml::domain::devices::controller::{ControllerModel, ControllerType};
use ferrovirt_xml::domain::devices::tpm::TpmModel;
use ferrovirt_xml::domain::{DeviceMut, Domain};

use super::order;
use crate::complete::invalid;
use crate::rules::{Family, Platform};

/// Registers are this far apart.
const STEP: u64 = 0x1000;
/// The last register that QEMU takes.
const LAST: u64 = 0xffff_ffff;

pub(super) fn complete(domain: &mut Domain) -> Result<()> {
    if Platform::of(domain).family != Family::Pseries {
        return Ok(());
    }
    let mut devices: Vec<DeviceMut<'_>> =
        domain.devices.iter_mut().filter(|device| !matches!(device, DeviceMut::Console(_))).collect();
    devices.sort_by_key(order::rank);
    let mut taken = HashSet::new();
    for device in &devices {
        if let Some(register) = register(device.info().address.as_ref())
            && !taken.insert(register)
        {
            return Err(invalid(format!("spapr-vio address {register:#x} already in use")));
        }
    }
    for device in &mut devices {
        let Some(first) = first_register(device) else { continue };
        let info = device.info_mut();
        if !matches!(info.address, None | Some(Address::SpaprVio(_))) || register(info.address.as_ref()).is_some() {
            continue;
        }
        let mut registers = (first..=LAST).step_by(STEP as usize);
        let free = registers.find(|register| taken.insert(*register));
        let free = free.ok_or_else(|| invalid("no free register on the spapr-vio bus"))?;
        info.address = Some(Address::SpaprVio(SpaprVioAddress { reg: Some(free) }));
    }
    Ok(())
}

fn register(address: Option<&Address>) -> Option<u64> {
    match address {
        Some(Address::SpaprVio(address)) => address.reg,
        _ => None,
    }
}

/// Where devices of this kind begin; none for those that are on another bus.
fn first_register(device: &DeviceMut<'_>) -> Option<u64> {
    match device {
        DeviceMut::Interface(interface) if interface.model.as_deref() == Some("spapr-vlan") => Some(0x1000),
        DeviceMut::Controller(controller)
            if controller.controller_type == ControllerType::Scsi
                && controller.model == Some(ControllerModel::Ibmvscsi) =>
        {
            Some(0x2000)
        }
        DeviceMut::Nvram(_) => Some(0x3000),
        DeviceMut::Tpm(tpm) if tpm.model == Some(TpmModel::TpmSpapr) => Some(0x4000),
        DeviceMut::Serial(serial) => {
            let kind = serial.target.as_ref().and_then(|target| target.target_type);
            (kind == Some(SerialTargetType::SpaprVioSerial)).then_some(0x3000_0000)
        }
        _ => None,
    }
}
