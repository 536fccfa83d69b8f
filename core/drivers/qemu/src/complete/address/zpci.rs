//! The two identities that IBM Z gives a PCI function besides its place.

use std::collections::HashSet;

use ferrovirt_error::{Error, ErrorDomain, Result};
use ferrovirt_xml::domain::devices::address::{Address, ZpciAddress};
use ferrovirt_xml::domain::{DeviceMut, Domain};

use super::order;
use crate::probe::EmulatorCapabilities;
use crate::rules::{Architecture, Platform};

/// The largest identity that a user can give.
const LAST_UID: u32 = 0xffff;

pub(super) fn complete(domain: &mut Domain, capabilities: &EmulatorCapabilities) -> Result<()> {
    if Platform::of(domain).architecture != Architecture::S390 || !capabilities.has_device("zpci") {
        return Ok(());
    }
    let mut devices: Vec<DeviceMut<'_>> =
        domain.devices.iter_mut().filter(|device| !matches!(device, DeviceMut::Console(_))).collect();
    devices.sort_by_key(order::rank);
    let mut uids = HashSet::new();
    let mut fids = HashSet::new();
    for zpci in devices.iter_mut().filter_map(identities).filter_map(|zpci| zpci.as_ref()) {
        uids.extend(zpci.uid);
        fids.extend(zpci.fid);
    }
    // Functions that state one identity get the other before those that state none.
    for is_stated in [true, false] {
        for zpci in devices.iter_mut().filter_map(identities).filter(|zpci| zpci.is_some() == is_stated) {
            let mut found = zpci.clone().unwrap_or_default();
            if found.uid.is_none() {
                found.uid = (1..=LAST_UID).find(|uid| uids.insert(*uid));
            }
            if found.fid.is_none() {
                found.fid = (0..=u32::MAX).find(|fid| fids.insert(*fid));
            }
            if found.uid.is_none() || found.fid.is_none() {
                return Err(Error::internal(ErrorDomain::Domain, "no zPCI identity is free"));
            }
            *zpci = Some(found);
        }
    }
    Ok(())
}

/// The identities of a PCI function.
fn identities<'a>(device: &'a mut DeviceMut<'_>) -> Option<&'a mut Option<ZpciAddress>> {
    match &mut device.info_mut().address {
        Some(Address::Pci(address)) if !address.is_unset() => Some(&mut address.zpci),
        _ => None,
    }
}
