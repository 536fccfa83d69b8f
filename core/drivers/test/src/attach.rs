//! Devices that come, go and change.

use ferrovirt_api::{DomainDeviceModifyFlags, DomainEventKind, DomainIdentity, Error, ErrorCode, ErrorDomain, Result};
use ferrovirt_xml::domain::Devices;
use ferrovirt_xml::domain::devices::Device;
use ferrovirt_xml::domain::devices::disk::{Disk, DiskDevice};
use ferrovirt_xml::{Format, ParseOptions};

use crate::document::Document;
use crate::domain::Change;
use crate::driver::TestDriver;
use crate::events;
use crate::settings::Impact;
use crate::tune;

impl TestDriver {
    /// Adds a device.
    pub(crate) fn attach(&self, identity: &DomainIdentity, xml: &str, flags: DomainDeviceModifyFlags) -> Result<()> {
        let device = parse(xml)?;
        let alias = alias_of(&device);
        self.change_devices(identity, flags, |devices| {
            if let Some(detail) = conflict(devices, &device) {
                return Err(Error::new(ErrorCode::OperationFailed, ErrorDomain::Test, detail));
            }
            devices.push(device.clone()).map_err(|_| {
                let detail = format!("the domain already has a {}", kind(&device));
                Error::new(ErrorCode::OperationFailed, ErrorDomain::Test, detail)
            })
        })?;
        if let Some(device_alias) = alias {
            let live = self.domains.look(identity, |state| Ok(state.identity.clone()))?;
            events::publish(&self.hub, &live, DomainEventKind::DeviceAdded { device_alias });
        }
        Ok(())
    }

    /// Changes a device where it is: the medium of a disk, the link and limits of an interface.
    pub(crate) fn update(&self, identity: &DomainIdentity, xml: &str, flags: DomainDeviceModifyFlags) -> Result<()> {
        let device = parse(xml)?;
        self.change_devices(identity, flags, |devices| replace(devices, &device))
    }

    /// Removes the device that a document describes.
    pub(crate) fn detach(&self, identity: &DomainIdentity, xml: &str, flags: DomainDeviceModifyFlags) -> Result<()> {
        let device = parse(xml)?;
        self.change_devices(identity, flags, |devices| match remove_like(devices, &device) {
            true => Ok(()),
            false => {
                let detail = format!("no {} like that is attached", kind(&device));
                Err(Error::new(ErrorCode::DeviceMissing, ErrorDomain::Test, detail))
            }
        })?;
        if let Some(device_alias) = alias_of(&device) {
            let live = self.domains.look(identity, |state| Ok(state.identity.clone()))?;
            events::publish(&self.hub, &live, DomainEventKind::DeviceRemoved { device_alias });
        }
        Ok(())
    }

    /// Removes the device of this alias.
    pub(crate) fn detach_alias(
        &self,
        identity: &DomainIdentity,
        alias: &str,
        flags: DomainDeviceModifyFlags,
    ) -> Result<()> {
        let device_alias = alias.to_owned();
        self.change_devices(identity, flags, |devices| match remove_alias(devices, alias) {
            true => Ok(()),
            false => Err(Error::internal(ErrorDomain::Test, format!("no device found with alias {alias}"))),
        })?;
        let live = self.domains.look(identity, |state| Ok(state.identity.clone()))?;
        events::publish(&self.hub, &live, DomainEventKind::DeviceRemoved { device_alias });
        Ok(())
    }

    /// Changes the devices of the documents that the flags mean, all or none of them.
    fn change_devices(
        &self,
        identity: &DomainIdentity,
        flags: DomainDeviceModifyFlags,
        edit: impl Fn(&mut Devices) -> Result<()>,
    ) -> Result<()> {
        use DomainDeviceModifyFlags as F;
        let domain = self.domains.find(identity)?;
        let mut change: Change<'_> = domain.change()?;
        let impact = Impact::of(&change.state, flags.contains(F::LIVE), flags.contains(F::CONFIG))?;
        let state = &mut change.state;
        let id = u32::try_from(state.identity.id).ok();
        let edited = |document: &Document, is_live: bool| {
            let mut document = document.edited(self.host.system(), |domain| edit(&mut domain.devices))?;
            if is_live {
                document.name_interfaces();
                document.domain_mut().id = id;
            }
            Ok::<_, Error>(std::sync::Arc::new(document))
        };
        if let Some(live) = state.live.as_mut().filter(|_| impact.live) {
            *live = edited(live, true)?;
        }
        if let Some(config) = state.config.as_mut().filter(|_| impact.config) {
            *config = edited(config, false)?;
        }
        state.is_updated |= impact.config && state.is_active();
        change.store();
        Ok(())
    }
}

fn parse(xml: &str) -> Result<Device> {
    Device::parse(xml, &ParseOptions::inactive())
}

/// The name that the user gave a device.
fn alias_of(device: &Device) -> Option<String> {
    let mut devices = Devices::default();
    let _ = devices.push(device.clone());
    devices.iter().find_map(|device| device.info().alias.clone())
}

/// The element name of a device.
fn kind(device: &Device) -> String {
    let text = device.to_xml(&Format::INACTIVE);
    text.trim_start_matches('<').split(|c: char| !c.is_alphanumeric()).next().unwrap_or("device").to_owned()
}

/// Why a device cannot be added to these.
fn conflict(devices: &Devices, device: &Device) -> Option<String> {
    match device {
        Device::Disk(disk) => {
            let target = target(disk);
            devices
                .disks
                .iter()
                .any(|known| self::target(known) == target)
                .then(|| format!("target {} already exists", target.unwrap_or_default()))
        }
        Device::Interface(interface) => {
            let mac = interface.mac.as_ref().and_then(|mac| mac.address)?;
            let is_taken =
                devices.interfaces.iter().any(|known| known.mac.as_ref().and_then(|mac| mac.address) == Some(mac));
            is_taken.then(|| format!("an interface with the MAC address '{mac}' already exists"))
        }
        Device::Filesystem(filesystem) => devices
            .filesystems
            .iter()
            .any(|known| known.target == filesystem.target)
            .then(|| "the target of the file system already exists".to_owned()),
        Device::Hostdev(hostdev) => {
            devices.hostdevs.contains(hostdev).then(|| "the device of the host is attached already".to_owned())
        }
        Device::Lease(lease) => devices.leases.contains(lease).then(|| "the lease exists already".to_owned()),
        _ => None,
    }
}

fn target(disk: &Disk) -> Option<&str> {
    disk.target.as_ref().and_then(|target| target.dev.as_deref())
}

/// Puts a device in the place of the one that it names.
fn replace(devices: &mut Devices, device: &Device) -> Result<()> {
    let refused = |detail: String| Err(Error::invalid_argument(ErrorDomain::Test, detail));
    match device {
        Device::Disk(disk) => {
            let name = target(disk).unwrap_or_default();
            let Some(known) = devices.disks.iter_mut().find(|known| target(known) == Some(name)) else {
                return refused(format!("target {name} doesn't exist."));
            };
            let kind = |disk: &Disk| disk.device.unwrap_or(DiskDevice::Disk);
            if kind(known) != kind(disk) {
                return refused(format!("disk {name} cannot become another kind of device"));
            }
            let info = known.info.clone();
            *known = Disk::clone(disk);
            if known.info.address.is_none() {
                known.info.address = info.address;
            }
            Ok(())
        }
        Device::Interface(interface) => {
            let mac = interface.mac.as_ref().and_then(|mac| mac.address).map(|mac| mac.to_string());
            let name = mac.unwrap_or_default();
            let Some(known) = devices.interfaces.iter_mut().find(|known| tune::is_named(known, &name)) else {
                return refused(format!("no device matching MAC address {name} found"));
            };
            let (info, target) = (known.info.clone(), known.target.clone());
            *known = interface.as_ref().clone();
            known.target = known.target.take().or(target);
            if known.info.address.is_none() {
                known.info.address = info.address;
            }
            Ok(())
        }
        Device::Memballoon(balloon) if devices.memballoon.is_some() => {
            devices.memballoon = Some(balloon.as_ref().clone());
            Ok(())
        }
        other => {
            let detail = format!("update of device '{}' is not supported", kind(other));
            Err(Error::new(ErrorCode::OperationUnsupported, ErrorDomain::Test, detail))
        }
    }
}

/// Removes the device of this alias, of whatever kind it is.
fn remove_alias(devices: &mut Devices, alias: &str) -> bool {
    macro_rules! remove {
        (lists: $($list:ident)*; options: $($option:ident)*) => {
            $(
                if let Some(place) = devices.$list.iter().position(|one| one.info.alias.as_deref() == Some(alias)) {
                    devices.$list.remove(place);
                    return true;
                }
            )*
            $(
                if devices.$option.as_ref().is_some_and(|one| one.info.alias.as_deref() == Some(alias)) {
                    devices.$option = None;
                    return true;
                }
            )*
        };
    }
    remove! {
        lists: disks controllers filesystems interfaces smartcards serials parallels consoles channels inputs tpms
            sounds videos hostdevs redirdevs hubs watchdogs rngs panics shmems memories cryptos;
        options: memballoon nvram iommu vsock
    }
    false
}

/// Removes the device that another one means: the disk of its target, the interface of its MAC address, the device of
/// its alias, or the one that is the same.
fn remove_like(devices: &mut Devices, wanted: &Device) -> bool {
    if let Some(alias) = alias_of(wanted) {
        return remove_alias(devices, &alias);
    }
    macro_rules! remove {
        ($list:ident, $is_meant:expr) => {
            match devices.$list.iter().position($is_meant) {
                Some(place) => {
                    devices.$list.remove(place);
                    true
                }
                None => false,
            }
        };
    }
    match wanted {
        Device::Disk(disk) => remove!(disks, |known| target(known) == target(disk)),
        Device::Interface(interface) => match interface.mac.as_ref().and_then(|mac| mac.address) {
            Some(mac) => remove!(interfaces, |known| known.mac.as_ref().and_then(|mac| mac.address) == Some(mac)),
            None => false,
        },
        Device::Controller(one) => remove!(controllers, |known| known == &**one),
        Device::Lease(one) => remove!(leases, |known| known == &**one),
        Device::Filesystem(one) => remove!(filesystems, |known| known.target == one.target),
        Device::Smartcard(one) => remove!(smartcards, |known| known == &**one),
        Device::Serial(one) => remove!(serials, |known| known == &**one),
        Device::Parallel(one) => remove!(parallels, |known| known == &**one),
        Device::Console(one) => remove!(consoles, |known| known == &**one),
        Device::Channel(one) => remove!(channels, |known| known == &**one),
        Device::Input(one) => remove!(inputs, |known| known == &**one),
        Device::Tpm(one) => remove!(tpms, |known| known == &**one),
        Device::Graphics(one) => remove!(graphics, |known| known == &**one),
        Device::Sound(one) => remove!(sounds, |known| known == &**one),
        Device::Audio(one) => remove!(audios, |known| known == &**one),
        Device::Video(one) => remove!(videos, |known| known == &**one),
        Device::Hostdev(one) => remove!(hostdevs, |known| known == &**one),
        Device::Redirdev(one) => remove!(redirdevs, |known| known == &**one),
        Device::Hub(one) => remove!(hubs, |known| known == &**one),
        Device::Watchdog(one) => remove!(watchdogs, |known| known == &**one),
        Device::Rng(one) => remove!(rngs, |known| known == &**one),
        Device::Panic(one) => remove!(panics, |known| known == &**one),
        Device::Shmem(one) => remove!(shmems, |known| known == &**one),
        Device::Memory(one) => remove!(memories, |known| known == &**one),
        Device::Crypto(one) => remove!(cryptos, |known| known == &**one),
        Device::Memballoon(_) => devices.memballoon.take().is_some(),
        Device::Nvram(_) => devices.nvram.take().is_some(),
        Device::Iommu(_) => devices.iommu.take().is_some(),
        Device::Vsock(_) => devices.vsock.take().is_some(),
        Device::Pstore(_) => devices.pstore.take().is_some(),
    }
}
